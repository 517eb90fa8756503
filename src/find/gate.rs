//! What a word is to the finders, one byte a set of classes: most words of a text are nothing to them,
//! and a small table tells that faster than the masks of all classes.

use super::{amounts, dates};
use crate::lang::Lexicon;
use crate::text::{Token, TokenKind};

/// The word can open an expression of time.
pub(super) const OPENER: u8 = 1;
/// The word is one that only expressions of time hold.
pub(super) const TIMELY: u8 = 2;
/// The word can open an amount.
pub(super) const AMOUNT: u8 = 4;

/// The word can open an expression only as the first side of a range.
pub(super) const FROM: u8 = 8;
/// The word can stand after one of [`FROM`].
pub(super) const SIDE: u8 = 16;
/// The word can open an expression only as a number.
pub(super) const CARDINAL: u8 = 32;
/// The word can stand after one of [`CARDINAL`].
pub(super) const COUNTED: u8 = 64;
/// The token is a mark.
pub(super) const MARK: u8 = 128;

/// These bits for each set of the lexicon.
static GATES: [u8; SETS] = {
    let sets = Lexicon::french().sets();
    let mut gates = [0; SETS];
    let mut i = 0;
    while i < SETS {
        gates[i] = of_classes(sets[i].0, sets[i].1);
        i += 1;
    }
    gates
};

const SETS: usize = Lexicon::french().sets().len();

const fn of_classes(classes: u128, further: u128) -> u8 {
    let opens = classes | further;
    let bits = [
        (classes & dates::OPENERS != 0, OPENER),
        (classes & dates::CORE != 0, TIMELY),
        (classes & amounts::STARTS != 0, AMOUNT),
        (classes & dates::FROM != 0, FROM),
        (classes & dates::AFTER_FROM != 0, SIDE),
        (dates::opens_only_as_number(classes, opens), CARDINAL),
        (opens & dates::AFTER_WORDS != 0, COUNTED),
    ];
    let (mut gate, mut i) = (0, 0);
    while i < bits.len() {
        gate |= if bits[i].0 { bits[i].1 } else { 0 };
        i += 1;
    }
    gate
}

/// What a token of this kind is to the finders, its word of this set of the lexicon.
#[inline(always)]
pub(crate) fn of(set: u16, kind: TokenKind) -> u8 {
    let gate = GATES[usize::from(set) & (SETS - 1)];
    match kind {
        TokenKind::Word => gate,
        TokenKind::Number => gate & TIMELY | OPENER | AMOUNT | SIDE | COUNTED,
        TokenKind::Mark => gate | NO_WORD,
    }
}

const NO_WORD: u8 = MARK | COUNTED;

/// Tokens that are looked through at once.
pub(super) const CHUNK: usize = 256;

/// The gates of some tokens, and of the two after them.
pub(super) type Gates = [u8; CHUNK + 2];

/// The gates of the next tokens; beyond the text stand marks.
#[inline(always)]
pub(super) fn gates(tokens: &[Token]) -> Gates {
    let mut own = [NO_WORD; CHUNK + 2];
    for (own, token) in own.iter_mut().zip(tokens) {
        *own = token.gate;
    }
    own
}

/// Those of some tokens that something is to be looked for at, a bit for each.
pub(super) struct Chosen([u64; CHUNK / 64]);

impl Chosen {
    /// Those for which `is` gives 1, not 0, by their gates and those of the two tokens after them: which they are
    /// cannot be foretold, so nothing branches here.
    #[inline(always)]
    pub(super) fn new(gates: &Gates, is: impl Fn(u8, u8, u8) -> u8) -> Self {
        let mut all = [0; CHUNK];
        for (i, one) in all.iter_mut().enumerate() {
            *one = is(gates[i], gates[i + 1], gates[i + 2]);
        }
        let (eights, _) = all.as_chunks::<8>();
        let mut bits = [0; CHUNK / 64];
        for (i, &eight) in eights.iter().enumerate() {
            // The eight lowest bits side by side.
            bits[i / 8] |=
                u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * (i % 8));
        }
        Self(bits)
    }

    /// Their places, counted from token `first`.
    #[inline]
    pub(super) fn each(&self, first: usize, mut at: impl FnMut(usize)) {
        for (i, &bits) in self.0.iter().enumerate() {
            let mut bits = bits;
            while bits != 0 {
                at(first + 64 * i + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
    }
}

/// 1 where `gate` has `bit`, else 0.
#[inline(always)]
pub(super) const fn has(gate: u8, bit: u8) -> u8 {
    gate >> bit.trailing_zeros() & 1
}
