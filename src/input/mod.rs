//! Bytes → articles: formats, encodings, dump segmentation. Knows nothing of entities.

mod dump;

pub use dump::{DateBasis, DumpOptions, Part, Segment};
