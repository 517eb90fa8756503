//! The whole way, records to tables, and the finders of patterns alone.
//!
//! Figures are in bytes of text: `cargo bench --bench whole`.

mod corpus;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::path::PathBuf;
use std::sync::OnceLock;

const BYTES: usize = 30_000_000;

fn main() {
    divan::main();
}

struct Prepared {
    file: PathBuf,
    texts: Vec<String>,
    length: usize,
}

fn prepared() -> &'static Prepared {
    static PREPARED: OnceLock<Prepared> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let file = folder.join("news.jsonl");
        let articles = corpus::articles(BYTES);
        std::fs::write(&file, corpus::json_lines(&articles)).expect("the target folder can be written");
        let texts: Vec<String> = articles.into_iter().map(|article| article.text).collect();
        let length = texts.iter().map(String::len).sum();
        Prepared { file, texts, length }
    })
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn records_to_tables(bencher: Bencher<'_, '_>, threads: usize) {
    let Prepared { file, length, .. } = prepared();
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tables");
    bencher.counter(BytesCount::new(*length)).bench(|| {
        let file = file.to_str().expect("the target folder has a plain name");
        let out = out.to_str().expect("the target folder has a plain name");
        glane::cli::run(["glane", "extract", file, "-o", out, "--threads", &threads.to_string()])
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn tokens(bencher: Bencher<'_, '_>) {
    let pipeline = glane::Pipeline::french();
    bencher
        .counter(BytesCount::new(prepared().length))
        .bench(|| prepared().texts.iter().map(|text| pipeline.document(text).tokens().len()).sum::<usize>());
}

#[divan::bench(args = ["dates", "amounts", "names"], sample_count = 5, sample_size = 1)]
fn finder(bencher: Bencher<'_, '_>, finder: &str) {
    let pipeline = glane::Pipeline::french();
    let documents: Vec<_> = prepared().texts.iter().map(|text| pipeline.document(text)).collect();
    bencher.counter(BytesCount::new(prepared().length)).bench(|| {
        for document in &documents {
            black_box(pipeline.candidates(document, finder));
        }
    });
}
