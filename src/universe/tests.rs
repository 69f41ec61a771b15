//! A universe as a visitor meets it, over real sockets.

use super::*;
use bytes::Bytes;
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RecordType;
use std::io::Write as _;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("index.html", "front");
    write("about.html", "about us");
    write("shop/index.html", "shop");
    write("style.css", "a{}");
    write("404.html", "nothing here");
    write("challenge.html", "are you human");
    folder
}

fn builder() -> reqwest::ClientBuilder {
    // Fails where another test was first, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
}

/// A client that reaches the universe as the program would.
fn client(universe: &Universe, hosts: &[&str]) -> reqwest::Client {
    let mut builder = builder()
        .tls_certs_only([reqwest::Certificate::from_pem(universe.ca_pem().as_bytes()).unwrap()])
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(20));
    for host in hosts {
        builder = builder.resolve(host, universe.flags().https);
    }
    builder.build().unwrap()
}

fn https(universe: &Universe, host: &str, path: &str) -> String {
    format!("https://{host}:{}{path}", universe.flags().https.port())
}

async fn plain(universe: &Universe, host: &str, path: &str) -> reqwest::Response {
    let client = builder()
        .tls_certs_only([])
        .redirect(reqwest::redirect::Policy::none())
        .resolve(host, universe.flags().http)
        .build()
        .unwrap();
    let url = format!("http://{host}:{}{path}", universe.flags().http.port());
    client.get(url).send().await.unwrap()
}

fn resolver(universe: &Universe) -> TokioResolver {
    let at = universe.flags().dns_server;
    let (mut udp, mut tcp) = (ConnectionConfig::udp(), ConnectionConfig::tcp());
    (udp.port, tcp.port) = (at.port(), at.port());
    let server = NameServerConfig::new(at.ip(), true, vec![udp, tcp]);
    let config = ResolverConfig::from_parts(None, vec![], vec![server]);
    let provider = TokioRuntimeProvider::default();
    TokioResolver::builder_with_config(config, provider).build().unwrap()
}

#[tokio::test]
async fn static_sites_are_served_as_hosts_serve_them() {
    let folder = folder();
    let rule = PathRule {
        path: "/locked*".into(),
        status: Some(403),
        file: Some("challenge.html".into()),
        headers: [("server".to_owned(), "wall".to_owned())].into(),
        delay_ms: 0,
    };
    let site = Site::folder(folder.path()).unwrap().rule(rule).https_only();
    let world = World::new()
        .site("www.shop.example", site)
        .site("shop.example", Site::redirect("https://www.shop.example/"));
    let universe = Universe::start(world).await.unwrap();
    let client = client(&universe, &["www.shop.example", "shop.example"]);
    for (path, status, body, media_type) in [
        ("/", 200, "front", "text/html; charset=utf-8"),
        ("/about", 200, "about us", "text/html; charset=utf-8"),
        ("/shop/?page=2", 200, "shop", "text/html; charset=utf-8"),
        ("/style.css", 200, "a{}", "text/css; charset=utf-8"),
        ("/nowhere", 404, "nothing here", "text/html; charset=utf-8"),
        ("/..%2f..%2fetc/passwd", 404, "nothing here", "text/html; charset=utf-8"),
        ("/locked/room", 403, "are you human", "text/html; charset=utf-8"),
    ] {
        let url = https(&universe, "www.shop.example", path);
        let answer = client.get(url).send().await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.headers()["content-type"], media_type, "{path}");
        assert_eq!(answer.text().await.unwrap(), body, "{path}");
    }
    let to = |answer: reqwest::Response| answer.headers()["location"].to_str().unwrap().to_owned();
    let folder = client.get(https(&universe, "www.shop.example", "/shop")).send().await.unwrap();
    assert_eq!(to(folder), "/shop/");
    let apex = client.get(https(&universe, "shop.example", "/a?b")).send().await.unwrap();
    assert_eq!(to(apex), "https://www.shop.example/a?b");
    assert_eq!(to(plain(&universe, "www.shop.example", "/x").await), "https://www.shop.example/x");
    let post = client.post(https(&universe, "www.shop.example", "/")).send().await.unwrap();
    assert_eq!(post.status(), 405);
    assert_eq!(universe.count("www.shop.example", "/shop/"), 1);
    assert!(universe.hits().iter().any(|hit| hit.method == "POST"));
    assert_eq!(plain(&universe, "other.example", "/").await.status(), 421);
}

