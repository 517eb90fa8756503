//! The tense of the verb nearest to an expression: the cue to which of two days is meant.

use crate::Document;
use crate::lang::{Class, Lexicon, Sense, ending, flag};

/// Where the sentence places what it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    /// No cue.
    None,
    Past,
    /// A past that is certain: `depuis`.
    Since,
    Future,
    /// A present that tells what is to come: counts for months, not for weekdays.
    Announced,
    /// Either side alike: `avant Noël`.
    Near,
}

/// Tokens read on either side.
const REACH: usize = 40;

/// A participle that no list has tells the tense of an expression this near.
const BESIDE: usize = 4;

/// The tense at the expression of tokens `first..end`.
///
/// What leads it (`depuis`, `d'ici`) decides; else the nearest cue before it, else the
/// nearest after it; soft cues (`jusqu'à`) only where there is no other.
pub(crate) fn at(doc: &Document<'_>, lexicon: Lexicon, first: usize, end: usize) -> Tense {
    let tokens = doc.tokens();
    if let Some(tense) = led(doc, lexicon, first) {
        return tense;
    }
    let mut soft = None;
    let mut i = first;
    for _ in 0..REACH {
        if i == 0 || tokens.get(i).is_some_and(|token| token.starts_sentence()) {
            break;
        }
        i -= 1;
        let found = match cue(doc, lexicon, i) {
            // `fermé jusqu'au 15 mai` looks ahead
            None if i + BESIDE >= first && soft.is_none() => participle(doc, lexicon, i),
            found => found,
        };
        match found {
            Some((Tense::Past, _)) if passive(doc, lexicon, i) => {}
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

/// The tense that the word right before an expression at `first` gives it: `depuis mardi`, `d'ici le 5 mai`.
pub(super) fn led(doc: &Document<'_>, lexicon: Lexicon, first: usize) -> Option<Tense> {
    // time.led   yes: « attendue depuis le printemps »   no: « depuis, le printemps est venu »
    if compares(doc, lexicon, first) {
        return Some(Tense::Past);
    }
    let mut at = first;
    for _ in 0..4 {
        if doc.tokens().get(at)?.starts_sentence() {
            return None;
        }
        at = at.checked_sub(1)?;
        if let Some(sense) = lexicon.sense(doc, at, Class::Tense).filter(|sense| sense.has(flag::LED)) {
            // `dès ce week-end`, but `dès hier`
            let this = || lexicon.is(doc, first, Class::TimeDemonstrative);
            return match sense.text {
                "past" => Some(Tense::Since),
                "before" => Some(Tense::Near),
                "from" => this().then_some(Tense::Future),
                // `jusqu'à jeudi`; years are told of either side
                "until" => (doc.tokens()[first].span.len() != 4).then_some(Tense::Future),
                // `annoncé pour mardi`
                "for" => at.checked_sub(1).and_then(|at| told(doc, lexicon, at)).map(|_| Tense::Future),
                _ => Some(Tense::Future),
            };
        }
        // `jusqu'au`, `d'ici à la`
        let link = [Class::TimeArticle, Class::TimeInPart].iter().any(|&class| lexicon.is(doc, at, class));
        if !(doc.is_apostrophe(at) || link) {
            return None;
        }
    }
    None
}

/// What a participle at `i` tells, a listed one too.
fn told(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> Option<(Tense, bool)> {
    participle(doc, lexicon, i).or_else(|| cue(doc, lexicon, i))
}

/// Whether the expression at `first` is what something is compared with: « moins qu'en 2015 », « mieux qu'au printemps ».
pub(crate) fn compares(doc: &Document<'_>, lexicon: Lexicon, first: usize) -> bool {
    let is = |at: usize, class| lexicon.is(doc, at, class);
    let mut at = first;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1) else { return false };
        at = before;
        if is(at, Class::TimeThan) {
            return at > 0 && is(at - 1, Class::TimeThan);
        }
        if !(doc.is_apostrophe(at) || is(at, Class::TimeInPart) || is(at, Class::TimeArticle)) {
            return false;
        }
    }
    false
}

/// Whether the infinitive of an auxiliary stands right before the participle at `i` (`être rendu`): another verb tells.
fn passive(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> bool {
    i > 0 && lexicon.sense(doc, i - 1, Class::Tense).is_some_and(|sense| sense.text == "be")
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
        return listed(doc, lexicon, i, sense);
    }
    if token.is_capitalised() && !token.starts_sentence() {
        return None;
    }
    let sense = ending(doc.token_text(i), 3..=6).filter(|sense| matches!(sense.text, "past" | "future"))?;
    Some((if sense.text == "past" { Tense::Past } else { Tense::Future }, false))
}

/// What a listed word at `i` tells.
fn listed(doc: &Document<'_>, lexicon: Lexicon, i: usize, sense: &Sense) -> Option<(Tense, bool)> {
    if !alike(doc, i, sense) {
        return None;
    }
    // without accents `a` may stand for `à`: before a number or right after `jusqu'` it does
    let bare = sense.has(flag::ACCENT) && !doc.is_accented();
    if bare && (i > 0 && doc.is_apostrophe(i - 1) || !is_verb_context(doc, lexicon, i + 1)) {
        return None;
    }
    // `l'A10`
    if sense.has(flag::ACCENT)
        && doc.tokens().get(i + 1).is_some_and(|next| next.is_number() && next.is_glued())
    {
        return None;
    }
    let tells =
        |i: usize, what: &str| lexicon.sense(doc, i, Class::Tense).is_some_and(|before| before.text == what);
    let had = || i > 0 && tells(i - 1, "past");
    let had_been = || i > 1 && tells(i - 1, "noun") && tells(i - 2, "past");
    let tense = match (sense.text, sense.has(flag::WEAK)) {
        ("past", _) => Tense::Past,
        // `a attendu`, but `est attendu`
        ("expected", _) if had() => Tense::Past,
        // `ont été reportés lundi`, but `ont été reportés à lundi`
        ("postponed", _) if (had() || had_been()) && !lexicon.is(doc, i + 1, Class::TimeInPart) => {
            Tense::Past
        }
        // `a proposé`, its accent left out
        ("future", _) if bare && had() => Tense::Past,
        // `Départ dimanche`
        ("opening", _) if doc.tokens()[i].starts_sentence() => Tense::Future,
        ("opening" | "be" | "participle" | "noun" | "from" | "for" | "before", _) => return None,
        (_, true) => Tense::Announced,
        _ => Tense::Future,
    };
    Some((tense, sense.has(flag::SOFT) || sense.text == "opening"))
}

/// Whether the word at `i` has the accents of its form where the text has any: `débute`, not `débuté`; a form that has
/// none, none either (`compte`, not `compté`).
fn alike(doc: &Document<'_>, i: usize, sense: &Sense) -> bool {
    let word = doc.token_text(i);
    if !doc.is_accented() || sense.form.contains(' ') {
        return true;
    }
    if sense.has(flag::ACCENT) {
        return word.chars().flat_map(char::to_lowercase).eq(sense.form.chars());
    }
    word.is_ascii() || !sense.form.is_ascii()
}

/// A past participle at `i` that is no noun: `déposé mardi`, `partis lundi`.
fn participle(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> Option<(Tense, bool)> {
    let token = *doc.tokens().get(i)?;
    let noun = i > 0
        && !token.starts_sentence()
        && [Class::TimeArticle, Class::TimeOf, Class::TimeDemonstrative, Class::TimeIn]
            .iter()
            .any(|&class| lexicon.may_be(doc.tokens()[i - 1], class));
    // `Visite guidée samedi`
    let notice =
        i > 0 && lexicon.sense(doc, i - 1, Class::Tense).is_some_and(|sense| sense.text == "opening");
    if !token.is_word()
        || notice
        || noun
        || token.is_capitalised() && !token.starts_sentence()
        || doc.is_apostrophe(i.wrapping_sub(1))
    {
        return None;
    }
    if let Some(sense) = lexicon.sense(doc, i, Class::Tense).filter(|sense| alike(doc, i, sense)) {
        return (sense.text == "participle").then_some((Tense::Past, false));
    }
    let regular = || ending(doc.token_text(i), 2..=5).is_some_and(|sense| sense.text == "participle");
    regular().then_some((Tense::Past, false))
}

/// Whether what follows at `i` can follow an auxiliary: a word that is none of time or place.
fn is_verb_context(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> bool {
    doc.tokens().get(i).is_some_and(|next| {
        let other = [Class::Weekday, Class::Month, Class::TimeNoon, Class::TimeArticle];
        next.is_word() && !next.is_capitalised() && !other.iter().any(|&class| lexicon.may_be(*next, class))
    })
}
