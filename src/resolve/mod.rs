//! What is decided: winners among overlaps, types, values.

pub(crate) mod amounts;
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
use crate::{Amount, Candidate, Document, Entity, EntityType, Mention, PlaceKind, Reading, TimeValue, Value};
use names::Scored;
use organisations::Resolved;
use overlap::Winner;
use std::vec::IntoIter;
use template::Weights;
use toponyms::Choice;

/// What the finders saw, each kind of candidates by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen<'g> {
    pub(crate) names: Vec<Candidate<'g>>,
    pub(crate) times: Vec<Candidate<'g>>,
    pub(crate) sums: Vec<Candidate<'g>>,
}

/// Decides the mentions of a document; sorted by span, disjoint.
pub(crate) fn resolve<'d, 't, 'g>(
    doc: &'d Document<'t>,
    gazetteer: &'g Gazetteer,
    weights: &Weights,
    mut seen: Seen<'g>,
) -> Mentions<'d, 't, 'g> {
    let scored = names::score_all(doc, weights, std::mem::take(&mut seen.names));
    let chosen = names::select(scored);
    let places = toponyms::resolve(doc, &chosen);
    let organisations = organisations::resolve(doc, gazetteer, &chosen);
    let winners = overlap::winners(&chosen, &mut seen).into_iter();
    let values = dates::resolve(doc, &seen.times);
    let amounts = amounts::resolve(doc, &seen.sums, &places);
    Mentions {
        doc,
        chosen,
        places,
        organisations,
        winners,
        times: seen.times.into_iter().zip(values),
        sums: seen.sums.into_iter().zip(amounts),
    }
}

/// The mentions of a document, made one by one.
pub(crate) struct Mentions<'d, 't, 'g> {
    doc: &'d Document<'t>,
    chosen: Vec<Scored<'g>>,
    places: Vec<Option<Choice<'g>>>,
    organisations: Vec<Option<Resolved<'g>>>,
    winners: IntoIter<Winner>,
    times: Valued<'g, Option<TimeValue>>,
    sums: Valued<'g, Amount>,
}

/// Candidates with their values.
type Valued<'g, V> = std::iter::Zip<IntoIter<Candidate<'g>>, IntoIter<V>>;

impl<'g> Iterator for Mentions<'_, '_, 'g> {
    type Item = Mention<'g>;

    #[inline]
    fn next(&mut self) -> Option<Mention<'g>> {
        loop {
            let mention = match self.winners.next()? {
                Winner::Name(index) => self.name(index),
                Winner::Time => self
                    .times
                    .next()
                    .and_then(|(seen, time)| Some(Mention::of(&seen, Value::Date(time?), 0.9))),
                Winner::Sum => {
                    self.sums.next().map(|(seen, amount)| Mention::of(&seen, Value::Amount(amount), 0.95))
                }
            };
            if mention.is_some() {
                return mention;
            }
        }
    }
}

impl<'g> Mentions<'_, '_, 'g> {
    #[inline]
    fn name(&mut self, index: usize) -> Option<Mention<'g>> {
        let scored = &self.chosen[index];
        let organisation = self.organisations[index].take();
        let (value, confidence, entry) = named(self.doc, scored, self.places[index].as_ref(), organisation)?;
        let rule = rule(&value, &scored.candidate);
        let source = entry.map(Entry::source);
        Some(Mention { span: scored.candidate.span, rule, value, confidence, source })
    }
}

impl<'g> Mention<'g> {
    const fn of(seen: &Candidate<'_>, value: Value<'g>, confidence: f32) -> Self {
        Self { span: seen.span, rule: seen.rule, value, confidence, source: None }
    }
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
        Value::Place(kind, _) if listed => crate::RuleId(kind.rule()),
        Value::Organisation(kind, _) if listed => crate::RuleId(kind.rule()),
        Value::Place(..) if candidate.rule.0 == "name.capitals" => crate::RuleId("place.capitals"),
        Value::Organisation(..) if candidate.rule.0 == "name.capitals" => crate::RuleId("org.capitals"),
        Value::Person(_) => crate::RuleId("person.name"),
        _ => candidate.rule,
    }
}
