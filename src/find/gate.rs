//! What a word is to the finders, one byte a row of the lexicon: most words of a text are nothing to them,
//! and a small table tells that faster than the masks of all classes.

use super::{amounts, dates};
use crate::lang::Lexicon;
use once_cell::sync::Lazy;

/// The word can open an expression of time.
pub(super) const OPENER: u8 = 1;
/// The word is one that only expressions of time hold.
pub(super) const TIMELY: u8 = 2;
/// The word can open an amount.
pub(super) const AMOUNT: u8 = 4;

/// [`OPENER`], [`TIMELY`] and [`AMOUNT`] for each row of the lexicon.
pub(super) static GATES: Lazy<Vec<u8>> = Lazy::new(|| {
    let gate = |classes: &u128| {
        [(dates::OPENERS, OPENER), (dates::CORE, TIMELY), (amounts::STARTS, AMOUNT)]
            .iter()
            .fold(0, |gate, (of, bit)| gate | if classes & of == 0 { 0 } else { *bit })
    };
    Lexicon::french().masks().iter().map(gate).collect()
});
