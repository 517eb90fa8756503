//! Tokens: words, numbers and single marks, with what surrounds and shapes them.

use crate::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum TokenKind {
    /// A run of letters (with combining marks); apostrophes and hyphens part words.
    Word,
    /// A run of ASCII digits.
    Number,
    /// Any other single character that is no white space.
    Mark,
}

/// The white space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Gap {
    /// The token touches the one before it.
    None,
    /// Spaces on one line (no-break and thin ones too).
    Space,
    /// One line break.
    Line,
    /// A blank line, or the start of the text.
    Blank,
}

const GAP: u8 = 0b0000_0011;
pub(super) const FIRST_UPPER: u8 = 1 << 2;
pub(super) const ALL_UPPER: u8 = 1 << 3;
pub(super) const INNER_UPPER: u8 = 1 << 4;
const MASKED: u8 = 1 << 5;
const SENTENCE_START: u8 = 1 << 6;

/// A token: 12 bytes, holds no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    flags: u8,
    /// Row of the language's lexicon, 0 where the word is in none of the closed lists.
    pub(crate) word: u16,
}

impl Token {
    /// A token of no known word; `flags` are of the capitals, `gap` is a [`Gap`].
    #[inline]
    pub(super) const fn new(span: Span, kind: TokenKind, flags: u8, gap: u8) -> Self {
        Self { span, kind, flags: flags | gap, word: 0 }
    }

    /// The white space before the token.
    #[inline]
    #[must_use]
    pub const fn gap(self) -> Gap {
        match self.flags & GAP {
            0 => Gap::None,
            1 => Gap::Space,
            2 => Gap::Line,
            _ => Gap::Blank,
        }
    }

    /// Whether the token touches the one before it.
    #[inline]
    #[must_use]
    pub const fn is_glued(self) -> bool {
        self.flags & GAP == 0
    }

    /// Whether a word begins with a capital (`Albi`, `SNCF`, `É`).
    #[inline]
    #[must_use]
    pub const fn is_capitalised(self) -> bool {
        self.flags & FIRST_UPPER != 0
    }

    /// Whether a word of two letters or more is all capitals (`SNCF`).
    #[inline]
    #[must_use]
    pub const fn is_all_caps(self) -> bool {
        self.flags & ALL_UPPER != 0
    }

    /// Whether a capital stands after the first letter (`BioNTech`, `iPhone`, `SNCF`).
    #[inline]
    #[must_use]
    pub const fn has_inner_capital(self) -> bool {
        self.flags & INNER_UPPER != 0
    }

    /// Whether the token lies in a URL, an e-mail address, a file name or a hashtag.
    #[inline]
    #[must_use]
    pub const fn is_masked(self) -> bool {
        self.flags & MASKED != 0
    }

    /// Whether a sentence starts here.
    #[inline]
    #[must_use]
    pub const fn starts_sentence(self) -> bool {
        self.flags & SENTENCE_START != 0
    }

    /// Whether the token is a word.
    #[inline]
    #[must_use]
    pub const fn is_word(self) -> bool {
        matches!(self.kind, TokenKind::Word)
    }

    /// Whether the token is a run of digits.
    #[inline]
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self.kind, TokenKind::Number)
    }

    pub(crate) const fn mask(&mut self) {
        self.flags |= MASKED;
    }

    pub(crate) const fn start_sentence(&mut self) {
        self.flags |= SENTENCE_START;
    }
}
