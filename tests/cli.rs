//! The real program: files, folders, streams, encodings, exit codes.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_empty, is_match, starts_with};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;

const HEADER: &str = "doc_id,start,end,start_byte,end_byte,type,kind,surface,name,entity_id,value,value_end,\
unit,modifier,date_from,date_to,latitude,longitude,confidence,rule\n";
const TEXT: &str = "Réunis à Toulouse le 12 mars 2024, ils ont voté 2 millions d’euros.\n";

fn glane() -> Command {
    Command::cargo_bin("glane").expect("cargo builds the program for its tests")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

fn put(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
    fs::write(&path, bytes).expect("a file can be written");
    path
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_gives_mentions_on_stdout() {
    let dir = folder();
    let file = put(&dir, "a.txt", TEXT);
    glane().arg("extract").arg(&file).assert().success().stderr(is_empty()).stdout(starts_with(HEADER));
}

#[test]
fn standard_input_is_read_with_and_without_dash() {
    for args in [&["extract"][..], &["extract", "-"]] {
        glane().args(args).write_stdin(TEXT).assert().success().stdout(starts_with(HEADER));
    }
    let record = r#"{"id": "r1", "text": "À Toulouse."}"#;
    glane().arg("extract").write_stdin(record).assert().success().stdout(starts_with(HEADER));
}

#[test]
fn a_folder_gives_tables_in_the_order_of_its_paths() {
    let dir = folder();
    put(&dir, "in/b.txt", TEXT);
    put(&dir, "in/a/z.txt", TEXT);
    put(&dir, "in/c.jsonl", "{\"id\":\"r1\",\"text\":\"À Albi.\",\"date\":\"2024-03-12\",\"title\":\"T\"}\n");
    put(&dir, "in/notes.md", "ignored");
    let out = dir.path().join("out");
    glane()
        .current_dir(dir.path())
        .args(["extract", "in", "-o", "out"])
        .assert()
        .success()
        .stdout(is_empty());
    assert_eq!(names(&out), ["documents.csv", "entities.csv", "manifest.json", "mentions.csv"]);
    let documents = read(&out, "documents.csv");
    let ids: Vec<&str> = documents.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(ids, ["in/a/z.txt", "in/b.txt", "r1"]);
    let record = documents.lines().last().expect("three documents");
    assert!(record.starts_with("r1,in/c.jsonl,,,T,2024-03-12,record,1.00,,7,"), "{record}");
    let manifest: serde_json::Value = serde_json::from_str(&read(&out, "manifest.json")).expect("JSON");
    assert_eq!(manifest["counts"]["documents"], 3);
    assert_eq!(manifest["inputs"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_glob_is_expanded() {
    let dir = folder();
    put(&dir, "b.txt", TEXT);
    put(&dir, "a.txt", TEXT);
    let out = dir.path().join("out");
    let pattern = dir.path().join("*.txt");
    glane().arg("extract").arg(pattern).arg("-o").arg(&out).assert().success();
    assert_eq!(read(&out, "documents.csv").lines().count(), 3);
    let none = dir.path().join("*.log");
    glane().arg("extract").arg(none).assert().code(2).stderr(contains("no file matches"));
}

#[test]
fn a_closed_pipe_is_success() {
    let dir = folder();
    let line = serde_json::json!({ "text": TEXT.repeat(400) }).to_string() + "\n";
    let file = put(&dir, "many.jsonl", line.repeat(40));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("glane"))
        .arg("extract")
        .arg(file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut out = child.stdout.take().expect("it is piped");
    out.read_exact(&mut [0; 10]).expect("the header is longer");
    drop(out);
    let mut said = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut said).expect("messages are UTF-8");
    assert_eq!((child.wait().expect("it ends").code(), said.as_str()), (Some(0), ""));
}

#[test]
#[cfg(unix)]
fn an_interrupt_is_130_and_leaves_nothing() {
    let dir = folder();
    let out = dir.path().join("out");
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("glane"))
        .args(["extract", "-", "-o"])
        .arg(&out)
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program starts");
    while !out.join(format!(".mentions.csv.{}.part", child.id())).exists() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.expect("kill is there").success());
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert!(!out.exists());
}

#[test]
fn what_was_written_before_is_not_read() {
    let dir = folder();
    put(&dir, "in/a.txt", TEXT);
    put(&dir, "in/r.jsonl", "no JSON\n");
    for _ in 0..2 {
        glane()
            .current_dir(dir.path())
            .args(["extract", "in", "-o", "in", "--format", "jsonl"])
            .assert()
            .code(3);
        assert_eq!(read(&dir.path().join("in"), "errors.jsonl").lines().count(), 1);
    }
}

#[test]
fn wrong_usage_is_1() {
    for args in [
        &["extract", "--types", "plaice", "x.txt"][..],
        &["extract", "--date", "12/03/2024", "x.txt"],
        &["extract", "--threads", "0", "x.txt"],
        &["frobnicate"],
        &[],
    ] {
        glane().args(args).assert().code(1).stdout(is_empty()).stderr(predicate::str::is_empty().not());
    }
    glane().arg("--help").assert().success();
    glane().arg("--version").assert().success().stdout(starts_with("glane "));
}

#[test]
fn bad_input_is_2_in_one_line_and_leaves_nothing() {
    let dir = folder();
    put(&dir, "empty.txt", "");
    put(&dir, "blank.txt", "\n \n");
    put(&dir, "binary.txt", [0_u8, 1, 2, 255, 254, 0, 0, 9, 0, 0]);
    put(&dir, "picture.txt", b"\x89PNG\r\n\x1a\n");
    put(&dir, "table.parquet", "PAR1");
    put(&dir, "packed.txt.gz", b"\x1f\x8b\x08");
    fs::create_dir(dir.path().join("nothing")).expect("a folder can be made");
    for (name, reason) in [
        ("missing.txt", "no such file or folder"),
        ("empty.txt", "empty"),
        ("blank.txt", "blank"),
        ("binary.txt", "binary"),
        ("picture.txt", "image"),
        ("table.parquet", ".parquet cannot be read"),
        ("packed.txt.gz", ".gz cannot be read"),
        ("nothing", "no .txt or .jsonl file"),
    ] {
        let line = format!("^error: {name}: [^\n]*{reason}[^\n]*; [^\n]+\n$");
        let line = line.replace('.', "\\.");
        glane()
            .current_dir(dir.path())
            .args(["extract", name, "-o", "out"])
            .assert()
            .code(2)
            .stdout(is_empty())
            .stderr(is_match(line).expect("a pattern"));
        assert!(!dir.path().join("out").exists(), "{name}");
    }
    glane().arg("extract").write_stdin("").assert().code(2).stdout(is_empty());
}

#[test]
fn an_output_that_cannot_be_written_is_2() {
    let dir = folder();
    let file = put(&dir, "a.txt", TEXT);
    glane().arg("extract").arg(&file).arg("-o").arg(&file).assert().code(2).stderr(contains("a.txt"));
}

#[test]
fn files_of_a_folder_are_set_aside_with_3() {
    let dir = folder();
    put(&dir, "in/a.txt", TEXT);
    put(&dir, "in/b.txt", b"\x89PNG\r\n\x1a\n");
    put(&dir, "in/c.txt", "");
    let out = dir.path().join("out");
    glane().current_dir(dir.path()).args(["extract", "in", "-o", "out"]).assert().code(3);
    let documents = read(&out, "documents.csv");
    assert!(documents.contains("\nin/b.txt,in/b.txt,,,,,none,,,0,0,0,0,0,0,skipped,"), "{documents}");
    assert_eq!(read(&out, "errors.jsonl").lines().count(), 2);
}

const RECORDS: &str =
    "{\"text\": \"À Albi.\"}\nno JSON\n\n{\"id\": 3}\n{\"id\": \"d\", \"text\": \"À Gaillac.\"}\n";

#[test]
fn bad_lines_are_set_aside_with_their_number() {
    let dir = folder();
    put(&dir, "r.jsonl", RECORDS);
    let out = dir.path().join("out");
    let mut call = glane();
    call.current_dir(dir.path()).args(["extract", "r.jsonl", "-o", "out"]);
    call.assert().code(3).stderr(contains("r.jsonl:2: no JSON").and(contains("errors.jsonl")));
    let errors = read(&out, "errors.jsonl");
    let lines: Vec<serde_json::Value> =
        errors.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    assert_eq!(lines.iter().map(|line| line["line"].clone()).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(lines[1]["error"], "no `text`");
    let documents = read(&out, "documents.csv");
    assert!(documents.contains("\nr.jsonl#1,r.jsonl,") && documents.contains("\nd,r.jsonl,"), "{documents}");

    // A later run without errors leaves no errors of the earlier one.
    put(&dir, "r.jsonl", "{\"text\": \"À Albi.\"}");
    glane().current_dir(dir.path()).args(["extract", "r.jsonl", "-o", "out"]).assert().success();
    assert!(!out.join("errors.jsonl").exists());
}

#[test]
fn too_many_errors_stop_with_4() {
    let dir = folder();
    put(&dir, "r.jsonl", RECORDS);
    let call = |most: &str| {
        let mut call = glane();
        call.current_dir(dir.path()).args(["extract", "r.jsonl", "-o", "out", "--max-errors", most]);
        call.assert()
    };
    call("1").code(4).stderr(contains("--max-errors"));
    assert_eq!(names(&dir.path().join("out")), ["errors.jsonl"]);
    call("2").code(3);
}

#[test]
fn records_may_have_other_names() {
    let dir = folder();
    put(
        &dir,
        "r.jsonl",
        "{\"nr\": 12, \"corps\": \"À Albi.\", \"jour\": \"2020-05-11T08:00:00Z\", \"titre\": \"T, U\"}\n",
    );
    let mut call = glane();
    call.current_dir(dir.path()).args(["extract", "r.jsonl", "-o", "out", "--text-column", "corps"]);
    call.args(["--id-column", "nr", "--date-column", "jour", "--title-column", "titre"]).assert().success();
    let documents = read(&dir.path().join("out"), "documents.csv");
    assert!(documents.contains("\n12,r.jsonl,,,\"T, U\",2020-05-11,record,"), "{documents}");
}

#[test]
fn a_date_for_texts_that_have_none() {
    let dir = folder();
    put(&dir, "r.jsonl", "{\"text\": \"À Albi.\", \"date\": \"hier\"}\n");
    glane()
        .current_dir(dir.path())
        .args(["extract", "r.jsonl", "-o", "out", "--date", "2020-05-11"])
        .assert()
        .success();
    let documents = read(&dir.path().join("out"), "documents.csv");
    assert!(documents.contains(",2020-05-11,option,"), "{documents}");
    assert!(documents.contains("`hier` is no date"), "{documents}");
}

#[test]
fn older_encodings_are_decoded_and_said() {
    let dir = folder();
    let latin: Vec<u8> = TEXT.chars().map(|c| if c == '’' { 0x92 } else { c as u32 as u8 }).collect();
    put(&dir, "in/latin.txt", latin);
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    put(&dir, "in/wide.txt", [&[0xff, 0xfe][..], &utf16(TEXT)].concat());
    put(&dir, "in/wide.jsonl", [&[0xff, 0xfe][..], &utf16("{\"text\": \"À Albi.\"}\n")].concat());
    let damaged = TEXT.as_bytes().iter().copied().chain(*b"\xc3\xa9t\xc3\xa9 \xff").collect::<Vec<u8>>();
    put(&dir, "in/damaged.txt", damaged);
    glane().current_dir(dir.path()).args(["extract", "in", "-o", "out"]).assert().success();
    let documents = read(&dir.path().join("out"), "documents.csv");
    let notes: Vec<&str> = documents.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
    assert_eq!(
        notes,
        [
            "1 unreadable character replaced by U+FFFD",
            "decoded from windows-1252",
            "",
            "decoded from utf-16le"
        ]
    );
}

#[test]
fn json_lines_are_one_object_each() {
    let out = glane().args(["extract", "--format", "jsonl"]).write_stdin(TEXT).assert().success();
    let out = String::from_utf8(out.get_output().stdout.clone()).expect("UTF-8");
    for line in out.lines() {
        let mention: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        let (start, end) = (mention["start_byte"].as_u64(), mention["end_byte"].as_u64());
        let span = start.expect("a number") as usize..end.expect("a number") as usize;
        assert_eq!(mention["surface"].as_str(), TEXT.get(span));
    }
}

#[test]
fn evaluation_reports_and_fails_under() {
    let dir = folder();
    let gold = r#"{"id": "a", "text": "À Zzyzx.", "entities": [{"start": 2, "end": 7, "type": "place", "value": "X"}]}"#;
    let gold = put(&dir, "gold.jsonl", gold);
    let pred = HEADER.to_owned() + "a,2,7,3,8,place,commune,Zzyzx,Zzyzx,X,,,,,,,,,0.90,test\n";
    let pred = put(&dir, "mentions.csv", pred);
    let eval = |more: &[&str]| {
        let mut call = glane();
        call.arg("eval").arg("--gold").arg(&gold).arg("--pred").arg(&pred).args(more);
        call.assert()
    };
    eval(&["--fail-under", "1"]).success().stdout(contains("100.0"));
    let json = eval(&["--json"]).success();
    let json: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).expect("JSON");
    assert_eq!(json["types"]["place"]["strict"]["f1"], 1.0);
    assert_eq!(json["types"]["place"]["values"]["right"], 1);
    put(&dir, "mentions.csv", HEADER.to_owned() + "a,2,4,3,5,place,commune,Zz,Zz,Y,,,,,,,,,0.90,test\n");
    let errors = dir.path().join("errors.csv");
    let errors = errors.to_str().expect("a plain path");
    eval(&["--fail-under", "0.5", "--errors", errors]).code(5);
    assert!(
        read(dir.path(), "errors.csv").contains("a,boundary,2,7,place,Zzyzx,X,place,Zz,Y Zz,entity_id,test,")
    );
}

#[test]
fn help_man_page_and_completions_come_from_one_definition() {
    glane().args(["extract", "--help"]).assert().success().stdout(contains("--newest-date"));
    glane().arg("man").assert().success().stdout(contains(".TH").and(contains("newest\\-date")));
    for shell in ["bash", "zsh", "fish"] {
        glane().args(["completions", shell]).assert().success().stdout(contains("newest-date"));
    }
}

#[test]
fn explain_takes_an_offset() {
    let dir = folder();
    put(&dir, "a.txt", TEXT);
    let explain = |input: &str| glane().current_dir(dir.path()).args(["explain", input]).assert();
    explain("a.txt").success();
    explain("a.txt:3").success().stdout(contains("no mention here"));
    explain("b.txt").code(2);
}
