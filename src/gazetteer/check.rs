//! Every fault of users' lists, where reading them stops at the first.

use super::compile::{FLAGS, parse_kind};
use super::ids;
use super::read::COLUMNS;
use super::stats::Stats;
use crate::lang::{Class, Lexicon};
use crate::{EntityType, Error};
use csv::ByteRecord;
use std::collections::HashMap;
use std::path::Path;

/// Something wrong in a list.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) file: String,
    pub(crate) line: u64,
    pub(crate) what: String,
    /// Whether the list works as it is.
    pub(crate) is_warning: bool,
}

/// Reads lists and collects what is wrong in them.
#[derive(Default)]
pub(crate) struct Checker {
    faults: Vec<Fault>,
    stats: Stats,
    files: Vec<String>,
    rows: HashMap<[String; 4], Place>,
    entities: HashMap<String, Stated>,
}

/// Number of a file and a line in it.
type Place = (usize, u64);

/// What rows said of an entity, and where first: name, type, kind, latitude, longitude.
#[derive(Default)]
struct Stated([Option<(String, Place)>; 5]);

const STATED: [&str; 5] = ["name", "type", "kind", "latitude", "longitude"];
const SURFACE: usize = 0;
const TYPE: usize = 1;
const KIND: usize = 2;
const NAME: usize = 3;
const ID: usize = 4;
const LATITUDE: usize = 5;
const LONGITUDE: usize = 6;
const WEIGHT: usize = 7;
const PARENT: usize = 8;
const FROM: usize = 9;
const TO: usize = 10;
const ROW_FLAGS: usize = 11;

type Cells<'r> = [&'r str; COLUMNS.len()];

impl Checker {
    /// The faults of all files that were read, in their order.
    pub(crate) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Counts, as a text of several lines.
    pub(crate) fn stats(&self) -> String {
        self.stats.render()
    }

    /// Reads one list. Only a file that cannot be read is an error; faults are collected.
    pub(crate) fn read(&mut self, path: &Path) -> Result<(), Error> {
        let name = path.display().to_string();
        let unreadable =
            |error: &dyn std::fmt::Display| Error::io(format!("{name}: {error}; check that it can be read"));
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .from_path(path)
            .map_err(|error| unreadable(&error))?;
        self.files.push(name.clone());
        let mut record = ByteRecord::new();
        let mut columns = None;
        while reader.read_byte_record(&mut record).map_err(|error| unreadable(&error))? {
            let line = record.position().map_or(0, csv::Position::line);
            match &columns {
                None => columns = Some(self.header(&record, line)),
                Some(columns) => self.row(columns, &record, line),
            }
        }
        if columns.is_none() {
            self.fault(1, "the file is empty; write a header".to_owned());
        }
        Ok(())
    }

    fn fault(&mut self, line: u64, what: String) {
        let file = self.files.last().cloned().unwrap_or_default();
        self.faults.push(Fault { file, line, what, is_warning: false });
    }

    /// The known column of each cell.
    fn header(&mut self, record: &ByteRecord, line: u64) -> Vec<Option<usize>> {
        let mut columns: Vec<Option<usize>> = Vec::new();
        for column in record {
            let column = String::from_utf8_lossy(column);
            let column = column.trim_start_matches('\u{feff}').trim();
            let known = COLUMNS.iter().position(|known| *known == column);
            if known.is_none() {
                self.fault(
                    line,
                    format!("unknown column `{column}`; the columns are {}", COLUMNS.join(", ")),
                );
            } else if columns.contains(&known) {
                self.fault(line, format!("column `{column}` stands there twice; remove one"));
            }
            columns.push(known);
        }
        for required in [SURFACE, TYPE] {
            if !columns.contains(&Some(required)) {
                self.fault(line, format!("column `{}` is missing; add it to the header", COLUMNS[required]));
            }
        }
        columns
    }

