//! Referrals from registry to registrar, and where they must not lead.

use super::*;

const REGISTRAR: &str = "rdap.registrar.example";

fn whois_referral(holder: &str, to: &str) -> String {
    format!(
        "Domain Name: {HOST}\r\nCreation Date: 2015-02-03T04:05:06Z\r\n{holder}Registrar WHOIS Server: {to}\r\n"
    )
}

fn site(body: String) -> Site {
    Site::handler(move |_| reply(200, JSON, body.clone()))
}

fn domain_at(host: &str) -> String {
    format!("https://{host}/domain/{HOST}")
}

#[test]
fn rdap_referrals_are_followed_but_not_in_circles() {
    let there = record("", Some(&domain_at(REGISTRAR)));
    let back = record(HOLDER, Some(&domain_at(REGISTRY)));
    let world = with_rdap(move || reply(200, JSON, there.clone())).site(REGISTRAR, site(back));
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(holder(&run(&universe, folder.path())), HOLDER);
    for host in [REGISTRY, REGISTRAR] {
        assert_eq!(universe.count(host, &format!("/domain/{HOST}")), 1, "{host}");
    }
    let note = "refers back to https://rdap.registry.example/domain/blue-kettle.example, which was asked already";
    assert_eq!(see(&universe, folder.path(), |_| {}).note(&domain_at(REGISTRAR)), note);
}

#[test]
fn rdap_referrals_end_after_a_few_servers() {
    let on = |n: usize| domain_at(&format!("rdap{n}.registrar.example"));
    let first = record("", Some(&on(0)));
    let mut world = with_rdap(move || reply(200, JSON, first.clone()));
    for n in 0..6 {
        world =
            world.site(&format!("rdap{n}.registrar.example"), site(record("", Some(&on(n + 1)))));
    }
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let seen = see(&universe, folder.path(), |_| {});
    assert!(seen.note(&on(1)).ends_with("which was not asked after 3 servers"));
    assert!(!universe.hits().iter().any(|hit| hit.name == "rdap2.registrar.example"));
    assert_eq!(seen.fact("domain.registered").finding.value(), true);
}

#[test]
fn redirects_in_circles_are_no_answer() {
    let world = world()
        .site("data.iana.org", Site::handler(|_| reply(200, "application/json", list())))
        .site(REGISTRY, Site::redirect(&format!("https://{REGISTRAR}")))
        .site(REGISTRAR, Site::redirect(&format!("https://{REGISTRY}")))
        .whois(HOST, "");
    let seen = see_once(world);
    assert_eq!(seen.unknown(), Reason::Unreachable);
    let detail = "more than 5 redirects after one another";
    assert_eq!(seen.failure(&domain_at(REGISTRY)), (Reason::Unreachable, detail));
}

#[test]
fn rdap_referrals_into_private_networks_or_to_another_domain_leave_the_registrys_word() {
    for (to, refused) in [
        (format!("http://192.168.7.7/domain/{HOST}"), true),
        (format!("http://inside.example/domain/{HOST}"), true),
        (format!("https://{REGISTRAR}/domain/green-kettle.example"), false),
    ] {
        let body = record(HOLDER, Some(&to));
        let world = with_rdap(move || reply(200, JSON, body.clone()))
            .site(REGISTRAR, site(record("Grön Kanna AB", None)))
            .record("inside.example", "A", "10.1.2.3");
        let universe = Standing::start(world).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let seen = see(&universe, folder.path(), |request| {
            // Only the routes of hosts that exist: the others go where they would.
            let known = [HOST, "data.iana.org", REGISTRY, REGISTRAR];
            let routes = universe.flags().connect_to.iter().flat_map(|route| {
                known.iter().map(move |host| format!("{host}{route}").parse().unwrap())
            });
            request.network.connect_to = routes.collect();
        });
        assert_eq!(seen.holder(), HOLDER, "{to}");
        if refused {
            let (reason, detail) = seen.failure(&to);
            assert_eq!(reason, Reason::Unreachable);
            assert!(detail.contains("not on the public internet"), "{detail}");
        } else {
            assert!(seen.note(&domain_at(REGISTRY)).ends_with("which is about another domain"));
            assert!(!universe.hits().iter().any(|hit| hit.name == REGISTRAR));
        }
    }
}

