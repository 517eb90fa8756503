//! What holds for every text.

use glane::{DumpOptions, Pipeline};
use proptest::prelude::*;
use std::sync::OnceLock;

fn pipeline() -> &'static Pipeline {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(Pipeline::french)
}

/// Mentions are sorted, disjoint, not empty and lie on character boundaries.
fn check(text: &str) {
    let pipeline = pipeline();
    let document = pipeline.document(text).with_date(Some(jiff::civil::date(2024, 2, 29)));
    let mut end = 0;
    for mention in pipeline.extract(&document) {
        let (from, to) = (mention.span.start(), mention.span.end());
        assert!(end <= from && from < to, "{from}..{to} after {end} in {text:?}");
        let surface = text.get(from..to).expect("a span lies on character boundaries");
        let chars: Vec<char> = text.chars().collect();
        let start = text[..from].chars().count();
        let by_chars: String = chars[start..start + surface.chars().count()].iter().collect();
        assert_eq!(surface, by_chars);
        assert_eq!(surface, mention.span.of(text));
        assert!((0.0..=1.0).contains(&mention.confidence), "{}", mention.confidence);
        end = to;
    }
    let mut end = 0;
    for segment in pipeline.segment_dump(text, &DumpOptions::default()) {
        let between = text.get(end..segment.span.start()).expect("segments lie on character boundaries");
        assert!(between.trim().is_empty(), "{between:?} between two articles of {text:?}");
        end = segment.span.end();
    }
    assert!(text[end..].trim().is_empty(), "{:?} after the last article of {text:?}", &text[end..]);
}

/// Pieces that rules look at, and characters that take unusual room.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "le ",
        "12",
        " mars ",
        "2024",
        "mars 2019",
        "lundi",
        "du 5 au 7 mai",
        "1er",
        "18h30",
        "hier",
        "ans",
        "Toulouse",
        "mairie de ",
        "CHU de ",
        "Saint-Denis",
        "(ANSSI)",
        "L'",
        "d’",
        "l'Agence ",
        "Le Mans",
        "2 millions d’euros",
        "1,5 Md€",
        "3.000 €",
        "€",
        "%",
        " à ",
        "-",
        "–",
        "entre ",
        " et ",
        "plus de ",
        "999999999999999999999999999999",
        "0",
        "31/02/2020",
        "2020-13-45",
        "\n",
        "\n\n",
        "\r\n",
        ".",
        ",",
        "(",
        ")",
        "«\u{a0}",
        "\u{a0}»",
        "\u{202f}",
        "\u{a0}",
        "\u{feff}",
        "\u{200b}",
        "İ",
        "ı",
        "ß",
        "e\u{301}",
        "\u{301}",
        "œ",
        "🦀",
        "👩‍👩‍👧",
        "ﬁ",
        "中文",
        "\u{0}",
        "https://a.fr/x",
        "@",
        "#",
        "11 Mai\n\n",
        "© ",
    ];
    prop_oneof![8 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn strings_of_pieces(pieces in prop::collection::vec(piece(), 0..40)) {
        check(&pieces.concat());
    }
}

#[test]
fn texts_that_once_were_hard() {
    for text in
        ["", " ", "\u{feff}", "İ", "e\u{301}", "🦀", "\u{a0}\u{202f}", "12", "€", "'", "-", "«»", "l'", "du"]
    {
        check(text);
    }
}

/// Long rows of one thing take time in proportion to their length.
#[test]
fn long_rows_are_read() {
    for (piece, times) in [("le 12 mars 2024, ", 10_000), ("7", 200_000), ("le ", 100_000), ("de ", 100_000)]
    {
        check(&piece.repeat(times));
    }
}
