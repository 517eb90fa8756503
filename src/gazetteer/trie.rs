//! A trie over token hashes in one flat byte image: built in memory, or embedded and read in place.
//!
//! Image, all numbers little-endian: slots of 64 bits (a power of two of them); bits of the edges, four for each
//! slot; how many bits of a slot are its node. A slot holds the node that an edge leads to (0: it is empty) and
//! of the edge's key the bits above; with those that say where the slot stands they are nearly all of the 64.
//! A node is told by its first row where it has one, and says whether anything goes on from it. So one step of
//! an unknown word reads one bit, that of a known one a cache line more, and what ends there is told at once.
//! Rows are numbered in the order of their nodes. Shared with `build.rs`.

use super::fold::edge_key;
use std::borrow::Cow;
use std::cmp::Reverse;

/// The node where every name starts.
pub const ROOT: u32 = 0;

const SLOT: usize = 8;
const TRAILER: usize = 8;

/// Bits of a node: whether an edge leads on from it, and whether it has rows; its number, which is that of its
/// first row if it has rows, stands above.
const LEADS_ON: u32 = 1;
const HAS_ROWS: u32 = 2;
const NUMBER: u32 = 2;

/// A finished trie.
#[derive(Clone, Debug)]
pub struct Trie {
    image: Cow<'static, [u8]>,
    slots: usize,
    /// Bits of a slot that are its node.
    node_bits: u32,
}

/// Where an edge leads.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The node.
    pub node: u32,
}

impl Step {
    /// The first of the rows that end there, if any.
    #[inline]
    pub const fn row(self) -> Option<u32> {
        if self.node & HAS_ROWS == 0 { None } else { Some(self.node >> NUMBER) }
    }

    /// Whether any edge leads on.
    #[inline]
    pub const fn leads_on(self) -> bool {
        self.node & LEADS_ON != 0
    }
}

impl Trie {
    /// Reads an image that [`TrieBuilder::finish`] wrote; an image of another length reads as an empty trie.
    pub fn from_image(image: Cow<'static, [u8]>) -> Self {
        let slots = image.len().saturating_sub(TRAILER) * 2 / (SLOT * 2 + 1);
        let sound = slots.is_power_of_two() && image.len() == slots * SLOT + slots / 2 + TRAILER;
        match image.get(slots * SLOT + slots / 2) {
            Some(&bits) if sound && bits <= 32 => Self { image, slots, node_bits: bits.into() },
            _ => Self { image: Cow::Borrowed(&[]), slots: 0, node_bits: 0 },
        }
    }

    /// The parts of the image, found once for many steps.
    #[inline]
    pub fn view(&self) -> View<'_> {
        let (slots, rest) = self.image.split_at_checked(self.slots * SLOT).unwrap_or_default();
        let bits = rest.get(..self.slots / 2).unwrap_or_default();
        View { bits, slots: slots.as_chunks().0, node_bits: self.node_bits }
    }
}

/// A trie as it is walked.
#[derive(Clone, Copy, Debug)]
pub struct View<'i> {
    bits: &'i [u8],
    slots: &'i [[u8; SLOT]],
    node_bits: u32,
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
        let key = turned(edge_key(node, token_hash));
        (key as usize & self.slots.len().wrapping_sub(1), self.may_step(node, token_hash))
    }

    /// Where the edge in a slot leads, whatever edge stands there.
    #[inline]
    pub fn peek(self, slot: usize) -> Step {
        Step { node: self.node(self.slot(slot)) }
    }

    #[inline]
    fn slot(self, slot: usize) -> u64 {
        self.slots.get(slot).map_or(0, |slot| u64::from_le_bytes(*slot))
    }

    #[inline]
    const fn node(self, slot: u64) -> u32 {
        (slot & ((1 << self.node_bits) - 1)) as u32
    }

    /// Where a token of this hash leads from `node`.
    #[inline]
    pub fn step(self, node: u32, token_hash: u64) -> Option<Step> {
        if !self.may_step(node, token_hash) {
            return None;
        }
        let key = turned(edge_key(node, token_hash));
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = key as usize & mask;
        loop {
            let slot = self.slot(at);
            if (slot ^ key) >> self.node_bits == 0 {
                let node = self.node(slot);
                return (node != 0).then_some(Step { node });
            }
            if slot == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }
}

/// Byte and bit of an edge.
#[inline]
const fn edge_bit(key: u64, slots: usize) -> (usize, u8) {
    let bit = (key >> 1) as usize & (slots * 4).wrapping_sub(1);
    (bit >> 3, 1 << (bit & 7))
}

/// The key with the bits lowest that say where the search begins.
#[inline]
const fn turned(key: u64) -> u64 {
    key.rotate_right(20)
}

/// Collects paths and their payloads.
#[derive(Debug)]
pub struct TrieBuilder {
    /// Nodes by the edges that lead to them; 0 is empty.
    slots: Vec<u32>,
    /// The edge that leads to each node but the root.
    edges: Vec<(u32, u64)>,
    payloads: Vec<(u32, u32)>,
}

