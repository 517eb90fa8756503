//! A dump as lines, each with the part it seems to play.

use super::heading::{self, Heading, Tail};
use super::names;
use crate::lang::{Class, Lexicon};
use crate::{Document, Span};

/// The head of a line that is read for a date or a name, in bytes.
const HEAD: usize = 240;

/// A date that heads a line begins within so many bytes.
const DATE_WITHIN: usize = 100;

/// The part a line seems to play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Role {
    /// Running text.
    Text,
    /// A short line that is no sentence: a title, a subtitle, an item.
    Short,
    /// Who wrote it.
    Byline,
    /// A photo credit; where it starts, in bytes of the dump.
    Credit(u32),
    /// `key: value`; a title's value where it is one.
    Key { title: Option<Span>, author: bool },
    /// `---`, `***`, a form feed.
    Separator { strong: bool },
    /// A line with a date at its head, which may start an article: the number of its heading.
    Date(u32),
}

/// A line that is not blank, without the white space around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) span: Span,
    /// Blank lines before it; 3 stands for more.
    pub(super) blank: u8,
    /// Whether a form feed stands before it.
    pub(super) feed: bool,
    /// Whether it is an item of a list.
    pub(super) item: bool,
    pub(super) role: Role,
}

/// The lines of a dump, and its headings in the order of [`Role::Date`].
pub(super) struct Lines {
    pub(super) all: Vec<Line>,
    pub(super) headings: Vec<Heading>,
}

impl Lines {
    pub(super) fn read(dump: &str, lexicon: Lexicon) -> Self {
        let mut lines = Self { all: Vec::new(), headings: Vec::new() };
        let (mut start, mut blank, mut feed) = (0, 3_u8, false);
        for (end, byte) in dump.bytes().enumerate().chain([(dump.len(), b'\n')]) {
            if !matches!(byte, b'\n' | b'\r' | 0x0C) {
                continue;
            }
            let line = &dump[start..end];
            let text = line.trim();
            if text.is_empty() {
                blank = if byte == b'\n' { blank.saturating_add(1).min(3) } else { blank };
            } else {
                let from = start + (line.len() - line.trim_start().len());
                let span = Span::new(from as u32, (from + text.len()) as u32);
                let role = lines.role(text, from, lexicon);
                lines.all.push(Line { span, blank, feed, item: is_item(text), role });
                // A carriage return may be followed by the newline of the same break.
                blank =
                    if byte == b'\r' && dump.as_bytes().get(end + 1) == Some(&b'\n') { u8::MAX } else { 0 };
                feed = false;
            }
            if blank == u8::MAX && byte == b'\n' {
                blank = 0;
            }
            feed |= byte == 0x0C;
            start = end + 1;
        }
        lines.join_wrapped(dump);
        lines
    }

    pub(super) fn heading(&self, line: usize) -> Option<&Heading> {
        match self.all.get(line)?.role {
            Role::Date(number) => self.headings.get(number as usize),
            _ => None,
        }
    }

    pub(super) fn role_of(&self, line: usize) -> Option<Role> {
        self.all.get(line).map(|line| line.role)
    }

    /// Whether a list follows the line, as it does the days of a programme.
    pub(super) fn heads_list(&self, line: usize) -> bool {
        self.all.get(line + 1).is_some_and(|next| next.item && next.blank == 0)
    }

