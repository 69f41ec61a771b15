//! A page as one sees it who wants to go on: what can be pressed, what can be
//! filled in, and what it is.
//!
//! Made of a [`View`] by the readers of extraction; it adds the links and buttons
//! of the whole page, with where they lead. It must not decide anything.

use crate::collect::address::registrable_domain;
use crate::extract::form::{OpenField, OpenForm, open_forms};
use crate::extract::{
    Context, Document, PageKind, PageReading, Region, pages::link_kind, read_way,
};
use crate::snapshot::View;
use ego_tree::{NodeId, NodeRef};
use scraper::Node;
use scraper::node::Element;
use std::collections::HashMap;
use url::Url;

/// Most controls and links looked at.
const MAX_PRESSES: usize = 3_000;
/// Most characters of their words.
const MAX_WORDS: usize = 200;

/// A page to go on from.
pub(in crate::collect::walk) struct Page {
    pub(in crate::collect::walk) doc: Document,
    pub(in crate::collect::walk) url: Url,
    pub(in crate::collect::walk) reading: PageReading,
    pub(in crate::collect::walk) forms: Vec<OpenForm>,
    pub(in crate::collect::walk) presses: Vec<Control>,
    /// Its status is that of a page that is there.
    pub(super) answered: bool,
    /// Places of the elements in the page, for what stands before what.
    order: HashMap<NodeId, usize>,
}

/// Something that can be pressed.
#[derive(Debug, Clone)]
pub(in crate::collect::walk) struct Control {
    pub(in crate::collect::walk) node: NodeId,
    /// Its words as a person sees them.
    pub(in crate::collect::walk) words: String,
    /// All its words, those of `title`, `aria-label` and `value` too.
    pub(in crate::collect::walk) all_words: String,
    pub(in crate::collect::walk) sort: Sort,
    /// The form that it belongs to.
    pub(in crate::collect::walk) form: Option<NodeId>,
    pub(in crate::collect::walk) region: Region,
    /// It cannot be pressed now.
    pub(in crate::collect::walk) disabled: bool,
    /// What a link seems to lead to.
    pub(in crate::collect::walk) kind: Option<PageKind>,
}

/// What happens by itself when a control is pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::collect::walk) enum Sort {
    /// An address is opened.
    Link(Url),
    /// The form is sent.
    Submit,
    /// Nothing; only a script can make something of it.
    Script,
}

impl Page {
    /// Reads a page.
    pub(in crate::collect::walk) fn of(view: &View, context: Context<'_>) -> Option<Self> {
        let url = Url::parse(&view.url).ok()?;
        let text = String::from_utf8_lossy(&view.html);
        // An answer for a script is no page, whatever stands in it.
        let data = text.trim_start().starts_with(['{', '[']);
        let mut page = Self::parse(if data { "" } else { &text }, &url, context);
        // A form that was not filled in well comes back with 422.
        page.answered = view.status.is_none_or(|status| status < 400 || status == 422);
        Some(page)
    }

    /// Reads a page of HTML at an address.
    pub(in crate::collect::walk) fn parse(html: &str, url: &Url, context: Context<'_>) -> Self {
        let doc = Document::parse(html, url);
        let reading = read_way(&doc, context);
        let context =
            Context { language: reading.language.as_deref().or(context.language), ..context };
        let forms = open_forms(&doc, reading.kind, context);
        // Nodes are numbered as they were made, not as they stand.
        let nodes = doc.html.tree.root().descendants().enumerate();
        let order = nodes.map(|(place, node)| (node.id(), place)).collect();
        let presses = controls(&doc, &forms, &reading, context);
        Self { url: url.clone(), reading, forms, presses, answered: true, order, doc }
    }

    /// Where an element stands among the others.
    pub(super) fn place(&self, node: NodeId) -> usize {
        self.order.get(&node).copied().unwrap_or(usize::MAX)
    }

    /// What it seems to be.
    pub(super) fn kind(&self) -> Option<PageKind> {
        self.reading.kind
    }

    /// The form with this element.
    pub(super) fn form(&self, node: NodeId) -> Option<&OpenForm> {
        self.forms.iter().find(|form| form.node == node)
    }

    /// What can be pressed by a visitor now.
    pub(super) fn open(&self) -> impl Iterator<Item = &Control> {
        self.presses.iter().filter(|control| !control.disabled)
    }

