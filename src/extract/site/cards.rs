//! Marks of card schemes on one page, by what names their pictures.
//!
//! Evidence: the file name, the class, the words or the symbol of a picture that
//! is called after a scheme and after nothing else. Names that mean other things
//! too (`visa` is Swedish for *show*, others are makers of goods) count where a
//! word of payment or another scheme stands beside them. Names in text count
//! where several stand together, and are kept as text. A picture that is called
//! after paying, or comes from a payment provider, shows marks that only people
//! see.

use super::pictures::{Picture, file_name, tokens};
use crate::extract::document::Attributes;
use crate::extract::{CardMark, Document, Found, PageReading};
use crate::vocabulary::{Folded, Marks, PhraseSet, Vocabulary, fold};
use std::collections::HashSet;
use std::sync::LazyLock;
use url::Url;

/// The longest text that lists schemes, in bytes.
const MAX_LIST: usize = 320;
/// The longest words of a picture, counted in words.
const MAX_WORDS: usize = 8;
/// Elements around a picture whose classes may speak of payment.
const MAX_CLIMB: usize = 4;
/// Bytes of words that are kept of a text.
const MAX_TEXT: usize = 160;

static BRANDS: LazyLock<PhraseSet<usize>> = LazyLock::new(|| {
    let brands = Marks::built_in().cards.brands.iter().enumerate();
    PhraseSet::new(
        brands.flat_map(|(number, brand)| brand.names.iter().map(move |name| (name, number))),
    )
});
static BESIDE: LazyLock<HashSet<String>> =
    LazyLock::new(|| Marks::built_in().cards.beside.iter().map(|word| fold(word)).collect());
static CONTEXT: LazyLock<PhraseSet<()>> =
    LazyLock::new(|| PhraseSet::new(Marks::built_in().cards.context.iter().map(|word| (word, ()))));
static COLLECTIONS: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    PhraseSet::new(Marks::built_in().cards.collections.iter().map(|name| (name, ())))
});
static PAYMENT: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|l| &l.forms.payment).map(|phrase| (phrase, ())))
});

/// A mark before it is known whether it counts.
struct Sighted {
    brand: usize,
    picture: usize,
    firm: bool,
}

/// Whether a class may make an element a mark.
pub(super) fn is_icon(class: &str) -> bool {
    let folded = Folded::new(&tokens(class));
    BRANDS.matches(&folded) || COLLECTIONS.matches(&folded)
}

/// Reads one page with its pictures.
pub(super) fn read(doc: &Document, pictures: &[Picture], reading: &mut PageReading) {
    let brands = &Marks::built_in().cards.brands;
    let mut sighted: Vec<Sighted> = Vec::new();
    let mut collection: Option<&Picture> = None;
    for (number, picture) in pictures.iter().enumerate() {
        let before = sighted.len();
        for (brand, firm) in named(doc, picture) {
            sighted.push(Sighted { brand, picture: number, firm });
        }
        if before == sighted.len() && collection.is_none() && is_collection(doc, picture) {
            collection = Some(picture);
        }
    }
    // One that is certain makes its neighbours so.
    let certain = sighted.iter().any(|mark| mark.firm);
    let different: HashSet<usize> = sighted.iter().map(|mark| mark.brand).collect();
    let mut found: Vec<Found<CardMark>> = Vec::new();
    for mark in sighted.iter().filter(|_| certain || different.len() > 1) {
        let (Some(brand), Some(picture)) = (brands.get(mark.brand), pictures.get(mark.picture))
        else {
            continue;
        };
        if found.iter().all(|known| known.value.brand != brand.brand) {
            let value = CardMark { brand: brand.brand.clone(), text: None };
            found.push(Found::at(doc, picture.node, &described(picture), value));
        }
    }
    found.extend(listed(doc));
    reading.shown.cards = found;
    reading.shown.card_picture = collection
        .map(|picture| Found::at(doc, picture.node, &described(picture), picture.source.clone()));
}

/// What names a picture, for people.
fn described(picture: &Picture) -> String {
    let parts = [picture.words.as_str(), picture.source.as_str(), picture.classes.trim()];
    parts.into_iter().find(|part| !part.is_empty()).unwrap_or("").to_owned()
}

/// The schemes that a picture is called after, and whether it means them for sure.
fn named(doc: &Document, picture: &Picture) -> Vec<(usize, bool)> {
    let file = tokens(file_name(&picture.source));
    let classes = tokens(&picture.classes);
    let mut found: Vec<(usize, bool)> = Vec::new();
    let mut add = |brands: Vec<usize>, written: bool| {
        for brand in brands {
            let alone = Marks::built_in().cards.brands.get(brand).is_some_and(|b| b.alone);
            let firm = alone || (written && is_about_paying(doc, picture));
            match found.iter_mut().find(|(known, _)| *known == brand) {
                Some((_, known)) => *known |= firm,
                None => found.push((brand, firm)),
            }
        }
    };
    add(only(&file, false), true);
    if picture.icon || picture.source.is_empty() {
        add(only(&classes, false), true);
    }
    add(only(&picture.words, true), true);
    found
}

