//! What the address of a page says before it is asked for.
//!
//! Two spellings of one page must count as one ([`clean`], [`key`]), pages that
//! differ only by number must be recognised as a series ([`series`]), and some
//! addresses are not for us at all: files that are not pages, and links that do
//! something when followed ([`Sort::of`]).

use url::Url;

/// Query parameters that say where a visitor came from or who they are, and
/// change nothing about the page. A final `*` leaves the end open.
const PASSENGERS: &[&str] = &[
    "utm_*",
    "gclid",
    "gclsrc",
    "gbraid",
    "wbraid",
    "dclid",
    "fbclid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "pk_campaign",
    "pk_kwd",
    "phpsessid",
    "jsessionid",
    "sessionid",
    "session_id",
    "sid",
    "oscsid",
    "zenid",
    "aspsessionid*",
];

/// Query parameters by which shop software acts on a plain link, and a few of
/// those that only draw the same page anew for signed-in use.
const ACTIONS: &[&str] = &[
    "add-to-cart",
    "add_to_cart",
    "addtocart",
    "add-to-wishlist",
    "add_to_wishlist",
    "remove_item",
    "remove_from_wishlist",
    "undo_item",
    "empty-cart",
    "add-to-compare",
    "add_to_compare",
    "replytocom",
    "unsubscribe",
    "logout",
];

/// Path segments behind which something is done rather than shown.
const ACTION_SEGMENTS: &[&str] = &[
    "logout",
    "log-out",
    "signout",
    "sign-out",
    "wp-login.php",
    "wp-admin",
    "wp-json",
    "xmlrpc.php",
    "addtocart",
    "add-to-cart",
    "cdn-cgi",
];

/// File name endings of what is not a page.
const FILES: &[&str] = &[
    "jpg",
    "jpeg",
    "png",
    "gif",
    "webp",
    "avif",
    "svg",
    "ico",
    "bmp",
    "tif",
    "tiff",
    "heic",
    "css",
    "js",
    "mjs",
    "map",
    "json",
    "xml",
    "rss",
    "atom",
    "zip",
    "gz",
    "tgz",
    "rar",
    "7z",
    "tar",
    "exe",
    "msi",
    "dmg",
    "apk",
    "iso",
    "bin",
    "mp3",
    "wav",
    "ogg",
    "m4a",
    "mp4",
    "m4v",
    "webm",
    "mov",
    "avi",
    "mkv",
    "woff",
    "woff2",
    "ttf",
    "otf",
    "eot",
    "doc",
    "docx",
    "xls",
    "xlsx",
    "ppt",
    "pptx",
    "odt",
    "ods",
    "csv",
    "ics",
    "vcf",
    "epub",
    "psd",
    "ai",
    "eps",
    "webmanifest",
];

/// Longest address that is asked for.
const MAX_LENGTH: usize = 2000;
/// Most path segments of an address that is asked for.
const MAX_SEGMENTS: usize = 15;

/// What kind of thing an address leads to, as far as it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A page, or nothing says otherwise.
    Page,
    /// A PDF document.
    Pdf,
    /// Not a page, or following it would do something, or it is the kind of
    /// address that traps grow.
    Other,
}

impl Sort {
    /// Sorts an address.
    pub(super) fn of(url: &Url) -> Self {
        if !matches!(url.scheme(), "http" | "https") || url.as_str().len() > MAX_LENGTH {
            return Self::Other;
        }
        let path = url.path().to_ascii_lowercase();
        let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
        let repeats = |segment: &&str| segments.iter().filter(|s| *s == segment).count() >= 3;
        if segments.len() > MAX_SEGMENTS
            || segments.iter().any(repeats)
            || segments.iter().any(|s| ACTION_SEGMENTS.contains(s))
            || url.query_pairs().any(|(name, _)| ACTIONS.contains(&&*name.to_ascii_lowercase()))
        {
            return Self::Other;
        }
        let ending = segments.last().and_then(|s| s.rsplit_once('.')).map_or("", |(_, e)| e);
        match ending {
            "pdf" => Self::Pdf,
            ending if FILES.contains(&ending) => Self::Other,
            _ => Self::Page,
        }
    }
}

/// The address without fragment and without parameters that only track.
pub(super) fn clean(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    let _ = url.set_username("");
    let _ = url.set_password(None);
    if let Some(at) = url.path().to_ascii_lowercase().find(";jsessionid=") {
        let path = url.path().get(..at).unwrap_or_default().to_owned();
        url.set_path(&path);
    }
    if let Some(query) = url.query() {
        // Kept as written: decoding and encoding again could change the request.
        let kept: Vec<&str> =
            query.split('&').filter(|pair| !pair.is_empty() && !is_passenger(pair)).collect();
        let kept = kept.join("&");
        url.set_query(Some(kept.as_str()).filter(|q| !q.is_empty()));
    }
    url
}

/// The address as an exchange keeps it.
pub(super) fn without_fragment(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    url.into()
}

/// What is the same for all spellings of one page. HTTP and HTTPS count as one,
/// and so do the names with and without `www.`: shops serve the same under both
/// or redirect, and their sitemaps often name the other one.
pub(super) fn key(url: &Url) -> String {
    let url = clean(url);
    let mut pairs: Vec<&str> = url.query().unwrap_or_default().split('&').collect();
    pairs.sort_unstable();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    format!("{host}{port}{}?{}", url.path(), pairs.join("&"))
}

