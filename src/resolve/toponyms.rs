//! Which place a name stands for: among homonyms, what the text says around it and elsewhere decides.
//!
//! Evidence, strongest first: a bracket or apposition that names what contains the place
//! (`Condrieu (Rhône)`), the preposition (`dans la Marne` is no river), departments, regions and
//! countries named in the article, nearness to its other places, population.

use super::names::Scored;
use crate::find::{NameReading, Origin};
use crate::gazetteer::{Entry, flag};
use crate::lang::Class;
use crate::{Document, EntityType, PlaceKind};

/// The entry that was chosen and the share of its evidence against the runner-up, 0.5 to 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice<'g> {
    pub(crate) entry: Entry<'g>,
    pub(crate) runner_up: Option<Entry<'g>>,
    pub(crate) share: f32,
}

const CONTAINED_BESIDE: f32 = 12.0;
const CONTAINED_ELSEWHERE: f32 = 3.0;
const CONTAINED_WITH_OTHERS: f32 = 1.2;
const NEAR_OTHERS: f32 = 1.5;
/// Kilometres within which places count as near each other.
const NEAR: f64 = 60.0;
/// How far apart, in tokens, a place and what contains it may stand.
const BESIDE: usize = 6;

/// One choice for every place among the chosen names, in their order; `None` for other names.
pub(crate) fn resolve<'g>(doc: &Document<'_>, chosen: &[Scored<'g>]) -> Vec<Option<Choice<'g>>> {
    let places: Vec<(usize, Vec<Entry<'g>>)> =
        chosen.iter().enumerate().filter_map(|(index, name)| Some((index, entries(name)?))).collect();
    let first: Vec<Choice<'g>> = places
        .iter()
        .enumerate()
        .map(|(number, (index, entries))| {
            choose(entries, |entry| local(doc, chosen, &places, number, *index, entry))
        })
        .collect();
    let context = Context::new(&first);
    let mut choices = vec![None; chosen.len()];
    for (number, (index, entries)) in places.iter().enumerate() {
        choices[*index] = Some(choose(entries, |entry| {
            local(doc, chosen, &places, number, *index, entry) + context.weigh(entry)
        }));
    }
    choices
}

fn entries<'g>(name: &Scored<'g>) -> Option<Vec<Entry<'g>>> {
    if name.decided?.0 != EntityType::Place {
        return None;
    }
    let reading = name.name()?;
    // The rows of a listed name are its own, also where a head was seen in it (`Stade de France`).
    let listed = reading.origin == Origin::Gazetteer;
    if !listed && reading.head.is_some() && reading.complement != reading.first {
        return None;
    }
    let places = reading.entries.iter().filter(|entry| entry.entity_type() == EntityType::Place);
    let entries: Vec<_> = places.copied().collect();
    (!entries.is_empty()).then_some(entries)
}

