//! Parts a text into tokens and hashes their folded words; quick readers for what French texts are mostly
//! made of, a slow one for all the rest.

use super::fold::{self, FoldHasher, is_combining};
use super::token::{ALL_UPPER, FIRST_UPPER, Gap, INNER_UPPER, Token, TokenKind};
use crate::Span;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Letter,
    Digit,
    Space,
    Newline,
    Mark,
    High,
}

const BYTES: [Byte; 256] = {
    let mut table = [Byte::Mark; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = match i as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Byte::Letter,
            b'0'..=b'9' => Byte::Digit,
            b'\n' => Byte::Newline,
            0..=b' ' | 0x7F => Byte::Space,
            0x80..=0xFF => Byte::High,
            _ => Byte::Mark,
        };
        i += 1;
    }
    table
};

/// A token as it was read: one past its last byte, what it is, its flags but for the gap, its hash.
type Read = (usize, TokenKind, u8, u64);

/// Appends the tokens of `text` and, one each, the hashes of their folded words.
///
/// Returns whether a mark is glued between or before words so that it may be part of a URL, an
/// address or a file name. Text beyond 4 GiB is not read: spans are 32 bits wide.
pub(crate) fn tokenise(text: &str, tokens: &mut Vec<Token>, hashes: &mut Vec<u64>) -> bool {
    let bytes = &text.as_bytes()[..text.len().min(u32::MAX as usize)];
    let mut at = 0;
    let mut gap = Gap::Blank as u8;
    let mut suspicious = false;
    while let Some(&first) = bytes.get(at) {
        let read = match short_word(bytes, at) {
            Some(read) => Some(read),
            None => match BYTES[first as usize] {
                Byte::Letter => long_word(bytes, at).or_else(|| latin_word(bytes, at)),
                Byte::Space => {
                    gap = gap.max(Gap::Space as u8);
                    at += 1;
                    continue;
                }
                Byte::Mark => {
                    suspicious |= opens_mask(bytes, at, gap);
                    Some((at + 1, TokenKind::Mark, 0, fold::hash_short(u64::from(first), 1)))
                }
                Byte::High if first == 0xC3 => latin_word(bytes, at),
                Byte::High => match common_mark(bytes, at) {
                    None if is_common_space(bytes, at) || is_space(text, bytes, at) => {
                        gap = gap.max(Gap::Space as u8);
                        at += width(first);
                        continue;
                    }
                    mark => mark,
                },
                Byte::Newline => {
                    gap = if gap >= Gap::Line as u8 { Gap::Blank as u8 } else { Gap::Line as u8 };
                    at += 1;
                    continue;
                }
                Byte::Digit => short_number(bytes, at),
            },
        };
        let (end, kind, flags, hash) = read.unwrap_or_else(|| slow(text, bytes, at));
        let span = Span::new(at as u32, end as u32);
        tokens.push(Token::new(span, kind, flags, gap));
        hashes.push(hash);
        let spaced = bytes.get(end) == Some(&b' ');
        gap = if spaced { Gap::Space as u8 } else { Gap::None as u8 };
        at = end + usize::from(spaced);
    }
    suspicious
}

/// Whether a mark may be part of a URL, an address or a file name.
#[inline]
fn opens_mask(bytes: &[u8], at: usize, gap: u8) -> bool {
    match bytes[at] {
        b'@' | b'#' => true,
        b'.' => gap == 0 && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase),
        b'/' => gap == 0 && bytes.get(at + 1) == Some(&b'/'),
        _ => false,
    }
}

fn is_space(text: &str, bytes: &[u8], at: usize) -> bool {
    Reader { text, bytes, at }.high() == High::Space
}

/// Reads any token at all; the other readers are quicker and take what French texts are mostly made of.
#[inline(never)]
fn slow(text: &str, bytes: &[u8], at: usize) -> Read {
    let mut reader = Reader { text, bytes, at };
    let (kind, flags, hash) = reader.token();
    (reader.at, kind, flags, hash)
}

const fn width(first: u8) -> usize {
    match first {
        0x00..=0x7F => 1,
        0x80..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    }
}

/// A word of one to seven ASCII letters with no letter outside ASCII after it.
#[inline(always)]
fn short_word(bytes: &[u8], start: usize) -> Option<Read> {
    let word = chunk(bytes, start)?;
    let length = fold::leading_letters(word);
    if length == 0 || length == 8 || (word >> (8 * length)) & 0x80 != 0 {
        return None;
    }
    let (folded, capitals, all) = fold::lower(word, length);
    let mut flags = if capitals & 0x20 != 0 { FIRST_UPPER } else { 0 };
    if capitals > 0x20 {
        flags |= INNER_UPPER | if capitals == all { ALL_UPPER } else { 0 };
    }
    Some((start + length, TokenKind::Word, flags, fold::hash_short(folded, length)))
}

