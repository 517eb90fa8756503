//! `glane train`, and its weights in use.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, starts_with};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const ANNOTATED: &str = "fixtures/annotated";

fn glane() -> Command {
    let mut command = Command::cargo_bin("glane").expect("cargo builds the program for its tests");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

fn plain(path: &Path) -> &str {
    path.to_str().expect("a temporary folder has a plain name")
}

fn put(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a file can be written");
    plain(&path).to_owned()
}

#[test]
fn the_same_gold_gives_the_same_weights_and_they_can_be_used() {
    let dir = folder();
    let record = r#"{"id": "a", "text": "Élu à Pau, Paul Durand dirige la mairie de Pau.", "entities": [
        {"start": 6, "end": 9, "type": "place"}, {"start": 11, "end": 22, "type": "person"},
        {"start": 33, "end": 46, "type": "organisation"}], "nested": [{"start": 43, "end": 46, "type": "place"}]}"#;
    let records = put(&dir, "gold.jsonl", &record.replace('\n', " "));
    let train = |weights: &str, errors: &str| {
        let texts = format!("{ANNOTATED}/local.txt");
        let args =
            ["--gold", &texts, &records, "-o", weights, "--folds", "3", "--ablation", "--errors", errors];
        glane().arg("train").args(args).assert().success().get_output().stdout.clone()
    };
    let path = |name: &str| plain(&dir.path().join(name)).to_owned();
    let table = train(&path("1.csv"), &path("errors-1.csv"));
    assert_eq!(table, train(&path("2.csv"), &path("errors-2.csv")));
    let read = |name: &str| fs::read_to_string(dir.path().join(name)).expect("it was written");
    assert_eq!(read("1.csv"), read("2.csv"));
    assert_eq!(read("errors-1.csv"), read("errors-2.csv"));
    assert!(read("1.csv").starts_with("feature,organisation,place,person\n"));
    assert!(read("errors-1.csv").starts_with("file,text,start,end,surface,gold,found\n"));
    let table = String::from_utf8(table).expect("a table is text");
    for part in ["held out", "all files", "lists alone", "+ rules", "+ model"] {
        assert!(table.contains(part), "{part} in {table}");
    }
    let left: Vec<_> = fs::read_dir(dir.path()).expect("the folder is there").collect();
    assert_eq!(left.len(), 5, "nothing but what was asked for");
    glane()
        .args(["extract", "--weights", &path("1.csv")])
        .write_stdin("Réunis à Toulouse le 12 mars 2024.")
        .assert()
        .success()
        .stdout(starts_with("doc_id,").and(contains("FR-COM-31555")));
    let note = put(&dir, "note.txt", "Réunis à Toulouse.");
    glane()
        .args(["explain", &note, "--weights", &path("1.csv")])
        .assert()
        .success()
        .stdout(contains("Toulouse"));
    glane().args(["eval", "--gold", &records, "--weights", &path("1.csv")]).assert().success();
}

#[test]
fn other_weights_change_what_is_found() {
    let dir = folder();
    let weights = put(&dir, "none.csv", "feature,organisation,place,person\norigin=1,-9,-9,-9\n");
    let found = |args: &[&str]| {
        let mut command = glane();
        command.args(["extract", "--types", "place"]).args(args).write_stdin("Réunis à Toulouse.");
        command.assert().success()
    };
    found(&[]).stdout(contains("Toulouse"));
    found(&["--weights", &weights]).stdout(contains("Toulouse").not());
}

#[test]
fn faults_in_weights_are_named_by_file_and_line() {
    let dir = folder();
    let header = "feature,organisation,place,person\n";
    let cases = [
        (
            "a.csv",
            format!("{header}origin=1,0,0,0\nnonsense=1,0,0,0\n"),
            "a.csv:3: `nonsense=1` is no feature",
        ),
        ("b.csv", format!("{header}origin=1,0,x,0\n"), "b.csv:2: weight `x` is no number"),
        ("c.csv", format!("{header}origin=1,0,NaN,0\n"), "c.csv:2: weight `NaN` is no number"),
        ("d.csv", "feature,place\n".to_owned(), "d.csv:1: the header of weights is"),
    ];
    for (name, text, told) in cases {
        let file = put(&dir, name, &text);
        let run = glane().args(["extract", "--weights", &file]).write_stdin("Pau").assert();
        run.code(2).stderr(contains(told));
    }
    glane().args(["extract", "--weights", "missing.csv"]).write_stdin("Pau").assert().code(2);
}

#[test]
fn faults_in_gold_are_named_by_file_and_line() {
    let dir = folder();
    let weights = plain(&dir.path().join("weights.csv")).to_owned();
    let train = |gold: &str| glane().args(["train", "--gold", gold, "-o", &weights]).assert();
    let marks = put(&dir, "a.txt", "Bien.\nÀ [[Pau|town]].\n");
    train(&marks).code(2).stderr(contains("a.txt:2: `town` is no type"));
    let plain_text = put(&dir, "b.txt", "Rien ici.\n");
    train(&plain_text).code(2).stderr(contains("marks no names"));
    let json = put(&dir, "c.jsonl", "{}\n");
    train(&json).code(2).stderr(contains("c.jsonl:1: "));
    assert!(!dir.path().join("weights.csv").exists());
    glane().arg("train").assert().code(1);
}
