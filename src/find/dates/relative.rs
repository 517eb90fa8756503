//! Days counted from another one: `hier`, `la veille`, `ce matin`, `quatre jours plus tard`.

use super::expr::{Anchor, Calendar, Part, Step, When};
use super::first::PARTS;
use super::parser::{Parser, Read};
use super::point::Seen;
use crate::Modifier;
use crate::lang::{Class, flag};

impl Parser<'_, '_> {
    /// `hier`, `demain`, `la veille`, `le lendemain du 13 février`, `ce jour-là`.
    pub(super) fn relative(&self, i: usize) -> Read<Seen> {
        // date.deictic   yes: « hier »   no: « hierarchie »
        if let Some((sense, end)) = self.phrase(i, Class::TimeAnaphor) {
            let days = i16::try_from(sense.number).ok()?;
            let at = self.past_of(end).filter(|_| days != 0);
            let of = at.and_then(|at| {
                let (seen, end) = self.base(at, false)?;
                (seen.takes_hour() && seen.point.part.is_none()).then_some((Box::new(seen.point), end))
            });
            let (of, end) = of.map_or((None, end), |(of, end)| (Some(of), end));
            let led = self.before_article(i) < i || self.follows(i, Class::TimeDay).is_some();
            if sense.has(flag::LED) && !led && of.is_none() {
                return None;
            }
            return Some((Seen::new(When::Anaphoric(days, of), "date.anaphor"), end));
        }
        let (sense, end) = self.phrase(i, Class::TimeDeictic)?;
        let tomorrow_of = self.doc.is_hyphen(end)
            || self.is_of_name(i)
            || (sense.has(flag::ALONE) && !self.fills_line(i, end));
        let seen = Seen::new(When::Deictic(i16::try_from(sense.number).ok()?), "date.deictic");
        // `demain mardi`, `hier, lundi 3 mai`: the day is told twice
        let again = if self.mark(end, ",") { end + 1 } else { end };
        let end = match self.calendar(again) {
            Some((calendar, after))
                if calendar.weekday.is_some() && (again == end || calendar.day.is_some()) =>
            {
                after
            }
            _ => end,
        };
        (!tomorrow_of).then_some((seen, end))
    }

    /// `d'hier`, `de demain` after a word with a capital: a name.
    fn is_of_name(&self, i: usize) -> bool {
        let own = self.doc.tokens()[i];
        let title = own.is_capitalised() && !own.is_all_caps() && !own.starts_sentence();
        let of = if i > 0 && self.doc.is_apostrophe(i - 1) { i.checked_sub(2) } else { i.checked_sub(1) };
        of.filter(|&of| self.lexicon.is(self.doc, of, Class::TimeOf))
            .and_then(|of| of.checked_sub(1))
            .is_some_and(|before| {
                let token = self.doc.tokens()[before];
                let and = self.lexicon.is(self.doc, before, Class::TimeAnd);
                (token.is_word() && token.is_capitalised() && !token.is_all_caps()) || and || title
            })
    }

    /// `ce matin`, `cette nuit`, `soir même`, `en fin d'après-midi`, `dans la soirée`.
    pub(super) fn part_alone(&self, i: usize, edged: bool) -> Read<Seen> {
        // date.part   yes: « ce matin »   no: « le matin au réveil »
        if !self.may(i, PARTS) {
            return None;
        }
        let this = self.is(i, Class::TimeDemonstrative);
        let (lead, _) = self.leading_step(i);
        let at = if this || lead != Step::None { i + 1 } else { i };
        let (sense, end) = self.phrase(at, Class::TimePart)?;
        let part = super::parser::part(sense);
        if part == Part::Day && this && self.is(end, Class::TimeThere) {
            return None;
        }
        let mut seen = Seen::new(When::Open, "date.part");
        seen.point.part = Some(part);
        if self.is(end, Class::TimeSame) {
            seen.point.when = When::Anaphoric(0, None);
            return Some((seen, end + 1));
        }
        // `ce soir-là`
        if this && self.doc.is_hyphen(end) && self.is(end + 1, Class::TimeThere) {
            seen.point.when = When::Anaphoric(0, None);
            return Some((seen, end + 2));
        }
        self.part_of_other_day(i, at, end, seen, edged)
    }

