//! What a form sends: its entry list and its submission, as the WHATWG HTML
//! standard has them (4.10.22).
//!
//! The list holds the successful controls in the order of the page, with the button
//! that sends them, after what was chosen and typed. Nothing is sent here, and
//! nothing is decided about whether it may be.

use super::hand::{Input, Value};
use super::plan::page::{Choice, is_disabled, options, owners, type_of};
use crate::extract::Document;
use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use scraper::node::Element;
use std::collections::{HashMap, HashSet};
use url::{Url, form_urlencoded};

/// Most entries of one form.
const MAX_ENTRIES: usize = 2_000;

/// How and where a form is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Submission {
    /// `GET` or `POST`.
    pub(super) method: &'static str,
    /// Where to; with the entries in its query for `GET`.
    pub(super) url: Url,
    /// Media type of the body.
    pub(super) content_type: String,
    /// The body of a `POST`.
    pub(super) body: Option<String>,
}

/// What was chosen, ticked and typed on a page.
#[derive(Debug, Default)]
pub(super) struct Given {
    values: HashMap<NodeId, String>,
    ticked: HashSet<NodeId>,
}

impl Given {
    /// The inputs of an act on a page. None where one needs a script.
    pub(super) fn of(doc: &Document, inputs: &[Input]) -> Option<Self> {
        let mut given = Self::default();
        for input in inputs {
            let node = doc.find(&input.entry.selector)?;
            match &input.value {
                Value::Text(text) | Value::Choose(text) => {
                    given.values.insert(node, text.clone());
                }
                Value::Tick => {
                    given.ticked.insert(node);
                }
                Value::Press => return None,
            }
        }
        Some(given)
    }
}

/// The entries that a form sends with this button.
pub(super) fn entries(
    doc: &Document,
    form: NodeId,
    submitter: Option<NodeId>,
    given: &Given,
) -> Vec<(String, String)> {
    let owners = owners(doc);
    let controls: Vec<NodeRef<'_, Node>> = doc
        .html
        .tree
        .root()
        .descendants()
        .filter(|node| owners.get(&node.id()) == Some(&form))
        .collect();
    let radios = chosen_radios(&controls, given);
    let mut list = Vec::new();
    for node in &controls {
        let Some(element) = node.value().as_element() else { continue };
        let in_list = node
            .ancestors()
            .any(|above| above.value().as_element().is_some_and(|e| e.name() == "datalist"));
        if in_list || is_disabled(doc, node.id()) || list.len() >= MAX_ENTRIES {
            continue;
        }
        let kind = type_of(element);
        let is_button = element.name() == "button"
            || matches!(kind.as_str(), "submit" | "image" | "button" | "reset");
        if element.name() != "select"
            && element.name() != "textarea"
            && is_button
            && submitter != Some(node.id())
        {
            continue;
        }
        let name = element.attr("name").unwrap_or("");
        if element.name() == "input" && kind == "image" {
            let before = if name.is_empty() { String::new() } else { format!("{name}.") };
            // Pressed by key, a picture sends the point 0, 0.
            list.push((format!("{before}x"), "0".to_owned()));
            list.push((format!("{before}y"), "0".to_owned()));
            continue;
        }
        if name.is_empty() {
            continue;
        }
        let name = name.to_owned();
        match element.name() {
            "select" => {
                for value in selected(doc, *node, element, given) {
                    list.push((name.clone(), value));
                }
            }
            "textarea" => {
                let own: String = node
                    .descendants()
                    .filter_map(|n| n.value().as_text().map(|t| t.to_string()))
                    .collect();
                let value = given.values.get(&node.id()).cloned().unwrap_or(own);
                list.push((name, value));
            }
            "button" => list.push((name, element.attr("value").unwrap_or("").to_owned())),
            _ => match kind.as_str() {
                "checkbox" => {
                    if element.attr("checked").is_some() || given.ticked.contains(&node.id()) {
                        list.push((name, element.attr("value").unwrap_or("on").to_owned()));
                    }
                }
                "radio" => {
                    if radios.contains(&node.id()) {
                        list.push((name, element.attr("value").unwrap_or("on").to_owned()));
                    }
                }
                "hidden" if name.eq_ignore_ascii_case("_charset_") => {
                    list.push((name, "UTF-8".to_owned()));
                }
                "file" => list.push((name, String::new())),
                _ => {
                    let own = element.attr("value").unwrap_or("");
                    let value = given.values.get(&node.id()).map_or(own, String::as_str);
                    let value = if kind == "hidden" { value.to_owned() } else { sanitised(value) };
                    list.push((name, value));
                }
            },
        }
        if let Some(direction) = element.attr("dirname").filter(|name| !name.is_empty())
            && matches!(kind.as_str(), "text" | "search" | "hidden" | "" | "tel" | "url" | "email")
        {
            list.push((direction.to_owned(), "ltr".to_owned()));
        }
    }
    list
}

