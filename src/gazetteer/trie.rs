//! A trie over token hashes in one flat byte image: built in memory, or embedded and read in place.
//!
//! Image, all numbers little-endian `u32`: slot count (a power of two), node
//! count, payload count; then the slots (key low, key high, child; child 0 is
//! empty), the first payload of every node and one past the last, the payloads.
//! Shared with `build.rs`.

use super::fold::edge_key;
use std::borrow::Cow;

/// Node 0: where every name starts.
pub const ROOT: u32 = 0;

const HEADER: usize = 12;
const SLOT: usize = 12;

/// A finished trie.
#[derive(Clone, Debug)]
pub struct Trie {
    image: Cow<'static, [u8]>,
    slots: usize,
    nodes: usize,
}

impl Trie {
    /// Reads an image that [`TrieBuilder::finish`] wrote; an image of other lengths reads as an empty trie.
    pub fn from_image(image: Cow<'static, [u8]>) -> Self {
        let trie = Self { slots: word(&image, 0) as usize, nodes: word(&image, 4) as usize, image };
        let payloads = word(&trie.image, 8) as usize;
        let sound = trie.slots.is_power_of_two() && trie.image.len() == trie.payload_offset(payloads);
        if sound { trie } else { Self { image: Cow::Borrowed(&[]), slots: 0, nodes: 0 } }
    }

    const fn starts_offset(&self) -> usize {
        HEADER + self.slots * SLOT
    }

    const fn payload_offset(&self, index: usize) -> usize {
        self.starts_offset() + (self.nodes + 1) * 4 + index * 4
    }

    /// The node that follows `node` on a token of this hash.
    #[inline]
    pub fn child(&self, node: u32, token_hash: u64) -> Option<u32> {
        let key = edge_key(node, token_hash);
        let mask = self.slots.checked_sub(1)?;
        let mut slot = (key >> 20) as usize & mask;
        loop {
            let at = HEADER + slot * SLOT;
            let record: &[u8; SLOT] = self.image.get(at..at + SLOT)?.try_into().ok()?;
            let child = word(record, 8);
            if child == 0 {
                return None;
            }
            if u64::from(word(record, 0)) | (u64::from(word(record, 4)) << 32) == key {
                return Some(child);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// What was inserted under the path that ends at `node`, in the order of insertion.
    pub fn payloads(&self, node: u32) -> impl ExactSizeIterator<Item = u32> + '_ {
        let at = self.starts_offset() + node as usize * 4;
        let known = (node as usize) < self.nodes;
        let (start, end) = if known { (word(&self.image, at), word(&self.image, at + 4)) } else { (0, 0) };
        (start..end).map(|index| word(&self.image, self.payload_offset(index as usize)))
    }
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
        let slots = (paths * 3).next_power_of_two().max(16);
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

    /// The image of the trie; the same insertions in the same order give the same bytes.
    pub fn finish(mut self) -> Vec<u8> {
        self.payloads.sort_by_key(|&(node, _)| node);
        let size = HEADER + self.keys.len() * SLOT + (self.nodes as usize + 1 + self.payloads.len()) * 4;
        let mut image = Vec::with_capacity(size);
        let mut put = |value: u32| image.extend_from_slice(&value.to_le_bytes());
        put(self.keys.len() as u32);
        put(self.nodes);
        put(self.payloads.len() as u32);
        for (&key, &child) in self.keys.iter().zip(&self.children) {
            put(key as u32);
            put((key >> 32) as u32);
            put(child);
        }
        let mut next = 0;
        for node in 0..=self.nodes {
            while next < self.payloads.len() && self.payloads[next].0 < node {
                next += 1;
            }
            put(next as u32);
        }
        for &(_, payload) in &self.payloads {
            put(payload);
        }
        image
    }
}