/// The schemes that a name is made of, where it is made of nothing else.
fn only(name: &str, is_text: bool) -> Vec<usize> {
    let folded = Folded::new(name);
    let mut hits: Vec<(usize, usize, usize)> =
        BRANDS.find(&folded).map(|hit| (hit.start, hit.end, *hit.value)).collect();
    if hits.is_empty() || name.split_whitespace().count() > 3 * MAX_WORDS {
        return Vec::new();
    }
    // Of overlapping names the longest.
    hits.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    let mut rest = String::new();
    let mut brands = Vec::new();
    let mut at = 0;
    let mut all_alone = true;
    for (start, end, brand) in hits {
        if start + 1 < at {
            continue;
        }
        rest.push_str(folded.as_str().get(at..start).unwrap_or(""));
        rest.push(' ');
        at = end;
        all_alone &= Marks::built_in().cards.brands.get(brand).is_some_and(|b| b.alone);
        if !brands.contains(&brand) {
            brands.push(brand);
        }
    }
    rest.push_str(folded.as_str().get(at..).unwrap_or(""));
    let plain = rest.split_whitespace().all(is_beside);
    let spoken =
        is_text && (all_alone || brands.len() > 1) && rest.split_whitespace().count() <= MAX_WORDS;
    if plain || spoken { brands } else { Vec::new() }
}

/// Whether a word may stand with a name without changing what is meant.
fn is_beside(word: &str) -> bool {
    BESIDE.contains(word)
        || word.len() == 1
        || word.bytes().all(|b| b.is_ascii_digit())
        || is_hash(word)
}

/// Whether a word is what a build tool adds to names.
fn is_hash(word: &str) -> bool {
    word.len() >= 6
        && word.bytes().all(|b| b.is_ascii_hexdigit())
        && word.bytes().any(|b| b.is_ascii_digit())
}

/// Whether the address, the classes or what a picture stands in speak of payment.
fn is_about_paying(doc: &Document, picture: &Picture) -> bool {
    let speaks = |text: &str| CONTEXT.matches(&Folded::new(&tokens(text)));
    if speaks(&picture.source) || speaks(&picture.classes) || speaks(&picture.words) {
        return true;
    }
    let Some(node) = doc.html.tree.get(picture.node) else { return false };
    node.ancestors().take(MAX_CLIMB).filter_map(|above| above.value().as_element()).any(|element| {
        [element.attribute("class"), element.id(), element.attribute("aria-label")]
            .into_iter()
            .flatten()
            .any(speaks)
    })
}

/// Whether a picture is called after paying, or comes from a payment provider.
fn is_collection(doc: &Document, picture: &Picture) -> bool {
    let host = doc.base.join(&picture.source).ok();
    let provider = host
        .as_ref()
        .and_then(Url::host_str)
        .and_then(|host| Marks::built_in().sale_host(host))
        .is_some_and(|service| service.kind == "payment");
    if provider && !picture.source.is_empty() {
        return true;
    }
    let file = Folded::new(&tokens(file_name(&picture.source)));
    let words = Folded::new(&picture.words);
    let class = picture.icon || picture.source.is_empty();
    let name = tokens(file_name(&picture.source));
    let generic = !name.is_empty() && name.split(' ').all(is_beside) && CONTEXT.matches(&file);
    generic
        || COLLECTIONS.matches(&file)
        || (class && COLLECTIONS.matches(&Folded::new(&tokens(&picture.classes))))
        || (PAYMENT.matches(&words) && picture.words.split_whitespace().count() <= MAX_WORDS)
}

