//! The words around a name: what all names have in common that start or end at one token.

use super::cues::{CUE_MASK, CUE_NUMBERS, Words};
use super::features::{Take, word};
use super::template::Template;
use crate::Document;
use crate::lang::Prepositions;
use crate::lang::number::{D, DE, ET, L, LA};
use crate::text::{Gap, Sign};

/// A document, and the tables that are asked about its words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text<'d, 't> {
    pub(super) doc: &'d Document<'t>,
    words: Words,
    prepositions: Prepositions,
}

impl<'d, 't> Text<'d, 't> {
    pub(crate) fn new(doc: &'d Document<'t>) -> Self {
        Self { doc, words: Words::all(), prepositions: Prepositions::all() }
    }
}

/// What all names have in common that start at one token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Left {
    pub(crate) first: usize,
    pub(super) shape: u64,
    /// Bits of [`Template::Persons`].
    pub(super) persons: u64,
    /// Bits of [`Template::Setting`].
    pub(super) setting: u64,
    pub(super) before: Option<usize>,
    pub(super) noun: Option<usize>,
    pub(super) particle: u64,
    pub(super) cue: u64,
    pub(super) noun_cue: u64,
    pub(super) phrase: Option<usize>,
    /// The cue of the phrase's head, and whether other words stand between.
    pub(super) phrase_cue: u64,
}

impl Left {
    pub(crate) fn new(text: Text<'_, '_>, first: usize) -> Self {
        let Text { doc, words, prepositions } = text;
        let token = doc.tokens()[first];
        let marks = first.checked_sub(1).map_or(0, |i| marks(doc, i));
        let setting = u64::from(token.starts_sentence())
            | marks & (OPENING_QUOTE | OPENING | if token.is_glued() { HYPHEN } else { 0 })
            | u64::from(is_near(doc, first.checked_sub(1), token.gap())) << 5;
        let before = before(doc, first);
        let noun = before.and_then(|before| noun(text, before));
        let particle = before.and_then(|before| prepositions.number(doc, before));
        let phrase = before.and_then(|_| phrase_head(text, first));
        Self {
            first,
            shape: words.shape(token),
            persons: words.first(token),
            setting,
            before,
            noun,
            particle: particle.map_or(0, |number| number as u64),
            cue: before.map_or(0, |before| words.cue(doc, before)),
            noun_cue: noun.map_or(0, |noun| words.cue(doc, noun) | capital(doc, noun) << 5),
            phrase: phrase.map(|(head, _)| head),
            phrase_cue: phrase.map_or(0, |(head, apart)| phrase_cue(doc, head, first) * 2 + u64::from(apart)),
        }
    }

    /// The words before.
    pub(crate) fn words(&self, doc: &Document<'_>, take: &mut impl Take) {
        let Some(before) = self.before else { return };
        word(doc, Template::Before, before, take);
        if let Some(second) = before.checked_sub(1) {
            word(doc, Template::Before2, second, take);
        }
        if let Some(noun) = self.noun {
            word(doc, Template::Noun, noun, take);
        }
        if let Some(head) = self.phrase {
            word(doc, Template::Phrase, head, take);
        }
    }
}

/// What all names have in common that end at one token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Right {
    pub(crate) last: usize,
    pub(super) shape: u64,
    /// Bits of [`Template::Persons`].
    pub(super) persons: u64,
    /// Bits of [`Template::Setting`].
    pub(super) setting: u64,
    /// Whether the text goes on in the same line or the next.
    pub(super) goes_on: bool,
    pub(super) cue: u64,
    /// What follows an `et` after the name: 0 there is none, 1 `de`, 2 an article, 3 another word, 4 one with a
    /// capital, 5 no word.
    pub(super) and: u64,
    pub(super) verb: Option<usize>,
    pub(super) verb_cue: u64,
    /// Whether an acronym in brackets follows.
    pub(super) acronym: bool,
}

