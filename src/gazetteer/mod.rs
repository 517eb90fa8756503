//! Names and what they stand for: built-in lists and users' lists behind one lookup.

#[cfg(feature = "cli")]
pub(crate) mod check;
mod compile;
mod entries;
#[cfg(feature = "cli")]
mod ids;
mod read;
#[cfg(feature = "cli")]
mod stats;
mod surface;
mod table;
mod trie;
mod warm;

pub(crate) use crate::kind;
pub(crate) use crate::text::{fold, token, tokenise};
pub(crate) use compile::flag;
pub use entries::Entries;
pub(crate) use surface::Surface;
pub use table::Entry;
pub(crate) use table::{Facts, Lower};
pub(crate) use trie::ROOT;

use crate::lang::{self, Class, Lexicon};
use crate::text::Gap;
use crate::{Document, EntityType, Error, Span};
use compile::{Compiler, is_accented};
use read::Header;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use table::{NameTable, Open};

mod embedded {
    /// Bytes that begin with a line of the caches.
    #[repr(C, align(64))]
    struct Lines<B>(B);

    include!(concat!(env!("OUT_DIR"), "/names.rs"));
}

/// The gazetteers of a pipeline: the built-in lists and any number of users' lists.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    builtin: Arc<NameTable>,
    user: Option<Arc<NameTable>>,
    /// The bits of [`Lower`] of all lists together.
    lower: Cow<'static, [u8]>,
}

/// A name that stands in the text: one past its last token, and the rows that bear it.
#[derive(Clone, Debug)]
pub(crate) struct Found<'g> {
    pub(crate) end: usize,
    pub(crate) entries: Entries<'g>,
    /// Whether a user's row says that the surface names nothing.
    pub(crate) is_removed: bool,
}

impl Gazetteer {
    /// The built-in French and world lists; nothing is parsed, they are embedded.
    #[must_use]
    pub fn builtin() -> Self {
        let table = NameTable::embedded(
            [embedded::TRIE, embedded::ROWS, embedded::SOURCES, embedded::ENTITIES, embedded::LOWER],
            embedded::STRINGS,
            embedded::FILES,
        );
        Self { builtin: Arc::new(table), user: None, lower: Cow::Borrowed(embedded::LOWER) }
    }

    /// Adds users' lists; their rows win over built-in ones of the same surface.
    ///
    /// # Errors
    /// A file that cannot be read, or a fault in it, named by file and line.
    pub fn with_files(mut self, files: &[impl AsRef<Path>]) -> Result<Self, Error> {
        if files.is_empty() {
            return Ok(self);
        }
        if files.len() > usize::from(u8::MAX) {
            return Err(Error::data(format!("{} lists of names; 255 fit, join some", files.len())));
        }
        let sizes = files.iter().map(|file| std::fs::metadata(file).map_or(0, |data| data.len()));
        let mut compiler = Compiler::new((sizes.sum::<u64>() / 48) as usize, lang::articles());
        let mut names = Vec::new();
        for (number, file) in files.iter().enumerate() {
            let file = file.as_ref();
            read_into(&mut compiler, file, u8::try_from(number).unwrap_or(u8::MAX))?;
            names.push(file.display().to_string());
        }
        let user = NameTable::compiled(compiler.finish(), names);
        for (bits, more) in self.lower.to_mut().iter_mut().zip(user.lower()) {
            *bits |= more;
        }
        self.user = Some(Arc::new(user));
        Ok(self)
    }

    /// The types under which the lists know a name, each once; empty where they do not know it.
    ///
    /// ```
    /// let types = glane::Gazetteer::builtin().knows("Toulouse");
    /// assert!(types.contains(&glane::EntityType::Place));
    /// ```
    #[must_use]
    pub fn knows(&self, surface: &str) -> Vec<EntityType> {
        let length = u32::try_from(surface.len()).unwrap_or(u32::MAX);
        self.types_at(&Document::new(surface, Lexicon::french()), Span::new(0, length))
    }

    /// As [`Gazetteer::knows`] for a name where it stands: `Mans` is one after `du`.
    #[must_use]
    pub fn types_at(&self, doc: &Document<'_>, span: Span) -> Vec<EntityType> {
        let first = doc.tokens().partition_point(|token| token.span.start() < span.start());
        let end = doc.tokens().partition_point(|token| token.span.start() < span.end());
        let mut found = Vec::new();
        self.open().lookup(doc, first, &mut found);
        let whole = found.iter().filter(|name| name.end == end);
        let mut types: Vec<_> =
            whole.flat_map(|name| &name.entries).map(|entry| entry.entity_type()).collect();
        types.sort_unstable();
        types.dedup();
        types
    }

    /// The French department with this number (`31`, `2A`, `974`).
    pub(crate) fn department(&self, number: &str) -> Option<Entry<'_>> {
        let mut surface = surface::Surface::default();
        let number = if number.len() == 1 { format!("0{number}") } else { number.to_owned() };
        let (path, _) = surface.read(&format!("FR-DEP-{number}"));
        self.builtin.by_path(path)
    }

    /// The lists as they are read, for many names.
    pub(crate) fn open(&self) -> Lists<'_> {
        let user = self.user.as_ref().map(|user| user.open());
        Lists { builtin: self.builtin.open(), user, lower: Lower::new(&self.lower) }
    }
}

