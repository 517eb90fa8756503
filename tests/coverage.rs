//! How many of the names in a news corpus the built-in lists know.

use glane::{EntityType, Gazetteer, Pipeline, Span};
use std::collections::BTreeMap;
use std::path::Path;

/// Mentions of one type: all, those known under that type, and the unknown surfaces with their counts.
#[derive(Default)]
struct Share {
    all: usize,
    known: usize,
    unknown: BTreeMap<String, usize>,
}

impl Share {
    fn of(gazetteer: &Gazetteer, gold: &str, entity_type: EntityType) -> Self {
        let mut share = Self::default();
        let pipeline = Pipeline::french();
        for line in gold.lines() {
            let line: serde_json::Value = serde_json::from_str(line).expect("a line of the gold is JSON");
            let text = line["text"].as_str().expect("a line has a text");
            let doc = pipeline.document(text);
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let byte =
                |offset: &serde_json::Value| starts[offset.as_u64().expect("an offset") as usize] as u32;
            for entity in line["entities"].as_array().into_iter().flatten() {
                if entity["type"] != entity_type.as_str() {
                    continue;
                }
                let surface = entity["surface"].as_str().expect("a mention has a surface");
                share.all += 1;
                let span = Span::new(byte(&entity["start"]), byte(&entity["end"]));
                if gazetteer.types_at(&doc, span).contains(&entity_type) {
                    share.known += 1;
                } else {
                    *share.unknown.entry(surface.to_owned()).or_default() += 1;
                }
            }
        }
        share
    }

    fn ratio(&self) -> f64 {
        self.known as f64 / self.all.max(1) as f64
    }

    /// The most frequent unknown surfaces.
    fn missed(&self) -> Vec<(usize, &str)> {
        let mut missed: Vec<(usize, &str)> =
            self.unknown.iter().map(|(surface, &count)| (count, surface.as_str())).collect();
        missed.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        missed.truncate(60);
        missed
    }
}

#[test]
fn the_lists_know_most_names_of_the_news() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold/wikinews-fr.jsonl");
    let Ok(gold) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is absent", path.display());
        return;
    };
    let gazetteer = Gazetteer::builtin();
    let shares = [(EntityType::Place, 0.90), (EntityType::Organisation, 0.65)]
        .map(|(entity_type, least)| (entity_type, least, Share::of(&gazetteer, &gold, entity_type)));
    for (entity_type, _, share) in &shares {
        println!("{entity_type}: {} of {} known, {:.1} %", share.known, share.all, 100.0 * share.ratio());
        println!("  unknown: {:?}", share.missed());
    }
    for (entity_type, least, share) in &shares {
        assert!(share.ratio() >= *least, "{entity_type}: {:.3} known, {least} wanted", share.ratio());
    }
}
