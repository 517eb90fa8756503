//! The numbers of prepositions and articles, which rules about names ask at every step back in a text.

use super::{Class, Lexicon};
use crate::Document;
use once_cell::sync::Lazy;

/// One more than the number of each word of the lexicon as a preposition: 0 for what is none, [`SPELT`] where
/// that hangs on its spelling (`à`, not `a`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prepositions(&'static [u8]);

const SPELT: u8 = u8::MAX;

static NUMBERS: Lazy<Vec<u8>> = Lazy::new(|| {
    let lexicon = Lexicon::french();
    let mut numbers = vec![0; lexicon.masks().len()];
    for sense in lexicon.forms(Class::Preposition) {
        let row = lexicon.word(crate::text::fold::hash_word(sense.form));
        let number = u8::try_from(sense.number + 1).unwrap_or(SPELT);
        let is_plain = sense.is_spelt_freely();
        match numbers.get_mut(usize::from(row)).filter(|_| row != 0) {
            Some(known) if *known == 0 && is_plain => *known = number,
            Some(known) if !is_plain => *known = SPELT,
            _ => {}
        }
    }
    numbers
});

/// The numbers in `particles.csv` that rules ask for; `le` and `les` stand between `la` and `l’`.
pub(crate) mod number {
    pub(crate) const DE: i64 = 1;
    pub(crate) const D: i64 = 4;
    pub(crate) const LA: i64 = 5;
    pub(crate) const L: i64 = 8;
    pub(crate) const EN: i64 = 12;
    pub(crate) const ET: i64 = 24;
}

impl Prepositions {
    /// Those of the lexicon.
    pub(crate) fn all() -> Self {
        Self(&NUMBERS)
    }

    /// The number of token `i` alone as a preposition or article; `None` where it is none.
    #[inline]
    pub(crate) fn number(self, doc: &Document<'_>, i: usize) -> Option<i64> {
        let token = *doc.tokens().get(i)?;
        match self.0.get(usize::from(token.word)) {
            None | Some(0) => None,
            Some(&number) if number != SPELT && !token.is_masked() => Some(i64::from(number) - 1),
            _ => doc.lexicon().sense(doc, i, Class::Preposition).map(|sense| sense.number),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number::{D, DE, EN, ET, L, LA};
    use super::*;

    #[test]
    fn numbers_are_those_of_the_list() {
        let words = ["de", "d", "la", "l", "en", "et", "le", "les"];
        let numbers = [DE, D, LA, L, EN, ET, LA + 1, LA + 2];
        for (word, number) in words.into_iter().zip(numbers) {
            let listed = Lexicon::french().form(word, Class::Preposition);
            assert_eq!(listed.map(|sense| sense.number), Some(number), "{word}");
        }
    }
}
