//! Bodies that a head makes out of a place, a topic or a name: `mairie de Blagnac`, `clinique Saint-Jean`.

use super::names::{Origin, connected, segment_end};
use super::scan::{Scan, Seen};
use crate::Document;
use crate::lang::{Class, Sense, ending, flag, mask};
use crate::text::Gap;

/// org.head   yes: « la mairie de Blagnac »   no: « la mairie, de nouveau »
///
/// Returns one past the head: within it none other starts (`groupement de gendarmerie`).
pub(super) fn find(scan: &mut Scan<'_, '_, '_>, first: usize) -> usize {
    let doc = scan.doc;
    let Some((end, head)) = doc.lexicon().phrase(doc, first, Class::OrgHead) else { return first };
    push_complements(scan, first, end, head);
    if adjective_follows(doc, end) {
        push_complements(scan, first, end + 1, head);
    }
    if demonym(doc, end) {
        push(scan, first, first, end + 1, head);
        push_complements(scan, first, end + 1, head);
    }
    end
}

/// org.head   yes: « l’Association des riverains du canal »   no: « l’association des deux idées »
///
/// A noun that only introduces a name is part of it where it is written with a capital, or where a
/// place or topic with a capital follows (`le club subaquatique de Vierzon`).
pub(super) fn find_introduced(scan: &mut Scan<'_, '_, '_>, first: usize) {
    let doc = scan.doc;
    let Some((end, head)) = doc.lexicon().phrase(doc, first, Class::OrgIntroducer) else { return };
    let capitalised = doc.tokens()[first].is_capitalised();
    if !capitalised && !determined(doc, first) {
        return;
    }
    let ends = if capitalised { Ends::Words } else { Ends::Capitals };
    for end in [end, end + 1] {
        let linked = complement(doc, end).filter(|&(_, linked)| linked).map(|(start, _)| start);
        if let Some(start) = linked.or_else(|| purpose(doc, end)) {
            topics(scan, first, start, head, ends);
        }
        if !adjective_follows(doc, end) {
            break;
        }
    }
}

/// Whether an article or preposition stands before (`du parti de Gap`, not `il est parti de Gap`).
fn determined(doc: &Document<'_>, first: usize) -> bool {
    let Some(before) = first.checked_sub(1) else { return false };
    let before = if doc.is_apostrophe(before) { before.saturating_sub(1) } else { before };
    doc.lexicon().may_be(doc.tokens()[before], Class::Preposition)
}

/// Whether a demonym follows in lower case (`l’armée syrienne`).
fn demonym(doc: &Document<'_>, i: usize) -> bool {
    doc.tokens().get(i).is_some_and(|token| {
        token.gap() == Gap::Space && !token.is_capitalised() && doc.lexicon().may_be(*token, Class::Demonym)
    })
}

fn push_complements(scan: &mut Scan<'_, '_, '_>, first: usize, end: usize, head: &'static Sense) {
    let doc = scan.doc;
    if let Some(start) = purpose(doc, end).filter(|_| head.has(flag::TOPIC)) {
        topics(scan, first, start, head, Ends::Words);
        return;
    }
    let Some((start, linked)) = complement(doc, end) else { return };
    let token = doc.tokens()[start];
    if token.is_number() {
        if !linked && token.span.len() <= 3 {
            push(scan, first, start, start + 1, head);
        }
        return;
    }
    if !token.is_capitalised() {
        if linked {
            let ends = if head.has(flag::TOPIC) { Ends::Words } else { Ends::Capitals };
            topics(scan, first, start, head, ends);
        }
        return;
    }
    let segment = segment_end(doc, start);
    let listed = scan.longest(start).map_or(start, |(end, _)| end);
    push(scan, first, start, segment.max(listed), head);
    if listed > start && listed < segment {
        push(scan, first, start, listed, head);
    }
    if let Some(next) = connected(doc, segment.max(listed)) {
        let end = segment_end(doc, next).max(scan.longest(next).map_or(next, |(end, _)| end));
        push(scan, first, start, end, head);
    }
    if demonym(doc, segment) {
        push(scan, first, start, segment + 1, head);
    }
    if head.has(flag::TOPIC) {
        topics(scan, first, start, head, Ends::Words);
    }
}

fn push(scan: &mut Scan<'_, '_, '_>, first: usize, complement: usize, end: usize, head: &'static Sense) {
    let listed = scan.listed_up_to(complement, end);
    scan.push(Seen::new(Origin::Body, first, end).headed(head, complement, listed));
}

