//! Recognises answers that keep a visitor out instead of showing the page.
//!
//! Evidence for a wall: the status (401, 403, 429, 451), header fields and
//! addresses by which protection services mark their challenges, words of a
//! robot, sign-in, age or country check, a password form with nothing else.
//! Evidence against: content. A page with plenty of text is never a wall, as an
//! age question over a readable page keeps nobody out who reads the markup.
//!
//! Pure. Parked, empty and soft-404 pages are not walls; extraction reads those.

use crate::extract::Document;
use crate::facts::Reason;
use crate::snapshot::{Answer, Wall};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::sync::LazyLock;
use url::Url;

/// Words of content from which on a page is content.
const PLENTY: usize = 150;
/// Words below which a page may be nothing but a question.
const LITTLE: usize = 100;
/// Most fields of a form that only asks to sign in: name, password, remember.
const SIGN_IN_FIELDS: usize = 4;

/// What the page was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The address that was linked to.
    pub(super) url: &'a Url,
    /// Something is expected here: the front page, or the link promised a kind
    /// of page. Shops have sign-in pages of their own, which are no walls.
    pub(super) expected: bool,
}

/// Phrases of all languages by what they say.
static PHRASES: LazyLock<PhraseSet<Reason>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    let all = languages.iter().flat_map(|language| {
        let walls = &language.walls;
        let of = |phrases: &'static [String], reason| {
            phrases.iter().map(move |phrase| (phrase.as_str(), reason))
        };
        of(&walls.robot_check, Reason::Blocked)
            .chain(of(&walls.login, Reason::LoginRequired))
            .chain(of(&walls.age, Reason::AgeWall))
            .chain(of(&walls.geo_block, Reason::GeoBlocked))
            .chain(of(&walls.rate_limit, Reason::RateLimited))
    });
    PhraseSet::new(all)
});

/// Marks in the body by which protection services show their challenge: mark,
/// service.
const CHALLENGES: &[(&str, &str)] = &[
    ("/cdn-cgi/challenge-platform/", "Cloudflare"),
    ("window._cf_chl_opt", "Cloudflare"),
    ("cf-browser-verification", "Cloudflare"),
    ("captcha-delivery.com", "DataDome"),
    ("_incapsula_resource", "Imperva"),
    ("incapsula incident id", "Imperva"),
    ("px-captcha", "PerimeterX"),
    ("sec-if-cpt-container", "Akamai"),
    ("errors.edgesuite.net", "Akamai"),
    ("awswafintegration", "AWS WAF"),
    ("challenge.js?awswaf", "AWS WAF"),
    ("sucuri_cloudproxy", "Sucuri"),
    ("ddos-guard", "DDoS-Guard"),
    ("/.well-known/sgcaptcha/", "SiteGround"),
];

/// Hosts of puzzles that tell people from robots. They also stand in honest
/// contact forms, so they count only on a page without content.
const PUZZLES: &[&str] = &[
    "hcaptcha.com",
    "recaptcha.net",
    "google.com/recaptcha",
    "gstatic.com/recaptcha",
    "challenges.cloudflare.com",
    "funcaptcha.com",
    "arkoselabs.com",
    "friendlycaptcha",
];

/// The wall an answer puts up, if it does. `page` is the body where it is HTML;
/// `url` the address that answered.
pub(super) fn recognise(
    answer: &Answer,
    page: Option<&Document>,
    url: &Url,
    asked: Asked<'_>,
) -> Option<Wall> {
    let wall = |reason, detail: &str| Some(Wall { reason, detail: detail.to_owned() });
    if (300..400).contains(&answer.status) {
        return None;
    }
    if let Some(service) = marked_head(answer) {
        return wall(Reason::Blocked, &format!("challenge by {service}"));
    }
    let body = body_start(answer);
    let words = page.map_or(0, content_words);
    let said = page.map(said).unwrap_or_default();
    let says = |reason| said.contains(&reason);
    let challenge =
        || CHALLENGES.iter().find(|(mark, _)| body.contains(mark)).map(|(_, service)| *service);

    match answer.status {
        401 => return wall(Reason::LoginRequired, "HTTP 401"),
        451 => return wall(Reason::GeoBlocked, "HTTP 451, unavailable for legal reasons"),
        403 if body.contains("error code: 1009") || says(Reason::GeoBlocked) => {
            return wall(Reason::GeoBlocked, "HTTP 403 that speaks of the visitor's country");
        }
        403 | 429 => {
            let status = answer.status;
            let detail = challenge().map_or_else(
                || format!("HTTP {status}"),
                |service| format!("HTTP {status}, challenge by {service}"),
            );
            return wall(Reason::Blocked, &detail);
        }
        503 => {
            if let Some(service) = challenge() {
                return wall(Reason::Blocked, &format!("HTTP 503, challenge by {service}"));
            }
            if says(Reason::Blocked) && words < PLENTY {
                return wall(Reason::Blocked, "HTTP 503 with a robot check");
            }
            if answer.header("retry-after").is_some() || says(Reason::RateLimited) {
                return wall(Reason::RateLimited, "HTTP 503 that asks to come back later");
            }
            return None;
        }
        200..=299 => {}
        _ => return None,
    }

    let page = page?;
    // Sign-in pages stand in the frame of the shop, with its menu and footer:
    // only what is between those says that nothing else is on the page.
    if asked.expected
        && page.words() < LITTLE
        && leads_elsewhere(asked.url, url)
        && asks_to_sign_in(page)
    {
        return wall(Reason::LoginRequired, "redirect to a sign-in form");
    }
    if words >= PLENTY {
        return None;
    }
    if let Some(service) = challenge().filter(|_| has_little(page) || says(Reason::Blocked)) {
        return wall(Reason::Blocked, &format!("challenge by {service}"));
    }
    let puzzle =
        || page.resources.iter().any(|r| PUZZLES.iter().any(|p| r.url.as_str().contains(p)));
    if has_little(page) && (says(Reason::Blocked) || (puzzle() && page.links.len() <= 5)) {
        return wall(Reason::Blocked, "robot check with nothing else on the page");
    }
    if !asked.expected {
        return None;
    }
    if says(Reason::AgeWall) && has_little(page) {
        return wall(Reason::AgeWall, "age question with nothing else on the page");
    }
    if says(Reason::GeoBlocked) && has_little(page) {
        return wall(Reason::GeoBlocked, "page that speaks of the visitor's country only");
    }
    if asks_to_sign_in(page) && (has_little(page) || says(Reason::LoginRequired)) {
        return wall(Reason::LoginRequired, "sign-in form with nothing else on the page");
    }
    None
}

