//! Candidates that overlap: which of them stand together.
//!
//! A semi-Markov model without transitions (Sarawagi and Cohen 2004): a set of disjoint candidates is
//! as likely as the exponential of the sum of its scores; whatever is not taken scores nothing.

use super::template::Scores;
use crate::Span;

/// Disjoint candidates of the largest sum, as a mask; `spans` are sorted, weights of more than nothing count.
pub(crate) fn best(spans: &[Span], weights: &[f32]) -> Vec<bool> {
    let mut sums = vec![0.0_f32; spans.len() + 1];
    for i in (0..spans.len()).rev() {
        sums[i] = sums[i + 1].max(weights[i] + sums[next(spans, i)]);
    }
    let mut taken = vec![false; spans.len()];
    let mut i = 0;
    while i < spans.len() {
        if sums[i] > sums[i + 1] {
            taken[i] = true;
            i = next(spans, i);
        } else {
            i += 1;
        }
    }
    taken
}

/// The probability of each candidate as each type, over all sets of disjoint candidates; `spans` are sorted.
pub(crate) fn marginals(spans: &[Span], scores: &[Scores]) -> Vec<Scores> {
    let totals: Vec<f32> = scores.iter().map(|scores| scores.iter().copied().fold(f32::MIN, add)).collect();
    let nexts: Vec<usize> = (0..spans.len()).map(|i| next(spans, i)).collect();
    let mut after = vec![0.0_f32; spans.len() + 1];
    for i in (0..spans.len()).rev() {
        after[i] = add(after[i + 1], totals[i] + after[nexts[i]]);
    }
    let mut before = vec![f32::MIN; spans.len() + 1];
    before[0] = 0.0;
    let mut shares = Vec::with_capacity(spans.len());
    for (i, &next) in nexts.iter().enumerate() {
        before[i + 1] = add(before[i + 1], before[i]);
        before[next] = add(before[next], before[i] + totals[i]);
        let rest = before[i] + after[next] - after[0];
        shares.push(scores[i].map(|score| (score + rest).exp()));
    }
    shares
}

/// The first candidate after `i` that does not overlap it.
fn next(spans: &[Span], i: usize) -> usize {
    let end = spans[i].end();
    if spans.get(i + 1).is_none_or(|span| span.start() >= end) {
        return i + 1;
    }
    i + 1 + spans[i + 1..].partition_point(|span| span.start() < end)
}

/// The logarithm of the sum of two numbers given by their logarithms.
fn add(a: f32, b: f32) -> f32 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    high + (low - high).exp().ln_1p()
}
