//! Cities of the world under their French names.
//!
//! GeoNames calls a city by its English or local name. The French one comes from the hand-made exonyms,
//! else from the city that CLDR names for a time zone; the GeoNames name stays as an alias.

use crate::countries::Names;
use crate::error::{Error, Result};
use crate::etalab::Commune;
use crate::fold::{capitalised, key, tidy};
use crate::geonames::City;
use crate::hand::{Exonym, Need};
use crate::inputs::Inputs;
use crate::row::Row;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

const PACKAGE: &str = "cldr-dates-full";
const FILE: &str = "package/main/fr/timeZoneNames.json";

/// `world/cities.csv`.
pub(crate) fn rows(inputs: &Inputs) -> Result<Vec<Row>> {
    let communes = overseas_communes(inputs.communes()?);
    let is_foreign = |city: &&City| match city.french_region() {
        Some(region) => city.country != "FR" && !communes.contains(&(region, key(&city.name))),
        None => true,
    };
    let cities: Vec<&City> = inputs.cities()?.iter().filter(is_foreign).collect();
    let exonyms: Vec<Exonym> = inputs.hand("builder/tables/exonyms.csv", Need::Optional)?;
    let mut french = by_zone(&zones(inputs)?, &cities, &country_names(inputs)?);
    for (exonym, id) in by_hand(&exonyms, &cities) {
        let Some(id) = id else {
            eprintln!(
                "builder/tables/exonyms.csv: no city of 15,000 inhabitants for `{}` ({})",
                exonym.0, exonym.1
            );
            continue;
        };
        let forms = exonyms.iter().filter(|row| row.name == exonym.0 && row.parent_id == exonym.1);
        let mut forms: Vec<_> = forms.map(form).collect();
        forms.extend(french.remove(&id).map(|by_zone| (by_zone.name, BTreeSet::new())));
        french.insert(id, French { name: exonym.0.clone(), forms });
    }
    Ok(cities.iter().flat_map(|city| forms(city, french.get(&city.id))).collect())
}

/// Folded names of communes by region, also without their article (`Le Mont-Dore`, `Mont-Dore`).
fn overseas_communes(communes: &[Commune]) -> HashSet<(&str, String)> {
    let overseas = communes.iter().filter(|commune| commune.is_present() && commune.zone != "metro");
    overseas
        .flat_map(|commune| {
            let name = key(&commune.name);
            let bare =
                name.strip_prefix("le ").or_else(|| name.strip_prefix("la ")).unwrap_or(&name).to_owned();
            [name, bare].map(|name| (commune.region.as_str(), name))
        })
        .collect()
}

/// A city's French name and other surfaces with their flags.
#[derive(Debug, Default, PartialEq, Eq)]
struct French {
    name: String,
    forms: Vec<(String, BTreeSet<String>)>,
}

fn form(exonym: &Exonym) -> (String, BTreeSet<String>) {
    let flags = exonym.flags.split_whitespace().filter(|flag| !flag.starts_with("en:"));
    (exonym.surface.clone(), flags.map(str::to_owned).collect())
}

/// The surfaces of one city; none where GeoNames means a numbered part of a city.
fn forms(city: &City, french: Option<&French>) -> Vec<Row> {
    let names = surfaces(&city.name);
    let own = names.last().map(|name| name.as_str());
    let Some(name) = french.map(|french| french.name.as_str()).or(own) else { return Vec::new() };
    let canonical = Row::place("city", format!("GN-{}", city.id), name)
        .weight((city.population > 0).then_some(city.population))
        .point(Some(city.point()))
        .parent(parent(city));
    let mut rows = Vec::new();
    for (surface, flags) in french.map(|french| french.forms.as_slice()).unwrap_or_default() {
        rows.push(Row { flags: flags.clone(), ..canonical.alias(surface) });
    }
    rows.push(canonical.clone());
    rows.extend(names.iter().map(|name| canonical.alias(name)));
    rows
}

/// The country, or the overseas region that `fr/regions.csv` has in its place.
fn parent(city: &City) -> String {
    city.french_region().map_or_else(|| city.country.clone(), |region| format!("FR-REG-{region}"))
}

