//! Addresses in attributes: `mailto:` links and Cloudflare's encoding.

/// Addresses of a `mailto:` link; the scheme's letters may be mixed up.
pub(super) fn mailto(href: &str) -> Option<Vec<String>> {
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

    proptest::proptest! {
        #[test]
        fn any_text_may_come(text in "\\PC{0,120}") {
            let _ = cloudflare(&text);
            let _ = mailto(&text);
        }
    }
}
