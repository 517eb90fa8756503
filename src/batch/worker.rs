//! One block of input → its rows.

use super::block::{Block, InputFile, SetAside};
use super::feed::{Lines, Work, hex};
use super::text::{Placed, TextFile};
use super::{Counts, Options};
use crate::input::{Record, Source, decode, parse_date, utf8};
use crate::output::{Chars, EntityTable, Register, Rows, csv};
use crate::resolve::Decision;
use crate::{Date, DateBasis, Error, Pipeline};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What all workers share.
pub(super) struct Worker<'w, 'g> {
    pub(super) pipeline: &'g Pipeline,
    pub(super) options: &'w Options,
    /// One for each thread; whoever has work takes one and puts it back.
    tools: Mutex<Vec<Tools<'g>>>,
}

/// What a thread keeps from one block to the next.
struct Tools<'g> {
    register: Register<'g>,
    rows: Rows,
    /// Of the article at hand.
    decisions: Vec<Decision<'g>>,
    /// Of each decision, where the register keeps its cells.
    cells: Vec<Range<usize>>,
    chars: Chars,
}

/// One article, ready to be read.
struct Job<'j> {
    id: Cow<'j, str>,
    source: &'j str,
    text: &'j str,
    /// Where its text stands in the source, in code points.
    chars: Option<[usize; 2]>,
    title: &'j str,
    date: Option<Date>,
    basis: DateBasis,
    confidence: f32,
    candidates: &'j [Date],
    note: &'j str,
}

impl<'w, 'g> Worker<'w, 'g> {
    /// For a pipeline and the way of a batch.
    pub(super) const fn new(pipeline: &'g Pipeline, options: &'w Options) -> Self {
        Self { pipeline, options, tools: Mutex::new(Vec::new()) }
    }

    fn tools(&self) -> MutexGuard<'_, Vec<Tools<'g>>> {
        self.tools.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All that was mentioned.
    pub(super) fn entities(&self) -> EntityTable<'g> {
        let mut all = EntityTable::default();
        self.tools().drain(..).for_each(|tools| all.merge(tools.register.into_table()));
        all
    }

    /// Does `work` and appends its rows to `block`.
    pub(super) fn work(&self, work: Work, block: &mut Block) {
        let kept = self.tools().pop();
        let mut tools = kept.unwrap_or_else(|| Tools {
            register: Register::new(self.options.tables),
            rows: Rows::new(self.options.format),
            decisions: Vec::new(),
            cells: Vec::new(),
            chars: Chars::default(),
        });
        let desk = Desk { worker: self, block, tools: &mut tools };
        desk.work(work);
        self.tools().push(tools);
    }
}

/// Where one block is worked on.
struct Desk<'d, 'w, 'g> {
    worker: &'d Worker<'w, 'g>,
    block: &'d mut Block,
    tools: &'d mut Tools<'g>,
}

impl<'g> Desk<'_, '_, 'g> {
    fn work(mut self, work: Work) {
        match work {
            Work::Files(files) => files.iter().for_each(|file| self.file(file)),
            Work::Lines(lines) => self.lines(&lines),
            Work::Articles(file, range) => {
                for article in &file.articles[range] {
                    self.block.counts.bytes += article.segment.span.len() as u64;
                    self.placed(&file, article);
                }
            }
            Work::Failed(source, reason) => self.skip(&source.name, reason),
            Work::Read(input) => self.block.inputs.push(input),
        }
    }

