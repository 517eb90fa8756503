//! One day, hour or period with all that belongs to it.

use super::expr::{Anchor, Calendar, Clock, Part, Point, Step, When, Year};
use super::parser::{Parser, Read, edge};
use crate::Modifier;
use crate::lang::{Class, flag};

/// A point as read.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) point: Point,
    pub(super) modifier: Modifier,
    pub(super) rule: &'static str,
}

impl Seen {
    pub(super) fn new(when: When, rule: &'static str) -> Self {
        Self { point: Point { when, ..Point::default() }, modifier: Modifier::None, rule }
    }

    /// Whether it names a day to which an hour can belong.
    fn takes_hour(&self) -> bool {
        match &self.point.when {
            When::Calendar(calendar) => calendar.day.is_some() || calendar.weekday.is_some(),
            When::Deictic(_) | When::Anaphoric(..) | When::Holiday { .. } | When::WeekendOf(_) => true,
            When::Open => self.point.part.is_some() && self.point.clock.is_none(),
            When::Nth { of: super::expr::Item::Weekday(_), .. } => true,
            _ => false,
        }
    }
}

impl Parser<'_, '_> {
    /// A point at `i` with `début`, `mi-`, `fin` before it and an hour after it.
    pub(super) fn point(&self, i: usize) -> Read<Seen> {
        if let Some(found) = self.edged(i) {
            return Some(found);
        }
        if let Some(found) = self.hour_first(i) {
            return Some(found);
        }
        if let Some(found) = self.day_alone(i) {
            return Some(found);
        }
        let (mut seen, end) = self.base(i, false)?;
        let end = self.attach(end, &mut seen);
        Some((seen, end))
    }

    /// `le 16 vers 18h`, `le 2.`: a bare day after `le`, with an hour or at the end of its clause.
    pub(super) fn day_alone(&self, i: usize) -> Read<Seen> {
        // date.day   yes: « le 16 vers 18h »   no: « le 16 de France »
        let article = i.checked_sub(1).and_then(|at| self.lexicon.sense(self.doc, at, Class::TimeArticle))?;
        let (day, end) = self.day(i).filter(|_| article.has(flag::DAY) && self.same_line(i))?;
        let calendar = Calendar { day: Some(day), ..Calendar::default() };
        let mut seen = Seen::new(When::Calendar(calendar), "date.day");
        let after = self.attach(end, &mut seen);
        let hours = self.word(end, Class::TimeFrom).is_some()
            && self.range(end).is_some_and(|((first, _), _)| first.clock.is_some());
        (seen.point.clock.is_some() || hours).then_some((seen, after))
    }

    /// `début mars`, `mi-décembre`, `fin de la semaine`, `milieu des années 1990`, `fin 2018`.
    fn edged(&self, i: usize) -> Read<Seen> {
        // date.edge   yes: « début mars »   no: « début de match »
        let lead = if self.is(i, Class::TimeEdgeAdverb) { i + 1 } else { i };
        let sense = self.word(lead, Class::TimeEdge)?;
        let mut at = lead + 1;
        if sense.has(flag::PREFIX) {
            if !self.doc.is_hyphen(at) {
                return None;
            }
            at += 1;
        }
        at = self.skip_of(at);
        let year = self.year(at).filter(|&(_, end)| self.may_follow_number(end)).map(|(year, end)| {
            let calendar = Calendar { year: Year::Full(year), ..Calendar::default() };
            (Seen::new(When::Calendar(calendar), "date.edge"), end)
        });
        let (mut seen, mut end) = self.base(at, true).or(year)?;
        if seen.takes_hour() && !matches!(seen.point.when, When::Deictic(_)) && seen.point.part.is_none() {
            let calendar =
                matches!(seen.point.when, When::Calendar(c) if c.day.is_some() || c.weekday.is_some());
            if calendar {
                return None;
            }
        }
        if seen.point.part.is_some() {
            end = self.attach(end, &mut seen);
        }
        seen.modifier = edge(sense);
        seen.rule = "date.edge";
        Some((seen, end))
    }

    /// `18h lundi`, `à 3 heures cet après-midi`, `9h30 le 13 décembre 2018`, and the hour alone.
    fn hour_first(&self, i: usize) -> Read<Seen> {
        // date.clock   yes: « à 18 heures »   no: « 18 heures de travail »
        let (read, end) = self.clock(i)?;
        let mut after = end;
        if self.mark(after, ",") && read.minutes && self.numeric(after + 1).is_some() {
            after += 1;
        }
        after = self.skip_article(after);
        if let Some((mut seen, end)) = self.base(after, false) {
            if seen.takes_hour() && seen.point.clock.is_none() {
                let mut end = end;
                if let Some(((part, _), after)) = self.part_of_day(end, true).filter(|_| seen.point.part.is_none()) {
                    (seen.point.part, end) = (Some(part), after);
                }
                set_clock(&mut seen, read.clock);
                seen.rule = "date.clock-day";
                return Some((seen, end));
            }
        }
        if !self.reads_as_hour(i, end, read) {
            return None;
        }
        let mut seen = Seen::new(When::Open, "date.clock");
        seen.point.clock = Some(read.clock);
        Some((seen, end))
    }