/// Where the complement of a head starts that ends at `end`, and whether a preposition ties it.
pub(super) fn complement(doc: &Document<'_>, end: usize) -> Option<(usize, bool)> {
    for at in end..end + 4 {
        let token = *doc.tokens().get(at)?;
        if token.gap() > Gap::Space || token.is_masked() {
            return None;
        }
        let particle = token.is_word() && doc.lexicon().may_be(token, Class::Particle);
        let in_capitals = token.is_all_caps() || (token.span.len() == 1 && doc.is_apostrophe(at + 1));
        let name = token.is_capitalised() && !(particle && in_capitals);
        if (token.is_word() && !particle) || name || token.is_number() {
            return Some((at, at > end));
        }
        if !particle && (at == end || !doc.is_apostrophe(at)) {
            return None;
        }
    }
    None
}

/// What follows a head's `pour` or `contre`, where one stands at `end` (`Ligue contre le cancer`).
fn purpose(doc: &Document<'_>, end: usize) -> Option<usize> {
    let link = doc.lexicon().sense(doc, end, Class::TopicLink)?;
    let spaced = |i: usize| doc.gap(i) == Gap::Space;
    (link.has(flag::PURPOSE) && spaced(end) && spaced(end + 1)).then_some(end + 1)
}

/// Whether one lower-case word stands between a head and the particle of its complement.
fn adjective_follows(doc: &Document<'_>, end: usize) -> bool {
    let tokens = doc.tokens();
    let (Some(word), Some(next)) = (tokens.get(end), tokens.get(end + 1)) else { return false };
    word.is_word()
        && !word.is_capitalised()
        && word.gap() == Gap::Space
        && word.span.len() > 4
        && !doc.lexicon().may_be(*word, Class::CommonWord)
        && doc.lexicon().may_be(*next, Class::Particle)
}

/// Where a topic may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ends {
    /// After any of its words.
    Words,
    /// After a name only.
    Capitals,
}

/// Tokens of a topic and ends that are tried, at the most.
const TOPIC_TOKENS: usize = 14;
const TOPIC_ENDS: usize = 8;

/// A topic: words up to a mark or a verb; each end is a candidate of its own. A comma goes on where a particle
/// follows (`de l’environnement, de l’aménagement et du logement`).
fn topics(scan: &mut Scan<'_, '_, '_>, first: usize, start: usize, head: &'static Sense, ends: Ends) {
    let doc = scan.doc;
    let lexicon = doc.lexicon();
    let mut pushed = 0;
    let mut at = start;
    while at < start + TOPIC_TOKENS && pushed < TOPIC_ENDS {
        let Some(&token) = doc.tokens().get(at) else { break };
        let particle =
            |i: usize| doc.tokens().get(i).is_some_and(|next| lexicon.may_be(*next, Class::Particle));
        let comma = doc.is_mark(at, ",") && pushed > 0 && particle(at + 1);
        let joins = doc.is_apostrophe(at) || (doc.is_hyphen(at) && token.is_glued()) || comma;
        let day = lexicon.may_be(token, Class::Weekday);
        if token.is_masked() || token.gap() > Gap::Space || day || !(token.is_word() || joins) {
            break;
        }
        let links = particle(at) || lexicon.is(doc, at, Class::TopicLink);
        if !token.is_word() || (links && !token.is_capitalised()) {
            at += 1;
            continue;
        }
        if !token.is_capitalised() && is_verb(doc, at) {
            break;
        }
        at = if token.is_capitalised() {
            segment_end(doc, at).max(scan.longest(at).map_or(at, |(end, _)| end))
        } else {
            at + 1
        };
        if doc.tokens().get(at).is_some_and(|next| next.is_glued()) && doc.is_hyphen(at) {
            continue;
        }
        if token.is_capitalised() || ends == Ends::Words {
            push(scan, first, start, at, head);
            pushed += 1;
        }
    }
}

/// Whether a word that no list has ends like a verb of the past or the future: `auditera`, not `électrons`.
fn ends_like_verb(word: &str) -> bool {
    let told = ending(word, 3..=6).filter(|sense| !sense.has(flag::WEAK));
    told.is_some_and(|sense| matches!(sense.text, "past" | "future"))
}

/// Whether the word is a verb of the lists or one that leads to a verb, or ends like one of the past or the future.
pub(super) fn is_verb(doc: &Document<'_>, at: usize) -> bool {
    const VERBS: u128 =
        mask(&[Class::SayVerb, Class::OrgVerb, Class::PlaceVerb, Class::Verb, Class::VerbLink]);
    doc.lexicon().classes(doc.tokens()[at]) & VERBS != 0
        || doc.tokens()[at].listed().row == 0 && ends_like_verb(doc.token_text(at))
}
