//! Runs the case files: one line, one case.
//!
//! `Réunis à [[Nice|place|FR-COM-06088]] le [[12 mars 2024|date|2024-03-12]].`
//!
//! A marked mention is `[[surface|type|value|unit|modifier]]`; fields that are left
//! out at its end are not compared, but for the modifier beside a value: there it
//! must be empty. What is not marked must not be found. `@date 2020-05-11` sets the
//! document's date, `@date none` clears it; `@types date amount` says which types
//! the lines mark. Nothing is ever written.

use glane::{Date, EntityType, Mention, Pipeline, Value};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A mention as a case file writes it.
#[derive(Clone, Debug)]
struct Marked {
    start: usize,
    surface: String,
    fields: Vec<String>,
}

/// One line: its text and what is to be found in it.
struct Case {
    text: String,
    marked: Vec<Marked>,
}

fn parse(line: &str) -> Result<Case, String> {
    let mut case = Case { text: String::new(), marked: Vec::new() };
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[[") {
        let (inside, after) = after.split_once("]]").ok_or("`[[` without `]]`")?;
        let mut fields = inside.split('|').map(str::to_owned);
        let surface = fields.next().unwrap_or_default();
        let fields: Vec<String> = fields.collect();
        if fields.first().and_then(|name| EntityType::parse(name)).is_none() || fields.len() > 4 {
            return Err(format!("`[[{inside}]]` is no `[[surface|type|value|unit|modifier]]`"));
        }
        case.text.push_str(before);
        case.marked.push(Marked { start: case.text.len(), surface: surface.clone(), fields });
        case.text.push_str(&surface);
        rest = after;
    }
    case.text.push_str(rest);
    Ok(case)
}

/// Type, value, unit and modifier of a mention.
fn fields(mention: &Mention<'_>) -> [String; 4] {
    let (value, unit, modifier) = match &mention.value {
        Value::Organisation(_, entity) | Value::Person(entity) => (entity.name.to_string(), "", ""),
        Value::Place(_, entity) => (entity.id.to_string(), "", ""),
        Value::Date(time) => (time.value.clone(), "", time.modifier.as_str()),
        Value::Amount(amount) => {
            let mut value = amount.value.to_string();
            if let Some(end) = amount.value_end {
                let _ = write!(value, "..{end}");
            }
            (value, &*amount.unit, amount.modifier.as_str())
        }
    };
    [mention.entity_type().to_string(), value, unit.to_owned(), modifier.to_owned()]
}

impl Marked {
    fn agrees(&self, start: usize, surface: &str, found: &[String; 4]) -> bool {
        let has_value = self.fields.get(1).is_some_and(|value| !value.is_empty());
        let plain = self.fields.len() < 4 && has_value && !found[3].is_empty();
        let skipped = |index: usize, field: &str| index == 1 && field.is_empty();
        let agrees = |(index, field): (usize, &String)| skipped(index, field) || *field == found[index];
        self.start == start && self.surface == surface && !plain && self.fields.iter().enumerate().all(agrees)
    }

    fn write(&self) -> String {
        format!("[[{}|{}]]", self.surface, self.fields.join("|"))
    }
}

/// The state that directives set.
struct Runner<'p> {
    pipeline: &'p Pipeline,
    date: Option<Date>,
    types: Vec<EntityType>,
}

impl Runner<'_> {
    fn directive(&mut self, directive: &str) -> Result<(), String> {
        let mut words = directive.split_whitespace();
        match words.next() {
            Some("date") => {
                let date = words.next().ok_or("`@date` without a date")?;
                self.date = match date {
                    "none" => None,
                    _ => Some(date.parse().map_err(|error| format!("`{date}`: {error}"))?),
                };
            }
            Some("types") => {
                let types: Option<Vec<EntityType>> = words.map(EntityType::parse).collect();
                self.types = types.ok_or_else(|| format!("`@{directive}`: unknown type"))?;
            }
            _ => return Err(format!("`@{directive}` is no directive; there are @date and @types")),
        }
        Ok(())
    }

    /// What differs on a line; `None` where all is as marked.
    fn difference(&self, line: &str) -> Result<Option<String>, String> {
        let case = parse(line)?;
        let document = self.pipeline.document(&case.text).with_date(self.date);
        let mut found: Vec<_> = self
            .pipeline
            .extract(&document)
            .iter()
            .filter(|mention| self.types.contains(&mention.entity_type()))
            .map(|mention| {
                (mention.span.start(), mention.span.of(&case.text).to_owned(), fields(mention), mention.rule)
            })
            .collect();
        let mut out = String::new();
        for marked in &case.marked {
            let agreeing =
                found.iter().position(|(start, surface, found, _)| marked.agrees(*start, surface, found));
            match agreeing {
                Some(index) => drop(found.remove(index)),
                None => {
                    let _ = writeln!(out, "    expected {}", marked.write());
                }
            }
        }
        for (_, surface, fields, rule) in found {
            let _ = writeln!(out, "    found    [[{surface}|{}]] by {rule}", fields.join("|"));
        }
        Ok((!out.is_empty()).then_some(out))
    }
}

/// Runs a file and returns how many cases it holds; what fails is appended to `report`.
fn run(pipeline: &Pipeline, path: &Path, report: &mut String) -> usize {
    let text = fs::read_to_string(path).expect("a case file is UTF-8");
    let types = vec![EntityType::Organisation, EntityType::Place, EntityType::Date, EntityType::Amount];
    let mut runner = Runner { pipeline, date: None, types };
    let mut cases = 0;
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let result = match line.strip_prefix('@') {
            Some(directive) => runner.directive(directive).map(|()| None),
            None => {
                cases += 1;
                runner.difference(line)
            }
        };
        let place = format!("{}:{}", path.display(), index + 1);
        match result {
            Ok(None) => {}
            Ok(Some(difference)) => {
                let _ = writeln!(report, "{place}: {line}\n{difference}");
            }
            Err(reason) => {
                let _ = writeln!(report, "{place}: {line}\n    {reason}\n");
            }
        }
    }
    cases
}

#[test]
fn every_case_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fr");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("fixtures/fr holds the cases")
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "cases"))
        .collect();
    files.sort();
    let pipeline = Pipeline::french();
    let mut report = String::new();
    let cases: usize = files.iter().map(|file| run(&pipeline, file, &mut report)).sum();
    let failed = report.matches(".cases:").count();
    assert!(report.is_empty(), "{failed} of {cases} cases fail:\n\n{report}");
}

#[test]
fn markup_is_read() {
    let case = parse("À [[Nice|place|X]], [[3|amount]].").expect("two mentions");
    assert_eq!(case.text, "À Nice, 3.");
    assert_eq!(case.marked.len(), 2);
    assert_eq!(case.marked[0].start, 3);
    assert!(parse("[[Nice|plaice]]").is_err());
    assert!(parse("[[Nice|place").is_err());
}
