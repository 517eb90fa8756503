//! Present, delegated and associated communes, and municipal arrondissements.

use crate::error::{Error, Result};
use crate::etalab::{Commune, CommuneType};
use crate::inputs::Inputs;
use crate::join::Points;
use crate::row::{Row, table};
use std::collections::{HashMap, HashSet};

/// `fr/communes.csv`.
pub(crate) fn present(inputs: &Inputs) -> Result<Vec<Row>> {
    let points = inputs.points()?;
    let former: HashMap<&str, &str> = inputs
        .communes()?
        .iter()
        .filter(|commune| commune.is_delegated())
        .map(|commune| (commune.code.as_str(), running(&commune.name)))
        .collect();
    let mut rows = Vec::new();
    for commune in inputs.communes()?.iter().filter(|commune| commune.is_present()) {
        let own = row(commune, points).parent(commune.department_id());
        let name = former.get(commune.code.as_str()).filter(|name| **name != own.surface);
        rows.extend(name.map(|name| own.alias(*name).flag("former")));
        rows.push(own);
    }
    Ok(rows)
}

fn row(commune: &Commune, points: &Points) -> Row {
    let mut row = Row::place("commune", commune.id(), &commune.name)
        .weight(commune.population)
        .point(points.get(&commune.code).copied());
    row.surface = running(&commune.name).to_owned();
    row
}

/// `Bors (Canton de Tude-et-Lavalette)` is `Bors` in an article.
fn running(name: &str) -> &str {
    name.split_once(" (").map_or(name, |(before, _)| before)
}

/// `fr/communes_siren.csv`: the SIREN of a commune is that of its town hall.
pub(crate) fn sirens(inputs: &Inputs) -> Result<Vec<u8>> {
    let communes = inputs.communes()?.iter().filter(|commune| commune.is_present());
    let mut rows: Vec<[String; 2]> =
        communes.filter_map(|commune| Some([commune.id(), commune.siren.clone()?])).collect();
    rows.sort();
    table(&["commune_id", "siren"], rows.into_iter())
}

/// `fr/delegated_communes.csv`; one whose code is a present commune's is skipped, as the id is taken.
pub(crate) fn delegated(inputs: &Inputs) -> Result<Vec<Row>> {
    let communes = inputs.communes()?;
    let points = inputs.points()?;
    let taken: HashSet<&str> = communes.iter().filter(|c| c.is_present()).map(|c| c.code.as_str()).collect();
    let mut rows = Vec::new();
    for commune in communes.iter().filter(|c| c.is_delegated() && !taken.contains(c.code.as_str())) {
        let seat = commune.seat.as_deref().ok_or_else(|| missing(commune, "chefLieu"))?;
        rows.push(row(commune, points).parent(format!("FR-COM-{seat}")).flag("delegated"));
    }
    Ok(rows)
}

/// `fr/arrondissements.csv`: `Paris 18e Arrondissement` is written in four ways.
pub(crate) fn arrondissements(inputs: &Inputs) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let class = CommuneType::ArrondissementMunicipal;
    for commune in inputs.communes()?.iter().filter(|commune| commune.class == class) {
        let city = commune.city.as_deref().ok_or_else(|| missing(commune, "commune"))?;
        let (name, ordinal) = parts(&commune.name).ok_or_else(|| missing(commune, "arrondissement"))?;
        let number = ordinal.trim_end_matches(char::is_alphabetic);
        // GeoNames writes `Paris 03 Temple` and `Lyon 03`.
        let geonames = format!("{name} {number:0>2}");
        let mut cities = inputs.french_cities()?.iter().filter(|city| city.country == "FR");
        let point = cities.find(|city| city.name.starts_with(&geonames)).map(|city| city.point());
        let row = Row::place("district", commune.id(), format!("{ordinal} arrondissement de {name}"))
            .weight(commune.population)
            .point(point)
            .parent(format!("FR-COM-{city}"));
        rows.push(row.alias(&commune.name).flag("fold-case"));
        rows.push(row.alias(format!("{name} {ordinal}")));
        rows.push(row.alias(format!("{} arrondissement de {name}", roman(ordinal))).flag("fold-case"));
        rows.push(row.flag("fold-case"));
    }
    Ok(rows)
}

/// `Paris 18e Arrondissement` → (`Paris`, `18e`).
fn parts(name: &str) -> Option<(&str, &str)> {
    let (city, rest) = name.split_once(' ')?;
    Some((city, rest.strip_suffix(" Arrondissement")?))
}

/// `18e` → `XVIIIe`, as some papers write it; there are at most 20.
fn roman(ordinal: &str) -> String {
    let suffix = ordinal.trim_start_matches(|c: char| c.is_ascii_digit());
    let number: usize = ordinal.trim_end_matches(suffix).parse().unwrap_or_default();
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    format!("{}{}{suffix}", "X".repeat(number / 10), units[number % 10])
}

fn missing(commune: &Commune, field: &str) -> Error {
    Error::new(format!(
        "@etalab/decoupage-administratif: communes.json: {} ({}) has no {field}; adapt the builder to this version",
        commune.code, commune.name
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distinction_in_brackets_is_not_written_in_articles() {
        assert_eq!(running("Bors (Canton de Charente-Sud)"), "Bors");
        assert_eq!(running("Château-Chinon (Ville)"), "Château-Chinon");
        assert_eq!(running("Sens"), "Sens");
    }

    #[test]
    fn an_arrondissement_has_a_city_and_an_ordinal() {
        assert_eq!(parts("Paris 1er Arrondissement"), Some(("Paris", "1er")));
        assert_eq!(parts("Paris"), None);
        assert_eq!(roman("1er"), "Ier");
        assert_eq!(roman("18e"), "XVIIIe");
        assert_eq!(roman("20e"), "XXe");
    }
}
