//! The names that a worker wrote: how they stand in rows, and how often.

use super::EntityTable;
use super::csv::{degrees, plain};
use super::entities::KeyHasher;
use super::rows::{push_end, push_head};
use crate::gazetteer::Entry;
use crate::resolve::{Decision, Listed};
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

/// When so many names, or bytes of them, are kept, the register starts over.
const NAMES: usize = 1 << 16;
const BYTES: usize = 1 << 24;

/// A name that was written before.
struct Known<'g> {
    entry: Entry<'g>,
    rule: RuleId,
    /// Its row in the table.
    row: u32,
    /// Mentions that the table does not know yet.
    mentions: u64,
    /// Where its bytes start, and how long its surface and its cells are.
    start: usize,
    surface: u32,
    cells: u32,
}

impl<'g> Register<'g> {
    /// One that counts nothing yet, for an entity table if that is wanted.
    pub(crate) fn new(counts: bool) -> Self {
        let table = counts.then(EntityTable::default);
        Self { index: HashMap::default(), names: Vec::new(), bytes: Vec::new(), table }
    }

    /// Says that the mentions that follow are of another document.
    pub(crate) fn next_document(&mut self) {
        if self.names.len() >= NAMES || self.bytes.len() >= BYTES {
            self.settle();
        }
        self.table.iter_mut().for_each(EntityTable::next_document);
    }

    /// Counts a mention in the document at hand, which is of `date`; returns the number that a listed
    /// thing has until the next document.
    #[inline]
    pub(crate) fn count(&mut self, decision: &Decision<'g>, surface: &str, date: Option<Date>) -> usize {
        match decision {
            Decision::Listed(listed) => {
                let number = self.number(listed, surface);
                let known = &mut self.names[number];
                known.mentions += 1;
                if let Some(table) = &mut self.table {
                    table.note(known.row, date);
                }
                number
            }
            Decision::Made(mention) => {
                if let Some(table) = &mut self.table
                    && let Some(row) = table.row(mention)
                {
                    table.note(row, date);
                    table.count(row, surface, 1);
                }
                0
            }
        }
    }

    /// The cells of a listed thing: from the comma before the type to the line's end, with the
    /// confidence of its first mention.
    #[inline]
    pub(crate) fn cells(&self, number: usize) -> &[u8] {
        let Known { start, surface, cells, .. } = self.names[number];
        let from = start + surface as usize;
        &self.bytes[from..from + cells as usize]
    }

    #[inline]
    fn number(&mut self, mention: &Listed<'g>, surface: &str) -> usize {
        let hash = hash(mention.entry, surface);
        if let Some(&number) = self.index.get(&hash) {
            let known = &self.names[number as usize];
            if known.entry.same_entity(mention.entry)
                && self.surface(known) == surface.as_bytes()
                && (std::ptr::eq(known.rule.0, mention.rule.0) || known.rule == mention.rule)
            {
                return number as usize;
            }
        }
        self.keep(hash, mention, surface)
    }

    #[inline]
    fn surface(&self, known: &Known<'g>) -> &[u8] {
        &self.bytes[known.start..known.start + known.surface as usize]
    }

    #[cold]
    fn keep(&mut self, hash: u64, listed: &Listed<'g>, surface: &str) -> usize {
        let mention = Mention::from(*listed);
        let row = self.table.as_mut().and_then(|table| table.row(&mention)).unwrap_or(0);
        let start = self.bytes.len();
        self.bytes.extend_from_slice(surface.as_bytes());
        push_cells(&mut self.bytes, &mention, surface);
        let (entry, rule, surface) = (listed.entry, listed.rule, surface.len() as u32);
        let cells = (self.bytes.len() - start) as u32 - surface;
        let number = self.names.len();
        self.names.push(Known { entry, rule, row, mentions: 0, start, surface, cells });
        self.index.insert(hash, number as u32);
        number
    }

    /// Hands to the table what was counted, and keeps no name.
    fn settle(&mut self) {
        if let Some(mut table) = self.table.take() {
            for known in &self.names {
                if let Ok(surface) = std::str::from_utf8(self.surface(known)) {
                    table.count(known.row, surface, known.mentions);
                }
            }
            self.table = Some(table);
        }
        self.names.clear();
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
    let (name, id, position) = match mention.entity() {
        Some(entity) => (&*entity.name, &*entity.id, entity.position),
        None => ("", "", None),
    };
    push_head(out, mention, [surface, name, id]);
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
