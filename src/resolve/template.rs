//! The features that the model weighs, by name. Shared with `build.rs`, which compiles the weights.

use super::fold::{edge_key, hash_word};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What the value of a feature is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// A folded word of the text.
    Word,
    /// A small number.
    Number,
    /// A folded word and a small number, written `word/3`.
    WordNumber,
}

/// The value of a word together with a small number.
#[inline]
pub const fn paired(word: u64, number: u64) -> u64 {
    word ^ (number + 1).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

macro_rules! templates {
    ($($(#[$doc:meta])+ $variant:ident = $name:literal $values:ident,)+) => {
        /// A family of features.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Template { $($(#[$doc])+ $variant,)+ }

        impl Template {
            /// All of them, with their names in `weights.csv` and what their values are.
            pub const ALL: &'static [(Self, &'static str, Values)] =
                &[$((Self::$variant, $name, Values::$values),)+];
        }
    };
}

templates! {
    /// First word.
    First = "first" Word,
    /// Last word.
    Last = "last" Word,
    /// The word before.
    Before = "before" Word,
    /// The word before that.
    Before2 = "before2" Word,
    /// The word after.
    After = "after" Word,
    /// The second word after.
    After2 = "after2" Word,
    /// The nearest word before that is no particle.
    Noun = "noun" Word,
    /// The head noun of the phrase that the name ends (`la jeune pousse nantaise Algovert`: `jeune`).
    Phrase = "phrase" Word,
    /// The verb whose subject the name may be, past auxiliaries and negation.
    Verb = "verb" Word,
    /// Always on; the number is the origin of the candidate and how many tokens it has.
    Origin = "origin" Number,
    /// Type and kind of a gazetteer entry that bears the name.
    Listed = "listed" Number,
    /// Which types the gazetteers know for the name (1 organisation, 2 place, 4 person), and how the name is flagged.
    Types = "types" Number,
    /// Flags of the gazetteer rows.
    Flags = "flags" Number,
    /// Order of magnitude of the largest population.
    Population = "population" Number,
    /// Capitals of first and last word.
    Shape = "shape" Number,
    /// How the candidate sits: sentence start, quotes, brackets, neighbours with capitals.
    Setting = "setting" Number,
    /// Whether the words are known first names, surnames, common words.
    Persons = "persons" Number,
    /// The head of a body or site.
    Head = "head" Word,
    /// Class of the word before, with whether the gazetteers know the name.
    BeforeClass = "before-class" Number,
    /// Class of the nearest noun before and whether it has a capital, with whether the gazetteers know the name.
    NounClass = "noun-class" Number,
    /// Class of the word after, with whether the gazetteers know the name.
    AfterClass = "after-class" Number,
    /// Last three letters of an unknown word.
    Suffix = "suffix" Word,
    /// The word before, with the types that the gazetteers know.
    BeforeTypes = "before-types" WordNumber,
    /// The particle before, with the kind of the most populous entry.
    ParticleKind = "particle-kind" Number,
    /// Letters of the acronym beside a bracket that the name spells or is.
    Expanded = "expanded" Number,
    /// Kind of the head of a body or site, with what its complement is.
    HeadKind = "head-kind" Number,
    /// What the complement of a head is.
    Complement = "complement" Number,
    /// Class of that head noun and how far it stands, with whether the gazetteers know the name.
    PhraseClass = "phrase-class" Number,
    /// Class of that verb, with whether the gazetteers know the name.
    VerbClass = "verb-class" Number,
    /// Whether an acronym in brackets follows, with the origin of the candidate.
    Acronym = "acronym" Number,
    /// What `et` leads on to after the name, with the origin of the candidate and whether its last word has a capital.
    And = "and" Number,
    /// Whether a head is capitalised, whether its last word is, and how many words there are.
    HeadShape = "head-shape" Number,
}

/// How many families there are whose values are words of the text; they come first.
const BY_WORD: usize = Template::Verb as usize + 1;

/// What the weights of a feature are found by.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The family.
    pub template: Template,
    /// The value: a number, or what a word hashes to.
    pub value: u64,
    /// The hash of the word that the value is made of; 0 for a number.
    pub word: u64,
}

