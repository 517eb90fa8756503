//! Roman numerals, only where a rule asks for them.

use super::numbers::Number;
use crate::Document;
use crate::lang::{Class, Lexicon};
use rust_decimal::Decimal;

/// The roman numeral at token `i`, alone (`XIV`) or with an ordinal suffix (`XIXe`, `Ier`).
pub(crate) fn roman_at(doc: &Document<'_>, lexicon: Lexicon, i: usize) -> Option<Number> {
    let token = doc.tokens().get(i)?;
    if !token.is_word() || !token.is_capitalised() || token.is_masked() {
        return None;
    }
    let text = doc.token_text(i);
    let letters = text.bytes().take_while(|byte| ROMAN.iter().any(|(letter, _)| letter == byte)).count();
    let suffix = &text[letters..];
    let suffixed = !suffix.is_empty() && lexicon.form(suffix, Class::NumberOrdinalSuffix).is_some();
    if letters == 0 || letters > 15 || !(suffix.is_empty() || suffixed) {
        return None;
    }
    let value = roman(&text.as_bytes()[..letters])?;
    Some(Number { ordinal: suffixed, ..Number::new(Decimal::from(value), i + 1) })
}

const ROMAN: [(u8, u32); 7] =
    [(b'M', 1000), (b'D', 500), (b'C', 100), (b'L', 50), (b'X', 10), (b'V', 5), (b'I', 1)];

/// The value of a roman numeral in its one proper form.
fn roman(letters: &[u8]) -> Option<u32> {
    const FORMS: [(&[u8], u32); 13] = [
        (b"M", 1000),
        (b"CM", 900),
        (b"D", 500),
        (b"CD", 400),
        (b"C", 100),
        (b"XC", 90),
        (b"L", 50),
        (b"XL", 40),
        (b"X", 10),
        (b"IX", 9),
        (b"V", 5),
        (b"IV", 4),
        (b"I", 1),
    ];
    let (mut rest, mut value) = (letters, 0);
    for (form, worth) in FORMS {
        let mut times = 0;
        while let Some(after) = rest.strip_prefix(form) {
            (rest, value, times) = (after, value + worth, times + 1);
        }
        let most = if matches!(worth, 1000 | 100 | 10 | 1) { 3 } else { 1 };
        if times > most {
            return None;
        }
    }
    rest.is_empty().then_some(value)
}
