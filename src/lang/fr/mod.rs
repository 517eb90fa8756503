//! The grammar of French over the word lists.

mod digits;
pub(crate) mod nouns;
pub(crate) mod numbers;
mod whole;

pub use whole::{number, ordinal};
