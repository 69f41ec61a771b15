//! Proof of control and the applicant's extract, over a real shop, name server and
//! registry on loopback: the token is issued by the program, stands in one of the
//! places that its letter names, and the visit finds it there and nowhere else.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use common::{Run, check, shopvet};
use serde_json::{Value, json};
use shopvet::universe::{Site, Standing, World, page, redirect, reply};
use std::io::Read as _;
use std::path::{Path, PathBuf};

const HOST: &str = "blue-kettle.example";
const URL: &str = "https://blue-kettle.example/";
const MERCHANT: &str = "legal-name: Blå Kanna AB\nregistration-number: 559912-3454\ncountry: SE\n";
/// Begins what the key of the desk says.
const SECRET: &str = "a secret of the desk";
const PROVED: &str = "domain-control-proved";
const OWNED: &str = "domain-registrant-matches";

/// An onboarding desk: a folder with an application and a key.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        desk.write("application.yaml", MERCHANT);
        desk.write("desk.key", &format!("{SECRET} that is longer than 32 bytes\n"));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name).display().to_string()
    }

    /// The token that the program issues, with its places.
    fn challenge(&self, domain: &str, application: &str) -> Value {
        let (key, application) = (self.path("desk.key"), self.path(application));
        let mut command = shopvet();
        command.args(["challenge", domain, "--no-config", "--format", "json"]);
        command.arg("--challenge-key").arg(key).arg("--application").arg(application);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn token(&self) -> String {
        self.challenge(HOST, "application.yaml")["token"].as_str().unwrap().to_owned()
    }

    fn visit(&self, world: World, more: &[&str]) -> Run {
        let universe = Standing::start(world).unwrap();
        let key = self.path("desk.key").display().to_string();
        let application = self.path("application.yaml").display().to_string();
        let mut args = vec!["--application", &application, "--challenge-key", &key];
        args.extend(more);
        check(&universe, URL, self.folder.path(), &args)
    }

    /// What a visit says of the proof: the outcome, with the place or the reason.
    fn proof(&self, world: World) -> (String, String) {
        let run = self.visit(world, &[]);
        let by = run.fact("domain.control")["value"]["by"].as_str();
        let why = by.or_else(|| run.rule(PROVED)["reason"].as_str()).unwrap_or_default();
        (run.outcome(PROVED).to_owned(), why.to_owned())
    }
}

fn ends(outcome: &str, why: &str) -> (String, String) {
    (outcome.to_owned(), why.to_owned())
}

/// A shop whose front page has this in its head, with this file for the proof.
fn shop(head: &str, file: Option<&str>) -> Site {
    let (head, file) = (head.to_owned(), file.map(str::to_owned));
    Site::handler(move |request| match (request.uri().path(), &file) {
        ("/", _) => page(format!("<head><title>Blå Kanna</title>{head}</head><h1>Kannor</h1>")),
        ("/.well-known/shopvet.txt", Some(text)) => {
            reply(200, "text/plain; charset=utf-8", text.clone())
        }
        _ => reply(404, "text/plain", "nothing here"),
    })
}

fn world(head: &str, file: Option<&str>) -> World {
    World::new().site(HOST, shop(head, file))
}

/// A registration held by this vCard of kind `org`.
fn held_by(name: &str) -> String {
    json!({
        "objectClassName": "domain", "ldhName": HOST, "status": ["active"],
        "entities": [{
            "objectClassName": "entity", "roles": ["registrant"],
            "vcardArray": ["vcard", [
                ["version", {}, "text", "4.0"], ["kind", {}, "text", "org"],
                ["fn", {}, "text", name], ["org", {}, "text", name]
            ]]
        }]
    })
    .to_string()
}

