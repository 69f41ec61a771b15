//! The walk to the checkout over plain HTTP, by the real program, through shops
//! that remember it: what it reaches, what it reads there, why it stops, and that
//! it never buys.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod common;
mod stage;

use serde_json::json;
use shopvet::facts::Reason;
use shopvet::universe::Service;
use stage::{
    Played, Visit, funkelmoor, hinderbacke, kaarnakello, rutmosse, slydrake, tangsmuld, yllegrind,
};

/// Without a browser, whatever the machine has.
const PLAIN: [&str; 2] = ["--render", "never"];

fn visit(played: &Played, host: &str, args: &[&str]) -> Visit {
    Visit::to(played, host, &[&PLAIN, args].concat())
}

#[test]
fn the_walk_reads_the_whole_checkout_of_a_shop_with_sessions() {
    let played = Played::start(yllegrind::world);
    let visit = visit(&played, yllegrind::HOST, &["--consented"]);
    let told = visit.told();
    assert_eq!(visit.fact("checkout.reached")["state"], "present", "{told}");
    assert_eq!(visit.value("checkout.reached"), true, "{told}");
    assert_eq!(visit.obstacle(), None, "{told}");
    let actions = visit.actions();
    for action in ["open-product", "add-to-cart", "open-checkout"] {
        assert!(actions.contains(&action), "{action}: {told}");
    }
    let required = |purpose: &str| (purpose.to_owned(), Some(true));
    let wanted = ["email", "name", "street-address", "postal-code", "address-level2", "tel"];
    for purpose in wanted {
        assert!(visit.fields().contains(&required(purpose)), "{purpose}: {:?}", visit.fields());
    }
    let consent = visit.value("checkout.consent");
    assert_eq!(consent["present"], true);
    assert_eq!((&consent["required"], &consent["preticked"]), (&json!(true), &json!(false)));
    assert!(consent["links-to"].to_string().contains("/kopvillkor"), "{consent}");
    assert_eq!(
        visit.value("checkout.order-button"),
        &json!({ "text": "Slutför köp", "clarity": "clear" })
    );
    let total = visit.value("checkout.total");
    assert_eq!((&total["currency"], &total["vat-stated"]), (&json!("SEK"), &json!(true)));
    assert_eq!(total["shipping-stated"], true);
    let sums = ["1358.00", "1558.00", "958.00"];
    assert!(sums.contains(&total["amount"].as_str().unwrap_or("")), "{total}");
    let methods = visit.value("checkout.payment-methods").to_string();
    assert!(methods.contains("Visa") && methods.contains("Faktura"), "{methods}");
    // Each step says what was done, where, and that robots.txt was passed.
    let steps = visit.value("checkout.steps").as_array().unwrap();
    assert_eq!(steps.len(), visit.walk().steps.len());
    let past: Vec<bool> = visit.walk().steps.iter().map(|step| step.past_robots).collect();
    assert!(!past[0] && past[past.len() - 1], "{past:?}");
    assert!(visit.walk().consented);
    visit.assert_judged_alike();
}

#[test]
fn what_is_put_into_the_cart_is_taken_out_again() {
    let played = Played::start(stage::all);
    for host in [yllegrind::HOST, tangsmuld::HOST, kaarnakello::HOST] {
        let before = played.books.puts();
        let visit = visit(&played, host, &["--consented"]);
        assert_eq!(played.books.puts(), before + 1, "{host}: {}", visit.told());
        assert_eq!(visit.walk().emptied, Some(true), "{host}: {}", visit.told());
        assert_eq!(played.books.in_carts(), 0, "{host}: {}", visit.told());
    }
    played.books.assert_clean("emptying carts");
}

#[test]
fn robots_txt_ends_a_walk_that_nobody_agreed_to() {
    let played = Played::start(yllegrind::world);
    let visit = visit(&played, yllegrind::HOST, &[]);
    let forbidden = |path: &str| path.starts_with("/varukorg") || path.starts_with("/kassa");
    for hit in played.universe.hits() {
        let web = matches!(hit.service, Service::Http | Service::Https);
        assert!(!(web && forbidden(hit.path())), "{} {}", hit.method, hit.target);
    }
    let end = visit.walk().ended.as_ref().expect("it went on");
    assert_eq!((end.reason, end.obstacle.as_str()), (Reason::RobotsDisallowed, "robots"));
    assert!(!visit.walk().consented);
    assert_eq!(visit.fact("checkout.reached")["reason"], "robots-disallowed");
    for path in ["checkout.consent", "checkout.order-button", "checkout.total"] {
        assert_eq!(visit.fact(path)["state"], "unknown", "{path}");
    }
    assert!(visit.walk().steps.iter().all(|step| !step.past_robots));
    assert_eq!(played.books.puts(), 0);
    played.books.assert_clean("without consent");
}

