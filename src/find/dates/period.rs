//! Weeks, months, quarters, seasons, decades, centuries and feasts.

use super::expr::{Anchor, Calendar, Item, Point, Step, Unit, When, Year};
use super::first::{FRACTIONS, HOLIDAYS, PERIODS, SEASONS, UNITS};
use super::parser::{Parser, Read, step, unit};
use crate::lang::{Class, flag};

impl Parser<'_, '_> {
    /// A period at `i`; `edged` where `début`, `fin` or `milieu` stands before it.
    pub(super) fn period(&self, i: usize, edged: bool) -> Read<When> {
        let may = |classes: u128| self.may(i, classes).then_some(i);
        let ordinal = may(FRACTIONS).or_else(|| (self.is_number(i) && self.has_suffix(i)).then_some(i));
        may(SEASONS)
            .and_then(|i| self.season(i))
            .or_else(|| ordinal.and_then(|i| self.fraction(i)))
            .or_else(|| ordinal.and_then(|i| self.nth(i)))
            .or_else(|| may(UNITS).and_then(|i| self.decade(i)))
            .or_else(|| self.century(i))
            .or_else(|| may(UNITS).and_then(|i| self.headed(i)))
            .or_else(|| may(PERIODS).and_then(|i| self.stepped_unit(i, edged)))
    }

    pub(super) fn holiday(&self, i: usize) -> Read<When> {
        if !self.may(i, HOLIDAYS) {
            return None;
        }
        let (lead, at) = self.leading_step(i);
        let (sense, mut end) = self.phrase(at, Class::TimeHoliday)?;
        let named = self.doc.tokens()[end - 1];
        let lower = !named.is_capitalised() && sense.form.chars().any(char::is_uppercase);
        if lower && sense.has(flag::NAMED) {
            return None;
        }
        let (mut year, mut found) = (Year::None, lead);
        if let Some((value, after)) = self.year(end) {
            (year, end) = (Year::Full(value), after);
        } else if let Some((value, after)) = self.past_of(end).and_then(|at| self.relative_year(at)) {
            (year, end) = (value, after);
        } else if let Some((sense, after)) = self.phrase(end, Class::TimeShift) {
            (found, end) = (step(sense), after);
        }
        Some((When::Holiday { rule: sense.text, days: 0, year, step: found }, end))
    }

    fn season(&self, i: usize) -> Read<When> {
        let (lead, at) = self.leading_step(i);
        let sense = self.word(at, Class::TimeSeason)?;
        let number = i8::try_from(sense.number).ok()?;
        let mut end = at + 1;
        let (mut year, mut found) = (Year::None, lead);
        let after = self.skip_of(end);
        if let Some((value, next)) = self.year(after) {
            (year, end) = (Year::Full(value), next);
            if (self.is_dash(next) || self.mark(next, "/"))
                && self.is_glued(next)
                && let Some((_, next)) = self.second_year(next + 1, value)
            {
                end = next;
            }
        } else if let Some((value, next)) = self.relative_year(after).filter(|_| after > end) {
            (year, end) = (value, next);
        } else if let Some((sense, next)) = self.phrase(end, Class::TimeShift) {
            (found, end) = (step(sense), next);
        }
        let told = year != Year::None || found != Step::None;
        // `le Printemps marseillais`, `l'Automne`
        let token = self.doc.tokens()[at];
        if !told && token.is_capitalised() && !token.is_all_caps() && !token.starts_sentence() {
            return None;
        }
        let led = self.follows(i, Class::TimeSeasonCue).is_some();
        if !(told || led && self.seasonable(at, sense.has(flag::HOMOGRAPH))) {
            return None;
        }
        Some((When::Fraction { unit: Unit::Season, number, year, step: found }, end))
    }

    /// Whether a bare season is meant: `été` after `l'` or `cet`, never the participle.
    fn seasonable(&self, i: usize, homograph: bool) -> bool {
        !homograph || self.doc.is_apostrophe(i - 1) || self.follows(i, Class::TimeYearCue).is_some()
    }

    /// `premier semestre 2019`, `T1 2019`, `3e trimestre`.
    fn fraction(&self, i: usize) -> Read<When> {
        let (number, unit, end) = if let Some(sense) = self.word(i, Class::TimeFraction) {
            let number = self.digits(i + 1, 1, 1).filter(|_| self.is_glued(i + 1))?;
            let unit = if sense.text == "quarter" { Unit::Quarter } else { Unit::Semester };
            self.year(self.skip_of(i + 2))?;
            (i8::try_from(number).ok()?, unit, i + 2)
        } else {
            let (number, at) = self.ordinal(i)?;
            let unit = unit(self.word(at, Class::TimeUnit)?);
            (number, unit, at + 1)
        };
        let fits = match unit {
            Unit::Quarter => (1..=4).contains(&number),
            Unit::Semester => (1..=2).contains(&number),
            _ => false,
        };
        let (year, end) = self.year_after(end);
        fits.then_some((When::Fraction { unit, number, year, step: Step::None }, end))
    }