#[tokio::test]
async fn certificates_are_as_the_world_says() {
    let site = |kind| Site::handler(|_| page("x")).certificate(kind);
    let world = World::new()
        .site("good.example", site(Certificate::Valid))
        .site("old.example", site(Certificate::Expired))
        .site("other.example", site(Certificate::OtherHost))
        .site("own.example", site(Certificate::SelfSigned))
        .site("none.example", site(Certificate::Missing));
    let hosts: Vec<String> = world.hosts().map(str::to_owned).collect();
    let universe = Universe::start(world).await.unwrap();
    let client = client(&universe, &hosts.iter().map(String::as_str).collect::<Vec<_>>());
    let answer = client.get(https(&universe, "good.example", "/")).send().await.unwrap();
    assert_eq!(answer.version(), reqwest::Version::HTTP_2);
    for host in ["old.example", "other.example", "own.example", "none.example"] {
        assert!(client.get(https(&universe, host, "/")).send().await.is_err(), "{host}");
    }
}

#[tokio::test]
async fn the_name_server_knows_the_world_and_nothing_else() {
    let long = "x".repeat(400);
    let mut world = World::new()
        .site("www.shop.example", Site::handler(|_| page("x")))
        .record("shop.example", "NS", "ns1.host.example.")
        .record("shop.example", "MX", "10 mail.shop.example.")
        .record("shop.example", "TXT", "v=spf1 -all")
        .record("shop.example", "TXT", &long)
        .record("shop.example", "CAA", "0 issue \"ca.example\"")
        .record(
            "shop.example",
            "DS",
            "12345 13 2 49FD46E6C4B45C55D4AC69CBD3CD34AC1AFE51DE8F7A7A3A7C5A0B5B4B1E2A11",
        )
        .record("shop.example", "AAAA", "2001:db8::7")
        .record("alias.example", "CNAME", "www.shop.example.")
        .record("broken.example", "FAILURE", "SERVFAIL");
    for number in 0..60 {
        world =
            world.record("many.example", "TXT", &format!("a rather long text, number {number}"));
    }
    let universe = Universe::start(world).await.unwrap();
    let resolver = resolver(&universe);
    let ask = async |name: &str, kind: RecordType| {
        let found = resolver.lookup(format!("{name}."), kind).await;
        found.map(|found| found.answers().iter().map(|r| r.data.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(ask("www.shop.example", RecordType::A).await.unwrap(), ["127.0.0.1"]);
    assert_eq!(ask("shop.example", RecordType::AAAA).await.unwrap(), ["2001:db8::7"]);
    assert_eq!(ask("shop.example", RecordType::NS).await.unwrap(), ["ns1.host.example."]);
    assert_eq!(ask("shop.example", RecordType::MX).await.unwrap(), ["10 mail.shop.example."]);
    assert_eq!(ask("shop.example", RecordType::TXT).await.unwrap(), ["v=spf1 -all", &long]);
    assert!(ask("shop.example", RecordType::CAA).await.unwrap()[0].contains("ca.example"));
    assert!(ask("shop.example", RecordType::DS).await.unwrap()[0].starts_with("12345 13"));
    assert!(ask("alias.example", RecordType::A).await.unwrap().contains(&"127.0.0.1".to_owned()));
    // Too much for a datagram, so this came over TCP.
    assert_eq!(ask("many.example", RecordType::TXT).await.unwrap().len(), 60);
    let no_data = ask("shop.example", RecordType::SOA).await.unwrap_err();
    assert!(no_data.is_no_records_found() && !no_data.is_nx_domain(), "{no_data}");
    assert!(ask("nobody.example", RecordType::A).await.unwrap_err().is_nx_domain());
    assert!(!ask("broken.example", RecordType::A).await.unwrap_err().is_no_records_found());
}

#[tokio::test]
async fn a_bad_record_is_named() {
    let world = World::new().record("shop.example", "MX", "mail");
    let error = Universe::start(world).await.unwrap_err().to_string();
    assert!(error.contains("MX of shop.example"), "{error}");
}

#[tokio::test]
async fn the_registries_answer() {
    let world = World::new()
        .whois("shop.example", "domain: shop.example\nholder: K\u{f6}p AB\n")
        .rdap("shop.example", 200, r#"{"objectClassName":"domain"}"#)
        .rdap("busy.example", 429, "{}");
    let universe = Universe::start(world).await.unwrap();
    let ask = async |question: &str| {
        let at = &universe.flags().whois_server;
        let mut stream = tokio::net::TcpStream::connect(at).await.unwrap();
        stream.write_all(question.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    };
    assert!(ask("-T dn SHOP.example\r\n").await.contains("K\u{f6}p AB"));
    assert!(ask("other.example\r\n").await.starts_with("No match"));
    let get = async |name: &str| {
        let client = builder().tls_certs_only([]).build().unwrap();
        let base = &universe.flags().rdap_url;
        client.get(format!("{base}/domain/{name}")).send().await.unwrap()
    };
    let found = get("shop.example").await;
    assert_eq!(found.headers()["content-type"], "application/rdap+json");
    assert_eq!(found.text().await.unwrap(), r#"{"objectClassName":"domain"}"#);
    assert_eq!(get("busy.example").await.status(), 429);
    let missing = get("other.example").await;
    assert_eq!(missing.status(), 404);
    assert!(missing.text().await.unwrap().contains("errorCode"));
}

#[tokio::test]
async fn registries_misbehave_as_told() {
    let registrar = "whois.registrar.example";
    let world = World::new()
        .whois("flood.example", Manner::Flood("remarks: x\n".into(), 1 << 20))
        .whois("drip.example", Manner::Drip("%".into(), Duration::from_millis(1)))
        .whois("broken.example", Manner::BreakOff("domain: bro".into()))
        .whois_at(registrar, "shop.example", "domain: shop.example\n");
    let universe = Universe::start(world).await.unwrap();
    let connect = async |at: &str, question: &str| {
        let mut stream = tokio::net::TcpStream::connect(at).await.unwrap();
        stream.write_all(question.as_bytes()).await.unwrap();
        stream
    };
    let first = universe.flags().whois_server.clone();
    let mut flood = Vec::new();
    connect(&first, "flood.example\r\n").await.read_to_end(&mut flood).await.unwrap();
    assert!(((1 << 20)..(1 << 20) + 11).contains(&flood.len()));
    let mut drops = [0; 5];
    connect(&first, "drip.example\r\n").await.read_exact(&mut drops).await.unwrap();
    assert_eq!(&drops, b"%%%%%");
    let mut rest = Vec::new();
    let broken = connect(&first, "broken.example\r\n").await.read_to_end(&mut rest).await;
    assert_eq!(broken.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
    let route = universe.flags().connect_to.last().unwrap();
    let at = route.strip_prefix("whois.registrar.example:43:").unwrap();
    let mut answer = String::new();
    connect(at, "shop.example\r\n").await.read_to_string(&mut answer).await.unwrap();
    assert_eq!(answer, "domain: shop.example\n");
    assert_eq!((universe.whois_count(""), universe.whois_count(registrar)), (3, 1));
}

#[tokio::test]
async fn traps_can_be_built() {
    let bomb = {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![b'a'; 4 << 20]).unwrap();
        Bytes::from(packer.finish().unwrap())
    };
    let site = Site::handler(move |request| match request.uri().path() {
        "/bomb" => {
            let mut response = page(bomb.clone());
            response.headers_mut().insert("content-encoding", "gzip".parse().unwrap());
            response
        }
        "/drip" => drip("<p>x", Duration::from_millis(1), 5),
        "/cut" => cut(200, "text/plain", "half"),
        "/flood" => flood("text/plain", "start", "more", 4096),
        path => redirect(&format!("{path}x")),
    });
    let universe = Universe::start(World::new().site("trap.example", site)).await.unwrap();
    let client = client(&universe, &["trap.example"]);
    let get = async |path: &str| client.get(https(&universe, "trap.example", path)).send().await;
    assert_eq!(get("/bomb").await.unwrap().bytes().await.unwrap().len(), 4 << 20);
    assert_eq!(get("/drip").await.unwrap().text().await.unwrap(), "<p>x".repeat(5));
    assert!(get("/cut").await.unwrap().text().await.is_err());
    let flood = get("/flood").await.unwrap().text().await.unwrap();
    assert!(flood.starts_with("startmoremore") && (4096..4104).contains(&flood.len()));
    assert_eq!(get("/y").await.unwrap().headers()["location"], "/yx");
}

#[test]
fn everything_is_on_loopback_and_ends_with_the_value() {
    let standing = Standing::start(World::new()).unwrap();
    let flags = standing.flags().clone();
    let args = flags.args();
    assert_eq!(args.iter().filter(|arg| arg.starts_with("--")).count(), 7);
    let whois: SocketAddr = flags.whois_server.parse().unwrap();
    let all = [flags.http, flags.https, flags.dns_server, whois];
    assert!(all.iter().all(|at| at.ip() == LOOPBACK && at.port() != 0));
    assert!(flags.rdap_url.starts_with("http://127.0.0.1:"));
    assert_eq!(std::fs::read_to_string(&flags.ca_cert).unwrap(), flags.ca_pem);
    assert!(std::net::TcpStream::connect(flags.http).is_ok());
    drop(standing);
    assert!(!flags.ca_cert.exists());
    assert!(std::net::TcpStream::connect(flags.http).is_err());
}
