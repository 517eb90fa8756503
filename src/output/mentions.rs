//! `mentions.csv` and its JSON twin.

use super::csv::{date, degrees, field, numbers, plain, share};
use super::names::{amount_name, date_name, decimal};
use crate::{EntityType, Mention, Value};
use std::io::Write as _;

/// The columns of `mentions.csv`.
const COLUMNS: [&str; 20] = [
    "doc_id",
    "start",
    "end",
    "start_byte",
    "end_byte",
    "type",
    "kind",
    "surface",
    "name",
    "entity_id",
    "value",
    "value_end",
    "unit",
    "modifier",
    "date_from",
    "date_to",
    "latitude",
    "longitude",
    "confidence",
    "rule",
];

/// How mentions are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// `mentions.csv`.
    #[default]
    Csv,
    /// `mentions.jsonl`: one object a line, empty fields left out.
    JsonLines,
}

impl Format {
    /// The name of the file in the output folder.
    pub(crate) const fn file(self) -> &'static str {
        match self {
            Self::Csv => "mentions.csv",
            Self::JsonLines => "mentions.jsonl",
        }
    }
}

/// The first line of a file of mentions.
pub(crate) fn header(format: Format) -> String {
    match format {
        Format::Csv => COLUMNS.join(",") + "\n",
        Format::JsonLines => String::new(),
    }
}

/// A set of entity types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TypeSet(u8);

impl TypeSet {
    /// The four types that are written by default: all but persons.
    pub(crate) const DEFAULT: Self = Self(0b0_1111);

    /// No type.
    pub(crate) const EMPTY: Self = Self(0);

    /// The set with `entity_type`.
    pub(crate) const fn with(self, entity_type: EntityType) -> Self {
        Self(self.0 | 1 << entity_type as u8)
    }

    /// The types that are in both sets.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether `entity_type` is in the set.
    pub(crate) const fn has(self, entity_type: EntityType) -> bool {
        self.0 & (1 << entity_type as u8) != 0
    }
}

/// Renders the mentions of one document; offsets grow, so code points are counted in one pass.
pub(crate) struct Rows<'d> {
    doc_id: Vec<u8>,
    text: &'d str,
    byte: usize,
    chars: usize,
    format: Format,
    scratch: Scratch,
}

impl<'d> Rows<'d> {
    /// For a document and its text.
    pub(crate) fn new(doc_id: &str, text: &'d str, format: Format) -> Self {
        let mut rendered = Vec::with_capacity(doc_id.len() + 2);
        match format {
            Format::Csv => field(&mut rendered, doc_id),
            Format::JsonLines => json_string(&mut rendered, doc_id),
        }
        Self { doc_id: rendered, text, byte: 0, chars: 0, format, scratch: Scratch::default() }
    }

    /// Code points before `byte`, which must not lie before an earlier one.
    pub(crate) fn chars_to(&mut self, byte: usize) -> usize {
        self.chars += char_count(self.text.as_bytes().get(self.byte..byte).unwrap_or_default());
        self.byte = byte;
        self.chars
    }

    /// Appends the row of `mention`; rows come sorted by start.
    pub(crate) fn push(&mut self, mention: &Mention<'_>, out: &mut Vec<u8>) {
        let surface = mention.span.of(self.text);
        let start = self.chars_to(mention.span.start());
        let end = start + char_count(surface.as_bytes());
        match self.format {
            Format::Csv => self.push_csv(mention, surface, [start, end], out),
            Format::JsonLines => self.push_json(mention, surface, [start, end], out),
        }
    }

