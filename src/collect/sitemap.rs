//! Reads sitemaps (sitemaps.org): lists of pages, and lists of lists.
//!
//! Pure: bytes in, addresses out. Sizes are bounded, entities are not expanded,
//! and a file that breaks off gives what stood before the break.

use flate2::read::GzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::Read as _;
use url::Url;

/// Most bytes of an unpacked file that are read.
const MAX_BYTES: u64 = 10 << 20;
/// Most addresses taken from one file.
const MAX_ENTRIES: usize = 2000;

/// What a sitemap file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sitemap {
    /// Pages.
    pub(super) pages: Vec<Url>,
    /// Further sitemap files.
    pub(super) indexes: Vec<Url>,
}

/// Reads a file: XML, gzipped XML, or one address a line.
pub(super) fn read(bytes: &[u8], base: &Url) -> Sitemap {
    let mut unpacked = Vec::new();
    let text = if bytes.starts_with(&[0x1f, 0x8b]) {
        // What could be unpacked before an error still counts.
        let _ = GzDecoder::new(bytes).take(MAX_BYTES).read_to_end(&mut unpacked);
        String::from_utf8_lossy(&unpacked)
    } else {
        String::from_utf8_lossy(bytes)
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') { read_xml(text, base) } else { read_lines(text, base) }
}

fn read_lines(text: &str, base: &Url) -> Sitemap {
    let pages = text
        .lines()
        .filter(|line| line.starts_with("http"))
        .filter_map(|line| base.join(line.trim()).ok())
        .take(MAX_ENTRIES)
        .collect();
    Sitemap { pages, indexes: Vec::new() }
}

fn read_xml(text: &str, base: &Url) -> Sitemap {
    let mut found = Sitemap::default();
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    // `<loc>` stands in `<url>` or `<sitemap>`; image and video extensions have
    // elements of other names around theirs.
    let mut around: Option<bool> = None;
    let mut inside: Option<String> = None;
    while found.pages.len() + found.indexes.len() < MAX_ENTRIES {
        match reader.read_event() {
            Ok(Event::Start(element)) => match element.name().as_ref() {
                "url" => around = Some(false),
                "sitemap" => around = Some(true),
                "loc" => inside = Some(String::new()),
                _ => {}
            },
            Ok(Event::Text(content)) => {
                if let Some(inside) = &mut inside {
                    inside.push_str(&content);
                }
            }
            Ok(Event::CData(content)) => {
                if let Some(inside) = &mut inside {
                    inside.push_str(&content);
                }
            }
            Ok(Event::GeneralRef(entity)) => {
                if let Some(inside) = &mut inside {
                    match entity.as_ref() {
                        "amp" | "#38" | "#x26" => inside.push('&'),
                        _ => {}
                    }
                }
            }
            Ok(Event::End(element)) if element.name().as_ref() == "loc" => {
                let address = inside.take().and_then(|text| base.join(text.trim()).ok());
                match (address, around) {
                    (Some(address), Some(true)) => found.indexes.push(address),
                    (Some(address), Some(false)) => found.pages.push(address),
                    _ => {}
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn base() -> Url {
        Url::parse("https://shop.example/sitemap.xml").unwrap()
    }

    fn pages(sitemap: &Sitemap) -> Vec<&str> {
        sitemap.pages.iter().map(Url::as_str).collect()
    }

    const XML: &str =
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>
        <url><loc> https://shop.example/a?x=1&amp;y=2 </loc><lastmod>2026-01-01</lastmod>
        <image:image><image:loc>https://shop.example/a.png</image:loc></image:image></url>
        <url><loc><![CDATA[https://shop.example/b]]></loc></url></urlset>";

    #[test]
    fn pages_are_read_plain_and_packed() {
        let expected = ["https://shop.example/a?x=1&y=2", "https://shop.example/b"];
        assert_eq!(pages(&read(XML.as_bytes(), &base())), expected);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(XML.as_bytes()).unwrap();
        assert_eq!(pages(&read(&packer.finish().unwrap(), &base())), expected);
    }

    #[test]
    fn an_index_leads_to_further_files() {
        let xml = "<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>";
        let found = read(xml.as_bytes(), &base());
        assert_eq!(found.indexes[0].as_str(), "https://shop.example/s1.xml");
        assert!(found.pages.is_empty());
    }

    #[test]
    fn broken_and_hostile_files_give_what_can_be_had() {
        let cut = &XML[..XML.find("<lastmod>").unwrap()];
        assert_eq!(pages(&read(cut.as_bytes(), &base())).len(), 1);
        assert_eq!(read(b"\x1f\x8b\x00garbage", &base()), Sitemap::default());
        assert_eq!(read(b"<html><body>404", &base()), Sitemap::default());
        let many = format!("<urlset>{}</urlset>", "<url><loc>/x</loc></url>".repeat(5000));
        assert_eq!(read(many.as_bytes(), &base()).pages.len(), MAX_ENTRIES);
        let lines = "https://shop.example/a\nnot an address\nhttps://shop.example/b\n";
        assert_eq!(pages(&read(lines.as_bytes(), &base())).len(), 2);
    }

    #[test]
    fn a_bomb_is_unpacked_up_to_the_cap() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..64 {
            packer.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
        assert_eq!(read(&packer.finish().unwrap(), &base()), Sitemap::default());
    }
}
