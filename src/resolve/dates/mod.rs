//! Dates: from what was seen to days on the calendar.
//!
//! An expression is resolved from the document's date, the last date
//! mentioned, the tense of the nearest verb and a weekday that must fit. What
//! none of these decides stays open (`XXXX-08-10`).

mod anchor;
mod calendar;
mod choose;
mod feast;
mod period;
pub(crate) mod tense;
mod value;

use crate::find::TimeExpr;
use crate::find::dates::expr::{Every, Length, Part, Point, Recurring, Shape, Step, Unit, When};
use crate::lang::Lexicon;
use crate::{Candidate, DateKind, Document, Modifier, Reading, TimeValue};
use anchor::Context;
use tense::Tense;

/// One value for every date among `winners` (sorted by span), in their order; `None` rejects the candidate.
pub(crate) fn resolve(doc: &Document<'_>, winners: &[Candidate<'_>]) -> Vec<Option<TimeValue>> {
    let mut context = Context::new(doc, Lexicon::french());
    winners
        .iter()
        .filter_map(|candidate| match &candidate.reading {
            Reading::Date(expr) => Some((candidate, expr)),
            _ => None,
        })
        .map(|(candidate, expr)| {
            context.enter(candidate.span);
            let mut value = context.expression(expr)?;
            if expr.modifier != Modifier::None {
                value.modifier = expr.modifier;
            }
            Some(value)
        })
        .collect()
}

impl Context<'_, '_> {
    fn expression(&mut self, expr: &TimeExpr) -> Option<TimeValue> {
        match &expr.shape {
            Shape::Point(point) => {
                let value = self.point(point)?;
                self.remember(&value, &point.when);
                Some(value)
            }
            Shape::Interval(ends) => self.interval(&ends.0, &ends.1),
            Shape::Duration(first, last) => Some(duration(first, last.as_ref())),
            Shape::Set(every) => {
                self.forget_day();
                Some(set(every))
            }
        }
    }

    /// One point with its part of day and hour.
    fn point(&mut self, point: &Point) -> Option<TimeValue> {
        if let Some(weekday) = bare_weekday(&point.when)
            && self.is_usual(point.part.is_some())
        {
            self.forget_day();
            let day = value::open(DateKind::Set, format!("XXXX-WXX-{weekday}"));
            return Some(TimeValue { kind: DateKind::Set, ..hour(Some(day), point) });
        }
        if point.part.is_none() && point.clock.is_none() {
            return self.when(&point.when);
        }
        let base = match point.when {
            When::Open => self.day_of_hour(point.clock.map(|clock| clock.hour)),
            _ => Some(self.when(&point.when)?),
        };
        let base = if point.part == Some(Part::Night) { self.night_over(base, &point.when) } else { base };
        Some(hour(base, point))
    }

    /// A night that is told as past is over: on a Monday `la nuit de lundi à mardi` was a week ago.
    fn night_over(&mut self, base: Option<TimeValue>, when: &When) -> Option<TimeValue> {
        let bare = bare_weekday(when).is_some();
        let Some((day, _)) = base.as_ref().and_then(|base| base.days).filter(|_| bare) else { return base };
        if self.date == Some(day) && matches!(self.tense(), Tense::Past | Tense::Since) {
            return value::plus_days(day, -7).map(value::day);
        }
        base
    }

    fn interval(&mut self, first: &Point, last: &Point) -> Option<TimeValue> {
        if first.when == When::Open && first.clock.is_some() && self.leads_habit() {
            self.forget_day();
        }
        let from = self.point(first)?;
        let same = first.when == last.when;
        let to = if same {
            self.same_day(&from, first, last)?
        } else {
            self.after(&from, |context| context.point(last))?
        };
        let inverted = matches!((from.days, to.days), (Some((from, _)), Some((_, to))) if to < from);
        let to =
            if inverted { self.after(&from, |context| context.point(&without_weekday(last)))? } else { to };
        let days = match (from.days, to.days) {
            (Some((from, _)), Some((_, to))) if from <= to => Some((from, to)),
            (Some(_), Some(_)) => return None,
            _ => None,
        };
        if from.value == to.value {
            return Some(to);
        }
        let value = format!("{}/{}", from.value, to.value);
        self.remember(&to, &last.when);
        Some(TimeValue { kind: DateKind::Interval, value, days, modifier: Modifier::None })
    }

