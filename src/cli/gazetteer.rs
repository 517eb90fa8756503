//! `glane gazetteer`.

use super::args::GazetteerCommand;
use super::{Stop, exit, print, tell};
use crate::gazetteer::check::{Checker, Fault};
use std::fmt::Write as _;

/// Runs the command and returns its exit code.
pub(super) fn run(command: &GazetteerCommand) -> Result<u8, Stop> {
    let (GazetteerCommand::Check(args) | GazetteerCommand::Stats(args)) = command;
    let mut checker = Checker::default();
    for file in &args.files {
        checker.read(file)?;
    }
    match command {
        GazetteerCommand::Check(_) => check(&checker),
        GazetteerCommand::Stats(_) => {
            print(checker.stats().as_bytes())?;
            Ok(exit::DONE)
        }
    }
}

fn check(checker: &Checker) -> Result<u8, Stop> {
    let mut out = String::new();
    let (mut faults, mut warnings) = (0_usize, 0_usize);
    for Fault { file, line, what, is_warning } in checker.faults() {
        let kind = if *is_warning { "warning: " } else { "" };
        let _ = writeln!(out, "{file}:{line}: {kind}{what}");
        *(if *is_warning { &mut warnings } else { &mut faults }) += 1;
    }
    print(out.as_bytes())?;
    if faults + warnings > 0 {
        tell(format_args!("{faults} faults, {warnings} warnings"));
    }
    Ok(if faults == 0 { exit::DONE } else { exit::FAILED })
}
