//! The walk to the checkout in Chromium, by the real program: shops drawn by
//! script, pages that try to order by themselves, and what holds in both modes.
//!
//! Without Chromium these tests say loudly that they tested nothing. Where
//! `SHOPVET_REQUIRE_CHROMIUM` is set, as in CI, they fail instead.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod common;
mod stage;

use serde_json::json;
use shopvet::facts::Reason;
use shopvet::universe::{Service, Standing};
use stage::{Played, Visit, funkelmoor, kaarnakello, rutmosse, slydrake, tangsmuld, yllegrind};
use std::sync::{Mutex, MutexGuard};

/// Chromium is heavy, and machines that test are small: one at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// The turn of a test, where there is a browser to test with.
fn chromium() -> Option<MutexGuard<'static, ()>> {
    let names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .any(|folder| names.iter().any(|name| folder.join(name).is_file()));
    if found {
        // A test that failed has nothing that the next one could find broken.
        return Some(ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }
    let how = "install Chromium (Debian: apt-get install chromium) and run the tests again";
    assert!(std::env::var_os("SHOPVET_REQUIRE_CHROMIUM").is_none(), "there is no browser: {how}");
    eprintln!("\n*** NOT TESTED: there is no browser here; {how} ***\n");
    None
}

fn visit(played: &Played, host: &str, args: &[&str]) -> Visit {
    Visit::to(played, host, args)
}

/// How often a path of a host was asked for.
fn asked(universe: &Standing, host: &str, path: &str) -> usize {
    universe.count(host, path)
}

#[test]
fn a_shop_drawn_by_script_is_walked_to_its_last_step() {
    let Some(_turn) = chromium() else { return };
    for render in ["auto", "always"] {
        let played = Played::start(funkelmoor::world);
        let args = ["--render", render, "--consented"];
        let visit = visit(&played, funkelmoor::HOST, &args);
        let told = visit.told();
        // What only scripts draw is read like any page.
        let products = visit.value("products.items").to_string();
        assert!(products.contains("Irrlicht"), "{products}");
        assert!(visit.value("contact.emails").to_string().contains("post@funkelmoor.example"));
        assert_eq!(visit.fact("pages.imprint")["state"], "present");
        let drawn = visit.report["pages"].as_array().unwrap();
        assert!(drawn.iter().any(|page| page["rendered"] == true), "{drawn:?}");

        assert!(visit.walk().rendered, "{told}");
        for action in ["open-product", "add-to-cart", "open-checkout"] {
            assert!(visit.actions().contains(&action), "{action}: {told}");
        }
        // The colour stands in what was chosen before the lamp went into the cart.
        let chosen: Vec<&str> =
            visit.walk().steps.iter().flat_map(|s| &s.entries).map(|e| e.value.as_str()).collect();
        assert!(chosen.contains(&"Moos") || chosen.contains(&"Torf"), "{chosen:?}");
        assert_eq!(visit.value("checkout.reached"), true, "{told}");
        assert_eq!(
            visit.value("checkout.order-button"),
            &json!({ "text": "Zahlungspflichtig bestellen", "clarity": "clear" }),
            "{told}"
        );
        // Nothing but an asterisk says so.
        let fields = visit.fields();
        for purpose in ["email", "given-name", "family-name", "postal-code", "country"] {
            assert!(fields.contains(&(purpose.to_owned(), Some(true))), "{purpose}: {fields:?}");
        }
        for purpose in ["organization", "tel"] {
            assert!(fields.contains(&(purpose.to_owned(), Some(false))), "{purpose}: {fields:?}");
        }
        let consent = visit.value("checkout.consent");
        assert_eq!((&consent["present"], &consent["preticked"]), (&json!(true), &json!(false)));
        assert!(consent["links-to"].to_string().contains("/agb"), "{consent}");
        let total = visit.value("checkout.total");
        assert_eq!((&total["currency"], &total["vat-stated"]), (&json!("EUR"), &json!(true)));
        // Ways to pay that are boxes of the shop's own may be missed, never denied.
        assert_ne!(visit.fact("checkout.payment-methods")["state"], "absent");

        assert_eq!(visit.walk().emptied, Some(true), "{told}");
        assert!(played.books.puts() >= 1, "{told}");
        assert_eq!(played.books.in_carts(), 0, "{told}");
        played.books.assert_clean(&told);
        visit.assert_judged_alike();
    }
}

