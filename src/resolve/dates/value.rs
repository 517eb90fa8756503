//! Values: how days, periods and lengths are written (TIMEX3, ISO 8601) and which days they cover.

use crate::find::dates::expr::{Clock, Length, Part, Unit};
use crate::{Date, DateKind, Modifier, TimeValue};

/// The value of days that are known.
pub(super) fn known(kind: DateKind, value: String, first: Date, last: Date) -> TimeValue {
    TimeValue { kind, value, days: Some((first, last)), modifier: Modifier::None }
}

/// A value whose days are not known.
pub(super) fn open(kind: DateKind, value: impl Into<String>) -> TimeValue {
    TimeValue { kind, value: value.into(), days: None, modifier: Modifier::None }
}

pub(super) fn day(date: Date) -> TimeValue {
    known(DateKind::Day, iso(date), date, date)
}

pub(super) fn iso(date: Date) -> String {
    let mut text = String::with_capacity(16);
    let year = date.year().unsigned_abs();
    let digit = |number: u16, of: u16| b'0' + (number / of % 10) as u8;
    let [month, day] = [date.month(), date.day()].map(|part| u16::from(part.unsigned_abs()));
    let [a, b, c, d] = [1000, 100, 10, 1].map(|of| digit(year, of));
    let all = [a, b, c, d, b'-', digit(month, 10), digit(month, 1), b'-', digit(day, 10), digit(day, 1)];
    if date.year() < 0 {
        padded(&mut text, date.year().into(), 4);
    }
    let from = if date.year() < 0 { 4 } else { 0 };
    text.push_str(std::str::from_utf8(&all[from..]).unwrap_or_default());
    text
}

/// The time of day that `14:30` or `14:30:05` tells.
pub(super) fn time(text: &str) -> Option<crate::Time> {
    let mut parts = text.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    crate::Time::new(hour, minute, parts.next().unwrap_or(Some(0))?, 0).ok()
}

