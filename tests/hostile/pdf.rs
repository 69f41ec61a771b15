//! PDF: nothing in it acts but links, and what it says is plain.

use crate::outputs::Expected;
use crate::payloads::hidden;
use lopdf::{Document, Object};

/// What makes a reader do something when the file is opened, read or clicked at.
const ACTING: [&[u8]; 9] = [
    b"OpenAction",
    b"AA",
    b"JS",
    b"JavaScript",
    b"Launch",
    b"EmbeddedFiles",
    b"AcroForm",
    b"XFA",
    b"RichMedia",
];

pub(crate) fn report(bytes: &[u8], _: &Expected) -> Vec<String> {
    let pdf = match Document::load_mem(bytes) {
        Ok(pdf) => pdf,
        Err(error) => return vec![error.to_string()],
    };
    let mut faults = Vec::new();
    let trailer = Object::Dictionary(pdf.trailer.clone());
    for object in pdf.objects.values().chain([&trailer]) {
        look(object, &mut faults);
    }
    let numbers: Vec<u32> = pdf.get_pages().keys().copied().collect();
    match pdf.extract_text(&numbers) {
        Ok(text) if !text.trim().is_empty() => faults.extend(hidden(&text)),
        Ok(_) => faults.push("it says nothing".to_owned()),
        Err(error) => faults.push(error.to_string()),
    }
    faults
}

fn look(object: &Object, faults: &mut Vec<String>) {
    match object {
        Object::Array(items) => items.iter().for_each(|item| look(item, faults)),
        Object::Stream(stream) => look(&Object::Dictionary(stream.dict.clone()), faults),
        Object::Dictionary(entries) => {
            for (name, value) in entries {
                let acts = ACTING.contains(&name.as_slice());
                let kind = value.as_name().unwrap_or_default();
                let action =
                    name == b"S" && [&b"GoToR"[..], b"SubmitForm", b"ImportData"].contains(&kind);
                if acts || action || (name == b"S" && ACTING.contains(&kind)) {
                    faults.push(format!(
                        "it acts: {} {}",
                        name.escape_ascii(),
                        kind.escape_ascii()
                    ));
                }
                if name == b"URI"
                    && let Ok(to) = value.as_str()
                {
                    let web = to.starts_with(b"https://") || to.starts_with(b"http://");
                    if !web {
                        faults.push(format!("it leads to {}", to.escape_ascii()));
                    }
                }
                if name == b"Title"
                    && let Ok(title) = lopdf::decode_text_string(value)
                {
                    faults.extend(hidden(&title));
                }
                look(value, faults);
            }
        }
        _ => {}
    }
}

#[test]
fn a_pdf_that_acts_is_noticed() {
    use lopdf::dictionary;
    let of = |entries: lopdf::Dictionary| {
        let mut faults = Vec::new();
        look(&Object::Array(vec![Object::Dictionary(entries)]), &mut faults);
        faults
    };
    let text = Object::string_literal;
    assert!(of(dictionary! { "S" => "URI", "URI" => text("https://a.example/") }).is_empty());
    for entries in [
        dictionary! { "S" => "JavaScript" },
        dictionary! { "S" => "Launch" },
        dictionary! { "S" => "SubmitForm" },
        dictionary! { "OpenAction" => 1 },
        dictionary! { "Names" => dictionary! { "EmbeddedFiles" => 1 } },
        dictionary! { "S" => "URI", "URI" => text("javascript:x") },
        dictionary! { "Title" => lopdf::text_string("a\u{202e}b") },
    ] {
        assert!(!of(entries.clone()).is_empty(), "{entries:?}");
    }
    assert!(!report(b"%PDF-1.7 broken", &Expected { outcomes: 0, points: 0 }).is_empty());
}
