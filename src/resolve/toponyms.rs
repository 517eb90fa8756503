//! Which place a name stands for: among homonyms, what the text says around it and elsewhere decides.
//!
//! Evidence, strongest first: a bracket or apposition that names what contains the place
//! (`Condrieu (Rhône)`), the preposition (`dans la Marne` is no river), departments, regions and
//! countries named in the article, nearness to its other places, population.

use super::names::Scored;
use super::vicinity::{Vicinity, is_within};
use crate::find::{NameReading, Origin};
use crate::gazetteer::{Entry, flag};
use crate::lang::{Class, mask};
use crate::text::Sign;
use crate::{Document, EntityType, PlaceKind};
use std::ops::Range;

/// The entry that was chosen and the share of its evidence against the runner-up, 0.5 to 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice<'g> {
    pub(crate) entry: Entry<'g>,
    pub(crate) runner_up: Option<Entry<'g>>,
    pub(crate) share: f32,
}

const CONTAINED_BESIDE: f32 = 12.0;
/// How far apart, in tokens, a place and what contains it may stand.
const BESIDE: usize = 6;

/// A place among the chosen names: its number there, and where the places that bear the name stand
/// among those of all.
struct Place {
    index: usize,
    entries: Range<usize>,
    /// Whether several things bear the name.
    is_open: bool,
}

/// One choice for every place among the chosen names, in their order; `None` for other names.
pub(crate) fn resolve<'g>(doc: &Document<'_>, chosen: &[Scored<'g>]) -> Vec<Option<Choice<'g>>> {
    let mut choices = vec![None; chosen.len()];
    let (places, entries) = collect(chosen);
    let is_open = places.iter().any(|place| place.is_open);
    if is_open {
        // What is asked of the places lies far apart in memory: read for all at once, it comes sooner.
        std::hint::black_box(entries.iter().fold(0, |read, entry| read ^ entry.peek()));
    }
    // What an entry itself and the words around the name say; only asked where there is something to choose.
    let mut weights = vec![0.0; entries.len()];
    for (number, place) in places.iter().enumerate() {
        let own = &entries[place.entries.clone()];
        choices[place.index] = Some(if place.is_open {
            let weights = &mut weights[place.entries.clone()];
            local(doc, chosen, (&places, &entries), number, weights);
            choose(own, weights, |_| 0.0)
        } else {
            Choice { entry: own[0], runner_up: None, share: 1.0 }
        });
    }
    if is_open {
        let vicinity = Vicinity::new(choices.iter().flatten());
        for place in places.iter().filter(|place| place.is_open) {
            let (own, weights) = (&entries[place.entries.clone()], &weights[place.entries.clone()]);
            choices[place.index] = Some(choose(own, weights, |entry| vicinity.weigh(entry)));
        }
    }
    leave_elsewhere(chosen, &mut choices);
    choices
}

/// A French street with its head, or a venue that goes by a common word, is another one of the name where the article
/// names towns but not its own (`rue de la République`); then no list knows it.
fn leave_elsewhere(chosen: &[Scored<'_>], choices: &mut [Option<Choice<'_>>]) {
    let has_head = |name: &Scored<'_>| name.name().is_some_and(|name| name.head.is_some());
    let is_namesake = |name: &Scored<'_>, entry: Entry<'_>| match entry.place_kind() {
        PlaceKind::Street if has_head(name) => {
            entry.parent().is_some_and(|home| home.place_kind() == PlaceKind::Commune)
        }
        PlaceKind::Street | PlaceKind::Venue => entry.has(flag::WORD),
        _ => false,
    };
    let namesakes: Vec<usize> = (0..choices.len())
        .filter(|&index| choices[index].is_some_and(|choice| is_namesake(&chosen[index], choice.entry)))
        .collect();
    if namesakes.is_empty() {
        return;
    }
    let mut towns: Vec<Entry<'_>> =
        choices.iter().flatten().map(|choice| choice.entry).filter(|&entry| is_town(entry)).collect();
    towns.sort_unstable_by_key(|town| town.entity_number());
    for index in namesakes {
        let home = choices[index].and_then(|choice| choice.entry.parent());
        let is_named = |home: Entry<'_>| {
            towns.binary_search_by_key(&home.entity_number(), |town| town.entity_number()).is_ok()
        };
        if home.is_some_and(|home| !towns.is_empty() && !is_named(home)) {
            choices[index] = None;
        }
    }
}

