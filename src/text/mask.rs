//! Masks what is no running text: URLs, e-mail addresses, file names, hashtags and handles.

use super::Token;
use aho_corasick::{AhoCorasick, MatchKind};
use once_cell::sync::Lazy;

/// Signs that give away a masked run, with how far each one is to be believed.
const MARKERS: [(&str, Marker); 33] = [
    ("://", Marker::Inside),
    ("www.", Marker::Inside),
    ("@", Marker::Sigil),
    ("#", Marker::Sigil),
    (".fr", Marker::Suffix),
    (".com", Marker::Suffix),
    (".org", Marker::Suffix),
    (".net", Marker::Suffix),
    (".eu", Marker::Suffix),
    (".gouv", Marker::Suffix),
    (".info", Marker::Suffix),
    (".be", Marker::Suffix),
    (".ch", Marker::Suffix),
    (".io", Marker::Suffix),
    (".example", Marker::Suffix),
    (".html", Marker::Suffix),
    (".php", Marker::Suffix),
    (".jpg", Marker::Suffix),
    (".jpeg", Marker::Suffix),
    (".png", Marker::Suffix),
    (".gif", Marker::Suffix),
    (".svg", Marker::Suffix),
    (".pdf", Marker::Suffix),
    (".csv", Marker::Suffix),
    (".txt", Marker::Suffix),
    (".doc", Marker::Suffix),
    (".docx", Marker::Suffix),
    (".xls", Marker::Suffix),
    (".xlsx", Marker::Suffix),
    (".zip", Marker::Suffix),
    (".mp3", Marker::Suffix),
    (".mp4", Marker::Suffix),
    (".exe", Marker::Suffix),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    /// Masks wherever it stands in a run.
    Inside,
    /// Masks when a letter or digit follows.
    Sigil,
    /// Masks when the run has something before it and no letter after it.
    Suffix,
}

static AUTOMATON: Lazy<AhoCorasick> = Lazy::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(MARKERS.map(|(text, _)| text))
        .expect("a fixed list of short markers compiles")
});

/// Masks the tokens of every run without white space that holds a marker.
pub(crate) fn mask(text: &str, tokens: &mut [Token]) {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut masked_to = 0;
    for found in AUTOMATON.find_iter(bytes) {
        if found.start() < masked_to || !holds(text, MARKERS[found.pattern()].1, found.start(), found.end()) {
            continue;
        }
        let start = run_start(text, found.start());
        let end = run_end(text, found.end());
        masked_to = end;
        from += tokens[from..].partition_point(|token| token.span.end() <= start);
        for token in tokens[from..].iter_mut().take_while(|token| token.span.start() < end) {
            token.mask();
        }
    }
}

fn holds(text: &str, marker: Marker, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    match marker {
        Marker::Inside => true,
        Marker::Sigil => after.is_some_and(char::is_alphanumeric),
        Marker::Suffix => {
            before.is_some_and(char::is_alphanumeric)
                && !after.is_some_and(|c| c.is_alphanumeric() || c == '\'')
        }
    }
}

fn run_start(text: &str, at: usize) -> usize {
    text[..at].char_indices().rev().take_while(|&(_, c)| in_run(c)).last().map_or(at, |(i, _)| i)
}

fn run_end(text: &str, at: usize) -> usize {
    let run: usize = text[at..].chars().take_while(|&c| in_run(c)).map(char::len_utf8).sum();
    let trimmed = text[at..at + run].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    at + trimmed.len()
}

fn in_run(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '«' | '»' | '"' | '“' | '”' | '(' | ')' | '<' | '>' | '’' | '…')
}
