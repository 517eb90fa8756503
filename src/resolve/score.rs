//! The linear model: from features to a type and a confidence.

use super::features::{Source, Take, own};
use super::surroundings::{Left, Right};
use super::template::{Lanes, Scores, Template, View, Weights, parse};
use crate::find::NameReading;
use crate::{Document, EntityType, Error};
use std::path::Path;

/// The types that the model tells apart, in the order of [`Scores`].
pub(crate) const TYPES: [EntityType; 3] = [EntityType::Organisation, EntityType::Place, EntityType::Person];

/// The header of a file of weights.
pub(crate) const WEIGHT_COLUMNS: [&str; 4] = ["feature", "organisation", "place", "person"];

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/weights.rs"));
}

/// The weights that were fitted to annotated news; see `gazetteers/README.md`.
pub(crate) const fn builtin_weights() -> Weights {
    Weights::from_tables(embedded::SLOTS, embedded::NUMBERS, embedded::STARTS)
}

/// Reads weights as `glane train` writes them.
pub(crate) fn read_weights(path: &Path) -> Result<Weights, Error> {
    let name = path.display();
    let mut reader = csv::Reader::from_path(path)
        .map_err(|error| Error::io(format!("{name}: {error}; check that it can be read")))?;
    let header = reader.headers().map_err(|error| Error::data(format!("{name}:1: {error}")))?;
    if header.iter().ne(WEIGHT_COLUMNS) {
        let columns = WEIGHT_COLUMNS.join(",");
        return Err(Error::data(format!("{name}:1: the header of weights is `{columns}`; correct it")));
    }
    let mut rows: Vec<(u64, Scores)> = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| Error::data(format!("{name}: {error}")))? {
        let line = record.position().map_or(0, csv::Position::line);
        let row = weight(&record).map_err(|what| Error::data(format!("{name}:{line}: {what}")))?;
        rows.push(row);
    }
    Ok(Weights::new(rows.into_iter()))
}

fn weight(record: &csv::StringRecord) -> Result<(u64, Scores), String> {
    let cell = |index: usize| record.get(index).unwrap_or("");
    let key = parse(cell(0)).ok_or_else(|| format!("`{}` is no feature; remove the row", cell(0)))?;
    let mut scores = [0.0; 3];
    for (index, score) in scores.iter_mut().enumerate() {
        let text = cell(index + 1);
        *score = text
            .parse()
            .ok()
            .filter(|weight: &f32| weight.is_finite())
            .ok_or_else(|| format!("weight `{text}` is no number; correct it"))?;
    }
    Ok((key, scores))
}

/// Scores names; what those have in common that start or end at one token is looked up once.
pub(crate) struct Scorer<'a, 't> {
    weights: View<'a>,
    doc: &'a Document<'t>,
    left: Option<(Left, Lanes)>,
    right: Option<(Right, Lanes)>,
}

struct Sum<'a> {
    weights: View<'a>,
    lanes: Lanes,
}

impl Take for Sum<'_> {
    #[inline(always)]
    fn number(&mut self, template: Template, value: u64) {
        self.lanes = self.lanes.add(self.weights.number(template, value));
    }

    #[inline(always)]
    fn word(&mut self, template: Template, value: u64, _: Source) {
        self.lanes = self.lanes.add(self.weights.word(template, value));
    }
}

impl<'a, 't> Scorer<'a, 't> {
    /// For the names of one document.
    pub(crate) fn new(weights: &'a Weights, doc: &'a Document<'t>) -> Self {
        Self { weights: weights.view(), doc, left: None, right: None }
    }

    /// Log-odds of each type against none.
    pub(crate) fn score(&mut self, name: &NameReading<'_>) -> Scores {
        let (left, on_left) = self.left(name.first);
        let (right, on_right) = self.right(name.last);
        let mut sum = Sum { weights: self.weights, lanes: on_left.add(on_right) };
        own(self.doc, name, &left, &right, &mut sum);
        sum.lanes.scores()
    }

    fn left(&mut self, first: usize) -> (Left, Lanes) {
        if let Some(known) = self.left.filter(|(left, _)| left.first == first) {
            return known;
        }
        let left = Left::new(self.doc, first);
        let mut sum = Sum { weights: self.weights, lanes: Lanes::default() };
        left.words(self.doc, &mut sum);
        *self.left.insert((left, sum.lanes))
    }

    fn right(&mut self, last: usize) -> (Right, Lanes) {
        if let Some(known) = self.right.filter(|(right, _)| right.last == last) {
            return known;
        }
        let right = Right::new(self.doc, last);
        let mut sum = Sum { weights: self.weights, lanes: Lanes::default() };
        right.words(self.doc, &mut sum);
        *self.right.insert((right, sum.lanes))
    }
}

/// A name counts from this log-odds on: a little above even, for fewer false ones.
pub(crate) const THRESHOLD: f32 = 0.1;

/// The best type and its probability; `None` where no name is the likeliest.
pub(crate) fn decide(scores: Scores) -> Option<(EntityType, f32)> {
    let best = best(scores)?;
    let top = scores[best];
    let others: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    Some((TYPES[best], 1.0 / (others + (-top).exp())))
}

/// Whether the scores say a person, and that with some certainty.
pub(crate) fn is_surely_person(scores: Scores) -> bool {
    best(scores).is_some_and(|best| TYPES[best] == EntityType::Person)
        && decide(scores).is_some_and(|(_, share)| share > 0.6)
}

fn best(scores: Scores) -> Option<usize> {
    let mut best = 0;
    for index in 1..scores.len() {
        if scores[index].total_cmp(&scores[best]).is_gt() {
            best = index;
        }
    }
    (scores[best] > THRESHOLD).then_some(best)
}
