//! Plain text and Markdown as simple markup, so that they are read like any page.

/// Escapes text for HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Turns Markdown-like text into simple markup.
pub(super) fn markup(text: &str) -> String {
    let mut out = String::from("<!doctype html><body><main>");
    for paragraph in text.split("\n\n") {
        let paragraph = paragraph.trim();
        let mut rest = String::new();
        for line in paragraph.lines() {
            let level = line.bytes().take_while(|b| *b == b'#').count();
            if let Some(level) = underline(line).filter(|_| !rest.trim().is_empty()) {
                out.push_str(&format!("<h{level}>{}</h{level}>", linked(rest.trim())));
                rest.clear();
            } else if (1..=6).contains(&level) {
                if !rest.is_empty() {
                    out.push_str(&format!("<p>{}</p>", linked(&rest)));
                    rest.clear();
                }
                let words = linked(line.trim_start_matches('#').trim());
                out.push_str(&format!("<h{level}>{words}</h{level}>"));
            } else {
                rest.push_str(line);
                rest.push('\n');
            }
        }
        if !rest.trim().is_empty() {
            out.push_str(&format!("<p>{}</p>", linked(&rest)));
        }
    }
    out
}

/// The level of the heading that a line of `=` or `-` underlines.
fn underline(line: &str) -> Option<u8> {
    let line = line.trim();
    let all = |c: char| line.len() >= 3 && line.chars().all(|other| other == c);
    if all('=') {
        Some(1)
    } else if all('-') {
        Some(2)
    } else {
        None
    }
}

/// Escapes text and makes `[words](address)` into links.
fn linked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let Some(middle) = rest[open..].find("](").map(|i| i + open) else { break };
        let Some(close) = rest[middle..].find(')').map(|i| i + middle) else { break };
        out.push_str(&escape(&rest[..open]));
        let (words, href) = (&rest[open + 1..middle], &rest[middle + 2..close]);
        out.push_str(&format!("<a href=\"{}\">{}</a>", escape(href.trim()), escape(words)));
        rest = &rest[close + 1..];
    }
    out.push_str(&escape(rest));
    out
}
