//! E-mail addresses.
//!
//! Counts as evidence: `mailto:` links (also misspelt ones), addresses in text,
//! structured data, and addresses that are hidden from robots but not from
//! people: entities, Cloudflare's encoding, words for `@` and dot, text written
//! backwards. Against: image and package names that look like addresses, names
//! without a public suffix, and addresses that only examples use.

use super::cues::{Cue, Marks, marks_of};
use super::structured::Structured;
use crate::extract::{Context, Document, Email, Found};
use crate::vocabulary::{Vocabulary, fold};
use ego_tree::NodeId;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Finds the addresses of a page.
pub(super) fn find(
    doc: &Document,
    marks: &Marks,
    data: &Structured,
    _context: Context<'_>,
) -> Vec<Found<Email>> {
    let mut finder =
        Finder { doc, found: Vec::new(), seen: HashSet::new(), others: HashSet::new() };
    finder.others(marks);
    finder.links();
    finder.elements();
    finder.text(marks);
    for datum in &data.emails {
        let value = datum.value.trim_start_matches("mailto:");
        finder.add(value, "structured", datum.node, &datum.value);
    }
    finder.found
}

struct Finder<'a> {
    doc: &'a Document,
    found: Vec<Found<Email>>,
    seen: HashSet<String>,
    /// Addresses that the text gives as another party's.
    others: HashSet<String>,
}

impl Finder<'_> {
    fn add(&mut self, address: &str, source: &'static str, node: NodeId, excerpt: &str) {
        let own = self.doc.url.host_str().unwrap_or("");
        let Some(value) = normal(address, own) else { return };
        if self.others.contains(&value) || is_service(&value, own) {
            return;
        }
        if self.seen.insert(value.clone()) {
            self.found.push(Found::at(self.doc, node, excerpt, Email { value, source }));
        }
    }

    /// Notes the addresses that only stand where others are spoken of, so that
    /// links to them do not count either.
    fn others(&mut self, marks: &Marks) {
        let own = self.doc.url.host_str().unwrap_or("");
        let mut mine = HashSet::new();
        for (index, block) in
            self.doc.blocks.iter().enumerate().filter(|(_, b)| b.text.contains('@'))
        {
            for (place, address) in plain(&block.text) {
                let Some(value) = normal(address, own) else { continue };
                if self.is_others(marks, index, place, address) {
                    self.others.insert(value);
                } else {
                    mine.insert(value);
                }
            }
        }
        self.others.retain(|value| !mine.contains(value));
    }

    fn links(&mut self) {
        for link in &self.doc.links {
            if let Some(addresses) = mailto(&link.href) {
                for address in addresses {
                    // `mailto:name(at)shop.se` hides the address even here.
                    let (address, source) = match hidden(&address).into_iter().next() {
                        Some(plain) => (plain, "obfuscated"),
                        None => (address, "mailto"),
                    };
                    let excerpt = if link.text.is_empty() { &link.href } else { &link.text };
                    self.add(&address, source, link.node, excerpt);
                }
            } else if let Some((_, code)) = link.href.split_once("/cdn-cgi/l/email-protection#")
                && let Some(address) = cloudflare(code)
            {
                self.add(&address, "obfuscated", link.node, &link.text);
            }
        }
    }

    /// Encodings that live in attributes.
    fn elements(&mut self) {
        for node in self.doc.html.tree.nodes() {
            let Some(element) = node.value().as_element() else { continue };
            if let Some(address) = element.attr("data-cfemail").and_then(cloudflare) {
                self.add(&address, "obfuscated", node.id(), &address);
            }
            if let (Some(user), Some(domain)) = (
                element.attr("data-user").or(element.attr("data-name")),
                element.attr("data-domain"),
            ) {
                let dot = element.attr("data-tld").map(|tld| format!(".{tld}")).unwrap_or_default();
                let address = format!("{user}@{domain}{dot}");
                self.add(&address, "obfuscated", node.id(), &address);
            }
            let backwards = element.attr("style").is_some_and(|style| {
                let style: String =
                    style.to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
                style.contains("bidi-override") && style.contains("rtl")
            });
            if backwards {
                let text: String = node
                    .descendants()
                    .take(500)
                    .filter_map(|n| n.value().as_text().map(|t| t.to_string()))
                    .take(20)
                    .collect();
                let text: String =
                    text.chars().take(200).collect::<Vec<_>>().into_iter().rev().collect();
                for address in plain(&text) {
                    self.add(address.1, "obfuscated", node.id(), &text);
                }
            }
        }
    }

    fn text(&mut self, marks: &Marks) {
        for (index, block) in self.doc.blocks.iter().enumerate() {
            let text = block.text.as_str();
            if text.contains('@') {
                for (place, address) in plain(text) {
                    if self.is_others(marks, index, place, address) {
                        continue;
                    }
                    self.add(address, "text", block.node_at(place), around(text, place));
                }
            }
            for (place, address) in hidden_at(text) {
                if !self.is_others(marks, index, place, &address) {
                    self.add(&address, "obfuscated", block.node_at(place), around(text, place));
                }
            }
        }
    }

    /// Whether an address in the text is another party's; one at the site's own
    /// domain never is.
    fn is_others(&self, marks: &Marks, block: usize, place: usize, address: &str) -> bool {
        let host = self.doc.url.host_str().unwrap_or("");
        let domain = address.rsplit('@').next().unwrap_or("").to_lowercase();
        let own = psl::domain_str(host).is_some_and(|own| psl::domain_str(&domain) == Some(own));
        !own && marks.is_others(self.doc, block, place)
    }
}

