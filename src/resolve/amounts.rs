//! Amounts: from what was seen to number and unit.

use crate::find::{RawAmount, RawUnit};
use crate::lang::fr::nouns::singular;
use crate::{Amount, Document};
use std::borrow::Cow;

/// The normalised amount; a counted noun becomes its singular in lower case.
pub(crate) fn resolve(doc: &Document<'_>, raw: &RawAmount) -> Option<Amount> {
    let unit = match raw.unit {
        RawUnit::Code(code) => Cow::Borrowed(code),
        RawUnit::Noun(span) => Cow::Owned(singular(doc, span)),
    };
    Some(Amount { kind: raw.kind, value: raw.value, value_end: raw.value_end, unit, modifier: raw.modifier })
}
