//! Gives French communes the coordinates of the GeoNames place of the same name in the same region.
//!
//! A commune and a place may be one if their names fold alike: the commune's own name, else one of the
//! place's alternate names, else the name of the delegated commune that is the seat, else one name is the
//! other with words added (`Éragny`, `Éragny-sur-Oise`) and the populations are near. Where several fit,
//! the pair with the nearest populations wins and each place serves once. In metropolitan France a
//! place must also lie among the communes of the right department, for names repeat within a region;
//! only Paris is alone in its department.

use crate::etalab::Commune;
use crate::fold::key;
use crate::geonames::City;
use crate::row::Point;
use std::collections::{HashMap, HashSet};

/// Degrees per cell of the grid in which neighbours are looked up.
const CELL: f64 = 0.25;
/// How many of the nearest communes with known place speak for a department.
const NEIGHBOURS: usize = 8;

/// INSEE code → coordinates.
pub(crate) type Points = HashMap<String, Point>;

/// Coordinates for as many present and delegated communes as GeoNames has.
pub(crate) fn points(communes: &[Commune], cities: &[City]) -> Points {
    let places = Places::new(cities);
    let present: Vec<&Commune> = communes.iter().filter(|commune| commune.is_present()).collect();
    let anchors = places.anchors(&present);
    let seats: HashMap<&str, &str> = communes
        .iter()
        .filter(|commune| commune.is_delegated() && commune.seat.as_deref() == Some(&commune.code))
        .map(|commune| (commune.code.as_str(), commune.name.as_str()))
        .collect();
    let mut pairs = Vec::new();
    for commune in &present {
        pairs.extend(places.pairs(commune, seats.get(commune.code.as_str()).copied(), &anchors));
    }
    let mut used = HashSet::new();
    let mut points = assign(pairs, &mut used);
    points.extend(places.delegated(communes, &anchors, &used, &points));
    points
}

/// By which name a commune and a place were paired, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Own,
    Alternate,
    Seat,
    Longer,
}

/// A commune and a place that may be one.
struct Pair<'a> {
    commune: &'a Commune,
    city: &'a City,
    stage: Stage,
}

impl Pair<'_> {
    /// Distance of the populations as a ratio's logarithm.
    fn distance(&self) -> f64 {
        let inhabitants = |n: u64| ((n + 1) as f64).ln();
        (inhabitants(self.commune.population.unwrap_or(0)) - inhabitants(self.city.population)).abs()
    }

    /// The less sure the name, the nearer the populations must be.
    fn is_likely(&self, anchors: &Anchors) -> bool {
        let within = |factor: f64| self.distance() < factor.ln();
        let alike = match self.stage {
            Stage::Own => true,
            Stage::Alternate | Stage::Seat => self.city.population == 0 || within(5.0),
            Stage::Longer => within(1.6),
        };
        let there =
            self.commune.zone != "metro" || anchors.speak_for(self.city.point(), &self.commune.department);
        alike && there
    }
}

fn assign<'a>(mut pairs: Vec<Pair<'a>>, used: &mut HashSet<u64>) -> Points {
    pairs.sort_by(|a, b| {
        let names = || (a.stage, &a.commune.code, a.city.id).cmp(&(b.stage, &b.commune.code, b.city.id));
        a.stage.cmp(&b.stage).then(a.distance().total_cmp(&b.distance())).then_with(names)
    });
    let mut points = Points::new();
    for pair in pairs {
        if !points.contains_key(&pair.commune.code) && used.insert(pair.city.id) {
            points.insert(pair.commune.code.clone(), pair.city.point());
        }
    }
    points
}

