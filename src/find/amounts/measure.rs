//! Numbers with a unit of their own: money, percentages, measures.

use super::hints::Hint;
use super::{RawUnit, Reader, Seen, Tail};
use crate::lang::fr::numbers::{Link, Number, after_of, is_half, is_link, number_at};
use crate::lang::{Class, Sense, flag, mask};
use crate::text::{Gap, Sign};
use crate::{AmountKind, Modifier};
use rust_decimal::Decimal;

const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
const HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Classes of units.
const UNITS: u128 =
    mask(&[Class::Currency, Class::CurrencyCent, Class::Percent, Class::Unit, Class::MeasureCue]);

/// How many digits of the lesser unit may follow: `1 m 80`, `3 kg 500`.
fn subunit_digits(code: &str) -> Option<u32> {
    match code {
        "m" => Some(2),
        "kg" | "km" | "t" => Some(3),
        _ => None,
    }
}

const fn code(sense: &Sense) -> RawUnit {
    RawUnit::Code(sense.text)
}

impl Reader<'_, '_> {
    /// The unit after `number`, which starts at token `i`.
    // amount.money     yes: « 3,5 M€ », « deux millions d'euros »   no: « 3,5 M de vues »
    // amount.percent   yes: « dix pour cent », « 0,2 point »        no: « dix pour tous »
    // amount.measure   yes: « 110 km/h », « trois mètres »          no: « 3 l'ont vu »
    pub(super) fn measured(self, number: &Number, i: usize) -> Option<Tail> {
        let at = number.end;
        if self.doc.gap(at) > Gap::Space {
            return None;
        }
        let open = number.scale > 1 || number.approximate || number.plural_approximate;
        let of = || Some(after_of(self.doc, self.lexicon, at)).filter(|&of| open && of > at);
        let tail = self.unit_at(number, at, i).or_else(|| self.unit_at(number, of()?, i));
        tail.or_else(|| self.scaled_currency(number)).or_else(|| self.joined_currency(number))
    }

    /// The number with the unit at token `at`, the longest of any sort.
    fn unit_at(self, number: &Number, at: usize, i: usize) -> Option<Tail> {
        let (end, sense) = self.lexicon.phrase_of(self.doc, at, UNITS)?;
        match sense.class {
            Class::Currency => {
                self.currency(number, i, end, sense).or_else(|| self.weighed(number, at, i, sense))
            }
            Class::CurrencyCent => {
                let value = number.value.checked_mul(HUNDREDTH)?;
                Some(Tail { kind: AmountKind::Money, value, unit: RawUnit::Money(sense), end })
            }
            Class::Percent => self.percent(number, end, sense),
            Class::Unit => self.unit(number, at, i, end, sense),
            _ => {
                let end = self.below_zero(at)?;
                Some(Tail {
                    kind: AmountKind::Measure,
                    value: -number.value,
                    unit: RawUnit::Code("Cel"),
                    end,
                })
            }
        }
    }

    /// `un euro`, `une tonne` are amounts; `un point`, `un degré` are too often figures of speech.
    pub(super) fn article_measures(self, number: &Number) -> bool {
        let next = |class| self.lexicon.phrase(self.doc, number.end, class);
        next(Class::Currency).is_some_and(|(_, sense)| !sense.has(flag::AMBIGUOUS))
            || next(Class::CurrencyCent).is_some()
            || next(Class::Percent).is_some_and(|(end, sense)| !sense.has(flag::WEAK) && end > number.end + 1)
            || next(Class::Unit)
                .is_some_and(|(_, sense)| sense.flags & (flag::AMBIGUOUS | flag::ANGLE | flag::WEAK) == 0)
    }

    fn currency(self, number: &Number, i: usize, end: usize, sense: &'static Sense) -> Option<Tail> {
        let enough = number.scale >= 1_000_000
            || !sense.has(flag::AMBIGUOUS)
            || self.hinted(i, Hint::Price)
            || self.is_whole(i, end);
        if !enough || !self.closes(end, sense) {
            return None;
        }
        let (cents_end, cents) = self.cents(end, number);
        let value = number.value.checked_add(cents)?;
        let (end, value) = if cents_end > end { (cents_end, value) } else { self.and_half(end, value)? };
        Some(Tail { kind: AmountKind::Money, value, unit: RawUnit::Money(sense), end })
    }

