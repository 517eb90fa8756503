//! Which organisation a name stands for: canonical name and identifier.
//!
//! Listed bodies take their entry's; bodies made by a head take the template of the head with the
//! canonical name of their place; an acronym in brackets takes the name of what it stands for; all
//! spellings of one unknown name share the most frequent one that is not all capitals.

use super::names::{ByKey, Scored, name_key};
use crate::find::{NameReading, Origin};
use crate::gazetteer::{Entry, Gazetteer, flag};
use crate::lang::{Class, Sense};
use crate::{Document, Entity, EntityType, OrganisationKind, PlaceKind, fold};
use std::borrow::Cow;
use std::cell::OnceCell;

/// An organisation that was resolved.
#[derive(Clone, Debug)]
pub(crate) enum Resolved<'g> {
    /// A row of the gazetteers.
    Listed(Entry<'g>),
    /// A body that no list knows.
    Made(Box<Made<'g>>),
}

/// A body made of what the text says.
#[derive(Clone, Debug)]
pub(crate) struct Made<'g> {
    pub(crate) kind: OrganisationKind,
    pub(crate) entity: Entity<'g>,
}

impl<'g> Resolved<'g> {
    fn made(kind: OrganisationKind, entity: Entity<'g>) -> Self {
        Self::Made(Box::new(Made { kind, entity }))
    }

    /// Its canonical name.
    fn name(&self) -> &str {
        match self {
            Self::Listed(entry) => entry.name(),
            Self::Made(made) => &made.entity.name,
        }
    }

    /// A body of no known kind, called as it is written.
    fn as_written(doc: &Document<'_>, name: &NameReading<'g>, kind: OrganisationKind) -> Self {
        let name = Cow::Owned(surface(doc, name.first, name.last));
        Self::made(kind, Entity { name, ..Entity::default() })
    }
}

/// One organisation for every name that was decided to be one, in their order; `None` for the others.
pub(crate) fn resolve<'g>(
    doc: &Document<'_>,
    gazetteer: &'g Gazetteer,
    chosen: &[Scored<'g>],
) -> Vec<Option<Resolved<'g>>> {
    let named = Named { chosen, longest: OnceCell::new() };
    let mut resolved: Vec<Option<Resolved<'g>>> =
        chosen.iter().map(|name| one(doc, gazetteer, &named, name)).collect();
    share_unknown_names(doc, chosen, &mut resolved);
    lengthen(doc, chosen, &mut resolved);
    tie_acronyms(doc, chosen, &mut resolved);
    resolved
}

fn one<'g>(
    doc: &Document<'_>,
    gazetteer: &'g Gazetteer,
    named: &Named<'_, 'g>,
    scored: &Scored<'g>,
) -> Option<Resolved<'g>> {
    if scored.decided?.0 != EntityType::Organisation {
        return None;
    }
    let name = scored.name()?;
    let listed = if name.origin == Origin::Gazetteer { listed(name, named) } else { None };
    Some(match (listed, name.head) {
        (Some(entry), _) => Resolved::Listed(entry),
        (None, Some(head)) => body(doc, gazetteer, name, head),
        (None, None) => Resolved::as_written(doc, name, OrganisationKind::Other),
    })
}

/// How long the longest name of each thing is that the article names; made when it is first asked.
struct Named<'c, 'g> {
    chosen: &'c [Scored<'g>],
    longest: OnceCell<Vec<(Entry<'g>, usize)>>,
}

impl<'g> Named<'_, 'g> {
    /// Tokens of the longest name less one; `None` where the article does not name the thing.
    fn longest(&self, entry: Entry<'g>) -> Option<usize> {
        let all = self.longest.get_or_init(|| self.collect());
        let from = all.partition_point(|(other, _)| other.entity_number() < entry.entity_number());
        // Of one number, there are the built-in and the users' thing.
        let numbered =
            all[from..].iter().take_while(|(other, _)| other.entity_number() == entry.entity_number());
        numbered.filter(|(other, _)| other.same_entity(entry)).map(|&(_, length)| length).next()
    }

    /// All things that are named, by number, the longest name first.
    fn collect(&self) -> Vec<(Entry<'g>, usize)> {
        let mut all: Vec<(Entry<'g>, usize)> = Vec::with_capacity(self.chosen.len());
        for name in self.chosen.iter().filter_map(Scored::name) {
            let length = name.last - name.first;
            all.extend(name.entries.iter().map(|&entry| (entry, length)));
        }
        all.sort_by_key(|&(entry, length)| (entry.entity_number(), std::cmp::Reverse(length)));
        all.dedup_by(|next, kept| next.0.same_entity(kept.0));
        all
    }
}

