//! What can go wrong, in one opaque type.

use std::fmt;

/// An error that says where, what and what to do.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Data,
    Io,
    Usage,
}

impl Error {
    pub(crate) fn data(message: impl Into<String>) -> Self {
        Self { kind: Kind::Data, message: message.into() }
    }

    pub(crate) fn io(message: impl Into<String>) -> Self {
        Self { kind: Kind::Io, message: message.into() }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, message: message.into() }
    }

    /// Whether a file holds something wrong.
    #[must_use]
    pub fn is_data(&self) -> bool {
        self.kind == Kind::Data
    }

    /// Whether reading or writing failed.
    #[must_use]
    pub fn is_io(&self) -> bool {
        self.kind == Kind::Io
    }

    /// Whether the call was wrong.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        self.kind == Kind::Usage
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
