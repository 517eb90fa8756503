//! Two numbers with one unit: `entre 3 et 5 M€`, `de 10 à 20 %`, `trois ou quatre personnes`.

use super::hints::Hint;
use super::{RawUnit, Reader, Seen, Tail};
use crate::AmountKind;
use crate::lang::Class;
use crate::lang::fr::numbers::{self, Number, is_link, number_at};
use crate::text::{Gap, Sign};
use rust_decimal::Decimal;

/// What joins the two numbers of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    To,
    Or,
    And,
    Dash,
}

impl Reader<'_, '_> {
    /// The range whose first number stands at token `i`.
    // amount.range   yes: « de 95 à 88 € », « 3 ou 4 personnes »   no: « 3 à Albi », « 3 et 4 mai »
    pub(super) fn range(self, i: usize, low: &Number, own: Option<Tail>) -> Option<Seen> {
        let low_end = own.map_or(low.end, |tail| tail.end);
        let (link, at) = self.link(low_end, own.is_some() || self.may_open_spaced(i))?;
        if self.is_barred(i, low) {
            return None;
        }
        let spaced = link == Link::Dash && own.is_none() && self.doc.gap(at) == Gap::Space;
        let (negative, start) = self.sign_of_second(at);
        let high =
            number_at(self.doc, self.lexicon, start).filter(|high| !high.ordinal && !high.indefinite)?;
        let signed = i.checked_sub(1).filter(|&sign| self.is_sign(sign) && self.doc.gap(i) == Gap::None);
        let opened = self.opener(signed.unwrap_or(i), link);
        if link == Link::And && !opened.is_some_and(|(_, between)| between) {
            return None;
        }
        if high.article || self.is_dashed_score(link, low, &high) || !self.is_open_after(&high) {
            return None;
        }
        let counted = || if spaced { None } else { self.counted(i, &high) };
        let tail = self.measured(&high, start).or_else(counted)?;
        if self.is_spelt_sign(at) && !tail.is_degrees() {
            return None;
        }
        let tail = if negative { Tail { value: -tail.value, ..tail } } else { tail };
        let (first, value) = self.low_value(i, low, own, &high, &tail)?;
        let year = own.is_none() && self.is_bare_year(i, low) && tail.value < Decimal::ONE_THOUSAND;
        let wide = year || spaced && (value > tail.value || value.checked_mul(Decimal::TEN)? < tail.value);
        if value == tail.value || wide || (own.is_some() && self.is_change(i, value, &tail)) {
            return None;
        }
        let first = opened.map_or(first, |(opener, _)| opener);
        let end = tail.end;
        let value_end = Some(tail.value);
        Some(Seen { rule: "amount.range", first, end, tail: Tail { value, ..tail }, value_end })
    }

    fn link(self, at: usize, measured: bool) -> Option<(Link, usize)> {
        if self.doc.gap(at) > Gap::Space {
            return None;
        }
        if self.doc.sign(at).is_dash() {
            let glued = self.doc.gap(at) == Gap::None && self.doc.gap(at + 1) == Gap::None;
            let spaced = measured && self.doc.gap(at) == Gap::Space && self.doc.gap(at + 1) == Gap::Space;
            return (glued || spaced).then_some((Link::Dash, at + 1));
        }
        let link = match self.lexicon.sense(self.doc, at, Class::RangeLink)?.number {
            1 => Link::To,
            2 => Link::Or,
            3 => Link::And,
            _ => return None,
        };
        (self.doc.gap(at) == Gap::Space && self.doc.gap(at + 1) == Gap::Space).then_some((link, at + 1))
    }

    fn sign_of_second(self, at: usize) -> (bool, usize) {
        let sign = matches!(self.doc.sign(at), Sign::Hyphen | Sign::Minus | Sign::Dash);
        let glued = sign && self.doc.gap(at + 1) == Gap::None;
        let minus = glued || is_link(self.doc, self.lexicon, at, numbers::Link::Minus);
        (minus, at + usize::from(minus || is_link(self.doc, self.lexicon, at, numbers::Link::Plus)))
    }

    /// `moins`, `plus` before the second number: only degrees have such signs.
    fn is_spelt_sign(self, at: usize) -> bool {
        [numbers::Link::Minus, numbers::Link::Plus]
            .into_iter()
            .any(|sign| is_link(self.doc, self.lexicon, at, sign))
    }

