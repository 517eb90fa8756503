//! What the model looks at: named features of a candidate name and its surroundings.

use super::template::{Template, key, paired};
use crate::find::{NameReading, Origin};
use crate::gazetteer::{Entry, flag};
use crate::lang::Class;
use crate::text::Gap;
use crate::text::fold;
use crate::text::fold::hash_word;
use crate::{Document, EntityType, OrganisationKind, PlaceKind, Token};

/// One feature: its family, its value, and the word that gave it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Feature {
    template: Template,
    value: u64,
    source: Option<Source>,
}

impl Feature {
    pub(crate) const fn key(self) -> u64 {
        key(self.template, self.value)
    }

    /// The feature as it is written in `weights.csv`.
    pub(crate) fn name(self, doc: &Document<'_>) -> String {
        let row = Template::ALL.iter().find(|(known, _, _)| *known == self.template);
        let name = row.map_or("", |row| row.1);
        match self.source {
            Some(Source::List(word)) => format!("{name}={}", fold(word)),
            Some(Source::Token(token)) if self.template == Template::Suffix => {
                format!("{name}={}", fold(suffix(doc.token_text(token))))
            }
            Some(Source::Token(token)) => format!("{name}={}", fold(doc.token_text(token))),
            Some(Source::Paired(token, number)) => {
                format!("{name}={}/{number}", fold(doc.token_text(token)))
            }
            None => format!("{name}={}", self.value),
        }
    }
}

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

/// What is done with each feature.
pub(crate) trait Take {
    /// Takes one whose value is a number.
    fn number(&mut self, template: Template, value: u64);

    /// Takes one whose value is a word, which hashes to `value`.
    fn word(&mut self, template: Template, value: u64, source: Source);
}

/// Where the word of a feature comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// A token of the text.
    Token(usize),
    /// A token of the text, together with a number.
    Paired(usize, u64),
    /// A list.
    List(&'static str),
}

impl Take for Vec<Feature> {
    fn number(&mut self, template: Template, value: u64) {
        self.push(Feature { template, value, source: None });
    }

    fn word(&mut self, template: Template, value: u64, source: Source) {
        self.push(Feature { template, value, source: Some(source) });
    }
}

/// Gives every feature of `name` to `take`.
pub(crate) fn each(doc: &Document<'_>, name: &NameReading<'_>, take: &mut impl Take) {
    let (left, right) = (Left::new(doc, name.first), Right::new(doc, name.last));
    left.words(doc, take);
    right.words(doc, take);
    own(doc, name, &left, &right, take);
}

/// Gives the features to `take` that are the name's own, not those of all names that start or end where it does.
#[inline]
pub(crate) fn own(
    doc: &Document<'_>,
    name: &NameReading<'_>,
    left: &Left,
    right: &Right,
    take: &mut impl Take,
) {
    let mut collector = Collector { doc, name, left, right, types: types(name), take };
    collector.origin();
    collector.entries();
    collector.words();
    collector.setting();
    collector.neighbours();
}

/// What all names have in common that start at one token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Left {
    pub(crate) first: usize,
    shape: u64,
    /// Bits of [`Template::Persons`].
    persons: u64,
    /// Bits of [`Template::Setting`].
    setting: u64,
    before: Option<usize>,
    noun: Option<usize>,
    particle: u64,
    cue: u64,
    noun_cue: u64,
    phrase: Option<usize>,
    /// The cue of the phrase's head, and whether other words stand between.
    phrase_cue: u64,
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
    shape: u64,
    /// Bits of [`Template::Persons`].
    persons: u64,
    /// Bits of [`Template::Setting`].
    setting: u64,
    /// Whether the text goes on in the same line or the next.
    goes_on: bool,
    cue: u64,
    verb: Option<usize>,
    verb_cue: u64,
    /// Whether an acronym in brackets follows.
    acronym: bool,
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

#[inline]
fn word(doc: &Document<'_>, template: Template, token: usize, take: &mut impl Take) {
    take.word(template, doc.hash(token), Source::Token(token));
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

struct Collector<'a, 'g, 't, T> {
    doc: &'a Document<'t>,
    name: &'a NameReading<'g>,
    left: &'a Left,
    right: &'a Right,
    types: u64,
    take: &'a mut T,
}

