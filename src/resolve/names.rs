//! Which names count, and as what: the model's scores, one sense per article, the best set of disjoint names.

use super::lattice;
use super::score::{Scorer, THRESHOLD, TYPES, decide, is_surely_person};
use super::template::{Scores, Weights};
use super::toponyms;
use crate::find::{NameReading, Origin};
use crate::gazetteer::flag;
use crate::{Candidate, Document, EntityType, Reading};
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
        match &self.candidate.reading {
            Reading::Name(name) => Some(name),
            _ => None,
        }
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
    let mut scorer = Scorer::new(weights, doc);
    let mut scored: Vec<Scored<'g>> = candidates
        .into_iter()
        .map(|candidate| {
            let (scores, listed_by_user) = match &candidate.reading {
                Reading::Name(name) => scorer.score(name),
                _ => Default::default(),
            };
            let mut scored = Scored { candidate, scores, decided: None };
            if listed_by_user {
                scored.decided = user_type(&scored);
            }
            scored
        })
        .collect();
    one_sense(doc, &mut scored);
    contained(doc, &mut scored);
    for name in &mut scored {
        name.decided = name.decided.or_else(|| decide(name.scores));
    }
    scored
}

/// A user's row wins over what the model thinks, unless its flag says otherwise.
fn user_type(name: &Scored<'_>) -> Option<(EntityType, f32)> {
    let entries = &name.name()?.entries;
    let entry = entries.iter().find(|entry| entry.has(flag::USER) && !entry.has(flag::AMBIGUOUS))?;
    Some((entry.entity_type(), 1.0))
}

/// One sense per article: the mean of a name's scores pulls at each, and known persons lend their surname.
fn one_sense(doc: &Document<'_>, scored: &mut [Scored<'_>]) {
    let mut groups = Groups::new(scored.len());
    let mut group_of = Vec::with_capacity(scored.len());
    let mut surnames: Vec<u64> = Vec::new();
    for item in scored.iter() {
        let key = item.name().map_or(0, |name| name_key(doc, name));
        group_of.push(groups.add(key, item.scores));
        let long = item.name().filter(|name| name.last > name.first && is_surely_person(item.scores));
        surnames.extend(long.map(|name| doc.hash(name.last)));
    }
    surnames.sort_unstable();
    for (item, group) in scored.iter_mut().zip(group_of) {
        let Some(name) = item.name() else { continue };
        let single = name.first == name.last;
        let surname = single && surnames.binary_search(&doc.hash(name.last)).is_ok();
        let Group { sums, count, .. } = groups.all[group];
        if count > 1.0 {
            for (score, sum) in item.scores.iter_mut().zip(sums) {
                *score += SENSE_OF_ARTICLE * (sum / count - *score);
            }
        }
        item.scores[2] += if surname { SURNAME_OF_PERSON } else { 0.0 };
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
fn contained(doc: &Document<'_>, scored: &mut [Scored<'_>]) {
    for index in 0..scored.len() {
        let Some(inner) = scored[index].name().filter(|name| name.origin == Origin::Gazetteer) else {
            continue;
        };
        let last = inner.last;
        if last + 1 >= doc.tokens().len() || !toponyms::ties(doc, last + 1, last + 2) {
            continue;
        }
        let mut near = scored[index + 1..]
            .iter()
            .take(16)
            .take_while(|other| other.name().is_none_or(|outer| toponyms::may_tie(inner, outer)));
        let outer =
            near.position(|other| other.name().is_some_and(|outer| toponyms::lies_in(doc, inner, outer)));
        if let Some(offset) = outer {
            scored[index].scores[1] += CONTAINED;
            scored[index + 1 + offset].scores[1] += CONTAINED / 2.0;
            // `mairie de Rochefort (Charente-Maritime)`: what ends with the place gains as much.
            for around in scored[..index].iter_mut().rev().take(16) {
                let Some(name) = around.name().filter(|name| name.last == last) else { continue };
                let class = match name.origin {
                    Origin::Body => 0,
                    Origin::Site => 1,
                    _ => continue,
                };
                around.scores[class] += CONTAINED;
            }
        }
    }
}

/// A key that all spellings of one name share.
pub(crate) fn name_key(doc: &Document<'_>, name: &NameReading<'_>) -> u64 {
    (name.first..=name.last)
        .filter(|&i| doc.tokens()[i].is_word() || doc.tokens()[i].is_number())
        .fold(0, |key, i| (key.rotate_left(17) ^ doc.hash(i)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The winners among the names that were decided: the disjoint ones of the largest sum; sorted by span.
pub(crate) fn select(mut scored: Vec<Scored<'_>>) -> Vec<Scored<'_>> {
    scored.sort_unstable_by_key(|name| name.candidate.span);
    let decided = || scored.iter().filter(|name| name.decided.is_some());
    let spans: Vec<_> = decided().map(|name| name.candidate.span).collect();
    let weights: Vec<_> = decided().map(weight).collect();
    let mut taken = lattice::best(&spans, &weights).into_iter();
    scored.retain(|name| name.decided.is_some() && taken.next().unwrap_or(false));
    scored
}

/// What a name that was decided adds to a set of names: its score above the threshold; a user's name more than any.
fn weight(name: &Scored<'_>) -> f32 {
    let certain = name.decided.is_some_and(|(_, share)| share >= 1.0);
    match if certain { user_type(name) } else { None } {
        Some(_) => CERTAIN * name.candidate.span.len() as f32,
        None => name.scores.iter().copied().fold(f32::MIN, f32::max) - THRESHOLD,
    }
}

/// The weight of a byte of a user's name.
const CERTAIN: f32 = 1000.0;

/// The index of a type among the model's.
pub(crate) fn type_index(entity_type: EntityType) -> Option<usize> {
    TYPES.iter().position(|&known| known == entity_type)
}
