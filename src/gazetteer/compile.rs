//! Compiles gazetteer rows into the tables that [`super::NameTable`] reads.
//!
//! Shared with `build.rs`: the built-in lists are compiled once, users' lists when they are read.

use super::fold::hash_word;
use super::kind::{EntityType, OrganisationKind, PlaceKind};
use super::read::Row;
use super::surface::Surface;
use super::trie::TrieBuilder;
use std::collections::HashMap;

/// Bytes of one entity record: name with the id after it (offset, two lengths), position, parent, SIREN, weight,
/// type, kind.
pub const ENTITY: usize = 32;
/// Bytes of one row record: entity, capitals, flags, then what is asked of every name that is seen: weight, type
/// and kind of the entity.
pub const ROW: usize = 16;
/// Bytes of where one row stands: file and line.
pub const SOURCE: usize = 4;
/// The position of an entity that has none.
pub const NO_POSITION: i32 = i32::MIN;
/// Ten-thousandths of a degree: how positions are stored.
pub const DEGREE: f64 = 10_000.0;

/// What a row's `flags` may say, in the order of their bits.
pub const FLAGS: [&str; 14] = [
    "word",
    "fold-case",
    "first-name",
    "surname",
    "place",
    "former",
    "ambiguous",
    "seat",
    "delegated",
    "remove",
    "after-le",
    "after-les",
    "acronym",
    "user",
];

/// Bits of [`FLAGS`].
pub mod flag {
    /// Also a common word.
    pub const WORD: u16 = 1;
    /// May be written without capitals.
    pub const FOLD_CASE: u16 = 1 << 1;
    /// Also a first name.
    pub const FIRST_NAME: u16 = 1 << 2;
    /// Also a surname.
    pub const SURNAME: u16 = 1 << 3;
    /// Also a place.
    pub const PLACE: u16 = 1 << 4;
    /// A former name.
    pub const FORMER: u16 = 1 << 5;
    /// Counts only where the text confirms it.
    pub const AMBIGUOUS: u16 = 1 << 6;
    /// A seat that stands for its body.
    pub const SEAT: u16 = 1 << 7;
    /// A commune that is part of another one.
    pub const DELEGATED: u16 = 1 << 8;
    /// Removes the surface from the built-in lists.
    pub const REMOVE: u16 = 1 << 9;
    /// Stands only after `le`, `du` or `au`: `Mans` for `Le Mans`.
    pub const AFTER_LE: u16 = 1 << 10;
    /// Stands only after `les`, `des` or `aux`: `Ulis` for `Les Ulis`.
    pub const AFTER_LES: u16 = 1 << 11;
    /// All capitals as listed.
    pub const ACRONYM: u16 = 1 << 12;
    /// From a user's list.
    pub const USER: u16 = 1 << 13;
    /// Stands only after `la` or `l'`: `Rochelle` for `La Rochelle`, `Aigle` for `L'Aigle`; both bits.
    pub const AFTER_LA: u16 = AFTER_LE | AFTER_LES;
    /// The bits of a name without its article.
    pub const BARE: u16 = AFTER_LE | AFTER_LES;
    /// One word as the canonical name has it, with an accent beyond its first letter; set when lists are compiled.
    pub const ACCENTED: u16 = 1 << 14;
    /// The last row of its name; set when lists are compiled.
    pub const LAST: u16 = 1 << 15;

    /// The bits of a name that stands without the article it is listed with.
    pub fn after(article: &str) -> u16 {
        match article {
            "le" => AFTER_LE,
            "les" => AFTER_LES,
            _ => AFTER_LA,
        }
    }
}

/// Compiled names: byte images.
#[derive(Debug, Default)]
pub struct Compiled {
    /// Token trie.
    pub trie: Vec<u8>,
    /// Row records, those of one name together.
    pub rows: Vec<u8>,
    /// Where the rows stand, in their order.
    pub sources: Vec<u8>,
    /// Entity records.
    pub entities: Vec<u8>,
    /// Names and ids.
    pub strings: Vec<u8>,
    /// Bits of the hashes of words that may start a name in lower case, alone and with the next word.
    pub lower: Vec<u8>,
}

/// Bytes of [`Compiled::lower`]: half for first words, half for the first two words together.
pub const LOWER: usize = 1 << 14;

/// Byte and bit of a first word in [`Compiled::lower`].
#[inline]
pub const fn lower_bit(hash: u64) -> (usize, u8) {
    ((hash >> 3) as usize % (LOWER / 2), 1 << (hash & 7))
}

/// Byte and bit of the first two words in [`Compiled::lower`]; 0 stands for the second word of a name of one.
#[inline]
pub const fn lower_pair_bit(first: u64, second: u64) -> (usize, u8) {
    let (byte, bit) = lower_bit(first ^ second.rotate_left(32));
    (LOWER / 2 + byte, bit)
}

