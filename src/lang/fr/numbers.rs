//! Numbers: figures, words and both, read once at a token and shared by dates and amounts.

use super::digits::{Figures, figures_at};
pub(crate) use super::links::{Link, after_of, is_half, is_link, vulgar};
pub(crate) use super::roman::roman_at;
use crate::Document;
use crate::lang::{Class, Lexicon, Sense, flag, mask};
use crate::text::Gap;
use rust_decimal::Decimal;

/// A number as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// The exact value; of `des dizaines` the least one (10), of `quelques` 3.
    pub(crate) value: Decimal,
    /// One past the last token.
    pub(crate) end: usize,
    /// `une dizaine`, `un millier`, `une bonne centaine`.
    pub(crate) approximate: bool,
    /// `des dizaines`, `plusieurs milliers`: more than the value.
    pub(crate) plural_approximate: bool,
    /// `deuxième`, `4e`, `1er`.
    pub(crate) ordinal: bool,
    /// Begins with a word, not with figures.
    pub(crate) spelled: bool,
    /// Only `un` or `une`.
    pub(crate) article: bool,
    /// `quelques` alone.
    pub(crate) indefinite: bool,
    /// The last scale word (`millions` in `3 millions`), else 1.
    pub(crate) scale: i64,
    /// The other reading of `28,000`: 28000.
    pub(crate) grouped: Option<Decimal>,
}

impl Number {
    pub(super) const fn new(value: Decimal, end: usize) -> Self {
        Self {
            value,
            end,
            approximate: false,
            plural_approximate: false,
            ordinal: false,
            spelled: true,
            article: false,
            indefinite: false,
            scale: 1,
            grouped: None,
        }
    }
}

/// Words a number may begin with.
pub(crate) const STARTS: u128 = mask(&[
    Class::NumberUnit,
    Class::NumberTen,
    Class::NumberHundred,
    Class::NumberThousand,
    Class::NumberOrdinal,
    Class::NumberPlural,
    Class::NumberCollective,
]);

/// Words that go on with a number in figures.
pub(crate) const GOES_ON: u128 = mask(&[
    Class::NumberThousand,
    Class::NumberScale,
    Class::NumberCollective,
    Class::NumberOrdinal,
    Class::NumberOrdinalSuffix,
]);

/// Words that go on with a number in words.
const GOES_ON_IN_WORDS: u128 = PIECES
    | mask(&[
        Class::NumberCollective,
        Class::NumberCollectiveAdjective,
        Class::NumberFraction,
        Class::NumberLink,
    ]);

const CARDINALS: [Class; 5] =
    [Class::NumberUnit, Class::NumberTen, Class::NumberHundred, Class::NumberThousand, Class::NumberScale];

const PIECES: u128 = mask(&[
    Class::NumberUnit,
    Class::NumberTen,
    Class::NumberHundred,
    Class::NumberThousand,
    Class::NumberScale,
    Class::NumberOrdinal,
]);

/// The number that starts at token `i`: figures, words or both, cardinal or ordinal. `None` where none
/// starts there or it does not fit a decimal.
pub(crate) fn number_at(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> Option<Number> {
    let token = *doc.tokens().get(i)?;
    if token.is_masked() || !(token.is_number() || lexicon.classes(token) & STARTS != 0) {
        return None;
    }
    let reader = Reader { doc, lexicon };
    if lexicon.may_be(token, Class::NumberPlural) || lexicon.may_be(token, Class::NumberCollective) {
        return reader.plural(i);
    }
    if token.is_number() && reader.ends_at(i + 1, GOES_ON) {
        return reader.coefficient(i);
    }
    if token.is_word() && reader.ends_at(i + 1, GOES_ON_IN_WORDS) {
        return reader.one_word(i);
    }
    reader.cardinal(i).map(|number| reader.collective(number).unwrap_or(number))
}

/// A number word: what it is worth and where it may stand.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    value: i64,
    class: Class,
    ordinal: bool,
}

/// A part of a number: value, one past its last token, and whether an ordinal word closes it.
#[derive(Clone, Copy)]
struct Part {
    value: i64,
    end: usize,
    ordinal: bool,
}

#[derive(Clone, Copy)]
pub(super) struct Reader<'a, 't> {
    pub(super) doc: &'a Document<'t>,
    pub(super) lexicon: Lexicon,
}

