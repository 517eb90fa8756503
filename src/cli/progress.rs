//! The progress bar: on standard error, and only on a terminal.

use crate::input::Source;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};

/// A bar over the bytes of `sources`; it draws nothing where standard error is no terminal.
pub(super) fn bar(sources: &[Source]) -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let total: u64 = sources.iter().map(|source| source.bytes).sum();
    let known = sources.iter().all(|source| source.bytes > 0);
    let template = if known {
        "{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}"
    } else {
        "{spinner} {bytes} {bytes_per_sec}"
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(known.then_some(total), ProgressDrawTarget::stderr_with_hz(10))
        .with_style(style)
}
