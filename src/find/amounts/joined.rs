//! What a unit is joined to: a scale (`2,4 MEUR`), another unit (`t/ha`), the word before (`pourcentage de vingt`).

use super::hints::Hint;
use super::{RawUnit, Reader, Seen, Tail};
use crate::AmountKind;
use crate::lang::fr::numbers::{Link, Number, is_link};
use crate::lang::{Class, Sense, flag};
use crate::text::Gap;
use rust_decimal::Decimal;

impl Reader<'_, '_> {
    // amount.money   yes: « 2,4 MEUR », « 14 Meuros »   no: « 3 Meuble »
    /// A scale letter and a currency in one word.
    pub(super) fn joined_currency(self, number: &Number) -> Option<Tail> {
        let token = *self.doc.tokens().get(number.end)?;
        let capital = token.is_capitalised() || token.has_inner_capital();
        if !capital || !token.is_word() || token.word != 0 || token.is_masked() || token.span.len() > 12 {
            return None;
        }
        let text = self.doc.token_text(number.end);
        let (scale, sense) = (1..=3).find_map(|split| {
            let (letter, rest) = (text.get(..split)?, text.get(split..)?);
            let scale = self.lexicon.form(letter, Class::ScaleLetter).filter(|scale| scale.form == letter)?;
            let sense = self.lexicon.form(rest, Class::Currency)?;
            let code = sense.has(flag::EXACT) && sense.form == rest && rest.len() == 3;
            let word = sense.form == rest && rest.len() > 3 && !sense.has(flag::AMBIGUOUS);
            (code || word).then_some((scale, sense))
        })?;
        let value = number.value.checked_mul(Decimal::from(scale.number))?.normalize();
        Some(Tail { kind: AmountKind::Money, value, unit: RawUnit::Money(sense), end: number.end + 1 })
    }

    // amount.measure   yes: « le porc pesait 200 livres »   no: « 200 livres de poche »
    /// A word that is a currency too, where a weight is spoken of.
    pub(super) fn weighed(self, number: &Number, at: usize, i: usize, sense: &Sense) -> Option<Tail> {
        if !sense.has(flag::AMBIGUOUS) || !self.hinted(i, Hint::Weight) {
            return None;
        }
        let (end, sense) = self.lexicon.phrase(self.doc, at, Class::Unit)?;
        Some(Tail { kind: AmountKind::Measure, value: number.value, unit: RawUnit::Code(sense.text), end })
    }

    // amount.measure   yes: « 6,8 tonnes par hectare », « 30 km / h »   no: « 12 tonnes par jour »
    /// The unit `code`, which ends before token `end`, by another.
    pub(super) fn rate(self, end: usize, code: &'static str) -> Option<(usize, RawUnit)> {
        if self.doc.gap(end) > Gap::Space || code.contains('/') {
            return None;
        }
        let (end, per) = self.lexicon.phrase(self.doc, end, Class::MeasureCue)?;
        if per.number != 0 {
            return None;
        }
        let glued = self.doc.tokens().get(end).is_some_and(|next| next.is_glued() && !next.span.is_empty());
        let goes_on = glued && (self.doc.is_hyphen(end) || self.doc.is_apostrophe(end));
        (!goes_on).then_some((end, RawUnit::Rate(code, per.text)))
    }

    // amount.percent   yes: « pourcentage de vingt. »   no: « un pourcentage de 20 élèves »
    /// The number at `i`, which nothing follows, after `pourcentage de`.
    pub(super) fn percent_before(self, i: usize, number: &Number) -> Option<Seen> {
        let of = i.checked_sub(1).filter(|&of| is_link(self.doc, self.lexicon, of, Link::Of))?;
        let first = of.checked_sub(1)?;
        let sense = self.lexicon.sense(self.doc, first, Class::Percent)?;
        let year = !number.spelled && number.value >= Decimal::ONE_THOUSAND;
        if sense.form.len() < 4 || year || self.doc.gap(i) > Gap::Space || number.scale > 1 {
            return None;
        }
        let unit = RawUnit::Code(sense.text);
        let tail = Tail { kind: AmountKind::Percent, value: number.value, unit, end: number.end };
        (sense.text == "%").then_some(Seen {
            rule: "amount.percent",
            first,
            end: number.end,
            tail,
            value_end: None,
        })
    }
}