impl Right {
    pub(crate) fn new(text: Text<'_, '_>, last: usize) -> Self {
        let Text { doc, words, .. } = text;
        let token = doc.tokens()[last];
        let gap = doc.gap(last + 1);
        let setting = marks(doc, last + 1)
            & (CLOSING_QUOTE | CLOSING | if gap == Gap::None { HYPHEN } else { 0 })
            | u64::from(is_near(doc, Some(last + 1), gap)) << 6;
        let goes_on = gap < Gap::Line;
        let verb = if goes_on { verb(text, last) } else { None };
        Self {
            last,
            shape: words.shape(token),
            persons: words.last(token),
            setting,
            goes_on,
            cue: if goes_on { words.cue(doc, last + 1) } else { 0 },
            and: if goes_on { and(text, last + 1) } else { 0 },
            verb,
            verb_cue: verb.map_or(0, |verb| words.cue(doc, verb)),
            acronym: goes_on && acronym_follows(doc, last),
        }
    }

    /// The word after.
    pub(crate) fn words(&self, doc: &Document<'_>, take: &mut impl Take) {
        if !self.goes_on {
            return;
        }
        word(doc, Template::After, self.last + 1, take);
        if self.last + 2 < doc.tokens().len() && doc.gap(self.last + 2) < Gap::Line {
            word(doc, Template::After2, self.last + 2, take);
        }
        if let Some(verb) = self.verb {
            word(doc, Template::Verb, verb, take);
        }
    }
}

// Bits of [`Template::Setting`] that marks beside a name give.
const OPENING_QUOTE: u64 = 1 << 1;
const CLOSING_QUOTE: u64 = 1 << 2;
const OPENING: u64 = 1 << 3;
const CLOSING: u64 = 1 << 4;
const HYPHEN: u64 = 1 << 7;

/// What the mark at `i` may be beside a name; 0 for a word.
#[inline]
fn marks(doc: &Document<'_>, i: usize) -> u64 {
    match doc.sign(i) {
        Sign::Quote => OPENING_QUOTE | CLOSING_QUOTE,
        Sign::OpenGuillemet | Sign::OpenCurly => OPENING_QUOTE,
        Sign::CloseGuillemet | Sign::CloseCurly => CLOSING_QUOTE,
        Sign::OtherApostrophe if doc.token_text(i) == "‘" => OPENING_QUOTE,
        Sign::Open => OPENING,
        Sign::Close => CLOSING,
        Sign::Hyphen => HYPHEN,
        _ => 0,
    }
}

/// Whether a noun bears a capital that no sentence gave it (`le Festival de Cannes`).
fn capital(doc: &Document<'_>, i: usize) -> u64 {
    let token = doc.tokens()[i];
    u64::from(token.is_capitalised() && !token.starts_sentence())
}

/// Whether a capitalised word stands beside a name with only a space between.
fn is_near(doc: &Document<'_>, i: Option<usize>, gap: Gap) -> bool {
    gap == Gap::Space
        && i.and_then(|i| doc.tokens().get(i)).is_some_and(|token| token.is_word() && token.is_capitalised())
}

/// The token before a name; the abbreviation itself where a dot stands between (`M. Lille`).
pub(crate) fn before(doc: &Document<'_>, first: usize) -> Option<usize> {
    if doc.gap(first) >= Gap::Line {
        return None;
    }
    let before = first.checked_sub(1)?;
    match before.checked_sub(1) {
        Some(word) if doc.is_mark(before, ".") && doc.lexicon().is_abbreviation(doc.tokens()[word]) => {
            Some(word)
        }
        _ => Some(before),
    }
}

/// The nearest word at or before `from`, past particles, apostrophes and quotes, in the same sentence.
fn noun(text: Text<'_, '_>, from: usize) -> Option<usize> {
    let mut at = from;
    for _ in 0..5 {
        let token = text.doc.tokens()[at];
        if token.is_word() && !text.words.is_preposition(token) {
            return Some(at);
        }
        if token.starts_sentence() || matches!(token.sign, Sign::Dot | Sign::Comma) {
            return None;
        }
        at = at.checked_sub(1)?;
    }
    None
}

