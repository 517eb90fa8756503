//! Departments and regions, with the overseas bodies that stand for them.

use crate::error::Result;
use crate::etalab::{Area, Commune};
use crate::inputs::Inputs;
use crate::row::{Point, Row};

/// `fr/departments.csv`.
pub(crate) fn departments(inputs: &Inputs) -> Result<Vec<Row>> {
    let regions =
        |area: &Area| area.region.as_ref().map_or_else(|| "FR".to_owned(), |code| format!("FR-REG-{code}"));
    rows(inputs, inputs.departments()?, "department", "FR-DEP", regions, |commune| &commune.department)
}

/// `fr/regions.csv`.
pub(crate) fn regions(inputs: &Inputs) -> Result<Vec<Row>> {
    rows(inputs, inputs.regions()?, "region", "FR-REG", |_| "FR".to_owned(), |commune| &commune.region)
}

/// Population is the sum over the communes; the point is the middle of those whose place is known.
fn rows(
    inputs: &Inputs,
    areas: Vec<Area>,
    kind: &'static str,
    prefix: &str,
    parent: impl Fn(&Area) -> String,
    code: impl Fn(&Commune) -> &String,
) -> Result<Vec<Row>> {
    let points = inputs.points()?;
    let mut rows = Vec::new();
    for area in areas {
        let inside = inputs.communes()?.iter().filter(|c| c.is_present() && *code(c) == area.code);
        let communes: Vec<&Commune> = inside.collect();
        let population = communes.iter().filter_map(|commune| commune.population).sum::<u64>();
        let known: Vec<Point> =
            communes.iter().filter_map(|commune| points.get(&commune.code)).copied().collect();
        let row = Row::place(kind, format!("{prefix}-{}", area.code), &area.name)
            .parent(parent(&area))
            .weight((population > 0).then_some(population))
            .point(middle(&known));
        rows.push(row);
    }
    Ok(rows)
}

fn middle(points: &[Point]) -> Option<Point> {
    let count = points.len() as f64;
    let sum = points.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    // Two decimals: the middle of the known communes is no surveyed centre.
    let round = |value: f64| (value * 100.0).round() / 100.0;
    (!points.is_empty()).then(|| (round(sum.0 / count), round(sum.1 / count)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_rounded_and_may_be_unknown() {
        assert_eq!(middle(&[(43.0, 1.0), (44.0, 1.011)]), Some((43.5, 1.01)));
        assert_eq!(middle(&[]), None);
    }
}
