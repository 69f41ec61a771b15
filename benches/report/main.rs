//! What a report of a large visit costs: bytes and milliseconds of every format.
//!
//! `cargo bench --bench report`; quote the table. A shop of more than a hundred pages is
//! visited in Chromium and judged by the default packs and by all of them. The HTML
//! report is to stay under 3 MB with its pictures, so that it fits into a case file, and
//! to be written in less than a second; this program fails where either does not hold.
//! `SHOPVET_BENCH_BUNDLE=FILE.wacz` takes a visit that was saved, and saves this one there
//! where there is no such file yet.

mod shop;
mod visit;

use shopvet::chromium::find::find;
use shopvet::chromium::print;
use shopvet::judge::FailOn;
use shopvet::report::letter::{self, Form};
use shopvet::report::{Report, csv, html, json, junit, markdown, sarif, terminal};
use shopvet::rules::{Languages, Library};
use shopvet::snapshot::{Snapshot, bundle};
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Fewer pages are no large visit.
const LEAST_PAGES: usize = 100;
/// Most bytes of the HTML report.
const MOST_BYTES: usize = 3_000_000;
/// Longest time in which it is written.
const MOST_TIME: Duration = Duration::from_secs(1);
/// How often each format is written, and printed.
const TIMES: usize = 15;
const PRINTED: usize = 3;

type Write = fn(&Report) -> Result<String, Box<dyn Error>>;

const FORMATS: [(&str, Write); 9] = [
    ("html", |report| Ok(html::render(report)?)),
    ("json", |report| Ok(json::render(report))),
    ("terminal", |report| Ok(terminal::render(report, terminal::Show::default()))),
    ("markdown", |report| Ok(markdown::render(report))),
    ("sarif", |report| Ok(sarif::render(report))),
    ("junit", |report| Ok(junit::render(report, FailOn::Review)?)),
    ("csv", |report| Ok(csv::render(report)?)),
    ("letter.txt", |report| Ok(letter::render(report, Form::Text, None)?)),
    ("letter.html", |report| Ok(letter::render(report, Form::Html, None)?)),
];

fn main() -> ExitCode {
    match measure() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            anstream::eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The visit: a saved one, or one that is made now.
fn snapshot() -> Result<Snapshot, Box<dyn Error>> {
    let saved = std::env::var_os("SHOPVET_BENCH_BUNDLE").map(PathBuf::from);
    if let Some(file) = saved.as_ref().filter(|file| file.exists()) {
        return Ok(bundle::read(file)?);
    }
    let chromium = find(None)?;
    if chromium.is_none() {
        anstream::println!("NO CHROMIUM: pages are read as served, and THERE ARE NO PICTURES");
    }
    let clock = Instant::now();
    let snapshot = visit::visit(chromium)?;
    anstream::println!("visited in {:.0} s", clock.elapsed().as_secs_f64());
    if let Some(file) = saved {
        bundle::write(&snapshot, &file)?;
    }
    Ok(snapshot)
}

/// Says all that is measured, and whether the bounds hold.
fn measure() -> Result<bool, Box<dyn Error>> {
    let seen = visit::Seen::of(snapshot()?)?;
    let library = Library::load_in(&[], Languages::Only("en"))
        .map_err(|problems| format!("what ships is not sound: {problems:?}"))?;
    let every: Vec<String> = library.packs().map(|pack| pack.name.clone()).collect();
    let mut holds = true;
    for (name, packs) in [("default packs", &[][..]), ("all packs", &every)] {
        let report = seen.report(&library, packs)?;
        let (read, summary) = (report.pages.len(), report.summary);
        let (pass, fail, open) = (summary.pass, summary.fail, summary.inconclusive);
        anstream::println!("\n{name}: {read} pages read, {pass} pass, {fail} fail, {open} open");
        if read < LEAST_PAGES {
            anstream::println!("  NO LARGE VISIT: {LEAST_PAGES} pages are wanted");
            holds = false;
        }
        holds &= table(&report)?;
    }
    Ok(holds)
}

/// The table of one report; whether its HTML keeps within the bounds.
fn table(report: &Report) -> Result<bool, Box<dyn Error>> {
    anstream::println!("  {:12} {:>10} {:>10} {:>10}", "format", "bytes", "median ms", "worst ms");
    let mut holds = true;
    for (name, write) in FORMATS {
        let (text, median) = row(name, TIMES, || Ok(write(report)?.into_bytes()))?;
        if name == "html" {
            holds = bounds(&String::from_utf8(text)?, median);
        }
    }
    if let Some(program) = find(None)? {
        let page = html::render(report)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        row("pdf", PRINTED, || Ok(runtime.block_on(print::pdf(&program, &page))?))?;
    }
    Ok(holds)
}

/// One line of the table: what was written, and the median of the times.
fn row(
    name: &str,
    times: usize,
    write: impl Fn() -> Result<Vec<u8>, Box<dyn Error>>,
) -> Result<(Vec<u8>, Duration), Box<dyn Error>> {
    let mut written = Vec::new();
    let mut taken = Vec::with_capacity(times);
    for _ in 0..times {
        let clock = Instant::now();
        written = write()?;
        taken.push(clock.elapsed());
    }
    taken.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let (median, worst) = (taken[times / 2], taken[times - 1]);
    let bytes = written.len();
    anstream::println!("  {name:12} {bytes:>10} {:>10.2} {:>10.2}", ms(median), ms(worst));
    Ok((written, median))
}

/// Whether a page keeps within the bounds, said plainly.
fn bounds(page: &str, median: Duration) -> bool {
    let data = |mark: &str, end: char| -> (usize, usize) {
        let parts = page.split(mark).skip(1).map(|rest| rest.find(end).unwrap_or(rest.len()));
        parts.fold((0, 0), |(number, bytes), part| (number + 1, bytes + part))
    };
    let (pictures, pictured) = data("url(data:image/", ')');
    let (_, carried) = data("data:application/gzip;base64,", '"');
    let rest = page.len() - pictured - carried;
    anstream::println!(
        "    {pictured} bytes of {pictures} pictures, {carried} of the JSON carried, {rest} of all else"
    );
    let verdict = |kept: bool| if kept { "holds" } else { "DOES NOT HOLD" };
    let (small, quick) = (page.len() < MOST_BYTES, median < MOST_TIME);
    anstream::println!("    under {MOST_BYTES} bytes: {}", verdict(small));
    anstream::println!("    in less than {MOST_TIME:?}: {}", verdict(quick));
    small && quick
}
