//! The words that an acronym in brackets stands for: `syndicat mixte des transports (SMT)`, `ARS (agence régionale de santé)`.

use super::scan::{Scan, Seen};
use crate::Document;
use crate::lang::Class;
use crate::text::{Gap, fold};

/// Words before or in the brackets that are looked at, at the most.
const REACH: usize = 16;

/// org.expansion   yes: « le syndicat mixte des transports (SMT) »   no: « une taxe de plus (SMT) »
pub(super) fn find(scan: &mut Scan<'_, '_, '_>, open: usize) {
    let doc = scan.doc;
    let acronym = |i: usize, mark: usize| {
        let token = doc.tokens().get(i)?;
        (is_acronym(doc, i) && doc.is_mark(mark, ")") && !token.is_masked()).then_some(i)
    };
    if let Some(inside) = acronym(open + 1, open + 2) {
        if let Some((first, letters)) = backwards(doc, open, inside) {
            scan.push(Seen::expansion(first, open, letters));
        }
    } else if let Some(before) = open.checked_sub(1).filter(|&i| is_acronym(doc, i)) {
        let close = (open + 1..doc.tokens().len().min(open + REACH)).find(|&i| doc.is_mark(i, ")"));
        let spelt = close.and_then(|close| Some((close, backwards(doc, close, before)?)));
        if let Some((close, (_, letters))) = spelt.filter(|(_, (first, _))| *first == open + 1) {
            scan.push(Seen::expansion(open + 1, close, letters));
        }
    }
}

fn is_acronym(doc: &Document<'_>, i: usize) -> bool {
    doc.tokens().get(i).is_some_and(|token| {
        token.is_word()
            && (2..=8).contains(&token.span.len())
            && (token.is_all_caps() || (token.is_capitalised() && token.span.len() <= 5))
    })
}

/// The token before `end` at which the words that spell the acronym start, and how many letters it has;
/// particles may be left out.
fn backwards(doc: &Document<'_>, end: usize, acronym: usize) -> Option<(usize, usize)> {
    let letters: Vec<char> = fold(doc.token_text(acronym)).chars().collect();
    let mut left = letters.as_slice();
    let lexicon = doc.lexicon();
    for at in (end.saturating_sub(REACH)..end).rev() {
        let token = doc.tokens()[at];
        if !token.is_word() {
            if doc.is_hyphen(at) || doc.is_apostrophe(at) {
                continue;
            }
            return None;
        }
        let initial = doc.token_text(at).chars().next()?;
        let wanted = left.last()?;
        if fold(initial.encode_utf8(&mut [0; 4])).starts_with(*wanted) {
            left = &left[..left.len() - 1];
            if left.is_empty() {
                return (at + 1 < end).then_some((at, letters.len()));
            }
        } else if !lexicon.may_be(token, Class::Particle) && !lexicon.may_be(token, Class::TopicLink) {
            return None;
        }
        if token.gap() > Gap::Space {
            return None;
        }
    }
    None
}
