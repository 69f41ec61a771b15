//! The report as PDF: printed by a real Chromium, read back by a parser of PDF.
#![cfg(feature = "browser")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may fail, and says what it left out"
)]

use lopdf::{Document, Object};
use std::path::Path;
use std::process::{Command, Output};

fn shopvet(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shopvet"))
        .args(args)
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder)
        .env_remove("SHOPVET_CHROMIUM")
        .output()
        .unwrap()
}

/// Whether there is a Chromium to print with; said loudly where there is none.
fn can_print() -> bool {
    if shopvet::chromium::find::find(None).unwrap().is_some() {
        return true;
    }
    assert!(
        std::env::var_os("SHOPVET_REQUIRE_CHROMIUM").is_none(),
        "there is no Chromium, and SHOPVET_REQUIRE_CHROMIUM is set"
    );
    eprintln!("LEFT OUT: there is no Chromium on this machine");
    false
}

/// What a dictionary holds under a name, with references followed.
fn at<'a>(pdf: &'a Document, object: &'a Object, name: &str) -> Option<&'a Object> {
    let (_, object) = pdf.dereference(object).ok()?;
    let found = object.as_dict().ok()?.get(name.as_bytes()).ok()?;
    Some(pdf.dereference(found).ok()?.1)
}

/// The titles of the bookmarks beside this one and inside of them.
fn bookmarks(
    pdf: &Document,
    first: Option<&Object>,
    depth: usize,
    found: &mut Vec<(usize, String)>,
) {
    let mut next = first;
    while let Some(item) = next {
        let title = at(pdf, item, "Title").map(|title| lopdf::decode_text_string(title).unwrap());
        found.push((depth, title.unwrap()));
        bookmarks(pdf, at(pdf, item, "First"), depth + 1, found);
        next = at(pdf, item, "Next");
    }
}

#[test]
fn the_pdf_is_tagged_has_bookmarks_and_runs_nothing() {
    if !can_print() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let out = shopvet(
        folder.path(),
        &["demo", "--lang", "sv", "--format", "pdf=a.pdf", "--format", "html=a.html"],
    );
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    let bytes = std::fs::read(folder.path().join("a.pdf")).unwrap();
    let pdf = Document::load_mem(&bytes).unwrap();
    let root = Object::Dictionary(pdf.catalog().unwrap().clone());

    let marked = at(&pdf, &root, "MarkInfo").and_then(|info| at(&pdf, info, "Marked"));
    assert_eq!(marked.and_then(|marked| marked.as_bool().ok()), Some(true), "it is not tagged");
    assert!(at(&pdf, &root, "StructTreeRoot").is_some(), "it has no structure");
    let language = at(&pdf, &root, "Lang").map(|tag| lopdf::decode_text_string(tag).unwrap());
    assert_eq!(language.as_deref(), Some("sv"));

    let outline = at(&pdf, &root, "Outlines").unwrap();
    let mut found = Vec::new();
    bookmarks(&pdf, at(&pdf, outline, "First"), 0, &mut found);
    // The headings of the page are its bookmarks, in their order.
    let page = std::fs::read_to_string(folder.path().join("a.html")).unwrap();
    let page = scraper::Html::parse_document(&page);
    let headings: Vec<String> = page
        .select(&scraper::Selector::parse("h1, h2").unwrap())
        .map(|heading| heading.text().collect::<String>())
        .collect();
    let upper: Vec<String> =
        found.iter().filter(|(depth, _)| *depth < 2).map(|(_, title)| title.clone()).collect();
    assert_eq!(upper, headings);

    assert!(pdf.get_pages().len() > 3);
    let numbers: Vec<u32> = pdf.get_pages().keys().copied().collect();
    let text = pdf.extract_text(&numbers).unwrap();
    assert!(text.contains("glimmerkvist"), "{text}");

    // Nothing in it acts but links to the sources of the rules.
    for object in pdf.objects.values() {
        let Ok(action) = object.as_dict() else { continue };
        let Ok(kind) = action.get(b"S").and_then(Object::as_name) else { continue };
        assert!(
            !matches!(kind, b"JavaScript" | b"Launch" | b"SubmitForm" | b"GoToR" | b"ImportData"),
            "{action:?}"
        );
        if kind == b"URI" {
            let to = action.get(b"URI").and_then(Object::as_str).unwrap();
            assert!(to.starts_with(b"https://") || to.starts_with(b"http://"), "{action:?}");
        }
    }
}

#[test]
fn what_cannot_be_printed_is_said_before_the_visit() {
    let folder = tempfile::tempdir().unwrap();
    for (args, says) in [
        (&["demo", "--format", "pdf"][..], "--format pdf=report.pdf"),
        (&["demo", "--format", "pdf=none/a.pdf"], "there is no folder none"),
        (&["demo", "--format", "pdf=a.pdf", "--chromium", "./no-such"], "--chromium ./no-such"),
    ] {
        let out = shopvet(folder.path(), args);
        let told = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(told.contains(says) && !told.contains("serving"), "{told}");
    }
    // Without a browser anywhere.
    let out = Command::new(env!("CARGO_BIN_EXE_shopvet"))
        .args(["demo", "--format", "pdf=a.pdf"])
        .current_dir(folder.path())
        .env_remove("SHOPVET_CHROMIUM")
        .env("PATH", folder.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&out.stderr);
    if !told.contains("serving") {
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(told.contains("install one, or name it with --chromium FILE"), "{told}");
    }
}

#[test]
fn a_browser_that_does_not_print_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let out =
        shopvet(folder.path(), &["demo", "--format", "pdf=a.pdf", "--chromium", "/bin/false"]);
    let told = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(4), "{told}");
    assert!(told.contains("cannot print the PDF: /bin/false does not start"), "{told}");
    assert!(!folder.path().join("a.pdf").exists());
}
