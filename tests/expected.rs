//! The tables of the dump of the README, byte for byte. Compares; never writes into `fixtures/`.

use std::fs;
use std::path::Path;

#[test]
fn the_dump_gives_the_expected_tables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = tempfile::tempdir().expect("a temporary folder can be made");
    assert_cmd::Command::cargo_bin("glane")
        .expect("cargo builds the program for its tests")
        .current_dir(root)
        .args(["extract", "fixtures/dump-vie-locale.txt", "-o"])
        .arg(out.path())
        .assert()
        .success();
    for table in ["mentions.csv", "documents.csv", "entities.csv"] {
        let expected = root.join("fixtures/expected").join(table);
        let expected = fs::read_to_string(&expected).expect("the expected table is there");
        let found = fs::read_to_string(out.path().join(table)).expect("the table is written");
        for (number, (expected, found)) in expected.lines().zip(found.lines()).enumerate() {
            assert_eq!(found, expected, "{table}:{}", number + 1);
        }
        assert_eq!(found.len(), expected.len(), "{table}: rows at the end differ");
    }
}
