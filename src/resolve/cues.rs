//! What single words say around a name: one small row for each set of classes, made once, for the model asks
//! at every name what many classes would have to be tested for.

use crate::lang::{Class, Lexicon, mask};
use crate::{Document, Token};
use once_cell::sync::Lazy;

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

pub(super) const CUE_MASK: u128 = mask(&CUES);

/// The number of the cue that a class is, by the class's bit.
pub(super) const CUE_NUMBERS: [u8; 128] = {
    let mut numbers = [0; 128];
    let mut i = 0;
    while i < CUES.len() {
        numbers[CUES[i] as usize] = i as u8 + 1;
        i += 1;
    }
    numbers
};

/// The number of a capitalised word that is no cue.
const CAPITAL: u8 = CUES.len() as u8 + 1;

/// What one word says.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    /// Bits of [`Template::Persons`](super::template::Template::Persons) where a name starts with it.
    first: u16,
    /// The same where a name ends with it.
    last: u16,
    /// The number of the cue that it is; 0 for none.
    cue: u8,
    /// The number of the cue that a form is which starts with it.
    opens: u8,
    marks: u8,
}

const PREPOSITION: u8 = 1;
const VERB_LINK: u8 = 2;
const COMMON_ACRONYM: u8 = 4;

/// By the sets of the lexicon.
static WORDS: Lazy<Vec<Word>> = Lazy::new(|| {
    let sets = Lexicon::french().sets().iter();
    sets.map(|&(classes, further)| Word::new(classes, classes | further)).collect()
});

impl Word {
    fn new(classes: u128, opens: u128) -> Self {
        let has = |class: Class| classes >> class as u8 & 1 != 0;
        let bits = |bits: &[(Class, u32)]| {
            bits.iter().fold(0, |all, &(class, bit)| all | u16::from(has(class)) << bit)
        };
        let marks = [
            (Class::Preposition, PREPOSITION),
            (Class::VerbLink, VERB_LINK),
            (Class::CommonAcronym, COMMON_ACRONYM),
        ];
        Self {
            first: bits(&[
                (Class::FirstName, 0),
                (Class::CommonWord, 2),
                (Class::PersonTitle, 7),
                (Class::Demonym, 8),
            ]),
            last: bits(&[
                (Class::Surname, 1),
                (Class::CommonWord, 3),
                (Class::LegalForm, 6),
                (Class::Demonym, 9),
            ]),
            cue: number(classes),
            opens: number(opens),
            marks: marks.iter().fold(0, |all, &(class, mark)| all | if has(class) { mark } else { 0 }),
        }
    }
}

fn number(classes: u128) -> u8 {
    CUE_NUMBERS.get((classes & CUE_MASK).trailing_zeros() as usize).copied().unwrap_or(0)
}

/// What all words say, by their sets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words(&'static [Word]);

impl Words {
    pub(super) fn all() -> Self {
        Self(&WORDS)
    }

    #[inline]
    fn of(self, token: Token) -> Word {
        self.0.get(usize::from(token.set)).copied().unwrap_or_default()
    }

    #[inline]
    pub(super) fn first(self, token: Token) -> u64 {
        u64::from(self.of(token).first)
    }

    #[inline]
    pub(super) fn last(self, token: Token) -> u64 {
        u64::from(self.of(token).last)
    }

    #[inline]
    pub(super) fn is_preposition(self, token: Token) -> bool {
        self.of(token).marks & PREPOSITION != 0
    }

    #[inline]
    pub(super) fn is_verb_link(self, token: Token) -> bool {
        self.of(token).marks & VERB_LINK != 0
    }

    /// The number of the cue that token `i` is: 0 for none, one beyond all for a capitalised word that is none.
    #[inline]
    pub(super) fn cue(self, doc: &Document<'_>, i: usize) -> u64 {
        let Some(&token) = doc.tokens().get(i) else { return 0 };
        let number = if token.is_glued() && i >= 2 && doc.is_hyphen(i - 1) {
            // `start-up`, `porte-parole`: the word before tells more than its last part.
            self.of(doc.tokens()[i - 2]).opens
        } else {
            self.of(token).cue
        };
        let capital = if token.is_capitalised() { CAPITAL } else { 0 };
        u64::from(if number == 0 { capital } else { number })
    }

    /// What a word of a name looks like: 0 in lower case, 1 with a capital, 2 in capitals, 3 with one inside,
    /// 4 no word, 5 a common acronym.
    #[inline]
    pub(super) fn shape(self, token: Token) -> u64 {
        match (token.is_word(), token.is_capitalised(), token.is_all_caps(), token.has_inner_capital()) {
            (false, ..) => 4,
            (_, false, ..) => 0,
            (_, _, true, _) => 2 + 3 * u64::from(self.of(token).marks & COMMON_ACRONYM != 0),
            (_, _, _, true) => 3,
            _ => 1,
        }
    }
}
