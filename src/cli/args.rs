//! The one definition of commands and options; help, man page and completions come from it.

use crate::batch;
use crate::input::{Columns, DumpOptions};
use crate::output::{Format, TypeSet};
use crate::{Date, EntityType, Error, Pipeline};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Finds organisations, places, dates and amounts in French article dumps and normalises them.
#[derive(Debug, Parser)]
#[command(name = "glane", version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Extract the mentions of texts as tables
    #[command(after_help = EXTRACT_EXAMPLES)]
    Extract(ExtractArgs),
    /// Measure against texts marked by hand
    #[command(after_help = EVAL_EXAMPLES)]
    Eval(EvalArgs),
    /// Tell why each mention of a text was made
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Fit the weights of the names' model to texts marked by hand
    #[command(after_help = TRAIN_EXAMPLES)]
    Train(TrainArgs),
    /// Look after lists of names
    #[command(subcommand)]
    Gazetteer(GazetteerCommand),
    /// Print a completion script for a shell
    Completions {
        /// The shell that is to complete
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

const EXTRACT_EXAMPLES: &str = "Examples:
  glane extract dump.txt -o out            tables of all articles of a dump
  glane extract articles/ -o out           … of all .txt and .jsonl files in a folder
  glane extract news.jsonl --types place   only the places, as CSV on standard output
  cat note.txt | glane extract --date 2024-03-12

Exit codes: 0 done; 1 wrong usage; 2 input or output failed; 3 done, with documents set aside;
4 stopped at --max-errors; 130 interrupted.";

const EVAL_EXAMPLES: &str = "Examples:
  glane eval --gold gold.jsonl                          run on the gold texts and compare
  glane eval --gold gold.jsonl --pred out/mentions.csv  compare what was extracted before
  glane eval --gold gold.csv dump.txt                   gold in offsets of a dump
  glane eval --gold gold.jsonl --errors errors.csv --fail-under 0.9

Exit codes: 0 done; 1 wrong usage; 2 input or output failed; 5 below --fail-under.";

const EXPLAIN_EXAMPLES: &str = "Examples:
  glane explain note.txt        every mention, and every candidate that was made none
  glane explain note.txt:120    only what covers code point 120, rejected candidates with their features

A mention is told as follows; features stand with their weights, the strongest first:
  9..13 \"Nice\" place commune
    name        Nice
    entity_id   FR-COM-06088
    rule        place.commune
    list        gazetteers/fr/communes.csv:1981
    confidence  0.90
    scores      organisation  -3.02  place  +2.24  person  -4.02
      organisation  +0.01  place  +0.81  person  -0.05 before=a
    rejected    …               what else was seen here, and why it is no mention";

const TRAIN_EXAMPLES: &str = "Examples:
  glane train --gold marked.txt -o weights.csv          texts with marks like [[Pau|place]], parted by ===
  glane train --gold a.jsonl b.txt -o weights.csv --errors errors.csv
  glane extract dump.txt --weights weights.csv

Exit codes: 0 done; 1 wrong usage; 2 input or output failed.";

const CHECK_EXAMPLES: &str = "Examples:
  glane gazetteer check names.csv          every fault, as file:line: what is wrong
  glane gazetteer check lists/*.csv        ids must agree across the files too

Exit codes: 0 no fault; 1 wrong usage; 2 faults found or input failed.";

const STATS_EXAMPLES: &str = "Examples:
  glane gazetteer stats names.csv
  glane gazetteer stats lists/*.csv        all files as one list";

/// What is read and how.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct PipelineArgs {
    /// Only these types, parted by commas: organisation, place, date, amount, person
    #[arg(long, value_name = "TYPE,…", value_delimiter = ',')]
    pub(super) types: Vec<TypeName>,
    /// Persons too
    #[arg(long)]
    pub(super) persons: bool,
    /// The date of texts that have none of their own
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,
    /// No article of a dump is younger than this
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) newest_date: Option<Date>,
    /// No article of a dump is older than this
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) oldest_date: Option<Date>,
    /// A list of your own names (CSV with the columns surface,type,…); may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) gazetteer: Vec<PathBuf>,
    /// Weights of the names' model, written by `glane train`, in place of the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(super) weights: Option<PathBuf>,
    /// Threads that extract [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) threads: Option<u16>,
}

/// An entity type as an option's value.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypeName(EntityType);

impl std::str::FromStr for TypeName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        EntityType::parse(text).map(Self).ok_or_else(|| {
            let known: Vec<&str> = EntityType::ALL.iter().map(|known| known.as_str()).collect();
            format!("the types are {}", known.join(", "))
        })
    }
}

impl PipelineArgs {
    /// The pipeline with the lists that were asked for.
    pub(super) fn pipeline(&self) -> Result<Pipeline, Error> {
        let pipeline = Pipeline::french().with_gazetteers(&self.gazetteer)?;
        match &self.weights {
            Some(file) => pipeline.with_weights(file),
            None => Ok(pipeline),
        }
    }

    /// The types that were asked for.
    pub(super) fn types(&self) -> TypeSet {
        let asked = self.types.iter().fold(TypeSet::EMPTY, |set, name| set.with(name.0));
        let set = if self.types.is_empty() { TypeSet::DEFAULT } else { asked };
        if self.persons { set.with(EntityType::Person) } else { set }
    }

    /// What is known of dates.
    pub(super) const fn dump(&self) -> DumpOptions {
        DumpOptions { date: self.date, newest_date: self.newest_date, oldest_date: self.oldest_date }
    }

    /// Threads; 0 for one per core.
    pub(super) fn threads(&self) -> usize {
        self.threads.map_or(0, usize::from)
    }
}

#[derive(Args, Clone, Debug)]
pub(super) struct ExtractArgs {
    /// Files, folders, patterns or `-` for standard input
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    /// Folder for mentions, documents, entities and the manifest
    #[arg(short = 'o', long = "output", value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// How mentions are written
    #[arg(long, value_enum, default_value = "csv")]
    pub(super) format: FormatName,
    /// Mentions to standard output even with -o
    #[arg(long)]
    pub(super) to_stdout: bool,
    #[command(flatten)]
    pub(super) pipeline: PipelineArgs,
    /// Field of a record that holds its text
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(super) text_column: String,
    /// Field of a record that holds its id
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub(super) id_column: String,
    /// Field of a record that holds its date
    #[arg(long, value_name = "NAME", default_value = "date")]
    pub(super) date_column: String,
    /// Field of a record that holds its title
    #[arg(long, value_name = "NAME", default_value = "title")]
    pub(super) title_column: String,
    /// Stop when more documents than this had to be set aside
    #[arg(long, value_name = "N")]
    pub(super) max_errors: Option<u64>,
}

/// A format of mentions as an option's value.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FormatName {
    /// Comma-separated values
    Csv,
    /// One JSON object a line
    Jsonl,
}

impl ExtractArgs {
    /// How the batch is to run.
    pub(super) fn options(&self) -> batch::Options {
        batch::Options {
            types: self.pipeline.types(),
            dump: self.pipeline.dump(),
            columns: Columns {
                id: self.id_column.clone(),
                text: self.text_column.clone(),
                date: self.date_column.clone(),
                title: self.title_column.clone(),
            },
            format: match self.format {
                FormatName::Csv => Format::Csv,
                FormatName::Jsonl => Format::JsonLines,
            },
            threads: self.pipeline.threads(),
            max_errors: self.max_errors,
            tables: self.output.is_some(),
        }
    }
}

#[derive(Args, Clone, Debug)]
pub(super) struct EvalArgs {
    /// Marked texts: JSONL, or CSV with offsets in a dump
    #[arg(long, value_name = "FILE")]
    pub(super) gold: PathBuf,
    /// Mentions that were extracted before, instead of running now
    #[arg(long, value_name = "MENTIONS.CSV")]
    pub(super) pred: Option<PathBuf>,
    /// Dumps that the gold counts its offsets in
    #[arg(value_name = "DUMP", conflicts_with = "pred")]
    pub(super) dumps: Vec<PathBuf>,
    /// Folder of the dumps that gold articles name: run on the dumps, dates unknown
    #[arg(long, value_name = "DIR", conflicts_with_all = ["pred", "dumps"])]
    pub(super) dump_dir: Option<PathBuf>,
    #[command(flatten)]
    pub(super) pipeline: PipelineArgs,
    /// Exit with 5 where strict F1 over all types is lower
    #[arg(long, value_name = "F1", value_parser = f1)]
    pub(super) fail_under: Option<f64>,
    /// Write every error as a row of this CSV file
    #[arg(long, value_name = "FILE")]
    pub(super) errors: Option<PathBuf>,
    /// Print figures as JSON
    #[arg(long)]
    pub(super) json: bool,
}

fn f1(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "give a number from 0 to 1".into())
}

#[derive(Args, Clone, Debug)]
pub(super) struct ExplainArgs {
    /// A text file or `-`, with `:OFFSET` for what was seen at that code point only
    #[arg(value_name = "INPUT[:OFFSET]")]
    pub(super) input: String,
    #[command(flatten)]
    pub(super) pipeline: PipelineArgs,
}

impl ExplainArgs {
    /// The types that are shown: those asked for, or all; a person may be why a place is none.
    pub(super) fn shown(&self) -> TypeSet {
        let types = self.pipeline.types();
        if self.pipeline.types.is_empty() { types.with(EntityType::Person) } else { types }
    }
}

#[derive(Args, Clone, Debug)]
pub(super) struct TrainArgs {
    /// Marked texts: JSONL, or .txt with marks like [[Pau|place]]; persons must be marked too
    #[arg(long, value_name = "FILE", required = true, num_args = 1..)]
    pub(super) gold: Vec<PathBuf>,

    /// Marked texts that follow other conventions: what they share with the gold is learnt, their habits are not
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) habits: Vec<PathBuf>,
    /// Where the weights go
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Parts for cross-validation
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(super) folds: u16,
    /// Write every error of the cross-validation as a row of this CSV file
    #[arg(long, value_name = "FILE")]
    pub(super) errors: Option<PathBuf>,
    /// Measure the lists alone and the rules without the model too
    #[arg(long)]
    pub(super) ablation: bool,
    /// A list of your own names; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) gazetteer: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum GazetteerCommand {
    /// Name every fault of lists
    #[command(after_help = CHECK_EXAMPLES)]
    Check(ListArgs),
    /// Count rows, names and entities of lists
    #[command(after_help = STATS_EXAMPLES)]
    Stats(ListArgs),
}

#[derive(Args, Clone, Debug)]
pub(super) struct ListArgs {
    /// Lists of names (CSV with the columns surface,type,…)
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
}
