//! What an article says of its own year.

use super::Bounds;
use crate::Date;
use jiff::civil::Weekday;

/// What the head of an article says of its date.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Head {
    /// Nothing.
    #[default]
    None,
    /// A day without its year; how surely it is the article's (1 for a heading).
    Day { weekday: Option<i8>, month: i8, day: i8, sure: f32 },
    /// A whole date.
    Full { date: Date, confidence: f32 },
}

/// Everything known of the date of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) head: Head,
    /// The weekday of `ce mercredi`, told without its day.
    pub(crate) said: Option<i8>,
    /// The first weekdays that are told alone and not to come: `mardi`.
    pub(crate) bare: Vec<i8>,
    pub(crate) days: Vec<DayClue>,
    pub(crate) years: Vec<YearClue>,
}

/// A weekday that falls on a day of a year that is not said: `ce samedi 10 août`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayClue {
    pub(crate) weekday: i8,
    pub(crate) month: i8,
    pub(crate) day: i8,
    pub(crate) demonstrative: bool,
    pub(crate) tell: Tell,
}

/// Whether a date is told as past or as still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tell {
    Past,
    Future,
    Open,
}

/// A date with its year: `29 avril 2020`, `mars 2019`, `en 2018`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct YearClue {
    pub(crate) year: i16,
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
    pub(crate) tell: Tell,
    /// How it points to the days around the article.
    pub(crate) point: Point,
}

/// Whether a date is said as one of the days around the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    /// `le 3 mars 2015`
    None,
    /// `mardi 3 mars 2015`: seldom said of distant days.
    Weekday,
    /// `ce mardi 3 mars 2015`: said of these days only.
    This,
}

impl Evidence {
    /// Whether a weekday speaks for some years and against others.
    pub(super) fn has_weekday(&self) -> bool {
        !self.days.is_empty()
            || self.said.is_some()
            || !self.bare.is_empty()
            || matches!(self.head, Head::Day { weekday: Some(_), .. })
    }
}

/// A day's number in a leap year.
pub(super) fn day_of_year(month: i8, day: i8) -> i16 {
    Date::new(2000, month, day).map_or(1, Date::day_of_year)
}

/// Below this a likelihood is as good as none.
const FLOOR: f64 = 1e-9;

/// The days around an article.
const AROUND: i32 = 10;

/// A weekday this near to the article's day is of the same months.
const NEAR_DAYS: i32 = 45;

/// How likely the article says what it says in each year of `years`; all alike where it says nothing.
pub(super) fn weigh(article: &Evidence, years: (i16, i16), bounds: Bounds) -> Vec<f64> {
    (years.0..=years.1).map(|year| weight(article, year, bounds)).collect()
}

fn weight(article: &Evidence, year: i16, bounds: Bounds) -> f64 {
    let (weekday, month, day) = match article.head {
        Head::None => return 1.0,
        Head::Full { date, .. } => return f64::from(u8::from(date.year() == year)),
        Head::Day { weekday, month, day, .. } => (weekday, month, day),
    };
    let Ok(date) = Date::new(year, month, day) else { return 0.0 };
    if bounds.newest.is_some_and(|newest| date > newest) || bounds.oldest.is_some_and(|oldest| date < oldest)
    {
        return 0.0;
    }
    let mut weight: f64 = match weekday {
        Some(weekday) if number(date) != weekday => 0.002,
        _ => 1.0,
    };
    if let Some(near) = bounds.near {
        let days = days_between(near, date);
        weight *= (-f64::from(days.abs()) / 120.0).exp().max(1e-4) * if days > 0 { 0.3 } else { 1.0 };
    }
    if let Some(said) = article.said {
        weight *= said_on(said, date);
    }
    for bare in &article.bare {
        weight *= BARE[(bare - number(date)).rem_euclid(7) as usize].powf(BARE_POWER);
    }
    for clue in &article.days {
        weight *= falls(clue, date);
    }
    for clue in &article.years {
        weight *= told(clue, date);
    }
    weight.max(FLOOR)
}

fn number(date: Date) -> i8 {
    Weekday::to_monday_one_offset(date.weekday())
}

impl Point {
    /// How much less likely such a date is of a day that is not around the article.
    const fn afar(self) -> f64 {
        match self {
            Self::None => 1.0,
            Self::Weekday => 0.3,
            Self::This => 0.004,
        }
    }
}

/// Days from `a` to `b`.
fn days_between(a: Date, b: Date) -> i32 {
    b.since(a).map_or(0, |span| span.get_days())
}

/// How likely an article of `date` says `ce` and this weekday: of its own day, of the one beside it, of one of the week.
fn said_on(weekday: i8, date: Date) -> f64 {
    match (weekday - number(date)).rem_euclid(7) {
        0 => 0.6,
        1 | 6 => 0.1,
        _ => 0.05,
    }
}

