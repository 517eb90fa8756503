//! One day, hour or period with all that belongs to it.

use super::expr::{Calendar, Clock, Part, Point, Step, When, Year};
use super::first::{AFTER_BARE_DAY, EDGES, HOLIDAYS, PARTS, RELATIVES};
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
    pub(super) fn takes_hour(&self) -> bool {
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
        let (day, end) = self.day(i)?;
        if self.may_not_end(end) {
            return None;
        }
        let before = i.checked_sub(1)?;
        let article = self
            .lexicon
            .sense(self.doc, before, Class::TimeArticle)
            .or_else(|| self.lexicon.sense(self.doc, before, Class::TimeOf))?;
        if !article.has(flag::DAY) || !self.same_line(i) {
            return None;
        }
        let calendar = Calendar { day: Some(day), ..Calendar::default() };
        let mut seen = Seen::new(When::Calendar(calendar), "date.day");
        let after = self.attach(end, &mut seen);
        let hours = self.word(end, Class::TimeFrom).is_some()
            && self.range(end).is_some_and(|((first, _), _)| first.clock.is_some());
        // `le 25 mardi`
        if let Some(sense) = self.word(end, Class::Weekday).filter(|_| seen.point.clock.is_none()) {
            let calendar = Calendar { weekday: i8::try_from(sense.number).ok(), ..calendar };
            let mut seen = Seen::new(When::Calendar(calendar), "date.day");
            let end = self.attach(end + 1, &mut seen);
            return Some((seen, end));
        }
        let ends = seen.point.part.is_none() && self.ends_clause(end) && self.day_stands_alone(i, end);
        (seen.point.clock.is_some() || hours || ends).then_some((seen, after))
    }

    /// Whether a word stands at `i` that neither an hour nor a weekday after a bare day begins with.
    fn may_not_end(&self, i: usize) -> bool {
        let word = i < self.limit && self.doc.tokens()[i].is_word();
        word && !self.may(i, AFTER_BARE_DAY)
    }

    /// Whether a bare day after its article at the end of its clause can only be one: `pour le 14.`, `à partir du 8`.
    pub(super) fn day_stands_alone(&self, i: usize, end: usize) -> bool {
        let article = i - 1;
        let du = self.lexicon.is(self.doc, article, Class::TimeOf);
        if du {
            return self.ends_before(i, Class::TimeAt);
        }
        self.fills_line(i, end) || self.follows(article, Class::TimeMonthCue).is_some()
    }

    /// `début mars`, `mi-décembre`, `fin de la semaine`, `milieu des années 1990`, `fin 2018`.
    fn edged(&self, i: usize) -> Read<Seen> {
        // date.edge   yes: « début mars »   no: « début de match »
        if !self.may(i, EDGES) {
            return None;
        }
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
        // `tombé en trois heures lundi soir`
        if !read.sure && !read.minutes && self.is_lasting(i) {
            return None;
        }
        let mut after = end;
        if self.mark(after, ",") && read.minutes && self.numeric(after + 1).is_some() {
            after += 1;
        }
        after = self.skip_article(after);
        if let Some((mut seen, end)) = self.base(after, false)
            && seen.takes_hour()
            && seen.point.clock.is_none()
        {
            let mut end = end;
            if let Some(((part, _), after)) =
                self.part_of_day(end, true).filter(|_| seen.point.part.is_none())
            {
                (seen.point.part, end) = (Some(part), after);
            }
            set_clock(&mut seen, read.clock);
            seen.rule = "date.clock-day";
            return Some((seen, end));
        }
        if !self.reads_as_hour(i, end, read) {
            return None;
        }
        let mut seen = Seen::new(When::Open, "date.clock");
        seen.point.clock = Some(read.clock);
        Some((seen, end))
    }

    /// Whether `en`, `pendant` or `durant` makes the hours at `i` a length.
    fn is_lasting(&self, i: usize) -> bool {
        let since = self.follows(i, Class::TimeDay).is_some();
        self.follows(i, Class::TimeLasting).is_some()
            && (!since || self.follows(i, Class::TimeInPart).is_some())
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
        let opens = self.lexicon.opens(self.doc.tokens()[i]);
        // date.feast   yes: « lundi de Pentecôte »   no: « saint patron »
        if opens & HOLIDAYS != 0
            && let Some((when, end)) = self.holiday(i)
        {
            return Some((Seen::new(when, "date.feast"), end));
        }
        if opens & RELATIVES != 0
            && let Some(found) = self.relative(i)
        {
            return Some(found);
        }
        if opens & PARTS != 0
            && let Some(found) = self.part_alone(i, edged)
        {
            return Some(found);
        }
        // date.calendar   yes: « le 3 mars 2024 »   no: « 3 marsouins »
        if let Some((calendar, end)) = self.calendar(i).filter(|(found, _)| self.is_told(i, found, edged)) {
            return Some((Seen::new(When::Calendar(calendar), rule_of(&calendar)), end));
        }
        // date.period   yes: « la semaine dernière »   no: « une semaine de vacances »
        let (when, end) = self.period(i, edged)?;
        Some((Seen::new(when, "date.period"), end))
    }

    /// Whether what reads like a day or month at `i` is no name or homograph.
    fn is_told(&self, i: usize, calendar: &Calendar, edged: bool) -> bool {
        let bare = calendar.day.is_none() && calendar.weekday.is_none();
        let alone = bare && calendar.year == Year::None && calendar.step == Step::None && !edged;
        (!alone || self.month_stands_alone(i)) && !self.is_name(i, calendar)
    }

    /// One past the day of a street's name: `rue du 8-Mai-1945`.
    pub(super) fn street_name(&self, i: usize) -> Option<usize> {
        let street = i.checked_sub(2).filter(|_| self.is_number(i) && self.same_line(i))?;
        let named = self.lexicon.is(self.doc, street, Class::StreetType)
            && self.lexicon.is(self.doc, street + 1, Class::TimeOf);
        if !named {
            return None;
        }
        Some(self.day_month(i)?.1)
    }

    /// A name that is written like a weekday: `Robinson et Vendredi`.
    fn is_name(&self, i: usize, calendar: &Calendar) -> bool {
        let tokens = self.doc.tokens();
        let word = |back: usize| i.checked_sub(back).filter(|_| self.same_line(i));
        let bare = calendar.weekday.is_some() && calendar.day.is_none() && calendar.step == Step::None;
        let capital = |at: usize| tokens[at].is_capitalised() && !tokens[at].is_all_caps();
        bare && capital(i)
            && word(2).is_some_and(|at| {
                let timely = [Class::Weekday, Class::Month, Class::TimeDeictic];
                capital(at)
                    && self.lexicon.is(self.doc, at + 1, Class::TimeAnd)
                    && !timely.iter().any(|&class| self.lexicon.may_be(tokens[at], class))
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
        if planet && cue.is_none_or(|cue| cue.text != "strong") {
            return false;
        }
        // `Je pars Septembre.`
        let end = name && !token.starts_sentence() && self.ends_clause(i + 1) && self.follows_verb(i);
        cued && !named || (!homograph && (!name || end))
    }

    /// Whether a word in lower case that is no article or preposition stands before token `i`.
    fn follows_verb(&self, i: usize) -> bool {
        let before = i.checked_sub(1).filter(|_| self.same_line(i));
        before.is_some_and(|at| {
            let token = self.doc.tokens()[at];
            let led = [Class::TimeArticle, Class::TimeOf, Class::TimeDemonstrative];
            token.is_word()
                && !token.is_capitalised()
                && !led.iter().any(|&class| self.lexicon.may_be(token, class))
        })
    }

    /// Takes the part of day and the hour that follow a day at `i`; one past the last.
    pub(super) fn attach(&self, i: usize, seen: &mut Seen) -> usize {
        let mut at = i;
        if !(self.is_number(at) || self.may(at, AFTER_BARE_DAY)) || !seen.takes_hour() {
            return at;
        }
        if seen.point.part.is_none()
            && let Some(((part, modifier), end)) = self.part_of_day(at, true)
        {
            seen.point.part = Some(part);
            seen.modifier = modifier;
            at = if self.is(end, Class::TimeSame) { end + 1 } else { end };
            at = self.date_after_part(at, seen);
        }
        if seen.point.clock.is_some() {
            return at;
        }
        self.attach_hour(at, seen)
    }

    /// Takes the hour that follows a day or part of it at `i`; one past its last token.
    fn attach_hour(&self, i: usize, seen: &mut Seen) -> usize {
        let mut at = i;
        let (modifier, hour) = self.hour_preposition(at);
        // `ce soir à 7`, `demain à 20.`
        if hour > at
            && let Some((hour, end)) = self.whole_hour(at, hour)
        {
            set_clock(seen, Clock { hour, minute: 0, second: None });
            return end;
        }
        if hour > at
            && seen.point.part.is_some_and(|part| part != Part::Night)
            && let Some((hour, end)) =
                self.day(hour).filter(|&(hour, end)| hour < 13 && self.may_follow_number(end))
        {
            set_clock(seen, Clock { hour, minute: 0, second: None });
            return end;
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

    /// `à 20` at the end of its clause, after a day; the preposition is token `at`.
    pub(super) fn whole_hour(&self, at: usize, hour: usize) -> Read<i8> {
        let to = self.word(at, Class::TimeTo).is_some() && hour == at + 1;
        let value = self.digits(hour, 1, 2).filter(|&value| to && value <= 24)?;
        let ends = self.ends_clause(hour + 1);
        ends.then_some((i8::try_from(value).ok()?, hour + 1))
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