/// Among bodies of one name: the user's, one that the article names in full, one whose surface is not doubtful.
fn listed<'g>(name: &NameReading<'g>, named: &Named<'_, 'g>) -> Option<Entry<'g>> {
    let organisations =
        || name.entries.iter().filter(|entry| entry.entity_type() == EntityType::Organisation);
    let first = organisations().next()?;
    if organisations().all(|entry| entry.same_entity(*first)) {
        return Some(*first);
    }
    let confirmed =
        |entry: &Entry<'g>| named.longest(*entry).is_some_and(|longest| longest > name.last - name.first);
    let at_home = |entry: &Entry<'g>| entry.parent().is_some_and(|home| named.longest(home).is_some());
    let rank = |entry: &Entry<'g>| {
        u8::from(entry.has(flag::USER)) * 16
            + u8::from(entry.has(flag::SEAT) && at_home(entry)) * 8
            + u8::from(confirmed(entry)) * 4
            + u8::from(!entry.has(flag::AMBIGUOUS)) * 2
            + u8::from(!entry.has(flag::FORMER))
    };
    let best = organisations().map(rank).max()?;
    organisations().find(|entry| rank(entry) == best).copied()
}

/// The surface with its white space and apostrophes normalised.
fn surface(doc: &Document<'_>, first: usize, last: usize) -> String {
    let text = doc.span(first, last).of(doc.text());
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c }));
    }
    out
}

/// The template's name (`Mairie de {}`) with the text's own particle and the canonical name of the complement.
fn body<'g>(
    doc: &Document<'_>,
    gazetteer: &'g Gazetteer,
    name: &NameReading<'g>,
    head: &'static Sense,
) -> Resolved<'g> {
    let Some((kind, template)) = head.text.split_once('|').filter(|_| name.complement > name.first) else {
        let kind = OrganisationKind::parse(head.text.split('|').next().unwrap_or(""))
            .unwrap_or(OrganisationKind::Other);
        return Resolved::as_written(doc, name, kind);
    };
    let kind = OrganisationKind::parse(kind).unwrap_or(OrganisationKind::Other);
    let of_complement: &[Entry<'g>] = if name.origin == Origin::Gazetteer { &[] } else { &name.entries };
    let place = of_complement.iter().filter(|entry| is_seat(**entry));
    let place = place.max_by_key(|entry| (entry.has(flag::USER), entry.weight())).copied();
    let number = doc.tokens()[name.complement].is_number();
    let department = if number { gazetteer.department(doc.token_text(name.complement)) } else { None };
    let text = match department {
        _ if is_qualified(doc, name) => capitalise(&surface(doc, name.first, name.last)),
        Some(department) => fill(template, &with_article(doc, department.name())),
        None if place.is_some()
            && template.ends_with(" de {}")
            && particle_start(doc, name) == name.complement =>
        {
            fill(template, &with_article(doc, place.map_or("", Entry::name)))
        }
        None => fill(template, &complement(doc, name, place)),
    };
    let id = match place {
        Some(place) if head.has(crate::lang::flag::TOWN_HALL) => {
            place.siren().map_or_else(String::new, |siren| format!("SIREN-{siren:09}"))
        }
        _ => String::new(),
    };
    let entity =
        Entity { name: Cow::Owned(text), id: Cow::Owned(id), position: place.and_then(Entry::position) };
    Resolved::made(kind, entity)
}

/// Whether bodies are named after such a place: not after a river, venue or station of the same name.
fn is_seat(entry: Entry<'_>) -> bool {
    use PlaceKind::{City, Commune, Continent, Country, Department, District, Region};
    entry.entity_type() == EntityType::Place
        && matches!(entry.place_kind(), City | Commune | Continent | Country | Department | District | Region)
}

