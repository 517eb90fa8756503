//! Which names count, and as what: the model's scores, one sense per article, the best set of disjoint names.

use super::lattice;
use super::score::{Scorer, THRESHOLD, TYPES, best, decide, is_surely_person};
use super::template::{Scores, Weights};
use super::toponyms;
use crate::find::{NameReading, Origin};
use crate::gazetteer::{Entry, flag};
use crate::{Candidate, Document, EntityType, Reading, Span};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A name with its scores, and the type that was decided.
#[derive(Clone, Debug)]
pub(crate) struct Scored<'g> {
    pub(crate) candidate: Candidate<'g>,
    pub(crate) scores: Scores,
    pub(crate) decided: Option<(EntityType, f32)>,
}

impl<'g> Scored<'g> {
    /// The name that was seen.
    pub(crate) fn name(&self) -> Option<&NameReading<'g>> {
        name(&self.candidate)
    }
}

#[inline]
const fn name<'c, 'g>(candidate: &'c Candidate<'g>) -> Option<&'c NameReading<'g>> {
    match &candidate.reading {
        Reading::Name(name) => Some(name),
        _ => None,
    }
}

/// A map whose keys are hashes already.
pub(crate) type ByKey<V> = HashMap<u64, V, BuildHasherDefault<KeyIsHash>>;

/// Takes a `u64` key as its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeyIsHash(u64);

impl Hasher for KeyIsHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| hash.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key ^ (key >> 29);
    }
}

/// How much the same name elsewhere in the article weighs against the place itself.
const SENSE_OF_ARTICLE: f32 = 0.3;
/// What a longer name of a person adds to its last word alone.
const SURNAME_OF_PERSON: f32 = 2.0;

/// Scores every name and decides its type; in the order of the candidates.
pub(crate) fn score_all<'g>(
    doc: &Document<'_>,
    weights: &Weights,
    candidates: Vec<Candidate<'g>>,
) -> Vec<Scored<'g>> {
    let judged = judge(doc, weights, &candidates);
    candidates.into_iter().zip(judged).map(|(candidate, judged)| judged.of(candidate)).collect()
}

/// The winners among the names: the disjoint ones of the largest sum; sorted by span, as the candidates are.
pub(crate) fn choose<'g>(
    doc: &Document<'_>,
    weights: &Weights,
    candidates: Vec<Candidate<'g>>,
) -> Vec<Scored<'g>> {
    let judged = judge(doc, weights, &candidates);
    let spans: Vec<_> = candidates.iter().map(|name| name.span).collect();
    let weights: Vec<_> = judged.iter().zip(&spans).map(|(judged, span)| judged.weight(*span)).collect();
    let taken = lattice::best(&spans, &weights);
    let mut chosen = Vec::with_capacity(taken.iter().filter(|taken| **taken).count());
    for ((candidate, judged), taken) in candidates.into_iter().zip(judged).zip(taken) {
        if taken {
            chosen.push(judged.of(candidate));
        }
    }
    chosen
}

/// What is thought of a name.
#[derive(Clone, Copy, Debug)]
struct Judged {
    scores: Scores,
    /// The type in a user's list, which wins over what the model thinks.
    user: Option<EntityType>,
}

impl Judged {
    fn of<'g>(&self, candidate: Candidate<'g>) -> Scored<'g> {
        let decided = self.user.map(|user| (user, 1.0)).or_else(|| decide(self.scores));
        Scored { candidate, scores: self.scores, decided }
    }

    /// What the name adds to a set of names: its score above the threshold; a user's name more than any, one that is
    /// likeliest none less than any.
    fn weight(&self, span: Span) -> f32 {
        match (self.user, best(self.scores)) {
            (Some(_), _) => CERTAIN * span.len() as f32,
            (None, Some(best)) => self.scores[best] - THRESHOLD,
            (None, None) => f32::NEG_INFINITY,
        }
    }
}

/// The weight of a byte of a user's name.
const CERTAIN: f32 = 1000.0;

fn judge(doc: &Document<'_>, weights: &Weights, candidates: &[Candidate<'_>]) -> Vec<Judged> {
    let mut scorer = Scorer::new(weights, doc);
    let mut judged = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let Some(name) = name(candidate) else {
            judged.push(Judged { scores: Scores::default(), user: None });
            continue;
        };
        let (scores, listed_by_user) = scorer.score(name);
        judged.push(Judged { scores, user: if listed_by_user { user_type(name) } else { None } });
    }
    one_sense(doc, candidates, &mut judged);
    contained(doc, candidates, &mut judged);
    judged
}

/// The type in a user's list, unless its flag says that the text must confirm it.
#[cold]
fn user_type(name: &NameReading<'_>) -> Option<EntityType> {
    let sure = |entry: &&Entry<'_>| entry.has(flag::USER) && !entry.has(flag::AMBIGUOUS);
    name.entries.iter().find(sure).map(|entry| entry.entity_type())
}