/// The sentence or so around a place.
pub(in crate::extract) fn around(text: &str, place: usize) -> &str {
    let from = floor(text, place.saturating_sub(100));
    let until = floor(text, (place + 160).min(text.len()));
    text.get(from..until).unwrap_or(text)
}

/// The last character boundary at or before a byte offset.
pub(in crate::extract) fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Addresses of a `mailto:` link; the scheme's letters may be mixed up.
fn mailto(href: &str) -> Option<Vec<String>> {
    let (scheme, rest) = href.split_once(':')?;
    let mut letters: Vec<char> = scheme.trim().to_ascii_lowercase().chars().collect();
    letters.sort_unstable();
    if letters.iter().collect::<String>() != "ailmot" {
        return None;
    }
    let to = rest.split('?').next().unwrap_or(rest);
    let decoded = percent_decode(to);
    Some(decoded.split([',', ';']).map(|a| a.trim().trim_start_matches('/').to_owned()).collect())
}

fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let pair =
            (byte == b'%').then(|| Some((hex(ahead.next()?)?, hex(ahead.next()?)?))).flatten();
        if let Some((high, low)) = pair {
            bytes.push(high << 4 | low);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

/// Cloudflare's encoding: hexadecimal bytes, each XOR the first.
fn cloudflare(code: &str) -> Option<String> {
    let code = code.trim().split(['?', '&']).next().unwrap_or("");
    if code.len() > 1000 {
        return None;
    }
    let nibbles: Option<Vec<u8>> = code.bytes().map(hex).collect();
    let bytes: Vec<u8> = nibbles?
        .chunks(2)
        .filter_map(|pair| match pair {
            [high, low] => Some(high << 4 | low),
            _ => None,
        })
        .collect();
    let (key, rest) = bytes.split_first()?;
    String::from_utf8(rest.iter().map(|byte| byte ^ key).collect()).ok()
}

static PLAIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // The space around the sign is either on both sides or on none, or a
    // mention of an account on another platform would be joined to a word.
    let tight = r"[\p{L}\p{N}][\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]*@";
    let loose = r"[\p{L}\p{N}][\p{L}\p{N}._+-]* @ ";
    let domain = r"(?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+\p{L}[\p{L}\p{N}-]+";
    Regex::new(&format!("(?:{tight}|{loose}){domain}")).ok()
});

/// Addresses as they are, with their place.
fn plain(text: &str) -> impl Iterator<Item = (usize, &str)> {
    PLAIN
        .iter()
        .flat_map(move |regex| regex.find_iter(text))
        .map(|found| (found.start(), found.as_str()))
}

struct Hidden {
    bracketed: Regex,
    named: Regex,
    spelt: Regex,
}

