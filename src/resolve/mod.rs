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
mod vicinity;

pub(crate) use crate::text::fold;

use crate::find::Origin;
use crate::gazetteer::{Entry, Gazetteer};
use crate::{
    Amount, Candidate, Document, Entity, EntityType, Mention, PlaceKind, Reading, RuleId, Span, TimeValue,
    Value,
};
use names::Scored;
use organisations::Resolved;
use overlap::Winner;
use std::vec::IntoIter;
use template::Weights;
use toponyms::Choice;

/// What the finders saw, each kind of candidates by itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Candidates<'g> {
    pub(crate) names: Vec<Candidate<'g>>,
    pub(crate) times: Vec<Candidate<'g>>,
    pub(crate) sums: Vec<Candidate<'g>>,
}

/// What was decided of a place of the text.
pub(crate) enum Decision<'g> {
    /// It is what a row of the gazetteers says; by far the most.
    Listed(Listed<'g>),
    /// Anything else.
    Made(Box<Mention<'g>>),
}

/// A mention of a listed thing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed<'g> {
    pub(crate) span: Span,
    pub(crate) rule: RuleId,
    pub(crate) entry: Entry<'g>,
    pub(crate) confidence: f32,
}

impl Decision<'_> {
    /// The mention's type.
    #[inline]
    pub(crate) fn entity_type(&self) -> EntityType {
        match self {
            Self::Listed(listed) => listed.entry.entity_type(),
            Self::Made(mention) => mention.entity_type(),
        }
    }

    /// Where it stands.
    #[inline]
    pub(crate) const fn span(&self) -> Span {
        match self {
            Self::Listed(listed) => listed.span,
            Self::Made(mention) => mention.span,
        }
    }
}

impl<'g> From<Decision<'g>> for Mention<'g> {
    fn from(decision: Decision<'g>) -> Self {
        match decision {
            Decision::Listed(listed) => listed.into(),
            Decision::Made(mention) => *mention,
        }
    }
}

impl<'g> From<Listed<'g>> for Mention<'g> {
    fn from(listed: Listed<'g>) -> Self {
        let Listed { span, rule, entry, confidence } = listed;
        let entity = Entity { name: entry.name().into(), id: entry.id().into(), position: entry.position() };
        let value = match entry.entity_type() {
            EntityType::Organisation => Value::Organisation(entry.organisation_kind(), entity),
            EntityType::Person => Value::Person(entity),
            _ => Value::Place(entry.place_kind(), entity),
        };
        Self { span, rule, value, confidence, source: Some(entry.source()) }
    }
}

/// Decides the mentions of a document; sorted by span, disjoint.
pub(crate) fn resolve<'d, 't, 'g>(
    doc: &'d Document<'t>,
    gazetteer: &'g Gazetteer,
    weights: &Weights,
    mut seen: Candidates<'g>,
) -> Decisions<'d, 't, 'g> {
    let mut chosen = names::choose(doc, weights, std::mem::take(&mut seen.names));
    clubs::resolve(doc, &mut chosen);
    let places = toponyms::resolve(doc, &chosen);
    let organisations = organisations::resolve(doc, gazetteer, &chosen);
    let winners = overlap::winners(&chosen, &mut seen).into_iter();
    let times = dates::resolve(doc, &seen.times).into_iter();
    let sums = amounts::resolve(doc, &seen.sums, &places).into_iter();
    Decisions { doc, chosen, places, organisations, seen, winners, times, sums }
}

/// What was decided of a document, one by one.
pub(crate) struct Decisions<'d, 't, 'g> {
    doc: &'d Document<'t>,
    chosen: Vec<Scored<'g>>,
    places: Vec<Option<Choice<'g>>>,
    organisations: Vec<Option<Resolved<'g>>>,
    /// Times and amounts that won.
    seen: Candidates<'g>,
    winners: IntoIter<Winner>,
    times: IntoIter<Option<TimeValue>>,
    sums: IntoIter<Amount>,
}

impl<'g> Iterator for Decisions<'_, '_, 'g> {
    type Item = Decision<'g>;

