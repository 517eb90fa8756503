//! Bytes → articles: formats, encodings, dump segmentation. Knows nothing of entities.

mod decode;
mod dump;
mod files;
mod format;
mod records;

pub(crate) use decode::{Decoded, decode};
pub use dump::{DateBasis, DumpOptions, Part, Segment};
pub(crate) use files::{Source, sources};
pub(crate) use format::{Format, tell};
pub(crate) use records::{Columns, Record, parse_date};
