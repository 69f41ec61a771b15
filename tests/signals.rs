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
    run_at(world, HOST, application, &[])
}

fn run_at(world: World, host: &str, application: Option<&str>, more: &[&str]) -> Run {
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("application.yaml");
    let mut args = more.to_vec();
    if let Some(text) = application {
        std::fs::write(&file, text).unwrap();
        args.extend(["--application", file.to_str().unwrap()]);
    }
    check(&universe, &format!("https://{host}/"), folder.path(), &args)
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
    let site = |html: &'static str| World::new().site(HOST, Site::handler(move |_| page(html)));
    for (html, why) in [
        ("<title>bladisk.example</title><h1>This domain is parked</h1>", "a notice"),
        ("<title>bladisk.example</title><h1>Domänen är till salu</h1>", "an offer"),
        ("<h1>bladisk.example is for sale</h1><p>Buy now: $2,995 USD</p>", "an offer with a price"),
        (
            "<p>Related</p><script src=https://www.google.com/adsense/domains/caf.js></script>",
            "a parking service",
        ),
    ] {
        let run = run(site(html), None);
        assert_eq!(value(&run, "site.parked"), true, "{why}");
        assert_eq!(run.outcome("domain-not-parked"), "fail", "{why}");
    }
    let held = site("<h1>Blå Disk</h1>").record("bladisk.example", "NS", "ns1.sedoparking.com.");
    assert_eq!(run(held, None).outcome("domain-not-parked"), "fail");
}

#[test]
fn who_sells_is_not_parked_whatever_is_for_sale() {
    let domains: String =
        (1..=6).map(|n| format!("<p>Köp denna domän: namn{n}.example, {n}95 kr</p>")).collect();
    let terms = "<a href=/kopvillkor>Köpvillkor</a>";
    for (main, why) in [
        (domains.as_str(), "a shop that sells domains"),
        ("<h2>Hus till salu</h2><h2>Boats for sale</h2>", "other things are for sale"),
        ("<p>This domain is for sale</p>", "a remark beside wares"),
    ] {
        let run = run(World::new().site(HOST, shop(main, terms)), None);
        assert_eq!(value(&run, "site.parked"), false, "{why}");
        assert_eq!(run.outcome("domain-not-parked"), "pass", "{why}");
        assert_eq!(run.outcome("site-open-for-business"), "pass", "{why}");
    }
    let world = World::new().site(HOST, shop("", terms));
    let left = run(world.record("bladisk.example", "NS", "ns1.sedoparking.com."), None);
    assert_eq!(left.outcome("domain-not-parked"), "pass");
}

/// A world in which the checked address answers so and another shop stands.
fn leading_to(front: fn() -> shopvet::universe::Response) -> World {
    let site = Site::handler(move |request| match request.uri().path() {
        "/" => front(),
        _ => page("<meta http-equiv=refresh content='0; url=https://rodgryta.example/'>"),
    });
    World::new().site(HOST, site).site("rodgryta.example", shop("", ""))
}

#[test]
fn another_domain_behind_the_address_is_followed() {
    const REFRESH: &str =
        "<meta http-equiv=refresh content='3; URL=https://rodgryta.example/'><p>Vänta";
    for (world, steps, why) in [
        (leading_to(|| redirect("https://rodgryta.example/")), 1, "by HTTP"),
        (leading_to(|| page(REFRESH)), 1, "by a refresh"),
        (leading_to(|| redirect("/butik")), 2, "by HTTP, then by a refresh"),
    ] {
        let away = run(world, None);
        assert_eq!(value(&away, "site.redirected-to"), "rodgryta.example", "{why}");
        let told = away.fact("site.redirected-to")["evidence"].as_array().unwrap();
        assert_eq!(told.len(), steps, "{why}: {told:?}");
        assert_eq!(away.outcome("domain-no-redirect"), "fail", "{why}");
        let said = away.rule("domain-no-redirect")["message"].to_string();
        assert!(said.contains("rodgryta.example"), "{said}");
    }
}

