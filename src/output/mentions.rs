//! `mentions.csv` and its JSON twin: columns and cells.

use super::names::{amount_name, date_name, decimal};
use crate::{Amount, EntityType, Mention, Value};

/// The columns of `mentions.csv`.
pub(super) const COLUMNS: [&str; 20] = [
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

/// The cells of a mention that depend on its type.
pub(crate) struct Fields<'m> {
    pub(crate) name: &'m str,
    pub(crate) entity_id: &'m str,
    pub(crate) value: &'m str,
    pub(crate) value_end: &'m str,
    pub(crate) unit: &'m str,
    pub(crate) modifier: &'static str,
    pub(super) days: Option<[crate::Date; 2]>,
    pub(super) position: Option<[f64; 2]>,
}

/// Room for the cells that are made for a mention, used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) value_end: String,
}

impl Scratch {
    /// Writes an amount's name and numbers.
    pub(super) fn amount(&mut self, amount: &Amount) {
        let Self { name, value, value_end } = self;
        [&mut *name, &mut *value, &mut *value_end].into_iter().for_each(String::clear);
        decimal(value, amount.value);
        if let Some(last) = amount.value_end {
            decimal(value_end, last);
        }
        amount_name(name, value, value_end, &amount.unit);
    }
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
        match &mention.value {
            Value::Organisation(_, entity) | Value::Place(_, entity) | Value::Person(entity) => {
                fields.name = &entity.name;
                fields.entity_id = &entity.id;
                fields.position = entity.position.map(|position| [position.latitude, position.longitude]);
            }
            Value::Date(time) => {
                scratch.name.clear();
                date_name(&mut scratch.name, time);
                fields.name = &scratch.name;
                fields.value = &time.value;
                fields.modifier = time.modifier.as_str();
                fields.days = time.days.map(|(from, to)| [from, to]);
            }
            Value::Amount(amount) => {
                scratch.amount(amount);
                (fields.name, fields.value, fields.value_end) =
                    (&scratch.name, &scratch.value, &scratch.value_end);
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
