//! Whole texts that are one number: the library's entry to the number grammar.

use super::numbers::{Link, Number, is_half, is_link, number_at, roman_at, vulgar};
use crate::Document;
use crate::lang::{Class, Lexicon};
use rust_decimal::Decimal;

/// The exact value of a French number that is the whole text, in words, in figures or both, with its sign,
/// scale letter (`3M`), exponent or fraction (`trois quarts`, `2 1/4`); `None` where the text is no number or
/// its value does not fit a decimal of 28 digits. Only fractions such as a third are rounded.
///
/// ```
/// use rust_decimal::Decimal;
/// assert_eq!(glane::number("deux cent trente-quatre mille"), Some(Decimal::from(234_000)));
/// assert_eq!(glane::number("2,5 millions"), Some(Decimal::from(2_500_000)));
/// assert_eq!(glane::number("-1 200,50"), Some(Decimal::new(-120_050, 2)));
/// assert_eq!(glane::number("cinq et trois quarts"), Some(Decimal::new(575, 2)));
/// assert_eq!(glane::number("trois chats"), None);
/// ```
#[must_use]
pub fn number(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if text.starts_with([',', '.']) || text.get(1..).is_some_and(|rest| rest.starts_with([',', '.'])) {
        let sign = text.len() - text.trim_start_matches(['-', '+']).len();
        let (sign, rest) = text.split_at(sign);
        if rest.starts_with([',', '.']) {
            return number(&format!("{sign}0{rest}"));
        }
    }
    if let Some(value) = scientific(text) {
        return Some(value);
    }
    let lexicon = Lexicon::french();
    let doc = Document::new(text, lexicon);
    let negative = matches!(doc.token_text(0), "-" | "−" | "–") || is_link(&doc, lexicon, 0, Link::Minus);
    let signed = negative || doc.is_mark(0, "+") || is_link(&doc, lexicon, 0, Link::Plus);
    let first = usize::from(signed);
    let value = Whole { doc: &doc, lexicon }.unsigned(first)?;
    Some(if negative { -value } else { value })
}

/// The value of a French ordinal that is the whole text (`vingt et unième`, `4e`, `XIXe`), its article
/// apart; `None` where
/// the text is no ordinal.
///
/// ```
/// use rust_decimal::Decimal;
/// assert_eq!(glane::ordinal("quatre-vingt-dix-septième"), Some(Decimal::from(97)));
/// assert_eq!(glane::ordinal("1ère"), Some(Decimal::ONE));
/// assert_eq!(glane::ordinal("XIXe"), Some(Decimal::from(19)));
/// assert_eq!(glane::ordinal("dix"), None);
/// ```
#[must_use]
pub fn ordinal(text: &str) -> Option<Decimal> {
    let lexicon = Lexicon::french();
    let doc = Document::new(text, lexicon);
    let whole = |number: &Number| number.ordinal && number.end == doc.tokens().len();
    let article = lexicon.is(&doc, 0, Class::Particle);
    let first = if article { 1 + usize::from(doc.is_apostrophe(1)) } else { 0 };
    let found = number_at(&doc, lexicon, first).filter(whole);
    found.or_else(|| roman_at(&doc, lexicon, first).filter(whole)).map(|number| number.value)
}

/// `-127,32e13`: a plain number and a power of ten.
fn scientific(text: &str) -> Option<Decimal> {
    let (base, exponent) = text.split_once(['e', 'E'])?;
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || b"+-,.".contains(&byte));
    if base.is_empty() || !plain(base) || !base.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let exponent: i32 = exponent.parse().ok()?;
    let power =
        Decimal::try_from_i128_with_scale(10_i128.checked_pow(exponent.unsigned_abs().min(40))?, 0).ok()?;
    let base = number(base)?;
    let value = if exponent < 0 { base.checked_div(power)? } else { base.checked_mul(power)? };
    Some(value.normalize())
}

/// A document that is one number.
struct Whole<'a, 't> {
    doc: &'a Document<'t>,
    lexicon: Lexicon,
}

impl Whole<'_, '_> {
    fn len(&self) -> usize {
        self.doc.tokens().len()
    }

    fn unsigned(&self, first: usize) -> Option<Decimal> {
        let first = self.after_zeros(first);
        let number = number_at(self.doc, self.lexicon, first).filter(|number| !number.indefinite);
        match number {
            Some(number) if !number.ordinal && number.end == self.len() => Some(number.value),
            Some(number) if !number.ordinal => self
                .scaled(&number)
                .or_else(|| self.mixed(&number))
                .or_else(|| self.with_fraction(first, &number)),
            Some(number) if number.end < self.len() => None,
            _ => self.fraction(first),
        }
    }

