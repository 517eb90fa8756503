//! Dates: from what was seen to days on the calendar.

use crate::{Candidate, Document, TimeValue};

/// One value for every date among `winners` (sorted by span), in their order; `None` rejects the candidate.
pub(crate) fn resolve(_doc: &Document<'_>, _winners: &[Candidate<'_>]) -> Vec<Option<TimeValue>> {
    Vec::new()
}
