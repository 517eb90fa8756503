//! One error for the whole builder: a sentence that names the file or package and the remedy.

use std::fmt;
use std::path::Path;

/// What went wrong, where, and what to do about it.
#[derive(Debug)]
pub(crate) struct Error(String);

pub(crate) type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A file that could not be read or written.
    pub(crate) fn io(path: &Path, action: &str, error: &std::io::Error) -> Self {
        Self(format!("{}: cannot {action}: {error}", path.display()))
    }

    /// A package's file that does not have the form the builder knows.
    pub(crate) fn form(package: &str, file: &str, error: impl fmt::Display) -> Self {
        Self(format!(
            "{package}: {file} is not in the form this builder reads ({error}); \
             go back to the version it was written for, or adapt the builder"
        ))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
