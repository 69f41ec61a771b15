//! Facts about the checkout, as far as pages that were read show it.
//!
//! A form for ordering that stands on a page is the checkout's last step when it
//! holds a button that places the order. What lies behind a step that must be
//! filled in is unknown, with the reason why the visit went no further; nothing
//! of the checkout is called absent for not being seen. The acceptance of the terms is
//! looked for on the whole page, as platforms give it a form of its own.

use crate::extract::{
    ButtonReading, ConsentReading, FormReading, PageKind, PageReading, Site, pages,
};
use crate::facts::{Evidence, Fact, FactSet, Reason};
use serde_json::json;
use url::Url;

/// The facts that depend on a checkout having been seen.
const PATHS: &[&str] = &[
    "checkout.reached",
    "checkout.steps",
    "checkout.fields",
    "checkout.consent",
    "checkout.order-button",
    "checkout.total",
    "checkout.payment-methods",
];

/// States the facts of the checkout.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    let Some((page, forms)) = best(site) else {
        let reason = reason(site);
        for path in PATHS {
            set.put(path, Fact::unknown(reason));
        }
        return;
    };
    let button = order_button(&forms);
    let seen = button.is_some();
    let open = if seen { Ok(()) } else { Err(reason(site)) };
    let unknown = || Fact::unknown(reason(site));
    let place = forms.first().map_or("", |form| form.selector.as_str());
    let reached = if seen {
        Fact::present(true, vec![evidence(page, place, &page.title)])
    } else {
        unknown()
    };
    set.put("checkout.reached", reached);
    steps(site, page, set);
    fields(page, &forms, open, set);
    let consent = consent(page);
    let consent = match (consent, seen) {
        (Some(consent), true) => {
            Fact::present(consent, vec![evidence(page, place, &consent.label)])
        }
        (Some(consent), false) if consent.present => {
            Fact::present(consent, vec![evidence(page, place, &consent.label)])
        }
        (None, true) => Fact::present(ConsentReading::default(), vec![evidence(page, place, "")]),
        _ => unknown(),
    };
    set.put("checkout.consent", consent);
    let button = button.map_or_else(unknown, |button| {
        let value = json!({ "text": button.text, "clarity": button.clarity });
        Fact::present(value, vec![evidence(page, &button.selector, &button.text)])
    });
    set.put("checkout.order-button", button);
    let total = forms.iter().find_map(|form| form.total.as_ref());
    let total = total.map_or_else(unknown, |total| {
        Fact::present(total, vec![evidence(page, place, &total.amount)])
    });
    set.put("checkout.total", total);
    let mut methods: Vec<&String> = Vec::new();
    for method in forms.iter().flat_map(|form| &form.payment_methods) {
        if !methods.contains(&method) {
            methods.push(method);
        }
    }
    let shown: Vec<Evidence> = methods
        .iter()
        .enumerate()
        .map(|(item, method)| Evidence { item: Some(item), ..evidence(page, place, method) })
        .collect();
    let methods = if methods.is_empty() { unknown() } else { Fact::list(&methods, shown, open) };
    set.put("checkout.payment-methods", methods);
}

/// The acceptance of the terms on the page of the checkout: a box before a sentence.
/// It may stand in a form of its own, or in none that says what it is for.
fn consent(page: &PageReading) -> Option<&ConsentReading> {
    let elsewhere = ["contact", "newsletter", "login", "search"];
    let forms = page
        .forms
        .iter()
        .filter(|form| form.purpose.is_none_or(|purpose| !elsewhere.contains(&purpose)));
    let found: Vec<&ConsentReading> = forms.filter_map(|form| form.consent.as_ref()).collect();
    // Of several the one nearest to the end, where the order is placed.
    found.iter().rfind(|consent| consent.present).or_else(|| found.last()).copied()
}

fn evidence(page: &PageReading, selector: &str, excerpt: &str) -> Evidence {
    let mut evidence = Evidence::new(&page.url, excerpt);
    evidence.selector = Some(selector.to_owned()).filter(|s| !s.is_empty());
    evidence.sha256 = Some(page.sha256.clone()).filter(|s| !s.is_empty());
    evidence.seen_at = Some(page.seen_at.clone()).filter(|s| !s.is_empty());
    evidence
}

fn is_ordering(form: &FormReading) -> bool {
    matches!(form.purpose, Some("checkout" | "payment"))
}

