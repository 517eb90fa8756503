//! What may begin at a figure, told by what stands around it before the grammar is tried.

use super::first::{AFTER_BARE_DAY, AFTER_COUNT, AFTER_NUMBER, CALENDARS};
use super::parser::Parser;
use crate::lang::{Class, flag, mask};
use crate::text::{Gap, Token};

/// What may begin at a figure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// Nothing: it counts something else.
    Nothing,
    /// At most a year.
    Year,
    /// At most a bare day after `le`.
    Day,
    Anything,
}

impl Parser<'_, '_> {
    /// Whether `le` or `du` stands before the figure at token `i`.
    fn day_led(&self, i: usize) -> bool {
        const LED: u128 = mask(&[Class::TimeArticle, Class::TimeOf]);
        let article = i.checked_sub(1).filter(|&at| self.lexicon.classes(self.doc.tokens()[at]) & LED != 0);
        article.is_some_and(|at| {
            [Class::TimeArticle, Class::TimeOf].iter().any(|&class| {
                self.lexicon.sense(self.doc, at, class).is_some_and(|sense| sense.has(flag::DAY))
            })
        })
    }

    /// What may begin at the figure at token `i`, by what follows it.
    pub(super) fn figure_opens(&self, i: usize) -> Figure {
        let tokens = self.doc.tokens();
        let mut at = i + 1;
        // `15 000`, `15 millions`: what is counted stands after the groups and scales
        let goes_on = |token: &Token| {
            token.is_number() && token.span.len() == 3 || self.lexicon.may_be(*token, Class::NumberScale)
        };
        while at < i + 8 && tokens.get(at).is_some_and(goes_on) {
            at += 1;
        }
        let decimal = self.is_decimal(at);
        if decimal {
            at += 2;
            at += usize::from(tokens.get(at).is_some_and(goes_on));
        }
        let after = if at > i + 1 { AFTER_COUNT } else { AFTER_NUMBER };
        let Some(next) = tokens.get(at) else { return self.alone(i) };
        let number = |at: usize| tokens.get(at).is_some_and(|token| token.is_number());
        let open = if next.is_word() {
            self.lexicon.opens(*next) & after != 0
        } else if next.is_number() {
            true
        } else {
            match self.doc.byte(at) {
                b'.' | b':' => next.is_glued() && number(at + 1),
                b',' => {
                    let after = tokens.get(at + 1);
                    number(at + 1) || after.is_some_and(|after| self.lexicon.opens(*after) & CALENDARS != 0)
                }
                b'-' | b'/' | b'\'' | b'"' => true,
                // dashes and apostrophes, no `€`
                0xE2 => self.doc.token_text(at).as_bytes()[1] == 0x80,
                _ => false,
            }
        };
        match open {
            true => Figure::Anything,
            false if decimal => Figure::Nothing,
            false => self.alone(i),
        }
    }

    /// What the figure at token `i` may be where nothing that goes on with it follows.
    fn alone(&self, i: usize) -> Figure {
        let tokens = self.doc.tokens();
        let noun = |next: &Token| {
            next.is_word()
                && next.gap() <= Gap::Space
                && !next.is_masked()
                && self.lexicon.opens(*next) & AFTER_BARE_DAY == 0
        };
        match tokens[i].span.len() {
            4 => Figure::Year,
            // `le 15 maisons`
            1 | 2 if !tokens.get(i + 1).is_some_and(noun) && self.day_led(i) => Figure::Day,
            _ => Figure::Nothing,
        }
    }

    /// Whether the mark at `at` is a decimal comma.
    pub(super) fn is_decimal(&self, at: usize) -> bool {
        let tokens = self.doc.tokens();
        self.doc.byte(at) == b','
            && tokens[at].is_glued()
            && !tokens[at].is_masked()
            && tokens.get(at + 1).is_some_and(|next| next.is_number() && next.is_glued() && !next.is_masked())
    }
}
