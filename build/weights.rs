//! Compiles the model's weights (`feature,organisation,place,person`) into a table.

use crate::resolve::template::{Key, Scores, Weights, parse};
use std::path::Path;

#[derive(serde::Deserialize)]
struct Row {
    feature: String,
    organisation: f32,
    place: f32,
    person: f32,
}

/// The source of the generated table.
pub(crate) fn compile(path: &Path) -> Result<String, String> {
    let name = path.display();
    let mut reader = csv::Reader::from_path(path).map_err(|error| format!("{name}: {error}"))?;
    let mut rows: Vec<(Key, Scores)> = Vec::new();
    for (line, record) in reader.deserialize().enumerate() {
        let row: Row = record.map_err(|error| format!("{name}: {error}"))?;
        let key = parse(&row.feature)
            .ok_or_else(|| format!("{name}:{}: `{}` is no feature", line + 2, row.feature))?;
        rows.push((key, [row.organisation, row.place, row.person]));
    }
    let weights = Weights::new(rows.into_iter());
    let (slots, numbers, starts, words, values) = weights.tables();
    Ok(format!(
        "use crate::resolve::template::{{Lanes, Slot, Tables, Word}};\n\
         static SLOTS: &[Slot] = &{slots:?};\n\
         static NUMBERS: &[Lanes] = &{numbers:?};\n\
         static STARTS: &[u32] = &{starts:?};\n\
         static WORDS: &[Word] = &{words:?};\n\
         static VALUES: &[Lanes] = &{values:?};\n\
         pub(super) static TABLES: Tables<'_> = (SLOTS, NUMBERS, STARTS, WORDS, VALUES);\n"
    ))
}
