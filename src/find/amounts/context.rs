//! Where a number belongs to something else: scores, phones, versions, articles of law, years.

use super::Reader;
use crate::lang::Class;
use crate::lang::fr::numbers::Number;
use crate::text::Gap;
use rust_decimal::Decimal;

impl Reader<'_, '_> {
    /// Whether the number at `i` touches nothing that it belongs to: not `G7`, `49.3`, `Covid-19`, `14:30`.
    pub(super) fn stands_free(self, i: usize, number: &Number) -> bool {
        !self.is_tied_before(i)
            && !self.is_tied_after(number)
            && !self.is_phone(i, number)
            && !self.is_named(i, number)
    }

    /// Whether a feminine singular stands before several: `la 2 CV`, `la 4L`, `une 300 ch` are names of things.
    fn is_named(self, i: usize, number: &Number) -> bool {
        let bar =
            || i.checked_sub(1).and_then(|before| self.lexicon.sense(self.doc, before, Class::AmountBar));
        !number.spelled
            && self.doc.gap(i) <= Gap::Space
            && bar().is_some_and(|bar| bar.number == 5)
            && number.value >= Decimal::TWO
    }

    /// `75116 Paris`: five figures without a gap before a capital are a postal code.
    pub(super) fn is_postal_code(self, i: usize, number: &Number) -> bool {
        !number.spelled && number.end == i + 1 && self.doc.token_text(i).len() == 5
    }

    fn is_tied_before(self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        let Some(token) = self.doc.tokens().get(before) else { return false };
        if self.doc.gap(i) != Gap::None {
            return self.doc.byte(before) == 0xC2
                && matches!(self.doc.token_text(before), "°" | "º" | "§")
                && !self.follows_number(before);
        }
        if self.lexicon.may_be(*token, Class::Currency) {
            return false;
        }
        if token.is_word() || token.is_number() {
            return true;
        }
        match self.doc.token_text(before) {
            "/" if self.follows_unit(before) => false,
            "." | "," | "/" | "_" | "°" | "º" | "§" | ":" | "*" | "&" | "=" | "\\" => true,
            "-" | "‑" | "‐" | "–" | "—" | "−" | "+" => {
                let tied = self.doc.gap(before) == Gap::None;
                tied && before
                    .checked_sub(1)
                    .and_then(|b| self.doc.tokens().get(b))
                    .is_some_and(|token| token.is_word() || token.is_number())
            }
            _ => false,
        }
    }

    /// Whether a sign of money or per cent is glued before token `i`: `35 €/20 €`.
    fn follows_unit(self, i: usize) -> bool {
        let before = i.checked_sub(1).and_then(|before| self.doc.tokens().get(before));
        self.doc.gap(i) == Gap::None
            && before.is_some_and(|token| {
                !token.is_word()
                    && (self.lexicon.may_be(*token, Class::Currency)
                        || self.lexicon.may_be(*token, Class::Percent))
            })
    }

    fn follows_number(self, i: usize) -> bool {
        i.checked_sub(1)
            .and_then(|before| self.doc.tokens().get(before))
            .is_some_and(|token| token.is_number())
    }

    fn is_tied_after(self, number: &Number) -> bool {
        let glued = |i: usize| self.doc.tokens().get(i).is_some_and(|token| token.is_glued());
        if !glued(number.end) || !glued(number.end + 1) {
            return false;
        }
        let figures = self.doc.tokens().get(number.end + 1).is_some_and(|token| token.is_number());
        figures && matches!(self.doc.token_text(number.end), "." | "," | ":" | "/" | "_" | "*" | "=")
    }

    /// Whether the number is one of the pairs of a phone number.
    fn is_phone(self, i: usize, number: &Number) -> bool {
        let pair = |i: usize| {
            self.doc.tokens().get(i).is_some_and(|token| token.is_number() && token.span.len() == 2)
        };
        if number.spelled || !pair(i) {
            return false;
        }
        let before = i.checked_sub(1).is_some_and(pair) && self.doc.gap(i) <= Gap::Space;
        let after = self.doc.byte(i) == b'0' && pair(i + 1) && self.doc.gap(i + 1) <= Gap::Space;
        before || after
    }

    /// Whether the word before the number at `i` takes it: `page 12`, `article 3`, `Windows 10`, `tous les deux`.
    pub(super) fn is_barred(self, i: usize, number: &Number) -> bool {
        let Some(mut before) = i.checked_sub(1) else { return false };
        if number.spelled {
            let all =
                |i| self.lexicon.sense(self.doc, i, Class::AmountBar).is_some_and(|bar| bar.number == 4);
            return all(before) || before.checked_sub(1).is_some_and(all);
        }
        if self.doc.is_mark(before, ".") || self.doc.is_mark(before, "°") {
            before = before.saturating_sub(1);
        }
        let bar = self.lexicon.sense(self.doc, before, Class::AmountBar).map(|bar| bar.number);
        let name = bar == Some(3)
            && number.value < Decimal::from(30)
            && self.doc.tokens().get(before).is_some_and(|token| token.is_capitalised());
        if bar == Some(1) || name {
            return true;
        }
        let month = self.lexicon.is(self.doc, before, Class::Month);
        let edition = self.doc.tokens().get(before).is_some_and(|token| {
            token.is_capitalised() && !token.starts_sentence() && self.doc.gap(i) <= Gap::Space
        });
        month || ((bar == Some(2) || edition) && self.is_bare_year(i, number))
    }

    /// Whether the number at `i` is four figures that a year may be.
    pub(super) fn is_bare_year(self, i: usize, number: &Number) -> bool {
        number.end == i + 1
            && self.doc.token_text(i).len() == 4
            && number.value >= Decimal::from(1800)
            && number.value <= Decimal::from(2100)
    }
}
