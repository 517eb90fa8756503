//! Short amounts and numbers from the test suites of other extractors.
//!
//! `GLANE_EXPRESSIONS` names another file of the same form.

use glane::{Amount, AmountKind, Pipeline, Value};
use rust_decimal::Decimal;
use serde_json::Value as Json;
use std::path::{Path, PathBuf};

struct Case {
    text: String,
    scope: Vec<String>,
    /// Kind and accepted values of each entity, with its place in code points.
    entities: Vec<Entity>,
}

struct Entity {
    kind: String,
    surface: String,
    start: usize,
    end: usize,
    accepted: Vec<String>,
}

fn cases() -> Option<Vec<Case>> {
    let given = std::env::var_os("GLANE_EXPRESSIONS").map(PathBuf::from);
    let path = given
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold/expressions-fr.jsonl"));
    let Ok(lines) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return None;
    };
    Some(lines.lines().map(|line| case(&serde_json::from_str(line).expect("every line is JSON"))).collect())
}

fn case(json: &Json) -> Case {
    let string = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let list = |json: &Json| json.as_array().map(|all| all.iter().map(string).collect()).unwrap_or_default();
    let entities = json["entities"].as_array().cloned().unwrap_or_default();
    Case {
        text: string(&json["text"]),
        scope: list(&json["scope"]),
        entities: entities
            .iter()
            .map(|entity| Entity {
                kind: string(&entity["kind"]),
                surface: string(&entity["surface"]),
                start: entity["start"].as_u64().unwrap_or(0) as usize,
                end: entity["end"].as_u64().unwrap_or(0) as usize,
                accepted: std::iter::once(string(&entity["value"])).chain(list(&entity["alts"])).collect(),
            })
            .collect(),
    }
}

/// The reference's number and unit in our notation; units that name no scale accept several.
fn read(reference: &str) -> Option<(Decimal, Option<Decimal>, Vec<&str>)> {
    let (number, unit) = reference.split_once(' ').unwrap_or((reference, ""));
    let (low, high) = number.split_once("..").unwrap_or((number, ""));
    let parse = |text: &str| text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text)).ok();
    let units = match unit {
        "degC" => vec!["Cel"],
        "degF" => vec!["[degF]"],
        "deg" => vec!["deg", "Cel"],
        "mi" => vec!["[mi_i]"],
        "ft" => vec!["[ft_i]"],
        "in" => vec!["[in_i]"],
        "gal" => vec!["[gal_us]"],
        "turn" => vec!["tour"],
        "¥" => vec!["JPY", "CNY"],
        "riyal" => vec!["SAR", "QAR"],
        "dinar" => vec!["DZD", "TND", "KWD"],
        "cent" => vec!["EUR", "USD"],
        "penny" => vec!["GBP"],
        "Pesewa" => vec!["GHS"],
        other => vec![other],
    };
    let factor = if matches!(unit, "cent" | "penny" | "Pesewa") { Decimal::new(1, 2) } else { Decimal::ONE };
    Some((parse(low)? * factor, if high.is_empty() { None } else { Some(parse(high)? * factor) }, units))
}

fn is_right(pipeline: &Pipeline, case: &Case) -> bool {
    let document = pipeline.document(&case.text);
    let mentions = pipeline.extract(&document);
    let chars = |byte: usize| case.text[..byte].chars().count();
    let amounts: Vec<_> = mentions
        .iter()
        .filter_map(|mention| match &mention.value {
            Value::Amount(amount) => Some((chars(mention.span.start()), chars(mention.span.end()), amount)),
            _ => None,
        })
        .collect();
    if case.entities.is_empty() {
        // What is of a kind that the case does not annotate (100 EUR in « vendu pour cent euros ») is no error.
        return !amounts.iter().any(|(_, _, amount)| case.scope.iter().any(|scope| annotates(scope, amount)));
    }
    case.entities.iter().all(|entity| {
        amounts.iter().any(|(start, end, amount)| {
            *start < entity.end
                && entity.start < *end
                && entity.accepted.iter().filter_map(|text| read(text)).any(|(low, high, units)| {
                    amount.value == low && amount.value_end == high && units.contains(&amount.unit.as_ref())
                })
        })
    })
}

/// Whether a scope of the suites annotates amounts of this sort.
fn annotates(scope: &str, amount: &Amount) -> bool {
    match scope {
        "money" => amount.kind == AmountKind::Money,
        "percent" => amount.kind == AmountKind::Percent,
        "quantity" | "temperature" => matches!(amount.kind, AmountKind::Measure | AmountKind::Count),
        _ => false,
    }
}

#[test]
fn amounts_of_other_suites() {
    let Some(cases) = cases() else { return };
    let kinds = ["money", "percent", "quantity", "temperature"];
    let pipeline = Pipeline::french();
    let (mut right, mut all) = (0, 0);
    for case in cases.iter().filter(|case| case.scope.iter().any(|scope| kinds.contains(&scope.as_str()))) {
        all += 1;
        if is_right(&pipeline, case) {
            right += 1;
        } else {
            let wanted: Vec<_> = case.entities.iter().map(|entity| &entity.accepted[0]).collect();
            eprintln!("wrong: {} | wanted {wanted:?}", case.text);
        }
    }
    eprintln!("amounts: {right} of {all}");
    assert!(right * 100 >= all * 92, "{right} of {all} amounts right");
}

#[test]
fn numbers_of_other_suites() {
    let Some(cases) = cases() else { return };
    let (mut right, mut all) = (0, 0);
    for entity in cases.iter().flat_map(|case| &case.entities) {
        let found = match entity.kind.as_str() {
            "number" => glane::number(&entity.surface),
            "ordinal" => glane::ordinal(&entity.surface),
            _ => continue,
        };
        all += 1;
        let close = |wanted: Decimal| {
            found.is_some_and(|found| (found - wanted).abs() <= wanted.abs() * Decimal::new(1, 12))
        };
        if entity.accepted.iter().filter_map(|text| read(text)).any(|(wanted, _, _)| close(wanted)) {
            right += 1;
        } else {
            eprintln!("wrong: {} | {} | {found:?}", entity.surface, entity.accepted[0]);
        }
    }
    eprintln!("numbers: {right} of {all}");
    assert!(right * 100 >= all * 95, "{right} of {all} numbers right");
}
