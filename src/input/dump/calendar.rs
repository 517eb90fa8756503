//! A small reader of dates: what the head of an article is written with.

use crate::lang::{Class, Lexicon};
use crate::text::Gap;
use crate::{Date, Document};

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `14 août 2019`
    Words,
    /// `14/08/2019`
    Numeric,
    /// `2019-08-14`
    Iso,
}

/// A date as it stands in the text: which day of which month, and the year where it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) first: usize,
    /// One past the last token.
    pub(super) end: usize,
    pub(super) weekday: Option<i8>,
    pub(super) day: i8,
    pub(super) month: i8,
    pub(super) year: Option<i16>,
    /// Whether the year has two digits only.
    pub(super) short_year: bool,
    pub(super) form: Form,
}

/// The years a date of an article can bear.
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2099;

/// Two digits below this belong to the 21st century.
const PIVOT: i32 = 60;

/// The number at token `i` when it has at most `digits` digits.
pub(super) fn number(doc: &Document<'_>, i: usize, digits: usize) -> Option<i32> {
    let token = doc.tokens().get(i)?;
    if !token.is_number() || token.span.len() > digits || token.is_masked() {
        return None;
    }
    token.span.of(doc.text()).parse().ok()
}

/// A year of four digits at token `i`.
pub(super) fn year(doc: &Document<'_>, i: usize) -> Option<i16> {
    let year = number(doc, i, 4).filter(|year| YEARS.contains(year))?;
    i16::try_from(year).ok()
}

/// The date that starts at token `i`, where one does.
pub(super) fn read(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> Option<Seen> {
    let token = *doc.tokens().get(i)?;
    if token.is_number() {
        return iso(doc, i).or_else(|| numeric(doc, i)).or_else(|| words(doc, lexicon, i));
    }
    let weekday = lexicon.sense(doc, i, Class::Weekday)?.number;
    let mut at = i + 1;
    at += usize::from(doc.is_mark(at, ".") && doc.gap(at) == Gap::None);
    at += usize::from(doc.is_mark(at, ","));
    at += usize::from(lexicon.is(doc, at, Class::HeadingLink));
    if doc.gap(at) > Gap::Line {
        return None;
    }
    let seen = iso(doc, at).or_else(|| numeric(doc, at)).or_else(|| words(doc, lexicon, at))?;
    Some(Seen { first: i, weekday: i8::try_from(weekday).ok(), ..seen })
}

/// `14 août 2019`, `1er mai`, `12 sept. 2018`.
fn words(doc: &Document<'_>, lexicon: Lexicon, first: usize) -> Option<Seen> {
    let day = number(doc, first, 2)?;
    let mut at = first + 1;
    if lexicon.is(doc, at, Class::HeadingOrdinal) {
        at += 1;
    }
    at += usize::from(doc.is_hyphen(at));
    let month = lexicon.sense(doc, at, Class::Month)?.number;
    if doc.gap(at) > Gap::Line {
        return None;
    }
    at += 1;
    let mut end = at;
    if doc.is_mark(at, ".") && doc.gap(at) == Gap::None {
        at += 1;
        let shortened = doc.tokens().get(at - 2).is_some_and(|&token| lexicon.is_abbreviation(token));
        end = if shortened { at } else { end };
    }
    at += usize::from(doc.is_hyphen(at) || doc.is_mark(at, ","));
    let year = (doc.gap(at) <= Gap::Line).then(|| year(doc, at)).flatten();
    end = if year.is_some() { at + 1 } else { end };
    let day = i8::try_from(day).ok()?;
    let month = i8::try_from(month).ok()?;
    Date::new(year.unwrap_or(2000), month, day).ok()?;
    Some(Seen { first, end, weekday: None, day, month, year, short_year: false, form: Form::Words })
}

/// `14/08/2019`, `14.08.19`, `14-08-2019`, `14/08`.
fn numeric(doc: &Document<'_>, first: usize) -> Option<Seen> {
    let day = number(doc, first, 2)?;
    let separator = doc.token_text(first + 1);
    if !matches!(separator, "/" | "." | "-") || doc.gap(first + 1) != Gap::None {
        return None;
    }
    let month = number(doc, first + 2, 2).filter(|_| doc.gap(first + 2) == Gap::None)?;
    let next = doc.token_text(first + 3) == separator && doc.gap(first + 3) == Gap::None;
    let written = number(doc, first + 4, 4).filter(|_| next && doc.gap(first + 4) == Gap::None);
    let digits = doc.tokens().get(first + 4).map_or(0, |token| token.span.len());
    let year = match (written, digits) {
        (Some(year), 4) if YEARS.contains(&year) => Some(year),
        (Some(year), 2) => Some(if year < PIVOT { 2000 + year } else { 1900 + year }),
        (Some(_), _) => return None,
        (None, _) if separator == "/" && !next => None,
        (None, _) => return None,
    };
    let year = year.and_then(|year| i16::try_from(year).ok());
    let (day, month) = (i8::try_from(day).ok()?, i8::try_from(month).ok()?);
    Date::new(year.unwrap_or(2000), month, day).ok()?;
    let end = first + if year.is_some() { 5 } else { 3 };
    let short_year = year.is_some() && digits == 2;
    Some(Seen { first, end, weekday: None, day, month, year, short_year, form: Form::Numeric })
}

/// `2019-08-14`, `2019/08/14`.
fn iso(doc: &Document<'_>, first: usize) -> Option<Seen> {
    let year = year(doc, first)?;
    let separator = doc.token_text(first + 1);
    if !matches!(separator, "/" | "." | "-") || doc.token_text(first + 3) != separator {
        return None;
    }
    let glued = (first + 1..first + 5).all(|i| doc.gap(i) == Gap::None);
    let month = i8::try_from(number(doc, first + 2, 2).filter(|_| glued)?).ok()?;
    let day = i8::try_from(number(doc, first + 4, 2)?).ok()?;
    Date::new(year, month, day).ok()?;
    let end = first + 5;
    Some(Seen { first, end, weekday: None, day, month, year: Some(year), short_year: false, form: Form::Iso })
}
