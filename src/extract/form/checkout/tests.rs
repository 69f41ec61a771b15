//! What the facts of the checkout say of visits that are made up.

use crate::extract::testing::{Visit, page};
use crate::facts::{FactSet, Finding, Reason};
use crate::snapshot::{StepAction, Walk};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The facts that depend on a checkout having been seen.
const PATHS: &[&str] = &[
    "checkout.reached",
    "checkout.steps",
    "checkout.fields",
    "checkout.consent",
    "checkout.order-button",
    "checkout.total",
    "checkout.payment-methods",
    "checkout.payment-preselected",
    "checkout.credit",
    "checkout.express",
    "checkout.country",
    "checkout.preticked",
    "checkout.guest",
    "checkout.card-fields",
    "checkout.policy-links",
    "checkout.obstacle",
    "checkout.withheld",
];

const GOODS: &str = "<h1>Blå kanna</h1><p>249 kr</p><form action=/cart method=post>
    <button>Lägg i varukorgen</button></form>";
const CART: &str = "<h1>Varukorg</h1><p>Blå kanna 249 kr</p><a href=/kassa>Till kassan</a>";
const CONTACT: &str = "<h1>Kassa</h1><h2>Dina uppgifter</h2><form method=post>
    <label>E-post <input name=mail type=email required></label>
    <label>Gatuadress <input name=street required></label>
    <label>Postnummer <input name=zip required></label>
    <label>Telefon <input name=phone type=tel></label>
    <button>Fortsätt till betalning</button></form>";
const PAYING: &str = "<h1>Kassa</h1><h2>Betalning</h2><form method=post>
    <label>Telefon <input name=phone type=tel required></label>
    <fieldset><legend>Betalsätt</legend>
    <label><input type=radio name=payment checked> Faktura</label>
    <label><input type=radio name=payment> Kort</label></fieldset>
    <label><input type=checkbox name=ok required> Jag godkänner
    <a href=/villkor>köpvillkoren</a></label>
    <p>Frakt: 49 kr</p><p>Att betala: 298 kr inkl. moms</p><button>Slutför köp</button></form>";

fn sv(main: &str) -> String {
    page("Fjellbod", main)
}

/// A visit with a front page, of which the walk went these steps.
fn walked(steps: &[(StepAction, &str, &str)]) -> Visit {
    let pages: Vec<String> = steps.iter().map(|(_, _, main)| sv(main)).collect();
    let steps: Vec<(StepAction, &str, &str)> = steps
        .iter()
        .zip(&pages)
        .map(|((action, path, _), html)| (*action, *path, html.as_str()))
        .collect();
    Visit::new(&[("/", &sv("<p>Välkommen till butiken med kannor och krus.</p>"))]).walk(&steps)
}

const WHOLE: &[(StepAction, &str, &str)] = &[
    (StepAction::OpenProduct, "/kanna", GOODS),
    (StepAction::AddToCart, "/cart", CART),
    (StepAction::OpenCheckout, "/kassa", CONTACT),
    (StepAction::Continue, "/kassa/betala", PAYING),
];

fn finding(facts: &FactSet, path: &str) -> Finding {
    facts.get(path).unwrap().finding.clone()
}

fn value(visit: &Visit, path: &str) -> Value {
    finding(&visit.facts(), path).value()
}

