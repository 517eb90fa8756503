//! Sentence boundaries.

use super::{Gap, Token};

/// Marks the tokens that start a sentence or a line.
///
/// A sentence ends at `.`, `!`, `?` or `…` (closing quotes and brackets go with it)
/// when a capital, a digit or an opening mark follows after a gap, and at every
/// line break. A dot after one capital letter (`J. Leroy`) or after a word that
/// `is_abbreviation` knows (`Mme. Dupont`) ends nothing.
pub(crate) fn mark_sentences(text: &str, tokens: &mut [Token], is_abbreviation: impl Fn(Token) -> bool) {
    let mut ended = true;
    for i in 0..tokens.len() {
        let token = tokens[i];
        if token.gap() >= Gap::Line || (ended && !token.is_glued() && opens(text, token)) {
            tokens[i].start_sentence();
            ended = false;
        }
        if token.is_word() || token.is_number() {
            ended = false;
            continue;
        }
        match text.as_bytes().get(token.span.start()) {
            Some(b'!' | b'?') => ended = true,
            Some(b'.') => {
                let before = i.checked_sub(1).map(|i| tokens[i]).filter(|_| token.is_glued());
                let abbreviated = before.is_some_and(|word| {
                    is_abbreviation(word) || (word.is_capitalised() && word.span.len() == 1)
                });
                ended = !abbreviated;
            }
            Some(b'"' | b')' | b']' | b'\'') => {}
            Some(0x80..) => match token.span.of(text) {
                "…" => ended = true,
                "»" | "”" | "’" => {}
                _ => ended = false,
            },
            _ => ended = false,
        }
    }
}

fn opens(text: &str, token: Token) -> bool {
    token.is_capitalised()
        || token.is_number()
        || matches!(token.span.of(text), "«" | "“" | "\"" | "(" | "[" | "–" | "—" | "-" | "©")
}