/// A word of eight to fifteen ASCII letters with no letter outside ASCII after it.
#[inline]
fn long_word(bytes: &[u8], start: usize) -> Option<Read> {
    let (head, tail) = (chunk(bytes, start)?, chunk(bytes, start + 8)?);
    let length = fold::leading_letters(tail);
    if fold::leading_letters(head) != 8 || length == 8 || (tail >> (8 * length)) & 0x80 != 0 {
        return None;
    }
    let (first, capitals, all) = fold::lower(head, 8);
    let (rest, more_capitals, all_more) = if length == 0 { (0, 0, 0) } else { fold::lower(tail, length) };
    let mut flags = if capitals & 0x20 != 0 { FIRST_UPPER } else { 0 };
    if capitals > 0x20 || more_capitals != 0 {
        let all_upper = capitals == all && more_capitals == all_more;
        flags |= INNER_UPPER | if all_upper { ALL_UPPER } else { 0 };
    }
    Some((start + 8 + length, TokenKind::Word, flags, fold::hash_long(first, rest, length)))
}

#[inline(always)]
fn chunk(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes)
}

/// A word of ASCII letters and of those from À to ÿ that fold to one letter, with a common mark after it.
#[inline(never)]
fn latin_word(bytes: &[u8], start: usize) -> Option<Read> {
    let mut hasher = FoldHasher::new();
    let (mut lower, mut first, mut inner) = (false, false, false);
    let mut at = start;
    loop {
        let word = chunk(bytes, at)?;
        let length = fold::leading_letters(word);
        if length > 0 {
            let (folded, capitals, all) = fold::lower(word, length);
            hasher.push_chunk(folded, 8 * length as u32);
            lower |= capitals != all;
            first |= at == start && capitals & 0x20 != 0;
            inner |= if at == start { capitals > 0x20 } else { capitals != 0 };
            at += length;
            if length == 8 {
                continue;
            }
        }
        match (word >> (8 * length)) as u8 {
            0..=0x7F => break,
            0xC3 => {
                let low = *bytes.get(at + 1)?;
                let upper = low < 0x9F;
                hasher.push(fold::latin1(low)?);
                lower |= !upper;
                first |= at == start && upper;
                inner |= at > start && upper;
                at += 2;
            }
            _ if common_mark(bytes, at).is_some() || is_common_space(bytes, at) => break,
            _ => return None,
        }
    }
    let one = at - start == 1 || (at - start == 2 && bytes[start] == 0xC3);
    let flags = if first { FIRST_UPPER } else { 0 }
        | if inner { INNER_UPPER } else { 0 }
        | if lower || one { 0 } else { ALL_UPPER };
    Some((at, TokenKind::Word, flags, hasher.finish()))
}

/// The no-break spaces, broad and thin.
#[inline]
fn is_common_space(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at..], [0xC2, 0xA0, ..] | [0xE2, 0x80, 0xAF, ..])
}

/// The commonest marks outside ASCII: quotes, dashes, dots (`«`, `’`, `–`, `…`), `€`, `°` and `©`.
#[inline]
fn common_mark(bytes: &[u8], at: usize) -> Option<Read> {
    let (folded, width) = match (bytes[at], *bytes.get(at + 1)?) {
        (0xE2, 0x80) => match *bytes.get(at + 2)? {
            low @ 0x90..=0xA7 => (0x80E2 | u64::from(low) << 16, 3),
            _ => return None,
        },
        (0xE2, 0x82) if bytes.get(at + 2) == Some(&0xAC) => (0xAC_82E2, 3),
        (0xC2, low @ (0xAB | 0xBB | 0xB0 | 0xA9)) => (0xC2 | u64::from(low) << 8, 2),
        _ => return None,
    };
    Some((at + width, TokenKind::Mark, 0, fold::hash_short(folded, width)))
}

/// One to seven digits.
#[inline]
fn short_number(bytes: &[u8], start: usize) -> Option<Read> {
    let (mut digits, mut length) = (0, 0);
    while let Some(&digit) = bytes.get(start + length).filter(|digit| digit.is_ascii_digit()) {
        if length == 7 {
            return None;
        }
        digits |= u64::from(digit) << (8 * length);
        length += 1;
    }
    Some((start + length, TokenKind::Number, 0, fold::hash_short(digits, length)))
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
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

    /// Up to eight ASCII letters at the reader: how many, and the bytes.
    #[inline]
    fn letters(&self) -> (usize, u64) {
        let chunk =
            match self.bytes.get(self.at..self.at + 8).and_then(|chunk| <[u8; 8]>::try_from(chunk).ok()) {
                Some(chunk) => u64::from_le_bytes(chunk),
                None => self.bytes[self.at.min(self.bytes.len())..]
                    .iter()
                    .rev()
                    .fold(0, |chunk, &byte| chunk << 8 | u64::from(byte)),
            };
        (fold::leading_letters(chunk), chunk)
    }

    /// Reads a word: runs of ASCII letters are hashed eight bytes at a time, the rest by character.
    #[inline]
    fn word(&mut self, hasher: &mut FoldHasher, flags: &mut u8) -> TokenKind {
        let start = self.at;
        let (mut letters, mut uppers) = (0_u32, 0_u32);
        let mut first_upper = self.bytes[start].is_ascii_uppercase();
        loop {
            let (length, chunk) = self.letters();
            if length > 0 {
                let (folded, capitals, _) = fold::lower(chunk, length);
                letters += length as u32;
                uppers += capitals.count_ones();
                hasher.push_chunk(folded, 8 * length as u32);
                self.at += length;
                if length == 8 {
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
                    hasher.push_char(self.char());
                }
                High::Combining => {}
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

/// Whether a letter with an accent stands anywhere in the text.
pub(crate) fn has_accents(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && (c.is_alphabetic() || is_combining(c)))
}
