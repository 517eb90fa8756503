//! From one time to another: `du 13 au 18 août`, `entre 2010 et 2015`, `de 9h à 17h`, `2014-2020`.

use super::expr::{Calendar, Clock, Part, Point, Step, Unit, When, Year};
use super::parser::{Parser, Read};
use super::point::Seen;
use crate::lang::Class;

/// One side of a range before the other one is known.
#[derive(Clone, Debug)]
enum Side {
    Point(Point),
    /// A bare number: a day or an hour.
    Number(i8),
    Year(i16),
}

/// Two points and whether both are bare weekdays after `du`: a habit rather than days.
pub(super) type Ends = (Point, Point);

impl Parser<'_, '_> {
    /// A range that a preposition opens at `i`.
    pub(super) fn range(&self, i: usize) -> Read<Ends> {
        // date.range   yes: « du 13 au 18 août »   no: « du 13 au soir »
        let between = self.word(i, Class::TimeFrom)?.text == "between";
        let at = self.past_apostrophe(i + 1);
        let (first, at) = self.side(at)?;
        let at = if between { self.past_and(at)? } else { self.past_to(at)? };
        self.close_range(first.clone(), at).or_else(|| self.bare_days(i, &first, at))
    }

    /// `du 13 au 18` on a line of its own: days of no month.
    fn bare_days(&self, i: usize, first: &Side, at: usize) -> Read<Ends> {
        let Side::Number(from) = *first else { return None };
        let (to, end) = self.day(at).filter(|&(to, _)| (1..to).contains(&from))?;
        let day = |day| {
            let calendar = Calendar { day: Some(day), ..Calendar::default() };
            Point { when: When::Calendar(calendar), ..Point::default() }
        };
        self.fills_line(i, end).then(|| ((day(from), day(to)), end))
    }

    /// `5/3-9/4/2018`.
    fn figure_days(&self, i: usize) -> Read<Ends> {
        // date.figure-range   yes: « 5/3-9/4/2018 »   no: « 5/3-9 »
        let day = self.digits(i, 1, 2).filter(|_| self.mark(i + 1, "/") && self.is_dash(i + 3))?;
        let month = self.digits(i + 2, 1, 2).filter(|month| (1..=12).contains(month))?;
        let ((last, None), end) = self.numeric(i + 4)? else { return None };
        last.day?;
        let first = Calendar { month: i8::try_from(month).ok(), year: last.year, ..Calendar::default() };
        let last = Point { when: When::Calendar(last), ..Point::default() };
        Some(((of_day(first, i8::try_from(day).ok()?)?, last), end))
    }

    /// A range without preposition at `i`: `10 au 22 août`, `13h-15h`, `juin-juillet 2019`.
    pub(super) fn bare_range(&self, i: usize) -> Read<Ends> {
        if let Some(found) = self.figure_days(i) {
            return Some(found);
        }
        let (first, end) = self.side(i)?;
        let dash = self.is_dash(end);
        let at = if dash { end + 1 } else { self.past_to(end)? };
        let glued = self.is_glued(end) && self.is_glued(at);
        let fits = match &first {
            Side::Point(point) => !matches!(point.when, When::Open) || point.clock.is_some(),
            Side::Number(_) => !dash || !self.doc.token_text(at).is_empty(),
            Side::Year(_) => dash && glued && !self.is_dash(i.wrapping_sub(1)),
        };
        if !fits {
            return None;
        }
        if let (Side::Year(year), true) = (&first, dash) {
            let (last, end) = self.second_year(at, *year)?;
            let bracketed = || i > 0 && self.mark(i - 1, "(") && self.mark(end, ")");
            let closed = self.may_follow_number(end) && !self.is_dash(end);
            return (closed && (*year >= 1500 || bracketed()))
                .then(|| ((of_year(*year), of_year(last)), end));
        }
        self.close_range(first, at)
    }

    fn past_to(&self, i: usize) -> Option<usize> {
        let (_, end) = self.phrase(i, Class::TimeTo)?;
        Some(self.skip_article(end))
    }

    fn past_and(&self, i: usize) -> Option<usize> {
        if self.word(i, Class::TimeAnd).is_some_and(|sense| sense.text == "and") {
            return Some(self.skip_article(i + 1));
        }
        self.past_to(i)
    }

