//! Why each mention was made, and what was seen but not made one. A path of its own: extraction pays nothing for it.

use super::features::{Feature, each};
use super::names::{self, Scored};
use super::template::{Scores, Weights};
use super::{Candidates, clubs, toponyms};
use crate::gazetteer::{Entry, Gazetteer};
use crate::{Candidate, Document, EntityType, Mention, Reading, RuleId, Span};

/// What was seen at one place of a text and what became of it.
#[derive(Clone, Debug)]
pub struct Explanation<'g> {
    /// From the first to the last byte of all that was seen here.
    pub span: Span,
    /// The mention that was made, if any.
    pub mention: Option<Mention<'g>>,
    /// The model's scores of the mention and what made them; `None` for dates and amounts.
    pub evidence: Option<Evidence>,
    /// Of the homonyms that lost, the one that came nearest.
    pub runner_up: Option<Entry<'g>>,
    /// Candidates that are no mention.
    pub rejected: Vec<Rejected>,
}

/// The model's scores of a name: log-odds for organisation, place and person, against none.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The scores that decided.
    pub scores: [f32; 3],
    /// What the same name and what contains it elsewhere in the article added to them.
    pub article: [f32; 3],
    /// Features as `weights.csv` writes them with their weights, the strongest first; none without weight.
    pub features: Vec<(String, [f32; 3])>,
}

/// A candidate that is no mention.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// Where it stands.
    pub span: Span,
    /// What saw it.
    pub rule: RuleId,
    /// What it would have been; `None` for names, whose type is open.
    pub entity_type: Option<EntityType>,
    /// The model's scores; `None` for dates and amounts.
    pub evidence: Option<Evidence>,
    /// Why it is no mention.
    pub reason: Reason,
}

/// Why a candidate is no mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A longer one stands over it.
    Longer,
    /// Another one of its length, or a shorter one, stands over it.
    Other,
    /// For none of the types its score is high enough.
    Threshold,
    /// It has no value here.
    Unresolved,
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Longer => "a longer candidate won",
            Self::Other => "another candidate won",
            Self::Threshold => "no type reaches the threshold",
            Self::Unresolved => "not resolved",
        })
    }
}

/// Explains every place where something was seen; sorted by span.
pub(crate) fn explain<'g>(
    doc: &Document<'_>,
    gazetteer: &'g Gazetteer,
    weights: &Weights,
    seen: Candidates<'g>,
) -> Vec<Explanation<'g>> {
    let other = [seen.times.clone(), seen.sums.clone()].concat();
    let mut names = names::score_all(doc, weights, seen.names.clone());
    let mut chosen = names::choose(doc, weights, seen.names.clone());
    clubs::resolve(doc, &mut chosen);
    let choices = toponyms::resolve(doc, &chosen);
    let decisions = super::resolve(doc, gazetteer, weights, seen);
    let mut places: Vec<_> = decisions.map(|decision| made(decision.into())).collect();
    names.extend(other.into_iter().map(|candidate| Scored { candidate, scores: [0.0; 3], decided: None }));
    names.sort_by_key(|name| name.candidate.span);
    let mut model = Model { doc, weights, features: Vec::new() };
    let mut apart: Vec<Explanation<'g>> = Vec::new();
    for name in &names {
        let evidence = model.evidence(name);
        let span = name.candidate.span;
        let from = places
            .partition_point(|place| place.mention.as_ref().is_some_and(|m| m.span.end() <= span.start()));
        let beside = places[from..].iter_mut().take_while(|place| mention_span(place).start() < span.end());
        let mut over: Vec<_> = beside.collect();
        if let Some(place) = over.iter_mut().find(|place| won(place, &name.candidate)) {
            place.evidence = evidence;
            let index = chosen.binary_search_by_key(&span, |name| name.candidate.span).ok();
            place.runner_up = index.and_then(|index| choices[index].as_ref()?.runner_up);
            continue;
        }
        let longest = over.iter().map(|place| mention_span(place).len()).max();
        let rejected = reject(name, evidence, longest);
        lay(over.into_iter().next(), &mut apart, rejected);
    }
    places.append(&mut apart);
    places.sort_by_key(|place| mention_span(place));
    places
}

