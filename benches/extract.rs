//! What reading pages costs, against parsing them alone.
//!
//! `cargo bench --bench extract`; quote the ratio of `read` to `parse`, by the
//! fastest samples. The pages are those of the invented shops, each by itself;
//! `SHOPVET_BENCH_PAGES=DIR` takes all HTML files of a folder instead, such as
//! pages of shops as they are served, which hold far more markup for their text.

use scraper::Html;
use shopvet::extract::{Context, Document, read_page};
use shopvet::vocabulary::Vocabulary;
use std::path::{Path, PathBuf};
use url::Url;

fn main() {
    divan::main();
}

/// The most bytes of pages taken from a folder.
const MOST: usize = 20 << 20;

fn html_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            html_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "html" || e == "htm") {
            out.push(path);
        }
    }
}

/// The pages to read, and their bytes.
fn pages() -> (Vec<String>, usize) {
    let folder = std::env::var_os("SHOPVET_BENCH_PAGES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), PathBuf::from);
    let mut files = Vec::new();
    html_files(&folder, &mut files);
    files.sort();
    let mut bytes = 0;
    let pages: Vec<String> = files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .take_while(|page| {
            bytes += page.len();
            bytes <= MOST
        })
        .collect();
    let bytes = pages.iter().map(String::len).sum();
    (pages, bytes)
}

fn address() -> Url {
    Url::parse("https://shop.example/").unwrap_or_else(|_| unreachable!("a constant"))
}

fn context() -> Context<'static> {
    Context { vocabulary: Vocabulary::built_in(), language: None, country: Some("SE") }
}

/// Parsing alone: what `read` is held against.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn parse(bencher: divan::Bencher<'_, '_>) {
    let (pages, bytes) = pages();
    bencher.counter(divan::counter::BytesCount::new(bytes)).bench_local(|| {
        for page in &pages {
            divan::black_box(Html::parse_document(page));
        }
    });
}

/// Parsing and laying out.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn layout(bencher: divan::Bencher<'_, '_>) {
    let ((pages, bytes), url) = (pages(), address());
    bencher.counter(divan::counter::BytesCount::new(bytes)).bench_local(|| {
        for page in &pages {
            divan::black_box(Document::parse(page, &url));
        }
    });
}

/// Parsing, laying out and all extractors.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn read(bencher: divan::Bencher<'_, '_>) {
    let ((pages, bytes), url) = (pages(), address());
    let all = || {
        for page in &pages {
            divan::black_box(read_page(page, &url, context()));
        }
    };
    // The words are put together the first time, which is not reading.
    all();
    bencher.counter(divan::counter::BytesCount::new(bytes)).bench_local(all);
}