#[test]
fn each_place_that_the_letter_names_proves_control() {
    let desk = Desk::new();
    let places = desk.challenge(HOST, "application.yaml")["places"].clone();
    let place =
        |by: &str| places.as_array().unwrap().iter().find(|p| p["by"] == by).unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();

    let dns = place("dns-txt");
    let zone = world("", None).record(&text(&dns["name"]), "TXT", &text(&dns["value"]));
    assert_eq!(desk.proof(zone), ends("pass", "dns-txt"));

    let file = text(&place("well-known")["content"]);
    assert_eq!(desk.proof(world("", Some(&file))), ends("pass", "well-known"));

    let meta = text(&place("meta")["html"]);
    assert_eq!(desk.proof(world(&meta, None)), ends("pass", "meta"));

    assert_eq!(desk.proof(world("", None)), ends("fail", ""));
}

#[test]
fn no_other_token_and_no_other_place_proves_it() {
    let desk = Desk::new();
    let token = desk.token();
    desk.write("other.yaml", "legal-name: Röd Gryta AB\ncountry: SE\n");
    let theirs = desk.challenge(HOST, "other.yaml")["token"].clone();
    let elsewhere = desk.challenge("red-pot.example", "application.yaml")["token"].clone();
    assert!(theirs != token.as_str() && elsewhere != token.as_str() && theirs != elsewhere);
    for wrong in [&theirs, &elsewhere] {
        let file = wrong.as_str().unwrap();
        assert_eq!(desk.proof(world("", Some(file))), ends("fail", ""), "{wrong}");
    }
    // Where visitors write, anybody can put a token.
    let said = format!("<body><p>{token}</p><meta name=shopvet-verification content={token}>");
    assert_eq!(desk.proof(world(&said, None)), ends("fail", ""));
    // A page of HTML at the file's address is a site that answers everything.
    let all = Site::handler({
        let token = token.clone();
        move |_| page(format!("<h1>{token}</h1>"))
    });
    assert_eq!(desk.proof(World::new().site(HOST, all)), ends("fail", ""));
}

#[test]
fn a_file_on_another_domain_proves_nothing_of_this_one() {
    let desk = Desk::new();
    let token = desk.token();
    let away = Site::handler(|request| match request.uri().path() {
        "/" => page("<h1>Kannor</h1>"),
        path => redirect(&format!("https://red-pot.example{path}")),
    });
    let world = World::new().site(HOST, away).site("red-pot.example", shop("", Some(&token)));
    let run = desk.visit(world, &[]);
    assert_eq!(run.outcome(PROVED), "fail", "{:#}", run.fact("domain.control"));
    // The redirect is shown for what it is, and nobody went where it leads.
    let evidence = run.fact("domain.control")["evidence"].to_string();
    assert!(evidence.contains("-> https://red-pot.example"), "{evidence}");
    assert!(!evidence.contains(&token), "{evidence}");
}

#[test]
fn a_redirect_to_the_domains_own_www_is_followed() {
    let desk = Desk::new();
    let bare =
        Site::handler(|request| redirect(&format!("https://www.{HOST}{}", request.uri().path())));
    let token = desk.token();
    let world = World::new().site(HOST, bare).site(&format!("www.{HOST}"), shop("", Some(&token)));
    assert_eq!(desk.proof(world), ends("pass", "well-known"));
}

#[test]
fn a_place_that_cannot_be_read_leaves_it_open() {
    let desk = Desk::new();
    let name = desk.challenge(HOST, "application.yaml")["places"][0]["name"].clone();
    let silent = || world("", None).record(name.as_str().unwrap(), "FAILURE", "SERVFAIL");
    let (outcome, _) = desk.proof(silent());
    assert_eq!(outcome, "inconclusive");
    // A shop behind a wall says neither yes nor no, and its DNS alone can say yes.
    let walled = || World::new().site(HOST, Site::handler(|_| reply(403, "text/plain", "no")));
    assert_eq!(desk.proof(walled()), ends("inconclusive", "blocked"));
    let held = walled().record(name.as_str().unwrap(), "TXT", &desk.token());
    assert_eq!(desk.proof(held), ends("pass", "dns-txt"));
    // One place is enough, whatever the others do.
    let token = desk.token();
    let proved = silent().with(world("", Some(&token)));
    assert_eq!(desk.proof(proved), ends("pass", "well-known"));
}

