//! `entities.csv`: one row per distinct organisation or place.

use super::csv;
use crate::{Date, Entity, EntityType, Mention};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// What makes two mentions one thing: type, whether it has an identifier, and that or else the name.
type Key<'g> = (EntityType, bool, Cow<'g, str>);

/// The things mentioned so far.
#[derive(Debug, Default)]
pub(crate) struct EntityTable<'g> {
    /// Where the row of a thing stands; apart from the rows, so that the table that is searched stays small.
    index: HashMap<Key<'g>, u32, BuildHasherDefault<KeyHasher>>,
    rows: Vec<Row<'g>>,
    /// Of each row, what is asked at every mention.
    notes: Vec<Note>,
    documents: u64,
}

/// In which documents a thing is mentioned; two lie in one line of the caches.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Note {
    documents: u64,
    /// Number of the last document that was counted, within its table.
    last_document: u64,
    dates: Option<(Date, Date)>,
}

/// Eight bytes at a time (a multiply–xorshift after `MurmurHash3`'s finaliser): every mention is hashed.
#[derive(Default)]
struct KeyHasher(u64);

impl KeyHasher {
    #[inline]
    const fn push(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd);
        self.0 ^= self.0 >> 32;
    }
}

impl Hasher for KeyHasher {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.push(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            self.push(rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)));
        }
    }

    #[inline]
    fn write_u8(&mut self, byte: u8) {
        self.push(u64::from(byte));
    }

    #[inline]
    fn write_u64(&mut self, word: u64) {
        self.push(word);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Debug)]
struct Row<'g> {
    entity_type: EntityType,
    kind: &'static str,
    entity: Entity<'g>,
    mentions: u64,
    /// Few: spellings of one name.
    surfaces: Surfaces,
}

impl<'g> EntityTable<'g> {
    /// Says that the mentions that follow are of another document.
    pub(crate) const fn next_document(&mut self) {
        self.documents += 1;
    }

    /// The number of the row of what a mention names, which is made where it is missing; `None` where
    /// the table has no such things.
    pub(crate) fn row(&mut self, mention: &Mention<'g>) -> Option<u32> {
        let entity = named(mention)?;
        let (entity_type, kind) = (mention.entity_type(), mention.kind());
        let next = self.rows.len() as u32;
        let number = *self.index.entry(key(entity_type, entity)).or_insert(next);
        match self.rows.get_mut(number as usize) {
            Some(row) => row.prefer(kind, entity),
            None => {
                self.rows.push(Row::new(entity_type, kind, entity.clone()));
                self.notes.push(Note::default());
            }
        }
        Some(number)
    }

    /// Says that the document at hand, which is of `date`, mentions what a row stands for.
    #[inline]
    pub(crate) fn note(&mut self, row: u32, date: Option<Date>) {
        let note = &mut self.notes[row as usize];
        if note.last_document != self.documents {
            note.last_document = self.documents;
            note.documents += 1;
            note.dates = spanned(note.dates, date.map(|date| (date, date)));
        }
    }

    /// Something of what is asked of a row at every mention.
    #[inline]
    pub(crate) fn peek(&self, row: u32) -> u32 {
        self.notes.get(row as usize).map_or(0, |note| note.documents as u32)
    }

    /// Counts mentions of one spelling.
    pub(crate) fn count(&mut self, row: u32, surface: &str, mentions: u64) {
        let row = &mut self.rows[row as usize];
        row.mentions += mentions;
        row.surfaces.add(surface, mentions);
    }

    /// Adds the counts of a table over other documents.
    pub(crate) fn merge(&mut self, other: Self) {
        for (row, note) in other.rows.into_iter().zip(other.notes) {
            match self.index.entry(key(row.entity_type, &row.entity)) {
                Entry::Vacant(vacant) => {
                    vacant.insert(self.rows.len() as u32);
                    self.rows.push(row);
                    self.notes.push(note);
                }
                Entry::Occupied(known) => {
                    let known = *known.get() as usize;
                    self.rows[known].merge(row);
                    self.notes[known].merge(note);
                }
            }
        }
    }

    /// The number of things.
    pub(crate) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// The file's bytes: by type, then the most mentioned first, then by name and identifier.
    pub(crate) fn to_csv(&self) -> Vec<u8> {
        let mut rows: Vec<_> = self
            .rows
            .iter()
            .zip(&self.notes)
            .map(|(row, note)| ((row.entity_type, Reverse(row.mentions), head(&row.entity.name)), row, note))
            .collect();
        rows.sort_unstable_by(|(known, one, _), (other, two, _)| {
            known
                .cmp(other)
                .then_with(|| (&one.entity.name, &one.entity.id).cmp(&(&two.entity.name, &two.entity.id)))
        });
        let mut out = Vec::with_capacity(128 * rows.len());
        out.extend_from_slice(COLUMNS.as_bytes());
        for (_, row, note) in rows {
            row.push(note, &mut out);
        }
        out
    }
}

