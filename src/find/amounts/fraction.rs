//! Fractions of a unit: `un demi-litre`, `trois quarts de litre`, `1/4 kilomètre`.

use super::{RawUnit, Reader, Seen, Tail};
use crate::AmountKind;
use crate::lang::fr::numbers::{after_of, number_at, vulgar};
use crate::lang::{Class, mask};
use crate::text::Gap;
use rust_decimal::Decimal;

/// Units that fractions are said of.
const FRACTIONED: u128 = mask(&[Class::Unit, Class::Percent]);

impl Reader<'_, '_> {
    // amount.fraction   yes: « un demi-litre », « 1/4 kilomètre », « un demi-point »   no: « un quart de finale », « 1/4 des voix »
    pub(super) fn fraction(self, i: usize) -> Option<Seen> {
        let (value, end) = self.slashed(i).or_else(|| self.spelled_fraction(i))?;
        let value = value.normalize();
        let hyphen = usize::from(self.doc.is_hyphen(end) && self.doc.gap(end) == Gap::None);
        let at = after_of(self.doc, self.lexicon, end + hyphen);
        if self.doc.gap(at) > Gap::Space {
            return None;
        }
        let (end, sense) = self.lexicon.phrase_of(self.doc, at, FRACTIONED)?;
        let percent = sense.class == Class::Percent;
        let kind = if percent { AmountKind::Percent } else { AmountKind::Measure };
        let tail = Tail { kind, value, unit: RawUnit::Code(sense.text), end };
        Some(Seen { rule: "amount.fraction", first: i, end, tail, value_end: None })
    }

    /// `1/4`: a proper fraction of small figures.
    fn slashed(self, i: usize) -> Option<(Decimal, usize)> {
        let figure = |i: usize| {
            let text = self.doc.token_text(i);
            text.parse::<u8>().ok().filter(|_| text.len() == 1)
        };
        let glued = self.doc.is_mark(i + 1, "/") && self.doc.gap(i + 1) == Gap::None;
        let (above, below) =
            (figure(i)?, figure(i + 2).filter(|_| glued && self.doc.gap(i + 2) == Gap::None)?);
        if above >= below || self.doc.is_mark(i + 3, "/") {
            return None;
        }
        Some((Decimal::from(above).checked_div(Decimal::from(below))?, i + 3))
    }

    /// `demi`, `un demi`, `trois quarts`.
    fn spelled_fraction(self, i: usize) -> Option<(Decimal, usize)> {
        let below = |at: usize| self.lexicon.sense(self.doc, at, Class::NumberFraction);
        if let Some((above, below)) = vulgar(self.doc, self.lexicon, i) {
            return Some((above.checked_div(below)?, i + 1));
        }
        if let Some(below) = below(i) {
            return Some((Decimal::ONE.checked_div(Decimal::from(below.number))?, i + 1));
        }
        let above = number_at(self.doc, self.lexicon, i)
            .filter(|above| above.spelled && above.value < Decimal::TEN)?;
        let at = above.end + usize::from(self.doc.is_hyphen(above.end));
        let below = below(at).filter(|below| below.number > 0 && self.doc.gap(at) <= Gap::Space)?;
        Some((above.value.checked_div(Decimal::from(below.number))?, at + 1))
    }

    /// Whether a fraction may start at token `i`; cheap.
    pub(super) fn may_be_fraction(self, i: usize) -> bool {
        let class = |i: usize| {
            self.doc.tokens().get(i).is_some_and(|token| self.lexicon.may_be(*token, Class::NumberFraction))
        };
        class(i) || class(i + 1) || class(i + 2) || self.doc.is_mark(i + 1, "/")
    }
}