    /// Messages and other text of the page's own part that says something,
    /// a block at a time.
    pub(super) fn says(&self, word: super::words::Word) -> bool {
        self.doc.blocks.iter().any(|block| {
            matches!(block.region, Region::Main | Region::Aside)
                && block.text.len() < 400
                && super::words::says(&block.text, word)
        })
    }

    /// The text that says so, for a detail.
    pub(super) fn saying(&self, word: super::words::Word) -> Option<String> {
        let block = self.doc.blocks.iter().find(|block| {
            matches!(block.region, Region::Main | Region::Aside)
                && block.text.len() < 400
                && super::words::says(&block.text, word)
        })?;
        Some(block.text.chars().take(160).collect())
    }

    /// Messages that the page puts before its visitor, by role or by the usual
    /// names of classes.
    pub(super) fn alerts(&self) -> Vec<String> {
        let mut out = Vec::new();
        for node in self.doc.html.tree.root().descendants() {
            let Some(element) = node.value().as_element() else { continue };
            let by_role = matches!(element.attr("role"), Some("alert" | "status"));
            let by_class = || {
                element.classes().any(|class| {
                    class.to_ascii_lowercase().split(['-', '_']).any(|token| {
                        matches!(
                            token,
                            "alert"
                                | "error"
                                | "errors"
                                | "message"
                                | "messages"
                                | "notice"
                                | "warning"
                                | "flash"
                                | "toast"
                                | "invalid"
                        )
                    })
                })
            };
            if (by_role || by_class()) && out.len() < 20 && self.doc.is_seen(node.id()) {
                let text = text(node, 400);
                if !text.is_empty() {
                    out.push(text);
                }
            }
        }
        out
    }

    /// The place of the main heading, 0 where there is none.
    pub(super) fn heading(&self) -> usize {
        let heading = self.doc.blocks.iter().find(|block| block.heading == Some(1));
        heading.map_or(0, |block| self.place(block.node))
    }

    /// An attribute of an element.
    pub(in crate::collect::walk) fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        self.doc.element(node).and_then(|element| element.value().attr(name))
    }

    /// The value that a field holds as the page was made.
    pub(super) fn holds(&self, field: &OpenField) -> String {
        match field.kind.as_str() {
            "select" => self.chosen(field.node).map(|(value, _)| value).unwrap_or_default(),
            "textarea" => self
                .doc
                .element(field.node)
                .map(|element| element.text().collect::<String>().trim().to_owned())
                .unwrap_or_default(),
            _ => self.attribute(field.node, "value").unwrap_or("").trim().to_owned(),
        }
    }

    /// Whether a box or radio button is ticked.
    pub(super) fn is_ticked(&self, node: NodeId) -> bool {
        self.attribute(node, "checked").is_some()
            || self.attribute(node, "aria-checked") == Some("true")
    }

    /// Whether a field cannot be used.
    pub(super) fn is_disabled(&self, node: NodeId) -> bool {
        is_disabled(&self.doc, node)
    }

    /// Value and words of the option that a list stands at: the last that is marked,
    /// else the first that can be chosen.
    pub(super) fn chosen(&self, select: NodeId) -> Option<(String, String)> {
        let options = options(&self.doc, select);
        let marked = options.iter().rfind(|option| option.selected);
        let first = || options.iter().find(|option| !option.disabled);
        marked.or_else(first).map(|option| (option.value.clone(), option.words.clone()))
    }
}

/// One option of a list.
#[derive(Debug, Clone)]
pub(in crate::collect::walk) struct Choice {
    pub(in crate::collect::walk) value: String,
    pub(in crate::collect::walk) words: String,
    pub(in crate::collect::walk) selected: bool,
    pub(in crate::collect::walk) disabled: bool,
}

/// The options of a list.
pub(in crate::collect::walk) fn options(doc: &Document, select: NodeId) -> Vec<Choice> {
    let Some(node) = doc.html.tree.get(select) else { return Vec::new() };
    node.descendants()
        .filter(|inner| element_name(*inner) == Some("option"))
        .take(500)
        .map(|option| {
            let words = text(option, MAX_WORDS);
            let element = option.value().as_element();
            let attr = |name: &str| element.and_then(|e| e.attr(name));
            let group = option.parent().filter(|p| element_name(*p) == Some("optgroup"));
            let group = group.and_then(|g| g.value().as_element()?.attr("disabled"));
            Choice {
                value: attr("value").map_or_else(|| words.clone(), str::to_owned),
                selected: attr("selected").is_some(),
                disabled: attr("disabled").is_some() || group.is_some(),
                words,
            }
        })
        .collect()
}

