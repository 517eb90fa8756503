//! Names of which only the first word has a capital: `Commission électorale centrale`, `Paris en selle`.

use super::bodies::is_verb;
use super::names::{Origin, connected, segment_end};
use super::scan::{Scan, Seen};
use crate::Document;
use crate::lang::number::ET;
use crate::lang::{Class, is_article};
use crate::text::{Gap, Sign};

/// Words in lower case that are taken in, at the most.
const WORDS: usize = 4;
/// A shorter word in lower case is a particle, an auxiliary or a pronoun.
const SHORTEST: usize = 4;
/// org.title   yes: « la Commission électorale centrale »   no: « la Marne déborde », « la Coupe du monde de ski »
///
/// Each word in lower case may be the last one, or, after one capital, a name that particles tie to it
/// (`Sources et rivières du Limousin`); the model decides.
pub(super) fn find(scan: &mut Scan<'_, '_, '_>, first: usize) {
    let doc = scan.doc;
    let event = doc.lexicon().may_be(doc.tokens()[first], Class::WorkNoun);
    if event || !may_start(doc, first) {
        return;
    }
    let mut at = segment_end(doc, first);
    let single = at == first + 1;
    let mut words = 0;
    while words < WORDS {
        let Some(end) = next_word(scan, at) else { break };
        words += 1;
        at = end;
        scan.push(Seen::new(Origin::Title, first, end));
    }
    if words > 0
        && single
        && let Some(name) = connected(doc, at)
    {
        let listed = scan.longest(name).map_or(name, |(end, _)| end);
        scan.push(Seen::new(Origin::Title, first, segment_end(doc, name).max(listed)));
    }
}

/// Whether an article, a noun that introduces names or a quote stands before the capital, or the capital is that of
/// an article within a sentence (`au Grain de sel`, `la librairie Le Grain de sel`).
fn may_start(doc: &Document<'_>, first: usize) -> bool {
    let Some(mut before) = first.checked_sub(1).filter(|_| doc.gap(first) <= Gap::Space) else {
        return false;
    };
    if !doc.tokens()[first].starts_sentence() && doc.tokens()[before].is_word() && is_article(doc, first) {
        return true;
    }
    match doc.sign(before) {
        Sign::Quote | Sign::Open | Sign::OpenGuillemet => return true,
        _ if doc.is_apostrophe(before) => before = before.saturating_sub(1),
        _ => {}
    }
    let token = doc.tokens()[before];
    doc.lexicon().is(doc, before, Class::Article)
        || !token.is_capitalised() && doc.lexicon().may_be(token, Class::OrgIntroducer)
}

/// One past the next long word in lower case, past particles; after `et` one before an article is a verb
/// (`l’US Saintes rugby et reconduit le jumelage`).
fn next_word(scan: &Scan<'_, '_, '_>, from: usize) -> Option<usize> {
    let doc = scan.doc;
    let lexicon = doc.lexicon();
    for at in from..from + 4 {
        let token = *doc.tokens().get(at)?;
        if token.is_masked() || token.is_capitalised() || token.gap() > Gap::Space {
            return None;
        }
        let particle = lexicon.may_be(token, Class::Particle) || lexicon.is(doc, at, Class::TopicLink);
        if particle || (at > from && doc.is_apostrophe(at)) {
            continue;
        }
        let acts = at > from && scan.prepositions.number(doc, at - 1) == Some(ET) && is_article(doc, at + 1);
        if !token.is_word() || token.span.len() < SHORTEST || acts || is_verb(doc, at) {
            return None;
        }
        let hyphened = doc.is_hyphen(at + 1) && doc.tokens().get(at + 2).is_some_and(|next| next.is_glued());
        return Some(if hyphened { at + 3 } else { at + 1 });
    }
    None
}
