//! Mentions → rows of `mentions.csv` and lines of `mentions.jsonl`.

use super::csv::{date, field, numbers, plain, share};
use super::mentions::{COLUMNS, Fields, Format, Scratch, json_string};
use super::names::date_name;
use super::register;
use crate::resolve::Listed;
use crate::{Amount, Mention, RuleId, Span, TimeValue, Value};
use std::io::Write as _;

/// Renders mentions, one document after the other.
pub(crate) struct Rows {
    format: Format,
    doc_id: Vec<u8>,
    scratch: Scratch,
}

impl Rows {
    /// In a format.
    pub(crate) fn new(format: Format) -> Self {
        Self { format, doc_id: Vec::new(), scratch: Scratch::default() }
    }

    /// Says that the rows that follow are of another document.
    pub(crate) fn next_document(&mut self, doc_id: &str) {
        self.doc_id.clear();
        match self.format {
            Format::Csv => field(&mut self.doc_id, doc_id),
            Format::JsonLines => json_string(&mut self.doc_id, doc_id),
        }
    }

    /// Appends the row of a listed thing, which stands at `chars` in code points; `cells` are those that
    /// the register has for it.
    #[inline]
    pub(crate) fn push_listed(
        &mut self,
        mention: &Listed<'_>,
        surface: &str,
        chars: [usize; 2],
        cells: &[u8],
        out: &mut Vec<u8>,
    ) {
        if self.format == Format::JsonLines {
            return self.push(&Mention::from(*mention), surface, chars, out);
        }
        self.push_offsets(mention.span, chars, out);
        out.extend_from_slice(cells);
        let at = out.len() - end_length(mention.rule);
        out[at..at + 4].copy_from_slice(&share(mention.confidence));
    }

    /// Appends the row of a mention, which stands at `chars` in code points.
    pub(crate) fn push(
        &mut self,
        mention: &Mention<'_>,
        surface: &str,
        chars: [usize; 2],
        out: &mut Vec<u8>,
    ) {
        if self.format == Format::JsonLines {
            return self.push_json(mention, surface, chars, out);
        }
        self.push_offsets(mention.span, chars, out);
        match &mention.value {
            Value::Date(time) => self.push_time(mention, time, surface, out),
            Value::Amount(amount) => self.push_amount(mention, amount, surface, out),
            Value::Organisation(..) | Value::Place(..) | Value::Person(_) => {
                register::push_cells(out, mention, surface);
            }
        }
    }

    #[inline]
    fn push_offsets(&self, span: Span, chars: [usize; 2], out: &mut Vec<u8>) {
        out.extend_from_slice(&self.doc_id);
        numbers(out, [chars[0], chars[1], span.start(), span.end()]);
    }

    fn push_time(&mut self, mention: &Mention<'_>, time: &TimeValue, surface: &str, out: &mut Vec<u8>) {
        let name = &mut self.scratch.name;
        name.clear();
        date_name(name, time);
        push_head(out, mention, [surface, name, ""]);
        out.push(b',');
        plain(out, &time.value);
        plain(out, ",,,");
        plain(out, time.modifier.as_str());
        match time.days {
            Some((from, to)) => {
                out.push(b',');
                date(out, from);
                out.push(b',');
                date(out, to);
            }
            None => plain(out, ",,"),
        }
        plain(out, ",,");
        push_end(out, mention.confidence, mention.rule);
    }

    fn push_amount(&mut self, mention: &Mention<'_>, amount: &Amount, surface: &str, out: &mut Vec<u8>) {
        self.scratch.amount(amount);
        let Scratch { name, value, value_end } = &self.scratch;
        push_head(out, mention, [surface, name, ""]);
        out.push(b',');
        plain(out, value);
        out.push(b',');
        plain(out, value_end);
        out.push(b',');
        field(out, &amount.unit);
        out.push(b',');
        plain(out, amount.modifier.as_str());
        // neither days nor position
        plain(out, ",,,,");
        push_end(out, mention.confidence, mention.rule);
    }

    fn push_json(&mut self, mention: &Mention<'_>, surface: &str, chars: [usize; 2], out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"doc_id\":");
        out.extend_from_slice(&self.doc_id);
        let offsets = [chars[0], chars[1], mention.span.start(), mention.span.end()];
        for (column, offset) in COLUMNS[1..5].iter().zip(offsets) {
            let _ = write!(out, ",\"{column}\":{offset}");
        }
        let fields = Fields::of(mention, &mut self.scratch);
        let day = |bound: usize| fields.days.map_or_else(String::new, |days| days[bound].to_string());
        let texts = [
            mention.entity_type().as_str(),
            mention.kind(),
            surface,
            fields.name,
            fields.entity_id,
            fields.value,
            fields.value_end,
            fields.unit,
            fields.modifier,
            &day(0),
            &day(1),
        ];
        for (column, text) in COLUMNS[5..16].iter().zip(texts).filter(|(_, text)| !text.is_empty()) {
            let _ = write!(out, ",\"{column}\":");
            json_string(out, text);
        }
        if let Some([latitude, longitude]) = fields.position {
            let _ = write!(out, ",\"latitude\":{latitude},\"longitude\":{longitude}");
        }
        out.extend_from_slice(b",\"confidence\":");
        out.extend_from_slice(&share(mention.confidence));
        out.extend_from_slice(b",\"rule\":");
        json_string(out, mention.rule.0);
        out.extend_from_slice(b"}\n");
    }
}

/// From the comma before the type on: type, kind, then surface, name and identifier.
pub(super) fn push_head(out: &mut Vec<u8>, mention: &Mention<'_>, texts: [&str; 3]) {
    for word in [mention.entity_type().as_str(), mention.kind()] {
        out.push(b',');
        plain(out, word);
    }
    for text in texts {
        out.push(b',');
        field(out, text);
    }
}

/// The last two cells.
pub(super) fn push_end(out: &mut Vec<u8>, confidence: f32, rule: RuleId) {
    out.push(b',');
    out.extend_from_slice(&share(confidence));
    out.push(b',');
    plain(out, rule.0);
    out.push(b'\n');
}

/// The bytes of a row from its confidence on.
const fn end_length(rule: RuleId) -> usize {
    "0.00,\n".len() + rule.0.len()
}
