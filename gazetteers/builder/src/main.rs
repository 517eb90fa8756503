//! Makes glane's generated gazetteers from the packages pinned in `gazetteers/sources.toml`.
//!
//! ```text
//! cargo run --release -p glane-gazetteer-builder -- --out gazetteers [--cache DIR] [--only NAME] [--check]
//! ```
//! A second run writes the same bytes. Hand-made lists are read and never written.
#![forbid(unsafe_code)]

mod archive;
mod areas;
mod args;
mod cities;
mod communes;
mod countries;
mod error;
mod etalab;
mod fetch;
mod fold;
mod geonames;
mod hand;
mod inputs;
mod intercommunalities;
mod join;
mod outputs;
mod reference;
mod row;
mod sources;
mod subdivisions;
mod words;

use args::{Args, Asked};
use error::{Error, Result};
use inputs::Inputs;
use outputs::{Made, OUTPUTS, Output};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let done = match args::parse(std::env::args().skip(1)) {
        Ok(Asked::Help) => {
            println!("{}", args::USAGE);
            Ok(())
        }
        Ok(Asked::Run(args)) => run(&args),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<()> {
    let wanted: Vec<&Output> = match &args.only {
        None => OUTPUTS.iter().collect(),
        Some(name) => OUTPUTS.iter().filter(|output| output.is_called(name)).collect(),
    };
    if wanted.is_empty() {
        let known: Vec<&str> = OUTPUTS.iter().map(|output| output.path).collect();
        return Err(Error::new(format!("--only: no such list; choose one of {}", known.join(", "))));
    }
    let inputs = Inputs::new(&args.out, &args.cache)?;
    println!("{:<30} {:>8} {:>9} {:>20}", "file", "rows", "entities", "without coordinates");
    for output in wanted {
        let made = output.make(&inputs)?;
        let path = args.out.join(output.path);
        if args.check {
            compare(&path, &made.bytes)?
        } else {
            write(&path, &made.bytes)?
        }
        report(output, &made);
    }
    Ok(())
}

fn report(output: &Output, made: &Made) {
    let placeless = made.placeless.map_or_else(|| "-".to_owned(), |count| count.to_string());
    println!("{:<30} {:>8} {:>9} {:>20}", output.path, made.rows, made.entities, placeless);
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, "make the folder", &error))?;
    }
    std::fs::write(path, bytes).map_err(|error| Error::io(path, "write", &error))
}

fn compare(path: &Path, made: &[u8]) -> Result<()> {
    let kept = std::fs::read(path).map_err(|error| Error::io(path, "read", &error))?;
    match first_difference(&kept, made) {
        None => Ok(()),
        Some((line, kept, made)) => Err(Error::new(format!(
            "{}:{line}: has `{kept}`, the packages give `{made}`; run the builder without --check, \
             or take back the edit of this generated file",
            path.display()
        ))),
    }
}

/// Number of the first line that differs, with both lines.
fn first_difference(kept: &[u8], made: &[u8]) -> Option<(usize, String, String)> {
    if kept == made {
        return None;
    }
    let text = |line: Option<&[u8]>| {
        line.map_or_else(|| "nothing".to_owned(), |line| String::from_utf8_lossy(line).into_owned())
    };
    let (mut kept, mut made) = (kept.split(|&byte| byte == b'\n'), made.split(|&byte| byte == b'\n'));
    (1..).find_map(|number| match (kept.next(), made.next()) {
        (left, right) if left == right && left.is_some() => None,
        (left, right) => Some((number, text(left), text(right))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_different_line_is_named() {
        assert_eq!(first_difference(b"a\nb\n", b"a\nb\n"), None);
        let difference = first_difference(b"a\nb\n", b"a\nc\n").unwrap();
        assert_eq!(difference, (2, "b".to_owned(), "c".to_owned()));
        let difference = first_difference(b"a\n", b"a\nb").unwrap();
        assert_eq!(difference, (2, String::new(), "b".to_owned()));
        assert_eq!(first_difference(b"a", b"a\nb").unwrap().1, "nothing");
    }
}