#[test]
fn trackers_before_consent_are_a_fact_and_the_banner_is_refused() {
    let Some(_turn) = chromium() else { return };
    let played = Played::start(funkelmoor::world);
    let visit = visit(&played, funkelmoor::HOST, &["--render", "always", "--consented"]);
    let fact = visit.fact("site.trackers-before-consent");
    assert_eq!(fact["state"], "present", "{fact}");
    assert!(fact["value"].to_string().contains("_ga"), "{fact}");
    // Whoever is not known as a tracker is no fact, but stands in the evidence.
    let before = visit.snapshot.before_consent.as_ref().expect("nothing was taken down");
    assert!(before.banner, "{before:?}");
    assert_eq!(before.refused_by.as_deref(), Some("Alle ablehnen"));
    assert!(before.requests.iter().any(|url| url.contains(funkelmoor::TRACKER)), "{before:?}");
    assert!(before.cookies.iter().any(|cookie| cookie.name == "_ga"), "{before:?}");
    assert!(asked(&played.universe, funkelmoor::TRACKER, "/m.js") > 0);
    // It was refused: what accepting loads was never loaded.
    assert_eq!(asked(&played.universe, funkelmoor::TRACKER, "/werbung.js"), 0);
    let last = visit.walk().steps.last().expect("no steps");
    let html = String::from_utf8_lossy(&last.view.html).into_owned();
    assert!(!html.contains("Alle ablehnen"), "the banner still stands");
}

#[test]
fn every_step_in_the_browser_has_its_picture() {
    let Some(_turn) = chromium() else { return };
    let played = Played::start(funkelmoor::world);
    let visit = visit(&played, funkelmoor::HOST, &["--render", "auto", "--consented"]);
    for step in &visit.walk().steps {
        let picture = step.view.screenshot.as_ref().expect("no picture");
        assert!(picture.width > 300 && picture.height > 300 && picture.bytes.len() > 1000);
        assert!(step.view.rendered);
    }
    for step in visit.value("checkout.steps").as_array().unwrap() {
        assert!(step["screenshot"].is_string(), "{step}");
    }
    // The report shows them, and loads nothing for it.
    let html = visit.folder().join("report.html");
    let mut judge = common::shopvet();
    judge.args(["judge", "--no-config"]).arg(visit.bundle());
    judge.args(["--format", &format!("html={}", html.display())]);
    assert!(judge.status().unwrap().code().is_some());
    let html = std::fs::read_to_string(html).unwrap();
    assert!(html.contains("data:image/"), "no picture in the report");
}

#[test]
fn a_shop_that_needs_no_browser_reads_alike_in_one() {
    let Some(_turn) = chromium() else { return };
    let played = Played::start(yllegrind::world);
    let plain = visit(&played, yllegrind::HOST, &["--render", "never", "--consented"]);
    let drawn = visit(&played, yllegrind::HOST, &["--render", "always", "--consented"]);
    assert!(drawn.walk().rendered && !plain.walk().rendered);
    for path in ["checkout.reached", "checkout.consent", "checkout.order-button"] {
        assert_eq!(drawn.value(path), plain.value(path), "{path}: {}", drawn.told());
    }
    // Which product is taken may differ, and with it the amount.
    for part in ["currency", "shipping-stated", "vat-stated"] {
        assert_eq!(drawn.value("checkout.total")[part], plain.value("checkout.total")[part]);
    }
    assert_eq!(drawn.fields(), plain.fields());
    assert_eq!(drawn.value("checkout.payment-methods"), plain.value("checkout.payment-methods"));
    assert_eq!(played.books.in_carts(), 0, "{}", drawn.told());
    played.books.assert_clean("both ways");
    // Where pages say all that they have to say as served, only the front page is drawn, for
    // what it sets before anybody agreed to it.
    let auto = visit(&played, yllegrind::HOST, &["--render", "auto", "--consented"]);
    assert!(!auto.walk().rendered, "{}", auto.told());
    let pages = auto.report["pages"].as_array().unwrap();
    assert_eq!(pages.iter().filter(|page| page["rendered"] == true).count(), 1);
    assert_eq!(pages[0]["rendered"], true);
}