    fn row(&mut self, columns: &[Option<usize>], record: &ByteRecord, line: u64) {
        if record.len() > columns.len() {
            let (cells, known) = (record.len(), columns.len());
            self.fault(line, format!("{cells} cells under {known} columns; put cells with commas in quotes"));
        }
        let mut cells: Cells<'_> = [""; COLUMNS.len()];
        for (bytes, column) in record.iter().zip(columns) {
            let text = match std::str::from_utf8(bytes) {
                Ok(text) => text.trim(),
                Err(_) => {
                    self.fault(line, "the line is not UTF-8; save the whole file as UTF-8".to_owned());
                    return;
                }
            };
            if let Some(meant) = misread(text) {
                self.fault(
                    line,
                    format!("mixed encodings: `{text}` is `{meant}` read as Latin-1; write it so"),
                );
            } else if text.contains('\u{fffd}') {
                self.fault(line, format!("mixed encodings: a letter of `{text}` is lost; write it anew"));
            }
            if let Some(column) = *column {
                cells[column] = text;
            }
        }
        let has = |column: usize| columns.contains(&Some(column));
        self.names(&cells, [has(SURFACE), has(TYPE)], line);
        self.codes(&cells, line);
        self.numbers(&cells, line);
        self.validity(&cells, line);
        self.repeated(&cells, line);
    }

    fn names(&mut self, cells: &Cells<'_>, [surfaces, types]: [bool; 2], line: u64) {
        let surface = cells[SURFACE];
        if surfaces && surface.is_empty() {
            self.fault(line, "the surface is empty; write a name or remove the row".to_owned());
        }
        let names = [EntityType::Organisation, EntityType::Place, EntityType::Person];
        let entity_type = EntityType::parse(cells[TYPE]).filter(|found| names.contains(found));
        match entity_type {
            Some(entity_type) if parse_kind(entity_type, cells[KIND]).is_none() => {
                self.fault(line, format!("kind `{}` is no kind of {entity_type}", cells[KIND]));
            }
            Some(entity_type) => self.stats.add(entity_type, cells[KIND], surface, cells[NAME], cells[ID]),
            None if types => {
                self.fault(line, format!("type `{}` is none of organisation, place, person", cells[TYPE]));
            }
            None => {}
        }
        let mut is_flagged = false;
        for flag in cells[ROW_FLAGS].split_whitespace().filter(|flag| !flag.contains(':')) {
            is_flagged |= matches!(flag, "word" | "remove");
            if !FLAGS.contains(&flag) {
                self.fault(line, format!("unknown flag `{flag}`; the flags are {}", FLAGS.join(", ")));
            }
        }
        if !is_flagged && Lexicon::french().lookup(surface, Class::CommonWord).is_some() {
            let file = self.files.last().cloned().unwrap_or_default();
            let what = format!("`{surface}` is a common word; say so by the flag `word`");
            self.faults.push(Fault { file, line, what, is_warning: true });
        }
    }

    fn codes(&mut self, cells: &Cells<'_>, line: u64) {
        for what in [ID, PARENT].into_iter().filter_map(|column| ids::fault(cells[column])) {
            self.fault(line, what);
        }
        let id = cells[ID];
        let is_public = id.len() <= 3 && !id.is_empty();
        if cells[TYPE] == "place" && cells[KIND] == "country" && is_public && !ids::is_country(id) {
            self.fault(line, format!("id `{id}`: a country's code is 2 capitals, as FR (ISO 3166-1)"));
        }
    }

    fn numbers(&mut self, cells: &Cells<'_>, line: u64) {
        let number = |column: usize| cells[column].parse::<f64>().ok();
        let is_half = cells[LATITUDE].is_empty() != cells[LONGITUDE].is_empty();
        if is_half {
            self.fault(line, "latitude and longitude go together; write both or none".to_owned());
        }
        for (column, bound) in [(LATITUDE, 90.0), (LONGITUDE, 180.0)] {
            let is_wrong = number(column).is_none_or(|degrees| !(-bound..=bound).contains(&degrees));
            if !cells[column].is_empty() && is_wrong {
                let (name, text) = (COLUMNS[column], cells[column]);
                self.fault(line, format!("{name} `{text}` is no number from -{bound} to {bound}"));
            }
        }
        let is_wrong = number(WEIGHT).is_none_or(|weight| !(0.0..=4e9).contains(&weight));
        if !cells[WEIGHT].is_empty() && is_wrong {
            self.fault(line, format!("weight `{}` is no number from 0 to 4,000,000,000", cells[WEIGHT]));
        }
    }