    /// Whether a bare number at `i` may open `10 - 20 euros`: not `Menu 2 - 15 euros`.
    fn may_open_spaced(self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return true };
        let token = self.doc.tokens().get(before);
        let small = self.lexicon.is(self.doc, before, Class::CountStop);
        self.doc.gap(i) > Gap::Space
            || token.is_some_and(|token| if token.is_word() { small } else { !token.is_number() })
    }

    /// `gagne 2 euros à 57 euros`, `en hausse de 12 cents à 3 euros`: how much, and how far; no range.
    fn is_change(self, i: usize, value: Decimal, tail: &Tail) -> bool {
        let times = Decimal::from(5);
        tail.kind == AmountKind::Money
            && value > Decimal::ZERO
            && value.checked_mul(times).is_some_and(|least| least <= tail.value)
            && self.hinted(i, Hint::Change)
    }

    /// The token that opens the range before token `i`, and whether it is `entre`; none where `de` belongs to `plus de`.
    fn opener(self, i: usize, link: Link) -> Option<(usize, bool)> {
        if self.doc.gap(i) > Gap::Space || self.modifier_before(i).is_some() {
            return None;
        }
        let before = i.checked_sub(1)?;
        let at = if self.doc.is_apostrophe(before) { before.checked_sub(1)? } else { before };
        let sense = self.lexicon.sense(self.doc, at, Class::RangeOpener)?;
        let between = sense.number == 2;
        // `éparpillé entre cinq ou six pages`
        (between && link != Link::Or || link == Link::To).then_some((at, between))
    }

    /// `3-1` and the like: dashes join a lesser with a greater number only.
    fn is_dashed_score(self, link: Link, low: &Number, high: &Number) -> bool {
        link == Link::Dash && (low.value >= high.value && low.scale == high.scale || low.article)
    }

    fn is_open_after(self, high: &Number) -> bool {
        let dash = self.doc.is_hyphen(high.end) && self.doc.gap(high.end) == Gap::None;
        !(dash && self.doc.tokens().get(high.end + 1).is_some_and(|token| token.is_number()))
    }

    /// The first number's value, in the unit and scale of the second, and where it starts.
    fn low_value(
        self,
        i: usize,
        low: &Number,
        own: Option<Tail>,
        high: &Number,
        tail: &Tail,
    ) -> Option<(usize, Decimal)> {
        let Some(own) = own else {
            let shared = shared_scale(low, high);
            let factor = if high.value.is_zero() { Decimal::ONE } else { tail_factor(high, tail)? };
            let value = low.value.checked_mul(shared)?.checked_mul(factor)?.normalize();
            let value = if shared == Decimal::ONE && factor == Decimal::ONE { low.value } else { value };
            let signed = self.signed(i, Tail { value, ..*tail });
            return Some(if tail.kind == AmountKind::Count {
                (i, value)
            } else {
                (signed.0, signed.1.value)
            });
        };
        let same = match (own.unit, tail.unit) {
            (RawUnit::Noun(_), _) => false,
            (RawUnit::Money(own), RawUnit::Money(tail)) => own.text == tail.text,
            (own, tail) => own == tail,
        };
        let (first, own) = self.signed(i, own);
        same.then_some((first, own.value))
    }
}

/// What the unit made of the number: a million for `M€`, a hundredth for `centimes`.
fn tail_factor(high: &Number, tail: &Tail) -> Option<Decimal> {
    let factor = tail.value.abs().checked_div(high.value.abs())?.normalize();
    let power = [1, 1_000, 1_000_000, 1_000_000_000].map(Decimal::from);
    Some(if power.contains(&factor) || factor == Decimal::new(1, 2) { factor } else { Decimal::ONE })
}

/// What the first number shares of the second's scale: `3 à 5 millions`, `60 à 80 000`, `deux à trois cents`.
fn shared_scale(low: &Number, high: &Number) -> Decimal {
    let thousand = Decimal::ONE_THOUSAND;
    if low.scale > 1 || low.value <= Decimal::ZERO || low.approximate || low.value >= thousand {
        return Decimal::ONE;
    }
    if high.scale > 1 {
        return Decimal::from(high.scale);
    }
    let close = |scale: Decimal| {
        let shared = low.value * scale;
        shared < high.value && shared * Decimal::from(20) >= high.value && (high.value % scale).is_zero()
    };
    let spelled = low.spelled && high.spelled;
    if close(thousand) {
        return thousand;
    }
    if spelled && low.value < Decimal::TEN && high.value < thousand && close(Decimal::ONE_HUNDRED) {
        return Decimal::ONE_HUNDRED;
    }
    Decimal::ONE
}
