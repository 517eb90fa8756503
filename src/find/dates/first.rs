//! What the parts of the grammar begin with, and what must follow: masks of classes that turn
//! most tokens away before a rule is tried. They may let too much through, never too little.

use super::figure::Figure;
use super::parser::Parser;
use crate::lang::fr::numbers::{GOES_ON, STARTS};
use crate::lang::{Class, mask};

/// Words that open a cardinal or ordinal: `des`, `plusieurs` and `dizaine` open none that a date holds.
pub(super) const NUMBERS: u128 = STARTS & !mask(&[Class::NumberPlural, Class::NumberCollective]);
/// `ce`, `prochain` and their like before a noun.
pub(super) const STEPS: u128 = mask(&[Class::TimeDemonstrative, Class::TimeShift]);
pub(super) const ORDINALS: u128 = NUMBERS | mask(&[Class::TimeOrdinal]);
pub(super) const CALENDARS: u128 = ORDINALS | STEPS | mask(&[Class::Weekday, Class::Month]);
pub(super) const FRACTIONS: u128 = ORDINALS | mask(&[Class::TimeFraction]);
pub(super) const HOLIDAYS: u128 = STEPS | mask(&[Class::TimeHoliday]);
pub(super) const PARTS: u128 = STEPS | mask(&[Class::TimePart]);
pub(super) const SEASONS: u128 = STEPS | mask(&[Class::TimeSeason]);
/// `hier`, `la veille` and their like.
pub(super) const RELATIVES: u128 = mask(&[Class::TimeAnaphor, Class::TimeDeictic]);
pub(super) const UNITS: u128 = mask(&[Class::TimeUnit]);
pub(super) const PERIODS: u128 = STEPS | UNITS;
pub(super) const EDGES: u128 = mask(&[Class::TimeEdge, Class::TimeEdgeAdverb]);
pub(super) const NOONS: u128 = mask(&[Class::TimeNoon]);
pub(super) const CLOCKS: u128 = NUMBERS | NOONS;
pub(super) const LENGTHS: u128 = NUMBERS | mask(&[Class::TimeWhole, Class::NumberHalf]);
pub(super) const LENGTH_RANGES: u128 = NUMBERS | mask(&[Class::TimeFrom]);
/// What goes on with a length after its number.
pub(super) const AFTER_LENGTH: u128 =
    mask(&[Class::TimeUnit, Class::TimeShift, Class::TimeQuarter, Class::TimeOf, Class::NumberHalf]);
