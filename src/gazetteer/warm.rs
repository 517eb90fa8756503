//! Reads ahead of the look-ups.
//!
//! The lists are larger than the caches near a core, and one look-up waits for memory three or four times, each
//! time for what the read before has told. So what the look-ups of many words will read is read for all of them,
//! step by step, before the first is made: their waits overlap. Nothing branches on what is read, and nothing
//! but time hangs on it.

use super::ROOT;
use super::table::Open;
use crate::Document;

/// Words that are read ahead for at once, at the most.
const WORDS: usize = 64;

/// Reads ahead for the names that start at `firsts`.
#[inline(never)]
pub(super) fn warm(table: Open<'_>, doc: &Document<'_>, firsts: impl Iterator<Item = usize>) {
    let mut slots = [(0, 0); WORDS];
    let mut count = 0;
    for first in firsts {
        let (slot, may) = table.trie.begin(ROOT, doc.hash(first));
        slots[count % WORDS] = (first, slot);
        count += usize::from(may);
    }
    let slots = &mut slots[..count.min(WORDS)];
    let mut read = 0;
    for (_, slot) in &*slots {
        read ^= table.trie.peek(*slot).node;
    }
    for (first, slot) in slots {
        let step = table.trie.peek(*slot);
        read ^= u32::from(table.peek(step.row().unwrap_or(0)));
        if step.leads_on() {
            let (next, may) = table.trie.begin(step.node, doc.hash(doc.past_joiners(*first + 1)));
            read ^= if may { table.trie.peek(next).node } else { 0 };
        }
    }
    std::hint::black_box(read);
}