#[test]
fn a_walk_to_the_last_step_shows_the_whole_checkout() {
    let facts = walked(WHOLE).facts();
    let value = |path: &str| {
        let finding = finding(&facts, path);
        assert_eq!(finding.state(), "present", "{path}");
        finding.value()
    };
    assert_eq!(value("checkout.reached"), true);
    assert_eq!(
        value("checkout.order-button"),
        json!({ "text": "Slutför köp", "clarity": "clear" })
    );
    let steps = value("checkout.steps");
    let actions: Vec<&Value> = steps.as_array().unwrap().iter().map(|s| &s["action"]).collect();
    assert_eq!(actions, ["open-product", "add-to-cart", "open-checkout", "continue"]);
    assert!(steps[3]["url"].as_str().unwrap().ends_with("/kassa/betala"));
    assert_eq!(steps[3]["screenshot"], Value::Null);
    let fields: Vec<(String, bool, u64)> = value("checkout.fields")
        .as_array()
        .unwrap()
        .iter()
        .map(|field| {
            let purpose = field["purpose"].as_str().unwrap().to_owned();
            (purpose, field["required"].as_bool().unwrap(), field["step"].as_u64().unwrap())
        })
        .collect();
    let field = |purpose: &str, required, step| (purpose.to_owned(), required, step);
    // The telephone number is asked for twice, and required the second time.
    assert_eq!(
        fields,
        [
            field("email", true, 3),
            field("street-address", true, 3),
            field("postal-code", true, 3),
            field("tel", true, 3),
            field("other", false, 4),
            field("consent", true, 4),
        ]
    );
    let consent = value("checkout.consent");
    assert_eq!((&consent["present"], &consent["required"]), (&json!(true), &json!(true)));
    assert_eq!(consent["preticked"], false);
    assert_eq!(consent["links-to"], "https://www.fjellbod.example/villkor");
    let total = value("checkout.total");
    assert_eq!((&total["amount"], &total["currency"]), (&json!("298.00"), &json!("SEK")));
    assert_eq!(value("checkout.payment-methods"), json!(["Faktura", "Kort"]));
    assert_eq!(value("checkout.payment-preselected"), json!({ "name": "Faktura", "credit": true }));
    assert_eq!(
        value("checkout.credit"),
        json!({ "offered": true, "other-offered": true, "first": true, "preselected": true })
    );
    assert_eq!(value("checkout.guest"), true);
    assert_eq!(value("checkout.policy-links")[0]["kind"], "terms");
    for path in ["checkout.express", "checkout.preticked", "checkout.obstacle"] {
        assert_eq!(finding(&facts, path), Finding::Absent, "{path}");
    }
}

#[test]
fn a_walk_that_ended_before_the_last_step_shows_what_it_saw() {
    let visit = walked(&WHOLE[..3]).ended(Reason::NotCollected, "must-type");
    let facts = visit.facts();
    let unknown = Finding::Unknown(Reason::NotCollected);
    for path in ["reached", "order-button", "consent", "total", "payment-methods", "credit"] {
        assert_eq!(finding(&facts, &format!("checkout.{path}")), unknown, "{path}");
    }
    for path in ["steps", "fields"] {
        assert_eq!(finding(&facts, &format!("checkout.{path}")).state(), "partial", "{path}");
    }
    assert_eq!(finding(&facts, "checkout.guest").value(), true);
    let obstacle = finding(&facts, "checkout.obstacle").value();
    assert_eq!((&obstacle["code"], &obstacle["step"]), (&json!("must-type"), &json!(3)));
}

#[test]
fn the_walks_own_reason_comes_first() {
    let visit = walked(&WHOLE[..2])
        .skipped("/kassa", Reason::RobotsDisallowed, "Till kassan")
        .ended(Reason::LoginRequired, "sign-in");
    let facts = visit.facts();
    assert_eq!(finding(&facts, "checkout.reached"), Finding::Unknown(Reason::LoginRequired));
    assert_eq!(finding(&facts, "checkout.guest").value(), false);
}

#[test]
fn a_box_seen_on_the_way_is_there_though_its_duty_is_not_known() {
    let early = "<h1>Kassa</h1><form><label>E-post <input name=m></label>
        <label>Gatuadress <input name=a></label>
        <label><input type=checkbox checked> Jag godkänner köpvillkoren</label>
        <button>Nästa</button></form>";
    let visit = walked(&[(StepAction::OpenCheckout, "/kassa", early)])
        .ended(Reason::NeedsJavascript, "script");
    let facts = visit.facts();
    let Finding::Glimpsed(consent, Reason::NeedsJavascript) = finding(&facts, "checkout.consent")
    else {
        panic!("{:?}", finding(&facts, "checkout.consent"));
    };
    assert_eq!(consent["present"], true);
    assert_eq!(consent["preticked"], true);
    assert_eq!(consent["required"], Value::Null);
}

