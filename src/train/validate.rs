//! How well weights do on texts that they were not fitted to.

use super::{Annotated, candidates, examples, fit, table};
use crate::find::Names;
use crate::gazetteer::Gazetteer;
use crate::lang::Lexicon;
use crate::resolve::names::{Scored, choose, type_index};
use crate::resolve::template::Weights;
use crate::{Document, EntityType, Span};

/// Strict counts of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Names in the gold.
    pub gold: usize,
    /// Names found.
    pub found: usize,
    /// Names found with the gold's span and type.
    pub right: usize,
}

impl Counts {
    /// Precision, recall and F1, 0 to 1.
    #[must_use]
    pub fn scores(self) -> (f64, f64, f64) {
        let ratio = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let (precision, recall) = (ratio(self.right, self.found), ratio(self.right, self.gold));
        let sum = precision + recall;
        (precision, recall, if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum })
    }
}

/// A name that was missed, made up or taken for another type while its text was held out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// Number of the text.
    pub doc: usize,
    /// Where it stands.
    pub span: Span,
    /// Its type in the gold; `None` where the gold has no such span.
    pub gold: Option<EntityType>,
    /// The type found; `None` where it was missed.
    pub found: Option<EntityType>,
}

/// Strict counts for organisation, place and person of each text, while it was held out: text `i` is in
/// fold `i % folds`.
///
/// What went wrong is appended to `confusions`.
pub fn cross_validate(
    gazetteer: &Gazetteer,
    docs: &[Annotated],
    folds: usize,
    confusions: &mut Vec<Confusion>,
) -> Vec<[Counts; 3]> {
    let examples = examples(gazetteer, docs);
    let mut counts = vec![[Counts::default(); 3]; docs.len()];
    for fold in 0..folds {
        let (test, rest): (Vec<usize>, Vec<usize>) = (0..docs.len()).partition(|i| i % folds == fold);
        let weights = table(&examples, &fit(&examples, &rest));
        for &doc in &test {
            count(gazetteer, &weights, &docs[doc], doc, &mut counts[doc], confusions);
        }
    }
    counts
}

fn count(
    gazetteer: &Gazetteer,
    weights: &Weights,
    annotated: &Annotated,
    number: usize,
    totals: &mut [Counts; 3],
    confusions: &mut Vec<Confusion>,
) {
    let finder = Names { gazetteer: gazetteer.clone() };
    let doc = Document::new(&annotated.text, Lexicon::french());
    let selected = choose(&doc, weights, candidates(&finder, &doc));
    tally(annotated, number, &selected, totals, confusions);
}

/// Adds the strict counts of the names that were selected in one text.
pub(super) fn tally(
    annotated: &Annotated,
    number: usize,
    selected: &[Scored<'_>],
    totals: &mut [Counts; 3],
    confusions: &mut Vec<Confusion>,
) {
    let found: Vec<(Span, EntityType)> =
        selected.iter().filter_map(|name| Some((name.candidate.span, name.decided?.0))).collect();
    for &(span, entity_type) in &annotated.names {
        let Some(index) = type_index(entity_type) else { continue };
        totals[index].gold += 1;
        let same = found.iter().find(|(other, _)| *other == span).map(|&(_, found)| found);
        if same != Some(entity_type) {
            confusions.push(Confusion { doc: number, span, gold: Some(entity_type), found: same });
        }
    }
    for &(span, entity_type) in found.iter().filter(|(span, _)| !annotated.ignored.contains(span)) {
        let Some(index) = type_index(entity_type) else { continue };
        totals[index].found += 1;
        let same = annotated.names.iter().find(|(other, _)| *other == span).map(|&(_, gold)| gold);
        match same {
            Some(gold) => totals[index].right += usize::from(gold == entity_type),
            None => confusions.push(Confusion { doc: number, span, gold: None, found: Some(entity_type) }),
        }
    }
}