/// Lays a rejected candidate to the mention it overlaps, or to other rejected ones, or apart.
fn lay<'g>(mention: Option<&mut Explanation<'g>>, apart: &mut Vec<Explanation<'g>>, rejected: Rejected) {
    let beside = |place: &&mut Explanation<'g>| place.span.overlaps(rejected.span);
    match mention {
        Some(place) => place.add(rejected),
        None => match apart.last_mut().filter(beside) {
            Some(place) => place.add(rejected),
            None => apart.push(alone(rejected)),
        },
    }
}

impl Explanation<'_> {
    fn add(&mut self, rejected: Rejected) {
        self.span = self.span.to(rejected.span);
        self.rejected.push(rejected);
    }
}

const fn made(mention: Mention<'_>) -> Explanation<'_> {
    Explanation {
        span: mention.span,
        mention: Some(mention),
        evidence: None,
        runner_up: None,
        rejected: Vec::new(),
    }
}

fn alone<'g>(rejected: Rejected) -> Explanation<'g> {
    Explanation {
        span: rejected.span,
        mention: None,
        evidence: None,
        runner_up: None,
        rejected: vec![rejected],
    }
}

fn mention_span(place: &Explanation<'_>) -> Span {
    place.mention.as_ref().map_or(place.span, |mention| mention.span)
}

/// Whether the mention of a place was made of the candidate.
fn won(place: &Explanation<'_>, candidate: &Candidate<'_>) -> bool {
    place.mention.as_ref().is_some_and(|mention| {
        let same = match seen_as(candidate) {
            Some(entity_type) => mention.entity_type() == entity_type,
            None => mention.entity().is_some(),
        };
        same && mention.span == candidate.span
    })
}

const fn seen_as(candidate: &Candidate<'_>) -> Option<EntityType> {
    match candidate.reading {
        Reading::Name(_) => None,
        Reading::Date(_) => Some(EntityType::Date),
        Reading::Amount(_) => Some(EntityType::Amount),
    }
}

/// `longest`: the length of the longest mention over the candidate.
fn reject(name: &Scored<'_>, evidence: Option<Evidence>, longest: Option<usize>) -> Rejected {
    let candidate = &name.candidate;
    let reason = match longest {
        _ if evidence.is_some() && name.decided.is_none() => Reason::Threshold,
        Some(longest) if longest > candidate.span.len() => Reason::Longer,
        Some(_) => Reason::Other,
        None => Reason::Unresolved,
    };
    Rejected { span: candidate.span, rule: candidate.rule, entity_type: seen_as(candidate), evidence, reason }
}

struct Model<'a, 't> {
    doc: &'a Document<'t>,
    weights: &'a Weights,
    features: Vec<Feature>,
}

impl Model<'_, '_> {
    /// The scores of a name and the features that made them.
    fn evidence(&mut self, scored: &Scored<'_>) -> Option<Evidence> {
        self.features.clear();
        each(self.doc, scored.name()?, &mut self.features);
        let mut evidence = Evidence { scores: scored.scores, article: scored.scores, features: Vec::new() };
        for feature in &self.features {
            let weights = self.weights.get(feature.key()).scores();
            for (rest, weight) in evidence.article.iter_mut().zip(weights) {
                *rest -= weight;
            }
            if weights != [0.0; 3] {
                evidence.features.push((feature.name(self.doc), weights));
            }
        }
        let strength = |weights: &Scores| weights.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
        evidence
            .features
            .sort_by(|a, b| strength(&b.1).total_cmp(&strength(&a.1)).then_with(|| a.0.cmp(&b.0)));
        Some(evidence)
    }
}
