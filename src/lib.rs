//! **glane** finds organisations, places, dates and amounts in French texts and normalises them.
//!
//! ```
//! let pipeline = glane::Pipeline::french();
//! let document = pipeline.document("Réunis à Nice le 12 mars 2024, ils ont voté 2 millions d'euros.");
//! for mention in pipeline.extract(&document) {
//!     println!("{}\t{}", mention.entity_type(), mention.span.of(document.text()));
//! }
//! ```
#![forbid(unsafe_code)]

#[cfg(feature = "cli")]
mod batch;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
mod document;
mod error;
#[cfg(feature = "cli")]
mod eval;
mod find;
mod gazetteer;
mod input;
mod kind;
mod lang;
mod mention;
#[cfg(feature = "cli")]
mod output;
mod pipeline;
mod resolve;
mod span;
mod text;
mod train;

pub use document::{Article, Document};
pub use error::Error;
pub use gazetteer::{Entry, Gazetteer};
pub use input::{DateBasis, DumpOptions, Part, Segment};
pub use jiff::civil::{Date, Time};
pub use kind::{AmountKind, DateKind, EntityType, Modifier, OrganisationKind, PlaceKind};
pub use lang::fr::{number, ordinal};
pub use mention::{Amount, Candidate, Entity, Mention, Position, Reading, RuleId, TimeValue, Value};
pub use pipeline::Pipeline;
pub use resolve::explain::{Evidence, Explanation, Reason, Rejected};
pub use span::Span;
pub use text::{Gap, Token, TokenKind, fold};
pub use train::{Annotated, Confusion, Counts, Weight, cross_validate, train};
