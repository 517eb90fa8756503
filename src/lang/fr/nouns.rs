//! The singular of counted nouns.

use crate::lang::{Class, Lexicon, flag};
use crate::{Document, Span};
use std::borrow::Cow;

/// The singular, in lower case, of the noun at `span`: irregular ones by list, the others by their ending.
///
/// Nouns in capitals or of a text without accents get theirs back where the noun is listed.
pub(crate) fn singular(doc: &Document<'_>, span: Span) -> Cow<'static, str> {
    let text = span.of(doc.text());
    let lexicon = doc.lexicon();
    let listed = lexicon.form(text, Class::CountedNoun);
    let capitals = text.chars().filter(|c| c.is_uppercase()).count() > 1;
    if let Some(noun) = listed.filter(|noun| capitals || !doc.is_accented() || noun.form == text) {
        return Cow::Borrowed(noun.text);
    }
    let lower = text.to_lowercase().replace('’', "'");
    if let Some(noun) = lexicon.form(&lower, Class::NounPlural) {
        return Cow::Borrowed(noun.text);
    }
    Cow::Owned(match lower.split_once('-') {
        Some((first, rest)) => compound(lexicon, first, rest),
        None => simple(lexicon, &lower),
    })
}

/// `sapeurs-pompiers` → `sapeur-pompier`, `porte-avions` stays, `sous-officiers` → `sous-officier`.
fn compound(lexicon: Lexicon, first: &str, rest: &str) -> String {
    let first = match lexicon.form(first, Class::CompoundHead) {
        Some(head) if head.has(flag::INVARIABLE) => return format!("{first}-{rest}"),
        Some(_) => first.to_owned(),
        None => simple(lexicon, first),
    };
    let parts: Vec<String> = rest.split('-').map(|part| simple(lexicon, part)).collect();
    format!("{first}-{}", parts.join("-"))
}

fn simple(lexicon: Lexicon, word: &str) -> String {
    if let Some(noun) = lexicon.form(word, Class::NounPlural) {
        return noun.text.to_owned();
    }
    let starts =
        word.char_indices().map(|(start, _)| start).filter(|&start| start > 1 && word.len() - start <= 5);
    for start in starts {
        if let Some(ending) = lexicon.form(&word[start..], Class::PluralEnding) {
            return format!("{}{}", &word[..start], ending.text);
        }
    }
    word.to_owned()
}
