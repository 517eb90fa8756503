//! The command line: options, messages, exit codes.

mod args;
mod eval;
mod explain;
mod extract;
mod gazetteer;
mod generate;
mod manifest;
mod progress;
mod train;

use crate::Error;
use args::{Cli, Command};
use clap::Parser;
use std::ffi::OsString;
use std::io::{self, Write};

/// Exit codes, as promised to scripts.
mod exit {
    pub(super) const DONE: u8 = 0;
    pub(super) const USAGE: u8 = 1;
    pub(super) const FAILED: u8 = 2;
    pub(super) const SET_ASIDE: u8 = 3;
    pub(super) const TOO_MANY_ERRORS: u8 = 4;
    pub(super) const BELOW: u8 = 5;
    pub(super) const INTERRUPTED: i32 = 130;
}

/// Why a command ends without result.
#[derive(Debug)]
enum Stop {
    /// Something is wrong; it is to be told.
    Failed(Error),
    /// The reader of the output has gone: nothing to tell.
    ClosedPipe,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl Stop {
    /// For a failed write to standard output.
    fn stdout(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Failed(Error::io(format!("standard output: {error}; check where it goes"))),
        }
    }
}

/// Runs the program with the arguments of this process and returns its exit code.
#[must_use]
pub fn main() -> u8 {
    // A second handler cannot be set; the first one does the same.
    let _ = ctrlc::set_handler(|| {
        crate::output::discard_parts();
        std::process::exit(exit::INTERRUPTED);
    });
    run(std::env::args_os())
}

/// Runs the program with `args`, the program's name first, and returns its exit code.
pub fn run(args: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(message) => {
            let code = if message.use_stderr() { exit::USAGE } else { exit::DONE };
            // Where not even a message can be written, the code has to do.
            let _ = message.print();
            return code;
        }
    };
    let ended = match &cli.command {
        Command::Extract(args) => extract::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Train(args) => train::run(args),
        Command::Gazetteer(command) => gazetteer::run(command),
        Command::Completions { shell } => generate::completions(*shell),
        Command::Man => generate::man(),
    };
    match ended {
        Ok(code) => code,
        Err(Stop::ClosedPipe) => exit::DONE,
        Err(Stop::Failed(error)) => {
            tell(format_args!("error: {error}"));
            if error.is_usage() { exit::USAGE } else { exit::FAILED }
        }
    }
}

/// Writes a line to standard error, where there is one.
fn tell(message: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{message}");
}

/// Writes to standard output and flushes it.
fn print(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| Stop::stdout(&error))
}
