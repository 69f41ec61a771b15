//! The signals of a domain and its shop, from what servers answer to what the
//! rules make of it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Run, check};
use serde_json::Value;
use shopvet::universe::{Site, Standing, World, page, redirect, reply};

const HOST: &str = "www.bladisk.example";

/// A shop that sells one thing, with a footer.
fn shop(main: &str, footer: &str) -> Site {
    let html = format!(
        "<!doctype html><html lang=sv><head><title>Blå Disk</title></head><body><main>\
         <h1>Blå Disk</h1><p>Handgjorda diskborstar av björk och tagel från vår egen verkstad.</p>\
         <h2>Diskborste</h2><p>149 kr inkl. moms</p>{main}</main>\
         <footer>{footer}</footer></body></html>"
    );
    Site::handler(move |request| match request.uri().path() {
        "/" => page(html.clone()),
        _ => reply(404, "text/plain", "nothing here"),
    })
}

fn run(world: World, application: Option<&str>) -> Run {
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("application.yaml");
    let mut args = Vec::new();
    if let Some(text) = application {
        std::fs::write(&file, text).unwrap();
        args.extend(["--application", file.to_str().unwrap()]);
    }
    check(&universe, &format!("https://{HOST}/"), folder.path(), &args)
}

fn value<'a>(run: &'a Run, fact: &str) -> &'a Value {
    &run.fact(fact)["value"]
}

#[test]
fn mail_is_asked_for_where_the_shop_writes_from() {
    let footer = "<a href=mailto:kund@bladisk.example>kund@bladisk.example</a>";
    let world = || {
        World::new().site(HOST, shop("", footer)).record(
            "bladisk.example",
            "NS",
            "ns1.host.example.",
        )
    };
    let good = run(
        world()
            .record("bladisk.example", "MX", "10 mail.host.example.")
            .record("bladisk.example", "TXT", "v=spf1 include:_spf.host.example -all")
            .record("_dmarc.bladisk.example", "TXT", "v=DMARC1; p=quarantine"),
        None,
    );
    let mail = value(&good, "dns.mail");
    assert_eq!((&mail["mx"], &mail["spf-all"]), (&true.into(), &"-".into()), "{mail}");
    assert_eq!(mail["dmarc-policy"], "quarantine");
    assert_eq!(value(&good, "contact.email-domains")[0]["relation"], "own");
    for rule in [
        "contact-email-deliverable",
        "contact-email-own-domain",
        "domain-spf-published",
        "domain-dmarc-published",
    ] {
        assert_eq!(good.outcome(rule), "pass", "{rule}");
    }
    let deaf = run(world().record("bladisk.example", "MX", "0 ."), None);
    assert_eq!(deaf.outcome("contact-email-deliverable"), "fail");
    assert_eq!(deaf.outcome("domain-spf-published"), "not-applicable");
    let silent = run(world().record("_dmarc.bladisk.example", "FAILURE", "SERVFAIL"), None);
    assert_eq!(silent.fact("dns.mail")["state"], "unknown");
    assert_eq!(silent.outcome("contact-email-deliverable"), "inconclusive");
}

#[test]
fn a_free_mailer_alone_is_noted() {
    let footer = "<a href=mailto:bladisk.butik@gmail.com>E-post</a>";
    let run = run(World::new().site(HOST, shop("", footer)), None);
    assert_eq!(value(&run, "contact.email-domains")[0]["relation"], "free-mailer");
    assert_eq!(run.outcome("contact-email-own-domain"), "fail");
    assert_eq!(run.outcome("contact-email-deliverable"), "not-applicable");
    let said = run.rule("contact-email-own-domain")["message"].to_string();
    assert!(said.contains("bladisk.butik@gmail.com"), "{said}");
}

#[test]
fn a_name_server_that_knows_no_signatures_is_not_called_bogus() {
    let run = run(World::new().site(HOST, shop("", "")), None);
    assert_eq!(value(&run, "dns.dnssec")["validation"], "indeterminate");
    assert_eq!(run.outcome("domain-dnssec-valid"), "not-applicable");
}

