//! The linear model: from features to a type and a confidence.

use super::features::each;
use super::template::{QUANTUM, Scores, Weights, parse};
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
    Weights::from_slots(embedded::SLOTS)
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

/// Log-odds of each type against none.
pub(crate) fn score(weights: &Weights, doc: &Document<'_>, name: &NameReading<'_>) -> Scores {
    let mut sums = [0_i32; 3];
    each(doc, name, |feature| {
        let row = weights.get(feature.key());
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += i32::from(weight);
        }
    });
    sums.map(|sum| sum as f32 / QUANTUM)
}

/// A name counts from this log-odds on: a little below even, since scores are shrunk towards none.
const THRESHOLD: f32 = -0.2;

/// The best type and its probability; `None` where no name is the likeliest.
pub(crate) fn decide(scores: Scores) -> Option<(EntityType, f32)> {
    let best = (0..3).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))?;
    if scores[best] <= THRESHOLD {
        return None;
    }
    let top = scores[best];
    let others: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    Some((TYPES[best], 1.0 / (others + (-top).exp())))
}