#[test]
fn a_list_of_languages_on_the_page_of_the_cart_is_no_checkout() {
    let cart = "<h1>Varukorg</h1><p>Din varukorg är tom.</p><form action=/lang method=post>
        <select name=language><option>Svenska<option>Norsk</select><button>Go</button></form>
        <form action=/status method=post><label>Ordernummer <input name=no required></label>
        <label>E-post <input type=email name=e required></label><button>OK</button></form>";
    let visit =
        Visit::new(&[("/", &sv("<a href=/varukorg>Varukorg</a>")), ("/varukorg", &sv(cart))]);
    let facts = visit.facts();
    for path in ["checkout.reached", "checkout.order-button", "checkout.fields"] {
        assert_eq!(finding(&facts, path).state(), "unknown", "{path}");
    }
}

#[test]
fn a_crawl_that_got_further_counts() {
    let visit = Visit::new(&[("/", &sv("<p>Hej.</p>")), ("/kassa", &sv(PAYING))])
        .walk(&[(StepAction::OpenProduct, "/kanna", &sv(GOODS))])
        .ended(Reason::NotCollected, "out-of-stock");
    assert_eq!(value(&visit, "checkout.reached"), true);
    assert_eq!(value(&visit, "checkout.obstacle")["code"], "out-of-stock");
}

#[test]
fn what_is_refused_at_the_order_button_does_not_end_the_sight_of_it() {
    let visit = walked(&[(StepAction::OpenCheckout, "/kassa", PAYING)])
        .ended(Reason::NotCollected, "withheld")
        .withheld("/kassa", "Slutför köp", "order-words");
    assert_eq!(finding(&visit.facts(), "checkout.payment-methods").state(), "present");
    assert_eq!(value(&visit, "checkout.withheld")[0]["ground"], "order-words");
}

#[test]
fn the_walk_in_a_browser_counts_where_it_got_as_far() {
    let mut visit = walked(WHOLE);
    let plain = walked(&WHOLE[..2]).ended(Reason::NeedsJavascript, "script");
    let before = plain.0.walk.map(Box::new);
    visit = visit.walking(|walk| {
        walk.rendered = true;
        walk.before = before;
    });
    assert_eq!(value(&visit, "checkout.reached"), true);
    // A browser that died leaves what was seen without it.
    let plain: Option<Box<Walk>> =
        walked(&WHOLE[..3]).ended(Reason::NotCollected, "must-type").0.walk.map(Box::new);
    let died = walked(&[]).ended(Reason::NeedsJavascript, "browser");
    let died = died.walking(|walk| walk.before = plain);
    let facts = died.facts();
    assert_eq!(finding(&facts, "checkout.fields").state(), "partial");
    assert_eq!(finding(&facts, "checkout.total"), Finding::Unknown(Reason::NeedsJavascript));
}

#[test]
fn a_cart_that_orders_at_once_is_the_checkout() {
    let cart = "<h1>Varukorg</h1><p>Blå kanna 249 kr</p><p>Summa 249 kr</p>
        <form method=post><button>Betala och beställ</button></form>";
    let visit = walked(&[WHOLE[0], (StepAction::AddToCart, "/cart", cart)]);
    for visit in [visit.walking(|_| ()), walked(&[(StepAction::OpenCart, "/cart", cart)])] {
        assert_eq!(value(&visit, "checkout.order-button")["clarity"], "clear");
        assert_eq!(value(&visit, "checkout.consent")["present"], false);
    }
    let stuck = walked(&[(StepAction::AddToCart, "/cart", cart)]);
    let stuck = stuck.ended(Reason::Ambiguous, "no-way-on");
    assert_eq!(value(&stuck, "checkout.order-button")["clarity"], "clear");
}

