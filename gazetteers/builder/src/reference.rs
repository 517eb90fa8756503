//! Currencies, units, months and weekdays as CLDR writes them in French: lists to merge by hand.

use crate::error::{Error, Result};
use crate::fold::tidy;
use crate::inputs::Inputs;
use crate::row::table;
use serde_json::{Map, Value};

fn object<'a>(json: &'a Value, package: &str, file: &str, pointer: &str) -> Result<&'a Map<String, Value>> {
    let found = json.pointer(pointer).and_then(Value::as_object);
    found.ok_or_else(|| Error::form(package, file, format!("no {pointer}")))
}

/// A field's text with plain spaces; empty where CLDR has none.
fn text(value: &Value, field: &str) -> String {
    value.get(field).and_then(Value::as_str).map(tidy).unwrap_or_default()
}

/// `world/currencies_cldr.csv`.
pub(crate) fn currencies(inputs: &Inputs) -> Result<Vec<u8>> {
    let (package, file) = ("cldr-numbers-full", "package/main/fr/currencies.json");
    let json: Value = inputs.json(package, file)?;
    let list = object(&json, package, file, "/main/fr/numbers/currencies")?;
    let mut rows: Vec<[String; 4]> =
        list.iter().map(|(code, currency)| currency_row(code, currency)).collect();
    rows.sort();
    table(&["code", "name", "plural", "symbol"], rows.into_iter())
}

/// CLDR repeats the code where a currency has no symbol.
fn currency_row(code: &str, currency: &Value) -> [String; 4] {
    let first =
        |fields: [&str; 2]| fields.map(|field| text(currency, field)).into_iter().find(|t| !t.is_empty());
    let name = first(["displayName-count-one", "displayName"]).unwrap_or_default();
    let plural = first(["displayName-count-other", "displayName"]).unwrap_or_default();
    let symbols = ["symbol", "symbol-alt-narrow"].map(|field| text(currency, field));
    let symbol = symbols.into_iter().find(|symbol| !symbol.is_empty() && symbol != code).unwrap_or_default();
    [code.to_owned(), name, plural, symbol]
}

/// `fr/units_cldr.csv`.
pub(crate) fn units(inputs: &Inputs) -> Result<Vec<u8>> {
    let (package, file) = ("cldr-units-full", "package/main/fr/units.json");
    let json: Value = inputs.json(package, file)?;
    let long = object(&json, package, file, "/main/fr/units/long")?;
    let short = object(&json, package, file, "/main/fr/units/short")?;
    let mut rows: Vec<[String; 4]> =
        long.iter().filter_map(|(unit, l)| unit_row(unit, l, short.get(unit)?)).collect();
    rows.sort();
    table(&["unit", "one", "other", "symbol"], rows.into_iter())
}

/// `{0} kilomètre` → `kilomètre`; prefixes and compounds have no count and give no row.
fn unit_row(unit: &str, long: &Value, short: &Value) -> Option<[String; 4]> {
    let counted = |value: &Value, count: &str| {
        let pattern = text(value, &format!("unitPattern-count-{count}"));
        pattern.contains("{0}").then(|| pattern.replace("{0}", "").trim().to_owned())
    };
    Some([unit.to_owned(), counted(long, "one")?, counted(long, "other")?, counted(short, "other")?])
}

/// `fr/calendar_cldr.csv`: months and weekdays, in full and abbreviated.
pub(crate) fn calendar(inputs: &Inputs) -> Result<Vec<u8>> {
    let (package, file) = ("cldr-dates-full", "package/main/fr/ca-gregorian.json");
    let json: Value = inputs.json(package, file)?;
    let mut rows = Vec::new();
    for field in ["months", "days"] {
        let pointer = |width: &str| format!("/main/fr/dates/calendars/gregorian/{field}/format/{width}");
        let wide = object(&json, package, file, &pointer("wide"))?;
        let short = object(&json, package, file, &pointer("abbreviated"))?;
        for (index, name) in wide {
            let name = name.as_str().map(tidy).unwrap_or_default();
            let abbreviation = short.get(index).and_then(Value::as_str).map(tidy).unwrap_or_default();
            rows.push([field.trim_end_matches('s').to_owned(), padded(index), name, abbreviation]);
        }
    }
    rows.sort_by_key(|row| (row[0] != "month", weekday(&row[1]), row[1].clone()));
    table(&["field", "index", "wide", "abbreviated"], rows.into_iter())
}

fn padded(index: &str) -> String {
    if index.bytes().all(|byte| byte.is_ascii_digit()) { format!("{index:0>2}") } else { index.to_owned() }
}

/// Monday first; months keep the order of their numbers.
fn weekday(index: &str) -> usize {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    days.iter().position(|day| *day == index).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_currency_has_singular_plural_and_symbol() {
        let euro = json!({"displayName": "euro", "displayName-count-one": "euro", "displayName-count-other": "euros",
                          "symbol": "€"});
        assert_eq!(currency_row("EUR", &euro), ["EUR", "euro", "euros", "€"]);
        let old = json!({"displayName": "sol", "symbol": "PES"});
        assert_eq!(currency_row("PES", &old), ["PES", "sol", "sol", ""]);
    }

    #[test]
    fn a_unit_loses_its_number() {
        let long = json!({"unitPattern-count-one": "{0}\u{a0}kilomètre", "unitPattern-count-other": "{0}\u{a0}kilomètres"});
        let short = json!({"unitPattern-count-other": "{0}\u{202f}km"});
        let row = unit_row("length-kilometer", &long, &short).unwrap();
        assert_eq!(row, ["length-kilometer", "kilomètre", "kilomètres", "km"]);
        assert_eq!(unit_row("per", &json!({"compoundUnitPattern": "{0}/{1}"}), &short), None);
    }
}
