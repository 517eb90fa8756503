//! Numbers: figures, words and both, read once at a token and shared by dates and amounts.

use super::digits::{Figures, figures_at};
use crate::Document;
use crate::lang::{Class, Lexicon, Sense, flag};
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
    const fn new(value: Decimal, end: usize) -> Self {
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
pub(crate) const STARTS: u128 = bit(Class::NumberUnit)
    | bit(Class::NumberTen)
    | bit(Class::NumberHundred)
    | bit(Class::NumberThousand)
    | bit(Class::NumberOrdinal)
    | bit(Class::NumberPlural)
    | bit(Class::NumberCollective);

/// Words that go on with a number in figures.
const GOES_ON: u128 = bit(Class::NumberThousand)
    | bit(Class::NumberScale)
    | bit(Class::NumberCollective)
    | bit(Class::NumberOrdinal)
    | bit(Class::NumberOrdinalSuffix);

const CARDINALS: [Class; 5] = [
    Class::NumberUnit,
    Class::NumberTen,
    Class::NumberHundred,
    Class::NumberThousand,
    Class::NumberScale,
];

const PIECES: u128 = bit(Class::NumberUnit)
    | bit(Class::NumberTen)
    | bit(Class::NumberHundred)
    | bit(Class::NumberThousand)
    | bit(Class::NumberScale)
    | bit(Class::NumberOrdinal);

const fn bit(class: Class) -> u128 {
    1 << class as u8
}

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
    if token.is_number() && reader.ends_at(i + 1) {
        return reader.coefficient(i);
    }
    reader.cardinal(i).map(|number| reader.collective(number).unwrap_or(number))
}

/// What a small word does between the parts of a number; the value in the list.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub(crate) enum Link {
    /// `et`
    And = 1,
    /// `de`, `d'`
    Of = 2,
    /// `virgule`, `point`
    Point = 3,
    /// `moins`
    Minus = 4,
    /// `sur`
    Over = 5,
}

/// Whether token `i` is the small word `link`.
pub(crate) fn is_link(doc: &Document<'_>, lexicon: Lexicon, i: usize, link: Link) -> bool {
    lexicon.sense(doc, i, Class::NumberLink).is_some_and(|sense| sense.number == link as i64)
}

