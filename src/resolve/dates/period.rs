//! Weeks, months, seasons, centuries, feasts, offsets: which ones are meant.

use super::anchor::Context;
use super::choose::{self, Few};
use super::tense::Tense;
use super::{feast, value};
use crate::find::dates::expr::{Anchor, Item, Length, Step, Unit, When, Year};
use crate::{Date, DateKind, TimeValue};

impl Context<'_, '_> {
    /// What is meant, without part of day and hour.
    pub(super) fn when(&mut self, when: &When) -> Option<TimeValue> {
        match when {
            When::Open => self.day_of_hour(None),
            When::Calendar(calendar) => self.calendar(calendar),
            When::Deictic(days) => self.shifted(self.date, i64::from(*days)),
            When::Anaphoric(days, None) => self.shifted(self.last_day(), i64::from(*days)),
            When::Anaphoric(days, Some(point)) => {
                let base = self.when(&point.when)?;
                self.shifted(base.days.map(|(first, _)| first), i64::from(*days))
            }
            When::Period { unit, step, anchor } => self.period(*unit, *step, *anchor),
            When::Fraction { unit, number, year, step } => self.fraction(*unit, *number, *year, *step),
            When::Decade(decade) => value::decade(self.full_decade(*decade)),
            When::Century(century) => value::century(*century),
            When::Holiday { rule, days, year, step } => self.holiday(rule, i64::from(*days), *year, *step),
            When::WeekOf(point) => match self.when(&point.when)?.days {
                Some((first, _)) => value::week(first),
                None => Some(value::open(DateKind::Week, "XXXX-WXX")),
            },
            When::WeekendOf(point) => match self.when(&point.when)?.days {
                Some((first, _)) => value::weekend(first),
                None => Some(value::open(DateKind::Week, "XXXX-WXX-WE")),
            },
            When::Week { number, year } => self.numbered_week(*number, *year),
            When::Offset { length, back, anchor } => self.offset(length, *back, *anchor),
            When::Nth { number, of, within } => self.nth(*number, *of, within),
        }
    }

    fn shifted(&self, from: Option<Date>, days: i64) -> Option<TimeValue> {
        match from {
            Some(date) => value::plus_days(date, days).map(value::day),
            None => Some(value::open(DateKind::Day, "XXXX-XX-XX")),
        }
    }

    fn period(&mut self, unit: Unit, step: i16, anchor: Anchor) -> Option<TimeValue> {
        let steps = i64::from(step);
        let Some(origin) = self.anchor(anchor) else {
            let (kind, text) = match unit {
                Unit::Week => (DateKind::Week, "XXXX-WXX"),
                Unit::Weekend => (DateKind::Week, "XXXX-WXX-WE"),
                Unit::Month => (DateKind::Month, "XXXX-XX"),
                Unit::Quarter => (DateKind::Quarter, "XXXX-QX"),
                Unit::Semester => (DateKind::Semester, "XXXX-HX"),
                Unit::Year => (DateKind::Year, "XXXX"),
                Unit::Decade => (DateKind::Decade, "XXX"),
                Unit::Century => (DateKind::Century, "XX"),
                _ => return None,
            };
            return Some(value::open(kind, text));
        };
        match unit {
            Unit::Week => value::week(value::plus_days(origin, 7 * steps)?),
            Unit::Weekend => value::weekend(self.weekend(origin, step)?),
            Unit::Month => {
                let date = value::plus_months(origin.first_of_month(), steps)?;
                value::month(date.year(), date.month())
            }
            Unit::Quarter | Unit::Semester => {
                let months = if unit == Unit::Quarter { 3 } else { 6 };
                let date = value::plus_months(origin.first_of_month(), steps * months)?;
                value::fraction(unit, (date.month() - 1) / i8::try_from(months).ok()? + 1, date.year())
            }
            Unit::Year => value::year(origin.year().checked_add(step)?),
            Unit::Decade => value::decade((origin.year() / 10).checked_add(step)?),
            Unit::Century => value::century(((origin.year() - 1) / 100 + 1).checked_add(step)?),
            _ => None,
        }
    }

    /// A day of the weekend meant: the one before where the sentence looks back from the week's start.
    fn weekend(&mut self, origin: Date, step: i16) -> Option<Date> {
        let today = origin.weekday().to_monday_one_offset();
        let back = step == 0 && today <= 3 && matches!(self.tense(), Tense::Past | Tense::Since);
        let weeks = match step {
            1 if today <= 4 => 0,
            _ if back => -1,
            step => i64::from(step),
        };
        value::plus_days(origin, 7 * weeks)
    }