/// The lists as they are read.
#[derive(Clone, Copy)]
pub(crate) struct Lists<'g> {
    builtin: Open<'g>,
    user: Option<Open<'g>>,
    /// Which words may start a name in lower case or with digits.
    pub(crate) lower: Lower<'g>,
}

impl<'g> Lists<'g> {
    /// Whether a name may start with token `i` in lower case or with digits; rarely true without cause.
    #[inline]
    pub(crate) fn may_start_in_lower_case(&self, doc: &Document<'_>, i: usize) -> bool {
        let first = doc.hash(i);
        self.lower.may_start(first) && self.lower.may_go_on(first, doc.hash(doc.past_joiners(i + 1)))
    }

    /// Reads ahead for the look-ups of names that start at some tokens near each other.
    pub(crate) fn warm(&self, doc: &Document<'_>, firsts: impl Iterator<Item = usize>) {
        warm::warm(self.builtin, doc, firsts);
    }

    /// Appends every name that starts at token `first`; a user's row hides the built-in ones of its surface,
    /// and one flagged `remove` stands for a surface that names nothing.
    #[inline]
    pub(crate) fn lookup(&self, doc: &Document<'_>, first: usize, found: &mut Vec<Found<'g>>) {
        if self.user.is_some() {
            self.lookup_both(doc, first, found);
        } else if self.builtin.trie.may_step(ROOT, doc.hash(first)) {
            walk(self.builtin, doc, first, found);
        }
    }

    #[cold]
    fn lookup_both(&self, doc: &Document<'_>, first: usize, found: &mut Vec<Found<'g>>) {
        let before = found.len();
        if let Some(user) = self.user {
            walk(user, doc, first, found);
        }
        let own = found.len();
        walk(self.builtin, doc, first, found);
        let mut index = own;
        while index < found.len() {
            if found[before..own].iter().any(|name| name.end == found[index].end) {
                found.remove(index);
            } else {
                index += 1;
            }
        }
    }
}

fn read_into(compiler: &mut Compiler, file: &Path, number: u8) -> Result<(), Error> {
    let at = |line: u64, message: String| Error::data(format!("{}:{line}: {message}", file.display()));
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(file)
        .map_err(|error| Error::io(format!("{}: {error}", file.display())))?;
    let header = reader.byte_headers().map_err(|error| at(1, error.to_string()))?.clone();
    let header = Header::parse(&header).map_err(|message| at(1, message))?;
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| at(0, error.to_string()))? {
        let line = record.position().map_or(0, csv::Position::line);
        let mut row = header.row(&record).map_err(|message| at(line, message))?;
        row.flags |= flag::USER;
        compiler.add(&row, number, u32::try_from(line).unwrap_or(u32::MAX));
    }
    Ok(())
}

fn walk<'g>(table: Open<'g>, doc: &Document<'_>, first: usize, found: &mut Vec<Found<'g>>) {
    let (mut node, mut at, mut word) = (ROOT, first, 0_u32);
    let mut capitals = 0_u16;
    while let Some(&token) = doc.tokens().get(at) {
        if token.is_masked() || (word > 0 && token.gap() > Gap::Space) {
            return;
        }
        let Some(step) = table.trie.step(node, doc.hash(at)) else { return };
        if token.is_capitalised() || !token.is_word() {
            capitals |= 1_u16.checked_shl(word).unwrap_or(0);
        }
        (node, at, word) = (step.node, at + 1, word + 1);
        if step.row().is_some() {
            let (mut entries, mut flags) = (Entries::None, 0);
            let is_word = word == 1 && is_common_word(doc, first);
            for row in table.rows(step.row()) {
                let spelt = row.capitals & !capitals == 0 && !(is_word && is_other(doc, first, &row));
                if spelt && follows_article(doc, first, row.flags) {
                    entries.push(row.entry);
                    flags |= row.flags;
                }
            }
            if !entries.is_empty() {
                found.push(Found { end: at, entries, is_removed: flags & flag::REMOVE != 0 });
            }
        }
        if !step.leads_on() {
            return;
        }
        at = doc.past_joiners(at);
    }
}

/// Whether a common word that is not written in capitals is no name of the row: `Eau` is none of the `EAU`, nor
/// `la Ville` Villé where accents are written (on a capital they may be left out).
fn is_other(doc: &Document<'_>, i: usize, row: &table::Row<'_>) -> bool {
    row.flags & flag::ACRONYM != 0
        || row.flags & flag::ACCENTED != 0 && doc.is_accented() && !is_accented(doc.token_text(i))
}

/// Whether the token is a common word that is not written in capitals.
#[inline]
fn is_common_word(doc: &Document<'_>, i: usize) -> bool {
    doc.tokens()
        .get(i)
        .is_some_and(|token| !token.is_all_caps() && doc.lexicon().may_be(*token, Class::CommonWord))
}

/// A name without its article stands only where the text has that before it, in lower case or contracted.
#[inline]
fn follows_article(doc: &Document<'_>, first: usize, flags: u16) -> bool {
    let article = flags & flag::BARE;
    article == 0 || after_article(doc, first) == Some(article)
}

/// The flag of names that stand after the article right before token `first`.
#[inline(never)]
fn after_article(doc: &Document<'_>, first: usize) -> Option<u16> {
    let (i, article) = lang::article_before(doc, first)?;
    // `Le Mans` is listed as it is.
    let listed = lang::is_whole(article) && doc.tokens()[i].is_capitalised();
    (!listed).then(|| flag::after(article.text))
}
