//! Turns the bytes of a WHOIS answer into text.
//!
//! WHOIS (RFC 3912) has no way to say in which encoding it answers. Most
//! registries send UTF-8, the rest what was usual in their country when they
//! began: Latin-1, Shift-JIS, EUC-KR, Big5, KOI8-R. UTF-8 is taken where it
//! holds, ISO-2022-JP where its escapes stand, else the guess is left to
//! statistics with the top-level domain as a hint. What the text means is not
//! asked here.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP};

/// The escapes by which ISO-2022-JP goes over to JIS X 0208 and X 0201.
const JAPANESE_ESCAPES: [&[u8]; 3] = [b"\x1b$B", b"\x1b$@", b"\x1b(J"];

/// Decodes the bytes of a WHOIS answer; `server` is the host that answered, or
/// the domain that was asked for: its top-level domain hints at the encoding.
///
/// Never fails: what fits no encoding becomes U+FFFD. A byte order mark is
/// dropped.
#[must_use]
pub fn decode(bytes: &[u8], server: Option<&str>) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    if JAPANESE_ESCAPES.iter().any(|escape| contains(bytes, escape)) && bytes.is_ascii() {
        return ISO_2022_JP.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => return text.to_owned(),
        // Cut off within a character.
        Err(error)
            if error.error_len().is_none()
                && !bytes.get(..error.valid_up_to()).unwrap_or_default().is_ascii() =>
        {
            return String::from_utf8_lossy(bytes).into_owned();
        }
        Err(_) => {}
    }
    by_line(bytes, server)
}

/// Decodes what is not UTF-8 as a whole. Some registries store what each
/// registrar sent, so that lines of UTF-8 and of another encoding stand beside
/// each other: where most are UTF-8 only the others are guessed.
fn by_line(bytes: &[u8], server: Option<&str>) -> String {
    let lines = || bytes.split_inclusive(|b| *b == b'\n').filter(|line| !line.is_ascii());
    let (mut utf8, mut other) = (0_usize, 0_usize);
    for line in lines() {
        if std::str::from_utf8(line).is_ok() { utf8 += 1 } else { other += 1 }
    }
    if utf8 <= other {
        let encoding = guess(std::iter::once(bytes), server);
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    let encoding = guess(lines().filter(|line| std::str::from_utf8(line).is_err()), server);
    let mut out = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        match std::str::from_utf8(line) {
            Ok(text) => out.push_str(text),
            Err(_) => out.push_str(&encoding.decode_without_bom_handling(line).0),
        }
    }
    out
}

fn guess<'a>(parts: impl Iterator<Item = &'a [u8]>, server: Option<&str>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for part in parts {
        detector.feed(part, false);
    }
    detector.feed(b"", true);
    let top = server.and_then(top_level);
    let top = top.as_deref().map(str::as_bytes);
    detector.guess(top, Utf8Detection::Deny)
}

/// The top-level domain of a host, as the detector wants it: lower-case letters
/// and figures or none.
fn top_level(host: &str) -> Option<String> {
    let host = host.split_once(':').map_or(host, |(host, _)| host).trim_end_matches('.');
    let (_, top) = host.rsplit_once('.')?;
    let top = top.to_ascii_lowercase();
    let usable = (2..=63).contains(&top.len())
        && top.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && top.bytes().any(|b| b.is_ascii_alphabetic());
    usable.then_some(top)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, EUC_KR, KOI8_R, SHIFT_JIS, WINDOWS_1252};
    use proptest::prelude::*;

    /// Encoded, and read again.
    fn through(encoding: &'static Encoding, text: &str, server: &str) -> String {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost);
        decode(&bytes, Some(server))
    }

    #[test]
    fn the_old_encodings_of_registries_are_recognised() {
        for (encoding, server, text) in [
            (WINDOWS_1252, "whois.iis.example.se", "holder: Blå Kittel & Söner Försäljning\n"),
            (WINDOWS_1252, "whois.nic.example.fr", "contact: Bouilloire Bleue Société à Orléans\n"),
            (SHIFT_JIS, "whois.example.jp", "[組織名] 青い薬缶株式会社\n[登録年月日] 2001/02/03\n"),
            (ISO_2022_JP, "whois.example.jp", "[組織名] 青い薬缶株式会社\n[状態] Active\n"),
            (
                EUC_KR,
                "whois.example.kr",
                "도메인이름 : blue.example\n등록인 : 파란 주전자 주식회사\n",
            ),
            (BIG5, "whois.example.tw", "註冊人: 藍色水壺股份有限公司\n地址: 台北市\n"),
            (KOI8_R, "whois.example.ru", "org: Общество с ограниченной ответственностью Чайник\n"),
        ] {
            assert_eq!(through(encoding, text, server), text, "{}", encoding.name());
        }
    }

    #[test]
    fn lines_of_two_encodings_stand_beside_each_other() {
        let mut bytes = "descr: Blå Kittel\naddress: Ågatan\naddress: Örebro\n".as_bytes().to_vec();
        bytes.extend(b"person: \xC5sa\n");
        assert!(decode(&bytes, Some("whois.example.se")).ends_with("person: Åsa\n"));
        assert!(decode(&bytes, None).starts_with("descr: Blå"));
    }

    #[test]
    fn utf_8_cut_off_within_a_letter_stays_utf_8() {
        let text = "holder: Blå Å".as_bytes();
        assert!(decode(&text[..text.len() - 1], None).starts_with("holder: Blå "));
    }

    proptest! {
        #[test]
        fn utf_8_stays_as_it_is(text in "\\PC{0,80}", server in "\\PC{0,12}") {
            prop_assume!(!text.starts_with('\u{feff}'));
            prop_assert_eq!(decode(text.as_bytes(), Some(&server)), text);
        }

        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200), server in "[a-z.:0-9-]{0,20}") {
            let _ = decode(&bytes, Some(&server));
        }
    }
}