/// `Donostia / San Sebastián` is written either way, `Halle (Saale)` without its river,
/// `Zürich (Kreis 11) / Oerlikon` as `Oerlikon`; numbered districts are written in no article.
fn surfaces(name: &str) -> Vec<String> {
    let parts = name.split(" / ").filter(|part| !part.contains("(Kreis"));
    let names = parts.map(|part| {
        let part = part.split([',', '(']).next().unwrap_or_default();
        // The Arabic ayn is not written in French.
        capitalised(&tidy(&part.trim_start_matches(['’', '`']).replace(['‘', 'ʻ', 'ʼ', '`'], "")))
    });
    let numbered =
        |name: &String| name.contains(|c: char| c.is_ascii_digit() || c == '/') || name.ends_with("kerület");
    names.filter(|name| !name.is_empty() && !numbered(name)).collect()
}

/// Finds each exonym's city: by id, else the largest of that country that bears one of its names.
fn by_hand(exonyms: &[Exonym], cities: &[&City]) -> Vec<((String, String), Option<u64>)> {
    let mut index: HashMap<(&str, String), Vec<&City>> = HashMap::new();
    for city in cities {
        let names: HashSet<String> = surfaces(&city.name).iter().map(|name| key(name)).collect();
        for name in names {
            index.entry((&city.country, name)).or_default().push(city);
        }
    }
    let mut wanted: BTreeMap<(String, String), (Vec<String>, String)> = BTreeMap::new();
    for exonym in exonyms {
        let entry = wanted.entry((exonym.name.clone(), exonym.parent_id.clone())).or_default();
        entry.0.extend(exonym.english());
        entry.0.push(exonym.surface.clone());
        entry.1 = exonym.entity_id.clone();
    }
    let found = |country: &str, names: &[String], id: &str| {
        let by_id = id.strip_prefix("GN-").and_then(|id| id.parse().ok());
        let largest = |name: &String| {
            let named = index.get(&(country, key(name)))?;
            named.iter().max_by_key(|city| (city.population, u64::MAX - city.id)).map(|city| city.id)
        };
        by_id.or_else(|| names.iter().find_map(largest)).or_else(|| by_alternate(country, names, cities))
    };
    wanted
        .into_iter()
        .map(|(exonym, (names, id))| {
            let id = found(&exonym.1, &names, &id);
            (exonym, id)
        })
        .collect()
}

/// The largest city of `country` that has one of `names` among its alternate names.
fn by_alternate(country: &str, names: &[String], cities: &[&City]) -> Option<u64> {
    let names: HashSet<String> = names.iter().map(|name| key(name)).collect();
    let named = |city: &&&City| {
        city.country == country && city.alternates.iter().any(|name| names.contains(&key(name)))
    };
    cities.iter().filter(named).max_by_key(|city| (city.population, u64::MAX - city.id)).map(|city| city.id)
}

/// Time zone id → French name of its city.
fn zones(inputs: &Inputs) -> Result<BTreeMap<String, String>> {
    let json: Value = inputs.json(PACKAGE, FILE)?;
    let zones = json.pointer("/main/fr/dates/timeZoneNames/zone");
    let mut found = BTreeMap::new();
    collect(zones.ok_or_else(|| Error::form(PACKAGE, FILE, "no zones"))?, "", &mut found);
    Ok(found)
}

fn collect(value: &Value, path: &str, found: &mut BTreeMap<String, String>) {
    let Some(parts) = value.as_object() else { return };
    if let Some(city) = parts.get("exemplarCity").and_then(Value::as_str) {
        let city = city.split(['(', '[']).next().unwrap_or_default();
        found.insert(path.to_owned(), tidy(city));
        return;
    }
    for (part, value) in parts {
        let path = if path.is_empty() { part.clone() } else { format!("{path}/{part}") };
        collect(value, &path, found);
    }
}

/// Folded names of countries, which some zones are called after.
fn country_names(inputs: &Inputs) -> Result<HashSet<String>> {
    Ok(Names::read(inputs)?.folded())
}

