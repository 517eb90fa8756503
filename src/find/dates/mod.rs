//! Expressions of time as they are seen, anchored at trigger words.
//!
//! At a trigger (a figure, or a word that can open an expression) the grammar
//! reads as far as it can; what it read is one candidate, and the search goes
//! on after it. Nothing is resolved here: see `resolve::dates`.

mod calendar;
mod clock;
pub(crate) mod expr;
mod figure;
mod first;
mod length;
mod list;
mod number;
mod numeric;
mod parser;
mod period;
mod point;
mod range;
mod relative;
mod set;

pub use expr::TimeExpr;

pub(in crate::find) use first::{AFTER_FROM, AFTER_WORDS, CORE, FROM, OPENERS, opens_only_as_number};

use super::Find;
use super::gate::{self, CHUNK, Chosen, OPENER, TIMELY, has};
use crate::lang::{Class, Lexicon, mask};
use crate::text::{Sign, Token};
use crate::{Candidate, Document, Modifier, Reading, RuleId};
use expr::{Every, Point, Shape, When};
use figure::Figure;
use first::NUMBERS;
use parser::Parser;

/// Finds dates.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    pub(crate) lexicon: Lexicon,
}

/// How far from its first word an expression has its first word that is [`TIMELY`].
const NEAR: usize = 8;

const COUNTED: u128 = NUMBERS | mask(&[Class::NumberHalf]);
const AND: u128 = mask(&[Class::TimeAnd]);
const TO: u128 = mask(&[Class::TimeTo]);
const HEADS: u128 = mask(&[Class::TimeUnit, Class::TimeDemonstrative]);
const DAYS: u128 = mask(&[Class::Weekday, Class::TimeDemonstrative, Class::TimeShift, Class::Month]);
const SETS: u128 = mask(&[Class::TimeEvery, Class::TimeOpener, Class::Weekday, Class::TimeOrdinal]);

impl Find for Dates {
    fn find<'g>(&'g self, doc: &Document<'_>, out: &mut Vec<Candidate<'g>>) {
        let mut search = Search { parser: Parser::new(doc, self.lexicon), timely: 0 };
        let tokens = doc.tokens();
        let mut free = 0;
        for first in (0..tokens.len()).step_by(CHUNK) {
            triggers(&tokens[first..]).each(first, |i| {
                if i >= free {
                    let found =
                        if tokens[i].is_number() { search.at_figure(i, out) } else { search.at_word(i, out) };
                    free = found.unwrap_or(free);
                }
            });
        }
    }
}

/// Those of the next tokens that may open an expression by their gates and that of the word after them.
#[inline(never)]
fn triggers(tokens: &[Token]) -> Chosen {
    Chosen::new(&gate::gates(tokens), |own, next, after| {
        // `de` and `un` are frequent: what follows them must go on with it.
        let apostrophe = has(next, gate::MARK).wrapping_neg();
        let side = (after & apostrophe) | (next & !apostrophe);
        let from = has(own, gate::FROM);
        let counts = has(next, gate::COUNTED) | !has(own, gate::CARDINAL);
        has(own, OPENER) & ((from & has(side, gate::SIDE)) | (!from & counts))
    })
}

/// What joins the parts of an expression: to a range, to a list.
struct Joints {
    range: bool,
    list: bool,
}

/// A walk over the tokens of one document.
struct Search<'d, 't> {
    parser: Parser<'d, 't>,
    /// The word of time found last, or one past where it was looked for in vain.
    timely: usize,
}

impl Search<'_, '_> {
    #[inline(never)]
    fn at_figure(&mut self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        if self.parser.doc.tokens()[i].is_masked() {
            return None;
        }
        let opens = self.parser.figure_opens(i);
        if opens == Figure::Nothing {
            return None;
        }
        let near = opens == Figure::Anything && self.timely_near(i);
        self.parser.start(i);
        if near {
            return self.parser.expression(i, out);
        }
        let end = match opens {
            Figure::Anything => self.parser.figures(i, out),
            Figure::Day => self.parser.read_point(i, out),
            _ => self.parser.read_year(i, out),
        }?;
        self.parser.listed = end;
        Some(end)
    }

    #[inline(never)]
    fn at_word(&mut self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        let token = self.parser.doc.tokens()[i];
        if token.is_masked() {
            return None;
        }
        let classes = self.parser.lexicon.classes(token);
        if classes & FROM == 0 {
            if !self.timely_near(i) || !self.parser.word_opens(i, classes) {
                return None;
            }
            self.parser.start(i);
        } else {
            let timely = self.parser.side_after(i)?;
            if timely && !self.timely_near(i) && !self.parser.opens_line(i) {
                return None;
            }
            self.parser.start(i);
            if !self.parser.joined_after(i) {
                return None;
            }
        }
        self.parser.expression(i, out)
    }

