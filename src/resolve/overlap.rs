//! Winners among candidates that overlap: the longest, then the first; a date or amount before a name.

use super::Candidates;
use super::names::Scored;
use crate::{Candidate, Span};

/// What won a place of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Winner {
    /// A name, by its number among the chosen ones.
    Name(usize),
    /// A time, by its number among those that won.
    Time(usize),
    /// An amount, likewise.
    Sum(usize),
}

/// The disjoint winners, sorted by span; times and amounts that lost are removed from `seen`.
///
/// The names are sorted and disjoint already.
pub(crate) fn winners<'g>(names: &[Scored<'g>], seen: &mut Candidates<'g>) -> Vec<Winner> {
    let Candidates { times, sums, .. } = seen;
    times.sort_by_key(|time| order(time.span));
    sums.sort_by_key(|sum| order(sum.span));
    let won = sweep(names, times, sums);
    let of = |list: usize| won.iter().filter(move |(_, from, _)| *from == list).map(|(.., index)| *index);
    keep(times, of(TIMES));
    keep(sums, of(SUMS));
    let (mut times, mut sums) = (0.., 0..);
    let winner = |(_, list, index)| match list {
        TIMES => Winner::Time(times.next().unwrap_or(index)),
        SUMS => Winner::Sum(sums.next().unwrap_or(index)),
        _ => Winner::Name(index),
    };
    won.into_iter().map(winner).collect()
}

const TIMES: usize = 0;
const SUMS: usize = 1;
const NAMES: usize = 2;

/// Span, list and number of each winner; all three lists are sorted.
fn sweep(names: &[Scored<'_>], times: &[Candidate<'_>], sums: &[Candidate<'_>]) -> Vec<(Span, usize, usize)> {
    let mut won: Vec<(Span, usize, usize)> = Vec::with_capacity(names.len() + times.len() + sums.len());
    let head = |list: usize, at: usize| match list {
        TIMES => times.get(at).map(|time| time.span),
        SUMS => sums.get(at).map(|sum| sum.span),
        _ => names.get(at).map(|name| name.candidate.span),
    };
    let key = |head: Option<Span>| head.map_or(u64::MAX, order);
    let mut at = [0; 3];
    let mut heads = [head(TIMES, 0), head(SUMS, 0), head(NAMES, 0)];
    loop {
        let list = if key(heads[TIMES]) <= key(heads[SUMS]) { TIMES } else { SUMS };
        let list = if key(heads[list]) <= key(heads[NAMES]) { list } else { NAMES };
        let Some(span) = heads[list] else { return won };
        let next = (span, list, at[list]);
        at[list] += 1;
        heads[list] = head(list, at[list]);
        match won.last_mut() {
            Some(last) if last.0.overlaps(span) => {
                if span.len() > last.0.len() {
                    *last = next;
                }
            }
            _ => won.push(next),
        }
    }
}

/// By start, then the longest first.
const fn order(span: Span) -> u64 {
    (span.start() as u64) << 32 | (u32::MAX as u64 - span.end() as u64)
}

/// Keeps those that won, whose numbers come in order.
fn keep(list: &mut Vec<Candidate<'_>>, won: impl Iterator<Item = usize> + Clone) {
    if won.clone().count() == list.len() {
        return;
    }
    let (mut won, mut index) = (won.peekable(), 0);
    list.retain(|_| {
        index += 1;
        won.next_if_eq(&(index - 1)).is_some()
    });
}