#[test]
fn a_parked_domain_is_told_from_a_shop() {
    let parked = || {
        Site::handler(|_| page("<title>bladisk.example</title><h1>This domain is for sale</h1>"))
    };
    let run_ = run(World::new().site(HOST, parked()), None);
    assert_eq!(value(&run_, "site.parked"), true);
    assert_eq!(run_.outcome("domain-not-parked"), "fail");
    let world = World::new().site(HOST, shop("", ""));
    let open = run(world.record("bladisk.example", "NS", "ns1.sedoparking.com."), None);
    assert_eq!(open.outcome("domain-not-parked"), "pass");
}

#[test]
fn another_domain_behind_the_address_is_followed_and_may_be_declared() {
    let world = || {
        World::new()
            .site(
                HOST,
                Site::handler(|request| match request.uri().path() {
                    "/" => redirect("/butik"),
                    _ => {
                        page("<meta http-equiv=refresh content='0; url=https://rodgryta.example/'>")
                    }
                }),
            )
            .site("rodgryta.example", shop("", ""))
    };
    let away = run(world(), None);
    assert_eq!(value(&away, "site.redirected-to"), "rodgryta.example");
    let steps = away.fact("site.redirected-to")["evidence"].as_array().unwrap();
    assert_eq!(steps.len(), 2, "{steps:?}");
    assert_eq!(away.outcome("domain-no-redirect"), "fail");
    let declared = run(world(), Some("domains: [rodgryta.example]\n"));
    assert_eq!(declared.outcome("domain-no-redirect"), "pass");
}

#[test]
fn the_sale_stays_on_declared_domains() {
    let leads = |to: &str| format!("<a href=https://{to}/kassa>Till kassan</a>");
    let kind = |run: &Run| value(run, "site.sale-hosts")[0]["kind"].clone();
    let world = |to: &str| World::new().site(HOST, shop(&leads(to), ""));
    let own = run(world(HOST), None);
    assert_eq!(kind(&own), "own");
    let unknown = run(world("kassa.rodgryta.example"), None);
    assert_eq!(kind(&unknown), "unknown");
    assert_eq!(unknown.outcome("domain-sale-flow-same-site"), "inconclusive");
    let said = unknown.rule("domain-sale-flow-same-site")["message"].to_string();
    assert!(said.contains("kassa.rodgryta.example"), "{said}");
    let declared =
        run(world("kassa.rodgryta.example"), Some("domains: [\"https://rodgryta.example\"]\n"));
    assert_eq!(kind(&declared), "declared");
    let payment = run(world("checkout.stripe.com"), None);
    assert_eq!(kind(&payment), "payment");
}

#[test]
fn sisters_and_look_alikes_are_compared_with_the_application() {
    let footer = "<a href=https://bladisk.test/>Norge</a>";
    let world = || World::new().site(HOST, shop("", footer));
    let alone = run(world(), Some("legal-name: Bladisk AB\n"));
    assert_eq!(value(&alone, "site.sister-domains")[0]["domain"], "bladisk.test");
    assert_eq!(alone.outcome("domain-matches-application"), "inconclusive");
    assert_eq!(alone.outcome("domain-not-lookalike"), "pass");
    let told = run(world(), Some("legal-name: B1adisk AB\ndomains: [bladisk.test]\n"));
    assert_eq!(told.outcome("domain-matches-application"), "pass");
    assert_eq!(value(&told, "domain.lookalike")["confusable-with"], "B1adisk AB");
    assert_eq!(told.outcome("domain-not-lookalike"), "inconclusive");
}

#[test]
fn name_servers_of_registry_and_zone_are_compared() {
    let rdap = serde_json::json!({
        "objectClassName": "domain",
        "ldhName": "bladisk.example",
        "status": ["active", "pending delete"],
        "nameservers": [{"objectClassName": "nameserver", "ldhName": "NS1.HOST.EXAMPLE."}],
        "events": [{"eventAction": "registration", "eventDate": "2019-05-02T00:00:00Z"}],
    });
    let world = |ns: &str| {
        World::new().site(HOST, shop("", "")).record("bladisk.example", "NS", ns).rdap(
            "bladisk.example",
            200,
            rdap.to_string(),
        )
    };
    let same = run(world("ns1.host.example."), None);
    assert_eq!(same.outcome("domain-name-servers-agree"), "pass");
    assert_eq!(same.outcome("domain-not-on-hold"), "fail");
    let other = run(world("ns1.other.example."), None);
    assert_eq!(other.outcome("domain-name-servers-agree"), "fail");
    let said = other.rule("domain-name-servers-agree")["message"].to_string();
    assert!(said.contains("ns1.host.example"), "{said}");
}
