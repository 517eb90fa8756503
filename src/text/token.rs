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

/// Which mark a token is, as far as rules ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Sign {
    /// `'`
    Straight,
    /// `’`
    Curly,
    /// `‘`, `ʼ`, `` ` ``, `´`
    OtherApostrophe,
    /// `-`
    Hyphen,
    /// `‐`, `‑`
    OtherHyphen,
    // Those above join words, those below do not.
    /// A word, a number, or a mark that no rule asks for.
    Other,
    Dot,
    Exclamation,
    Question,
    Ellipsis,
    // The four above end sentences.
    Comma,
    Colon,
    Semicolon,
    Slash,
    Plus,
    Ampersand,
    Degree,
    Quote,
    Open,
    Close,
    OpenSquare,
    CloseSquare,
    /// `«`
    OpenGuillemet,
    /// `»`
    CloseGuillemet,
    /// `“`
    OpenCurly,
    /// `”`
    CloseCurly,
    /// `–`
    Dash,
    /// `—`
    LongDash,
    /// `−`
    Minus,
    /// `©`
    Copyright,
}

impl Sign {
    /// The sign of a mark's text; of a constant it is found by the compiler.
    #[inline(always)]
    pub(crate) const fn of(mark: &[u8]) -> Self {
        match mark {
            b"'" => Self::Straight,
            b"\xE2\x80\x99" => Self::Curly,
            b"\xE2\x80\x98" | b"\xCA\xBC" | b"`" | b"\xC2\xB4" => Self::OtherApostrophe,
            b"-" => Self::Hyphen,
            b"\xE2\x80\x90" | b"\xE2\x80\x91" => Self::OtherHyphen,
            b"." => Self::Dot,
            b"!" => Self::Exclamation,
            b"?" => Self::Question,
            b"\xE2\x80\xA6" => Self::Ellipsis,
            b"," => Self::Comma,
            b":" => Self::Colon,
            b";" => Self::Semicolon,
            b"/" => Self::Slash,
            b"+" => Self::Plus,
            b"&" => Self::Ampersand,
            b"\xC2\xB0" => Self::Degree,
            b"\"" => Self::Quote,
            b"(" => Self::Open,
            b")" => Self::Close,
            b"[" => Self::OpenSquare,
            b"]" => Self::CloseSquare,
            b"\xC2\xAB" => Self::OpenGuillemet,
            b"\xC2\xBB" => Self::CloseGuillemet,
            b"\xE2\x80\x9C" => Self::OpenCurly,
            b"\xE2\x80\x9D" => Self::CloseCurly,
            b"\xE2\x80\x93" => Self::Dash,
            b"\xE2\x80\x94" => Self::LongDash,
            b"\xE2\x88\x92" => Self::Minus,
            b"\xC2\xA9" => Self::Copyright,
            _ => Self::Other,
        }
    }

    /// Whether the mark is a hyphen or a dash.
    #[inline]
    pub(crate) const fn is_dash(self) -> bool {
        matches!(self, Self::Hyphen | Self::OtherHyphen | Self::Dash | Self::LongDash)
    }

    /// Whether a sentence may end with the mark.
    #[inline]
    pub(super) const fn ends_sentence(self) -> bool {
        matches!(self, Self::Dot | Self::Exclamation | Self::Question | Self::Ellipsis)
    }
}

const GAP: u8 = 0b0000_0011;
pub(super) const FIRST_UPPER: u8 = 1 << 2;
pub(super) const ALL_UPPER: u8 = 1 << 3;
pub(super) const INNER_UPPER: u8 = 1 << 4;
const MASKED: u8 = 1 << 5;
pub(super) const SENTENCE_START: u8 = 1 << 6;

/// What a language's lexicon knows of a word: its row, and the number of its set of classes; 0 where it
/// is in none of the closed lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) row: u16,
    pub(crate) set: u16,
}

/// A token: 24 bytes, holds no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    flags: u8,
    pub(crate) sign: Sign,
    /// Row of the language's lexicon, 0 where the word is in none of the closed lists.
    pub(crate) word: u16,
    /// Which set of classes the word has; words of the same classes share one.
    pub(crate) set: u16,
    /// What the token may be to the finders, bits that they give to its set.
    pub(crate) gate: u8,
    /// The hash of the folded word.
    pub(crate) hash: u64,
}

/// A token as it is read: one past its last byte, what it is, its flags but for the gap, its hash.
#[derive(Clone, Copy)]
pub(super) struct Read {
    pub(super) end: u32,
    pub(super) kind: TokenKind,
    pub(super) flags: u8,
    pub(super) sign: Sign,
    pub(super) hash: u64,
}

impl Token {
    /// What was `read` from byte `start` on; `gap` is a [`Gap`] and whether a sentence starts.
    #[inline(always)]
    pub(super) const fn new(start: usize, read: Read, gap: u8, (listed, gate): (Listed, u8)) -> Self {
        let Read { end, kind, flags, sign, hash } = read;
        let span = Span::new(start as u32, end);
        Self { span, kind, flags: flags | gap, sign, word: listed.row, set: listed.set, gate, hash }
    }

    /// What the lexicon knows of the word.
    #[inline]
    pub(crate) const fn listed(&self) -> Listed {
        Listed { row: self.word, set: self.set }
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

    /// Whether a line break stands before the token, or it is masked.
    #[inline]
    pub(crate) const fn is_apart(self) -> bool {
        self.flags & (MASKED | Gap::Line as u8) != 0
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

    /// Whether the token is an apostrophe, straight or typographic.
    #[inline]
    pub(crate) const fn is_apostrophe(self) -> bool {
        self.sign as u8 <= Sign::OtherApostrophe as u8
    }

    /// Whether the token is a hyphen (not a dash).
    #[inline]
    pub(crate) const fn is_hyphen(self) -> bool {
        matches!(self.sign, Sign::Hyphen | Sign::OtherHyphen)
    }

    /// Whether the token is an apostrophe or a hyphen that touches the token before it.
    #[inline]
    pub(crate) const fn joins(self) -> bool {
        self.is_glued() && (self.sign as u8) <= Sign::OtherHyphen as u8
    }

    pub(crate) const fn mask(&mut self) {
        self.flags |= MASKED;
    }

    pub(crate) const fn start_sentence(&mut self) {
        self.flags |= SENTENCE_START;
    }
}