    /// The day or period itself.
    pub(super) fn base(&self, i: usize, edged: bool) -> Read<Seen> {
        if i >= self.limit {
            return None;
        }
        // date.numeric   yes: « 11/05/2020 »   no: « 1/3 »
        if let Some(((calendar, clock), end)) = self.numeric(i) {
            let mut seen = Seen::new(When::Calendar(calendar), "date.numeric");
            seen.point.clock = clock;
            return Some((seen, end));
        }
        // date.feast   yes: « lundi de Pentecôte »   no: « saint patron »
        if let Some((when, end)) = self.holiday(i) {
            return Some((Seen::new(when, "date.feast"), end));
        }
        self.relative(i)
            .or_else(|| self.part_alone(i, edged))
            .or_else(|| {
                // date.calendar   yes: « le 3 mars 2024 »   no: « 3 marsouins »
                let (calendar, end) = self.calendar(i)?;
                let bare = calendar.day.is_none() && calendar.weekday.is_none();
                let alone = bare && calendar.year == Year::None && calendar.step == Step::None && !edged;
                if alone && !self.month_stands_alone(i) {
                    return None;
                }
                Some((Seen::new(When::Calendar(calendar), rule_of(&calendar)), end))
            })
            .or_else(|| {
                // date.period   yes: « la semaine dernière »   no: « une semaine de vacances »
                let (when, end) = self.period(i, edged)?;
                Some((Seen::new(when, "date.period"), end))
            })
    }

    /// Whether a month without day or year is one: homographs and names want a cue.
    fn month_stands_alone(&self, i: usize) -> bool {
        let token = self.doc.tokens()[i];
        let cue = self.follows(i, Class::TimeMonthCue);
        let cued = cue.is_some() || self.listed_at(i);
        let name = token.is_capitalised() && !token.is_all_caps();
        let homograph = self.word(i, Class::Month).is_some_and(|sense| sense.has(flag::HOMOGRAPH));
        let named = self.doc.tokens().get(i + 1).is_some_and(|next| next.is_capitalised()) && name;
        let planet = homograph && name && !token.starts_sentence();
        if planet && !cue.is_some_and(|cue| cue.text == "strong") {
            return false;
        }
        cued && !named || (!homograph && !name)
    }

    /// `hier`, `demain`, `la veille`, `le lendemain du 13 février`, `ce jour-là`.
    fn relative(&self, i: usize) -> Read<Seen> {
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
        let tomorrow_of = self.doc.is_hyphen(end) || self.is_of_name(i);
        let seen = Seen::new(When::Deictic(i16::try_from(sense.number).ok()?), "date.deictic");
        // `demain mardi`, `hier, lundi 3 mai`: the day is told twice
        let again = if self.mark(end, ",") { end + 1 } else { end };
        let end = match self.calendar(again) {
            Some((calendar, after)) if calendar.weekday.is_some() && (again == end || calendar.day.is_some()) => after,
            _ => end,
        };
        (!tomorrow_of).then_some((seen, end))
    }

    /// `d'hier`, `de demain` after a word with a capital: a name.
    fn is_of_name(&self, i: usize) -> bool {
        let own = self.doc.tokens()[i];
        let title = own.is_capitalised() && !own.is_all_caps() && !own.starts_sentence();
        let of = if i > 0 && self.doc.is_apostrophe(i - 1) { i.checked_sub(2) } else { i.checked_sub(1) };
        of.filter(|&of| self.lexicon.is(self.doc, of, Class::TimeOf)).and_then(|of| of.checked_sub(1)).is_some_and(
            |before| {
                let token = self.doc.tokens()[before];
                let and = self.lexicon.is(self.doc, before, Class::TimeAnd);
                (token.is_word() && token.is_capitalised() && !token.is_all_caps()) || and || title
            },
        )
    }

