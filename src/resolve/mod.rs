//! What is decided: winners among overlaps, types, values.

pub(crate) mod amounts;
pub(crate) mod dates;
mod overlap;

use crate::{Candidate, Document, Mention, Reading, Value};

/// Decides the mentions of a document; sorted by span, disjoint.
pub(crate) fn resolve<'g>(doc: &Document<'_>, candidates: Vec<Candidate<'g>>) -> Vec<Mention<'g>> {
    let winners = overlap::winners(candidates);
    let times = dates::resolve(doc, &winners);
    let mut times = times.into_iter();
    winners
        .into_iter()
        .filter_map(|candidate| {
            let value = match candidate.reading {
                Reading::Date(_) => Value::Date(times.next()??),
                Reading::Amount(raw) => Value::Amount(amounts::resolve(&raw)?),
                Reading::Name(_) => return None,
            };
            Some(Mention { span: candidate.span, rule: candidate.rule, value, confidence: 0.9, source: None })
        })
        .collect()
}