/// Collects rows; see [`Compiler::finish`].
pub struct Compiler {
    trie: TrieBuilder,
    rows: Vec<Record>,
    entities: Vec<Entity>,
    by_key: HashMap<u64, u32>,
    strings: Vec<u8>,
    lower: Vec<u8>,
    surface: Surface,
    articles: Vec<Article>,
}

/// An article with which listed names begin that stand without it where the text writes it in lower case or contracted.
struct Article {
    hash: u64,
    /// Where it begins a name: with a capital and the space or apostrophe after it.
    starts: Vec<String>,
    /// The bits of a name without it.
    after: u16,
}

impl Article {
    /// Of one in lower case; a single letter is elided.
    fn new(article: &str) -> Self {
        let (first, rest) = article.split_at(1);
        let joints: &[char] = if rest.is_empty() { &['\'', '’'] } else { &[' '] };
        let start = |joint: &char| format!("{}{rest}{joint}", first.to_uppercase());
        Self {
            hash: hash_word(article),
            starts: joints.iter().map(start).collect(),
            after: flag::after(article),
        }
    }

    /// What a name has beyond the article, if it begins with it.
    fn rest<'s>(&self, surface: &'s str) -> Option<&'s str> {
        let rest = self.starts.iter().find_map(|start| surface.strip_prefix(start.as_str()))?;
        rest.starts_with(char::is_uppercase).then_some(rest)
    }
}

/// A row before the rows are put in order.
#[derive(Clone, Copy)]
struct Record {
    entity: u32,
    capitals: u16,
    flags: u16,
    source: u32,
}

struct Entity {
    name: (u32, u16),
    id: u16,
    entity_type: EntityType,
    kind: u8,
    position: (i32, i32),
    weight: u32,
    parent: u64,
    siren: u32,
}

impl Compiler {
    /// An empty compiler with room for about `rows` rows, whose names may begin with one of the `articles`, in
    /// lower case.
    pub fn new(rows: usize, articles: impl Iterator<Item = impl AsRef<str>>) -> Self {
        Self {
            trie: TrieBuilder::with_capacity(rows),
            rows: Vec::with_capacity(rows),
            entities: Vec::with_capacity(rows),
            by_key: HashMap::with_capacity(rows),
            strings: Vec::with_capacity(rows * 16),
            lower: vec![0; LOWER],
            surface: Surface::default(),
            articles: articles.map(|article| Article::new(article.as_ref())).collect(),
        }
    }

    /// Adds one row that stands on `line` of list number `file`.
    pub fn add(&mut self, row: &Row<'_>, file: u8, line: u32) {
        let entity = self.entity(row);
        let source = u32::from(file) << 24 | line.min(0x00FF_FFFF);
        self.insert(row.surface, row.name, [entity, source], row.flags);
        if row.entity_id.starts_with("FR-DEP-") && row.surface == row.name {
            self.insert(row.entity_id, row.name, [entity, source], row.flags);
        }
        let bare = self.articles.iter().find_map(|article| Some((article.rest(row.surface)?, article.after)));
        if let (EntityType::Place | EntityType::Organisation, Some((rest, after))) = (row.entity_type, bare) {
            self.insert(rest, row.name, [entity, source], row.flags | after);
        }
    }

    /// Adds the SIREN of the body that runs a place; an unknown id is ignored.
    #[allow(dead_code, reason = "only the build script has the list")]
    pub fn add_siren(&mut self, entity_id: &str, siren: u32) {
        if let Some(&entity) = self.by_key.get(&(key(entity_id) ^ 0xFF)) {
            self.entities[entity as usize].siren = siren;
        }
    }

    fn insert(&mut self, surface: &str, name: &str, [entity, source]: [u32; 2], flags: u16) {
        let (path, mut capitals) = self.surface.read(surface);
        if path.is_empty() {
            return;
        }
        // `CHU de La Réunion` is also written `CHU de la Réunion`.
        for (word, hash) in path.iter().enumerate().take(16).skip(1) {
            let article = self.articles.iter().any(|article| article.hash == *hash);
            capitals &= !(u16::from(article) << word);
        }
        let acronym = surface.len() > 1 && surface.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        let flags = if acronym { flags | flag::ACRONYM } else { flags };
        if capitals & 1 == 0 || flags & flag::FOLD_CASE != 0 {
            let second = path.get(1).copied().unwrap_or(0);
            for (byte, bit) in [lower_bit(path[0]), lower_pair_bit(path[0], second)] {
                self.lower[byte] |= bit;
            }
        }
        let capitals = if flags & flag::FOLD_CASE != 0 { 0 } else { capitals };
        let accented = is_accented(name) && *path == [hash_word(name)];
        let flags = if accented { flags | flag::ACCENTED } else { flags };
        self.trie.insert(path, self.rows.len() as u32);
        self.rows.push(Record { entity, capitals, flags, source });
    }