/// Single-line fields hold no line breaks (4.10.5.1).
fn sanitised(value: &str) -> String {
    value.chars().filter(|c| !matches!(c, '\n' | '\r')).collect()
}

/// The radio buttons that are on: of each group the one that was ticked, else the
/// last that the page marks.
fn chosen_radios(controls: &[NodeRef<'_, Node>], given: &Given) -> HashSet<NodeId> {
    let mut by_group: HashMap<&str, (bool, NodeId)> = HashMap::new();
    for node in controls {
        let Some(element) = node.value().as_element() else { continue };
        if element.name() != "input" || type_of(element) != "radio" {
            continue;
        }
        let ticked = given.ticked.contains(&node.id());
        if !ticked && element.attr("checked").is_none() {
            continue;
        }
        let group = element.attr("name").unwrap_or("");
        let known = by_group.get(group).copied();
        if ticked || !known.is_some_and(|(ticked, _)| ticked) {
            by_group.insert(group, (ticked, node.id()));
        }
    }
    by_group.into_values().map(|(_, node)| node).collect()
}

/// The values of a list that are selected and can be (4.10.7).
fn selected(
    doc: &Document,
    node: NodeRef<'_, Node>,
    element: &Element,
    given: &Given,
) -> Vec<String> {
    if let Some(value) = given.values.get(&node.id()) {
        return vec![value.clone()];
    }
    let all = options(doc, node.id());
    if element.attr("multiple").is_some() {
        let chosen = all.into_iter().filter(|option| option.selected && !option.disabled);
        return chosen.map(|option| option.value).collect();
    }
    let size = element.attr("size").and_then(|size| size.parse::<u32>().ok()).unwrap_or(1);
    let marked: Option<&Choice> = all.iter().rfind(|option| option.selected);
    let shown = marked.or_else(|| all.iter().find(|option| !option.disabled).filter(|_| size <= 1));
    shown.filter(|option| !option.disabled).map(|option| option.value.clone()).into_iter().collect()
}

/// How a form is sent with this button. None where its address leads to no server:
/// a script, or a dialog that is closed.
pub(super) fn submission(
    doc: &Document,
    form: NodeId,
    submitter: Option<NodeId>,
    entries: &[(String, String)],
) -> Option<Submission> {
    let own = doc.element(form)?.value();
    let button = submitter.and_then(|node| doc.element(node)).map(|element| element.value());
    let by_button = |name: &str| button.and_then(|element| element.attr(name));
    let action = by_button("formaction").or_else(|| own.attr("action")).unwrap_or("").trim();
    let mut url = if action.is_empty() { doc.url.clone() } else { doc.base.join(action).ok()? };
    url.set_fragment(None);
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let method = by_button("formmethod").or_else(|| own.attr("method")).unwrap_or("");
    let method = method.trim().to_ascii_lowercase();
    if method == "dialog" {
        return None;
    }
    if method != "post" {
        url.set_query(Some(&urlencoded(entries)));
        return Some(Submission { method: "GET", url, content_type: String::new(), body: None });
    }
    let encoding = by_button("formenctype").or_else(|| own.attr("enctype")).unwrap_or("");
    let (content_type, body) = match encoding.trim().to_ascii_lowercase().as_str() {
        "multipart/form-data" => {
            let boundary = boundary(entries);
            (
                format!("multipart/form-data; boundary={boundary}"),
                multipart(doc, form, entries, &boundary),
            )
        }
        "text/plain" => ("text/plain".to_owned(), plain(entries)),
        _ => ("application/x-www-form-urlencoded".to_owned(), urlencoded(entries)),
    };
    Some(Submission { method: "POST", url, content_type, body: Some(body) })
}

/// Line breaks as they are sent.
fn crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\n', "\r\n")
}

