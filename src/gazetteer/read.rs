//! Reads gazetteer CSV: `surface,type,kind,name,entity_id,latitude,longitude,weight,parent_id,valid_from,valid_to,flags`.
//!
//! Shared with `build.rs`.

use super::compile::{DEGREE, FLAGS, parse_kind};
use super::kind::EntityType;
use csv::ByteRecord;

/// The columns that a gazetteer may have, in their usual order; the first two are required.
pub const COLUMNS: [&str; 12] = [
    "surface",
    "type",
    "kind",
    "name",
    "entity_id",
    "latitude",
    "longitude",
    "weight",
    "parent_id",
    "valid_from",
    "valid_to",
    "flags",
];

/// One row of a gazetteer, checked.
#[derive(Clone, Debug)]
pub struct Row<'r> {
    /// The name as it is written in running text.
    pub surface: &'r str,
    /// Organisation, place or person.
    pub entity_type: EntityType,
    /// Number of the kind within its type.
    pub kind: u8,
    /// Canonical name; the surface where the list gives none.
    pub name: &'r str,
    /// Identifier, or empty.
    pub entity_id: &'r str,
    /// Latitude and longitude in ten-thousandths of a degree.
    pub position: Option<(i32, i32)>,
    /// Population or other weight.
    pub weight: u32,
    /// Identifier of what it lies in, or empty.
    pub parent_id: &'r str,
    /// Bits of [`super::compile::flag`].
    pub flags: u16,
}

/// Where each of [`COLUMNS`] stands in a file.
#[derive(Clone, Debug)]
pub struct Header([Option<usize>; COLUMNS.len()]);

impl Header {
    /// Reads the header; the error says which column is wrong and what to do.
    pub fn parse(record: &ByteRecord) -> Result<Self, String> {
        let mut places = [None; COLUMNS.len()];
        for (index, column) in record.iter().enumerate() {
            let column = String::from_utf8_lossy(column);
            let column = column.trim_start_matches('\u{feff}').trim();
            let Some(known) = COLUMNS.iter().position(|known| *known == column) else {
                return Err(format!("unknown column `{column}`; the columns are {}", COLUMNS.join(", ")));
            };
            if places[known].replace(index).is_some() {
                return Err(format!("column `{column}` stands there twice; remove one"));
            }
        }
        match places[..2].iter().position(Option::is_none) {
            Some(missing) => Err(format!("column `{}` is missing; add it to the header", COLUMNS[missing])),
            None => Ok(Self(places)),
        }
    }

    fn cell<'r>(&self, record: &'r ByteRecord, column: usize) -> Result<&'r str, String> {
        let bytes = self.0[column].and_then(|index| record.get(index)).unwrap_or(b"");
        let text = std::str::from_utf8(bytes)
            .map_err(|_| format!("`{}` is not UTF-8; save the file as UTF-8", COLUMNS[column]))?;
        Ok(text.trim())
    }

    /// Reads one row; the error says which cell is wrong and what to do.
    pub fn row<'r>(&self, record: &'r ByteRecord) -> Result<Row<'r>, String> {
        let surface = self.cell(record, 0)?;
        if surface.is_empty() {
            return Err("the surface is empty; write a name or remove the row".to_owned());
        }
        let name = self.cell(record, 3)?;
        let entity_type = EntityType::parse(self.cell(record, 1)?);
        let entity_type = entity_type
            .filter(|found| {
                matches!(found, EntityType::Organisation | EntityType::Place | EntityType::Person)
            })
            .ok_or_else(|| {
                format!(
                    "type `{}` is none of organisation, place, person",
                    self.cell(record, 1).unwrap_or("")
                )
            })?;
        let kind = self.cell(record, 2)?;
        Ok(Row {
            surface,
            entity_type,
            kind: parse_kind(entity_type, kind)
                .ok_or_else(|| format!("kind `{kind}` is no kind of {entity_type}"))?,
            name: short("name", if name.is_empty() { surface } else { name })?,
            entity_id: short("entity_id", self.cell(record, 4)?)?,
            position: self.position(record)?,
            weight: self.weight(record)?,
            parent_id: self.cell(record, 8)?,
            flags: flags(self.cell(record, 11)?)?,
        })
    }

    fn weight(&self, record: &ByteRecord) -> Result<u32, String> {
        match self.cell(record, 7)? {
            "" => Ok(0),
            text => text
                .parse::<f64>()
                .ok()
                .filter(|weight| (0.0..=4e9).contains(weight))
                .map(|weight| weight as u32)
                .ok_or_else(|| format!("weight `{text}` is no number from 0 to 4,000,000,000")),
        }
    }

    fn position(&self, record: &ByteRecord) -> Result<Option<(i32, i32)>, String> {
        match (self.cell(record, 5)?, self.cell(record, 6)?) {
            ("", "") => Ok(None),
            (latitude, longitude) => Ok(Some((
                degrees(latitude, 90.0)
                    .ok_or_else(|| format!("latitude `{latitude}` is no number from -90 to 90"))?,
                degrees(longitude, 180.0)
                    .ok_or_else(|| format!("longitude `{longitude}` is no number from -180 to 180"))?,
            ))),
        }
    }
}

/// A text that is no longer than its record can tell.
fn short<'r>(column: &str, text: &'r str) -> Result<&'r str, String> {
    match u16::try_from(text.len()) {
        Ok(_) => Ok(text),
        Err(_) => Err(format!("a {column} of {} bytes; 65,535 fit, shorten it", text.len())),
    }
}

fn degrees(text: &str, bound: f64) -> Option<i32> {
    let degrees = text.parse::<f64>().ok().filter(|degrees| degrees.abs() <= bound)?;
    Some((degrees * DEGREE).round() as i32)
}

fn flags(text: &str) -> Result<u16, String> {
    text.split_whitespace().filter(|flag| !flag.contains(':')).try_fold(0, |bits, name| {
        match FLAGS.iter().position(|known| *known == name) {
            Some(bit) => Ok(bits | 1 << bit),
            None => Err(format!("unknown flag `{name}`; the flags are {}", FLAGS.join(", "))),
        }
    })
}
