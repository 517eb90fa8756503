//! Bytes → articles: formats, encodings, dump segmentation. Knows nothing of entities.

#[cfg(feature = "cli")]
mod decode;
mod dump;
#[cfg(feature = "cli")]
mod files;
#[cfg(feature = "cli")]
mod format;
#[cfg(feature = "cli")]
mod records;

#[cfg(feature = "cli")]
pub(crate) use decode::{decode, is_utf16, utf8};
pub use dump::{DateBasis, DumpOptions, Part, Segment};
#[cfg(feature = "cli")]
pub(crate) use files::{Source, sources};
#[cfg(feature = "cli")]
pub(crate) use format::{Format, tell};
#[cfg(feature = "cli")]
pub(crate) use records::{Columns, Record, parse_date};
