//! Compiles the lists under `gazetteers/` into the tables that the library embeds.

#[path = "build/lexicon.rs"]
mod lexicon;
#[path = "src/span.rs"]
#[allow(dead_code, reason = "shared with the library")]
pub mod span;
#[path = "src/text"]
#[allow(dead_code, missing_docs, reason = "shared with the library, which uses more of it")]
mod text {
    pub(crate) mod fold;
    pub(crate) mod token;
}
#[path = "src/gazetteer"]
#[allow(dead_code, missing_docs, reason = "shared with the library, which uses more of it")]
mod gazetteer {
    pub(crate) use crate::text::{fold, token};
    pub(crate) mod surface;
    pub(crate) mod trie;
}

use span::Span;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn main() {
    if let Err(message) = run() {
        eprintln!("error: {message}");
        process::exit(1);
    }
}

fn run() -> Result<(), String> {
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?);
    println!("cargo::rerun-if-changed=gazetteers");
    println!("cargo::rerun-if-changed=build");
    let lists = lists("gazetteers/fr", "form,class,value,flags")?;
    write(&out.join("lexicon.rs"), lexicon::compile(Path::new("."), &lists)?.as_bytes())
}

/// The CSV files in `folder` whose header is `header`, sorted by name.
fn lists(folder: &str, header: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{folder}: {error}"))? {
        let path = entry.map_err(|error| format!("{folder}: {error}"))?.path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            if text.lines().next() == Some(header) {
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