#[test]
fn what_kept_the_crawl_from_products_is_why_there_was_no_walk() {
    let shell = "<!doctype html><html lang=sv><div id=root></div><script src=/app.js></script>";
    let visit = Visit::new(&[("/", shell)]).walk(&[]).ended(Reason::NotCollected, "no-product");
    let facts = visit.facts();
    assert_eq!(finding(&facts, "checkout.reached"), Finding::Unknown(Reason::NeedsJavascript));
    assert_eq!(finding(&facts, "checkout.obstacle").value()["code"], "no-product");
}

#[test]
fn express_buttons_are_found_with_the_terms_beside_them_or_without() {
    let page = format!(
        "{GOODS}<div><button aria-label='Köp med Google Pay'><svg></svg></button></div>
        <div><p>Genom att beställa godkänner du våra <a href=/villkor>köpvillkor</a>.</p>
        <apple-pay-button></apple-pay-button></div>
        <button hidden>PayPal</button>
        <button aria-expanded=false>Amazon Pay</button><a href=/x>Samsung Pay</a>"
    );
    let visit = walked(&[(StepAction::OpenProduct, "/kanna", &page), WHOLE[3]]);
    let found = value(&visit, "checkout.express");
    let brief: Vec<(&Value, &Value)> =
        found.as_array().unwrap().iter().map(|b| (&b["name"], &b["terms-beside"])).collect();
    assert_eq!(brief, [(&json!("Google Pay"), &json!(false)), (&json!("Apple Pay"), &json!(true))]);
}

#[test]
fn the_order_button_of_a_wallet_is_no_express_button() {
    let paying = PAYING.replace("Slutför köp", "Betala med PayPal");
    let visit = walked(&[WHOLE[2], (StepAction::Continue, "/kassa/betala", &paying)]);
    assert_eq!(value(&visit, "checkout.order-button")["text"], "Betala med PayPal");
    assert_eq!(finding(&visit.facts(), "checkout.express"), Finding::Absent);
}

#[test]
fn boxes_ticked_in_advance_are_told_apart() {
    let extras = PAYING.replace(
        "<p>Frakt",
        "<label><input type=checkbox checked> Ja tack till nyhetsbrev</label>
        <label><input type=checkbox checked> Fraktförsäkring</label>
        <label><input type=checkbox checked> Samma leveransadress</label>
        <div hidden><label><input type=checkbox checked> Presentinslagning</label></div>
        <label><input type=checkbox> Klimatkompensera</label><p>Frakt",
    );
    let visit = walked(&[WHOLE[2], (StepAction::Continue, "/kassa/betala", &extras)]);
    let found = value(&visit, "checkout.preticked");
    let purposes: Vec<&Value> =
        found.as_array().unwrap().iter().map(|ticked| &ticked["purpose"]).collect();
    assert_eq!(purposes, ["marketing", "extra", "other"], "{found}");
}

#[test]
fn fields_that_nobody_sees_are_not_asked_for() {
    let page = PAYING.replace(
        "<p>Frakt",
        "<div hidden><label>Förnamn <input name=given required></label></div><p>Frakt",
    );
    let visit = walked(&[(StepAction::OpenCheckout, "/kassa", &page)]);
    assert!(!value(&visit, "checkout.fields").to_string().contains("given-name"));
}

#[test]
fn the_country_of_the_merchant_is_not_that_of_the_buyer() {
    let address = "<p>Levereras till: Testgatan 12, 211 22 Malmö, Sverige</p>";
    let paying = format!("{PAYING}{address}");
    let bare = walked(&[WHOLE[2], (StepAction::Continue, "/kassa/betala", &paying)])
        .typed("street-address", "Testgatan 12");
    assert_eq!(finding(&bare.facts(), "checkout.country"), Finding::Absent);
    let paying = format!("{paying}<p>Fjellbod AB, Storgatan 3, 903 26 Umeå, Sverige</p>");
    let named = walked(&[WHOLE[2], (StepAction::Continue, "/kassa/betala", &paying)])
        .typed("street-address", "Testgatan 12");
    let found = value(&named, "checkout.country");
    assert_eq!(
        (&found[0]["country"], &found[0]["step"], &found[0]["where"]),
        (&json!("SE"), &json!(2), &json!("page")),
        "{found}"
    );
    let footer = format!("{PAYING}</main><footer><p>© 2026 Fjellbod AB, Sverige</p></footer>");
    let visit = walked(&[WHOLE[2], (StepAction::Continue, "/kassa/betala", &footer)]);
    assert_eq!(value(&visit, "checkout.country")[0]["where"], "footer");
}

