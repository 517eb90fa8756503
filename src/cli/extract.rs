//! `glane extract`.

use super::args::ExtractArgs;
use super::{Stop, exit, progress, tell};
use crate::batch::{self, Block, Counts, DOCUMENT_COLUMNS, Ending, InputFile, SetAside};
use crate::input::{Source, sources};
use crate::output::{EntityTable, Staged, header};
use crate::{Error, Pipeline};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::time::Instant;

/// Messages about documents set aside that are printed one by one.
const TOLD: u64 = 10;

/// Runs the command and returns its exit code.
pub(super) fn run(args: &ExtractArgs) -> Result<u8, Stop> {
    let started = Instant::now();
    let sources = sources(&inputs(args)?, args.output.as_deref())?;
    let pipeline = args.pipeline.pipeline()?;
    let job = Job { args, sources: &sources, pipeline: &pipeline, started };
    match &args.output {
        Some(folder) => job.to_folder(folder),
        None => job.to_stdout(),
    }
}

fn inputs(args: &ExtractArgs) -> Result<Vec<String>, Error> {
    if !args.inputs.is_empty() {
        return Ok(args.inputs.clone());
    }
    if io::stdin().is_terminal() {
        return Err(Error::usage(
            "no INPUT; name a file or a folder, or pipe a text in (see glane extract --help)",
        ));
    }
    Ok(vec!["-".into()])
}

struct Job<'j> {
    args: &'j ExtractArgs,
    sources: &'j [Source],
    pipeline: &'j Pipeline,
    started: Instant,
}

impl<'j> Job<'j> {
    fn to_stdout(&self) -> Result<u8, Stop> {
        let mut mentions = Mentions::stdout(self.args);
        let mut set_aside = 0;
        let ended = self.batch(&mut |block| {
            mentions.write(&block.mentions)?;
            for aside in &block.set_aside {
                set_aside += 1;
                if set_aside <= TOLD {
                    tell(format_args!("warning: {}", spoken(aside)));
                }
            }
            Ok(())
        });
        let (ending, _) = mentions.closed(ended)?;
        let code = self.code(ending, set_aside);
        mentions.finish()?;
        Ok(code)
    }

    fn to_folder(&self, folder: &Path) -> Result<u8, Stop> {
        let mut staged = Staged::new(folder)?;
        let mut mentions = match self.args.to_stdout {
            true => Mentions::stdout(self.args),
            false => Mentions::file(self.args, &mut staged)?,
        };
        let mut documents = staged.create("documents.csv")?;
        let wrong =
            |error: io::Error| Error::io(format!("documents.csv: {error}; check that it can be written"));
        documents.write_all(DOCUMENT_COLUMNS.as_bytes()).map_err(wrong)?;
        let mut tables = Tables::default();
        let ended = self.batch(&mut |block| {
            mentions.write(&block.mentions)?;
            documents.write_all(&block.documents).map_err(wrong)?;
            tables.take(block);
            Ok(())
        });
        let (ending, entities) = mentions.closed(ended)?;
        tables.entities = entities;
        if ending == Ending::TooManyErrors {
            drop((mentions, documents, staged));
            let mut staged = Staged::new(folder)?;
            staged.write("errors.jsonl", &tables.errors())?;
            staged.commit(&[])?;
            return Ok(self.code(ending, tables.set_aside.len() as u64));
        }
        mentions.finish()?;
        documents.flush().map_err(wrong)?;
        drop(documents);
        drop(mentions);
        staged.write("entities.csv", &tables.entities.to_csv())?;
        if !tables.set_aside.is_empty() {
            staged.write("errors.jsonl", &tables.errors())?;
        }
        let manifest = super::manifest::render(self.args, &tables, self.started.elapsed())?;
        staged.write("manifest.json", &manifest)?;
        staged.commit(&["errors.jsonl"])?;
        for aside in tables.set_aside.iter().take(TOLD as usize) {
            tell(format_args!("warning: {}", spoken(aside)));
        }
        Ok(self.code(ending, tables.set_aside.len() as u64))
    }

