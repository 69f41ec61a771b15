//! Pages: what a browser would make of them, by its own rules of parsing.

use crate::outputs::Expected;
use crate::payloads::hidden;
use regex::Regex;
use scraper::{Html, Node};

/// What may stand in a page.
struct Form {
    elements: &'static [&'static str],
    attributes: &'static [&'static str],
    /// The style sheet of the template, with which that of the page begins.
    style: &'static str,
    /// What may follow it, and what further sheets may be.
    more: &'static str,
}

const FRAME: [&str; 10] =
    ["html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3"];

const REPORT: Form = Form {
    elements: &[
        "a",
        "article",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "h4",
        "header",
        "input",
        "label",
        "legend",
        "li",
        "nav",
        "ol",
        "p",
        "section",
        "span",
        "strong",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "th",
        "thead",
        "tr",
        "ul",
    ],
    attributes: &[
        "aria-label",
        "aria-labelledby",
        "autocomplete",
        "charset",
        "class",
        "content",
        "data-name",
        "download",
        "href",
        "http-equiv",
        "id",
        "lang",
        "name",
        "open",
        "rel",
        "role",
        "rows",
        "scope",
        "style",
        "tabindex",
        "title",
        "type",
        "value",
    ],
    style: include_str!("../../src/report/templates/report/style.css"),
    more: concat!(
        r#"^\s*@page \{ @top-left \{ content: "[\p{L}\p{N} .,:\[\]-]*"; \} "#,
        r#"@bottom-left \{ content: "[\p{L}\p{N} .,:\[\]-]*"; \} \}\s*$"#,
        r"|^(\.picture-[0-9A-Fa-f]{0,16}\{background-image:",
        r"url\(data:image/(jpeg|png|webp);base64,[A-Za-z0-9+/=]*\)\})+$",
    ),
};

const LETTER: Form = Form {
    elements: &["blockquote", "br", "code", "li", "ol", "p", "q", "ul"],
    attributes: &["charset", "class", "content", "http-equiv", "lang", "name", "start"],
    style: include_str!("../../src/report/templates/letter/letter.html"),
    more: r"^\s*$",
};

const DIFF: Form = Form {
    elements: &["article", "b", "code", "li", "p", "section", "ul"],
    attributes: &["charset", "class", "content", "http-equiv", "lang", "name"],
    style: include_str!("../../src/report/templates/diff.html"),
    more: r"^\s*$",
};

pub(crate) fn report(page: &[u8], _: &Expected) -> Vec<String> {
    faults(page, &REPORT)
}

pub(crate) fn letter(page: &[u8], _: &Expected) -> Vec<String> {
    faults(page, &LETTER)
}

pub(crate) fn diff(page: &[u8], _: &Expected) -> Vec<String> {
    faults(page, &DIFF)
}

fn faults(page: &[u8], form: &Form) -> Vec<String> {
    let Ok(source) = std::str::from_utf8(page) else { return vec!["it is no UTF-8".to_owned()] };
    let mut faults = hidden(source);
    let page = Html::parse_document(source);
    faults.extend(page.errors.iter().map(|error| format!("the parser says: {error}")));
    let mut sheets = Vec::new();
    for node in page.tree.nodes() {
        match node.value() {
            Node::Element(element) => {
                let name = element.name();
                if !FRAME.contains(&name) && !form.elements.contains(&name) {
                    faults.push(format!("<{name}>"));
                }
                for (attribute, value) in element.attrs() {
                    if !form.attributes.contains(&attribute) {
                        faults.push(format!("<{name} {attribute}={value:.80}>"));
                    }
                    if let Some(fault) = attribute_fault(name, attribute, value) {
                        faults.push(format!("<{name} {attribute}={value:.80}>: {fault}"));
                    }
                }
                if name == "style" {
                    sheets.push(
                        node.descendants()
                            .filter_map(|n| n.value().as_text())
                            .fold(String::new(), |sheet, text| sheet + text),
                    );
                }
            }
            Node::Comment(comment) => faults.push(format!("a comment: {:.80}", &**comment)),
            Node::ProcessingInstruction(_) => faults.push("an instruction".to_owned()),
            _ => {}
        }
    }
    let own = form.style.split_once("<style>").map_or(form.style, |(_, rest)| rest);
    let own = own.split_once("</style>").map_or(own, |(own, _)| own).trim();
    let more = Regex::new(form.more).unwrap();
    match sheets.split_first().map(|(first, others)| (first.trim().strip_prefix(own), others)) {
        Some((Some(rest), others)) => {
            let strange = std::iter::once(rest).chain(others.iter().map(String::as_str));
            for sheet in strange.filter(|sheet| !sheet.is_empty() && !more.is_match(sheet)) {
                faults.push(format!("a strange style sheet: {sheet:.200}"));
            }
        }
        _ => faults.push("the first style sheet is not that of the template".to_owned()),
    }
    faults
}

/// What is wrong with the value of an attribute that may stand there.
fn attribute_fault(element: &str, name: &str, value: &str) -> Option<&'static str> {
    let starts = |starts: &[&str]| starts.iter().any(|start| value.starts_with(start));
    let fine = match name {
        "href" => {
            element == "a" && starts(&["http://", "https://", "#", "data:application/gzip;base64,"])
        }
        "http-equiv" => value == "Content-Security-Policy",
        "style" => {
            let safe = |c: char| c.is_ascii_alphanumeric() || " :;,.%/-".contains(c);
            matches!(element, "div" | "span") && value.chars().all(safe)
        }
        "type" => matches!(value, "radio" | "text"),
        "download" => value == "report.json.gz",
        "class" => !value.contains(['<', '"']) && value.len() < 100,
        _ => !name.starts_with("on"),
    };
    (!fine).then_some("it may not say that")
}

#[test]
fn a_broken_page_is_noticed() {
    let page = |body: &str| {
        format!(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>t</title>\
             <style>\n{}</style></head><body>{body}</body></html>",
            REPORT.style
        )
    };
    let of = |body: &str| faults(page(body).as_bytes(), &REPORT);
    assert_eq!(of("<p>A &lt;script&gt; <a href=\"#x\">x</a></p>"), Vec::<String>::new());
    for body in [
        "<script>1</script>",
        "<p onclick=\"x()\">",
        "<img alt=\"\">",
        "<a href=\"javascript:x()\">x</a>",
        "<a href=\"data:text/html,x\">x</a>",
        "<p style=\"color:red\">x</p>",
        "<div style=\"background:url(//beacon.example)\">x</div>",
        "<!-- x -->",
        "<meta http-equiv=\"refresh\" content=\"0\">",
        "<p class=\"a\" class=\"b\">",
        "<style>b{}</style>",
        "<p>a\u{202e}b</p>",
        "<p>a</div>",
        "<iframe></iframe>",
        "<input type=\"image\">",
    ] {
        assert!(!of(body).is_empty(), "{body}");
    }
    let slip = page("").replace("</style>", "body{background:url(x)}</style>");
    assert!(!faults(slip.as_bytes(), &REPORT).is_empty());
    let other = page("").replace("color-scheme: light", "color-scheme: dark");
    assert!(!faults(other.as_bytes(), &REPORT).is_empty());
}
