//! A text dump → its articles, each with its date.

use crate::{Date, Pipeline, Span};

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
        let start = dump.len() - dump.trim_start().len();
        let end = start + dump.trim().len();
        if start == end {
            return Vec::new();
        }
        let span = Span::new(start as u32, end as u32);
        let basis = if options.date.is_some() { DateBasis::Option } else { DateBasis::None };
        vec![Segment {
            span,
            date: options.date,
            basis,
            confidence: f32::from(u8::from(options.date.is_some())),
            ..Segment::default()
        }]
    }
}
