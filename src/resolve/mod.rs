//! What is decided: winners among overlaps, types, values.

pub(crate) mod amounts;
pub(crate) mod dates;
pub(crate) mod features;
pub(crate) mod names;
mod overlap;
pub(crate) mod score;
pub(crate) mod template;

pub(crate) use crate::text::fold;

use crate::{Candidate, Document, Entity, EntityType, Mention, PlaceKind, Reading, Value};
use names::Scored;
use template::Weights;

/// Decides the mentions of a document; sorted by span, disjoint.
pub(crate) fn resolve<'g>(
    doc: &Document<'_>,
    weights: &Weights,
    candidates: Vec<Candidate<'g>>,
) -> Vec<Mention<'g>> {
    let (seen, other): (Vec<_>, Vec<_>) =
        candidates.into_iter().partition(|candidate| matches!(candidate.reading, Reading::Name(_)));
    let chosen = names::select(names::score_all(doc, weights, seen));
    let mut candidates = other;
    candidates.extend(chosen.iter().map(|name| name.candidate.clone()));
    let winners = overlap::winners(candidates);
    let mut times = dates::resolve(doc, &winners).into_iter();
    winners
        .iter()
        .filter_map(|candidate| {
            let (value, confidence, source) = match &candidate.reading {
                Reading::Date(_) => (Value::Date(times.next()??), 0.9, None),
                Reading::Amount(raw) => (Value::Amount(amounts::resolve(raw)?), 0.95, None),
                Reading::Name(_) => {
                    let index =
                        chosen.binary_search_by_key(&candidate.span, |name| name.candidate.span).ok()?;
                    named(doc, &chosen[index])?
                }
            };
            Some(Mention { span: candidate.span, rule: candidate.rule, value, confidence, source })
        })
        .collect()
}

fn named<'g>(doc: &Document<'_>, scored: &Scored<'g>) -> Option<(Value<'g>, f32, Option<(&'g str, u32)>)> {
    let (entity_type, confidence) = scored.decided?;
    let name = scored.name()?;
    let entry = name.entries.iter().find(|entry| entry.entity_type() == entity_type);
    let entity = match entry {
        Some(entry) => {
            Entity { name: entry.name().into(), id: entry.id().into(), position: entry.position() }
        }
        None => Entity { name: scored.candidate.span.of(doc.text()).to_owned().into(), ..Entity::default() },
    };
    let value = match entity_type {
        EntityType::Organisation => Value::Organisation(
            entry.map_or(crate::OrganisationKind::Other, |entry| entry.organisation_kind()),
            entity,
        ),
        EntityType::Place => Value::Place(entry.map_or(PlaceKind::Area, |entry| entry.place_kind()), entity),
        _ => Value::Person(entity),
    };
    Some((value, confidence, entry.map(|entry| entry.source())))
}