static HIDDEN: LazyLock<Option<Hidden>> = LazyLock::new(|| {
    let words = |pick: fn(&crate::vocabulary::Contact) -> &[String]| {
        let mut list: Vec<String> = Vocabulary::built_in()
            .languages()
            .iter()
            .flat_map(|language| pick(&language.contact))
            .map(|word| regex::escape(word).replace(' ', r"\s?"))
            .collect();
        // The longest first, because the first alternative that fits is taken.
        list.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        list.dedup();
        list.join("|")
    };
    let at = words(|contact| &contact.at_words);
    let name = words(|contact| &contact.at_names);
    let dot = words(|contact| &contact.dot_words);
    let local = r"(?P<local>[\p{L}\p{N}](?:[\p{L}\p{N}._+-]*[\p{L}\p{N}])?)";
    let open = r"[\[({<«|]";
    let close = r"[\])}>»|]";
    let label = r"[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?";
    // A dot, a bracketed dot or word, or a word between spaces.
    let point = format!(r"(?:\s?{open}\s?(?:{dot}|\.)\s?{close}\s?|\.|\s(?:{dot})\s)");
    let domain = format!(r"(?P<domain>{label}(?:{point}{label}){{1,4}})");
    let build =
        |middle: &str, domain: &str| Regex::new(&format!(r"(?i){local}{middle}{domain}")).ok();
    // Without brackets a common word needs a dot spelt out as well, and in the
    // same language, or half a sentence would do.
    let spelt: Vec<String> = Vocabulary::built_in()
        .languages()
        .iter()
        .filter_map(|language| {
            let plain = |list: &[String]| {
                let words: Vec<String> = list
                    .iter()
                    .filter(|word| word.chars().count() > 1)
                    .map(|word| regex::escape(word))
                    .collect();
                (!words.is_empty()).then(|| words.join("|"))
            };
            let (at, dot) =
                (plain(&language.contact.at_words)?, plain(&language.contact.dot_words)?);
            Some(format!(r"\s(?:{at})\s{label}(?:\s(?:{dot})\s{label}){{1,4}}"))
        })
        .collect();
    let spelt = format!(r"(?i){local}(?P<domain>{})", spelt.join("|"));
    Some(Hidden {
        bracketed: build(&format!(r"\s?{open}\s?(?:{at}|{name}|@)\s?{close}\s?"), &domain)?,
        named: build(&format!(r"\s?(?:{name})\s?"), &domain)?,
        spelt: Regex::new(&spelt).ok()?,
    })
});

static POINT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\s\[\](){}<>«»|]+").ok());

/// Addresses spelt so that robots miss them.
fn hidden(text: &str) -> Vec<String> {
    hidden_at(text).into_iter().map(|(_, address)| address).collect()
}

fn hidden_at(text: &str) -> Vec<(usize, String)> {
    let (Some(patterns), Some(point)) = (HIDDEN.as_ref(), POINT.as_ref()) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    // Brackets are rare, and so the first pattern is not tried on most text.
    let brackets = text.contains(['[', '(', '{', '<', '«', '|']);
    for (wanted, regex, with_word) in [
        (brackets, &patterns.bracketed, false),
        (true, &patterns.named, false),
        (true, &patterns.spelt, true),
    ] {
        if !wanted {
            continue;
        }
        for found in regex.captures_iter(text) {
            let (Some(local), Some(domain)) = (found.name("local"), found.name("domain")) else {
                continue;
            };
            // What is not a label of the domain is a way to write the dot.
            let domain = domain.as_str().trim_start();
            let labels: Vec<&str> = point
                .split(domain)
                .skip(usize::from(with_word))
                .flat_map(|part| part.split('.'))
                .filter(|part| !part.is_empty() && !is_dot_word(part))
                .collect();
            all.push((local.start(), format!("{}@{}", local.as_str(), labels.join("."))));
        }
    }
    all
}

fn is_dot_word(word: &str) -> bool {
    let word = fold(word);
    Vocabulary::built_in()
        .languages()
        .iter()
        .any(|l| l.contact.dot_words.iter().any(|dot| fold(dot) == word))
}

/// The address in lower case, when it can be one: valid in form, under a public
/// suffix (or at the site's own domain), and not an example's.
fn normal(address: &str, own_host: &str) -> Option<String> {
    let address: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{ad}' | '\u{feff}'))
        .collect();
    let address = address.trim_matches(|c: char| ".,;:<>()[]\"'".contains(c)).to_lowercase();
    let address = address.trim_start_matches("mailto:");
    let (local, domain) = address.rsplit_once('@')?;
    let ascii = idna::domain_to_ascii(domain).ok()?;
    let own = psl::domain_str(own_host).is_some_and(|own| psl::domain_str(&ascii) == Some(own));
    let known = psl::suffix(ascii.as_bytes()).is_some_and(|suffix| suffix.is_known())
        && psl::domain_str(&ascii).is_some();
    let valid = email_address::EmailAddress::is_valid(&format!("{local}@{ascii}"));
    if !valid || local.len() > 64 || !(own || known && !is_placeholder(local, &ascii)) {
        return None;
    }
    Some(address.to_owned())
}

/// Whether an address belongs to an authority, carrier or payment firm by the
/// name of its domain.
fn is_service(address: &str, own_host: &str) -> bool {
    let domain = address.rsplit('@').next().unwrap_or("");
    let registrable = psl::domain_str(domain).unwrap_or(domain);
    let label = registrable.split('.').next().unwrap_or("");
    psl::domain_str(own_host) != Some(registrable)
        && marks_of(label).iter().any(|mark| {
            matches!(mark.cue, Cue::Service | Cue::Authority) && mark.range.len() == label.len()
        })
}

static PLACEHOLDERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut all: Vec<String> = Vocabulary::built_in()
        .languages()
        .iter()
        .flat_map(|language| &language.contact.placeholders)
        .map(|word| fold(word).replace(' ', ""))
        .collect();
    all.sort();
    all.dedup();
    all
});