#[test]
fn control_settles_what_the_registry_hides_and_outweighs_no_mismatch() {
    let desk = Desk::new();
    let token = desk.token();
    let settled = |run: &Run| run.fact("domain.ownership")["value"]["settled-by"].clone();
    let hidden = || held_by("REDACTED FOR PRIVACY");

    let run = desk.visit(world("", Some(&token)).rdap(HOST, 200, hidden()), &[]);
    assert_eq!((run.outcome(OWNED), settled(&run)), ("pass", "control".into()));
    let evidence = run.rule(OWNED)["evidence"].to_string();
    assert!(evidence.contains("/.well-known/shopvet.txt"), "{evidence}");

    let run = desk.visit(world("", None).rdap(HOST, 200, hidden()), &[]);
    assert_eq!(run.outcome(OWNED), "inconclusive");

    let run = desk.visit(world("", Some(&token)).rdap(HOST, 200, held_by("Röd Gryta AB")), &[]);
    assert_eq!(run.outcome(PROVED), "pass");
    assert_ne!(run.outcome(OWNED), "pass");
}

#[test]
fn an_extract_fills_what_is_hidden_and_is_marked_as_the_applicants() {
    let desk = Desk::new();
    let hidden = || world("", None).rdap(HOST, 200, held_by("REDACTED FOR PRIVACY"));
    let extract = desk.write(
        "extract.txt",
        "Domain Name: BLUE-KETTLE.EXAMPLE\nRegistrant Organization: Blå Kanna AB\n\
         Registrar: Grön Registrar AB\n",
    );
    let run = desk.visit(hidden(), &["--registry-extract", &extract]);
    assert_eq!(run.outcome(OWNED), "pass", "{:#}", run.rule(OWNED));
    let evidence = run.rule(OWNED)["evidence"].to_string();
    assert!(evidence.contains("extract:extract.txt"), "{evidence}");
    let holder = &run.fact("domain.registrant")["evidence"][0]["url"];
    assert_eq!(holder, "extract:extract.txt");
    let said = run.rule(OWNED)["message"].as_str().unwrap().to_owned();
    assert!(said.contains("the applicant supplied") && !said.contains("registry names"), "{said}");
    assert_eq!(run.outcome("domain-extract-consistent"), "pass");

    // The registry's own word counts before the applicant's.
    let open = world("", None).rdap(HOST, 200, held_by("Röd Gryta AB"));
    let run = desk.visit(open, &["--registry-extract", &extract]);
    assert_eq!(run.outcome(OWNED), "fail");
    assert_eq!(run.outcome("domain-extract-consistent"), "inconclusive");
    let said = run.rule("domain-extract-consistent")["message"].to_string();
    assert!(said.contains("the holder"), "{said}");
    // Both sides are shown, what contradicts first.
    let evidence = &run.rule("domain-extract-consistent")["evidence"];
    let first = evidence[0]["excerpt"].as_str().unwrap();
    assert!(first.contains("Blå Kanna AB"), "{evidence:#}");
    assert!(evidence.to_string().contains("Röd Gryta AB"), "{evidence:#}");
    let said = run.rule(OWNED)["message"].to_string();
    assert!(said.contains("Röd Gryta AB") && !said.contains("supplied"), "{said}");

    // An extract of another domain is refused before the visit.
    let other = desk.write("other.txt", "Domain Name: red-pot.example\nRegistrant: Röd Gryta AB\n");
    let run = desk.visit(hidden(), &["--registry-extract", &other]);
    assert_ne!(run.code, 0);
    assert!(run.stderr.contains("red-pot.example"), "{}", run.stderr);
}