    fn file(&mut self, source: &Source) {
        let path = source.path.as_deref().expect("only files with a path are read by workers");
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return self.unread(source, &format!("{error}; check that it can be read")),
        };
        self.block.counts.bytes += bytes.len() as u64;
        if self.worker.options.tables {
            let sha256 = hex(&Sha256::digest(&bytes));
            self.block.inputs.push(InputFile {
                path: source.name.clone(),
                bytes: bytes.len() as u64,
                sha256,
            });
        }
        match TextFile::read(self.worker.pipeline, &source.name, &bytes, &self.worker.options.dump) {
            Ok(file) => file.articles.iter().for_each(|article| self.placed(&file, article)),
            Err(reason) => self.unread(source, &reason),
        }
    }

    fn unread(&mut self, source: &Source, reason: &str) {
        if source.named {
            let message = format!("{}: {reason}", source.name);
            self.block.failure.get_or_insert_with(|| Error::data(message));
        } else {
            self.skip(&source.name, format!("{}: {reason}", source.name));
        }
    }

    /// Sets a whole file aside.
    fn skip(&mut self, name: &str, reason: String) {
        self.block.counts.skipped += 1;
        if self.worker.options.tables {
            let out = &mut self.block.documents;
            csv::field(out, name);
            out.push(b',');
            csv::field(out, name);
            out.extend_from_slice(b",,,,,none,,,0,0,0,0,0,0,skipped,");
            csv::field(out, &reason);
            out.push(b'\n');
        }
        let source = name.to_owned();
        self.block.set_aside.push(SetAside { source, line: None, error: reason });
    }

    fn placed(&mut self, file: &TextFile, article: &Placed) {
        let segment = &article.segment;
        let id = match article.number {
            Some(number) => Cow::Owned(format!("{}#{number}", file.name)),
            None => Cow::Borrowed(file.name.as_str()),
        };
        let job = Job {
            id,
            source: &file.name,
            text: segment.span.of(&file.text),
            chars: Some(article.chars),
            title: segment.title.map_or("", |title| title.of(&file.text)),
            date: segment.date,
            basis: segment.basis,
            confidence: segment.confidence,
            candidates: &segment.candidates,
            note: &file.note,
        };
        self.article(&job);
    }

    fn lines(&mut self, lines: &Lines) {
        self.block.counts.bytes += lines.bytes.len() as u64;
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', &lines.bytes).chain([lines.bytes.len()]);
        for (index, end) in ends.enumerate() {
            let line = lines.bytes.get(start..end).unwrap_or_default();
            start = end + 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let number = lines.first + index as u64;
            if let Err(error) = self.line(lines, number, line) {
                self.block.counts.skipped += 1;
                let source = lines.name.to_string();
                self.block.set_aside.push(SetAside { source, line: Some(number), error });
            }
        }
    }

    fn line(&mut self, lines: &Lines, number: u64, line: &[u8]) -> Result<(), String> {
        let (line, mut note) = match utf8(line) {
            Some(line) => (Cow::Borrowed(line.trim_start_matches('\u{feff}')), String::new()),
            None => decode(line).map(|decoded| (decoded.text, decoded.note))?,
        };
        let record = Record::read(&line, &self.worker.options.columns)?;
        if u32::try_from(record.text.len()).is_err() {
            return Err("larger than 4 GiB; split it".into());
        }
        let date = record.date.as_deref().and_then(parse_date);
        if let (Some(text), None) = (&record.date, date) {
            let more = format!("`{text}` is no date like 2024-03-12 and is left out");
            note = if note.is_empty() { more } else { format!("{note}; {more}") };
        }
        let (date, basis) = match (date, self.worker.options.dump.date) {
            (Some(date), _) => (Some(date), DateBasis::Record),
            (None, Some(date)) => (Some(date), DateBasis::Option),
            (None, None) => (None, DateBasis::None),
        };
        let job = Job {
            id: record.id.unwrap_or_else(|| Cow::Owned(format!("{}#{number}", lines.name))),
            source: &lines.name,
            text: &record.text,
            chars: None,
            title: record.title.as_deref().unwrap_or_default(),
            date,
            basis,
            confidence: 1.0,
            candidates: &[],
            note: &note,
        };
        self.article(&job);
        Ok(())
    }

    fn article(&mut self, job: &Job<'_>) {
        let Tools { register, rows, decisions, cells, chars } = self.tools;
        let Worker { pipeline, options, .. } = self.worker;
        let document = pipeline.document(job.text).with_date(job.date);
        decisions.extend(pipeline.decide(&document).filter(|found| options.types.has(found.entity_type())));
        register.next_document();
        rows.next_document(&job.id);
        // What is known of names lies far apart in memory: sought for all at once, it comes sooner.
        cells.clear();
        register.count(decisions, job.text, job.date, cells);
        chars.read(job.text);
        let mut counts = Counts { documents: 1, ..Counts::default() };
        for (found, cells) in decisions.drain(..).zip(cells.drain(..)) {
            counts.add(found.entity_type());
            let span = found.span();
            let ends = [span.start(), span.end()].map(|byte| chars.to(job.text, byte));
            let (surface, out) = (span.of(job.text), &mut self.block.mentions);
            match found {
                Decision::Listed(listed) => {
                    rows.push_listed(&listed, surface, ends, register.cells(cells), out);
                }
                Decision::Made(mention) => rows.push(&mention, surface, ends, out),
            }
        }
        counts.chars = chars.to(job.text, job.text.len()) as u64;
        if options.tables {
            job.push_row(&counts, &mut self.block.documents);
        }
        self.block.counts += counts;
    }
}

impl Job<'_> {
    /// Appends the row of `documents.csv`.
    fn push_row(&self, counts: &Counts, out: &mut Vec<u8>) {
        csv::field(out, &self.id);
        out.push(b',');
        csv::field(out, self.source);
        for bound in 0..2 {
            out.push(b',');
            if let Some(chars) = self.chars {
                csv::number(out, chars[bound] as u64);
            }
        }
        out.push(b',');
        csv::field(out, self.title);
        out.push(b',');
        if let Some(date) = self.date {
            csv::date(out, date);
        }
        out.push(b',');
        csv::field(out, self.basis.as_str());
        out.push(b',');
        if self.date.is_some() {
            out.extend_from_slice(&csv::share(self.confidence));
        }
        out.push(b',');
        for (index, &date) in self.candidates.iter().enumerate() {
            if index > 0 {
                out.push(b'|');
            }
            csv::date(out, date);
        }
        let sums = [counts.mentions, counts.organisations, counts.places, counts.dates, counts.amounts];
        for number in [counts.chars].into_iter().chain(sums) {
            out.push(b',');
            csv::number(out, number);
        }
        out.extend_from_slice(b",ok,");
        csv::field(out, self.note);
        out.push(b'\n');
    }
}

/// The columns of `documents.csv`.
pub(crate) const DOCUMENT_COLUMNS: &str = "doc_id,source,start,end,title,date,date_basis,date_confidence,\
date_candidates,chars,mentions,organisations,places,dates,amounts,status,error\n";
