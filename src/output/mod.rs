//! Mentions → rows. Knows nothing of how they were found.

mod chars;
pub(crate) mod csv;
mod entities;
mod labels;
mod mentions;
mod names;
mod register;
mod rows;
mod staged;

pub(crate) use chars::{Chars, char_count};
pub(crate) use entities::EntityTable;
pub(crate) use mentions::{Fields, Format, Scratch, TypeSet, header};
pub(crate) use register::Register;
pub(crate) use rows::Rows;
pub(crate) use staged::{Staged, discard_parts};
