//! Registries that answer badly, over real servers on loopback: hidden holders,
//! limits, answers that drip or never end, nonsense, loops, and the list of RDAP
//! servers with its cache. Each ends with its own reason; none says that a domain
//! is not registered, and none ends the visit.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod answers;
mod bootstrap;
#[path = "../common/mod.rs"]
mod common;
mod limits;
mod referrals;

use common::{Run, check_with};
use serde_json::{Value, json};
use shopvet::collect::{CaCert, Request, visit};
use shopvet::extract::extract;
use shopvet::facts::{Fact, FactSet, Reason};
use shopvet::snapshot::{RegistryAnswer, Snapshot};
use shopvet::universe::{Response, Site, Standing, World, page, reply};
use std::path::Path;

const HOST: &str = "blue-kettle.example";
const URL: &str = "https://blue-kettle.example/";
/// Where the tests' list of RDAP servers says that `.example` is known.
const REGISTRY: &str = "rdap.registry.example";
const JSON: &str = "application/rdap+json";
const HOLDER: &str = "Blå Kanna AB";

/// A shop.
fn world() -> World {
    World::new().site(HOST, Site::handler(|_| page("<h1>Blå Kanna</h1>")))
}

/// A shop in a zone with an RDAP server that answers so.
fn with_rdap(answer: impl Fn() -> Response + Send + Sync + 'static) -> World {
    world()
        .site("data.iana.org", Site::handler(|_| reply(200, "application/json", list())))
        .site(REGISTRY, Site::handler(move |_| answer()))
}

/// A shop in a zone without RDAP.
fn without_rdap() -> World {
    let elsewhere = r#"{"services": [[["test"], ["https://rdap.other.example/"]]]}"#;
    world().site("data.iana.org", Site::handler(move |_| reply(200, "application/json", elsewhere)))
}

/// The list of RDAP servers (RFC 9224).
fn list() -> String {
    json!({"services": [[["example"], [format!("https://{REGISTRY}/")]]]}).to_string()
}

/// The RDAP record of a domain with a holder of this name, if any, and a link to
/// the registrar's, if any.
fn record(holder: &str, registrar: Option<&str>) -> String {
    let links = registrar.map(|href| json!({"rel": "related", "type": JSON, "href": href}));
    json!({
        "objectClassName": "domain", "ldhName": HOST, "status": ["active"],
        "links": links.into_iter().collect::<Vec<_>>(),
        "events": [{"eventAction": "registration", "eventDate": "2015-02-03T04:05:06Z"}],
        "entities": [{
            "objectClassName": "entity", "roles": ["registrant"],
            "vcardArray": ["vcard", [
                ["version", {}, "text", "4.0"], ["fn", {}, "text", holder]
            ]]
        }]
    })
    .to_string()
}

/// The WHOIS record of the domain.
fn text() -> String {
    format!("domain: {HOST}\nholder: {HOLDER}\ncreated: 2015-02-03\n")
}

/// Flags of a universe without some of them.
fn without(universe: &Standing, unwanted: &[&str]) -> Vec<String> {
    let args = universe.flags().args();
    args.chunks(2).filter(|pair| !unwanted.contains(&pair[0].as_str())).flatten().cloned().collect()
}

/// A visit by the program that finds its RDAP server by IANA's list.
fn run(universe: &Standing, folder: &Path) -> Run {
    check_with(&without(universe, &["--rdap-url"]), URL, folder, &[])
}

/// Such a visit of its own.
fn run_once(world: World) -> Run {
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    run(&universe, folder.path())
}

/// A visit within the test: what was seen, and the facts of it.
struct Seen {
    snapshot: Snapshot,
    facts: FactSet,
}

impl Seen {
    fn fact(&self, path: &str) -> &Fact {
        self.facts.get(path).unwrap()
    }

    /// What was asked at an address that begins so.
    fn answer(&self, url: &str) -> &RegistryAnswer {
        let mut all = self.snapshot.rdap.iter().chain(&self.snapshot.whois);
        all.find(|answer| answer.url.starts_with(url)).unwrap()
    }

    fn note(&self, url: &str) -> &str {
        self.answer(url).note.as_deref().unwrap_or_default()
    }

    fn failure(&self, url: &str) -> (Reason, &str) {
        let failure = self.answer(url).failure.as_ref().unwrap();
        (failure.reason, &failure.detail)
    }

    fn holder(&self) -> Value {
        let value = self.fact("domain.registrant").finding.value();
        value["organization"].as_str().or(value["name"].as_str()).into()
    }

    /// The reason for which nothing of the registration is known.
    fn unknown(&self) -> Reason {
        let [holder, registered] =
            ["domain.registrant", "domain.registered"].map(|path| self.fact(path));
        assert_eq!(holder.finding.reason(), registered.finding.reason());
        assert!(!registered.evidence.is_empty());
        // The rest of the visit went on.
        assert!(!self.snapshot.exchanges.is_empty());
        registered.finding.reason().unwrap()
    }
}

/// A visit within the test that finds its RDAP server by IANA's list.
fn see(universe: &Standing, cache: &Path, change: impl FnOnce(&mut Request)) -> Seen {
    let flags = universe.flags();
    let mut request = Request::new(URL.parse().unwrap());
    request.limits.rate = 1000;
    request.network.connect_to =
        flags.connect_to.iter().map(|text| text.parse().unwrap()).collect();
    request.network.allow_net.clone_from(&flags.allow_net);
    request.network.dns_server = Some(flags.dns_server);
    request.network.whois_server = Some(flags.whois_server.clone());
    request.network.cache_dir = Some(cache.to_owned());
    request.network.ca_certs =
        vec![CaCert { name: "test".to_owned(), pem: flags.ca_pem.clone().into_bytes() }];
    change(&mut request);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let snapshot = runtime.block_on(visit(request, |_| {})).unwrap();
    let facts = extract(&snapshot, None).facts;
    Seen { snapshot, facts }
}

/// Such a visit of its own.
fn see_once(world: World) -> Seen {
    let universe = Standing::start(world).unwrap();
    let folder = tempfile::tempdir().unwrap();
    see(&universe, folder.path(), |_| {})
}

/// The reason for which a run of the program does not know of the registration.
fn unknown(run: &Run) -> String {
    for fact in ["domain.registrant", "domain.registered"] {
        let fact = run.fact(fact);
        assert_eq!(fact["state"], "unknown", "{fact}");
        assert_ne!(fact["evidence"], json!([]), "{fact}");
    }
    assert_eq!(run.outcome("domain-registered"), "inconclusive");
    // The rest of the visit went on.
    assert_eq!(run.fact("domain.name")["value"], HOST);
    assert!([0, 1, 3].contains(&run.code), "{} {}", run.code, run.stderr);
    run.fact("domain.registered")["reason"].as_str().unwrap().to_owned()
}

fn holder(run: &Run) -> Value {
    let value = &run.fact("domain.registrant")["value"];
    value["organization"].as_str().or(value["name"].as_str()).into()
}