    /// `zéro huit`: past the zeros that stand before another number.
    fn after_zeros(&self, mut first: usize) -> usize {
        let unit = |i: usize| self.lexicon.sense(self.doc, i, Class::NumberUnit);
        while unit(first).is_some_and(|unit| unit.number == 0) && unit(first + 1).is_some() {
            first += 1;
        }
        first
    }

    /// `trente 3`, `322 cents`: words and figures that make one number.
    fn mixed(&self, number: &Number) -> Option<Decimal> {
        let last = number.end;
        if last + 1 != self.len() {
            return None;
        }
        if !number.spelled {
            let hundred = self.lexicon.is(self.doc, last, Class::NumberHundred);
            return hundred.then(|| number.value.checked_mul(Decimal::ONE_HUNDRED)).flatten();
        }
        let digit = self.doc.token_text(last).parse::<u8>().ok().filter(|digit| (1..10).contains(digit))?;
        let ten = self.lexicon.is(self.doc, last - 1, Class::NumberTen);
        ten.then(|| number.value.checked_add(Decimal::from(digit))).flatten()
    }

    /// `3M`, `2,33 k`.
    fn scaled(&self, number: &Number) -> Option<Decimal> {
        let scale = self.lexicon.sense(self.doc, number.end, Class::ScaleLetter)?;
        (number.end + 1 == self.len())
            .then(|| number.value.checked_mul(Decimal::from(scale.number)))?
            .map(|value| value.normalize())
    }

    /// `trois quarts`, `4/5`, `2 1/4`, `cinq et un quart`, `un sur trois`.
    fn with_fraction(&self, first: usize, number: &Number) -> Option<Decimal> {
        let next = number.end;
        if let Some(value) = self.fraction(first) {
            return Some(value);
        }
        let over = self.doc.is_mark(next, "/") || is_link(self.doc, self.lexicon, next, Link::Over);
        if over {
            let below =
                number_at(self.doc, self.lexicon, next + 1).filter(|below| below.end == self.len())?;
            return number.value.checked_div(below.value);
        }
        let and = usize::from(is_link(self.doc, self.lexicon, next, Link::And));
        if and == 1 && next + 2 == self.len() && is_half(self.doc, self.lexicon, next + 1) {
            let half = Decimal::from(number.scale).checked_mul(Decimal::new(5, 1))?;
            return number.value.checked_add(half).map(|value| value.normalize());
        }
        let part = if and == 1 { self.fraction(next + 1)? } else { self.slashed(next)? };
        let scale = if and == 1 { Decimal::from(number.scale) } else { Decimal::ONE };
        number.value.checked_add(part.checked_mul(scale)?).map(|value| value.normalize())
    }

    fn slashed(&self, first: usize) -> Option<Decimal> {
        let above = number_at(self.doc, self.lexicon, first).filter(|_| self.doc.is_mark(first + 1, "/"))?;
        let below = number_at(self.doc, self.lexicon, first + 2).filter(|below| below.end == self.len())?;
        above.value.checked_div(below.value)
    }

    /// The fraction in words from token `first` to the end: the longest numerator and a denominator.
    fn fraction(&self, first: usize) -> Option<Decimal> {
        let len = self.len();
        if let Some((above, below)) = vulgar(self.doc, self.lexicon, first).filter(|_| len == first + 1) {
            return above.checked_div(below);
        }
        (first + 1..len.min(first + 24)).rev().find_map(|split| {
            let above = self.numerator(first, split)?;
            let split = split + usize::from(self.doc.is_hyphen(split));
            let below = match self.lexicon.sense(self.doc, split, Class::NumberFraction) {
                Some(sense) => (split + 1 == len).then(|| Decimal::from(sense.number))?,
                None => {
                    let below = number_at(self.doc, self.lexicon, split)?;
                    (below.ordinal && below.end == len).then_some(below.value)?
                }
            };
            above.checked_div(below)
        })
    }

    /// The number that is exactly the tokens `first..end`.
    fn numerator(&self, first: usize, end: usize) -> Option<Decimal> {
        let text = self.doc.span(first, end - 1).of(self.doc.text());
        let doc = Document::new(text, self.lexicon);
        let number = number_at(&doc, self.lexicon, 0)?;
        (!number.ordinal && number.end == doc.tokens().len()).then_some(number.value)
    }
}
