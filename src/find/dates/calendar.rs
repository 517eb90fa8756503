//! Days, weekdays and months as they are written out.

use super::expr::{Calendar, Step, Year};
use super::first::{CALENDARS, STEPS};
use super::parser::{Parser, Read, is_weak, step};
use crate::lang::{Class, flag, mask};

impl Parser<'_, '_> {
    /// A weekday at `i`, and whether it is an abbreviation that needs a day after it.
    fn weekday(&self, i: usize) -> Read<(i8, bool)> {
        let sense = self.word(i, Class::Weekday)?;
        let dotted = is_weak(sense) && self.mark(i + 1, ".") && self.is_glued(i + 1);
        Some(((i8::try_from(sense.number).ok()?, is_weak(sense)), if dotted { i + 2 } else { i + 1 }))
    }

    /// A month at `i`, and whether the word needs a neighbour to mean one.
    pub(super) fn month(&self, i: usize) -> Read<(i8, bool)> {
        let sense = self.word(i, Class::Month)?;
        Some(((i8::try_from(sense.number).ok()?, is_weak(sense)), i + 1))
    }

    /// The year after a month at `i`: `2019`, `. 2019`, `, 2019`, `74`, `de l'an dernier`.
    fn year_of_month(&self, i: usize) -> Read<Year> {
        let mut at = i;
        let dashed = self.is_dash(at) && self.is_glued(at + 1);
        if self.is_glued(at) && (self.mark(at, ".") || self.mark(at, ",") || dashed) {
            at += 1;
        }
        if let Some((year, end)) = self.year(at) {
            let counted = at > i && self.mark(i, ",") && !self.may_follow_number(end);
            return (!counted).then_some((Year::Full(year), end));
        }
        if let Some((year, end)) = self.year_in_words(i) {
            return Some((Year::Full(year), end));
        }
        if let Some(after) = self.past_of(i) {
            if let Some((year, end)) = self.year(after) {
                return Some((Year::Full(year), end));
            }
            return self.relative_year(after);
        }
        if self.word(i, Class::TimeDemonstrative).is_some() {
            return self.relative_year(i);
        }
        let short = self.digits(at, 2, 2).filter(|_| at == i && self.ends_clause(at + 1))?;
        Some((Year::Short(i8::try_from(short).ok()?), at + 1))
    }

    /// `cette année`, `an dernier`, `année suivante` at `i`.
    pub(super) fn relative_year(&self, i: usize) -> Read<Year> {
        let this = self.is(i, Class::TimeDemonstrative);
        let noun = if this { i + 1 } else { i };
        let unit = self.word(noun, Class::TimeUnit)?;
        if unit.text != "year" {
            return None;
        }
        match self.phrase(noun + 1, Class::TimeShift) {
            Some((sense, end)) => match step(sense) {
                Step::Last => Some((Year::Relative(-1), end)),
                Step::Next => Some((Year::Relative(1), end)),
                Step::Before => Some((Year::Anaphoric(-1), end)),
                Step::After => Some((Year::Anaphoric(1), end)),
                Step::This => Some((Year::Relative(0), end)),
                _ => None,
            },
            None => this.then_some((Year::Relative(0), noun + 1)),
        }
    }

    /// Whether nothing that a number could count or join follows at `i`.
    pub(super) fn ends_clause(&self, i: usize) -> bool {
        if i >= self.limit {
            return true;
        }
        [",", ".", ";", ")", "!", "?", "»", "]", "…"].iter().any(|mark| self.mark(i, mark))
            && !(self.is_glued(i) && self.is_glued(i + 1) && self.is_number(i + 1))
    }