    /// The end of a stretch of hours: of the same day, or the next one past midnight.
    fn same_day(&mut self, from: &TimeValue, first: &Point, last: &Point) -> Option<TimeValue> {
        let backwards = match (first.clock, last.clock) {
            (Some(first), Some(last)) => (last.hour, last.minute) < (first.hour, first.minute),
            _ => false,
        };
        let day = from.days.map(|(day, _)| if backwards { value::plus_days(day, 1) } else { Some(day) });
        match day {
            Some(day) => Some(hour(Some(value::day(day?)), last)),
            None if first.when == When::Open => Some(hour(None, last)),
            None => self.point(last),
        }
    }
}

/// The weekday of a point that says nothing else of its day.
fn bare_weekday(when: &When) -> Option<i8> {
    match when {
        When::Calendar(calendar)
            if calendar.day.is_none() && calendar.month.is_none() && calendar.step == Step::None =>
        {
            calendar.weekday
        }
        _ => None,
    }
}

/// The point without its weekday, where that sent it to another year.
fn without_weekday(point: &Point) -> Point {
    let mut point = point.clone();
    if let When::Calendar(calendar) = &mut point.when
        && calendar.month.is_some()
    {
        calendar.weekday = None;
    }
    point
}

/// The value of a day with a part or hour; of the hour alone where the day is not known.
fn hour(base: Option<TimeValue>, point: &Point) -> TimeValue {
    let clock = point.clock.map(value::clock);
    let suffix = clock.as_deref().unwrap_or_else(|| point.part.map_or("", value::part));
    if suffix.is_empty() {
        return base.unwrap_or_else(|| value::open(DateKind::Day, "XXXX-XX-XX"));
    }
    match base {
        Some(day) => TimeValue { kind: DateKind::Time, value: day.value + suffix, ..day },
        None => value::open(DateKind::Time, suffix),
    }
}

fn duration(first: &Length, last: Option<&Length>) -> TimeValue {
    let text = match last {
        Some(last) => format!("{}/{}", value::length(first), value::length(last)),
        None => value::length(first),
    };
    value::open(DateKind::Duration, text)
}

fn set(every: &Every) -> TimeValue {
    let hour = every.clock.map(value::clock).unwrap_or_default();
    let part = every.part.map(value::part).unwrap_or_default();
    let suffix = if hour.is_empty() { part } else { &hour };
    let text = match every.what {
        Recurring::Weekday(first, None) => format!("XXXX-WXX-{first}{suffix}"),
        Recurring::Weekday(first, Some(last)) => format!("XXXX-WXX-{first}/XXXX-WXX-{last}"),
        Recurring::Calendar(calendar) => match calendar.day {
            Some(day) => format!("XXXX-{:02}-{day:02}", calendar.month.unwrap_or(1)),
            None => format!("XXXX-{:02}", calendar.month.unwrap_or(1)),
        },
        Recurring::Season(season) => {
            format!("XXXX-{}", ["SP", "SU", "FA", "WI"][usize::from(season.clamp(1, 4).unsigned_abs()) - 1])
        }
        Recurring::Day => format!("XXXX-XX-XX{suffix}"),
        Recurring::Period(Length { milli: 1000, unit: Unit::Day, rest: [None, ..] })
            if !suffix.is_empty() =>
        {
            format!("XXXX-XX-XX{suffix}")
        }
        Recurring::Period(length) => value::length(&length),
    };
    let until = every.until.map(|clock| text.replace(&hour, &value::clock(clock)));
    let text = until.map_or(text.clone(), |until| format!("{text}/{until}"));
    value::open(DateKind::Set, text)
}
