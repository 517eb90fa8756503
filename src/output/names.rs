//! Canonical names of dates and amounts: `5 mai 2020`, `2 000 000 EUR`.

use super::labels::{self, label, label_with};
use crate::{DateKind, TimeValue};
use rust_decimal::Decimal;
use std::fmt::Write as _;

/// Appends a time in words; its bare value where it has no plainer name.
pub(crate) fn date_name(out: &mut String, time: &TimeValue) {
    let value = time.value.as_bytes();
    if value.len() == 4 && time.kind == DateKind::Year && value.iter().all(u8::is_ascii_digit) {
        return out.push_str(&time.value);
    }
    let start = out.len();
    if range(out, &time.value, time.kind).is_none() {
        out.truncate(start);
        out.push_str(&time.value);
    }
}

fn range(out: &mut String, value: &str, kind: DateKind) -> Option<()> {
    if kind == DateKind::Day && value.len() == 10 {
        // one day, by far the commonest
        return single(out, value, kind);
    }
    match value.split_once('/') {
        Some((from, to)) => {
            label_with(out, &["range"], |out, end| single(out, if end == 0 { from } else { to }, kind))
        }
        None => single(out, value, kind),
    }
}

fn single(out: &mut String, value: &str, kind: DateKind) -> Option<()> {
    if let Some((year, month, day)) = plain_day(value).filter(|_| kind == DateKind::Day) {
        return day_name(out, year, month, day);
    }
    if let Some(length) = value.strip_prefix('P') {
        return if kind == DateKind::Set { each(out, length) } else { duration(out, length) };
    }
    let named = |out: &mut String| match value.split_once('T') {
        Some((day, hour)) => moment(out, day, hour),
        None => calendar(out, value, kind),
    };
    if kind == DateKind::Set { label_with(out, &["each"], |out, _| named(out)) } else { named(out) }
}

fn moment(out: &mut String, day: &str, hour: &str) -> Option<()> {
    let part = !hour.starts_with(|c: char| c.is_ascii_digit());
    let time = |out: &mut String| {
        if part {
            return label(out, &["T", hour], &[]);
        }
        let (hours, rest) = hour.split_once(':').unwrap_or((hour, ""));
        let minutes = if rest == "00" { "" } else { rest };
        label(out, &["hour"], &[trimmed(hours)?, minutes])
    };
    if matches!(day, "" | "XXXX-XX-XX") {
        return time(out);
    }
    label_with(out, &[if part { "part" } else { "at" }], |out, index| match index {
        0 => calendar(out, day, DateKind::Day),
        _ => time(out),
    })
}

fn calendar(out: &mut String, value: &str, kind: DateKind) -> Option<()> {
    let mut parts = value.split('-');
    let year = parts.next()?;
    let (month, year) = match (parts.next(), parts.next()) {
        (None, _) => return years(out, year, kind),
        (Some(week), rest) if week.starts_with('W') => return weekly(out, year, &week[1..], rest),
        (Some(month), Some(day)) => return day_name(out, year, month, day),
        (Some(part), None) => match labels::month(part) {
            Some(month) => (month, year),
            None if year == "XXXX" => return None,
            None => return label(out, &[part], &[year]),
        },
    };
    out.push_str(month);
    if year != "XXXX" {
        out.push(' ');
        out.push_str(year);
    }
    Some(())
}

/// Year, month and day of a value like `2020-05-05`, by far the commonest.
fn plain_day(value: &str) -> Option<(&str, &str, &str)> {
    let bytes = value.as_bytes();
    let plain = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' && bytes[5] != b'W';
    if plain { Some((value.get(..4)?, value.get(5..7)?, value.get(8..)?)) } else { None }
}

fn day_name(out: &mut String, year: &str, month: &str, day: &str) -> Option<()> {
    let month = labels::month(month)?;
    out.push_str(labels::day(day));
    out.push(' ');
    out.push_str(month);
    if year != "XXXX" {
        out.push(' ');
        out.push_str(year);
    }
    Some(())
}

fn years(out: &mut String, year: &str, kind: DateKind) -> Option<()> {
    match (kind, year.len()) {
        (DateKind::Decade, 3) => label_with(out, &["decade"], |out, _| {
            out.push_str(year);
            out.push('0');
            Some(())
        }),
        (DateKind::Century, 2) => {
            let century = year.parse::<u32>().ok()? + 1;
            let key = if century == 1 { "century-1" } else { "century" };
            label(out, &[key], &[&roman(century)])
        }
        _ if year == "XXXX" => None,
        _ => {
            out.push_str(year);
            Some(())
        }
    }
}

