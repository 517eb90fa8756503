//! What a word is to the finders, one byte a row of the lexicon: most words of a text are nothing to them,
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

/// The word can start the head of a body or site.
pub(super) const HEAD: u8 = 8;

/// [`OPENER`], [`TIMELY`], [`AMOUNT`] and [`HEAD`] for each row of the lexicon.
pub(super) static GATES: Lazy<Vec<u8>> = Lazy::new(|| {
    let lexicon = Lexicon::french();
    let gate = |(row, classes): (usize, &u128)| {
        let opens = lexicon.row_opens(row as u16);
        [
            (classes & dates::OPENERS, OPENER),
            (classes & dates::CORE, TIMELY),
            (classes & amounts::STARTS, AMOUNT),
            (opens & names::HEADS, HEAD),
        ]
        .iter()
        .fold(0, |gate, (of, bit)| gate | if *of == 0 { 0 } else { *bit })
    };
    lexicon.masks().iter().enumerate().map(gate).collect()
});