    fn validity(&mut self, cells: &Cells<'_>, line: u64) {
        let mut bounds = [None; 2];
        for (bound, column) in bounds.iter_mut().zip([FROM, TO]) {
            let text = cells[column];
            *bound = days(text);
            if !text.is_empty() && bound.is_none() {
                let name = COLUMNS[column];
                self.fault(line, format!("{name} `{text}` is no year, month or day, as 2016 or 2016-01-01"));
            }
        }
        if let [Some((from, _)), Some((_, to))] = bounds
            && from > to
        {
            self.fault(line, format!("valid_from {} lies after valid_to {}", cells[FROM], cells[TO]));
        }
    }

    fn place_name(&self, (file, line): Place) -> String {
        if file + 1 == self.files.len() {
            format!("line {line}")
        } else {
            format!("{}:{line}", self.files[file])
        }
    }

    /// Rows that stand there twice, and rows that disagree on what they stand for.
    fn repeated(&mut self, cells: &Cells<'_>, line: u64) {
        let here = (self.files.len() - 1, line);
        let (surface, id) = (cells[SURFACE], cells[ID]);
        let name = if cells[NAME].is_empty() { surface } else { cells[NAME] };
        let further = if id.is_empty() { [cells[TYPE], name] } else { ["", ""] };
        let key = [surface, id, further[0], further[1]].map(str::to_owned);
        if let Some(&first) = self.rows.get(&key) {
            let first = self.place_name(first);
            let of = if id.is_empty() { String::new() } else { format!(" for {id}") };
            self.fault(line, format!("`{surface}`{of} stands on {first} already; remove one"));
        } else {
            self.rows.insert(key, here);
        }
        if id.is_empty() {
            return;
        }
        let is_new = !self.entities.contains_key(id);
        let name = if is_new { name } else { cells[NAME] };
        let stated = [name, cells[TYPE], cells[KIND], cells[LATITUDE], cells[LONGITUDE]];
        let known = self.entities.entry(id.to_owned()).or_default();
        let mut conflicts = Vec::new();
        for (index, text) in stated.into_iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            match &known.0[index] {
                Some((other, place)) if !same(other, text) => {
                    conflicts.push((STATED[index], text, other.clone(), *place));
                }
                Some(_) => {}
                None => known.0[index] = Some((text.to_owned(), here)),
            }
        }
        for (column, text, other, place) in conflicts {
            let place = self.place_name(place);
            self.fault(line, format!("{column} of {id} is `{text}` here, `{other}` on {place}; correct one"));
        }
    }
}

/// Whether two cells say the same, as texts or as numbers.
fn same(a: &str, b: &str) -> bool {
    a == b || matches!((a.parse::<f64>(), b.parse::<f64>()), (Ok(a), Ok(b)) if a == b)
}

/// What a text meant before its UTF-8 was read as Latin-1; `None` where that never happened.
fn misread(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    String::from_utf8(bytes?).ok()
}

/// First and last day of a year, month or day, as numbers that compare like days.
fn days(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next(), parts.next());
    if parts.next().is_some() || text.starts_with('+') || year > 9999 {
        return None;
    }
    let within = |part: Option<Option<u32>>, last: u32| match part {
        None => Some((1, last)),
        Some(number) => number.filter(|number| (1..=last).contains(number)).map(|number| (number, number)),
    };
    let (month, day) = (within(month, 12)?, within(day, 31)?);
    Some((year * 10_000 + month.0 * 100 + day.0, year * 10_000 + month.1 * 100 + day.1))
}