fn is_town(entry: Entry<'_>) -> bool {
    matches!(entry.place_kind(), PlaceKind::Commune | PlaceKind::City)
}

fn collect<'g>(chosen: &[Scored<'g>]) -> (Vec<Place>, Vec<Entry<'g>>) {
    let mut places = Vec::with_capacity(chosen.len());
    let mut entries = Vec::with_capacity(chosen.len());
    for (index, name) in chosen.iter().enumerate() {
        let Some(name) = place_name(name) else { continue };
        let from = entries.len();
        entries.extend(self::places(name));
        let own = &entries[from..];
        if let Some(first) = own.first() {
            let is_open = own[1..].iter().any(|entry| !entry.same_entity(*first));
            places.push(Place { index, entries: from..entries.len(), is_open });
        }
    }
    (places, entries)
}

/// A name that was decided to be a place and whose rows are its own.
fn place_name<'n, 'g>(name: &'n Scored<'g>) -> Option<&'n NameReading<'g>> {
    if name.decided?.0 != EntityType::Place {
        return None;
    }
    let reading = name.name()?;
    // The rows of a listed name are its own, also where a head was seen in it (`Stade de France`).
    let own =
        reading.origin == Origin::Gazetteer || reading.head.is_none() || reading.complement == reading.first;
    own.then_some(reading)
}

