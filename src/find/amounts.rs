//! Amounts as they are seen: a number and what it counts.

use super::Find;
use crate::lang::Lexicon;
use crate::{Candidate, Document};

/// An amount as it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawAmount {}

/// Finds amounts.
#[derive(Clone, Copy, Debug)]
pub struct Amounts {
    pub(crate) lexicon: Lexicon,
}

impl Find for Amounts {
    fn find<'g>(&'g self, _doc: &Document<'_>, _out: &mut Vec<Candidate<'g>>) {}
}
