//! `glane train`.

use super::args::TrainArgs;
use super::{Stop, exit, print};
use crate::eval::{Gold, Level, Unit};
use crate::gazetteer::Gazetteer;
use crate::output::{Staged, char_count};
use crate::resolve::names::type_index;
use crate::resolve::score::{TYPES, WEIGHT_COLUMNS};
use crate::train::{Annotated, Confusion, Counts, Stage, ablation, cross_validate, train};
use crate::{EntityType, Error, Span};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Runs the command and returns its exit code.
pub(super) fn run(args: &TrainArgs) -> Result<u8, Stop> {
    let gazetteer = Gazetteer::builtin().with_files(&args.gazetteer)?;
    let mut texts = Texts::default();
    for file in &args.gold {
        texts.read(file)?;
    }
    let own = texts.docs.len();
    for file in &args.habits {
        texts.read(file)?;
    }
    texts.docs[own..].iter_mut().for_each(|doc| doc.other_habits = true);
    if texts.docs.iter().all(|doc| doc.names.is_empty()) {
        return Err(Error::data("the gold marks no names; mark some").into());
    }
    let mut confusions = Vec::new();
    let folds = usize::from(args.folds).min(texts.docs.len().max(2));
    let counts = cross_validate(&gazetteer, &texts.docs, folds, &mut confusions);
    let mut out = texts.table(&counts);
    if args.ablation {
        out.push_str(&ablation_table(&gazetteer, &texts.docs, sum(&counts)));
    }
    if let Some(path) = &args.errors {
        write(path, &texts.errors(&confusions)?)?;
    }
    write(&args.output, &weights(&gazetteer, &texts.docs)?)?;
    print(out.as_bytes())?;
    Ok(exit::DONE)
}

/// The texts of all gold files.
#[derive(Default)]
struct Texts {
    docs: Vec<Annotated>,
    /// For each text the number of its file and its id.
    origins: Vec<(usize, String)>,
    files: Vec<String>,
}

impl Texts {
    fn read(&mut self, path: &Path) -> Result<(), Error> {
        let name = path.display().to_string();
        let is_text = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt"));
        let file = self.files.len();
        if is_text {
            let source = fs::read_to_string(path)
                .map_err(|error| Error::io(format!("{name}: {error}; check that it can be read")))?;
            let docs = Annotated::read(&source).map_err(|error| Error::data(format!("{name}:{error}")))?;
            self.origins.extend((1..=docs.len()).map(|number| (file, number.to_string())));
            self.docs.extend(docs);
        } else {
            for unit in Gold::read(path)?.units {
                let id = unit.id.clone();
                let doc = annotated(unit).ok_or_else(|| {
                    Error::data(format!("{name}: it holds no texts; give JSONL with texts or marked .txt"))
                })?;
                self.origins.push((file, id));
                self.docs.push(doc);
            }
        }
        self.files.push(name);
        Ok(())
    }

    /// Strict scores for each file and type, held out.
    fn table(&self, counts: &[[Counts; 3]]) -> String {
        let width = self.files.iter().map(|name| char_count(name.as_bytes())).max().unwrap_or(0).max(9);
        let mut out = format!(
            "{:width$}  {:12}  {:>6}  {:>6}  {:>6}  {:>9}  {:>6}  {:>6}\n",
            "held out", "type", "gold", "found", "right", "precision", "recall", "f1"
        );
        for (file, name) in self.files.iter().enumerate() {
            let of_file = self.origins.iter().zip(counts).filter(|(origin, _)| origin.0 == file);
            rows(&mut out, name, width, sum(of_file.map(|(_, counts)| counts)));
        }
        if self.files.len() > 1 {
            rows(&mut out, "all files", width, sum(counts));
        }
        out
    }