/// Several weekdays of one article are not told independently.
const BARE_POWER: f64 = 0.85;

/// How likely the first weekday that an article tells alone is its own, the next one and so on: mostly the day before
/// or the one before that. Shares of the articles of a hand-annotated corpus of news.
const BARE: [f64; 7] = [0.18, 0.03, 0.08, 0.06, 0.09, 0.22, 0.34];

/// How likely the clue's weekday is in an article of `date`.
fn falls(clue: &DayClue, date: Date) -> f64 {
    let around =
        || [-1, 0, 1].iter().filter_map(|step| Date::new(date.year() + step, clue.month, clue.day).ok());
    let Some(nearest) = around().min_by_key(|other| days_between(date, *other).abs()) else { return 1.0 };
    let near = days_between(date, nearest).abs() <= NEAR_DAYS;
    let told = match clue.tell {
        Tell::Past if !near => around().rfind(|other| *other <= date),
        Tell::Future if !near => around().find(|other| *other >= date),
        _ => None,
    };
    let fits = number(told.unwrap_or(nearest)) == clue.weekday;
    match (near, clue.demonstrative, fits) {
        (_, true, true) => 0.98,
        (_, true, false) => 0.004,
        (true, false, true) => 0.95,
        (true, false, false) => 0.012,
        (false, false, true) => 0.55,
        (false, false, false) => 0.075,
    }
}

/// How likely an article of `date` names the clue's date.
///
/// News tell mostly of the last weeks, often of the year before, seldom of more
/// distant years, and of days to come less than of days gone by. The shares are
/// of the mentions with an explicit year; each row spreads over its years.
fn told(clue: &YearClue, date: Date) -> f64 {
    let likely = match (clue.month, clue.day) {
        (Some(month), Some(day)) => match Date::new(clue.year, month, day) {
            Ok(other) => {
                let days = days_between(other, date);
                day_gap(days) * if days.abs() > AROUND { clue.point.afar() } else { 1.0 }
            }
            Err(_) => 1.0,
        },
        (Some(month), None) => {
            month_gap(i32::from(date.year() - clue.year) * 12 + i32::from(date.month() - month))
        }
        _ => year_gap(i32::from(date.year() - clue.year), date.month()),
    };
    let (gone, coming) = match (clue.month, clue.day) {
        (Some(month), day) => {
            let other = (clue.year, month, day.unwrap_or(date.day()));
            let this = (date.year(), date.month(), date.day());
            (other <= this, other >= this)
        }
        _ => (clue.year <= date.year(), clue.year >= date.year()),
    };
    match clue.tell {
        Tell::Past if !gone => likely * 0.08,
        Tell::Future if !coming => likely * 0.12,
        Tell::Future if !gone => (likely * 5.0).min(0.4),
        Tell::Past | Tell::Future | Tell::Open => likely,
    }
}

/// The density at so many days from the clue's day to the article's, in shares per six weeks.
fn day_gap(days: i32) -> f64 {
    match days {
        i32::MIN..=-401 => 0.000_5,
        -400..=-61 => 0.006,
        -60..=-1 => 0.06,
        0..=45 => 0.5,
        46..=200 => 0.08,
        201..=364 => 0.04,
        // A story is told again on its day: anniversaries.
        _ if (days + 2) % 365 <= 4 + days / 1460 => far(days / 365) * 0.5,
        _ => far(days / 365) / 8.0,
    }
}

/// The same for months, in shares per half-year.
fn month_gap(months: i32) -> f64 {
    match months {
        i32::MIN..=-19 => 0.002,
        -18..=-7 => 0.015,
        -6..=-1 => 0.06,
        0..=2 => 0.5,
        3..=8 => 0.3,
        9..=12 => 0.2,
        13..=18 => 0.1,
        _ => far(months / 12) / 2.0,
    }
}

fn year_gap(gap: i32, month: i8) -> f64 {
    match gap {
        0 if month <= 3 => 0.13,
        0 => 0.26,
        1 if month <= 3 => 0.34,
        1 => 0.26,
        -1 => 0.08,
        -3..=-2 => 0.03,
        -6..=-4 => 0.015,
        i32::MIN..=-7 => 0.004,
        _ => far(gap),
    }
}

/// Whole years ago: a tail that falls slowly, since anything may be remembered.
fn far(years: i32) -> f64 {
    match years {
        i32::MIN..=1 => 0.11,
        2 => 0.08,
        3 => 0.055,
        4 => 0.045,
        _ => (0.2 / f64::from(years)).max(0.006),
    }
}
