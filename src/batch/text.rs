//! A text file: its articles and where they stand.

use crate::input::{DumpOptions, Segment, decode};
use crate::output::char_count;
use crate::{Pipeline, Span};

/// A text file, decoded and parted into articles.
#[derive(Debug)]
pub(crate) struct TextFile {
    /// The path as given.
    pub(crate) name: String,
    /// The whole text.
    pub(crate) text: String,
    /// How it was decoded, where that is worth a word.
    pub(crate) note: String,
    /// Its articles, in order.
    pub(crate) articles: Vec<Placed>,
}

/// An article of a text file.
#[derive(Debug)]
pub(crate) struct Placed {
    /// Its number from 1; `None` where it is the whole file.
    pub(crate) number: Option<usize>,
    /// Where it stands in the file, in bytes, and what is known of it.
    pub(crate) segment: Segment,
    /// Where it stands in the file, in code points.
    pub(crate) chars: [usize; 2],
}

impl TextFile {
    /// Reads a file's bytes; `Err` says why they are no text.
    pub(crate) fn read(
        pipeline: &Pipeline,
        name: &str,
        bytes: &[u8],
        options: &DumpOptions,
    ) -> Result<Self, String> {
        if bytes.is_empty() {
            return Err("the file is empty; give one that holds text".into());
        }
        if u32::try_from(bytes.len()).is_err() {
            return Err("larger than 4 GiB; split it or write it as .jsonl".into());
        }
        let decoded = decode(bytes)?;
        let text = decoded.text.into_owned();
        if u32::try_from(text.len()).is_err() {
            return Err("larger than 4 GiB; split it or write it as .jsonl".into());
        }
        let segments = pipeline.segment_dump(&text, options);
        if segments.is_empty() {
            return Err("the file holds only blank space; give one that holds text".into());
        }
        Ok(Self { name: name.to_owned(), articles: placed(&text, segments), text, note: decoded.note })
    }
}

/// A lone article is the whole file, so that offsets into it are offsets into the file.
fn placed(text: &str, mut segments: Vec<Segment>) -> Vec<Placed> {
    if let [segment] = segments.as_mut_slice() {
        segment.span = Span::new(0, text.len() as u32);
    }
    let many = segments.len() > 1;
    let (mut byte, mut chars) = (0, 0);
    let mut count_to = |to: usize| {
        chars += char_count(text.as_bytes().get(byte..to).unwrap_or_default());
        byte = to;
        chars
    };
    let mut articles = Vec::with_capacity(segments.len());
    for (index, segment) in segments.into_iter().enumerate() {
        let chars = [count_to(segment.span.start()), count_to(segment.span.end())];
        articles.push(Placed { number: many.then_some(index + 1), segment, chars });
    }
    articles
}
