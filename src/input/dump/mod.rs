//! A text dump → its articles, each with its date.

mod calendar;
mod evidence;
mod heading;
mod lines;
mod names;
mod parts;
mod split;

use crate::lang::Lexicon;
use crate::resolve::dateline::{self, Bounds, Dated, Evidence};
use crate::{Date, Pipeline, Span};
use lines::Lines;
use rayon::prelude::*;
use split::Start;

/// What is known of a dump from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DumpOptions {
    /// The date of every article that says none of its own; the year of one that says its day is near it.
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
        let dump = lines::cut(dump, u32::MAX as usize);
        let lines = Lines::read(dump, lexicon);
        let starts = split::starts(&lines);
        let ends = starts.iter().skip(1).map(|start| start.line).chain([lines.all.len()]);
        let articles: Vec<(Start, usize)> = starts.iter().copied().zip(ends).collect();
        let (mut segments, evidence): (Vec<Segment>, Vec<Evidence>) = articles
            .par_iter()
            .filter_map(|&(start, end)| {
                let segment = segment(dump, &lines, lexicon, start, end)?;
                let heading = parts::dated(&lines, start, end);
                let evidence = evidence::read(segment.span.of(dump), heading, lexicon);
                Some((segment, evidence))
            })
            .unzip();
        let bounds = Bounds { newest: options.newest_date, oldest: options.oldest_date, near: options.date };
        for (segment, dated) in segments.iter_mut().zip(dateline::solve(&evidence, bounds)) {
            date(segment, dated, options);
        }
        segments
    }
}

/// Gives a segment its date; the option's where the article has none.
fn date(segment: &mut Segment, dated: Dated, options: &DumpOptions) {
    if let (None, true, Some(date)) = (dated.date, dated.candidates.is_empty(), options.date) {
        (segment.date, segment.basis, segment.confidence) = (Some(date), DateBasis::Option, 1.0);
        return;
    }
    segment.date = dated.date;
    segment.basis = dated.basis;
    segment.confidence = dated.confidence;
    segment.candidates = dated.candidates;
}

/// The article on lines `start.line..end`, not yet dated.
fn segment(dump: &str, lines: &Lines, lexicon: Lexicon, start: Start, end: usize) -> Option<Segment> {
    let first = lines.all.get(start.line)?.span;
    let last = lines.all.get(end.checked_sub(1)?)?.span;
    let marked = parts::mark(dump, lines, lexicon, start, end);
    let title = marked.iter().find(|(part, _)| *part == Part::Title).map(|(_, span)| *span);
    Some(Segment { span: first.to(last), title, marked, ..Segment::default() })
}
