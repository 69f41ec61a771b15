//! Ormvika, a shop that says everything it should not, visited by the real program.
//!
//! What it says is written out, escaped for HTML, in scripts that hold data, as character
//! references, in addresses and headers, in bodies of other encodings, in its records at
//! the registry and in its application. The reports of the visit and what differs from an
//! earlier one are left in a folder.

use crate::common::{check, shopvet};
use crate::outputs::{DIFFS, FORMATS};
use crate::payloads;
use serde_json::{Value, json};
use shopvet::universe::{Request, Response, Site, Standing, World, page, redirect, reply};
use std::path::PathBuf;
use std::sync::OnceLock;

const HOST: &str = "www.ormvika.example";
/// Addresses that hold what addresses can.
const PLACES: [&str; 4] = [
    "/a/%1b%5b2J%1b%5d8;;http://beacon.example/%07",
    "/a/%e2%80%ae%ed%a0%80%00%22%3e%3cscript%3ewindow.ran=1%3c/script%3e",
    "/a/=cmd()?x=%7b%7b7*7%7d%7d&y=javascript:alert(1)#::error::x",
    "/a/![x](http:beacon.example)|`@everyone`",
];

/// What a visit left.
pub(crate) struct Visit {
    folder: tempfile::TempDir,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Visit {
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

/// The one visit.
pub(crate) fn visit() -> &'static Visit {
    static VISIT: OnceLock<Visit> = OnceLock::new();
    VISIT.get_or_init(|| {
        let universe = Standing::start(world()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        std::fs::write(path("application.yaml"), application().to_string()).unwrap();
        let mut args = vec!["--application".to_owned(), path("application.yaml")];
        args.extend(
            ["--as-of", "2026-11-23", "--render", "never", "--show", "pass"].map(Into::into),
        );
        for format in FORMATS.iter().filter(|format| format.can_be_made()) {
            args.extend(["--format".to_owned(), format!("{}={}", format.kind, path(format.file))]);
        }
        args.extend(["--format".to_owned(), "terminal".to_owned()]);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let run = check(&universe, &format!("https://{HOST}/"), folder.path(), &args);
        assert!(matches!(run.code, 1 | 3), "{}: {}", run.code, run.stderr);
        std::fs::write(path("old.json"), earlier(&run.report).to_string()).unwrap();
        let mut diff = shopvet();
        diff.args(["diff", &path("old.json"), &path("report.json")]);
        for form in DIFFS {
            diff.args(["--format", &format!("{}={}", form.kind, path(form.file))]);
        }
        let output = diff.output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        Visit { folder, stdout: run.stdout, stderr: run.stderr }
    })
}

/// The report as it could have been before.
fn earlier(report: &Value) -> Value {
    let mut old = report.clone();
    old["as-of"] = "2026-03-01".into();
    for (number, outcome) in old["outcomes"].as_array_mut().unwrap().iter_mut().enumerate() {
        match number % 3 {
            0 => outcome["outcome"] = "pass".into(),
            1 => {
                outcome["message"] = payloads::all()[number % payloads::all().len()].clone().into()
            }
            _ => {}
        }
    }
    for fact in old["facts"].as_object_mut().unwrap().values_mut() {
        if fact["state"] == "present" && fact["value"].is_array() {
            fact["value"].as_array_mut().unwrap().pop();
        }
    }
    old
}

/// Sees to it that what the shop says has come into the report at all.
pub(crate) fn arrived(report: &Value) {
    let facts = report["facts"].to_string();
    let outcomes = report["outcomes"].to_string();
    for (place, text) in [("facts", &facts), ("outcomes", &outcomes)] {
        for said in ["<script>", "\u{202e}", "{{ 7*7 }}", "beacon.example"] {
            assert!(text.contains(said), "the {place} say nothing of {said:?}");
        }
    }
    let whole = report.to_string();
    let said = |text: &&String| {
        let json = serde_json::to_string(text).unwrap();
        let inner: String = json[1..json.len() - 1].chars().take(40).collect();
        !text.trim().is_empty() && whole.contains(&inner)
    };
    let all = payloads::all();
    let number = all.iter().filter(said).count();
    assert!(number * 2 > all.len(), "{number} of {} texts came in", all.len());
}

fn application() -> Value {
    let turned = "Ormvika \u{202e}BA\u{202c} <script>window.ran=1</script> {{ 7*7 }} @everyone";
    json!({
        "legal-name": turned,
        "trading-names": ["=cmd|' /C calc'!A0", "\u{1b}]8;;http://beacon.example/\u{1b}\\x"],
        "registration-number": "99847126\n::error::x",
        "country": "GB",
        "url": format!("https://{HOST}/"),
        "description": "]]> </style><script>window.ran=1</script> ${{ github.token }}",
        "licences": ["![x](http://beacon.example/x) \u{200b}\u{fffd}", "x".repeat(5000)],
        "descriptor": "\" onload=\"window.ran=1",
        "contact": { "email": "post@ormvika.example", "phone": "+44 20 7946 0000 \u{1b}[2J" },
        "address": { "street": "1 <b onclick=window.ran=1>Row", "postal-code": "ZZ9 9ZZ",
                     "city": "\u{202e}nodnoL", "country": "GB" },
        "domain-holder": { "name": turned, "relation": "owner" },
        "language": "en",
    })
}

fn world() -> World {
    let hostile = "\u{1b}[2J\u{202e}BA akivmrO\u{202c} <script>window.ran=1</script> {{ 7*7 }}";
    let card = json!([
        "vcard",
        [
            ["version", {}, "text", "4.0"],
            ["fn", {}, "text", hostile],
            ["org", {}, "text", "=cmd()\n::error::x"],
            ["email", {}, "text", "a@beacon.example"]
        ]
    ]);
    let rdap = json!({
        "objectClassName": "domain", "ldhName": "ormvika.example", "status": [hostile],
        "entities": [
            { "objectClassName": "entity", "roles": ["registrant"], "vcardArray": card },
            { "objectClassName": "entity", "roles": ["registrar"], "vcardArray": card },
        ],
        "nameservers": [{ "objectClassName": "nameserver", "ldhName": "ns1.beacon.example" }],
    });
    let whois = format!(
        "Domain Name: ORMVIKA.EXAMPLE\nRegistrar: {hostile}\nRegistrant Name: {hostile}\n\
         Registrant Organization: ]]>\u{9b}31m ##[error]x @everyone\nRegistrant Country: GB\n"
    );
    World::new()
        .site(HOST, Site::handler(answer))
        .record("ormvika.example", "NS", "ns1.beacon.example.")
        .record("ormvika.example", "TXT", "v=spf1 <script>window.ran=1</script> {{ 7*7 }} -all")
        .whois("ormvika.example", whois)
        .rdap("ormvika.example", 200, rdap.to_string())
}

fn answer(request: &Request) -> Response {
    let path = request.uri().path();
    let mut response = match path {
        "/" => front(),
        "/robots.txt" => {
            reply(200, "text/plain", "User-agent: *\nDisallow: /secret/<script>{{ 7*7 }}\n")
        }
        "/contact" => contact(),
        "/terms" => terms(),
        "/sixteen" => sixteen(),
        "/lone" => lone(),
        "/away" => redirect("/a/%1b%5b2J%e2%80%ae"),
        "/barred" => reply(403, "text/html", "<title>Access denied \u{202e}</title>Cloudflare"),
        _ if path.starts_with("/p/") => product(path.trim_start_matches("/p/")),
        _ if path.starts_with("/a/") => shell("Somewhere", &format!("<h1>{}</h1>", escape(path))),
        _ => reply(404, "text/html", "<title>Not here</title>"),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        ("server", b"<script>window.ran=1</script> \x9b31m {{ 7*7 }}".as_slice()),
        ("set-cookie", b"<script>alert(1)</script>\xe2\x80\xae=1; Path=/"),
        ("x-powered-by", b"=cmd() ::error::x \xed\xa0\x80"),
    ] {
        headers.insert(name, hyper::header::HeaderValue::from_bytes(value).unwrap());
    }
    response
}

/// Text as a page has to write it. Characters that no page can hold are written as
/// references, which browsers and readers alike make of them what they can.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{1f}' => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

fn shell(title: &str, body: &str) -> Response {
    page(format!(
        "<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><title>{}</title></head>\
         <body><nav><a href=\"/\">Ormvika</a> <a href=\"/contact\">Contact us</a> \
         <a href=\"/terms\">Terms and conditions</a></nav><main>{body}</main></body></html>",
        escape(title)
    ))
}

fn front() -> Response {
    let texts = payloads::all();
    let mut links: String = (0..texts.len().div_ceil(2))
        .map(|n| format!("<li><a href=\"/p/{n}\">{}</a> £{}.00</li>", escape(&texts[n]), n + 5))
        .collect();
    for place in PLACES.iter().chain(&["/sixteen", "/lone", "/away", "/barred"]) {
        links += &format!("<li><a href=\"{}\" title=\"{{{{ 7*7 }}}}\">x</a></li>", escape(place));
    }
    links += "<li><a href=\"javascript:window.ran=1\">javascript:window.ran=1</a></li>\
              <li><a href=\"/secret/<script>{{ 7*7 }}\">Buy \u{202e}won</a></li>\
              <li><a href=\"mailto:post@ormvika.example?subject=<script>\">Mail</a></li>";
    shell(
        "Ormvika \u{202e}stopaet\u{202c} \u{1b}[31m <script>window.ran=1</script> {{ 7*7 }}",
        &format!("<h1>Teapots &#xD800;&#0;&#x1b;[2J</h1><ul>{links}</ul>"),
    )
}

/// A product, whose data holds what JSON can.
fn product(number: &str) -> Response {
    let texts = payloads::all();
    let number: usize = number.parse().unwrap_or(0);
    let (name, other) = (&texts[number % texts.len()], &texts[(number * 2 + 1) % texts.len()]);
    let data = json!({
        "@context": "https://schema.org", "@type": "Product", "name": other, "sku": name,
        "description": name, "brand": { "@type": "Brand", "name": other },
        "offers": { "@type": "Offer", "price": "18.00", "priceCurrency": "GBP", "seller": name },
    });
    // A script of data ends where its end tag stands, and what is halved is written as such.
    let data = data.to_string().replace("</", "<\\/");
    let data = if number % 5 == 4 { data.replace("18.00", "18.00\\ud800") } else { data };
    shell(
        name,
        &format!(
            "<h1>{} &#xDC00;</h1><p class=\"price\">£18.00 <small>including VAT {}</small></p>\
             <p title=\"{}\">{}</p><script type=\"application/ld+json\">{data}</script>\
             <form action=\"/basket\"><button>Add {} to basket</button></form>",
            escape(name),
            escape(other),
            escape(other),
            escape(&other.chars().take(2000).collect::<String>()),
            escape(&name.chars().take(50).collect::<String>()),
        ),
    )
}

fn contact() -> Response {
    let legal = "Ormvika \u{202e}dtL\u{202c} <script>window.ran=1</script> {{ 7*7 }} Ltd";
    shell(
        "Contact us",
        &format!(
            "<h1>Contact us</h1><p>{} is registered in England and Wales, company number 99847126 \
             \u{1b}[2J::error::x. VAT number GB 998 4712 60.</p>\
             <address>1 {} Row, Harrowmere ZZ9 9ZZ, United Kingdom</address>\
             <p>Phone <a href=\"tel:+442079460000\">+44 20 7946 0000 \u{202e}</a></p>\
             <p><a href=\"mailto:post@ormvika.example\">post@ormvika.example {{{{ 7*7 }}}}</a> \
             &lt;script&gt;@ormvika.example</p>\
             <script type=\"application/ld+json\">{{\"@type\":\"Organization\",\
             \"legalName\":\"Ormvika \\ud800\\u001b[2J\\u202e Ltd\",\"email\":\"a@beacon.example\"}}\
             </script>",
            escape(legal),
            escape("<img src=x onerror=window.ran=1>"),
        ),
    )
}

fn terms() -> Response {
    let all: String = payloads::all()
        .iter()
        .map(|text| {
            let text = escape(&text.chars().take(3000).collect::<String>());
            format!(
                "<h2>Delivery, returns and refunds {text}</h2><p>You may cancel within 14 days \
                 {text} and we refund you within 14 days. Delivery takes 3 days {text}. We are \
                 {text} and process personal data for {text}. Complaints: {text}</p>"
            )
        })
        .collect();
    shell("Terms and conditions {{ 7*7 }}", &format!("<h1>Terms</h1>{all}"))
}

/// A page in UTF-16 with halves of characters.
fn sixteen() -> Response {
    let text = "<html lang=en><title>Tea \u{202e}x</title><h1>Half</h1><p>Price £5.00 ";
    let mut units: Vec<u16> = vec![0xfeff];
    units.extend(text.encode_utf16());
    units.extend([0xd800, u16::from(b'x'), 0xdc00, 0xdbff, u16::from(b'<'), u16::from(b'b')]);
    units.extend("> <script>window.ran=1</script> {{ 7*7 }}".encode_utf16());
    let body: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    reply(200, "text/html; charset=utf-16le", body)
}

/// A page in UTF-8 with halves of characters, and with a byte too few.
fn lone() -> Response {
    let mut body =
        b"<html lang=en><title>Half \xed\xa0\x80</title><h1>Half \xed\xb0\x80 \xff".to_vec();
    body.extend("\u{feff}\u{fffe} {{ 7*7 }}</h1><p>£5.00 &#xD800;&#xDFFF;".bytes());
    body.extend(b"\xe2\x80");
    reply(200, "text/html; charset=utf-8", body)
}