/// The choice among entries by their weights and what `more` adds to them.
fn choose<'g>(entries: &[Entry<'g>], weights: &[f32], more: impl Fn(Entry<'g>) -> f32) -> Choice<'g> {
    let mut best = (entries[0], f32::MIN);
    let mut second: Option<(Entry<'g>, f32)> = None;
    for (&entry, weight) in entries.iter().zip(weights) {
        let weight = weight + more(entry);
        if weight > best.1 {
            if best.1 > f32::MIN && !best.0.same_entity(entry) {
                second = Some(best);
            }
            best = (entry, weight);
        } else if !entry.same_entity(best.0) && second.is_none_or(|second| weight > second.1) {
            second = Some((entry, weight));
        }
    }
    let share = second.map_or(1.0, |second| 1.0 / (1.0 + (second.1 - best.1).exp()));
    Choice { entry: best.0, runner_up: second.map(|second| second.0), share }
}

/// What each entry of a place itself and the words around the name say.
fn local<'g>(
    doc: &Document<'_>,
    chosen: &[Scored<'g>],
    (places, entries): (&[Place], &[Entry<'g>]),
    number: usize,
    weights: &mut [f32],
) {
    let place = &places[number];
    let own = &entries[place.entries.clone()];
    let scored = &chosen[place.index];
    let Some(name) = scored.name() else { return };
    let length = scored.candidate.span.len();
    let (tied, told) = (tied(doc, name.first), told_kind(doc, name.first));
    let of_people = of_people(doc, name.first);
    let bracketed = name.first.checked_sub(1).is_some_and(|i| doc.is_mark(i, "("));
    let neighbours = [number.checked_sub(1), Some(number + 1)];
    let beside = neighbours.map(|n| {
        let other = places.get(n?)?;
        is_beside(doc, name, chosen[other.index].name()?).then(|| &entries[other.entries.clone()])
    });
    let weigh = |entry: Entry<'g>| {
        let mut weight = prior(entry) + preposition(tied, entry);
        let known_by_short =
            matches!(entry.place_kind(), PlaceKind::Commune | PlaceKind::City | PlaceKind::Country);
        if !known_by_short && entry.name().len() > length + 3 {
            weight -= 2.0;
        }
        if entry.has(flag::USER) {
            weight += 20.0;
        }
        if told == Some(entry.place_kind()) {
            weight += TOLD;
        }
        if of_people && matches!(entry.place_kind(), PlaceKind::Water | PlaceKind::Relief) {
            weight -= OF_PEOPLE;
        }
        if own.iter().any(|inner| is_namesake(*inner, entry)) {
            weight -= NAMESAKE;
        }
        if bracketed && is_container(entry.place_kind()) {
            weight += 4.0;
        }
        for entries in beside.into_iter().flatten() {
            if entries.len() == 1 && are_of_a_kind(entries[0], entry) {
                weight += OF_A_KIND;
            }
            let contains =
                |outer: &Entry<'_>, inner| is_container(outer.place_kind()) && is_within(inner, *outer);
            if entries.iter().any(|outer| contains(outer, entry))
                || entries.iter().any(|inner| contains(&entry, *inner))
            {
                weight += CONTAINED_BESIDE;
            }
        }
        weight
    };
    for (weight, &entry) in weights.iter_mut().zip(own) {
        *weight = weigh(entry);
    }
}

/// Whether two names stand near each other with nothing between that parts them.
fn is_beside(doc: &Document<'_>, name: &NameReading<'_>, other: &NameReading<'_>) -> bool {
    let (left, right) =
        if other.first > name.last { (name.last, other.first) } else { (other.last, name.first) };
    right - left <= BESIDE && ties(doc, left + 1, right)
}

/// Whether the second name stands near enough to the first for [`lies_in`].
pub(super) const fn may_tie(inner: &NameReading<'_>, outer: &NameReading<'_>) -> bool {
    outer.first <= inner.last + BESIDE
}

/// Whether the second name stands right after the first and names what a place of the first lies in.
pub(super) fn lies_in(doc: &Document<'_>, inner: &NameReading<'_>, outer: &NameReading<'_>) -> bool {
    if outer.origin != Origin::Gazetteer || outer.first <= inner.last + 1 || !may_tie(inner, outer) {
        return false;
    }
    let contains = |outer: Entry<'_>| {
        is_container(outer.place_kind()) && places(inner).any(|inner| is_within(inner, outer))
    };
    ties(doc, inner.last + 1, outer.first) && places(outer).any(contains)
}

fn places<'n, 'g>(name: &'n NameReading<'g>) -> impl Iterator<Item = Entry<'g>> + 'n {
    name.entries.iter().copied().filter(|entry| entry.entity_type() == EntityType::Place)
}

/// Whether only particles, prepositions, commas and brackets stand between two names.
pub(super) fn ties(doc: &Document<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        let token = doc.tokens()[i];
        token.is_apostrophe()
            || matches!(token.sign, Sign::Comma | Sign::Open)
            || doc.lexicon().may_be(token, Class::Preposition)
    })
}

/// How likely a place is to be meant when nothing else is known: by kind and population.
fn prior(entry: Entry<'_>) -> f32 {
    let population = (entry.weight().max(1) as f32).log10();
    let base = match entry.place_kind() {
        PlaceKind::Country | PlaceKind::Continent => 8.0,
        PlaceKind::Region if entry.parent().is_some_and(|parent| parent.id() == "FR") => 6.0,
        PlaceKind::Commune => population * 1.1 + 0.5,
        PlaceKind::City => population * 1.1 - 1.0,
        PlaceKind::Department => 4.6,
        PlaceKind::Water => 3.4,
        PlaceKind::Relief | PlaceKind::Area => 3.6,
        PlaceKind::Region => 2.5,
        PlaceKind::District | PlaceKind::Venue => 2.4,
        PlaceKind::Street | PlaceKind::Address => 2.0,
    };
    base - if entry.has(flag::DELEGATED) { 1.5 } else { 0.0 }
        - if entry.has(flag::AMBIGUOUS) { 2.0 } else { 0.0 }
}