    /// `3,5 M€`, `1,5 Md d'euros`: a letter for the scale, then the currency.
    fn scaled_currency(self, number: &Number) -> Option<Tail> {
        let scale = self.lexicon.sense(self.doc, number.end, Class::ScaleLetter)?;
        let dot = self.doc.is_mark(number.end + 1, ".") && self.doc.gap(number.end + 1) == Gap::None;
        let letter_end = number.end + 1 + usize::from(dot && scale.form.len() > 1);
        if self.doc.gap(letter_end) > Gap::Space {
            return None;
        }
        let (end, sense) = [letter_end, after_of(self.doc, self.lexicon, letter_end)]
            .into_iter()
            .find_map(|at| self.lexicon.phrase(self.doc, at, Class::Currency))?;
        let value = number.value.checked_mul(Decimal::from(scale.number))?.normalize();
        Some(Tail { kind: AmountKind::Money, value, unit: RawUnit::Money(sense), end })
    }

    /// `€3.5M`, `US$ 5bn`, `EUR 20`: the currency before the number.
    pub(super) fn money_before(self, i: usize, number: &Number) -> Option<Seen> {
        if number.spelled || self.doc.gap(i) > Gap::Space {
            return None;
        }
        let before = *self.doc.tokens().get(i.checked_sub(1)?)?;
        if !self.lexicon.may_be(before, Class::Currency) {
            return None;
        }
        let (first, sense) = (i.saturating_sub(3)..i).find_map(|j| {
            let (end, sense) = self.lexicon.phrase(self.doc, j, Class::Currency)?;
            (end == i && sense.has(flag::BEFORE)).then_some((j, sense))
        })?;
        let before = first.checked_sub(1).and_then(|before| self.doc.tokens().get(before));
        if before.is_some_and(|before| before.is_number()) && self.doc.gap(first) <= Gap::Space {
            return None;
        }
        let value = number.grouped.unwrap_or(number.value);
        let letter = self.lexicon.sense(self.doc, number.end, Class::ScaleLetter);
        let (value, end) = match letter.filter(|_| self.doc.gap(number.end) == Gap::None) {
            Some(scale) => (value.checked_mul(Decimal::from(scale.number))?.normalize(), number.end + 1),
            None => (value, number.end),
        };
        let first =
            first - usize::from(first > 0 && self.is_sign(first - 1) && self.doc.gap(first) == Gap::None);
        let tail = Tail { kind: AmountKind::Money, value, unit: RawUnit::Money(sense), end };
        Some(Seen { rule: "amount.money-before", first, end, tail, value_end: None })
    }

    /// `12 euros 50`, `deux euros et cinq centimes`: the hundredths and one past the last token.
    fn cents(self, end: usize, number: &Number) -> (usize, Decimal) {
        let none = (end, Decimal::ZERO);
        if number.value.scale() > 0 || number.scale > 1 || self.doc.gap(end) > Gap::Space {
            return none;
        }
        let and = is_link(self.doc, self.lexicon, end, Link::And);
        let at = end + usize::from(and);
        let Some(cents) = number_at(self.doc, self.lexicon, at).filter(|cents| self.is_hundredths(at, cents))
        else {
            return none;
        };
        let value = cents.value * HUNDREDTH;
        if let Some((end, _)) = self.lexicon.phrase(self.doc, cents.end, Class::CurrencyCent) {
            return (end, value);
        }
        let last = !and || self.doc.tokens().get(cents.end).is_none_or(|next| !next.is_word());
        let two = cents.value >= Decimal::TEN && last && !cents.article;
        if two && !self.counts_something(&cents) { (cents.end, value) } else { none }
    }

    fn is_hundredths(self, at: usize, number: &Number) -> bool {
        let figures = number.spelled || (number.end == at + 1 && self.doc.token_text(at).len() == 2);
        let whole = number.value.scale() == 0 && number.value < Decimal::ONE_HUNDRED && number.scale == 1;
        self.doc.gap(at) <= Gap::Space
            && !number.ordinal
            && !number.approximate
            && whole
            && (figures || self.lexicon.phrase(self.doc, number.end, Class::CurrencyCent).is_some())
    }