/// What goes on with an hour after its number.
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
    Class::TimeFraction,
    Class::NumberHalf,
    Class::TimeHoliday,
    Class::TimeNoon,
]);
/// Words that open one where another word of time follows.
const UNSURE: u128 = mask(&[
    Class::TimeDemonstrative,
    Class::TimeEdge,
    Class::TimeEdgeAdverb,
    Class::TimeEvery,
    Class::TimeFrom,
    Class::TimeHead,
    Class::TimeOpener,
    Class::TimeOrdinal,
    Class::TimePart,
    Class::TimeSeason,
    Class::TimeShift,
    Class::TimeUnit,
    Class::TimeWhole,
]);
/// All words that can open an expression.
pub(in crate::find) const OPENERS: u128 = SURE | UNSURE | NUMBERS;
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
pub(in crate::find) const CORE: u128 = mask(&[
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
pub(super) const AFTER_NUMBER: u128 = AFTER_LENGTH
    | AFTER_HOUR
    | GOES_ON
    | AFTER_DAY
    | mask(&[Class::TimeTimes, Class::TimeTo, Class::Month, Class::TimeEra, Class::TimeHalfDay]);
/// What may follow figures that count something.
pub(super) const AFTER_COUNT: u128 = GOES_ON
    | mask(&[
        Class::NumberHalf,
        Class::TimeAnd,
        Class::TimeQuarter,
        Class::TimeShift,
        Class::TimeTimes,
        Class::TimeTo,
        Class::TimeUnit,
    ]);
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
/// Words of which one must follow a day without month, where a word does.
pub(super) const AFTER_BARE_DAY: u128 =
    AFTER_DAY | NUMBERS | mask(&[Class::TimeInPart, Class::TimePart, Class::Weekday]);
/// What may follow a number in words.
pub(in crate::find) const AFTER_WORDS: u128 = AFTER_LENGTH
    | AFTER_HOUR
    | GOES_ON
    | mask(&[Class::NumberCollectiveAdjective, Class::NumberFraction, Class::NumberLink])
    | mask(&[Class::TimeTimes, Class::TimeTo, Class::Month, Class::TimeEra]);
/// `bonne` in `une bonne dizaine`.
const COLLECTED: u128 = mask(&[Class::NumberCollectiveAdjective]);
/// What may follow `premier`.
const AFTER_ORDINAL: u128 = UNITS | mask(&[Class::Weekday, Class::Month]);
/// What may follow a part of a day or a unit of time, but for the rest of its form.
const AFTER_UNIT: u128 =
    NUMBERS | JOINTS | mask(&[Class::TimeShift, Class::TimeSame, Class::TimeAt, Class::TimeApprox]);
/// What a day or period may begin with, feasts apart.
const BASES: u128 = CALENDARS
    | FRACTIONS
    | UNITS
    | mask(&[
        Class::TimeAnaphor,
        Class::TimeDeictic,
        Class::TimeEdge,
        Class::TimeNoon,
        Class::TimePart,
        Class::TimeSeason,
    ]);
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
const WHOLES: u128 = mask(&[Class::TimeWhole, Class::TimeEdgeAdverb]);
const AFTER_WHOLE: u128 = mask(&[Class::TimeArticle, Class::TimeEdge]);

/// Words that may be a side alone, whatever follows.
const UNTOLD: u128 = UNITS | mask(&[Class::TimePart]);
/// Tokens in which the first side of a range ends.
const LONGEST_SIDE: usize = 14;

/// What joins the sides of a range, also after `entre`.
const JOINTS: u128 = mask(&[Class::TimeTo]);
const BETWEEN_JOINTS: u128 = JOINTS | mask(&[Class::TimeAnd]);

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

/// Words that open the first side of a range, and what may follow them but for figures.
pub(in crate::find) const FROM: u128 = mask(&[Class::TimeFrom]);
pub(in crate::find) const AFTER_FROM: u128 = SIDES | mask(&[Class::TimeArticle]);

const CARDINALS: u128 = NUMBERS & !mask(&[Class::NumberOrdinal]);

/// Whether a word of `classes`, which opens forms of the classes `opens`, can open an expression only as a number.
pub(in crate::find) const fn opens_only_as_number(classes: u128, opens: u128) -> bool {
    classes & CARDINALS != 0 && classes & OPENERS & !CARDINALS == 0 && opens & FORMS == 0
}

impl Parser<'_, '_> {
    /// Whether what stands around the word of `classes` at token `i` lets it open an expression.
    pub(super) fn word_opens(&self, i: usize, classes: u128) -> bool {
        let is = |class: Class| classes & 1 << class as u8 != 0;
        classes & SURE != 0
            || (classes & PHRASES != 0 && self.form_opens(i, FORMS))
            || (is(Class::TimePart) && self.part_opens(i))
            || (is(Class::TimeUnit) && self.unit_opens(i))
            || (is(Class::TimeSeason) && self.season_opens(i))
            || (is(Class::TimeEdge) && self.base_after(i))
            || self.goes_on(i, classes)
    }

    /// Whether what follows lets a number, `premier`, `ce` or `tout` at token `i` open an expression.
    fn goes_on(&self, i: usize, classes: u128) -> bool {
        let Some(&next) = self.doc.tokens().get(i + 1) else { return false };
        if !next.is_word() {
            let ends = matches!(self.doc.byte(i + 1), b'.' | b'%' | b'(' | b')' | 0xC2);
            return (classes & NUMBERS != 0 && !ends) || next.is_number();
        }
        let follows = [
            (CARDINALS, AFTER_WORDS),
            (ORDINALS & !CARDINALS, AFTER_ORDINAL),
            (STEPS, AFTER_STEP),
            (WHOLES, AFTER_WHOLE),
        ];
        let after = follows.iter().filter(|(of, _)| classes & of != 0).fold(0, |all, (_, after)| all | after);
        let opens = self.lexicon.opens(next) & after;
        let open = if opens == COLLECTED { self.collects(i + 2) } else { opens != 0 };
        open || (classes & ORDINALS != 0 && self.form_opens(i, FORMS))
    }

    /// Whether `dizaine` and its like may stand at token `i`, after `une bonne`.
    fn collects(&self, i: usize) -> bool {
        const COLLECTIVES: u128 = mask(&[Class::NumberCollective, Class::NumberScale]);
        self.doc
            .tokens()
            .get(i)
            .is_some_and(|token| !token.is_word() || self.lexicon.classes(*token) & COLLECTIVES != 0)
    }

    /// Whether a form of one of `classes`, of one word or more, stands at token `i`.
    fn form_opens(&self, i: usize, classes: u128) -> bool {
        self.lexicon.opens(self.doc.tokens()[i]) & classes != 0
            && self.lexicon.phrase_of(self.doc, i, classes).is_some()
    }

    /// Whether a day or period may begin at token `at`.
    fn base_opens(&self, at: usize) -> bool {
        let Some(&token) = self.doc.tokens().get(at) else { return false };
        let opens = self.lexicon.opens(token);
        token.is_number()
            || opens & BASES != 0
            || self.form_opens(at, HOLIDAYS)
            || matches!(self.doc.byte(at), b'I' | b'V' | b'X')
    }

    /// Whether the second side of a range may stand after the word at `at` that joins the sides.
    pub(super) fn side_follows(&self, at: usize) -> bool {
        let Some(token) = self.doc.tokens().get(at) else { return false };
        let opens = |at: usize| self.base_opens(self.skip_article(self.skip_article(at)));
        if self.lexicon.further(*token) & JOINTS == 0 {
            return opens(at + 1) && self.is(at, Class::TimeTo);
        }
        self.phrase(at, Class::TimeTo).is_some_and(|(_, end)| opens(end))
    }

    /// Whether a day or period may begin after token `i`, a hyphen or `de` and an article between.
    fn base_after(&self, i: usize) -> bool {
        const OF: u128 = mask(&[Class::TimeOf, Class::TimeFrom]);
        const ARTICLE: u128 = mask(&[Class::TimeArticle]);
        let past = |at: usize, classes: u128| {
            let found =
                self.doc.tokens().get(at).is_some_and(|token| self.lexicon.classes(*token) & classes != 0);
            if found { at + 1 + usize::from(self.doc.is_apostrophe(at + 1)) } else { at }
        };
        let at = i + 1 + usize::from(self.doc.is_hyphen(i + 1));
        let of = past(at, OF);
        self.base_opens(at) || self.base_opens(past(of, ARTICLE))
    }

    /// Whether the part of a day at token `i` may be one: led by `dans`, `au` or told by what follows.
    fn part_opens(&self, i: usize) -> bool {
        self.is_led_part(i) || self.opens_line(i) || self.unit_opens(i)
    }

    /// Whether what follows the unit of time at token `i` may make it a period.
    fn unit_opens(&self, i: usize) -> bool {
        let text = self.lexicon.sense(self.doc, i, Class::TimeUnit).map(|sense| sense.text);
        if matches!(text, Some("century" | "weekend")) {
            return true;
        }
        let Some(&next) = self.doc.tokens().get(i + 1) else { return false };
        if !next.is_word() {
            return next.is_number() || self.doc.byte(i + 1) == b'/' || self.dash_at(i + 1);
        }
        // `année scolaire 2017-2018`
        let end = self.lexicon.phrase_of(self.doc, i, UNITS).map_or(i + 1, |(end, _)| end);
        if end > i + 1 && self.doc.tokens().get(end).is_some_and(|token| token.is_number()) {
            return true;
        }
        self.lexicon.opens(next) & AFTER_UNIT != 0
            || self.form_opens(i, FORMS & !PARTS & !UNITS)
            || self.base_after(i)
    }

    /// Whether the season at token `i` may be one: `été` is told by a cue before it, a year or `dernier` after it.
    fn season_opens(&self, i: usize) -> bool {
        const AFTER: u128 = mask(&[Class::TimeOf, Class::TimeShift]);
        self.follows(i, Class::TimeSeasonCue).is_some()
            || self
                .doc
                .tokens()
                .get(i + 1)
                .is_some_and(|next| next.is_number() || self.lexicon.opens(*next) & AFTER != 0)
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
        if token.is_number() {
            return (self.figure_opens(at) != Figure::Nothing).then_some(token.span.len() != 4);
        }
        let classes = self.lexicon.classes(*token);
        let side = classes & SIDES != 0 && (classes & UNTOLD != 0 || self.word_opens(at, classes));
        side.then_some(true)
    }

    /// Whether a word that can join the sides of a range stands after its opener at `i`.
    pub(super) fn joined_after(&self, i: usize) -> bool {
        let between = || self.word(i, Class::TimeFrom).is_some_and(|sense| sense.text == "between");
        let length = |at| self.is_number(at) || self.may(at, LENGTHS);
        (i + 2..self.limit.min(i + LONGEST_SIDE)).any(|at| {
            self.may(at, BETWEEN_JOINTS)
                && (self.may(at, JOINTS) && (length(at + 1) || self.side_follows(at)) || between())
        })
    }
}