#[test]
fn card_numbers_are_typed_on_the_page_or_in_a_frame() {
    let page = PAYING.replace(
        "<p>Frakt",
        "<label>Kortnummer <input name=card autocomplete=cc-number></label>
        <iframe src='https://js.stripe.com/v3/card'></iframe><p>Frakt",
    );
    let visit = walked(&[(StepAction::OpenCheckout, "/kassa", &page)]);
    let found = value(&visit, "checkout.card-fields");
    assert_eq!(found[0]["where"], "page");
    assert_eq!((&found[1]["where"], &found[1]["service"]), (&json!("frame"), &json!("Stripe")));
}

#[test]
fn pages_of_the_walk_say_nothing_of_the_shop() {
    let plain = Visit::new(&[("/", &sv("<p>Välkommen till butiken med kannor och krus.</p>"))]);
    let (with, without) = (walked(WHOLE).facts(), plain.facts());
    for (path, fact) in without.iter() {
        let own = path.starts_with("checkout.")
            || path == "products.price-conflicts"
            || ["pages.cart", "pages.checkout", "site.card-logos", "site.sale-hosts"]
                .contains(&path)
            // An age is checked where the goods are ordered.
            || path == "site.age-check";
        assert!(own || with.get(path) == Some(fact), "{path}");
    }
    let checkout = finding(&with, "pages.checkout").value();
    assert!(checkout["url"].as_str().unwrap().ends_with("/kassa"));
    assert_eq!(checkout["clicks"], Value::Null);
}

#[test]
fn a_visible_order_form_is_the_last_step() {
    let page = "<html lang=en><h1>Checkout</h1><form><label>Name<input name=n required></label>
        <label>E-mail<input name=e></label><label>Street<input name=s></label>
        <button>Place order</button></form>";
    let facts = Visit::new(&[("/", "<p>Hi"), ("/checkout", page)]).facts();
    assert_eq!(finding(&facts, "checkout.reached").value(), true);
    assert_eq!(finding(&facts, "checkout.order-button").value()["clarity"], "weak");
    let fields = finding(&facts, "checkout.fields").value();
    assert_eq!((&fields[0]["purpose"], &fields[0]["required"]), (&json!("name"), &json!(true)));
    assert_eq!(finding(&facts, "checkout.consent").value()["present"], false);
    assert_eq!(finding(&facts, "checkout.total"), Finding::Unknown(Reason::NotCollected));
}

fn crawled_button(path: &str, page: &str) -> Finding {
    let page = format!("<html lang=en>{page}");
    finding(&Visit::new(&[("/", "<p>Hi"), (path, &page)]).facts(), "checkout.order-button")
}

#[test]
fn a_step_on_the_way_has_no_order_button() {
    let step = "<h1>Checkout</h1><form><label>Email<input name=e></label>
        <label>Address<input name=a></label><button>Continue to shipping</button></form>";
    assert_eq!(crawled_button("/checkout", step), Finding::Unknown(Reason::NotCollected));
}

#[test]
fn a_checkout_in_a_frame_or_left_to_script_says_so() {
    let framed = "<h1>Checkout</h1><iframe src='https://checkout.klarna.com/x'></iframe>";
    let drawn = "<h1>Checkout</h1><div id=checkout class='checkout-container'><div
        class=checkout-loader></div></div>";
    for (page, reason) in [(framed, Reason::ThirdPartyFrame), (drawn, Reason::NeedsJavascript)] {
        assert_eq!(crawled_button("/checkout", page), Finding::Unknown(reason), "{page}");
    }
}