    /// Whether what follows a number at `i` leaves it a day or year: no unit, currency, noun or further digits.
    pub(super) fn may_follow_number(&self, i: usize) -> bool {
        if i >= self.limit {
            return true;
        }
        let token = self.doc.tokens()[i];
        if token.is_number() {
            return false;
        }
        if token.is_word() {
            return !(token.is_glued()
                || self.is(i, Class::TimeUnit)
                || self.is(i, Class::TimeHour)
                || self.is(i, Class::Month)
                || (self.is_plural(i) && !self.is(i, Class::TimePlain)));
        }
        let digits_follow = self.is_glued(i) && self.is_glued(i + 1) && self.is_number(i + 1);
        match self.doc.token_text(i) {
            "%" | "€" | "$" | "£" | "°" | "‰" | "²" => false,
            "," | "." | ":" | "/" | "-" | "’" | "'" => !digits_follow,
            _ => true,
        }
    }

    /// Day and month at `i`, with the year where one follows: `5 mai 2017`, `14-Juillet`, `1er janvier`.
    pub(super) fn day_month(&self, i: usize) -> Read<Calendar> {
        let (day, mut at) = if self.is_number(i) { self.day(i) } else { self.day_in_words(i) }?;
        // `14-Juillet`, not the station `Quatre-Septembre`
        if self.is_number(i) && self.doc.is_hyphen(at) && self.is_glued(at) && self.is_glued(at + 1) {
            at += 1;
        }
        let ((month, weak), end) = self.month(at)?;
        if weak && self.is_plural(end) {
            return None;
        }
        let mut calendar = Calendar { day: Some(day), month: Some(month), ..Calendar::default() };
        let end = self.finish_month(end, &mut calendar.year);
        Some((calendar, end))
    }

    fn finish_month(&self, at: usize, year: &mut Year) -> usize {
        match self.year_of_month(at) {
            Some((found, end)) => {
                *year = found;
                end
            }
            None => at,
        }
    }

    /// Weekday, day, month and year in any mix that names a day or month, with its demonstrative and adjective.
    pub(super) fn calendar(&self, i: usize) -> Read<Calendar> {
        if self.may(i, CALENDARS) || self.is_number(i) && self.month_may_follow(i) {
            self.calendar.or_read(i, self.limit, || self.read_calendar(i))
        } else {
            None
        }
    }

    fn read_calendar(&self, i: usize) -> Read<Calendar> {
        let (lead, mut at) = self.leading_step(i);
        let mut calendar = Calendar::default();
        let mut complete = true;
        if let Some(((weekday, weak), next)) = self.weekday(at) {
            calendar.weekday = Some(weekday);
            let day = self.day_of_weekday(next);
            if weak && day.is_none() && !self.fills_line(i, next) && self.clock_colon(next).is_none() {
                return None;
            }
            (calendar, at) = day
                .map_or((calendar, next), |(found, end)| (Calendar { weekday: Some(weekday), ..found }, end));
        } else if let Some((found, end)) = self.day_month(at) {
            (calendar, at) = (found, end);
        } else if let Some((found, end)) = self.month_day(at) {
            (calendar, at) = (found, end);
        } else {
            let ((month, weak), next) = self.month(at)?;
            if self.is_no_day(at) {
                return None;
            }
            calendar.month = Some(month);
            at = self.finish_month(next, &mut calendar.year);
            complete = !weak || calendar.year != Year::None || lead != Step::None;
        }
        if let Some((found, end)) = self.trailing_step(at, &calendar) {
            calendar.step = found;
            return Some((calendar, end));
        }
        if lead != Step::None {
            calendar.step = lead;
        }
        complete.then_some((calendar, at))
    }

    /// Whether a month may stand after the figures of a day at `i`.
    fn month_may_follow(&self, i: usize) -> bool {
        const AFTER: u128 = mask(&[Class::Month, Class::NumberOrdinalSuffix]);
        let next = self.doc.tokens().get(i + 1);
        next.is_some_and(|next| self.lexicon.classes(*next) & AFTER != 0) || self.doc.is_hyphen(i + 1)
    }

