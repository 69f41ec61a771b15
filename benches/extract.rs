//! What reading a page costs, against parsing it alone.
//!
//! `cargo bench --bench extract`; quote the ratio of `read` to `parse`.

use scraper::Html;
use shopvet::extract::{Context, Document, read_page};
use shopvet::vocabulary::Vocabulary;
use std::path::Path;
use url::Url;

fn main() {
    divan::main();
}

/// The pages of the example shop, put together to one of a realistic size.
fn page() -> String {
    fn walk(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "html") {
                out.push(path);
            }
        }
    }
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/glimmerkvist/site"), &mut files);
    files.sort();
    let pages: Vec<String> =
        files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    pages.join("\n")
}

fn address() -> Url {
    Url::parse("https://shop.example/").unwrap_or_else(|_| unreachable!("a constant"))
}

#[divan::bench]
fn parse(bencher: divan::Bencher<'_, '_>) {
    let source = page();
    bencher
        .counter(divan::counter::BytesCount::of_str(&source))
        .bench(|| Html::parse_document(&source));
}

#[divan::bench]
fn layout(bencher: divan::Bencher<'_, '_>) {
    let (source, url) = (page(), address());
    bencher
        .counter(divan::counter::BytesCount::of_str(&source))
        .bench(|| Document::parse(&source, &url));
}

#[divan::bench]
fn read(bencher: divan::Bencher<'_, '_>) {
    let (source, url) = (page(), address());
    let context =
        Context { vocabulary: Vocabulary::built_in(), language: None, country: Some("SE") };
    bencher
        .counter(divan::counter::BytesCount::of_str(&source))
        .bench(|| read_page(&source, &url, context));
}
