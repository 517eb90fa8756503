//! The forms of identifiers.

/// What is wrong with an identifier, and what to do; `None` where its form is right or of no known code.
///
/// Sources: INSEE (code officiel géographique), ISO 3166-1 and 3166-2, Luhn's check digit of the SIREN.
pub(crate) fn fault(id: &str) -> Option<String> {
    let wrong = |what: &str| Some(format!("id `{id}`: {what}"));
    if let Some(code) = id.strip_prefix("FR-COM-") {
        return if is_commune(code) {
            None
        } else {
            wrong("FR-COM- and an INSEE code of 5 signs, as FR-COM-2A004")
        };
    }
    if let Some(code) = id.strip_prefix("FR-DEP-") {
        return if is_department(code) {
            None
        } else {
            wrong("FR-DEP- and a department, as FR-DEP-31 or FR-DEP-2A")
        };
    }
    if let Some(code) = id.strip_prefix("FR-REG-") {
        let is_region = (2..=3).contains(&code.len()) && digits(code);
        return if is_region {
            None
        } else {
            wrong("FR-REG- and a region's 2 digits (3 overseas), as FR-REG-76")
        };
    }
    if let Some(code) = id.strip_prefix("SIREN-") {
        return match (code.len() == 9 && digits(code), luhn(code)) {
            (true, true) => None,
            (true, false) => wrong("the SIREN's check digit is wrong; look it up"),
            (false, _) => wrong("SIREN- and 9 digits"),
        };
    }
    if let Some(code) = id.strip_prefix("GN-") {
        // Guinea's subdivisions share the prefix: `GN-BE`.
        let is_subdivision = (1..=2).contains(&code.len()) && capitals(code);
        let is_number = !code.is_empty() && digits(code);
        return if is_number || is_subdivision { None } else { wrong("GN- and the digits of a GeoNames id") };
    }
    None
}

/// Whether `id` is a country's code, as ISO 3166-1 writes it.
pub(crate) fn is_country(id: &str) -> bool {
    id.len() == 2 && capitals(id)
}

fn is_commune(code: &str) -> bool {
    code.len() == 5
        && code.is_ascii()
        && matches!(code.as_bytes(), [b'2', b'A' | b'B', rest @ ..] | [b'0'..=b'9', b'0'..=b'9', rest @ ..]
            if rest.iter().all(u8::is_ascii_digit))
}

fn is_department(code: &str) -> bool {
    match code.len() {
        2 => digits(code) && code != "00" && code != "20" || matches!(code, "2A" | "2B"),
        3 => digits(code) && (code.starts_with("97") || code.starts_with("98")),
        _ => false,
    }
}

fn digits(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_digit())
}

fn capitals(code: &str) -> bool {
    code.bytes().all(|byte| byte.is_ascii_uppercase())
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
    sum % 10 == 0
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