    /// A part of day by what stands before it at `i` and after it at `end`; the word itself is token `at`.
    fn part_of_other_day(&self, i: usize, at: usize, end: usize, mut seen: Seen, edged: bool) -> Read<Seen> {
        let (lead, _) = self.leading_step(i);
        let this = self.is(i, Class::TimeDemonstrative);
        let part = seen.point.part?;
        let token = self.doc.tokens()[at];
        if token.is_capitalised() && !token.is_all_caps() && !token.starts_sentence() && !this {
            return None;
        }
        if part == Part::Day && this && self.is(end, Class::TimeOf) {
            return None;
        }
        if (lead == Step::Next || lead == Step::Last) && part != Part::Night {
            return None;
        }
        if !this
            && part == Part::Night
            && self.word(end, Class::TimeShift).is_some_and(|sense| sense.text == "last")
        {
            // `la nuit dernière`
            seen.point.when = When::Deictic(-1);
            return Some((seen, end + 1));
        }
        if let Some((calendar, end)) = self.day_of_part(end).filter(|_| !edged && lead == Step::None) {
            seen.point.when = When::Calendar(calendar);
            return Some((seen, end));
        }
        // `nuit de la Saint-Sylvestre`
        if let Some((when, end)) =
            self.past_of(end).filter(|_| lead == Step::None).and_then(|at| self.holiday(at))
        {
            seen.point.when = when;
            return Some((seen, end));
        }
        if lead == Step::Next || lead == Step::Last {
            seen.point.when = When::Deictic(if lead == Step::Next { 1 } else { -1 });
            return Some((seen, end));
        }
        if this {
            seen.point.when = When::Deictic(0);
            return Some((seen, end));
        }
        let loose = edged || part != Part::Day && (self.is_led_part(i) || self.fills_line(i, end));
        loose.then_some((seen, end))
    }

    /// Whether `dans`, `au` and their like stand before the part of the day at `i`.
    pub(super) fn is_led_part(&self, i: usize) -> bool {
        self.follows(i, Class::TimeOf).is_none()
            && self.follows(self.before_article(i), Class::TimeInPart).is_some()
    }

    /// `du 8 mai`, `de lundi` after a part of the day.
    fn day_of_part(&self, i: usize) -> Read<Calendar> {
        let (calendar, end) = self.calendar(self.past_of(i)?)?;
        let day = calendar.weekday.is_some() || (calendar.day.is_some() && calendar.month.is_some());
        let range = self.is(end, Class::TimeTo) && self.calendar(self.skip_article(end + 1)).is_some();
        (day && !range).then_some((calendar, end))
    }

    /// `quatre jours plus tard`, `deux semaines auparavant`, and a length after `dans`.
    pub(super) fn offset(&self, i: usize) -> Read<Seen> {
        let ((length, approximate), end) = self.length(i)?;
        let mut seen = None;
        if let Some((back, end)) = self.later(end) {
            // date.offset   yes: « quatre jours plus tard »   no: « quatre jours de fête »
            let when = When::Offset { length, back, anchor: Anchor::Last };
            seen = Some((Seen::new(when, "date.offset"), end));
        } else {
            let at = self.form_start(i, Class::TimeApprox);
            let led = at > 0
                && self.lexicon.is(self.doc, at - 1, Class::TimeIn)
                && self.doc.gap(at) <= crate::text::Gap::Space;
            if led {
                // date.ahead   yes: « dans trois mois »   no: « dans les trois mois »
                let when = When::Offset { length, back: false, anchor: Anchor::Document };
                seen = Some((Seen::new(when, "date.ahead"), end));
            }
        }
        let (mut seen, end) = seen?;
        seen.modifier = if approximate { Modifier::None } else { self.length_modifier(i) };
        Some((seen, end))
    }

    /// The first token of a form of `class` that ends right before `i`, else `i`.
    pub(super) fn form_start(&self, i: usize, class: Class) -> usize {
        (1..=3)
            .filter_map(|back| i.checked_sub(back))
            .find(|&at| self.lexicon.phrase(self.doc, at, class).is_some_and(|(end, _)| end == i))
            .unwrap_or(i)
    }
}
