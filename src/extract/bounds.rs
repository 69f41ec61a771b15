//! Parsing a page within bounds.
//!
//! The cost of building a DOM is not linear in the size of a page: each tag may
//! look through all elements that are open, each paragraph may open again all
//! formatting that was left open, and each attribute is compared with those
//! before it. A page of a few megabytes can so keep a parser busy for hours.
//! Here a page is looked over once before it is parsed; an ordinary page is then
//! parsed as it is, and any other in small pieces that are weighed after each
//! piece and cut where the page goes beyond what a person could be shown.
//!
//! Looking over only ever errs towards caution: what it takes for ordinary is
//! no deeper than it thinks, and what it suspects is weighed by the true DOM.

use html5ever::tendril::{StrTendril, TendrilSink as _};
use scraper::{Html, HtmlTreeSink, Node};

/// The deepest nesting of elements; browsers build no deeper DOM either.
pub(super) const MAX_NESTING: usize = 512;
/// The most elements, texts and comments of a page.
pub(super) const MAX_NODES: usize = 150_000;
/// The most attributes of one tag.
const MAX_ATTRIBUTES: usize = 1_000;
/// The most `<html>` and `<body>` tags, whose attributes are put together.
const MAX_ROOTS: usize = 20;
/// The longest value of an attribute, in bytes; addresses and data are long.
const MAX_VALUE: usize = 20_000;
/// The longest value of an attribute that is looked at again and again.
const MAX_NAMES: usize = 2_000;
/// Bytes of a suspect page that are parsed between two looks at the DOM.
const PIECE: usize = 512;

/// Parses a page; the flag says that it was cut at a bound.
pub(super) fn parse(source: &str) -> (Html, bool) {
    let look = Look::over(source);
    let (mut html, cut) =
        if look.ordinary { (Html::parse_document(source), false) } else { weighed(source, &look) };
    if look.wordy {
        shorten(&mut html);
    }
    (html, cut)
}

/// Parses a suspect page piece by piece.
fn weighed(source: &str, look: &Look) -> (Html, bool) {
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = html5ever::parse_document(sink, html5ever::ParseOpts::default());
    let mut cut = look.end < source.len();
    let mut rest = source.get(..look.end).unwrap_or(source);
    while !rest.is_empty() {
        let mut at = PIECE.min(rest.len());
        while !rest.is_char_boundary(at) {
            at += 1;
        }
        let (piece, tail) = rest.split_at(at);
        rest = tail;
        parser.process(StrTendril::from(piece));
        let html = parser.tokenizer.sink.sink.0.borrow();
        let mut nodes = html.tree.nodes();
        let heavy = nodes.len() > MAX_NODES;
        let deep = nodes
            .next_back()
            .is_some_and(|last| last.ancestors().take(MAX_NESTING + 1).count() > MAX_NESTING);
        if heavy || deep {
            cut = true;
            break;
        }
    }
    (parser.finish(), cut)
}

/// Cuts the values of attributes to length.
fn shorten(html: &mut Html) {
    for node in html.tree.values_mut() {
        let Node::Element(element) = node else { continue };
        for (name, value) in &mut element.attrs {
            let again = is_one_of(
                name.local.as_bytes(),
                &["class", "id", "style", "name", "for", "role", "rel", "itemprop", "itemtype"],
            );
            let mut most = if again { MAX_NAMES } else { MAX_VALUE };
            if value.len() > most {
                while !value.is_char_boundary(most) {
                    most -= 1;
                }
                let short = value.get(..most).unwrap_or("").to_owned();
                *value = short.into();
            }
        }
    }
}

/// Elements without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements whose content is text up to their end tag.
const RAW: &[&str] =
    &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"];
