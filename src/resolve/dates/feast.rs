//! Feasts: fixed, movable with Easter, or the n-th weekday of a month.

use super::value::plus_days;
use crate::Date;

/// Easter Sunday of a Gregorian year (the anonymous algorithm: Meeus, Astronomical Algorithms, ch. 8).
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// The day of a feast by its rule (`12-25`, `easter+1`, `06-7-3`: the third Sunday of June) in a year.
pub(super) fn day(rule: &str, year: i16) -> Option<Date> {
    if let Some(days) = rule.strip_prefix("easter") {
        return plus_days(easter(year)?, days.parse().ok()?);
    }
    match rule {
        // the last Sunday of May, a week later where that is Pentecost
        "mothers" => {
            let last = nth_weekday(year, 5, 7, -1)?;
            if last == plus_days(easter(year)?, 49)? { plus_days(last, 7) } else { Some(last) }
        }
        "black-friday" => plus_days(nth_weekday(year, 11, 4, 4)?, 1),
        _ => {
            let mut parts = rule.split('-').map(|part| part.parse::<i8>().ok());
            let (month, second) = (parts.next()??, parts.next()??);
            match parts.next() {
                Some(number) => nth_weekday(year, month, second, number?),
                None => Date::new(year, month, second).ok(),
            }
        }
    }
}

/// The n-th (negative: from the end) weekday (1 Monday) of a month.
pub(super) fn nth_weekday(year: i16, month: i8, weekday: i8, number: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    let from = if number > 0 { first } else { first.last_of_month() };
    let offset = i64::from(weekday - from.weekday().to_monday_one_offset());
    let days = if number > 0 {
        offset.rem_euclid(7) + 7 * i64::from(number - 1)
    } else {
        -(-offset).rem_euclid(7) + 7 * i64::from(number + 1)
    };
    plus_days(from, days).filter(|date| date.month() == month)
}