/// Whether a host belongs to one of these domains.
pub(in crate::collect::walk) fn is_own(url: &Url, domains: &[String]) -> bool {
    let domain = registrable_domain(url.host_str().unwrap_or_default());
    matches!(url.scheme(), "http" | "https") && domains.contains(&domain)
}

fn element_name<'a>(node: NodeRef<'a, Node>) -> Option<&'a str> {
    node.value().as_element().map(Element::name)
}

/// Whether a control is switched off, by itself or by the field set around it
/// (WHATWG HTML, 4.10.18.5).
pub(in crate::collect::walk) fn is_disabled(doc: &Document, node: NodeId) -> bool {
    let Some(node) = doc.html.tree.get(node) else { return true };
    if node.value().as_element().is_some_and(|e| e.attr("disabled").is_some()) {
        return true;
    }
    let mut below = node;
    for above in node.ancestors() {
        if let Some(element) = above.value().as_element()
            && element.name() == "fieldset"
            && element.attr("disabled").is_some()
        {
            let legend = above.children().find(|c| element_name(*c) == Some("legend"));
            if legend.is_none_or(|legend| legend.id() != below.id()) {
                return true;
            }
        }
        below = above;
    }
    false
}

/// The form that each control of a page belongs to, which need not lie in it:
/// controls name one by their `form` attribute, and tables empty theirs.
pub(in crate::collect::walk) fn owners(doc: &Document) -> HashMap<NodeId, NodeId> {
    let mut ids: HashMap<&str, NodeId> = HashMap::new();
    for node in doc.html.tree.root().descendants() {
        if let Some(element) = node.value().as_element()
            && element.name() == "form"
            && let Some(id) = element.id()
        {
            ids.entry(id).or_insert(node.id());
        }
    }
    let mut owners = HashMap::new();
    let mut emptied = None;
    for node in doc.html.tree.root().descendants() {
        let Some(element) = node.value().as_element() else { continue };
        match element.name() {
            "form" => {
                let holds = node.descendants().skip(1).take(2_000).any(is_control);
                emptied = (!holds).then_some(node.id());
            }
            _ if is_control(node) => {
                let owner = match element.attr("form") {
                    Some(id) => ids.get(id).copied(),
                    None => node
                        .ancestors()
                        .find(|above| element_name(*above) == Some("form"))
                        .map(|form| form.id())
                        .or(emptied),
                };
                if let Some(owner) = owner {
                    owners.insert(node.id(), owner);
                }
            }
            _ => {}
        }
    }
    owners
}

fn is_control(node: NodeRef<'_, Node>) -> bool {
    matches!(element_name(node), Some("input" | "select" | "textarea" | "button"))
}

/// `type` of an input or button, lower case.
pub(in crate::collect::walk) fn type_of(element: &Element) -> String {
    let kind = element.attr("type").unwrap_or("").trim().to_ascii_lowercase();
    match element.name() {
        "input" if kind.is_empty() => "text".to_owned(),
        "button" if !matches!(kind.as_str(), "button" | "reset") => "submit".to_owned(),
        _ => kind,
    }
}

/// The text of an element, without that of scripts and pictures.
pub(in crate::collect::walk) fn text(node: NodeRef<'_, Node>, most: usize) -> String {
    let mut out = String::new();
    for inner in node.descendants().take(500) {
        if let Node::Text(text) = inner.value() {
            let silent =
                inner.ancestors().take_while(|above| above.id() != node.id()).any(|above| {
                    matches!(element_name(above), Some("script" | "style" | "template" | "svg"))
                });
            if !silent {
                for word in text.split_whitespace() {
                    if !out.is_empty() {
                        out.push(' ');
                    }
                    out.push_str(word);
                }
            }
        }
        if out.len() > most {
            break;
        }
    }
    out.chars().take(most).collect()
}

fn picture_words(node: NodeRef<'_, Node>) -> Option<String> {
    node.descendants().take(100).find_map(|inner| {
        let element = inner.value().as_element()?;
        let text = match element.name() {
            "img" => element.attr("alt").or_else(|| element.attr("title"))?.to_owned(),
            "svg" => match element.attr("aria-label") {
                Some(label) => label.to_owned(),
                None => {
                    let title = inner.children().find(|c| element_name(*c) == Some("title"))?;
                    title
                        .descendants()
                        .filter_map(|n| n.value().as_text().map(|t| t.to_string()))
                        .collect()
                }
            },
            _ => return None,
        };
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    })
}

