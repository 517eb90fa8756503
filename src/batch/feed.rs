//! Sources → work: blocks of whole lines, small files, slices of a large dump.

use super::block::InputFile;
use super::text::TextFile;
use super::{Halt, Options};
use crate::input::{Format, Source, decode, is_utf16, tell};
use crate::{Error, Pipeline};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Bytes of input that make a block.
const BLOCK: usize = 256 * 1024;
/// Files up to this length are read by the workers.
const SMALL: u64 = 1024 * 1024;
/// Small files in one block at most.
const FILES: usize = 64;

/// What a worker does at a time.
pub(super) enum Work {
    /// Whole small files of text.
    Files(Vec<Source>),
    /// Lines of records.
    Lines(Lines),
    /// Some of the articles of a text.
    Articles(Arc<TextFile>, Range<usize>),
    /// A file that could not be read.
    Failed(Source, String),
    /// A file was read to its end.
    Read(InputFile),
}

/// Whole lines of records.
pub(super) struct Lines {
    /// The path as given.
    pub(super) name: Arc<str>,
    /// Number of the first line, from 1.
    pub(super) first: u64,
    /// The lines.
    pub(super) bytes: Vec<u8>,
}

/// Hands the work on `sources` to `emit`, in order.
pub(super) fn feed(
    pipeline: &Pipeline,
    sources: &[Source],
    options: &Options,
    emit: &mut dyn FnMut(Work) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut feeder = Feeder { pipeline, options, emit, small: Vec::new(), bytes: 0 };
    for source in sources {
        feeder.source(source)?;
    }
    feeder.flush()
}

struct Feeder<'f> {
    pipeline: &'f Pipeline,
    options: &'f Options,
    emit: &'f mut dyn FnMut(Work) -> Result<(), Halt>,
    small: Vec<Source>,
    bytes: u64,
}

impl Feeder<'_> {
    fn source(&mut self, source: &Source) -> Result<(), Halt> {
        let is_small = source.format == Some(Format::Text) && (1..=SMALL).contains(&source.bytes);
        if is_small || (source.bytes == 0 && !source.named) {
            self.bytes += source.bytes;
            self.small.push(source.clone());
            if self.bytes < BLOCK as u64 && self.small.len() < FILES {
                return Ok(());
            }
            return self.flush();
        }
        self.flush()?;
        match self.stream(source) {
            Err(Halt::Failed(error)) if !source.named && error.is_data() => {
                (self.emit)(Work::Failed(source.clone(), error.to_string()))
            }
            ended => ended,
        }
    }

    fn flush(&mut self) -> Result<(), Halt> {
        self.bytes = 0;
        if self.small.is_empty() {
            return Ok(());
        }
        let files = std::mem::take(&mut self.small);
        (self.emit)(Work::Files(files))
    }

    fn stream(&mut self, source: &Source) -> Result<(), Halt> {
        let failed = |error: io::Error| unreadable(&source.name, &error);
        let input: Box<dyn Read> = match &source.path {
            Some(path) => Box::new(File::open(path).map_err(failed)?),
            None => Box::new(io::stdin().lock()),
        };
        let hash = self.options.tables.then(Sha256::new);
        let mut reader = BufReader::with_capacity(64 * 1024, Hashed { input, hash, bytes: 0 });
        let head = reader.fill_buf().map_err(failed)?;
        if head.is_empty() {
            return Err(Error::data(format!("{}: nothing to read; give some text", source.name)).into());
        }
        let path = source.path.as_deref().unwrap_or(Path::new("-"));
        let format = match source.format {
            Some(format) => format,
            None => tell(path, head)?,
        };
        let is_utf16 = is_utf16(head);
        match format {
            Format::Text => self.text(source, &mut reader)?,
            Format::JsonLines if is_utf16 => {
                let mut bytes = Vec::new();
                reader.read_to_end(&mut bytes).map_err(failed)?;
                let decoded =
                    decode(&bytes).map_err(|what| Error::data(format!("{}: {what}", source.name)))?;
                self.lines(source, &mut decoded.text.as_bytes())?;
            }
            Format::JsonLines => self.lines(source, &mut reader)?,
        }
        match reader.into_inner().finish(&source.name) {
            Some(input) => (self.emit)(Work::Read(input)),
            None => Ok(()),
        }
    }

    fn lines(&mut self, source: &Source, reader: &mut dyn BufRead) -> Result<(), Halt> {
        let name: Arc<str> = source.name.as_str().into();
        let mut first = 1;
        loop {
            let mut bytes = Vec::with_capacity(BLOCK + BLOCK / 8);
            let read = reader.take(BLOCK as u64).read_to_end(&mut bytes);
            read.and_then(
                |_| if bytes.ends_with(b"\n") { Ok(0) } else { reader.read_until(b'\n', &mut bytes) },
            )
            .map_err(|error| unreadable(&source.name, &error))?;
            if bytes.is_empty() {
                return Ok(());
            }
            let lines = memchr::memchr_iter(b'\n', &bytes).count() as u64;
            (self.emit)(Work::Lines(Lines { name: Arc::clone(&name), first, bytes }))?;
            first += lines;
        }
    }

    fn text(&mut self, source: &Source, reader: &mut dyn BufRead) -> Result<(), Halt> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(|error| unreadable(&source.name, &error))?;
        let file = TextFile::read(self.pipeline, &source.name, &bytes, &self.options.dump)
            .map_err(|reason| Error::data(format!("{}: {reason}", source.name)))?;
        drop(bytes);
        let file = Arc::new(file);
        let mut from = 0;
        let mut length = 0;
        for (index, article) in file.articles.iter().enumerate() {
            length += article.segment.span.len();
            if length >= BLOCK || index + 1 == file.articles.len() {
                (self.emit)(Work::Articles(Arc::clone(&file), from..index + 1))?;
                (from, length) = (index + 1, 0);
            }
        }
        Ok(())
    }
}

fn unreadable(name: &str, error: &io::Error) -> Error {
    Error::io(format!("{name}: {error}; check that it can be read"))
}

/// Counts and, where wanted, hashes what is read through it.
struct Hashed {
    input: Box<dyn Read>,
    hash: Option<Sha256>,
    bytes: u64,
}

impl Hashed {
    fn finish(self, name: &str) -> Option<InputFile> {
        let hash = self.hash?;
        Some(InputFile { path: name.to_owned(), bytes: self.bytes, sha256: hex(&hash.finalize()) })
    }
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.bytes += read as u64;
        if let Some(hash) = &mut self.hash {
            hash.update(&buffer[..read]);
        }
        Ok(read)
    }
}

/// Lower-case hexadecimal digits of `bytes`.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