fn choose<'g>(entries: &[Entry<'g>], weigh: impl Fn(Entry<'g>) -> f32) -> Choice<'g> {
    if entries.iter().all(|entry| entry.same_entity(entries[0])) {
        return Choice { entry: entries[0], runner_up: None, share: 1.0 };
    }
    let mut best = (entries[0], f32::MIN);
    let mut second: Option<(Entry<'g>, f32)> = None;
    for &entry in entries {
        let weight = weigh(entry);
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

/// What the entry itself and the words around the name say.
fn local(
    doc: &Document<'_>,
    chosen: &[Scored<'_>],
    places: &[(usize, Vec<Entry<'_>>)],
    number: usize,
    index: usize,
    entry: Entry<'_>,
) -> f32 {
    let Some(name) = chosen[index].name() else { return 0.0 };
    let mut weight = prior(entry) + preposition(doc, name.first, entry);
    let short = entry.name().len() > chosen[index].candidate.span.len() + 3;
    if short && !matches!(entry.place_kind(), PlaceKind::Commune | PlaceKind::City | PlaceKind::Country) {
        weight -= 2.0;
    }
    if entry.has(flag::USER) {
        weight += 20.0;
    }
    let bracketed = name.first.checked_sub(1).is_some_and(|i| doc.is_mark(i, "("));
    if bracketed && is_container(entry.place_kind()) {
        weight += 4.0;
    }
    let neighbours = [number.checked_sub(1), Some(number + 1)];
    for (other, entries) in neighbours.into_iter().flatten().filter_map(|n| places.get(n)) {
        let Some(other) = chosen[*other].name() else { continue };
        let (left, right) =
            if other.first > name.last { (name.last, other.first) } else { (other.last, name.first) };
        if right - left > BESIDE || !ties(doc, left + 1, right) {
            continue;
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
}

/// Whether the second name stands right after the first and names what a place of the first lies in.
pub(super) fn lies_in(doc: &Document<'_>, inner: &NameReading<'_>, outer: &NameReading<'_>) -> bool {
    if outer.origin != Origin::Gazetteer || outer.first <= inner.last + 1 || outer.first > inner.last + BESIDE
    {
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
fn ties(doc: &Document<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        let token = doc.tokens()[i];
        doc.is_apostrophe(i)
            || matches!(doc.token_text(i), "," | "(")
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

/// `dans la Marne` is a department, `à Vienne` a town, `sur la Loire` a river.
fn preposition(doc: &Document<'_>, first: usize, entry: Entry<'_>) -> f32 {
    let tied = |i: usize| doc.lexicon().sense(doc, i, Class::PlaceParticle).map(|sense| sense.text);
    let mut at = first.checked_sub(1);
    if at.is_some_and(|i| doc.is_apostrophe(i)) {
        at = at.and_then(|i| i.checked_sub(1));
    }
    let Some(before) = at.and_then(tied) else { return 0.0 };
    let second = at.and_then(|i| i.checked_sub(1)).and_then(tied);
    let town = matches!(entry.place_kind(), PlaceKind::Commune | PlaceKind::City | PlaceKind::District);
    let water = matches!(entry.place_kind(), PlaceKind::Water);
    let bare_town = town && !entry.has(flag::CONTRACTED_LE) && !entry.has(flag::CONTRACTED_LES);
    match (before, second) {
        ("town", _) if town => 4.0,
        ("land", _) => {
            if town {
                -3.0
            } else {
                1.0
            }
        }
        ("article", Some("inside")) if water => -1.0,
        ("article", Some("along")) if water => 4.0,
        ("article", _) if bare_town => -4.0,
        _ => 0.0,
    }
}

const fn is_container(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::Department | PlaceKind::Region | PlaceKind::Country | PlaceKind::Commune | PlaceKind::City
    )
}

/// Whether `inner` lies in `outer`, by the chain of parents.
fn is_within(inner: Entry<'_>, outer: Entry<'_>) -> bool {
    let mut parent = inner.parent();
    for _ in 0..4 {
        let Some(entry) = parent else { return false };
        if entry.same_entity(outer) {
            return true;
        }
        parent = entry.parent();
    }
    false
}

/// What the article's other places say.
struct Context<'g> {
    containers: Vec<Entry<'g>>,
    sure: Vec<Entry<'g>>,
}

impl<'g> Context<'g> {
    fn new(choices: &[Choice<'g>]) -> Self {
        let (mut containers, mut sure): (Vec<Entry<'g>>, Vec<Entry<'g>>) = (Vec::new(), Vec::new());
        for choice in choices.iter().filter(|choice| choice.share > 0.9) {
            let admin = matches!(
                choice.entry.place_kind(),
                PlaceKind::Department | PlaceKind::Region | PlaceKind::Country
            );
            let list = if admin { &mut containers } else { &mut sure };
            if list.len() < 64 && !list.iter().any(|known| known.same_entity(choice.entry)) {
                list.push(choice.entry);
            }
        }
        Self { containers, sure }
    }

    fn weigh(&self, entry: Entry<'_>) -> f32 {
        let contained = self.containers.iter().any(|outer| is_within(entry, *outer));
        let others = || self.sure.iter().filter(|other| !other.same_entity(entry));
        let siblings = others()
            .filter(|other| match (entry.parent(), other.parent()) {
                (Some(a), Some(b)) => a.same_entity(b),
                _ => false,
            })
            .count();
        let near = others().any(|other| distance(entry, *other).is_some_and(|km| km < NEAR));
        let mut weight = if contained { CONTAINED_ELSEWHERE } else { 0.0 };
        weight += CONTAINED_WITH_OTHERS * (siblings.min(3) as f32);
        weight + if near { NEAR_OTHERS } else { 0.0 }
    }
}

/// Great-circle distance in kilometres (equirectangular, good to a few per cent below 100 km).
fn distance(a: Entry<'_>, b: Entry<'_>) -> Option<f64> {
    let (a, b) = (a.position()?, b.position()?);
    let mean = f64::midpoint(a.latitude, b.latitude).to_radians();
    let x = (a.longitude - b.longitude).to_radians() * mean.cos();
    let y = (a.latitude - b.latitude).to_radians();
    Some(6371.0 * x.hypot(y))
}
