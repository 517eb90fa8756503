//! Expressions of time as they are seen, anchored at trigger words.

mod expr;

#[allow(unused_imports, reason = "read by the dateline solver")]
pub(crate) use expr::DayEvidence;
pub use expr::TimeExpr;

use super::Find;
use crate::lang::Lexicon;
use crate::{Candidate, Document};

/// Finds dates.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    pub(crate) lexicon: Lexicon,
}

impl Find for Dates {
    fn find<'g>(&'g self, _doc: &Document<'_>, _out: &mut Vec<Candidate<'g>>) {}
}