impl Reader<'_, '_> {
    pub(super) fn sense(self, i: usize, class: Class) -> Option<&'static Sense> {
        self.lexicon.sense(self.doc, i, class)
    }

    /// Whether no word of `classes`, figures or mark at token `i` can go on with a number; cheap.
    fn ends_at(self, i: usize, classes: u128) -> bool {
        self.doc
            .tokens()
            .get(i)
            .is_none_or(|next| next.is_word() && self.lexicon.classes(*next) & classes == 0)
    }

    /// The number word at token `i` by itself.
    fn one_word(self, i: usize) -> Option<Number> {
        let piece = self.piece(i)?;
        if piece.class == Class::NumberScale && !piece.ordinal {
            return None;
        }
        let article = piece.class == Class::NumberUnit && !piece.ordinal && piece.value == 1;
        Some(Number { ordinal: piece.ordinal, article, ..Number::new(Decimal::from(piece.value), i + 1) })
    }

    fn link(self, i: usize, link: Link) -> bool {
        is_link(self.doc, self.lexicon, i, link)
    }

    /// The token that goes on with a number ending before token `end`: after one space or one hyphen.
    pub(super) fn next(self, end: usize) -> Option<usize> {
        match self.doc.gap(end) {
            Gap::Space => Some(end),
            Gap::None if self.doc.is_hyphen(end) && self.doc.gap(end + 1) == Gap::None => Some(end + 1),
            _ => None,
        }
    }

    pub(super) fn piece(self, i: usize) -> Option<Piece> {
        let token = *self.doc.tokens().get(i)?;
        if self.lexicon.classes(token) & PIECES == 0 {
            return None;
        }
        if let Some(class) = CARDINALS.into_iter().find(|&class| self.lexicon.may_be(token, class)) {
            let sense = self.sense(i, class)?;
            return Some(Piece { value: sense.number, class, ordinal: false });
        }
        let sense = self.sense(i, Class::NumberOrdinal)?;
        let class = match sense.number {
            _ if sense.has(flag::ALONE) => Class::NumberOrdinal,
            0..20 => Class::NumberUnit,
            20..100 => Class::NumberTen,
            100 => Class::NumberHundred,
            1000 => Class::NumberThousand,
            _ => Class::NumberScale,
        };
        Some(Piece { value: sense.number, class, ordinal: true })
    }

    fn next_piece(self, end: usize) -> Option<(Piece, usize)> {
        let next = self.next(end)?;
        Some((self.piece(next)?, next))
    }

    fn below_100(self, i: usize) -> Option<Part> {
        let piece = self.piece(i)?;
        let part = Part { value: piece.value, end: i + 1, ordinal: piece.ordinal };
        match piece.class {
            Class::NumberUnit if piece.ordinal => Some(part),
            Class::NumberUnit => Some(match (piece.value, self.next_piece(part.end)) {
                (4, Some((ten, at))) if ten.class == Class::NumberTen && ten.value == 20 => {
                    self.after_ten(Part { value: 80, end: at + 1, ordinal: ten.ordinal })
                }
                (10, Some((unit, at)))
                    if unit.class == Class::NumberUnit && (7..10).contains(&unit.value) =>
                {
                    Part { value: 10 + unit.value, end: at + 1, ordinal: unit.ordinal }
                }
                _ => part,
            }),
            Class::NumberTen => Some(self.after_ten(part)),
            _ => None,
        }
    }

    /// `vingt` → `vingt et un`, `vingt-deux`; `soixante` → `soixante-dix-sept`.
    fn after_ten(self, ten: Part) -> Part {
        if ten.ordinal {
            return ten;
        }
        let Some(mut next) = self.next(ten.end) else { return ten };
        let and = self.link(next, Link::And);
        if and {
            match self.next(next + 1) {
                Some(after) => next = after,
                None => return ten,
            }
        }
        let twenty = matches!(ten.value, 60 | 80);
        match self.piece(next) {
            Some(unit) if unit.class == Class::NumberUnit && unit.value > 0 => {
                let tail = self.below_100(next).unwrap_or(Part { value: 0, ..ten });
                let fits = tail.value < if twenty { 20 } else { 10 };
                if !fits || (and && !matches!(tail.value, 1 | 11)) {
                    return ten;
                }
                Part { value: ten.value + tail.value, ..tail }
            }
            _ => ten,
        }
    }

    fn below_1000(self, i: usize) -> Option<Part> {
        let hundreds = match self.piece(i)? {
            Piece { class: Class::NumberHundred, ordinal, .. } => Part { value: 100, end: i + 1, ordinal },
            _ => {
                let part = self.below_100(i)?;
                match self.next_piece(part.end).filter(|_| !part.ordinal) {
                    Some((hundred, at))
                        if hundred.class == Class::NumberHundred && matches!(part.value, 2..=9 | 11..=19) =>
                    {
                        Part { value: part.value * 100, end: at + 1, ordinal: hundred.ordinal }
                    }
                    _ => return Some(part),
                }
            }
        };
        Some(self.add(hundreds, Self::below_100))
    }

    /// `base` with what `tail` reads after it, where it is no zero; `cent et un`, `mille et une`.
    fn add(self, base: Part, tail: impl Fn(Self, usize) -> Option<Part>) -> Part {
        let next = self.next(base.end).filter(|_| !base.ordinal);
        if let Some(and) = next.filter(|&and| matches!(base.value, 100 | 1000) && self.link(and, Link::And)) {
            let one =
                self.next_piece(and + 1).filter(|(one, _)| one.class == Class::NumberUnit && one.value == 1);
            return one.map_or(base, |(one, at)| Part {
                value: base.value + 1,
                end: at + 1,
                ordinal: one.ordinal,
            });
        }
        match next.and_then(|next| tail(self, next)) {
            Some(tail) if tail.value > 0 && tail.value < 1000 => {
                Part { value: base.value + tail.value, ..tail }
            }
            _ => base,
        }
    }

    fn below_million(self, i: usize) -> Option<Part> {
        let thousands = match self.piece(i)? {
            Piece { class: Class::NumberThousand, ordinal, .. } => Part { value: 1000, end: i + 1, ordinal },
            _ => {
                let part = self.below_1000(i)?;
                match self.next_piece(part.end).filter(|_| !part.ordinal && part.value > 0) {
                    Some((thousand, at)) if thousand.class == Class::NumberThousand && !self.nautical(at) => {
                        Part { value: part.value * 1000, end: at + 1, ordinal: thousand.ordinal }
                    }
                    _ => return Some(part),
                }
            }
        };
        Some(self.add(thousands, Self::below_1000))
    }

    /// Whether `mille` at token `i` is a mile (`dix milles nautiques`, `15 milles des côtes`).
    fn nautical(self, i: usize) -> bool {
        self.lexicon
            .phrase(self.doc, i, Class::Unit)
            .is_some_and(|(end, _)| end > i + 1 || self.lexicon.is(self.doc, end, Class::CountStop))
    }

    /// One coefficient: figures or words below a million.
    fn coefficient(self, i: usize) -> Option<Number> {
        if self.doc.tokens().get(i)?.is_number() {
            let Figures { value, end, grouped } = figures_at(self.doc, i)?;
            return Some(Number { spelled: false, grouped, ..Number::new(value, end) });
        }
        let part = match self.piece(i)? {
            Piece { value, class: Class::NumberOrdinal, .. }
            | Piece { value, class: Class::NumberScale, ordinal: true } => {
                Part { value, end: i + 1, ordinal: true }
            }
            _ => self.below_million(i)?,
        };
        let article =
            part.end == i + 1 && self.sense(i, Class::NumberUnit).is_some_and(|unit| unit.number == 1);
        Some(Number { ordinal: part.ordinal, article, ..Number::new(Decimal::from(part.value), part.end) })
    }

    fn cardinal(self, i: usize) -> Option<Number> {
        let mut number = self.coefficient(i)?;
        if let Some(ordinal) = self.ordinal_suffix(number) {
            return Some(ordinal);
        }
        if number.ordinal {
            return Some(number);
        }
        if let Some(decimal) = self.spelled_decimals(number).or_else(|| self.and_a_half(number)) {
            number = decimal;
        }
        self.scaled(number)
    }

    /// `4e`, `1er`: figures with a glued suffix.
    fn ordinal_suffix(self, number: Number) -> Option<Number> {
        let suffix = *self.doc.tokens().get(number.end)?;
        let open = !number.spelled && suffix.is_glued() && suffix.is_word() && number.value.scale() == 0;
        if !open || !self.lexicon.may_be(suffix, Class::NumberOrdinalSuffix) || suffix.is_masked() {
            return None;
        }
        let after = self.doc.tokens().get(number.end + 1);
        (!after.is_some_and(|after| after.is_glued() && after.is_number())).then_some(Number {
            end: number.end + 1,
            ordinal: true,
            ..number
        })
    }

    /// `zéro virgule zéro huit`, `trois point un quatre`, `un virgule cinq`; not `un point cinq`.
    fn spelled_decimals(self, number: Number) -> Option<Number> {
        let point = self.next(number.end).filter(|_| number.spelled)?;
        let link = self.sense(point, Class::NumberLink).filter(|link| link.number == Link::Point as i64)?;
        if number.article && link.has(flag::WEAK) {
            return None;
        }
        let mut at = self.next(point + 1)?;
        let mut zeros = 0_u32;
        while zeros < 20
            && self.piece(at).is_some_and(|piece| piece.class == Class::NumberUnit && piece.value == 0)
        {
            zeros += 1;
            match self.next(at + 1).filter(|&next| self.piece(next).is_some()) {
                Some(next) => at = next,
                None => return Some(Number { end: at + 1, ..number }),
            }
        }
        let tail = self.below_1000(at).filter(|tail| !tail.ordinal)?;
        let tail = if tail.value < 10 { self.digit_by_digit(tail) } else { tail };
        let scale = zeros + tail.value.checked_ilog10().unwrap_or(0) + 1;
        let decimals = Decimal::try_from_i128_with_scale(i128::from(tail.value), scale).ok()?;
        let value = number.value.checked_add(decimals)?;
        Some(Number { value, end: tail.end, article: false, ..number })
    }

    /// `un` → `un quatre un six`: single digits read out, fifteen at most.
    fn digit_by_digit(self, mut digits: Part) -> Part {
        for _ in 0..14 {
            let next = self
                .next_piece(digits.end)
                .filter(|(piece, _)| piece.class == Class::NumberUnit && piece.value < 10 && !piece.ordinal);
            let Some((piece, at)) = next else { break };
            digits = Part { value: digits.value * 10 + piece.value, end: at + 1, ordinal: false };
        }
        digits
    }

    /// `2,5` → `2,5 millions`, `un milliard deux cents millions`, `3 milliards et demi`.
    fn scaled(self, first: Number) -> Option<Number> {
        let Some(mut number) = self.times_scale(first, i64::MAX)? else { return Some(first) };
        while number.scale > 1 && !number.ordinal {
            if let Some(half) = self.and_half(number) {
                return Some(half);
            }
            let Some(tail) = self.tail_below(number) else { break };
            let tail = self.times_scale(tail, number.scale)?.unwrap_or(tail);
            number.value = number.value.checked_add(tail.value)?;
            (number.end, number.scale, number.ordinal) = (tail.end, tail.scale, tail.ordinal);
        }
        Some(number)
    }

    /// `2,5` → `2,5 millions`, where a scale word below `limit` follows.
    fn times_scale(self, number: Number, limit: i64) -> Option<Option<Number>> {
        let Some((scale, end)) = self.scale_after(number).filter(|(scale, _)| scale.value < limit) else {
            return Some(None);
        };
        let value = number.value.checked_mul(Decimal::from(scale.value))?.normalize();
        let (ordinal, scale) = (scale.ordinal, scale.value);
        Some(Some(Number { value, end, ordinal, scale, article: false, grouped: None, ..number }))
    }

    /// The lesser number after a scale word: `deux cent mille` after `un million`.
    fn tail_below(self, number: Number) -> Option<Number> {
        let tail = self.coefficient(self.next(number.end)?)?;
        let worth = Decimal::from(number.scale);
        let whole = tail.value.scale() == 0 && tail.value > Decimal::ZERO && tail.value < worth;
        let next_scale = self.scale_after(tail).map(|(scale, _)| Decimal::from(scale.value));
        let fits = match next_scale {
            Some(scale) => scale < worth,
            None => tail.spelled || tail.value >= Decimal::ONE_THOUSAND,
        };
        (whole && fits).then_some(tail)
    }

    /// The scale word after a number, and one past it.
    fn scale_after(self, number: Number) -> Option<(Piece, usize)> {
        let at = match self.doc.gap(number.end) {
            Gap::None if !number.spelled && !self.doc.is_hyphen(number.end) => number.end,
            _ => self.next(number.end)?,
        };
        let piece = self.piece(at)?;
        let thousand = piece.class == Class::NumberThousand && !number.spelled && !self.nautical(at);
        (piece.class == Class::NumberScale || thousand).then_some((piece, at + 1))
    }

    /// `vingt-deux` → `vingt-deux et demi`; not `deux et demi-finale`.
    fn and_a_half(self, number: Number) -> Option<Number> {
        let half = self.next(number.end).filter(|&and| number.spelled && self.link(and, Link::And))? + 1;
        let open = !self.doc.is_hyphen(half + 1) && self.doc.gap(half) == Gap::Space;
        let half = Some(half).filter(|&half| open && is_half(self.doc, self.lexicon, half))?;
        let value = number.value.checked_add(Decimal::new(5, 1))?;
        Some(Number { value, end: half + 1, article: false, ..number })
    }

    /// `trois millions` → `trois millions et demi`.
    fn and_half(self, number: Number) -> Option<Number> {
        let and = self.next(number.end).filter(|&at| self.link(at, Link::And))?;
        let half = self.next(and + 1).filter(|&at| is_half(self.doc, self.lexicon, at))?;
        let value = number.value.checked_add(Decimal::from(number.scale / 2))?;
        Some(Number { value, end: half + 1, ..number })
    }
}
