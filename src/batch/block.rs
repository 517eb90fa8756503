//! What a worker hands over: bytes and small sums.

use crate::{EntityType, Error};
use serde::Serialize;
use std::ops::AddAssign;

/// The rows of one block of input.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// Rows of mentions.
    pub(crate) mentions: Vec<u8>,
    /// Rows of `documents.csv`.
    pub(crate) documents: Vec<u8>,
    /// What could not be read.
    pub(crate) set_aside: Vec<SetAside>,
    /// Files that were read whole by the worker.
    pub(crate) inputs: Vec<InputFile>,
    /// Sums.
    pub(crate) counts: Counts,
    /// Why the batch must end here.
    pub(crate) failure: Option<Error>,
}

impl Block {
    /// Empties the block and keeps its buffers.
    pub(crate) fn clear(&mut self) {
        self.mentions.clear();
        self.documents.clear();
        self.set_aside.clear();
        self.inputs.clear();
        self.counts = Counts::default();
    }
}

/// A document that could not be read: a line of `errors.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SetAside {
    /// The file.
    pub(crate) source: String,
    /// Its line, from 1; `None` for a whole file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u64>,
    /// What is wrong.
    pub(crate) error: String,
}

/// A file that was read, as the manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct InputFile {
    /// The path as given.
    pub(crate) path: String,
    /// Its length.
    pub(crate) bytes: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub(crate) sha256: String,
}

/// Sums over a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    /// Documents that were read.
    pub(crate) documents: u64,
    /// Documents that were set aside.
    pub(crate) skipped: u64,
    /// Bytes of input.
    pub(crate) bytes: u64,
    /// Code points of text.
    pub(crate) chars: u64,
    /// All mentions.
    pub(crate) mentions: u64,
    /// Mentions of organisations.
    pub(crate) organisations: u64,
    /// Mentions of places.
    pub(crate) places: u64,
    /// Mentions of dates.
    pub(crate) dates: u64,
    /// Amounts.
    pub(crate) amounts: u64,
    /// Mentions of persons.
    pub(crate) persons: u64,
}

impl Counts {
    /// Counts a mention.
    pub(crate) const fn add(&mut self, entity_type: EntityType) {
        self.mentions += 1;
        match entity_type {
            EntityType::Organisation => self.organisations += 1,
            EntityType::Place => self.places += 1,
            EntityType::Date => self.dates += 1,
            EntityType::Amount => self.amounts += 1,
            EntityType::Person => self.persons += 1,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.documents += more.documents;
        self.skipped += more.skipped;
        self.bytes += more.bytes;
        self.chars += more.chars;
        self.mentions += more.mentions;
        self.organisations += more.organisations;
        self.places += more.places;
        self.dates += more.dates;
        self.amounts += more.amounts;
        self.persons += more.persons;
    }
}
