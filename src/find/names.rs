//! Names of the gazetteers as they stand in the text.

use super::Find;
use crate::gazetteer::Gazetteer;
use crate::lang::Lexicon;
use crate::{Candidate, Document};

/// Finds the names of the gazetteers.
#[derive(Clone, Debug)]
pub struct Names {
    pub(crate) lexicon: Lexicon,
    pub(crate) gazetteer: Gazetteer,
}

impl Find for Names {
    fn find<'g>(&'g self, _doc: &Document<'_>, _out: &mut Vec<Candidate<'g>>) {}
}
