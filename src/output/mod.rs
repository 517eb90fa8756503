//! Mentions → rows. Knows nothing of how they were found.

pub(crate) mod csv;
mod entities;
mod labels;
mod mentions;
mod names;
mod staged;

pub(crate) use entities::EntityTable;
pub(crate) use mentions::{Fields, Format, Rows, Scratch, TypeSet, char_count, header};
pub(crate) use staged::{Staged, discard_parts};
