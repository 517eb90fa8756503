//! The names that a worker wrote: how they stand in rows, and how often.

use super::EntityTable;
use super::csv::{degrees, plain};
use super::rows::{push_end, push_head};
use crate::gazetteer::Entry;
use crate::resolve::{Decision, Listed};
use crate::{Date, Mention, RuleId};
use std::ops::Range;

/// What was mentioned, for an entity table where one is wanted.
///
/// Listed names come again and again: their cells are kept, and counted where they are kept. What is asked of a
/// name lies in one line of the caches, for most of the names of a text are in none of those near the core.
pub(crate) struct Register<'g> {
    /// Open-addressed by [`Known::hash`].
    slots: Vec<Slot<'g>>,
    names: usize,
    /// For each name its surface, then its cells.
    bytes: Vec<u8>,
    table: Option<EntityTable<'g>>,
    /// Of the mentions at hand.
    hashes: Vec<u32>,
}

/// When so many names, or bytes of them, are kept, the register starts over.
const NAMES: usize = 1 << 16;
const BYTES: usize = 1 << 24;
/// Slots of a register that keeps nothing yet.
const SLOTS: usize = 1 << 10;

/// A line of the caches.
#[repr(align(64))]
struct Slot<'g>(Option<Known<'g>>);

/// A name that was written before.
struct Known<'g> {
    entry: Entry<'g>,
    rule: RuleId,
    /// Its row in the table.
    row: u32,
    hash: u32,
    /// Mentions that the table does not know yet.
    mentions: u64,
    /// Where its bytes start, and how long its surface and its cells are.
    start: usize,
    surface: u32,
    cells: u32,
}

impl Known<'_> {
    #[inline]
    const fn surface(&self) -> Range<usize> {
        self.start..self.start + self.surface as usize
    }

    #[inline]
    const fn cells(&self) -> Range<usize> {
        let from = self.start + self.surface as usize;
        from..from + self.cells as usize
    }
}

impl<'g> Register<'g> {
    /// One that counts nothing yet, for an entity table if that is wanted.
    pub(crate) fn new(counts: bool) -> Self {
        let table = counts.then(EntityTable::default);
        Self { slots: empty(SLOTS), names: 0, bytes: Vec::new(), table, hashes: Vec::new() }
    }

    /// Says that the mentions that follow are of another document.
    pub(crate) fn next_document(&mut self) {
        if self.names >= NAMES || self.bytes.len() >= BYTES {
            self.settle();
        }
        self.table.iter_mut().for_each(EntityTable::next_document);
    }

