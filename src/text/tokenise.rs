//! Parts a text into tokens and hashes their folded words; quick readers for what French texts are mostly
//! made of, [`rare`] for all the rest.

use super::fold;
use super::rare::rare;
use super::token::{
    ALL_UPPER, FIRST_UPPER, Gap, INNER_UPPER, Listed, Read, SENTENCE_START, Sign, Token, TokenKind,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Byte {
    Letter,
    Digit,
    Space,
    Newline,
    Mark,
    High,
}

pub(super) const BYTES: [Byte; 256] = {
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

const SIGNS: [Sign; 128] = {
    let mut table = [Sign::Other; 128];
    let mut i = 0;
    while i < 128 {
        table[i] = Sign::of(&[i as u8]);
        i += 1;
    }
    table
};

/// What was seen of a text while it was parted.
#[derive(Debug, Default)]
pub(crate) struct Traits {
    /// Whether a mark is glued between or before words so that it may be part of a URL, an address or a
    /// file name.
    pub(crate) suspicious: bool,
    /// Whether a letter with an accent stands anywhere.
    pub(crate) accented: bool,
    /// The marks that may end a sentence, by token.
    pub(crate) ends: Vec<u32>,
}

/// Appends the tokens of `text`; `listed` says what the lexicon and the finders know of a
/// word by its hash.
///
/// Text beyond 4 GiB is not read: spans are 32 bits wide. Short words and marks of ASCII are read here;
/// all else is out of line, which leaves the registers to the loop.
pub(crate) fn tokenise(
    text: &str,
    tokens: &mut Vec<Token>,
    listed: impl Fn(u64, TokenKind) -> (Listed, u8),
) -> Traits {
    const LINE: u8 = Gap::Line as u8 | SENTENCE_START;
    const BLANK: u8 = Gap::Blank as u8 | SENTENCE_START;
    let bytes = &text.as_bytes()[..text.len().min(u32::MAX as usize)];
    let mut seen = Traits { ends: Vec::with_capacity(bytes.len() / 64 + 4), ..Traits::default() };
    let mut at = 0;
    let mut gap = BLANK;
    loop {
        let word = match chunk(bytes, at) {
            Some(word) => word,
            None if at < bytes.len() => last_chunk(bytes, at),
            None => return seen,
        };
        let past = fold::past_letters(word);
        if is_short(word, past) {
            let read = short_word(at, word, past);
            // What follows is told from what was read: the next token waits for it.
            let next = (word >> fold::bits_before(past)) as u8;
            (at, gap) = push(tokens, Token::new(at, read, gap, listed(read.hash, read.kind)), next);
            continue;
        }
        let first = word as u8;
        let read = match BYTES[usize::from(first)] {
            // First the frequent ones, since a jump to one of many is foretold worse.
            _ if past == 0 => long_word(bytes, at, word, &mut seen.accented),
            _ if past > 0x80 || first == 0xC3 => accented_word(bytes, at, (word, past), &mut seen.accented),
            Byte::Newline => {
                gap = if gap >= LINE { BLANK } else { LINE };
                at += 1;
                continue;
            }
            Byte::Space => {
                gap = gap.max(Gap::Space as u8);
                at += 1;
                continue;
            }
            Byte::Mark => {
                let sign = SIGNS[usize::from(first & 0x7F)];
                seen.suspicious |= opens_mask(sign, word, gap);
                Some(mark(at, u64::from(first), 1, sign))
            }
            Byte::Digit => short_number(at, word),
            _ => common_mark(at, word),
        };
        let read = match read {
            Some(read) => read,
            None => match rare(text, bytes, at, &mut seen.accented) {
                Some(read) => read,
                // White space outside ASCII.
                None => {
                    gap = gap.max(Gap::Space as u8);
                    at += width(first);
                    continue;
                }
            },
        };
        if read.sign.ends_sentence() {
            seen.ends.push(tokens.len() as u32);
        }
        let next = bytes.get(read.end as usize).copied().unwrap_or(0);
        (at, gap) = push(tokens, Token::new(at, read, gap, listed(read.hash, read.kind)), next);
    }
}

/// Appends a token that the byte `next` follows; returns where to read on, past one space, and the gap before it.
#[inline(always)]
fn push(tokens: &mut Vec<Token>, token: Token, next: u8) -> (usize, u8) {
    tokens.push(token);
    let end = token.span.end();
    let spaced = next == b' ';
    (end + usize::from(spaced), if spaced { Gap::Space as u8 } else { Gap::None as u8 })
}

/// Whether a mark, the first byte of `word`, may be part of a URL, an address or a file name.
#[inline(always)]
const fn opens_mask(sign: Sign, word: u64, gap: u8) -> bool {
    let next = (word >> 8) as u8;
    match sign {
        Sign::Dot => gap == 0 && next.is_ascii_lowercase(),
        Sign::Slash => gap == 0 && next == b'/',
        _ => matches!(word as u8, b'@' | b'#'),
    }
}

pub(super) const fn width(first: u8) -> usize {
    match first {
        0x00..=0x7F => 1,
        0x80..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    }
}

#[inline(always)]
pub(super) fn chunk(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|&chunk| u64::from_le_bytes(chunk))
}

/// The bytes from `at` on where less than eight are left, zeros beyond the last.
#[cold]
#[inline(never)]
pub(super) fn last_chunk(bytes: &[u8], at: usize) -> u64 {
    let left = bytes.get(at..).unwrap_or_default();
    left.iter().take(8).rev().fold(0, |chunk, &byte| chunk << 8 | u64::from(byte))
}

/// Whether `word` begins with one to seven ASCII letters and another byte of ASCII or general punctuation
/// after them; `past` is the highest bit of that byte.
#[inline(always)]
const fn is_short(word: u64, past: u64) -> bool {
    let ascii = word & past == 0 && past > 0x80;
    ascii || (past > 0x80 && ends_word(word >> fold::bits_before(past)))
}

/// The word of one to seven ASCII letters before the byte with the highest bit `past`.
#[inline(always)]
fn short_word(start: usize, word: u64, past: u64) -> Read {
    let bits = fold::bits_before(past);
    let capitals = fold::capitals(word, past);
    let flags = if capitals > 0x20 { inner_capitals(capitals, past) } else { first_capital(capitals) };
    let hash = fold::hash_short(fold::lower(word, past), bits);
    Read { end: start as u32 + bits / 8, kind: TokenKind::Word, flags, sign: Sign::Other, hash }
}

/// The flag of a word that only its first letter may give one, by the bits `0x20` of its capitals.
#[inline(always)]
const fn first_capital(capitals: u64) -> u8 {
    (capitals >> 3) as u8 & FIRST_UPPER
}

#[cold]
fn inner_capitals(capitals: u64, past: u64) -> u8 {
    let all = if capitals == fold::capitals(0, past) { ALL_UPPER } else { 0 };
    first_capital(capitals) | INNER_UPPER | all
}

/// A word of eight to fifteen ASCII letters, the first eight in `head`, with no capital but the first.
#[inline(never)]
fn long_word(bytes: &[u8], start: usize, head: u64, accented: &mut bool) -> Option<Read> {
    let tail = chunk(bytes, start + 8)?;
    let past = fold::past_letters(tail);
    let bits = fold::bits_before(past);
    let capitals = fold::capitals(head, 0);
    let ends = past != 0 && (tail & past == 0 || ends_word(tail >> bits));
    if !ends || capitals > 0x20 || fold::capitals(tail, past) != 0 {
        return accented_word(bytes, start, (head, 0), accented);
    }
    let hash = fold::hash_long(fold::lower(head, 0), fold::lower(tail, past), bits);
    let end = start as u32 + 8 + bits / 8;
    Some(Read { end, kind: TokenKind::Word, flags: first_capital(capitals), sign: Sign::Other, hash })
}

/// A word of up to fifteen letters, ASCII and those from À to ÿ that fold to one, with a capital at most
/// in front; the first eight bytes are `word`, the first that is no ASCII letter has the highest bit `past`.
#[inline(never)]
fn accented_word(
    bytes: &[u8],
    start: usize,
    (mut word, mut past): (u64, u64),
    accented: &mut bool,
) -> Option<Read> {
    let (mut folded, mut bits, mut at) = (0_u128, 0, start);
    let mut capital = 0;
    loop {
        let run = fold::bits_before(past);
        let capitals = fold::capitals(word, past);
        let mut letters = fold::lower(word, past);
        if capitals > if at == start { 0x20 } else { 0 } || bits + run > 112 {
            return None;
        }
        capital |= capitals;
        at += (run / 8) as usize;
        let next = if past == 0 { b'a' } else { (word >> run) as u8 };
        if next == 0xC3 {
            let low = *bytes.get(at + 1)?;
            let (letter, upper) = (fold::latin1(low), low < 0x9F);
            if letter == 0 || (upper && at > start) {
                return None;
            }
            *accented = true;
            capital |= u64::from(upper) << 5;
            letters |= u64::from(letter) << run;
        }
        folded |= u128::from(letters) << bits;
        bits += run;
        match next {
            0xC3 => (at, bits) = (at + 2, bits + 8),
            // Eight letters: the word goes on.
            b'a' => {}
            0..=0x7F => break,
            _ if ends_word(word >> run) => break,
            _ => return None,
        }
        word = chunk(bytes, at)?;
        past = fold::past_letters(word);
    }
    let hash = fold::hash_either([folded as u64, (folded >> 64) as u64], bits);
    let flags = first_capital(capital);
    Some(Read { end: at as u32, kind: TokenKind::Word, flags, sign: Sign::Other, hash })
}

/// Whether a word ends before the byte outside ASCII that `next` begins with: before general punctuation
/// or one of the commonest marks of Latin-1. Of the rest it has to be found out.
#[inline(always)]
const fn ends_word(next: u64) -> bool {
    matches!(next as u16, 0x80E2 | 0xA0C2 | 0xABC2 | 0xB0C2 | 0xBBC2)
}

/// The commonest marks outside ASCII: quotes, dashes, dots (`«`, `’`, `–`, `…`), `€`, `°` and `©`.
#[inline(always)]
fn common_mark(at: usize, word: u64) -> Option<Read> {
    let [low, second, third] = [word as u8, (word >> 8) as u8, (word >> 16) as u8];
    let (width, sign) = match (low, second, third) {
        (0xE2, 0x80, 0x90..=0xA7) => (3, GENERAL[usize::from(third - 0x90)]),
        (0xE2, 0x82, 0xAC) => (3, Sign::Other),
        (0xC2, 0xAB | 0xBB | 0xB0 | 0xA9, _) => (2, Sign::of(&[low, second])),
        _ => return None,
    };
    Some(mark(at, word & ((1 << (8 * width)) - 1), width, sign))
}

/// The signs of general punctuation from U+2010 on.
const GENERAL: [Sign; 24] = {
    let mut table = [Sign::Other; 24];
    let mut i = 0;
    while i < 24 {
        table[i] = Sign::of(&[0xE2, 0x80, 0x90 + i as u8]);
        i += 1;
    }
    table
};

/// A mark of the bytes `folded`, `width` of them.
#[inline(always)]
const fn mark(at: usize, folded: u64, width: u32, sign: Sign) -> Read {
    let hash = fold::hash_mark(folded, 8 * width);
    Read { end: at as u32 + width, kind: TokenKind::Mark, flags: 0, sign, hash }
}

/// One to seven digits that `word` begins with.
#[inline]
fn short_number(start: usize, word: u64) -> Option<Read> {
    let past = fold::past_digits(word);
    let bits = fold::bits_before(past);
    let hash = fold::hash_short(fold::before(word, past), bits);
    let read =
        Read { end: start as u32 + bits / 8, kind: TokenKind::Number, flags: 0, sign: Sign::Other, hash };
    (past != 0).then_some(read)
}
