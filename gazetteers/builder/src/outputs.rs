//! The files that the builder makes.

use crate::error::Result;
use crate::inputs::Inputs;
use crate::row::{Row, csv_of, sorted};
use crate::{areas, cities, communes, countries, intercommunalities, reference, subdivisions};
use std::collections::HashSet;

/// A generated file, relative to the folder of gazetteers, and how it is made.
pub(crate) struct Output {
    pub(crate) path: &'static str,
    make: Make,
}

enum Make {
    /// Rows that the dictionary flags as words and first names.
    Gazetteer(fn(&Inputs) -> Result<Vec<Row>>),
    /// Rows that carry flags given by hand alone: no reader takes `Inde` or `Brésil` for a dye.
    HandFlagged(fn(&Inputs) -> Result<Vec<Row>>),
    Table(fn(&Inputs) -> Result<Vec<u8>>),
}

/// A file's content and what the summary says of it.
pub(crate) struct Made {
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: usize,
    pub(crate) entities: usize,
    /// Entities without coordinates; none for organisations and tables.
    pub(crate) placeless: Option<usize>,
}

const fn gazetteer(path: &'static str, make: fn(&Inputs) -> Result<Vec<Row>>) -> Output {
    Output { path, make: Make::Gazetteer(make) }
}

const fn hand_flagged(path: &'static str, make: fn(&Inputs) -> Result<Vec<Row>>) -> Output {
    Output { path, make: Make::HandFlagged(make) }
}

const fn plain(path: &'static str, make: fn(&Inputs) -> Result<Vec<u8>>) -> Output {
    Output { path, make: Make::Table(make) }
}

pub(crate) const OUTPUTS: [Output; 14] = [
    gazetteer("fr/communes.csv", communes::present),
    plain("fr/communes_siren.csv", communes::sirens),
    gazetteer("fr/delegated_communes.csv", communes::delegated),
    gazetteer("fr/arrondissements.csv", communes::arrondissements),
    gazetteer("fr/departments.csv", areas::departments),
    gazetteer("fr/regions.csv", areas::regions),
    gazetteer("fr/intercommunalities.csv", intercommunalities::rows),
    hand_flagged("world/countries.csv", countries::countries),
    hand_flagged("world/macro_regions.csv", countries::macro_regions),
    gazetteer("world/subdivisions.csv", subdivisions::rows),
    gazetteer("world/cities.csv", cities::rows),
    plain("world/currencies_cldr.csv", reference::currencies),
    plain("fr/units_cldr.csv", reference::units),
    plain("fr/calendar_cldr.csv", reference::calendar),
];

impl Output {
    /// `communes`, `communes.csv` and `fr/communes.csv` name the same file.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        name == self.path || name == file || Some(name) == file.strip_suffix(".csv")
    }

    pub(crate) fn make(&self, inputs: &Inputs) -> Result<Made> {
        match self.make {
            Make::Gazetteer(make) => {
                let mut rows = make(inputs)?;
                inputs.words()?.flag(&mut rows);
                gazetteer_of(rows)
            }
            Make::HandFlagged(make) => gazetteer_of(make(inputs)?),
            Make::Table(make) => {
                let bytes = make(inputs)?;
                let rows = bytes.iter().filter(|&&byte| byte == b'\n').count() - 1;
                Ok(Made { bytes, rows, entities: rows, placeless: None })
            }
        }
    }
}

fn gazetteer_of(rows: Vec<Row>) -> Result<Made> {
    let rows = sorted(rows);
    let ids = |filter: fn(&&Row) -> bool| {
        rows.iter().filter(filter).map(|row| row.id.as_str()).collect::<HashSet<_>>().len()
    };
    let placeless = rows.iter().all(|row| row.class == "place").then(|| ids(|row| row.point.is_none()));
    Ok(Made { bytes: csv_of(&rows)?, rows: rows.len(), entities: ids(|_| true), placeless })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_path_name_or_stem() {
        let communes = &OUTPUTS[0];
        assert!(["communes", "communes.csv", "fr/communes.csv"].iter().all(|name| communes.is_called(name)));
        assert!(!communes.is_called("delegated_communes"));
    }
}
