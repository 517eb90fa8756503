//! Dates in figures: `11/05/2020`, `2020-05-11`, `24.03.25`, `le 15/02`.

use super::expr::{Calendar, Clock, Year};
use super::parser::{Parser, Read};
use crate::lang::{Class, flag};

const SEPARATORS: [&str; 4] = ["/", "-", ".", "‑"];

impl Parser<'_, '_> {
    /// A date in figures at `i`, with its hour where one is joined (`2020-05-11T10:32`).
    pub(super) fn numeric(&self, i: usize) -> Read<(Calendar, Option<Clock>)> {
        let parted = self.doc.tokens().get(i + 1).is_none_or(|next| next.is_word());
        if parted || !self.is_number(i) || (i > 0 && self.is_glued(i) && self.joins_number(i)) {
            return None;
        }
        let (calendar, end) = self
            .iso(i)
            .or_else(|| self.day_first(i))
            .or_else(|| self.spaced(i))
            .or_else(|| self.spaced_day_month(i))
            .or_else(|| self.day_slash_month(i))
            .or_else(|| self.month_slash_year(i))
            .or_else(|| self.loose_month(i))
            .or_else(|| self.year_month(i))?;
        let joined = self.doc.token_text(end) == "T" && self.is_glued(end) && self.is_glued(end + 1);
        if joined && let Some((clock, end)) = self.clock_colon(end + 1) {
            return Some(((calendar, Some(clock)), end));
        }
        Some(((calendar, None), end))
    }

    /// Whether digits and a separator touch token `i` from the left.
    fn joins_number(&self, i: usize) -> bool {
        // `5/3-9/4/2018`
        if self.doc.is_hyphen(i - 1) && i > 3 && self.mark(i - 3, "/") {
            return false;
        }
        let separated = self.separator(i - 1).is_some() || self.mark(i - 1, ",") || self.mark(i - 1, "+");
        separated && i > 1 && self.doc.tokens()[i - 1].is_glued() && self.doc.tokens()[i - 2].is_number()
    }

