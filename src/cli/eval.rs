//! `glane eval`.

use super::args::EvalArgs;
use super::{Stop, exit, print, tell};
use crate::Error;
use crate::eval::{self, Gold, Sheet};
use crate::output::TypeSet;
use std::fs;

/// Runs the command and returns its exit code.
pub(super) fn run(args: &EvalArgs) -> Result<u8, Stop> {
    let gold = Gold::read(&args.gold)?;
    let types = gold.types.and(args.pipeline.types());
    if types == TypeSet::EMPTY {
        let gold = args.gold.display();
        return Err(Error::data(format!("{gold}: it marks none of the types asked for")).into());
    }
    let sheets = sheets(args, gold, types)?;
    let scores = eval::score(&sheets, types);
    if let Some(path) = &args.errors {
        let rows = eval::errors_csv(&scores, &sheets)?;
        fs::write(path, rows).map_err(|error| {
            Error::io(format!("{}: {error}; check that it can be written", path.display()))
        })?;
    }
    if args.json {
        print(format!("{:#}\n", eval::json(&scores)).as_bytes())?;
    } else {
        print(eval::table(&scores).as_bytes())?;
    }
    let total = scores.total();
    let [.., f1] = total.shares(total.strict);
    match args.fail_under {
        Some(least) if f1 < least => {
            tell(format_args!("error: strict F1 {f1:.4} is below --fail-under {least}"));
            Ok(exit::BELOW)
        }
        _ => Ok(exit::DONE),
    }
}

fn sheets(args: &EvalArgs, gold: Gold, types: TypeSet) -> Result<Vec<Sheet>, Error> {
    if let Some(mentions) = &args.pred {
        return eval::from_mentions(mentions, gold, types);
    }
    let pipeline = args.pipeline.pipeline()?;
    let dump = args.pipeline.dump();
    let dumps = match &args.dump_dir {
        Some(folder) => eval::dumps_in(folder, &gold),
        None => args.dumps.clone(),
    };
    if !dumps.is_empty() {
        return eval::from_dumps(&pipeline, gold, &dumps, types, &dump);
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.pipeline.threads())
        .build()
        .map_err(|error| Error::io(format!("no threads: {error}; give a smaller --threads")))?;
    pool.install(|| eval::from_texts(&pipeline, gold, types, dump.date))
}
