//! Addresses in attributes: `mailto:` links, Cloudflare's encoding, letters that
//! are moved along the alphabet, character references within character references.

/// Addresses of a `mailto:` link; the scheme's letters may be mixed up.
pub(super) fn mailto(href: &str) -> Option<Vec<String>> {
    let (scheme, rest) = href.split_once(':')?;
    if scheme.trim().len() != 6 {
        return None;
    }
    let mut letters: Vec<char> = scheme.trim().to_ascii_lowercase().chars().collect();
    letters.sort_unstable();
    if letters.iter().collect::<String>() != "ailmot" {
        return None;
    }
    let to = rest.split('?').next().unwrap_or(rest);
    let decoded = percent_decode(to);
    let bare = |address: &str| {
        // `Name <address>`
        let inner = address.split_once('<').and_then(|(_, rest)| rest.split('>').next());
        inner.unwrap_or(address).trim().trim_start_matches('/').to_owned()
    };
    Some(decoded.split([',', ';']).map(bare).collect())
}

/// Text with its numeric character references read.
pub(super) fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        let (before, tail) = rest.split_at(at);
        out.push_str(before);
        let body = tail.get(2..).unwrap_or("");
        let (digits, radix) = match body.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16),
            None => (body, 10),
        };
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let code = digits.get(..end).and_then(|code| u32::from_str_radix(code, radix).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                let after = digits.get(end..).unwrap_or("");
                rest = after.strip_prefix(';').unwrap_or(after);
            }
            None => {
                out.push_str("&#");
                rest = body;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The letters of a text thirteen places on.
pub(super) fn rot13(text: &str) -> String {
    let turn = |c: char, a: u8| char::from(a + (u8::try_from(c).unwrap_or(a) - a + 13) % 26);
    text.chars()
        .map(|c| match c {
            'a'..='z' => turn(c, b'a'),
            'A'..='Z' => turn(c, b'A'),
            other => other,
        })
        .collect()
}

/// The address of a link whose characters TYPO3 moved along their part of the
/// alphabet; the distance is tried, since pages may set their own.
pub(super) fn shifted(code: &str) -> Option<String> {
    if code.len() > 200 || code.len() < 12 {
        return None;
    }
    (-25..=25).filter(|by| *by != 0).find_map(|by| {
        let plain: Option<String> = code.chars().map(|c| shift(c, by)).collect();
        let address = plain?.strip_prefix("mailto:")?.split('?').next()?.to_owned();
        address.contains('@').then_some(address)
    })
}

fn shift(c: char, by: i32) -> Option<char> {
    let within = |low: i32, high: i32| {
        let size = high - low + 1;
        let moved = (i32::try_from(u32::from(c)).ok()? - low + by).rem_euclid(size) + low;
        char::from_u32(u32::try_from(moved).ok()?)
    };
    match c {
        '+'..=':' => within(0x2B, 0x3A),
        '@'..='Z' => within(0x40, 0x5A),
        'a'..='z' => within(0x61, 0x7A),
        other => Some(other),
    }
}

/// Text with its percent signs read as in addresses.
pub(in crate::extract::contact) fn percent_decode(text: &str) -> String {
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
pub(super) fn cloudflare(code: &str) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_may_name_several_and_misspell_its_scheme() {
        let found = mailto("malito:a%40x.example,b@x.example?subject=y").unwrap();
        assert_eq!(found, ["a@x.example", "b@x.example"]);
        assert_eq!(mailto("tel:0850521830"), None);
    }

    #[test]
    fn every_byte_is_xored_with_the_first() {
        assert_eq!(cloudflare("0160410f").as_deref(), Some("a@\u{e}"));
        assert_eq!(cloudflare("016"), Some(String::new()));
        assert_eq!(cloudflare("01zz"), None);
    }

    #[test]
    fn moved_letters_are_moved_back() {
        assert_eq!(shifted("nbjmup+bAy/fybnqmf").as_deref(), Some("a@x.example"));
        assert_eq!(shifted("no address at all"), None);
        assert_eq!(rot13("vasb@fubc.fr"), "info@shop.se");
        assert_eq!(entities("a&#64;b&#x2E;se &# &#0000000;"), "a@b.se &# \0");
    }

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "\\PC{0,120}") {
            let _ = (shifted(&text), rot13(&text), entities(&text));
            let _ = cloudflare(&text);
            let _ = mailto(&text);
        }
    }
}
