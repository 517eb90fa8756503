//! A trie over token hashes in one flat byte image: built in memory, or embedded and read in place.
//!
//! Image, all numbers little-endian `u32`: slot count (a power of two); bits of the edges, four for
//! each slot; then the slots: key low, key high, child (0 is empty), and one more than the first row
//! of the child (0 where it has none). So one step of an unknown word reads one bit, that of a known one
//! one cache line more. Rows are numbered in the order of their nodes. Shared with `build.rs`.

use super::fold::edge_key;
use std::borrow::Cow;

/// Node 0: where every name starts.
pub const ROOT: u32 = 0;

const HEADER: usize = 4;
const SLOT: usize = 16;

/// A finished trie.
#[derive(Clone, Debug)]
pub struct Trie {
    image: Cow<'static, [u8]>,
    slots: usize,
}

/// Where an edge leads.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The node.
    pub node: u32,
    /// The first of the rows that end there, if any.
    pub row: Option<u32>,
}

impl Trie {
    /// Reads an image that [`TrieBuilder::finish`] wrote; an image of another length reads as an empty trie.
    pub fn from_image(image: Cow<'static, [u8]>) -> Self {
        let slots = word(&image, 0) as usize;
        let sound = slots.is_power_of_two() && image.len() == HEADER + slots / 2 + slots * SLOT;
        if sound { Self { image, slots } } else { Self { image: Cow::Borrowed(&[]), slots: 0 } }
    }

    /// The parts of the image, found once for many steps.
    #[inline]
    pub fn view(&self) -> View<'_> {
        let image: &[u8] = &self.image;
        let rest = image.get(HEADER..).unwrap_or_default();
        let (bits, slots) = rest.split_at_checked(self.slots / 2).unwrap_or_default();
        View { bits, slots: slots.as_chunks().0 }
    }
}

/// A trie as it is walked.
#[derive(Clone, Copy, Debug)]
pub struct View<'i> {
    bits: &'i [u8],
    slots: &'i [[u8; SLOT]],
}

impl View<'_> {
    /// Whether a token of this hash may lead on from `node`: true for all that do, and for few others.
    #[inline]
    pub fn may_step(self, node: u32, token_hash: u64) -> bool {
        let (byte, bit) = edge_bit(edge_key(node, token_hash), self.slots.len());
        self.bits.get(byte).is_some_and(|bits| bits & bit != 0)
    }

    /// The slot where the search for a step begins, and whether there may be one.
    #[inline]
    pub fn begin(self, node: u32, token_hash: u64) -> (usize, bool) {
        let slot = (edge_key(node, token_hash) >> 20) as usize & self.slots.len().wrapping_sub(1);
        (slot, self.may_step(node, token_hash))
    }

    /// The node in a slot and one more than its first row; of whatever step stands there.
    #[inline]
    pub fn peek(self, slot: usize) -> (u32, u32) {
        self.slots.get(slot).map_or((0, 0), |record| (word(record, 8), word(record, 12)))
    }

    /// Where a token of this hash leads from `node`.
    #[inline]
    pub fn step(self, node: u32, token_hash: u64) -> Option<Step> {
        let key = edge_key(node, token_hash);
        let mask = self.slots.len().wrapping_sub(1);
        if !self.may_step(node, token_hash) {
            return None;
        }
        let mut slot = (key >> 20) as usize & mask;
        loop {
            let record = self.slots.get(slot)?;
            let node = word(record, 8);
            if u64::from(word(record, 0)) | (u64::from(word(record, 4)) << 32) == key && node != 0 {
                return Some(Step { node, row: word(record, 12).checked_sub(1) });
            }
            if node == 0 {
                return None;
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// Byte and bit of an edge.
#[inline]
const fn edge_bit(key: u64, slots: usize) -> (usize, u8) {
    let bit = (key >> 1) as usize & (slots * 4).wrapping_sub(1);
    (bit >> 3, 1 << (bit & 7))
}

#[inline]
fn word(bytes: &[u8], at: usize) -> u32 {
    match bytes.get(at..at + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

/// Collects paths and their payloads.
#[derive(Debug)]
pub struct TrieBuilder {
    keys: Vec<u64>,
    children: Vec<u32>,
    edges: usize,
    nodes: u32,
    payloads: Vec<(u32, u32)>,
}

impl TrieBuilder {
    /// An empty trie with room for about `paths` paths.
    pub fn with_capacity(paths: usize) -> Self {
        let slots = (paths * 3 / 2).next_power_of_two().max(16);
        Self {
            keys: vec![0; slots],
            children: vec![0; slots],
            edges: 0,
            nodes: 1,
            payloads: Vec::with_capacity(paths),
        }
    }

    /// Adds `payload` under the path; an empty path is ignored.
    pub fn insert(&mut self, path: &[u64], payload: u32) {
        if path.is_empty() {
            return;
        }
        let node = path.iter().fold(ROOT, |node, &hash| self.step(edge_key(node, hash)));
        self.payloads.push((node, payload));
    }

    fn step(&mut self, key: u64) -> u32 {
        if (self.edges + 1) * 5 > self.keys.len() * 3 {
            self.grow();
        }
        let slot = self.slot(key);
        if self.children[slot] == 0 {
            self.keys[slot] = key;
            self.children[slot] = self.nodes;
            self.nodes += 1;
            self.edges += 1;
        }
        self.children[slot]
    }

    fn slot(&self, key: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = (key >> 20) as usize & mask;
        while self.children[slot] != 0 && self.keys[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let double = self.keys.len() * 2;
        let keys = std::mem::replace(&mut self.keys, vec![0; double]);
        let children = std::mem::replace(&mut self.children, vec![0; double]);
        for (key, child) in keys.into_iter().zip(children).filter(|&(_, child)| child != 0) {
            let slot = self.slot(key);
            self.keys[slot] = key;
            self.children[slot] = child;
        }
    }

    /// The image of the trie, and the payloads in the order of their nodes, those of one node in that of their
    /// insertion, each with whether it is the last of its node. The same insertions give the same bytes.
    pub fn finish(mut self) -> (Vec<u8>, Vec<(u32, bool)>) {
        self.payloads.sort_by_key(|&(node, _)| node);
        let mut first_row = vec![0_u32; self.nodes as usize];
        let mut rows = Vec::with_capacity(self.payloads.len());
        for (index, &(node, payload)) in self.payloads.iter().enumerate() {
            if first_row[node as usize] == 0 {
                first_row[node as usize] = index as u32 + 1;
            }
            let is_last = self.payloads.get(index + 1).is_none_or(|next| next.0 != node);
            rows.push((payload, is_last));
        }
        let slots = self.keys.len();
        let mut image = vec![0; HEADER + slots / 2];
        image.reserve_exact(slots * SLOT);
        image[..HEADER].copy_from_slice(&(slots as u32).to_le_bytes());
        for (&key, &child) in self.keys.iter().zip(&self.children) {
            if child != 0 {
                let (byte, bit) = edge_bit(key, slots);
                image[HEADER + byte] |= bit;
            }
            image.extend_from_slice(&key.to_le_bytes());
            image.extend_from_slice(&child.to_le_bytes());
            image.extend_from_slice(&first_row[child as usize].to_le_bytes());
        }
        (image, rows)
    }
}
