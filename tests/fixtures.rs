//! Every fixture stands up, and the trap is set.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[path = "../fixtures/snarebo/trap.rs"]
mod traps;

use shopvet::application::Application;
use shopvet::universe::{Universe, World};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;
use url::Url;

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut all: Vec<PathBuf> =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.join("world.yaml").exists());
    all.sort();
    assert!(all.len() >= 5);
    all
}

fn client(universe: &Universe, hosts: &[String]) -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let ca = reqwest::Certificate::from_pem(universe.ca_pem().as_bytes()).unwrap();
    let mut builder = reqwest::Client::builder()
        .tls_certs_only([ca])
        .timeout(Duration::from_secs(20))
        .redirect(reqwest::redirect::Policy::none());
    for host in hosts {
        builder = builder.resolve(host, universe.flags().https);
    }
    builder.build().unwrap()
}

/// The address within the universe of an address of the invented internet.
fn routed(universe: &Universe, url: &Url) -> Url {
    let mut url = url.clone();
    url.set_scheme("https").unwrap();
    url.set_port(Some(universe.flags().https.port())).unwrap();
    url
}

#[tokio::test]
async fn every_fixture_is_served_and_says_what_it_is() {
    for folder in fixtures() {
        let world = World::load(&folder).unwrap();
        let hosts: Vec<String> = world.hosts().map(str::to_owned).collect();
        let universe = Universe::start(world).await.unwrap();
        let text = std::fs::read_to_string(folder.join("application.yaml")).unwrap();
        let application = Application::declared(&text, "application.yaml").unwrap();
        let url = Url::parse(&application.url.unwrap()).unwrap();
        assert!(hosts.contains(&url.host_str().unwrap().to_owned()));
        let answer = client(&universe, &hosts).get(routed(&universe, &url)).send().await.unwrap();
        assert!(matches!(answer.status().as_u16(), 200 | 403), "{url}");
        let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
        assert!(readme.starts_with("# ") && readme.len() > 200, "{}", folder.display());
    }
}

/// A fixture may only fail in the ways it means to, so none has a broken link.
#[tokio::test]
async fn no_fixture_has_a_broken_link() {
    let pattern = regex::Regex::new(r#"(?:href|src|action)="([^"]+)""#).unwrap();
    for folder in fixtures() {
        let world = World::load(&folder).unwrap();
        let hosts: Vec<String> = world.hosts().map(str::to_owned).collect();
        let universe = Universe::start(world).await.unwrap();
        let client = client(&universe, &hosts);
        let text = std::fs::read_to_string(folder.join("application.yaml")).unwrap();
        let start = Application::parse(&text, "a").unwrap().url.unwrap();
        let mut left = vec![(Url::parse(&start).unwrap(), "start".to_owned())];
        let mut seen = BTreeMap::new();
        while let Some((url, from)) = left.pop() {
            if seen.contains_key(&url) || !hosts.iter().any(|host| Some(&**host) == url.host_str())
            {
                continue;
            }
            let answer = client.get(routed(&universe, &url)).send().await.unwrap();
            let status = answer.status().as_u16();
            seen.insert(url.clone(), status);
            assert!(status != 404, "{url} from {from}");
            let html = answer
                .headers()
                .get("content-type")
                .is_some_and(|kind| kind.to_str().unwrap().starts_with("text/html"));
            if !html || status != 200 {
                continue;
            }
            let body = answer.text().await.unwrap();
            for found in pattern.captures_iter(&body) {
                // Forms are posted to addresses that only answer a post.
                if found[0].starts_with("action") {
                    continue;
                }
                let mut link = url.join(&found[1]).unwrap();
                link.set_fragment(None);
                if link.scheme().starts_with("http") {
                    left.push((link, url.to_string()));
                }
            }
        }
        assert!(seen.len() > 10 || seen.values().all(|status| *status == 403), "{start}");
    }
}

/// Nothing in a fixture may lead to anyone who exists.
#[test]
fn every_host_is_invented() {
    let pattern = regex::Regex::new(r"(?i)(?:https?://|@)([a-z0-9.-]+\.[a-z]{2,})").unwrap();
    let mut hosts = BTreeSet::new();
    let mut left = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            hosts.extend(pattern.captures_iter(&text).map(|found| found[1].to_lowercase()));
        }
    }
    // Vocabularies, the closed dispute platform that a shop wrongly names, the portal
    // that the notice on the guarantee leads to, and the glossary of registries.
    let known =
        ["schema.org", "www.sitemaps.org", "www.w3.org", "ec.europa.eu", "europa.eu", "icann.org"];
    let real: Vec<&String> = hosts
        .iter()
        .filter(|host| !host.ends_with(".example") && !known.contains(&host.as_str()))
        .collect();
    assert_eq!(real, Vec::<&String>::new());
}

#[tokio::test]
async fn the_trap_is_set() {
    let universe = Universe::start(traps::world()).await.unwrap();
    let client = client(&universe, &[traps::HOST.to_owned()]);
    let front = Url::parse(&format!("https://{}/", traps::HOST)).unwrap();
    let get = async |path: &str| {
        client.get(routed(&universe, &front.join(path).unwrap())).send().await.unwrap()
    };
    let body = get("/").await.text().await.unwrap();
    assert!(traps::PATHS.iter().all(|path| body.contains(path)));
    for path in traps::PATHS {
        assert_ne!(get(path).await.status(), 404, "{path}");
    }
    assert_eq!(get("/loop/7").await.headers()["location"], "/loop/8");
    assert!(get("/calendar/2026/1").await.text().await.unwrap().contains("/calendar/2026/2"));
    assert_eq!(
        get("/metadata").await.headers()["location"],
        "http://169.254.169.254/latest/meta-data/"
    );
    assert_eq!(universe.count(traps::HOST, "/forbidden/x"), 0);
}
