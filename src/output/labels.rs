//! The words of canonical names, from `gazetteers/fr/labels.csv`.

use once_cell::sync::Lazy;
use std::collections::HashMap;

static LABELS: Lazy<HashMap<&'static str, &'static str>> = Lazy::new(|| {
    include_str!("../../gazetteers/fr/labels.csv").lines().filter_map(|line| line.split_once(',')).collect()
});

static MONTHS: Lazy<[&'static str; 12]> = Lazy::new(|| {
    std::array::from_fn(|index| LABELS.get(format!("month-{:02}", index + 1).as_str()).copied().unwrap_or(""))
});

static FIRST_DAY: Lazy<&'static str> = Lazy::new(|| LABELS.get("day-1").copied().unwrap_or("1"));

/// The month of a number from `01` to `12`.
pub(super) fn month(number: &str) -> Option<&'static str> {
    let number = if number.len() == 2 { number.parse::<usize>().ok()? } else { return None };
    MONTHS.get(number.checked_sub(1)?).copied()
}

/// How the day of a month is said, from `01` to `31`.
pub(super) fn day(number: &str) -> &str {
    if number == "01" { &FIRST_DAY } else { number.strip_prefix('0').unwrap_or(number) }
}

/// The label of `key`, its `{}` filled in order; `None` where the list has none.
pub(super) fn label(key: &str, parts: &[&str]) -> Option<String> {
    let mut pieces = LABELS.get(key)?.split("{}");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (piece, part) in pieces.zip(parts) {
        text.push_str(part);
        text.push_str(piece);
    }
    Some(text)
}
