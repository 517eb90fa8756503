//! What the model looks at: named features of a candidate name and its surroundings.

use super::surroundings::{Left, Right, Text};
use super::template::{Key, Template, paired};
use crate::find::{NameReading, Origin};
use crate::gazetteer::{Entry, Facts, flag};
use crate::lang::Class;
use crate::text::fold;
use crate::text::fold::hash_word;
use crate::{Document, EntityType, OrganisationKind, PlaceKind};

/// One feature: its family, its value, and the word that gave it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Feature {
    template: Template,
    value: u64,
    source: Option<Source>,
}

impl Feature {
    pub(crate) const fn key(self) -> Key {
        let word = match self.source {
            Some(Source::Paired(_, number)) => paired(self.value, number),
            Some(_) => self.value,
            None => 0,
        };
        Key { template: self.template, value: self.value, word }
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
    let text = Text::new(doc);
    let (left, right) = (Left::new(text, name.first), Right::new(text, name.last));
    left.words(doc, take);
    right.words(doc, take);
    own(doc, name, &left, &right, &Known::new(&name.entries), take);
}

/// Gives the features to `take` that are the name's own, not those of all names that start or end where it does.
#[inline]
pub(crate) fn own(
    doc: &Document<'_>,
    name: &NameReading<'_>,
    left: &Left,
    right: &Right,
    known: &Known,
    take: &mut impl Take,
) {
    let types = if name.origin == Origin::Gazetteer { known.types } else { 0 };
    let mut collector = Collector { doc, name, left, right, known, types, take };
    collector.origin();
    if name.head.is_some() {
        collector.head();
    }
    if name.origin == Origin::Gazetteer {
        collector.entries();
    }
    collector.words();
    collector.setting();
    collector.neighbours();
}

/// The number of a row's type and kind: of organisations from 0, of places from 16.
#[inline]
fn listed_kind(facts: Facts) -> u64 {
    const FIRST: [u64; EntityType::ALL.len()] = [0, 16, PERSON, PERSON, PERSON];
    FIRST[facts.entity_type as usize] + u64::from(facts.kind)
}

const PERSON: u64 = 40;

/// What the rows of a name say together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// Their types: 1 organisation, 2 place, 4 person.
    types: u64,
    pub(crate) flags: u16,
    /// The flags that all of them have.
    common: u16,
    population: u32,
    /// The kind of the most populous, the last of equals; `None` where there are no rows.
    kind: Option<u64>,
}

impl Known {
    #[inline]
    pub(crate) fn new(entries: &[Entry<'_>]) -> Self {
        let mut known = Self { types: 0, flags: 0, common: u16::MAX, population: 0, kind: None };
        for entry in entries {
            let facts = entry.facts();
            let (kind, Facts { flags, weight, .. }) = (listed_kind(facts), facts);
            const BITS: [u64; EntityType::ALL.len()] = [1, 2, 4, 4, 4];
            known.types |= BITS[facts.entity_type as usize];
            known.flags |= flags;
            known.common &= flags;
            if weight >= known.population {
                known.population = weight;
                known.kind = Some(if kind >= PERSON { OrganisationKind::Other as u64 } else { kind });
            }
        }
        known
    }
}

#[inline]
pub(super) fn word(doc: &Document<'_>, template: Template, token: usize, take: &mut impl Take) {
    take.word(template, doc.hash(token), Source::Token(token));
}

struct Collector<'a, 'g, 't, T> {
    doc: &'a Document<'t>,
    name: &'a NameReading<'g>,
    left: &'a Left,
    right: &'a Right,
    known: &'a Known,
    /// Types that the gazetteers know for the name itself.
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
    }

    #[inline(never)]
    fn head(&mut self) {
        let Some(head) = self.name.head else { return };
        let lower = !self.doc.tokens()[self.name.complement].is_capitalised();
        self.take.word(Template::Head, hash_word(head.form), Source::List(head.form));
        let known = if self.name.origin == Origin::Gazetteer { 4 } else { self.known.types };
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

    #[inline]
    fn entries(&mut self) {
        let mut seen = 0_u64;
        for entry in &self.name.entries {
            let kind = listed_kind(entry.facts());
            if seen & 1 << kind == 0 {
                seen |= 1 << kind;
                self.number(Template::Listed, kind);
            }
        }
        let Known { flags, common, population, .. } = *self.known;
        let flags = u64::from(
            flags & (flag::WORD | flag::FIRST_NAME | flag::SURNAME | flag::PLACE | flag::AMBIGUOUS),
        );
        let fold = u64::from(common & flag::FOLD_CASE != 0);
        let bare = u64::from(common & flag::BARE != 0);
        self.number(Template::Types, self.types);
        self.number(Template::Flags, (flags << 2 | bare << 1 | fold) << 2 | self.types & 3);
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
        let acronym = u64::from(self.name.spelt > 0 && self.name.first == self.name.last);
        self.number(Template::Expanded, acronym * 8 + u64::from(self.name.spelt.min(7)));
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
            if let Some(kind) = self.known.kind {
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
        if self.right.and > 0 {
            let capital = u64::from(self.right.shape > 0);
            self.number(Template::And, (self.name.origin as u64 * 2 + capital) * 8 + self.right.and);
        }
        if self.right.goes_on {
            self.number(Template::AfterClass, self.right.cue * 8 + self.types);
            if self.right.verb.is_some() {
                self.number(Template::VerbClass, self.right.verb_cue * 8 + self.types);
            }
            if self.right.acronym {
                self.number(Template::Acronym, self.name.origin as u64 * 2 + u64::from(self.name.spelt > 0));
            }
        }
    }
}

fn suffix(word: &str) -> &str {
    word.char_indices().rev().nth(2).map_or(word, |(start, _)| &word[start..])
}
