//! The names that a worker wrote: how they stand in rows, and how often.

use super::EntityTable;
use super::csv::{degrees, field, plain};
use super::rows::push_end;
use crate::{Date, Entity, Mention, RuleId, Value};

/// Names are written again and again: their cells are kept, and counted where they are kept.
///
/// A name is kept at the slot of its hash and gives way to the next of that slot, so the memory is bounded.
pub(crate) struct Register<'g> {
    /// By slot: the number of the name that is kept there, from 1.
    index: Box<[u32]>,
    names: Vec<Known<'g>>,
    table: Option<EntityTable<'g>>,
}

/// The bits of a name's hash that tell its slot.
const SLOTS: u32 = 15;

/// A name as it was written before.
struct Known<'g> {
    value: Value<'g>,
    rule: RuleId,
    surface: String,
    /// From the comma before the type to the line's end; its confidence is that of the first mention.
    cells: Vec<u8>,
    /// Its row in the table, where it has one.
    row: Option<u32>,
    /// Mentions that the table does not know yet.
    mentions: u64,
}

impl<'g> Register<'g> {
    /// One that counts nothing yet, for an entity table if that is wanted.
    pub(crate) fn new(counts: bool) -> Self {
        let index = vec![0; 1 << SLOTS].into_boxed_slice();
        Self { index, names: Vec::new(), table: counts.then(EntityTable::default) }
    }

    /// Says that the mentions that follow are of another document.
    pub(crate) fn next_document(&mut self) {
        self.table.iter_mut().for_each(EntityTable::next_document);
    }

    /// Counts a mention in the document at hand, which is of `date`, and returns its cells as the
    /// table of mentions has them; `None` where it names nothing.
    #[inline]
    pub(crate) fn cells(
        &mut self,
        mention: &Mention<'g>,
        surface: &str,
        date: Option<Date>,
    ) -> Option<&[u8]> {
        let slot = slot(mention.entity()?, surface);
        let kept = (self.index[slot] as usize).checked_sub(1);
        let number = match kept.filter(|&number| self.names[number].is(mention, surface)) {
            Some(number) => number,
            None => self.keep(slot, kept, mention, surface),
        };
        let known = &mut self.names[number];
        known.mentions += 1;
        if let (Some(row), Some(table)) = (known.row, &mut self.table) {
            table.note(row, date);
        }
        Some(&known.cells)
    }

    /// Keeps a name in the place of the one that had its slot; returns its number.
    #[cold]
    fn keep(&mut self, slot: usize, kept: Option<usize>, mention: &Mention<'g>, surface: &str) -> usize {
        let row = self.table.as_mut().and_then(|table| table.row(mention));
        let mut cells = Vec::with_capacity(128);
        push_cells(&mut cells, mention, surface);
        let known = Known {
            value: mention.value.clone(),
            rule: mention.rule,
            surface: surface.to_owned(),
            cells,
            row,
            mentions: 0,
        };
        if let Some(number) = kept {
            std::mem::replace(&mut self.names[number], known).settle(&mut self.table);
            return number;
        }
        self.names.push(known);
        self.index[slot] = self.names.len() as u32;
        self.names.len() - 1
    }

    /// All that was counted.
    pub(crate) fn into_table(mut self) -> EntityTable<'g> {
        self.names.into_iter().for_each(|name| name.settle(&mut self.table));
        self.table.unwrap_or_default()
    }
}

impl<'g> Known<'g> {
    #[inline]
    fn is(&self, mention: &Mention<'g>, surface: &str) -> bool {
        let named = match (&self.value, &mention.value) {
            (Value::Organisation(kind, one), Value::Organisation(other_kind, other)) => {
                kind == other_kind && same_entity(one, other)
            }
            (Value::Place(kind, one), Value::Place(other_kind, other)) => {
                kind == other_kind && same_entity(one, other)
            }
            (Value::Person(one), Value::Person(other)) => same_entity(one, other),
            _ => false,
        };
        named && self.surface == surface && same(self.rule.0, mention.rule.0)
    }

    /// Hands what was counted to the table.
    fn settle(self, table: &mut Option<EntityTable<'g>>) {
        if let (Some(row), Some(table)) = (self.row, table) {
            table.count(row, &self.surface, self.mentions);
        }
    }
}

/// Nearly always the two lie at one address: both come from the same list.
#[inline]
fn same(one: &str, other: &str) -> bool {
    std::ptr::eq(one, other) || one == other
}

#[inline]
fn same_entity(one: &Entity<'_>, other: &Entity<'_>) -> bool {
    same(&one.name, &other.name) && same(&one.id, &other.id) && one.position == other.position
}

/// Appends the cells of a mention that names something: from the comma before its type to the line's end.
pub(super) fn push_cells(out: &mut Vec<u8>, mention: &Mention<'_>, surface: &str) {
    for word in [mention.entity_type().as_str(), mention.kind()] {
        out.push(b',');
        plain(out, word);
    }
    let (name, id, position) = match mention.entity() {
        Some(entity) => (&*entity.name, &*entity.id, entity.position),
        None => ("", "", None),
    };
    for text in [surface, name, id] {
        out.push(b',');
        field(out, text);
    }
    // neither value, unit, modifier nor days
    plain(out, ",,,,,,");
    for angle in [position.map(|at| at.latitude), position.map(|at| at.longitude)] {
        out.push(b',');
        angle.into_iter().for_each(|angle| degrees(out, angle));
    }
    push_end(out, mention);
}

/// Where a name is kept: a multiplicative hash of the ends of its texts, which tell nearly all apart.
#[inline]
fn slot(entity: &Entity<'_>, surface: &str) -> usize {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let hash = [surface, &entity.name, &entity.id]
        .into_iter()
        .fold(0_u64, |hash, text| (hash.rotate_left(29) ^ ends(text)).wrapping_mul(ODD));
    (hash >> (u64::BITS - SLOTS)) as usize
}

/// The first and last bytes of a text and its length, mixed.
#[inline]
fn ends(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (head, tail) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)), 0),
    };
    head ^ tail.rotate_left(23) ^ (bytes.len() as u64) << 56
}