/// GeoNames places by region and folded name.
struct Places<'a> {
    names: HashMap<(&'a str, String), Vec<&'a City>>,
    alternates: HashMap<(&'a str, String), Vec<&'a City>>,
    /// By the first words of the name.
    beginnings: HashMap<(&'a str, String), Vec<&'a City>>,
}

impl<'a> Places<'a> {
    fn new(cities: &'a [City]) -> Self {
        let mut names: HashMap<_, Vec<&City>> = HashMap::new();
        let mut alternates: HashMap<_, Vec<&City>> = HashMap::new();
        let mut beginnings: HashMap<_, Vec<&City>> = HashMap::new();
        for city in cities {
            let Some(region) = city.french_region() else { continue };
            let own = key(&city.name);
            let others: HashSet<String> = city.alternates.iter().map(|name| key(name)).collect();
            for other in others.into_iter().filter(|other| *other != own) {
                alternates.entry((region, other)).or_default().push(city);
            }
            for beginning in starts(&own) {
                beginnings.entry((region, beginning.to_owned())).or_default().push(city);
            }
            names.entry((region, own)).or_default().push(city);
        }
        Self { names, alternates, beginnings }
    }

    /// Communes whose name is unique in their region, among communes and among places.
    fn anchors(&self, communes: &[&Commune]) -> Anchors {
        let mut homonyms: HashMap<(&str, String), Vec<&Commune>> = HashMap::new();
        for commune in communes {
            homonyms.entry((&commune.region, key(&commune.name))).or_default().push(commune);
        }
        let mut anchors = Anchors::default();
        for (name, communes) in &homonyms {
            if let ([commune], Some([city])) = (communes.as_slice(), self.names.get(name).map(Vec::as_slice))
            {
                anchors.add(city.point(), &commune.department);
            }
        }
        anchors
    }

    fn pairs<'c>(&self, commune: &'c Commune, seat: Option<&str>, anchors: &Anchors) -> Vec<Pair<'c>>
    where
        'a: 'c,
    {
        let own = key(&commune.name);
        let find = |index: &HashMap<(&'a str, String), Vec<&'a City>>, name: &str| {
            index.get(&(commune.region.as_str(), name.to_owned())).cloned().unwrap_or_default()
        };
        let mut longer = find(&self.beginnings, &own);
        longer.extend(starts(&own).flat_map(|beginning| find(&self.names, beginning)));
        longer.extend(
            ["le ", "la ", "les "]
                .iter()
                .filter_map(|article| own.strip_prefix(article))
                .flat_map(|name| find(&self.names, name)),
        );
        let stages = [
            (Stage::Own, find(&self.names, &own)),
            (Stage::Alternate, find(&self.alternates, &own)),
            (Stage::Seat, seat.map(|name| find(&self.names, &key(name))).unwrap_or_default()),
            (Stage::Longer, longer),
        ];
        let likely = stages.into_iter().map(|(stage, cities)| {
            let pairs = cities.into_iter().map(|city| Pair { commune, city, stage });
            pairs.filter(|pair| pair.is_likely(anchors)).collect::<Vec<_>>()
        });
        likely.into_iter().find(|pairs| !pairs.is_empty()).unwrap_or_default()
    }

    /// Delegated communes take a place of their name that no present commune took.
    fn delegated(
        &self,
        communes: &[Commune],
        anchors: &Anchors,
        used: &HashSet<u64>,
        taken: &Points,
    ) -> Points {
        let mut points = Points::new();
        for commune in communes.iter().filter(|commune| commune.is_delegated()) {
            let cities = self.names.get(&(commune.region.as_str(), key(&commune.name))).map(Vec::as_slice);
            let mut free = cities.unwrap_or_default().iter().filter(|city| {
                !used.contains(&city.id) && anchors.speak_for(city.point(), &commune.department)
            });
            if let (Some(city), None) = (free.next(), free.next())
                && !taken.contains_key(&commune.code)
            {
                points.insert(commune.code.clone(), city.point());
            }
        }
        points
    }
}

/// The first words of a folded name: at least one that is more than an article or `saint`, and not all.
fn starts(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices(' ').map(|(end, _)| &name[..end]).filter(|start| {
        let last = start.rsplit(' ').next().unwrap_or_default();
        !["le", "la", "les", "l", "saint", "sainte", "notre", "mont", "val", "de", "d", "en"].contains(&last)
    })
}

/// Places whose department is beyond doubt, in a grid.
#[derive(Default)]
struct Anchors {
    cells: HashMap<(i32, i32), Vec<(Point, String)>>,
    /// Anchors by department.
    counts: HashMap<String, usize>,
}

impl Anchors {
    fn cell(point: Point) -> (i32, i32) {
        ((point.0 / CELL).floor() as i32, (point.1 / CELL).floor() as i32)
    }

    fn add(&mut self, point: Point, department: &str) {
        *self.counts.entry(department.to_owned()).or_default() += 1;
        self.cells.entry(Self::cell(point)).or_default().push((point, department.to_owned()));
    }

    /// Whether one of the nearest anchors lies in `department`; true where none is near
    /// and for a department with no second anchor.
    fn speak_for(&self, point: Point, department: &str) -> bool {
        if self.counts.get(department).is_none_or(|&count| count < 2) {
            return true;
        }
        let (row, column) = Self::cell(point);
        let mut near: Vec<(f64, &str)> = (row - 1..=row + 1)
            .flat_map(|row| (column - 1..=column + 1).map(move |column| (row, column)))
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .map(|(other, department)| (square(point, *other), department.as_str()))
            .filter(|(distance, _)| *distance > 0.0)
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        near.truncate(NEIGHBOURS);
        near.is_empty() || near.iter().any(|(_, other)| *other == department)
    }
}

/// Squared distance in degrees of latitude, good enough to rank neighbours.
fn square(a: Point, b: Point) -> f64 {
    let east = (a.1 - b.1) * a.0.to_radians().cos();
    (a.0 - b.0).powi(2) + east.powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::etalab::CommuneType;

    fn commune(code: &str, name: &str, population: u64) -> Commune {
        Commune {
            code: code.into(),
            name: name.into(),
            class: CommuneType::CommuneActuelle,
            zone: "metro".into(),
            department: code[..2].into(),
            region: "76".into(),
            siren: None,
            population: Some(population),
            seat: None,
            city: None,
        }
    }

    fn city(id: u64, name: &str, population: u64, point: Point, alternates: &[&str]) -> City {
        City {
            id,
            name: name.into(),
            latitude: point.0,
            longitude: point.1,
            country: "FR".into(),
            population,
            timezone: "Europe/Paris".into(),
            admin1: "76".into(),
            alternates: alternates.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    #[test]
    fn homonyms_in_a_region_are_told_apart_by_department() {
        let communes = [
            commune("31001", "Seule", 900),
            commune("81001", "Autre", 900),
            commune("31002", "Lagarde", 700),
            commune("81002", "Lagarde", 690),
            commune("31005", "Encore", 900),
            commune("81005", "Aussi", 900),
        ];
        let cities = [
            city(1, "Seule", 900, (43.5, 1.3), &[]),
            city(2, "Autre", 900, (43.9, 2.2), &[]),
            city(5, "Encore", 900, (43.52, 1.3), &[]),
            city(6, "Aussi", 900, (43.92, 2.2), &[]),
            city(3, "Lagarde", 700, (43.91, 2.21), &[]),
            city(4, "Lagarde", 690, (43.51, 1.31), &[]),
        ];
        let points = points(&communes, &cities);
        assert_eq!(points["31002"], (43.51, 1.31));
        assert_eq!(points["81002"], (43.91, 2.21));
    }

    #[test]
    fn an_alternate_name_serves_a_place_of_like_size_only() {
        let communes = [commune("31003", "Évry-Courcouronnes", 66_000), commune("31004", "Val", 5_000)];
        let cities = [
            city(1, "Évry", 52_000, (43.5, 1.3), &["Evry-Courcouronnes"]),
            city(2, "Hameau", 500, (43.6, 1.3), &["Val"]),
        ];
        let points = points(&communes, &cities);
        assert_eq!(points.get("31003"), Some(&(43.5, 1.3)));
        assert_eq!(points.get("31004"), None);
    }
}