/// Elements that end one of the same kind, or of these, which stands open.
const CLOSES: &[(&str, &[&str])] = &[
    ("p", &["p"]),
    ("li", &["li"]),
    ("dt", &["dt", "dd"]),
    ("dd", &["dt", "dd"]),
    ("option", &["option"]),
    ("tr", &["td", "th", "tr"]),
    ("td", &["td", "th"]),
    ("th", &["td", "th"]),
];
/// Elements of drawings that may hold others.
const DRAWN_GROUPS: &[&str] =
    &["g", "defs", "symbol", "clippath", "mask", "lineargradient", "radialgradient", "pattern"];
/// Elements of drawings that are closed in their own tag.
const DRAWN: &[&str] = &[
    "path", "circle", "rect", "line", "polygon", "polyline", "ellipse", "use", "stop", "image", "g",
];

/// What a page looks like before it is parsed.
struct Look {
    /// Nothing suspicious: it may be parsed in one go.
    ordinary: bool,
    /// Where it must be cut at the latest.
    end: usize,
    /// Some attribute is very long.
    wordy: bool,
}

/// An element that may be open.
struct Open {
    name: u64,
    drawn: bool,
}

impl Look {
    /// Looks over a page. Start tags count as open until the very next end tag
    /// that fits; what is hidden in comments and scripts opens and never closes.
    fn over(source: &str) -> Self {
        let mut scan = Scan { bytes: source.as_bytes(), at: 0 };
        let mut look = Self { ordinary: true, end: source.len(), wordy: false };
        let (mut open, mut tags, mut roots, mut foreign) = (Vec::<Open>::new(), 0, 0, 0_usize);
        while let Some(begin) = scan.next_tag() {
            tags += 1;
            match scan.kind() {
                Kind::Comment => scan.comment(),
                Kind::Bogus => {
                    // What this is depends on where it stands.
                    look.ordinary &= !scan.starts_with(b"<![CDATA[");
                    scan.skip_past(b">");
                }
                Kind::End => {
                    let name = scan.name(2);
                    scan.attributes();
                    if open.last().is_some_and(|top| top.name == hash(name)) {
                        open.pop();
                        foreign -= usize::from(is_foreign(name)).min(foreign);
                    } else {
                        // `</p>` leaves a drawing, and what follows is no part of it.
                        look.ordinary &= foreign == 0;
                    }
                }
                Kind::Start => {
                    let name = scan.name(1);
                    let (attributes, closed) = scan.attributes();
                    look.wordy |= scan.at - begin > MAX_NAMES;
                    roots += usize::from(is_one_of(name, &["html", "body"]));
                    if attributes > MAX_ATTRIBUTES || roots > MAX_ROOTS {
                        return Self { ordinary: false, end: begin, ..look };
                    }
                    let drawn = open.last().is_some_and(|top| top.drawn);
                    if drawn && closed && is_one_of(name, DRAWN)
                        || foreign == 0 && is_one_of(name, VOID)
                    {
                        continue;
                    }
                    for (_, ended) in CLOSES.iter().filter(|(n, _)| is(name, n)) {
                        while open
                            .last()
                            .is_some_and(|top| ended.iter().any(|e| top.name == hash(e.as_bytes())))
                        {
                            open.pop();
                        }
                    }
                    let svg = is(name, "svg");
                    open.push(Open {
                        name: hash(name),
                        drawn: svg || drawn && is_one_of(name, DRAWN_GROUPS),
                    });
                    foreign += usize::from(is_foreign(name));
                    // Inside a formula or drawing it may be text or markup.
                    look.ordinary &= foreign == 0 || drawn || !is_one_of(name, RAW);
                    if foreign == 0 && is_one_of(name, RAW) {
                        // Where the parser does not take the element, as inside a
                        // list, its text is markup; and a comment inside it may
                        // hide its end.
                        let (hidden, comment) = scan.raw(name);
                        look.ordinary &= !comment;
                        if !is(name, "script") {
                            let never = || Open { name: 0, drawn: false };
                            open.extend((0..hidden.min(MAX_NESTING)).map(|_| never()));
                        }
                    }
                }
                Kind::Text => scan.at += 1,
            }
            look.ordinary &= open.len() < MAX_NESTING / 2 && tags < MAX_NODES / 2;
            if !look.ordinary && open.len() > MAX_NESTING {
                // Suspected for good: only the bounds that cut still matter.
                open.truncate(MAX_NESTING / 2);
            }
        }
        look
    }
}

