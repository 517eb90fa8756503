//! Numbers as days, years and counts.

use super::first::{NUMBERS, ORDINALS};
use super::parser::{Parser, Read};
use crate::lang::Class;
use crate::lang::fr::numbers::{Number, number_at};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A number before a unit of time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    pub(super) milli: u64,
    pub(super) approximate: bool,
    /// Only `un` or `une`.
    pub(super) article: bool,
}

impl Count {
    pub(super) fn integer(self) -> Option<i32> {
        self.milli.is_multiple_of(1000).then(|| i32::try_from(self.milli / 1000).ok()).flatten()
    }
}

impl Parser<'_, '_> {
    /// A cardinal in digits or words at `i`.
    pub(super) fn count(&self, i: usize) -> Read<Count> {
        let token = *self.doc.tokens().get(i).filter(|_| i < self.limit)?;
        if !token.is_number() && self.lexicon.classes(token) & NUMBERS == 0 {
            return None;
        }
        self.counts[i % 8].or_read(i, self.limit, || self.read_count(i))
    }

    /// Whether the figures at `i` stand before a word that is no scale: they need no grammar of numbers.
    #[inline]
    fn is_plain(&self, i: usize) -> bool {
        let next = self.doc.tokens().get(i + 1);
        next.is_some_and(|next| next.is_word() && !self.lexicon.may_be(*next, Class::NumberScale))
    }

    fn read_count(&self, i: usize) -> Read<Count> {
        if let Some(value) = self.digits(i, 1, 4).filter(|_| self.is_plain(i)) {
            let ordinal = self.is_glued(i + 1) && self.is(i + 1, Class::NumberOrdinalSuffix);
            let milli = u64::from(value.unsigned_abs()) * 1000;
            return (!ordinal).then_some((Count { milli, approximate: false, article: false }, i + 1));
        }
        let number = number_at(self.doc, self.lexicon, i)?;
        if number.ordinal || number.plural_approximate || number.indefinite || number.end > self.limit {
            return None;
        }
        let milli = (number.value * Decimal::ONE_THOUSAND).to_u64()?;
        let Number { approximate, article, end, .. } = number;
        Some((Count { milli, approximate, article }, end))
    }

    /// A day of a month at `i`: `5`, `05`, `1er`.
    pub(super) fn day(&self, i: usize) -> Read<i8> {
        let value = self.digits(i, 1, 2)?;
        let day = i8::try_from(value).ok().filter(|day| (1..=31).contains(day))?;
        let end = if self.has_suffix(i) { i + 2 } else { i + 1 };
        Some((day, end))
    }

    /// A day of a month in words at `i`: `premier`, `vingt et un`.
    #[inline]
    pub(super) fn day_in_words(&self, i: usize) -> Read<i8> {
        if self.is_number(i) || !self.may(i, ORDINALS) { None } else { self.read_day_in_words(i) }
    }

    fn read_day_in_words(&self, i: usize) -> Read<i8> {
        if let Some((1, end)) = self.ordinal(i) {
            return Some((1, end));
        }
        let (count, end) = self.count(i).filter(|(count, _)| !count.article)?;
        let day = i8::try_from(count.integer()?).ok().filter(|day| (1..=31).contains(day))?;
        Some((day, end))
    }

    /// An ordinal at `i`: `premier`, `1er`, `2e`, `troisième`; -1 for `dernier`.
    pub(super) fn ordinal(&self, i: usize) -> Read<i8> {
        if !self.may(i, ORDINALS) {
            let value = i8::try_from(self.digits(i, 1, 2).filter(|_| self.has_suffix(i))?).ok()?;
            return Some((value, i + 2));
        }
        if let Some(sense) = self.word(i, Class::TimeOrdinal) {
            return Some((i8::try_from(sense.number).ok()?, i + 1));
        }
        if let Some(value) = self.digits(i, 1, 2) {
            let value = i8::try_from(value).ok()?;
            return self.has_suffix(i).then_some((value, i + 2));
        }
        if i >= self.limit || !self.lexicon.may_be(self.doc.tokens()[i], Class::NumberOrdinal) {
            return self.compound_ordinal(i);
        }
        self.number_ordinal(i)
    }

    /// Whether the suffix of an ordinal stands after the figures at `i`.
    #[inline]
    pub(super) fn has_suffix(&self, i: usize) -> bool {
        self.is(i + 1, Class::NumberOrdinalSuffix)
    }

    /// `dix-neuvième` at `i`.
    fn compound_ordinal(&self, i: usize) -> Read<i8> {
        if self.may(i, NUMBERS) && self.doc.is_hyphen(i + 1) { self.number_ordinal(i) } else { None }
    }

    fn number_ordinal(&self, i: usize) -> Read<i8> {
        let number = number_at(self.doc, self.lexicon, i).filter(|number| number.ordinal)?;
        (number.end <= self.limit).then_some((number.value.to_i8()?, number.end))
    }

    /// A year in words of the forms that are read as one: `deux mille dix-sept`, `mil neuf cent`.
    pub(super) fn year_in_words(&self, i: usize) -> Read<i16> {
        if self.is_number(i) {
            return None;
        }
        let (count, end) = self.count(i)?;
        let year = i16::try_from(count.integer()?).ok().filter(|year| (1000..=2100).contains(year))?;
        (!count.approximate).then_some((year, end))
    }

    /// Four digits that may be a year.
    pub(super) fn year(&self, i: usize) -> Read<i16> {
        let value = self.digits(i, 4, 4)?;
        let year = i16::try_from(value).ok().filter(|year| (1000..=2100).contains(year))?;
        Some((year, i + 1))
    }
}