/// The schemes that short texts list.
fn listed(doc: &Document) -> Vec<Found<CardMark>> {
    let brands = &Marks::built_in().cards.brands;
    let mut found: Vec<Found<CardMark>> = Vec::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        if block.text.len() > MAX_LIST {
            continue;
        }
        let mut here: Vec<usize> = BRANDS.find(doc.folded(index)).map(|hit| *hit.value).collect();
        here.sort_unstable();
        here.dedup();
        let certain = here.iter().any(|brand| brands.get(*brand).is_some_and(|b| b.alone));
        if here.len() < 2 || !certain {
            continue;
        }
        for brand in here.into_iter().filter_map(|brand| brands.get(brand)) {
            if found.iter().all(|known| known.value.brand != brand.brand) {
                let text: String = block.text.chars().take(MAX_TEXT).collect();
                let value = CardMark { brand: brand.brand.clone(), text: Some(text) };
                found.push(Found::at(doc, block.node, &block.text, value));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::pictures;
    use super::*;

    fn read_of(html: &str) -> PageReading {
        let doc = Document::parse(html, &Url::parse("https://www.fjellbod.example/").unwrap());
        let mut reading = PageReading::default();
        read(&doc, &pictures::of(&doc, is_icon), &mut reading);
        reading
    }

    fn brands(html: &str) -> String {
        let mut all: Vec<String> = read_of(html)
            .shown
            .cards
            .into_iter()
            .map(|f| {
                format!("{}{}", f.value.brand, if f.value.text.is_some() { " text" } else { "" })
            })
            .collect();
        all.sort();
        all.join(", ")
    }

    #[test]
    fn marks_are_known_by_what_names_their_picture() {
        for (html, expected) in [
            ("<img src=/img/visa.svg><img src=/img/mastercard-logo.png>", "mastercard, visa"),
            ("<img src=/payment/visa.png>", "visa"),
            (
                "<div class=payment-icons><img src=/a1.png alt=Visa><img src=/a2.png alt='American Express'></div>",
                "amex, visa",
            ),
            (
                "<ul><li><i class='fa fa-cc-visa'></i><li><i class='fa fa-cc-amex'></i></ul>",
                "amex, visa",
            ),
            (
                "<svg><title>Mastercard</title></svg><svg><title>Visa</title></svg>",
                "mastercard, visa",
            ),
            ("<svg><use href='#icon-payment-maestro'></use></svg>", "maestro"),
            ("<svg aria-label='Visa'></svg><svg aria-label='Dankort'></svg>", "dankort, visa"),
            (
                "<img src=data:image/gif;base64,x data-src=/i/visa_mastercard.png>",
                "mastercard, visa",
            ),
            ("<span class='payment-icon payment-icon--jcb'></span>", "jcb"),
            ("<img src=/x/8f3a91.svg alt='Betala med Mastercard'>", "mastercard"),
            (
                "<footer><p>Visa, Mastercard, American Express</p></footer>",
                "amex text, mastercard text, visa text",
            ),
            ("<label>Kort (VISA / Mastercard)</label>", "mastercard text, visa text"),
            ("<div class=pay style=\"background:url('/i/visa.png')\"></div>", "visa"),
        ] {
            assert_eq!(brands(html), expected, "{html}");
        }
    }

    #[test]
    fn names_that_mean_other_things_are_no_marks() {
        for html in [
            "<p>Visa fler produkter</p><a class=visa-mer href=/x>Visa</a>",
            "<img src=/i/visa-mer.png alt='Visa större bild'>",
            "<img src=/i/arrow.png alt='Visa'>",
            "<img src=/media/jcb-3cx-traktor.jpg alt='JCB 3CX leksakstraktor'>",
            "<img src=/brands/jcb.png alt=JCB>",
            "<img src=/media/maestro-kaffebryggare.jpg alt=Maestro>",
            "<img src=/discover-norway.jpg alt='Discover Norway'>",
            "<p>Visa mig vägen, sa maestro.</p>",
            "<button class=btn-visa>Visa alla</button>",
            "<img src=/media/mastercard-pattern-scarf.jpg>",
        ] {
            assert_eq!(brands(html), "", "{html}");
        }
    }

    #[test]
    fn one_picture_of_several_marks_is_only_for_people() {
        for html in [
            "<footer><img src=/img/payment-icons.png></footer>",
            "<footer><img src=/img/x.png alt=Betalsätt></footer>",
            "<footer><img src=https://cdn.dibspayment.com/logo/combo.png></footer>",
            "<footer><div class=payment-methods></div></footer>",
            "<footer><img src=/upload/kortlogotyper.gif></footer>",
            "<footer><img src=/upload/cards.png></footer>",
        ] {
            let reading = read_of(html);
            assert!(reading.shown.cards.is_empty(), "{html}");
            assert!(reading.shown.card_picture.is_some(), "{html}");
        }
        for html in [
            "<img src=/img/playing-cards.png>",
            "<img src=/img/christmas-cards-2011.jpg>",
            "<img src=/logo.png alt=Fjellbod>",
            "<div class=payment-methods><img src=/visa.svg></div>",
            "<div class=payment-logos><i class='fab fa-cc-visa'></i><i class='fab fa-cc-amex'></i></div>",
        ] {
            assert!(read_of(html).shown.card_picture.is_none(), "{html}");
        }
    }
}
