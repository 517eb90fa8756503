//! Words near a number that tell what it measures.

use super::Reader;
use crate::lang::Class;

/// What a word tells of a number near it; the value in the list. (A value that is a code of UCUM is the unit
/// below the line of a rate, `par hectare`.)
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub(super) enum Hint {
    /// `sous zéro`
    BelowZero = 1,
    /// `profondeur`
    Dimension = 2,
    /// `pente`
    Angle = 3,
    /// `hausse`, `gagnait`: what follows is how much, and then how far.
    Change = 4,
    /// `coûte`
    Price = 5,
    /// `pesait`
    Weight = 6,
    /// `température`
    Heat = 7,
    /// `ne`
    Negation = 8,
}

impl Hint {
    /// How many tokens before the number the word may stand.
    const fn reach(self) -> usize {
        match self {
            Self::Angle | Self::Heat => 6,
            Self::Change => 5,
            _ => 4,
        }
    }
}

impl Reader<'_, '_> {
    pub(super) fn is_hint(self, i: usize, hint: Hint) -> bool {
        self.lexicon.sense(self.doc, i, Class::MeasureCue).is_some_and(|cue| cue.number == hint as i64)
    }

    /// Whether a word shortly before token `i`, in its sentence, gives the hint.
    pub(super) fn hinted(self, i: usize, hint: Hint) -> bool {
        let starts = |j: usize| self.doc.tokens().get(j + 1).is_some_and(|token| token.starts_sentence());
        (i.saturating_sub(hint.reach())..i).rev().take_while(|&j| !starts(j)).any(|j| self.is_hint(j, hint))
    }

    /// Whether the text is nothing but the amount from token `i` to before `end`, its modifier and sign:
    /// then no context makes it something else.
    pub(super) fn is_whole(self, i: usize, end: usize) -> bool {
        end == self.doc.tokens().len()
            && (i == 0
                || (i == 1 && self.is_sign(0))
                || (i < 7 && self.modifier_before(i).is_some_and(|(_, first)| first == 0)))
    }
}
