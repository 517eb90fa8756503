//! Amounts as they are seen: a number and what it counts.

mod context;
mod count;
mod fraction;
mod hints;
mod joined;
mod measure;
mod range;

use super::Find;
use super::gate::{self, AMOUNT, CHUNK, Chosen};
use crate::lang::fr::numbers::{self, Number, number_at};
use crate::lang::{Class, Lexicon, Sense, mask};
use crate::text::Token;
use crate::{AmountKind, Candidate, Document, Modifier, Reading, RuleId, Span};
use rust_decimal::Decimal;

/// An amount as it was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawAmount {
    pub(crate) kind: AmountKind,
    pub(crate) value: Decimal,
    pub(crate) value_end: Option<Decimal>,
    pub(crate) unit: RawUnit,
    pub(crate) modifier: Modifier,
}

/// What an amount is measured in, as it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawUnit {
    /// `%`, `point` or UCUM; empty for a rank.
    Code(&'static str),
    /// A currency or its hundredth as it is listed; its text is the code of ISO 4217.
    Money(&'static Sense),
    /// One unit of UCUM by another (`t`, `har`).
    Rate(&'static str, &'static str),
    /// The counted noun, as it stands in the text.
    Noun(Span),
}

/// Finds amounts: money, percentages, measures and counts; ranks (`4e`) only on demand.
#[derive(Clone, Copy, Debug)]
pub struct Amounts {
    pub(crate) lexicon: Lexicon,
    /// Whether ranks (`4e`, `deuxième`) count.
    pub(crate) ranks: bool,
}

impl Find for Amounts {
    fn find<'g>(&'g self, doc: &Document<'_>, out: &mut Vec<Candidate<'g>>) {
        let reader = Reader { doc, lexicon: self.lexicon, ranks: self.ranks };
        let tokens = doc.tokens();
        let mut free = 0;
        for first in (0..tokens.len()).step_by(CHUNK) {
            starts(&tokens[first..]).each(first, |i| {
                let token = tokens[i];
                if i >= free && !token.is_masked() && (token.is_number() || reader.begins_number(token, i)) {
                    free = reader.read(i, out);
                }
            });
        }
    }
}

/// Those of the next tokens that an amount may start at.
#[inline(never)]
fn starts(tokens: &[Token]) -> Chosen {
    Chosen::new(&gate::gates(tokens), |own, _, _| gate::has(own, AMOUNT))
}

/// What follows a number: its unit, and one past the last token.
#[derive(Clone, Copy)]
struct Tail {
    kind: AmountKind,
    value: Decimal,
    unit: RawUnit,
    end: usize,
}

impl Tail {
    fn is_degrees(&self) -> bool {
        matches!(self.unit, RawUnit::Code("Cel" | "[degF]" | "K"))
    }
}

/// An amount between two tokens; `end` is one past its last.
struct Seen {
    rule: &'static str,
    first: usize,
    end: usize,
    tail: Tail,
    value_end: Option<Decimal>,
}

/// Words an amount may begin with.
pub(super) const STARTS: u128 = numbers::STARTS | mask(&[Class::NumberFraction]);

/// Words that are articles unless a number word follows.
const ARTICLES: u128 = mask(&[Class::NumberUnit, Class::NumberPlural]);

/// What makes a number of `un` before it.
const MAKES_NUMBER: u128 = numbers::STARTS
    | mask(&[
        Class::NumberScale,
        Class::NumberCollectiveAdjective,
        Class::NumberFraction,
        Class::NumberLink,
        Class::RangeLink,
        Class::Currency,
        Class::CurrencyCent,
        Class::Unit,
        Class::Percent,
    ]);

/// What makes a number of `des` before it.
const MAKES_PLURAL: u128 =
    mask(&[Class::NumberCollective, Class::NumberScale, Class::NumberCollectiveAdjective]);

#[derive(Clone, Copy)]
struct Reader<'a, 't> {
    doc: &'a Document<'t>,
    lexicon: Lexicon,
    ranks: bool,
}

impl Reader<'_, '_> {
    /// Reads the number at token `i` and what it counts; returns where to go on.
    fn read(self, i: usize, out: &mut Vec<Candidate<'_>>) -> usize {
        if let Some(seen) = self.may_be_fraction(i).then(|| self.fraction(i)).flatten() {
            let end = seen.end;
            self.push(None, seen, out);
            return end;
        }
        let Some(number) = number_at(self.doc, self.lexicon, i) else { return self.skip_figures(i) };
        if number.ordinal {
            self.rank(i, &number, out);
            return number.end;
        }
        if number.indefinite {
            return number.end;
        }
        if self.ends_text(i, &number) {
            if let Some(seen) = self.percent_before(i, &number) {
                self.push(None, seen, out);
            }
            return number.end;
        }
        if !self.stands_free(i, &number) {
            return number.end;
        }
        let own = self.measured(&number, i);
        match self.range(i, &number, own).or_else(|| self.single(i, &number, own)) {
            Some(seen) => {
                let end = seen.end;
                self.push(Some(&number), seen, out);
                end
            }
            None => number.end,
        }
    }

