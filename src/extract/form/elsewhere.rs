//! Why a page for ordering shows no form: its checkout is another party's frame, or
//! is drawn by script.
//!
//! Evidence are frames of payment providers and shop platforms, and the empty elements
//! that known platforms and checkouts fill. A page without either may just have an
//! empty cart, and nothing is said of it.

use crate::extract::Document;
use crate::facts::Reason;
use crate::vocabulary::Marks;

/// Elements that are looked at.
const MAX_NODES: usize = 20_000;

/// The reason why the form of this page cannot be seen, if there is a sign of one.
pub(super) fn of(doc: &Document) -> Option<Reason> {
    let marks = Marks::built_in();
    let framed = doc
        .resources
        .iter()
        .filter(|resource| resource.kind == "frame")
        .any(|frame| frame.url.host_str().is_some_and(|host| marks.sale_host(host).is_some()));
    if framed {
        return Some(Reason::ThirdPartyFrame);
    }
    let drawn = doc.html.tree.nodes().take(MAX_NODES).any(|node| {
        node.value().as_element().is_some_and(|element| {
            element
                .classes()
                .chain(element.id())
                .any(|name| marks.checkout_shells.iter().any(|shell| shell == name))
        })
    });
    drawn.then_some(Reason::NeedsJavascript)
}
