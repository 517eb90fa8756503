//! Whole texts that are one number: the library's entry to the number grammar.

use super::numbers::{Number, number_at, roman_at};
use crate::Document;
use crate::lang::{Class, Lexicon};
use rust_decimal::Decimal;

/// The exact value of a French number that is the whole text, in words, in figures or both; `None` where
/// the text is no number or its value does not fit a decimal of 28 digits.
///
/// ```
/// use rust_decimal::Decimal;
/// assert_eq!(glane::number("deux cent trente-quatre mille"), Some(Decimal::from(234_000)));
/// assert_eq!(glane::number("2,5 millions"), Some(Decimal::from(2_500_000)));
/// assert_eq!(glane::number("-1 200,50"), Some(Decimal::new(-120_050, 2)));
/// assert_eq!(glane::number("trois chats"), None);
/// ```
#[must_use]
pub fn number(text: &str) -> Option<Decimal> {
    let lexicon = Lexicon::french();
    let doc = Document::new(text, lexicon);
    let negative = matches!(doc.token_text(0), "-" | "−" | "–") || lexicon.is(&doc, 0, Class::NumberMinus);
    let signed = negative || doc.is_mark(0, "+");
    let number = number_at(&doc, lexicon, usize::from(signed)).filter(|number| !number.ordinal)?;
    if number.end != doc.tokens().len() {
        return None;
    }
    Some(if negative { -number.value } else { number.value })
}

/// The value of a French ordinal that is the whole text (`vingt et unième`, `4e`, `XIXe`); `None` where
/// the text is no ordinal.
///
/// ```
/// use rust_decimal::Decimal;
/// assert_eq!(glane::ordinal("quatre-vingt-dix-septième"), Some(Decimal::from(97)));
/// assert_eq!(glane::ordinal("1ère"), Some(Decimal::ONE));
/// assert_eq!(glane::ordinal("XIXe"), Some(Decimal::from(19)));
/// assert_eq!(glane::ordinal("dix"), None);
/// ```
#[must_use]
pub fn ordinal(text: &str) -> Option<Decimal> {
    let lexicon = Lexicon::french();
    let doc = Document::new(text, lexicon);
    let whole = |number: &Number| number.ordinal && number.end == doc.tokens().len();
    let found = number_at(&doc, lexicon, 0).filter(whole);
    found.or_else(|| roman_at(&doc, lexicon, 0).filter(whole)).map(|number| number.value)
}
