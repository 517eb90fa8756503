//! Folding: which spellings count as the same word.
//!
//! Case, accents and ligatures are folded (`Fév`, `FEV` and `fev` are one
//! word), `St` and `Ste` stand for `Saint` and `Sainte`, `&` for `et`. The
//! folded word is never stored: it is hashed as it is read.
//! Shared with `build.rs`, which keys the embedded tables with the same hashes.

use unicode_normalization::UnicodeNormalization;

/// Folds the UTF-8 bytes `0xC3 0x80..=0xBF` (À to ÿ) to an ASCII letter; 0 where one letter is not enough.
const LATIN1: [u8; 64] = *b"aaaaaa\0ceeeeiiiidnooooo\0ouuuuy\0\0aaaaaa\0ceeeeiiiidnooooo\0ouuuuy\0y";

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const MULTIPLIER: u64 = 0xff51_afd7_ed55_8ccd;

/// Hashes folded bytes, eight at a time (a multiply–xorshift after `MurmurHash3`'s finaliser).
#[derive(Clone, Copy, Debug)]
pub struct FoldHasher {
    state: u64,
    pending: u64,
    filled: u32,
}

impl FoldHasher {
    pub const fn new() -> Self {
        Self { state: SEED, pending: 0, filled: 0 }
    }

    /// Takes one folded byte.
    #[inline(always)]
    pub fn push(&mut self, byte: u8) {
        self.pending |= u64::from(byte) << self.filled;
        self.filled += 8;
        if self.filled == 64 {
            self.state = mix(self.state ^ self.pending);
            self.pending = 0;
            self.filled = 0;
        }
    }

    /// Takes up to eight folded bytes at once, `bits` of them used.
    #[inline(always)]
    pub fn push_chunk(&mut self, chunk: u64, bits: u32) {
        self.pending |= chunk << self.filled;
        let total = self.filled + bits;
        if total >= 64 {
            self.state = mix(self.state ^ self.pending);
            self.pending = if self.filled == 0 { 0 } else { chunk >> (64 - self.filled) };
            self.filled = total - 64;
        } else {
            self.filled = total;
        }
    }

    /// Takes the character whose UTF-8 bytes are `0xC3` and `low`.
    #[inline]
    pub fn push_latin1(&mut self, low: u8) {
        match LATIN1[(low & 0x3F) as usize] {
            0 => self.push_char(char::from(low | 0xC0)),
            folded => self.push(folded),
        }
    }

    /// Takes a character outside ASCII, decomposed and without its accents.
    pub fn push_char(&mut self, c: char) {
        let code = c as u32;
        if (0xC0..=0xFF).contains(&code) {
            let folded = LATIN1[(code - 0xC0) as usize];
            if folded != 0 {
                return self.push(folded);
            }
        }
        match c {
            'œ' | 'Œ' => self.push_all(b"oe"),
            'æ' | 'Æ' => self.push_all(b"ae"),
            'ß' => self.push_all(b"ss"),
            'ı' => self.push(b'i'),
            'ł' | 'Ł' => self.push(b'l'),
            'ø' | 'Ø' => self.push(b'o'),
            'đ' | 'Đ' => self.push(b'd'),
            _ => self.push_decomposed(c),
        }
    }

    fn push_decomposed(&mut self, c: char) {
        for part in std::iter::once(c).nfd().filter(|&part| !is_combining(part)) {
            for lower in part.to_lowercase().filter(|&lower| !is_combining(lower)) {
                let mut buffer = [0; 4];
                self.push_all(lower.encode_utf8(&mut buffer).as_bytes());
            }
        }
    }

    fn push_all(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.push(byte);
        }
    }

    /// The word's hash; `st` and `ste` hash as `saint` and `sainte`, `&` as `et`.
    #[inline]
    pub fn finish(self) -> u64 {
        if self.state == SEED {
            match (self.pending, self.filled) {
                (ST, 16) => return mix(SEED ^ SAINT) ^ 40,
                (STE, 24) => return mix(SEED ^ SAINTE) ^ 48,
                (AMPERSAND, 8) => return mix(SEED ^ ET) ^ 16,
                _ => {}
            }
        }
        mix(self.state ^ self.pending) ^ u64::from(self.filled)
    }
}