    /// Whether a word follows the number that it may count or measure.
    fn counts_something(self, number: &Number) -> bool {
        let next = self.doc.tokens().get(number.end);
        next.is_some_and(|next| {
            (next.is_word() && next.gap() <= Gap::Space && !self.lexicon.may_be(*next, Class::CountStop))
                || self.lexicon.may_be(*next, Class::Currency)
                || self.lexicon.may_be(*next, Class::Percent)
                || self.lexicon.may_be(*next, Class::TimeUnit)
        })
    }

    fn percent(self, number: &Number, end: usize, sense: &'static Sense) -> Option<Tail> {
        if !self.closes(end, sense) {
            return None;
        }
        let factor = if sense.has(flag::HUNDREDTH) { HUNDREDTH } else { Decimal::ONE };
        let value = number.value.checked_mul(factor)?;
        let (end, value) = self.and_half(end, value)?;
        Some(Tail { kind: AmountKind::Percent, value, unit: code(sense), end })
    }

    fn unit(self, number: &Number, at: usize, i: usize, end: usize, sense: &'static Sense) -> Option<Tail> {
        if !self.closes(end, sense) || (sense.has(flag::AMBIGUOUS) && self.counts_plants(end)) {
            return None;
        }
        if self.doc.gap(at) == Gap::None && number.spelled && at == number.end {
            return None;
        }
        let letter = sense.has(flag::WEAK | flag::EXACT);
        let whole = number.value < Decimal::ONE_THOUSAND && self.is_whole(i, end);
        if letter && !whole && !self.hinted(i, Hint::Heat) {
            return None;
        }
        let code = if sense.has(flag::ANGLE) && self.hinted(i, Hint::Angle) { "deg" } else { sense.text };
        let (end, value) = self.and_half(end, number.value)?;
        let (end, value) = self.subunit(end, value, sense.text)?;
        let below = self.below_zero(end).filter(|_| sense.has(flag::ANGLE) || sense.text == "Cel");
        let (end, value) = below.map_or((end, value), |end| (end, -value));
        let unit = RawUnit::Code(code);
        let rate = if sense.has(flag::ANGLE) { None } else { self.rate(end, code) };
        let (end, unit) = rate.unwrap_or((end, unit));
        Some(Tail { kind: AmountKind::Measure, value, unit, end })
    }

    /// Whether the unit ends where its word does: not `3 l'ont`, `2 t-shirts`, `45°30`, `un V8`.
    fn closes(self, end: usize, sense: &Sense) -> bool {
        let Some(next) = self.doc.tokens().get(end).filter(|next| next.is_glued()) else { return true };
        let joined = self.doc.is_apostrophe(end) || self.doc.is_hyphen(end);
        let goes_on = self.doc.tokens().get(end + 1).is_some_and(|after| after.is_glued() && after.is_word());
        let symbol =
            sense.class == Class::Unit && sense.has(flag::EXACT) && subunit_digits(sense.text).is_none();
        let degree = (sense.has(flag::ANGLE) || symbol) && next.is_number();
        !(degree
            || (joined && goes_on && sense.form.len() <= 4)
            || (next.is_word() && sense.has(flag::ANGLE)))
    }

    /// `30 pieds de vigne` against `deux pieds de profondeur`.
    fn counts_plants(self, end: usize) -> bool {
        let of = after_of(self.doc, self.lexicon, end);
        of > end && !self.is_hint(of, Hint::Dimension)
    }

    /// `trois kilomètres et demi`.
    fn and_half(self, end: usize, value: Decimal) -> Option<(usize, Decimal)> {
        let half = self.doc.gap(end) == Gap::Space
            && is_link(self.doc, self.lexicon, end, Link::And)
            && is_half(self.doc, self.lexicon, end + 1);
        if half { Some((end + 2, value.checked_add(HALF)?)) } else { Some((end, value)) }
    }

