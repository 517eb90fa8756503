//! `glane gazetteer check` and `stats`.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use std::fs;
use tempfile::TempDir;

const HEADER: &str =
    "surface,type,kind,name,entity_id,latitude,longitude,weight,parent_id,valid_from,valid_to,flags\n";

fn run(command: &str, files: &[(&str, &[u8])]) -> assert_cmd::assert::Assert {
    let dir: TempDir = tempfile::tempdir().expect("a temporary folder can be made");
    let mut glane = Command::cargo_bin("glane").expect("cargo builds the program for its tests");
    glane.current_dir(dir.path()).args(["gazetteer", command]);
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).expect("a file can be written");
        glane.arg(name);
    }
    glane.assert()
}

/// The faults of one list whose rows stand under the full header.
fn check(rows: &str) -> (i32, String) {
    let list = format!("{HEADER}{rows}\n");
    let assert = run("check", &[("a.csv", list.as_bytes())]);
    let output = assert.get_output();
    (output.status.code().expect("it ended by itself"), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_sound_list_has_no_faults() {
    let rows = "Zoblax,organisation,company,Zoblax SA,SIREN-213105554,43.6,1.44,12,FR-COM-31555,2016,2020-05-01,\n\
                Zob,organisation,,,SIREN-213105554,,,,,,,fold-case\n\
                Corté,place,commune,Corté,FR-COM-2B096,,,,FR-DEP-2B,,,\n\
                Zubrie,place,country,Zubrie,ZU,,,,,,,\n\
                Zed,organisation,,,mine-7,,,,,,,ambiguous";
    assert_eq!(check(rows), (0, String::new()));
}

#[test]
fn each_fault_is_named_by_file_and_line() {
    let cases = [
        (",place,,,,,,,,,,", "a.csv:2: the surface is empty"),
        ("Zed,town,,,,,,,,,,", "a.csv:2: type `town` is none of"),
        ("Zed,place,company,,,,,,,,,", "kind `company` is no kind of place"),
        ("Zed,place,,,,,,,,,,shiny", "unknown flag `shiny`"),
        ("Zed,place,,,FR-COM-3155,,,,,,,", "id `FR-COM-3155`: FR-COM- and an INSEE code"),
        ("Zed,place,,,,,,,FR-DEP-20,,,", "id `FR-DEP-20`: FR-DEP- and a department"),
        ("Zed,place,,,FR-REG-7,,,,,,,", "id `FR-REG-7`: FR-REG-"),
        ("Zed,organisation,,,SIREN-213105555,,,,,,,", "check digit"),
        ("Zed,organisation,,,SIREN-21310555,,,,,,,", "SIREN- and 9 digits"),
        ("Zed,place,,,GN-12a,,,,,,,", "GN- and the digits"),
        ("Zed,place,country,,fr,,,,,,,", "id `fr`: a country's code is 2 capitals"),
        ("Zed,place,,,,91,1,,,,,", "latitude `91` is no number from -90 to 90"),
        ("Zed,place,,,,1,-181,,,,,", "longitude `-181` is no number from -180 to 180"),
        ("Zed,place,,,,1,,,,,,", "latitude and longitude go together"),
        ("Zed,place,,,,,,many,,,,", "weight `many` is no number"),
        ("Zed,place,,,,,,NaN,,,,", "weight `NaN` is no number"),
        ("Zed,place,,,,,,,,2020,2016,", "valid_from 2020 lies after valid_to 2016"),
        ("Zed,place,,,,,,,,soon,,", "valid_from `soon` is no year"),
        ("Zed,place,,,,,,,,,,,,", "14 cells under 12 columns"),
        ("ZÃ©d,place,,,,,,,,,,", "`ZÃ©d` is `Zéd` read as Latin-1"),
    ];
    for (row, told) in cases {
        let (code, out) = check(row);
        assert_eq!((code, out.lines().count()), (2, 1), "{row}: {out}");
        assert!(out.contains(told), "{row}: {out}");
    }
}

#[test]
fn all_faults_are_told_not_only_the_first() {
    let (code, out) = check("Zed,town,,,FR-COM-1,91,1,x,,,,shiny\n,place,,,,,,,,,,");
    assert_eq!((code, out.lines().count()), (2, 6), "{out}");
    assert!(out.contains("a.csv:3: the surface is empty"));
}

#[test]
fn rows_that_repeat_or_contradict_each_other() {
    let (code, out) = check("Zed,place,city,Zed,z,1,1,,,,,\nZed,place,city,Zed,z,1,1,,,,,");
    assert_eq!((code, out.as_str()), (2, "a.csv:3: `Zed` for z stands on line 2 already; remove one\n"));
    let (code, out) = check("Zed,place,city,Zed,z,1,1,,,,,\nZod,place,area,Zod,z,2,1,,,,,");
    assert_eq!((code, out.lines().count()), (2, 3), "{out}");
    assert!(out.contains("a.csv:3: name of z is `Zod` here, `Zed` on line 2; correct one"), "{out}");
    let (code, _) = check("Zed,place,city,Zed,z,1,1,,,,,\nZed,place,city,Zed,y,1,1,,,,,");
    assert_eq!(code, 0, "one surface may stand for several entities");
    let list = |row: &str| format!("{HEADER}{row}\n");
    let (first, second) = (list("Zed,place,city,Zed,z,,,,,,,"), list("Zod,place,city,Zod,z,,,,,,,"));
    run("check", &[("a.csv", first.as_bytes()), ("b.csv", second.as_bytes())])
        .code(2)
        .stdout("b.csv:2: name of z is `Zod` here, `Zed` on a.csv:2; correct one\n");
}

#[test]
fn a_common_word_is_only_a_warning() {
    let (code, out) = check("Le,place,,,,,,,,,,");
    assert_eq!(code, 0);
    assert!(out.starts_with("a.csv:2: warning: `Le` is a common word"), "{out}");
    assert_eq!(check("Le,place,,,,,,,,,,word"), (0, String::new()));
}

#[test]
fn headers_and_encodings() {
    run("check", &[("a.csv", b"surface,typ,typ,surface\nZed,place,,\n")]).code(2).stdout(
        contains("unknown column `typ`")
            .and(contains("column `surface` stands there twice"))
            .and(contains("column `type` is missing")),
    );
    let mixed = b"surface,type\nL\xc3\xa9on,place\nL\xe9on,place\n";
    run("check", &[("a.csv", mixed)])
        .code(2)
        .stdout("a.csv:3: the line is not UTF-8; save the whole file as UTF-8\n");
    run("check", &[("a.csv", b"")]).code(2).stdout(contains("a.csv:1: the file is empty"));
    run("check", &[("a.csv", "\u{feff}surface,type\r\nLéon,place\r\n".as_bytes())])
        .success()
        .stdout(is_empty());
    run("check", &[]).code(1);
    let mut glane = Command::cargo_bin("glane").expect("cargo builds the program for its tests");
    glane.args(["gazetteer", "check", "missing.csv"]).assert().code(2).stderr(contains("missing.csv"));
}

#[test]
fn stats_count_rows_forms_entities_and_ambiguous_surfaces() {
    let list = format!(
        "{HEADER}Zed,place,city,Zed,z,,,,,,,\nzed,place,city,Zed,z,,,,,,,\nZod,place,city,Zed,z,,,,,,,\n\
         Zed,organisation,company,Zed SA,y,,,,,,,\n"
    );
    let expected = "type          kind                rows     forms  entities\n\
                    organisation  company                1         1         1\n\
                    place         city                   3         2         1\n\
                    all                                  4         2         2\n\
                    \n\
                    ambiguous surfaces  1\n  zed  2 entities\n";
    run("stats", &[("a.csv", list.as_bytes())]).success().stdout(expected);
}