#[test]
fn steps_are_filled_in_the_browser_too() {
    let Some(_turn) = chromium() else { return };
    let played = Played::start(tangsmuld::world);
    let reads = visit(&played, tangsmuld::HOST, &["--render", "always", "--walk", "read"]);
    assert_eq!(reads.obstacle(), Some("must-type"), "{}", reads.told());
    assert!(played.books.sent_to("/kasse/adresse").is_empty());
    let application = common::fixture("tangsmuld/application.yaml").display().to_string();
    let args = ["--render", "always", "--walk", "fill", "--application", &application];
    let fills = visit(&played, tangsmuld::HOST, &args);
    assert!(fills.actions().contains(&"choose-delivery"), "{}", fills.told());
    assert!(fills.saw("Betalingsmetode"), "{}", fills.told());
    assert!(played.books.sent_to("/kasse/adresse").iter().any(|(name, _)| name == "email"));
    assert_eq!(fills.walk().emptied, Some(true), "{}", fills.told());
    assert_eq!(played.books.in_carts(), 0);
    played.books.assert_clean(&fills.told());
}

#[test]
fn the_order_button_alone_is_the_end_in_the_browser_too() {
    let Some(_turn) = chromium() else { return };
    let played = Played::start(kaarnakello::world);
    let visit = visit(&played, kaarnakello::HOST, &["--render", "always", "--walk", "fill"]);
    assert_eq!(visit.value("checkout.order-button")["text"], "Maksa ja tilaa", "{}", visit.told());
    assert_eq!(played.books.in_carts(), 0, "{}", visit.told());
    played.books.assert_clean(&visit.told());
}

#[test]
fn robots_txt_binds_the_browser_too() {
    let Some(_turn) = chromium() else { return };
    let played = Played::start(yllegrind::world);
    let visit = visit(&played, yllegrind::HOST, &["--render", "always", "--walk", "fill"]);
    for hit in played.universe.hits() {
        let web = matches!(hit.service, Service::Http | Service::Https);
        let forbidden = hit.path().starts_with("/varukorg") || hit.path().starts_with("/kassa");
        assert!(!(web && forbidden), "{} {}", hit.method, hit.target);
    }
    let end = visit.walk().ended.as_ref().expect("it went on");
    assert_eq!((end.reason, end.obstacle.as_str()), (Reason::RobotsDisallowed, "robots"));
    played.books.assert_clean("without consent");
}

#[test]
fn layouts_that_need_their_scripts_are_walked_in_the_browser() {
    let Some(_turn) = chromium() else { return };
    for layout in rutmosse::LAYOUTS.iter().filter(|layout| layout.scripted) {
        let played = Played::start(rutmosse::world);
        let host = rutmosse::host(layout.name);
        let visit = visit(&played, &host, &["--render", "auto", "--consented"]);
        let told = visit.told();
        assert!(visit.walk().rendered, "{}: {told}", layout.name);
        assert!(played.books.puts() >= 1, "{}: {told}", layout.name);
        // What plain HTTP saw before the browser had to help is kept.
        assert!(visit.walk().before.is_some(), "{}: {told}", layout.name);
        let purposes: Vec<String> =
            visit.fields().into_iter().map(|(purpose, _)| purpose).collect();
        // The guest's choice beside a password in no form at all is not pressed.
        let shut = visit.obstacle() == Some("withheld") && !visit.walk().withheld.is_empty();
        assert!(shut || purposes.iter().any(|p| p == "email"), "{}: {told}", layout.name);
        assert_eq!(visit.walk().emptied, Some(true), "{}: {told}", layout.name);
        // The visitor of the walk before had a cart of its own.
        let before = visit.walk().before.as_ref().and_then(|before| before.emptied);
        let left = u32::from(before == Some(false));
        assert_eq!(played.books.in_carts(), left, "{}: {told}", layout.name);
        played.books.assert_clean(&told);
    }
}