    /// Whether a word that only time expressions hold stands near token `i` or is it.
    fn timely_near(&mut self, i: usize) -> bool {
        let doc = self.parser.doc;
        let tokens = doc.tokens();
        let end = tokens.len().min(i + NEAR + 1);
        let mut at = self.timely.max(i);
        while at < end && !self.is_timely(at) {
            at += 1;
        }
        self.timely = at;
        at < end
    }

    /// Whether token `i` is a word that only time expressions hold; single letters (`h`, `T`) count beside figures.
    fn is_timely(&self, i: usize) -> bool {
        let tokens = self.parser.doc.tokens();
        tokens[i].gate & TIMELY != 0
            && (tokens[i].span.len() > 1
                || (i > 0 && tokens[i - 1].is_number())
                || tokens.get(i + 1).is_some_and(|next| next.is_number() && next.is_glued()))
    }
}

impl Parser<'_, '_> {
    /// Reads one expression at `i` into `out`; one past its last token.
    fn expression(&mut self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        if let Some(end) = self.street_name(i) {
            return Some(end);
        }
        let figure = self.is_number(i);
        let classes = self.lexicon.classes(self.doc.tokens()[i]);
        let number = figure || classes & COUNTED != 0;
        let head = classes & HEADS != 0;
        let days = number || classes & DAYS != 0;
        let may = |kind: bool| kind.then_some(());
        let end = may(head)
            .and_then(|()| self.read_century(i, out))
            .or_else(|| may(number || classes & SETS != 0).and_then(|()| self.read_set(i, out)))
            .or_else(|| may(head).and_then(|()| self.read_night(i, out)))
            .or_else(|| self.read_joined(i, number, head, days, out))
            .or_else(|| self.read_ago_or_offset(i, out))
            .or_else(|| self.read_point(i, out))
            .or_else(|| self.read_length(i, out))
            .or_else(|| may(figure).and_then(|()| self.read_year(i, out)))?;
        self.listed = end;
        Some(end)
    }

    /// What may join something to the expression at token `i` soon after it.
    fn joints_ahead(&self, i: usize) -> Joints {
        let mut found = Joints { range: false, list: false };
        let ahead = self.doc.tokens().get(i + 1..self.limit.min(i + 8)).unwrap_or_default();
        for (at, token) in ahead.iter().enumerate() {
            match token.sign {
                Sign::Hyphen | Sign::OtherHyphen | Sign::Dash | Sign::LongDash => {
                    return Joints { range: true, list: true };
                }
                Sign::Comma | Sign::Slash => found.list = true,
                _ => {
                    let opens = self.lexicon.opens(*token);
                    found.list |= opens & AND != 0;
                    found.range = found.range || opens & TO != 0 && self.side_follows(i + 1 + at);
                }
            }
        }
        found
    }

    /// Reads what figures alone can tell at `i`: `11/05/2020`, `15:30`, `2014-2020`.
    fn figures(&self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        let joined = self.doc.tokens().get(i + 1).is_some_and(|next| !next.is_word());
        let long = self.doc.tokens()[i].span.len() == 4;
        if !long && !joined || self.is_decimal(i + 1) {
            return None;
        }
        self.read_joined(i, true, false, false, out)
            .or_else(|| self.read_point(i, out))
            .or_else(|| self.read_year(i, out))
            .or_else(|| self.read_marked_length(i, out))
    }

    fn push(
        &self,
        first: usize,
        end: usize,
        rule: &'static str,
        shape: Shape,
        modifier: Modifier,
        out: &mut Vec<Candidate<'_>>,
    ) -> Option<usize> {
        let span = self.doc.span(first, end.checked_sub(1)?);
        let reading = Reading::Date(TimeExpr { shape, modifier });
        out.push(Candidate { span, rule: RuleId(rule), reading });
        Some(end)
    }

    /// A century, whose Roman figures stand before the word that gives it away.
    fn read_century(&mut self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        let century = self.word(i, Class::TimeUnit).is_some_and(|sense| sense.text == "century");
        if !century {
            return None;
        }
        for first in [i.checked_sub(2), i.checked_sub(1)] {
            let Some(first) = first.filter(|&first| first >= self.listed) else { continue };
            self.start(first);
            if let Some((when, end)) = self.century(first).filter(|&(_, end)| end > i) {
                // date.century   yes: « XIXe siècle »   no: « siècle des Lumières »
                let point = Point { when, ..Point::default() };
                return self.push(first, end, "date.century", Shape::Point(point), Modifier::None, out);
            }
        }
        self.start(i);
        None
    }

    fn read_set(&self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        let (every, end) = self.every(i)?;
        self.push(i, end, "date.set", Shape::Set(every), Modifier::None, out)
    }

    fn read_night(&self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        let (point, end) = self.headed_range(i)?;
        self.push(i, end, "date.night", Shape::Point(point), Modifier::None, out)
    }

