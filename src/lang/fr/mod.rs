//! The grammar of French over the word lists.

mod collective;
mod digits;
mod links;
pub(crate) mod nouns;
pub(crate) mod numbers;
mod roman;
mod whole;

pub use whole::{number, ordinal};
