//! Expressions of time as they are seen, anchored at trigger words.

use super::Find;
use crate::lang::Lexicon;
use crate::{Candidate, Document};

/// An expression of time as it was seen, not yet anchored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpr {}

/// Finds dates.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    pub(crate) lexicon: Lexicon,
}

impl Find for Dates {
    fn find<'g>(&'g self, _doc: &Document<'_>, _out: &mut Vec<Candidate<'g>>) {}
}