fn weekly(out: &mut String, year: &str, week: &str, rest: Option<&str>) -> Option<()> {
    match rest {
        Some(day) if week == "XX" => label(out, &["weekday-", day], &[]),
        Some("WE") => label(out, &["weekend"], &[trimmed(week)?, year]),
        None if week != "XX" => label(out, &["week"], &[trimmed(week)?, year]),
        _ => None,
    }
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

fn each(out: &mut String, length: &str) -> Option<()> {
    label(out, &["each-", length.strip_prefix('1').or_else(|| length.strip_prefix("T1"))?], &[])
}

/// `1Y6M`, `T2H30M`: every number with its unit.
fn duration(out: &mut String, length: &str) -> Option<()> {
    let (start, mut hours, mut number) = (out.len(), "", 0);
    for (at, sign) in length.char_indices() {
        if sign == 'T' {
            hours = "T";
            number = at + 1;
        } else if sign.is_ascii_uppercase() {
            let digits = length.get(number..at)?;
            let many = digits.parse::<f64>().ok()? >= 2.0;
            if out.len() > start {
                out.push(' ');
            }
            let unit = length.get(at..=at)?;
            label(out, &[if many { "many-" } else { "one-" }, hours, unit], &[digits])?;
            number = at + 1;
        }
    }
    (out.len() > start).then_some(())
}

fn trimmed(number: &str) -> Option<&str> {
    number.parse::<u32>().ok()?;
    let trimmed = number.trim_start_matches('0');
    Some(if trimmed.is_empty() { "0" } else { trimmed })
}

/// Appends an amount's numbers, as tables hold them, with their digits in groups of three and the unit.
pub(crate) fn amount_name(out: &mut String, value: &str, value_end: &str, unit: &str) {
    group(out, value);
    if !value_end.is_empty() {
        out.push_str(" – ");
        group(out, value_end);
    }
    if !unit.is_empty() {
        out.push(' ');
        out.push_str(unit);
    }
}

/// Appends a decimal number as tables hold it.
pub(crate) fn decimal(out: &mut String, value: Decimal) {
    let (mantissa, scale) = (value.mantissa(), value.scale() as usize);
    match u64::try_from(mantissa) {
        Ok(mantissa) if !value.is_sign_negative() => {
            let mut digits = [b'0'; 48];
            let (mut at, mut rest) = (digits.len(), mantissa);
            while rest > 0 || at + scale >= digits.len() {
                at -= 1;
                digits[at] = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
            let digits = std::str::from_utf8(&digits[at..]).unwrap_or_default();
            let (whole, decimals) = digits.split_at(digits.len() - scale);
            out.push_str(whole);
            if scale > 0 {
                out.push('.');
                out.push_str(decimals);
            }
        }
        // Writing to memory does not fail.
        _ => {
            let _ = write!(out, "{value}");
        }
    }
}

fn group(out: &mut String, plain: &str) {
    let whole = plain.find('.').unwrap_or(plain.len());
    let sign = usize::from(plain.starts_with('-'));
    let mut from = 0;
    for at in (1..whole).filter(|at| *at > sign && (whole - at).is_multiple_of(3)) {
        out.push_str(&plain[from..at]);
        out.push(' ');
        from = at;
    }
    out.push_str(&plain[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Modifier;

    fn name(kind: DateKind, value: &str) -> String {
        let mut name = String::new();
        date_name(&mut name, &TimeValue { kind, value: value.into(), days: None, modifier: Modifier::None });
        name
    }

    #[test]
    fn times_have_french_names() {
        let cases = [
            (DateKind::Day, "2020-05-05", "5 mai 2020"),
            (DateKind::Day, "XXXX-08-01", "1er août"),
            (DateKind::Month, "2019-03", "mars 2019"),
            (DateKind::Quarter, "2018-Q3", "3e trimestre 2018"),
            (DateKind::Season, "2018-SU", "été 2018"),
            (DateKind::Week, "2020-W09", "semaine 9 de 2020"),
            (DateKind::Week, "2020-W19-WE", "week-end de la semaine 19 de 2020"),
            (DateKind::Decade, "198", "années 1980"),
            (DateKind::Century, "18", "XIXe siècle"),
            (DateKind::Time, "2020-05-11T14:30", "11 mai 2020 à 14h30"),
            (DateKind::Time, "T18:00", "18h"),
            (DateKind::Time, "TAF", "après-midi"),
            (DateKind::Time, "XXXX-XX-XXTMO", "matin"),
            (DateKind::Day, "XXXX-WXX-3", "mercredi"),
            (DateKind::Set, "XXXX-WXX-4T18:00", "chaque jeudi à 18h"),
            (DateKind::Time, "2020-05-11TMO", "11 mai 2020 (matin)"),
            (DateKind::Interval, "2010/2015", "2010 – 2015"),
            (DateKind::Duration, "P12D", "12 jours"),
            (DateKind::Duration, "P1Y6M", "1 an 6 mois"),
            (DateKind::Duration, "PT30M", "30 minutes"),
            (DateKind::Set, "XXXX-WXX-1", "chaque lundi"),
            (DateKind::Set, "P1Y", "chaque année"),
            (DateKind::Day, "odd", "odd"),
            (DateKind::Day, "", ""),
        ];
        for (kind, value, expected) in cases {
            assert_eq!(name(kind, value), expected, "{value}");
        }
    }

    #[test]
    fn amounts_are_grouped() {
        let named = |value: &str, value_end: &str, unit: &str| {
            let mut name = String::new();
            amount_name(&mut name, value, value_end, unit);
            name
        };
        assert_eq!(named("2000000", "", "EUR"), "2 000 000 EUR");
        assert_eq!(named("-1234567.89", "88", "EUR"), "-1 234 567.89 – 88 EUR");
        assert_eq!(named("-123456", "", ""), "-123 456");
        assert_eq!(named("860", "", ""), "860");
    }

    #[test]
    fn decimals_are_written_like_any() {
        for (mantissa, scale) in
            [(0, 0), (0, 2), (5, 3), (-5, 3), (120, 2), (-123_456_789, 2), (i64::MAX, 0), (7, 28)]
        {
            let (value, mut text) = (Decimal::new(mantissa, scale), String::new());
            decimal(&mut text, value);
            assert_eq!(text, value.to_string());
        }
        let mut text = String::new();
        decimal(&mut text, Decimal::MAX);
        assert_eq!(text, Decimal::MAX.to_string());
    }
}
