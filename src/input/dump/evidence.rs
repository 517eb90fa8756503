//! What the text of an article tells of its date: weekdays with a day, and explicit years.

use super::calendar::{self, Seen};
use super::heading::Heading;
use crate::lang::{Class, Lexicon, Sense};
use crate::resolve::dateline::{DayClue, Evidence, Head, Point, Tell, YearClue};
use crate::resolve::dates::tense::{self, Tense};
use crate::text::Gap;
use crate::{Date, Document};

/// More clues than this of a kind say nothing new.
const CLUES: usize = 24;

/// More weekdays without a day say little new.
const BARE: usize = 2;

/// How sure a date in the text is the article's when it is said with `ce` and no heading bears a date.
const SAID: f32 = 0.7;

/// A year of two digits leaves some doubt.
const SHORT_YEAR: f32 = 0.95;

/// The evidence of the article `text`, whose head is `heading`.
pub(super) fn read(text: &str, heading: Option<&Heading>, lexicon: Lexicon) -> Evidence {
    let head = heading.map_or(Head::None, |heading| head(&heading.seen));
    if matches!(head, Head::Full { .. }) {
        return Evidence { head, ..Evidence::default() };
    }
    let doc = Document::new(text, lexicon);
    let mut reader = Reader { doc: &doc, lexicon, said: None, out: Evidence { head, ..Evidence::default() } };
    reader.read();
    let Reader { said, mut out, .. } = reader;
    if out.head == Head::None
        && let Some(seen) = said
    {
        out.head = match self::head(&seen) {
            Head::Day { weekday, month, day, .. } => Head::Day { weekday, month, day, sure: SAID },
            Head::Full { date, .. } => Head::Full { date, confidence: SAID },
            Head::None => Head::None,
        };
    }
    out
}

fn head(seen: &Seen) -> Head {
    let confidence = if seen.short_year { SHORT_YEAR } else { 1.0 };
    match seen.year.map(|year| Date::new(year, seen.month, seen.day)) {
        Some(Ok(date)) => Head::Full { date, confidence },
        Some(Err(_)) => Head::None,
        None => Head::Day { weekday: seen.weekday, month: seen.month, day: seen.day, sure: 1.0 },
    }
}

