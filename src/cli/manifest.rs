//! `manifest.json`: what made the tables.

use super::args::ExtractArgs;
use super::extract::Tables;
use crate::batch::hex;
use crate::{EntityType, Error};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The bytes of the manifest. Only `times` differs between two runs of the same call.
pub(super) fn render(args: &ExtractArgs, tables: &Tables<'_>, elapsed: Duration) -> Result<Vec<u8>, Error> {
    let manifest = json!({
        "schema": 1,
        "glane": env!("CARGO_PKG_VERSION"),
        "options": options(args),
        "gazetteers": gazetteers(args)?,
        "weights": args.pipeline.weights.as_deref().map(hashed).transpose()?,
        "inputs": tables.inputs,
        "counts": tables.counts,
        "entities": tables.entities.len(),
        "times": times(elapsed),
    });
    let mut bytes = serde_json::to_vec_pretty(&manifest).expect("a value is written to memory");
    bytes.push(b'\n');
    Ok(bytes)
}

fn options(args: &ExtractArgs) -> Value {
    let types = args.pipeline.types();
    let types: Vec<&str> =
        EntityType::ALL.iter().filter(|known| types.has(**known)).map(|known| known.as_str()).collect();
    let dump = args.pipeline.dump();
    json!({
        "inputs": args.inputs,
        "types": types,
        "format": args.options().format.file(),
        "date": dump.date.map(|date| date.to_string()),
        "newest_date": dump.newest_date.map(|date| date.to_string()),
        "oldest_date": dump.oldest_date.map(|date| date.to_string()),
        "text_column": args.text_column,
        "id_column": args.id_column,
        "date_column": args.date_column,
        "title_column": args.title_column,
        "max_errors": args.max_errors,
    })
}

fn gazetteers(args: &ExtractArgs) -> Result<Vec<Value>, Error> {
    args.pipeline.gazetteer.iter().map(|path| hashed(path)).collect()
}

fn hashed(path: &Path) -> Result<Value, Error> {
    let bytes = fs::read(path)
        .map_err(|error| Error::io(format!("{}: {error}; check that it can be read", path.display())))?;
    Ok(json!({ "path": path.display().to_string(), "sha256": hex(&Sha256::digest(&bytes)) }))
}

fn times(elapsed: Duration) -> Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let finished = jiff::Timestamp::from_second(i64::try_from(now.as_secs()).unwrap_or(i64::MAX));
    json!({
        "finished": finished.map(|time| time.to_string()).unwrap_or_default(),
        "seconds": (elapsed.as_secs_f64() * 1000.0).round() / 1000.0,
    })
}
