//! What a word is to the finders, one byte a set of classes: most words of a text are nothing to them,
//! and a small table tells that faster than the masks of all classes.

use super::{amounts, dates, names};
use crate::lang::Lexicon;
use once_cell::sync::Lazy;

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
/// The word can open a head that makes or introduces a name.
pub(super) const HEAD: u8 = 128;

/// These bits for each set of the lexicon.
pub(super) static GATES: Lazy<Vec<u8>> = Lazy::new(|| {
    let gate = |&(classes, further): &(u128, u128)| {
        let opens = classes | further;
        [
            (classes & dates::OPENERS != 0, OPENER),
            (classes & dates::CORE != 0, TIMELY),
            (classes & amounts::STARTS != 0, AMOUNT),
            (classes & dates::FROM != 0, FROM),
            (classes & dates::AFTER_FROM != 0, SIDE),
            (dates::opens_only_as_number(classes, opens), CARDINAL),
            (opens & dates::AFTER_WORDS != 0, COUNTED),
            (opens & names::HEADS != 0, HEAD),
        ]
        .iter()
        .fold(0, |gate, (is, bit)| gate | if *is { *bit } else { 0 })
    };
    Lexicon::french().sets().iter().map(gate).collect()
});
