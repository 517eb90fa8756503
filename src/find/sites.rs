//! Streets, venues and natural features that a head names: `rue Max-Planck`, `gare Matabiau`.

use super::bodies::complement;
use super::names::{Origin, connected, segment_end};
use super::scan::{Scan, Seen};
use crate::Document;
use crate::lang::number::EN;
use crate::lang::{Class, Sense, flag};
use crate::text::Gap;

/// place.site   yes: « 27, rue Castelvielh »   no: « une rue étroite »
pub(super) fn find(scan: &mut Scan<'_, '_, '_>, first: usize) {
    let doc = scan.doc;
    let Some((end, head)) = doc.lexicon().phrase(doc, first, Class::PlaceHead) else { return };
    if !head.has(flag::INSIDE) || ends_word(doc, first) || is_adverb(scan, first, head) {
        return;
    }
    let Some((start, _)) = complement(doc, end) else { return };
    if let Some(end) = day(doc, start) {
        push(scan, first, start, end, head);
    }
    if !doc.tokens()[start].is_capitalised() {
        return;
    }
    let segment = segment_end(doc, start);
    let listed = scan.longest(start).map_or(start, |(end, _)| end);
    let longest = segment.max(listed);
    push(scan, first, start, longest, head);
    if listed > start && listed < segment {
        push(scan, first, start, listed, head);
    }
    if let Some(next) = connected(doc, longest) {
        let end = segment_end(doc, next);
        push(scan, first, start, end, head);
    }
}

/// Whether an apostrophe ties the token to a word that is no particle (`presqu’île`).
fn ends_word(doc: &Document<'_>, first: usize) -> bool {
    let elided = first.checked_sub(2).filter(|_| doc.is_apostrophe(first - 1) && doc.gap(first) == Gap::None);
    elided.is_some_and(|i| !doc.lexicon().may_be(doc.tokens()[i], Class::Particle))
}

/// Whether the head of a street tells a manner or a move (`en route`, `mise en place`).
fn is_adverb(scan: &Scan<'_, '_, '_>, first: usize, head: &Sense) -> bool {
    let before = first.checked_sub(1).and_then(|before| scan.prepositions.number(scan.doc, before));
    head.text == "street" && before == Some(EN)
}

/// One past a day that names a street (`rue du 11-Novembre-1918`, `place du 8 Mai`).
fn day(doc: &Document<'_>, start: usize) -> Option<usize> {
    let hyphen = |at: usize| if doc.is_hyphen(at) { at + 1 } else { at };
    let near = |at: usize| doc.tokens().get(at).copied().filter(|token| token.gap() <= Gap::Space);
    let short = doc.tokens().get(start).is_some_and(|token| token.is_number() && token.span.len() <= 2);
    let ordinal = doc.lexicon().may_be(*doc.tokens().get(start)?, Class::NumberOrdinal);
    if !short && !ordinal {
        return None;
    }
    let month = hyphen(start + 1);
    near(month).filter(|&token| doc.lexicon().may_be(token, Class::Month))?;
    let year = hyphen(month + 1);
    let is_year = near(year).is_some_and(|token| token.is_number() && token.span.len() == 4);
    Some(if is_year { year + 1 } else { month + 1 })
}

fn push(scan: &mut Scan<'_, '_, '_>, first: usize, complement: usize, end: usize, head: &'static Sense) {
    let listed = scan.listed_up_to(complement, end);
    let number = if head.text == "street" { house_number(scan.doc, first) } else { None };
    scan.push(Seen::new(Origin::Site, number.unwrap_or(first), end).headed(head, complement, listed));
}

/// The house number before a street, with `bis` or `ter` and a comma between: its first token.
fn house_number(doc: &Document<'_>, street: usize) -> Option<usize> {
    let mut at = street.checked_sub(1)?;
    if doc.gap(street) > Gap::Space {
        return None;
    }
    if doc.is_mark(at, ",") {
        at = at.checked_sub(1)?;
    }
    // `12 bis`, `99A`
    let last = doc.tokens()[at];
    let letter = last.is_capitalised() && last.is_glued() && last.span.len() == 1;
    let hour = doc.lexicon().may_be(last, Class::TimeHour);
    if letter && !hour || doc.lexicon().may_be(last, Class::HouseSuffix) {
        at = at.checked_sub(1)?;
    }
    let token = doc.tokens()[at];
    // `vers 11h30, rue de Metz`, `à 10 h 30, place de la République`
    let hour = at.checked_sub(1).map(|i| doc.tokens()[i]).is_some_and(|before| {
        before.is_word() && (token.is_glued() || doc.lexicon().may_be(before, Class::TimeHour))
    });
    // `installé depuis 1985 rue de Metz`
    let year = at + 1 == street && doc.byte(at) < b'3' && token.span.len() == 4;
    let number = token.is_number() && !hour && !year && token.span.len() <= 4;
    (number && doc.gap(at + 1) <= Gap::Space).then_some(at)
}
