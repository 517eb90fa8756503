//! The command line.

use crate::error::{Error, Result};
use std::path::PathBuf;

pub(crate) const USAGE: &str = "\
glane-gazetteer-builder --out DIR [--cache DIR] [--only NAME] [--check]
  --out DIR     the folder of gazetteers, which holds sources.toml
  --cache DIR   where fetched packages are kept (target/gazetteer-packages)
  --only NAME   make one list alone, e.g. communes
  --check       write nothing; compare and stop at the first difference";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Help,
    Run(Args),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Args {
    pub(crate) out: PathBuf,
    pub(crate) cache: PathBuf,
    pub(crate) only: Option<String>,
    pub(crate) check: bool,
}

pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Asked> {
    let (mut out, mut cache, mut only, mut check) = (None, None, None, false);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| Error::new(format!("{word} needs a value\n{USAGE}")));
        match word.as_str() {
            "--out" => out = Some(PathBuf::from(value()?)),
            "--cache" => cache = Some(PathBuf::from(value()?)),
            "--only" => only = Some(value()?),
            "--check" => check = true,
            "--help" | "-h" => return Ok(Asked::Help),
            _ => return Err(Error::new(format!("unknown argument {word}\n{USAGE}"))),
        }
    }
    let out = out.ok_or_else(|| Error::new(format!("--out is missing\n{USAGE}")))?;
    let cache = cache.unwrap_or_else(|| PathBuf::from("target/gazetteer-packages"));
    Ok(Asked::Run(Args { out, cache, only, check }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Asked> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_read() {
        let Asked::Run(args) = parsed("--out gazetteers --only communes --check").unwrap() else { panic!() };
        assert_eq!(args.out, PathBuf::from("gazetteers"));
        assert_eq!(args.only.as_deref(), Some("communes"));
        assert!(args.check);
    }

    #[test]
    fn mistakes_are_named() {
        assert!(parsed("--only communes").unwrap_err().to_string().starts_with("--out is missing"));
        assert!(parsed("--out").unwrap_err().to_string().starts_with("--out needs a value"));
        assert!(parsed("--ouf x").unwrap_err().to_string().starts_with("unknown argument --ouf"));
    }
}
