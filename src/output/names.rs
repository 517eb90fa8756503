//! Canonical names of dates and amounts: `5 mai 2020`, `2 000 000 EUR`.

use super::labels::{self, label};
use crate::{DateKind, TimeValue};
use rust_decimal::Decimal;

/// A time in words; its bare value where it has no plainer name.
pub(crate) fn date_name(time: &TimeValue) -> String {
    range(&time.value, time.kind).unwrap_or_else(|| time.value.clone())
}

fn range(value: &str, kind: DateKind) -> Option<String> {
    match value.split_once('/') {
        Some((from, to)) => label("range", &[&single(from, kind)?, &single(to, kind)?]),
        None => single(value, kind),
    }
}

fn single(value: &str, kind: DateKind) -> Option<String> {
    if let Some(length) = value.strip_prefix('P') {
        return if kind == DateKind::Set { each(length) } else { duration(length) };
    }
    let named = match value.split_once('T') {
        Some((day, hour)) => moment(day, hour),
        None => calendar(value, kind),
    };
    if kind == DateKind::Set { label("each", &[&named?]) } else { named }
}

fn moment(day: &str, hour: &str) -> Option<String> {
    let day = if matches!(day, "" | "XXXX-XX-XX") { None } else { Some(calendar(day, DateKind::Day)?) };
    let (pattern, time) = match label(&format!("T{hour}"), &[]) {
        Some(part) => ("part", part),
        None => {
            let (hours, rest) = hour.split_once(':').unwrap_or((hour, ""));
            let minutes = if rest == "00" { "" } else { rest };
            ("at", label("hour", &[trimmed(hours)?, minutes])?)
        }
    };
    match day {
        Some(day) => label(pattern, &[&day, &time]),
        None => Some(time),
    }
}

fn calendar(value: &str, kind: DateKind) -> Option<String> {
    let mut parts = value.split('-');
    let year = parts.next()?;
    match (parts.next(), parts.next()) {
        (None, _) => years(year, kind),
        (Some(week), rest) if week.starts_with('W') => weekly(year, &week[1..], rest),
        (Some(month), Some(day)) => {
            let (month, day) = (labels::month(month)?, labels::day(day));
            Some(if year == "XXXX" { [day, month].join(" ") } else { [day, month, year].join(" ") })
        }
        (Some(part), None) => match labels::month(part) {
            Some(month) if year == "XXXX" => Some(month.to_owned()),
            Some(month) => Some([month, year].join(" ")),
            None if year == "XXXX" => None,
            None => label(part, &[year]),
        },
    }
}

fn years(year: &str, kind: DateKind) -> Option<String> {
    match (kind, year.len()) {
        (DateKind::Decade, 3) => label("decade", &[&format!("{year}0")]),
        (DateKind::Century, 2) => {
            let century = year.parse::<u32>().ok()? + 1;
            let key = if century == 1 { "century-1" } else { "century" };
            label(key, &[&roman(century)])
        }
        _ => (year != "XXXX").then(|| year.to_owned()),
    }
}

fn weekly(year: &str, week: &str, rest: Option<&str>) -> Option<String> {
    match rest {
        Some(day) if week == "XX" => label(&format!("weekday-{day}"), &[]),
        Some("WE") => label("weekend", &[trimmed(week)?, year]),
        None if week != "XX" => label("week", &[trimmed(week)?, year]),
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

fn each(length: &str) -> Option<String> {
    label(&format!("each-{}", length.strip_prefix('1').or_else(|| length.strip_prefix("T1"))?), &[])
}

/// `1Y6M`, `T2H30M`: every number with its unit.
fn duration(length: &str) -> Option<String> {
    let (mut text, mut hours, mut number) = (String::new(), "", 0);
    for (at, sign) in length.char_indices() {
        if sign == 'T' {
            hours = "T";
            number = at + 1;
        } else if sign.is_ascii_uppercase() {
            let digits = length.get(number..at)?;
            let many = digits.parse::<f64>().ok()? >= 2.0;
            let part = label(&format!("{}-{hours}{sign}", if many { "many" } else { "one" }), &[digits])?;
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&part);
            number = at + 1;
        }
    }
    (!text.is_empty()).then_some(text)
}

fn trimmed(number: &str) -> Option<&str> {
    number.parse::<u32>().ok()?;
    let trimmed = number.trim_start_matches('0');
    Some(if trimmed.is_empty() { "0" } else { trimmed })
}

/// An amount's numbers, as tables hold them, with their digits in groups of three and the unit.
pub(crate) fn amount_name(value: &str, value_end: &str, unit: &str) -> String {
    let mut text = String::with_capacity(value.len() + value_end.len() + unit.len() + 16);
    group(&mut text, value);
    if !value_end.is_empty() {
        text.push_str(" – ");
        group(&mut text, value_end);
    }
    if !unit.is_empty() {
        text.push(' ');
        text.push_str(unit);
    }
    text
}

/// A decimal number as tables hold it.
pub(crate) fn decimal(value: Decimal) -> String {
    value.to_string()
}

fn group(text: &mut String, plain: &str) {
    let whole = plain.find('.').unwrap_or(plain.len());
    for (at, sign) in plain.char_indices() {
        let left = whole.saturating_sub(at);
        if left > 0 && left % 3 == 0 && text.ends_with(|c: char| c.is_ascii_digit()) {
            text.push(' ');
        }
        text.push(sign);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Modifier;

    fn name(kind: DateKind, value: &str) -> String {
        date_name(&TimeValue { kind, value: value.into(), days: None, modifier: Modifier::None })
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
        assert_eq!(amount_name("2000000", "", "EUR"), "2 000 000 EUR");
        let number = decimal(Decimal::new(-123_456_789, 2));
        assert_eq!(amount_name(&number, "88", "EUR"), "-1 234 567.89 – 88 EUR");
        assert_eq!(amount_name("860", "", ""), "860");
    }
}
