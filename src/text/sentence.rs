//! Sentence boundaries.

use super::{Gap, Sign, Token};

/// Marks the tokens that start a sentence; those that start a line bear the mark already.
///
/// A sentence ends at `.`, `!`, `?` or `…`, whose tokens are `ends` (closing quotes and
/// brackets go with it), when a capital, a digit or an opening mark follows after a gap,
/// and at every line break. A dot after one capital letter (`J. Leroy`) or after a word
/// that `is_abbreviation` knows (`Mme. Dupont`) ends nothing.
pub(crate) fn mark_sentences(tokens: &mut [Token], ends: &[u32], is_abbreviation: impl Fn(Token) -> bool) {
    for &end in ends {
        let end = end as usize;
        if is_abbreviated(tokens, end, &is_abbreviation) {
            continue;
        }
        let after = tokens
            .iter_mut()
            .skip(end + 1)
            .find(|token| token.gap() >= Gap::Line || (!token.is_glued() && opens(token)) || !closes(token));
        if let Some(token) = after.filter(|token| !token.is_glued() && opens(token)) {
            token.start_sentence();
        }
    }
}

fn is_abbreviated(tokens: &[Token], end: usize, is_abbreviation: impl Fn(Token) -> bool) -> bool {
    let dot = tokens[end].sign == Sign::Dot && tokens[end].is_glued();
    let before = end.checked_sub(1).map(|before| tokens[before]).filter(|_| dot);
    before.is_some_and(|word| is_abbreviation(word) || (word.is_capitalised() && word.span.len() == 1))
}

fn closes(token: &Token) -> bool {
    matches!(
        token.sign,
        Sign::Quote
            | Sign::Close
            | Sign::CloseSquare
            | Sign::Straight
            | Sign::CloseGuillemet
            | Sign::CloseCurly
            | Sign::Curly
    )
}

fn opens(token: &Token) -> bool {
    token.is_capitalised()
        || token.is_number()
        || matches!(
            token.sign,
            Sign::OpenGuillemet
                | Sign::OpenCurly
                | Sign::Quote
                | Sign::Open
                | Sign::OpenSquare
                | Sign::Dash
                | Sign::LongDash
                | Sign::Hyphen
                | Sign::Copyright
        )
}