    /// `1 m 80`, `trois mètres cinquante`, `3 kg 500`: the lesser unit's number.
    fn subunit(self, end: usize, value: Decimal, code: &str) -> Option<(usize, Decimal)> {
        let Some(digits) = subunit_digits(code) else { return Some((end, value)) };
        let plain = Some((end, value));
        if value.scale() > 0 || self.doc.gap(end) > Gap::Space {
            return plain;
        }
        let Some(part) = number_at(self.doc, self.lexicon, end) else { return plain };
        let figures = part.end == end + 1 && self.doc.token_text(end).len() == digits as usize;
        let least = Decimal::from(10_i64.pow(digits - 1));
        let most = Decimal::from(10_i64.pow(digits));
        let fits =
            (figures || part.value >= least) && part.value < most && part.value.scale() == 0 && !part.ordinal;
        if !fits || !(figures || part.spelled) || part.approximate || self.counts_something(&part) {
            return plain;
        }
        let less = part.value.checked_mul(Decimal::new(1, digits))?;
        Some((part.end, value.checked_add(less)?))
    }

    /// `en dessous de zéro`: one past it.
    fn below_zero(self, at: usize) -> Option<usize> {
        let (end, cue) = self.lexicon.phrase(self.doc, at, Class::MeasureCue)?;
        (cue.number == Hint::BelowZero as i64 && self.doc.gap(at) == Gap::Space).then_some(end)
    }

    pub(super) fn is_sign(self, i: usize) -> bool {
        matches!(self.doc.sign(i), Sign::Hyphen | Sign::Minus | Sign::Dash | Sign::Plus)
    }

    /// The amount with the sign that stands before its number: `-3 %`, `+ 800 $`, `moins 5 °C`.
    pub(super) fn signed(self, i: usize, tail: Tail) -> (usize, Tail) {
        let Some(before) = i.checked_sub(1) else { return (i, tail) };
        let negative = Tail { value: -tail.value, ..tail };
        let degrees = tail.is_degrees();
        if is_link(self.doc, self.lexicon, before, Link::Minus)
            && degrees
            && self.modifier_before(i).is_none()
        {
            return (before, negative);
        }
        let glued = self.doc.gap(i) == Gap::None
            || (degrees
                && self.doc.gap(i) == Gap::Space
                && (before == 0 || self.doc.gap(before) == Gap::Space))
            || (self.is_opening(before) && self.doc.gap(i) == Gap::Space);
        let opens = self.doc.gap(before) != Gap::None || self.is_opening(before);
        let after_number = before
            .checked_sub(1)
            .and_then(|b| self.doc.tokens().get(b))
            .is_some_and(|token| token.is_number() && self.doc.gap(before) <= Gap::Space);
        if !self.is_sign(before) || !glued || !opens || after_number {
            return (i, tail);
        }
        if self.doc.is_mark(before, "+") { (before, tail) } else { (before, negative) }
    }

    /// Whether token `i` touches an opening bracket or quote before it.
    fn is_opening(self, i: usize) -> bool {
        self.doc.gap(i) == Gap::None
            && matches!(
                self.doc.sign(i.wrapping_sub(1)),
                Sign::Open | Sign::OpenSquare | Sign::OpenGuillemet | Sign::Quote
            )
    }

    /// The modifier that ends right before token `first`, and where it starts.
    pub(super) fn modifier_before(self, first: usize) -> Option<(Modifier, usize)> {
        if self.doc.gap(first) > Gap::Space {
            return None;
        }
        if first
            .checked_sub(1)
            .and_then(|before| self.doc.tokens().get(before))
            .is_none_or(|before| before.is_word() && before.word == 0)
        {
            return None;
        }
        let ends = |end: usize| end == first || (end + 1 == first && self.doc.is_apostrophe(end));
        (first.saturating_sub(6)..first).find_map(|j| {
            let (end, sense) = self.lexicon.phrase(self.doc, j, Class::AmountModifier)?;
            let only = sense.has(flag::WEAK) && self.hinted(j, Hint::Negation);
            (ends(end) && !only).then_some((Modifier::parse(sense.text)?, j))
        })
    }

    /// The modifier right after an amount: `300 euros environ`, `20 salariés au moins`.
    pub(super) fn modifier_after(self, end: usize) -> Option<Modifier> {
        if self.doc.gap(end) != Gap::Space {
            return None;
        }
        let (end, sense) = self.lexicon.phrase(self.doc, end, Class::AmountModifierAfter)?;
        let more = is_link(self.doc, self.lexicon, end, Link::Of);
        if more { None } else { Modifier::parse(sense.text) }
    }
}