    /// `file,text,start,end,surface,gold,found`, offsets in code points of the text.
    fn errors(&self, confusions: &[Confusion]) -> Result<Vec<u8>, Error> {
        let mut sorted: Vec<&Confusion> = confusions.iter().collect();
        sorted.sort_by_key(|error| (error.doc, error.span));
        let word = |found: Option<EntityType>| found.map_or("", EntityType::as_str);
        let mut writer = csv::Writer::from_writer(Vec::new());
        let wrong = |error: csv::Error| Error::io(format!("errors: {error}"));
        writer.write_record(["file", "text", "start", "end", "surface", "gold", "found"]).map_err(wrong)?;
        for error in sorted {
            let (text, (file, id)) = (&self.docs[error.doc].text, &self.origins[error.doc]);
            let surface = error.span.of(text);
            let start = char_count(text.as_bytes().get(..error.span.start()).unwrap_or(b""));
            let end = start + char_count(surface.as_bytes());
            let (start, end) = (start.to_string(), end.to_string());
            let row = [&self.files[*file], id, &start, &end, surface, word(error.gold), word(error.found)];
            writer.write_record(row).map_err(wrong)?;
        }
        writer.into_inner().map_err(|error| Error::io(format!("errors: {error}")))
    }
}

/// A gold text with the names that the model tells apart; `None` where the gold gives no text.
fn annotated(unit: Unit) -> Option<Annotated> {
    let text = unit.text?;
    let starts: Vec<u32> =
        text.char_indices().map(|(at, _)| at).chain([text.len()]).map(|at| at as u32).collect();
    let mut doc = Annotated::default();
    for mark in &unit.marks {
        let span = Span::new(*starts.get(mark.start)?, *starts.get(mark.end)?);
        if mark.level != Level::Must {
            doc.ignored.push(span);
        } else if type_index(mark.entity_type).is_some() {
            doc.names.push((span, mark.entity_type));
        }
    }
    Some(Annotated { text, ..doc })
}

fn sum<'c>(counts: impl IntoIterator<Item = &'c [Counts; 3]>) -> [Counts; 3] {
    counts.into_iter().fold(Default::default(), |mut sums: [Counts; 3], counts| {
        for (sum, count) in sums.iter_mut().zip(counts) {
            sum.gold += count.gold;
            sum.found += count.found;
            sum.right += count.right;
        }
        sums
    })
}

fn rows(out: &mut String, name: &str, width: usize, counts: [Counts; 3]) {
    for (entity_type, counts) in TYPES.iter().zip(counts) {
        let (precision, recall, f1) = counts.scores();
        let Counts { gold, found, right } = counts;
        let entity_type = entity_type.as_str();
        let _ = writeln!(
            out,
            "{name:width$}  {entity_type:12}  {gold:>6}  {found:>6}  {right:>6}  {precision:>9.4}  {recall:>6.4}  {f1:>6.4}"
        );
    }
}

/// Strict F1 of what decides: lists alone, rules added, the model held out.
fn ablation_table(gazetteer: &Gazetteer, docs: &[Annotated], model: [Counts; 3]) -> String {
    let mut out = format!("\n{:14}", "strict F1");
    for entity_type in TYPES {
        let _ = write!(out, "  {:>12}", entity_type.as_str());
    }
    let lists = ablation(gazetteer, docs, Stage::Lists);
    let rules = ablation(gazetteer, docs, Stage::Rules);
    for (name, counts) in [("lists alone", lists), ("+ rules", rules), ("+ model", model)] {
        let _ = write!(out, "\n{name:14}");
        for counts in counts {
            let _ = write!(out, "  {:>12.4}", counts.scores().2);
        }
    }
    out.push('\n');
    out
}

/// The bytes of the weights' file.
fn weights(gazetteer: &Gazetteer, docs: &[Annotated]) -> Result<Vec<u8>, Error> {
    let wrong = |error: csv::Error| Error::io(format!("weights: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(WEIGHT_COLUMNS).map_err(wrong)?;
    for (feature, [organisation, place, person]) in train(gazetteer, docs) {
        let row = [feature, organisation.to_string(), place.to_string(), person.to_string()];
        writer.write_record(row).map_err(wrong)?;
    }
    writer.into_inner().map_err(|error| Error::io(format!("weights: {error}")))
}

/// Writes a file that appears whole or not at all.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .ok_or_else(|| Error::usage(format!("{}: it names no file; name one to write to", path.display())))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut staged = Staged::new(folder)?;
    staged.write(name, bytes)?;
    staged.commit(&[])
}
