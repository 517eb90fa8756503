//! `glane explain`.

use super::args::ExplainArgs;
use super::{Stop, exit, print};
use crate::batch::TextFile;
use crate::output::{Fields, Rows, char_count};
use crate::{Error, Mention};
use std::fmt::Write as _;
use std::io::Read;

/// Runs the command and returns its exit code.
pub(super) fn run(args: &ExplainArgs) -> Result<u8, Stop> {
    let (name, offset) = parted(&args.input);
    let bytes = read(name)?;
    let pipeline = args.pipeline.pipeline()?;
    let file = TextFile::read(&pipeline, name, &bytes, &args.pipeline.dump())
        .map_err(|reason| Error::data(format!("{name}: {reason}")))?;
    let mut out = String::new();
    for article in &file.articles {
        let text = article.segment.span.of(&file.text);
        let document = pipeline.document(text).with_date(article.segment.date);
        let mut rows = Rows::new("", text, Default::default());
        for mention in pipeline.extract(&document) {
            let start = article.chars[0] + rows.chars_to(mention.span.start());
            let end = start + char_count(mention.span.of(text).as_bytes());
            let asked = offset.is_none_or(|offset| (start..end).contains(&offset));
            if asked && args.pipeline.types().has(mention.entity_type()) {
                explain(&mut out, &mention, mention.span.of(text), [start, end]);
            }
        }
    }
    if out.is_empty() {
        out.push_str("no mention here\n");
    }
    print(out.as_bytes())?;
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

fn explain(out: &mut String, mention: &Mention<'_>, surface: &str, [start, end]: [usize; 2]) {
    let fields = Fields::of(mention);
    let _ = writeln!(out, "{start}..{end} {surface:?} {} {}", mention.entity_type(), mention.kind());
    let mut line = |what: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {what:<12}{value}");
        }
    };
    line("name", &fields.name);
    line("entity_id", fields.entity_id);
    line("value", &fields.value);
    line("value_end", &fields.value_end);
    line("unit", fields.unit);
    line("modifier", fields.modifier);
    line("rule", mention.rule.0);
    if let Some((list, row)) = mention.source {
        line("list", &format!("{list}:{row}"));
    }
    line("confidence", &format!("{:.2}", mention.confidence));
}
