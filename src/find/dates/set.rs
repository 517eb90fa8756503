//! Recurring times: `tous les mardis`, `chaque année`, `deux fois par mois`.

use super::expr::{Clock, Every, Length, Part, Recurring, Step, Unit, When, Year};
use super::first::{LENGTHS, ORDINALS};
use super::parser::{Parser, Read, part, unit};
use crate::lang::{Class, flag};

impl Parser<'_, '_> {
    /// A recurring time at `i`.
    pub(super) fn every(&self, i: usize) -> Read<Every> {
        let number = if self.is_number(i) { self.counts_ahead(i) } else { self.may(i, LENGTHS | ORDINALS) };
        let (what, at) = self
            .each(i)
            .or_else(|| self.plural_weekday(i))
            .or_else(|| number.then(|| self.nth_of_month(i).or_else(|| self.rate(i))).flatten())?;
        let mut every = Every { what: what.0, part: what.1, clock: None, until: None };
        let mut end = at;
        if every.part.is_none()
            && !matches!(every.what, Recurring::Period(_) | Recurring::Season(_))
            && let Some(((part, _), after)) = self.part_of_day(end, true)
        {
            (every.part, end) = (Some(part), after);
        }
        if matches!(every.what, Recurring::Weekday(..) | Recurring::Day)
            || matches!(every.what, Recurring::Period(Length { milli: 1000, unit: Unit::Day, .. }))
        {
            end = self.hours_of_set(end, &mut every);
        }
        Some((every, end))
    }

    /// `à 18h`, `de 18h à 20h` after the days of a set.
    fn hours_of_set(&self, i: usize, every: &mut Every) -> usize {
        if let Some(((first, last), end)) = self.range(i) {
            let open = matches!((&first.when, &last.when), (When::Open, When::Open));
            if open && first.clock.is_some() {
                (every.clock, every.until) = (first.clock, last.clock);
                return end;
            }
        }
        let at = if self.is(i, Class::TimeAt) { i + 1 } else { i };
        if let Some((hour, end)) = self.whole_hour(i, at) {
            every.clock = Some(Clock { hour, minute: 0, second: None });
            return end;
        }
        match self.clock(at) {
            Some((read, end)) if at > i || read.short || read.minutes => {
                every.clock = Some(read.clock);
                end
            }
            _ => i,
        }
    }

    fn each(&self, i: usize) -> Read<(Recurring, Option<Part>)> {
        // date.set   yes: « tous les mardis »   no: « tous les élus »
        let (_, at) = self.phrase(i, Class::TimeEvery)?;
        if let Some(sense) = self.word(at, Class::Weekday) {
            let weekday = i8::try_from(sense.number).ok()?;
            return Some(((Recurring::Weekday(weekday, None), None), at + 1));
        }
        if let Some((calendar, end)) = self.day_month(at) {
            return Some(((Recurring::Calendar(calendar), None), end));
        }
        if let Some(sense) = self.word(at, Class::TimeSeason) {
            return Some(((Recurring::Season(i8::try_from(sense.number).ok()?), None), at + 1));
        }
        if let Some((sense, end)) =
            self.phrase(at, Class::TimePart).filter(|(sense, _)| !sense.has(flag::WEAK))
        {
            return Some(((Recurring::Day, Some(part(sense))), end));
        }
        if let Some(((length, false), end)) = self.length(at) {
            return Some(((Recurring::Period(length), None), end));
        }
        let (sense, end) = self.phrase(at, Class::TimeUnit)?;
        if sense.has(flag::WEAK) {
            return None;
        }
        if unit(sense) == Unit::Month
            && let Some((month, end)) = self.past_of(end).and_then(|at| self.calendar(at))
            && month.day.is_none()
            && month.year == Year::None
        {
            return Some(((Recurring::Calendar(month), None), end));
        }
        Some(((Recurring::Period(Length::whole(1, unit(sense))), None), end))
    }

    /// `lundis`, `les mardis et jeudis`.
    fn plural_weekday(&self, i: usize) -> Read<(Recurring, Option<Part>)> {
        let sense = self.word(i, Class::Weekday).filter(|sense| sense.has(flag::PLURAL))?;
        let dated = self.day(i + 1).is_some();
        (!dated).then_some(((Recurring::Weekday(i8::try_from(sense.number).ok()?, None), None), i + 1))
    }

    /// `premier lundi du mois`, `dernier dimanche de chaque mois`.
    fn nth_of_month(&self, i: usize) -> Read<(Recurring, Option<Part>)> {
        let (_, at) = self.ordinal(i)?;
        let counted = self.is(at, Class::Weekday)
            || self.phrase(at, Class::TimeUnit).is_some_and(|(sense, _)| unit(sense) < Unit::Month);
        let end = self.phrase(at, Class::TimeUnit).map_or(at + 1, |(_, end)| end);
        let of = self.past_of(end).filter(|_| counted)?;
        let each = self.phrase(of, Class::TimeEvery).map(|(_, end)| end);
        let (sense, end) = self.phrase(each.unwrap_or(of), Class::TimeUnit)?;
        let unit = unit(sense);
        let stepped = self.phrase(end, Class::TimeShift).is_some();
        let fits = each.is_some() || (unit == Unit::Month && self.is(at, Class::Weekday));
        if !fits || stepped || self.past_of(end).is_some_and(|at| self.month(at).is_some()) {
            return None;
        }
        Some(((Recurring::Period(Length::whole(1, unit)), None), end))
    }

    /// `deux fois par mois`, `300 jours par an`, `35 heures par semaine`.
    fn rate(&self, i: usize) -> Read<(Recurring, Option<Part>)> {
        let end = match self.count(i) {
            Some((_, at)) if self.is(at, Class::TimeTimes) => at + 1,
            _ => self.length_range(i).map(|(_, end)| end).or_else(|| Some(self.length(i)?.1))?,
        };
        if !self.is(end, Class::TimePer) {
            return None;
        }
        let (sense, end) = self.phrase(end + 1, Class::TimeUnit)?;
        (!sense.has(flag::WEAK)).then_some(((Recurring::Period(Length::whole(1, unit(sense))), None), end))
    }

    /// Two bare weekdays of a range after `du`: a habit.
    pub(super) fn weekly(first: &When, last: &When) -> Option<Recurring> {
        let bare = |when: &When| match when {
            When::Calendar(calendar)
                if calendar.day.is_none() && calendar.month.is_none() && calendar.step == Step::None =>
            {
                calendar.weekday
            }
            _ => None,
        };
        Some(Recurring::Weekday(bare(first)?, Some(bare(last)?)))
    }
}