impl<T: Take> Collector<'_, '_, '_, T> {
    #[inline(always)]
    fn number(&mut self, template: Template, value: u64) {
        self.take.number(template, value);
    }

    #[inline(always)]
    fn word(&mut self, template: Template, token: usize) {
        word(self.doc, template, token, self.take);
    }

    #[inline]
    fn origin(&mut self) {
        let tokens = (self.name.last - self.name.first + 1).min(7) as u64;
        self.number(Template::Origin, self.name.origin as u64 * 8 + tokens);
        if let Some(head) = self.name.head {
            let known = types_of(&self.name.entries);
            let lower = !self.doc.tokens()[self.name.complement].is_capitalised();
            self.take.word(Template::Head, hash_word(head.form), Source::List(head.form));
            let known = if self.name.origin == Origin::Gazetteer { 4 } else { known };
            let weak = u64::from(head.has(crate::lang::flag::WEAK));
            let linked = u64::from(self.name.complement.checked_sub(1).is_some_and(|i| {
                let token = self.doc.tokens()[i];
                self.doc.is_apostrophe(i) || self.doc.lexicon().may_be(token, Class::Particle)
            }));
            let complement = known * 8 + u64::from(lower) * 4 + weak * 2 + linked;
            self.number(Template::Complement, complement * 8 + self.name.origin as u64);
            let kind = head.text.split('|').next().unwrap_or(head.text);
            let kind = match (OrganisationKind::parse(kind), PlaceKind::parse(kind)) {
                (Some(kind), _) => kind as u64,
                (None, Some(kind)) => 16 + kind as u64,
                (None, None) => 31,
            };
            self.number(Template::HeadKind, kind * 32 + complement % 4 * 8 + known);
            let capital = |i: usize| u64::from(self.doc.tokens()[i].is_capitalised());
            let words = (self.name.last - self.name.first).min(7) as u64;
            let shape = capital(self.name.first) * 2 + capital(self.name.last);
            self.number(Template::HeadShape, (shape * 8 + words) * 32 + kind);
        }
    }

    #[inline]
    fn entries(&mut self) {
        if self.name.origin != Origin::Gazetteer {
            return;
        }
        let mut seen = 0_u64;
        let (mut flags, mut population) = (0, 0);
        for entry in &self.name.entries {
            let kind = match entry.entity_type() {
                EntityType::Place => 16 + entry.place_kind() as u64,
                EntityType::Organisation => entry.organisation_kind() as u64,
                _ => 40,
            };
            if seen & 1 << kind == 0 {
                seen |= 1 << kind;
                self.number(Template::Listed, kind);
            }
            flags |= entry.flags();
            population = population.max(entry.weight());
        }
        let flags = u64::from(
            flags & (flag::WORD | flag::FIRST_NAME | flag::SURNAME | flag::PLACE | flag::AMBIGUOUS),
        );
        let fold = u64::from(self.name.entries.iter().all(|entry| entry.has(flag::FOLD_CASE)));
        self.number(Template::Types, self.types);
        self.number(Template::Flags, (flags << 1 | fold) << 2 | self.types & 3);
        self.number(
            Template::Population,
            u64::from(population.checked_ilog10().unwrap_or(0)) * 8 + self.types,
        );
    }

    #[inline]
    fn words(&mut self) {
        let (first, last) = (self.name.first, self.name.last);
        let tokens = self.doc.tokens();
        let long = u64::from(tokens[last].span.end() - tokens[first].span.start() > 5);
        let shape = (self.left.shape * 6 + self.right.shape) * 4 + u64::from(first == last) * 2 + long;
        self.number(Template::Shape, shape * 8 + self.types);
        let count = (last - first + 1).min(3) as u64;
        let persons = self.left.persons | self.right.persons | count << 4;
        self.number(Template::Persons, persons << 3 | self.types);
        if self.name.head.is_none() {
            self.word(Template::First, first);
        }
        if last != first {
            self.word(Template::Last, last);
        }
        if matches!(self.name.origin, Origin::Capitals | Origin::Title) {
            let value = hash_word(suffix(self.doc.token_text(last)));
            self.take.word(Template::Suffix, value, Source::Token(last));
        }
    }

    #[inline]
    fn setting(&mut self) {
        self.number(Template::Expanded, u64::from(self.name.is_expanded));
        let setting = self.left.setting | self.right.setting;
        self.number(Template::Setting, setting);
        self.number(
            Template::Setting,
            256 + (setting >> 5 << 6 | (self.name.origin as u64) << 3 | self.types),
        );
    }

    #[inline]
    fn neighbours(&mut self) {
        if let Some(before) = self.left.before {
            let value = paired(self.doc.hash(before), self.types);
            self.take.word(Template::BeforeTypes, value, Source::Paired(before, self.types));
            if let Some(entry) = self.name.entries.iter().max_by_key(|entry| entry.weight()) {
                let kind = match entry.entity_type() {
                    EntityType::Place => 16 + entry.place_kind() as u64,
                    _ => entry.organisation_kind() as u64,
                };
                self.number(Template::ParticleKind, self.left.particle.wrapping_mul(32).wrapping_add(kind));
            }
            self.number(Template::BeforeClass, self.left.cue * 8 + self.types);
            if self.left.noun.is_some() {
                self.number(Template::NounClass, self.left.noun_cue * 8 + self.types);
            }
        }
        if self.left.phrase.is_some() {
            self.number(Template::PhraseClass, self.left.phrase_cue * 8 + self.types);
        }
        if self.right.goes_on {
            self.number(Template::AfterClass, self.right.cue * 8 + self.types);
            if self.right.verb.is_some() {
                self.number(Template::VerbClass, self.right.verb_cue * 8 + self.types);
            }
            if self.right.acronym {
                self.number(
                    Template::Acronym,
                    self.name.origin as u64 * 2 + u64::from(self.name.is_expanded),
                );
            }
        }
    }
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

/// Types that the gazetteers know for a name itself: 1 organisation, 2 place, 4 person.
fn types(name: &NameReading<'_>) -> u64 {
    if name.origin == Origin::Gazetteer { types_of(&name.entries) } else { 0 }
}

fn types_of(entries: &[Entry<'_>]) -> u64 {
    entries.iter().fold(0, |types, entry| {
        types
            | match entry.entity_type() {
                EntityType::Organisation => 1,
                EntityType::Place => 2,
                _ => 4,
            }
    })
}

fn suffix(word: &str) -> &str {
    word.char_indices().rev().nth(2).map_or(word, |(start, _)| &word[start..])
}