impl TrieBuilder {
    /// An empty trie with room for about `paths` paths.
    pub fn with_capacity(paths: usize) -> Self {
        let slots = (paths * 3 / 2).next_power_of_two().max(16);
        Self { slots: vec![0; slots], edges: Vec::with_capacity(paths), payloads: Vec::with_capacity(paths) }
    }

    /// Adds `payload` under the path; an empty path is ignored.
    pub fn insert(&mut self, path: &[u64], payload: u32) {
        if path.is_empty() {
            return;
        }
        let node = path.iter().fold(ROOT, |node, &hash| self.step((node, hash)));
        self.payloads.push((node, payload));
    }

    fn step(&mut self, edge: (u32, u64)) -> u32 {
        if !has_room(self.edges.len() + 1, self.slots.len()) {
            self.grow();
        }
        let slot = self.slot(edge);
        if self.slots[slot] == 0 {
            self.edges.push(edge);
            self.slots[slot] = self.edges.len() as u32;
        }
        self.slots[slot]
    }

    /// The slot of an edge, or the empty one where it is to go.
    fn slot(&self, edge: (u32, u64)) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = turned(edge_key(edge.0, edge.1)) as usize & mask;
        while self.slots[slot] != 0 && self.edges[self.slots[slot] as usize - 1] != edge {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for index in 0..self.edges.len() {
            let slot = self.slot(self.edges[index]);
            self.slots[slot] = index as u32 + 1;
        }
    }

    /// The image of the trie, and the payloads in the order of their nodes, those of one node in that of their
    /// insertion, each with whether it is the last of its node. Nodes of a higher `rank` (that of their highest
    /// payload) come first, so that what is often read lies together. The same insertions give the same bytes.
    pub fn finish(mut self, rank: impl Fn(u32) -> u32) -> (Vec<u8>, Vec<(u32, bool)>) {
        self.slots = Vec::new();
        self.payloads.sort_by_key(|&(node, _)| node);
        let mut groups: Vec<(Reverse<u32>, u32)> = Vec::new();
        let mut start = 0;
        for group in self.payloads.chunk_by(|a, b| a.0 == b.0) {
            let highest = group.iter().map(|&(_, payload)| rank(payload)).max();
            groups.push((Reverse(highest.unwrap_or(0)), start));
            start += group.len() as u32;
        }
        groups.sort_unstable();
        let mut nodes = vec![0_u32; self.edges.len() + 1];
        let mut rows = Vec::with_capacity(self.payloads.len());
        for (_, start) in groups {
            let mut groups = self.payloads[start as usize..].chunk_by(|a, b| a.0 == b.0);
            let group = groups.next().unwrap_or_default();
            let Some(last) = group.len().checked_sub(1) else { continue };
            nodes[group[0].0 as usize] = (rows.len() as u32) << NUMBER | HAS_ROWS;
            rows.extend(group.iter().enumerate().map(|(index, &(_, payload))| (payload, index == last)));
        }
        self.number(&mut nodes);
        (self.image(&nodes), rows)
    }

    /// Numbers the nodes without rows, and says of all whether anything goes on from them.
    fn number(&self, nodes: &mut [u32]) {
        for &(parent, _) in &self.edges {
            nodes[parent as usize] |= LEADS_ON;
        }
        nodes[ROOT as usize] = ROOT;
        let bare = nodes.iter_mut().filter(|node| **node & HAS_ROWS == 0);
        for (number, node) in bare.enumerate().skip(1) {
            *node |= (number as u32) << NUMBER;
        }
    }

    /// The edges in the order in which they find their slots: those are found at once that are often asked for,
    /// first words of many names and names of a high rank.
    fn order(&self, nodes: &[u32]) -> Vec<(u32, u32)> {
        let key = |index: usize| match nodes[index + 1] {
            node if node & HAS_ROWS != 0 => node,
            _ if self.edges[index].0 == ROOT => 0,
            _ => u32::MAX,
        };
        let mut order: Vec<_> = (0..self.edges.len()).map(|index| (key(index), index as u32)).collect();
        order.sort_unstable();
        order
    }

    fn image(&self, nodes: &[u32]) -> Vec<u8> {
        let mut count = 16;
        while !has_room(self.edges.len(), count) {
            count *= 2;
        }
        let node_bits = nodes.iter().max().map_or(0, |most| u32::BITS - most.leading_zeros());
        let mut image = vec![0; count * SLOT + count / 2];
        let (slots, bits) = image.split_at_mut(count * SLOT);
        let slots: &mut [[u8; SLOT]] = slots.as_chunks_mut().0;
        for (_, index) in self.order(nodes) {
            let (parent, hash) = self.edges[index as usize];
            let key = edge_key(nodes[parent as usize], hash);
            let (byte, bit) = edge_bit(key, count);
            bits[byte] |= bit;
            let key = turned(key);
            let mut slot = key as usize & (count - 1);
            while slots[slot] != [0; SLOT] {
                slot = (slot + 1) & (count - 1);
            }
            let node = u64::from(nodes[index as usize + 1]);
            slots[slot] = (key >> node_bits << node_bits | node).to_le_bytes();
        }
        image.extend_from_slice(&u64::from(node_bits).to_le_bytes());
        image
    }
}

/// Whether so many edges find an empty slot soon.
const fn has_room(edges: usize, slots: usize) -> bool {
    edges * 5 <= slots * 3
}
