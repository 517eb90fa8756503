//! The article right before a name, in the text's own spelling.

use super::{Class, Sense};
use crate::Document;
use crate::text::Gap;

/// The article, or the preposition that has swallowed one, that stands right before token `first`: which token it
/// is, and what the list says. An apostrophe that is no part of it (`le 'Mans'`) and a line's end part them.
pub(crate) fn article_before(doc: &Document<'_>, first: usize) -> Option<(usize, &'static Sense)> {
    let last = first.checked_sub(1).filter(|_| doc.gap(first) <= Gap::Space)?;
    let glued = doc.gap(first) == Gap::None && doc.gap(last) == Gap::None;
    let i = match doc.is_apostrophe(last) {
        true if glued => last.checked_sub(1)?,
        true => return None,
        false => last,
    };
    Some((i, doc.lexicon().sense(doc, i, Class::Article)?))
}