#[test]
fn the_box_may_stand_in_a_form_of_its_own() {
    let page = "<html lang=en><h1>Checkout</h1><form><label>Email<input name=e></label>
        <label>Address<input name=a></label><p>By placing your order you agree to our terms.</p>
        <button>Place order</button></form>
        <form><label><input type=checkbox required> I accept the terms of sale</label></form>";
    let facts = Visit::new(&[("/", "<p>Hi"), ("/checkout", page)]).facts();
    assert_eq!(finding(&facts, "checkout.consent").value()["present"], true);
}

#[test]
fn a_page_that_was_drawn_is_read_as_it_was_drawn() {
    let shell = "<!doctype html><html lang=sv><div id=root></div><script src=/app.js></script>";
    let visit = Visit::new(&[("/", shell), ("/kassa", shell)])
        .drawn("/", &sv("<p>Välkommen till butiken med kannor och krus.</p>"))
        .drawn("/kassa", &sv(PAYING));
    let extraction = crate::extract::extract(&visit.0, None);
    let page = &extraction.pages[1];
    assert!(page.rendered && !page.script_shell);
    let view = visit.0.exchanges[1].view.as_ref().unwrap();
    assert_eq!(page.sha256, view.sha256);
    assert_eq!(finding(&extraction.facts, "checkout.reached").value(), true);
    // A browser that drew nothing has seen nothing.
    let blank = Visit::new(&[("/", shell)]).drawn("/", shell).facts();
    assert_eq!(finding(&blank, "contact.emails"), Finding::Unknown(Reason::NeedsJavascript));
}

#[test]
fn what_was_not_seen_is_unknown_and_never_absent() {
    let facts = Visit::new(&[("/", "<p>Hi")]).facts();
    for path in PATHS {
        assert_eq!(finding(&facts, path), Finding::Unknown(Reason::NotCollected), "{path}");
    }
}

/// What a page on the way may hold.
fn part() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "<label>E-post <input name=m required></label>",
        "<label>Gatuadress <input name=a></label>",
        "<label>Postnummer <input name=z required></label>",
        "<label>Telefon <input name=t></label>",
        "<label><input type=checkbox checked> Ja tack till nyhetsbrev</label>",
        "<label><input type=checkbox required> Jag godkänner <a href=/v>köpvillkoren</a></label>",
        "<label><input type=checkbox checked> Jag godkänner köpvillkoren</label>",
        "<p>Genom att beställa godkänner du våra köpvillkor.</p>",
        "<fieldset><legend>Betalsätt</legend><label><input type=radio name=p checked> Kort
         </label><label><input type=radio name=p> Faktura</label></fieldset>",
        "<p>Att betala: 298 kr</p><p>Frakt: 49 kr</p>",
        "<button type=button>Apple Pay</button>",
        "<p>Fjellbod AB, Storgatan 3, 903 26 Umeå, Sverige</p>",
        "<a href=/kopvillkor>Köpvillkor</a>",
        "<label>Lösenord <input type=password name=pw required></label>",
    ])
    .prop_map(str::to_owned)
}