    fn entity(&mut self, row: &Row<'_>) -> u32 {
        let key = match row.entity_id {
            "" => key(row.name) ^ row.entity_type as u64,
            id => key(id) ^ 0xFF,
        };
        let parent = if row.parent_id.is_empty() { 0 } else { self::key(row.parent_id) ^ 0xFF };
        if let Some(&known) = self.by_key.get(&key) {
            let entity = &mut self.entities[known as usize];
            if entity.position.0 == NO_POSITION {
                entity.position = row.position.unwrap_or(entity.position);
            }
            entity.weight = entity.weight.max(row.weight);
            entity.parent = if entity.parent == 0 { parent } else { entity.parent };
            return known;
        }
        let entity = Entity {
            name: self.string(row.name),
            id: self.string(row.entity_id).1,
            entity_type: row.entity_type,
            kind: row.kind,
            position: row.position.unwrap_or((NO_POSITION, NO_POSITION)),
            weight: row.weight,
            siren: 0,
            parent,
        };
        let number = self.entities.len() as u32;
        self.entities.push(entity);
        self.by_key.insert(key, number);
        number
    }

    fn string(&mut self, text: &str) -> (u32, u16) {
        let offset = self.strings.len() as u32;
        let length = text.len().min(usize::from(u16::MAX));
        self.strings.extend_from_slice(&text.as_bytes()[..length]);
        (offset, length as u16)
    }

    /// The finished images; the same rows in the same order give the same bytes.
    pub fn finish(self) -> Compiled {
        let Self { trie, rows, entities, by_key, strings, lower, .. } = self;
        let mut records = Vec::with_capacity(entities.len() * ENTITY);
        for entity in &entities {
            let parent = by_key.get(&entity.parent).map_or(0, |&number| number + 1);
            entity.write(parent, &mut records);
        }
        // A million rows need the room for the image of the trie.
        drop(by_key);
        let (trie, order) = trie.finish(|row| match entities[rows[row as usize].entity as usize].weight {
            0 => UNWEIGHED,
            weight => weight,
        });
        let (mut sorted, mut sources) = (Vec::with_capacity(rows.len() * ROW), Vec::new());
        for (row, is_last) in order {
            let row = rows[row as usize];
            let last = if is_last { flag::LAST } else { 0 };
            let entity = &entities[row.entity as usize];
            sorted.extend_from_slice(&row.entity.to_le_bytes());
            sorted.extend_from_slice(&row.capitals.to_le_bytes());
            sorted.extend_from_slice(&(row.flags | last).to_le_bytes());
            sorted.extend_from_slice(&entity.weight.to_le_bytes());
            sorted.extend_from_slice(&[entity.entity_type as u8, entity.kind, 0, 0]);
            sources.extend_from_slice(&row.source.to_le_bytes());
        }
        Compiled { trie, rows: sorted, sources, entities: records, strings, lower }
    }
}

impl Entity {
    fn write(&self, parent: u32, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.name.0.to_le_bytes());
        out.extend_from_slice(&self.name.1.to_le_bytes());
        out.extend_from_slice(&self.id.to_le_bytes());
        out.extend_from_slice(&self.position.0.to_le_bytes());
        out.extend_from_slice(&self.position.1.to_le_bytes());
        out.extend_from_slice(&parent.to_le_bytes());
        out.extend_from_slice(&self.siren.to_le_bytes());
        out.extend_from_slice(&self.weight.to_le_bytes());
        out.extend_from_slice(&[self.entity_type as u8, self.kind, 0, 0]);
    }
}

/// Whether a name has an accent, or another letter that is not ASCII, beyond its first letter.
pub fn is_accented(name: &str) -> bool {
    name.chars().skip(1).any(|c| !c.is_ascii())
}

/// How often a thing without a weight is thought to be named: as a small town.
const UNWEIGHED: u32 = 5000;

/// FNV-1a, to tell entities apart by id or name.
fn key(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The number of the kind of this name within its type; `None` where the type has no such kind.
pub fn parse_kind(entity_type: EntityType, kind: &str) -> Option<u8> {
    match entity_type {
        EntityType::Organisation => match kind {
            "" => Some(OrganisationKind::Other as u8),
            kind => OrganisationKind::parse(kind).map(|kind| kind as u8),
        },
        EntityType::Place => match kind {
            "" => Some(PlaceKind::Area as u8),
            kind => PlaceKind::parse(kind).map(|kind| kind as u8),
        },
        EntityType::Person => Some(0),
        EntityType::Date | EntityType::Amount => None,
    }
}