#[test]
fn the_application_can_give_the_consent() {
    let played = Played::start(yllegrind::world);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("application.yaml");
    let without = std::fs::read_to_string(common::fixture("yllegrind/application.yaml")).unwrap();
    for (agreed, puts) in [(false, 0), (true, 1)] {
        std::fs::write(&file, format!("{without}consent-to-review: {agreed}\n")).unwrap();
        let application = file.display().to_string();
        let visit = visit(&played, yllegrind::HOST, &["--application", &application]);
        assert_eq!(visit.walk().consented, agreed);
        assert_eq!(played.books.puts(), puts, "{}", visit.told());
    }
    played.books.assert_clean("consent in the application");
}

#[test]
fn a_crawl_never_passes_robots_txt_whatever_was_agreed_to() {
    let played = Played::start(yllegrind::world);
    visit(&played, yllegrind::HOST, &["--consented", "--walk", "none"]);
    for hit in played.universe.hits() {
        let forbidden = hit.path().starts_with("/varukorg") || hit.path().starts_with("/kassa");
        assert!(!forbidden, "{} {}", hit.method, hit.target);
    }
}

#[test]
fn nothing_is_sent_when_there_is_to_be_no_walk() {
    let played = Played::start(stage::all);
    for host in [yllegrind::HOST, tangsmuld::HOST, kaarnakello::HOST] {
        let visit = visit(&played, host, &["--walk", "none", "--consented"]);
        assert!(visit.snapshot.walk.is_none());
        assert_eq!(visit.fact("checkout.order-button")["state"], "unknown");
    }
    for asked in played.books.requests() {
        assert!(matches!(asked.method.as_str(), "GET" | "HEAD"), "{asked:?}");
    }
    assert_eq!(played.books.puts(), 0);
}

#[test]
fn reading_ends_where_something_would_have_to_be_typed() {
    let played = Played::start(tangsmuld::world);
    let visit = visit(&played, tangsmuld::HOST, &["--walk", "read"]);
    let told = visit.told();
    assert!(visit.actions().contains(&"continue-as-guest"), "{told}");
    assert_eq!(visit.obstacle(), Some("must-type"), "{told}");
    // The address was seen, and what lies behind it is not called absent.
    assert_eq!(visit.fact("checkout.fields")["state"], "partial", "{told}");
    let optional = ("organization".to_owned(), Some(false));
    assert!(visit.fields().contains(&optional), "{:?}", visit.fields());
    for purpose in ["email", "given-name", "family-name", "postal-code", "tel"] {
        assert!(visit.fields().contains(&(purpose.to_owned(), Some(true))), "{purpose}: {told}");
    }
    for path in ["checkout.reached", "checkout.consent", "checkout.order-button"] {
        assert_eq!(visit.fact(path)["state"], "unknown", "{path}: {told}");
    }
    // Nothing was typed: whatever was sent holds no address.
    let typed = ["email", "fornavn", "efternavn", "vej", "postnr", "by", "telefon"];
    for (name, value) in played.books.sent_to("/") {
        assert!(!typed.contains(&name.as_str()) || value.is_empty(), "{name}={value}");
    }
    played.books.assert_clean("reading");
}

