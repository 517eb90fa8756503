//! The committed lists are what the builder writes.
//!
//! The packages are not part of the repository. The test uses those that an earlier run left under
//! `target/gazetteer-packages`, or in the folder that `GLANE_GAZETTEER_PACKAGES` names; without any it says so and passes.

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn the_committed_lists_are_what_the_builder_writes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let given = std::env::var_os("GLANE_GAZETTEER_PACKAGES").map(PathBuf::from);
    let packages = given.unwrap_or_else(|| root.join("target/gazetteer-packages"));
    if !packages.is_dir() {
        println!("skipped: {} is absent", packages.display());
        return;
    }
    let output = Command::new(env!("CARGO_BIN_EXE_glane-gazetteer-builder"))
        .arg("--out")
        .arg(root.join("gazetteers"))
        .arg("--cache")
        .arg(&packages)
        .arg("--check")
        .output()
        .expect("the builder runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
