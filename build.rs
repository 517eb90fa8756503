//! Compiles the lists under `gazetteers/` into the tables that the library embeds.

#[path = "src/kind.rs"]
#[allow(dead_code, missing_docs, reason = "shared with the library, which uses more of it")]
mod kind;
#[path = "build/lexicon.rs"]
mod lexicon;
#[path = "build/names.rs"]
mod names;
#[path = "src/span.rs"]
#[allow(dead_code, reason = "shared with the library")]
pub mod span;
#[path = "build/weights.rs"]
mod weights;
#[path = "src/text"]
#[allow(dead_code, missing_docs, reason = "shared with the library, which uses more of it")]
mod text {
    pub(crate) mod fold;
    mod rare;
    pub(crate) mod token;
    pub(crate) mod tokenise;
}
#[path = "src/gazetteer"]
#[allow(dead_code, missing_docs, reason = "shared with the library, which uses more of it")]
mod gazetteer {
    pub(crate) use crate::kind;
    pub(crate) use crate::text::{fold, token, tokenise};
    pub(crate) mod compile;
    pub(crate) mod read;
    pub(crate) mod surface;
    pub(crate) mod trie;
}

#[path = "src/resolve"]
#[allow(dead_code, missing_docs, reason = "shared with the library, which uses more of it")]
mod resolve {
    pub(crate) use crate::text::fold;
    pub(crate) mod template;
}

use span::Span;
use std::io::BufRead as _;
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
    let lists = lists(&["gazetteers/fr"], "form,class,value,flags")?;
    write(&out.join("lexicon.rs"), lexicon::compile(Path::new("."), &lists)?.as_bytes())?;
    let lists = self::lists(&["gazetteers/fr", "gazetteers/world"], "surface,type,")?;
    write_names(&out, &lists)?;
    write(&out.join("weights.rs"), weights::compile(Path::new("gazetteers/fr/weights.csv"))?.as_bytes())
}

fn write_names(out: &Path, lists: &[String]) -> Result<(), String> {
    let compiled = names::compile(lists)?;
    let mut source = format!("pub(super) static FILES: &[&str] = &{lists:?};\n");
    for (name, bytes) in [
        ("trie", &compiled.trie),
        ("rows", &compiled.rows),
        ("sources", &compiled.sources),
        ("entities", &compiled.entities),
        ("lower", &compiled.lower),
    ] {
        write(&out.join(format!("names.{name}")), bytes)?;
        let image = name.to_uppercase();
        let line = format!("{image}: &[u8] = &Lines(*include_bytes!(\"names.{name}\")).0;\n");
        source += &format!("pub(super) static {line}");
    }
    write(&out.join("names.strings"), &compiled.strings)?;
    source += "pub(super) static STRINGS: &str = include_str!(\"names.strings\");\n";
    write(&out.join("names.rs"), source.as_bytes())
}

/// The CSV files in `folders` whose header begins with `header`, sorted by name.
fn lists(folders: &[&str], header: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for folder in folders.iter().filter(|folder| Path::new(folder).is_dir()) {
        for entry in fs::read_dir(folder).map_err(|error| format!("{folder}: {error}"))? {
            let path = entry.map_err(|error| format!("{folder}: {error}"))?.path();
            if path.extension().is_some_and(|extension| extension == "csv")
                && first_line(&path)?.starts_with(header)
            {
                found.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn first_line(path: &Path) -> Result<String, String> {
    let file = fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut line = String::new();
    std::io::BufReader::new(file)
        .read_line(&mut line)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(line)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
