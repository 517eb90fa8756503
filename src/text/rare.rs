//! Reads any token at all, by character. The readers of [`super::tokenise`] are quicker and take what French
//! texts are mostly made of.

use super::fold::{self, FoldHasher, is_combining};
use super::token::{ALL_UPPER, FIRST_UPPER, INNER_UPPER, Read, Sign, TokenKind};
use super::tokenise::{BYTES, Byte, chunk, last_chunk, width};

/// Reads any token at all, or none at white space; notes whether a letter outside ASCII is `accented`.
#[inline(never)]
pub(super) fn rare(text: &str, bytes: &[u8], at: usize, accented: &mut bool) -> Option<Read> {
    let mut reader = Reader { text, bytes, at, accented: false };
    if reader.high() == High::Space {
        return None;
    }
    let (kind, flags, hash) = reader.token();
    *accented |= reader.accented;
    Some(Read { end: reader.at as u32, kind, flags, sign: Sign::of(&bytes[at..reader.at]), hash })
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// Whether a letter outside ASCII was read.
    accented: bool,
}

/// What a character outside ASCII is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum High {
    Letter { upper: bool },
    Combining,
    Space,
    Mark,
}

impl Reader<'_> {
    fn char(&self) -> char {
        self.text.get(self.at..).and_then(|rest| rest.chars().next()).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// The character outside ASCII at the reader; the commonest are told by their bytes.
    fn high(&self) -> High {
        match (self.bytes[self.at], self.bytes.get(self.at + 1), self.bytes.get(self.at + 2)) {
            (0xC3, Some(&low), _) if low != 0x97 && low != 0xB7 => High::Letter { upper: low < 0x9F },
            (0xC2, Some(0xA0), _) | (0xE2, Some(0x80), Some(0xAF)) => High::Space,
            (0xE2, Some(0x80), Some(0x90..=0xA7)) | (0xC2, Some(0xAB | 0xBB | 0xB0 | 0xA9), _) => High::Mark,
            _ => {
                let c = self.char();
                if is_combining(c) {
                    High::Combining
                } else if c.is_alphabetic() {
                    High::Letter { upper: c.is_uppercase() }
                } else if c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}') {
                    High::Space
                } else {
                    High::Mark
                }
            }
        }
    }

    fn token(&mut self) -> (TokenKind, u8, u64) {
        let mut hasher = FoldHasher::new();
        let mut flags = 0;
        let kind = self.classify(&mut hasher, &mut flags);
        (kind, flags, hasher.finish())
    }

    #[inline]
    fn classify(&mut self, hasher: &mut FoldHasher, flags: &mut u8) -> TokenKind {
        let byte = self.bytes[self.at];
        match BYTES[byte as usize] {
            Byte::Digit => {
                while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
                    hasher.push(self.bytes[self.at]);
                    self.at += 1;
                }
                TokenKind::Number
            }
            Byte::Letter => self.word(hasher, flags),
            Byte::High => {
                if matches!(self.high(), High::Letter { .. }) {
                    return self.word(hasher, flags);
                }
                self.accented |= self.high() == High::Combining;
                hasher.push_char(self.char());
                self.at += width(self.bytes[self.at]);
                TokenKind::Mark
            }
            _ => {
                hasher.push(byte);
                self.at += 1;
                TokenKind::Mark
            }
        }
    }

    /// Reads a word: runs of ASCII letters are hashed eight bytes at a time, the rest by character.
    #[inline]
    fn word(&mut self, hasher: &mut FoldHasher, flags: &mut u8) -> TokenKind {
        let start = self.at;
        let (mut letters, mut uppers) = (0_u32, 0_u32);
        let mut first_upper = self.bytes[start].is_ascii_uppercase();
        loop {
            let chunk = chunk(self.bytes, self.at).unwrap_or_else(|| last_chunk(self.bytes, self.at));
            let past = fold::past_letters(chunk);
            let bits = fold::bits_before(past);
            if bits > 0 {
                letters += bits / 8;
                uppers += fold::capitals(chunk, past).count_ones();
                hasher.push_chunk(fold::lower(chunk, past), bits);
                self.at += (bits / 8) as usize;
                if bits == 64 {
                    continue;
                }
            }
            match self.bytes.get(self.at) {
                None | Some(0..=0x7F) => break,
                Some(0xC3) => {
                    let low = self.bytes.get(self.at + 1).copied().unwrap_or(0x97);
                    if low == 0x97 || low == 0xB7 {
                        break;
                    }
                    first_upper |= low < 0x9F && letters == 0;
                    letters += 1;
                    uppers += u32::from(low < 0x9F);
                    self.accented = true;
                    hasher.push_latin1(low);
                    self.at += 2;
                    continue;
                }
                Some(_) => {}
            }
            match self.high() {
                High::Letter { upper } => {
                    first_upper |= upper && letters == 0;
                    letters += 1;
                    uppers += u32::from(upper);
                    self.accented = true;
                    hasher.push_char(self.char());
                }
                High::Combining => self.accented = true,
                High::Space | High::Mark => break,
            }
            self.at += width(self.bytes[self.at]);
        }
        if first_upper {
            *flags |= FIRST_UPPER;
        }
        if letters > 1 && uppers == letters {
            *flags |= ALL_UPPER;
        }
        if uppers > u32::from(first_upper) {
            *flags |= INNER_UPPER;
        }
        TokenKind::Word
    }
}
