//! The words that an acronym in brackets stands for: `syndicat mixte des transports (SMT)`, `ARS (agence régionale de santé)`.

use super::scan::{Scan, Seen};
use crate::Document;
use crate::lang::Class;
use crate::text::{Gap, Sign, fold};

/// Tokens before or in the brackets that are looked at, at the most.
const REACH: usize = 20;

/// org.expansion   yes: « le syndicat mixte des transports (SMT) »   no: « une taxe de plus (SMT) »
///
/// What an acronym is spelt by is a candidate, and the acronym is one that was seen spelt.
pub(super) fn find(scan: &mut Scan<'_, '_, '_>, open: usize) {
    let doc = scan.doc;
    let pair = match Acronym::starting_at(doc, open + 1) {
        Some(acronym) if doc.is_mark(acronym.end, ")") => {
            acronym.before(doc, open).map(|first| (acronym, first, open))
        }
        _ => Acronym::ending_at(doc, open).and_then(|acronym| {
            let end = acronym.within(doc, open + 1)?;
            Some((acronym, open + 1, end))
        }),
    };
    if let Some((acronym, first, end)) = pair {
        let letters = acronym.letters.len();
        scan.push(Seen::expansion(first, end, letters));
        scan.push(Seen::expansion(acronym.first, acronym.end, letters));
    }
}

/// Letters, and what they may be spelt by.
struct Acronym {
    first: usize,
    end: usize,
    letters: Vec<char>,
    /// Whether a word may give more than its initial (`Sydemar`), as in long names that read like words.
    syllables: bool,
}

impl Acronym {
    fn starting_at(doc: &Document<'_>, first: usize) -> Option<Self> {
        let glued = doc.tokens().iter().skip(first + 1).take_while(|token| is_part(doc, **token)).count();
        Self::of(doc, first, first + 1 + glued)
    }

    fn ending_at(doc: &Document<'_>, end: usize) -> Option<Self> {
        let before = doc.tokens().get(..end)?;
        let glued = before.iter().rev().take(4).take_while(|token| is_part(doc, **token)).count();
        Self::of(doc, end.checked_sub(glued + 1)?, end)
    }

    /// One word in capitals or with one in front, or capitals and figures (`C3N`).
    fn of(doc: &Document<'_>, first: usize, end: usize) -> Option<Self> {
        let (token, span) = (*doc.tokens().get(first)?, doc.span(first, end - 1));
        let is_single = end == first + 1;
        let shaped =
            if is_single { token.is_capitalised() } else { token.is_all_caps() || token.span.len() == 1 };
        if !(2..=9).contains(&span.len()) || !shaped || token.is_masked() {
            return None;
        }
        let letters = letters(&fold(span.of(doc.text())))?;
        let plain = is_single && !token.is_all_caps();
        // Short words with a capital are names more often than acronyms.
        (!plain || letters.len() > 3).then_some(Self {
            first,
            end,
            syllables: plain && letters.len() > 5,
            letters,
        })
    }

    /// Where the words before `open` start that spell the acronym.
    fn before(&self, doc: &Document<'_>, open: usize) -> Option<usize> {
        let near = (open.saturating_sub(REACH)..open).rev();
        let reach = near.take_while(|&at| self.may_be_passed(doc, at, open)).count();
        let starts = || (open - reach..open.saturating_sub(1)).rev();
        let spelt = |tail| move |&first: &usize| self.is_spelt(doc, first, open, tail);
        starts().find(spelt(false)).or_else(|| starts().find(spelt(true)))
    }

    /// Where the words from `first` on end that spell the acronym: at the bracket or at a comma before it.
    fn within(&self, doc: &Document<'_>, first: usize) -> Option<usize> {
        let inside = first..doc.tokens().len().min(first + REACH);
        let close = inside.clone().find(|&i| doc.is_mark(i, ")"))?;
        let ends = [Some(close), inside.clone().find(|&i| doc.is_mark(i, ","))];
        let fits = |&end: &usize| end > first + 1 && end <= close && self.is_spelt(doc, first, end, true);
        ends.into_iter().flatten().find(fits)
    }

    fn may_be_passed(&self, doc: &Document<'_>, at: usize, end: usize) -> bool {
        let token = doc.tokens()[at];
        let near = at + 1 == end || doc.gap(at + 1) <= Gap::Space;
        let comma = token.sign == Sign::Comma && self.letters.len() > 3;
        near && !token.is_masked() && (token.is_word() || token.joins() || comma)
    }

    /// Whether the tokens from `first` to `end` spell the acronym: every word gives its initial, but for particles
    /// and one word in four letters; with a `tail`, words may follow that give none.
    fn is_spelt(&self, doc: &Document<'_>, first: usize, end: usize, tail: bool) -> bool {
        let count = self.letters.len();
        let tail = tail && count > 3;
        if self.given(0, &fold(doc.token_text(first))) == 0 {
            return false;
        }
        // For each number of letters that are spelt, how many words gave none.
        let mut left_out = vec![usize::MAX; count + 1];
        left_out[0] = 0;
        for at in first..end {
            let token = doc.tokens()[at];
            if !token.is_word() {
                continue;
            }
            let link =
                [Class::Particle, Class::TopicLink].iter().any(|&class| doc.lexicon().may_be(token, class));
            let word = fold(doc.token_text(at));
            for spelt in (0..=count).rev() {
                let skipped = left_out[spelt];
                left_out[spelt] = match skipped {
                    usize::MAX => continue,
                    _ if at == first => usize::MAX,
                    skipped if link || (tail && spelt == count) => skipped,
                    skipped => skipped + 1,
                };
                for given in 1..=self.given(spelt, &word) {
                    left_out[spelt + given] = left_out[spelt + given].min(skipped);
                }
            }
        }
        left_out[count] <= count / 4
    }

    /// How many letters from number `from` on a word may give.
    fn given(&self, from: usize, word: &str) -> usize {
        let most = if self.syllables { 4 } else { 1 };
        self.letters[from..]
            .iter()
            .take(most)
            .zip(word.chars())
            .take_while(|(letter, c)| *letter == c)
            .count()
    }
}

/// Whether a token goes on with letters and figures without a gap.
fn is_part(doc: &Document<'_>, token: crate::Token) -> bool {
    let short = token.span.len() <= 4 && !token.is_masked();
    token.is_glued() && short && (token.is_number() || token.is_all_caps() || is_capital(doc, token))
}

fn is_capital(doc: &Document<'_>, token: crate::Token) -> bool {
    token.is_capitalised() && token.span.of(doc.text()).chars().count() == 1
}

/// The letters of an acronym; a figure repeats the letter before it, at the start the one after it (`C3N`, `3ADN`).
fn letters(text: &str) -> Option<Vec<char>> {
    let mut letters: Vec<char> = Vec::new();
    let mut again = 0;
    for c in text.chars() {
        match (c.to_digit(10), letters.last().copied()) {
            (Some(times @ 2..=4), Some(last)) => letters.extend((1..times).map(|_| last)),
            (Some(times @ 2..=4), None) => again = times - 1,
            (Some(_), _) => return None,
            (None, _) if c.is_alphabetic() => {
                letters.extend((0..=std::mem::take(&mut again)).map(|_| c));
            }
            (None, _) => return None,
        }
    }
    Some(letters)
}
