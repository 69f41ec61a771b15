//! Pages and handbooks as Markdown and HTML.
//!
//! HTML is one file that loads nothing and runs nothing, with a content security policy
//! that says so, and prints on A4. What stands between backticks is shown as code;
//! everything else is escaped for its format.

use super::text;
use super::words::words;
use super::{Book, Explanation, Page};
use minijinja::value::{Serde, Value};
use minijinja::{Environment, HtmlEscape, context};

/// How a page is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain lines for a terminal.
    Text,
    /// Markdown.
    Markdown,
    /// One self-contained HTML page.
    Html,
}

/// One file of a handbook that is written as a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The file's name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

impl Format {
    const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

/// One rule as a page.
///
/// # Errors
/// When a template is at fault, which the tests rule out for the built-in ones.
pub fn page(page: &Page, format: Format) -> Result<String, minijinja::Error> {
    if format == Format::Text {
        return Ok(text::page(page));
    }
    let lines = lines(page);
    let template = format!("page.{}", format.ending());
    render(
        &template,
        context! {
            page => Serde(page),
            lines => lines,
            full => true,
            words => Serde(words(&page.language).table()),
            language => &page.language,
        },
    )
}

/// A template filled in, ended by one line break.
fn render(template: &str, context: Value) -> Result<String, minijinja::Error> {
    let mut text = environment()?.get_template(template)?.render(context)?;
    text.truncate(text.trim_end().len());
    text.push('\n');
    Ok(text)
}

/// A handbook in one piece.
///
/// # Errors
/// When a template is at fault, which the tests rule out for the built-in ones.
pub fn book(book: &Book, format: Format) -> Result<String, minijinja::Error> {
    render_book(book, format, false)
}

/// A handbook as one file with cover and contents, and one for each rule.
///
/// # Errors
/// When a template is at fault, which the tests rule out for the built-in ones.
pub fn leaves(book: &Book, format: Format) -> Result<Vec<Sheet>, minijinja::Error> {
    let ending = format.ending();
    let mut sheets =
        vec![Sheet { name: format!("index.{ending}"), text: render_book(book, format, true)? }];
    for rule in book.groups.iter().flat_map(|group| &group.pages) {
        sheets.push(Sheet { name: format!("{}.{ending}", rule.id), text: page(rule, format)? });
    }
    Ok(sheets)
}

/// Why a rule came out as it did, as lines for a terminal.
#[must_use]
pub fn explanation(explanation: &Explanation) -> String {
    text::explanation(explanation)
}

fn render_book(book: &Book, format: Format, apart: bool) -> Result<String, minijinja::Error> {
    // A handbook has no form for a terminal.
    let ending = if format == Format::Html { "html" } else { "md" };
    let groups: Vec<Value> = book
        .groups
        .iter()
        .map(|group| {
            let pages: Vec<Value> = group
                .pages
                .iter()
                .map(|page| context! { page => Serde(page), lines => lines(page) })
                .collect();
            context! { id => &group.id, title => &group.title, pages => pages }
        })
        .collect();
    render(
        &format!("book.{ending}"),
        context! {
            book => Serde(book),
            groups => groups,
            apart => apart,
            full => false,
            words => Serde(words(&book.language).table()),
            language => &book.language,
        },
    )
}

/// The conditions of a page as lines, for formats that indent them.
fn lines(page: &Page) -> Value {
    let of = |prose: &super::Prose| -> Vec<Value> {
        prose
            .lines()
            .into_iter()
            .map(|(depth, text)| context! { indent => "  ".repeat(depth), text => text })
            .collect()
    };
    context! { required => of(&page.required), applies => page.applies.as_ref().map(of) }
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.add_filter("code", html);
    environment.add_filter("md", markdown);
    for (name, text) in [
        ("style.css", include_str!("templates/style.css")),
        ("page.html", include_str!("templates/page.html")),
        ("rule.html", include_str!("templates/rule.html")),
        ("book.html", include_str!("templates/book.html")),
        ("page.md", include_str!("templates/page.md")),
        ("rule.md", include_str!("templates/rule.md")),
        ("book.md", include_str!("templates/book.md")),
    ] {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

/// Text that alternates with code between backticks; all text where one is left alone.
fn spans(text: &str) -> Vec<(bool, &str)> {
    if text.matches('`').count() % 2 == 1 {
        return vec![(false, text)];
    }
    text.split('`').enumerate().map(|(index, part)| (index % 2 == 1, part)).collect()
}

fn html(text: &str) -> Value {
    let mut out = String::new();
    for (code, part) in spans(text) {
        let part = HtmlEscape(part);
        out.push_str(&if code { format!("<code>{part}</code>") } else { part.to_string() });
    }
    Value::from_safe_string(out)
}

fn markdown(text: &str) -> String {
    let mut out = String::new();
    for (code, part) in spans(text) {
        if code {
            out.push_str(&format!("`{}`", part.replace(['\n', '\r'], " ")));
            continue;
        }
        for c in part.chars() {
            if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handbook::LANGUAGES;
    use crate::rules::Library;

    const HOSTILE: &str = "<script>alert(1)</script> & \"a\" _b_ `<i>`";

    fn hostile() -> Page {
        let library = Library::built_in().unwrap();
        let rule = library.rule("odr-link-removed").unwrap();
        let mut page = Page::new(rule, Some(&library), "en");
        for text in [&mut page.title, &mut page.why, &mut page.guidance, &mut page.example] {
            HOSTILE.clone_into(text);
        }
        page.required.text = HOSTILE.to_owned();
        page.examples[0].name = HOSTILE.to_owned();
        page.references[0].title = HOSTILE.to_owned();
        page
    }

    #[test]
    fn what_rules_say_is_escaped() {
        let page = hostile();
        let html = super::page(&page, Format::Html).unwrap();
        assert!(!html.contains("<script") && !html.contains("<i>"), "{html}");
        assert!(html.contains("<code>&lt;i&gt;</code>"));
        let markdown = super::page(&page, Format::Markdown).unwrap();
        assert!(!markdown.contains("<script>") && markdown.contains("\\<script\\>"), "{markdown}");
        assert!(markdown.contains("`<i>`"));
    }

    fn check(library: &Library, pack: &str, language: &str) {
        let chosen = library.select(&[pack.to_owned()], None).unwrap();
        let made = Book::new(library, &chosen, language, "2026-11-27");
        for (format, mark) in
            [(Format::Markdown, "<a id=\""), (Format::Html, "<section class=\"rule ")]
        {
            let text = book(&made, format).unwrap();
            let rules = text.matches(mark).count();
            assert_eq!(rules, chosen.rules.len(), "{pack} {language} {format:?}");
            assert!(!text.contains("undefined"), "{pack} {language} {format:?}");
            if format == Format::Html {
                // Rules may speak of elements; none of them becomes one.
                let loads = scraper::Selector::parse("script, [src]").unwrap();
                assert!(scraper::Html::parse_document(&text).select(&loads).next().is_none());
            }
        }
    }

    #[test]
    fn every_pack_has_a_handbook() {
        let library = Library::built_in().unwrap();
        for (index, pack) in library.packs().enumerate() {
            check(&library, &pack.name, LANGUAGES[index % LANGUAGES.len()]);
        }
    }

    #[test]
    fn a_handbook_can_be_had_in_every_language() {
        let library = Library::built_in().unwrap();
        for language in LANGUAGES {
            check(&library, "worldline", language);
        }
    }

    #[test]
    fn a_handbook_may_be_a_folder() {
        let library = Library::built_in().unwrap();
        let chosen = library.select(&["baseline".to_owned()], None).unwrap();
        let made = Book::new(&library, &chosen, "en", "2026-11-27");
        let sheets = leaves(&made, Format::Html).unwrap();
        assert_eq!(sheets.len(), chosen.rules.len() + 1);
        let first = &chosen.rules[0].id;
        assert!(sheets[0].text.contains(&format!("href=\"{first}.html\"")));
        assert_eq!(sheets[1].name, format!("{first}.html"));
    }

    #[test]
    fn links_in_one_piece_lead_somewhere() {
        let library = Library::built_in().unwrap();
        let chosen = library.select(&["se".to_owned()], None).unwrap();
        let text = book(&Book::new(&library, &chosen, "sv", "2026-11-27"), Format::Html).unwrap();
        let targets = text.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
        let mut count = 0;
        for target in targets {
            count += 1;
            assert!(text.contains(&format!("id=\"{target}\"")), "{target}");
        }
        assert!(count > chosen.rules.len());
    }
}
