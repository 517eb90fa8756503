//! What the other places of an article say of one: what contains it, what lies in the same, what is near.

use super::toponyms::Choice;
use crate::gazetteer::Entry;
use crate::{PlaceKind, Position};

const CONTAINED_ELSEWHERE: f32 = 3.0;
const CONTAINED_WITH_OTHERS: f32 = 1.2;
const NEAR_OTHERS: f32 = 1.5;
/// Kilometres within which places count as near each other.
const NEAR: f64 = 60.0;

/// Whether `inner` lies in `outer`, by the chain of parents.
pub(super) fn is_within(inner: Entry<'_>, outer: Entry<'_>) -> bool {
    is_among(&around(inner), outer)
}

/// What a place lies in, the nearest first; where there are fewer, the last one again. `None` where it
/// lies in nothing that is listed.
type Around<'g> = Option<[Entry<'g>; 4]>;

fn around(inner: Entry<'_>) -> Around<'_> {
    let mut around = [inner.parent()?; 4];
    for at in 1..around.len() {
        around[at] = around[at - 1].parent().unwrap_or(around[at - 1]);
    }
    Some(around)
}

#[inline]
fn is_among(around: &Around<'_>, outer: Entry<'_>) -> bool {
    around.is_some_and(|around| around.iter().any(|entry| entry.same_entity(outer)))
}

/// What the article's other places say.
pub(super) struct Vicinity<'g> {
    containers: Vec<Entry<'g>>,
    sure: Vec<Other<'g>>,
}

struct Other<'g> {
    entry: Entry<'g>,
    around: Around<'g>,
    position: Option<Position>,
}

impl<'g> Vicinity<'g> {
    pub(super) fn new<'c>(choices: impl Iterator<Item = &'c Choice<'g>>) -> Self
    where
        'g: 'c,
    {
        let mut containers: Vec<Entry<'g>> = Vec::with_capacity(8);
        let mut sure: Vec<Entry<'g>> = Vec::with_capacity(16);
        for choice in choices.filter(|choice| choice.share > 0.9) {
            let admin = matches!(
                choice.entry.place_kind(),
                PlaceKind::Department | PlaceKind::Region | PlaceKind::Country
            );
            let list = if admin { &mut containers } else { &mut sure };
            if list.len() < 64 && !list.iter().any(|known| known.same_entity(choice.entry)) {
                list.push(choice.entry);
            }
        }
        let other = |entry: Entry<'g>| Other { entry, around: around(entry), position: entry.position() };
        Self { containers, sure: sure.into_iter().map(other).collect() }
    }

    pub(super) fn weigh(&self, entry: Entry<'_>) -> f32 {
        // That a country is named says little of which of its many towns is meant.
        let (around, position) = (around(entry), entry.position());
        let within = self.containers.iter().filter(|outer| is_among(&around, **outer));
        let contained = within.map(|outer| share_of(*outer)).fold(0.0, f32::max);
        let (mut siblings, mut near, mut holds) = (0.0_f32, false, false);
        let admin =
            matches!(entry.place_kind(), PlaceKind::Department | PlaceKind::Region | PlaceKind::Commune);
        for other in self.sure.iter().filter(|other| !other.entry.same_entity(entry)) {
            siblings += match (around, other.around) {
                (Some([a, ..]), Some([b, ..])) if a.same_entity(b) => share_of(a),
                _ => 0.0,
            };
            holds = holds || admin && is_among(&other.around, entry) && other.entry.name() != entry.name();
            near = near
                || match (position, other.position) {
                    (Some(a), Some(b)) => are_near(a, b),
                    _ => false,
                };
        }
        let mut weight = CONTAINED_ELSEWHERE * if holds { 1.0 } else { contained };
        weight += CONTAINED_WITH_OTHERS * siblings.min(3.0);
        weight + if near { NEAR_OTHERS } else { 0.0 }
    }
}

/// How much a container that is shared says: a country a third of what a department does.
fn share_of(outer: Entry<'_>) -> f32 {
    if matches!(outer.place_kind(), PlaceKind::Country | PlaceKind::Continent) { 0.33 } else { 1.0 }
}

/// Degrees of latitude that are more than [`NEAR`] for sure.
const FAR: f64 = 0.6;

/// Whether two positions are near each other (equirectangular, good to a few per cent below 100 km).
fn are_near(a: Position, b: Position) -> bool {
    if (a.latitude - b.latitude).abs() > FAR {
        return false;
    }
    let mean = f64::midpoint(a.latitude, b.latitude).to_radians();
    let x = (a.longitude - b.longitude).to_radians() * mean.cos();
    let y = (a.latitude - b.latitude).to_radians();
    6371.0 * x.hypot(y) < NEAR
}
