//! Enumerations that share a month or year: `les 5, 6 et 9 mai`, `samedi et dimanche`, `en 2013, 2015 et 2016`.

use super::expr::{Calendar, Point, Step, When, Year};
use super::parser::{Parser, Read};
use crate::lang::{Class, flag};

/// Days of an enumeration with their tokens, at most so many.
const LONGEST: usize = 8;

/// One member of an enumeration: first token, one past its last, its fields.
type Member = (usize, usize, Calendar);

impl Parser<'_, '_> {
    /// Days that share the month of the last: `13 et 14 octobre`; at least two.
    pub(super) fn day_list(&self, i: usize) -> Read<Vec<Member>> {
        // date.days   yes: « les 13 et 14 octobre »   no: « 13 et 14 octobres »
        self.day(i).filter(|&(_, end)| self.past_joint(end).is_some())?;
        let mut members: Vec<Member> = Vec::new();
        let mut at = i;
        while members.len() < LONGEST {
            if let Some((found, end)) = self.calendar(at).filter(|(found, _)| found.day.is_some())
                && found.month.is_some()
            {
                members.push((at, end, found));
                return (members.len() > 1).then(|| (share(members), end));
            }
            let (day, end) = self.day(at)?;
            members.push((at, end, Calendar { day: Some(day), ..Calendar::default() }));
            at = self.past_joint(end)?;
        }
        None
    }

    /// Weekdays or days in full that adjoin: `samedi et dimanche`, `samedi 5 et dimanche 6 mai`.
    pub(super) fn weekday_list(&self, i: usize) -> Read<Vec<Member>> {
        let (first, end) = self.calendar(i).filter(|_| !self.is_number(i))?;
        let weekday = first.weekday?;
        let at = self.past_and_article(end)?;
        let (second, last) = self.calendar(at)?;
        let next = second.weekday?;
        let adjoin =
            weekday % 7 + 1 == next && first.step == Step::None && self.past_and_article(last).is_none();
        let same = first.day.is_some() == second.day.is_some();
        (adjoin && same).then(|| (share(vec![(i, end, first), (at, last, second)]), last))
    }

    /// Months that share the year of the last: `en mai et juin 2017`.
    pub(super) fn month_list(&self, i: usize) -> Read<Vec<Member>> {
        // date.months   yes: « mai et juin 2017 »   no: « mai et juin »
        let mut members: Vec<Member> = Vec::new();
        let mut at = i;
        while members.len() < LONGEST {
            let ((month, weak), end) = self.month(at)?;
            if let Some((found, after)) = self.calendar(at).filter(|(found, _)| found.year != Year::None) {
                members.push((at, after, found));
                return (members.len() > 1).then(|| (share(members), after));
            }
            if weak {
                return None;
            }
            members.push((at, end, Calendar { month: Some(month), ..Calendar::default() }));
            at = self.past_joint(end)?;
        }
        None
    }

    fn past_and_article(&self, i: usize) -> Option<usize> {
        self.word(i, Class::TimeAnd).filter(|sense| sense.text == "and")?;
        Some(self.skip_article(i + 1))
    }

    /// Past `,`, `et`, `ou`, `et le` between the members of an enumeration.
    fn past_joint(&self, i: usize) -> Option<usize> {
        if self.mark(i, ",") {
            let decimal = self.is_glued(i) && self.is_glued(i + 1);
            return (!decimal).then_some(i + 1);
        }
        if self.word(i, Class::TimeAnd).is_some() {
            // `du 20 et du 21 mars`
            let of = self.word(i + 1, Class::TimeOf).is_some_and(|sense| sense.has(flag::DAY));
            return Some(if of { i + 2 } else { self.skip_article(i + 1) });
        }
        // `13-14 octobre` and `13/14 octobre`
        ((self.is_dash(i) || self.mark(i, "/")) && self.is_number(i + 1)).then_some(i + 1)
    }

