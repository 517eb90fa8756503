//! The words around a name: what all names have in common that start or end at one token.

use super::features::{Take, word};
use super::template::Template;
use crate::lang::Class;
use crate::text::Gap;
use crate::{Document, Token};

/// The classes of words around a name that tell what it is, in the order of their numbers (from 1).
const CUES: [Class; 15] = [
    Class::PersonTitle,
    Class::PersonNoun,
    Class::CompanyNoun,
    Class::WorkNoun,
    Class::SayVerb,
    Class::OrgVerb,
    Class::PlaceVerb,
    Class::PlaceHead,
    Class::OrgHead,
    Class::FirstName,
    Class::Surname,
    Class::LegalForm,
    Class::OrgIntroducer,
    Class::Demonym,
    Class::Verb,
];

const CUE_MASK: u128 = {
    let mut mask = 0;
    let mut i = 0;
    while i < CUES.len() {
        mask |= 1 << CUES[i] as u8;
        i += 1;
    }
    mask
};

/// The number of the cue that a class is, by the class's bit.
const CUE_NUMBERS: [u8; 128] = {
    let mut numbers = [0; 128];
    let mut i = 0;
    while i < CUES.len() {
        numbers[CUES[i] as usize] = i as u8 + 1;
        i += 1;
    }
    numbers
};