fn key<'g>(entity_type: EntityType, entity: &Entity<'g>) -> Key<'g> {
    let listed = !entity.id.is_empty();
    (entity_type, listed, if listed { entity.id.clone() } else { entity.name.clone() })
}

/// The first eight bytes of a name as a number of the same order: most names are told apart by it.
fn head(name: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = name.len().min(8);
    bytes[..length].copy_from_slice(&name.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// The columns of `entities.csv`.
const COLUMNS: &str = "type,kind,entity_id,name,latitude,longitude,mentions,documents,first_date,\
last_date,surfaces\n";

fn named<'m, 'g>(mention: &'m Mention<'g>) -> Option<&'m Entity<'g>> {
    match &mention.value {
        crate::Value::Organisation(_, entity) | crate::Value::Place(_, entity) => Some(entity),
        crate::Value::Person(_) | crate::Value::Date(_) | crate::Value::Amount(_) => None,
    }
}

impl Note {
    fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.dates = spanned(self.dates, other.dates);
    }
}

impl<'g> Row<'g> {
    fn new(entity_type: EntityType, kind: &'static str, entity: Entity<'g>) -> Self {
        Self { entity_type, kind, entity, mentions: 0, surfaces: Surfaces::default() }
    }

    /// Where rows of one identifier differ, the first in the alphabet stands for all:
    /// which thread saw which first must not matter.
    fn prefer(&mut self, kind: &'static str, entity: &Entity<'g>) {
        let same = |one: &str, two: &str| std::ptr::eq(one, two);
        if same(kind, self.kind)
            && same(&entity.name, &self.entity.name)
            && entity.position == self.entity.position
        {
            return;
        }
        if rank(kind, entity) < rank(self.kind, &self.entity) {
            self.kind = kind;
            self.entity = entity.clone();
        }
    }

    fn merge(&mut self, other: Row<'g>) {
        self.prefer(other.kind, &other.entity);
        self.mentions += other.mentions;
        other.surfaces.all.iter().for_each(|(surface, count)| self.surfaces.add(surface, *count));
    }

    fn push(&self, note: &Note, out: &mut Vec<u8>) {
        csv::plain(out, self.entity_type.as_str());
        for text in [self.kind, &self.entity.id, &self.entity.name] {
            out.push(b',');
            csv::field(out, text);
        }
        let position = self.entity.position;
        for degrees in [position.map(|at| at.latitude), position.map(|at| at.longitude)] {
            out.push(b',');
            degrees.into_iter().for_each(|degrees| csv::degrees(out, degrees));
        }
        for count in [self.mentions, note.documents] {
            out.push(b',');
            csv::number(out, count);
        }
        for date in [note.dates.map(|dates| dates.0), note.dates.map(|dates| dates.1)] {
            out.push(b',');
            date.into_iter().for_each(|date| csv::date(out, date));
        }
        out.push(b',');
        csv::field(out, &self.surfaces.sorted().join("|"));
        out.push(b'\n');
    }
}

/// The ways a thing was written, and how often each: few are looked through, many are put in order now and then.
#[derive(Debug, Default)]
struct Surfaces {
    all: Vec<(String, u64)>,
    /// How many there were when they were in order last.
    merged: usize,
}

impl Surfaces {
    const FEW: usize = 16;

    fn add(&mut self, surface: &str, times: u64) {
        let few = self.all.len() <= Self::FEW;
        match self.all.iter_mut().take(if few { Self::FEW } else { 0 }).find(|(known, _)| known == surface) {
            Some((_, count)) => *count += times,
            None => self.all.push((surface.to_owned(), times)),
        }
        if self.all.len() > 2 * self.merged.max(Self::FEW) {
            merge(&mut self.all);
            self.merged = self.all.len();
        }
    }

    /// The most frequent first.
    fn sorted(&self) -> Vec<&str> {
        let mut all: Vec<(&str, u64)> =
            self.all.iter().map(|(surface, count)| (surface.as_str(), *count)).collect();
        merge(&mut all);
        all.sort_by_key(|&(surface, count)| (Reverse(count), surface));
        all.into_iter().map(|(surface, _)| surface).collect()
    }
}

/// Each surface once, with the sum of its counts.
fn merge<S: Ord>(surfaces: &mut Vec<(S, u64)>) {
    surfaces.sort_unstable();
    surfaces.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        kept.1 += if same { next.1 } else { 0 };
        same
    });
}

fn rank<'e>(kind: &'e str, entity: &'e Entity<'_>) -> (&'e str, &'e str, bool, [u64; 2]) {
    let position = entity.position.map_or([0; 2], |at| [at.latitude.to_bits(), at.longitude.to_bits()]);
    (&entity.name, kind, entity.position.is_none(), position)
}

fn spanned(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> Option<(Date, Date)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    }
}
