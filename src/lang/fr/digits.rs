//! Numbers in figures: groups of three and decimals.

use crate::Document;
use crate::text::Gap;
use rust_decimal::Decimal;

/// More digits than a decimal holds: longer numbers are refused.
const MAX_DIGITS: u32 = 28;

/// A number in figures as it was read.
pub(super) struct Figures {
    pub(super) value: Decimal,
    pub(super) end: usize,
    /// The other reading of `28,000`: with the comma between groups.
    pub(super) grouped: Option<Decimal>,
}

/// Digits gathered exactly: `mantissa` with `scale` of them after the decimal point.
#[derive(Clone, Copy, Default)]
struct Digits {
    mantissa: i128,
    count: u32,
    scale: u32,
}

impl Digits {
    fn push(mut self, digits: &str) -> Option<Self> {
        self.count += u32::try_from(digits.len()).ok().filter(|&count| count <= MAX_DIGITS)?;
        if self.count > MAX_DIGITS {
            return None;
        }
        // Most are short: as many as sixty-four bits hold are read at once.
        for digits in digits.as_bytes().chunks(18) {
            let value = digits.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
            self.mantissa = self.mantissa * i128::from(10_u64.pow(digits.len() as u32)) + i128::from(value);
        }
        Some(self)
    }

    fn push_decimals(self, digits: &str) -> Option<Self> {
        let mut all = self.push(digits)?;
        all.scale = all.count - self.count;
        Some(all)
    }

    fn value(self) -> Option<Decimal> {
        Decimal::try_from_i128_with_scale(self.mantissa, self.scale).ok()
    }
}

/// The number in figures that starts at token `i`; `None` where it has more than 28 digits.
pub(super) fn figures_at(doc: &Document<'_>, i: usize) -> Option<Figures> {
    if !doc.tokens().get(i).is_some_and(|token| token.is_number()) {
        return None;
    }
    if doc.tokens().get(i + 1).is_none_or(|next| next.is_word()) {
        let value = Digits::default().push(doc.token_text(i))?.value()?;
        return Some(Figures { value, end: i + 1, grouped: None });
    }
    let (digits, end) = groups(doc, i)?;
    let mark = doc.token_text(end);
    let decimals = decimals(doc, end);
    let value = digits.value()?;
    let Some(text) = decimals.filter(|_| matches!(mark, "," | ".") && !chains(doc, end)) else {
        return Some(Figures { value, end, grouped: None });
    };
    let grouped = (mark == "," && end == i + 1 && text.len() == 3 && opens_groups(doc, i))
        .then(|| digits.push(text).and_then(Digits::value))
        .flatten();
    Some(Figures { value: digits.push_decimals(text)?.value()?, end: end + 2, grouped })
}

/// The digits glued to the mark at token `i`, itself glued.
fn decimals<'t>(doc: &Document<'t>, i: usize) -> Option<&'t str> {
    let next = doc.tokens().get(i + 1)?;
    (doc.gap(i) == Gap::None && next.is_glued() && next.is_number()).then(|| doc.token_text(i + 1))
}

/// Whether the mark at `i` and its digits are followed by the same once more (`1,2,3`, `12.03.2020`).
fn chains(doc: &Document<'_>, i: usize) -> bool {
    doc.token_text(i + 2) == doc.token_text(i) && decimals(doc, i + 2).is_some()
}

/// Whether token `i` may be the first of several groups of digits.
fn opens_groups(doc: &Document<'_>, i: usize) -> bool {
    doc.token_text(i).len() <= 3 && doc.byte(i) != b'0'
}

/// The digits from token `i` on, with the groups of three that follow, and one past the last token.
fn groups(doc: &Document<'_>, i: usize) -> Option<(Digits, usize)> {
    let mut digits = Digits::default().push(doc.token_text(i))?;
    let mut end = i + 1;
    if !opens_groups(doc, i) {
        return Some((digits, end));
    }
    let Some(separator) = separator(doc, end) else { return Some((digits, end)) };
    let step = if separator.is_empty() { 1 } else { 2 };
    if separator == "," && !comma_groups(doc, end) {
        return Some((digits, end));
    }
    while self::separator(doc, end) == Some(separator) {
        digits = digits.push(doc.token_text(end + step - 1))?;
        end += step;
    }
    Some((digits, end))
}

/// What parts token `end - 1` from a group of exactly three digits: white space (empty), a mark, or nothing.
fn separator<'t>(doc: &Document<'t>, end: usize) -> Option<&'t str> {
    let three = |i: usize| {
        doc.tokens().get(i).is_some_and(|token| token.is_number() && token.span.len() == 3)
            && !decimals_chain_of_another_length(doc, i)
    };
    match doc.gap(end) {
        Gap::Space if three(end) && narrow(doc, end) => Some(""),
        Gap::None if three(end + 1) && doc.gap(end + 1) == Gap::None => match doc.token_text(end) {
            mark @ ("." | ",") => Some(mark),
            "'" | "’" => Some("'"),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a dot and digits of another length than three are glued to token `i`, and the dot before it
/// too (`192.168.1`): no groups then.
fn decimals_chain_of_another_length(doc: &Document<'_>, i: usize) -> bool {
    doc.is_mark(i + 1, ".")
        && i.checked_sub(1).is_some_and(|before| doc.is_mark(before, "."))
        && decimals(doc, i + 1).is_some_and(|digits| digits.len() != 3)
}

/// At most two spaces: wider gaps part the columns of a table.
fn narrow(doc: &Document<'_>, i: usize) -> bool {
    let gap = i.checked_sub(1).map(|before| (doc.span(before, before).end(), doc.span(i, i).start()));
    gap.and_then(|(from, to)| doc.text().get(from..to))
        .is_some_and(|gap| gap.chars().count() <= 2 && !gap.contains('\t'))
}

/// Whether the comma at `end` cannot be a decimal one: another group or decimal point follows (`1,234,567`, `1,234.5`).
fn comma_groups(doc: &Document<'_>, end: usize) -> bool {
    separator(doc, end + 2) == Some(",")
        || (doc.is_mark(end + 2, ".") && decimals(doc, end + 2).is_some_and(|digits| digits.len() != 3))
}
