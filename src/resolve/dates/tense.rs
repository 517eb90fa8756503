//! The tense of the verb nearest to an expression: the cue to which of two days is meant.

use crate::Document;
use crate::lang::{Class, Lexicon, flag};
use crate::text::fold::hash_word;

/// Where the sentence places what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    /// No cue.
    None,
    Past,
    Future,
    /// A present that tells what is to come: counts for months, not for weekdays.
    Announced,
}

/// Tokens read on either side.
const REACH: usize = 40;

/// The tense at the expression of tokens `first..end`.
///
/// The nearest cue before it decides, else the nearest after it; soft cues
/// (`jusqu'à`) only where there is no other.
pub(crate) fn at(doc: &Document<'_>, lexicon: Lexicon, first: usize, end: usize) -> Tense {
    let tokens = doc.tokens();
    let mut soft = None;
    let mut i = first;
    for _ in 0..REACH {
        if i == 0 || tokens.get(i).is_some_and(|token| token.starts_sentence()) {
            break;
        }
        i -= 1;
        match cue(doc, lexicon, i) {
            Some((Tense::Past, _)) if auxiliary(doc, lexicon, i) => return Tense::Future,
            Some((tense, false)) => return tense,
            Some((tense, true)) => soft = soft.or(Some(tense)),
            None => {}
        }
    }
    for (i, token) in tokens.iter().enumerate().skip(end).take(REACH) {
        if token.starts_sentence() {
            break;
        }
        match cue(doc, lexicon, i) {
            Some((tense, false)) => return tense,
            Some((tense, true)) => soft = soft.or(Some(tense)),
            None => {}
        }
    }
    soft.unwrap_or(Tense::None)
}

/// Whether a future auxiliary stands right before the participle at `i` (`sera voté`, `devrait être rendu`).
fn auxiliary(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> bool {
    (1..=2).filter_map(|back| i.checked_sub(back)).any(|at| {
        let sentence = (at + 1..=i).any(|at| doc.tokens()[at].starts_sentence());
        !sentence && matches!(cue(doc, lexicon, at), Some((Tense::Future, false)))
    })
}

/// What token `i` tells, and whether softly.
fn cue(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> Option<(Tense, bool)> {
    let token = *doc.tokens().get(i)?;
    if !token.is_word() {
        return None;
    }
    if let Some((_, sense)) = lexicon.phrase(doc, i, Class::Tense) {
        // without accents `a` may stand for `à`: before a number or right after `jusqu'` it does
        let preposition = sense.has(flag::ACCENT)
            && !doc.is_accented()
            && (i > 0 && doc.is_apostrophe(i - 1) || !is_verb_context(doc, lexicon, i + 1));
        if preposition {
            return None;
        }
        let tense = match (sense.text, sense.has(flag::WEAK)) {
            ("past", _) => Tense::Past,
            (_, true) => Tense::Announced,
            _ => Tense::Future,
        };
        return Some((tense, sense.has(flag::SOFT)));
    }
    let text = doc.token_text(i);
    if token.is_capitalised() && !token.starts_sentence() || text.len() < 4 {
        return None;
    }
    for length in [4, 3] {
        let ending = text.get(text.len().checked_sub(length)?..)?;
        if !ending.is_ascii() {
            continue;
        }
        if let Some(sense) = lexicon.sense_of(lexicon.word(hash_word(ending)), Class::TenseEnding) {
            return Some((if sense.text == "past" { Tense::Past } else { Tense::Future }, false));
        }
    }
    None
}

/// Whether what follows at `i` can follow an auxiliary: a word that is none of time or place.
fn is_verb_context(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> bool {
    doc.tokens().get(i).is_some_and(|next| {
        let other = [Class::Weekday, Class::Month, Class::TimeNoon, Class::TimeArticle];
        next.is_word() && !next.is_capitalised() && !other.iter().any(|&class| lexicon.may_be(*next, class))
    })
}
