//! Heading lines: the narrow grammar of the line that bears an article's date.

use super::calendar::{self, Form, Seen};
use super::names;
use crate::lang::{Class, Lexicon};
use crate::text::Gap;
use crate::{Document, Span};

/// What stands before the date of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// Nothing, or `le`.
    Bare,
    /// `Publié le`, `Mis à jour le`.
    Cue,
    /// `date:`.
    Key,
    /// A place, an agency or an author.
    Name,
}

/// What follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing that tells a story: the end, an hour, an author.
    None,
    /// A title.
    Title(Span),
    /// The first words of the text.
    Story(Span),
}

/// A line that can head an article. Spans are bytes of the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Heading {
    pub(super) lead: Lead,
    pub(super) seen: Seen,
    pub(super) tail: Tail,
    /// Whether the date is that of a later change.
    pub(super) updated: bool,
    /// Whether an hour stands beside the date.
    pub(super) timed: bool,
}

impl Heading {
    /// Whether two headings are written alike; beside a weekday the year may be left out.
    pub(super) fn like(&self, other: &Self) -> bool {
        let weekdays = [self, other].map(|heading| heading.seen.weekday.is_some());
        self.lead == other.lead
            && self.seen.form == other.seen.form
            && (self.seen.year.is_some() == other.seen.year.is_some() || weekdays == [true, true])
            && weekdays[0] == weekdays[1]
            && std::mem::discriminant(&self.tail) == std::mem::discriminant(&other.tail)
    }

    /// Whether such a line is rare inside an article.
    pub(super) fn is_strong(&self) -> bool {
        self.lead == Lead::Key
            || self.lead == Lead::Cue
            || (self.seen.year.is_some() && (self.lead == Lead::Name || self.seen.form == Form::Iso))
    }
}

/// A title that bears its date is no longer than this, in bytes.
const LONGEST_TITLE: usize = 160;

/// Reads a line as a heading.
///
/// Every form of head, with `heading.*` as what it rests on:
// heading.bare    yes: « 11 Mai », « LUNDI 4 OCTOBRE 2021 », « 2021-10-04 »   no: « 11 Mai au soir »
// heading.cue     yes: « Publié le 14/08/2019 à 10h32 »                       no: « Publié par Gallimard le mois dernier »
// heading.key     yes: « date: 2022-06-01 »                                   no: « date limite : 1er juin »
// heading.trailing yes: « La halle rouvre – 4 octobre 2021 »                  no: « La halle rouvre le 4 octobre 2021 »
// heading.name    yes: « Toulouse, le 3 mars 2021 – Titre », « (AFP) - 12 sept. 2018 »   no: « Réunis à Nice le 12 mars 2021 »
pub(super) fn read(doc: &Document<'_>, lexicon: Lexicon) -> Option<Heading> {
    leading(doc, lexicon).or_else(|| trailing(doc, lexicon))
}

/// A title that ends with its date: after a dash, or in brackets.
fn trailing(doc: &Document<'_>, lexicon: Lexicon) -> Option<Heading> {
    let tokens = doc.tokens();
    let bracket = matches!(doc.token_text(tokens.len().checked_sub(1)?), ")" | "]");
    let end = tokens.len() - usize::from(bracket);
    let figure = tokens.get(end.checked_sub(1)?).is_some_and(|token| token.is_number());
    if !figure || doc.text().len() > LONGEST_TITLE {
        return None;
    }
    // the longest date that ends there
    for first in end.saturating_sub(8).max(3)..end {
        let Some(seen) = calendar::read(doc, lexicon, first).filter(|seen| seen.end == end) else { continue };
        let mark = skip_link_back(doc, lexicon, first).checked_sub(1)?;
        let opened = if bracket { matches!(doc.token_text(mark), "(" | "[") } else { is_closer(doc, mark) };
        let spaced = doc.gap(mark) > Gap::None && (bracket || !doc.is_mark(mark, ":"));
        let title = tokens[0].span.to(tokens.get(mark.checked_sub(1)?)?.span);
        let tail = Tail::Title(title);
        let found = Heading { lead: Lead::Name, seen, tail, updated: false, timed: false };
        return (opened && spaced && seen.year.is_some()).then_some(found);
    }
    None
}

