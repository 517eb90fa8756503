//! `glane explain` through the real program.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use std::fs;
use tempfile::TempDir;

const TEXT: &str = "Réunis à Valence (Drôme) le 12 mars 2024, ils ont fêté la mairie de Toulouse.\n";

/// What `glane explain` prints of the text, at an offset or (with `""`) of all of it.
fn explain(offset: &str, more: &[&str]) -> String {
    let folder = TempDir::new().expect("a temporary folder can be made");
    fs::write(folder.path().join("a.txt"), TEXT).expect("a file can be written");
    let mut glane = Command::cargo_bin("glane").expect("cargo builds the program for its tests");
    let run =
        glane.current_dir(folder.path()).arg("explain").arg(format!("a.txt{offset}")).args(more).assert();
    String::from_utf8(run.success().get_output().stdout.clone()).expect("the output is UTF-8")
}

#[test]
fn a_name_is_told_with_its_row_scores_features_and_runner_up() {
    let out = explain(":9", &[]);
    assert!(out.starts_with("9..16 \"Valence\" place commune\n"), "{out}");
    for line in
        ["name        Valence", "entity_id   FR-COM-26362", "rule        place.commune", "communes.csv:"]
    {
        assert!(contains(line).eval(&out), "{line}: {out}");
    }
    for part in
        ["\n  confidence  ", "\n  runner-up   Valence ", "\n  scores      organisation ", " before=a\n"]
    {
        assert!(contains(part).eval(&out), "{part}: {out}");
    }
}

#[test]
fn features_stand_strongest_first() {
    let out = explain(":9", &[]);
    let mention = out.split("  rejected").next().unwrap_or_default();
    let strengths: Vec<f32> = mention
        .lines()
        .filter(|line| line.starts_with("    ") && !line.ends_with("article)"))
        .map(|line| {
            line.split_whitespace()
                .filter_map(|word| word.parse::<f32>().ok())
                .fold(0.0, |a, b| b.abs().max(a))
        })
        .collect();
    assert!(strengths.len() > 3, "{out}");
    assert!(strengths.windows(2).all(|pair| pair[0] >= pair[1]), "{out}");
}

#[test]
fn what_lost_is_told_with_the_reason() {
    let at = TEXT.chars().position(|c| c == 'T').expect("Toulouse stands in the text");
    let out = explain(&format!(":{at}"), &[]);
    assert!(out.contains("\"mairie de Toulouse\" organisation administration\n"), "{out}");
    let lost = out.lines().find(|line| line.starts_with("  rejected") && line.contains("\"Toulouse\""));
    assert!(lost.is_some_and(|line| line.ends_with("a longer candidate won")), "{out}");
}

#[test]
fn an_offset_shows_only_what_covers_it() {
    assert!(!explain(":9", &[]).contains("Toulouse"));
    assert_eq!(explain(":3", &[]), "no mention here\n");
    assert_eq!(explain(":100000", &[]), "no mention here\n");
}

#[test]
fn the_whole_is_told_in_order_and_alike_each_time() {
    let out = explain("", &[]);
    let starts: Vec<usize> = out
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split("..").next()?.parse().ok())
        .collect();
    assert!(starts.len() >= 4 && starts.is_sorted(), "{out}");
    assert_eq!(out, explain("", &[]));
}

#[test]
fn types_choose_what_is_told() {
    let out = explain("", &["--types", "date"]);
    assert!(out.contains("\"12 mars 2024\" date day\n") && out.contains("value       2024-03-12\n"), "{out}");
    assert!(!out.contains("Toulouse"), "{out}");
}
