//! Names in heads and feet of articles: authors, agencies, places. Shapes only, no gazetteer.

use crate::lang::{Class, Lexicon, flag};
use crate::{Document, Span};

/// A name has no more tokens than this.
const LONGEST: usize = 12;

/// One past the name at token `at`: capitalised words with particles, hyphens and apostrophes between.
pub(super) fn name(doc: &Document<'_>, lexicon: Lexicon, at: usize) -> Option<usize> {
    let mut end = None;
    let mut i = at;
    while i < at + LONGEST {
        let Some(token) = doc.tokens().get(i) else { break };
        // `Pointe-à-Pitre`
        let hyphened = end.is_some() && token.is_glued() && doc.is_hyphen(i.wrapping_sub(1));
        if token.is_word() && (token.is_capitalised() || hyphened) {
            end = Some(i + 1);
        } else if token.is_word() && lexicon.is(doc, i, Class::HeadingParticle) {
            if end.is_none() {
                break;
            }
        } else if !(end.is_some() && (doc.is_hyphen(i) || doc.is_apostrophe(i)) && glues(doc, i)) {
            let initial = i > at
                && doc.is_mark(i, ".")
                && doc.tokens().get(i - 1).is_some_and(|token| token.span.len() <= 2);
            if !initial {
                break;
            }
            end = Some(i + 1);
        }
        i += 1;
    }
    end
}

/// Whether the mark at `i` touches both its neighbours.
fn glues(doc: &Document<'_>, i: usize) -> bool {
    let touches = |i: usize| doc.tokens().get(i).is_some_and(|token| token.is_glued());
    touches(i) && touches(i + 1)
}

/// One past the closing bracket of a short bracket at token `at`.
pub(super) fn bracket(doc: &Document<'_>, at: usize) -> Option<usize> {
    (at + 1..(at + LONGEST).min(doc.tokens().len())).find(|&i| doc.is_mark(i, ")")).map(|i| i + 1)
}

/// Whether the line from token `at` to its end says who wrote the article.
///
/// `Julien Leroy`, `Par J. Leroy et Émilie Carrade`, `La rédaction (avec AFP)`.
pub(super) fn byline(doc: &Document<'_>, lexicon: Lexicon, at: usize) -> bool {
    let mut i = at;
    while doc.tokens().get(i).is_some_and(|token| !token.is_word()) && i < at + 3 {
        if !matches!(doc.token_text(i), "-" | "–" | "—" | "•" | "|" | "✎" | "@" | "(") {
            return false;
        }
        i += 1;
    }
    let said = lexicon.phrase(doc, i, Class::HeadingBy);
    i = said.map_or(i, |(end, _)| end);
    i += usize::from(said.is_some() && doc.is_mark(i, ":"));
    let mut people = 0;
    while let Some((end, words)) = person(doc, lexicon, i) {
        if words < 2 && said.is_none() && lexicon.phrase(doc, i, Class::HeadingAgency).is_none() {
            return false;
        }
        people += 1;
        i = end;
        let joined = doc.is_mark(i, ",") || doc.is_mark(i, "/") || doc.is_mark(i, "&");
        i += usize::from(joined);
        let and = lexicon.is(doc, i, Class::HeadingAnd);
        i += usize::from(and);
        if !(joined || and) || people > 4 {
            break;
        }
    }
    if people > 0 && doc.is_mark(i, "(") {
        i = bracket(doc, i).unwrap_or(i);
    }
    i += usize::from(doc.is_mark(i, ".") || doc.is_mark(i, ")"));
    people > 0 && i >= doc.tokens().len()
}

/// One past the person or agency at `at` and how many words it has.
fn person(doc: &Document<'_>, lexicon: Lexicon, at: usize) -> Option<(usize, usize)> {
    if let Some((end, _)) = lexicon.phrase(doc, at, Class::HeadingAgency) {
        return Some((end, 1));
    }
    let end = name(doc, lexicon, at)?;
    let words = (at..end).filter(|&i| {
        let joined = i > at && (doc.is_hyphen(i - 1) || doc.is_apostrophe(i - 1));
        doc.tokens().get(i).is_some_and(|token| token.is_word() && token.is_capitalised()) && !joined
    });
    let count = words.count();
    (count <= 4).then_some((end, count))
}

/// Where the photo credit of a line begins, as bytes of the line.
///
/// `© Florian Salesse / MaxPPP`, `LE MAIRE – PHOTO AFP`, `Crédit photo : X`.
pub(super) fn credit(doc: &Document<'_>, lexicon: Lexicon) -> Option<Span> {
    let tokens = doc.tokens();
    let last = tokens.last()?;
    for (i, token) in tokens.iter().enumerate() {
        let sign = matches!(doc.token_text(i), "©" | "Ⓒ")
            || (doc.is_mark(i, "(") && doc.is_mark(i + 2, ")") && matches!(doc.token_text(i + 1), "c" | "C"));
        if sign || photo(doc, lexicon, i) {
            return Some(token.span.to(last.span));
        }
    }
    None
}

/// Whether a photo word at `i` opens a credit: at the line's head or after a dash, with a name after it.
fn photo(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> bool {
    let Some((end, sense)) = lexicon.phrase(doc, i, Class::HeadingPhoto) else { return false };
    let opens = i == 0 || matches!(doc.token_text(i - 1), "-" | "–" | "—" | "(" | "[" | "|" | "/" | ".");
    let colon = matches!(doc.token_text(end), ":" | "/" | "-" | "–");
    let mut at = end + usize::from(colon);
    if let Some((by, _)) = lexicon.phrase(doc, at, Class::HeadingBy) {
        at = by;
    }
    at += usize::from(lexicon.is(doc, at, Class::HeadingParticle));
    let named = lexicon
        .phrase(doc, at, Class::HeadingAgency)
        .map(|(end, _)| end)
        .or_else(|| name(doc, lexicon, at))
        .is_some_and(|end| end + 8 >= doc.tokens().len());
    opens && named && (colon || !sense.has(flag::WEAK))
}

/// Where a name glued to the end of the last paragraph begins: « … sur Internet. Julien Leroy ».
pub(super) fn glued(text: &str, lexicon: Lexicon) -> Option<usize> {
    let at = text.rfind(['.', '!', '?', '»', '…'])?;
    let stop = text[at..].chars().next()?.len_utf8();
    let rest = text[at + stop..].trim_start();
    if rest.is_empty() || rest.len() > 60 || rest.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    byline(&Document::new(rest, lexicon), lexicon, 0).then_some(text.len() - rest.len())
}
