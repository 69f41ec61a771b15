//! The controls of a page and the forms they belong to, as laid out.
//!
//! One walk over the DOM gathers every control with the words around it: labels
//! of all kinds, the text before it (also in the table cell before), the text
//! after it (for boxes). Controls outside `<form>`, as in pages driven by
//! script, are grouped by the section of the page they stand in. What a control
//! is for is not decided here.

use super::dom::{
    MAX_LABEL, element_name, holds_one_field, image_text, invitation, is_silent, is_stand_in,
    is_unseen, kind_of, label_text, last_line, legend, looks_like_button, opens_list, options,
    push_words, required_mark, section, text_of,
};
use crate::extract::Document;
use crate::extract::document::Attributes;
use ego_tree::{NodeId, NodeRef};
use scraper::{Node, node::Element};
use std::collections::HashMap;

/// Elements deeper than this are not read.
const MAX_DEPTH: usize = 400;
/// The most groups of controls on a page.
const MAX_GROUPS: usize = 200;
/// The most controls in one group.
const MAX_CONTROLS: usize = 500;

/// A form, or controls that stand together without one.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The `<form>`, or the element around the controls.
    pub(super) node: NodeId,
    /// It is a `<form>`.
    pub(super) is_form: bool,
    /// Fields in reading order.
    pub(super) controls: Vec<Control>,
    /// Buttons in reading order.
    pub(super) buttons: Vec<Button>,
    /// Headings and legends in it, and the last heading before it.
    pub(super) headings: Vec<String>,
    /// All its text that is no label, cut to length.
    pub(super) text: String,
}

/// A field.
#[derive(Debug, Clone)]
pub(super) struct Control {
    /// The element.
    pub(super) node: NodeId,
    /// `type`, or `select` / `textarea`, `combobox` for a list drawn by script; lower case.
    pub(super) kind: String,
    /// `name`.
    pub(super) name: String,
    /// `id`.
    pub(super) id: String,
    /// `autocomplete`, lower case.
    pub(super) autocomplete: String,
    /// `placeholder`.
    pub(super) placeholder: String,
    /// Label by `<label>`, `aria-labelledby` or `aria-label`.
    pub(super) label: String,
    /// Text that stands before the control.
    pub(super) before: String,
    /// Text that stands after the control, for boxes.
    pub(super) after: String,
    /// `title`.
    pub(super) title: String,
    /// Values and texts of the options.
    pub(super) options: Vec<(String, String)>,
    /// Legend of the field set around it.
    pub(super) legend: String,
    /// `required` or `aria-required`.
    pub(super) required: bool,
    /// An element or class around it marks it as required.
    pub(super) required_mark: bool,
    /// Ticked from the start.
    pub(super) checked: bool,
    /// Links in the label: words and address.
    pub(super) links: Vec<(String, String)>,
    /// All words of the row that a tick box has to itself.
    pub(super) row: String,
    /// Descriptions of images in the label.
    pub(super) images: Vec<String>,
    /// It cannot be filled in as the page stands.
    pub(super) disabled: bool,
}

/// A button.
#[derive(Debug, Clone)]
pub(super) struct Button {
    /// The element.
    pub(super) node: NodeId,
    /// Its words.
    pub(super) text: String,
    /// It sends the form.
    pub(super) submits: bool,
}

impl Control {
    /// The label as a person sees it.
    pub(super) fn shown(&self) -> &str {
        // A sentence before a field is hardly its label.
        let near = if self.before.len() <= 60 { self.before.as_str() } else { "" };
        [&self.label, &self.after, near, &self.placeholder, &self.title, &self.before]
            .into_iter()
            .map(str::trim)
            .find(|text| !text.is_empty())
            .unwrap_or("")
    }

    /// A box or a radio button.
    pub(super) fn is_box(&self) -> bool {
        matches!(self.kind.as_str(), "checkbox" | "radio")
    }
}

/// All groups of a page in reading order.
pub(super) fn groups(doc: &Document) -> Vec<Group> {
    let labels = Labels::of(doc);
    let mut walk = Walk {
        doc,
        labels: &labels,
        groups: Vec::new(),
        places: HashMap::new(),
        recent: String::new(),
        after: None,
        starless: None,
        intro: String::new(),
        heading: String::new(),
        empty_form: None,
        skip: 0,
    };
    let mut depth = 0;
    for edge in doc.html.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => {
                depth += 1;
                if depth <= MAX_DEPTH {
                    walk.open(node);
                }
            }
            ego_tree::iter::Edge::Close(node) => {
                if depth <= MAX_DEPTH {
                    walk.close(node);
                }
                depth -= 1;
            }
        }
    }
    walk.groups.retain(|group| !group.controls.is_empty() || !group.buttons.is_empty());
    walk.groups
}

