//! Laws that hold of any press and any request.

use super::super::face::keeps_its_laws;
use super::super::words::Words;
use super::super::{FieldInHand, FormInHand, Press, Sending, press, send};
use super::{action, columns, press_row, presses, send_row, sends, sends_platforms};
use crate::snapshot::StepAction;
use crate::vocabulary::Vocabulary;
use proptest::prelude::*;
use std::sync::LazyLock;
use url::Url;

/// Rows of presses that must pass, or must not.
fn press_rows(pass: bool) -> Vec<(Url, String)> {
    presses::ALL
        .iter()
        .flat_map(|(page, rows)| {
            let page = Url::parse(page).unwrap();
            rows.lines().map(str::trim).map(move |line| (page.clone(), line.to_owned()))
        })
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .filter(|(_, line)| (columns(line)[0] == "pass") == pass)
        .collect()
}

fn send_rows() -> Vec<String> {
    let tables = sends::ALL.iter().chain(sends_platforms::ALL);
    let lines = tables.flat_map(|rows| rows.lines()).map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

static ALLOWED: LazyLock<Vec<(Url, String)>> = LazyLock::new(|| press_rows(true));
static FORBIDDEN: LazyLock<Vec<(Url, String)>> = LazyLock::new(|| press_rows(false));
static SENT: LazyLock<Vec<String>> = LazyLock::new(send_rows);
static ORDERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lists = Vocabulary::built_in().languages().iter().flat_map(|language| {
        let words = &language.buttons;
        words.clear.iter().chain(&words.duty).chain(&words.weak)
    });
    lists.map(|phrase| phrase.replace('*', "")).filter(|phrase| Words::of(phrase).order).collect()
});

/// The row with other words.
fn with_words(line: &str, change: impl Fn(&str) -> String) -> String {
    let columns = columns(line);
    let changed: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| if at == 2 { change(column) } else { (*column).to_owned() })
        .collect();
    changed.join(" | ")
}

#[test]
fn the_tables_are_large_and_look_both_ways() {
    assert!(ALLOWED.len() > 90, "{}", ALLOWED.len());
    assert!(FORBIDDEN.len() > 110, "{}", FORBIDDEN.len());
    assert!(SENT.iter().filter(|row| row.starts_with("pass")).count() > 110);
    assert!(SENT.iter().filter(|row| !row.starts_with("pass")).count() > 120);
    assert!(ORDERS.len() > 400, "{}", ORDERS.len());
}

#[test]
fn a_tab_within_a_scheme_hides_no_script() {
    let page = Url::parse("https://shop.example/").unwrap();
    for target in
        ["java\tscript:buy(5)", " JAVASCRIPT:buy(5)", "java\u{200b}script:buy(5)", "vbscript:x"]
    {
        let found = press(&Press {
            action: Some(StepAction::AddToCart),
            page: Some(&page),
            words: "Add to cart",
            target: Some(target),
            ..Press::default()
        });
        assert_eq!(found.unwrap_err().code, "script-address", "{target:?}");
    }
}

#[test]
fn a_hidden_secret_is_never_sent() {
    let page = Url::parse("https://shop.example/checkout").unwrap();
    let secrets = [
        ("", "hidden", "password"),
        ("", "hidden", "card_number"),
        ("", "hidden", "cardNumber"),
        ("", "hidden", "cvc"),
        ("cc-number", "text", "a"),
        ("cc-csc", "hidden", "b"),
        ("new-password", "hidden", "c"),
        ("current-password", "password", "d"),
        ("other", "PASSWORD", "e"),
        ("cc-exp", "select", "f"),
        ("one-time-code", "text", "g"),
    ];
    let mut rows = 0;
    for (page_of_row, line) in ALLOWED.iter() {
        let columns = columns(line);
        let given = columns.get(3).copied().unwrap_or("");
        let Some((method, target)) = given.split_once(' ') else { continue };
        for (purpose, kind, name) in secrets {
            let found = press(&Press {
                action: action(columns[1]),
                page: Some(page_of_row),
                words: columns[2],
                marks: Vec::new(),
                target: Some(target),
                form: Some(FormInHand {
                    method,
                    purpose: None,
                    fields: vec![FieldInHand { purpose, kind, name, value: "" }],
                }),
            });
            assert!(found.is_err(), "{line}: {name}");
            rows += 1;
        }
    }
    assert!(rows > 300 && page.scheme() == "https");
}

#[test]
fn how_a_method_is_written_changes_nothing() {
    for line in SENT.iter() {
        let columns: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
        let (method, rest) = columns[2].split_once(' ').unwrap();
        for method in [method.to_lowercase(), method.to_uppercase()] {
            let mut changed =
                vec![columns[0].to_owned(), columns[1].to_owned(), format!("{method} {rest}")];
            changed.extend(columns.get(3).map(|body| (*body).to_owned()));
            let (one, other) = (send_row(line), send_row(&changed.join(" | ")));
            assert_eq!(one.is_ok(), other.is_ok(), "{line}");
        }
    }
}

/// How an address may be written otherwise and mean the same.
fn rewritten(url: &Url, way: usize) -> Url {
    let mut out = url.clone();
    let path = url.path().to_owned();
    match way {
        0 => out.set_path(&format!("{}/", path.trim_end_matches('/'))),
        1 => out.set_path(&path.replace('/', "//")),
        2 => out.set_path(&path.to_uppercase()),
        3 => {
            let encode = |c: char| {
                if c.is_ascii_alphanumeric() { format!("%{:02x}", c as u32) } else { c.to_string() }
            };
            if !path.contains('%') {
                out.set_path(&path.chars().map(encode).collect::<String>());
            }
        }
        4 => out.set_path(&format!("{}?", path.trim_end_matches('/'))),
        5 => out.set_path(&format!("{};x=1", path)),
        _ => out.set_query(url.query().map(|query| format!("&{query}&")).as_deref()),
    }
    out
}