#[test]
fn filling_goes_on_to_the_last_step_and_no_further() {
    let played = Played::start(tangsmuld::world);
    // The country that it says it lives in is that of the application.
    let application = common::fixture("tangsmuld/application.yaml").display().to_string();
    let args = ["--walk", "fill", "--application", &application];
    let visit = visit(&played, tangsmuld::HOST, &args);
    let told = visit.told();
    for action in ["continue-as-guest", "fill", "choose-delivery"] {
        assert!(visit.actions().contains(&action), "{action}: {told}");
    }
    // The fields of the step of the address are not forgotten at the last one.
    for purpose in ["email", "given-name", "postal-code", "tel"] {
        assert!(visit.fields().contains(&(purpose.to_owned(), Some(true))), "{purpose}: {told}");
    }
    assert!(visit.saw("Betalingsmetode"), "{told}");
    // From the choice of payment on, a button that only says "go on" may be taken for
    // one that orders. Then the walk says so, and nothing behind is called absent.
    if let Some(end) = &visit.walk().ended {
        assert_eq!((end.obstacle.as_str(), end.reason), ("withheld", Reason::Ambiguous), "{told}");
        for path in ["checkout.consent", "checkout.order-button", "checkout.total"] {
            assert_eq!(visit.fact(path)["state"], "unknown", "{path}: {told}");
        }
    } else {
        assert_eq!(visit.value("checkout.reached"), true, "{told}");
        assert_eq!(
            visit.value("checkout.order-button"),
            &json!({ "text": "Gennemfør køb", "clarity": "clear" }),
            "{told}"
        );
        let total = visit.value("checkout.total");
        let amounts = ["108.00", "128.00", "98.00", "118.00"];
        assert!(amounts.contains(&total["amount"].as_str().unwrap_or("")), "{total}");
        assert_eq!(total["currency"], "DKK", "{total}");
        assert_eq!((&total["shipping-stated"], &total["vat-stated"]), (&json!(true), &json!(true)));
        assert_eq!(visit.value("checkout.consent")["required"], true);
    }
    let methods = visit.value("checkout.payment-methods").to_string();
    assert!(methods.contains("Dankort"), "{methods}: {told}");
    // What was typed is synthetic, stands in the evidence and was typed only here.
    let sent = played.books.sent_to("/kasse/adresse");
    let mail = &sent.iter().find(|(name, _)| name == "email").expect("no mail was typed").1;
    let host = mail.rsplit('@').next().unwrap();
    let reserved = [".example", ".invalid", ".test", "example.com", "example.org", "example.net"];
    assert!(reserved.iter().any(|end| host.ends_with(end)), "{mail}");
    let kept: Vec<&str> =
        visit.walk().steps.iter().flat_map(|s| &s.entries).map(|e| e.value.as_str()).collect();
    assert!(kept.contains(&mail.as_str()), "{kept:?}");
    assert!(played.books.sent_to("/kasse/log-ind").is_empty());
    assert_eq!(visit.walk().emptied, Some(true), "{told}");
    played.books.assert_clean("filling");
    visit.assert_judged_alike();
}

#[test]
fn a_cart_that_ends_in_the_order_button_is_the_last_step() {
    for mode in ["read", "fill"] {
        let played = Played::start(kaarnakello::world);
        let visit = visit(&played, kaarnakello::HOST, &["--walk", mode]);
        let told = visit.told();
        assert!(visit.actions().contains(&"add-to-cart"), "{told}");
        assert_eq!(
            visit.value("checkout.order-button"),
            &json!({ "text": "Maksa ja tilaa", "clarity": "clear" }),
            "{told}"
        );
        let total = visit.value("checkout.total");
        let amount = total["amount"].as_str().unwrap_or("");
        assert!(["85.90", "65.90"].contains(&amount), "{total}");
        assert_eq!(visit.value("checkout.consent")["present"], false, "{told}");
        assert_eq!(visit.walk().emptied, Some(true), "{told}");
        assert!(!played.books.requests().iter().any(|asked| asked.path == "/tilaus"), "{told}");
        played.books.assert_clean(mode);
    }
}

#[test]
fn a_shop_drawn_by_script_is_unknown_and_not_empty_without_a_browser() {
    let played = Played::start(funkelmoor::world);
    let visit = visit(&played, funkelmoor::HOST, &["--consented"]);
    let facts = visit.report["facts"].as_object().unwrap();
    for (path, fact) in facts {
        let page = ["contact.", "identity.", "products.", "terms.", "checkout.", "pages."];
        // That nothing had to be withheld is a fact about the walk, not about the shop.
        if path == "checkout.withheld" {
            continue;
        }
        if page.iter().any(|room| path.starts_with(room)) {
            assert_ne!(fact["state"], "absent", "{path}");
        }
    }
    assert_eq!(visit.fact("checkout.reached")["reason"], "needs-javascript");
    assert_eq!(visit.failed(), Vec::<String>::new());
    assert_eq!(played.books.puts(), 0);
}

/// Every trick, in both modes: zero orders, payments, accounts and subscriptions.
fn tricks(mode: &str) {
    for trick in slydrake::TRICKS {
        let played = Played::start(slydrake::world);
        let visit = visit(&played, &slydrake::host(trick), &["--walk", mode, "--consented"]);
        played.books.assert_clean(&format!("{trick}, {mode}: {}", visit.told()));
    }
}

#[test]
fn no_trick_gets_an_order_out_of_a_walk_that_reads() {
    tricks("read");
}

#[test]
fn no_trick_gets_an_order_out_of_a_walk_that_fills() {
    tricks("fill");
}

