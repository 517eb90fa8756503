//! Winners among candidates that overlap: the longest, then the first; a date or amount before a name.

use super::names::Scored;
use crate::{Candidate, Span};

/// What won a place of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Winner {
    /// A name, by its number among the chosen ones.
    Name(usize),
    /// A date or amount, by its number among those that won.
    Other(usize),
}

/// The disjoint winners, sorted by span, and the dates and amounts among them.
///
/// The names are sorted and disjoint already.
pub(crate) fn winners<'g>(
    names: &[Scored<'g>],
    others: Vec<Candidate<'g>>,
) -> (Vec<Winner>, Vec<Candidate<'g>>) {
    let mut seen: Vec<(Span, Winner)> = Vec::with_capacity(names.len() + others.len());
    seen.extend(others.iter().enumerate().map(|(index, other)| (other.span, Winner::Other(index))));
    seen.extend(names.iter().enumerate().map(|(index, name)| (name.candidate.span, Winner::Name(index))));
    seen.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
    let mut winners: Vec<(Span, Winner)> = Vec::with_capacity(seen.len());
    for (span, winner) in seen {
        match winners.last_mut() {
            Some(last) if last.0.overlaps(span) => {
                if span.len() > last.0.len() {
                    *last = (span, winner);
                }
            }
            _ => winners.push((span, winner)),
        }
    }
    let mut others: Vec<Option<Candidate<'g>>> = others.into_iter().map(Some).collect();
    let mut won = Vec::new();
    let winners = winners
        .into_iter()
        .filter_map(|(_, winner)| match winner {
            Winner::Name(_) => Some(winner),
            Winner::Other(index) => {
                won.push(others[index].take()?);
                Some(Winner::Other(won.len() - 1))
            }
        })
        .collect();
    (winners, won)
}