struct Reader<'d, 't> {
    doc: &'d Document<'t>,
    lexicon: Lexicon,
    /// The first day that the text says with `ce`.
    said: Option<Seen>,
    out: Evidence,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        let mut i = 0;
        while let Some(&token) = self.doc.tokens().get(i) {
            let trigger = token.is_number() || self.lexicon.may_be(token, Class::Weekday);
            i = if trigger && !token.is_masked() { self.at(i) } else { i + 1 };
        }
    }

    /// Reads what stands at token `i`; gives the token to go on from.
    fn at(&mut self, i: usize) -> usize {
        if let Some(seen) = calendar::read(self.doc, self.lexicon, i) {
            self.take(seen);
            return seen.end;
        }
        self.weekday(i);
        if let Some(year) = calendar::year(self.doc, i) {
            let before = i.wrapping_sub(1);
            let month = self.lexicon.sense(self.doc, before, Class::Month);
            let month = month.and_then(|sense| i8::try_from(sense.number).ok());
            let cue = self.lexicon.sense(self.doc, before, Class::TimeYearCue);
            let told = cue.is_some_and(|cue| cue.text == "strong");
            let part = self.last_month(before);
            if month.is_some() || told || part.is_some() {
                // « ils guetteront la croissance du deuxième trimestre 2011 » looks back at it, « ils ont examiné le
                // budget pour 2025 » ahead
                let of = |sense: &'static Sense| sense.text == "for";
                let whatever =
                    part.is_some() || self.lexicon.sense(self.doc, before, Class::Tense).is_some_and(of);
                let tell = if whatever { Tell::Open } else { self.tell(i, i + 1) };
                self.year(YearClue { year, month: month.or(part), day: None, tell, point: Point::None });
            } else if self.is_reference(i) {
                // `l'arrêté n° 2020-346` was there before the article
                self.year(YearClue { year, month: None, day: None, tell: Tell::Past, point: Point::None });
            }
        }
        i + 1
    }

    /// `ce mercredi`, `mercredi` without a day: mostly the day of the article, or one right before it.
    fn weekday(&mut self, i: usize) {
        let Some(weekday) = self.lexicon.sense(self.doc, i, Class::Weekday) else { return };
        if self.lexicon.is(self.doc, i + 1, Class::TimeShift) {
            return;
        }
        let before = |class| self.lexicon.is(self.doc, i.wrapping_sub(1), class);
        let Ok(number) = i8::try_from(weekday.number) else { return };
        let bare = &self.out.bare;
        if before(Class::TimeDemonstrative) {
            self.out.said = self.out.said.or(Some(number));
        } else if before(Class::TimeArticle) || before(Class::TimeOf) {
            // `le lundi` is every Monday
        } else if bare.len() < BARE && !bare.contains(&number) && self.tell(i, i + 1) != Tell::Future {
            self.out.bare.push(number);
        }
    }

    /// The last month of the quarter or half of a year that is told at `unit`: `deuxième trimestre`.
    fn last_month(&self, unit: usize) -> Option<i8> {
        let months = match self.lexicon.sense(self.doc, unit, Class::TimeUnit)?.text {
            "quarter" => 3,
            "semester" => 6,
            _ => return None,
        };
        let number = self.lexicon.sense(self.doc, unit.checked_sub(1)?, Class::TimeOrdinal)?.number;
        i8::try_from(number * months).ok().filter(|month| (1..=12).contains(month))
    }

    /// Whether the year at `i` begins the number of a law or order: `n° 2020-346`.
    fn is_reference(&self, i: usize) -> bool {
        let sign = usize::from(i > 0 && self.doc.is_mark(i - 1, "°"));
        let led = self.lexicon.is(self.doc, i.wrapping_sub(sign + 1), Class::TimeReference);
        let joined = self.doc.is_hyphen(i + 1) && self.doc.gap(i + 1) == Gap::None;
        led && joined && calendar::number(self.doc, i + 2, 4).is_some()
    }

    fn take(&mut self, seen: Seen) {
        let demonstrative = self.lexicon.is(self.doc, seen.first.wrapping_sub(1), Class::TimeDemonstrative);
        if demonstrative && seen.weekday.is_some() {
            self.said = self.said.or(Some(seen));
        }
        match (seen.year, seen.weekday) {
            (Some(year), _) => {
                let tell = self.tell(seen.first, seen.end);
                let point = match (demonstrative, seen.weekday) {
                    (true, _) => Point::This,
                    (false, Some(_)) => Point::Weekday,
                    (false, None) => Point::None,
                };
                self.year(YearClue { year, month: Some(seen.month), day: Some(seen.day), tell, point });
            }
            (None, Some(weekday)) => {
                let tell = self.tell(seen.first, seen.end);
                let clue = DayClue { weekday, month: seen.month, day: seen.day, demonstrative, tell };
                let known =
                    self.out.days.iter().any(|other| (other.month, other.day) == (seen.month, seen.day));
                if !known && self.out.days.len() < CLUES {
                    self.out.days.push(clue);
                }
            }
            (None, None) => {}
        }
    }

    fn year(&mut self, clue: YearClue) {
        let same =
            |other: &YearClue| other.year == clue.year && (other.month == clue.month || clue.month.is_none());
        if self.out.years.len() < CLUES && !self.out.years.iter().any(same) {
            self.out.years.push(clue);
        }
    }

    fn tell(&self, first: usize, end: usize) -> Tell {
        // « moins qu'en 2015 », « contre 361 en 2021 » compare, whatever the verb's tense
        if tense::compares(self.doc, self.lexicon, first) || self.against(first) {
            return Tell::Past;
        }
        match tense::at(self.doc, self.lexicon, first, end) {
            Tense::Past | Tense::Since => Tell::Past,
            Tense::Future => Tell::Future,
            Tense::None | Tense::Announced | Tense::Near => Tell::Open,
        }
    }

    /// Whether a number stands between `contre` and the expression at `first`: it is what one is compared with.
    fn against(&self, first: usize) -> bool {
        const REACH: usize = 8;
        let mut number = false;
        for i in (first.saturating_sub(REACH)..first).rev() {
            let token = self.doc.tokens()[i];
            if number && self.lexicon.is(self.doc, i, Class::TimeAgainst) {
                return true;
            }
            if token.starts_sentence() {
                return false;
            }
            number |= token.is_number();
        }
        false
    }
}