/// Whether token `i` is `demi` or `demie`.
pub(crate) fn is_half(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> bool {
    lexicon.sense(doc, i, Class::NumberFraction).is_some_and(|sense| sense.number == 2)
}

/// Above and below the line of a fraction of one sign (`½`) at token `i`.
pub(crate) fn vulgar(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> Option<(Decimal, Decimal)> {
    let (above, below) = lexicon.sense(doc, i, Class::NumberFraction)?.text.split_once('/')?;
    Some((above.parse().ok()?, below.parse().ok()?))
}

/// One past `de` or `d'` at token `i`, else `i`.
pub(crate) fn after_of(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> usize {
    if doc.gap(i) > Gap::Space || !is_link(doc, lexicon, i, Link::Of) {
        return i;
    }
    i + 1 + usize::from(doc.is_apostrophe(i + 1) && doc.gap(i + 1) == Gap::None)
}

/// The roman numeral at token `i`, alone (`XIV`) or with an ordinal suffix (`XIXe`, `Ier`).
pub(crate) fn roman_at(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> Option<Number> {
    let token = doc.tokens().get(i)?;
    if !token.is_word() || !token.is_capitalised() || token.is_masked() {
        return None;
    }
    let text = doc.token_text(i);
    let letters = text.bytes().take_while(|byte| ROMAN.iter().any(|(letter, _)| letter == byte)).count();
    let suffix = &text[letters..];
    let suffixed = !suffix.is_empty() && lexicon.form(suffix, Class::NumberOrdinalSuffix).is_some();
    if letters == 0 || letters > 15 || !(suffix.is_empty() || suffixed) {
        return None;
    }
    let value = roman(&text.as_bytes()[..letters])?;
    Some(Number { ordinal: suffixed, ..Number::new(Decimal::from(value), i + 1) })
}

const ROMAN: [(u8, u32); 7] =
    [(b'M', 1000), (b'D', 500), (b'C', 100), (b'L', 50), (b'X', 10), (b'V', 5), (b'I', 1)];

/// The value of a roman numeral in its one proper form.
fn roman(letters: &[u8]) -> Option<u32> {
    const FORMS: [(&[u8], u32); 13] = [
        (b"M", 1000),
        (b"CM", 900),
        (b"D", 500),
        (b"CD", 400),
        (b"C", 100),
        (b"XC", 90),
        (b"L", 50),
        (b"XL", 40),
        (b"X", 10),
        (b"IX", 9),
        (b"V", 5),
        (b"IV", 4),
        (b"I", 1),
    ];
    let (mut rest, mut value) = (letters, 0);
    for (form, worth) in FORMS {
        let mut times = 0;
        while let Some(after) = rest.strip_prefix(form) {
            (rest, value, times) = (after, value + worth, times + 1);
        }
        let most = if matches!(worth, 1000 | 100 | 10 | 1) { 3 } else { 1 };
        if times > most {
            return None;
        }
    }
    rest.is_empty().then_some(value)
}

/// A number word: what it is worth and where it may stand.
#[derive(Clone, Copy)]
struct Piece {
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
struct Reader<'a, 't> {
    doc: &'a Document<'t>,
    lexicon: Lexicon,
}

impl Reader<'_, '_> {
    fn sense(self, i: usize, class: Class) -> Option<&'static Sense> {
        self.lexicon.sense(self.doc, i, class)
    }

    /// Whether nothing at token `i` can go on with a number in figures; cheap.
    fn ends_at(self, i: usize) -> bool {
        self.doc.tokens().get(i).is_none_or(|next| {
            next.is_word() && self.lexicon.classes(*next) & GOES_ON == 0
        })
    }

    fn link(self, i: usize, link: Link) -> bool {
        is_link(self.doc, self.lexicon, i, link)
    }

    /// The token that goes on with a number ending before token `end`: after one space or one hyphen.
    fn next(self, end: usize) -> Option<usize> {
        match self.doc.gap(end) {
            Gap::Space => Some(end),
            Gap::None if self.doc.is_hyphen(end) && self.doc.gap(end + 1) == Gap::None => Some(end + 1),
            _ => None,
        }
    }

    fn piece(self, i: usize) -> Option<Piece> {
        let mask = self.lexicon.classes(*self.doc.tokens().get(i)?);
        if mask & PIECES == 0 {
            return None;
        }
        for class in CARDINALS {
            if mask & bit(class) != 0 {
                let sense = self.sense(i, class)?;
                return Some(Piece { value: sense.number, class, ordinal: false });
            }
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
                (10, Some((unit, at))) if unit.class == Class::NumberUnit && (7..10).contains(&unit.value) => {
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

    /// `base` with what `tail` reads after it, where it is no zero.
    fn add(self, base: Part, tail: impl Fn(Self, usize) -> Option<Part>) -> Part {
        let next = self.next(base.end).filter(|_| !base.ordinal);
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
                    Some((thousand, at))
                        if thousand.class == Class::NumberThousand && !self.nautical(at) =>
                    {
                        Part { value: part.value * 1000, end: at + 1, ordinal: thousand.ordinal }
                    }
                    _ => return Some(part),
                }
            }
        };
        Some(self.add(thousands, Self::below_1000))
    }

    /// Whether `mille` at token `i` is a mile (`dix milles nautiques`).
    fn nautical(self, i: usize) -> bool {
        self.lexicon.phrase(self.doc, i, Class::Unit).is_some_and(|(end, _)| end > i + 1)
    }

    /// One coefficient: figures or words below a million.
    fn coefficient(self, i: usize) -> Option<Number> {
        if self.doc.tokens().get(i)?.is_number() {
            let Figures { value, end, grouped } = figures_at(self.doc, i)?;
            return Some(Number { spelled: false, grouped, ..Number::new(value, end) });
        }
        let part = match self.piece(i)? {
            Piece { value, class: Class::NumberOrdinal, .. }
            | Piece { value, class: Class::NumberScale, ordinal: true } => Part { value, end: i + 1, ordinal: true },
            _ => self.below_million(i)?,
        };
        let article = part.end == i + 1 && self.sense(i, Class::NumberUnit).is_some_and(|unit| unit.number == 1);
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
        if let Some(decimal) = self.spelled_decimals(number) {
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
        (!after.is_some_and(|after| after.is_glued() && after.is_number()))
            .then_some(Number { end: number.end + 1, ordinal: true, ..number })
    }

    /// `zéro virgule zéro huit`.
    fn spelled_decimals(self, number: Number) -> Option<Number> {
        let open = number.spelled && !number.article;
        let point = self.next(number.end).filter(|&point| open && self.link(point, Link::Point))?;
        let mut at = self.next(point + 1)?;
        let mut zeros = 0_u32;
        while zeros < 20 && self.piece(at).is_some_and(|piece| piece.class == Class::NumberUnit && piece.value == 0) {
            zeros += 1;
            match self.next(at + 1).filter(|&next| self.piece(next).is_some()) {
                Some(next) => at = next,
                None => return Some(Number { end: at + 1, ..number }),
            }
        }
        let tail = self.below_1000(at).filter(|tail| !tail.ordinal)?;
        let scale = zeros + tail.value.checked_ilog10().unwrap_or(0) + 1;
        let decimals = Decimal::try_from_i128_with_scale(i128::from(tail.value), scale).ok()?;
        Some(Number { value: number.value.checked_add(decimals)?, end: tail.end, ..number })
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

    /// `trois millions` → `trois millions et demi`.
    fn and_half(self, number: Number) -> Option<Number> {
        let and = self.next(number.end).filter(|&at| self.link(at, Link::And))?;
        let half = self.next(and + 1).filter(|&at| is_half(self.doc, self.lexicon, at))?;
        let value = number.value.checked_add(Decimal::from(number.scale / 2))?;
        Some(Number { value, end: half + 1, ..number })
    }

    /// `une` → `une dizaine`, `une bonne centaine`, `une demi-douzaine`; `trois` → `trois douzaines`.
    fn collective(self, number: Number) -> Option<Number> {
        if number.ordinal {
            return None;
        }
        let mut at = self.next(number.end)?;
        let half = number.article && is_half(self.doc, self.lexicon, at);
        if half || (number.article && self.lexicon.is(self.doc, at, Class::NumberCollectiveAdjective)) {
            at = self.next(at + 1)?;
        }
        let sense = self.sense(at, Class::NumberCollective).or_else(|| {
            self.sense(at, Class::NumberScale).filter(|_| half)
        })?;
        let mut value = number.value.checked_mul(Decimal::from(sense.number))?;
        if half {
            value = value.checked_mul(Decimal::new(5, 1))?;
        }
        self.of_scales(Number { value, end: at + 1, article: false, approximate: true, ..number })
    }

    /// `une centaine` → `une centaine de milliers`, `de millions`.
    fn of_scales(self, mut number: Number) -> Option<Number> {
        number.value = number.value.normalize();
        for _ in 0..2 {
            let at = after_of(self.doc, self.lexicon, number.end);
            let sense = self
                .sense(at, Class::NumberScale)
                .or_else(|| self.sense(at, Class::NumberCollective).filter(|sense| sense.has(flag::PLURAL)));
            let Some(sense) = sense.filter(|_| at > number.end && self.doc.gap(at) <= Gap::Space) else { break };
            number.value = number.value.checked_mul(Decimal::from(sense.number))?;
            (number.end, number.scale) = (at + 1, sense.number);
        }
        Some(number)
    }

    /// `des dizaines`, `plusieurs milliers`, `quelques millions`, `centaines de milliers`; `quelques` alone.
    fn plural(self, i: usize) -> Option<Number> {
        let article = self.sense(i, Class::NumberPlural);
        let mut at = if article.is_some() { self.next(i + 1)? } else { i };
        if article.is_some() && self.lexicon.is(self.doc, at, Class::NumberCollectiveAdjective) {
            at = self.next(at + 1)?;
        }
        let sense = self
            .sense(at, Class::NumberCollective)
            .filter(|sense| sense.has(flag::PLURAL))
            .or_else(|| self.sense(at, Class::NumberScale).filter(|_| article.is_some()));
        if let Some(sense) = sense {
            let number = Number::new(Decimal::from(sense.number), at + 1);
            return self.of_scales(Number { plural_approximate: true, ..number });
        }
        let counted = self.doc.tokens().get(i + 1)?;
        let indefinite = article?.has(flag::INDEFINITE) && counted.is_word() && self.piece(i + 1).is_none();
        indefinite.then(|| Number {
            approximate: true,
            indefinite: true,
            ..Number::new(Decimal::from(3), i + 1)
        })
    }
}
