//! The same bytes whatever the number of threads.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Texts of many lengths, so that blocks end anywhere; some lines are no records.
fn records() -> String {
    let sentence = "Réunis à Toulouse le 12 mars 2024, les élus de Nice ont voté 2 millions d’euros. ";
    let mut out = String::new();
    for number in 0..3000_usize {
        if number % 701 == 700 {
            out.push_str("no JSON\n");
        }
        let text = sentence.repeat(1 + number * 7 % 13);
        let record =
            serde_json::json!({ "id": number, "text": text, "date": format!("20{:02}-03-12", number % 25) });
        let _ = writeln!(out, "{record}");
    }
    out
}

fn tables(folder: &Path, input: &Path, threads: &str) -> Vec<Vec<u8>> {
    let out = folder.join(threads);
    let code = assert_cmd::Command::cargo_bin("glane")
        .expect("cargo builds the program for its tests")
        .arg("extract")
        .arg(input)
        .arg("-o")
        .arg(&out)
        .args(["--threads", threads])
        .assert();
    code.code(3);
    let read = |name: &&str| fs::read(out.join(name)).expect("the table is written");
    ["mentions.csv", "documents.csv", "entities.csv", "errors.jsonl"].iter().map(read).collect()
}

#[test]
fn one_two_and_eight_threads_write_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let input = folder.path().join("records.jsonl");
    fs::write(&input, records()).expect("a file can be written");
    let one = tables(folder.path(), &input, "1");
    for threads in ["2", "8"] {
        assert!(tables(folder.path(), &input, threads) == one, "{threads} threads differ from one");
    }
}
