//! Bytes → code points.

/// Counts the code points of a text from its start on, in one pass.
pub(crate) struct Chars<'t> {
    text: &'t [u8],
    byte: usize,
    chars: usize,
}

impl<'t> Chars<'t> {
    /// At the start of a text.
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), byte: 0, chars: 0 }
    }

    /// Code points before `byte`, which must not lie before an earlier one.
    #[inline]
    pub(crate) fn to(&mut self, byte: usize) -> usize {
        self.chars += char_count(self.text.get(self.byte..byte).unwrap_or_default());
        self.byte = byte;
        self.chars
    }
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
        let mut chars = Chars::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate().step_by(7) {
            assert_eq!((chars.to(byte), char_count(&text.as_bytes()[..byte])), (count, count));
        }
        let inner = "🎉".repeat(200);
        assert_eq!(char_count(inner.as_bytes()), 200);
    }
}