/// The page that shows most of the checkout, with its forms for ordering.
fn best<'a>(site: &'a Site<'_>) -> Option<(&'a PageReading, Vec<&'a FormReading>)> {
    let pages = site.pages.iter().filter_map(|page| {
        let forms: Vec<&FormReading> = page.forms.iter().filter(|f| is_ordering(f)).collect();
        (!forms.is_empty()).then_some((page, forms))
    });
    let score = |page: &PageReading, forms: &[&FormReading]| {
        let known = forms
            .iter()
            .flat_map(|form| &form.fields)
            .filter(|field| field.purpose != "other")
            .count();
        let kind = match page.kind {
            Some(PageKind::Checkout) => 20,
            Some(PageKind::Cart) => 5,
            _ => 0,
        };
        let button = if order_button(forms).is_some() { 10 } else { 0 };
        kind + button + known.min(15)
    };
    // Of equals the first, which is the one nearer to the front page.
    let mut best: Option<(usize, (&PageReading, Vec<&FormReading>))> = None;
    for (page, forms) in pages {
        let here = score(page, &forms);
        if best.as_ref().is_none_or(|(highest, _)| here > *highest) {
            best = Some((here, (page, forms)));
        }
    }
    best.map(|(_, found)| found)
}

/// The button that places the order: the clearest, the last of equals.
fn order_button<'a>(forms: &[&'a FormReading]) -> Option<&'a ButtonReading> {
    let rank = |button: &&ButtonReading| match button.clarity {
        Some("clear") => 3,
        Some("weak") => 2,
        Some(_) => 1,
        None => 0,
    };
    forms.iter().flat_map(|f| &f.buttons).filter(|b| b.clarity.is_some()).max_by_key(rank)
}

fn steps(site: &Site<'_>, checkout: &PageReading, set: &mut FactSet) {
    let cart = site
        .pages
        .iter()
        .find(|page| page.kind == Some(PageKind::Cart) && page.url != checkout.url);
    let pages: Vec<&PageReading> = cart.into_iter().chain([checkout]).collect();
    let steps: Vec<_> = pages
        .iter()
        .map(|page| json!({ "url": page.url, "action": "read", "screenshot": null }))
        .collect();
    let shown = pages
        .iter()
        .enumerate()
        .map(|(item, page)| Evidence { item: Some(item), ..evidence(page, "", &page.title) })
        .collect();
    set.put("checkout.steps", Fact::list(&steps, shown, Ok(())));
}

fn fields(page: &PageReading, forms: &[&FormReading], open: Result<(), Reason>, set: &mut FactSet) {
    let all: Vec<_> = forms.iter().flat_map(|form| &form.fields).collect();
    let values: Vec<_> = all
        .iter()
        .map(|field| {
            json!({
                "purpose": field.purpose,
                "label": field.label,
                "name": field.name,
                "required": field.required,
                "step": 1,
            })
        })
        .collect();
    let shown = all
        .iter()
        .enumerate()
        .map(|(item, field)| Evidence {
            item: Some(item),
            ..evidence(page, &field.selector, &field.label)
        })
        .collect();
    set.put("checkout.fields", Fact::list(&values, shown, open));
}