    fn side(&self, i: usize) -> Read<Side> {
        let at = self.skip_article(i);
        if let Some((seen, end)) = self.day_side(at) {
            return Some((Side::Point(seen.point), end));
        }
        if let Some((read, end)) = self.clock(at) {
            let mut seen = Seen::new(When::Open, "date.range");
            seen.point.clock = Some(read.clock);
            let day = self.skip_article(end);
            if let Some((Seen { point: Point { when, part: None, clock: None }, .. }, end)) =
                self.base(day, false).filter(|(seen, _)| !matches!(seen.point.when, When::Open))
            {
                seen.point.when = when;
                return Some((Side::Point(seen.point), end));
            }
            return Some((Side::Point(seen.point), end));
        }
        if let Some((year, end)) = self.year(at) {
            return Some((Side::Year(year), end));
        }
        if let Some((day, end)) = self.day(at) {
            let month = self.skip_of(end);
            if let Some((steps, end)) = self.stepped_month(month) {
                let calendar = Calendar { day: Some(day), step: Step::OfMonth(steps), ..Calendar::default() };
                return Some((
                    Side::Point(Point { when: When::Calendar(calendar), ..Point::default() }),
                    end,
                ));
            }
            return Some((Side::Number(day), end));
        }
        let (count, end) = self.count(at).filter(|(count, _)| !count.article)?;
        let number = i8::try_from(count.integer()?).ok().filter(|number| (0..=31).contains(number))?;
        Some((Side::Number(number), end))
    }

    fn day_side(&self, i: usize) -> Read<Seen> {
        if self.word(i, Class::TimeEdge).is_some() {
            return self.point(i);
        }
        let (mut seen, end) = self.base(i, true)?;
        let end = self.attach(end, &mut seen);
        Some((seen, end))
    }

    /// `mois prochain`, `ce mois`, `mois dernier` at `i`, as steps from this month.
    fn stepped_month(&self, i: usize) -> Read<i8> {
        let this = self.is(i, Class::TimeDemonstrative);
        let at = if this { i + 1 } else { i };
        let sense = self.word(at, Class::TimeUnit)?;
        if super::parser::unit(sense) != Unit::Month {
            return None;
        }
        match self.word(at + 1, Class::TimeShift).map(super::parser::step) {
            Some(Step::Next) => Some((1, at + 2)),
            Some(Step::Last) => Some((-1, at + 2)),
            _ => this.then_some((0, at + 1)),
        }
    }

    fn close_range(&self, first: Side, at: usize) -> Read<Ends> {
        let (last, end) = self.side(at)?;
        let free = match last {
            Side::Number(_) | Side::Year(_) => self.may_follow_number(end),
            Side::Point(_) => true,
        };
        if !free {
            return None;
        }
        Some((join(first, last)?, end))
    }

    /// `nuit du 17 au 18 juin`, `nuit de lundi à mardi`, `week-end du 5 et 6 mai`, `semaine du 5 au 11 mai` at `i`.
    pub(super) fn headed_range(&self, i: usize) -> Read<Point> {
        // date.night   yes: « nuit de lundi à mardi »   no: « nuit de noces »
        let this = if self.is(i, Class::TimeDemonstrative) { i + 1 } else { i };
        let (sense, at) = self.phrase(this, Class::TimeUnit)?;
        let unit = super::parser::unit(sense);
        let ((first, last), end) = match unit {
            Unit::Night | Unit::Weekend | Unit::Week => self.range(at).or_else(|| self.days_joined(at))?,
            _ => return None,
        };
        let point = match unit {
            // the hour of `nuit de samedi à dimanche vers 2 h` is of the day that it leads to
            Unit::Night if last.clock.is_some() => last,
            Unit::Night => Point { part: Some(Part::Night), clock: None, ..first },
            Unit::Weekend => Point { when: When::WeekendOf(Box::new(last)), ..Point::default() },
            _ => Point { when: When::WeekOf(Box::new(first)), ..Point::default() },
        };
        Some((point, end))
    }

    /// `saison 2018-2019`, `année 2018/2019` at `i`.
    pub(super) fn headed_years(&self, i: usize) -> Read<Ends> {
        let at = if self.is(i, Class::TimeDemonstrative) { i + 1 } else { i };
        let (sense, end) = self.phrase(at, Class::TimeUnit)?;
        if !matches!(super::parser::unit(sense), Unit::Season | Unit::Year) {
            return None;
        }
        let (first, end) = self.year(end)?;
        if !(self.is_dash(end) || self.mark(end, "/")) || !self.is_glued(end) {
            return None;
        }
        let (last, end) = self.second_year(end + 1, first)?;
        Some(((of_year(first), of_year(last)), end))
    }

