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
    let gold: Vec<Gold> =
        gold.lines().map(|line| serde_json::from_str(line).expect("gold is JSON")).collect();
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

fn assert_tiled(dump: &str) {
    let segments = Pipeline::french().segment_dump(dump, &DumpOptions::default());
    let mut at = 0;
    for segment in &segments {
        assert!(segment.span.start() >= at && !segment.span.is_empty(), "{dump:?}: {segment:?}");
        assert_eq!(dump[at..segment.span.start()].trim(), "", "between two articles of {dump:?}");
        let text = segment.span.of(dump);
        assert_eq!(text, text.trim());
        for (part, span) in &segment.marked {
            assert!(segment.span.contains(*span) && !span.of(dump).is_empty(), "{part:?} of {dump:?}");
        }
        assert!((0.0..=1.0).contains(&segment.confidence));
        assert_eq!(segment.date.is_none(), segment.confidence == 0.0);
        at = segment.span.end();
    }
    assert_eq!(dump[at..].trim(), "", "after the articles of {dump:?}");
}

proptest::proptest! {
    #[test]
    fn articles_tile_any_text(dump in "\\PC{0,80}([\n\r\u{c}\u{85}]{0,3}\\PC{0,40}){0,6}") {
        assert_tiled(&dump);
    }

    #[test]
    fn articles_tile_lines_of_dumps(lines in proptest::collection::vec(0..LINES.len(), 0..40)) {
        let dump: String = lines.iter().map(|&line| LINES[line]).collect();
        assert_tiled(&dump);
    }
}

const LINES: &[&str] = &[
    "11 Mai\n",
    "29 février\r\n",
    "LUNDI 31 FÉVRIER 2021\n",
    "Publié le 14/08/2019 à 10h32",
    "\n",
    "\n\n\n",
    " \u{a0} \u{2028}",
    "Toulouse, le 3 mars 2021 – ",
    "Une nouvelle piscine\n",
    "Le bassin rouvre ce samedi 10 août, après des mois d’attente. Tant mieux.\n",
    "---\n",
    "*****\n",
    "\u{c}",
    "date: 2022-06-01\n",
    "auteur: Zoé\u{301} Ğ\n",
    "© DR",
    "Julien Leroy\n",
    "(AFP) - 12 sept. 2018",
    "(",
    "٣ مارس 😀\n",
    "#",
    "99999999999999999999/12/2018\n",
];

#[test]
fn nothing_is_no_article() {
    let pipeline = Pipeline::french();
    assert!(pipeline.segment_dump("", &DumpOptions::default()).is_empty());
    assert!(pipeline.segment_dump(" \n\u{a0}\r\n\n", &DumpOptions::default()).is_empty());
}

#[test]
fn long_runs_take_linear_time() {
    let started = std::time::Instant::now();
    for (unit, count) in [("11 Mai\n", 300_000), ("\n", 2_000_000), ("-", 2_000_000), ("---\n", 500_000)] {
        assert_eq!(
            Pipeline::french().segment_dump(&unit.repeat(count), &DumpOptions::default()).len(),
            usize::from(unit != "\n"),
            "{unit:?}"
        );
    }
    let articles = "11 Mai\n\nUn titre bref\n\nLa ville a voté hier son budget.\n\n".repeat(20_000);
    assert_eq!(Pipeline::french().segment_dump(&articles, &DumpOptions::default()).len(), 20_000);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn options_bound_the_dates() {
    let pipeline = Pipeline::french();
    let dump = "14 Août\n\nUne panne\n\nLe réseau a lâché ce samedi 10 août. Il revient peu à peu.\n";
    let day = |text: &str| text.parse::<glane::Date>().ok();
    let open = &pipeline.segment_dump(dump, &DumpOptions::default())[0];
    assert_eq!(open.date, None);
    assert!(open.candidates.contains(&day("2019-08-14").expect("a date")));
    let bounded = DumpOptions {
        newest_date: day("2020-01-01"),
        oldest_date: day("2016-01-01"),
        ..DumpOptions::default()
    };
    let bounded = &pipeline.segment_dump(dump, &bounded)[0];
    assert_eq!((bounded.date, bounded.basis), (day("2019-08-14"), glane::DateBasis::Weekday));
    let given = DumpOptions { date: day("2014-02-01"), ..DumpOptions::default() };
    assert_eq!(pipeline.segment_dump(dump, &given)[0].date, day("2013-08-14"));
    let plain = &pipeline.segment_dump("Une panne sans date.", &given)[0];
    assert_eq!((plain.date, plain.basis), (day("2014-02-01"), glane::DateBasis::Option));
}