/// Labels by the identifier of their control, and elements by identifier.
struct Labels {
    by_control: HashMap<String, Vec<NodeId>>,
    by_id: HashMap<String, NodeId>,
}

impl Labels {
    fn of(doc: &Document) -> Self {
        let mut labels = Self { by_control: HashMap::new(), by_id: HashMap::new() };
        for node in doc.html.tree.nodes() {
            let Some(element) = node.value().as_element() else { continue };
            if let Some(id) = element.id() {
                labels.by_id.entry(id.to_owned()).or_insert(node.id());
            }
            if element.name() == "label"
                && let Some(target) = element.attribute("for")
            {
                labels.by_control.entry(target.to_owned()).or_default().push(node.id());
            }
        }
        labels
    }
}

struct Walk<'a> {
    doc: &'a Document,
    labels: &'a Labels,
    groups: Vec<Group>,
    /// Group by the node of its form or section.
    places: HashMap<NodeId, usize>,
    /// Text since the last control.
    recent: String,
    /// Group and control that wait for the text after them.
    after: Option<(usize, usize)>,
    /// Group and control that an asterisk behind them marks.
    starless: Option<(usize, usize)>,
    /// The line before the form that was opened last.
    intro: String,
    heading: String,
    /// A form that tag soup has emptied, and which takes the controls after it.
    empty_form: Option<NodeId>,
    skip: usize,
}

impl<'a> Walk<'a> {
    fn open(&mut self, node: NodeRef<'a, Node>) {
        match node.value() {
            Node::Text(text) if self.skip == 0 => self.text(text),
            Node::Element(element) => self.element(node, element),
            _ => {}
        }
    }

    fn close(&mut self, node: NodeRef<'a, Node>) {
        let Some(element) = node.value().as_element() else { return };
        match element.name() {
            name if is_silent(name) => self.skip = self.skip.saturating_sub(1),
            "p" | "div" | "li" | "tr" | "fieldset" | "section" => self.after = None,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "legend" => {
                self.heading = text_of(node, MAX_LABEL);
                self.recent.clear();
                if let Some(index) = self.place_of(node)
                    && let Some(group) = self.groups.get_mut(index)
                    && group.headings.len() < 50
                {
                    group.headings.push(self.heading.clone());
                }
            }
            "form" => {
                let filled = self.places.contains_key(&node.id());
                self.empty_form = (!filled && !node.has_children()).then_some(node.id());
            }
            _ => {}
        }
    }

    /// The group that an element lies in, when there already is one.
    fn place_of(&self, node: NodeRef<'a, Node>) -> Option<usize> {
        node.ancestors().take(MAX_DEPTH).find_map(|above| self.places.get(&above.id()).copied())
    }

    fn text(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let starless = self.starless.take();
        if text.trim().chars().all(|c| matches!(c, '*' | '＊' | '∗'))
            && let Some((group, control)) = starless
            && let Some(control) =
                self.groups.get_mut(group).and_then(|g| g.controls.get_mut(control))
        {
            control.required_mark = true;
            return;
        }
        if let Some((group, control)) = self.after
            && let Some(control) =
                self.groups.get_mut(group).and_then(|g| g.controls.get_mut(control))
            && control.after.len() < MAX_LABEL
        {
            push_words(&mut control.after, text);
            return;
        }
        if self.recent.len() > 2 * MAX_LABEL {
            let cut = self.recent.char_indices().rev().nth(MAX_LABEL).map_or(0, |(at, _)| at);
            self.recent.drain(..cut);
        }
        push_words(&mut self.recent, text);
    }

