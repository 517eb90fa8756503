//! The parts of an article that are no running text: heading, title, credits, byline.

use super::heading::{Heading, Tail};
use super::lines::{Lines, Role};
use super::split::Start;
use super::{Part, names};
use crate::Span;
use crate::lang::Lexicon;

/// The title stands within so many lines of the head.
const HEAD_LINES: usize = 8;

/// The parts of the article on lines `start.line..end`, sorted by place.
pub(super) fn mark(
    dump: &str,
    lines: &Lines,
    lexicon: Lexicon,
    start: Start,
    end: usize,
) -> Vec<(Part, Span)> {
    let mut marked = Vec::new();
    let title = title(dump, lines, start, end);
    for line in start.line..end {
        let span = lines.all[line].span;
        match lines.all[line].role {
            Role::Date(_) if start.heading == Some(line) => {
                let head = match lines.heading(line).map(|heading| heading.tail) {
                    Some(Tail::Title(rest) | Tail::Story(rest)) => head_of(dump, span, rest),
                    _ => span,
                };
                marked.push((Part::Heading, head));
            }
            Role::Credit(at) => marked.push((Part::Credit, Span::new(at, span.end() as u32))),
            Role::Key { author: true, .. } => marked.push((Part::Byline, span)),
            Role::Byline if is_edge(lines, start, line, end) => marked.push((Part::Byline, span)),
            _ => {}
        }
    }
    if let Some(title) = title {
        marked.push((Part::Title, title));
    }
    if !marked.iter().any(|(part, _)| *part == Part::Byline)
        && let Some(line) = (start.line..end).rev().find(|&line| lines.all[line].role == Role::Text)
    {
        let span = lines.all[line].span;
        let name = names::glued(span.of(dump), lexicon)
            .map(|at| Span::new((span.start() + at) as u32, span.end() as u32));
        marked.extend(name.map(|name| (Part::Byline, name)));
    }
    marked.sort_by_key(|(_, span)| *span);
    marked
}

/// The date of an article: among the dates of its head the first that is no mere update.
pub(super) fn dated(lines: &Lines, start: Start, end: usize) -> Option<&Heading> {
    let first = lines.heading(start.heading?)?;
    if !first.updated {
        return Some(first);
    }
    let head = start.line..end.min(start.line + HEAD_LINES);
    let told = |&line: &usize| lines.all.get(line).is_none_or(|line| line.role == Role::Text);
    head.take_while(|line| !told(line))
        .filter_map(|line| lines.heading(line))
        .find(|heading| !heading.updated && heading.seen.year.is_some())
        .or(Some(first))
}

/// The heading without the title or text that stands beside its date.
fn head_of(dump: &str, line: Span, rest: Span) -> Span {
    if rest.start() == line.start() {
        let date = Span::new(rest.end() as u32, line.end() as u32);
        let kept = date.of(dump).trim_start_matches(|c: char| c.is_whitespace() || "-–—|:•·/([".contains(c));
        return Span::new((line.end() - kept.len()) as u32, line.end() as u32);
    }
    let head = Span::new(line.start() as u32, rest.start() as u32);
    let kept = head.of(dump).trim_end_matches(|c: char| c.is_whitespace() || "-–—|:•·/".contains(c));
    Span::new(line.start() as u32, (line.start() + kept.len()) as u32)
}

/// The title: in the header, on the heading's line or the first short line around it.
pub(super) fn title(dump: &str, lines: &Lines, start: Start, end: usize) -> Option<Span> {
    let head = start.line..end.min(start.line + HEAD_LINES);
    for line in head.clone() {
        if let Role::Key { title: Some(title), .. } = lines.all[line].role {
            return Some(title);
        }
    }
    let inline = start.heading.and_then(|line| lines.heading(line)).map(|heading| heading.tail);
    if let Some(Tail::Title(title)) = inline {
        return Some(title);
    }
    let bare = |span: Span| {
        let text = span.of(dump);
        let ornament = |c: char| c.is_whitespace() || matches!(c, '#' | '*');
        let kept = text.trim_start_matches(ornament);
        let start = span.end() - kept.len();
        let kept = kept.trim_end_matches(ornament);
        (!kept.is_empty()).then(|| Span::new(start as u32, (start + kept.len()) as u32))
    };
    for line in head {
        match lines.all[line].role {
            Role::Short if line + 1 < end => return bare(lines.all[line].span),
            Role::Date(_) if matches!(inline, Some(Tail::Story(_))) => return None,
            Role::Text | Role::Short => return None,
            _ => {}
        }
    }
    None
}

/// Whether a name stands where authors are named: in the head, or after the last text.
fn is_edge(lines: &Lines, start: Start, line: usize, end: usize) -> bool {
    let is_text = |&i: &usize| lines.all[i].role == Role::Text;
    let head = line < start.line + HEAD_LINES && !(start.line..line).any(|i| is_text(&i));
    head || !(line..end.min(line + HEAD_LINES)).any(|i| is_text(&i)) && line + HEAD_LINES >= end
}
