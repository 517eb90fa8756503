//! The date of every article of a dump, from what its articles say and how they follow each other.
//!
//! Every article has a day and a month; its year is hidden. What an article says
//! gives each year a likelihood ([`clues`]), how articles follow each other gives
//! each pair of dates one ([`order`]), and the forward–backward algorithm over the
//! years (Rabiner, 1989) gives the probability of every year of every article.
//! Nothing here knows today's date: without a clue all years stay alike, and no
//! date comes out.

mod clues;
mod order;

use crate::{Date, DateBasis};
pub(crate) use clues::{DayClue, Evidence, Head, Point, Tell, YearClue};

/// What bounds the dates from outside.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bounds {
    pub(crate) newest: Option<Date>,
    pub(crate) oldest: Option<Date>,
    /// A date that all articles are near to.
    pub(crate) near: Option<Date>,
}

/// What was decided of an article's date.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dated {
    pub(crate) date: Option<Date>,
    pub(crate) basis: DateBasis,
    pub(crate) confidence: f32,
    /// Dates that fit, the best first; empty where only one does.
    pub(crate) candidates: Vec<Date>,
}

/// The years looked at where no date says otherwise.
const YEARS: (i16, i16) = (1990, 2040);

/// Full dates widen the years looked at up to here.
const WIDEST: (i16, i16) = (1900, 2060);

/// A date comes out when its year is at least this probable.
const ENOUGH: f64 = 0.5;

/// Years within this share of the best one's probability are candidates.
const SHARE: f64 = 0.08;

/// More years than this are no candidates but ignorance.
const CANDIDATES: usize = 8;

/// Articles are solved together in runs of this length, so that memory stays bounded.
const RUN: usize = 16_384;

/// The surest that anything short of a full date can be.
const SUREST: f64 = 0.97;

/// One result for each article, in their order.
pub(crate) fn solve(articles: &[Evidence], bounds: Bounds) -> Vec<Dated> {
    let mut solved = Vec::with_capacity(articles.len());
    for run in articles.chunks(RUN) {
        let years = window(run, bounds);
        let open = run.iter().any(|article| matches!(article.head, Head::Day { .. }));
        if !open {
            solved.extend(run.iter().map(full));
            continue;
        }
        let own: Vec<Vec<f64>> = run.iter().map(|article| clues::weigh(article, years, bounds)).collect();
        let places: Vec<order::Place> = run.iter().map(place).collect();
        let posterior = order::smooth(&own, &places, years);
        for ((article, own), posterior) in run.iter().zip(&own).zip(&posterior) {
            solved.push(decide(article, years, bounds, own, posterior));
        }
    }
    solved
}

/// The years that dates of this run can have.
fn window(run: &[Evidence], bounds: Bounds) -> (i16, i16) {
    let full = run.iter().filter_map(|article| match article.head {
        Head::Full { date, .. } => Some(date.year().clamp(WIDEST.0, WIDEST.1)),
        _ => None,
    });
    let bounded = [bounds.oldest, bounds.newest, bounds.near].into_iter().flatten().map(Date::year);
    let (mut low, mut high) = YEARS;
    for year in full.chain(bounded.map(|year| year.clamp(WIDEST.0, WIDEST.1))) {
        (low, high) = (low.min(year), high.max(year));
    }
    (low, high)
}

fn place(article: &Evidence) -> order::Place {
    match article.head {
        Head::None => order::Place::Unknown,
        Head::Full { date, .. } => order::Place::At(date.day_of_year()),
        Head::Day { month, day, .. } => order::Place::At(clues::day_of_year(month, day)),
    }
}

fn full(article: &Evidence) -> Dated {
    match article.head {
        Head::Full { date, confidence } => {
            Dated { date: Some(date), basis: DateBasis::Dateline, confidence, candidates: Vec::new() }
        }
        _ => Dated::default(),
    }
}

fn decide(article: &Evidence, years: (i16, i16), bounds: Bounds, own: &[f64], posterior: &[f64]) -> Dated {
    let Head::Day { month, day, sure, .. } = article.head else { return full(article) };
    let mut ranked: Vec<(f64, i16)> = posterior.iter().copied().zip(years.0..=years.1).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let Some(&(best, year)) = ranked.first() else { return Dated::default() };
    let date = |year: i16| Date::new(year, month, day).ok();
    let likely = ranked.iter().take_while(|(p, _)| *p >= best * SHARE);
    let mut candidates: Vec<Date> = likely.filter_map(|&(_, year)| date(year)).collect();
    if candidates.len() > CANDIDATES || candidates.len() == 1 && best >= ENOUGH {
        candidates.clear();
    }
    if best < ENOUGH {
        return Dated { candidates, ..Dated::default() };
    }
    let index = usize::try_from(year - years.0).unwrap_or(0);
    let confidence = best.min(SUREST) as f32 * sure;
    Dated { date: date(year), basis: basis(article, years, bounds, own, index), confidence, candidates }
}

/// The weakest kind of evidence that is enough for the year at `index`.
fn basis(article: &Evidence, years: (i16, i16), bounds: Bounds, own: &[f64], index: usize) -> DateBasis {
    let share = |weights: &[f64]| {
        let total: f64 = weights.iter().sum();
        weights.get(index).map_or(0.0, |weight| weight / total.max(f64::MIN_POSITIVE))
    };
    if share(own) < ENOUGH {
        return DateBasis::Order;
    }
    let told =
        share(&clues::weigh(&Evidence { days: Vec::new(), said: None, ..article.clone() }, years, bounds));
    let unaided = Bounds { near: None, ..bounds };
    if bounds.near.is_some() && share(&clues::weigh(article, years, unaided)) < ENOUGH {
        DateBasis::Option
    } else if article.years.is_empty() || article.has_weekday() && share(own) > told + 0.1 {
        DateBasis::Weekday
    } else {
        DateBasis::YearInText
    }
}
