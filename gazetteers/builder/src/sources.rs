//! `sources.toml`: which packages are used, in which version, under which licence.

use crate::error::{Error, Result};
use serde::Deserialize;
use std::fmt;
use std::path::Path;

/// Where a package comes from, and so which client fetches it.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Registry {
    Npm,
    Pypi,
    Debian,
}

impl fmt::Display for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Npm => "npm",
            Self::Pypi => "pypi",
            Self::Debian => "debian",
        })
    }
}

/// One pinned package.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) registry: Registry,
    pub(crate) version: String,
    /// Lower-case hexadecimal checksum of the archive.
    pub(crate) sha256: String,
    pub(crate) licence: String,
    pub(crate) attribution: String,
    /// The parts of the archive that are read; any other is refused.
    pub(crate) files: Vec<String>,
}

#[derive(Deserialize)]
struct Sources {
    package: Vec<Package>,
}

/// Reads `sources.toml` in the folder of gazetteers.
pub(crate) fn read(gazetteers: &Path) -> Result<Vec<Package>> {
    let path = gazetteers.join("sources.toml");
    let text = std::fs::read_to_string(&path).map_err(|error| {
        Error::new(format!(
            "{}: cannot read: {error}; --out must be the folder that holds sources.toml",
            path.display()
        ))
    })?;
    parse(&text).map_err(|error| Error::new(format!("{}: {error}", path.display())))
}

fn parse(text: &str) -> Result<Vec<Package>> {
    let sources: Sources = toml::from_str(text).map_err(|error| Error::new(error.to_string()))?;
    for package in &sources.package {
        check(package)?;
    }
    Ok(sources.package)
}

fn check(package: &Package) -> Result<()> {
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if package.sha256.len() != 64 || !package.sha256.chars().all(hex) {
        return Err(Error::new(format!("{}: sha256 must be 64 lower-case hexadecimal digits", package.name)));
    }
    if package.licence.is_empty() || package.attribution.is_empty() || package.files.is_empty() {
        return Err(Error::new(format!("{}: give licence, attribution and files", package.name)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(sha256: &str) -> String {
        format!(
            "[[package]]\nname = \"words\"\nregistry = \"npm\"\nversion = \"1.0.0\"\nsha256 = \"{sha256}\"\n\
             licence = \"MIT\"\nattribution = \"Someone\"\nfiles = [\"package/a.json\"]\n"
        )
    }

    #[test]
    fn a_package_is_read() {
        let packages = parse(&sample(&"0a".repeat(32))).unwrap();
        assert_eq!(packages[0].name, "words");
        assert_eq!(packages[0].registry, Registry::Npm);
    }

    #[test]
    fn a_bad_checksum_names_its_package() {
        let error = parse(&sample("ABC")).unwrap_err().to_string();
        assert!(error.starts_with("words: sha256"), "{error}");
    }
}