/// The ASCII letter that the character of the bytes `0xC3` and `low` folds to; 0 where one is not enough.
#[inline(always)]
pub fn latin1(low: u8) -> u8 {
    LATIN1[(low & 0x3F) as usize]
}

const HIGH: u64 = 0x8080_8080_8080_8080;
const CASE: u64 = 0x2020_2020_2020_2020;

/// The highest bit of the first of eight bytes, from the lowest, that is no ASCII letter; 0 where all are.
#[inline(always)]
pub const fn past_letters(chunk: u64) -> u64 {
    let low = (chunk | CASE) & !HIGH;
    let from_a = low + 0x1F1F_1F1F_1F1F_1F1F;
    let past_z = low + 0x0505_0505_0505_0505;
    let others = !(from_a & !past_z & !chunk) & HIGH;
    others & others.wrapping_neg()
}

/// As [`past_letters`] for ASCII digits.
#[inline(always)]
pub const fn past_digits(chunk: u64) -> u64 {
    let value = chunk ^ 0x3030_3030_3030_3030;
    let others = (((value & !HIGH) + 0x7676_7676_7676_7676) | value) & HIGH;
    others & others.wrapping_neg()
}

/// How many bits stand before the byte with the highest bit `past`.
#[inline(always)]
pub const fn bits_before(past: u64) -> u32 {
    past.trailing_zeros() & 0x78
}

/// The bytes of `chunk` before the one with the highest bit `past`.
#[inline(always)]
pub const fn before(chunk: u64, past: u64) -> u64 {
    chunk & (past >> 7).wrapping_sub(1)
}

/// The ASCII letters before the byte with the highest bit `past`, in lower case.
#[inline(always)]
pub const fn lower(chunk: u64, past: u64) -> u64 {
    before(chunk | CASE, past)
}

/// The bits `0x20` of the ASCII letters before the byte with the highest bit `past` that are capitals.
#[inline(always)]
pub const fn capitals(chunk: u64, past: u64) -> u64 {
    before(!chunk & CASE, past)
}

/// What [`FoldHasher::finish`] gives for a word of up to seven folded letters, `bits` of them.
#[inline(always)]
pub const fn hash_short(folded: u64, bits: u32) -> u64 {
    if folded & 0xFFFF == ST { hash_st(folded, bits) } else { mix(SEED ^ folded) ^ bits as u64 }
}

#[cold]
const fn hash_st(folded: u64, bits: u32) -> u64 {
    match folded {
        ST => mix(SEED ^ SAINT) ^ 40,
        STE => mix(SEED ^ SAINTE) ^ 48,
        _ => mix(SEED ^ folded) ^ bits as u64,
    }
}

/// What [`FoldHasher::finish`] gives for eight to fifteen folded letters, `bits` of them beyond the eighth.
#[inline(always)]
pub const fn hash_long(first: u64, rest: u64, bits: u32) -> u64 {
    mix(mix(SEED ^ first) ^ rest) ^ bits as u64
}

/// What [`FoldHasher::finish`] gives for a word of up to fifteen folded letters, `bits` of them: whether they
/// are more than seven cannot be foretold.
#[inline(always)]
pub const fn hash_either(folded: [u64; 2], bits: u32) -> u64 {
    if folded[0] & !0xFF_0000 == ST {
        return hash_st(folded[0], bits);
    }
    let short = mix(SEED ^ folded[0]);
    let long = mix(short ^ folded[1]);
    (if bits < 64 { short } else { long }) ^ (bits & 63) as u64
}

/// What [`FoldHasher::finish`] gives for the bytes of a mark, `bits` of them.
#[inline(always)]
pub const fn hash_mark(mark: u64, bits: u32) -> u64 {
    if mark == AMPERSAND { mix(SEED ^ ET) ^ 16 } else { mix(SEED ^ mark) ^ bits as u64 }
}

const ST: u64 = ascii(b"st");
const STE: u64 = ascii(b"ste");
const SAINT: u64 = ascii(b"saint");
const SAINTE: u64 = ascii(b"sainte");
const AMPERSAND: u64 = ascii(b"&");
const ET: u64 = ascii(b"et");