/// What is the same for all pages of a series: the address with numbers and
/// identifiers left out.
pub(super) fn series(url: &Url) -> String {
    let mut out = url.host_str().unwrap_or_default().to_owned();
    for segment in url.path().split('/') {
        out.push('/');
        if is_identifier(segment) {
            out.push('#');
            continue;
        }
        let mut digits = false;
        for c in segment.chars() {
            match (c.is_ascii_digit(), digits) {
                (true, true) => {}
                (true, false) => out.push('#'),
                (false, _) => out.push(c),
            }
            digits = c.is_ascii_digit();
        }
    }
    let mut names: Vec<String> =
        url.query_pairs().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    names.dedup();
    out.push('?');
    out.push_str(&names.join("&"));
    out
}

/// Whether the address belongs to a series at all: it holds a number, an
/// identifier or a query.
pub(super) fn is_serial(url: &Url) -> bool {
    url.query().is_some()
        || url.path().contains(|c: char| c.is_ascii_digit())
        || url.path().split('/').any(is_identifier)
}

/// Whether a path segment looks like a hash or a UUID.
fn is_identifier(segment: &str) -> bool {
    segment.len() >= 16
        && segment.contains(|c: char| c.is_ascii_digit())
        && segment.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

fn is_passenger(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or(pair).to_ascii_lowercase();
    PASSENGERS.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == *known,
    })
}

/// The registrable domain of a host by the public suffix list; the host itself
/// where there is none (addresses, `localhost`, a public suffix).
pub(super) fn registrable_domain(host: &str) -> String {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    if host.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok() {
        return host;
    }
    psl::domain_str(&host).map(str::to_owned).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn spellings_of_one_page_have_one_key() {
        let one = key(&url("https://shop.example/a?x=1&y=2"));
        for text in [
            "https://SHOP.example:443/a?y=2&x=1#top",
            "https://shop.example/a?x=1&utm_source=n&y=2&gclid=3",
            "http://shop.example/a?x=1&y=2",
            "https://www.shop.example/a?x=1&y=2",
            "https://shop.example/a;jsessionid=0A?x=1&y=2&PHPSESSID=k",
            "https://me:secret@shop.example/a?x=1&y=2",
        ] {
            assert_eq!(key(&url(text)), one, "{text}");
        }
        for text in [
            "https://shop.example/a/?x=1&y=2",
            "https://shop.example/a?x=2&y=1",
            "https://shop.example/A?x=1&y=2",
            "https://shop.example:8443/a?x=1&y=2",
        ] {
            assert_ne!(key(&url(text)), one, "{text}");
        }
    }

    #[test]
    fn cleaning_keeps_the_query_as_written() {
        let cleaned = clean(&url("https://shop.example/a?b=%20x&utm_medium=m&c=+#f"));
        assert_eq!(cleaned.as_str(), "https://shop.example/a?b=%20x&c=+");
        assert_eq!(clean(&url("https://shop.example/?fbclid=1")).as_str(), "https://shop.example/");
    }

    #[test]
    fn pages_that_differ_by_number_are_a_series() {
        let of = |text: &str| series(&url(text));
        assert_eq!(of("https://s.example/cal/2024/05"), of("https://s.example/cal/1999/12"));
        assert_eq!(of("https://s.example/l?page=2&s=a"), of("https://s.example/l?s=b&page=31"));
        assert_eq!(
            of("https://s.example/x/0123456789abcdef01"),
            of("https://s.example/x/fedcba98-7654-3210-fedc")
        );
        assert_ne!(of("https://s.example/a/1"), of("https://s.example/b/1"));
        assert!(!is_serial(&url("https://s.example/terms")));
        assert!(is_serial(&url("https://s.example/cal/2024")));
    }

    #[test]
    fn what_is_not_a_page_is_told_by_its_address() {
        for text in [
            "https://s.example/logo.PNG",
            "https://s.example/?add-to-cart=7",
            "https://s.example/konto/logout",
            "https://s.example/a/b/a/b/a/b/",
            "mailto:a@s.example",
            "javascript:void(0)",
        ] {
            assert_eq!(Sort::of(&url(text)), Sort::Other, "{text}");
        }
        let long = format!("https://s.example/?{}", "x".repeat(3000));
        assert_eq!(Sort::of(&url(&long)), Sort::Other);
        assert_eq!(Sort::of(&url("https://s.example/villkor.pdf")), Sort::Pdf);
        for text in ["https://s.example/", "https://s.example/a.html", "https://s.example/v1.2"] {
            assert_eq!(Sort::of(&url(text)), Sort::Page, "{text}");
        }
    }

    #[test]
    fn the_registrable_domain_follows_the_public_suffix_list() {
        assert_eq!(registrable_domain("WWW.shop.example"), "shop.example");
        assert_eq!(registrable_domain("a.b.shop.co.uk"), "shop.co.uk");
        assert_eq!(registrable_domain("localhost"), "localhost");
        assert_eq!(registrable_domain("127.0.0.1"), "127.0.0.1");
    }
}