    #[inline]
    fn next(&mut self) -> Option<Decision<'g>> {
        loop {
            let decision = match self.winners.next()? {
                Winner::Name(index) => self.name(index),
                Winner::Time(index) => {
                    let time = self.times.next().flatten();
                    time.map(|time| made(&self.seen.times[index], Value::Date(time), 0.9))
                }
                Winner::Sum(index) => {
                    let sum = self.sums.next();
                    sum.map(|amount| made(&self.seen.sums[index], Value::Amount(amount), 0.95))
                }
            };
            if decision.is_some() {
                return decision;
            }
        }
    }
}

impl<'g> Decisions<'_, '_, 'g> {
    #[inline]
    fn name(&mut self, index: usize) -> Option<Decision<'g>> {
        let scored = &self.chosen[index];
        let (entity_type, confidence) = scored.decided?;
        let (entry, confidence) = match (entity_type, &self.places[index], &self.organisations[index]) {
            (EntityType::Place, Some(choice), _) => (choice.entry, confidence * choice.share),
            (EntityType::Organisation, _, Some(Resolved::Listed(entry))) => (*entry, confidence),
            _ => return self.unlisted(index),
        };
        let kind = match entity_type {
            EntityType::Place => entry.place_kind().rule(),
            _ => entry.organisation_kind().rule(),
        };
        let rule = rule(&scored.candidate, entity_type, kind);
        Some(Decision::Listed(Listed { span: scored.candidate.span, rule, entry, confidence }))
    }

    #[cold]
    fn unlisted(&mut self, index: usize) -> Option<Decision<'g>> {
        let scored = &self.chosen[index];
        let (entity_type, confidence) = scored.decided?;
        let name = scored.name()?;
        let value = match (entity_type, self.organisations[index].take()) {
            (EntityType::Organisation, Some(Resolved::Made(made))) => {
                Value::Organisation(made.kind, made.entity)
            }
            (EntityType::Place, _) => {
                let address = name.head.is_some() && self.doc.tokens()[name.first].is_number();
                let head = name.head.and_then(|head| PlaceKind::parse(head.text));
                let kind = if address { PlaceKind::Address } else { head.unwrap_or(PlaceKind::Area) };
                Value::Place(kind, self.as_written(scored))
            }
            (EntityType::Person, _) => Value::Person(self.as_written(scored)),
            _ => return None,
        };
        let kind = match &value {
            Value::Place(kind, _) => kind.rule(),
            Value::Organisation(kind, _) => kind.rule(),
            _ => "",
        };
        let rule = rule(&scored.candidate, entity_type, kind);
        Some(Decision::Made(Box::new(Mention { rule, ..mention(&scored.candidate, value, confidence) })))
    }

    /// An entity that only the text names; its white space becomes one space each.
    fn as_written(&self, scored: &Scored<'g>) -> Entity<'g> {
        let words = scored.candidate.span.of(self.doc.text()).split_whitespace();
        Entity { name: words.collect::<Vec<_>>().join(" ").into(), ..Entity::default() }
    }
}

fn made<'g>(seen: &Candidate<'_>, value: Value<'g>, confidence: f32) -> Decision<'g> {
    Decision::Made(Box::new(mention(seen, value, confidence)))
}

const fn mention<'g>(seen: &Candidate<'_>, value: Value<'g>, confidence: f32) -> Mention<'g> {
    Mention { span: seen.span, rule: seen.rule, value, confidence, source: None }
}

/// Whether a candidate is a name that stands in a list as a whole; its rule is the kind of the list.
fn is_listed(candidate: &Candidate<'_>) -> bool {
    candidate.rule != clubs::RULE
        && matches!(&candidate.reading, Reading::Name(name) if name.origin == Origin::Gazetteer)
}

/// The rule that is told for a name; `kind` is that of the list it stands in, or of what it was decided to be.
fn rule(candidate: &Candidate<'_>, entity_type: EntityType, kind: &'static str) -> RuleId {
    match entity_type {
        EntityType::Person => RuleId("person.name"),
        _ if is_listed(candidate) => RuleId(kind),
        EntityType::Place if candidate.rule.0 == "name.capitals" => RuleId("place.capitals"),
        EntityType::Organisation if candidate.rule.0 == "name.capitals" => RuleId("org.capitals"),
        _ => candidate.rule,
    }
}
