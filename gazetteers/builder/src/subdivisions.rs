//! Provinces, states and counties of the world with the French names that CLDR gives them.

use crate::countries;
use crate::error::{Error, Result};
use crate::fold::{capitalised, key, tidy};
use crate::geonames::{City, overseas_region};
use crate::hand::{Exonym, Naming, Need, Role};
use crate::inputs::Inputs;
use crate::row::Row;
use std::collections::{BTreeMap, HashSet};

const PACKAGE: &str = "unicode-cldr-core";
const FILE: &str = "usr/share/unicode/cldr/common/subdivisions/fr.xml";

/// What stands before a subdivision's own name: `province de Namur`, `État de Lagos`.
const HEADS: [&str; 33] = [
    "apskritis",
    "borough",
    "canton",
    "cite",
    "comitat",
    "communaute",
    "comte",
    "departement",
    "district",
    "division",
    "etat",
    "gouvernorat",
    "ile",
    "iles",
    "judet",
    "krai",
    "municipalite",
    "oblast",
    "oblys",
    "paroisse",
    "prefecture",
    "province",
    "raion",
    "region",
    "republique",
    "subdivision",
    "voblast",
    "voivodie",
    "wilaya",
    "territoire",
    "commune",
    "powiat",
    "okrug",
];

/// `world/subdivisions.csv`.
pub(crate) fn rows(inputs: &Inputs) -> Result<Vec<Row>> {
    let names = parse(&inputs.text(PACKAGE, FILE)?)?;
    let hand = countries::hand_names(inputs)?;
    let exonyms = inputs.hand("builder/tables/exonyms.csv", Need::Optional)?;
    let cities = Cities::new(inputs.cities()?, &exonyms);
    Ok(names.iter().flat_map(|(id, name)| forms(id, name, &hand, &cities)).collect())
}

/// ISO 3166-2 code → name, without France.
fn parse(xml: &str) -> Result<BTreeMap<String, String>> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(xml, options)
        .map_err(|error| Error::form(PACKAGE, FILE, error))?;
    let mut names = BTreeMap::new();
    for node in document.descendants().filter(|node| node.has_tag_name("subdivision")) {
        let (Some(code), Some(name)) = (node.attribute("type"), node.text()) else { continue };
        let code = code.to_uppercase();
        let (Some(country), Some(part)) = (code.get(..2), code.get(2..)) else { continue };
        if country != "FR" && overseas_region(country).is_none() {
            names.entry(format!("{country}-{part}")).or_insert_with(|| tidy(name));
        }
    }
    Ok(names)
}

/// The folded names of cities by country, alternate ones too: `Genève` is the city of `Geneva`.
struct Cities(HashSet<(String, String)>);

impl Cities {
    fn new(cities: &[City], exonyms: &[Exonym]) -> Self {
        let names = |city: &City| {
            city.alternates.iter().chain([&city.name]).map(|name| key(name)).collect::<Vec<_>>()
        };
        let own =
            cities.iter().flat_map(|city| names(city).into_iter().map(|name| (city.country.clone(), name)));
        let french = exonyms.iter().map(|exonym| (exonym.parent_id.clone(), key(&exonym.surface)));
        Self(own.chain(french).collect())
    }

    fn has(&self, country: &str, name: &str) -> bool {
        self.0.contains(&(country.to_owned(), key(name)))
    }
}

fn forms(id: &str, name: &str, hand: &[Naming], cities: &Cities) -> Vec<Row> {
    let country = &id[..2];
    let (name, _) = name.split_once(" (").unwrap_or((name, ""));
    let name = capitalised(name);
    let canonical = Row::place("region", id, &name).parent(country);
    let mine: Vec<&Naming> = hand.iter().filter(|row| row.entity_id == id).collect();
    let dropped = |row: &Naming| row.role == Role::Drop && (row.entity_id == id || row.entity_id == country);
    if hand.iter().any(|row| row.surface.is_empty() && dropped(row)) {
        return Vec::new();
    }
    let mut rows = Vec::new();
    if let Some(own) = own_name(&name) {
        // `Province de Namur` is only `Namur` where no city is.
        if !cities.has(country, own) && own.starts_with(char::is_uppercase) {
            rows.push(canonical.alias(own));
        }
        rows.push(canonical.clone().flag("fold-case"));
    } else {
        rows.push(canonical.clone());
    }
    for naming in mine.iter().filter(|row| row.role == Role::Alias) {
        rows.push(naming.flags.split_whitespace().fold(canonical.alias(&naming.surface), Row::flag));
    }
    rows
}

/// The name after its head: `Province de Namur` → `Namur`.
fn own_name(name: &str) -> Option<&str> {
    let (head, rest) = name.split_once(' ')?;
    if !HEADS.contains(&key(head).as_str()) {
        return None;
    }
    let links = ["de l'", "de la ", "de ", "du ", "des ", "d'"];
    Some(links.iter().find_map(|link| rest.strip_prefix(link)).unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<!DOCTYPE ldml SYSTEM \"x.dtd\"><ldml><subdivisions><subdivision type=\"bewna\">province de \
                       Namur</subdivision><subdivision type=\"usca\">Californie</subdivision><subdivision \
                       type=\"fr31\">Haute-Garonne</subdivision><subdivision type=\"egdk\">Gouvernorat de \
                       Dakahleya</subdivision></subdivisions></ldml>";

    #[test]
    fn france_is_left_out_and_codes_are_iso() {
        let names = parse(XML).unwrap();
        assert_eq!(names.keys().collect::<Vec<_>>(), ["BE-WNA", "EG-DK", "US-CA"]);
    }

    #[test]
    fn a_province_gives_its_own_name_where_no_city_has_it() {
        let cities = Cities([("BE".to_owned(), "namur".to_owned())].into());
        let surfaces = |id: &str, name: &str| {
            let rows = forms(id, name, &[], &cities);
            rows.into_iter().map(|row| row.surface).collect::<Vec<_>>()
        };
        assert_eq!(surfaces("BE-WNA", "province de Namur"), ["Province de Namur"]);
        assert_eq!(surfaces("EG-DK", "Gouvernorat de Dakahleya"), ["Dakahleya", "Gouvernorat de Dakahleya"]);
        assert_eq!(surfaces("US-CA", "Californie"), ["Californie"]);
    }
}
