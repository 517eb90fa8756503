//! The `glane` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(glane::cli::main())
}
