//! The figures as a table, as JSON, and the errors as CSV.

use super::score::{Mistake, Scores, Shares, Tally};
use super::sheet::{Found, Sheet};
use crate::{EntityType, Error};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Code points of context on either side of an error.
const CONTEXT: usize = 40;

/// The figures in aligned columns.
pub(crate) fn table(scores: &Scores) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:<14}{:>6}{:>7}   {:>6}{:>7}{:>7}   {:>6}{:>7}{:>7}   values right",
        "", "gold", "found", "strict", "", "", "overlap", "", ""
    );
    let _ = writeln!(
        out,
        "{:<14}{:>6}{:>7}   {:>6}{:>7}{:>7}   {:>6}{:>7}{:>7}   of found         of gold",
        "type", "", "", "P", "R", "F1", "P", "R", "F1"
    );
    for (entity_type, tally) in &scores.types {
        let values = scores.values.get(entity_type).copied();
        row(&mut out, entity_type.as_str(), *tally, values);
    }
    if scores.types.len() > 1 {
        row(&mut out, "all", scores.total(), None);
    }
    if !scores.attributes.is_empty() {
        out.push('\n');
    }
    for ((entity_type, attribute), shares) in &scores.attributes {
        let name = format!("{entity_type} {}", attribute.as_str());
        let _ = writeln!(out, "{name:<24}{}", of_both(*shares));
    }
    articles(&mut out, scores);
    out
}

fn row(out: &mut String, name: &str, tally: Tally, values: Option<Shares>) {
    let _ = write!(out, "{name:<14}{:>6}{:>7}   ", tally.gold, tally.found);
    for (index, right) in [tally.strict, tally.overlap].into_iter().enumerate() {
        let [precision, recall, f1] = tally.shares(right).map(|share| share * 100.0);
        let _ = write!(out, "{precision:>6.1}{recall:>7.1}{f1:>7.1}{}", if index == 0 { "   " } else { "" });
    }
    if let Some(values) = values {
        let _ = write!(out, "   {}", of_both(values));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
}

fn of_both(shares: Shares) -> String {
    let part = |of: u64| {
        let percent = if of == 0 { 0.0 } else { shares.right as f64 * 100.0 / of as f64 };
        format!("{percent:>5.1} ({}/{of})", shares.right)
    };
    format!("{:<17}{}", part(shares.found), part(shares.gold))
}

fn articles(out: &mut String, scores: &Scores) {
    let articles = &scores.articles;
    if articles.gold == 0 {
        return;
    }
    let _ = writeln!(
        out,
        "\narticles: {} of {} found, {} of {} dated right",
        articles.found, articles.gold, articles.dated, articles.gold_dated
    );
    for line in &articles.wrong {
        let _ = writeln!(out, "  {line}");
    }
}

/// The figures for machines.
pub(crate) fn json(scores: &Scores) -> Value {
    let figures = |tally: Tally| {
        let [strict, overlap] = [tally.strict, tally.overlap].map(|right| {
            let [precision, recall, f1] = tally.shares(right);
            json!({ "right": right, "precision": precision, "recall": recall, "f1": f1 })
        });
        json!({ "gold": tally.gold, "found": tally.found, "strict": strict, "overlap": overlap })
    };
    let mut types = Map::new();
    for (entity_type, tally) in &scores.types {
        let mut figures = figures(*tally);
        if let Some(values) = scores.values.get(entity_type) {
            figures["values"] = shares(*values);
        }
        for ((_, attribute), values) in scores.attributes.range(of_type(*entity_type)) {
            figures["attributes"][attribute.as_str()] = shares(*values);
        }
        types.insert(entity_type.to_string(), figures);
    }
    let articles = &scores.articles;
    json!({
        "types": types,
        "all": figures(scores.total()),
        "articles": (articles.gold > 0).then(|| json!({
            "gold": articles.gold,
            "found": articles.found,
            "gold_dated": articles.gold_dated,
            "dated": articles.dated,
        })),
    })
}

fn of_type(entity_type: EntityType) -> impl std::ops::RangeBounds<(EntityType, super::values::Attribute)> {
    use super::values::Attribute;
    (entity_type, Attribute::EntityId)..=(entity_type, Attribute::Modifier)
}

fn shares(shares: Shares) -> Value {
    json!({ "right": shares.right, "found": shares.found, "gold": shares.gold })
}

/// Every error as a row of CSV.
pub(crate) fn errors_csv(scores: &Scores, sheets: &[Sheet]) -> Result<Vec<u8>, Error> {
    let failed = |error: csv::Error| Error::io(format!("the errors: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "doc_id",
            "error",
            "start",
            "end",
            "type",
            "gold",
            "gold_value",
            "found_type",
            "found",
            "found_value",
            "wrong",
            "rule",
            "context",
        ])
        .map_err(failed)?;
    let mut reader = None;
    for mistake in &scores.errors {
        let Some(sheet) = sheets.get(mistake.sheet) else { continue };
        if reader.as_ref().is_none_or(|(number, _)| *number != mistake.sheet) {
            reader = Some((mistake.sheet, sheet.text.chars().collect::<Vec<char>>()));
        }
        let chars = reader.as_ref().map_or(&[][..], |(_, chars)| chars);
        writer.write_record(cells(mistake, &sheet.id, chars)).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::io(format!("the errors: {error}")))
}

fn cells(mistake: &Mistake, id: &str, chars: &[char]) -> [String; 13] {
    let text = |start: usize, end: usize| -> String {
        let end = end.min(chars.len());
        chars.get(start.min(end)..end).unwrap_or_default().iter().collect()
    };
    let [start, end] = mistake.span();
    let (gold, found) = (mistake.gold.as_ref(), mistake.found.as_ref());
    let wrong: Vec<&str> = mistake.attributes.iter().map(|attribute| attribute.as_str()).collect();
    let context = format!(
        "{}[[{}]]{}",
        text(start.saturating_sub(CONTEXT), start),
        text(start, end),
        text(end, end + CONTEXT)
    );
    [
        id.to_owned(),
        mistake.kind.as_str().to_owned(),
        start.to_string(),
        end.to_string(),
        gold.map_or_else(String::new, |mark| mark.entity_type.to_string()),
        gold.map_or_else(String::new, |mark| text(mark.start, mark.end)),
        gold.map_or_else(String::new, |mark| {
            spaced([mark.value.as_deref(), mark.unit.as_deref(), mark.modifier.as_deref()])
        }),
        found.map_or_else(String::new, |found| found.entity_type.to_string()),
        found.map_or_else(String::new, |found| text(found.start, found.end)),
        found.map_or_else(String::new, found_value),
        wrong.join(" "),
        found.map_or_else(String::new, |found| found.rule.clone()),
        context.replace(['\n', '\r'], " "),
    ]
}

fn found_value(found: &Found) -> String {
    let numbers = match found.value_end.as_str() {
        "" => found.value.clone(),
        end => format!("{}..{end}", found.value),
    };
    match found.entity_type {
        EntityType::Place => spaced([Some(&found.entity_id), Some(&found.name), None]),
        EntityType::Organisation | EntityType::Person => {
            spaced([Some(&found.name), Some(&found.entity_id), None])
        }
        EntityType::Date => spaced([Some(&numbers), None, Some(&found.modifier)]),
        EntityType::Amount => spaced([Some(&numbers), Some(&found.unit), Some(&found.modifier)]),
    }
}

fn spaced(parts: [Option<&str>; 3]) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}
