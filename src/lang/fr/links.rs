//! The small words between the parts of a number.

use crate::Document;
use crate::lang::{Class, Lexicon};
use crate::text::Gap;
use rust_decimal::Decimal;

/// What a small word does between the parts of a number; the value in the list.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub(crate) enum Link {
    /// `et`
    And = 1,
    /// `de`, `d'`
    Of = 2,
    /// `virgule`, `point`
    Point = 3,
    /// `moins`
    Minus = 4,
    /// `sur`
    Over = 5,
    /// `plus`
    Plus = 6,
}

/// Whether token `i` is the small word `link`.
pub(crate) fn is_link(doc: &Document<'_>, lexicon: Lexicon, i: usize, link: Link) -> bool {
    lexicon.sense(doc, i, Class::NumberLink).is_some_and(|sense| sense.number == link as i64)
}

/// Whether token `i` is `demi` or `demie`.
pub(crate) fn is_half(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> bool {
    lexicon.sense(doc, i, Class::NumberFraction).is_some_and(|sense| sense.number == 2)
}

/// Above and below the line of a fraction of one sign (`½`) at token `i`.
pub(crate) fn vulgar(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> Option<(Decimal, Decimal)> {
    let (above, below) = lexicon.sense(doc, i, Class::NumberFraction)?.text.split_once('/')?;
    Some((above.parse().ok()?, below.parse().ok()?))
}

/// One past `de` or `d'` at token `i`, else `i`.
pub(crate) fn after_of(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> usize {
    if doc.gap(i) > Gap::Space || !is_link(doc, lexicon, i, Link::Of) {
        return i;
    }
    i + 1 + usize::from(doc.is_apostrophe(i + 1) && doc.gap(i + 1) == Gap::None)
}
