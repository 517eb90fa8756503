//! Names of which only the first word has a capital: `Commission électorale centrale`, `Paris en selle`.

use super::bodies::is_verb;
use super::names::{NameReading, Origin, Scan, connected, segment_end};
use crate::Document;
use crate::gazetteer::Entries;
use crate::lang::Class;
use crate::text::Gap;

/// Words in lower case that are taken in, at the most.
const WORDS: usize = 4;
/// A shorter word in lower case is a particle, an auxiliary or a pronoun.
const SHORTEST: usize = 4;
/// The numbers of the prepositions and articles that may stand before such a name: `du`, `des`, `la`, `le`, `les`, `l’`, `au`, `aux`.
const BEFORE: [i64; 8] = [2, 3, 5, 6, 7, 8, 10, 11];

/// org.title   yes: « la Commission électorale centrale »   no: « la Marne déborde »
///
/// Each word in lower case may be the last one, or a name that particles tie to it (`Sources et rivières du
/// Limousin`); the model decides.
pub(super) fn find(scan: &mut Scan<'_, '_, '_>, first: usize) {
    let doc = scan.doc;
    if !may_start(doc, first) {
        return;
    }
    let mut at = segment_end(doc, first);
    let mut words = 0;
    while words < WORDS {
        let Some(end) = next_word(doc, at) else { break };
        words += 1;
        at = end;
        push(scan, first, end);
    }
    if words > 0
        && let Some(name) = connected(doc, at)
    {
        let listed = scan.longest(name).map_or(name, |(end, _)| end);
        push(scan, first, segment_end(doc, name).max(listed));
    }
}

/// Whether an article, a noun that introduces names or a quote stands before the capital.
fn may_start(doc: &Document<'_>, first: usize) -> bool {
    let Some(mut before) = first.checked_sub(1).filter(|_| doc.gap(first) <= Gap::Space) else {
        return false;
    };
    if matches!(doc.byte(before), b'"' | b'(') || doc.is_mark(before, "«") || opens(doc, first) {
        return true;
    }
    if doc.is_apostrophe(before) && before > 0 {
        before -= 1;
    }
    let token = doc.tokens()[before];
    let article = doc.lexicon().sense(doc, before, Class::Preposition);
    article.is_some_and(|article| BEFORE.contains(&article.number))
        || !token.is_capitalised() && doc.lexicon().may_be(token, Class::OrgIntroducer)
}

/// Whether the name starts with an article of its own within a sentence (`au Grain de sel`, `la librairie Le Grain de sel`).
fn opens(doc: &Document<'_>, first: usize) -> bool {
    let token = doc.tokens()[first];
    let before = first.checked_sub(1).and_then(|i| doc.tokens().get(i));
    !token.starts_sentence()
        && before.is_some_and(|before| before.is_word())
        && doc
            .lexicon()
            .sense(doc, first, Class::Preposition)
            .is_some_and(|article| ARTICLES.contains(&article.number))
}

/// The numbers of `la`, `le`, `les`, `l’`.
const ARTICLES: [i64; 4] = [5, 6, 7, 8];

/// One past the next long word in lower case, past particles.
fn next_word(doc: &Document<'_>, from: usize) -> Option<usize> {
    let lexicon = doc.lexicon();
    for at in from..from + 4 {
        let token = *doc.tokens().get(at)?;
        if token.is_masked() || token.is_capitalised() || token.gap() > Gap::Space {
            return None;
        }
        let particle = lexicon.may_be(token, Class::Particle) || lexicon.may_be(token, Class::TopicLink);
        if particle || (at > from && doc.is_apostrophe(at)) {
            continue;
        }
        if !token.is_word() || token.span.len() < SHORTEST || is_verb(doc, at) {
            return None;
        }
        let hyphened = doc.is_hyphen(at + 1) && doc.tokens().get(at + 2).is_some_and(|next| next.is_glued());
        return Some(if hyphened { at + 3 } else { at + 1 });
    }
    None
}

fn push(scan: &mut Scan<'_, '_, '_>, first: usize, end: usize) {
    let reading = NameReading {
        origin: Origin::Title,
        first,
        last: end - 1,
        entries: Entries::None,
        head: None,
        complement: first,
        is_expanded: false,
    };
    scan.push("org.title", reading);
}