/// Whether what was known with less still holds with more.
fn holds(less: &Finding, more: &Finding) -> bool {
    match less {
        Finding::Unknown(_) => true,
        Finding::Present(_) | Finding::Absent => less == more,
        Finding::Partial(items, _) => {
            let all = more.value().as_array().cloned().unwrap_or_default();
            items.iter().all(|item| {
                // A field may turn out to be required.
                let same = |known: &Value| match (item.as_object(), known.as_object()) {
                    (Some(item), Some(known)) => item.iter().all(|(key, value)| {
                        key == "required" && value == false || known.get(key) == Some(value)
                    }),
                    _ => item == known,
                };
                all.iter().any(same)
            })
        }
        Finding::Glimpsed(value, _) => {
            let all = more.value();
            value
                .as_object()
                .is_some_and(|fields| fields.iter().all(|(key, v)| v.is_null() || all[key] == *v))
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A walk that ends earlier knows less, and nothing else.
    #[test]
    fn fewer_steps_only_make_facts_partial_or_unknown(
        steps in proptest::collection::vec(proptest::collection::vec(part(), 0..6), 1..5),
        kept in 0_usize..5,
    ) {
        let last = steps.len() - 1;
        let pages: Vec<String> = steps
            .iter()
            .enumerate()
            .map(|(index, parts)| {
                let button = if index == last { "Slutför köp" } else { "Nästa steg" };
                let parts = parts.concat();
                format!("<h1>Kassa</h1><form method=post>{parts}<button>{button}</button></form>")
            })
            .collect();
        let steps: Vec<(StepAction, &str, &str)> = pages
            .iter()
            .enumerate()
            .map(|(index, html)| {
                let path = ["/kassa", "/kassa/2", "/kassa/3", "/kassa/4"][index];
                let first = index == 0;
                let action = if first { StepAction::OpenCheckout } else { StepAction::Continue };
                (action, path, html.as_str())
            })
            .collect();
        let whole = walked(&steps).facts();
        let kept = kept.min(last);
        let less = walked(&steps[..kept]).ended(Reason::NotCollected, "must-type").facts();
        for path in PATHS.iter().filter(|path| **path != "checkout.obstacle") {
            let (less, more) = (finding(&less, path), finding(&whole, path));
            prop_assert!(less != Finding::Absent || *path == "checkout.withheld", "{}", path);
            prop_assert!(holds(&less, &more), "{}: {:?} but {:?}", path, less, more);
        }
    }
}

#[test]
fn the_summary_lists_what_the_last_step_shows() {
    let summary = |lines: &str| {
        let paying = PAYING.replace("<p>Frakt", &format!("{lines}<p>Frakt"));
        let (goods, front) =
            (format!("<html lang=sv>{GOODS}"), sv("<p>Välkommen till butiken.</p>"));
        let [cart, contact, paying] = [CART, CONTACT, &paying].map(sv);
        let visit = Visit::new(&[("/", &front)]).walk(&[
            (StepAction::OpenProduct, "/kanna", &goods),
            (StepAction::AddToCart, "/cart", &cart),
            (StepAction::OpenCheckout, "/kassa", &contact),
            (StepAction::Continue, "/kassa/betala", &paying),
        ]);
        finding(&visit.facts(), "checkout.summary")
    };
    let brief = |found: &Finding| {
        let value = found.value();
        ["items", "quantity", "shipping", "vat", "total"]
            .map(|key| value[key].as_bool().map_or("-", |seen| if seen { "yes" } else { "no" }))
            .join(" ")
    };
    let whole = summary("<table><tr><td>1 × Blå kanna</td><td>249 kr</td></tr></table>");
    assert_eq!((whole.state(), brief(&whole).as_str()), ("present", "yes yes yes yes yes"));
    assert_eq!(whole.value()["step"], 4);
    for (lines, expected) in [
        ("<p>Blå kanna, antal: 2, 498 kr</p>", "yes yes yes yes yes"),
        (
            "<table><tr><th>Vara<th>Antal<th>Pris<tr><td>Blå kanna<td>2<td>498 kr</table>",
            "yes yes yes yes yes",
        ),
        (
            "<table><tr><th>Vara<th>Antal<th>Nr<tr><td colspan=2>Blå kanna<td>7</table>",
            "yes no yes yes yes",
        ),
        ("<p>Blå kanna 249 kr</p>", "yes no yes yes yes"),
        ("", "no no yes yes yes"),
        ("<p>Välj postkod 2 av 3 steg</p>", "no no yes yes yes"),
    ] {
        let found = summary(lines);
        assert_eq!((found.state(), brief(&found).as_str()), ("present", expected), "{lines}");
    }
    // What script may draw is not known.
    let scripted = summary("<script>draw()</script>");
    assert_eq!((scripted.state(), brief(&scripted).as_str()), ("partial", "- - yes yes yes"));
    assert_eq!(scripted.reason(), Some(Reason::NeedsJavascript));
    let ended = walked(&WHOLE[..3]).ended(Reason::Blocked, "captcha");
    assert!(matches!(finding(&ended.facts(), "checkout.summary"), Finding::Unknown(_)));
}
