//! The forms of identifiers.

use once_cell::sync::Lazy;
use regex::Regex;

/// The prefix of an identifier, the form of what follows it, and how to say that form.
///
/// Sources: INSEE (code officiel géographique), ISO 3166-2 (Guinea's subdivisions share `GN-`).
const FORMS: [(&str, &str, &str); 5] = [
    ("FR-COM-", r"(\d\d|2[AB])\d{3}", "FR-COM- and an INSEE code of 5 signs, as FR-COM-2A004"),
    (
        "FR-DEP-",
        r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-9]|9[78]\d",
        "FR-DEP- and a department, as FR-DEP-31 or FR-DEP-2A",
    ),
    ("FR-REG-", r"\d{2,3}", "FR-REG- and a region's 2 digits (3 overseas), as FR-REG-76"),
    ("SIREN-", r"\d{9}", "SIREN- and 9 digits"),
    ("GN-", r"\d+|[A-Z]{1,2}", "GN- and the digits of a GeoNames id"),
];

static REGEXES: Lazy<Vec<Regex>> = Lazy::new(|| {
    let compile = |(_, form, _): &(_, &str, _)| Regex::new(&format!("^(?:{form})$").replace(r"\d", "[0-9]"));
    FORMS
        .iter()
        .map(compile)
        .collect::<Result<_, _>>()
        .expect("the forms are constant and compile: see the tests")
});

static COUNTRY: Lazy<Regex> = Lazy::new(|| Regex::new("^[A-Z]{2}$").expect("a constant that compiles"));

/// What is wrong with an identifier, and what to do; `None` where its form is right or of no known code.
///
/// The check digit of a SIREN is Luhn's.
pub(crate) fn fault(id: &str) -> Option<String> {
    let form = FORMS.iter().position(|(prefix, ..)| id.starts_with(prefix))?;
    let (prefix, _, what) = FORMS[form];
    let code = &id[prefix.len()..];
    if !REGEXES[form].is_match(code) {
        return Some(format!("id `{id}`: {what}"));
    }
    let luhn_fails = prefix == "SIREN-" && !luhn(code);
    luhn_fails.then(|| format!("id `{id}`: the SIREN's check digit is wrong; look it up"))
}

/// Whether `id` is a country's code, as ISO 3166-1 writes it.
pub(crate) fn is_country(id: &str) -> bool {
    COUNTRY.is_match(id)
}

fn luhn(code: &str) -> bool {
    let sum: u32 = code
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| match u32::from(byte.wrapping_sub(b'0')) {
            digit if index % 2 == 0 => digit,
            digit if digit > 4 => digit * 2 - 9,
            digit => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn right_and_wrong_forms() {
        let right = "FR-COM-31555 FR-COM-2A004 FR-COM-97411 FR-DEP-01 FR-DEP-2B FR-DEP-974 FR-REG-76 \
                     FR-REG-989 SIREN-213105554 GN-2950159 GN-BE FR glane:sncf X-1";
        for id in right.split_whitespace() {
            assert_eq!(fault(id), None);
        }
        let wrong = "FR-COM-3155 FR-COM-2C004 FR-COM-AB123 FR-COM-2Aé1 FR-DEP-20 FR-DEP-1 FR-DEP-123 FR-REG-7 \
                     SIREN-213105555 SIREN-21310555 GN- GN-12a";
        for id in wrong.split_whitespace() {
            assert!(fault(id).is_some(), "{id}");
        }
    }
}