    /// `ce`, `cette`, `dernier`, `prochain` before the noun.
    pub(super) fn leading_step(&self, i: usize) -> (Step, usize) {
        if !self.may(i, STEPS) {
            return (Step::None, i);
        }
        if self.is(i, Class::TimeDemonstrative) {
            return (Step::This, i + 1);
        }
        match self.word(i, Class::TimeShift) {
            Some(sense) if sense.has(flag::LEADING) => (step(sense), i + 1),
            _ => (Step::None, i),
        }
    }

    /// `dernier`, `prochain`, `suivant`, `en huit`, `de la semaine prochaine` after a day or month.
    fn trailing_step(&self, i: usize, calendar: &Calendar) -> Read<Step> {
        if let Some((sense, end)) = self.phrase(i, Class::TimeShift) {
            let found = step(sense);
            let ahead = matches!(found, Step::Ahead(_));
            let wanted = !ahead || (calendar.weekday.is_some() && calendar.day.is_none());
            return (found != Step::This && wanted).then_some((found, end));
        }
        if calendar.weekday.is_none() || calendar.day.is_some() {
            return None;
        }
        let at = self.past_of(i).unwrap_or_else(|| self.skip_article(i));
        let this = self.is(at, Class::TimeDemonstrative);
        let noun = if this { at + 1 } else { at };
        self.word(noun, Class::TimeUnit).filter(|sense| sense.text == "week")?;
        match self.phrase(noun + 1, Class::TimeShift) {
            Some((sense, end)) => match step(sense) {
                Step::Last | Step::Before => Some((Step::OfWeek(-1), end)),
                Step::Next | Step::After => Some((Step::OfWeek(1), end)),
                _ => None,
            },
            None => this.then_some((Step::OfWeek(0), noun + 1)),
        }
    }

    /// The month before its day, as a capital or the year after it tells: `Novembre 19`, `mars 5, 1979`.
    fn month_day(&self, i: usize) -> Read<Calendar> {
        // date.month-day   yes: « mars 5, 1979 »   no: « en octobre 22 »
        let ((month, _), mut at) = self.month(i)?;
        if self.mark(at, ".") && self.is_glued(at) {
            at += 1;
        }
        // `Oct-2`
        let short = self.is_dash(at) && self.is_glued(at) && self.digits(at + 1, 1, 1).is_some();
        at += usize::from(short);
        let (day, end) = self.day(at).or_else(|| self.day_in_words(at))?;
        let calendar = Calendar { day: Some(day), month: Some(month), ..Calendar::default() };
        let past = if self.mark(end, ",") { end + 1 } else { self.skip_of(end) };
        if let Some((year, end)) = self.year(past).filter(|_| past > end) {
            return Some((Calendar { year: Year::Full(year), ..calendar }, end));
        }
        let token = self.doc.tokens()[i];
        let capital = token.is_capitalised() && !token.is_all_caps() && !token.starts_sentence();
        let joined = self.is_dash(end) || self.is(end, Class::TimeTo);
        (capital && (self.ends_clause(end) || joined)).then_some((calendar, end))
    }

    /// Whether a number that is no day stands right before the month at `i`: `32 août`.
    fn is_no_day(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1).filter(|_| self.same_line(i)) else { return false };
        let token = self.doc.tokens()[before];
        token.is_number() && token.span.len() < 3 && self.doc.token_text(before) > "31"
    }

    /// What follows a weekday: `5 mai 2017`, `, le 5 mai`, `12`.
    fn day_of_weekday(&self, i: usize) -> Read<Calendar> {
        let mut at = if self.mark(i, ",") { i + 1 } else { i };
        at = self.skip_article(at);
        if let Some(found) = self.day_month(at).or_else(|| self.month_day(at)) {
            return Some(found);
        }
        if self.mark(i, ",") {
            return None;
        }
        let (day, end) = self.day(at).or_else(|| self.day_in_words(at).filter(|_| at == i))?;
        // `mardi le 19`
        let alone =
            if at > i { self.ends_clause(end) } else { self.may_follow_number(end) && !self.mark(end, "/") };
        alone.then_some((Calendar { day: Some(day), ..Calendar::default() }, end))
    }
}
