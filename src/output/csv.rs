//! RFC 4180 fields, appended to a buffer of bytes.
//!
//! The `csv` crate holds a record to write it; mentions are rendered by the
//! million, so their fields go straight into the worker's buffer.

use std::io::Write as _;

/// Appends a text that needs no quotes.
#[inline]
pub(crate) fn plain(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// Appends a field, in quotes where it needs them.
#[inline]
pub(crate) fn field(out: &mut Vec<u8>, text: &str) {
    if text.bytes().fold(false, |special, byte| special | SPECIAL[usize::from(byte)]) {
        quoted(out, text);
    } else {
        plain(out, text);
    }
}

/// The digits of 0 to 99.
static PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        pairs[number] = [b'0' + number as u8 / 10, b'0' + number as u8 % 10];
        number += 1;
    }
    pairs
};

/// Bytes that want quotes around their field.
static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    (special[b'"' as usize], special[b',' as usize]) = (true, true);
    (special[b'\n' as usize], special[b'\r' as usize]) = (true, true);
    special
};

#[cold]
fn quoted(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for (index, part) in text.split('"').enumerate() {
        if index > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

/// Appends a number.
pub(crate) fn number(out: &mut Vec<u8>, number: u64) {
    let mut digits = [0; 20];
    let at = write_back(&mut digits, 20, number);
    out.extend_from_slice(&digits[at..]);
}

/// Appends a comma and a number, four times.
pub(crate) fn numbers(out: &mut Vec<u8>, numbers: [usize; 4]) {
    for wide in numbers {
        if wide >= 100_000_000 {
            out.push(b',');
            number(out, wide as u64);
            continue;
        }
        let (high, low) = (wide as u32 / 10_000, wide as u32 % 10_000);
        if high == 0 {
            leading(out, four_digits(low));
        } else {
            leading(out, four_digits(high));
            out.extend_from_slice(&four_digits(low).to_le_bytes());
        }
    }
}

/// Appends a comma and four digits without the zeros before them, but for a lone one.
#[inline]
fn leading(out: &mut Vec<u8>, digits: u32) {
    let zeros = ((digits ^ ZEROS).trailing_zeros() / 8).min(3);
    let cells = u64::from(digits >> (8 * zeros)) << 8 | u64::from(b',');
    let end = out.len() + 5 - zeros as usize;
    // eight bytes whatever the length, for a length that varies costs more
    out.extend_from_slice(&cells.to_le_bytes());
    out.truncate(end);
}

const ZEROS: u32 = u32::from_le_bytes(*b"0000");

/// The four decimal digits of a number below 10,000, the first one lowest.
#[inline]
fn four_digits(number: u32) -> u32 {
    let ([a, b], [c, d]) = (PAIRS[(number / 100) as usize], PAIRS[(number % 100) as usize]);
    u32::from_le_bytes([a, b, c, d])
}

/// Writes a number so that it ends before `end`; returns where it starts.
#[inline]
fn write_back(cells: &mut [u8], end: usize, mut number: u64) -> usize {
    let mut at = end;
    loop {
        at -= 1;
        cells[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return at;
        }
    }
}

/// A share of one with two decimals.
#[inline]
pub(crate) fn share(share: f32) -> [u8; 4] {
    // rounded by hand: without SSE 4.1 `round` is a call
    let hundredths = (f64::from(share.clamp(0.0, 1.0) * 100.0) + 0.5) as u8;
    let [tens, ones] = PAIRS[usize::from(hundredths % 100)];
    [b'0' + hundredths / 100, b'.', tens, ones]
}

/// Appends degrees; up to four decimals are written without the search for the shortest digits.
pub(crate) fn degrees(out: &mut Vec<u8>, degrees: f64) {
    let parts = (degrees.abs() * 10_000.0 + 0.5) as u64;
    if parts > 1_000_000_000 || parts as f64 / 10_000.0 != degrees.abs() {
        // Writing to memory does not fail.
        let _ = write!(out, "{degrees}");
        return;
    }
    if degrees < 0.0 {
        out.push(b'-');
    }
    number(out, parts / 10_000);
    let mut decimals = parts % 10_000;
    if decimals > 0 {
        out.push(b'.');
    }
    while decimals > 0 {
        out.push(b'0' + (decimals / 1000) as u8);
        decimals = decimals % 1000 * 10;
    }
}

/// Appends a calendar day.
pub(crate) fn date(out: &mut Vec<u8>, date: crate::Date) {
    let (year, month, day) = (i32::from(date.year()), date.month(), date.day());
    if year < 0 {
        out.push(b'-');
    }
    let pair = |number: u32| PAIRS[number as usize % 100];
    let (month, day) = (month.unsigned_abs().into(), day.unsigned_abs().into());
    let ([a, b], [c, d]) = (pair(year.unsigned_abs() / 100), pair(year.unsigned_abs()));
    let ([e, f], [g, h]) = (pair(month), pair(day));
    out.extend_from_slice(&[a, b, c, d, b'-', e, f, b'-', g, h]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_needed() {
        let mut out = Vec::new();
        for text in ["Nice", "a,b", "dit « \"oui\" »", "l\nm", ""] {
            field(&mut out, text);
            out.push(b';');
        }
        assert_eq!(String::from_utf8_lossy(&out), "Nice;\"a,b\";\"dit « \"\"oui\"\" »\";\"l\nm\";;");
    }

    #[test]
    fn degrees_are_written_like_any_number() {
        for degree in [0.0, 43.6043, -1.4437, 5.26, 48.0, -0.5, 0.0007, 1.234_567_8, 1e12, -77.0091] {
            let mut out = Vec::new();
            degrees(&mut out, degree);
            assert_eq!(String::from_utf8_lossy(&out), degree.to_string());
        }
    }

    #[test]
    fn four_numbers_are_written_as_one_by_one() {
        let mut seed = 1_usize;
        for round in 0..20_000_u32 {
            let four = [0; 4].map(|_: usize| {
                seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345) % (1 << 40);
                seed >> (round % 32) as usize
            });
            let mut out = Vec::new();
            numbers(&mut out, four);
            assert_eq!(String::from_utf8_lossy(&out), four.map(|number| format!(",{number}")).concat());
        }
    }

    #[test]
    fn numbers_are_plain() {
        let mut out = Vec::new();
        number(&mut out, 0);
        number(&mut out, u64::MAX);
        out.extend_from_slice(&share(0.999));
        out.extend_from_slice(&share(0.07));
        date(&mut out, jiff::civil::date(987, 3, 9));
        assert_eq!(String::from_utf8_lossy(&out), "0184467440737095516151.000.070987-03-09");
    }
}
