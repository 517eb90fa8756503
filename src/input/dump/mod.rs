//! A text dump → its articles, each with its date.

mod calendar;
mod heading;
mod lines;
mod names;
mod parts;
mod split;

use crate::lang::Lexicon;
use crate::{Date, Pipeline, Span};
use lines::Lines;
use split::Start;

/// What is known of a dump from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DumpOptions {
    /// The date of every article that has none of its own in full.
    pub date: Option<Date>,
    /// No article is younger than this.
    pub newest_date: Option<Date>,
    /// No article is older than this.
    pub oldest_date: Option<Date>,
}

/// What a document's date rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DateBasis {
    /// The record says it.
    Record,
    /// A full date at the head of the article.
    Dateline,
    /// A weekday that fits only some years.
    Weekday,
    /// Explicit years in the article.
    YearInText,
    /// The dates of the articles around it.
    Order,
    /// An option of the caller.
    Option,
    /// There is no date.
    #[default]
    None,
}

impl DateBasis {
    /// The word used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Dateline => "dateline",
            Self::Weekday => "weekday",
            Self::YearInText => "year-in-text",
            Self::Order => "order",
            Self::Option => "option",
            Self::None => "none",
        }
    }
}

/// A part of an article that is no running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The line with the date.
    Heading,
    /// The title.
    Title,
    /// A photo credit.
    Credit,
    /// Who wrote it.
    Byline,
}

/// One article of a dump.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segment {
    /// Where its text stands: bytes of the dump.
    pub span: Span,
    /// Where its title stands: bytes of the dump.
    pub title: Option<Span>,
    /// Its date, where one is known.
    pub date: Option<Date>,
    /// What the date rests on.
    pub basis: DateBasis,
    /// How sure the date is, 0 to 1; 0 without a date.
    pub confidence: f32,
    /// Dates that fit, the best first; empty where only one does.
    pub candidates: Vec<Date>,
    /// Its parts that are no running text: bytes of the dump.
    pub marked: Vec<(Part, Span)>,
}

impl Pipeline {
    /// The articles of a text dump, in its order; they tile it but for blank lines.
    #[must_use]
    pub fn segment_dump(&self, dump: &str, options: &DumpOptions) -> Vec<Segment> {
        let lexicon = Lexicon::french();
        // Spans are 32 bits wide.
        let dump = &dump[..dump.floor_char_boundary(u32::MAX as usize)];
        let lines = Lines::read(dump, lexicon);
        let starts = split::starts(&lines);
        let ends = starts.iter().skip(1).map(|start| start.line).chain([lines.all.len()]);
        let mut segments = Vec::with_capacity(starts.len());
        for (&start, end) in starts.iter().zip(ends) {
            segments.extend(segment(dump, &lines, lexicon, start, end));
        }
        for segment in &mut segments {
            segment.date = segment.date.or(options.date);
        }
        segments
    }
}

/// The article on lines `start.line..end`, not yet dated.
fn segment(dump: &str, lines: &Lines, lexicon: Lexicon, start: Start, end: usize) -> Option<Segment> {
    let first = lines.all.get(start.line)?.span;
    let last = lines.all.get(end.checked_sub(1)?)?.span;
    let marked = parts::mark(dump, lines, lexicon, start, end);
    let title = marked.iter().find(|(part, _)| *part == Part::Title).map(|(_, span)| *span);
    Some(Segment { span: first.to(last), title, marked, ..Segment::default() })
}