#[test]
fn what_was_refused_is_in_the_evidence() {
    for trick in ["get-order", "ordering-form", "hidden-field", "redirecting", "removing"] {
        let played = Played::start(slydrake::world);
        let visit = visit(&played, &slydrake::host(trick), &[]);
        let withheld = &visit.walk().withheld;
        assert!(!withheld.is_empty(), "{trick}: {}", visit.told());
        for one in withheld {
            assert!(!one.ground.is_empty() && !one.detail.is_empty() && !one.what.is_empty());
        }
        assert!(!(visit.fact("checkout.reached")["state"] == "absent"));
    }
}

#[test]
fn steps_without_end_end() {
    let played = Played::start(slydrake::world);
    let visit = visit(&played, &slydrake::host("endless"), &["--walk", "fill"]);
    let asked = played.books.requests();
    let steps = asked.iter().filter(|asked| asked.path.starts_with("/checkout/step/")).count();
    assert!((1..=60).contains(&steps), "{steps}");
    let end = visit.walk().ended.as_ref().expect("it took this for a checkout");
    assert_eq!((end.reason, end.obstacle.as_str()), (Reason::Truncated, "budget"));
    assert_ne!(visit.value("checkout.reached"), true);
}

#[test]
fn each_obstacle_ends_the_walk_with_its_reason() {
    let played = Played::start(hinderbacke::world);
    for (name, obstacle) in hinderbacke::OBSTACLES {
        let visit = visit(&played, &hinderbacke::host(name), &["--consented"]);
        let told = visit.told();
        assert_eq!(visit.obstacle(), Some(obstacle), "{name}: {told}");
        let end = visit.walk().ended.as_ref().unwrap();
        let reason = match obstacle {
            "sign-in" => Some(Reason::LoginRequired),
            "age-gate" => Some(Reason::AgeWall),
            "captcha" => Some(Reason::Blocked),
            _ => None,
        };
        assert!(reason.is_none_or(|reason| end.reason == reason), "{name}: {end:?}");
        assert!(!end.detail.is_empty());
        // What was not reached is unknown for that reason, and never absent.
        let reached = visit.fact("checkout.reached");
        assert_eq!(reached["state"], "unknown", "{name}: {told}");
        assert_eq!(reached["reason"], end.reason.code(), "{name}: {told}");
        for path in ["checkout.consent", "checkout.order-button", "checkout.fields"] {
            assert_ne!(visit.fact(path)["state"], "absent", "{name} {path}");
        }
        // What was seen until then is kept.
        let seen = !matches!(obstacle, "no-product");
        assert_eq!(!visit.walk().steps.is_empty(), seen, "{name}: {told}");
        assert_eq!(played.books.in_carts(), 0, "{name}: {told}");
    }
    played.books.assert_clean("obstacles");
}

#[test]
fn the_layouts_of_platforms_are_walked_as_they_are_by_default() {
    for layout in rutmosse::LAYOUTS.iter().filter(|layout| !layout.scripted) {
        let played = Played::start(rutmosse::world);
        let visit = visit(&played, &rutmosse::host(layout.name), &["--consented"]);
        let told = visit.told();
        assert_eq!(played.books.puts(), 1, "{}: {told}", layout.name);
        let purposes: Vec<String> =
            visit.fields().into_iter().map(|(purpose, _)| purpose).collect();
        for purpose in ["email", "family-name", "postal-code"] {
            assert!(purposes.iter().any(|p| p == purpose), "{}: {told}", layout.name);
        }
        match layout.order {
            Some(words) => {
                assert_eq!(visit.value("checkout.reached"), true, "{}: {told}", layout.name);
                assert_eq!(visit.value("checkout.order-button")["text"], words, "{told}");
                let total = visit.value("checkout.total");
                assert_eq!(
                    (&total["amount"], &total["currency"]),
                    (&json!("27.00"), &json!("GBP"))
                );
            }
            None => assert_eq!(visit.obstacle(), Some("must-type"), "{}: {told}", layout.name),
        }
        assert_eq!(visit.walk().emptied, Some(true), "{}: {told}", layout.name);
        assert_eq!(played.books.in_carts(), 0, "{}: {told}", layout.name);
        played.books.assert_clean(&told);
    }
}

#[test]
fn a_cart_that_only_a_script_fills_says_so_without_a_browser() {
    for layout in rutmosse::LAYOUTS.iter().filter(|layout| layout.scripted) {
        let played = Played::start(rutmosse::world);
        let visit = visit(&played, &rutmosse::host(layout.name), &["--walk", "fill"]);
        let told = visit.told();
        let end = visit.walk().ended.as_ref().unwrap_or_else(|| panic!("{}: {told}", layout.name));
        assert_eq!(end.reason, Reason::NeedsJavascript, "{}: {told}", layout.name);
        assert_eq!(visit.fact("checkout.order-button")["state"], "unknown", "{told}");
        played.books.assert_clean(&told);
    }
}