    /// Whether a word that may begin a number is more than an article: `des` before `dizaines`, `un` before
    /// `million`; cheap, for articles are frequent.
    fn begins_number(self, token: Token, i: usize) -> bool {
        let article = self.lexicon.classes(token) & ARTICLES != 0;
        if !article {
            return true;
        }
        let one = || self.lexicon.sense(self.doc, i, Class::NumberUnit).is_none_or(|unit| unit.number == 1);
        let Some(next) = self.doc.tokens().get(i + 1) else { return !one() };
        let classes = self.lexicon.classes(*next);
        if self.lexicon.may_be(token, Class::NumberPlural) {
            return classes & MAKES_PLURAL != 0;
        }
        classes & MAKES_NUMBER != 0
            || !next.is_word()
            || self.lexicon.opens(*next) & const { mask(&[Class::Percent]) } != 0
            || !one()
    }

    /// Whether a mark that no unit begins with follows, and no currency stands before; cheap.
    fn ends_text(self, i: usize, number: &Number) -> bool {
        let tokens = self.doc.tokens();
        let mark = |token: &Token| !token.is_word() && !token.is_number() && token.word == 0;
        let before = i.checked_sub(1).and_then(|before| tokens.get(before));
        tokens.get(number.end).is_none_or(mark)
            && !self.doc.sign(number.end).is_dash()
            && !before.is_some_and(|before| self.lexicon.may_be(*before, Class::Currency))
    }

    /// One past the run of figures and separators at `i`: a number too long to be one.
    fn skip_figures(self, i: usize) -> usize {
        let run = self.doc.tokens().get(i..).unwrap_or_default();
        i + run.iter().take_while(|token| token.is_number() || (token.is_glued() && !token.is_word())).count()
    }

    /// One number with its unit or noun.
    fn single(self, i: usize, number: &Number, own: Option<Tail>) -> Option<Seen> {
        if let Some(seen) = self.money_before(i, number) {
            return Some(seen);
        }
        let whole = |tail: &Tail| self.is_whole(i, tail.end);
        if let Some(tail) = own.filter(|tail| !number.article || self.article_measures(number) || whole(tail))
        {
            let (first, tail) = self.signed(i, tail);
            return Some(Seen { rule: rule(tail.kind), first, end: tail.end, tail, value_end: None });
        }
        let tail = self.counted(i, number)?;
        Some(Seen { rule: "amount.count", first: i, end: tail.end, tail, value_end: None })
    }

    // amount.rank   yes: « classé 4e », « la deuxième »   no: « 4 étages »
    fn rank(self, i: usize, number: &Number, out: &mut Vec<Candidate<'_>>) {
        if !self.ranks {
            return;
        }
        let raw = RawAmount {
            kind: AmountKind::Rank,
            value: number.value,
            value_end: None,
            unit: RawUnit::Code(""),
            modifier: Modifier::None,
        };
        let span = self.doc.span(i, number.end - 1);
        out.push(Candidate { span, rule: RuleId("amount.rank"), reading: Reading::Amount(raw) });
    }

    fn push(self, number: Option<&Number>, seen: Seen, out: &mut Vec<Candidate<'_>>) {
        let own = match number {
            Some(number) if number.plural_approximate => Modifier::MoreThan,
            Some(number) if number.approximate => Modifier::Approx,
            _ => Modifier::None,
        };
        let modifier = self
            .modifier_before(seen.first)
            .map(|(modifier, _)| modifier)
            .or_else(|| self.modifier_after(seen.end))
            .unwrap_or(own);
        let raw = RawAmount {
            kind: seen.tail.kind,
            value: seen.tail.value,
            value_end: seen.value_end,
            unit: seen.tail.unit,
            modifier,
        };
        let span = self.doc.span(seen.first, seen.end - 1);
        out.push(Candidate { span, rule: RuleId(seen.rule), reading: Reading::Amount(raw) });
    }
}

const fn rule(kind: AmountKind) -> &'static str {
    match kind {
        AmountKind::Money => "amount.money",
        AmountKind::Percent => "amount.percent",
        AmountKind::Measure => "amount.measure",
        AmountKind::Count => "amount.count",
        AmountKind::Rank => "amount.rank",
    }
}