/// Whether other words than particles stand between a head and its complement (`Observatoire royal de Belgique`).
fn is_qualified(doc: &Document<'_>, name: &NameReading<'_>) -> bool {
    let end = [Class::OrgHead, Class::OrgIntroducer]
        .into_iter()
        .filter_map(|class| doc.lexicon().phrase(doc, name.first, class))
        .map(|(end, _)| end)
        .max();
    end.is_some_and(|end| particle_start(doc, name) > end)
}

/// The text with its first letter as a capital.
fn capitalise(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Puts a complement that brings its own particle into a template that ends in `de {}` or ` {}`.
fn fill(template: &str, complement: &str) -> String {
    let stem = template.strip_suffix(" de {}").or_else(|| template.strip_suffix("{}")).unwrap_or(template);
    format!("{} {complement}", stem.trim_end())
}

/// `Gers` → `du Gers`, where the list knows the article.
fn with_article(doc: &Document<'_>, name: &str) -> String {
    match doc.lexicon().lookup(name, Class::PlaceArticle).map(|sense| sense.text) {
        Some(article) if article.ends_with('\'') => format!("{article}{name}"),
        Some(article) => format!("{article} {name}"),
        None if fold(name).starts_with(['a', 'e', 'i', 'o', 'u', 'y']) => format!("d'{name}"),
        None => format!("de {name}"),
    }
}

/// What follows the head in the text, with the particle in lower case and the place's canonical name.
fn complement(doc: &Document<'_>, name: &NameReading<'_>, place: Option<Entry<'_>>) -> String {
    let head_end = particle_start(doc, name);
    let mut out = String::new();
    for i in head_end..name.complement {
        if i > head_end && !doc.tokens()[i].is_glued() {
            out.push(' ');
        }
        if doc.is_apostrophe(i) {
            out.push('\'');
        } else {
            out.push_str(&doc.token_text(i).to_lowercase());
        }
    }
    if !out.is_empty() && !out.ends_with('\'') {
        out.push(' ');
    }
    // What was joined to another commune keeps its own name.
    match place.filter(|place| !place.has(flag::DELEGATED)) {
        Some(place) if matches!(place.flags() & flag::BARE, flag::AFTER_LE | flag::AFTER_LES) => {
            out.push_str(place.name().split_once(' ').map_or(place.name(), |(_, rest)| rest));
        }
        Some(place) => {
            if place.has(flag::AFTER_LA) {
                // `mairie de la Rochelle` is that of La Rochelle.
                out.truncate(out.trim_end_matches("la ").trim_end_matches("l'").len());
            }
            out.push_str(place.name());
        }
        None => out.push_str(&surface(doc, name.complement, name.last)),
    }
    out
}

/// First token of the particles right before the complement.
fn particle_start(doc: &Document<'_>, name: &NameReading<'_>) -> usize {
    let particle = |i: usize| doc.is_apostrophe(i) || doc.lexicon().may_be(doc.tokens()[i], Class::Particle);
    (name.first + 1..name.complement).rev().take_while(|&i| particle(i)).last().unwrap_or(name.complement)
}

/// Spellings of one name that are counted, at the most.
const SPELLINGS: usize = 16;

/// All spellings of one unknown name take the most frequent one that is not all capitals.
fn share_unknown_names<'g>(doc: &Document<'_>, chosen: &[Scored<'g>], resolved: &mut [Option<Resolved<'g>>]) {
    let mut spellings: ByKey<Vec<(String, usize)>> = ByKey::default();
    for (name, found) in chosen.iter().zip(resolved.iter()) {
        let (Some(name), Some(Resolved::Made(found))) = (name.name(), found) else { continue };
        let list = spellings.entry(name_key(doc, name)).or_default();
        match list.iter().position(|(known, _)| *known == found.entity.name) {
            Some(known) => list[known].1 += 1,
            None if list.len() < SPELLINGS => list.push((found.entity.name.clone().into_owned(), 1)),
            None => {}
        }
    }
    spellings.retain(|_, list| list.len() > 1);
    if spellings.is_empty() {
        return;
    }
    let capitals = |text: &str| text == text.to_uppercase();
    for list in spellings.values_mut() {
        // The first of equals.
        list.reverse();
        list.sort_by_key(|(text, count)| (!capitals(text), *count));
    }
    for (name, found) in chosen.iter().zip(resolved.iter_mut()) {
        let (Some(name), Some(Resolved::Made(found))) = (name.name(), found) else { continue };
        if let Some((text, _)) = spellings.get(&name_key(doc, name)).and_then(|list| list.last()) {
            found.entity.name = Cow::Owned(text.clone());
        }
    }
}