impl Key {
    /// The key in the table of all weights.
    pub const fn hash(self) -> u64 {
        key(self.template, self.value)
    }
}

#[inline]
const fn key(template: Template, value: u64) -> u64 {
    edge_key(template as u32 + 1, value)
}

/// Reads `before=ministere` or `listed=12`; `None` where the name is unknown or the number is none.
pub fn parse(feature: &str) -> Option<Key> {
    let (name, value) = feature.split_once('=')?;
    let &(template, _, values) = Template::ALL.iter().find(|(_, known, _)| *known == name)?;
    let (value, word) = match values {
        Values::Word => (hash_word(value), hash_word(value)),
        Values::Number => (value.parse().ok()?, 0),
        Values::WordNumber => {
            let (word, number) = value.rsplit_once('/')?;
            let word = hash_word(word);
            (paired(word, number.parse().ok()?), word)
        }
    };
    Some(Key { template, value, word })
}

/// Weights for organisation, place and person, against none.
pub type Scores = [f32; 3];

/// Three weights in 1/256, or a sum of up to 63 of them, in lanes of 21 bits, so that one addition
/// adds all three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lanes(pub i64);

const LANE: u32 = 21;

impl Lanes {
    fn new(scores: Scores) -> Self {
        let [a, b, c] = scores.map(|score| (score * QUANTUM).round().clamp(-16_383.0, 16_383.0) as i64);
        Self(a + (b << LANE) + (c << (2 * LANE)))
    }

    /// Adds lane by lane.
    #[inline]
    pub const fn add(self, other: Self) -> Self {
        Self(self.0.wrapping_add(other.0))
    }

    /// The three log-odds.
    #[inline]
    #[allow(dead_code, reason = "the build script only writes them")]
    pub fn scores(self) -> Scores {
        let signed = |lanes: i64| lanes << (64 - LANE) >> (64 - LANE);
        let a = signed(self.0);
        let rest = (self.0 - a) >> LANE;
        let b = signed(rest);
        [a, b, (rest - b) >> LANE].map(|sum| sum as f32 / QUANTUM)
    }
}

/// Weights of features: those of small numbers in a plain array; those of words of the text side by side for each
/// word; all others in an open-addressed table by key.
#[derive(Clone, Debug)]
pub struct Weights {
    slots: Cow<'static, [Slot]>,
    numbers: Cow<'static, [Lanes]>,
    starts: Cow<'static, [u32]>,
    words: Cow<'static, [Word]>,
    values: Cow<'static, [Lanes]>,
}

/// The key of a feature (0: empty) and its weights.
pub type Slot = (u64, Lanes);

/// The upper half of a word's hash, and what has weights of it (0: empty): a bit for each family of the first
/// [`BY_WORD`], [`PAIRED`], and from [`START`] on where those weights start.
pub type Word = (u32, u32);

/// What a word weighs in each family of the first [`BY_WORD`].
type Row = [Option<Lanes>; BY_WORD];

/// The word has weights together with numbers.
const PAIRED: u32 = 1 << BY_WORD;
const START: u32 = BY_WORD as u32 + 1;

/// How many bits are set in each number that [`BY_WORD`] bits hold.
const SET_BITS: [u8; 1 << BY_WORD] = {
    let mut counts = [0; 1 << BY_WORD];
    let mut bits = 0;
    while bits < counts.len() {
        counts[bits] = bits.count_ones() as u8;
        bits += 1;
    }
    counts
};

/// Parts of one in which weights are stored.
pub const QUANTUM: f32 = 256.0;

/// Numbers below this are looked up in the array.
const SMALL: u64 = 8192;