/// The service that marks a challenge in the header fields.
fn marked_head(answer: &Answer) -> Option<&'static str> {
    let has = |name: &str, value: &str| {
        answer.header(name).is_some_and(|field| field.to_ascii_lowercase().contains(value))
    };
    let refused = matches!(answer.status, 401 | 403 | 405 | 429 | 503 | 202);
    if has("cf-mitigated", "challenge") {
        Some("Cloudflare")
    } else if refused && answer.header("x-datadome").is_some() {
        Some("DataDome")
    } else if has("x-amzn-waf-action", "challenge") || has("x-amzn-waf-action", "captcha") {
        Some("AWS WAF")
    } else if answer.header("sg-captcha").is_some() {
        Some("SiteGround")
    } else {
        None
    }
}

/// The beginning of the body, where challenges have their marks, lower case.
fn body_start(answer: &Answer) -> String {
    if !answer.is_html() && answer.media_type() != "text/plain" {
        return String::new();
    }
    let start = answer.body.get(..64 << 10).unwrap_or(&answer.body);
    String::from_utf8_lossy(start).to_ascii_lowercase()
}

/// What the title and the text of a page say, as far as the phrases know it.
fn said(page: &Document) -> Vec<Reason> {
    // A wall says what it is at once; a long page is content anyway.
    let mut text = page.title.clone();
    for block in page.blocks.iter().take(60) {
        text.push('\n');
        text.push_str(block.text.get(..400).unwrap_or(&block.text));
    }
    let folded = Folded::new(&text);
    let mut said: Vec<Reason> = PHRASES.find(&folded).map(|found| *found.value).collect();
    said.sort_unstable();
    said.dedup();
    said
}

fn content_words(page: &Document) -> usize {
    page.blocks.iter().map(|block| block.text.split_whitespace().count()).sum()
}

/// Whether there is next to nothing to read or to go on to.
fn has_little(page: &Document) -> bool {
    content_words(page) < LITTLE && page.links.len() <= 8
}

/// Whether a redirect led to another page rather than to another spelling of
/// the same one.
fn leads_elsewhere(asked: &Url, url: &Url) -> bool {
    asked.path().trim_end_matches('/') != url.path().trim_end_matches('/')
}

