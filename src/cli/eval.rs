//! `glane eval`.

use super::Stop;
use super::args::EvalArgs;

/// Runs the command and returns its exit code.
pub(super) fn run(_args: &EvalArgs) -> Result<u8, Stop> {
    Err(crate::Error::usage("eval is not there yet").into())
}