/// The tables of [`Weights`] as they lie in memory.
pub type Tables<'w> = (&'w [Slot], &'w [Lanes], &'w [u32], &'w [Word], &'w [Lanes]);

impl Weights {
    /// Builds the tables from features and weights; of a feature that is given twice, the last counts.
    pub fn new(rows: impl ExactSizeIterator<Item = (Key, Scores)>) -> Self {
        let mut by_word: BTreeMap<u64, (Row, u32)> = BTreeMap::new();
        let mut by_number: BTreeMap<(Template, u64), Lanes> = BTreeMap::new();
        let mut by_key: BTreeMap<u64, Lanes> = BTreeMap::new();
        for (key, scores) in rows {
            let lanes = Lanes::new(scores);
            if key.template == Template::BeforeTypes {
                by_word.entry(key.word).or_default().1 = PAIRED;
            }
            match key.template as usize {
                family @ 0..BY_WORD => by_word.entry(key.word).or_default().0[family] = Some(lanes),
                _ if key.word == 0 && key.value < SMALL => {
                    by_number.insert((key.template, key.value), lanes);
                }
                _ => {
                    by_key.insert(key.hash(), lanes);
                }
            }
        }
        let (words, values) = words(by_word);
        let (numbers, starts) = numbers(&by_number);
        Self {
            slots: Cow::Owned(slots(by_key)),
            numbers: Cow::Owned(numbers),
            starts: Cow::Owned(starts),
            words: Cow::Owned(words),
            values: Cow::Owned(values),
        }
    }

    /// Tables that were built before.
    pub const fn from_tables((slots, numbers, starts, words, values): Tables<'static>) -> Self {
        Self {
            slots: Cow::Borrowed(slots),
            numbers: Cow::Borrowed(numbers),
            starts: Cow::Borrowed(starts),
            words: Cow::Borrowed(words),
            values: Cow::Borrowed(values),
        }
    }

    /// The tables as they lie in memory.
    #[allow(dead_code, reason = "only the build script writes them out")]
    pub fn tables(&self) -> Tables<'_> {
        (&self.slots, &self.numbers, &self.starts, &self.words, &self.values)
    }

    /// The tables, found once for many features.
    #[allow(dead_code, reason = "the build script only writes them")]
    pub fn view(&self) -> View<'_> {
        let bounds = |template: usize| Some((*self.starts.get(template)?, *self.starts.get(template + 1)?));
        let numbers = |template: usize| {
            let (start, end) = bounds(template)?;
            self.numbers.get(start as usize..end as usize)
        };
        View {
            slots: &self.slots,
            numbers: std::array::from_fn(|template| numbers(template).unwrap_or_default()),
            words: &self.words,
            values: &self.values,
        }
    }

    /// The weights of a feature; zeros where it has none.
    #[allow(dead_code, reason = "the build script only writes them")]
    pub fn get(&self, key: Key) -> Lanes {
        let view = self.view();
        match key.template as usize {
            0..BY_WORD => view.of(view.known(key.word), key.template),
            _ if key.word == 0 => view.number(key.template, key.value),
            _ => view.word(key.template, key.value),
        }
    }
}

/// The plain array of the weights of small numbers, and where each family starts in it.
fn numbers(by_number: &BTreeMap<(Template, u64), Lanes>) -> (Vec<Lanes>, Vec<u32>) {
    let (mut numbers, mut starts) = (Vec::new(), vec![0]);
    for &(template, ..) in Template::ALL {
        let from = numbers.len();
        for (&(_, value), &lanes) in by_number.range((template, 0)..=(template, u64::MAX)) {
            numbers.resize(from + value as usize, Lanes::default());
            numbers.push(lanes);
        }
        starts.push(numbers.len() as u32);
    }
    (numbers, starts)
}