/// An unknown name that starts just one longer one of the article is its short form (`Tissnet`, of `Tissnet Europe`).
fn lengthen<'g>(doc: &Document<'_>, chosen: &[Scored<'g>], resolved: &mut [Option<Resolved<'g>>]) {
    let unknown = |name: &NameReading<'_>, found: &Resolved<'_>| {
        let word = |i: usize| doc.lexicon().may_be(doc.tokens()[i], Class::CommonWord);
        name.head.is_none()
            && matches!(found, Resolved::Made(_))
            && !(name.first == name.last && word(name.first))
    };
    let named = || {
        let names = chosen.iter().zip(&*resolved).enumerate();
        names.filter_map(|(index, (name, found))| Some((index, name.name()?, found.as_ref()?)))
    };
    if !named().any(|(_, name, found)| unknown(name, found)) {
        return;
    }
    let mut surfaces: Vec<(String, usize)> =
        named().map(|(index, name, _)| (surface(doc, name.first, name.last), index)).collect();
    surfaces.sort_unstable();
    surfaces.dedup_by(|next, kept| next.0 == kept.0 && same(&resolved[next.1], &resolved[kept.1]));
    let short = named().filter(|(_, name, found)| unknown(name, found));
    let longer: Vec<(usize, Resolved<'g>)> = short
        .filter_map(|(index, name, _)| {
            let start = surface(doc, name.first, name.last) + " ";
            let from = surfaces.partition_point(|(text, _)| *text < start);
            let mut found = surfaces[from..].iter().take_while(|(text, _)| text.starts_with(&start));
            let first = &resolved[found.next()?.1];
            let only = found.all(|(_, other)| same(&resolved[*other], first));
            Some((index, first.clone().filter(|_| only)?))
        })
        .collect();
    for (index, long) in longer {
        resolved[index] = Some(long);
    }
}

/// Whether two are one organisation, by their canonical names.
fn same(a: &Option<Resolved<'_>>, b: &Option<Resolved<'_>>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.name() == b.name())
}

/// `Syndicat mixte des transports (SMT)`, `SMT (Syndicat mixte des transports)`: the acronym takes the name that
/// spells it, here and further on.
fn tie_acronyms<'g>(doc: &Document<'_>, chosen: &[Scored<'g>], resolved: &mut [Option<Resolved<'g>>]) {
    let mut known: ByKey<Resolved<'g>> = ByKey::default();
    for index in 0..chosen.len().saturating_sub(1) {
        let (Some(before), Some(inside)) = (chosen[index].name(), chosen[index + 1].name()) else { continue };
        if inside.first != before.last + 2 || !doc.is_mark(before.last + 1, "(") {
            continue;
        }
        let (long, short) = match (is_short(doc, inside), is_short(doc, before)) {
            (true, _) => (index, index + 1),
            (false, true) if inside.spelt > 0 => (index + 1, index),
            _ => continue,
        };
        let (Some(full), Some(acronym)) = (&resolved[long], &resolved[short]) else { continue };
        let tied = match (full, acronym) {
            (Resolved::Made(made), Resolved::Listed(listed))
                if same_words(&made.entity.name, listed.name()) =>
            {
                resolved[long] = Some(Resolved::Listed(*listed));
                continue;
            }
            _ => full.clone(),
        };
        let short = if short > long { inside } else { before };
        known.entry(name_key(doc, short)).or_insert(tied);
    }
    if known.is_empty() {
        return;
    }
    for (name, found) in chosen.iter().zip(resolved.iter_mut()) {
        let (Some(name), Some(found)) = (name.name(), found) else { continue };
        if is_short(doc, name)
            && let Some(full) = known.get(&name_key(doc, name))
        {
            *found = full.clone();
        }
    }
}

/// Whether a name is one word, or letters and figures without a gap (`C3N`).
fn is_short(doc: &Document<'_>, name: &NameReading<'_>) -> bool {
    let rest = doc.tokens().get(name.first + 1..=name.last).unwrap_or_default();
    rest.iter().all(|token| token.is_glued() && (token.is_word() || token.is_number()))
}

/// Whether two names are the same words, however they are written.
fn same_words(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
