//! The built-in lists, and users' lists beside them.

use assert_cmd::Command;
use glane::{EntityType, Gazetteer, Pipeline, Value};
use predicates::str::contains;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn lists() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers");
    let mut files: Vec<PathBuf> = ["fr", "world"]
        .iter()
        .flat_map(|name| fs::read_dir(folder.join(name)).expect("the lists are there"))
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .collect();
    files.sort();
    files
}

/// Lists of names, not of words.
fn name_lists() -> Vec<PathBuf> {
    let is_names =
        |path: &PathBuf| fs::read_to_string(path).is_ok_and(|text| text.starts_with("surface,type,"));
    lists().into_iter().filter(is_names).collect()
}

fn rows(list: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(list).expect("a list can be read");
    reader.deserialize().map(|row| row.expect("a row has all cells")).collect()
}

#[test]
fn french_ids_are_well_formed() {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut count = 0;
    for list in name_lists() {
        for row in rows(&list) {
            for id in [&row["entity_id"], &row["parent_id"]] {
                let is_right = match id.rsplit_once('-') {
                    Some(("FR-COM", code)) => {
                        code.len() == 5
                            && (is_digits(code)
                                || matches!(code.split_at(2), ("2A" | "2B", rest) if is_digits(rest)))
                    }
                    Some(("FR-DEP", code)) => {
                        matches!(code, "2A" | "2B") || ((2..=3).contains(&code.len()) && is_digits(code))
                    }
                    Some(("FR-REG", code)) => (2..=3).contains(&code.len()) && is_digits(code),
                    _ => continue,
                };
                count += 1;
                assert!(is_right, "{}: {id}", list.display());
            }
        }
    }
    assert!(count > 70_000, "{count} ids");
}

