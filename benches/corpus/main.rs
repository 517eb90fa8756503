//! Writes the bench corpus: `cargo run --release --example corpus -- 30 DIR`.

#[path = "mod.rs"]
mod corpus;

use std::path::Path;
use std::{env, fs, io, process};

fn main() {
    let mut args = env::args().skip(1);
    let megabytes = args.next().and_then(|megabytes| megabytes.parse::<usize>().ok());
    let (Some(megabytes), Some(folder)) = (megabytes, args.next()) else {
        eprintln!("usage: corpus MEGABYTES DIR (writes news.jsonl, news.txt and news/ into DIR)");
        process::exit(1);
    };
    if let Err(error) = write(megabytes * 1_000_000, Path::new(&folder)) {
        eprintln!("error: {folder}: {error}");
        process::exit(2);
    }
}

fn write(bytes: usize, folder: &Path) -> io::Result<()> {
    let articles = corpus::articles(bytes);
    fs::create_dir_all(folder)?;
    fs::write(folder.join("news.jsonl"), corpus::json_lines(&articles))?;
    fs::write(folder.join("news.txt"), corpus::dump(&articles))?;
    corpus::folder(&articles, &folder.join("news"))
}