fn urlencoded(entries: &[(String, String)]) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (name, value) in entries {
        out.append_pair(&crlf(name), &crlf(value));
    }
    out.finish()
}

fn plain(entries: &[(String, String)]) -> String {
    entries.iter().map(|(name, value)| format!("{}={}\r\n", crlf(name), crlf(value))).collect()
}

/// A boundary that stands in none of the entries.
fn boundary(entries: &[(String, String)]) -> String {
    let mut number = 0_u32;
    loop {
        let boundary = format!("----shopvet-form-boundary-{number}");
        if !entries
            .iter()
            .any(|(name, value)| name.contains(&boundary) || value.contains(&boundary))
        {
            return boundary;
        }
        number += 1;
    }
}

fn multipart(doc: &Document, form: NodeId, entries: &[(String, String)], boundary: &str) -> String {
    let owners = owners(doc);
    let files: HashSet<&str> = owners
        .iter()
        .filter(|(_, owner)| **owner == form)
        .filter_map(|(node, _)| doc.html.tree.get(*node)?.value().as_element())
        .filter(|element| element.name() == "input" && type_of(element) == "file")
        .filter_map(|element| element.attr("name"))
        .collect();
    let quoted =
        |text: &str| crlf(text).replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22");
    let mut out = String::new();
    for (name, value) in entries {
        out.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
            quoted(name)
        ));
        if files.contains(name.as_str()) && value.is_empty() {
            out.push_str("; filename=\"\"\r\nContent-Type: application/octet-stream");
        }
        out.push_str("\r\n\r\n");
        out.push_str(&crlf(value));
        out.push_str("\r\n");
    }
    out.push_str(&format!("--{boundary}--\r\n"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::Entry;

    fn doc(source: &str) -> Document {
        Document::parse(source, &Url::parse("https://shop.example/p/lamp?x=1#top").unwrap())
    }

    fn first(doc: &Document, selector: &str) -> NodeId {
        doc.find(selector).unwrap()
    }

    fn sent(source: &str, button: Option<&str>) -> String {
        let doc = doc(source);
        let form = first(&doc, "form");
        let button = button.map(|selector| first(&doc, selector));
        urlencoded(&entries(&doc, form, button, &Given::default()))
    }

    /// Each case: the form, the button that sends it, what is sent. The expected
    /// lists are worked out by hand from 4.10.22.4 of the standard.
    #[test]
    fn the_successful_controls_are_sent_in_order() {
        for (source, button, expected) in [
            ("<form><input name=a value=1><input value=2><input name=b></form>", None, "a=1&b="),
            (
                "<form><input type=checkbox name=a><input type=checkbox name=b checked><input
                 type=checkbox name=c value=v checked></form>",
                None,
                "b=on&c=v",
            ),
            (
                "<form><input type=radio name=a value=1 checked><input type=radio name=a value=2
                 checked><input type=radio name=b value=1></form>",
                None,
                "a=2",
            ),
            (
                "<form><select name=a><option>x<option value=y selected>z</select><select
                 name=b><option disabled>no<option>yes</select><select name=c multiple><option
                 selected>1<option>2<option selected>3</select><select name=d size=4><option>1
                 </select></form>",
                None,
                "a=y&b=yes&c=1&c=3",
            ),
            (
                "<form><button name=go value=1>A</button><button name=go value=2 id=b>B</button>
                 <input type=submit name=s value=3></form>",
                Some("#b"),
                "go=2",
            ),
            ("<form><input type=image name=p id=b></form>", Some("#b"), "p.x=0&p.y=0"),
            ("<form><input type=image id=b></form>", Some("#b"), "x=0&y=0"),
            (
                "<form><fieldset disabled><legend><input name=a value=1></legend><input name=b
                 value=2></fieldset><input name=c value=3 disabled></form>",
                None,
                "a=1",
            ),
            (
                "<form id=f><input name=a value=1></form><input form=f name=b value=2><form
                 id=g><input form=f name=c value=3></form>",
                None,
                "a=1&b=2&c=3",
            ),
            (
                "<form><input type=hidden name=_charset_><input type=hidden name=token
                 value='a b&c'><textarea name=t>\nx\ny</textarea></form>",
                None,
                "_charset_=UTF-8&token=a+b%26c&t=x%0D%0Ay",
            ),
            ("<table><form><tr><td><input name=a value=1></td></tr></form></table>", None, "a=1"),
            ("<form><datalist><input name=a value=1></datalist></form>", None, ""),
            ("<form><input type=reset name=r value=1><input type=button name=b></form>", None, ""),
        ] {
            assert_eq!(sent(source, button), expected, "{source}");
        }
    }

    #[test]
    fn what_was_given_takes_the_place_of_what_stood_there() {
        let doc =
            doc("<form><input id=a name=a value=1><select id=b name=b><option value=''>-<option
             value=2>two</select><input id=c type=radio name=c value=1 checked><input id=d
             type=radio name=c value=2><input id=e type=checkbox name=e></form>");
        let input = |selector: &str, value| Input {
            entry: Entry {
                selector: selector.into(),
                label: String::new(),
                purpose: "option".into(),
                value: String::new(),
            },
            value,
        };
        let inputs = [
            input("#a", Value::Text("7".into())),
            input("#b", Value::Choose("2".into())),
            input("#d", Value::Tick),
            input("#e", Value::Tick),
        ];
        let given = Given::of(&doc, &inputs).unwrap();
        let list = entries(&doc, first(&doc, "form"), None, &given);
        assert_eq!(urlencoded(&list), "a=7&b=2&c=2&e=on");
        assert!(Given::of(&doc, &[input("#a", Value::Press)]).is_none());
    }

    #[test]
    fn the_submission_follows_button_form_and_base() {
        let of = |source: &str, button: Option<&str>| {
            let doc = doc(source);
            let form = first(&doc, "form");
            let button = button.map(|selector| first(&doc, selector));
            let list = entries(&doc, form, button, &Given::default());
            submission(&doc, form, button, &list)
        };
        let plain = of("<form><input name=q value='a b'></form>", None).unwrap();
        assert_eq!(plain.method, "GET");
        assert_eq!(plain.url.as_str(), "https://shop.example/p/lamp?q=a+b");
        let post = of("<base href=/de/><form method=POST action=cart><input name=a></form>", None);
        let post = post.unwrap();
        assert_eq!((post.method, post.url.as_str()), ("POST", "https://shop.example/de/cart"));
        assert_eq!(post.content_type, "application/x-www-form-urlencoded");
        assert_eq!(post.body.as_deref(), Some("a="));
        let button = of(
            "<form action=/a method=get><button id=b formaction=/b?c=d formmethod=post
             formenctype=text/plain name=n value=v>x</button></form>",
            Some("#b"),
        );
        let button = button.unwrap();
        assert_eq!(button.url.as_str(), "https://shop.example/b?c=d");
        assert_eq!(
            (button.body.as_deref(), button.content_type.as_str()),
            (Some("n=v\r\n"), "text/plain")
        );
        for source in ["<form action='javascript:x()'></form>", "<form method=dialog></form>"] {
            assert!(of(source, None).is_none(), "{source}");
        }
    }

    #[test]
    fn several_parts_are_told_apart() {
        let doc =
            doc("<form method=post enctype=multipart/form-data><input name='a\"b' value='1'><input
             type=file name=f></form>");
        let form = first(&doc, "form");
        let list = entries(&doc, form, None, &Given::default());
        let sent = submission(&doc, form, None, &list).unwrap();
        let boundary = sent.content_type.split("boundary=").nth(1).unwrap();
        assert_eq!(
            sent.body.unwrap(),
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\n1\r\n\
                 --{boundary}\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n\r\n--{boundary}--\r\n"
            )
        );
    }
}