    /// The year that follows at `i`, with or without `de`.
    fn year_after(&self, i: usize) -> (Year, usize) {
        let at = self.skip_of(i);
        if let Some((year, end)) = self.year(at) {
            return (Year::Full(year), end);
        }
        self.relative_year(at).unwrap_or((Year::None, i))
    }

    /// `premier lundi de mars`, `dernier jour d'octobre 2015`, `première quinzaine d'avril`.
    fn nth(&self, i: usize) -> Read<When> {
        let (number, at) = self.ordinal(i)?;
        let of = if let Some(sense) = self.word(at, Class::Weekday) {
            Item::Weekday(i8::try_from(sense.number).ok()?)
        } else {
            let (sense, _) = self.phrase(at, Class::TimeUnit)?;
            Item::Unit(unit(sense))
        };
        let at = if let Item::Unit(_) = of { self.phrase(at, Class::TimeUnit)?.1 } else { at + 1 };
        let after = self.past_of(at)?;
        let coarse = |when: &When| match when {
            When::Calendar(calendar) => calendar.day.is_none() && calendar.weekday.is_none(),
            When::Period { unit, .. } => *unit > Unit::Week,
            When::Fraction { .. } => true,
            _ => false,
        };
        let (within, end) = self
            .headed(after)
            .or_else(|| self.stepped_unit(after, false))
            .or_else(|| self.calendar(after).map(|(calendar, end)| (When::Calendar(calendar), end)))
            .or_else(|| self.season(after))
            .filter(|(when, _)| coarse(when))?;
        Some((When::Nth { number, of, within: Box::new(within) }, end))
    }

    /// `années 60`, `années 1980`, `années quatre-vingt`.
    fn decade(&self, i: usize) -> Read<When> {
        let sense = self.word(i, Class::TimeUnit)?;
        if unit(sense) != Unit::Year || !sense.form.ends_with('s') {
            return None;
        }
        let (count, end) = self.count(i + 1)?;
        let year = count.integer()?;
        let decade = match year {
            0..=99 if year % 10 == 0 => i16::try_from(year / 10).ok()?,
            1000..=2100 if year % 10 == 0 => i16::try_from(year / 10).ok()?,
            _ => return None,
        };
        let more = self.is(end, Class::TimeAnd) || self.is_dash(end) || self.is(end, Class::TimeTo);
        let years = more && self.count(end + 1).is_some_and(|(next, _)| next.milli % 10_000 != 0);
        (!years).then_some((When::Decade(decade), end))
    }

    /// `XIXe siècle`, `19e siècle`, `IIe siècle av. J.-C.`.
    pub(super) fn century(&self, i: usize) -> Read<When> {
        let (number, mut at) = self.ordinal(i).or_else(|| self.roman(i))?;
        if number < 1 {
            return None;
        }
        self.word(at, Class::TimeUnit).filter(|&sense| unit(sense) == Unit::Century)?;
        at += 1;
        let number = i16::from(number);
        if let Some((before, end)) = self.era(at) {
            return Some((When::Century(if before { -number } else { number }), end));
        }
        Some((When::Century(number), at))
    }

    /// A Roman ordinal at `i`: `XIXe`, `XX e`, `IIème`.
    fn roman(&self, i: usize) -> Read<i8> {
        if i >= self.limit || !self.doc.tokens()[i].is_word() {
            return None;
        }
        if !matches!(self.doc.byte(i), b'I' | b'V' | b'X') {
            return None;
        }
        let text = self.doc.token_text(i);
        let figures = text.bytes().take_while(|byte| b"IVX".contains(byte)).count();
        let mut total: i16 = 0;
        let digits = text.as_bytes().get(..figures)?;
        for (at, &byte) in digits.iter().enumerate().take(6) {
            let here = figure(byte);
            let next = digits.get(at + 1).map_or(0, |&byte| figure(byte));
            total += if next > here { -here } else { here };
        }
        let number = i8::try_from(total).ok().filter(|number| (1..=30).contains(number))?;
        if figures == text.len() {
            let suffix = self.is(i + 1, Class::NumberOrdinalSuffix) || self.mark(i + 1, "°");
            return Some((number, if suffix { i + 2 } else { i + 1 }));
        }
        let suffix = text.get(figures..)?;
        matches!(suffix.chars().next(), Some('e' | 'è' | 'ᵉ' | 'E')).then_some((number, i + 1))
    }