#[test]
fn an_id_stands_for_one_thing_in_all_lists() {
    let mut command = Command::cargo_bin("glane").expect("cargo builds the program for its tests");
    let run = command.args(["gazetteer", "check"]).args(name_lists()).assert();
    let out = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    // Lists made by hand may repeat a row of a generated one, to add where it lies.
    let is_fault = |line: &&str| !line.contains(": warning: ") && !line.ends_with(" already; remove one");
    let faults: Vec<&str> = out.lines().filter(is_fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_list_is_told_in_the_readme() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers/README.md");
    let readme = fs::read_to_string(readme).unwrap_or_default();
    if !readme.lines().any(|line| line.starts_with('|')) {
        println!("skipped: gazetteers/README.md has no table");
        return;
    }
    for list in lists() {
        let name = list.file_name().expect("a list has a name").to_string_lossy().into_owned();
        assert!(readme.contains(&name), "{name} is missing in gazetteers/README.md");
    }
}

/// Names and ids of the organisations and places in a text.
fn found(pipeline: &Pipeline, text: &str) -> BTreeSet<(String, String)> {
    let document = pipeline.document(text);
    let mentions = pipeline.extract(&document);
    mentions
        .iter()
        .filter_map(|mention| match &mention.value {
            Value::Place(_, entity) | Value::Organisation(_, entity) => {
                Some((mention.span.of(text).to_owned(), entity.id.to_string()))
            }
            _ => None,
        })
        .collect()
}

fn finds(text: &str, surface: &str, id: &str) {
    let found = found(&Pipeline::french(), text);
    assert!(found.contains(&(surface.to_owned(), id.to_owned())), "{surface} {id} in {text}: {found:?}");
}

#[test]
fn articles_that_prepositions_swallow() {
    finds("Le maire du Mans est venu.", "Mans", "FR-COM-72181");
    finds("Un cargo est arrivé au Havre.", "Havre", "FR-COM-76351");
    finds("Les habitants des Ulis votent.", "Ulis", "FR-COM-91692");
    finds("Il vit au Mans depuis 2012.", "Mans", "FR-COM-72181");
    assert!(Gazetteer::builtin().knows("Mans").is_empty(), "without its article it is no name");
    assert_eq!(Gazetteer::builtin().knows("Le Mans"), [EntityType::Place]);
}

#[test]
fn spellings_of_one_name() {
    let gazetteer = Gazetteer::builtin();
    let spellings = "Saint-Étienne Saint_Étienne Saint\u{a0}Étienne Saint\u{202f}Étienne Saint‑Étienne St-Étienne \
                     SAINT-ÉTIENNE SAINT-ETIENNE Saint-Etienne St_Etienne Ste-Foy-lès-Lyon Sainte-Foy-lès-Lyon \
                     TOULOUSE LABEGE Labège L’Isle-Jourdain L'Isle-Jourdain";
    for spelling in spellings.split([' ', '\n']).filter(|spelling| !spelling.is_empty()) {
        let spelling = spelling.replace('_', " ");
        assert!(gazetteer.knows(&spelling).contains(&EntityType::Place), "{spelling:?}");
    }
    assert!(gazetteer.knows("toulouse").is_empty(), "a name has its capital");
}

const HEADER: &str = "surface,type,kind,name,entity_id,flags\n";

fn with(rows: &str) -> Pipeline {
    let dir: TempDir = tempfile::tempdir().expect("a temporary folder can be made");
    let file = dir.path().join("own.csv");
    fs::write(&file, format!("{HEADER}{rows}\n")).expect("a file can be written");
    Pipeline::french().with_gazetteers(&[file]).expect("the list is sound")
}

fn pair(surface: &str, id: &str) -> (String, String) {
    (surface.to_owned(), id.to_owned())
}

#[test]
fn users_rows_win_over_built_in_ones() {
    let text = "Réunis à Toulouse, ils ont voté.";
    assert!(found(&Pipeline::french(), text).contains(&pair("Toulouse", "FR-COM-31555")));
    let own = with("Toulouse,organisation,company,Toulouse SA,own-1,");
    assert!(found(&own, text).contains(&pair("Toulouse", "own-1")));
    let invented =
        with("Zoblax,organisation,company,Zoblax SA,own-2,\nle zoblax,place,venue,Le Zoblax,own-3,");
    assert!(found(&invented, "Chez Zoblax, on rit.").contains(&pair("Zoblax", "own-2")));
    assert!(found(&invented, "Il dort, le zoblax.").contains(&pair("le zoblax", "own-3")));
}

#[test]
fn a_users_row_can_remove_or_leave_the_decision() {
    let text = "Réunis à Toulouse, ils ont voté.";
    let removed = found(&with("Toulouse,place,,,,remove"), text);
    assert!(!removed.contains(&pair("Toulouse", "FR-COM-31555")), "{removed:?}");
    let certain = with("Sens,place,commune,Sens,FR-COM-89387,");
    let open = with("Sens,place,commune,Sens,FR-COM-89387,ambiguous");
    let common = "Sens et raison vont de pair.";
    assert!(found(&certain, common).contains(&pair("Sens", "FR-COM-89387")));
    assert!(found(&open, common).is_empty(), "{:?}", found(&open, common));
    assert!(found(&open, "Il habite à Sens.").contains(&pair("Sens", "FR-COM-89387")));
}

#[test]
fn faults_in_users_lists_are_named_by_file_and_line() {
    let dir: TempDir = tempfile::tempdir().expect("a temporary folder can be made");
    let cases = [
        ("Zed,place,,,,\nZod,town,,,,\n", "own.csv:3: type `town`"),
        ("Zed,place,,,,shiny\n", "own.csv:2: unknown flag `shiny`"),
        (",place,,,,\n", "own.csv:2: the surface is empty"),
    ];
    for (rows, told) in cases {
        let file = dir.path().join("own.csv");
        fs::write(&file, format!("{HEADER}{rows}")).expect("a file can be written");
        let mut command = Command::cargo_bin("glane").expect("cargo builds the program for its tests");
        command
            .args(["extract", "--gazetteer"])
            .arg(&file)
            .write_stdin("Pau")
            .assert()
            .code(2)
            .stderr(contains(told));
    }
}