/// How far back the head of a phrase is looked for, in tokens.
const PHRASE: usize = 7;

/// The noun that an article opens and the name at `first` ends (`le fabricant de linge Jalla`), and
/// whether other words stand between.
fn phrase_head(text: Text<'_, '_>, first: usize) -> Option<(usize, bool)> {
    let doc = text.doc;
    let end = first.checked_sub(1)?;
    for at in (first.saturating_sub(PHRASE)..first).rev() {
        let token = doc.tokens()[at];
        if !token.is_word() {
            if token.is_apostrophe() || token.is_hyphen() {
                continue;
            }
            return None;
        }
        if token.is_capitalised() && !token.starts_sentence() {
            return None;
        }
        let number = text.prepositions.number(doc, at);
        if number.is_none() && opens_phrase(text, at) {
            return Some((at, at != end));
        }
        let complement = matches!(number, None | Some(DE | D));
        if token.starts_sentence() || token.gap() >= Gap::Line || !complement {
            return None;
        }
    }
    None
}

/// Whether an article or nothing of the same phrase stands before the word at `at`.
fn opens_phrase(text: Text<'_, '_>, at: usize) -> bool {
    let doc = text.doc;
    if doc.tokens()[at].starts_sentence() || doc.gap(at) >= Gap::Line {
        return true;
    }
    let Some(mut before) = at.checked_sub(1) else { return true };
    if doc.is_apostrophe(before) {
        before = before.saturating_sub(1);
    } else if !doc.tokens()[before].is_word() {
        return !doc.is_hyphen(before);
    }
    text.prepositions.number(doc, before).is_some_and(|number| !matches!(number, DE | D))
}

/// The class of the phrase of words that starts at `head`, as [`cue`] numbers it.
fn phrase_cue(doc: &Document<'_>, head: usize, first: usize) -> u64 {
    match doc.lexicon().phrase_of(doc, head, CUE_MASK) {
        Some((end, sense)) if end <= first => u64::from(CUE_NUMBERS[sense.class as usize]),
        _ => 0,
    }
}

/// What follows an `et` at `i`, as [`Right::and`] tells it.
fn and(text: Text<'_, '_>, i: usize) -> u64 {
    if text.prepositions.number(text.doc, i) != Some(ET) {
        return 0;
    }
    let Some(next) = text.doc.tokens().get(i + 1) else { return 5 };
    match text.prepositions.number(text.doc, i + 1) {
        Some(DE..=D) => 1,
        Some(LA..=L) => 2,
        _ if !next.is_word() => 5,
        _ => 3 + u64::from(next.is_capitalised()),
    }
}

/// How far the verb of a name is looked for, in tokens.
const VERB: usize = 5;

/// The first word after a name that is no auxiliary, pronoun, negation or adverb.
fn verb(text: Text<'_, '_>, last: usize) -> Option<usize> {
    let doc = text.doc;
    for at in last + 1..last + 1 + VERB {
        let token = *doc.tokens().get(at)?;
        if token.gap() >= Gap::Line || token.is_capitalised() {
            return None;
        }
        if token.is_apostrophe() {
            continue;
        }
        if !token.is_word() {
            return None;
        }
        if !text.words.is_verb_link(token) {
            return (at > last + 1).then_some(at);
        }
    }
    None
}

/// Whether an acronym in brackets follows.
fn acronym_follows(doc: &Document<'_>, last: usize) -> bool {
    doc.is_mark(last + 1, "(")
        && doc.is_mark(last + 3, ")")
        && doc.tokens().get(last + 2).is_some_and(|token| {
            token.is_word() && (token.is_all_caps() || token.is_capitalised() && token.span.len() <= 6)
        })
}