    /// `ce matin`, `cette nuit`, `soir même`, `en fin d'après-midi`, `dans la soirée`.
    fn part_alone(&self, i: usize, edged: bool) -> Read<Seen> {
        // date.part   yes: « ce matin »   no: « le matin au réveil »
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
        if !this && part == Part::Night && self.word(end, Class::TimeShift).is_some_and(|sense| sense.text == "last") {
            // `la nuit dernière`
            seen.point.when = When::Deictic(-1);
            return Some((seen, end + 1));
        }
        if let Some((calendar, end)) = self.day_of_part(end).filter(|_| !edged && lead == Step::None) {
            seen.point.when = When::Calendar(calendar);
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
        let led = self.follows(self.before_article(i), Class::TimeInPart).is_some()
            && self.follows(i, Class::TimeOf).is_none();
        let loose = edged || (led && part != Part::Day);
        loose.then_some((seen, end))
    }

    /// `du 8 mai`, `de lundi` after a part of the day.
    fn day_of_part(&self, i: usize) -> Read<Calendar> {
        let (calendar, end) = self.calendar(self.past_of(i)?)?;
        let day = calendar.weekday.is_some() || (calendar.day.is_some() && calendar.month.is_some());
        let range = self.is(end, Class::TimeTo) && self.calendar(self.skip_article(end + 1)).is_some();
        (day && !range).then_some((calendar, end))
    }

    /// Takes the part of day and the hour that follow a day at `i`; one past the last.
    pub(super) fn attach(&self, i: usize, seen: &mut Seen) -> usize {
        let mut at = i;
        if !seen.takes_hour() {
            return at;
        }
        if seen.point.part.is_none() {
            if let Some(((part, modifier), end)) = self.part_of_day(at, true) {
                seen.point.part = Some(part);
                seen.modifier = modifier;
                at = if self.is(end, Class::TimeSame) { end + 1 } else { end };
                at = self.date_after_part(at, seen);
            }
        }
        if seen.point.clock.is_some() {
            return at;
        }
        let (modifier, hour) = self.hour_preposition(at);
        // `ce soir à 7`
        if hour > at && seen.point.part.is_some_and(|part| part != Part::Night) {
            if let Some((hour, end)) = self.day(hour).filter(|&(hour, end)| hour < 13 && self.may_follow_number(end)) {
                set_clock(seen, Clock { hour, minute: 0, second: None });
                return end;
            }
        }
        if let Some((read, end)) = self.clock(hour) {
            let told = hour > at || read.minutes || read.sure || self.is(hour + 1, Class::TimeHour);
            let lasting = hour == at && !read.sure && !read.short && self.of_noun(end);
            if told && !lasting {
                set_clock(seen, read.clock);
                if modifier != Modifier::None {
                    seen.modifier = modifier;
                }
                seen.rule = "date.day-clock";
                at = end;
                if let Some(((part, _), end)) =
                    self.part_of_day(at, true).filter(|_| seen.point.part.is_none())
                {
                    seen.point.part = Some(part);
                    set_clock(seen, read.clock);
                    at = end;
                }
            }
        }
        at
    }

    /// `samedi soir 6 octobre`: the date after the part of day.
    fn date_after_part(&self, i: usize, seen: &mut Seen) -> usize {
        let When::Calendar(calendar) = &mut seen.point.when else { return i };
        match self.day_month(i) {
            Some((found, end)) if calendar.weekday.is_some() && calendar.day.is_none() => {
                *calendar = Calendar { weekday: calendar.weekday, ..found };
                end
            }
            _ => i,
        }
    }

    fn of_noun(&self, i: usize) -> bool {
        self.is(i, Class::TimeOf) && !self.is(i, Class::TimeDay)
    }

    /// Past `à`, `vers`, `dès`, `avant` before an hour, with what they say.
    fn hour_preposition(&self, i: usize) -> (Modifier, usize) {
        let mut at = i;
        let mut modifier = Modifier::None;
        if let Some((_, end)) = self.phrase(at, Class::TimeBefore) {
            (modifier, at) = (Modifier::Before, end);
        } else if let Some((_, end)) = self.phrase(at, Class::TimeAfter) {
            (modifier, at) = (Modifier::After, end);
        } else if let Some((_, end)) = self.phrase(at, Class::TimeApprox) {
            (modifier, at) = (Modifier::Approx, end);
        } else if let Some((_, end)) = self.phrase(at, Class::TimeAt) {
            at = end;
            if let Some((_, end)) = self.phrase(at, Class::TimeApprox) {
                (modifier, at) = (Modifier::Approx, end);
            }
        }
        (modifier, self.skip_article(at))
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

/// The hour with the part of day applied: `3 heures cet après-midi` is 15:00.
fn set_clock(seen: &mut Seen, clock: Clock) {
    let late = matches!(seen.point.part, Some(Part::Afternoon | Part::Evening)) && clock.hour < 12;
    let shift = if late { 12 } else { 0 };
    seen.point.clock = Some(Clock { hour: clock.hour + shift, ..clock });
    seen.point.part = None;
}

fn rule_of(calendar: &Calendar) -> &'static str {
    match (calendar.weekday, calendar.day, calendar.month) {
        (Some(_), Some(_), _) => "date.weekday-day",
        (Some(_), None, _) => "date.weekday",
        (None, Some(_), _) => "date.day-month",
        _ => "date.month",
    }
}
