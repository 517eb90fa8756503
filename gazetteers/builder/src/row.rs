//! A gazetteer's rows and the CSV they become.

use crate::error::{Error, Result};
use crate::fold::key;
use std::collections::{BTreeSet, HashSet};

pub(crate) const HEADER: [&str; 12] = [
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

/// Latitude and longitude, WGS 84 decimal degrees.
pub(crate) type Point = (f64, f64);

/// One surface of one entity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) surface: String,
    /// `place` or `organisation`.
    pub(crate) class: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) point: Option<Point>,
    /// Inhabitants, where known.
    pub(crate) weight: Option<u64>,
    pub(crate) parent: String,
    pub(crate) flags: BTreeSet<String>,
}

impl Row {
    /// The canonical row of a place.
    pub(crate) fn place(kind: &'static str, id: impl Into<String>, name: impl Into<String>) -> Self {
        let name = name.into();
        Self { surface: name.clone(), class: "place", kind, name, id: id.into(), ..Self::default() }
    }

    pub(crate) fn parent(mut self, parent: impl Into<String>) -> Self {
        self.parent = parent.into();
        self
    }

    pub(crate) fn weight(mut self, weight: Option<u64>) -> Self {
        self.weight = weight;
        self
    }

    pub(crate) fn point(mut self, point: Option<Point>) -> Self {
        self.point = point;
        self
    }

    pub(crate) fn flag(mut self, flag: &str) -> Self {
        self.flags.insert(flag.to_owned());
        self
    }

    /// Another surface of the same entity; flags belong to a surface and are not taken over.
    pub(crate) fn alias(&self, surface: impl Into<String>) -> Self {
        Self { surface: surface.into(), flags: BTreeSet::new(), ..self.clone() }
    }

    fn fields(&self) -> [String; 12] {
        let degrees =
            |pick: fn(&Point) -> f64| self.point.as_ref().map_or_else(String::new, |p| decimal(pick(p)));
        let flags: Vec<&str> = self.flags.iter().map(String::as_str).collect();
        [
            self.surface.clone(),
            self.class.to_owned(),
            self.kind.to_owned(),
            self.name.clone(),
            self.id.clone(),
            degrees(|p| p.0),
            degrees(|p| p.1),
            self.weight.map_or_else(String::new, |weight| weight.to_string()),
            self.parent.clone(),
            String::new(),
            String::new(),
            flags.join(" "),
        ]
    }
}

/// At most four decimals, no trailing zeros: some ten metres, enough for a place.
pub(crate) fn decimal(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Sorted by entity, canonical row first, then by surface; a surface that folds like an earlier one
/// of the same entity is left out.
pub(crate) fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    let order = |row: &Row| (row.id.clone(), row.surface != row.name, row.surface.clone());
    rows.sort_by_cached_key(order);
    let mut seen = HashSet::new();
    rows.retain(|row| seen.insert((row.id.clone(), key(&row.surface))));
    rows
}

/// RFC 4180 with LF: the rows of a gazetteer under its header.
pub(crate) fn csv_of(rows: &[Row]) -> Result<Vec<u8>> {
    table(&HEADER, rows.iter().map(Row::fields))
}

/// Any table as CSV.
pub(crate) fn table<const N: usize>(
    header: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<Vec<u8>> {
    let failed = |error: csv::Error| Error::new(format!("cannot write CSV: {error}"));
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(header).map_err(failed)?;
    for row in rows {
        writer.write_record(&row).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::new(format!("cannot write CSV: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_short() {
        assert_eq!(decimal(43.604_26), "43.6043");
        assert_eq!(decimal(1.5), "1.5");
        assert_eq!(decimal(-0.000_01), "0");
    }

    #[test]
    fn the_canonical_row_comes_first_and_variants_go() {
        let sens = Row::place("commune", "FR-COM-89387", "Sens");
        let city = Row::place("city", "GN-1", "Vienne");
        let rows = vec![city.alias("Vienna"), city.alias("VIENNE"), city.clone(), sens];
        let surfaces: Vec<String> = sorted(rows).into_iter().map(|row| row.surface).collect();
        assert_eq!(surfaces, ["Sens", "Vienne", "Vienna"]);
    }

    #[test]
    fn a_row_is_written_with_all_columns() {
        let row = Row::place("commune", "FR-COM-31555", "Toulouse")
            .parent("FR-DEP-31")
            .weight(Some(511_684))
            .point(Some((43.6, 1.444)))
            .flag("word");
        let csv = String::from_utf8(csv_of(&[row]).unwrap()).unwrap();
        let last = csv.lines().last().unwrap();
        assert_eq!(last, "Toulouse,place,commune,Toulouse,FR-COM-31555,43.6,1.444,511684,FR-DEP-31,,,word");
    }
}
