//! The names that a worker wrote: how they stand in rows, and how often.

use super::EntityTable;
use super::csv::{degrees, field, plain};
use super::entities::KeyHasher;
use super::rows::push_end;
use crate::gazetteer::Entry;
use crate::resolve::Listed;
use crate::{Date, Mention, RuleId};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// What was mentioned, for an entity table where one is wanted.
///
/// Listed names come again and again: their cells are kept, and counted where they are kept.
pub(crate) struct Register<'g> {
    /// By hash, the number of the name that was kept last.
    index: HashMap<u64, u32, BuildHasherDefault<KeyHasher>>,
    names: Vec<Known<'g>>,
    /// For each name its surface, then its cells.
    bytes: Vec<u8>,
    table: Option<EntityTable<'g>>,
}

/// So many names, or bytes of them, are kept; then the register starts over.
const NAMES: usize = 1 << 16;
const BYTES: usize = 1 << 24;

/// A name that was written before.
struct Known<'g> {
    entry: Entry<'g>,
    rule: RuleId,
    /// Its row in the table.
    row: u32,
    /// Mentions that the table does not know yet.
    mentions: u32,
    /// Where its surface, its cells and they end.
    bounds: [u32; 3],
}

impl<'g> Register<'g> {
    /// One that counts nothing yet, for an entity table if that is wanted.
    pub(crate) fn new(counts: bool) -> Self {
        let table = counts.then(EntityTable::default);
        Self { index: HashMap::default(), names: Vec::new(), bytes: Vec::new(), table }
    }

    /// Says that the mentions that follow are of another document.
    pub(crate) fn next_document(&mut self) {
        self.table.iter_mut().for_each(EntityTable::next_document);
    }

    /// Counts a mention in the document at hand, which is of `date`.
    pub(crate) fn count(&mut self, mention: &Mention<'g>, surface: &str, date: Option<Date>) {
        if let Some(table) = &mut self.table
            && let Some(row) = table.row(mention)
        {
            table.note(row, date);
            table.count(row, surface, 1);
        }
    }

    /// Counts a mention of a listed thing and returns its cells: from the comma before the type to the
    /// line's end, with the confidence of another mention.
    #[inline]
    pub(crate) fn cells(&mut self, mention: &Listed<'g>, surface: &str, date: Option<Date>) -> &[u8] {
        let hash = hash(mention.entry, surface);
        let kept = self.index.get(&hash).map(|&number| number as usize);
        let number = match kept.filter(|&number| self.is(number, mention, surface)) {
            Some(number) => number,
            None => self.keep(hash, mention, surface),
        };
        let known = &mut self.names[number];
        known.mentions += 1;
        if let Some(table) = &mut self.table {
            table.note(known.row, date);
        }
        let [_, cells, end] = known.bounds;
        &self.bytes[cells as usize..end as usize]
    }

    #[inline]
    fn is(&self, number: usize, mention: &Listed<'g>, surface: &str) -> bool {
        let Known { entry, rule, bounds: [start, end, _], .. } = self.names[number];
        entry.same_entity(mention.entry)
            && self.bytes[start as usize..end as usize] == *surface.as_bytes()
            && (std::ptr::eq(rule.0, mention.rule.0) || rule == mention.rule)
    }

    /// Keeps a name; returns its number.
    #[cold]
    fn keep(&mut self, hash: u64, listed: &Listed<'g>, surface: &str) -> usize {
        if self.names.len() >= NAMES || self.bytes.len() >= BYTES {
            self.settle();
        }
        let mention = Mention::from(*listed);
        let row = self.table.as_mut().and_then(|table| table.row(&mention)).unwrap_or(0);
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(surface.as_bytes());
        let cells = self.bytes.len() as u32;
        push_cells(&mut self.bytes, &mention, surface);
        let bounds = [start, cells, self.bytes.len() as u32];
        let number = self.names.len();
        self.names.push(Known { entry: listed.entry, rule: listed.rule, row, mentions: 0, bounds });
        self.index.insert(hash, number as u32);
        number
    }

    /// Hands to the table what was counted, and keeps no name.
    fn settle(&mut self) {
        for Known { row, mentions, bounds: [start, end, _], .. } in self.names.drain(..) {
            let surface = std::str::from_utf8(&self.bytes[start as usize..end as usize]);
            if let (Some(table), Ok(surface)) = (&mut self.table, surface) {
                table.count(row, surface, u64::from(mentions));
            }
        }
        self.index.clear();
        self.bytes.clear();
    }

    /// All that was counted.
    pub(crate) fn into_table(mut self) -> EntityTable<'g> {
        self.settle();
        self.table.unwrap_or_default()
    }
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
    push_end(out, mention.confidence, mention.rule);
}

/// A hash of the thing and of the ends of its surface, which tell nearly all apart.
#[inline]
fn hash(entry: Entry<'_>, surface: &str) -> u64 {
    let bytes = surface.as_bytes();
    let (head, tail) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (bytes.iter().fold(0, |word, &byte| word << 8 | u64::from(byte)), 0),
    };
    let thing = u64::from(entry.entity_number()) << 32 | bytes.len() as u64;
    (head ^ thing).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ tail
}