/// One sense per article: the mean of a name's scores pulls at each, and known persons lend their surname.
fn one_sense(doc: &Document<'_>, names: &[Candidate<'_>], judged: &mut [Judged]) {
    let mut groups = Groups::new(names.len());
    let mut group_of = Vec::with_capacity(names.len());
    let mut surnames: Vec<u64> = Vec::new();
    for (candidate, Judged { scores, .. }) in names.iter().zip(&*judged) {
        let name = name(candidate);
        group_of.push(groups.add(name.map_or(0, |name| name_key(doc, name)), *scores));
        let long = name.filter(|name| name.last > name.first && is_surely_person(*scores));
        surnames.extend(long.map(|name| doc.hash(name.last)));
    }
    surnames.sort_unstable();
    for ((candidate, Judged { scores, .. }), group) in names.iter().zip(judged).zip(group_of) {
        let Some(name) = name(candidate) else { continue };
        let single = name.first == name.last;
        let surname = single && surnames.binary_search(&doc.hash(name.last)).is_ok();
        let Group { sums, count, .. } = groups.all[group];
        if count > 1.0 {
            for (score, sum) in scores.iter_mut().zip(sums) {
                *score += SENSE_OF_ARTICLE * (sum / count - *score);
            }
        }
        scores[2] += if surname { SURNAME_OF_PERSON } else { 0.0 };
    }
}

/// Names of one article by their keys.
struct Groups {
    all: Vec<Group>,
    /// An open-addressed table of one more than their numbers.
    slots: Vec<u32>,
}

/// The same name throughout an article.
#[derive(Clone, Copy)]
struct Group {
    key: u64,
    sums: Scores,
    count: f32,
}

impl Groups {
    fn new(names: usize) -> Self {
        Self { all: Vec::with_capacity(names), slots: vec![0; (names * 2).next_power_of_two()] }
    }

    /// Adds the scores of a name to those of its group and gives the number of that.
    fn add(&mut self, key: u64, scores: Scores) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (key ^ key >> 29) as usize & mask;
        while let Some(number) = self.slots[slot].checked_sub(1) {
            let group = &mut self.all[number as usize];
            if group.key == key {
                for (sum, score) in group.sums.iter_mut().zip(scores) {
                    *sum += score;
                }
                group.count += 1.0;
                return number as usize;
            }
            slot = (slot + 1) & mask;
        }
        self.all.push(Group { key, sums: scores, count: 1.0 });
        self.slots[slot] = self.all.len() as u32;
        self.all.len() - 1
    }
}

/// What it adds to a place that the words right after it name what it lies in (`Orange (Vaucluse)`).
const CONTAINED: f32 = 4.0;

/// A place and what contains it, side by side, confirm each other.
fn contained(doc: &Document<'_>, names: &[Candidate<'_>], judged: &mut [Judged]) {
    for (index, candidate) in names.iter().enumerate() {
        let Some(inner) = name(candidate).filter(|name| name.origin == Origin::Gazetteer) else {
            continue;
        };
        let last = inner.last;
        if last + 1 >= doc.tokens().len() || !toponyms::ties(doc, last + 1, last + 2) {
            continue;
        }
        let mut near = names[index + 1..]
            .iter()
            .take(16)
            .take_while(|other| name(other).is_none_or(|outer| toponyms::may_tie(inner, outer)));
        let outer =
            near.position(|other| name(other).is_some_and(|outer| toponyms::lies_in(doc, inner, outer)));
        if let Some(offset) = outer {
            judged[index].scores[1] += CONTAINED;
            judged[index + 1 + offset].scores[1] += CONTAINED / 2.0;
            // `mairie de Rochefort (Charente-Maritime)`: what ends with the place gains as much.
            for (around, judged) in names[..index].iter().zip(&mut judged[..index]).rev().take(16) {
                match name(around).filter(|name| name.last == last).map(|name| name.origin) {
                    Some(Origin::Body) => judged.scores[0] += CONTAINED,
                    Some(Origin::Site) => judged.scores[1] += CONTAINED,
                    _ => {}
                }
            }
        }
    }
}

/// A key that all spellings of one name share.
pub(crate) fn name_key(doc: &Document<'_>, name: &NameReading<'_>) -> u64 {
    let tokens = doc.tokens().get(name.first..=name.last).unwrap_or_default();
    tokens
        .iter()
        .filter(|token| token.is_word() || token.is_number())
        .fold(0, |key: u64, token| (key.rotate_left(17) ^ token.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The index of a type among the model's.
pub(crate) fn type_index(entity_type: EntityType) -> Option<usize> {
    TYPES.iter().position(|&known| known == entity_type)
}
