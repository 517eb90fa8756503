//! The linear model: from features to a type and a confidence.

use super::features::{Known, Source, Take, own};
use super::surroundings::{Left, Right, Text};
use super::template::{Key, KnownWord, Lanes, Scores, Template, View, Weights, parse};
use crate::find::NameReading;
use crate::gazetteer::flag;
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
    Weights::from_tables(embedded::TABLES)
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
    let mut rows: Vec<(Key, Scores)> = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| Error::data(format!("{name}: {error}")))? {
        let line = record.position().map_or(0, csv::Position::line);
        let row = weight(&record).map_err(|what| Error::data(format!("{name}:{line}: {what}")))?;
        rows.push(row);
    }
    Ok(Weights::new(rows.into_iter()))
}

fn weight(record: &csv::StringRecord) -> Result<(Key, Scores), String> {
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
    text: Text<'a, 't>,
    left: Option<(Left, Side)>,
    right: Option<(Right, Side)>,
}

/// What the words on one side of a name weigh.
#[derive(Clone, Copy, Debug, Default)]
struct Side {
    lanes: Lanes,
    /// The word right before the name.
    before: KnownWord,
}

struct Sum<'a> {
    weights: &'a View<'a>,
    side: Side,
}

impl Take for Sum<'_> {
    #[inline(always)]
    fn number(&mut self, template: Template, value: u64) {
        self.side.lanes = self.side.lanes.add(self.weights.number(template, value));
    }

    #[inline(always)]
    fn word(&mut self, template: Template, value: u64, _: Source) {
        let lanes = match template {
            Template::Head | Template::Suffix => self.weights.word(template, value),
            Template::BeforeTypes if self.side.before.is_paired() => self.weights.word(template, value),
            Template::BeforeTypes => return,
            _ => {
                let word = self.weights.known(value);
                if template == Template::Before {
                    self.side.before = word;
                }
                self.weights.of(word, template)
            }
        };
        self.side.lanes = self.side.lanes.add(lanes);
    }
}

impl<'a, 't> Scorer<'a, 't> {
    /// For the names of one document.
    pub(crate) fn new(weights: &'a Weights, doc: &'a Document<'t>) -> Self {
        Self { weights: weights.view(), text: Text::new(doc), left: None, right: None }
    }

    /// Log-odds of each type against none, and whether a user lists the name.
    pub(crate) fn score(&mut self, name: &NameReading<'_>) -> (Scores, bool) {
        if self.left.as_ref().is_none_or(|(left, _)| left.first != name.first) {
            self.look_left(name.first);
        }
        if self.right.as_ref().is_none_or(|(right, _)| right.last != name.last) {
            self.look_right(name.last);
        }
        let (Some((left, side)), Some((right, on_right))) = (&self.left, &self.right) else {
            return (Scores::default(), false);
        };
        let lanes = side.lanes.add(on_right.lanes);
        let mut sum = Sum { weights: &self.weights, side: Side { lanes, ..*side } };
        let known = Known::new(&name.entries);
        own(self.text.doc, name, left, right, &known, &mut sum);
        (sum.side.lanes.scores(), known.flags & flag::USER != 0)
    }

    #[inline(never)]
    fn look_left(&mut self, first: usize) {
        let (left, side) = self.left.insert((Left::new(self.text, first), Side::default()));
        let mut sum = Sum { weights: &self.weights, side: Side::default() };
        left.words(self.text.doc, &mut sum);
        *side = sum.side;
    }

    #[inline(never)]
    fn look_right(&mut self, last: usize) {
        let (right, side) = self.right.insert((Right::new(self.text, last), Side::default()));
        let mut sum = Sum { weights: &self.weights, side: Side::default() };
        right.words(self.text.doc, &mut sum);
        *side = sum.side;
    }
}

/// A name counts from this log-odds on: a little above even, for fewer false ones.
pub(crate) const THRESHOLD: f32 = 0.1;

/// The best type and its probability; `None` where no name is the likeliest.
pub(crate) fn decide(scores: Scores) -> Option<(EntityType, f32)> {
    let best = best(scores)?;
    let top = scores[best];
    let mut others = 0.0;
    for (index, score) in scores.iter().enumerate() {
        others += if index == best { 1.0 } else { (score - top).exp() };
    }
    Some((TYPES[best], 1.0 / (others + (-top).exp())))
}

/// Whether the scores say a person, and that with some certainty.
pub(crate) fn is_surely_person(scores: Scores) -> bool {
    best(scores).is_some_and(|best| TYPES[best] == EntityType::Person)
        && decide(scores).is_some_and(|(_, share)| share > 0.6)
}

/// The likeliest type of a name that is likelier one than none.
#[inline]
pub(crate) fn best(scores: Scores) -> Option<usize> {
    let first = usize::from(scores[1] > scores[0]);
    let best = if scores[2] > scores[first] { 2 } else { first };
    (scores[best] > THRESHOLD).then_some(best)
}