    fn push_csv(&mut self, mention: &Mention<'_>, surface: &str, chars: [usize; 2], out: &mut Vec<u8>) {
        out.extend_from_slice(&self.doc_id);
        numbers(out, [chars[0], chars[1], mention.span.start(), mention.span.end()]);
        let fields = Fields::of(mention, &mut self.scratch);
        for word in [mention.entity_type().as_str(), mention.kind()] {
            out.push(b',');
            plain(out, word);
        }
        for text in [surface, fields.name, fields.entity_id] {
            out.push(b',');
            field(out, text);
        }
        if mention.entity().is_some() {
            // a name: it has neither value, unit, modifier nor days
            plain(out, ",,,,,,");
        } else {
            out.push(b',');
            plain(out, fields.value);
            out.push(b',');
            plain(out, fields.value_end);
            out.push(b',');
            field(out, fields.unit);
            out.push(b',');
            plain(out, fields.modifier);
            match fields.days {
                Some([from, to]) => {
                    out.push(b',');
                    date(out, from);
                    out.push(b',');
                    date(out, to);
                }
                None => plain(out, ",,"),
            }
        }
        match fields.position {
            Some([latitude, longitude]) => {
                out.push(b',');
                degrees(out, latitude);
                out.push(b',');
                degrees(out, longitude);
            }
            None => plain(out, ",,"),
        }
        out.push(b',');
        share(out, mention.confidence);
        out.push(b',');
        plain(out, mention.rule.0);
        out.push(b'\n');
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
        share(out, mention.confidence);
        out.extend_from_slice(b",\"rule\":");
        json_string(out, mention.rule.0);
        out.extend_from_slice(b"}\n");
    }
}

/// The cells of a mention that depend on its type.
pub(crate) struct Fields<'m> {
    pub(crate) name: &'m str,
    pub(crate) entity_id: &'m str,
    pub(crate) value: &'m str,
    pub(crate) value_end: &'m str,
    pub(crate) unit: &'m str,
    pub(crate) modifier: &'static str,
    days: Option<[crate::Date; 2]>,
    position: Option<[f64; 2]>,
}

/// Room for the cells that are made for a mention, used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    name: String,
    value: String,
    value_end: String,
}

impl<'m> Fields<'m> {
    /// The cells of `mention`; what does not apply is empty.
    pub(crate) fn of(mention: &'m Mention<'_>, scratch: &'m mut Scratch) -> Self {
        let mut fields = Self {
            name: "",
            entity_id: "",
            value: "",
            value_end: "",
            unit: "",
            modifier: "",
            days: None,
            position: None,
        };
        let Scratch { name, value, value_end } = scratch;
        [&mut *name, &mut *value, &mut *value_end].into_iter().for_each(String::clear);
        match &mention.value {
            Value::Organisation(_, entity) | Value::Place(_, entity) | Value::Person(entity) => {
                fields.name = &entity.name;
                fields.entity_id = &entity.id;
                fields.position = entity.position.map(|position| [position.latitude, position.longitude]);
            }
            Value::Date(time) => {
                date_name(name, time);
                fields.name = name;
                fields.value = &time.value;
                fields.modifier = time.modifier.as_str();
                fields.days = time.days.map(|(from, to)| [from, to]);
            }
            Value::Amount(amount) => {
                decimal(value, amount.value);
                if let Some(last) = amount.value_end {
                    decimal(value_end, last);
                }
                amount_name(name, value, value_end, &amount.unit);
                (fields.name, fields.value, fields.value_end) = (name, value, value_end);
                fields.unit = &amount.unit;
                fields.modifier = amount.modifier.as_str();
            }
        }
        fields
    }
}

/// Appends a JSON string with its quotes.
pub(crate) fn json_string(out: &mut Vec<u8>, text: &str) {
    serde_json::to_writer(out, text).expect("a string is written to memory");
}

/// Code points in UTF-8 bytes.
pub(crate) fn char_count(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let (words, rest) = bytes.as_chunks::<8>();
    // eight bytes at a time: those that go on with a code point are 0b10……
    let inner = |word: &[u8; 8]| {
        let word = u64::from_le_bytes(*word);
        ((word >> 7) & !(word >> 6) & ONES).count_ones() as usize
    };
    let going_on: usize = words.iter().map(inner).sum();
    bytes.len() - going_on - rest.iter().filter(|&&byte| byte & 0xC0 == 0x80).count()
}
