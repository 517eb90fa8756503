//! What the lists give alone, and what the rules add before any model weighs.

use super::validate::{Counts, tally};
use super::{Annotated, candidates};
use crate::find::{Names, Origin};
use crate::gazetteer::Gazetteer;
use crate::lang::Lexicon;
use crate::resolve::lattice;
use crate::resolve::names::Scored;
use crate::{Candidate, Document, EntityType, Reading};

/// What decides instead of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// A listed name counts as its most populous entry, the first of equals; the longest wins.
    Lists,
    /// Bodies, sites and what acronyms stand for count too.
    Rules,
}

/// Strict counts for organisation, place and person over all texts.
pub(crate) fn ablation(gazetteer: &Gazetteer, docs: &[Annotated], stage: Stage) -> [Counts; 3] {
    let finder = Names { gazetteer: gazetteer.clone() };
    let mut totals = [Counts::default(); 3];
    for (number, annotated) in docs.iter().enumerate() {
        let doc = Document::new(&annotated.text, Lexicon::french());
        let assumed = |candidate| {
            let decided = Some((assumed(&candidate, stage)?, 1.0));
            Some(Scored { candidate, scores: [0.0; 3], decided })
        };
        let mut names: Vec<_> = candidates(&finder, &doc).into_iter().filter_map(assumed).collect();
        let spans: Vec<_> = names.iter().map(|name| name.candidate.span).collect();
        let lengths: Vec<_> = spans.iter().map(|span| span.len() as f32).collect();
        let mut longest = lattice::best(&spans, &lengths).into_iter();
        names.retain(|_| longest.next().unwrap_or(false));
        tally(annotated, number, &names, &mut totals, &mut Vec::new());
    }
    totals
}

fn assumed(candidate: &Candidate<'_>, stage: Stage) -> Option<EntityType> {
    let Reading::Name(name) = &candidate.reading else { return None };
    match (name.origin, stage) {
        (Origin::Gazetteer, _) => {
            let most = name.entries.iter().rev().max_by_key(|entry| entry.weight());
            most.map(|entry| entry.entity_type())
        }
        (Origin::Body | Origin::Expansion, Stage::Rules) => Some(EntityType::Organisation),
        (Origin::Site, Stage::Rules) => Some(EntityType::Place),
        _ => None,
    }
}
