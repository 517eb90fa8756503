//! Days, weekdays, months and years: which one is meant.

use super::anchor::Context;
use super::choose::{self, Few};
use super::tense::Tense;
use super::value;
use crate::find::dates::expr::{Calendar, Step, Year};
use crate::{Date, DateKind, TimeValue};

/// Years on either side in which a day is looked for; 29 February needs more than one.
const REACH: i16 = 4;

/// Days within which a date of the document's own year is more likely than one of a year told afar.
const RECENT: i64 = 31;

impl Context<'_, '_> {
    /// The year that is said, if one is; two digits are taken as close to the document's as they fit.
    pub(super) fn year(&self, year: Year) -> Option<i16> {
        match year {
            Year::None => None,
            Year::Full(year) => Some(year),
            Year::Short(short) => {
                let current = self.date?.year();
                let year = current - current.rem_euclid(100) + i16::from(short);
                Some(if year > current + 15 { year - 100 } else { year })
            }
            Year::Relative(step) => self.date?.year().checked_add(i16::from(step)),
            Year::Anaphoric(step) => self.last_year()?.checked_add(i16::from(step)),
        }
    }

    pub(super) fn calendar(&mut self, calendar: &Calendar) -> Option<TimeValue> {
        match (calendar.day, calendar.month) {
            (Some(day), Some(month)) => self.day_month(calendar, day, month),
            (None, Some(month)) => self.month(calendar, month),
            (Some(day), None) => self.day_alone(calendar, day),
            (None, None) => match calendar.weekday {
                Some(weekday) => self.weekday(weekday, calendar.step),
                None => match self.year(calendar.year) {
                    Some(year) => value::year(year),
                    None => Some(value::open(DateKind::Year, "XXXX")),
                },
            },
        }
    }

    fn day_month(&mut self, calendar: &Calendar, day: i8, month: i8) -> Option<TimeValue> {
        if calendar.year != Year::None {
            return match self.year(calendar.year) {
                Some(year) => Some(value::day(Date::new(year, month, day).ok()?)),
                None => Some(value::open(
                    DateKind::Day,
                    format!("{}-{month:02}-{day:02}", unknown(calendar.year)),
                )),
            };
        }
        // a leap year tells whether the day exists at all
        Date::new(2000, month, day).ok()?;
        let open = || value::open(DateKind::Day, format!("XXXX-{month:02}-{day:02}"));
        let Some(origin) = self.origin() else {
            let told = self.told_year().and_then(|year| Date::new(year, month, day).ok());
            return Some(told.map_or_else(open, value::day));
        };
        let fits = |date: &Date| {
            calendar.weekday.is_none_or(|weekday| date.weekday().to_monday_one_offset() == weekday)
        };
        if let Some(date) = self.in_told_year(origin, calendar, month, day).filter(fits) {
            return Some(value::day(date));
        }
        let reach = if (month, day) == (2, 29) { REACH } else { 1 };
        let all: Few = (-reach..=reach)
            .filter_map(|step| Date::new(origin.year().checked_add(step)?, month, day).ok())
            .map(|date| (date, date))
            .collect();
        let fitting: Few = all.iter().copied().filter(|(date, _)| fits(date)).collect();
        // no year around fits: a slip of the weekday is likelier than a day years away
        let candidates = if fitting.is_empty() { all } else { fitting };
        Some(value::day(choose::choose(&candidates, origin, calendar.step, || self.tense())?.0))
    }

    /// The day in the year told beside it, where the sentence looks back.
    fn in_told_year(&mut self, origin: Date, calendar: &Calendar, month: i8, day: i8) -> Option<Date> {
        let year = self.told_year().filter(|year| *year < origin.year() && calendar.step == Step::None)?;
        if self.is_led() || matches!(self.tense(), Tense::Future | Tense::Announced) {
            return None;
        }
        // « construit en 1967, il doit être vidé, dit l'arrêté du 24 janvier » is of two years
        let recent = Date::new(origin.year(), month, day)
            .is_ok_and(|date| date <= origin && value::days_between(date, origin) <= RECENT);
        if self.is_apart() && recent {
            return None;
        }
        Date::new(year, month, day).ok()
    }

    fn month(&mut self, calendar: &Calendar, month: i8) -> Option<TimeValue> {
        if !(1..=12).contains(&month) {
            return None;
        }
        if calendar.year != Year::None {
            return match self.year(calendar.year) {
                Some(year) => value::month(year, month),
                None => Some(value::open(DateKind::Month, format!("{}-{month:02}", unknown(calendar.year)))),
            };
        }
        let Some(origin) = self.origin() else {
            let told = self.told_year().and_then(|year| value::month(year, month));
            return told.or_else(|| Some(value::open(DateKind::Month, format!("XXXX-{month:02}"))));
        };
        if let Some(date) = self.in_told_year(origin, calendar, month, 1) {
            return value::month(date.year(), month);
        }
        let candidates: Few = (-2..=2)
            .filter_map(|step| {
                let first = Date::new(origin.year().checked_add(step)?, month, 1).ok()?;
                Some((first, first.last_of_month()))
            })
            .collect();
        let (first, _) = choose::choose(&candidates, origin, calendar.step, || self.tense())?;
        value::month(first.year(), month)
    }

    fn weekday(&mut self, weekday: i8, step: Step) -> Option<TimeValue> {
        let origin = match step {
            Step::Before | Step::After => self.last_day(),
            _ => self.origin(),
        };
        let Some(origin) = origin else {
            return Some(value::open(DateKind::Day, format!("XXXX-WXX-{weekday}")));
        };
        let tense = || match self.tense() {
            // a line of its own (`Lundi après-midi`) announces, an hour without a verb too (`Loto samedi à 14 h`)
            Tense::None if step == Step::None && (self.stands_alone() || self.has_hour()) => Tense::Future,
            tense => tense,
        };
        choose::weekday(weekday, origin, step, tense).map(value::day)
    }

    /// A day without month: of the last date's month or the document's, where the weekday fits.
    fn day_alone(&mut self, calendar: &Calendar, day: i8) -> Option<TimeValue> {
        let Some(origin) = self.origin() else {
            return Some(value::open(DateKind::Day, format!("XXXX-XX-{day:02}")));
        };
        if let Step::OfMonth(months) = calendar.step {
            let first = value::plus_months(self.date?.first_of_month(), i64::from(months))?;
            return Some(value::day(Date::new(first.year(), first.month(), day).ok()?));
        }
        let fits = |date: &Date| {
            calendar.weekday.is_none_or(|weekday| date.weekday().to_monday_one_offset() == weekday)
        };
        if let Some(last) = self.last_day() {
            let told = Date::new(last.year(), last.month(), day).ok().filter(fits);
            if let Some(date) = told.filter(|_| calendar.weekday.is_some() && calendar.step == Step::None) {
                return Some(value::day(date));
            }
        }
        let candidates: Few = (-13..=13_i32)
            .filter_map(|step| {
                let month = i32::from(origin.year()) * 12 + i32::from(origin.month()) - 1 + step;
                let year = i16::try_from(month.div_euclid(12)).ok()?;
                let of_year = i8::try_from(month.rem_euclid(12) + 1).ok()?;
                Date::new(year, of_year, day).ok().filter(fits).map(|date| (date, date))
            })
            .collect();
        Some(value::day(choose::choose(&candidates, origin, calendar.step, || self.tense())?.0))
    }
}

/// A year that is not known: its last two digits where they are told.
fn unknown(year: Year) -> String {
    match year {
        Year::Short(short) => format!("XX{short:02}"),
        _ => "XXXX".to_owned(),
    }
}