fn controls(
    doc: &Document,
    forms: &[OpenForm],
    reading: &PageReading,
    context: Context<'_>,
) -> Vec<Control> {
    let owners = owners(doc);
    // Readings of links follow the links of the page that have an address.
    let kinds: HashMap<NodeId, Option<PageKind>> = doc
        .links
        .iter()
        .filter(|link| link.url.is_some())
        .zip(&reading.links)
        .map(|(link, read)| (link.node, read.kind))
        .collect();
    // What a button leads to, its words alone say.
    let nowhere = Url::parse("https://words.invalid/").ok();
    let mut out = Vec::new();
    for node in doc.html.tree.root().descendants() {
        if out.len() >= MAX_PRESSES {
            break;
        }
        let Some(element) = node.value().as_element() else { continue };
        let role = element.attr("role").unwrap_or("");
        let sort = match element.name() {
            "a" => match element.attr("href").map(str::trim) {
                Some(href) => link(doc, href),
                None if role == "button" || element.attr("onclick").is_some() => Sort::Script,
                None => continue,
            },
            "button" | "input" => match type_of(element).as_str() {
                "submit" | "image" if owners.contains_key(&node.id()) => Sort::Submit,
                "submit" | "image" | "button" => Sort::Script,
                _ => continue,
            },
            "label" | "option" => continue,
            _ if role == "button" => Sort::Script,
            _ => continue,
        };
        if !doc.is_seen(node.id()) {
            continue;
        }
        let attr = |name: &str| {
            element.attr(name).map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned)
        };
        let shown = match element.name() {
            "input" => attr("value").or_else(|| attr("alt")),
            _ => Some(text(node, MAX_WORDS)).filter(|t| t.chars().any(char::is_alphanumeric)),
        };
        let words = shown
            .or_else(|| attr("aria-label"))
            .or_else(|| attr("title"))
            .or_else(|| picture_words(node))
            .unwrap_or_default();
        let mut all_words = words.clone();
        for other in [attr("aria-label"), attr("title"), attr("value")].into_iter().flatten() {
            if other.chars().any(char::is_alphabetic) && !all_words.contains(&other) {
                all_words.push_str(" . ");
                all_words.push_str(&other.chars().take(MAX_WORDS).collect::<String>());
            }
        }
        let owner = owners.get(&node.id()).copied().or_else(|| {
            forms.iter().find(|form| form.buttons.contains(&node.id())).map(|form| form.node)
        });
        let kind = match &sort {
            Sort::Link(_) => kinds.get(&node.id()).copied().flatten(),
            Sort::Submit => None,
            // The count on it may be all that is shown of the cart.
            Sort::Script => nowhere
                .as_ref()
                .and_then(|nowhere| {
                    let named = attr("aria-label").unwrap_or_default();
                    link_kind(&words, nowhere, context.vocabulary)
                        .or_else(|| link_kind(&named, nowhere, context.vocabulary))
                })
                .filter(|_| matches!(doc.region(node.id()), Region::Header | Region::Nav)),
        };
        out.push(Control {
            node: node.id(),
            words: words.chars().take(MAX_WORDS).collect(),
            all_words,
            sort,
            form: owner,
            region: doc.region(node.id()),
            disabled: is_disabled(doc, node.id()) || element.attr("aria-disabled") == Some("true"),
            kind,
        });
    }
    out
}

/// What a link does: what only leads to a place on the page is left to script.
fn link(doc: &Document, href: &str) -> Sort {
    let Ok(url) = doc.base.join(href) else { return Sort::Script };
    let mut here = url.clone();
    here.set_fragment(None);
    let mut page = doc.url.clone();
    page.set_fragment(None);
    let stays =
        href.is_empty() || href.starts_with('#') || (url.fragment().is_some() && here == page);
    if stays || !matches!(url.scheme(), "http" | "https") { Sort::Script } else { Sort::Link(url) }
}

/// What names a field in the record of a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) node: NodeId,
    pub(super) label: &'a str,
    pub(super) name: &'a str,
}

impl<'a> Field<'a> {
    /// The field by its own label.
    pub(super) fn of(field: &'a OpenField) -> Self {
        Self { node: field.node, label: &field.label, name: &field.name }
    }

    /// The field as one of several under a legend.
    pub(super) fn under(field: &'a OpenField) -> Self {
        let label = if field.legend.is_empty() { &field.label } else { &field.legend };
        Self { node: field.node, label, name: &field.name }
    }
}

/// An address without its fragment.
pub(super) fn bare(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    url
}
