//! Completions and the manual page, from the definition of the options.

use super::args::Cli;
use super::{Stop, exit, print};
use clap::CommandFactory;

/// Prints a completion script.
pub(super) fn completions(shell: clap_complete::Shell) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "glane", &mut script);
    print(&script)?;
    Ok(exit::DONE)
}

/// Prints the manual page of the program, those of its commands below it.
pub(super) fn man() -> Result<u8, Stop> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(command.clone()).render(&mut page).and_then(|()| {
        for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
            let name = format!("glane-{}", part.get_name());
            clap_mangen::Man::new(part.clone()).title(name).render(&mut page)?;
        }
        Ok(())
    });
    written.map_err(|error| Stop::stdout(&error))?;
    print(&page)?;
    Ok(exit::DONE)
}