#[test]
fn an_address_may_lead_to_what_was_declared() {
    let away = || redirect("https://rodgryta.example/");
    for application in
        ["domains: [rodgryta.example]\n", "url: https://www.rodgryta.example/\nlegal-name: R AB\n"]
    {
        let run = run(leading_to(away), Some(application));
        assert_eq!(value(&run, "site.redirected-to"), "rodgryta.example");
        assert_eq!(run.outcome("domain-no-redirect"), "pass", "{application}");
    }
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

#[test]
fn an_international_name_that_imitates_is_shown_as_people_see_it() {
    // The second letter of the name is Cyrillic in one and all are in the other.
    for (unicode, confusable, mixed) in [
        ("bl\u{430}disk.example", "Bladisk AB", true),
        ("\u{440}\u{430}\u{455}\u{43e}.example", "Paso AB", false),
    ] {
        let host = idna::domain_to_ascii(unicode).unwrap();
        let world = World::new().site(&host, shop("", ""));
        let application = format!("legal-name: {confusable}\n");
        let run = run_at(world, &host, Some(&application), &[]);
        let seen = value(&run, "domain.lookalike");
        assert_eq!((&seen["unicode"], &seen["mixed-script"]), (&unicode.into(), &mixed.into()));
        assert_eq!(seen["confusable-with"], confusable);
        assert_eq!(seen["whole-script-confusable"], !mixed);
        assert_eq!(run.outcome("domain-not-lookalike"), "inconclusive");
        let said = run.rule("domain-not-lookalike")["message"].as_str().unwrap().to_owned();
        assert!(said.contains(unicode) && said.contains(&host), "{said}");
    }
    // Swedish letters are no imitation.
    let host = idna::domain_to_ascii("blådisk.example").unwrap();
    let world = World::new().site(&host, shop("", ""));
    let own = run_at(world, &host, Some("legal-name: Blå Disk AB\n"), &[]);
    assert_eq!(value(&own, "domain.lookalike")["unicode"], "blådisk.example");
    assert_eq!(own.outcome("domain-not-lookalike"), "pass");
}

/// What the registry answers about the shop's domain.
fn registration(created: &str, expires: &str, status: &[&str]) -> String {
    serde_json::json!({
        "objectClassName": "domain",
        "ldhName": "bladisk.example",
        "status": status,
        "entities": [{
            "objectClassName": "entity",
            "roles": ["registrar"],
            "vcardArray": ["vcard", [
                ["version", {}, "text", "4.0"],
                ["fn", {}, "text", "Namnskogen Registrar AB"],
            ]],
        }],
        "nameservers": [{"objectClassName": "nameserver", "ldhName": "ns1.host.example"}],
        "events": [
            {"eventAction": "registration", "eventDate": format!("{created}T00:00:00Z")},
            {"eventAction": "expiration", "eventDate": format!("{expires}T00:00:00Z")},
        ],
    })
    .to_string()
}

#[test]
fn age_expiry_and_holds_of_the_registration_are_judged() {
    let judged = |created: &str, expires: &str, status: &[&str]| {
        let world = World::new().site(HOST, shop("", "")).rdap(
            "bladisk.example",
            200,
            registration(created, expires, status),
        );
        run_at(world, HOST, None, &["--as-of", "2026-03-01"])
    };
    let rules =
        ["domain-not-new", "domain-not-expiring-soon", "domain-not-expired", "domain-not-on-hold"];
    let outcomes = |run: &Run| rules.map(|rule| run.outcome(rule).to_owned());
    let old = judged("2015-02-03", "2027-02-03", &["active", "client transfer prohibited"]);
    assert_eq!(outcomes(&old), ["pass", "pass", "pass", "pass"]);
    assert_eq!(value(&old, "domain.registrar"), "Namnskogen Registrar AB");
    assert_eq!(value(&old, "domain.source"), "rdap");
    let new = judged("2026-02-20", "2027-02-20", &["add period"]);
    assert_eq!(outcomes(&new), ["fail", "pass", "pass", "pass"]);
    let ending = judged("2015-03-12", "2026-03-12", &["active"]);
    assert_eq!(outcomes(&ending), ["pass", "fail", "pass", "pass"]);
    let said = ending.rule("domain-not-expiring-soon")["message"].to_string();
    assert!(said.contains("2026-03-12"), "{said}");
    let over = judged("2015-02-20", "2026-02-20", &["redemption period", "pending delete"]);
    assert_eq!(outcomes(&over), ["pass", "not-applicable", "fail", "fail"]);
    let held = judged("2015-02-03", "2027-02-03", &["client hold"]);
    assert_eq!(outcomes(&held), ["pass", "pass", "pass", "fail"]);
}

#[test]
fn the_certificate_is_read_and_one_for_another_host_is_noticed() {
    use shopvet::universe::Certificate;
    let of = |kind| run(World::new().site(HOST, shop("", "").certificate(kind)), None);
    let good = of(Certificate::Valid);
    let certificate = value(&good, "tls.certificate");
    assert_eq!(certificate["names"], serde_json::json!([HOST]), "{certificate}");
    assert!(certificate["issuer"].as_str().is_some_and(|name| !name.is_empty()));
    assert_eq!(good.outcome("certificate-trusted"), "pass");
    assert_eq!(good.outcome("certificate-matches-host"), "pass");
    let other = of(Certificate::OtherHost);
    assert_eq!(other.outcome("certificate-matches-host"), "fail");
    assert_eq!(of(Certificate::SelfSigned).outcome("certificate-trusted"), "fail");
}

/// All in order: payments elsewhere, mail at the owner's domain as well, a
/// sister shop that is declared, links to others.
#[test]
fn an_ordinary_shop_raises_nothing() {
    let main = "<p>Betala med Klarna, kort eller Swish.</p><h2>Vår butik är till salu för rätt köpare, \
                skämtade vi</h2><a href=/varukorg>Varukorg</a><a href=/kassa>Till kassan</a>\
                <a href=https://buy.stripe.com/bladisk149>Köp nu</a>\
                <form method=post action=https://payment.checkout.worldline-solutions.com/pay>\
                <button>Betala</button></form>\
                <a href=https://www.instagram.example/bladisk>Följ oss</a>";
    let footer = "<a href=mailto:kund@bladisk.example>kund@bladisk.example</a> \
                  <a href=mailto:ekonomi@diskgruppen.example>ekonomi@diskgruppen.example</a> \
                  <a href=https://bladisk.test/>Norge</a><a href=/kopvillkor>Köpvillkor</a>";
    let world = World::new()
        .site("bladisk.example", Site::redirect(&format!("https://{HOST}")))
        .site(HOST, shop(main, footer))
        .rdap("bladisk.example", 200, registration("2015-02-03", "2027-02-03", &["active"]))
        .record("bladisk.example", "NS", "ns1.host.example.")
        .record("bladisk.example", "MX", "10 mail.host.example.")
        .record("bladisk.example", "TXT", "v=spf1 include:_spf.host.example -all")
        .record("_dmarc.bladisk.example", "TXT", "v=DMARC1; p=reject");
    let application = "legal-name: Blå Disk AB\ndomains: [bladisk.test]\n";
    let run = run_at(world, "bladisk.example", Some(application), &["--as-of", "2026-03-01"]);
    assert_eq!(value(&run, "site.parked"), false);
    assert_eq!(run.fact("site.redirected-to")["state"], "absent");
    let hosts = value(&run, "site.sale-hosts").as_array().unwrap();
    assert!(hosts.len() >= 3, "{hosts:?}");
    assert!(hosts.iter().all(|host| host["kind"] != "unknown"), "{hosts:?}");
    for rule in [
        "certificate-matches-host",
        "certificate-trusted",
        "contact-email-deliverable",
        "contact-email-own-domain",
        "domain-dmarc-published",
        "domain-matches-application",
        "domain-name-servers-agree",
        "domain-no-redirect",
        "domain-not-expired",
        "domain-not-expiring-soon",
        "domain-not-lookalike",
        "domain-not-new",
        "domain-not-on-hold",
        "domain-not-parked",
        "domain-registered",
        "domain-resolves",
        "domain-sale-flow-same-site",
        "domain-spf-published",
        "site-open-for-business",
    ] {
        assert_eq!(run.outcome(rule), "pass", "{rule}: {}", run.rule(rule)["message"]);
    }
}