fn cue(doc: &Document<'_>, i: usize) -> u64 {
    let Some(&token) = doc.tokens().get(i) else { return 0 };
    let mut classes = doc.lexicon().classes(token);
    if i >= 2 && token.is_glued() && doc.is_hyphen(i - 1) {
        // `start-up`, `porte-parole`: the word before tells more than its last part.
        classes = doc.lexicon().opens(doc.tokens()[i - 2]);
    }
    if classes & CUE_MASK == 0 {
        return u64::from(token.is_capitalised()) * (CUES.len() as u64 + 1);
    }
    let first = (classes & CUE_MASK).trailing_zeros() as usize;
    CUE_NUMBERS.get(first).map_or(0, |&number| u64::from(number))
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
    pub(crate) fn new(doc: &Document<'_>, first: usize) -> Self {
        let token = doc.tokens()[first];
        let text = first.checked_sub(1).map_or("", |i| mark_text(doc, i));
        let setting = u64::from(token.starts_sentence())
            | u64::from(matches!(text, "«" | "\"" | "“" | "‘")) << 1
            | u64::from(text == "(") << 3
            | u64::from(is_near(doc, first.checked_sub(1), token.gap())) << 5
            | u64::from(token.is_glued() && text == "-") << 7;
        let classes = Classes(doc, token);
        let persons = classes.bit(Class::FirstName)
            | classes.bit(Class::CommonWord) << 2
            | classes.bit(Class::PersonTitle) << 7
            | classes.bit(Class::Demonym) << 8;
        let before = before(doc, first);
        let noun = before.and_then(|before| noun(doc, before));
        let particle = before.and_then(|before| doc.lexicon().sense(doc, before, Class::Preposition));
        let phrase = phrase_head(doc, first);
        Self {
            first,
            shape: shape(doc, token),
            persons,
            setting,
            before,
            noun,
            particle: particle.map_or(0, |sense| sense.number as u64),
            cue: before.map_or(0, |before| cue(doc, before)),
            noun_cue: noun.map_or(0, |noun| cue(doc, noun)),
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
    pub(super) verb: Option<usize>,
    pub(super) verb_cue: u64,
    /// Whether an acronym in brackets follows.
    pub(super) acronym: bool,
}

impl Right {
    pub(crate) fn new(doc: &Document<'_>, last: usize) -> Self {
        let token = doc.tokens()[last];
        let (text, gap) = (mark_text(doc, last + 1), doc.gap(last + 1));
        let setting = u64::from(matches!(text, "»" | "\"" | "”")) << 2
            | u64::from(text == ")") << 4
            | u64::from(is_near(doc, Some(last + 1), gap)) << 6
            | u64::from(gap == Gap::None && text == "-") << 7;
        let classes = Classes(doc, token);
        let persons = classes.bit(Class::Surname) << 1
            | classes.bit(Class::CommonWord) << 3
            | classes.bit(Class::LegalForm) << 6
            | classes.bit(Class::Demonym) << 9;
        let goes_on = gap < Gap::Line;
        let cue = if goes_on { cue(doc, last + 1) } else { 0 };
        let verb = if goes_on { verb(doc, last) } else { None };
        Self {
            last,
            shape: shape(doc, token),
            persons,
            setting,
            goes_on,
            cue,
            verb,
            verb_cue: verb.map_or(0, |verb| self::cue(doc, verb)),
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

struct Classes<'d, 't>(&'d Document<'t>, Token);

impl Classes<'_, '_> {
    #[inline]
    fn bit(&self, class: Class) -> u64 {
        u64::from(self.0.lexicon().may_be(self.1, class))
    }
}

/// The text of a mark; empty for a word.
fn mark_text<'t>(doc: &Document<'t>, i: usize) -> &'t str {
    match doc.tokens().get(i) {
        Some(token) if !token.is_word() => doc.token_text(i),
        _ => "",
    }
}

fn shape(doc: &Document<'_>, token: Token) -> u64 {
    match (token.is_word(), token.is_capitalised(), token.is_all_caps(), token.has_inner_capital()) {
        (false, ..) => 4,
        (_, false, ..) => 0,
        (_, _, true, _) => 2 + 3 * u64::from(doc.lexicon().may_be(token, Class::CommonAcronym)),
        (_, _, _, true) => 3,
        _ => 1,
    }
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
fn noun(doc: &Document<'_>, from: usize) -> Option<usize> {
    let mut at = from;
    for _ in 0..5 {
        let token = doc.tokens()[at];
        let particle = token.is_word() && doc.lexicon().may_be(token, Class::Preposition);
        if token.is_word() && !particle {
            return Some(at);
        }
        if token.starts_sentence() || doc.is_mark(at, ".") || doc.is_mark(at, ",") {
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
fn phrase_head(doc: &Document<'_>, first: usize) -> Option<(usize, bool)> {
    let end = first.checked_sub(1)?;
    if doc.gap(first) >= Gap::Line {
        return None;
    }
    for at in (first.saturating_sub(PHRASE)..first).rev() {
        let token = doc.tokens()[at];
        let number = doc.lexicon().sense(doc, at, Class::Preposition).map(|sense| sense.number);
        if !token.is_word() {
            if doc.is_apostrophe(at) || doc.is_hyphen(at) {
                continue;
            }
            return None;
        }
        if token.is_capitalised() && !token.starts_sentence() {
            return None;
        }
        if number.is_none() && opens_phrase(doc, at) {
            return Some((at, at != end));
        }
        let complement = matches!(number, None | Some(DE | D));
        if token.starts_sentence() || doc.gap(at) >= Gap::Line || !complement {
            return None;
        }
    }
    None
}

/// The numbers of `de` and `d’` among the prepositions.
const DE: i64 = 1;

const D: i64 = 4;

/// Whether an article or nothing of the same phrase stands before the word at `at`.
fn opens_phrase(doc: &Document<'_>, at: usize) -> bool {
    if doc.tokens()[at].starts_sentence() || doc.gap(at) >= Gap::Line {
        return true;
    }
    let Some(mut before) = at.checked_sub(1) else { return true };
    if doc.is_apostrophe(before) {
        before = before.saturating_sub(1);
    } else if !doc.tokens()[before].is_word() {
        return !doc.is_hyphen(before);
    }
    let number = doc.lexicon().sense(doc, before, Class::Preposition).map(|sense| sense.number);
    number.is_some_and(|number| !matches!(number, DE | D))
}

/// The class of the phrase of words that starts at `head`, as [`cue`] numbers it.
fn phrase_cue(doc: &Document<'_>, head: usize, first: usize) -> u64 {
    match doc.lexicon().phrase_of(doc, head, CUE_MASK) {
        Some((end, sense)) if end <= first => u64::from(CUE_NUMBERS[sense.class as usize]),
        _ => 0,
    }
}

/// How far the verb of a name is looked for, in tokens.
const VERB: usize = 5;

/// The first word after a name that is no auxiliary, pronoun, negation or adverb.
fn verb(doc: &Document<'_>, last: usize) -> Option<usize> {
    for at in last + 1..last + 1 + VERB {
        let token = *doc.tokens().get(at)?;
        if token.gap() >= Gap::Line || token.is_capitalised() {
            return None;
        }
        if doc.is_apostrophe(at) {
            continue;
        }
        if !token.is_word() {
            return None;
        }
        if !doc.lexicon().may_be(token, Class::VerbLink) {
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
