//! `glane explain`.

use super::args::ExplainArgs;
use super::{Stop, exit, print};
use crate::batch::TextFile;
use crate::output::{Fields, Scratch, TypeSet};
use crate::{EntityType, Error, Evidence, Explanation, Mention, Rejected, Span};
use std::fmt::Write as _;
use std::io::Read;
use std::ops::Range;

/// Runs the command and returns its exit code.
pub(super) fn run(args: &ExplainArgs) -> Result<u8, Stop> {
    let (name, offset) = parted(&args.input);
    let bytes = read(name)?;
    let pipeline = args.pipeline.pipeline()?;
    let file = TextFile::read(&pipeline, name, &bytes, &args.pipeline.dump())
        .map_err(|reason| Error::data(format!("{name}: {reason}")))?;
    let mut page = Page { out: String::new(), types: args.shown(), offset };
    for article in &file.articles {
        let text = article.segment.span.of(&file.text);
        let document = pipeline.document(text).with_date(article.segment.date);
        let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
        let sheet = Sheet { text, starts, first: article.chars[0] };
        for place in pipeline.explain(&document) {
            page.place(&sheet, &place);
        }
    }
    if page.out.is_empty() {
        page.out.push_str("no mention here\n");
    }
    print(page.out.as_bytes())?;
    Ok(exit::DONE)
}

/// `dump.txt:120` → the file and the offset; a file of that very name wins.
fn parted(input: &str) -> (&str, Option<usize>) {
    let parts = input.rsplit_once(':').and_then(|(name, offset)| Some((name, offset.parse().ok()?)));
    match parts {
        Some((name, offset)) if !std::path::Path::new(input).exists() => (name, Some(offset)),
        _ => (input, None),
    }
}

fn read(name: &str) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = match name {
        "-" => std::io::stdin().lock().read_to_end(&mut bytes).map(drop),
        _ => std::fs::read(name).map(|read| bytes = read),
    };
    read.map_err(|error| Error::io(format!("{name}: {error}; check that it can be read")))?;
    Ok(bytes)
}

/// One article: its text, where its characters start in bytes, and its first code point in the file.
struct Sheet<'t> {
    text: &'t str,
    starts: Vec<usize>,
    first: usize,
}

impl Sheet<'_> {
    /// The code points of the file that a span covers.
    fn chars(&self, span: Span) -> Range<usize> {
        let at = |byte: usize| self.first + self.starts.partition_point(|&start| start < byte);
        at(span.start())..at(span.end())
    }

    fn title(&self, span: Span) -> String {
        let Range { start, end } = self.chars(span);
        format!("{start}..{end} {:?}", span.of(self.text))
    }
}

/// What is printed, and what of it was asked for.
struct Page {
    out: String,
    types: TypeSet,
    offset: Option<usize>,
}

impl Page {
    fn asks(&self, sheet: &Sheet<'_>, span: Span) -> bool {
        self.offset.is_none_or(|offset| sheet.chars(span).contains(&offset))
    }

    fn shows(&self, rejected: &Rejected) -> bool {
        match rejected.entity_type {
            Some(entity_type) => self.types.has(entity_type),
            None => NAMES.into_iter().any(|entity_type| self.types.has(entity_type)),
        }
    }

    fn place(&mut self, sheet: &Sheet<'_>, place: &Explanation<'_>) {
        let mention = place.mention.as_ref().filter(|mention| self.types.has(mention.entity_type()));
        let rejected: Vec<&Rejected> = place
            .rejected
            .iter()
            .filter(|rejected| self.shows(rejected) && self.asks(sheet, rejected.span))
            .collect();
        match mention.filter(|mention| self.asks(sheet, mention.span)) {
            Some(mention) => self.mention(sheet, place, mention),
            None if rejected.is_empty() => return,
            None => {
                let _ = writeln!(self.out, "{} no mention", sheet.title(place.span));
            }
        }
        for rejected in rejected {
            self.rejected(sheet, rejected);
        }
    }

    fn mention(&mut self, sheet: &Sheet<'_>, place: &Explanation<'_>, mention: &Mention<'_>) {
        let title = sheet.title(mention.span);
        let _ = writeln!(
            self.out,
            "{}",
            [&title, mention.entity_type().as_str(), mention.kind()].join(" ").trim_end()
        );
        let mut scratch = Scratch::default();
        let fields = Fields::of(mention, &mut scratch);
        self.line("name", fields.name);
        self.line("entity_id", fields.entity_id);
        self.line("value", fields.value);
        self.line("value_end", fields.value_end);
        self.line("unit", fields.unit);
        self.line("modifier", fields.modifier);
        self.line("rule", mention.rule.0);
        if let Some((list, row)) = mention.source {
            self.line("list", &format!("{list}:{row}"));
        }
        self.line("confidence", &format!("{:.2}", mention.confidence));
        if let Some(entry) = place.runner_up {
            let (list, row) = entry.source();
            self.line("runner-up", &format!("{} {} {list}:{row}", entry.name(), entry.id()));
        }
        if let Some(evidence) = &place.evidence {
            self.line("scores", &scores(evidence.scores));
            self.features(evidence);
        }
    }

    fn features(&mut self, evidence: &Evidence) {
        let article = evidence.article.iter().any(|score| score.abs() >= 0.005);
        let article = article.then(|| ("(rest of the article)".to_owned(), evidence.article));
        for (feature, weights) in article.iter().chain(&evidence.features) {
            let _ = writeln!(self.out, "    {} {feature}", scores(*weights));
        }
    }

    fn rejected(&mut self, sheet: &Sheet<'_>, rejected: &Rejected) {
        let title = sheet.title(rejected.span);
        self.line("rejected", &format!("{title} {}: {}", rejected.rule, rejected.reason));
        if let Some(evidence) = &rejected.evidence {
            self.line("", &scores(evidence.scores));
            if self.offset.is_some() {
                self.features(evidence);
            }
        }
    }

    fn line(&mut self, what: &str, value: &str) {
        if !value.is_empty() {
            let _ = writeln!(self.out, "  {what:<12}{value}");
        }
    }
}

/// The types that the model tells apart, in its order.
const NAMES: [EntityType; 3] = [EntityType::Organisation, EntityType::Place, EntityType::Person];

fn scores(scores: [f32; 3]) -> String {
    let parts: Vec<String> =
        NAMES.iter().zip(scores).map(|(name, score)| format!("{name} {score:+6.2}")).collect();
    parts.join("  ")
}
