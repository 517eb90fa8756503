//! What expressions are resolved from: the document's date and what was mentioned before.

use super::tense::{self, Tense};
use super::value;
use crate::find::dates::expr::{Anchor, When, Year};
use crate::lang::{Class, Lexicon, flag};
use crate::text::Gap;
use crate::{Date, DateKind, Document, Span, TimeValue};

/// Tokens after which a year told in passing no longer colours the dates of its sentence.
const SENTENCE: usize = 40;

/// The state of the reading of one document.
pub(super) struct Context<'d, 't> {
    doc: &'d Document<'t>,
    lexicon: Lexicon,
    pub(super) date: Option<Date>,
    /// The expression in hand: its tokens.
    first: usize,
    end: usize,
    /// One past the tokens of the expression before it.
    before: usize,
    tense: Option<Tense>,
    /// The last day mentioned.
    last_day: Option<Date>,
    /// First day and value of the last date mentioned, of any length.
    last: Option<(Date, Date)>,
    /// The last hour mentioned, on its day.
    last_hour: Option<jiff::civil::DateTime>,
    /// The last day of the sentence in hand; `Some(None)` after a set, whose hours are of no day.
    sentence_day: Option<Option<Date>>,
    /// Whether the last day of the sentence was a night's.
    sentence_night: bool,
    /// A year told in the sentence in hand.
    sentence_year: Option<i16>,
    /// Whether two commas stand between the expression and the one before it.
    year_apart: bool,
    /// Set while the end of a range is resolved: it lies after this day.
    after: Option<Date>,
}

impl<'d, 't> Context<'d, 't> {
    pub(super) fn new(doc: &'d Document<'t>, lexicon: Lexicon) -> Self {
        Self {
            doc,
            lexicon,
            date: doc.date(),
            first: 0,
            end: 0,
            before: 0,
            tense: None,
            last_day: None,
            last: None,
            last_hour: None,
            sentence_day: None,
            sentence_night: false,
            sentence_year: None,
            year_apart: false,
            after: None,
        }
    }

    /// Turns to the expression at `span`.
    pub(super) fn enter(&mut self, span: Span) {
        let first = self.doc.token_at(span.start());
        let tokens = self.doc.tokens();
        let from = (self.end.min(first) + 1).max(first.saturating_sub(SENTENCE));
        let new = first - self.end.min(first) > SENTENCE
            || (from.min(first)..=first).any(|i| tokens.get(i).is_some_and(|token| token.starts_sentence()));
        if new {
            self.sentence_day = None;
            self.sentence_night = false;
            self.sentence_year = None;
        }
        let doc = self.doc;
        let between = self.end.min(first).max(first.saturating_sub(SENTENCE))..first;
        let marks = |mark: &str| between.clone().filter(|&i| doc.is_mark(i, mark)).count();
        if self.sentence_year.is_some() && marks(";") > 0 {
            self.sentence_year = None;
        }
        self.year_apart = marks(",") > 1;
        self.first = first;
        self.before = self.end;
        let within = tokens.get(first..).unwrap_or_default();
        self.end = first + within.iter().take_while(|token| token.span.start() < span.end()).count();
        self.tense = None;
    }

    /// The tense around the expression; a range's end is yet to come.
    pub(super) fn tense(&mut self) -> Tense {
        if self.after.is_some() {
            return Tense::Future;
        }
        let (doc, lexicon, first, end) = (self.doc, self.lexicon, self.first, self.end);
        *self.tense.get_or_insert_with(|| tense::at(doc, lexicon, first, end))
    }

    /// Whether `depuis` or `d'ici` leads the expression: it is counted from the document's date. `avant` tells none.
    pub(super) fn is_led(&self) -> bool {
        tense::led(self.doc, self.lexicon, self.first).is_some_and(|led| led != Tense::Near)
    }

    /// Whether the expression follows the one before it at once, but for a comma.
    pub(super) const fn follows_another(&self) -> bool {
        self.before > 0 && self.first <= self.before + 1
    }

    /// Whether a bare weekday is one of every week: `sauf le mardi`, `une permanence le mardi`, `le samedi matin`.
    pub(super) fn is_usual(&mut self, part: bool) -> bool {
        // time.usual   yes: « sauf le mardi », « garde le samedi matin »   no: « il a plu le samedi matin »
        let Some(at) = self.first.checked_sub(1) else { return false };
        let article = self.lexicon.sense(self.doc, at, Class::TimeArticle);
        let before = if article.is_some() { at.checked_sub(1) } else { Some(at) };
        if before.is_some_and(|at| self.lexicon.is(self.doc, at, Class::TimeExcept)) {
            return true;
        }
        let article = article.is_some_and(|sense| sense.has(flag::DAY));
        let of =
            part && self.lexicon.sense(self.doc, at, Class::TimeOf).is_some_and(|sense| sense.has(flag::DAY));
        (article || of) && !self.stands_alone() && !matches!(self.tense(), Tense::Past | Tense::Since)
    }

    /// Whether two commas part the expression from the year that was told before it.
    pub(super) const fn is_apart(&self) -> bool {
        self.year_apart
    }

    /// Whether an hour is part of the expression, or follows it soon; unknown where no accents tell participles.
    pub(super) fn has_hour(&self) -> bool {
        const SOON: usize = 4;
        if !self.doc.is_accented() {
            return false;
        }
        let tokens = self.doc.tokens();
        let hour = |i: usize| tokens[i].is_number() && self.lexicon.is(self.doc, i + 1, Class::TimeHour);
        (self.first..tokens.len().min(self.end + SOON))
            .take_while(|&i| i < self.end || !tokens[i].starts_sentence())
            .any(hour)
    }

