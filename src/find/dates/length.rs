//! Lengths of time: durations, ages, offsets.

use super::expr::{Anchor, Length, Unit, When};
use super::first::{AFTER_COUNT, AFTER_LENGTH, LENGTH_RANGES, LENGTHS};
use super::parser::{Parser, Read, is_weak, unit};
use crate::Modifier;
use crate::lang::{Class, flag};
use crate::text::Gap;

impl Parser<'_, '_> {
    /// A length at `i`, and whether it is approximate in itself (`une dizaine de jours`).
    #[inline]
    pub(super) fn length(&self, i: usize) -> Read<(Length, bool)> {
        let counts = if self.is_number(i) { self.counts_ahead(i) } else { self.may(i, LENGTHS) };
        if counts { self.length.or_read(i, self.limit, || self.read_length_at(i)) } else { None }
    }

    /// Whether what follows lets the figures at `i` count something: no month, no bare noun.
    #[inline]
    pub(super) fn counts_ahead(&self, i: usize) -> bool {
        let next = self.doc.tokens().get(i + 1);
        next.is_some_and(|next| !next.is_word() || self.lexicon.opens(*next) & AFTER_COUNT != 0)
    }

    fn read_length_at(&self, i: usize) -> Read<(Length, bool)> {
        if let Some((length, end)) = self.part_of_hour(i) {
            return Some(((length, false), end));
        }
        if let Some((length, end)) = self.whole(i) {
            return Some(((length, false), end));
        }
        let (count, mut at) = self.count(i)?;
        if let Some((unit, end)) = self.by_mark(i, at) {
            return Some(((Length { milli: count.milli, unit, rest: [None; 3] }, false), end));
        }
        if !self.may(at, AFTER_LENGTH) && !self.doc.is_hyphen(at) {
            return None;
        }
        // `contre 42 millions un an plus tôt`
        if count.milli >= 1_000_000_000 && !count.milli.is_multiple_of(1_000_000) {
            return None;
        }
        // `dix derniers mois`: as long as that, up to or from now
        if self.word(at, Class::TimeShift).is_some_and(|sense| sense.has(flag::LEADING)) {
            let (unit, end) = self.unit_after(at + 1)?;
            return Some(((Length { milli: count.milli, unit, rest: [None; 3] }, count.approximate), end));
        }
        if self.is(at, Class::NumberHalf) && !self.is_number(i) {
            return self.half_unit(at, count.milli);
        }
        if count.approximate {
            at = self.past_of(at)?;
        } else if self.doc.is_hyphen(at) && self.is_glued(at) {
            at += 1;
        }
        let (unit, mut end) = self.unit_after(at)?;
        // `une journée portes ouvertes`, `un jour`: no length unless something lasts so long
        if self.is_other(i, end, unit, count.article) {
            return None;
        }
        let vague = count.article && matches!(unit, Unit::Day | Unit::Night | Unit::Weekend);
        if vague && !self.lasts(i, end) {
            return None;
        }
        let mut length = Length { milli: count.milli, unit, rest: [None; 3] };
        end = self.take_rest(end, &mut length);
        Some(((length, count.approximate), end))
    }

    /// Names and homographs that only look like lengths: `la guerre des Six Jours`, `24 heures du Mans`,
    /// `une seconde séance`.
    fn is_other(&self, i: usize, end: usize, unit: Unit, article: bool) -> bool {
        let tokens = self.doc.tokens();
        let name =
            |at: usize| tokens.get(at).is_some_and(|token| token.is_capitalised() && !token.is_all_caps());
        if name(end - 1) && !tokens[i].starts_sentence() && (name(i) || tokens[i].is_number()) {
            return end > i + 1 && self.doc.token_text(end - 1).len() > 1;
        }
        // `12h12:99`
        let joined = self.is_number(end) && self.is_glued(end);
        if unit == Unit::Hour && joined && self.mark(end + 1, ":") && self.is_glued(end + 1) {
            return true;
        }
        let next = tokens.get(end).filter(|token| token.is_word() && self.same_line(end));
        if unit == Unit::Hour && self.is(end, Class::TimeOf) && name(end + 1) {
            return true;
        }
        unit == Unit::Second
            && article
            && next.is_some_and(|_| {
                !self.is(end, Class::TimePlain)
                    && self.phrase(end, Class::TimeLater).is_none()
                    && !self.is(end, Class::TimeOf)
                    && !self.is(end, Class::TimeAnd)
                    && !self.is(end, Class::TimePer)
            })
    }

