//! Fits the weights of the model that decides what a name is.
//!
//! A semi-Markov model over named features (see [`crate::resolve::lattice`]), by AdaGrad with
//! an L2 penalty, averaged over its epochs; the order of the examples is shuffled by a fixed seed, so the same gold gives
//! the same weights. (Duchi, Hazan and Singer 2011, for AdaGrad.)

#[cfg(feature = "cli")]
mod ablation;
mod annotated;
mod validate;

#[cfg(feature = "cli")]
pub(crate) use ablation::{Stage, ablation};
pub use annotated::Annotated;
pub use validate::{Confusion, Counts, cross_validate};

use crate::find::{Find as _, Names};
use crate::gazetteer::Gazetteer;
use crate::lang::Lexicon;
use crate::resolve::features::{Feature, each};
use crate::resolve::lattice::marginals;
use crate::resolve::names::type_index;
use crate::resolve::template::{Key, QUANTUM, Scores, Weights};
use crate::{Candidate, Document, Reading, Span};
use std::collections::{BTreeMap, HashMap};

/// A weight: a feature as it is written in `weights.csv`, and its weights for organisation, place, person.
pub type Weight = (String, [f32; 3]);

const EPOCHS: usize = 40;

const RATE: f32 = 0.1;
const L2: f32 = 0.003;
/// Penalty of the weights that take up what texts of other habits do differently (Daumé 2007).
const HABITS_L2: f32 = 0.03;
const SEED: u64 = 0x5eed_1e55;
/// A feature must be seen this often to get a weight.
const MIN_COUNT: u32 = 3;
/// Weights all smaller than this are left out.
const MIN_WEIGHT: f32 = 0.02;

struct Example {
    span: Span,
    features: Vec<u32>,
    label: usize,
}

/// The candidates of one text, sorted by span.
struct Text {
    examples: Vec<Example>,
    other_habits: bool,
}

struct Examples {
    names: Vec<String>,
    keys: Vec<Key>,
    counts: Vec<u32>,
    by_doc: Vec<Text>,
}

/// Fits weights to annotated texts; the same texts give the same weights, sorted by feature.
#[must_use]
pub fn train(gazetteer: &Gazetteer, docs: &[Annotated]) -> Vec<Weight> {
    let examples = examples(gazetteer, docs);
    let all: Vec<usize> = (0..docs.len()).collect();
    named(&examples, &fit(&examples, &all))
}

fn candidates<'g>(names: &'g Names, doc: &Document<'_>) -> Vec<Candidate<'g>> {
    let mut out = Vec::new();
    names.find(doc, &mut out);
    out
}

fn examples(gazetteer: &Gazetteer, docs: &[Annotated]) -> Examples {
    let finder = Names { gazetteer: gazetteer.clone() };
    let mut index: HashMap<u64, u32> = HashMap::new();
    let mut out = Examples { names: Vec::new(), keys: Vec::new(), counts: Vec::new(), by_doc: Vec::new() };
    let mut features: Vec<Feature> = Vec::new();
    for annotated in docs {
        let doc = Document::new(&annotated.text, Lexicon::french());
        let mut list = Vec::new();
        for candidate in candidates(&finder, &doc) {
            let Reading::Name(name) = &candidate.reading else { continue };
            let Some(label) = label(annotated, candidate.span) else { continue };
            features.clear();
            each(&doc, name, &mut features);
            let numbers = features.iter().map(|feature| {
                let number = *index.entry(feature.key().hash()).or_insert_with(|| {
                    out.names.push(feature.name(&doc));
                    out.keys.push(feature.key());
                    out.counts.push(0);
                    out.names.len() as u32 - 1
                });
                out.counts[number as usize] += 1;
                number
            });
            list.push(Example { span: candidate.span, features: numbers.collect(), label });
        }
        out.by_doc.push(Text { examples: list, other_habits: annotated.other_habits });
    }
    for example in out.by_doc.iter_mut().flat_map(|text| &mut text.examples) {
        example.features.retain(|&feature| out.counts[feature as usize] >= MIN_COUNT);
    }
    out
}