fn is(name: &[u8], other: &str) -> bool {
    name.eq_ignore_ascii_case(other.as_bytes())
}

fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|other| is(name, other))
}

fn is_foreign(name: &[u8]) -> bool {
    is_one_of(name, &["svg", "math"])
}

/// FNV-1a over the lower-case name; two names that meet would only be closed
/// by one another.
fn hash(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    })
}

/// What stands at a `<`.
enum Kind {
    Start,
    End,
    Comment,
    /// `<!...>`, `<?...>` and `</` without a name.
    Bogus,
    /// A sign of its own.
    Text,
}

/// A place in the source.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or(&[])
    }

    fn starts_with(&self, text: &[u8]) -> bool {
        self.rest().starts_with(text)
    }

    /// Goes to the next `<`.
    fn next_tag(&mut self) -> Option<usize> {
        let next = self.rest().iter().position(|byte| *byte == b'<')?;
        self.at += next;
        Some(self.at)
    }

    fn kind(&self) -> Kind {
        match (self.bytes.get(self.at + 1), self.bytes.get(self.at + 2)) {
            (Some(letter), _) if letter.is_ascii_alphabetic() => Kind::Start,
            (Some(b'/'), Some(letter)) if letter.is_ascii_alphabetic() => Kind::End,
            (Some(b'!'), _) if self.starts_with(b"<!--") => Kind::Comment,
            (Some(b'!' | b'?'), _) | (Some(b'/'), Some(_)) => Kind::Bogus,
            _ => Kind::Text,
        }
    }

    /// Goes past the next `mark`, or to the end.
    fn skip_past(&mut self, mark: &[u8]) {
        let found = self.rest().windows(mark.len()).position(|window| window == mark);
        self.at = found.map_or(self.bytes.len(), |at| self.at + at + mark.len());
    }

    fn comment(&mut self) {
        self.at += 4;
        if self.starts_with(b">") || self.starts_with(b"->") {
            return self.skip_past(b">");
        }
        let rest = self.rest();
        let end = rest.windows(3).enumerate().find_map(|(at, window)| match window {
            b"-->" => Some(at + 3),
            b"--!" if rest.get(at + 3) == Some(&b'>') => Some(at + 4),
            _ => None,
        });
        self.at = end.map_or(self.bytes.len(), |end| self.at + end);
    }

    /// The name of the tag here, and goes past it.
    fn name(&mut self, lead: usize) -> &'a [u8] {
        self.at += lead;
        let rest = self.rest();
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or(rest)
    }

    /// Goes past the attributes and the `>`: how many there are, and whether
    /// the tag is closed in itself.
    fn attributes(&mut self) -> (usize, bool) {
        let (mut count, mut closed) = (0, false);
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'>' => return (count, closed),
                b'/' => closed = true,
                byte if byte.is_ascii_whitespace() => {}
                _ => {
                    (count, closed) = (count + 1, false);
                    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'=');
                    self.skip_until(ends);
                    self.skip_until(|b| !b.is_ascii_whitespace());
                    if self.bytes.get(self.at) == Some(&b'=') {
                        self.at += 1;
                        self.skip_until(|b| !b.is_ascii_whitespace());
                        match self.bytes.get(self.at) {
                            Some(quote @ (b'"' | b'\'')) => {
                                self.at += 1;
                                self.skip_until(|b| b == quote);
                                self.at += 1;
                            }
                            _ => self.skip_until(|b| b.is_ascii_whitespace() || *b == b'>'),
                        }
                    }
                }
            }
        }
        (count, closed)
    }

    fn skip_until(&mut self, ends: impl Fn(&u8) -> bool) {
        let rest = self.rest();
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
    }

    /// Goes to the end tag of an element whose content is text: how many tags
    /// the text would open if it were markup, and whether it would hide any.
    fn raw(&mut self, name: &[u8]) -> (usize, bool) {
        let rest = self.rest();
        let ends = |window: &[u8]| {
            window.starts_with(b"</")
                && window.get(2..).is_some_and(|w| w.eq_ignore_ascii_case(name))
        };
        let length = rest.windows(name.len() + 2).position(ends).unwrap_or(rest.len());
        self.at += length;
        let text = rest.get(..length).unwrap_or(rest);
        let tags = text.windows(2).filter(|window| {
            window.first() == Some(&b'<') && window.get(1).is_some_and(u8::is_ascii_alphabetic)
        });
        (tags.count(), text.windows(4).any(|window| window == b"<!--"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn depth(html: &Html) -> usize {
        html.tree.nodes().map(|node| node.ancestors().count()).max().unwrap_or(0)
    }

    #[test]
    fn ordinary_pages_are_parsed_as_they_are() {
        for page in [
            "<!doctype html><html><body><ul><li>a<li>b<p>c<p>d</ul><table><tr><td>x<td>y</table>",
            "<p>a < b <!-- <div> --> <script>if (a<b) '<div>'</script><br><img src='>'></p>",
            "<svg viewBox='0 0 1 1'><g><path d='M0'/><circle r=1 /></g></svg>",
        ] {
            assert!(Look::over(page).ordinary, "{page}");
            let many = page.repeat(30);
            assert!(Look::over(&many[15..]).ordinary || page.starts_with("<!"), "{page}");
        }
    }

    #[test]
    fn what_grows_beyond_reason_is_cut() {
        for piece in [
            "<div>",
            "<div><a>",
            "<ul><li>",
            "<b id=$><p>",
            "<p><font color=$></p>",
            "<div><!--</div>-->",
            "<div><table><td></div></td></table>",
            "<div><script><!--<script></script></div>--></script>",
            "<svg><title><div></svg>",
            "<svg><input>",
            "<ul><svg></p><title><!--</title>",
            "<path/>",
            "<div a='</div>'>",
            "<table><div>",
            "<button><p>",
            "<select><title><div></title><!--</title></div>-->",
        ] {
            let source: String = (0..5_000).map(|n| piece.replace('$', &n.to_string())).collect();
            let (html, cut) = parse(&source);
            assert!(cut || depth(&html) < MAX_NESTING, "{piece}");
            assert!(depth(&html) < 2 * MAX_NESTING, "{piece} {}", depth(&html));
            assert!(html.tree.nodes().len() < 2 * MAX_NODES, "{piece}");
        }
    }

    #[test]
    fn tags_with_endless_attributes_end_the_page() {
        let attributes: String = (0..5_000).map(|n| format!(" a{n}=\">\"")).collect();
        let (html, cut) = parse(&format!("<p>before</p><p{attributes}>after</p>"));
        assert!(cut);
        assert_eq!(html.root_element().text().collect::<String>(), "before");
        assert!(parse(&"<html lang=sv>".repeat(50)).1);
    }

    proptest! {
        /// What looks ordinary is no deeper than it looks.
        #[test]
        fn no_soup_gets_past(pieces in proptest::collection::vec(0_usize..40, 1..40)) {
            const SOUP: [&str; 40] = [
                "<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<table>",
                "</table>", "<tr>", "<td>", "</td>", "<ul>", "<li>", "</li>", "</ul>", "<svg>",
                "</svg>", "<g>", "<path/>", "<title>", "</title>", "<script>", "</script>", "<!--",
                "-->", "<select>", "<option>", "</select>", "<button>", "</button>", "<i id='>'>",
                "</i>", "x", "<textarea>", "</textarea>", "<input>", "<math><mi>", "<![CDATA[",
            ];
            let soup: String = pieces.iter().filter_map(|piece| SOUP.get(*piece)).copied().collect();
            let source = soup.repeat(600);
            prop_assert!(depth(&parse(&source).0) < 2 * MAX_NESTING, "{}", soup);
        }
    }
}
