//! What is decided: winners among overlaps, types, values.

pub(crate) mod amounts;
mod clubs;
mod cues;
pub(crate) mod dateline;
pub(crate) mod dates;
pub(crate) mod explain;
pub(crate) mod features;
pub(crate) mod lattice;
pub(crate) mod names;
mod organisations;
mod overlap;
pub(crate) mod score;
mod surroundings;
pub(crate) mod template;
mod toponyms;

pub(crate) use crate::text::fold;

use crate::find::Origin;
use crate::gazetteer::{Entry, Gazetteer};
use crate::{Candidate, Document, Entity, EntityType, Mention, PlaceKind, Reading, Value};
use names::Scored;
use organisations::Resolved;
use overlap::Winner;
use template::Weights;
use toponyms::Choice;

/// Decides the mentions of a document; sorted by span, disjoint.
pub(crate) fn resolve<'g>(
    doc: &Document<'_>,
    gazetteer: &'g Gazetteer,
    weights: &Weights,
    mut seen: Vec<Candidate<'g>>,
) -> Vec<Mention<'g>> {
    let is_name = |candidate: &Candidate<'g>| matches!(candidate.reading, Reading::Name(_));
    seen.sort_by_key(|candidate| !is_name(candidate));
    let other = seen.split_off(seen.partition_point(is_name));
    let mut chosen = names::choose(doc, weights, seen);
    clubs::resolve(doc, &mut chosen);
    let places = toponyms::resolve(doc, &chosen);
    let mut organisations = organisations::resolve(doc, gazetteer, &chosen);
    let (winners, others) = overlap::winners(&chosen, other);
    let mut times = dates::resolve(doc, &others).into_iter();
    let mut sums = amounts::resolve(doc, &others, &places).into_iter();
    let mut mentions = Vec::with_capacity(winners.len());
    for winner in winners {
        let candidate = match winner {
            Winner::Name(index) => &chosen[index].candidate,
            Winner::Other(index) => &others[index],
        };
        let decided = match (&candidate.reading, winner) {
            (Reading::Date(_), _) => times.next().flatten().map(|time| (Value::Date(time), 0.9, None)),
            (Reading::Amount(_), _) => sums.next().map(|amount| (Value::Amount(amount), 0.95, None)),
            (Reading::Name(_), Winner::Name(index)) => {
                named(doc, &chosen[index], places[index].as_ref(), organisations[index].take())
            }
            (Reading::Name(_), Winner::Other(_)) => None,
        };
        if let Some((value, confidence, entry)) = decided {
            let rule = rule(&value, candidate);
            let source = entry.map(Entry::source);
            mentions.push(Mention { span: candidate.span, rule, value, confidence, source });
        }
    }
    mentions
}

type Named<'g> = (Value<'g>, f32, Option<Entry<'g>>);

fn named<'g>(
    doc: &Document<'_>,
    scored: &Scored<'g>,
    place: Option<&Choice<'g>>,
    organisation: Option<Resolved<'g>>,
) -> Option<Named<'g>> {
    let (entity_type, confidence) = scored.decided?;
    let name = scored.name()?;
    let unknown = || Entity {
        name: scored.candidate.span.of(doc.text()).split_whitespace().collect::<Vec<_>>().join(" ").into(),
        ..Entity::default()
    };
    Some(match (entity_type, place, organisation) {
        (EntityType::Organisation, _, Some(found)) => {
            (Value::Organisation(found.kind, found.entity), confidence, found.entry)
        }
        (EntityType::Place, Some(choice), _) => {
            let entry = choice.entry;
            let entity =
                Entity { name: entry.name().into(), id: entry.id().into(), position: entry.position() };
            (Value::Place(entry.place_kind(), entity), confidence * choice.share, Some(entry))
        }
        (EntityType::Place, None, _) => {
            let address = name.head.is_some() && doc.tokens()[name.first].is_number();
            let listed = name.head.and_then(|head| PlaceKind::parse(head.text)).unwrap_or(PlaceKind::Area);
            (Value::Place(if address { PlaceKind::Address } else { listed }, unknown()), confidence, None)
        }
        (EntityType::Person, ..) => (Value::Person(unknown()), confidence, None),
        _ => return None,
    })
}

/// The rule that is told for a mention: for a listed name the kind of the list.
fn rule(value: &Value<'_>, candidate: &Candidate<'_>) -> crate::RuleId {
    let listed = matches!(&candidate.reading, Reading::Name(name) if name.origin == Origin::Gazetteer);
    match value {
        _ if candidate.rule == clubs::RULE => candidate.rule,
        Value::Place(kind, _) if listed => crate::RuleId(kind.rule()),
        Value::Organisation(kind, _) if listed => crate::RuleId(kind.rule()),
        Value::Place(..) if candidate.rule.0 == "name.capitals" => crate::RuleId("place.capitals"),
        Value::Organisation(..) if candidate.rule.0 == "name.capitals" => crate::RuleId("org.capitals"),
        Value::Person(_) => crate::RuleId("person.name"),
        _ => candidate.rule,
    }
}
