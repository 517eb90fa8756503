//! JSON records: one line, one article.

use crate::Date;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// The names of the columns that are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) date: String,
    pub(crate) title: String,
}

impl Default for Columns {
    fn default() -> Self {
        Self { id: "id".into(), text: "text".into(), date: "date".into(), title: "title".into() }
    }
}

/// One record, borrowed from its line where no escape stands in it.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Record<'l> {
    pub(crate) id: Option<Cow<'l, str>>,
    pub(crate) text: Cow<'l, str>,
    pub(crate) date: Option<Cow<'l, str>>,
    pub(crate) title: Option<Cow<'l, str>>,
}

impl<'l> Record<'l> {
    /// The record on a line; `Err` says what is wrong with it, in a few words.
    pub(crate) fn read(line: &'l str, columns: &Columns) -> Result<Self, String> {
        let mut reader = serde_json::Deserializer::from_str(line);
        let fields = reader.deserialize_map(Fields(columns)).map_err(|error| not_json(&error))?;
        reader.end().map_err(|error| not_json(&error))?;
        let [id, text, date, title] = fields;
        let text = match text {
            Some(Scalar::Text(text)) => text,
            Some(Scalar::Null) | None => return Err(format!("no `{}`", columns.text)),
            Some(Scalar::Number(_) | Scalar::Other) => {
                return Err(format!("`{}` is no string", columns.text));
            }
        };
        Ok(Self { id: Scalar::flat(id), text, date: Scalar::flat(date), title: Scalar::flat(title) })
    }
}

fn not_json(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or_default();
    if error.is_data() {
        return format!("no JSON object: {reason}");
    }
    format!("no JSON: {reason} at column {}", error.column())
}

/// The date at the head of `2024-03-12` or `2024-03-12T10:00:00Z`.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.get(..10)?;
    let rest = &text[10..];
    if !(rest.is_empty() || rest.starts_with(['T', ' '])) {
        return None;
    }
    day.parse().ok()
}

enum Scalar<'l> {
    Null,
    Text(Cow<'l, str>),
    Number(String),
    Other,
}

impl<'l> Scalar<'l> {
    fn flat(value: Option<Self>) -> Option<Cow<'l, str>> {
        match value? {
            Self::Text(text) if !text.is_empty() => Some(text),
            Self::Number(number) => Some(Cow::Owned(number)),
            Self::Text(_) | Self::Null | Self::Other => None,
        }
    }
}

/// Takes the four columns out of an object and skips the rest.
struct Fields<'c>(&'c Columns);

impl<'l> Visitor<'l> for Fields<'_> {
    type Value = [Option<Scalar<'l>>; 4];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the fields of a record")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Columns { id, text, date, title } = self.0;
        let names = [id, text, date, title];
        let mut fields = [const { None }; 4];
        while let Some(Key(key)) = map.next_key()? {
            match names.iter().position(|name| **name == key) {
                Some(index) => fields[index] = Some(map.next_value()?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(fields)
    }
}

struct Key<'l>(Cow<'l, str>);

impl<'l> serde::Deserialize<'l> for Key<'l> {
    fn deserialize<D: Deserializer<'l>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_str(ScalarVisitor)? {
            Scalar::Text(text) => Ok(Self(text)),
            Scalar::Null | Scalar::Number(_) | Scalar::Other => Ok(Self(Cow::Borrowed(""))),
        }
    }
}

impl<'l> serde::Deserialize<'l> for Scalar<'l> {
    fn deserialize<D: Deserializer<'l>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'l> Visitor<'l> for ScalarVisitor {
    type Value = Scalar<'l>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'l str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Null)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Other)
    }

    fn visit_seq<A: serde::de::SeqAccess<'l>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Record<'_>, String> {
        Record::read(line, &Columns::default())
    }

    #[test]
    fn fields_are_borrowed_where_nothing_is_escaped() {
        let record =
            read(r#"{"id": 7, "text": "à Nice", "x": [1, {"y": 2}], "date": null}"#).expect("a record");
        assert!(matches!(record.text, Cow::Borrowed("à Nice")));
        assert_eq!((record.id.as_deref(), record.date), (Some("7"), None));
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(read("{}").unwrap_err(), "no `text`");
        assert_eq!(read(r#"{"text": 3}"#).unwrap_err(), "`text` is no string");
        assert!(read("[1]").unwrap_err().starts_with("no JSON object"));
        assert!(read(r#"{"text": "a""#).unwrap_err().starts_with("no JSON: EOF"));
        assert!(read(r#"{"text": "a"} x"#).is_err());
    }

    #[test]
    fn dates_may_carry_an_hour() {
        assert_eq!(parse_date("2024-03-12T10:00:00Z"), parse_date("2024-03-12"));
        assert!(parse_date("2024-03-12").is_some());
        assert_eq!(parse_date("2024-02-31"), None);
        assert_eq!(parse_date("12/03/2024"), None);
        assert_eq!(parse_date("é024-03-12"), None);
    }
}
