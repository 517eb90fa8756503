//! Measures mentions against texts that were marked by hand.

mod gold;
mod report;
mod score;
mod sheet;
mod values;

pub(crate) use gold::{Gold, Level, Unit};
pub(crate) use report::{errors_csv, json, table};
pub(crate) use score::score;
pub(crate) use sheet::{Sheet, dumps_in, from_dumps, from_mentions, from_texts};
