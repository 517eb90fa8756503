//! Compiled names and the entries that a lookup returns.

use super::compile::{
    Compiled, DEGREE, ENTITY, LOWER, NO_POSITION, ROW, SOURCE, flag, lower_bit, lower_pair_bit,
};
use super::trie::{Trie, View};
use crate::{EntityType, OrganisationKind, PlaceKind, Position};
use std::borrow::Cow;
use std::fmt;

/// Compiled names, embedded or made from users' lists.
#[derive(Clone)]
pub(crate) struct NameTable {
    pub(super) trie: Trie,
    rows: Cow<'static, [u8]>,
    sources: Cow<'static, [u8]>,
    entities: Cow<'static, [u8]>,
    strings: Cow<'static, str>,
    lower: Cow<'static, [u8]>,
    files: Vec<Cow<'static, str>>,
}

impl fmt::Debug for NameTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NameTable").field("rows", &(self.rows.len() / ROW)).finish_non_exhaustive()
    }
}

impl NameTable {
    pub(super) fn embedded(
        [trie, rows, sources, entities, lower]: [&'static [u8]; 5],
        strings: &'static str,
        files: &'static [&'static str],
    ) -> Self {
        Self {
            trie: Trie::from_image(Cow::Borrowed(trie)),
            rows: Cow::Borrowed(rows),
            sources: Cow::Borrowed(sources),
            entities: Cow::Borrowed(entities),
            strings: Cow::Borrowed(strings),
            lower: Cow::Borrowed(lower),
            files: files.iter().map(|file| Cow::Borrowed(*file)).collect(),
        }
    }

    pub(super) fn compiled(compiled: Compiled, files: Vec<String>) -> Self {
        Self {
            trie: Trie::from_image(Cow::Owned(compiled.trie)),
            rows: Cow::Owned(compiled.rows),
            sources: Cow::Owned(compiled.sources),
            entities: Cow::Owned(compiled.entities),
            strings: Cow::Owned(String::from_utf8(compiled.strings).unwrap_or_default()),
            lower: Cow::Owned(compiled.lower),
            files: files.into_iter().map(Cow::Owned).collect(),
        }
    }

    /// The first entry of the thing with this identifier, where identifiers are listed as surfaces.
    pub(super) fn by_path(&self, path: &[u64]) -> Option<Entry<'_>> {
        let (&last, before) = path.split_last()?;
        let trie = self.trie.view();
        let node = before.iter().try_fold(super::ROOT, |node, &hash| Some(trie.step(node, hash)?.node))?;
        Some(self.open().rows(trie.step(node, last)?.row()).next()?.entry)
    }

    /// The table as it is read: its parts, found once for many names.
    #[inline]
    pub(super) fn open(&self) -> Open<'_> {
        Open { table: self, trie: self.trie.view(), rows: self.rows.as_chunks().0 }
    }

    /// Bits of the words that may start a name in lower case; see [`Lower`].
    pub(super) fn lower(&self) -> &[u8] {
        &self.lower
    }

    #[inline]
    fn string(&self, offset: u32, length: u16) -> &str {
        self.strings.get(offset as usize..offset as usize + usize::from(length)).unwrap_or("")
    }
}

/// A table as it is read.
#[derive(Clone, Copy)]
pub(super) struct Open<'g> {
    table: &'g NameTable,
    pub(super) trie: View<'g>,
    rows: &'g [[u8; ROW]],
}

impl<'g> Open<'g> {
    /// The first byte of a row's record.
    #[inline]
    pub(super) fn peek(self, row: u32) -> u8 {
        self.rows.get(row as usize).map_or(0, |record| record[0])
    }

    /// The rows from one that the trie returned to the last of its name.
    #[inline]
    pub(super) fn rows(self, first: Option<u32>) -> impl Iterator<Item = Row<'g>> {
        let mut next = first;
        std::iter::from_fn(move || {
            let row = next?;
            let record = self.rows.get(row as usize)?;
            let (entity, capitals, flags) = (number(record, 0), short(record, 4), short(record, 6));
            next = if flags & flag::LAST != 0 { None } else { Some(row + 1) };
            Some(Row { entry: Entry { table: self.table, row, entity }, capitals, flags })
        })
    }
}

/// Words that may start a name in lower case or with digits, by the bits of
/// [`Compiled::lower`](super::compile::Compiled::lower); rarely one without cause.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lower<'g>(&'g [u8; LOWER]);

impl<'g> Lower<'g> {
    /// Of bits that were compiled.
    pub(super) fn new(bits: &'g [u8]) -> Self {
        Self(bits.first_chunk().unwrap_or(&[0; LOWER]))
    }

    /// Whether a name may start with the word of this hash.
    #[inline(always)]
    pub(crate) fn may_start(self, first: u64) -> bool {
        self.has(lower_bit(first))
    }

    /// Whether such a name may be that word alone or go on with the second.
    #[inline]
    pub(crate) fn may_go_on(self, first: u64, second: u64) -> bool {
        self.has(lower_pair_bit(first, 0)) || self.has(lower_pair_bit(first, second))
    }

    #[inline(always)]
    fn has(self, (byte, bit): (usize, u8)) -> bool {
        self.0[byte % LOWER] & bit != 0
    }
}

#[inline]
fn number(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

#[inline]
fn short(bytes: &[u8], at: usize) -> u16 {
    match bytes.get(at..at + 2) {
        Some(&[a, b]) => u16::from_le_bytes([a, b]),
        _ => 0,
    }
}

/// A row as it is checked against a text.
pub(super) struct Row<'g> {
    /// What the surface stands for.
    pub(super) entry: Entry<'g>,
    /// Which words of the surface must begin with a capital.
    pub(super) capitals: u16,
    pub(super) flags: u16,
}