#[test]
fn whois_referrals_are_followed_but_not_in_circles() {
    let (a, b) = ("whois.a.example", "whois.b.example");
    let holder = format!("Registrant Organization: {HOLDER}\r\n");
    let world = without_rdap().whois_at(a, HOST, whois_referral("", b)).whois_at(
        b,
        HOST,
        whois_referral(&holder, a),
    );
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut flags = without(&universe, &["--rdap-url", "--whois-server"]);
    flags.extend(["--whois-server".to_owned(), a.to_owned()]);
    let run = check_with(&flags, URL, folder.path(), &[]);
    assert_eq!(super::holder(&run), HOLDER, "{}", run.stderr);
    assert_eq!((universe.whois_count(a), universe.whois_count(b)), (1, 1));
    // Again, to see what is said of it.
    let seen = see(&universe, folder.path(), |request| {
        request.network.whois_server = Some(a.to_owned());
    });
    assert_eq!(
        seen.note("whois://whois.b.example/"),
        "refers back to whois.a.example, which was asked already"
    );
}

#[test]
fn whois_referrals_end_after_a_few_servers() {
    let name = |n: usize| format!("whois{n}.example");
    let mut world = without_rdap();
    for n in 0..6 {
        world = world.whois_at(&name(n), HOST, whois_referral("", &name(n + 1)));
    }
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let seen =
        see(&universe, folder.path(), |request| request.network.whois_server = Some(name(0)));
    let asked: Vec<usize> = (0..6).map(|n| universe.whois_count(&name(n))).collect();
    assert_eq!(asked, [1, 1, 1, 0, 0, 0]);
    assert!(seen.note("whois://whois2.example/").ends_with("not asked after 3 servers"));
    assert_eq!(seen.fact("domain.registered").finding.value(), true);
}

#[test]
fn whois_referrals_into_private_networks_or_to_other_zones_leave_the_registrys_word() {
    let holder = format!("Registrant Organization: {HOLDER}\r\n");
    for to in ["whois.inside.example", "10.0.0.1"] {
        let world = without_rdap().whois(HOST, whois_referral(&holder, to)).record(
            "whois.inside.example",
            "A",
            "192.168.7.7",
        );
        let seen = see_once(world);
        let (reason, detail) = seen.failure(&format!("whois://{to}/"));
        assert_eq!(reason, Reason::Unreachable);
        assert!(detail.contains("not on the public internet"), "{detail}");
        assert_eq!(seen.holder(), HOLDER);
    }
    let world = without_rdap().whois(HOST, whois_referral(&holder, "whois.iis.se")).whois_at(
        "whois.iis.se",
        HOST,
        "domain: other.se\nholder: Grön Kanna AB\n",
    );
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let seen = see(&universe, folder.path(), |_| {});
    assert_eq!(seen.holder(), HOLDER);
    assert!(seen.note("whois://").ends_with("which serves other zones and was not asked"));
    assert_eq!(universe.whois_count("whois.iis.se"), 0);
}

#[test]
fn iana_names_the_whois_server_of_the_zone_that_was_asked_for() {
    let zones = "whois.nic.example";
    let iana = |zone: &str, whois: &str| {
        format!("% IANA WHOIS server\n\ndomain:       {zone}\n\n{whois}status:       ACTIVE\n")
    };
    let server = format!("whois:        {zones}\n");
    for (answer, registered, detail) in [
        (iana("EXAMPLE", &server), true, ""),
        (
            iana("TEST", &server),
            false,
            "whois.iana.org answered about .test when asked for .example",
        ),
        (iana("EXAMPLE", ""), false, "whois.iana.org names no server for .example"),
    ] {
        let world =
            without_rdap().whois_at("whois.iana.org", HOST, answer).whois_at(zones, HOST, text());
        let universe = Standing::start(world).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let seen = see(&universe, folder.path(), |request| request.network.whois_server = None);
        assert_eq!(universe.whois_count("whois.iana.org"), 1);
        assert_eq!(universe.whois_count(zones), usize::from(registered));
        if registered {
            assert_eq!(seen.holder(), HOLDER);
        } else {
            assert_eq!(seen.unknown(), Reason::NoPublicSource);
            let at = "whois://whois.iana.org/";
            assert_eq!(seen.failure(at), (Reason::NoPublicSource, detail));
        }
    }
}
