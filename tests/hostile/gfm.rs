//! Markdown: what GitHub would make of it.

use crate::outputs::Expected;
use crate::payloads::{hidden, orders};
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};
use regex::Regex;

/// Characters of a comment that GitHub takes.
const ROOM: usize = 65_536;

/// As GitHub reads it, and with everything let through that a page may hold.
pub(crate) fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.footnotes = true;
    extension.alerts = true;
    extension.math_dollars = true;
    extension.math_code = true;
    options.render.r#unsafe = true;
    options
}

pub(crate) fn report(bytes: &[u8], expected: &Expected) -> Vec<String> {
    let mut faults = diff(bytes, expected);
    let text = String::from_utf8_lossy(bytes);
    let items = text.lines().filter(|line| line.starts_with("- **")).count();
    // What does not concern the shop is not in it.
    if items > expected.outcomes {
        faults.push(format!("{items} items for {} outcomes", expected.outcomes));
    }
    faults
}

pub(crate) fn diff(bytes: &[u8], _: &Expected) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return vec!["it is no UTF-8".to_owned()] };
    let mut faults = [hidden(text), orders(text)].concat();
    if text.encode_utf16().count() >= ROOM {
        faults.push(format!("{} characters", text.encode_utf16().count()));
    }
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options());
    let mut words = String::new();
    for node in root.descendants() {
        if let Some(fault) = fault(node) {
            faults.push(fault);
        }
        // GitHub looks for names and numbers in each run of text, outside of code.
        match &node.data().value {
            NodeValue::Text(text) => words.push_str(text),
            _ => words.push('\n'),
        }
    }
    let linked = r"(?m)(^|[^\w`/])@[A-Za-z0-9]|(^|[^\w&])(#|[Gg][Hh]-)[0-9]|[\w-]+/[\w-]+#[0-9]";
    let linked = Regex::new(linked).unwrap();
    faults.extend(linked.find_iter(&words).map(|found| format!("a link: {}", found.as_str())));
    faults
}

/// What is in the text besides what the template makes.
fn fault(node: Node<'_>) -> Option<String> {
    let heading_depth = |level: u8| (level > 2).then(|| format!("a heading of level {level}"));
    match &node.data().value {
        NodeValue::Document
        | NodeValue::Paragraph
        | NodeValue::Text(_)
        | NodeValue::SoftBreak
        | NodeValue::LineBreak
        | NodeValue::List(_)
        | NodeValue::Item(_)
        | NodeValue::Strong
        | NodeValue::Code(_)
        | NodeValue::BlockQuote
        | NodeValue::ThematicBreak => None,
        NodeValue::Heading(heading) => heading_depth(heading.level),
        NodeValue::HtmlBlock(block) => {
            let fold = Regex::new(r"^(<details><summary>[^<>]*</summary>\s*|\s*</details>\s*)+$");
            let own = fold.unwrap().is_match(&block.literal);
            (!own).then(|| format!("HTML: {:.200}", block.literal))
        }
        other => Some(format!("{other:?}").chars().take(200).collect()),
    }
}

#[test]
fn broken_markdown_is_noticed() {
    let expected = Expected { outcomes: 1, points: 0 };
    let good = "# a.example&#58; FAIL\n\n## Not met (1)\n\n- **A b** (`rule`)  \n  Text\n  - `x`\n  \
                1. Do\n\n<details><summary>Met (1)</summary>\n\n- c\n\n</details>\n\n---\n\n\
                a&#64;&#8203;b.example\n";
    assert_eq!(report(good.as_bytes(), &expected), Vec::<String>::new());
    for more in [
        "![x](http://x.example)",
        "[x](http://x.example)",
        "<b>x</b>",
        "<script>",
        "http://x.example/",
        "www.x.example",
        "a@x.example",
        "&#64;everyone",
        "\\@everyone",
        "a &#35;1",
        "GH-1",
        "org/repo&#35;2",
        "| a | b |\n|---|---|\n| c | d |",
        "```\ncode\n```",
        "    code",
        "~~a~~",
        "### a",
        "- [ ] a",
        "<!-- a -->",
        "> [!NOTE]\n> a",
        "*a*",
        "$x$",
        "<details><summary><b></summary>",
        "##[error]",
        "- **b** (`forged`)",
        "\u{200b}",
    ] {
        assert!(!report(format!("{good}\n{more}\n").as_bytes(), &expected).is_empty(), "{more}");
    }
    assert!(!report(format!("{good}{}", "a ".repeat(ROOM)).as_bytes(), &expected).is_empty());
}
