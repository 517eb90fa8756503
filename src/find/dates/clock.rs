//! Clock times and parts of a day.

use super::expr::{Clock, Part, Unit};
use super::first::{AFTER_HOUR, CLOCKS, NOONS};
use super::parser::{Parser, Read, edge, is_weak, part, unit};
use crate::Modifier;
use crate::lang::Class;

/// A clock time as read, and how sure it is none of a length.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClockRead {
    pub(super) clock: Clock,
    /// Whether it can only be an hour of the day: `midi`, `15:30`, `9 heures du matin`.
    pub(super) sure: bool,
    /// Whether minutes are told.
    pub(super) minutes: bool,
    /// Whether the hour is written with a bare `h`.
    pub(super) short: bool,
}

impl Parser<'_, '_> {
    /// A clock time at `i`: `14h30`, `14 h`, `18 heures`, `midi et demi`, `15:30`, `8 h du soir`.
    #[inline]
    pub(super) fn clock(&self, i: usize) -> Read<ClockRead> {
        if (self.is_number(i) || self.may(i, CLOCKS)) && self.may_be_clock(i) {
            self.read_clock(i)
        } else {
            None
        }
    }

    fn read_clock(&self, i: usize) -> Read<ClockRead> {
        if let Some(found) = self.clock_of_part(i).or_else(|| self.clock_in_words(i)) {
            return Some(found);
        }
        let (mut read, mut at) = self.noon(i).or_else(|| self.clock_hours(i)).or_else(|| {
            let (clock, end) = self.clock_colon(i)?;
            Some((ClockRead { clock, sure: true, minutes: true, short: false }, end))
        })?;
        if let Some((shift, end)) = self.half_of_day(at, read.clock.hour) {
            read.clock.hour += shift;
            read.sure = true;
            at = end;
        }
        if self.is(at, Class::TimeSharp) {
            at += 1;
            read.sure = true;
        }
        Some((read, at))
    }

    /// Whether what stands at `i` and after its number lets it be an hour; cheap.
    fn may_be_clock(&self, i: usize) -> bool {
        let hour = |at| {
            self.may(at, AFTER_HOUR) || self.is_number(at) || self.mark(at, ":") || self.doc.is_hyphen(at)
        };
        self.may(i, NOONS) || self.count(i).is_some_and(|(_, at)| hour(at))
    }

    /// `dix-neuf trente` at the end of a clause.
    fn clock_in_words(&self, i: usize) -> Read<ClockRead> {
        if self.is_number(i) {
            return None;
        }
        let (count, at) = self.count(i).filter(|(count, _)| !count.article)?;
        let hour = small(count.integer()?, 23).filter(|&hour| hour > 0)?;
        let (minutes, end) = self.count(at).filter(|_| !self.is_number(at))?;
        let minute = small(minutes.integer()?, 59).filter(|minute| *minute >= 15 && minute % 5 == 0)?;
        let clock = Clock { hour, minute, second: None };
        let read = ClockRead { clock, sure: true, minutes: true, short: false };
        (self.ends_clause(end) && !self.doc.is_hyphen(at)).then_some((read, end))
    }

    /// `8 du matin`, `sept et demie du soir`, `cinq trente de l'après-midi`: hours that only the part of day shows.
    fn clock_of_part(&self, i: usize) -> Read<ClockRead> {
        let (count, at) = self.count(i)?;
        let hour = small(count.integer()?, 12)?;
        if self.is(at, Class::TimeHour) || (self.digits(i, 3, 9).is_some()) {
            return None;
        }
        let (minute, _, end) = self.spoken_minutes(at).unwrap_or((0, false, at));
        let spelt = minute > 0 && !self.is_number(i);
        let of = self.is(end, Class::TimeOf) || (spelt && self.is(end, Class::TimeInPart));
        let at = if of { self.skip_article(self.past_apostrophe(end + 1)) } else { end };
        let this = !of && self.is(at, Class::TimeDemonstrative);
        let (sense, after) = self.phrase(if this { at + 1 } else { at }, Class::TimePart)?;
        let part = part(sense);
        if !(of || this || (spelt && part != Part::Night))
            || part == Part::Day
            || part == Part::Night && !spelt
        {
            return None;
        }
        let late = part != Part::Morning && hour < 12;
        let clock = Clock { hour: if late { hour + 12 } else { hour }, minute, second: None };
        // the day of `8 ce soir` is read with the part of day
        let end = if this { end } else { after };
        (!this).then_some((ClockRead { clock, sure: true, minutes: true, short: false }, end))
    }

