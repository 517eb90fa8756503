//! Output files that appear whole or not at all.

use crate::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Files that are not whole yet, of all [`Staged`] of this process.
static PARTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn parts() -> MutexGuard<'static, Vec<PathBuf>> {
    PARTS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes all files that are not whole yet, and keeps further ones from being finished;
/// for a process that is about to end.
pub(crate) fn discard_parts() {
    let parts = parts();
    for path in parts.iter().rev() {
        discard(path);
    }
    std::mem::forget(parts);
}

fn discard(path: &Path) {
    // Nothing is left to tell: the error that led here is on its way.
    let _ = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
}

/// Files under temporary names in a folder, renamed when all is done and removed when it is not.
#[derive(Debug)]
pub(crate) struct Staged {
    folder: PathBuf,
    names: Vec<String>,
    /// The folder where it was missing, then the temporary files.
    made: Vec<PathBuf>,
}

impl Staged {
    /// For files in `folder`, which is made where it is missing.
    pub(crate) fn new(folder: &Path) -> Result<Self, Error> {
        let mut staged = Self { folder: folder.to_owned(), names: Vec::new(), made: Vec::new() };
        if !folder.exists() {
            staged.make(folder.to_owned(), |folder| fs::create_dir_all(folder))?;
        }
        Ok(staged)
    }

    /// Makes what `path` is to be and registers it, with no moment between the two in which an
    /// interrupt would leave it behind.
    fn make<T>(&mut self, path: PathBuf, make: impl FnOnce(&Path) -> io::Result<T>) -> Result<T, Error> {
        let mut parts = parts();
        let made = make(&path).map_err(|error| unwritable(&path, &error))?;
        parts.push(path.clone());
        self.made.push(path);
        Ok(made)
    }

    /// Opens the file that is to be called `name`.
    pub(crate) fn create(&mut self, name: &str) -> Result<BufWriter<File>, Error> {
        let file = self.make(self.temporary(name), |path| File::create(path))?;
        self.names.push(name.to_owned());
        Ok(BufWriter::with_capacity(1 << 18, file))
    }

    /// Writes the file that is to be called `name`.
    pub(crate) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let mut file = self.create(name)?;
        file.write_all(bytes).and_then(|()| file.flush()).map_err(|error| self.failed(name, &error))
    }

    /// The error of a failed write to `name`.
    pub(crate) fn failed(&self, name: &str, error: &io::Error) -> Error {
        unwritable(&self.folder.join(name), error)
    }

    /// Gives the files their names; a file of `stale` that was not written this time is removed.
    pub(crate) fn commit(mut self, stale: &[&str]) -> Result<(), Error> {
        let mut parts = parts();
        for name in &self.names {
            let path = self.folder.join(name);
            fs::rename(self.temporary(name), &path).map_err(|error| unwritable(&path, &error))?;
        }
        for name in stale.iter().filter(|name| !self.names.iter().any(|written| written == *name)) {
            let path = self.folder.join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(unwritable(&path, &error));
                }
                _ => {}
            }
        }
        parts.retain(|part| !self.made.contains(part));
        self.made.clear();
        Ok(())
    }

    fn temporary(&self, name: &str) -> PathBuf {
        self.folder.join(format!(".{name}.{}.part", std::process::id()))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if self.made.is_empty() {
            return;
        }
        for path in self.made.iter().rev() {
            discard(path);
        }
        parts().retain(|part| !self.made.contains(part));
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::io(format!("{}: {error}; check that it can be written", path.display()))
}