/// Appends a number with at least so many digits, as `{:04}` does but without the machinery of formats:
/// every date is written so.
fn padded(text: &mut String, number: i64, least: usize) {
    let mut digits = [b'0'; 20];
    let (mut at, mut rest) = (digits.len(), number.unsigned_abs());
    let sign = usize::from(number < 0);
    while rest > 0 || digits.len() - at + sign < least {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    if number < 0 {
        text.push('-');
    }
    text.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}

pub(super) fn month(year: i16, month: i8) -> Option<TimeValue> {
    let first = Date::new(year, month, 1).ok()?;
    let mut text = String::with_capacity(8);
    padded(&mut text, year.into(), 4);
    text.push('-');
    padded(&mut text, month.into(), 2);
    Some(known(DateKind::Month, text, first, first.last_of_month()))
}

/// A year; below 1 one before Christ, counted from -1.
pub(super) fn year(year: i16) -> Option<TimeValue> {
    if year < 1 {
        return Some(open(DateKind::Year, format!("BC{:04}", -i32::from(year))));
    }
    let (first, last) = years(year, year)?;
    let mut text = String::with_capacity(4);
    padded(&mut text, year.into(), 4);
    Some(known(DateKind::Year, text, first, last))
}

fn years(first: i16, last: i16) -> Option<(Date, Date)> {
    Some((Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
}

pub(super) fn week(date: Date) -> Option<TimeValue> {
    let week = date.iso_week_date();
    let first = date.checked_sub(span_days(i64::from(date.weekday().to_monday_zero_offset()))).ok()?;
    let last = first.checked_add(span_days(6)).ok()?;
    Some(known(DateKind::Week, format!("{:04}-W{:02}", week.year(), week.week()), first, last))
}

pub(super) fn weekend(date: Date) -> Option<TimeValue> {
    let whole = week(date)?;
    let (first, last) = whole.days?;
    let saturday = first.checked_add(span_days(5)).ok()?;
    Some(known(DateKind::Week, format!("{}-WE", whole.value), saturday, last))
}

/// The n-th part of a year: quarter, semester or season.
pub(super) fn fraction(unit: Unit, number: i8, year: i16) -> Option<TimeValue> {
    let (first, last) = fraction_days(unit, number, year)?;
    let mut text = String::with_capacity(8);
    padded(&mut text, year.into(), 4);
    let (kind, letter) = match unit {
        Unit::Quarter => (DateKind::Quarter, 'Q'),
        Unit::Semester => (DateKind::Semester, 'H'),
        _ => {
            text.push('-');
            text.push_str(["SP", "SU", "FA", "WI"].get(usize::from(number.unsigned_abs()) - 1)?);
            return Some(known(DateKind::Season, text, first, last));
        }
    };
    text.push('-');
    text.push(letter);
    padded(&mut text, number.into(), 1);
    Some(known(kind, text, first, last))
}

/// The days of the n-th part of a year. A season is that of the days on which the astronomical one mostly
/// begins; a winter ends in the year after.
pub(super) fn fraction_days(unit: Unit, number: i8, year: i16) -> Option<(Date, Date)> {
    let months = match unit {
        Unit::Quarter => 3,
        Unit::Semester => 6,
        _ => return season(number, year),
    };
    let first = Date::new(year, (number - 1).checked_mul(months)? + 1, 1).ok()?;
    let last = Date::new(year, number.checked_mul(months)?, 1).ok()?.last_of_month();
    Some((first, last))
}

fn season(number: i8, year: i16) -> Option<(Date, Date)> {
    let date = |year, month, day| Date::new(year, month, day).ok();
    Some(match number {
        1 => (date(year, 3, 20)?, date(year, 6, 20)?),
        2 => (date(year, 6, 21)?, date(year, 9, 22)?),
        3 => (date(year, 9, 23)?, date(year, 12, 20)?),
        4 => (date(year, 12, 21)?, date(year.checked_add(1)?, 3, 19)?),
        _ => return None,
    })
}

/// Ten years: 198 for the 1980s.
pub(super) fn decade(decade: i16) -> Option<TimeValue> {
    let (first, last) = years(decade.checked_mul(10)?, decade.checked_mul(10)?.checked_add(9)?)?;
    Some(known(DateKind::Decade, format!("{decade:03}"), first, last))
}

/// A century counted from 1, negative before Christ.
pub(super) fn century(century: i16) -> Option<TimeValue> {
    if century < 0 {
        return Some(open(DateKind::Century, format!("BC{:02}", -century - 1)));
    }
    let (first, last) = years((century - 1).checked_mul(100)?.max(0) + 1, century.checked_mul(100)?)?;
    Some(known(DateKind::Century, format!("{:02}", century - 1), first, last))
}

pub(super) fn clock(clock: Clock) -> String {
    match clock.second {
        Some(second) => format!("T{:02}:{:02}:{second:02}", clock.hour, clock.minute),
        None => format!("T{:02}:{:02}", clock.hour, clock.minute),
    }
}

pub(super) const fn part(part: Part) -> &'static str {
    match part {
        Part::Morning => "TMO",
        Part::Afternoon => "TAF",
        Part::Evening => "TEV",
        Part::Night => "TNI",
        Part::Day => "",
    }
}

/// A length as an ISO 8601 duration; longer units than years in years, quarters in months.
pub(super) fn length(length: &Length) -> String {
    let (factor, letter, timed) = match length.unit {
        Unit::Second => (1, 'S', true),
        Unit::Minute => (1, 'M', true),
        Unit::Hour => (1, 'H', true),
        Unit::Day | Unit::Night => (1, 'D', false),
        Unit::Weekend => (2, 'D', false),
        Unit::Week => (1, 'W', false),
        Unit::Fortnight => (2, 'W', false),
        Unit::Month => (1, 'M', false),
        Unit::Quarter | Unit::Season => (3, 'M', false),
        Unit::Semester => (6, 'M', false),
        Unit::Year => (1, 'Y', false),
        Unit::Decade => (10, 'Y', false),
        Unit::Century => (100, 'Y', false),
        Unit::Millennium => (1000, 'Y', false),
    };
    let mut text = String::with_capacity(8);
    text.push_str(if timed { "PT" } else { "P" });
    decimal(&mut text, length.milli.saturating_mul(factor));
    text.push(letter);
    let mut timed = timed;
    for (count, unit) in length.rest.into_iter().flatten() {
        let (letter, rest_timed) = match unit {
            Unit::Second => ('S', true),
            Unit::Minute => ('M', true),
            Unit::Hour => ('H', true),
            Unit::Day => ('D', false),
            Unit::Week => ('W', false),
            Unit::Month => ('M', false),
            _ => ('Y', false),
        };
        if rest_timed && !timed {
            text.push('T');
            timed = true;
        }
        text.push_str(&format!("{count}{letter}"));
    }
    text
}

/// Appends thousandths as a decimal number without needless zeros.
fn decimal(text: &mut String, milli: u64) {
    padded(text, (milli / 1000) as i64, 1);
    let rest = (milli % 1000) as i64;
    if rest > 0 {
        text.push('.');
        padded(text, rest, 3);
        text.truncate(text.trim_end_matches('0').len());
    }
}

/// Days since 1 March of the year 0 (Howard Hinnant, chrono-compatible low-level date algorithms).
fn number(date: Date) -> i32 {
    let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    let year = year - i32::from(month < 3);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
}

/// Days from `first` to `last`.
pub(super) fn days_between(first: Date, last: Date) -> i64 {
    i64::from(number(last) - number(first))
}

pub(super) fn span_days(days: i64) -> jiff::Span {
    jiff::Span::new().days(days.clamp(-4_000_000, 4_000_000))
}

/// The day so many days from `date`.
pub(super) fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(span_days(days)).ok()
}

/// The day so many months from `date`, the last of its month where it has no such day.
pub(super) fn plus_months(date: Date, months: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().months(months.clamp(-120_000, 120_000))).ok()
}