/// 0 for none, else one more than the type's number; `None` where the span counts neither way.
fn label(annotated: &Annotated, span: Span) -> Option<usize> {
    let exact = annotated.names.iter().find(|(gold, _)| *gold == span);
    if let Some((_, entity_type)) = exact {
        return Some(type_index(*entity_type).map_or(0, |index| index + 1));
    }
    (!annotated.ignored.contains(&span)).then_some(0)
}

fn fit(examples: &Examples, docs: &[usize]) -> Vec<Scores> {
    let size = examples.keys.len();
    let (mut shared, mut habits) = (Fit::new(size, L2), Fit::new(size, HABITS_L2));
    let mut order: Vec<&Text> = docs.iter().map(|&doc| &examples.by_doc[doc]).collect();
    let mut random = SEED;
    let mut sums = vec![[0.0_f32; 3]; size];
    for _ in 0..EPOCHS {
        shuffle(&mut order, &mut random);
        for text in &order {
            let score = |example: &Example| {
                let own = if text.other_habits { habits.scores(example) } else { [0.0; 3] };
                let shared = shared.scores(example);
                std::array::from_fn(|class| shared[class] + own[class])
            };
            let scores: Vec<Scores> = text.examples.iter().map(score).collect();
            let spans: Vec<Span> = text.examples.iter().map(|example| example.span).collect();
            for (example, mut gradient) in text.examples.iter().zip(marginals(&spans, &scores)) {
                if let Some(right) = example.label.checked_sub(1) {
                    gradient[right] -= 1.0;
                }
                shared.step(example, gradient);
                if text.other_habits {
                    habits.step(example, gradient);
                }
            }
        }
        for (sum, weight) in sums.iter_mut().zip(&shared.weights) {
            for (sum, weight) in sum.iter_mut().zip(weight) {
                *sum += weight / EPOCHS as f32;
            }
        }
    }
    sums
}

/// Weights while they are fitted.
struct Fit {
    weights: Vec<Scores>,
    squares: Vec<Scores>,
    penalty: f32,
}

impl Fit {
    fn new(size: usize, penalty: f32) -> Self {
        Self { weights: vec![[0.0; 3]; size], squares: vec![[1e-6; 3]; size], penalty }
    }

    fn scores(&self, example: &Example) -> Scores {
        let mut sums = [0.0_f32; 3];
        for &feature in &example.features {
            for (sum, weight) in sums.iter_mut().zip(self.weights[feature as usize]) {
                *sum += weight;
            }
        }
        sums
    }

    /// One step of AdaGrad.
    fn step(&mut self, example: &Example, gradient: Scores) {
        for &feature in &example.features {
            for (class, gradient) in gradient.into_iter().enumerate() {
                let weight = &mut self.weights[feature as usize][class];
                let step = gradient + self.penalty * *weight;
                let square = &mut self.squares[feature as usize][class];
                *square += step * step;
                *weight -= RATE * step / square.sqrt();
            }
        }
    }
}

fn shuffle<T>(items: &mut [T], random: &mut u64) {
    for i in (1..items.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        items.swap(i, (*random % (i as u64 + 1)) as usize);
    }
}

fn kept(scores: Scores) -> Option<Scores> {
    let rounded = scores.map(|score| (score * QUANTUM).round() / QUANTUM + 0.0);
    rounded.iter().any(|score| score.abs() >= MIN_WEIGHT).then_some(rounded)
}

fn table(examples: &Examples, weights: &[Scores]) -> Weights {
    let rows: Vec<(Key, Scores)> =
        examples.keys.iter().zip(weights).filter_map(|(&key, &scores)| Some((key, kept(scores)?))).collect();
    Weights::new(rows.into_iter())
}

fn named(examples: &Examples, weights: &[Scores]) -> Vec<Weight> {
    let rows: BTreeMap<&String, Scores> = examples
        .names
        .iter()
        .zip(weights)
        .filter_map(|(name, &scores)| Some((name, kept(scores)?)))
        .collect();
    rows.into_iter().map(|(name, scores)| (name.clone(), scores)).collect()
}
