//! Many articles: read in blocks, extracted in parallel, written in the order of the input.
//!
//! The calling thread reads and writes; the pool's threads turn blocks of
//! input into rows. A fixed number of blocks is under way at any time.

mod block;
mod feed;
mod text;
mod worker;

pub(crate) use block::{Block, Counts, InputFile, SetAside};
pub(crate) use feed::hex;
pub(crate) use text::TextFile;
pub(crate) use worker::DOCUMENT_COLUMNS;

use crate::input::{Columns, DumpOptions, Source};
use crate::output::{EntityTable, Format, TypeSet};
use crate::{Error, Pipeline};
use feed::Work;
use rayon::{Scope, ThreadPoolBuilder};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use worker::Worker;

/// How a batch is to be read and written.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The types that are written.
    pub(crate) types: TypeSet,
    /// What is known of dates from outside.
    pub(crate) dump: DumpOptions,
    /// The names of a record's fields.
    pub(crate) columns: Columns,
    /// How mentions are written.
    pub(crate) format: Format,
    /// Threads that extract; 0 for one per core.
    pub(crate) threads: usize,
    /// Stop when more documents than this were set aside.
    pub(crate) max_errors: Option<u64>,
    /// Whether documents, entities and input hashes are wanted beside the mentions.
    pub(crate) tables: bool,
}

/// How a batch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// All input was read.
    Done,
    /// More documents were set aside than allowed.
    TooManyErrors,
}

/// Why reading ends before its time.
enum Halt {
    Failed(Error),
    Ended(Ending),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Takes finished blocks in the order of the input.
pub(crate) type Sink<'s> = dyn FnMut(&mut Block) -> Result<(), Error> + 's;

/// Extracts from `sources` and hands every block to `sink`, in order, on the calling thread;
/// returns how it ended and, where tables are wanted, what was mentioned.
pub(crate) fn run<'g>(
    pipeline: &'g Pipeline,
    sources: &[Source],
    options: &Options,
    sink: &mut Sink<'_>,
) -> Result<(Ending, EntityTable<'g>), Error> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .build()
        .map_err(|error| Error::io(format!("no threads: {error}; give a smaller --threads")))?;
    let worker = Worker::new(pipeline, options);
    let limit = pool.current_num_threads() * 2 + 2;
    let ended = pool.in_place_scope(|scope| {
        let mut queue = Queue::new(&worker, limit, sink);
        feed::feed(pipeline, sources, options, &mut |work| queue.push(scope, work))?;
        queue.finish()
    });
    match ended {
        Ok(()) => Ok((Ending::Done, worker.entities())),
        Err(Halt::Ended(ending)) => Ok((ending, worker.entities())),
        Err(Halt::Failed(error)) => Err(error),
    }
}

/// Sends its block when it is dropped, so that a panic in a worker ends the batch and no one waits.
struct Delivery {
    number: usize,
    block: Block,
    sender: Sender<(usize, Block)>,
    is_whole: bool,
}

impl Delivery {
    /// Says that the work on the block was done to its end.
    const fn seal(&mut self) {
        self.is_whole = true;
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        if !self.is_whole {
            block.failure = Some(Error::data("a worker broke off; please report this"));
        }
        // The receiver is gone only when the batch has failed already.
        let _ = self.sender.send((self.number, block));
    }
}

/// Blocks under way, and those that wait for an earlier one.
struct Queue<'q, 's, 'g> {
    worker: &'q Worker<'q, 'g>,
    limit: usize,
    sink: &'q mut Sink<'s>,
    sender: Sender<(usize, Block)>,
    receiver: Receiver<(usize, Block)>,
    pushed: usize,
    written: usize,
    early: BTreeMap<usize, Block>,
    spare: Vec<Block>,
    set_aside: u64,
}

impl<'q, 's, 'g> Queue<'q, 's, 'g> {
    fn new(worker: &'q Worker<'q, 'g>, limit: usize, sink: &'q mut Sink<'s>) -> Self {
        let (sender, receiver) = channel();
        Self {
            worker,
            limit,
            sink,
            sender,
            receiver,
            pushed: 0,
            written: 0,
            early: BTreeMap::new(),
            spare: Vec::new(),
            set_aside: 0,
        }
    }

    fn push(&mut self, scope: &Scope<'q>, work: Work) -> Result<(), Halt>
    where
        'g: 'q,
    {
        while self.pushed - self.written >= self.limit {
            self.receive()?;
        }
        let (number, sender, worker) = (self.pushed, self.sender.clone(), self.worker);
        let block = self.spare.pop().unwrap_or_default();
        let mut delivery = Delivery { number, block, sender, is_whole: false };
        self.pushed += 1;
        scope.spawn(move |_| {
            worker.work(work, &mut delivery.block);
            delivery.seal();
        });
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Halt> {
        while self.written < self.pushed {
            self.receive()?;
        }
        Ok(())
    }

    /// Waits for a block and writes all whose turn it is.
    fn receive(&mut self) -> Result<(), Halt> {
        let (number, block) = self.receiver.recv().expect("this queue holds a sender itself");
        self.early.insert(number, block);
        while let Some(mut block) = self.early.remove(&self.written) {
            if let Some(error) = block.failure.take() {
                return Err(Halt::Failed(error));
            }
            (self.sink)(&mut block)?;
            self.set_aside += block.set_aside.len() as u64;
            block.clear();
            self.spare.push(block);
            self.written += 1;
            if self.worker.options.max_errors.is_some_and(|most| self.set_aside > most) {
                return Err(Halt::Ended(Ending::TooManyErrors));
            }
        }
        Ok(())
    }
}