    fn fraction(&mut self, unit: Unit, number: i8, year: Year, step: Step) -> Option<TimeValue> {
        if let Some(year) = self.year(year) {
            return value::fraction(unit, number, year);
        }
        let Some(origin) = self.origin().filter(|_| year == Year::None) else {
            let kept = value::fraction(unit, number, 2000)?;
            return Some(value::open(kept.kind, kept.value.replace("2000", "XXXX")));
        };
        let days: Few = (-2..=2)
            .filter_map(|step| value::fraction_days(unit, number, origin.year().checked_add(step)?))
            .collect();
        let current = unit != Unit::Season && step == Step::None && self.tense() == Tense::None;
        let chosen = if current {
            days.iter().copied().find(|days| days.0.year() == origin.year())?
        } else {
            choose::choose(&days, origin, step, || self.tense())?
        };
        value::fraction(unit, number, chosen.0.year())
    }

    /// The decade with its century: `années 60` are the sixties last past.
    fn full_decade(&self, decade: i16) -> i16 {
        if decade >= 10 {
            return decade;
        }
        let current = self.date.map_or(202, |date| date.year() / 10);
        let same = current - current.rem_euclid(10) + decade;
        if same >= current { same - 10 } else { same }
    }

    fn holiday(&mut self, rule: &str, days: i64, year: Year, step: Step) -> Option<TimeValue> {
        let told = self.year(year).or_else(|| self.told_year().filter(|_| self.date.is_none()));
        if rule == "year" || rule == "chinese" {
            let year = told.or_else(|| self.date.map(Date::year));
            return year.map_or_else(|| Some(value::open(DateKind::Year, "XXXX")), value::year);
        }
        let day = |year| value::plus_days(feast::day(rule, year)?, days);
        if let Some(year) = told {
            return day(year).map(value::day);
        }
        let Some(origin) = self.origin() else {
            let fixed = rule.len() == 5 && rule.as_bytes().get(2) == Some(&b'-');
            let text = if fixed { format!("XXXX-{rule}") } else { "XXXX-XX-XX".to_owned() };
            return Some(value::open(DateKind::Day, text));
        };
        let candidates: Few = (-2..=2)
            .filter_map(|step| day(origin.year().checked_add(step)?))
            .map(|date| (date, date))
            .collect();
        Some(value::day(choose::choose(&candidates, origin, step, || self.tense())?.0))
    }

    fn numbered_week(&mut self, number: i8, year: Year) -> Option<TimeValue> {
        let Some(year) = self.year(year).or_else(|| self.date.map(Date::year)) else {
            return Some(value::open(DateKind::Week, format!("XXXX-W{number:02}")));
        };
        let first = jiff::civil::ISOWeekDate::new(year, number, jiff::civil::Weekday::Monday).ok()?;
        value::week(first.date())
    }

    /// A length before or after the anchor, as finely as the length is told.
    fn offset(&mut self, length: &Length, back: bool, anchor: Anchor) -> Option<TimeValue> {
        let day_like = length.unit < Unit::Week;
        let mut origin =
            if anchor == Anchor::Last && day_like { self.last_day() } else { self.anchor(anchor) };
        if let (Anchor::Last, Some(date), true) = (anchor, self.date, self.follows_another()) {
            // « janvier 2009, dix ans auparavant » says again what stands before it
            let again = shift(date, length, back).is_some_and(|shifted| {
                let last = self.anchor(Anchor::Last).filter(|last| *last != date);
                length.unit >= Unit::Year && last.is_some_and(|last| last.year() == shifted.year())
            });
            origin = if again { Some(date) } else { origin };
        }
        let Some(origin) = origin else {
            return Some(open_offset(length));
        };
        if length.unit < Unit::Day {
            return self.hours_away(origin, length, back, anchor);
        }
        let date = shift(origin, length, back)?;
        let by_days = length.rest.iter().flatten().any(|&(_, unit)| unit < Unit::Month);
        let exact = length.rest[0].is_none() && length.milli.is_multiple_of(1000);
        match length.unit {
            Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium if exact => value::year(date.year()),
            Unit::Year | Unit::Month | Unit::Quarter | Unit::Semester if !by_days => {
                value::month(date.year(), date.month())
            }
            Unit::Week if exact => value::week(date),
            _ => Some(value::day(date)),
        }
    }

    /// Hours, minutes and seconds from the document's time or the last hour told; from an unknown time only whole
    /// days count.
    fn hours_away(&self, origin: Date, length: &Length, back: bool, anchor: Anchor) -> Option<TimeValue> {
        let seconds = seconds(length)?;
        let signed = if back { -seconds } else { seconds };
        let told = if anchor == Anchor::Last { self.last_moment() } else { None };
        let Some(start) = told.or_else(|| Some(origin.to_datetime(self.time()?))) else {
            return value::plus_days(origin, signed / 86_400).map(value::day);
        };
        let moment = start.checked_add(jiff::Span::new().seconds(signed)).ok()?;
        let mut text = format!("{}T{:02}:{:02}", value::iso(moment.date()), moment.hour(), moment.minute());
        if seconds % 60 != 0 {
            text.push_str(&format!(":{:02}", moment.second()));
        }
        let day = value::known(DateKind::Time, text, moment.date(), moment.date());
        Some(day)
    }

