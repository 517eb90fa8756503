//! Gold: JSONL with a text a line, or CSV with offsets in a dump.

use crate::input::parse_date;
use crate::output::TypeSet;
use crate::{Date, EntityType, Error};
use serde::Deserialize;
use std::fs;
use std::path::Path;

/// Everything that a gold file marks.
#[derive(Debug)]
pub(crate) struct Gold {
    /// Its texts, or the articles of a dump.
    pub(crate) units: Vec<Unit>,
    /// The types that it marks at all.
    pub(crate) types: TypeSet,
}

/// A text, or an article of a dump, with its marks.
#[derive(Debug, Default)]
pub(crate) struct Unit {
    /// The document's id.
    pub(crate) id: String,
    /// Its text; `None` where only offsets in a dump are given.
    pub(crate) text: Option<String>,
    /// Its true date.
    pub(crate) date: Option<Date>,
    /// File name of the dump that it stands in.
    pub(crate) dump: Option<String>,
    /// Where it stands in its dump, in code points.
    pub(crate) start: usize,
    /// One past its end in the dump.
    pub(crate) end: usize,
    /// What is marked in it, in code points of its text (of the dump where it has no text).
    pub(crate) marks: Vec<Mark>,
}

/// One marked mention.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) entity_type: EntityType,
    /// `None` where only the span is marked.
    pub(crate) value: Option<String>,
    /// `None` where the gold says nothing of units.
    pub(crate) unit: Option<String>,
    /// `None` where the gold says nothing of modifiers.
    pub(crate) modifier: Option<String>,
    pub(crate) level: Level,
}

/// How much a mark counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// It must be found.
    Must,
    /// Right if found, not wrong if missed.
    Nice,
    /// It lies inside another mark: whatever is found there is neither right nor wrong.
    Nested,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: serde_json::Value,
    text: String,
    date: Option<String>,
    dump: Option<String>,
    #[serde(default)]
    start: usize,
    #[serde(default)]
    end: usize,
    entities: Vec<Entity>,
    #[serde(default)]
    nested: Vec<Entity>,
    #[serde(default)]
    dates: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    entity_type: String,
    surface: Option<String>,
    #[serde(default)]
    value: serde_json::Value,
    unit: Option<String>,
    modifier: Option<String>,
    level: Option<String>,
    #[serde(default)]
    nested: bool,
}

#[derive(Deserialize)]
struct Row {
    article: String,
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    entity_type: String,
    value: Option<String>,
    unit: Option<String>,
    modifier: Option<String>,
    level: Option<String>,
}

impl Gold {
    /// Reads a gold file; `.csv` as rows, anything else as JSON lines.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path)
            .map_err(|error| Error::io(format!("{}: {error}; check that it can be read", path.display())))?;
        let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        let units = if is_csv { from_csv(path, &text)? } else { from_lines(path, &text)? };
        let marks = units.iter().flat_map(|unit| &unit.marks);
        let types = marks.fold(TypeSet::EMPTY, |types, mark| types.with(mark.entity_type));
        Ok(Self { units, types })
    }
}

fn from_lines(path: &Path, text: &str) -> Result<Vec<Unit>, Error> {
    let mut units = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |what: String| Error::data(format!("{}:{}: {what}", path.display(), index + 1));
        let line: Line = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
        units.push(line.into_unit().map_err(wrong)?);
    }
    Ok(units)
}

impl Line {
    fn into_unit(self) -> Result<Unit, String> {
        let mut marks = Vec::new();
        let starts: Vec<usize> =
            self.text.char_indices().map(|(at, _)| at).chain([self.text.len()]).collect();
        for (nested, entity) in self
            .entities
            .iter()
            .chain(&self.dates)
            .map(|entity| (entity.nested, entity))
            .chain(self.nested.iter().map(|entity| (true, entity)))
        {
            entity.check(&self.text, &starts)?;
            marks.extend(entity.mark(nested));
        }
        marks.sort_by_key(|mark: &Mark| (mark.start, mark.end));
        Ok(Unit {
            id: scalar(&self.id),
            text: Some(self.text),
            date: self.date.as_deref().and_then(parse_date),
            dump: self.dump,
            start: self.start,
            end: self.end,
            marks,
        })
    }
}

impl Entity {
    fn check(&self, text: &str, starts: &[usize]) -> Result<(), String> {
        let bounds = starts.get(self.start).zip(starts.get(self.end));
        let found = bounds.and_then(|(&start, &end)| text.get(start..end));
        match (found, &self.surface) {
            (None, _) => Err(format!("{}..{} lies outside the text; correct it", self.start, self.end)),
            (Some(found), Some(surface)) if found != surface => Err(format!(
                "{}..{} is `{found}`, not `{surface}`; correct the offsets",
                self.start, self.end
            )),
            _ => Ok(()),
        }
    }

    fn mark(&self, nested: bool) -> Option<Mark> {
        let level = match self.level.as_deref() {
            _ if nested => Level::Nested,
            Some("nice") => Level::Nice,
            _ => Level::Must,
        };
        Some(Mark {
            start: self.start,
            end: self.end,
            entity_type: EntityType::parse(&self.entity_type)?,
            value: Some(scalar(&self.value)).filter(|value| !value.is_empty()),
            unit: self.unit.clone(),
            modifier: self.modifier.clone(),
            level,
        })
    }
}

fn scalar(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn from_csv(path: &Path, text: &str) -> Result<Vec<Unit>, Error> {
    let mut units: Vec<Unit> = Vec::new();
    for row in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let row: Row = row.map_err(|error| Error::data(format!("{}: {error}", path.display())))?;
        if units.last().is_none_or(|unit| unit.id != row.article) {
            units.push(Unit { id: row.article.clone(), start: row.start, ..Unit::default() });
        }
        let Some(unit) = units.last_mut() else { continue };
        unit.start = unit.start.min(row.start);
        unit.end = unit.end.max(row.end);
        if let Some(mark) = row.mark() {
            if unit.marks.is_empty() && mark.entity_type == EntityType::Date {
                unit.date = mark.value.as_deref().and_then(parse_date);
            }
            unit.marks.push(mark);
        }
    }
    Ok(units)
}

impl Row {
    /// An amount may be written `number|unit` in one cell.
    fn mark(self) -> Option<Mark> {
        let entity_type = EntityType::parse(&self.entity_type)?;
        let value = self.value.unwrap_or_default();
        let (value, unit) = match value.split_once('|') {
            Some((number, unit)) if entity_type == EntityType::Amount => {
                (number.to_owned(), Some(unit.to_owned()))
            }
            _ => (value, self.unit),
        };
        let level = if self.level.as_deref() == Some("nice") { Level::Nice } else { Level::Must };
        let value = Some(value).filter(|value| !value.is_empty());
        let (start, end, modifier) = (self.start, self.end, self.modifier);
        Some(Mark { start, end, entity_type, value, unit, modifier, level })
    }
}
