//! What a visit is doing, on standard error while it works.
//!
//! A moving line where a person watches; nothing where standard error is a file
//! or a pipe, so that logs stay readable.

use crate::collect::{Event, Request};
use crate::report::safe;
use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// The moving line.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins the line for a visit.
    pub(super) fn new(request: &Request) -> Self {
        let bar = ProgressBar::new(request.limits.max_pages as u64);
        let style =
            ProgressStyle::with_template("{spinner} {pos}/{len} pages  {elapsed}  {wide_msg}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self { bar }
    }

    /// Shows one event.
    pub(super) fn show(&self, event: &Event) {
        if let Event::Page { read, .. } = event {
            self.bar.set_position(*read as u64);
        }
        let message = match event {
            Event::Started { url } | Event::Page { url, .. } => safe::line(url),
            Event::Dns => "name servers answered".to_owned(),
            Event::Registry { answers } => format!("registries gave {answers} answers"),
            Event::Tls { trusted: true } => "certificate is good".to_owned(),
            Event::Tls { trusted: false } => "certificate is not good".to_owned(),
            Event::Step { action, url, .. } => {
                format!("{}: {}", action.code(), safe::line(url))
            }
            Event::Note(note) => {
                let note = safe::line(note);
                self.bar.suspend(|| anstream::eprintln!("note: {note}"));
                note
            }
            Event::Stopped(_) => "a limit was reached".to_owned(),
            Event::Finished => "done".to_owned(),
        };
        self.bar.set_message(message);
    }

    /// Takes the line away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
