//! What the arguments of a call stand for: files in a fixed order.

use super::format::{Format, by_extension, foreign, tell};
use crate::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A file to read, or standard input.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The path as given; `-` for standard input.
    pub(crate) name: String,
    /// Where it lies; `None` for standard input.
    pub(crate) path: Option<PathBuf>,
    /// What it holds; `None` where only its content can tell.
    pub(crate) format: Option<Format>,
    /// Its length in bytes; 0 where it is not known.
    pub(crate) bytes: u64,
    /// Whether a call named it: then it must be readable, while a file of a folder may be set aside.
    pub(crate) named: bool,
}

/// Files of an output folder that a folder of texts must not be taken to hold.
const WRITTEN: [&str; 2] = ["errors.jsonl", "mentions.jsonl"];

/// The files that `inputs` stand for: folders and globs sorted by path, the rest as given.
///
/// What an earlier run wrote into the folder `output` is left out, unless it is named.
pub(crate) fn sources(inputs: &[String], output: Option<&Path>) -> Result<Vec<Source>, Error> {
    let output = output.and_then(|output| output.canonicalize().ok());
    let mut found = all(inputs)?;
    found.retain(|source| {
        let path = source.path.as_deref().filter(|_| !source.named).unwrap_or(Path::new(""));
        let is_written = path.file_name().is_some_and(|name| WRITTEN.iter().any(|written| name == *written));
        let folder = || path.parent().and_then(|folder| folder.canonicalize().ok());
        !(is_written && output.is_some() && folder() == output)
    });
    Ok(found)
}

fn all(inputs: &[String]) -> Result<Vec<Source>, Error> {
    let mut found = Vec::new();
    for input in inputs {
        if input == "-" {
            found.push(Source { name: "-".into(), path: None, format: None, bytes: 0, named: true });
            continue;
        }
        let path = Path::new(input);
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => folder(path, &mut found)?,
            Ok(metadata) if metadata.is_file() => found.push(named(input, metadata.len())?),
            Ok(_) => found.push(Source {
                name: input.clone(),
                path: Some(path.to_owned()),
                format: by_extension(path).transpose()?,
                bytes: 0,
                named: true,
            }),
            Err(_) if input.contains(['*', '?', '[']) => pattern(input, &mut found)?,
            Err(error) => return Err(unreadable(path, &error)),
        }
    }
    Ok(found)
}

fn named(name: &str, bytes: u64) -> Result<Source, Error> {
    let path = Path::new(name);
    if let Some(told) = by_extension(path) {
        told?;
    }
    let mut head = [0; 4096];
    let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let read = file.read(&mut head).map_err(|error| unreadable(path, &error))?;
    let head = &head[..read];
    if head.is_empty() {
        return Err(Error::data(format!("{name}: the file is empty; give one that holds text")));
    }
    if let Some(what) = foreign(head) {
        return Err(Error::data(format!("{name}: {what}")));
    }
    Ok(Source {
        name: name.to_owned(),
        path: Some(path.to_owned()),
        format: Some(tell(path, head)?),
        bytes,
        named: true,
    })
}

fn folder(path: &Path, found: &mut Vec<Source>) -> Result<(), Error> {
    let before = found.len();
    walk(path, found)?;
    if found.len() == before {
        return Err(Error::data(format!(
            "{}: no .txt or .jsonl file in this folder; give one that holds texts",
            path.display()
        )));
    }
    found[before..].sort_by(|a, b| a.name.cmp(&b.name));
    Ok(())
}

fn walk(folder: &Path, found: &mut Vec<Source>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|error| unreadable(&path, &error))?;
        if kind.is_dir() {
            walk(&path, found)?;
        } else if let (Some(Ok(format)), Ok(metadata)) = (by_extension(&path), fs::metadata(&path))
            && metadata.is_file()
        {
            let name = path.to_string_lossy().into_owned();
            let (path, format) = (Some(path), Some(format));
            found.push(Source { name, path, format, bytes: metadata.len(), named: false });
        }
    }
    Ok(())
}

fn pattern(pattern: &str, found: &mut Vec<Source>) -> Result<(), Error> {
    let paths = glob::glob(pattern)
        .map_err(|error| Error::usage(format!("{pattern}: {error}; put the file name in quotes as it is")))?;
    let before = found.len();
    for path in paths {
        let path = path.map_err(|error| unreadable(error.path(), error.error()))?;
        let metadata = fs::metadata(&path).map_err(|error| unreadable(&path, &error))?;
        if metadata.is_file() {
            let format = by_extension(&path).transpose()?;
            let name = path.to_string_lossy().into_owned();
            found.push(Source { name, path: Some(path), format, bytes: metadata.len(), named: false });
        }
    }
    if found.len() == before {
        return Err(Error::io(format!("{pattern}: no file matches; check the pattern")));
    }
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let path = path.display();
    Error::io(match error.kind() {
        std::io::ErrorKind::NotFound => format!("{path}: no such file or folder; check the path"),
        std::io::ErrorKind::PermissionDenied => format!("{path}: may not be read; check its permissions"),
        _ => format!("{path}: {error}; check that it can be read"),
    })
}