/// What the one or two particles before a name say.
fn tied(doc: &Document<'_>, first: usize) -> Option<(&'static str, Option<&'static str>)> {
    let tied = |i: usize| doc.lexicon().sense(doc, i, Class::PlaceParticle).map(|sense| sense.text);
    let mut at = first.checked_sub(1);
    if at.is_some_and(|i| doc.is_apostrophe(i)) {
        at = at.and_then(|i| i.checked_sub(1));
    }
    let before = at.and_then(tied)?;
    Some((before, at.and_then(|i| i.checked_sub(1)).and_then(tied)))
}

/// What it adds to a place that a noun before tells its kind (`le département de la Mayenne`).
const TOLD: f32 = 6.0;

/// The kind of place that the noun before a name and its particles tells.
fn told_kind(doc: &Document<'_>, first: usize) -> Option<PlaceKind> {
    for at in (first.saturating_sub(4)..first).rev() {
        let token = doc.tokens()[at];
        if let Some(head) = doc.lexicon().sense(doc, at, Class::PlaceHead) {
            return PlaceKind::parse(head.text);
        }
        if !doc.is_apostrophe(at) && !doc.lexicon().may_be(token, Class::Particle) {
            return None;
        }
    }
    None
}

/// What it adds to a place that one beside it, whose kind is sure, is of the same kind (`l’Isère et la Savoie`).
const OF_A_KIND: f32 = 1.5;

/// Whether two places are of the same kind; a commune is a town as one abroad is (`entre Lille et Bruxelles`).
fn are_of_a_kind(a: Entry<'_>, b: Entry<'_>) -> bool {
    a.place_kind() == b.place_kind() || is_town(a) && is_town(b)
}

/// What it takes from a region that its only department bears the same name (`Guadeloupe`).
const NAMESAKE: f32 = 4.0;

/// Whether a department lies in a region of its name.
fn is_namesake(inner: Entry<'_>, outer: Entry<'_>) -> bool {
    inner.place_kind() == PlaceKind::Department
        && outer.place_kind() == PlaceKind::Region
        && inner.name() == outer.name()
        && is_within(inner, outer)
}

/// What it takes from a river or mountain that people are told to be of it.
const OF_PEOPLE: f32 = 4.0;

/// Whether a title or noun of persons stands before a name and its particles (`élu de la Marne`).
fn of_people(doc: &Document<'_>, first: usize) -> bool {
    const PEOPLE: u128 = mask(&[Class::PersonTitle, Class::PersonNoun]);
    let particle = |i: usize| doc.is_apostrophe(i) || doc.lexicon().may_be(doc.tokens()[i], Class::Particle);
    let before = (first.saturating_sub(4)..first).rev().find(|&i| !particle(i));
    before.is_some_and(|i| i + 1 < first && doc.lexicon().classes(doc.tokens()[i]) & PEOPLE != 0)
}

/// `dans la Marne` is a department, `à Vienne` a town, `sur la Loire` a river.
fn preposition(tied: Option<(&str, Option<&str>)>, entry: Entry<'_>) -> f32 {
    let Some((before, second)) = tied else { return 0.0 };
    let town = matches!(entry.place_kind(), PlaceKind::Commune | PlaceKind::City | PlaceKind::District);
    let water = matches!(entry.place_kind(), PlaceKind::Water);
    let named_town = town && entry.flags() & flag::BARE == 0;
    match (before, second) {
        ("town", _) if town => 4.0,
        ("land", _) => {
            if town {
                -3.0
            } else {
                1.0
            }
        }
        ("article", Some("inside")) if water => -3.0,
        ("article", Some("along")) if water => 4.0,
        ("article", _) if named_town => -4.0,
        _ => 0.0,
    }
}

const fn is_container(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::Department | PlaceKind::Region | PlaceKind::Country | PlaceKind::Commune | PlaceKind::City
    )
}