    /// `av. J.-C.`, `après Jésus-Christ` at `i`; whether it is before Christ.
    pub(super) fn era(&self, i: usize) -> Read<bool> {
        let sense = self.word(i, Class::TimeEra)?;
        let dot = |at: usize| if self.mark(at, ".") { at + 1 } else { at };
        let at = dot(i + 1);
        self.word(at, Class::TimeEraFirst)?;
        let at = dot(at + 1);
        let at = if i < self.limit && self.doc.is_hyphen(at) { at + 1 } else { at };
        self.word(at, Class::TimeEraLast)?;
        Some((sense.text == "bc", dot(at + 1)))
    }

    /// A period named by its head: `mois de mars 2019`, `année 2018`, `saison 2018-2019`, `semaine 12`, `semaine du 5 mai`.
    fn headed(&self, i: usize) -> Read<When> {
        let (sense, at) = self.phrase(i, Class::TimeUnit)?;
        let calendar = |calendar| When::Calendar(calendar);
        match unit(sense) {
            Unit::Month => {
                let after = self.past_of(at)?;
                let (found, end) = self.calendar(after)?;
                (found.day.is_none() && found.weekday.is_none()).then_some((calendar(found), end))
            }
            Unit::Year => {
                let (year, end) = self.year(at)?;
                let fits = self.may_follow_number(end);
                fits.then_some((calendar(Calendar { year: Year::Full(year), ..Calendar::default() }), end))
            }
            Unit::Week => {
                if let Some(number) = self.digits(at, 1, 2).filter(|week| (1..=53).contains(week)) {
                    let (year, end) = self.year_after(at + 1);
                    let number = i8::try_from(number).ok()?;
                    return self.may_follow_number(end).then_some((When::Week { number, year }, end));
                }
                self.day_of(at).map(|(day, end)| (When::WeekOf(Box::new(day)), end))
            }
            Unit::Weekend => self.day_of(at).map(|(day, end)| (When::WeekendOf(Box::new(day)), end)),
            _ => None,
        }
    }

    /// `du 5 mai`, `de Pâques` after a week or weekend.
    fn day_of(&self, i: usize) -> Read<Point> {
        let at = self.past_of(i)?;
        if let Some((calendar, end)) = self.calendar(at) {
            let fits = calendar.day.is_some();
            return fits.then_some((Point { when: When::Calendar(calendar), ..Point::default() }, end));
        }
        if let Some(((calendar, _), end)) = self.numeric(at) {
            return Some((Point { when: When::Calendar(calendar), ..Point::default() }, end));
        }
        let (when, end) = self.holiday(at)?;
        Some((Point { when, ..Point::default() }, end))
    }

    /// `semaine dernière`, `ce week-end`, `an passé`, `prochain mois`; after `fin de` a bare `mois` is this one.
    fn stepped_unit(&self, i: usize, edged: bool) -> Read<When> {
        let (lead, at) = self.leading_step(i);
        let (sense, end) = self.phrase(at, Class::TimeUnit)?;
        let unit = unit(sense);
        let plural = sense.form.ends_with('s') && !matches!(unit, Unit::Month);
        if unit < Unit::Weekend || plural {
            return None;
        }
        let (found, end) = match self.phrase(end, Class::TimeShift) {
            Some((sense, after)) => (step(sense), after),
            None => (lead, end),
        };
        // `ce mois-ci`
        let near = found == Step::This && self.doc.is_hyphen(end) && self.is(end + 1, Class::TimeHere);
        let end = if near { end + 2 } else { end };
        let made = |count, anchor| Some((When::Period { unit, step: count, anchor }, end));
        match found {
            Step::This => made(0, Anchor::Document),
            Step::Last => made(-1, Anchor::Document),
            Step::Next => made(1, Anchor::Document),
            Step::Before => made(-1, Anchor::Last),
            Step::After => made(1, Anchor::Last),
            Step::None if edged || unit == Unit::Weekend => {
                let article = self.before_article(i) < i || self.follows(i, Class::TimeOf).is_some();
                let bare = edged && (article || unit != Unit::Year);
                let week = unit == Unit::Weekend && article;
                if bare || week { made(0, Anchor::Document) } else { None }
            }
            _ => None,
        }
    }

    /// The second year of `2018-2019` or `2018-19`.
    pub(super) fn second_year(&self, i: usize, first: i16) -> Read<i16> {
        let value = if let Some((year, _)) = self.year(i) {
            year
        } else {
            let short = i16::try_from(self.digits(i, 2, 2)?).ok()?;
            let year = first - first % 100 + short;
            if year == first + 1 { year } else { return None }
        };
        (value > first).then_some((value, i + 1))
    }
}

const fn figure(byte: u8) -> i16 {
    match byte {
        b'I' => 1,
        b'V' => 5,
        b'X' => 10,
        _ => 0,
    }
}
