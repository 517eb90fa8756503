//! The library as its users see it.

use glane::{Article, DumpOptions, Pipeline};

const fn shared<T: Send + Sync>() {}

#[test]
fn a_pipeline_is_shared_by_threads() {
    shared::<Pipeline>();
    shared::<glane::Mention<'static>>();
    shared::<glane::Error>();
    let pipeline = Pipeline::french();
    let text = "Réunis à Nice le 12 mars 2024.";
    let count = || pipeline.extract(&pipeline.document(text)).len();
    let here = count();
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..4).map(|_| scope.spawn(count)).collect();
        for other in others {
            assert_eq!(other.join().expect("the thread ends"), here);
        }
    });
}

const DUMP: &str = include_str!("../fixtures/dump-vie-locale.txt");

#[test]
fn segments_tile_the_dump() {
    let pipeline = Pipeline::french();
    let segments = pipeline.segment_dump(DUMP, &DumpOptions::default());
    let mut end = 0;
    for segment in &segments {
        assert!(DUMP[end..segment.span.start()].trim().is_empty());
        end = segment.span.end();
        for (_, part) in &segment.marked {
            assert!(segment.span.contains(*part));
        }
        assert!(segment.title.is_none_or(|title| segment.span.contains(title)));
    }
    assert!(DUMP[end..].trim().is_empty());
}

#[test]
fn articles_hold_their_slice_of_the_dump() {
    let articles: Vec<Article> = Pipeline::french().segment(DUMP);
    let mut rest = DUMP;
    for article in &articles {
        let at = rest.find(&article.text).expect("the text stands in the dump, after the one before");
        rest = &rest[at + article.text.len()..];
    }
}

#[test]
fn errors_say_what_they_are() {
    let error = Pipeline::french().with_gazetteers(&["no-such-list.csv"]).expect_err("there is no such list");
    assert!(error.is_io() && !error.is_data() && !error.is_usage());
    assert!(error.to_string().contains("no-such-list.csv"));
}
