//! Bytes → code points.

/// Code points of a text before any byte of it, from counts for all blocks of it that are made at once: how far
/// one asked byte lies from the next varies, and a loop over what is between would be mispredicted each time.
#[derive(Debug, Default)]
pub(crate) struct Chars {
    /// Code points that begin before each block.
    before: Vec<u32>,
    /// The last block, which is not full.
    rest: [u8; BLOCK],
}

const BLOCK: usize = 16;

impl Chars {
    /// Reads a text of at most 4 GiB.
    pub(crate) fn read(&mut self, text: &str) {
        let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
        let mut count = 0;
        self.before.clear();
        self.before.reserve(blocks.len() + 1);
        self.before.extend(blocks.iter().map(|block| {
            let before = count;
            count += BLOCK as u32 - inner_count(u128::from_le_bytes(*block));
            before
        }));
        self.before.push(count);
        self.rest = [0; BLOCK];
        self.rest[..rest.len()].copy_from_slice(rest);
    }

    /// Code points before `byte` of the text that was read.
    #[inline]
    pub(crate) fn to(&self, text: &str, byte: usize) -> usize {
        let (block, within) = (byte / BLOCK, byte % BLOCK);
        let bytes = text.as_bytes().as_chunks::<BLOCK>().0.get(block).unwrap_or(&self.rest);
        let inner = inner_count(u128::from_le_bytes(*bytes) & ((1_u128 << (8 * within)) - 1));
        self.before.get(block).map_or(0, |&before| before as usize) + within - inner as usize
    }
}

/// Bytes of a block that go on with a code point, 0b10……
#[inline]
const fn inner_count(block: u128) -> u32 {
    let inner = inner_bytes(block as u64) + inner_bytes((block >> 64) as u64);
    (inner.wrapping_mul(ONES) >> 56) as u32
}

/// Code points in UTF-8 bytes.
#[inline]
pub(crate) fn char_count(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    // each byte of a word has a sum of its own; those of 31 words add up to less than a byte holds
    let inner = |words: &[[u8; 8]]| {
        let sums = words.iter().fold(0, |sums, word| sums + inner_bytes(u64::from_le_bytes(*word)));
        (sums.wrapping_mul(ONES) >> 56) as usize
    };
    let of_words: usize = words.chunks(31).map(inner).sum();
    let rest = rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
    bytes.len() - of_words - (inner_bytes(rest).wrapping_mul(ONES) >> 56) as usize
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// Eight bytes at a time: one for each that goes on with a code point, 0b10……
#[inline]
const fn inner_bytes(word: u64) -> u64 {
    (word >> 7) & !(word >> 6) & ONES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_like_chars() {
        let text = "à Évry–Courcouronnes, 12 € 🎉 ".repeat(40);
        let mut chars = Chars::default();
        chars.read(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!((chars.to(&text, byte), char_count(&text.as_bytes()[..byte])), (count, count));
        }
        assert_eq!(chars.to(&text, text.len()), text.chars().count());
        let inner = "🎉".repeat(200);
        assert_eq!(char_count(inner.as_bytes()), 200);
    }
}
