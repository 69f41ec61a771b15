//! Addresses that scripts of platforms and plug-ins keep in attributes until a
//! visitor comes.

use super::encoded::{cloudflare, percent_decode, rot13, shifted};
use super::form::{normal, plain};
use super::hidden::hidden;
use super::script;
use crate::extract::document::Attributes;
use scraper::node::Element;

/// Attributes with the part before the sign.
const USER: &[&str] =
    &["data-user", "data-name", "data-local", "data-u", "data-part1", "data-account", "data-first"];
/// Attributes with the part after it.
const DOMAIN: &[&str] =
    &["data-domain", "data-d", "data-host", "data-part2", "data-website", "data-second"];
/// Attributes with the end of the domain.
const ENDING: &[&str] = &["data-tld", "data-part3", "data-ext", "data-suffix", "data-last"];
/// Attributes with a whole address, plain or hidden.
const WHOLE: &[&str] = &["data-email", "data-mail", "data-mailto", "data-e-mail", "data-address"];
/// Longer values are something else.
const LONGEST: usize = 500;

/// Attributes that are read by themselves.
const SINGLE: &[&str] = &["data-cfemail", "data-mailto-token", "data-enc-email", "data-rot13"];

/// What the attributes of an element may hold, by their names alone.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Kinds {
    /// An address, or a part of one, or a script.
    pub(super) holders: bool,
    /// A style that changes the direction of the text.
    pub(super) styled: bool,
    /// What the element shows lies elsewhere.
    pub(super) source: bool,
    /// The element holds data and no program.
    pub(super) json: bool,
}

/// Looks at the names of an element's attributes, once for all that is looked
/// for in them.
pub(super) fn kinds(element: &Element) -> Kinds {
    let mut kinds = Kinds::default();
    for (name, value) in &element.attrs {
        let name: &str = &name.local;
        match name {
            "style" => {
                let mut windows = value.as_bytes().windows(8);
                kinds.styled = windows.any(|word| word.eq_ignore_ascii_case(b"override"));
            }
            "src" => kinds.source = true,
            "type" => kinds.json = value.contains("json"),
            _ if name.starts_with("on") => kinds.holders = true,
            _ if name.starts_with("data-") => {
                let mut lists = [SINGLE, WHOLE, USER, DOMAIN].into_iter();
                kinds.holders |= lists.any(|list| list.contains(&name));
            }
            _ => {}
        }
    }
    kinds
}

/// The addresses in the attributes of an element.
pub(super) fn of(element: &Element) -> Vec<String> {
    let mut out = Vec::new();
    let value = |names: &[&str]| {
        let value = names.iter().find_map(|name| element.attribute(name))?.trim();
        (!value.is_empty() && value.len() <= LONGEST).then_some(value)
    };
    out.extend(element.attribute("data-cfemail").and_then(cloudflare));
    out.extend(value(&["data-mailto-token"]).and_then(shifted));
    if let Some(code) = value(&["data-enc-email", "data-rot13"]) {
        // The sign may be hidden as well, before or after the letters were moved.
        out.extend(hidden(code).iter().map(|address| rot13(address)));
        out.extend(plain(&rot13(code)).map(|(_, address)| address.to_owned()));
    }
    if let Some(whole) = value(WHOLE) {
        out.extend(plain(whole).map(|(_, address)| address.to_owned()));
        out.extend(hidden(whole));
    }
    if let (Some(user), Some(domain)) = (value(USER), value(DOMAIN)) {
        let ending = value(ENDING).map(|end| format!(".{}", end.trim_start_matches('.')));
        let address = format!("{user}@{domain}{}", ending.unwrap_or_default());
        let known = |address: &str| normal(address, "").is_some();
        let turned = |part: &str| part.chars().rev().collect::<String>();
        let backwards = format!("{}@{}", turned(user), turned(domain));
        out.push(if !known(&address) && known(&backwards) { backwards } else { address });
    }
    for (name, value) in &element.attrs {
        if name.local.starts_with("on") && value.len() <= LONGEST {
            out.extend(of_script(value));
        }
    }
    out
}

/// The addresses of a script in an attribute.
pub(super) fn of_script(code: &str) -> Vec<String> {
    if code.len() > LONGEST || !script::is_worth(code) && !code.contains(['%', '(']) {
        return Vec::new();
    }
    let code = percent_decode(code);
    let mut out = script::addresses(&code);
    if let Some((_, rest)) = code.split_once("UnCryptMailto(") {
        let argument = rest.trim_start_matches(['\'', '"']);
        let argument = argument.split(['\'', '"']).next().unwrap_or("").replace('\\', "");
        out.extend(shifted(&argument));
    }
    out
}

/// Whether the text of an element runs from its end to its beginning.
pub(super) fn is_backwards(element: &Element) -> bool {
    element.attribute("style").is_some_and(|style| {
        let style: String =
            style.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
        style.contains("bidi-override") && style.contains("rtl")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_in_an_attribute_is_read() {
        let link = "javascript:linkTo_UnCryptMailto('nbjmup+jogpAtipq\\/tf');";
        assert_eq!(of_script(link), ["info@shop.se"]);
        assert_eq!(of_script("location.href='mailto:'+'info'+'@'+'shop.se'"), ["info@shop.se"]);
        assert!(of_script("void(0)").is_empty());
    }
}
