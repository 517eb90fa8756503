//! Articles and the documents that are read from them.

use crate::find::gate;
use crate::lang::Lexicon;
use crate::text::{self, Gap, Sign, Token};
use crate::{Date, Span, Time};

/// One article as it came in: its text and what its source says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The record's id; for a file its path; for an article of a dump `path#n`.
    pub id: String,
    /// The document date of a record, where it has one.
    pub date: Option<Date>,
    /// The title, where one is known.
    pub title: Option<String>,
    /// The text, unchanged.
    pub text: String,
}

/// An analysed text: tokens, sentences and the language's closed words, made by
/// [`Pipeline::document`](crate::Pipeline::document).
#[derive(Clone, Debug)]
pub struct Document<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    accented: bool,
    lexicon: Lexicon,
    date: Option<Date>,
    time: Option<Time>,
}

impl<'t> Document<'t> {
    pub(crate) fn new(text: &'t str, lexicon: Lexicon) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 4 + 8);
        let seen = text::tokenise(text, &mut tokens, |hash, kind| {
            let listed = lexicon.listed(hash);
            (listed, gate::of(listed.set, kind))
        });
        if seen.suspicious {
            text::mask(text, &mut tokens);
        }
        text::mark_sentences(&mut tokens, &seen.ends, |token| lexicon.is_abbreviation(token));
        Self { text, tokens, accented: seen.accented, lexicon, date: None, time: None }
    }

    /// The same document with a known date, which beats every inference.
    #[must_use]
    pub fn with_date(mut self, date: Option<Date>) -> Self {
        self.date = date;
        self
    }

    /// The same document with the time of day it was written at, from which `dans deux heures` is counted.
    #[must_use]
    pub fn with_time(mut self, time: Option<Time>) -> Self {
        self.time = time;
        self
    }

    /// The time of day the document was written at, where it is known.
    #[must_use]
    pub const fn time(&self) -> Option<Time> {
        self.time
    }

    /// The closed words of the document's language.
    #[inline]
    #[must_use]
    pub const fn lexicon(&self) -> Lexicon {
        self.lexicon
    }

    /// The whole text.
    #[inline]
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The document's date, where it is known.
    #[must_use]
    pub const fn date(&self) -> Option<Date> {
        self.date
    }

    /// The tokens in the order of the text.
    #[inline]
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Whether the text uses accents at all; where it does not, `a` may stand for `à`.
    #[inline]
    #[must_use]
    pub const fn is_accented(&self) -> bool {
        self.accented
    }

    /// The text of token `i`; empty beyond the last.
    #[inline]
    #[must_use]
    pub fn token_text(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |token| token.span.of(self.text))
    }

    /// The first byte of token `i`; 0 beyond the last.
    #[inline]
    pub(crate) fn byte(&self, i: usize) -> u8 {
        self.tokens.get(i).map_or(0, |token| self.text.as_bytes()[token.span.start()])
    }

    /// Whether token `i` is the mark `mark`.
    #[inline(always)]
    pub(crate) fn is_mark(&self, i: usize, mark: &str) -> bool {
        let sign = Sign::of(mark.as_bytes());
        self.tokens.get(i).is_some_and(|token| {
            token.sign == sign && (sign != Sign::Other || token.span.of(self.text) == mark)
        })
    }

    /// Whether token `i` is an apostrophe, straight or typographic.
    #[inline]
    pub(crate) fn is_apostrophe(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.is_apostrophe())
    }

    /// Whether token `i` is a hyphen (not a dash).
    #[inline]
    pub(crate) fn is_hyphen(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.is_hyphen())
    }

    /// The first token from `i` on that is no glued mark which joins the words of a name.
    #[inline]
    pub(crate) fn past_joiners(&self, mut i: usize) -> usize {
        while self.tokens.get(i).is_some_and(|token| token.joins()) {
            i += 1;
        }
        i
    }

    /// Which mark token `i` is; [`Sign::Other`] beyond the last.
    #[inline]
    pub(crate) fn sign(&self, i: usize) -> Sign {
        self.tokens.get(i).map_or(Sign::Other, |token| token.sign)
    }

    /// The hash of token `i`'s folded word.
    #[inline]
    pub(crate) fn hash(&self, i: usize) -> u64 {
        self.tokens.get(i).map_or(0, |token| token.hash)
    }

    /// The white space before token `i`; a blank beyond the last.
    #[inline]
    pub(crate) fn gap(&self, i: usize) -> Gap {
        self.tokens.get(i).map_or(Gap::Blank, |token| token.gap())
    }

    /// The span from token `first` to token `last`, both included.
    #[inline]
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        match (self.tokens.get(first), self.tokens.get(last)) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// The token that starts at or after `byte`.
    pub(crate) fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start() < byte)
    }
}
