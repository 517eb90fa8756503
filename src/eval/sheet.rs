//! A text with what is marked in it and what was found in it.

use super::gold::{Gold, Mark, Unit};
use crate::batch::TextFile;
use crate::input::DumpOptions;
use crate::output::{Chars, Fields, Scratch, TypeSet};
use crate::{Date, DateBasis, EntityType, Error, Pipeline};
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A text, its marks and the mentions that were found.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// The document's id, or the dump's path.
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
    pub(crate) found: Vec<Found>,
    /// The articles of a dump; empty for a single text.
    pub(crate) articles: Vec<Article>,
}

/// A mention that was found; offsets in code points.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Found {
    #[serde(default)]
    pub(crate) doc_id: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    #[serde(rename = "type", deserialize_with = "entity_type")]
    pub(crate) entity_type: EntityType,
    pub(crate) name: String,
    pub(crate) entity_id: String,
    pub(crate) value: String,
    pub(crate) value_end: String,
    pub(crate) unit: String,
    pub(crate) modifier: String,
    pub(crate) rule: String,
}

fn entity_type<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<EntityType, D::Error> {
    let text = String::deserialize(deserializer)?;
    EntityType::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no type")))
}

/// An article of a dump as it is and as it was found.
#[derive(Debug)]
pub(crate) struct Article {
    pub(crate) id: String,
    pub(crate) date: Option<Date>,
    /// Whether a segment has its bounds.
    pub(crate) is_found: bool,
    /// The date of that segment and what it rests on.
    pub(crate) found_date: Option<Date>,
    pub(crate) basis: DateBasis,
}

/// Runs the pipeline on the gold texts, each with its true date.
pub(crate) fn from_texts(
    pipeline: &Pipeline,
    gold: Gold,
    types: TypeSet,
    default: Option<Date>,
) -> Result<Vec<Sheet>, Error> {
    gold.units
        .into_par_iter()
        .map(|unit| {
            let text = text_of(&unit)?;
            let mut found = Vec::new();
            extract(pipeline, &text, unit.date.or(default), 0, types, &mut found);
            Ok(Sheet { id: unit.id, text, marks: unit.marks, found, articles: Vec::new() })
        })
        .collect()
}

fn text_of(unit: &Unit) -> Result<String, Error> {
    unit.text.clone().ok_or_else(|| {
        Error::usage("this gold has offsets in a dump; name the dump as an argument (see glane eval --help)")
    })
}

/// Takes the mentions of an earlier run.
pub(crate) fn from_mentions(path: &Path, gold: Gold, types: TypeSet) -> Result<Vec<Sheet>, Error> {
    let wrong = |error: csv::Error| match error.is_io_error() {
        true => Error::io(format!("{}: {error}; check that it can be read", path.display())),
        false => Error::data(format!("{}: {error}", path.display())),
    };
    let mut by_document: HashMap<String, Vec<Found>> = HashMap::new();
    for row in csv::Reader::from_path(path).map_err(wrong)?.deserialize() {
        let row: Found = row.map_err(wrong)?;
        if types.has(row.entity_type) {
            by_document.entry(row.doc_id.clone()).or_default().push(row);
        }
    }
    let mut sheets = Vec::with_capacity(gold.units.len());
    for unit in gold.units {
        let text = text_of(&unit)?;
        let found = by_document.remove(&unit.id).unwrap_or_default();
        sheets.push(Sheet { id: unit.id, text, marks: unit.marks, found, articles: Vec::new() });
    }
    if sheets.iter().all(|sheet| sheet.found.is_empty()) && !by_document.is_empty() {
        return Err(Error::data(format!("{}: no doc_id of the gold stands in it", path.display())));
    }
    Ok(sheets)
}

/// Parts the dumps into articles, runs the pipeline on each and compares in offsets of the dump.
///
/// Of gold that names its dumps, only articles of the given ones count.
pub(crate) fn from_dumps(
    pipeline: &Pipeline,
    gold: Gold,
    dumps: &[PathBuf],
    types: TypeSet,
    options: &DumpOptions,
) -> Result<Vec<Sheet>, Error> {
    let mut sheets = Vec::new();
    let mut units = gold.units;
    for path in dumps {
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let (here, rest): (Vec<_>, Vec<_>) =
            units.into_iter().partition(|unit| unit.dump.is_none() || unit.dump == file_name);
        units = rest;
        if here.is_empty() {
            return Err(Error::data(format!("{}: the gold marks nothing in it", path.display())));
        }
        sheets.push(dump_sheet(pipeline, path, here, types, options)?);
    }
    Ok(sheets)
}