    fn element(&mut self, node: NodeRef<'a, Node>, element: &'a Element) {
        let name = element.name();
        if is_silent(name) {
            self.skip += 1;
        }
        if matches!(name, "td" | "th" | "li" | "p" | "div" | "dt" | "tr") && !self.recent.is_empty()
        {
            // The text of one row or line is not the label of the next.
            self.recent.push('\n');
        }
        if matches!(name, "label" | "tr" | "li" | "p" | "div" | "dt" | "br") {
            self.starless = None;
        }
        match name {
            "form" => self.intro = last_line(&std::mem::take(&mut self.recent)),
            "input" => match kind_of(element).as_str() {
                "hidden" => {}
                "submit" | "button" | "image" | "reset" => self.button(node, element),
                _ if is_stand_in(element) => {}
                _ => self.control(node, element),
            },
            "select" | "textarea" => self.control(node, element),
            "button" if opens_list(element) => self.list(node, element),
            "button" => self.button(node, element),
            "a" | "div" | "span" => match element.attribute("role") {
                Some("button") => self.button(node, element),
                Some("checkbox" | "switch") => self.control(node, element),
                Some("combobox") => self.list(node, element),
                _ if name == "a" && looks_like_button(element) => self.button(node, element),
                _ => {}
            },
            _ => {}
        }
    }

    /// The group of a control: its form, else the section it stands in.
    fn group(&mut self, node: NodeRef<'a, Node>, element: &Element) -> Option<&mut Group> {
        let by_attribute =
            element.attribute("form").and_then(|id| self.labels.by_id.get(id)).copied();
        let form = by_attribute
            .filter(|id| self.doc.element(*id).is_some_and(|e| e.value().name() == "form"))
            .or_else(|| {
                node.ancestors().find(|a| element_name(*a) == Some("form")).map(|a| a.id())
            });
        let form = form.or(self.empty_form);
        let place = match form {
            Some(form) => form,
            None => section(node).unwrap_or_else(|| self.doc.html.tree.root().id()),
        };
        let index = match self.places.get(&place) {
            Some(index) => *index,
            None if self.groups.len() >= MAX_GROUPS => return None,
            None => {
                let mut headings = self.headings_of(place);
                headings.extend(Some(self.heading.clone()).filter(|h| !h.is_empty()));
                let mut text =
                    if form.is_some() { std::mem::take(&mut self.intro) } else { String::new() };
                if !text.is_empty() {
                    text.push_str(" \n");
                }
                let inner = self
                    .doc
                    .html
                    .tree
                    .get(place)
                    .map_or(String::new(), |node| text_of(node, 4_000));
                text.push_str(&inner);
                self.groups.push(Group {
                    node: place,
                    is_form: form.is_some(),
                    controls: Vec::new(),
                    buttons: Vec::new(),
                    headings,
                    text,
                });
                self.places.insert(place, self.groups.len() - 1);
                self.groups.len() - 1
            }
        };
        self.groups.get_mut(index)
    }

    /// Names that a form bears itself.
    fn headings_of(&self, place: NodeId) -> Vec<String> {
        let element = self.doc.html.tree.get(place);
        let element = element.as_ref().and_then(|node| node.value().as_element());
        element
            .and_then(|element| element.attribute("aria-label"))
            .map(str::to_owned)
            .into_iter()
            .collect()
    }

