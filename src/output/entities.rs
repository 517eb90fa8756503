//! `entities.csv`: one row per distinct organisation or place.

use super::csv;
use crate::{Date, Entity, EntityType, Mention};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

/// What makes two mentions one thing: type, and identifier or, without one, name.
type Key<'g> = (EntityType, Cow<'g, str>, Cow<'g, str>);

/// The things mentioned so far.
#[derive(Debug, Default)]
pub(crate) struct EntityTable<'g> {
    rows: HashMap<Key<'g>, Row<'g>, BuildHasherDefault<KeyHasher>>,
    documents: u64,
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
    fn write_isize(&mut self, number: isize) {
        self.push(number as u64);
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Debug)]
struct Row<'g> {
    kind: &'static str,
    entity: Entity<'g>,
    mentions: u64,
    documents: u64,
    /// Number of the last document that was counted, within its table.
    last_document: u64,
    dates: Option<(Date, Date)>,
    /// Few: spellings of one name.
    surfaces: Vec<(String, u64)>,
}

impl<'g> EntityTable<'g> {
    /// Says that the mentions that follow are of another document.
    pub(crate) const fn next_document(&mut self) {
        self.documents += 1;
    }

    /// Counts a mention in the document at hand.
    pub(crate) fn add(&mut self, mention: &Mention<'g>, surface: &str, date: Option<Date>) {
        let Some(entity) = named(mention) else { return };
        let by_name = if entity.id.is_empty() { entity.name.clone() } else { Cow::Borrowed("") };
        let key = (mention.entity_type(), entity.id.clone(), by_name);
        let row = match self.rows.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(vacant) => vacant.insert(Row::new(mention.kind(), entity.clone())),
        };
        row.prefer(mention.kind(), entity);
        row.mentions += 1;
        if row.last_document != self.documents {
            row.last_document = self.documents;
            row.documents += 1;
            row.dates = spanned(row.dates, date.map(|date| (date, date)));
        }
        row.count(surface, 1);
    }

    /// Adds the counts of a table over other documents.
    pub(crate) fn merge(&mut self, other: Self) {
        for (key, row) in other.rows {
            match self.rows.entry(key) {
                Entry::Vacant(vacant) => {
                    vacant.insert(row);
                }
                Entry::Occupied(mut known) => known.get_mut().merge(row),
            }
        }
    }

    /// The number of things.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The file's bytes: by type, then the most mentioned first, then by name and identifier.
    pub(crate) fn to_csv(&self) -> Vec<u8> {
        let mut rows: Vec<_> = self.rows.iter().map(|((entity_type, ..), row)| (*entity_type, row)).collect();
        rows.sort_by_key(|(entity_type, row)| {
            (*entity_type, Reverse(row.mentions), &row.entity.name, &row.entity.id)
        });
        let mut out = Vec::with_capacity(128 * rows.len());
        out.extend_from_slice(COLUMNS.as_bytes());
        for (entity_type, row) in rows {
            row.push(entity_type, &mut out);
        }
        out
    }
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

impl<'g> Row<'g> {
    fn new(kind: &'static str, entity: Entity<'g>) -> Self {
        let (dates, surfaces) = (None, Vec::new());
        Self { kind, entity, mentions: 0, documents: 0, last_document: 0, dates, surfaces }
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

    fn count(&mut self, surface: &str, times: u64) {
        match self.surfaces.iter_mut().find(|(known, _)| known == surface) {
            Some((_, count)) => *count += times,
            None => self.surfaces.push((surface.to_owned(), times)),
        }
    }

    fn merge(&mut self, other: Row<'g>) {
        self.prefer(other.kind, &other.entity);
        self.mentions += other.mentions;
        self.documents += other.documents;
        self.dates = spanned(self.dates, other.dates);
        for (surface, count) in other.surfaces {
            self.count(&surface, count);
        }
    }

    fn push(&self, entity_type: EntityType, out: &mut Vec<u8>) {
        csv::plain(out, entity_type.as_str());
        for text in [self.kind, &self.entity.id, &self.entity.name] {
            out.push(b',');
            csv::field(out, text);
        }
        let position = self.entity.position;
        for degrees in [position.map(|at| at.latitude), position.map(|at| at.longitude)] {
            out.push(b',');
            degrees.into_iter().for_each(|degrees| csv::degrees(out, degrees));
        }
        for count in [self.mentions, self.documents] {
            out.push(b',');
            csv::number(out, count);
        }
        for date in [self.dates.map(|dates| dates.0), self.dates.map(|dates| dates.1)] {
            out.push(b',');
            date.into_iter().for_each(|date| csv::date(out, date));
        }
        let mut surfaces: Vec<_> = self.surfaces.iter().collect();
        surfaces.sort_by_key(|(surface, count)| (Reverse(*count), surface.as_str()));
        let surfaces: Vec<&str> = surfaces.iter().map(|(surface, _)| surface.as_str()).collect();
        out.push(b',');
        csv::field(out, &surfaces.join("|"));
        out.push(b'\n');
    }
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
