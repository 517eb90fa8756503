//! Numbers that are nouns: `une dizaine`, `trois douzaines`, `des milliers`.

use super::links::{after_of, is_half};
use super::numbers::{Number, Reader};
use crate::lang::{Class, flag};
use crate::text::Gap;
use rust_decimal::Decimal;

impl Reader<'_, '_> {
    /// `une` → `une dizaine`, `une bonne centaine`, `une demi-douzaine`; `trois` → `trois douzaines`.
    pub(super) fn collective(self, number: Number) -> Option<Number> {
        if number.ordinal {
            return None;
        }
        let mut at = self.next(number.end)?;
        let half = number.article && is_half(self.doc, self.lexicon, at);
        if half || (number.article && self.lexicon.is(self.doc, at, Class::NumberCollectiveAdjective)) {
            at = self.next(at + 1)?;
        }
        let sense = self
            .sense(at, Class::NumberCollective)
            .or_else(|| self.sense(at, Class::NumberScale).filter(|_| half))?;
        let mut value = number.value.checked_mul(Decimal::from(sense.number))?;
        if half {
            value = value.checked_mul(Decimal::new(5, 1))?;
        }
        let scale = if sense.class == Class::NumberScale { sense.number } else { number.scale };
        let approximate = sense.class != Class::NumberScale;
        self.of_scales(Number { value, end: at + 1, article: false, approximate, scale, ..number })
    }

    /// `une centaine` → `une centaine de milliers`, `de millions`.
    fn of_scales(self, mut number: Number) -> Option<Number> {
        number.value = number.value.normalize();
        for _ in 0..2 {
            let at = after_of(self.doc, self.lexicon, number.end);
            let sense = self
                .sense(at, Class::NumberScale)
                .or_else(|| self.sense(at, Class::NumberCollective).filter(|sense| sense.has(flag::PLURAL)));
            let Some(sense) = sense.filter(|_| at > number.end && self.doc.gap(at) <= Gap::Space) else {
                break;
            };
            number.value = number.value.checked_mul(Decimal::from(sense.number))?;
            (number.end, number.scale) = (at + 1, sense.number);
        }
        Some(number)
    }

    /// `des dizaines`, `plusieurs milliers`, `quelques millions`, `centaines de milliers`; `quelques` alone.
    pub(super) fn plural(self, i: usize) -> Option<Number> {
        let article = self.sense(i, Class::NumberPlural);
        let mut at = if article.is_some() { self.next(i + 1)? } else { i };
        if article.is_some() && self.lexicon.is(self.doc, at, Class::NumberCollectiveAdjective) {
            at = self.next(at + 1)?;
        }
        let sense = self
            .sense(at, Class::NumberCollective)
            .filter(|sense| sense.has(flag::PLURAL))
            .or_else(|| self.sense(at, Class::NumberScale).filter(|_| article.is_some()));
        if let Some(sense) = sense {
            let number = Number::new(Decimal::from(sense.number), at + 1);
            return self.of_scales(Number { plural_approximate: true, ..number });
        }
        let counted = self.doc.tokens().get(i + 1)?;
        let indefinite = article?.has(flag::INDEFINITE) && counted.is_word() && self.piece(i + 1).is_none();
        indefinite.then(|| Number {
            approximate: true,
            indefinite: true,
            ..Number::new(Decimal::from(3), i + 1)
        })
    }
}
