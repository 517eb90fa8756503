//! Formats, told by extension, then by content.

use crate::Error;
use std::path::Path;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Plain text: one article or a dump of many.
    Text,
    /// One JSON record a line.
    JsonLines,
}

/// Extensions of formats that are known but cannot be read, and what to do with such a file.
const UNREAD: [(&str, &str); 11] = [
    ("json", "write one record a line (.jsonl)"),
    ("csv", "convert it to .jsonl"),
    ("tsv", "convert it to .jsonl"),
    ("parquet", "convert it to .jsonl"),
    ("gz", "decompress it first"),
    ("zst", "decompress it first"),
    ("xz", "decompress it first"),
    ("bz2", "decompress it first"),
    ("zip", "unpack it first"),
    ("tar", "unpack it first"),
    ("pdf", "convert it to text first"),
];

/// First bytes of formats that are no text.
const MAGIC: [(&[u8], &str); 10] = [
    (b"\x1f\x8b", "gzip data; decompress it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data; decompress it first"),
    (b"\xfd7zXZ\0", "xz data; decompress it first"),
    (b"BZh", "bzip2 data; decompress it first"),
    (b"PK\x03\x04", "a zip archive; unpack it first"),
    (b"PAR1", "Parquet; convert it to .jsonl"),
    (b"%PDF-", "a PDF; convert it to text first"),
    (b"\x89PNG", "an image; give a text"),
    (b"\xff\xd8\xff", "an image; give a text"),
    (b"\x7fELF", "a program; give a text"),
];

/// The format that a file name promises; `None` where it promises nothing.
pub(crate) fn by_extension(path: &Path) -> Option<Result<Format, Error>> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "txt" => Some(Ok(Format::Text)),
        "jsonl" | "ndjson" => Some(Ok(Format::JsonLines)),
        _ => UNREAD.iter().find(|(known, _)| *known == extension).map(|(_, remedy)| {
            Err(Error::data(format!("{}: .{extension} cannot be read; {remedy}", path.display())))
        }),
    }
}

/// The format of a file from its name and its first bytes.
pub(crate) fn tell(path: &Path, head: &[u8]) -> Result<Format, Error> {
    match by_extension(path) {
        Some(told) => told,
        None => Ok(by_content(head)),
    }
}

fn by_content(head: &[u8]) -> Format {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = head.trim_ascii_start();
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or(start);
    let whole = line.len() < start.len();
    let is_record =
        line.starts_with(b"{\"") && (!whole || serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok());
    if is_record { Format::JsonLines } else { Format::Text }
}

/// What the bytes are, where their first ones say that they are no text.
pub(crate) fn foreign(head: &[u8]) -> Option<&'static str> {
    MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|&(_, what)| what)
}