    /// `15:30`, `10:12:59`.
    pub(super) fn clock_colon(&self, i: usize) -> Read<Clock> {
        let hour = small(self.digits(i, 1, 2)?, 24)?;
        let colon = |at: usize| self.mark(at, ":") && self.is_glued(at) && self.is_glued(at + 1);
        if !colon(i + 1) || (i > 0 && self.is_glued(i) && self.doc.is_mark(i - 1, ":")) {
            return None;
        }
        let minute = small(self.digits(i + 2, 2, 2)?, 59)?;
        let second = if colon(i + 3) { Some(small(self.digits(i + 4, 2, 2)?, 59)?) } else { None };
        let end = if second.is_some() { i + 5 } else { i + 3 };
        let clock = Clock { hour, minute, second };
        self.may_follow_number(end)
            .then_some((clock, end))
            .or_else(|| self.doc.token_text(end).starts_with(['Z', 'T', '+']).then_some((clock, end)))
    }

    fn noon(&self, i: usize) -> Read<ClockRead> {
        let sense = self.word(i, Class::TimeNoon)?;
        let token = self.doc.tokens()[i];
        let name = token.is_capitalised() && !token.is_all_caps() && !token.starts_sentence();
        if name || self.doc.is_hyphen(i + 1) || (i > 0 && self.doc.is_hyphen(i - 1) && token.is_glued()) {
            return None;
        }
        let hour = i8::try_from(sense.number).ok()?;
        let (minute, back, end) = self.spoken_minutes(i + 1).unwrap_or((0, false, i + 1));
        let read = |clock, minutes| ClockRead { clock, sure: true, minutes, short: false };
        Some((read(clock_of(hour, minute, back)?, minute != 0), end))
    }

    fn clock_hours(&self, i: usize) -> Read<ClockRead> {
        let (count, at) = self.count(i)?;
        let hour = small(count.integer()?, 24)?;
        let word = self.word(at, Class::TimeHour)?;
        let short = word.form.len() == 1;
        let at = at + 1;
        if short && self.is_number(i) && self.doc.token_text(i).len() > 2 {
            return None;
        }
        let made = |minute, back, minutes| {
            Some(ClockRead { clock: clock_of(hour, minute, back)?, sure: false, minutes, short })
        };
        if let Some((minute, end)) = self.figure_minutes(at) {
            // `en 3 h 01 min`, but `à 3 h 01 min`, `8h10m00`
            let spelt = self.word(at + 1, Class::TimeMinute).is_some_and(|sense| sense.form.len() > 1);
            if spelt && !self.ends_before(i, Class::TimeAt) {
                return None;
            }
            return Some((made(minute, false, true)?, end));
        }
        // `12h12:99`
        if self.digits(at, 2, 2).is_some() && self.is_glued(at) && self.mark(at + 1, ":") {
            return None;
        }
        if let Some((minute, back, end)) = self.spoken_minutes(at) {
            return Some((ClockRead { sure: back, ..made(minute, back, true)? }, end));
        }
        Some((made(0, false, false)?, at))
    }

    /// `30`, `30 min`, `10m00s` after the hour.
    fn figure_minutes(&self, i: usize) -> Read<i8> {
        let minute = small(self.digits(i, 2, 2)?, 59)?;
        if self.mark(i + 1, "%") || (self.mark(i + 1, ":") && self.is_glued(i + 1)) {
            return None;
        }
        let mut at = i + 1;
        if self.is(at, Class::TimeMinute) {
            at += 1;
            if self.digits(at, 2, 2).is_some() && self.is_glued(at) {
                at += 1;
                if self.is(at, Class::TimeSecond) {
                    at += 1;
                }
            }
        } else if self.is(at, Class::TimeUnit) && !self.is_glued(i) {
            return None;
        }
        Some((minute, at))
    }

    /// `et quart`, `et demie`, `trois quarts`, `moins le quart`, `moins dix`, `quinze` after the hour.
    fn spoken_minutes(&self, i: usize) -> Option<(i8, bool, usize)> {
        if let Some(sense) = self.word(i, Class::TimeAnd) {
            let at = if sense.text == "and" { i + 1 } else { i };
            if self.is(at, Class::NumberHalf) {
                return Some((30, false, at + 1));
            }
            return self.is(at, Class::TimeQuarter).then_some((15, false, at + 1));
        }
        if self.is(i, Class::TimeMinus) {
            let at = self.skip_article(i + 1);
            if self.is(at, Class::TimeQuarter) {
                return Some((15, true, at + 1));
            }
            let (count, end) = self.count(at)?;
            return Some((small(count.integer()?, 59)?, true, end));
        }
        let (count, end) = self.count(i)?;
        if self.is(end, Class::TimeQuarter) {
            return (count.integer() == Some(3)).then_some((45, false, end + 1));
        }
        let minute = small(count.integer()?, 59)?;
        (!self.is_number(i) && self.may_follow_number(end)).then_some((minute, false, end))
    }

