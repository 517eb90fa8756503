//! Hand-made lists that steer the generated ones; the builder reads them and never writes them.

use crate::error::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::Path;

/// Whether a hand-made list may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    Optional,
}

/// `builder/tables/further_words.csv`: words that a name may be mistaken for and that no French dictionary has.
#[derive(Debug, Deserialize)]
pub(crate) struct FurtherWord {
    pub(crate) word: String,
}

/// What a row of `builder/tables/country_aliases.csv` does.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    /// Takes the place of the CLDR name, which stays as an alias.
    Name,
    /// Adds a surface.
    Alias,
    /// Leaves the surface out; without a surface, the whole entity.
    Drop,
}

/// `builder/tables/country_aliases.csv`: names of countries, macro-regions and subdivisions as the press writes them.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Naming {
    pub(crate) entity_id: String,
    pub(crate) surface: String,
    pub(crate) role: Role,
    pub(crate) flags: String,
}

/// `builder/tables/intercommunality_names.csv`: names that cannot be derived from the official list.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct GroupName {
    /// The name in the package, by which the row is found.
    pub(crate) source_name: String,
    /// The name to use; empty keeps the derived one.
    pub(crate) name: String,
    /// Further surfaces, `|`-separated; a final `*` flags one as `ambiguous`.
    pub(crate) aliases: String,
}

/// `builder/tables/exonyms.csv`: French names of foreign cities, in the gazetteer format.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Exonym {
    pub(crate) surface: String,
    pub(crate) name: String,
    pub(crate) entity_id: String,
    pub(crate) parent_id: String,
    /// `en:<name>` among the flags gives the English name, `_` for a space.
    pub(crate) flags: String,
}

impl Exonym {
    /// English names by which the city is found in GeoNames.
    pub(crate) fn english(&self) -> impl Iterator<Item = String> {
        self.flags.split(' ').filter_map(|flag| flag.strip_prefix("en:")).map(|name| name.replace('_', " "))
    }
}

/// The rows of the list at `path`.
pub(crate) fn read<T: DeserializeOwned>(path: &Path, need: Need) -> Result<Vec<T>> {
    if need == Need::Optional && !path.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(path).map_err(|error| {
        Error::new(format!(
            "{}: cannot read: {error}; this list is made by hand, take it from the repository",
            path.display()
        ))
    })?;
    parse(&text).map_err(|error| Error::new(format!("{}: {error}", path.display())))
}

fn parse<T: DeserializeOwned>(text: &str) -> std::result::Result<Vec<T>, csv::Error> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exonym_tells_its_english_names() {
        let text = "surface,type,kind,name,entity_id,latitude,longitude,weight,parent_id,valid_from,valid_to,flags\n\
                    La Haye,place,city,La Haye,,,,,NL,,,en:The_Hague word\n";
        let rows: Vec<Exonym> = parse(text).unwrap();
        assert_eq!(rows[0].english().collect::<Vec<_>>(), ["The Hague"]);
    }

    #[test]
    fn an_unknown_role_is_refused_with_its_line() {
        let rows: std::result::Result<Vec<Naming>, _> = parse("entity_id,surface,role,flags\nUS,USA,nick,\n");
        assert!(rows.unwrap_err().to_string().contains("line: 2"));
    }
}