    /// Counts the mentions in the document at hand, which is of `date`; appends to `cells` where those of each
    /// listed thing stand until the next document.
    pub(crate) fn count(
        &mut self,
        decisions: &[Decision<'g>],
        text: &str,
        date: Option<Date>,
        cells: &mut Vec<Range<usize>>,
    ) {
        let mut hashes = std::mem::take(&mut self.hashes);
        hashes.clear();
        hashes.extend(decisions.iter().map(|decision| match decision {
            Decision::Listed(listed) => hash(listed.entry, listed.span.of(text)),
            Decision::Made(_) => 0,
        }));
        self.warm(&hashes);
        let found = decisions.iter().zip(&hashes);
        cells.extend(found.map(|(found, &hash)| self.count_one(found, hash, found.span().of(text), date)));
        self.hashes = hashes;
    }

    /// Reads ahead what is asked of the names, so that the waits for it overlap; nothing but time hangs on it.
    fn warm(&self, hashes: &[u32]) {
        let known = |hash: &u32| self.slots[*hash as usize & (self.slots.len() - 1)].0.as_ref();
        let mut read = 0;
        for hash in hashes {
            read ^= known(hash).map_or(0, |known| known.row);
        }
        for known in hashes.iter().filter_map(known) {
            read ^= u32::from(self.bytes.get(known.start + 64).copied().unwrap_or(0));
            read ^= u32::from(self.bytes[known.start]);
            read ^= self.table.as_ref().map_or(0, |table| table.peek(known.row));
        }
        std::hint::black_box(read);
    }

    #[inline]
    fn count_one(
        &mut self,
        decision: &Decision<'g>,
        hash: u32,
        surface: &str,
        date: Option<Date>,
    ) -> Range<usize> {
        match decision {
            Decision::Listed(listed) => {
                let slot = self.slot(hash, listed, surface);
                let Some(known) = &mut self.slots[slot].0 else { return 0..0 };
                known.mentions += 1;
                if let Some(table) = &mut self.table {
                    table.note(known.row, date);
                }
                known.cells()
            }
            Decision::Made(mention) => {
                if let Some(table) = &mut self.table
                    && let Some(row) = table.row(mention)
                {
                    table.note(row, date);
                    table.count(row, surface, 1);
                }
                0..0
            }
        }
    }

    /// The cells of a listed thing: from the comma before the type to the line's end, with the
    /// confidence of its first mention.
    #[inline]
    pub(crate) fn cells(&self, cells: Range<usize>) -> &[u8] {
        &self.bytes[cells]
    }

    #[inline]
    fn slot(&mut self, hash: u32, listed: &Listed<'g>, surface: &str) -> usize {
        let mut at = hash as usize & (self.slots.len() - 1);
        while let Some(known) = &self.slots[at].0 {
            if known.hash == hash
                && known.entry.same_entity(listed.entry)
                && &self.bytes[known.surface()] == surface.as_bytes()
                && (std::ptr::eq(known.rule.0, listed.rule.0) || known.rule == listed.rule)
            {
                return at;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.keep(hash, listed, surface)
    }

    #[cold]
    fn keep(&mut self, hash: u32, listed: &Listed<'g>, surface: &str) -> usize {
        let mention = Mention::from(*listed);
        let row = self.table.as_mut().and_then(|table| table.row(&mention)).unwrap_or(0);
        let start = self.bytes.len();
        self.bytes.extend_from_slice(surface.as_bytes());
        push_cells(&mut self.bytes, &mention, surface);
        let (entry, rule, surface) = (listed.entry, listed.rule, surface.len() as u32);
        let cells = (self.bytes.len() - start) as u32 - surface;
        self.names += 1;
        if self.names * 5 > self.slots.len() * 3 {
            let double = empty(self.slots.len() * 2);
            let kept = std::mem::replace(&mut self.slots, double);
            kept.into_iter().filter_map(|slot| slot.0).for_each(|known| {
                self.put(known);
            });
        }
        self.put(Known { entry, rule, row, hash, mentions: 0, start, surface, cells })
    }

    fn put(&mut self, known: Known<'g>) -> usize {
        let mut at = known.hash as usize & (self.slots.len() - 1);
        while self.slots[at].0.is_some() {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at].0 = Some(known);
        at
    }

    /// Hands to the table what was counted, and keeps no name.
    fn settle(&mut self) {
        let slots = std::mem::replace(&mut self.slots, empty(SLOTS));
        if let Some(table) = &mut self.table {
            for known in slots.into_iter().filter_map(|slot| slot.0) {
                if let Ok(surface) = std::str::from_utf8(&self.bytes[known.surface()]) {
                    table.count(known.row, surface, known.mentions);
                }
            }
        }
        self.names = 0;
        self.bytes.clear();
    }

    /// All that was counted.
    pub(crate) fn into_table(mut self) -> EntityTable<'g> {
        self.settle();
        self.table.unwrap_or_default()
    }
}

fn empty<'g>(slots: usize) -> Vec<Slot<'g>> {
    std::iter::repeat_with(|| Slot(None)).take(slots).collect()
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

/// A hash of the thing and of its surface.
#[inline]
fn hash(entry: Entry<'_>, surface: &str) -> u32 {
    let (words, rest) = surface.as_bytes().as_chunks();
    let rest = rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
    let thing = u64::from(entry.entity_number()) << 32 | surface.len() as u64;
    let mix = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let hash = words.iter().map(|&word| u64::from_le_bytes(word)).chain([rest]).fold(thing, mix);
    (hash.wrapping_mul(0xff51_afd7_ed55_8ccd) >> 32) as u32
}
