//! The forms of a page as they stand, for whoever goes on through them.
//!
//! Readings of forms say what a form asks for. Who wants to pass it needs to know
//! as well which element each field is, what it holds, and which buttons send it.
//! Nothing is decided here about passing it.

use super::layout::{self, Group};
use super::{consent, duty, kind, payment, purpose};
use crate::extract::{Context, Document, PageKind};
use ego_tree::NodeId;

/// A form, or fields that stand together without one.
#[derive(Debug, Clone)]
pub(crate) struct OpenForm {
    /// The `<form>`, or the element around the fields.
    pub(crate) node: NodeId,
    /// It is a `<form>`.
    pub(crate) is_form: bool,
    /// What it is for, as in [`crate::extract::FormReading::purpose`].
    pub(crate) purpose: Option<&'static str>,
    /// Its fields, each radio button by itself.
    pub(crate) fields: Vec<OpenField>,
    /// The elements of its buttons.
    pub(crate) buttons: Vec<NodeId>,
}

/// A field as it stands.
#[derive(Debug, Clone)]
pub(crate) struct OpenField {
    /// The element.
    pub(crate) node: NodeId,
    /// `type` of the input, `select` or `textarea`.
    pub(crate) kind: String,
    /// `name`.
    pub(crate) name: String,
    /// Its label; of a radio button, that of the button.
    pub(crate) label: String,
    /// Legend of the field set around it.
    pub(crate) legend: String,
    /// WHATWG autofill token, `consent` or `other`.
    pub(crate) purpose: String,
    /// The form cannot be sent without it.
    pub(crate) required: bool,
    /// It is one of the choices between payment methods.
    pub(crate) pays: bool,
}

/// All forms of a page in reading order, those without fields too.
pub(crate) fn forms(doc: &Document, page: Option<PageKind>, context: Context<'_>) -> Vec<OpenForm> {
    let page = kind::Page::of(doc, page);
    layout::groups(doc).iter().map(|group| form(doc, group, &page, context)).collect()
}

fn form(doc: &Document, group: &Group, page: &kind::Page, context: Context<'_>) -> OpenForm {
    let tokens = purpose::purposes(group, context.language);
    let clarity: Vec<Option<&'static str>> = group
        .buttons
        .iter()
        .map(|b| super::button::clarity(&b.text, context.language, context.vocabulary))
        .collect();
    let purpose = kind::purpose(doc, group, &tokens, page, &clarity);
    let duty = duty::Duty::of(group);
    let fields = group
        .controls
        .iter()
        .zip(tokens)
        .map(|(control, token)| {
            let token = if consent::asks(control) { "consent".to_owned() } else { token };
            OpenField {
                node: control.node,
                kind: control.kind.clone(),
                name: control.name.clone(),
                label: control.shown().to_owned(),
                legend: control.legend.clone(),
                required: duty.covers(control, &token),
                pays: token == "other" && payment::is_choice(control),
                purpose: token,
            }
        })
        .collect();
    OpenForm {
        node: group.node,
        is_form: group.is_form,
        purpose,
        fields,
        buttons: group.buttons.iter().map(|button| button.node).collect(),
    }
}
