//! Reads single files out of package archives (`.tgz`, `.whl`, `.deb`) without unpacking them to disk.

use crate::error::{Error, Result};
use crate::sources::{Package, Registry};
use std::io::Read;
use std::path::Path;
use std::process::Command;

/// The bytes of `file` in `package`'s archive at `path`.
pub(crate) fn read(package: &Package, path: &Path, file: &str) -> Result<Vec<u8>> {
    if !package.files.iter().any(|listed| listed == file) {
        return Err(Error::new(format!("{}: {file} is not listed in sources.toml; add it", package.name)));
    }
    let found = match package.registry {
        Registry::Npm => from_tgz(path, file),
        Registry::Pypi => from_zip(path, file),
        Registry::Debian => from_deb(path, file),
    }?;
    found.ok_or_else(|| {
        Error::new(format!(
            "{}: no {file} in {}; correct `files` in sources.toml or the version",
            package.name,
            path.display()
        ))
    })
}

fn from_tgz(path: &Path, file: &str) -> Result<Option<Vec<u8>>> {
    let archive = std::fs::File::open(path).map_err(|error| Error::io(path, "open", &error))?;
    from_tar(flate2::read::GzDecoder::new(archive), file).map_err(|error| Error::io(path, "unpack", &error))
}

fn from_tar(reader: impl Read, file: &str) -> std::io::Result<Option<Vec<u8>>> {
    let mut archive = tar::Archive::new(reader);
    for entry in archive.entries()? {
        let mut entry = entry?;
        if entry.path()?.to_string_lossy().trim_start_matches("./") == file {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            return Ok(Some(bytes));
        }
    }
    Ok(None)
}

fn from_zip(path: &Path, file: &str) -> Result<Option<Vec<u8>>> {
    let opened = std::fs::File::open(path).map_err(|error| Error::io(path, "open", &error))?;
    let unpack =
        |error: &dyn std::fmt::Display| Error::new(format!("{}: cannot unpack: {error}", path.display()));
    let mut archive = zip::ZipArchive::new(opened).map_err(|error| unpack(&error))?;
    let mut entry = match archive.by_name(file) {
        Ok(entry) => entry,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(unpack(&error)),
    };
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).map_err(|error| unpack(&error))?;
    Ok(Some(bytes))
}

/// `dpkg-deb` knows every compression that Debian uses; a machine with `apt-get` has it.
fn from_deb(path: &Path, file: &str) -> Result<Option<Vec<u8>>> {
    let output = Command::new("dpkg-deb").arg("--fsys-tarfile").arg(path).output().map_err(|error| {
        Error::new(format!("{}: cannot run dpkg-deb: {error}; install dpkg", path.display()))
    })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Error::new(format!("{}: dpkg-deb failed: {}", path.display(), said.trim())));
    }
    from_tar(output.stdout.as_slice(), file).map_err(|error| Error::io(path, "unpack", &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tar_of(name: &str, text: &str) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_cksum();
        builder.append_data(&mut header, name, text.as_bytes()).unwrap();
        builder.into_inner().unwrap()
    }

    #[test]
    fn one_file_is_found_in_a_tar() {
        let tar = tar_of("package/a.json", "[]");
        assert_eq!(from_tar(tar.as_slice(), "package/a.json").unwrap().unwrap(), b"[]");
        assert_eq!(from_tar(tar.as_slice(), "package/b.json").unwrap(), None);
    }
}
