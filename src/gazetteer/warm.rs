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

/// Words of a name that are read ahead for.
const DEPTH: usize = 4;

/// Reads ahead for the names that start at `firsts`.
#[inline(never)]
pub(super) fn warm(table: Open<'_>, doc: &Document<'_>, firsts: impl Iterator<Item = usize>) {
    let mut paths = [(0, 0); WORDS];
    let mut count = 0;
    for first in firsts {
        let (slot, may) = table.trie.begin(ROOT, doc.hash(first));
        paths[count % WORDS] = (first, slot);
        count += usize::from(may);
    }
    count = count.min(WORDS);
    let mut read = 0;
    for _ in 0..DEPTH {
        for (_, slot) in &paths[..count] {
            read ^= table.trie.peek(*slot).node;
        }
        let mut kept = 0;
        for index in 0..count {
            let (at, slot) = paths[index];
            let step = table.trie.peek(slot);
            read ^= u32::from(table.peek(step.row().unwrap_or(0)));
            let next = doc.past_joiners(at + 1);
            let (slot, may) = table.trie.begin(step.node, doc.hash(next));
            paths[kept] = (next, slot);
            kept += usize::from(may & step.leads_on());
        }
        count = kept;
    }
    std::hint::black_box(read);
}