/// An open-addressed table of features by their keys.
fn slots(by_key: BTreeMap<u64, Lanes>) -> Vec<Slot> {
    let mut table = vec![(0, Lanes::default()); (by_key.len() * 2).next_power_of_two().max(16)];
    let mask = table.len() - 1;
    for (key, lanes) in by_key {
        let mut slot = (key >> 20) as usize & mask;
        while table[slot].0 != 0 {
            slot = (slot + 1) & mask;
        }
        table[slot] = (key, lanes);
    }
    table
}

/// An open-addressed table of words, and their weights, of which the first is none.
fn words(by_word: BTreeMap<u64, (Row, u32)>) -> (Vec<Word>, Vec<Lanes>) {
    let mut table = vec![(0, 0); (by_word.len() * 2).next_power_of_two().max(16)];
    let mut values = vec![Lanes::default()];
    for (hash, (row, paired)) in by_word {
        let mut slot = hash as usize & (table.len() - 1);
        while table[slot].1 != 0 {
            slot = (slot + 1) & (table.len() - 1);
        }
        let start = values.len() as u32;
        let families = (0..BY_WORD).filter(|&family| row[family].is_some());
        // Millions of weights of words would be needed for a start that has no room.
        if start >> (u32::BITS - START) == 0 {
            table[slot] = (
                (hash >> 32) as u32,
                families.fold(paired, |all, family| all | 1 << family) | start << START,
            );
            values.extend(row.into_iter().flatten());
        }
    }
    (table, values)
}

/// Weights as they are looked up.
#[derive(Clone, Debug)]
pub struct View<'w> {
    slots: &'w [Slot],
    /// By family and number.
    numbers: [&'w [Lanes]; Template::ALL.len()],
    words: &'w [Word],
    values: &'w [Lanes],
}

/// A word that the weights may know.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownWord(u32);

impl KnownWord {
    /// Whether the word has weights together with numbers.
    #[inline]
    pub const fn is_paired(self) -> bool {
        self.0 & PAIRED != 0
    }
}

impl View<'_> {
    /// The word of this hash: of unknown words, one in 2^32 is taken for a known one.
    #[inline]
    pub fn known(&self, hash: u64) -> KnownWord {
        let mask = self.words.len().wrapping_sub(1);
        let mut slot = hash as usize & mask;
        while let Some(&(check, row)) = self.words.get(slot) {
            // Empty, or the word: asked at once, for which of the two it is cannot be foretold.
            if u64::from(row) * u64::from(check ^ (hash >> 32) as u32) == 0 {
                return KnownWord(row);
            }
            slot = (slot + 1) & mask;
        }
        KnownWord(0)
    }

    /// The weights of a word of the text in one of the families of such words.
    #[inline]
    pub fn of(&self, word: KnownWord, template: Template) -> Lanes {
        let family = 1 << template as u32;
        let before = SET_BITS[(word.0 & (family - 1)) as usize % SET_BITS.len()];
        let index = if word.0 & family == 0 { 0 } else { (word.0 >> START) + u32::from(before) };
        self.values.get(index as usize).copied().unwrap_or_default()
    }

    /// The weights of a feature of any other family whose value is a word's hash.
    #[inline]
    pub fn word(&self, template: Template, value: u64) -> Lanes {
        find(self.slots, key(template, value))
    }

    /// The weights of a feature whose value is a number.
    #[inline]
    pub fn number(&self, template: Template, value: u64) -> Lanes {
        match self.numbers[template as usize].get(value as usize) {
            Some(&lanes) => lanes,
            None if value >= SMALL => self.word(template, value),
            None => Lanes::default(),
        }
    }
}

#[inline]
fn find(slots: &[Slot], key: u64) -> Lanes {
    let mask = slots.len().wrapping_sub(1);
    let mut slot = (key >> 20) as usize & mask;
    while let Some(&(found, lanes)) = slots.get(slot) {
        if found == key {
            return lanes;
        }
        if found == 0 {
            break;
        }
        slot = (slot + 1) & mask;
    }
    Lanes::default()
}
