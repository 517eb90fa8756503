//! Numbers of things: the counted noun and the adjectives before it.

use super::{RawUnit, Reader, Tail};
use crate::AmountKind;
use crate::lang::fr::numbers::{Link, Number, after_of, is_link};
use crate::lang::{Class, flag, mask};
use crate::text::{Gap, Token};
use rust_decimal::Decimal;

/// Words that are never counted.
const NEVER: u128 = mask(&[
    Class::CountStop,
    Class::Month,
    Class::Weekday,
    Class::NumberUnit,
    Class::NumberTen,
    Class::NumberHundred,
    Class::NumberThousand,
    Class::NumberScale,
    Class::NumberFraction,
    Class::NumberOrdinal,
]);

fn is_year(number: &Number) -> bool {
    (Decimal::from(1800)..=Decimal::from(2100)).contains(&number.value)
}

impl Reader<'_, '_> {
    /// The noun that `number`, which starts at token `i`, counts.
    // amount.count   yes: « 10 nouveaux commerciaux », « trois blessés »   no: « page 12 titres », « 5 mai »
    pub(super) fn counted(self, i: usize, number: &Number) -> Option<Tail> {
        if number.article || self.is_barred(i, number) {
            return None;
        }
        let at = self.counted_from(number)?;
        let (first, end) = self.noun_phrase(at, i, number)?;
        let value = number.grouped.unwrap_or(number.value);
        let whole = number.grouped.is_some() || number.value.scale() == 0 || number.value.fract().is_zero();
        let known = self.lexicon.is(self.doc, first, Class::CountedNoun);
        if !whole && !known {
            return None;
        }
        let unit = RawUnit::Noun(self.doc.span(first, end - 1));
        Some(Tail { kind: AmountKind::Count, value, unit, end })
    }

    /// Where the counted noun begins: after `de` where the number is a noun itself (`une dizaine`, `2 millions`).
    fn counted_from(self, number: &Number) -> Option<usize> {
        let at = number.end;
        if self.doc.gap(at) != Gap::Space {
            return None;
        }
        let of = after_of(self.doc, self.lexicon, at);
        let noun = number.scale >= 1_000_000 || number.approximate || number.plural_approximate;
        match (noun, of > at) {
            (true, true) => (self.doc.gap(of) <= Gap::Space).then_some(of),
            (false, false) => Some(at),
            _ => None,
        }
    }

    /// The noun after at most three adjectives: its first token and one past its last.
    fn noun_phrase(self, mut at: usize, i: usize, number: &Number) -> Option<(usize, usize)> {
        let mut adjective_as_noun = None;
        for _ in 0..4 {
            let Some(adjective) = self.lexicon.sense(self.doc, at, Class::CountAdjective) else { break };
            if self.compound_end(at) > at + 1 {
                break;
            }
            adjective_as_noun = adjective.has(flag::NOUN).then_some((at, at + 1));
            at += 1;
            if is_link(self.doc, self.lexicon, at, Link::And)
                && self.lexicon.is(self.doc, at + 1, Class::CountAdjective)
            {
                at += 1;
            }
            if self.doc.gap(at) != Gap::Space {
                return adjective_as_noun;
            }
        }
        if adjective_as_noun.is_some() && self.is_participle(at) {
            return adjective_as_noun;
        }
        self.noun(at, i, number).or(adjective_as_noun)
    }

    fn noun(self, at: usize, i: usize, number: &Number) -> Option<(usize, usize)> {
        let token = *self.doc.tokens().get(at)?;
        let postal = token.is_capitalised() && self.is_postal_code(i, number);
        if !token.is_word() || token.is_masked() || token.span.len() < 2 || postal {
            return None;
        }
        let end = self.compound_end(at);
        let prefix = end > at + 1 && self.lexicon.may_be(token, Class::CompoundHead);
        let acronym = token.is_all_caps() && self.lexicon.may_be(token, Class::StreetType);
        let known = self.lexicon.may_be(token, Class::CountedNoun);
        if self.lexicon.classes(token) & NEVER != 0 && !prefix && !(acronym && known) {
            return None;
        }
        if self.doc.is_apostrophe(end) && self.doc.gap(end) == Gap::None {
            return None;
        }
        if self.is_street(at, end) {
            return None;
        }
        let many = number.value >= Decimal::TWO || number.value <= -Decimal::TWO;
        let plural =
            self.is_plural(at) || (end > at + 1 && (self.is_plural(end - 1) || self.is_invariable_head(at)));
        let after_of = at > number.end && is_link(self.doc, self.lexicon, number.end, Link::Of);
        let fits = match (many, token.is_all_caps(), token.is_capitalised()) {
            (_, true, _) => known || (many && self.is_acronym(i, at, token, plural)),
            (true, _, true) => self.is_counted_name(i, at, end, number, known),
            (true, _, false) => plural || (known && after_of),
            (false, _, capital) => !capital && (known || self.has_noun_ending(at)),
        };
        (fits && (!token.has_inner_capital() || token.is_all_caps())).then_some((at, end))
    }

