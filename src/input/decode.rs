//! Bytes → text: UTF-8, UTF-16 and the 8-bit encodings of older French dumps.

use super::format::foreign;
use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A text and what had to be done to read it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded<'b> {
    /// The text, without byte order mark.
    pub(crate) text: Cow<'b, str>,
    /// What was done, e.g. `decoded from windows-1252`; empty for plain UTF-8.
    pub(crate) note: String,
}

/// Bytes that decide whether something is text at all.
const HEAD: usize = 64 * 1024;

/// The text that `bytes` hold; `Err` says what they are instead.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, &'static str> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        let mut decoded = decode_unmarked(rest)?;
        join(&mut decoded.note, "byte order mark left out");
        return Ok(decoded);
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, &bytes[2..]));
    }
    decode_unmarked(bytes)
}

fn decode_unmarked(bytes: &[u8]) -> Result<Decoded<'_>, &'static str> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if let Some(what) = foreign(head) {
        return Err(what);
    }
    if let Some(encoding) = utf16(head) {
        return Ok(with(encoding, bytes));
    }
    if is_binary(head) {
        return Err("binary data; give a text");
    }
    if let Some(text) = utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), note: String::new() });
    }
    if is_broken_utf8(bytes) {
        return Ok(with(UTF_8, bytes));
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    Ok(with(detector.guess(Some(b"fr"), false), bytes))
}

/// The text of bytes that are UTF-8, else nothing. The check of `encoding_rs` is several times as fast as that of
/// the standard library where letters with accents stand in every line.
pub(crate) fn utf8(bytes: &[u8]) -> Option<&str> {
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(Cow::Borrowed(text)) => Some(text),
        _ => None,
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded<'static> {
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    let mut note = String::new();
    if encoding != UTF_8 {
        join(&mut note, &format!("decoded from {}", encoding.name().to_ascii_lowercase()));
    }
    let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
    if lost > 0 {
        let plural = if lost == 1 { "" } else { "s" };
        join(&mut note, &format!("{lost} unreadable character{plural} replaced by U+FFFD"));
    }
    Decoded { text: Cow::Owned(text), note }
}

fn join(note: &mut String, more: &str) {
    if !note.is_empty() {
        note.push_str("; ");
    }
    note.push_str(more);
}

/// Whether the first bytes of a file are of UTF-16, with a mark or without.
pub(crate) fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || utf16(head).is_some()
}

/// UTF-16 without a mark: Latin text has its zero bytes on one side only.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 4;
    if odd > many && even <= odd / 50 {
        Some(UTF_16LE)
    } else if even > many && odd <= even / 50 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Control characters that no text uses, more than one in a hundred.
fn is_binary(head: &[u8]) -> bool {
    let odd = head.iter().filter(|&&byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    odd * 100 > head.len()
}

/// Whether the bytes are UTF-8 with some damage rather than an 8-bit encoding.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, String) {
        let decoded = decode(bytes).expect("a text");
        (decoded.text.into_owned(), decoded.note)
    }

    #[test]
    fn utf8_is_borrowed_and_unremarked() {
        assert_eq!(read("à Nîmes".as_bytes()), ("à Nîmes".into(), String::new()));
        assert_eq!(read(b"\xef\xbb\xbf\xc3\xa0").1, "byte order mark left out");
    }

    #[test]
    fn older_encodings_are_said() {
        let latin = b"Le pr\xe9fet de la Haute-Garonne a \xe9t\xe9 re\xe7u \xe0 Nimes \x96 \x80 5";
        let (text, note) = read(latin);
        assert_eq!(text, "Le préfet de la Haute-Garonne a été reçu à Nimes – € 5");
        assert_eq!(note, "decoded from windows-1252");
    }

    #[test]
    fn utf16_is_read_with_and_without_mark() {
        let text = "Réunis à Nîmes";
        for mark in [true, false] {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            let bytes: Vec<u8> = [0xff, 0xfe].into_iter().filter(|_| mark).chain(units).collect();
            assert_eq!(read(&bytes), (text.into(), "decoded from utf-16le".into()));
        }
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&bytes).1, "decoded from utf-16be");
    }

    #[test]
    fn damage_is_counted() {
        let (text, note) = read(b"\xc3\xa9t\xc3\xa9 \xc3\xa0 N\xc3\xaemes \xff \xc3\xa9");
        assert!(text.contains('\u{fffd}'));
        assert_eq!(note, "1 unreadable character replaced by U+FFFD");
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert!(decode(b"\x7fELF\x02\x01\x01\0").is_err());
        assert!(decode(&[0, 159, 146, 150, 0, 0, 0, 7]).is_err());
    }
}