/// An address that only examples use: RFC 2606, and the words for *example* or
/// *your company* as the name of the domain.
fn is_placeholder(_local: &str, domain: &str) -> bool {
    let registrable = psl::domain_str(domain).unwrap_or(domain);
    let label = registrable.split('.').next().unwrap_or("");
    let plain: String = fold(label).chars().filter(|c| *c != ' ').collect();
    matches!(plain.as_str(), "test" | "localhost" | "invalid")
        || PLACEHOLDERS.iter().any(|word| {
            plain == *word
                || (word.len() >= 6
                    && word != "company"
                    && word != "website"
                    && plain.starts_with(word.as_str()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn read(source: &str) -> Vec<(String, &'static str)> {
        let url = Url::parse("https://www.tallbod.se/kontakt").unwrap();
        let doc = Document::parse(source, &url);
        let context = Context { vocabulary: Vocabulary::built_in(), language: None, country: None };
        find(&doc, &Marks::of(&doc), &Structured::of(&doc), context)
            .into_iter()
            .map(|f| (f.value.value, f.value.source))
            .collect()
    }

    fn one(source: &str, address: &str, kind: &'static str) {
        assert_eq!(read(source), [(address.to_owned(), kind)], "{source}");
    }

    #[test]
    fn addresses_are_found_however_they_are_written() {
        one("<a href='mailto:Hej@Tallbod.se?subject=x'>Mejla</a>", "hej@tallbod.se", "mailto");
        one("<a href='malito:hej@tallbod.se'>Mejla</a>", "hej@tallbod.se", "mailto");
        one("<p>Skriv till hej&#64;tallbod.se.</p>", "hej@tallbod.se", "text");
        one("<p>hej<span>@</span>tallbod.se</p>", "hej@tallbod.se", "text");
        one("<p>hej @ tallbod.se</p>", "hej@tallbod.se", "text");
        one("<p>hej [at] tallbod [punkt] se</p>", "hej@tallbod.se", "obfuscated");
        one("<p>hej(a)tallbod.se</p>", "hej@tallbod.se", "obfuscated");
        one("<p>hej snabel-a tallbod punkt se</p>", "hej@tallbod.se", "obfuscated");
        one("<p>kontakt małpa tallbod kropka pl</p>", "kontakt@tallbod.pl", "obfuscated");
        one("<p>Write to hello at tallbod dot co dot uk</p>", "hello@tallbod.co.uk", "obfuscated");
        one(
            "<b style='unicode-bidi:bidi-override; direction: rtl'>es.dobllat@jeh</b>",
            "hej@tallbod.se",
            "obfuscated",
        );
        one("<i data-user=hej data-domain=tallbod.se></i>", "hej@tallbod.se", "obfuscated");
    }

    #[test]
    fn cloudflare_is_decoded() {
        let code: String = std::iter::once(0x2a_u8)
            .chain("hej@tallbod.se".bytes().map(|b| b ^ 0x2a))
            .map(|b| format!("{b:02x}"))
            .collect();
        one(
            &format!("<a href='/cdn-cgi/l/email-protection#{code}'>x</a>"),
            "hej@tallbod.se",
            "obfuscated",
        );
        one(
            &format!("<span data-cfemail='{code}'>[email protected]</span>"),
            "hej@tallbod.se",
            "obfuscated",
        );
        assert!(read("<span data-cfemail='2a4z'>x</span>").is_empty());
    }

    #[test]
    fn what_only_looks_like_an_address_is_left_out() {
        for source in [
            "<p>bild@2x.png</p>",
            "<p>npm i paket@4.17.21</p>",
            "<p>du@localhost</p>",
            "<p>you@example.com</p>",
            "<p>name@domain.com</p>",
            "<p>Följ oss på Instagram @tallbod.se</p>",
            "<input placeholder='a@tallbod.se'>",
            "<p>Vi sitter at Stora torget dot 5</p>",
            "<p>info(at);</p>",
            "<p>din@exempel.se</p>",
        ] {
            assert_eq!(read(source), [], "{source}");
        }
    }

    #[test]
    fn the_patterns_are_well_formed() {
        assert!(PLAIN.is_some() && HIDDEN.is_some() && POINT.is_some());
    }

    #[test]
    fn an_authoritys_address_is_not_the_merchants() {
        assert_eq!(read("<p>Du kan klaga hos Integritetsskyddsmyndigheten, imy@imy.se.</p>"), []);
        one("<p>Vid tvist, ARN. Frågor: hej@tallbod.se</p>", "hej@tallbod.se", "text");
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "\\PC{0,120}") {
            let _ = hidden(&text);
            let _ = plain(&text).count();
            let _ = cloudflare(&text);
            let _ = mailto(&text);
        }
    }
}