    /// Whether the noun names a street: `12 rue`, `3 allées Jean-Jaurès`, not `80 places`.
    fn is_street(self, at: usize, end: usize) -> bool {
        let Some(street) = self.lexicon.sense(self.doc, at, Class::StreetType) else { return false };
        let token = self.doc.tokens().get(at);
        let acronym = token.is_some_and(|token| {
            token.is_all_caps()
                && !street.has(flag::PLURAL)
                && self.lexicon.may_be(*token, Class::CountedNoun)
        });
        if acronym {
            return self.lexicon.is(self.doc, end, Class::StreetType);
        }
        let linked = (end..end + 4)
            .find(|&next| !self.lexicon.is(self.doc, next, Class::Particle) && !self.doc.is_apostrophe(next));
        let named = linked
            .and_then(|next| self.doc.tokens().get(next))
            .is_some_and(|next| next.is_capitalised() && next.gap() <= Gap::Space);
        !street.has(flag::PLURAL) || named
    }

    /// One past the last part of `sapeurs-pompiers`, `chefs-d'œuvre`.
    fn compound_end(self, at: usize) -> usize {
        let word =
            |i: usize| self.doc.tokens().get(i).is_some_and(|token| token.is_glued() && token.is_word());
        let mut end = at + 1;
        while end < at + 8 && self.doc.is_hyphen(end) && self.doc.gap(end) == Gap::None && word(end + 1) {
            let elided =
                self.doc.is_apostrophe(end + 2) && self.doc.gap(end + 2) == Gap::None && word(end + 3);
            end += if elided { 4 } else { 2 };
        }
        end
    }

    /// `trois gratte-ciel`.
    fn is_invariable_head(self, at: usize) -> bool {
        let head = self.lexicon.sense(self.doc, at, Class::CompoundHead);
        head.is_some_and(|head| head.has(flag::INVARIABLE))
    }

    fn is_plural(self, at: usize) -> bool {
        self.doc.token_text(at).ends_with(['s', 'x', 'z', 'S', 'X', 'Z'])
    }

    /// `40 PME`, `trois TGV`, `TROIS ECOLES`; not `France 98 USA`.
    fn is_acronym(self, i: usize, at: usize, token: Token, plural: bool) -> bool {
        let before = i.checked_sub(1).and_then(|before| self.doc.tokens().get(before));
        let named = before.is_some_and(|before| before.is_capitalised() && !before.starts_sentence());
        let numbered = self.doc.tokens().get(at + 1).is_some_and(|next| next.is_number());
        !numbered
            && (plural || token.span.len() <= 6 && !named)
            && !self.lexicon.may_be(token, Class::Currency)
    }

    /// `quatre Canadair`, `120 Français`; not `Windows 10 Pro`, `les 3 Suisses Paris`.
    fn is_counted_name(self, i: usize, at: usize, end: usize, number: &Number, known: bool) -> bool {
        let next = self.doc.tokens().get(end);
        let goes_on =
            next.is_some_and(|next| next.gap() <= Gap::Space && (next.is_capitalised() || next.is_number()));
        let before = i.checked_sub(1).and_then(|before| self.doc.tokens().get(before));
        let named = before.is_some_and(|before| before.is_capitalised() && !before.starts_sentence());
        let first = self.doc.tokens().get(i);
        let spelled =
            number.spelled && first.is_some_and(|first| !first.is_capitalised() || first.starts_sentence());
        let great = number.value >= Decimal::ONE_HUNDRED && self.is_plural(at) && !is_year(number);
        !goes_on && !named && (known || spelled || great || self.has_demonym_ending(at))
    }

    /// `trois jeunes blessés`: a participle that no list knows as a noun.
    fn is_participle(self, at: usize) -> bool {
        let known =
            self.doc.tokens().get(at).is_some_and(|token| self.lexicon.may_be(*token, Class::CountedNoun));
        !known && self.ends_in(at, Class::ParticipleEnding)
    }

    fn has_noun_ending(self, at: usize) -> bool {
        self.ends_in(at, Class::NounEnding)
    }

    fn has_demonym_ending(self, at: usize) -> bool {
        self.ends_in(at, Class::DemonymEnding)
    }

    fn ends_in(self, at: usize, class: Class) -> bool {
        let text = self.doc.token_text(at);
        let starts = text.char_indices().rev().map(|(start, _)| start).take(6).take_while(|&start| start > 1);
        starts.into_iter().any(|start| self.lexicon.form(&text[start..], class).is_some())
    }
}