    /// Whether the members are joined by `et`, commas or hyphens only, and every day adjoins the one before.
    pub(super) fn adjoin(&self, members: &[Member]) -> bool {
        members.windows(2).all(|pair| {
            let [(_, end, one), (_, _, two)] = pair else { return false };
            let or = self.word(*end, Class::TimeAnd).is_some_and(|sense| sense.text == "or");
            let next = match (one.day, two.day) {
                (Some(one), Some(two)) => two == one + 1 || self.is_dash(*end) && two > one,
                _ => one.weekday.zip(two.weekday).is_some_and(|(one, two)| one % 7 + 1 == two),
            };
            !or && next && one.month == two.month && (one.day.is_some() || one.weekday.is_some())
        })
    }

    /// A bare year at `i` where its context makes it one.
    pub(super) fn bare_year(&self, i: usize) -> Read<Point> {
        // date.year   yes: « en 2018 »   no: « 2018 euros »
        if let Some(((before, end), figures)) =
            self.digits(i, 1, 4).and_then(|figures| Some((self.era(i + 1)?, figures)))
        {
            let year = i16::try_from(figures).ok()?;
            return Some((super::range::of_year(if before { -year } else { year }), end));
        }
        let (year, end) = self.year(i)?;
        if !self.may_follow_number(end) || (i > 0 && self.is_glued(i) && self.touches(i - 1)) {
            return None;
        }
        let point = super::range::of_year(year);
        let counted = end < self.limit && self.is_plural(end);
        let before = self.before_article(i);
        let cue = self.follows(i, Class::TimeYearCue).map(|sense| sense.text);
        let addressed = self.is(end, Class::TimeReference) && !self.is(end, Class::TimePlain);
        // what is left of `32 août 2014` is no year either
        let of_month = self.follows(i, Class::Month).is_some() && self.same_line(i);
        if addressed || of_month || self.follows(i, Class::TimeReference).is_some() {
            return None;
        }
        let modern = (1700..=2100).contains(&year);
        let strong = matches!(cue, Some("strong")) || self.listed_at(i) || self.bracketed(i, end);
        let free = !counted || self.is(end, Class::TimePlain);
        // `Mondial 2018`, `E3 2018`
        let named = |at: usize| {
            let token = self.doc.tokens()[at];
            token.is_word()
                || token.is_number() && token.is_glued() && at > 0 && self.doc.tokens()[at - 1].is_word()
        };
        let noun = before == i && i > 0 && named(i - 1) && self.same_line(i);
        let event = noun && modern && self.after_noun(end) && (1900..=2060).contains(&year);
        let weak = cue.is_some() && modern && self.after_noun(end);
        (free && (strong || weak || event)).then_some((point, end))
    }

    /// Whether digits or letters are glued to a number by the mark at `i`.
    fn touches(&self, i: usize) -> bool {
        !matches!(self.doc.token_text(i), "(" | "[" | "«" | "’" | "'" | "\"" | "“")
    }

    fn bracketed(&self, i: usize, end: usize) -> bool {
        let open = i > 0 && matches!(self.doc.token_text(i - 1), "(" | "[");
        open && (self.mark(end, ")") || self.mark(end, "]") || self.mark(end, ",") || self.is_dash(end))
    }

    /// Whether what follows at `i` is no noun that a number could count.
    fn after_noun(&self, i: usize) -> bool {
        i >= self.limit
            || !self.doc.tokens()[i].is_word()
            || self.lexicon.classes(self.doc.tokens()[i]) != 0
            || !self.is_plural(i)
    }
}

/// Gives every member the month and year of the last where it has none.
fn share(mut members: Vec<Member>) -> Vec<Member> {
    let Some(&(_, _, last)) = members.last() else { return members };
    for (_, _, calendar) in &mut members {
        if calendar.month.is_none() && calendar.day.is_some() {
            calendar.month = last.month;
        }
        if calendar.year == Year::None {
            calendar.year = last.year;
        }
        if calendar.step == Step::None {
            calendar.step = last.step;
        }
    }
    members
}

pub(super) fn point_of(calendar: Calendar) -> Point {
    Point { when: When::Calendar(calendar), ..Point::default() }
}