    fn separator(&self, i: usize) -> Option<&'static str> {
        SEPARATORS.into_iter().find(|mark| self.doc.is_mark(i, mark))
    }

    /// The token after the separator `wanted` (any where `None`) that is glued on both sides.
    fn past_separator(&self, i: usize, wanted: Option<&str>) -> Option<(usize, &'static str)> {
        let found = self.separator(i).filter(|_| self.is_glued(i) && self.is_glued(i + 1))?;
        wanted.is_none_or(|wanted| wanted == found).then_some((i + 1, found))
    }

    /// Whether the figures end at `i` and no separator joins more.
    fn closes(&self, i: usize) -> bool {
        self.past_separator(i, None).is_none_or(|(after, _)| !self.is_number(after)) && !self.mark(i, "%")
    }

    fn iso(&self, i: usize) -> Read<Calendar> {
        let (year, at) = self.year(i)?;
        let (at, mark) = self.past_separator(at, None)?;
        let month = month(self.digits(at, 1, 2)?)?;
        let (at, _) = self.past_separator(at + 1, Some(mark))?;
        let day = day(self.digits(at, 1, 2)?)?;
        let calendar =
            Calendar { day: Some(day), month: Some(month), year: Year::Full(year), ..Calendar::default() };
        self.closes(at + 1).then_some((calendar, at + 1))
    }

    fn day_first(&self, i: usize) -> Read<Calendar> {
        let first = self.digits(i, 1, 2)?;
        let (at, mark) = self.past_separator(i + 1, None)?;
        let second = self.digits(at, 1, 2)?;
        let (at, _) = self.past_separator(at + 1, Some(mark))?;
        let year = self.figures_year(at)?;
        // `3-1-10` and `1.2.15` are rather scores and versions than days
        let padded = [i, i + 2].iter().all(|&at| self.doc.token_text(at).len() == 2)
            || (mark == "-" && first.max(second) > 12);
        if matches!(year, Year::Short(_)) && mark != "/" && !padded {
            return None;
        }
        let (day, month) = day_and_month(first, second)?;
        let calendar = Calendar { day: Some(day), month: Some(month), year, ..Calendar::default() };
        self.closes(at + 1).then_some((calendar, at + 1))
    }

    fn figures_year(&self, i: usize) -> Option<Year> {
        if let Some((year, _)) = self.year(i) {
            return Some(Year::Full(year));
        }
        Some(Year::Short(i8::try_from(self.digits(i, 2, 2)?).ok()?))
    }

    /// `20 02 2014` after an article or alone; never among more figures.
    fn spaced(&self, i: usize) -> Read<Calendar> {
        let (first, second) = (self.digits(i, 1, 2)?, self.digits(i + 1, 1, 2)?);
        let led = self.follows(i, Class::TimeArticle).is_some()
            || self.follows(i, Class::TimeOf).is_some()
            || self.doc.tokens().get(i).is_some_and(|token| token.starts_sentence());
        let more = (i > 0 && self.doc.tokens()[i - 1].is_number()) || self.is_number(i + 3);
        let year = self.figures_year(i + 2)?;
        let (day, month) = (day(first)?, month(second)?);
        let calendar = Calendar { day: Some(day), month: Some(month), year, ..Calendar::default() };
        (led && !more && self.may_follow_number(i + 3)).then_some((calendar, i + 3))
    }

    /// `15/02` after an article, a weekday or before an hour.
    fn day_slash_month(&self, i: usize) -> Read<Calendar> {
        let first = self.digits(i, 1, 2)?;
        let (at, _) = self.past_separator(i + 1, Some("/"))?;
        let (day, month) = (day(first)?, month(self.digits(at, 1, 2)?)?);
        let led = [Class::TimeArticle, Class::Weekday, Class::TimeDay]
            .iter()
            .any(|&class| self.follows(i, class).is_some());
        let hour = self.is(at + 1, Class::TimeAt) && self.clock(at + 2).is_some();
        let calendar = Calendar { day: Some(day), month: Some(month), ..Calendar::default() };
        // `31/10` can be no fraction; `24/7` is no day
        let whole = first > 12 && first != 24 && self.ends_clause(at + 1) && !self.follows_preposition(i);
        let alone = self.fills_line(i, at + 1);
        ((led || hour || whole || alone) && self.closes(at + 1) && self.may_follow_number(at + 1))
            .then_some((calendar, at + 1))
    }

    /// `2016-03`, `2016/3`; `2014-15` and `2018-19` are rather two years.
    fn year_month(&self, i: usize) -> Read<Calendar> {
        let (year, at) = self.year(i).filter(|&(year, _)| year >= 1900)?;
        let (at, _) = self.past_separator(at, None).filter(|&(_, mark)| mark != ".")?;
        let month = month(self.digits(at, 1, 2)?)?;
        let seasons = i16::from(month) == (year + 1) % 100;
        let padded = self.doc.token_text(at).starts_with('0')
            || self.doc.token_text(at).len() == 1
            || (self.mark(at - 1, "/") && !seasons);
        let calendar = Calendar { month: Some(month), year: Year::Full(year), ..Calendar::default() };
        (padded && self.closes(at + 1) && self.may_follow_number(at + 1)).then_some((calendar, at + 1))
    }

    /// `le 31 10`, `17 02` where no more figures follow.
    fn spaced_day_month(&self, i: usize) -> Read<Calendar> {
        let (day, month) = (day(self.digits(i, 1, 2)?)?, month(self.digits(i + 1, 1, 2)?)?);
        let led = self.follows(i, Class::TimeArticle).is_some_and(|sense| sense.has(flag::DAY));
        let more = i > 0 && self.doc.tokens()[i - 1].is_number() && self.same_line(i);
        let padded = [i, i + 1].iter().all(|&at| self.doc.token_text(at).len() == 2);
        let calendar = Calendar { day: Some(day), month: Some(month), ..Calendar::default() };
        let ends = self.ends_clause(i + 2) && (led || padded && self.fills_line(i, i + 2));
        (ends && !more && !self.is_glued(i + 1)).then_some((calendar, i + 2))
    }

    /// `3 / 2015`, `2016 / 11`.
    fn loose_month(&self, i: usize) -> Read<Calendar> {
        if !self.mark(i + 1, "/") || !self.ends_clause(i + 3) {
            return None;
        }
        let (year, number) = match self.year(i) {
            Some((year, _)) => (year, self.digits(i + 2, 1, 2)?),
            None => (self.year(i + 2)?.0, self.digits(i, 1, 2)?),
        };
        let calendar =
            Calendar { month: Some(month(number)?), year: Year::Full(year), ..Calendar::default() };
        (1900..=2100).contains(&year).then_some((calendar, i + 3))
    }

    /// Whether `à` or `de` stands before the figures at `i`: they measure.
    fn follows_preposition(&self, i: usize) -> bool {
        self.follows(i, Class::TimeAt).is_some() || self.follows(i, Class::TimeOf).is_some()
    }

    /// `10/2016`, `10-2016`.
    fn month_slash_year(&self, i: usize) -> Read<Calendar> {
        let month = month(self.digits(i, 1, 2)?)?;
        let (at, _) = self.past_separator(i + 1, None).filter(|&(_, mark)| mark != ".")?;
        let (year, end) = self.year(at)?;
        let calendar = Calendar { month: Some(month), year: Year::Full(year), ..Calendar::default() };
        ((1900..=2100).contains(&year) && self.closes(end)).then_some((calendar, end))
    }
}

fn day(value: i32) -> Option<i8> {
    i8::try_from(value).ok().filter(|day| (1..=31).contains(day))
}

fn month(value: i32) -> Option<i8> {
    i8::try_from(value).ok().filter(|month| (1..=12).contains(month))
}

/// French order, or the other where only that one fits.
fn day_and_month(first: i32, second: i32) -> Option<(i8, i8)> {
    if second > 12 { Some((day(second)?, month(first)?)) } else { Some((day(first)?, month(second)?)) }
}
