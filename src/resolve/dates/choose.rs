//! Which of several days or months is meant: the choice by tense, adjective and distance.

use super::tense::Tense;
use super::value::{days_between, plus_days};
use crate::Date;
use crate::find::dates::expr::Step;

/// A stretch of days that may be meant.
pub(super) type Days = (Date, Date);

/// How far away a choice may lie while another one is close: a cue that points there was another verb's.
const FAR: i64 = 300;
const CLOSE: i64 = 31;

/// Candidates for one expression, kept without allocation: of every year around or every month of a year either side.
pub(super) struct Few {
    days: [Days; 32],
    count: usize,
}

impl FromIterator<Days> for Few {
    fn from_iter<I: IntoIterator<Item = Days>>(candidates: I) -> Self {
        let mut few = Self { days: [(Date::ZERO, Date::ZERO); 32], count: 0 };
        for (place, days) in few.days.iter_mut().zip(candidates) {
            *place = days;
            few.count += 1;
        }
        few
    }
}

impl std::ops::Deref for Few {
    type Target = [Days];

    fn deref(&self) -> &[Days] {
        &self.days[..self.count]
    }
}

/// The one of `candidates` (in order of time, none overlapping another) that is meant from `anchor`;
/// `tense` is asked for only where it can tell, since it takes a search.
pub(super) fn choose(
    candidates: &[Days],
    anchor: Date,
    step: Step,
    tense: impl FnOnce() -> Tense,
) -> Option<Days> {
    let past = candidates.iter().rev().find(|days| days.0 <= anchor).copied();
    let future = candidates.iter().find(|days| days.1 >= anchor).copied();
    match step {
        Step::Last | Step::Before => candidates.iter().rev().find(|days| days.1 < anchor).copied(),
        Step::Next | Step::After => candidates.iter().find(|days| days.0 > anchor).copied(),
        Step::This => {
            // `dès cet automne`: of seasons and months the tense tells more than nearness
            let announced = candidates.iter().all(|days| days.0 < days.1) && tense() == Tense::Future;
            if announced { guarded(future, past, anchor) } else { nearest(candidates, anchor) }
        }
        _ if candidates.len() == 1 || past == future => past.or(future),
        _ => match tense() {
            Tense::Past => guarded(past, future, anchor),
            Tense::Since => past.or(future),
            Tense::Near => nearest(candidates, anchor),
            Tense::Future | Tense::Announced => guarded(future, past, anchor),
            Tense::None => untold(candidates, anchor),
        },
    }
}

fn guarded(wanted: Option<Days>, other: Option<Days>, anchor: Date) -> Option<Days> {
    match (wanted, other) {
        (Some(wanted), Some(other)) => {
            let off = distance(wanted, anchor) > FAR && distance(other, anchor) <= CLOSE;
            Some(if off { other } else { wanted })
        }
        (wanted, other) => wanted.or(other),
    }
}

/// Without any cue: what is close by, else that of the anchor's own year.
fn untold(candidates: &[Days], anchor: Date) -> Option<Days> {
    let near = nearest(candidates, anchor)?;
    let own = candidates.iter().find(|days| days.0.year() == anchor.year()).copied();
    if distance(near, anchor) <= 2 * CLOSE { Some(near) } else { own.or(Some(near)) }
}

/// The candidate nearest to the anchor; the earlier of two equals.
pub(super) fn nearest(candidates: &[Days], anchor: Date) -> Option<Days> {
    candidates.iter().copied().min_by_key(|&days| distance(days, anchor))
}

/// Days between the anchor and a stretch; 0 inside.
fn distance(days: Days, anchor: Date) -> i64 {
    if anchor < days.0 {
        days_between(anchor, days.0)
    } else if anchor > days.1 {
        days_between(days.1, anchor)
    } else {
        0
    }
}

/// The day of the wanted weekday (1 Monday) that a bare or stepped weekday means from `anchor`; the tense is asked
/// for only where it can tell.
pub(super) fn weekday(weekday: i8, anchor: Date, step: Step, tense: impl FnOnce() -> Tense) -> Option<Date> {
    let today = anchor.weekday().to_monday_one_offset();
    let ahead = i64::from((weekday - today).rem_euclid(7));
    let back = ahead - if ahead == 0 { 0 } else { 7 };
    let in_week = i64::from(weekday - today);
    let days = match step {
        Step::Last | Step::Before => {
            if ahead == 0 {
                -7
            } else {
                back
            }
        }
        Step::Next | Step::After => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        Step::Ahead(weeks) => ahead + 7 * i64::from(weeks),
        Step::OfWeek(weeks) => in_week + 7 * i64::from(weeks),
        _ if ahead == 0 => 0,
        _ => match tense() {
            Tense::None | Tense::Announced if step == Step::This => in_week,
            Tense::Future | Tense::Near => ahead,
            _ => back,
        },
    };
    plus_days(anchor, days)
}
