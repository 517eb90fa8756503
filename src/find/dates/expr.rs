//! What an expression of time says, before anything is known of when it was said.

use crate::Modifier;

/// An expression of time as it was seen, not yet anchored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpr {
    pub(crate) shape: Shape,
    pub(crate) modifier: Modifier,
}

/// The form of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One day, hour or period.
    Point(Point),
    /// From one point to another, both included.
    Interval(Box<(Point, Point)>),
    /// A length of time, or from one length to another.
    Duration(Length, Option<Length>),
    /// A recurring time.
    Set(Every),
}

/// A day, hour or period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) when: When,
    pub(crate) part: Option<Part>,
    pub(crate) clock: Option<Clock>,
}

/// Which day or period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum When {
    /// Nothing is said: the day of a bare hour or part of day.
    #[default]
    Open,
    /// Weekday, day, month and year in any mix.
    Calendar(Calendar),
    /// Days from the document's date: `hier`.
    Deictic(i16),
    /// Days from the last date mentioned, or from the point named: `la veille`, `le lendemain du 3 mai`.
    Anaphoric(i16, Option<Box<Point>>),
    /// A period counted in steps from the anchor's: `la semaine dernière`.
    Period { unit: Unit, step: i16, anchor: Anchor },
    /// A quarter, semester or season of a year; `last_year` where two are written (`hiver 2018-2019`).
    Fraction { unit: Unit, number: i8, year: Year, step: Step },
    /// Ten years: 198 for the 1980s; below 10 where the century is left out (`années 80`).
    Decade(i16),
    /// A hundred years, counted from 1; negative before Christ.
    Century(i16),
    /// A feast: its rule (`12-25`, `easter+1`), days from it, its year.
    Holiday { rule: &'static str, days: i16, year: Year, step: Step },
    /// The week of a day.
    WeekOf(Box<Point>),
    /// The weekend of a day.
    WeekendOf(Box<Point>),
    /// A week by its ISO number.
    Week { number: i8, year: Year },
    /// A length before or after the anchor.
    Offset { length: Length, back: bool, anchor: Anchor },
    /// The n-th (-1: last) weekday, day or week of a period.
    Nth { number: i8, of: Item, within: Box<When> },
}

/// What is counted by [`When::Nth`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Weekday(i8),
    Unit(Unit),
}

/// Fields of a calendar date; what is not said is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Calendar {
    /// 1 Monday to 7 Sunday.
    pub(crate) weekday: Option<i8>,
    pub(crate) day: Option<i8>,
    pub(crate) month: Option<i8>,
    pub(crate) year: Year,
    pub(crate) step: Step,
}

/// How a year is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Year {
    #[default]
    None,
    Full(i16),
    /// Its last two digits.
    Short(i8),
    /// Years from the document's.
    Relative(i8),
    /// Years from that of the last date mentioned.
    Anaphoric(i8),
}

/// Which one of several: `ce`, `dernier`, `prochain`, `suivant`, `en huit`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Step {
    #[default]
    None,
    This,
    Last,
    Next,
    /// Before or after the last date mentioned.
    Before,
    After,
    /// Weeks after the next one: `lundi en huit` is 1.
    Ahead(i8),
    /// Of the week so many weeks from the document's: `mardi de la semaine prochaine` is 1.
    OfWeek(i8),
    /// Of the month so many months from the document's.
    OfMonth(i8),
}

/// What an offset or period is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// The document's date.
    Document,
    /// The last date mentioned.
    Last,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Semester,
    Year,
    Decade,
    Century,
    Millennium,
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
    /// The day as against the night; the value is the day itself.
    Day,
}

/// A clock time as said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) hour: i8,
    pub(crate) minute: i8,
    pub(crate) second: Option<i8>,
}

/// A length of time: thousandths of a unit, and units of ever smaller kinds beside it (`1 h 15`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Length {
    pub(crate) milli: u64,
    pub(crate) unit: Unit,
    pub(crate) rest: [Option<(u16, Unit)>; 3],
}

/// A recurring time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Every {
    pub(crate) what: Recurring,
    pub(crate) part: Option<Part>,
    pub(crate) clock: Option<Clock>,
    /// The last hour of `tous les jeudis de 18h à 20h`.
    pub(crate) until: Option<Clock>,
}

/// What recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recurring {
    /// A weekday, or from one to another.
    Weekday(i8, Option<i8>),
    /// A day of a month, a month or a day of the month of every year.
    Calendar(Calendar),
    /// A season of every year.
    Season(i8),
    /// Every so long.
    Period(Length),
    /// Every day, at a part of it or an hour.
    Day,
}
