//! The articles of names.

use super::{Class, Lexicon, Sense};
use crate::Document;
use crate::text::Gap;

/// All of them, in lower case.
pub(crate) fn articles() -> impl Iterator<Item = &'static str> {
    Lexicon::french().forms(Class::Article).filter(|&article| is_whole(article)).map(|article| article.form)
}

/// Whether the article stands by itself, in no preposition that has swallowed it (`la`, not `du`).
pub(crate) fn is_whole(article: &Sense) -> bool {
    article.form == article.text
}

/// Whether token `i` is an article that stands by itself.
pub(crate) fn is_article(doc: &Document<'_>, i: usize) -> bool {
    doc.lexicon().sense(doc, i, Class::Article).is_some_and(is_whole)
}

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
