//! Dumps: where articles begin and end, and when they were written.

use glane::{DumpOptions, Pipeline};
use std::path::Path;

/// One article of `articles-fr.jsonl`: where it stands in its dump and its date.
#[derive(serde::Deserialize)]
struct Gold {
    dump: String,
    date: String,
    start: usize,
    end: usize,
}

fn code_points(text: &str, byte: usize) -> usize {
    text[..byte].chars().count()
}

fn shared(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("skipped: {} is absent", path.display());
    }
    text
}

#[test]
fn finds_the_articles_of_the_gold_dumps() {
    let Some(gold) = shared("gold/articles-fr.jsonl") else { return };
    let gold: Vec<Gold> = gold.lines().map(|line| serde_json::from_str(line).expect("gold is JSON")).collect();
    let pipeline = Pipeline::french();
    for name in ["01-vie-locale-cyber.txt", "05-faits-divers-sante.txt", "08-cas-difficiles.txt"] {
        let Some(dump) = shared(&format!("gold/{name}")) else { return };
        let seen: Vec<(usize, usize, String)> = pipeline
            .segment_dump(&dump, &DumpOptions::default())
            .iter()
            .map(|s| {
                let date = s.date.map(|date| date.to_string()).unwrap_or_default();
                (code_points(&dump, s.span.start()), code_points(&dump, s.span.end()), date)
            })
            .collect();
        let expected: Vec<(usize, usize, String)> = gold
            .iter()
            .filter(|article| article.dump == name)
            .map(|article| (article.start, article.end, article.date.clone()))
            .collect();
        assert_eq!(seen, expected, "{name}");
    }
}

#[test]
fn finds_the_articles_of_the_seed() {
    let Some(dump) = shared("seed/toulouse-cyber.txt") else { return };
    let segments = Pipeline::french().segment_dump(&dump, &DumpOptions::default());
    let dates: Vec<String> =
        segments.iter().map(|s| s.date.map(|date| date.to_string()).unwrap_or_default()).collect();
    let heads: Vec<&str> = segments.iter().filter_map(|s| s.span.of(&dump).lines().next()).collect();
    assert_eq!(heads, ["11 Mai", "14 Août", "25 Fév", "18 Fév", "27 Nov"]);
    assert!(segments.iter().all(|s| s.span.of(&dump).ends_with("Julien Leroy")));
    assert_eq!(dates, ["2020-05-11", "2019-08-14", "2019-02-25", "2015-02-18", "2014-11-27"]);
}