    fn nth(&mut self, number: i8, of: Item, within: &When) -> Option<TimeValue> {
        let period = self.when(within)?;
        let Some((first, last)) = period.days else {
            return Some(value::open(DateKind::Day, format!("{}-XX", period.value)));
        };
        let from_end = number < 0;
        let steps = i64::from(number.unsigned_abs()) - 1;
        let found = match of {
            Item::Weekday(weekday) => {
                let date = first_weekday(weekday, first, last, from_end)?;
                value::day(value::plus_days(date, if from_end { -7 * steps } else { 7 * steps })?)
            }
            Item::Unit(Unit::Day) => value::day(value::plus_days(
                if from_end { last } else { first },
                if from_end { -steps } else { steps },
            )?),
            Item::Unit(Unit::Week) if from_end => {
                // the last week that ends in the period
                let sunday = first_weekday(7, first, last, true)?;
                value::week(value::plus_days(sunday, -7 * steps)?)?
            }
            Item::Unit(Unit::Week) => value::week(value::plus_days(first, 7 * steps)?)?,
            Item::Unit(Unit::Weekend) => {
                let date = first_weekday(6, first, last, from_end)?;
                value::weekend(value::plus_days(date, 7 * if from_end { -steps } else { steps })?)?
            }
            Item::Unit(Unit::Fortnight) => {
                let middle = value::plus_days(first, 14)?;
                let half = if number == 1 { (first, middle) } else { (value::plus_days(middle, 1)?, last) };
                let text = format!("{}/{}", value::iso(half.0), value::iso(half.1));
                value::known(DateKind::Interval, text, half.0, half.1)
            }
            Item::Unit(Unit::Month) => {
                let months = if from_end { -steps } else { steps };
                let start = if from_end { last.first_of_month() } else { first };
                let date = value::plus_months(start, months)?;
                value::month(date.year(), date.month())?
            }
            Item::Unit(_) => return None,
        };
        let inside = found.days.is_some_and(|(start, end)| start <= last && end >= first);
        inside.then_some(found)
    }
}

fn first_weekday(weekday: i8, first: Date, last: Date, from_end: bool) -> Option<Date> {
    let edge = if from_end { last } else { first };
    let offset = i64::from((weekday - edge.weekday().to_monday_one_offset()).rem_euclid(7));
    value::plus_days(edge, if from_end && offset > 0 { offset - 7 } else { offset })
}

/// The day so long before or after `date`.
fn shift(date: Date, length: &Length, back: bool) -> Option<Date> {
    let sign = if back { -1 } else { 1 };
    let milli = i64::try_from(length.milli).ok()?;
    let months = match length.unit {
        Unit::Month => milli / 1000,
        Unit::Quarter => milli * 3 / 1000,
        Unit::Semester => milli * 6 / 1000,
        Unit::Year => milli * 12 / 1000,
        Unit::Decade => milli.checked_mul(120)? / 1000,
        Unit::Century => milli.checked_mul(1200)? / 1000,
        Unit::Millennium => milli.checked_mul(12_000)? / 1000,
        _ => 0,
    };
    let days = match length.unit {
        Unit::Day | Unit::Night => milli / 1000,
        Unit::Weekend | Unit::Week => milli.checked_mul(7)? / 1000,
        Unit::Fortnight => milli.checked_mul(14)? / 1000,
        _ => 0,
    };
    let more = length.rest.iter().flatten().fold((0, 0), |(months, days), &(count, unit)| {
        let count = i64::from(count);
        match unit {
            Unit::Month => (months + count, days),
            Unit::Year => (months + count * 12, days),
            Unit::Week => (months, days + count * 7),
            Unit::Day => (months, days + count),
            _ => (months, days),
        }
    });
    let moved = value::plus_months(date, sign * (months + more.0))?;
    value::plus_days(moved, sign * (days + more.1))
}

fn seconds(length: &Length) -> Option<i64> {
    let of = |unit| match unit {
        Unit::Hour => 3600,
        Unit::Minute => 60,
        Unit::Second => 1,
        _ => 0,
    };
    let milli = i64::try_from(length.milli).ok()?;
    let rest: i64 = length.rest.iter().flatten().map(|&(count, unit)| i64::from(count) * of(unit)).sum();
    // far beyond any calendar
    let whole = milli.checked_mul(of(length.unit))? / 1000;
    (whole < 3_000_000_000).then_some(whole + rest)
}

fn open_offset(length: &Length) -> TimeValue {
    match length.unit {
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => value::open(DateKind::Year, "XXXX"),
        Unit::Month | Unit::Quarter | Unit::Semester => value::open(DateKind::Month, "XXXX-XX"),
        Unit::Week => value::open(DateKind::Week, "XXXX-WXX"),
        _ => value::open(DateKind::Day, "XXXX-XX-XX"),
    }
}
