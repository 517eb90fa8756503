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
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (words, rest) = bytes.as_chunks::<8>();
    // eight bytes at a time: those that go on with a code point are 0b10……; each has its own sum in
    // `inner`, and the sums of 31 words add up to less than the byte that takes them
    let going_on: usize = words
        .chunks(31)
        .map(|words| {
            let inner = words.iter().fold(0, |inner: u64, word| {
                let word = u64::from_le_bytes(*word);
                inner + ((word >> 7) & !(word >> 6) & ONES)
            });
            (inner.wrapping_mul(ONES) >> 56) as usize
        })
        .sum();
    bytes.len() - going_on - rest.iter().filter(|&&byte| byte & 0xC0 == 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_like_chars() {
        let text = "à Évry–Courcouronnes, 12 € 🎉 ".repeat(40);
        let mut chars = Chars::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate().step_by(7) {
            assert_eq!((chars.to(byte), char_count(text[..byte].as_bytes())), (count, count));
        }
        let inner = "🎉".repeat(200);
        assert_eq!(char_count(inner.as_bytes()), 200);
    }
}
