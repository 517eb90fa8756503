//! Names and what they stand for: built-in lists and users' lists behind one lookup.

mod surface;
mod trie;

pub(crate) use crate::text::{fold, token};
pub(crate) use surface::is_joiner;
pub(crate) use trie::ROOT;

/// The gazetteers of a pipeline.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {}

/// One row of a gazetteer: a surface and the thing it stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'g> {
    /// The canonical name.
    pub name: &'g str,
}
