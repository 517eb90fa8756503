//! Winners among candidates that overlap: the longest, then the first, then the one seen first.

use crate::Candidate;

/// The disjoint winners, sorted by span.
pub(crate) fn winners(mut candidates: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    candidates.sort_by_key(|candidate| (candidate.span.start(), std::cmp::Reverse(candidate.span.end())));
    let mut winners: Vec<Candidate<'_>> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        match winners.last() {
            Some(last) if last.span.overlaps(candidate.span) => {
                if candidate.span.len() > last.span.len() {
                    winners.pop();
                    winners.push(candidate);
                }
            }
            _ => winners.push(candidate),
        }
    }
    winners
}