/// Before `le` where it stands right before token `at`.
fn skip_link_back(doc: &Document<'_>, lexicon: Lexicon, at: usize) -> usize {
    at - usize::from(at > 0 && lexicon.is(doc, at - 1, Class::HeadingLink))
}

fn leading(doc: &Document<'_>, lexicon: Lexicon) -> Option<Heading> {
    let mut at = skip_ornaments(doc, 0);
    let mut lead = Lead::Bare;
    let mut updated = false;
    if let Some((end, sense)) = lexicon.phrase(doc, at, Class::HeadingKey)
        && matches!(sense.text, "date" | "updated")
        && doc.is_mark(end, ":")
    {
        lead = Lead::Key;
        updated = sense.text == "updated";
        at = end + 1;
    }
    // `10:32 | 04/10/2021`
    let (hour, told) = skip_hour(doc, lexicon, at);
    if told && is_closer(doc, hour) {
        at = skip_closers(doc, hour);
    }
    // A closed number of parts stand before a date: place, agency, author, cue, article.
    for _ in 0..8 {
        at = skip_links(doc, lexicon, at);
        if let Some(seen) = calendar::read(doc, lexicon, at) {
            let (tail, timed) = read_tail(doc, lexicon, seen.end)?;
            return Some(Heading { lead, seen, tail, updated, timed });
        }
        if let Some((end, sense)) = lexicon.phrase(doc, at, Class::HeadingCue)
            && end > at
        {
            updated = sense.text == "updated";
            lead = if lead == Lead::Key { lead } else { Lead::Cue };
            at = skip_closers(doc, end);
        } else {
            at = skip_name(doc, lexicon, at)?;
            lead = if lead == Lead::Bare { Lead::Name } else { lead };
        }
    }
    None
}

/// Past list marks, title marks and brackets at a line's start.
fn skip_ornaments(doc: &Document<'_>, mut at: usize) -> usize {
    while at < 12
        && matches!(
            doc.token_text(at),
            "#" | "*" | "=" | "-" | "–" | "—" | "•" | ">" | "[" | "_" | "~" | "|" | "■" | "►" | "▶"
        )
    {
        at += 1;
    }
    at
}

/// Past `le`, `du` and an opening bracket.
fn skip_links(doc: &Document<'_>, lexicon: Lexicon, mut at: usize) -> usize {
    for _ in 0..2 {
        if let Some((end, _)) = lexicon.phrase(doc, at, Class::HeadingLink) {
            at = end;
        }
        at += usize::from(matches!(doc.token_text(at), "[" | "*") && at > 0);
    }
    at
}

/// Past one name and the mark that closes it: `Toulouse,` `Paris (AFP) -` `Par Julien Leroy |`.
fn skip_name(doc: &Document<'_>, lexicon: Lexicon, at: usize) -> Option<usize> {
    let mut end = at;
    let by = lexicon.phrase(doc, at, Class::HeadingBy).map(|(end, _)| end);
    end = by.unwrap_or(end);
    if doc.is_mark(end, "(") {
        end = names::bracket(doc, end)?;
        return Some(skip_closers(doc, end));
    }
    end = agency(doc, lexicon, end).or_else(|| names::name(doc, lexicon, end))?;
    if doc.is_mark(end, "(") {
        end = names::bracket(doc, end)?;
        return Some(skip_closers(doc, end));
    }
    let closed = skip_closers(doc, end);
    // A cue may follow the name at once: « Julien Leroy publié le … », « La Dépêche le 3 mars ».
    let led = lexicon.phrase(doc, end, Class::HeadingCue).is_some()
        || (by.is_some() && lexicon.is(doc, end, Class::HeadingLink));
    (closed > end || led).then_some(closed)
}

