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

/// One line of an expected list: the date and basis of an article, its first and last lines.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Expected {
    date: String,
    basis: String,
    first: String,
    last: String,
}

#[test]
fn finds_the_articles_of_the_fixtures() {
    let pipeline = Pipeline::french();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/fr/dumps");
    let mut wrong = String::new();
    for entry in std::fs::read_dir(&folder).expect("the fixtures are there") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let dump = std::fs::read_to_string(&path).expect("a dump is UTF-8");
        let mut reader = csv::Reader::from_path(path.with_extension("csv")).expect("each dump has its list");
        let expected: Vec<Expected> = reader.deserialize().map(|row| row.expect("a row")).collect();
        let segments = pipeline.segment_dump(&dump, &DumpOptions::default());
        let seen = segments.iter().enumerate().map(|(i, segment)| {
            let text = segment.span.of(&dump);
            let checked = expected.get(i).is_some_and(|expected| !expected.basis.is_empty());
            Expected {
                date: segment.date.map(|date| date.to_string()).unwrap_or_default(),
                basis: if checked { segment.basis.as_str().to_owned() } else { String::new() },
                first: text.lines().next().unwrap_or_default().to_owned(),
                last: text.lines().last().unwrap_or_default().to_owned(),
            }
        });
        let seen: Vec<Expected> = seen.collect();
        if seen != expected {
            wrong += &format!("{}\nseen: {seen:#?}\nexpected: {expected:#?}\n", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