#[test]
fn how_an_address_is_written_lets_nothing_through() {
    let shop = Url::parse("https://shop.example/").unwrap();
    let mut judged = 0;
    for line in SENT.iter().filter(|line| line.starts_with("order-address")) {
        let columns: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
        let (method, target) = columns[2].split_once(' ').unwrap();
        let url = shop.join(target).unwrap();
        for way in 0..7 {
            let url = rewritten(&url, way);
            let mut changed = vec![columns[0].to_owned(), columns[1].to_owned()];
            changed.push(format!("{method} {url}"));
            changed.extend(columns.get(3).map(|body| (*body).to_owned()));
            let found = send_row(&changed.join(" | "));
            assert!(found.is_err(), "{line} as {url}");
            judged += 1;
        }
    }
    assert!(judged > 250, "{judged}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn an_order_in_the_words_refuses_what_was_allowed(row in 0usize..10_000, order in 0usize..10_000) {
        let (page, line) = &ALLOWED[row % ALLOWED.len()];
        let order = &ORDERS[order % ORDERS.len()];
        // A product may be called anything.
        prop_assume!(columns(line)[1] != "product");
        for changed in [
            with_words(line, |words| format!("{words} – {order}")),
            with_words(line, |words| format!("{order}: {words}")),
        ] {
            // "View" before "order" only looks at one; the vocabulary says so.
            if Words::of(columns(&changed)[2]).order {
                prop_assert!(press_row(page, &changed).is_err(), "{}", changed);
            }
        }
        let apart = with_words(line, |words| format!("{words} qzzq {order}"));
        prop_assert!(press_row(page, &apart).is_err(), "{}", apart);
    }

    #[test]
    fn how_words_are_written_lets_nothing_through(row in 0usize..10_000, way in 0usize..7) {
        let (page, line) = &FORBIDDEN[row % FORBIDDEN.len()];
        let changed = with_words(line, |words| match way {
            0 => words.to_uppercase(),
            1 => words.to_lowercase(),
            2 => words.replace(' ', "\u{a0}\t "),
            3 => format!("  {words}  "),
            4 => format!("→ {words}!"),
            5 => words.replace(' ', "\u{200b} · "),
            _ => words.chars().flat_map(|c| [c, '\u{200d}']).collect(),
        });
        prop_assert!(press_row(page, &changed).is_err(), "{}", changed);
    }

    #[test]
    fn nothing_panics(
        words in ".{0,40}", name in ".{0,20}", value in ".{0,20}", target in ".{0,40}",
        method in "[a-zA-Z ]{0,8}", content_type in "(application/json|multipart/form-data; boundary=x|text/plain|.{0,12})",
        body in proptest::collection::vec(any::<u8>(), 0..200), path in ".{0,40}", way in 0usize..11,
    ) {
        let actions = ["product", "option", "add", "cart", "checkout", "guest", "delivery", "fill", "continue", "dismiss", "read"];
        let mut url = Url::parse("https://shop.example/").unwrap();
        url.set_path(&path);
        let field = FieldInHand { purpose: &value, kind: &name, name: &name, value: &value };
        let _ = press(&Press {
            action: action(actions[way]),
            page: Some(&url),
            words: &words,
            marks: vec![&name],
            target: Some(&target),
            form: Some(FormInHand { method: &method, purpose: Some(&name), fields: vec![field] }),
        });
        let _ = send(&Sending { method: &method, url: &url, content_type: &content_type, body: &body, own: way % 2 == 0, action: action(actions[way]) });
    }

    #[test]
    fn whatever_the_bytes_the_laws_hold(data in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(keeps_its_laws(&data), Ok(()));
    }
}

/// Texts that mean something to the guard, so that they meet each other.
fn dictionary() -> Vec<String> {
    let marks = &crate::vocabulary::Marks::built_in().walk_guard;
    let mut out: Vec<String> =
        [&marks.harmless, &marks.reads, &marks.steps, &marks.guest, &marks.cart, &marks.updates]
            .into_iter()
            .flatten()
            .flat_map(|mark| {
                [mark.replace(' ', "-"), mark.replace(' ', "/"), mark.replace(' ', "")]
            })
            .collect();
    for language in Vocabulary::built_in().languages() {
        let words = &language.buttons;
        let lists = [
            &words.aside,
            &words.to_checkout,
            &words.add_to_cart,
            &words.onward,
            &words.to_review,
            &language.walk.guest,
            &language.banner.refuse,
        ];
        out.extend(lists.into_iter().flatten().cloned());
    }
    out.extend(
        ["/", "..", "?", "#", ";", "&", "=", "products", "a.js", "{}", "\u{301}", "%", "%2e%2e"]
            .map(str::to_owned),
    );
    out
}

/// Half a million cases, for when the guard or its marks change:
/// `cargo test --lib the_laws_hold_for_long -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn the_laws_hold_for_long() {
    let dictionary = dictionary();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap()
    };
    for case in 0..500_000 {
        let mut data = Vec::new();
        for _ in 0..16 {
            if next() % 3 == 0 {
                data.push(u8::try_from(next() % 256).unwrap());
            }
            let text = &dictionary[next() % dictionary.len()];
            data.push(u8::try_from(text.len().min(255)).unwrap());
            data.extend(text.bytes());
        }
        assert_eq!(keeps_its_laws(&data), Ok(()), "case {case}: {data:?}");
    }
}