/// The dumps that `gold` names, as files of `folder`, in the order of the gold.
pub(crate) fn dumps_in(folder: &Path, gold: &Gold) -> Vec<PathBuf> {
    let mut dumps: Vec<PathBuf> = Vec::new();
    for dump in gold.units.iter().filter_map(|unit| unit.dump.as_ref()) {
        let path = folder.join(dump);
        if !dumps.contains(&path) {
            dumps.push(path);
        }
    }
    dumps
}

fn dump_sheet(
    pipeline: &Pipeline,
    path: &Path,
    units: Vec<Unit>,
    types: TypeSet,
    options: &DumpOptions,
) -> Result<Sheet, Error> {
    let name = path.display().to_string();
    let bytes =
        fs::read(path).map_err(|error| Error::io(format!("{name}: {error}; check that it can be read")))?;
    let file = TextFile::read(pipeline, &name, &bytes, options)
        .map_err(|reason| Error::data(format!("{name}: {reason}")))?;
    let mut sheet = Sheet { id: name, ..Sheet::default() };
    for article in &file.articles {
        let text = article.segment.span.of(&file.text);
        extract(pipeline, text, article.segment.date, article.chars[0], types, &mut sheet.found);
    }
    let chars: Vec<char> = file.text.chars().collect();
    sheet.articles = units.iter().map(|unit| compare(unit, &units, &file, &chars)).collect();
    for unit in units {
        let shift = if unit.text.is_some() { unit.start } else { 0 };
        sheet.marks.extend(unit.marks.into_iter().map(|mark| Mark {
            start: mark.start + shift,
            end: mark.end + shift,
            ..mark
        }));
    }
    sheet.text = file.text;
    Ok(sheet)
}

/// With its text the article must be a segment, but for blank space; with marks only,
/// one segment must hold them all and nothing of another article.
fn compare(unit: &Unit, all: &[Unit], file: &TextFile, chars: &[char]) -> Article {
    let trimmed = |[start, end]: [usize; 2]| {
        let inside = chars.get(start..end).unwrap_or_default();
        let blank = |c: &&char| c.is_whitespace();
        let (head, tail) =
            (inside.iter().take_while(blank).count(), inside.iter().rev().take_while(blank).count());
        if head == inside.len() { [start, start] } else { [start + head, end - tail] }
    };
    let segment = file.articles.iter().find(|article| match unit.text {
        Some(_) => trimmed(article.chars) == trimmed([unit.start, unit.end]),
        None => all.iter().all(|other| {
            let [start, end] = article.chars;
            let inside = start <= other.start && other.end <= end;
            let outside = other.end <= start || end <= other.start;
            if std::ptr::eq(other, unit) { inside } else { outside }
        }),
    });
    Article {
        id: unit.id.clone(),
        date: unit.date,
        is_found: segment.is_some(),
        found_date: segment.and_then(|article| article.segment.date),
        basis: segment.map_or(DateBasis::None, |article| article.segment.basis),
    }
}

fn extract(
    pipeline: &Pipeline,
    text: &str,
    date: Option<Date>,
    shift: usize,
    types: TypeSet,
    out: &mut Vec<Found>,
) {
    let document = pipeline.document(text).with_date(date);
    let mut chars = Chars::default();
    chars.read(text);
    for mention in pipeline.extract(&document) {
        let [start, end] =
            [mention.span.start(), mention.span.end()].map(|byte| shift + chars.to(text, byte));
        if !types.has(mention.entity_type()) {
            continue;
        }
        let mut scratch = Scratch::default();
        let fields = Fields::of(&mention, &mut scratch);
        out.push(Found {
            doc_id: String::new(),
            start,
            end,
            entity_type: mention.entity_type(),
            name: fields.name.to_owned(),
            entity_id: fields.entity_id.to_owned(),
            value: fields.value.to_owned(),
            value_end: fields.value_end.to_owned(),
            unit: fields.unit.to_owned(),
            modifier: fields.modifier.to_owned(),
            rule: mention.rule.to_string(),
        });
    }
}