    /// Whether the expression makes up its whole line or the head of one: a heading, a line of a programme.
    pub(super) fn stands_alone(&self) -> bool {
        let tokens = self.doc.tokens();
        let ends = |at: usize| at >= tokens.len() || self.doc.gap(at) >= Gap::Line;
        let opens = self.first == 0
            || self.doc.gap(self.first) >= Gap::Line
            || (self.first == 1 || self.first > 1 && self.doc.gap(self.first - 1) >= Gap::Line)
                && self.lexicon.is(self.doc, self.first - 1, Class::TimeArticle);
        // `Samedi. Lure : loto`
        let told = self.doc.is_mark(self.end, ".") || self.doc.is_mark(self.end, ":");
        opens && (ends(self.end) || told)
    }

    /// The day from which bare days are counted: the start of the range in hand, else the document's date.
    pub(super) const fn origin(&self) -> Option<Date> {
        match self.after {
            Some(date) => Some(date),
            None => self.date,
        }
    }

    /// The document's time of day, where it is known.
    pub(super) const fn time(&self) -> Option<crate::Time> {
        self.doc.time()
    }

    /// Resolves the end of a range that begins with `from`.
    pub(super) fn after<T>(&mut self, from: &TimeValue, resolve: impl FnOnce(&mut Self) -> T) -> T {
        self.after = from.days.map(|(first, _)| first);
        let found = resolve(self);
        self.after = None;
        found
    }

    /// First day and length of the anchor.
    pub(super) fn anchor(&self, anchor: Anchor) -> Option<Date> {
        match anchor {
            Anchor::Document => self.date,
            Anchor::Last => self.last.map(|(first, _)| first).or(self.date),
        }
    }

    /// The last hour mentioned, where no other day was mentioned since.
    pub(super) fn last_moment(&self) -> Option<jiff::civil::DateTime> {
        self.last_hour.filter(|hour| self.last_day.is_none_or(|day| day == hour.date()))
    }

    /// Whether a habit follows the hours in hand: `de 9 h à 18 h du lundi au vendredi`.
    pub(super) fn leads_habit(&self) -> bool {
        let of = self.lexicon.sense(self.doc, self.end, Class::TimeOf);
        let from = of.is_some_and(|sense| sense.has(flag::DAY))
            && self.lexicon.is(self.doc, self.end + 1, Class::Weekday)
            && self.lexicon.is(self.doc, self.end + 2, Class::TimeTo);
        from || self.lexicon.phrase(self.doc, self.end, Class::TimeEvery).is_some()
    }

    /// Whether `depuis` or `jusqu'` bounds the year in hand: it tells nothing of the days beside it.
    fn is_bounded(&self) -> bool {
        (1..=3).filter_map(|back| self.first.checked_sub(back)).any(|at| {
            let sense = self.lexicon.sense(self.doc, at, Class::Tense);
            sense.is_some_and(|sense| sense.has(flag::SOFT))
                && self.lexicon.is(self.doc, at, Class::TimeMonthCue)
        })
    }

    /// The last day mentioned, else the document's.
    pub(super) fn last_day(&self) -> Option<Date> {
        self.last_day.or(self.date)
    }

    /// The year of the last date mentioned, else the document's.
    pub(super) fn last_year(&self) -> Option<i16> {
        self.anchor(Anchor::Last).map(Date::year)
    }

    /// A year told in the same sentence, for the days beside it.
    pub(super) const fn told_year(&self) -> Option<i16> {
        self.sentence_year
    }

    /// The day that a bare hour belongs to; after a night (`dans la nuit de lundi à mardi, vers 3h30`) an early
    /// hour is of the day that the night leads to.
    pub(super) fn day_of_hour(&self, hour: Option<i8>) -> Option<TimeValue> {
        let past_midnight = self.sentence_night && hour.is_some_and(|hour| hour < 12);
        match self.sentence_day {
            Some(Some(day)) if past_midnight => value::plus_days(day, 1).map(value::day),
            Some(day) => day.map(value::day),
            None => self.origin().map(value::day),
        }
    }

    /// Hours after a set belong to no one day.
    pub(super) const fn forget_day(&mut self) {
        self.sentence_day = Some(None);
    }

    /// Keeps what was resolved as the last date mentioned.
    pub(super) fn remember(&mut self, value: &TimeValue, when: &When) {
        let Some((first, last)) = value.days else { return };
        if value.kind == DateKind::Time
            && let Some((_, hour)) = value.value.split_once('T')
            && let Some(time) = value::time(hour)
        {
            self.last_hour = Some(first.to_datetime(time));
        }
        if matches!(value.kind, DateKind::Day | DateKind::Time) && first == last {
            if !matches!(when, When::Open) || self.sentence_day.is_none() {
                self.last_day = Some(first);
            }
            if !matches!(when, When::Open) || self.sentence_day.is_none() {
                self.sentence_night = value.value.ends_with("TNI");
                self.sentence_day = Some(Some(first));
            }
        }
        if let When::Calendar(calendar) = when
            && matches!(calendar.year, Year::Full(_))
            && !self.is_bounded()
        {
            self.sentence_year = Some(first.year());
        }
        if !matches!(when, When::Open) {
            self.last = Some((first, last));
        }
    }
}
