//! The numbers of prepositions and articles, which rules about names ask at every step back in a text.

use super::{Class, Lexicon, flag};
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
        let is_plain = sense.flags & (flag::EXACT | flag::ACCENT) == 0;
        match numbers.get_mut(usize::from(row)).filter(|_| row != 0) {
            Some(known) if *known == 0 && is_plain => *known = number,
            Some(known) if !is_plain => *known = SPELT,
            _ => {}
        }
    }
    numbers
});

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