const fn ascii(word: &[u8]) -> u64 {
    let mut value = 0;
    let mut i = 0;
    while i < word.len() {
        value |= (word[i] as u64) << (8 * i);
        i += 1;
    }
    value
}

#[inline(always)]
const fn mix(value: u64) -> u64 {
    let value = value.wrapping_mul(MULTIPLIER);
    value ^ (value >> 32)
}

/// Joins a node of a token trie with the next token's hash into the key of an edge.
#[inline]
pub const fn edge_key(node: u32, token_hash: u64) -> u64 {
    mix(token_hash ^ (node as u64).wrapping_mul(SEED)) | 1
}

/// As [`edge_key`] in the lexicon, where a word's own hash is the key of its row.
#[inline]
pub const fn word_key(row: u32, token_hash: u64) -> u64 {
    if row == 0 { token_hash | 1 } else { edge_key(row, token_hash) }
}

/// The slot of the lexicon's table, of `slots`, that the word of this key has by the pilot of its bucket.
#[inline(always)]
pub const fn word_slot(key: u64, pilot: u8, slots: usize) -> usize {
    let mixed = (key >> 12 ^ pilot as u64).wrapping_mul(MULTIPLIER) >> 32;
    ((mixed * slots as u64) >> 32) as usize
}

/// Whether `c` is a combining mark that folding drops (NFD accents).
#[inline]
pub const fn is_combining(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36F)
}

/// The folded hash of a whole word.
pub fn hash_word(word: &str) -> u64 {
    let mut hasher = FoldHasher::new();
    for c in word.chars() {
        if c.is_ascii() {
            hasher.push(c.to_ascii_lowercase() as u8);
        } else if !is_combining(c) {
            hasher.push_char(c);
        }
    }
    hasher.finish()
}

/// The folded form as text, for messages, slugs and tests; not for the hot path.
///
/// ```
/// assert_eq!(glane::fold("L’Œuvre D’ÉTÉ"), "l'oeuvre d'ete");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|&c| !is_combining(c)) {
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            '’' | 'ʼ' | '‘' => out.push('\''),
            '‐' | '‑' | '–' => out.push('-'),
            c if c.is_whitespace() => out.push(' '),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenise;

    fn hashes(text: &str) -> Vec<u64> {
        let mut tokens = Vec::new();
        tokenise(text, &mut tokens, |_, _| Default::default());
        tokens.iter().map(|token| token.hash).collect()
    }

    #[test]
    fn words_hash_alike_however_they_are_spelt_and_wherever_they_stand() {
        for (a, b) in [
            ("FÉVRIER", "fevrier"),
            ("Œuvre", "oeuvre"),
            ("E\u{301}te\u{301}", "été"),
            ("St", "saint"),
            ("Ste", "sainte"),
            ("&", "et"),
            ("İzmir", "izmir"),
            ("anticonstitutionnellement", "ANTICONSTITUTIONNELLEMENT"),
            ("Hauteville", "hauteville"),
        ] {
            assert_eq!(hashes(a), hashes(b), "{a} {b}");
            assert_eq!(hashes(a)[0], hash_word(b), "{a}");
            assert_eq!(hashes(&format!("{a} et puis encore"))[0], hash_word(b), "{a} in a text");
        }
        assert_ne!(hash_word("cote"), hash_word("cotes"));
        assert_ne!(hash_word("a"), hash_word("à la"));
    }

    #[test]
    fn letters_and_digits_are_told_from_all_other_bytes() {
        for byte in 0..=255_u8 {
            let word = u64::from_le_bytes([b'a', b'Z', byte, b'b', 0, 0, 0, 0]);
            let letters = if byte.is_ascii_alphabetic() { 4 } else { 2 };
            assert_eq!(bits_before(past_letters(word)), 8 * letters, "{byte}");
            let number = u64::from_le_bytes([b'0', b'9', byte, b'5', 0, 0, 0, 0]);
            let digits = if byte.is_ascii_digit() { 4 } else { 2 };
            assert_eq!(bits_before(past_digits(number)), 8 * digits, "{byte}");
        }
        assert_eq!((past_letters(CASE | 0x4141_4141_4141_4141), bits_before(0)), (0, 64));
    }
}