/// One row of a gazetteer: a surface and the thing that it stands for.
#[derive(Clone, Copy)]
pub struct Entry<'g> {
    table: &'g NameTable,
    /// [`NO_ROW`] where only the thing is known.
    row: u32,
    entity: u32,
}

/// The row of what another row's thing lies in.
const NO_ROW: u32 = u32::MAX;

/// What the model asks of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    pub(crate) entity_type: EntityType,
    /// The number of its kind within its type.
    pub(crate) kind: u8,
    pub(crate) flags: u16,
    /// Population, or another weight; 0 where unknown.
    pub(crate) weight: u32,
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.entity_type(), self.name(), self.id())
    }
}

impl PartialEq for Entry<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.table, other.table) && self.row == other.row && self.entity == other.entity
    }
}

impl<'g> Entry<'g> {
    #[inline]
    fn record(self) -> &'g [u8; ENTITY] {
        self.table.entities.as_chunks().0.get(self.entity as usize).unwrap_or(&[0; ENTITY])
    }

    /// The record of the row; where there is none, one that a row of the thing would have.
    #[inline]
    fn row_record(self) -> [u8; ROW] {
        match self.table.rows.as_chunks().0.get(self.row as usize) {
            Some(row) => *row,
            None => self.bare_record(),
        }
    }

    #[cold]
    fn bare_record(self) -> [u8; ROW] {
        let mut row = [0; ROW];
        row[8..14].copy_from_slice(&self.record()[24..30]);
        row
    }

    /// The canonical name.
    #[inline]
    #[must_use]
    pub fn name(self) -> &'g str {
        let record = self.record();
        self.table.string(number(record, 0), short(record, 4))
    }

    /// The identifier, or empty.
    #[inline]
    #[must_use]
    pub fn id(self) -> &'g str {
        let record = self.record();
        self.table.string(number(record, 0) + u32::from(short(record, 4)), short(record, 6))
    }

    /// Organisation, place or person.
    #[inline]
    #[must_use]
    pub fn entity_type(self) -> EntityType {
        EntityType::ALL.get(usize::from(self.row_record()[12])).copied().unwrap_or(EntityType::Organisation)
    }

    #[inline]
    fn kind(self) -> usize {
        usize::from(self.row_record()[13])
    }

    /// The kind of an organisation; `Other` for anything else.
    #[inline]
    #[must_use]
    pub fn organisation_kind(self) -> OrganisationKind {
        match self.entity_type() {
            EntityType::Organisation => {
                OrganisationKind::ALL.get(self.kind()).copied().unwrap_or(OrganisationKind::Other)
            }
            _ => OrganisationKind::Other,
        }
    }

    /// The kind of a place; `Area` for anything else.
    #[inline]
    #[must_use]
    pub fn place_kind(self) -> PlaceKind {
        match self.entity_type() {
            EntityType::Place => PlaceKind::ALL.get(self.kind()).copied().unwrap_or(PlaceKind::Area),
            _ => PlaceKind::Area,
        }
    }

    /// What the model asks of the row, read at once.
    #[inline]
    pub(crate) fn facts(self) -> Facts {
        let record = self.row_record();
        Facts {
            entity_type: self.entity_type(),
            kind: record[13],
            flags: short(&record, 6),
            weight: number(&record, 8),
        }
    }

    /// Something of what is known of the thing, to have it read ahead.
    #[inline]
    pub(crate) fn peek(self) -> u8 {
        self.record()[0]
    }

    /// Where it lies, if known.
    #[inline]
    #[must_use]
    pub fn position(self) -> Option<Position> {
        let record = self.record();
        let (latitude, longitude) = (number(record, 8) as i32, number(record, 12) as i32);
        (latitude != NO_POSITION).then(|| Position {
            latitude: f64::from(latitude) / DEGREE,
            longitude: f64::from(longitude) / DEGREE,
        })
    }

    /// Population, or another weight; 0 where unknown.
    #[inline]
    #[must_use]
    pub fn weight(self) -> u32 {
        number(&self.row_record(), 8)
    }

    /// The SIREN of the body that runs a place (a commune's town hall), where known.
    #[must_use]
    pub fn siren(self) -> Option<u32> {
        Some(number(self.record(), 20)).filter(|&siren| siren != 0)
    }

    /// What it lies in or belongs to.
    #[inline]
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        let parent = number(self.record(), 16);
        Some(Self { entity: parent.checked_sub(1)?, row: NO_ROW, table: self.table })
    }

    /// Whether the row carries all bits of `flags`.
    #[inline]
    pub(crate) fn has(self, flags: u16) -> bool {
        self.flags() & flags == flags
    }

    #[inline]
    pub(crate) fn flags(self) -> u16 {
        short(&self.row_record(), 6)
    }

    /// Whether two rows stand for one thing.
    #[inline]
    #[must_use]
    pub fn same_entity(self, other: Self) -> bool {
        std::ptr::eq(self.table, other.table) && self.entity == other.entity
    }

    /// A number for the entity, stable within the pipeline.
    pub(crate) const fn entity_number(self) -> u32 {
        self.entity
    }

    /// The list and line of the row.
    #[must_use]
    pub fn source(self) -> (&'g str, u32) {
        let source = number(&self.table.sources, (self.row as usize).saturating_mul(SOURCE));
        let file = self.table.files.get((source >> 24) as usize).map_or("", |file| file.as_ref());
        (file, source & 0x00FF_FFFF)
    }
}