/// Whether the page has a password field and hardly any other.
fn asks_to_sign_in(page: &Document) -> bool {
    let (mut passwords, mut others) = (0_usize, 0_usize);
    for element in page.html.tree.nodes().filter_map(scraper::ElementRef::wrap) {
        let tag = element.value();
        match tag.name() {
            "input" => match tag.attr("type").unwrap_or("text").to_ascii_lowercase().as_str() {
                "password" => passwords += 1,
                "hidden" | "submit" | "button" | "image" | "reset" | "search" => {}
                _ => others += 1,
            },
            "select" | "textarea" => others += 1,
            _ => {}
        }
    }
    passwords == 1 && passwords + others <= SIGN_IN_FIELDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::sha256;
    use bytes::Bytes;

    fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut headers: Vec<(String, String)> =
            headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        headers.push(("content-type".into(), "text/html; charset=utf-8".into()));
        Answer {
            status,
            headers,
            remote: None,
            sha256: sha256(body.as_bytes()),
            truncated: false,
            body: Bytes::copy_from_slice(body.as_bytes()),
            wall: None,
        }
    }

    fn at(path: &str, asked: &str, expected: bool, answer: &Answer) -> Option<Reason> {
        let base = Url::parse("https://shop.example/").unwrap();
        let (url, asked) = (base.join(path).unwrap(), base.join(asked).unwrap());
        let page = Document::parse(std::str::from_utf8(&answer.body).unwrap(), &url);
        recognise(answer, Some(&page), &url, Asked { url: &asked, expected }).map(|w| w.reason)
    }

    fn front(status: u16, headers: &[(&str, &str)], body: &str) -> Option<Reason> {
        at("/", "/", true, &answer(status, headers, body))
    }

    fn full_page(extra: &str) -> String {
        format!("<body>{extra}<main><p>{}</p></main></body>", "fine words about chairs ".repeat(60))
    }

    #[test]
    fn statuses_that_refuse_are_walls() {
        assert_eq!(front(401, &[], ""), Some(Reason::LoginRequired));
        assert_eq!(front(403, &[], "<p>Forbidden"), Some(Reason::Blocked));
        assert_eq!(front(429, &[], ""), Some(Reason::Blocked));
        assert_eq!(front(451, &[], ""), Some(Reason::GeoBlocked));
        assert_eq!(
            front(403, &[], "<p>This site is not available in your country."),
            Some(Reason::GeoBlocked)
        );
        assert_eq!(front(503, &[("retry-after", "60")], ""), Some(Reason::RateLimited));
        for status in [200, 301, 404, 410, 500, 503] {
            assert_eq!(front(status, &[], "<p>Short page."), None, "{status}");
        }
    }

    #[test]
    fn challenges_are_walls_whatever_their_status() {
        assert_eq!(front(403, &[("cf-mitigated", "challenge")], ""), Some(Reason::Blocked));
        assert_eq!(front(202, &[("x-amzn-waf-action", "challenge")], ""), Some(Reason::Blocked));
        for body in [
            "<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/h/b'></script>",
            "<script src='/_Incapsula_Resource?x=1'></script><body>",
            "<title>Ett ögonblick</title><body><p>Bekräfta att du är människa</p>",
            "<body><h1>Checking your browser</h1>",
            "<script src='https://www.google.com/recaptcha/api.js'></script><body><form></form>",
        ] {
            assert_eq!(front(200, &[], body), Some(Reason::Blocked), "{body}");
            assert_eq!(at("/x", "/x", false, &answer(200, &[], body)), Some(Reason::Blocked));
        }
        let waiting = "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>";
        assert_eq!(front(503, &[], waiting), Some(Reason::Blocked));
    }

    #[test]
    fn a_page_with_content_is_never_a_wall() {
        for extra in [
            "<div class=overlay>Are you over 18?</div>",
            "<form><input type=password></form>",
            "<script src='https://www.google.com/recaptcha/api.js'></script>",
            "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
            "<p>Access denied is the name of our band. Just a moment!",
        ] {
            assert_eq!(front(200, &[], &full_page(extra)), None, "{extra}");
        }
    }

    #[test]
    fn age_questions_alone_are_walls() {
        for body in [
            "<h1>Har du fyllt 20 år?</h1><button>Ja</button><button>Nej</button>",
            "<h1>Bist du mindestens 18 Jahre alt?</h1><a href='/ja'>Ja</a>",
        ] {
            assert_eq!(front(200, &[], body), Some(Reason::AgeWall), "{body}");
            assert_eq!(at("/faq", "/faq", false, &answer(200, &[], body)), None);
        }
    }

    #[test]
    fn sign_in_forms_are_walls_where_something_else_was_expected() {
        let form = "<form><input type=email><input type=password><button>Go</button></form>";
        let page = answer(200, &[], form);
        assert_eq!(at("/", "/", true, &page), Some(Reason::LoginRequired));
        assert_eq!(at("/password", "/", true, &page), Some(Reason::LoginRequired));
        assert_eq!(at("/login", "/checkout", true, &page), Some(Reason::LoginRequired));
        // In the frame of the shop, and on a page with such a form in its head.
        let menu = format!("<nav>{}</nav>{form}", "<a href=/c>Chairs and tables</a>".repeat(60));
        assert_eq!(
            at("/login", "/checkout", true, &answer(200, &[], &menu)),
            Some(Reason::LoginRequired)
        );
        assert_eq!(at("/terms/", "/terms", true, &answer(200, &[], &full_page(form))), None);
        // A shop's own sign-in page, linked as such.
        assert_eq!(at("/account/login", "/account/login", false, &page), None);
        // A checkout that offers to sign in beside the address form.
        let fields = "<input name=a><input name=b><input name=c><input name=d>";
        let checkout = answer(200, &[], &format!("<form>{fields}<input type=password></form>"));
        assert_eq!(at("/checkout", "/checkout", true, &checkout), None);
    }
}
