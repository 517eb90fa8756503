//! Fetches a pinned package by name through its registry's ordinary client and checks its checksum.

use crate::error::{Error, Result};
use crate::sources::{Package, Registry};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The archive of `package` in `cache`, fetched if it is not there yet; its checksum is right.
pub(crate) fn archive(package: &Package, cache: &Path) -> Result<PathBuf> {
    let folder = cache.join(folder_name(package));
    std::fs::create_dir_all(&folder).map_err(|error| Error::io(&folder, "make the folder", &error))?;
    if let Some(path) = only_file(&folder)? {
        return verified(package, path);
    }
    fetch(package, &folder)?;
    let path = only_file(&folder)?.ok_or_else(|| {
        Error::new(format!(
            "{}: {} said it was done, but left no file in {}",
            title(package),
            client(package.registry),
            folder.display()
        ))
    })?;
    verified(package, path)
}

/// `@etalab/x` 6.0.0 of npm is kept in `npm-etalab-x-6.0.0`.
fn folder_name(package: &Package) -> String {
    let name = package.name.trim_start_matches('@').replace('/', "-");
    format!("{}-{name}-{}", package.registry, package.version.replace(':', "-"))
}

fn only_file(folder: &Path) -> Result<Option<PathBuf>> {
    let list = std::fs::read_dir(folder).map_err(|error| Error::io(folder, "list", &error))?;
    let mut files: Vec<PathBuf> = list.flatten().map(|entry| entry.path()).filter(|p| p.is_file()).collect();
    files.sort();
    if files.len() > 1 {
        return Err(Error::new(format!(
            "{}: holds more than one file; remove the folder and run again",
            folder.display()
        )));
    }
    Ok(files.pop())
}

fn title(package: &Package) -> String {
    format!("{} {} ({})", package.name, package.version, package.registry)
}

fn client(registry: Registry) -> &'static str {
    match registry {
        Registry::Npm => "npm",
        Registry::Pypi => "pip",
        Registry::Debian => "apt-get",
    }
}

/// The client's arguments; every client leaves one file in its working folder.
fn arguments(package: &Package) -> Vec<String> {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (mut arguments, pinned) = match package.registry {
        Registry::Npm => (words("pack --loglevel=error"), format!("{}@{}", package.name, package.version)),
        Registry::Pypi => (
            words("download --quiet --no-deps --only-binary :all: --dest ."),
            format!("{}=={}", package.name, package.version),
        ),
        Registry::Debian => (words("download"), format!("{}={}", package.name, package.version)),
    };
    arguments.push(pinned);
    arguments
}

fn fetch(package: &Package, folder: &Path) -> Result<()> {
    let client = client(package.registry);
    let done = Command::new(client).args(arguments(package)).current_dir(folder).output();
    let output = done.map_err(|error| {
        Error::new(format!("{}: cannot run {client}: {error}; install {client}", title(package)))
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    // The cause comes first, advice and log files after it.
    let reason = lines[..lines.len().min(3)].join(" | ");
    Err(Error::new(format!("{}: {client} failed: {reason}; {}", title(package), remedy(package, folder))))
}

fn remedy(package: &Package, folder: &Path) -> String {
    let first = match package.registry {
        Registry::Npm | Registry::Pypi => "check the network and that this version is still served",
        Registry::Debian => {
            "run `apt-get update`; where the release no longer serves this version, \
             pin the one it serves in sources.toml"
        }
    };
    format!("{first}, or lay the archive in {} by hand", folder.display())
}

fn verified(package: &Package, path: PathBuf) -> Result<PathBuf> {
    let found = checksum(&path)?;
    if found == package.sha256 {
        return Ok(path);
    }
    Err(Error::new(format!(
        "{}: {} has sha256 {found}, sources.toml says {}; remove the file to fetch it again, \
         or pin the new checksum once you have looked at what changed",
        title(package),
        path.display(),
        package.sha256
    )))
}

fn checksum(path: &Path) -> Result<String> {
    let mut file = std::fs::File::open(path).map_err(|error| Error::io(path, "open", &error))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut buffer).map_err(|error| Error::io(path, "read", &error))?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
    }
    Ok(hasher.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(registry: Registry, name: &str, version: &str) -> Package {
        Package {
            name: name.into(),
            registry,
            version: version.into(),
            sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".into(),
            licence: String::new(),
            attribution: String::new(),
            files: Vec::new(),
        }
    }

    #[test]
    fn clients_are_asked_by_name_and_version() {
        let npm = package(Registry::Npm, "@etalab/x", "6.0.0");
        assert_eq!(arguments(&npm).last().unwrap(), "@etalab/x@6.0.0");
        assert_eq!(folder_name(&npm), "npm-etalab-x-6.0.0");
        let debian = package(Registry::Debian, "hunspell-fr", "1:7.0-1");
        assert_eq!(arguments(&debian), ["download", "hunspell-fr=1:7.0-1"]);
        assert_eq!(folder_name(&debian), "debian-hunspell-fr-1-7.0-1");
    }

    #[test]
    fn a_cached_archive_needs_no_client_and_a_changed_one_is_refused() {
        let cache = tempfile::tempdir().unwrap();
        let package = package(Registry::Npm, "x", "1");
        let folder = cache.path().join("npm-x-1");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("x.tgz"), "abc").unwrap();
        assert!(archive(&package, cache.path()).unwrap().ends_with("x.tgz"));
        std::fs::write(folder.join("x.tgz"), "abd").unwrap();
        let error = archive(&package, cache.path()).unwrap_err().to_string();
        assert!(error.contains("sources.toml says ba7816bf"), "{error}");
    }
}