    fn role(&mut self, text: &str, at: usize, lexicon: Lexicon) -> Role {
        if let Some(strong) = separator(text) {
            return Role::Separator { strong };
        }
        let within = if text.len() <= TITLE { TITLE } else { DATE_WITHIN };
        let dated = text.bytes().take(within).any(|byte| byte.is_ascii_digit());
        if text.len() > HEAD && !dated {
            return Role::Text;
        }
        let head = cut(text, HEAD);
        let doc = Document::new(head, lexicon);
        if dated && let Some(mut heading) = heading::read(&doc, lexicon) {
            if let Tail::Title(rest) = heading.tail {
                // what follows the date goes on past the head of the line; what precedes it ends there
                let end = if rest.start() == 0 { rest.end() } else { text.len() };
                let span = Span::new((at + rest.start()) as u32, (at + end) as u32);
                heading.tail =
                    if tells(&text[rest.start()..end]) { Tail::Story(span) } else { Tail::Title(span) };
            }
            self.headings.push(heading);
            return Role::Date(self.headings.len() as u32 - 1);
        }
        if text.len() > HEAD {
            return Role::Text;
        }
        short_role(&doc, text, at, lexicon)
    }

    /// Lines of a paragraph that is broken at a fixed width are running text, every one.
    fn join_wrapped(&mut self, dump: &str) {
        for i in (1..self.all.len()).rev() {
            let (line, next) = (self.all[i - 1], self.all[i]);
            let ended =
                next.role == Role::Text || (next.role == Role::Short && ends_sentence(next.span.of(dump)));
            let long = || line.span.of(dump).chars().count() >= WRAPPED;
            if line.role == Role::Short && next.blank == 0 && ended && long() {
                self.all[i - 1].role = Role::Text;
                self.all[i].role = Role::Text;
            }
        }
    }
}

/// A line of a broken paragraph has at least so many characters.
const WRAPPED: usize = 50;

/// A sentence has at least so many tokens.
const SENTENCE: usize = 5;

/// A title is no longer than this, in bytes.
const TITLE: usize = 160;

/// Whether what follows a date on its line is a story rather than a title.
fn tells(text: &str) -> bool {
    text.len() > TITLE || (ends_sentence(text) && text.split_whitespace().count() >= SENTENCE)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['»', '"', '”', ')', ' ', '\u{a0}', '\u{202f}']).ends_with(['.', '…'])
}

fn short_role(doc: &Document<'_>, text: &str, at: usize, lexicon: Lexicon) -> Role {
    if let Some((end, sense)) = lexicon.phrase(doc, 0, Class::HeadingKey)
        && doc.is_mark(end, ":")
    {
        let value = doc.tokens().get(end + 1).map(|token| token.span.start());
        if sense.text == "credit" {
            return Role::Credit(at as u32);
        }
        let title = value.filter(|_| sense.text == "title");
        let title = title.map(|start| Span::new((at + start) as u32, (at + text.len()) as u32));
        return Role::Key { title, author: sense.text == "author" };
    }
    let sentence = ends_sentence(text) && doc.tokens().len() >= SENTENCE;
    if let Some(span) = names::credit(doc, lexicon)
        && (!sentence || span.start() == 0)
    {
        return Role::Credit((at + span.start()) as u32);
    }
    if names::byline(doc, lexicon, 0) {
        return Role::Byline;
    }
    // « La salle était comble. Julien Leroy »
    let told = sentence || (doc.tokens().len() >= 2 * SENTENCE && names::glued(text, lexicon).is_some());
    if told { Role::Text } else { Role::Short }
}

/// Whether a bullet or dash and a space open the line.
fn is_item(text: &str) -> bool {
    let rest = text.strip_prefix(['-', '–', '—', '•', '*', '·', '▪', '◦', '‣', '●', '■']);
    rest.is_some_and(|rest| rest.starts_with([' ', '\u{a0}', '\t']))
}

/// At most the first `bytes` bytes of `text`, on a character boundary.
pub(super) fn cut(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}

/// Whether a line is nothing but a rule of marks, and whether it is a long one.
fn separator(text: &str) -> Option<bool> {
    let mark =
        text.chars().next().filter(|c| matches!(c, '-' | '*' | '=' | '_' | '#' | '~' | '•' | '—' | '–'))?;
    let mut count = 0;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if c != mark {
            return None;
        }
        count += 1;
    }
    (count >= 3 || (count >= 1 && matches!(mark, '—' | '–'))).then_some(count >= 5 || mark == '=')
}