/// Every trick in a browser that runs its scripts: zero orders, payments, accounts
/// and subscriptions, on reading, walking and filling.
fn tricks(tricks: &[&str], mode: &str) {
    let Some(_turn) = chromium() else { return };
    for trick in tricks {
        let played = Played::start(slydrake::world);
        let args = ["--render", "always", "--walk", mode, "--consented", "--max-pages", "8"];
        let visit = visit(&played, &slydrake::host(trick), &args);
        let told = visit.snapshot.walk.as_ref().map(|_| visit.told()).unwrap_or_default();
        played.books.assert_clean(&format!("{trick}, {mode}: {told}"));
    }
}

fn halves() -> (&'static [&'static str], &'static [&'static str]) {
    slydrake::TRICKS.split_at(slydrake::TRICKS.len() / 2)
}

#[test]
fn no_trick_of_the_first_half_gets_an_order_by_reading() {
    tricks(halves().0, "read");
}

#[test]
fn no_trick_of_the_second_half_gets_an_order_by_reading() {
    tricks(halves().1, "read");
}

#[test]
fn no_trick_of_the_first_half_gets_an_order_by_filling() {
    tricks(halves().0, "fill");
}

#[test]
fn no_trick_of_the_second_half_gets_an_order_by_filling() {
    tricks(halves().1, "fill");
}

#[test]
fn what_a_script_tried_to_send_is_in_the_evidence() {
    let Some(_turn) = chromium() else { return };
    for trick in ["beacon", "worker", "image"] {
        let played = Played::start(slydrake::world);
        let visit = visit(&played, &slydrake::host(trick), &["--render", "always"]);
        let withheld = &visit.walk().withheld;
        assert!(withheld.iter().any(|one| one.selector.is_none()), "{trick}: {}", visit.told());
    }
}

#[test]
fn without_a_browser_it_says_what_it_could_not_see_and_how_to_help() {
    // Chromium or not: this test hides it.
    let played = Played::start(funkelmoor::world);
    let visit = Visit::without_browser(&played, funkelmoor::HOST, &["--render", "always"]);
    let reached = visit.fact("checkout.reached");
    assert_eq!(
        (&reached["state"], &reached["reason"]),
        (&json!("unknown"), &json!("needs-javascript"))
    );
    let all = format!("{}{}", visit.stderr, visit.report);
    assert!(all.contains("Chromium"), "{}", visit.stderr);
    assert_eq!(visit.failed(), Vec::<String>::new());
}

/// Chromium processes that work for a given run, by its environment's folder.
#[cfg(target_os = "linux")]
fn browsers() -> usize {
    let Ok(all) = std::fs::read_dir("/proc") else { return 0 };
    let lines = all.flatten().filter_map(|p| std::fs::read(p.path().join("cmdline")).ok());
    let ours = |line: &Vec<u8>| {
        let line = String::from_utf8_lossy(line).into_owned();
        line.contains("--user-data-dir")
            && line.contains(&format!("shopvet-test-{}", std::process::id()))
    };
    lines.filter(ours).count()
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_is_left_running() {
    let Some(_turn) = chromium() else { return };
    let folder = std::env::temp_dir().join(format!("shopvet-test-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let played = Played::start(slydrake::world);
    let place = folder.display().to_string();
    Visit::with_env(
        &played,
        &slydrake::host("nagging"),
        &["--render", "always"],
        &[("TMPDIR", &place)],
    );
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert_eq!(browsers(), 0);
    let left: Vec<_> = std::fs::read_dir(&folder).unwrap().flatten().map(|e| e.path()).collect();
    assert!(left.is_empty(), "{left:?}");
    std::fs::remove_dir_all(&folder).unwrap();
}