    /// `des 5 et 6 mai`, `du 5 et 6 mai`.
    fn days_joined(&self, i: usize) -> Read<Ends> {
        let at = self.past_of(i)?;
        let (first, at) = self.side(at)?;
        let at = self.past_and(at)?;
        self.close_range(first, at)
    }
}

pub(super) fn of_year(year: i16) -> Point {
    let calendar = Calendar { year: Year::Full(year), ..Calendar::default() };
    Point { when: When::Calendar(calendar), ..Point::default() }
}

fn of_day(calendar: Calendar, day: i8) -> Option<Point> {
    (1..=31).contains(&day).then(|| Point {
        when: When::Calendar(Calendar { weekday: None, day: Some(day), ..calendar }),
        ..Point::default()
    })
}

/// Completes each side from the other.
fn join(first: Side, last: Side) -> Option<Ends> {
    let hour = |hour: i8| (hour <= 24).then_some(Clock { hour, minute: 0, second: None });
    match (first, last) {
        (Side::Point(first), Side::Point(last)) => join_points(first, last),
        (Side::Number(number), Side::Point(last)) => {
            if let Some(clock) = last.clock {
                let first = Point { clock: Some(Clock { hour: number, ..hour(number)? }), ..last.clone() };
                return (number != clock.hour).then_some((first, last));
            }
            let When::Calendar(calendar) = last.when else { return None };
            let placed = calendar.month.is_some() || matches!(calendar.step, Step::OfMonth(_));
            (calendar.day.is_some() && placed).then(|| Some((of_day(calendar, number)?, last))).flatten()
        }
        (Side::Point(first), Side::Number(number)) => {
            if first.clock.is_some() {
                let last = Point { clock: hour(number), ..first.clone() };
                return Some((first, last));
            }
            let When::Calendar(calendar) = first.when else { return None };
            let rising = calendar.month.is_some() && calendar.day.is_some_and(|day| day < number);
            rising.then(|| Some((first, of_day(calendar, number)?))).flatten()
        }
        (Side::Year(first), Side::Year(last)) => (first < last).then(|| (of_year(first), of_year(last))),
        (Side::Year(first), Side::Point(last)) => dated(&last).then(|| (of_year(first), last)),
        (Side::Point(first), Side::Year(last)) => dated(&first).then(|| (first, of_year(last))),
        (Side::Number(_), _) | (_, Side::Number(_)) => None,
    }
}

/// Whether a point tells its own year.
fn dated(point: &Point) -> bool {
    matches!(&point.when, When::Calendar(calendar) if calendar.year != Year::None)
        || matches!(&point.when, When::Fraction { .. } | When::Deictic(_))
}

fn join_points(mut first: Point, mut last: Point) -> Option<Ends> {
    if matches!(first.when, When::Open) && matches!(last.when, When::Open) && last.clock.is_none() {
        return None;
    }
    if matches!(first.when, When::Open) && first.clock.is_some() {
        last.clock?;
        first.when = last.when.clone();
    } else if matches!(last.when, When::Open) {
        if first.clock.is_none() && first.part.is_none() {
            return None;
        }
        last.when = first.when.clone();
    }
    if let (When::Calendar(one), When::Calendar(two)) = (&mut first.when, &mut last.when) {
        if one.day.is_some() && one.month.is_none() {
            one.month = two.month;
        }
        if two.day.is_some() && two.month.is_none() {
            two.month = one.month;
        }
        if one.year == Year::None {
            one.year = two.year;
        } else if two.year == Year::None {
            two.year = one.year;
        }
        if one.year == two.year
            && one.year != Year::None
            && let (Some(from), Some(to)) = (one.month, two.month)
            && from > to
            && (one.day.is_some() == two.day.is_some())
        {
            one.year = before(one.year);
        }
    }
    Some((first, last))
}

const fn before(year: Year) -> Year {
    match year {
        Year::Full(year) => Year::Full(year - 1),
        Year::Short(year) if year > 0 => Year::Short(year - 1),
        Year::Relative(step) => Year::Relative(step - 1),
        year => year,
    }
}