    /// `du matin`, `du soir`, `de l'après-midi`, `pm`, `p.m.` after an hour: what to add to it.
    fn half_of_day(&self, i: usize, hour: i8) -> Read<i8> {
        let dotted = || {
            let sense = self.word(i, Class::TimeHalfDay)?;
            let marks = self.mark(i + 1, ".") && self.is(i + 2, Class::TimeMinute) && self.mark(i + 3, ".");
            marks.then_some((sense, i + 4))
        };
        let written = self.phrase(i, Class::TimeHalfDay).filter(|(sense, _)| !is_weak(sense));
        if let Some((sense, end)) = written.or_else(dotted) {
            return Some((if sense.number > 0 && hour < 12 { 12 } else { 0 }, end));
        }
        let at = self.past_of(i)?;
        let (sense, end) = self.phrase(at, Class::TimePart)?;
        let late = matches!(part(sense), Part::Afternoon | Part::Evening) && hour < 12;
        Some((if late { 12 } else { 0 }, end))
    }

    /// A part of the day at `i`: `matin`, `au soir`, `dans la nuit`, `en début de soirée`.
    pub(super) fn part_of_day(&self, i: usize, joined: bool) -> Read<(Part, Modifier)> {
        let mut at = i;
        while at < i + 3 && self.is(at, Class::TimeEdgeAdverb) {
            at += 1;
        }
        if self.is(at, Class::TimeInPart) {
            at += 1;
        }
        at = self.skip_article(at);
        let mut modifier = Modifier::None;
        if let Some(sense) = self.word(at, Class::TimeEdge) {
            modifier = edge(sense);
            at = self.skip_article(self.skip_of(at + 1));
        }
        let (sense, end) = self.phrase(at, Class::TimePart)?;
        // `lundi matin`, not `lundi la journée`
        let fits = !is_weak(sense) || modifier != Modifier::None || !joined;
        fits.then_some(((part(sense), modifier), end))
    }

    /// Whether a length of the same spelling is meant rather than an hour: `1 h 15` after `mettre`, `en`, `de`.
    pub(super) fn reads_as_hour(&self, i: usize, end: usize, read: ClockRead) -> bool {
        if read.sure {
            return true;
        }
        let at = self.before_article(i);
        if self.ends_before(at, Class::TimeMore) || self.ends_before(at, Class::TimeLess) {
            return false;
        }
        let unit_follows = self.word(end, Class::TimeUnit).is_some_and(|sense| unit(sense) < Unit::Day);
        if unit_follows || read.clock.hour == 24 {
            return false;
        }
        let approx = self.form_start(at, Class::TimeApprox);
        let led = self.ends_before(at, Class::TimeAt) || self.ends_before(approx, Class::TimeAt);
        if self.of_follows(end) {
            // `partis à 14 heures de la place`, but `à deux heures de la capitale`
            let place = self.is(end + 1, Class::TimeArticle)
                || !self.is(end + 1, Class::TimeOf) && self.is(end, Class::TimeDay);
            return led && place && read.clock.hour >= 8;
        }
        if led || self.listed_at(i) {
            return true;
        }
        let alone = i == 0 || self.doc.gap(i) >= crate::text::Gap::Line;
        let after_mark =
            i > 0 && !self.doc.tokens()[i - 1].is_word() && !self.doc.tokens()[i - 1].is_number();
        if read.minutes || read.short {
            let padded = self.doc.token_text(i).len() == 2 && read.clock.hour > 0;
            let lasting = self.follows(i, Class::TimeLasting).is_some();
            return !lasting && (padded || (read.minutes && (alone || after_mark)));
        }
        false
    }

    /// `de` and a noun: the hours are a measure (`18 heures de travail`).
    fn of_follows(&self, i: usize) -> bool {
        self.word(i, Class::TimeOf).is_some_and(|_| {
            self.past_of(i).is_some_and(|at| self.phrase(at, Class::TimePart).is_none())
                && self.doc.tokens().get(i + 1).is_some_and(|token| !token.is_capitalised())
                && !self.is(i, Class::TimeDay)
        })
    }

    /// Whether an enumeration of times ends right before token `i`: `à 14h et 16h`.
    pub(super) fn listed_at(&self, i: usize) -> bool {
        self.listed > 0
            && self.listed + 1 == i
            && (self.doc.is_mark(i - 1, ",") || self.lexicon.is(self.doc, i - 1, Class::TimeAnd))
    }
}

fn clock_of(hour: i8, minute: i8, back: bool) -> Option<Clock> {
    if !back || minute == 0 {
        return Some(Clock { hour, minute, second: None });
    }
    let hour = if hour == 0 { 23 } else { hour - 1 };
    Some(Clock { hour, minute: 60 - minute, second: None })
}

fn small(value: i32, max: i8) -> Option<i8> {
    i8::try_from(value).ok().filter(|value| (0..=max).contains(value))
}