    /// Ranges, and lists where `days` may open one.
    fn read_joined(
        &self,
        i: usize,
        number: bool,
        head: bool,
        days: bool,
        out: &mut Vec<Candidate<'_>>,
    ) -> Option<usize> {
        let from = self.word(i, Class::TimeFrom);
        if (number || from.is_some())
            && let Some(((first, last), end)) = self.length_range(i)
        {
            let modifier = self.length_modifier(i);
            return self.push(i, end, "date.length-range", Shape::Duration(first, Some(last)), modifier, out);
        }
        let bare_day = number && self.day_alone(i).is_some();
        if !bare_day
            && head
            && let Some((ends, end)) = self.headed_years(i)
        {
            // date.season   yes: « saison 2018-2019 »   no: « saison de 10 mois »
            return self.push(i, end, "date.season", Shape::Interval(Box::new(ends)), Modifier::None, out);
        }
        if let Some(from) = from.filter(|_| !bare_day)
            && let Some((ends, end)) = self.range(i)
        {
            return self.push_range(i, end, from.form == "du", ends, out);
        }
        let joints = if from.is_none() || days { self.joints_ahead(i) } else { return None };
        if !bare_day
            && from.is_none()
            && joints.range
            && let Some((ends, end)) = self.bare_range(i)
        {
            return self.push_range(i, end, false, ends, out);
        }
        if days && joints.list { self.read_list(i, out) } else { None }
    }

    /// Adds a range; two weekdays after `du` are a habit.
    fn push_range(
        &self,
        i: usize,
        end: usize,
        habit: bool,
        ends: range::Ends,
        out: &mut Vec<Candidate<'_>>,
    ) -> Option<usize> {
        if habit && let Some(what) = Self::weekly(&ends.0.when, &ends.1.when) {
            let every = Every { what, part: None, clock: None, until: None };
            return self.push(i, end, "date.set", Shape::Set(every), Modifier::None, out);
        }
        self.push(i, end, "date.range", Shape::Interval(Box::new(ends)), Modifier::None, out)
    }

    fn read_list(&self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        let (members, end) =
            self.day_list(i).or_else(|| self.weekday_list(i)).or_else(|| self.month_list(i))?;
        let (Some(&(_, _, first)), Some(&(_, _, last))) = (members.first(), members.last()) else {
            return None;
        };
        if self.adjoin(&members) {
            let ends = (list::point_of(first), list::point_of(last));
            return self.push(i, end, "date.days", Shape::Interval(Box::new(ends)), Modifier::None, out);
        }
        for (at, end, calendar) in members {
            self.push(at, end, "date.days", Shape::Point(list::point_of(calendar)), Modifier::None, out);
        }
        Some(end)
    }

    fn read_ago_or_offset(&self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        if let Some(((when, modifier), end)) = self.ago(i) {
            // date.ago   yes: « il y a deux ans »   no: « il y a deux cents personnes »
            let point = Point { when, ..Point::default() };
            return self.push(i, end, "date.ago", Shape::Point(point), modifier, out);
        }
        let (seen, end) = self.offset(i)?;
        self.push(i, end, seen.rule, Shape::Point(seen.point), seen.modifier, out)
    }

    fn read_point(&self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        let (seen, end) = self.point(i)?;
        if seen.point.clock.is_none()
            && let Some(((first, last), after)) = self.hours_of_day(&seen, end)
        {
            let ends = Box::new((
                Point { when: seen.point.when.clone(), ..first },
                Point { when: seen.point.when, ..last },
            ));
            return self.push(i, after, "date.day-hours", Shape::Interval(ends), Modifier::None, out);
        }
        let modifier = if seen.modifier == Modifier::None { self.point_modifier(i) } else { seen.modifier };
        self.push(i, end, seen.rule, Shape::Point(seen.point), modifier, out)
    }

    /// `de 10h à 18h` right after a day.
    fn hours_of_day(&self, seen: &point::Seen, i: usize) -> parser::Read<range::Ends> {
        let dated = matches!(&seen.point.when, When::Calendar(calendar)
            if calendar.day.is_some() || calendar.weekday.is_some())
            || matches!(seen.point.when, When::Deictic(_) | When::Holiday { .. });
        let found = self.range(i).filter(|_| dated && seen.point.part.is_none())?;
        let ((first, last), _) = &found;
        let open = matches!((&first.when, &last.when), (When::Open, When::Open)) && first.clock.is_some();
        open.then_some(found)
    }

    fn read_length(&self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        // date.length   yes: « trois ans »   no: « trois anses »
        let ((length, approximate), end) = self.length(i)?;
        let modifier = if approximate { Modifier::Approx } else { self.length_modifier(i) };
        self.push(i, end, "date.length", Shape::Duration(length, None), modifier, out)
    }

    /// `2'`, `1"`: lengths without a word.
    fn read_marked_length(&self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        if !matches!(self.doc.byte(i + 1), b'\'' | b'"') {
            return None;
        }
        self.read_ago_or_offset(i, out).or_else(|| self.read_length(i, out))
    }

    fn read_year(&self, i: usize, out: &mut Vec<Candidate<'_>>) -> Option<usize> {
        let (point, end) = self.bare_year(i)?;
        self.push(i, end, "date.year", Shape::Point(point), self.point_modifier(i), out)
    }
}
