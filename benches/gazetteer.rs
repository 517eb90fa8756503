//! Users' lists of many names: how long they take to load, and what they cost a lookup.
//!
//! Lookup figures are in bytes of text: `cargo bench --bench gazetteer`.

mod corpus;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use std::fmt::Write as _;
use std::path::PathBuf;

const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
const BYTES: usize = 4_000_000;
const SYLLABLES: [&str; 16] = [
    "ba", "cré", "dol", "fi", "gar", "jo", "ka", "lu", "mer", "no", "pra", "qui", "ros", "tin", "vau", "zel",
];

fn main() {
    divan::main();
}

/// The invented name of a number: one to three words, each number its own.
fn name(number: usize) -> String {
    let mut name = String::new();
    for word in 0..1 + number % 3 {
        let mut rest = number >> (word * 4);
        name.push_str(if word > 0 { " " } else { "" });
        let start = name.len();
        while rest > 0 || name.len() == start {
            name.push_str(SYLLABLES[rest % SYLLABLES.len()]);
            rest /= SYLLABLES.len();
        }
        let capital = name[start..=start].to_uppercase();
        name.replace_range(start..=start, &capital);
    }
    name
}

fn list(rows: usize) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("names-{rows}.csv"));
    let mut text = String::from("surface,type,kind,name,entity_id,latitude,longitude,weight\n");
    for number in 0..rows {
        let name = name(number);
        let _ = writeln!(text, "{name},place,city,{name},own-{number},45.25,3.5,{number}");
    }
    std::fs::write(&path, text).expect("the target folder can be written");
    path
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn load(bencher: Bencher<'_, '_>, rows: usize) {
    let list = list(rows);
    bencher
        .counter(ItemsCount::new(rows))
        .bench(|| glane::Pipeline::french().with_gazetteers(&[&list]).expect("the list is sound"));
}

/// Names found in news, whose words are hardly ever those of the list.
#[divan::bench(args = [0, SIZES[0], SIZES[1], SIZES[2]], sample_count = 5, sample_size = 1)]
fn lookup(bencher: Bencher<'_, '_>, rows: usize) {
    let lists: Vec<PathBuf> = (rows > 0).then(|| list(rows)).into_iter().collect();
    let pipeline = glane::Pipeline::french().with_gazetteers(&lists).expect("the list is sound");
    let texts: Vec<String> = corpus::articles(BYTES).into_iter().map(|article| article.text).collect();
    let documents: Vec<_> = texts.iter().map(|text| pipeline.document(text)).collect();
    bencher.counter(BytesCount::new(texts.iter().map(String::len).sum::<usize>())).bench(|| {
        for document in &documents {
            black_box(pipeline.candidates(document, "names"));
        }
    });
}