/// Why the checkout, or its last step, was not seen.
fn reason(site: &Site<'_>) -> Reason {
    if let Some(reason) = site.coverage.nothing {
        return reason;
    }
    let forbidden = site.snapshot.skipped.iter().any(|skipped| {
        skipped.reason == Reason::RobotsDisallowed
            && Url::parse(&skipped.url).is_ok_and(|url| {
                let text = skipped.link_text.as_deref().unwrap_or("");
                let kind = pages::link_kind(text, &url, site.vocabulary);
                matches!(kind, Some(PageKind::Checkout | PageKind::Cart))
            })
    });
    if forbidden {
        return Reason::RobotsDisallowed;
    }
    if let Some(reason) = site.pages.iter().find_map(|page| page.checkout_elsewhere) {
        return reason;
    }
    if site.pages.iter().any(|page| page.script_shell) {
        return Reason::NeedsJavascript;
    }
    Reason::NotCollected
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::facts::Finding;
    use crate::snapshot::{
        Answer, Exchange, ExchangeResult, Limits, Purpose, Snapshot, Target, sha256,
    };

    fn snapshot(pages: &[(&str, &str)]) -> Snapshot {
        let exchanges = pages
            .iter()
            .map(|(path, body)| Exchange {
                sent: None,
                view: None,
                url: format!("https://shop.example{path}"),
                method: "GET".into(),
                purpose: Purpose::Page,
                referrer: None,
                link_text: None,
                clicks: 0,
                seen_at: "2026-11-23T10:00:00Z".into(),
                result: ExchangeResult::Answer(Answer {
                    status: 200,
                    headers: vec![("content-type".into(), "text/html; charset=utf-8".into())],
                    remote: None,
                    sha256: sha256(body.as_bytes()),
                    truncated: false,
                    body: body.as_bytes().to_vec().into(),
                    wall: None,
                }),
            })
            .collect();
        Snapshot {
            tool_version: "0".into(),
            target: Target {
                url: "https://shop.example/".into(),
                host: "shop.example".into(),
                registrable_domain: "shop.example".into(),
            },
            started_at: "2026-11-23T10:00:00Z".into(),
            finished_at: "2026-11-23T10:00:01Z".into(),
            limits: Limits::default(),
            application: None,
            challenge: None,
            exchanges,
            skipped: Vec::new(),
            dns: Vec::new(),
            rdap: Vec::new(),
            whois: Vec::new(),
            registry_extracts: Vec::new(),
            tls: None,
            stopped_by: None,
            walk: None,
            before_consent: None,
        }
    }

    #[test]
    fn a_visible_order_form_is_the_last_step() {
        let page = "<html lang=en><h1>Checkout</h1><form><label>Name<input name=n required></label>
            <label>E-mail<input name=e></label><label>Street<input name=s></label>
            <button>Place order</button></form>";
        let facts = extract(&snapshot(&[("/", "<p>Hi"), ("/checkout", page)]), None).facts;
        let value = |path: &str| facts.get(path).unwrap().finding.value();
        assert_eq!(value("checkout.reached"), true);
        assert_eq!(value("checkout.order-button")["clarity"], "weak");
        assert_eq!(value("checkout.fields")[0]["purpose"], "name");
        assert_eq!(value("checkout.fields")[0]["required"], true);
        assert_eq!(value("checkout.consent")["present"], false);
        assert_eq!(
            facts.get("checkout.total").unwrap().finding,
            Finding::Unknown(Reason::NotCollected)
        );
    }

    fn button_and_reason(path: &str, page: &str) -> Finding {
        let page = format!("<html lang=en>{page}");
        let facts = extract(&snapshot(&[("/", "<p>Hi"), (path, &page)]), None).facts;
        facts.get("checkout.order-button").unwrap().finding.clone()
    }

    #[test]
    fn a_step_on_the_way_has_no_order_button() {
        let step = "<h1>Checkout</h1><form><label>Email<input name=e></label>
            <label>Address<input name=a></label><button>Continue to shipping</button></form>";
        assert_eq!(button_and_reason("/checkout", step), Finding::Unknown(Reason::NotCollected));
    }

    #[test]
    fn a_checkout_in_a_frame_or_left_to_script_says_so() {
        let framed = "<h1>Checkout</h1><iframe src='https://checkout.klarna.com/x'></iframe>";
        let drawn = "<h1>Checkout</h1><div id=checkout class='checkout-container'><div
            class=checkout-loader></div></div>";
        for (page, reason) in [(framed, Reason::ThirdPartyFrame), (drawn, Reason::NeedsJavascript)]
        {
            assert_eq!(button_and_reason("/checkout", page), Finding::Unknown(reason), "{page}");
        }
    }

    #[test]
    fn the_box_may_stand_in_a_form_of_its_own() {
        let page = "<html lang=en><h1>Checkout</h1><form><label>Email<input name=e></label>
            <label>Address<input name=a></label><p>By placing your order you agree to our terms.</p>
            <button>Place order</button></form>
            <form><label><input type=checkbox required> I accept the terms of sale</label></form>";
        let facts = extract(&snapshot(&[("/", "<p>Hi"), ("/checkout", page)]), None).facts;
        assert_eq!(facts.get("checkout.consent").unwrap().finding.value()["present"], true);
    }

    #[test]
    fn what_was_not_seen_is_unknown_and_never_absent() {
        let facts = extract(&snapshot(&[("/", "<p>Hi")]), None).facts;
        for path in PATHS {
            let finding = &facts.get(path).unwrap().finding;
            assert_eq!(*finding, Finding::Unknown(Reason::NotCollected), "{path}");
        }
    }
}