    /// `toute la journée`, `toute l'année` at `i`.
    fn whole(&self, i: usize) -> Read<Length> {
        self.word(i, Class::TimeWhole)?;
        let at = self.skip_article(i + 1);
        let sense =
            self.word(at, Class::TimeUnit).filter(|sense| !is_weak(sense) && !sense.form.ends_with('s'))?;
        let unit = unit(sense);
        let fits = at > i + 1 && matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year);
        (fits && self.past_of(at + 1).is_none()).then_some((Length::whole(1, unit), at + 1))
    }

    /// Whether the words around a length tell that something lasts so long or lies so far away.
    fn lasts(&self, i: usize, end: usize) -> bool {
        self.follows(i, Class::TimeLasting).is_some()
            || self.follows(i, Class::TimeIn).is_some()
            || self.phrase(end, Class::TimeLater).is_some()
            || self.is(end, Class::TimePer)
            || (end < self.limit && self.is(end, Class::TimeAnd) && self.is(end + 1, Class::NumberHalf))
            || self.ends_before(i, Class::TimeAgo)
            || self.length_modifier(i) != Modifier::None
    }

    /// `2'`, `1"` on a line of their own or after `dans`: minutes and seconds; `i` is the number, `at` the mark.
    fn by_mark(&self, i: usize, at: usize) -> Read<Unit> {
        let unit = match self.doc.byte(at) {
            b'\'' => Unit::Minute,
            b'"' => Unit::Second,
            _ => return None,
        };
        let led = self.follows(i, Class::TimeIn).is_some();
        let ends = at + 1 >= self.doc.tokens().len() || self.doc.gap(at + 1) >= crate::text::Gap::Line;
        let whole = self.is_glued(at) && ends && (led || self.fills_line(i, at + 1));
        whole.then_some((unit, at + 1))
    }

    /// The unit after a number at `i`, abbreviations too.
    pub(super) fn unit_after(&self, i: usize) -> Read<Unit> {
        let sense = self.phrase(i, Class::TimeUnit)?;
        let (sense, end) = sense;
        if sense.text == "fortnight" || sense.text == "season" {
            return None;
        }
        // `5 j`, `10 s`, `3 m`: letters that mean much else are taken after digits only
        let lone =
            is_weak(sense) && i.checked_sub(1).is_some_and(|before| !self.doc.tokens()[before].is_number());
        (!lone).then_some((unit(sense), end))
    }

    /// Takes what follows a length at `i` in ever smaller units: `1 heure 56 minutes et 10 secondes`.
    fn take_rest(&self, i: usize, length: &mut Length) -> usize {
        let mut end = i;
        let mut of = length.rest.iter().flatten().last().map_or(length.unit, |&(_, unit)| unit);
        for slot in length.rest.iter_mut().skip_while(|slot| slot.is_some()) {
            let Some((rest, after)) = self.rest_of(end, of) else { break };
            *slot = Some(rest);
            (of, end) = (rest.1, after);
        }
        end
    }

    /// `et demi`, `et quart`, `15`, `30 min`, `et 3 mois` after a unit.
    fn rest_of(&self, i: usize, of: Unit) -> Read<(u16, Unit)> {
        if of == Unit::Hour
            && let Some(minutes) = self.digits(i, 2, 2).filter(|&minutes| minutes < 60)
        {
            let glued = self.is_glued(i);
            let end = if self.is(i + 1, Class::TimeMinute) { i + 2 } else { i + 1 };
            if glued || end == i + 2 || self.may_follow_number(end) {
                return Some(((u16::try_from(minutes).ok()?, Unit::Minute), end));
            }
        }
        // `3 minutes 30`, `1 min 08 s`
        if of == Unit::Minute
            && let Some(seconds) = self.digits(i, 2, 2).filter(|&seconds| seconds < 60)
        {
            let end = if self.is(i + 1, Class::TimeSecond) { i + 2 } else { i + 1 };
            if end == i + 2 || self.may_follow_number(end) {
                return Some(((u16::try_from(seconds).ok()?, Unit::Second), end));
            }
        }
        let joined = self.word(i, Class::TimeAnd).filter(|sense| sense.text == "and");
        let at = if joined.is_some() { i + 1 } else { i };
        if joined.is_some() && self.is(at, Class::NumberHalf) {
            return Some((half(of)?, at + 1));
        }
        if joined.is_some() && self.is(at, Class::TimeQuarter) && of == Unit::Hour {
            return Some(((15, Unit::Minute), at + 1));
        }
        let (count, at) = self.count(at)?;
        let (unit, end) = self.unit_after(at)?;
        let smaller = matches!(
            (of, unit),
            (Unit::Year, Unit::Month | Unit::Week)
                | (Unit::Month, Unit::Week | Unit::Day)
                | (Unit::Week, Unit::Day)
                | (Unit::Day, Unit::Hour)
                | (Unit::Hour, Unit::Minute)
                | (Unit::Minute, Unit::Second)
        );
        let number = u16::try_from(count.integer()?).ok()?;
        smaller.then_some(((number, unit), end))
    }

    /// `trois quarts d'heure`, `un quart d'heure`, `1/4h`, `demi-heure`.
    fn part_of_hour(&self, i: usize) -> Read<Length> {
        if self.is(i, Class::NumberHalf) {
            let ((length, _), end) = self.half_unit(i, 1000)?;
            return Some((length, end));
        }
        let (count, at) = self.count(i)?;
        let quarters = u64::try_from(count.integer()?).ok()?;
        let mut size = 15;
        let at = if self.mark(at, "/")
            && let Some(parts) = self.digits(at + 1, 1, 1).filter(|&parts| parts == 2 || parts == 4)
        {
            size = if parts == 2 { 30 } else { 15 };
            self.skip_of(at + 2)
        } else if self.is(at, Class::TimeQuarter) {
            self.past_of(at + 1)?
        } else {
            return None;
        };
        let (unit, end) = self.unit_after(at)?;
        (unit == Unit::Hour && quarters * size < 60)
            .then_some((Length::whole(quarters * size, Unit::Minute), end))
    }

    /// `demi-heure`, `demi-journée` at `i`, so many times.
    fn half_unit(&self, i: usize, milli: u64) -> Read<(Length, bool)> {
        self.word(i, Class::NumberHalf)?;
        let at = if self.doc.is_hyphen(i + 1) { i + 2 } else { i + 1 };
        let (unit, end) = self.unit_after(at)?;
        let length = match unit {
            Unit::Hour => Length { milli: milli * 30, unit: Unit::Minute, rest: [None; 3] },
            unit => Length { milli: milli / 2, unit, rest: [None; 3] },
        };
        Some(((length, false), end))
    }

    /// `8 à 10 semaines`, `1-2 jours`, `deux ou trois ans`, also after `de` and `entre`, at `i`.
    pub(super) fn length_range(&self, i: usize) -> Read<(Length, Length)> {
        let counts = if self.is_number(i) { self.counts_ahead(i) } else { self.may(i, LENGTH_RANGES) };
        if !counts {
            return None;
        }
        self.lengths.or_read(i, self.limit, || self.read_lengths_at(i))
    }

    fn read_lengths_at(&self, i: usize) -> Read<(Length, Length)> {
        let between = self.word(i, Class::TimeFrom).map(|sense| sense.text == "between");
        let mut at = if between.is_some() { self.past_apostrophe(i + 1) } else { i };
        let (first, end) = self.count(at)?;
        let first_unit = self.unit_after(end);
        at = first_unit.map_or(end, |(_, end)| end);
        let joined = match between {
            Some(true) => {
                self.word(at, Class::TimeAnd).is_some_and(|sense| sense.text == "and")
                    || self.is(at, Class::TimeTo)
            }
            Some(false) => self.is(at, Class::TimeTo),
            None => {
                self.is(at, Class::TimeTo)
                    || self.is_dash(at)
                    || self.word(at, Class::TimeAnd).is_some_and(|sense| sense.text == "or")
            }
        };
        if !joined {
            return None;
        }
        let ((last, _), end) = self.length(at + 1)?;
        if last.rest[0].is_some() && first_unit.is_none() {
            return None;
        }
        let unit = first_unit.map_or(last.unit, |(unit, _)| unit);
        if self.phrase(end, Class::TimeShift).is_some() {
            return None;
        }
        if self.are_hours(end, between.is_some(), first.milli, &last) {
            return None;
        }
        let rising = unit < last.unit || first.milli <= last.milli;
        rising.then_some(((Length { milli: first.milli, unit, rest: [None; 3] }, last), end))
    }

    /// Whether `9h à 17h`, `7 h et 10 h` are hours of a day rather than lengths; `end` is one past them.
    fn are_hours(&self, end: usize, opened: bool, first: u64, last: &Length) -> bool {
        let long =
            end > 0 && self.doc.token_text(end - 1).len() > 2 && !self.doc.tokens()[end - 1].is_number();
        let of_day = last.unit == Unit::Hour
            && last.milli <= 24_000
            && (last.milli != first || last.rest[0].is_some());
        let noun = self.is(end, Class::TimeOf)
            && self.past_of(end).is_some_and(|at| {
                !self.is(at, Class::TimePart) && !self.is(at, Class::Weekday) && self.calendar(at).is_none()
            });
        let least = if opened { 6000 } else { 13_000 };
        of_day && !noun && (!long || last.milli >= least)
    }

    /// `il y a deux ans`, `voilà trois mois` at `i`.
    pub(super) fn ago(&self, i: usize) -> Read<(When, Modifier)> {
        let (sense, at) = self.phrase(i, Class::TimeAgo)?;
        // `y a deux ans`, but `une sur trois y a moins de 35 ans`
        if is_weak(sense) && i > 0 && self.doc.gap(i) == Gap::Space && self.doc.tokens()[i - 1].is_word() {
            return None;
        }
        let at = self.phrase(at, Class::TimeAlready).map_or(at, |(_, end)| end);
        let (modifier, at) = self.inner_modifier(at);
        let ((mut length, approximate), mut end) = self.length(at)?;
        // `il y a 1 an, 9 mois et 3 jours`
        while self.mark(end, ",") && length.rest[2].is_none() {
            let after = self.take_rest(end + 1, &mut length);
            if after == end + 1 {
                break;
            }
            end = after;
        }
        if length.unit == Unit::Night {
            return None;
        }
        let modifier = if approximate { Modifier::None } else { modifier };
        if self.is(end, Class::TimeAlready) {
            end += 1;
        }
        let when = When::Offset { length, back: true, anchor: Anchor::Document };
        Some(((when, modifier), end))
    }

    /// `environ`, `plus de`, `moins de` inside an expression.
    pub(super) fn inner_modifier(&self, i: usize) -> (Modifier, usize) {
        for (class, modifier) in [
            (Class::TimeMore, Modifier::MoreThan),
            (Class::TimeLess, Modifier::LessThan),
            (Class::TimeApprox, Modifier::Approx),
        ] {
            if let Some((_, end)) = self.phrase(i, class) {
                return (modifier, self.past_apostrophe(end));
            }
        }
        (Modifier::None, i)
    }

    /// `plus tard`, `auparavant`, and `après` or `avant` where nothing hangs on them, after a length.
    pub(super) fn later(&self, i: usize) -> Read<bool> {
        let (sense, end) = self.phrase(i, Class::TimeLater)?;
        if is_weak(sense) {
            let open = end < self.limit && self.doc.tokens()[end].is_word();
            if open || self.is_number(end) || self.doc.is_apostrophe(end) {
                return None;
            }
        }
        Some((sense.text == "back", end))
    }
}

/// Half of a unit in whole units of a smaller kind.
const fn half(of: Unit) -> Option<(u16, Unit)> {
    match of {
        Unit::Hour => Some((30, Unit::Minute)),
        Unit::Minute => Some((30, Unit::Second)),
        Unit::Year => Some((6, Unit::Month)),
        Unit::Day => Some((12, Unit::Hour)),
        Unit::Month => Some((15, Unit::Day)),
        Unit::Decade => Some((5, Unit::Year)),
        Unit::Century => Some((50, Unit::Year)),
        _ => None,
    }
}
