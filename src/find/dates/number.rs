//! Numbers as days, years and counts.

use super::parser::{Parser, Read};
use crate::lang::Class;

/// A number before a unit of time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    pub(super) milli: u64,
    pub(super) approximate: bool,
}

impl Count {
    pub(super) fn integer(self) -> Option<i32> {
        (self.milli % 1000 == 0).then(|| i32::try_from(self.milli / 1000).ok()).flatten()
    }
}

impl Parser<'_, '_> {
    /// A number in digits or words at `i`.
    pub(super) fn count(&self, i: usize) -> Read<Count> {
        let value = self.digits(i, 1, 9)?;
        let milli = u64::try_from(value).ok()? * 1000;
        let decimal = (self.mark(i + 1, ",") || self.mark(i + 1, "."))
            && self.is_glued(i + 1)
            && self.is_glued(i + 2)
            && self.digits(i + 2, 1, 2).is_some();
        if decimal {
            let text = self.doc.token_text(i + 2);
            let digits = u64::try_from(self.digits(i + 2, 1, 2)?).ok()?;
            return Some((
                Count { milli: milli + digits * if text.len() == 1 { 100 } else { 10 }, approximate: false },
                i + 3,
            ));
        }
        Some((Count { milli, approximate: false }, i + 1))
    }

    /// A day of a month at `i`: `5`, `05`, `1er`.
    pub(super) fn day(&self, i: usize) -> Read<i8> {
        let value = self.digits(i, 1, 2)?;
        let day = i8::try_from(value).ok().filter(|day| (1..=31).contains(day))?;
        let end = if self.is(i + 1, Class::TimeOrdinalMark) { i + 2 } else { i + 1 };
        Some((day, end))
    }

    /// A day of a month in words at `i`: `premier`, `vingt et un`.
    pub(super) fn day_in_words(&self, i: usize) -> Read<i8> {
        if self.is_number(i) {
            return None;
        }
        let (count, end) = self.count(i)?;
        let day = i8::try_from(count.integer()?).ok().filter(|day| (1..=31).contains(day))?;
        Some((day, end))
    }

    /// An ordinal at `i`: `premier`, `1er`, `2e`, `troisième`; -1 for `dernier`.
    pub(super) fn ordinal(&self, i: usize) -> Read<i8> {
        if let Some(sense) = self.word(i, Class::TimeOrdinal) {
            return Some((i8::try_from(sense.number).ok()?, i + 1));
        }
        let value = i8::try_from(self.digits(i, 1, 2)?).ok()?;
        self.is(i + 1, Class::TimeOrdinalMark).then_some((value, i + 2))
    }

    /// Four digits that may be a year.
    pub(super) fn year(&self, i: usize) -> Read<i16> {
        let value = self.digits(i, 4, 4)?;
        let year = i16::try_from(value).ok().filter(|year| (1000..=2100).contains(year))?;
        Some((year, i + 1))
    }
}