    fn button(&mut self, node: NodeRef<'a, Node>, element: &'a Element) {
        let attribute = |name: &str| {
            element.attribute(name).map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned)
        };
        let words = if element.name() == "input" {
            attribute("value").or_else(|| attribute("alt"))
        } else {
            Some(text_of(node, MAX_LABEL)).filter(|text| !text.is_empty())
        };
        let text = words
            .or_else(|| attribute("aria-label"))
            .or_else(|| attribute("title"))
            .or_else(|| image_text(node))
            .unwrap_or_default();
        let kind = kind_of(element);
        let submits = match element.name() {
            "input" => matches!(kind.as_str(), "submit" | "image"),
            "button" => !matches!(kind.as_str(), "button" | "reset"),
            _ => false,
        };
        self.recent.clear();
        self.after = None;
        let button = Button { node: node.id(), text, submits };
        // A link counts as a button only where there are fields to send.
        let is_link = element.name() == "a";
        if is_link && self.place_of(node).is_none() {
            return;
        }
        if let Some(group) = self.group(node, element)
            && group.buttons.len() < MAX_CONTROLS
        {
            group.buttons.push(button);
        }
    }

    /// A list to choose from that is drawn by script. One that is drawn over a
    /// `<select>`, which then nobody sees, is that `<select>`.
    fn list(&mut self, node: NodeRef<'a, Node>, element: &'a Element) {
        let last = self.group(node, element).and_then(|group| group.controls.last());
        let over = last.filter(|last| last.kind == "select").map(|last| last.node);
        let over = over.and_then(|id| self.doc.element(id)).is_some_and(|e| is_unseen(e.value()));
        if !over {
            self.control(node, element);
        }
    }

    fn control(&mut self, node: NodeRef<'a, Node>, element: &'a Element) {
        if self.group(node, element).is_none_or(|group| group.controls.len() >= MAX_CONTROLS) {
            self.recent.clear();
            self.after = None;
            return;
        }
        let attribute = |name: &str| element.attribute(name).unwrap_or("").trim().to_owned();
        let before = std::mem::take(&mut self.recent);
        self.after = None;
        let label_nodes = self.label_nodes(node, element);
        let mut label = String::new();
        let labels: Vec<NodeRef<'a, Node>> =
            label_nodes.iter().filter_map(|id| self.doc.html.tree.get(*id)).collect();
        for found in &labels {
            push_words(&mut label, &label_text(*found, MAX_LABEL));
        }
        if label.is_empty() {
            label = attribute("aria-label");
        }
        let links_from: Vec<NodeId> = if label_nodes.is_empty() {
            node.parent().map(|parent| parent.id()).into_iter().collect()
        } else {
            label_nodes.clone()
        };
        let options = options(node);
        let mut placeholder = attribute("placeholder");
        if label.is_empty() && placeholder.is_empty() {
            placeholder = invitation(&options).unwrap_or_default().to_owned();
        }
        let mut links = self.links_in(&links_from);
        let mut row = String::new();
        let ticks = kind_of(element) == "checkbox"
            || (!matches!(element.name(), "input" | "select" | "textarea") && !opens_list(element));
        let around = labels.first().copied().unwrap_or(node).parent();
        if let Some(around) = around.filter(|around| ticks && holds_one_field(around)) {
            // Words and link may stand beside the label.
            row = text_of(around, MAX_LABEL);
            if links.is_empty() {
                links = self.links_in(&[around.id()]);
            }
        }
        let control = Control {
            node: node.id(),
            kind: match element.name() {
                "input" => kind_of(element),
                "select" | "textarea" => element.name().to_owned(),
                _ if opens_list(element) => "combobox".to_owned(),
                _ => "checkbox".to_owned(),
            },
            name: attribute("name"),
            id: attribute("id"),
            autocomplete: attribute("autocomplete").to_ascii_lowercase(),
            placeholder,
            label,
            before: last_line(&before),
            after: String::new(),
            title: attribute("title"),
            options,
            legend: legend(node),
            required: element.attribute("required").is_some()
                || element.attribute("aria-required") == Some("true"),
            required_mark: required_mark(node, element, &labels),
            checked: element.attribute("checked").is_some()
                || element.attribute("aria-checked") == Some("true"),
            links,
            row,
            images: self.images_in(&label_nodes),
            disabled: element.attr("disabled").is_some(),
        };
        let wants_after = control.is_box() && control.label.is_empty();
        if let Some(group) = self.group(node, element)
            && group.controls.len() < MAX_CONTROLS
        {
            group.controls.push(control);
            let last = group.controls.len() - 1;
            let place = group.node;
            if let Some(index) = self.places.get(&place) {
                self.after = wants_after.then_some((*index, last));
                self.starless = Some((*index, last));
            }
        }
    }

    fn label_nodes(&self, node: NodeRef<'a, Node>, element: &Element) -> Vec<NodeId> {
        let mut out: Vec<NodeId> = Vec::new();
        if let Some(ids) = element.attribute("aria-labelledby") {
            out.extend(ids.split_whitespace().take(5).filter_map(|id| self.labels.by_id.get(id)));
        }
        if out.is_empty()
            && let Some(id) = element.id()
            && let Some(labels) = self.labels.by_control.get(id)
        {
            // Of labels of several forms with the same identifiers, the nearest.
            let form = |n: NodeRef<'_, Node>| {
                n.ancestors().find(|a| element_name(*a) == Some("form")).map(|a| a.id())
            };
            let own = form(node);
            let near = |id: &&NodeId| self.doc.html.tree.get(**id).is_some_and(|l| form(l) == own);
            let here: Vec<NodeId> = labels.iter().take(20).filter(near).take(3).copied().collect();
            out = if here.is_empty() { labels.iter().take(1).copied().collect() } else { here };
        }
        if out.is_empty() {
            let around = node.ancestors().take(6).find(|a| element_name(*a) == Some("label"));
            out.extend(around.map(|a| a.id()));
        }
        out
    }

    fn links_in(&self, nodes: &[NodeId]) -> Vec<(String, String)> {
        let inside = nodes.iter().filter_map(|id| self.doc.html.tree.get(*id));
        inside
            .flat_map(|node| node.descendants().take(200).collect::<Vec<_>>())
            .filter_map(|node| {
                let element = node.value().as_element()?;
                let href = (element.name() == "a").then(|| element.attribute("href")).flatten()?;
                let address = self.doc.base.join(href).map_or(href.to_owned(), |u| u.to_string());
                Some((text_of(node, MAX_LABEL), address))
            })
            .take(10)
            .collect()
    }

    fn images_in(&self, nodes: &[NodeId]) -> Vec<String> {
        let inside = nodes.iter().filter_map(|id| self.doc.html.tree.get(*id));
        inside.filter_map(image_text).take(10).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn read(source: &str) -> Vec<Group> {
        groups(&Document::parse(source, &Url::parse("https://shop.example/").unwrap()))
    }

    fn labels(source: &str) -> Vec<String> {
        let groups = read(source);
        groups.iter().flat_map(|g| &g.controls).map(|c| c.shown().to_owned()).collect()
    }

    #[test]
    fn labels_are_found_wherever_they_stand() {
        for source in [
            "<form><label for=a>Name</label><input id=a></form>",
            "<form><label>Name <input></label></form>",
            "<form><span id=l>Name</span><input aria-labelledby=l></form>",
            "<form><input aria-label=Name></form>",
            "<form><table><tr><td>Other</td></tr><tr><td>Name</td><td><input></td></tr></table></form>",
            "<form>Name<br><input></form>",
            "<form><input placeholder=Name></form>",
        ] {
            assert_eq!(labels(source), ["Name"], "{source}");
        }
        assert_eq!(labels("<form><input type=checkbox> Yes</form>"), ["Yes"]);
    }

    #[test]
    fn lists_drawn_by_script_are_fields_once() {
        let kinds = |source: &str| -> Vec<(String, String)> {
            let groups = read(source);
            let controls = groups.iter().flat_map(|g| &g.controls);
            controls.map(|c| (c.kind.clone(), c.shown().to_owned())).collect()
        };
        let drawn = "<form><label for=c>Country<span>*</span></label>
            <button type=button id=c role=combobox aria-haspopup=listbox>Choose</button>
            <input id=x tabindex=-1 aria-hidden=true></form>";
        assert_eq!(kinds(drawn), [("combobox".to_owned(), "Country *".to_owned())]);
        let over = "<form><label for=c>Country</label><select id=c tabindex=-1 aria-hidden=true>
            <option>Norway</select><span><span role=combobox aria-label=Country>Norway</span></span></form>";
        assert_eq!(kinds(over), [("select".to_owned(), "Country".to_owned())]);
        let beside = "<form><select aria-label=Size></select><div role=combobox aria-label=Colour></div></form>";
        assert_eq!(kinds(beside).len(), 2);
        let radio = "<form><label>Cash<span role=radio></span><input type=radio id=p tabindex=-1
            aria-hidden=true></label></form>";
        assert_eq!(kinds(radio).len(), 1);
        // A menu is no field.
        assert!(
            kinds("<form><input name=a><button aria-haspopup=menu>More</button></form>").len() == 1
        );
    }

    #[test]
    fn controls_without_a_form_are_grouped_by_section() {
        let groups = read(
            "<header><input type=search></header><main><input name=a><button>Go</button></main>",
        );
        assert_eq!(groups.len(), 2);
        assert!(!groups[1].is_form);
        assert_eq!(groups[1].buttons[0].text, "Go");
    }

    #[test]
    fn a_form_emptied_by_tag_soup_keeps_its_controls() {
        let groups = read("<table><form id=f><tr><td><input name=a></td></tr></form></table>");
        assert_eq!(groups.len(), 1);
        assert!(groups[0].is_form);
    }

    #[test]
    fn required_marks_on_the_row_count() {
        let groups = read(
            "<form><p class='field is-required'><input name=a></p><p><input name=b></p></form>",
        );
        let marks: Vec<bool> = groups[0].controls.iter().map(|c| c.required_mark).collect();
        assert_eq!(marks, [true, false]);
    }
}
