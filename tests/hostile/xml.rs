//! XML: well formed, of characters that XML 1.0 may hold, and as its schema wants it.

use crate::outputs::Expected;
use crate::payloads::{hidden, orders};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::path::Path;

const ELEMENTS: [&str; 7] =
    ["testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"];

pub(crate) fn junit(bytes: &[u8], expected: &Expected) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return vec!["it is no UTF-8".to_owned()] };
    let mut faults = [hidden(text), orders(text)].concat();
    let mut reader = Reader::from_str(text);
    let mut cases = 0;
    let mut depth = 0;
    loop {
        let start = match reader.read_event() {
            Err(error) => {
                faults.push(format!("it is not well formed: {error}"));
                break;
            }
            Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => {
                depth += 1;
                start
            }
            Ok(Event::Empty(start)) => start,
            Ok(Event::End(_)) => {
                depth -= 1;
                continue;
            }
            Ok(Event::GeneralRef(name)) => {
                let name = name.to_string();
                let known = ["amp", "lt", "gt", "quot", "apos"].contains(&name.as_str());
                if !known && !name.starts_with('#') {
                    faults.push(format!("the reference &{name};"));
                }
                continue;
            }
            Ok(Event::Text(_) | Event::Decl(_)) => continue,
            Ok(other) => {
                faults.push(format!("{other:?}"));
                continue;
            }
        };
        let name = start.name().as_ref().to_owned();
        if !ELEMENTS.contains(&name.as_str()) {
            faults.push(format!("<{name}>"));
        }
        cases += usize::from(name == "testcase");
        faults.extend(start.attributes().filter_map(|a| Some(format!("{}", a.err()?))));
    }
    if depth != 0 {
        faults.push("it does not end".to_owned());
    }
    if cases != expected.outcomes {
        faults.push(format!("{cases} cases for {} outcomes", expected.outcomes));
    }
    faults
}

/// What the schema says, where the machine has a program that reads it.
pub(crate) fn schema_faults(files: &[std::path::PathBuf]) -> Vec<String> {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/schemas/junit.xsd");
    let checked = std::process::Command::new("xmllint")
        .args(["--nonet", "--noout", "--schema"])
        .arg(&schema)
        .args(files)
        .output();
    match checked {
        Ok(output) if output.status.success() => Vec::new(),
        Ok(output) => vec![String::from_utf8_lossy(&output.stderr).into_owned()],
        Err(error) => {
            let required = std::env::var_os("SHOPVET_REQUIRE_XMLLINT").is_some();
            assert!(!required, "xmllint cannot be run: {error}");
            Vec::new()
        }
    }
}

#[test]
fn broken_xml_is_noticed() {
    let expected = Expected { outcomes: 1, points: 0 };
    let of = |inner: &str| {
        let text = format!("<testsuites><testsuite name=\"a\">{inner}</testsuite></testsuites>");
        junit(text.as_bytes(), &expected)
    };
    assert_eq!(of("<testcase name=\"a\">a &lt; &#xFFFD;</testcase>"), Vec::<String>::new());
    for inner in [
        "",
        "<testcase name=\"a\"/><testcase name=\"b\"/>",
        "<testcase name=\"a\">",
        "<testcase name=\"a\" name=\"b\"/>",
        "<testcase/><script/>",
        "<testcase/><!-- x -->",
        "<testcase/><![CDATA[x]]>",
        "<testcase/>&xxe;",
        "<testcase/>\u{ffff}",
        "<testcase/>\u{1}",
        "<testcase/>\n::error::x",
    ] {
        assert!(!of(inner).is_empty(), "{inner}");
    }
}
