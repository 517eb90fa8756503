//! Clubs that go by their town alone, where the article names them in full elsewhere.

use super::names::Scored;
use crate::find::{NameReading, Origin};
use crate::gazetteer::{Entries, Entry};
use crate::lang::{Class, Sense};
use crate::text::fold::hash_word;
use crate::{Document, EntityType, OrganisationKind, Reading, RuleId};

/// The rule of such a mention.
pub(super) const RULE: RuleId = RuleId("org.club");

/// org.club   yes: « Le RC Lens a gagné. Lens recevra Metz »   no: « Le RC Lens a gagné à Lens »
///
/// Makes the club out of a town that plays: at the start of a sentence or after a colon before a verb, or
/// after a word of the game (`contre Lens`). A town of two clubs that the article names stays a town.
pub(super) fn resolve<'g>(doc: &Document<'_>, chosen: &mut [Scored<'g>]) {
    let mut clubs: Vec<Club<'g>> = Vec::new();
    for (name, entry) in chosen.iter().filter_map(club) {
        if clubs.len() < CLUBS && !clubs.iter().any(|known| known.entry.same_entity(entry)) {
            clubs.push(Club::new(name, entry));
        }
    }
    if clubs.is_empty() {
        return;
    }
    for scored in chosen {
        let Some(rows) =
            town(scored).filter(|town| plays(doc, town)).and_then(|town| its_club(doc, &clubs, town))
        else {
            continue;
        };
        if let Reading::Name(name) = &mut scored.candidate.reading {
            name.entries = rows;
            scored.candidate.rule = RULE;
            scored.decided = scored.decided.map(|(_, confidence)| (EntityType::Organisation, confidence));
        }
    }
}

/// Clubs of one article that are looked at, at the most.
const CLUBS: usize = 64;

/// The club that was named, with its words and the rows of the name.
struct Club<'g> {
    entry: Entry<'g>,
    words: Vec<u64>,
    rows: Entries<'g>,
}

impl<'g> Club<'g> {
    fn new(name: &NameReading<'g>, entry: Entry<'g>) -> Self {
        let words = entry.name().split(|c: char| !c.is_alphanumeric()).map(hash_word).collect();
        Self { entry, words, rows: name.entries.clone() }
    }
}

fn club<'n, 'g>(scored: &'n Scored<'g>) -> Option<(&'n NameReading<'g>, Entry<'g>)> {
    let name = listed(scored, EntityType::Organisation)?;
    Some((name, name.entries.iter().copied().find(|entry| is_club(*entry))?))
}

fn town<'n, 'g>(scored: &'n Scored<'g>) -> Option<&'n NameReading<'g>> {
    listed(scored, EntityType::Place)
}

fn listed<'n, 'g>(scored: &'n Scored<'g>, as_type: EntityType) -> Option<&'n NameReading<'g>> {
    let name = scored.name().filter(|name| name.origin == Origin::Gazetteer)?;
    (scored.decided?.0 == as_type).then_some(name)
}

fn is_club(entry: Entry<'_>) -> bool {
    entry.entity_type() == EntityType::Organisation && entry.organisation_kind() == OrganisationKind::Sport
}

/// The rows of the only club that the article names after the town.
fn its_club<'g>(doc: &Document<'_>, clubs: &[Club<'g>], town: &NameReading<'_>) -> Option<Entries<'g>> {
    let mut of_town = clubs.iter().filter(|club| is_named_after(doc, club, town));
    let first = of_town.next()?;
    of_town.all(|other| other.entry.same_entity(first.entry)).then(|| first.rows.clone())
}

/// Whether the town or what its people are called stands in the club's name.
fn is_named_after(doc: &Document<'_>, club: &Club<'_>, town: &NameReading<'_>) -> bool {
    let words = (town.first..=town.last).filter(|&i| doc.tokens()[i].is_word());
    let words: Vec<u64> = words.map(|i| doc.hash(i)).collect();
    let of_town = |people: &Sense| town.entries.iter().any(|entry| entry.id() == people.text);
    let people = |&word: &u64| doc.lexicon().sense_of(doc.lexicon().word(word), Class::Demonym);
    club.words.windows(words.len()).any(|part| part == words)
        || club.words.iter().filter_map(people).any(of_town)
}

/// Whether a verb follows the town at the start of a sentence, or a word of the game stands before it.
fn plays(doc: &Document<'_>, town: &NameReading<'_>) -> bool {
    let first = town.first;
    let after = doc.tokens().get(town.last + 1);
    let leads = after.is_some_and(|next| {
        !next.is_capitalised()
            && (doc.lexicon().may_be(*next, Class::Verb) || doc.lexicon().may_be(*next, Class::VerbLink))
    });
    let cued =
        |from: usize| doc.lexicon().phrase(doc, from, Class::MatchCue).is_some_and(|(end, _)| end == first);
    let opens = doc.tokens()[first].starts_sentence() || first > 0 && doc.is_mark(first - 1, ":");
    opens && leads || (first.saturating_sub(2)..first).any(cued)
}
