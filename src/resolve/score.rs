//! The linear model: from features to a type and a confidence.

use super::features::each;
use super::template::{QUANTUM, Scores, Weights};
use crate::find::NameReading;
use crate::{Document, EntityType};

/// The types that the model tells apart, in the order of [`Scores`].
pub(crate) const TYPES: [EntityType; 3] = [EntityType::Organisation, EntityType::Place, EntityType::Person];

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/weights.rs"));
}

/// The weights that were fitted on the development gold; see `gazetteers/README.md`.
pub(crate) const fn builtin_weights() -> Weights {
    Weights::from_slots(embedded::SLOTS)
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