#[test]
fn the_key_stays_at_the_desk() {
    let desk = Desk::new();
    let saved = desk.path("visit.wacz").display().to_string();
    let token = desk.token();
    let run = desk.visit(world("", Some(&token)), &["--save", &saved]);
    assert_eq!(run.outcome(PROVED), "pass");
    assert!(!run.report.to_string().contains(SECRET) && !run.stderr.contains(SECRET));
    let parts = unpacked(Path::new(&saved));
    // That the token is found shows that the text of the bundle was really read.
    assert!(parts.iter().any(|part| contains(part, &token)));
    assert!(!parts.iter().any(|part| contains(part, SECRET) || contains(part, "desk.key")));
    let again = common::judge(Path::new(&saved), desk.folder.path(), &[]);
    assert_eq!(again.fact("domain.control"), run.fact("domain.control"));
}

/// Every file of a bundle, with what is compressed in it unpacked.
fn unpacked(bundle: &Path) -> Vec<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(bundle).unwrap()).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut bytes = Vec::new();
        archive.by_index(at).unwrap().read_to_end(&mut bytes).unwrap();
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut plain = Vec::new();
            flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut plain).unwrap();
            bytes = plain;
        }
        parts.push(bytes);
    }
    parts
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_key_that_is_none_is_named_before_the_visit() {
    let desk = Desk::new();
    let application = desk.path("application.yaml").display().to_string();
    let huge = "x".repeat(70 << 10);
    for (name, text) in [("short.key", "short"), ("empty.key", ""), ("huge.key", huge.as_str())] {
        desk.write(name, text);
    }
    for name in ["short.key", "empty.key", "huge.key", "missing.key", "."] {
        let key = desk.path(name).display().to_string();
        let rest = ["--no-config", "--application", &application, "--challenge-key", &key];
        for command in [["challenge", HOST], ["check", URL]] {
            let output = shopvet().args(command).args(rest).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{command:?} {name}: {said}");
            assert!(output.stdout.is_empty() && said.starts_with("error: "), "{said}");
            assert!(said.contains(&key) && said.contains("key"), "{said}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_warned_of() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new();
    for (mode, warned) in
        [(0o644, true), (0o640, true), (0o620, true), (0o600, false), (0o400, false)]
    {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(desk.path("desk.key"), permissions).unwrap();
        let mut command = shopvet();
        command.args(["challenge", HOST, "--no-config", "--key"]).arg(desk.path("desk.key"));
        let output = command.arg("--application").arg(desk.path("application.yaml")).output();
        let said = String::from_utf8_lossy(&output.unwrap().stderr).into_owned();
        assert_eq!(
            said.contains("warning: ") && said.contains("chmod 600"),
            warned,
            "{mode:o}: {said}"
        );
        assert!(!said.contains(SECRET));
    }
}

#[test]
fn a_token_made_without_a_key_is_kept_and_found_again() {
    let desk = Desk::new();
    let tokens = desk.path("tokens").display().to_string();
    let application = desk.path("application.yaml").display().to_string();
    let rest = ["--application", &application, "--challenge-dir", &tokens];
    let issue = || {
        let mut command = shopvet();
        command.args(["challenge", HOST, "--no-config", "--format", "json"]).args(rest);
        let answer: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
        answer["token"].as_str().unwrap().to_owned()
    };
    let token = issue();
    assert_eq!(issue(), token);
    let visit = |file: Option<&str>| {
        let universe = Standing::start(world("", file)).unwrap();
        check(&universe, URL, desk.folder.path(), &rest)
    };
    assert_eq!(visit(Some(&token)).outcome(PROVED), "pass");
    assert_eq!(visit(None).outcome(PROVED), "fail");
    // Nobody was asked for a proof that was never issued.
    std::fs::remove_dir_all(desk.path("tokens")).unwrap();
    assert_eq!(visit(Some(&token)).outcome(PROVED), "not-applicable");
}