/// A zone's French city is the largest city in that zone that is called like the zone and has the French
/// name among its alternate ones. A zone that GeoNames calls otherwise (`Asia/Calcutta`) gives the largest
/// city of its continent that has both names.
fn by_zone(
    zones: &BTreeMap<String, String>,
    cities: &[&City],
    countries: &HashSet<String>,
) -> HashMap<u64, French> {
    let known: HashSet<&str> = cities.iter().map(|city| city.timezone.as_str()).collect();
    let mut french: HashMap<u64, French> = HashMap::new();
    for (zone, name) in zones {
        let Some((area, tail)) = zone.split_once('/').filter(|(_, tail)| !tail.contains('/')) else {
            continue;
        };
        let (tail, folded) = (key(&tail.replace('_', " ")), key(name));
        let has = |city: &City, wanted: &str| city.alternates.iter().any(|name| key(name) == wanted);
        let fits = |city: &&&City| {
            if known.contains(zone.as_str()) {
                return city.timezone == *zone && key(&city.name) == tail && has(city, &folded);
            }
            let there = city.timezone.split_once('/').is_some_and(|(other, _)| other == area);
            there && !countries.contains(&folded) && has(city, &tail) && has(city, &folded)
        };
        let fitting = cities.iter().filter(fits);
        if let Some(city) = fitting.max_by_key(|city| (city.population, u64::MAX - city.id)) {
            french.insert(city.id, French { name: name.clone(), forms: Vec::new() });
        }
    }
    french
}

#[cfg(test)]
mod tests {
    use super::*;

    fn city(id: u64, name: &str, country: &str, population: u64, zone: &str, alternates: &[&str]) -> City {
        City {
            id,
            name: name.into(),
            latitude: 1.0,
            longitude: 2.0,
            country: country.into(),
            population,
            timezone: zone.into(),
            admin1: String::new(),
            alternates: alternates.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    #[test]
    fn names_for_tables_become_names_in_text() {
        assert_eq!(surfaces("Donostia / San Sebastián"), ["Donostia", "San Sebastián"]);
        assert_eq!(surfaces("Halle (Saale)"), ["Halle"]);
        assert_eq!(surfaces("Zürich (Kreis 11) / Oerlikon"), ["Oerlikon"]);
        assert!(surfaces("Zürich (Kreis 12)").is_empty());
        assert!(surfaces("Budapest V. kerület").is_empty());
        assert_eq!(surfaces("Mianzhu, Deyang, Sichuan"), ["Mianzhu"]);
        assert_eq!(surfaces("‘Ajlūn"), ["Ajlūn"]);
    }

    #[test]
    fn a_zone_names_its_largest_city_in_french() {
        let vienna = city(1, "Vienna", "AT", 1_691_468, "Europe/Vienna", &["Vienne", "Wien"]);
        let other = city(2, "Vienna", "US", 16_522, "America/New_York", &["Vienne"]);
        let kolkata = city(3, "Kolkata", "IN", 4_631_392, "Asia/Kolkata", &["Calcutta"]);
        let zones = [("Europe/Vienna", "Vienne"), ("Asia/Calcutta", "Calcutta")];
        let zones = zones.into_iter().map(|(zone, name)| (zone.to_owned(), name.to_owned())).collect();
        let french = by_zone(&zones, &[&vienna, &other, &kolkata], &HashSet::new());
        assert_eq!(french[&1].name, "Vienne");
        assert_eq!(french[&3].name, "Calcutta");
        assert!(!french.contains_key(&2));
    }

    #[test]
    fn an_exonym_finds_its_city_by_english_name_and_country() {
        let exonym = Exonym {
            surface: "La Haye".into(),
            name: "La Haye".into(),
            entity_id: String::new(),
            parent_id: "NL".into(),
            flags: "en:The_Hague".into(),
        };
        let hague = city(7, "The Hague", "NL", 474_292, "Europe/Amsterdam", &[]);
        let found = by_hand(&[exonym], &[&hague]);
        assert_eq!(found[0].1, Some(7));
    }
}