fn skip_closers(doc: &Document<'_>, mut at: usize) -> usize {
    for _ in 0..3 {
        if !is_closer(doc, at) && !doc.is_mark(at, ",") {
            break;
        }
        at += 1;
    }
    at
}

/// A mark that parts the head of a line from what follows.
fn is_closer(doc: &Document<'_>, at: usize) -> bool {
    matches!(doc.token_text(at), "-" | "–" | "—" | "―" | "|" | "•" | "·" | ":" | "/" | "~" | ">" | "_")
}

/// What follows the date, and whether an hour is in it; `None` when the line goes on as a sentence.
fn read_tail(doc: &Document<'_>, lexicon: Lexicon, at: usize) -> Option<(Tail, bool)> {
    let (mut at, timed) = skip_hour(doc, lexicon, at);
    let mut closed = matches!(doc.token_text(at), "]" | ")");
    at += usize::from(closed);
    if doc.is_mark(at, "(") {
        at = names::bracket(doc, at)?;
    }
    at += usize::from(doc.is_mark(at, "."));
    for _ in 0..80 {
        if at >= doc.tokens().len() {
            return Some((Tail::None, timed));
        }
        if !is_closer(doc, at) && !matches!(doc.token_text(at), "*" | "=" | "#" | "]") {
            break;
        }
        closed = true;
        at += 1;
    }
    let comma = usize::from(doc.is_mark(at, ","));
    if lexicon.phrase(doc, at + comma, Class::HeadingCue).is_some()
        || names::byline(doc, lexicon, at + comma)
        || skips_to_end(doc, lexicon, at + comma)
    {
        return Some((Tail::None, timed));
    }
    let last = doc.tokens().last()?;
    let rest = doc.tokens().get(at)?.span.to(last.span);
    closed.then_some((Tail::Title(rest), timed))
}

/// Whether only a name or a bracket remains.
fn skips_to_end(doc: &Document<'_>, lexicon: Lexicon, at: usize) -> bool {
    let end = if doc.is_mark(at, "(") { names::bracket(doc, at) } else { agency(doc, lexicon, at) };
    end.is_some_and(|end| end >= doc.tokens().len())
}

fn agency(doc: &Document<'_>, lexicon: Lexicon, at: usize) -> Option<usize> {
    lexicon.phrase(doc, at, Class::HeadingAgency).map(|(end, _)| end)
}

/// Past the hour beside a date: `à 10h32`, `10:32:00`, `T10:32:00+02:00`, `(10 h)`.
fn skip_hour(doc: &Document<'_>, lexicon: Lexicon, start: usize) -> (usize, bool) {
    let mut at = start;
    while at < start + 3
        && (matches!(doc.token_text(at), "," | "-" | "–" | "—" | "|" | "(" | "@" | "•" | "·")
            || lexicon.is(doc, at, Class::HeadingAt)
            || lexicon.is(doc, at, Class::HeadingHourMark))
    {
        at += 1;
    }
    if calendar::number(doc, at, 2).is_none_or(|hour| hour > 24) {
        return (start, false);
    }
    at += 1;
    if !doc.is_mark(at, ":") && !lexicon.is(doc, at, Class::HeadingHour) {
        return (start, false);
    }
    at += 1;
    at += usize::from(calendar::number(doc, at, 2).is_some());
    while at < start + 16
        && (matches!(doc.token_text(at), ":" | "." | "+" | "-" | "–") && doc.gap(at) == Gap::None
            || (doc.tokens().get(at).is_some_and(|token| token.is_number()) && doc.gap(at) == Gap::None)
            || lexicon.is(doc, at, Class::HeadingZone))
    {
        at += 1;
    }
    at += usize::from(doc.is_mark(at, ")"));
    (at, true)
}