    fn batch(&self, sink: &mut batch::Sink<'_>) -> Result<(Ending, EntityTable<'j>), Error> {
        let bar = progress::bar(self.sources);
        let ended = batch::run(self.pipeline, self.sources, &self.args.options(), &mut |block| {
            bar.inc(block.counts.bytes);
            sink(block)
        });
        bar.finish_and_clear();
        ended
    }

    /// The exit code, with a last word where documents were set aside.
    fn code(&self, ending: Ending, set_aside: u64) -> u8 {
        let place = match &self.args.output {
            Some(folder) => format!("; see {}", folder.join("errors.jsonl").display()),
            None => String::new(),
        };
        let documents = if set_aside == 1 { "document" } else { "documents" };
        match ending {
            Ending::TooManyErrors => {
                tell(format_args!(
                    "error: stopped after {set_aside} {documents} set aside (--max-errors){place}"
                ));
                exit::TOO_MANY_ERRORS
            }
            Ending::Done if set_aside > 0 => {
                tell(format_args!("warning: {set_aside} {documents} set aside{place}"));
                exit::SET_ASIDE
            }
            Ending::Done => exit::DONE,
        }
    }
}

fn spoken(aside: &SetAside) -> String {
    match aside.line {
        Some(line) => format!("{}:{line}: {}; set aside", aside.source, aside.error),
        None => format!("{}; set aside", aside.error),
    }
}

/// What is summed up over all blocks.
#[derive(Default)]
pub(super) struct Tables<'g> {
    pub(super) entities: EntityTable<'g>,
    pub(super) set_aside: Vec<SetAside>,
    pub(super) inputs: Vec<InputFile>,
    pub(super) counts: Counts,
}

impl<'g> Tables<'g> {
    fn take(&mut self, block: &mut Block) {
        self.set_aside.extend_from_slice(&block.set_aside);
        self.inputs.append(&mut block.inputs);
        self.counts += block.counts;
    }

    /// The bytes of `errors.jsonl`.
    fn errors(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for aside in &self.set_aside {
            serde_json::to_writer(&mut out, aside).expect("a row of strings is written to memory");
            out.push(b'\n');
        }
        out
    }
}

/// Where mentions go.
struct Mentions {
    out: Box<dyn Write>,
    name: String,
    /// The first line, until something is written.
    header: String,
    /// Whether the reader of standard output has gone.
    gone: Cell<bool>,
}

impl Mentions {
    fn stdout(args: &ExtractArgs) -> Self {
        let out = Box::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        Self::new(args, out, "standard output")
    }

    fn file(args: &ExtractArgs, staged: &mut Staged) -> Result<Self, Error> {
        let name = args.options().format.file();
        let out: BufWriter<File> = staged.create(name)?;
        Ok(Self::new(args, Box::new(out), name))
    }

    fn new(args: &ExtractArgs, out: Box<dyn Write>, name: &str) -> Self {
        let header = header(args.options().format);
        Self { out, name: name.to_owned(), header, gone: Cell::new(false) }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let header = std::mem::take(&mut self.header);
        let written = self.out.write_all(header.as_bytes()).and_then(|()| self.out.write_all(bytes));
        written.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &io::Error) -> Error {
        self.gone.set(error.kind() == io::ErrorKind::BrokenPipe);
        Error::io(format!("{}: {error}; check that it can be written", self.name))
    }

    /// A failure that is only a closed pipe is none to tell.
    fn closed<T>(&self, ended: Result<T, Error>) -> Result<T, Stop> {
        ended.map_err(|error| if self.gone.get() { Stop::ClosedPipe } else { Stop::Failed(error) })
    }

    fn finish(&mut self) -> Result<(), Stop> {
        let flushed = self.write(b"").and_then(|()| self.out.flush().map_err(|error| self.failed(&error)));
        self.closed(flushed)
    }
}
