//! What the parts of the grammar begin with, and what must follow: masks of classes that turn
//! most tokens away before a rule is tried. They may let too much through, never too little.

use super::parser::Parser;
use crate::lang::fr::numbers::{GOES_ON, STARTS};
use crate::lang::{Class, Lexicon};
use once_cell::sync::Lazy;

/// Words that open a cardinal or ordinal: `des`, `plusieurs` and `dizaine` open none that a date holds.
pub(super) const NUMBERS: u128 = STARTS & !mask(&[Class::NumberPlural, Class::NumberCollective]);
/// `ce`, `prochain` and their like before a noun.
pub(super) const STEPS: u128 = mask(&[Class::TimeDemonstrative, Class::TimeShift]);
pub(super) const ORDINALS: u128 = NUMBERS | mask(&[Class::TimeOrdinal]);
pub(super) const CALENDARS: u128 = ORDINALS | STEPS | mask(&[Class::Weekday, Class::Month]);
pub(super) const CLOCKS: u128 = NUMBERS | mask(&[Class::TimeNoon]);
pub(super) const LENGTHS: u128 = NUMBERS | mask(&[Class::TimeWhole, Class::NumberHalf]);
/// What a whole or part of a day is told by after its number, but for the number's own words.
pub(super) const AFTER_LENGTH: u128 = mask(&[
    Class::TimeUnit,
    Class::TimeShift,
    Class::TimeQuarter,
    Class::TimeOf,
    Class::NumberHalf,
]);
pub(super) const AFTER_HOUR: u128 = NUMBERS
    | mask(&[
        Class::TimeHour,
        Class::TimeAnd,
        Class::TimeMinus,
        Class::TimeOf,
        Class::TimeInPart,
        Class::TimeDemonstrative,
        Class::TimePart,
    ]);

/// Words that open an expression whatever follows.
const SURE: u128 = mask(&[
    Class::Month,
    Class::Weekday,
    Class::TimeAnaphor,
    Class::TimeDeictic,
    Class::TimeEdge,
    Class::TimeFraction,
    Class::NumberHalf,
    Class::TimeHoliday,
    Class::TimeNoon,
    Class::TimePart,
    Class::TimeSeason,
    Class::TimeUnit,
]);
/// Words that open one where another word of time follows.
const UNSURE: u128 = mask(&[
    Class::TimeDemonstrative,
    Class::TimeEdgeAdverb,
    Class::TimeEvery,
    Class::TimeFrom,
    Class::TimeHead,
    Class::TimeOpener,
    Class::TimeOrdinal,
    Class::TimeShift,
    Class::TimeWhole,
]);
/// Words of which a form may consist, and the classes of these forms.
const PHRASES: u128 = mask(&[Class::TimeEvery, Class::TimeHead, Class::TimeOpener]);
const FORMS: u128 = mask(&[
    Class::TimeAgo,
    Class::TimeAnaphor,
    Class::TimeDeictic,
    Class::TimeEvery,
    Class::TimeHoliday,
    Class::TimePart,
    Class::TimeUnit,
]);

/// Classes of which every expression holds a word, but for what figures alone can tell.
const CORE: u128 = mask(&[
    Class::Month,
    Class::Weekday,
    Class::TimeAnaphor,
    Class::TimeDeictic,
    Class::TimeEdge,
    Class::TimeEra,
    Class::TimeFraction,
    Class::TimeHoliday,
    Class::TimeHour,
    Class::TimeNoon,
    Class::TimeHead,
    Class::TimePart,
    Class::TimeSeason,
    Class::TimeTimes,
    Class::TimeUnit,
]);

/// What may follow a number.
const AFTER_NUMBER: u128 = AFTER_LENGTH
    | AFTER_HOUR
    | GOES_ON
    | AFTER_DAY
    | mask(&[Class::TimeTimes, Class::TimeTo, Class::Month, Class::TimeEra, Class::TimeHalfDay]);
/// What may follow a bare day: its hour.
const AFTER_DAY: u128 = mask(&[
    Class::TimeAfter,
    Class::TimeApprox,
    Class::TimeArticle,
    Class::TimeAt,
    Class::TimeBefore,
    Class::TimeEdge,
    Class::TimeEdgeAdverb,
    Class::TimeFrom,
    Class::TimeNoon,
]);
/// What may follow a number in words.
const AFTER_WORDS: u128 = AFTER_NUMBER
    | ORDINALS
    | mask(&[Class::NumberCollectiveAdjective, Class::NumberFraction, Class::NumberLink, Class::Weekday]);
/// What may follow `ce`, `prochain`.
const AFTER_STEP: u128 = CALENDARS
    | mask(&[
        Class::TimeAnaphor,
        Class::TimeDeictic,
        Class::TimeHoliday,
        Class::TimePart,
        Class::TimeSeason,
        Class::TimeUnit,
    ]);
/// What may follow `tout`, `toute`.
const AFTER_WHOLE: u128 = mask(&[Class::TimeArticle, Class::TimeEdge]);

/// What may follow `de`, `du`, `entre` in a range.
const SIDES: u128 = NUMBERS
    | mask(&[
        Class::Month,
        Class::Weekday,
        Class::TimeDeictic,
        Class::TimeDemonstrative,
        Class::TimeEdge,
        Class::TimeNoon,
        Class::TimeOrdinal,
        Class::TimePart,
        Class::TimeSeason,
        Class::TimeUnit,
        Class::TimeHead,
        Class::TimeOpener,
    ]);

/// A mask of classes.
pub(super) const fn mask(classes: &[Class]) -> u128 {
    let mut mask = 0;
    let mut i = 0;
    while i < classes.len() {
        mask |= 1 << classes[i] as u8;
        i += 1;
    }
    mask
}

/// The word can open an expression.
pub(super) const OPENER: u8 = 1;
/// The word is one that only expressions of time hold.
pub(super) const TIMELY: u8 = 2;

/// [`OPENER`] and [`TIMELY`] for each row of the lexicon: one byte a token instead of masks of all classes.
pub(super) static GATES: Lazy<Vec<u8>> = Lazy::new(|| {
    let gate = |classes: &u128| {
        let opener = if classes & (SURE | UNSURE | NUMBERS) == 0 { 0 } else { OPENER };
        opener | if classes & CORE == 0 { 0 } else { TIMELY }
    };
    Lexicon::french().masks().iter().map(gate).collect()
});

/// What may begin at a figure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// Nothing: it counts something else.
    Nothing,
    /// At most a year.
    Year,
    Anything,
}

impl Parser<'_, '_> {
    /// Whether what follows the word of `classes` at token `i` lets it open an expression.
    pub(super) fn word_opens(&self, i: usize, classes: u128) -> bool {
        let form = || self.lexicon.phrase_of(self.doc, i, FORMS).is_some();
        if classes & SURE != 0 || (classes & PHRASES != 0 && form()) {
            return true;
        }
        let Some(&next) = self.doc.tokens().get(i + 1) else { return false };
        if !next.is_word() {
            let joined = classes & NUMBERS != 0 && !matches!(self.doc.byte(i + 1), b'.' | b'%' | b'(' | b')' | 0xC2);
            return joined || next.is_number() || self.doc.is_hyphen(i + 1);
        }
        let groups = [
            (NUMBERS | mask(&[Class::TimeOrdinal]), AFTER_WORDS),
            (STEPS, AFTER_STEP),
            (mask(&[Class::TimeWhole, Class::TimeEdgeAdverb]), AFTER_WHOLE),
        ];
        let after = groups.iter().filter(|(of, _)| classes & of != 0).fold(0, |all, (_, after)| all | after);
        self.lexicon.opens(next) & after != 0
    }

    /// What may begin at the figure at token `i`, by what follows it.
    pub(super) fn figure_opens(&self, i: usize) -> Figure {
        let tokens = self.doc.tokens();
        let length = tokens[i].span.len();
        let lone = if length == 4 { Figure::Year } else { Figure::Nothing };
        let mut at = i + 1;
        // `15 000`: what is counted stands after the groups
        while at < i + 8 && tokens.get(at).is_some_and(|token| token.is_number() && token.span.len() == 3) {
            at += 1;
        }
        let Some(next) = tokens.get(at) else { return lone };
        let number = |at: usize| tokens.get(at).is_some_and(|token| token.is_number());
        let open = if next.is_word() {
            self.lexicon.opens(*next) & AFTER_NUMBER != 0
        } else if next.is_number() {
            true
        } else {
            match self.doc.byte(at) {
                b'.' | b':' => next.is_glued() && number(at + 1),
                b',' => {
                    let after = tokens.get(at + 1);
                    number(at + 1) || after.is_some_and(|after| self.lexicon.opens(*after) & CALENDARS != 0)
                }
                b'-' | b'/' | b'\'' | 0xE2 => true,
                _ => false,
            }
        };
        if open { Figure::Anything } else { lone }
    }

    /// Whether what follows `de`, `du` or `entre` at `i` is no year, which needs no word of time near;
    /// nothing where it cannot be the first side of a range.
    pub(super) fn side_after(&self, i: usize) -> Option<bool> {
        let tokens = self.doc.tokens();
        let mut at = i + 1;
        if self.doc.is_apostrophe(at) {
            at += 1;
        }
        if tokens.get(at).is_some_and(|token| self.lexicon.may_be(*token, Class::TimeArticle)) {
            at += 1;
        }
        let token = tokens.get(at)?;
        let year = token.is_number() && token.span.len() == 4;
        let side = token.is_number() || self.lexicon.classes(*token) & SIDES != 0;
        side.then_some(!year)
    }

    /// Whether a word that can join the sides of a range stands after its opener at `i`.
    pub(super) fn joined_after(&self, i: usize) -> bool {
        let between = self.word(i, Class::TimeFrom).is_some_and(|sense| sense.text == "between");
        let joints = if between { mask(&[Class::TimeTo, Class::TimeAnd]) } else { mask(&[Class::TimeTo]) };
        (i + 2..self.limit).any(|at| self.may(at, joints))
    }
}
