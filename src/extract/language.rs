//! The language of a page and the country of a shop.
//!
//! Evidence for the language is the text itself: the small words of each
//! supported language, and letter statistics over all languages so that an
//! unsupported one is noticed and not read with the wrong words. The `lang`
//! attribute is often left over from a template, so it only tips the scales, and
//! decides where there is too little text. Danish, Norwegian and Swedish share
//! most of their small words: each word counts the less the more languages have
//! it. A written variant, such as Nynorsk, is told by words that the main form
//! does not have.

use super::{Context, Document, Region};
use crate::application::Application;
use crate::snapshot::Snapshot;
use crate::vocabulary::Vocabulary;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words of the text that are looked at.
const ENOUGH_WORDS: usize = 1500;
/// With fewer words than this the text does not outweigh what is declared.
const FEW_WORDS: usize = 25;
/// Characters that a guess by letters looks at.
const GUESSED: usize = 3_000;
/// Weighted share of small words that any real text of a language reaches.
const LEAST_SHARE: f32 = 0.07;

/// Weighted count of small words that a short text must have.
const LEAST_WEIGHT: f32 = 3.0;

/// A short text is plainly of a language from so many words on, with this share
/// and weighted count of its small words.
const PLAIN_WORDS: usize = 6;
const PLAIN_SHARE: f32 = 0.15;
const PLAIN_WEIGHT: f32 = 1.8;

/// With this weighted share of its small words a text is of a language, whatever
/// the statistics of letters say.
const SURE_SHARE: f32 = 0.22;

/// Words that only a variant of a language has: how many there must be, and that
/// one in so many must be one.
const LEAST_VARIANT: usize = 2;
const VARIANT_SHARE: usize = 40;

/// For each word that only a variant has, the language and the variant's tag.
static VARIANT_WORDS: LazyLock<HashMap<String, (usize, String)>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages().iter().enumerate();
    languages
        .flat_map(|(index, language)| {
            language.pages.variant_words.iter().flat_map(move |(tag, words)| {
                words.iter().map(move |word| (word.to_lowercase(), (index, tag.clone())))
            })
        })
        .collect()
});

/// For each small word the languages that have it.
static SMALL_WORDS: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut words: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, language) in Vocabulary::built_in().languages().iter().enumerate() {
        for word in &language.pages.function_words {
            words.entry(word.to_lowercase()).or_default().push(index);
        }
    }
    words
});

/// BCP 47 tag of the page's main language.
pub(super) fn of_page(doc: &Document, context: Context<'_>) -> Option<String> {
    let declared = doc.lang.as_deref().and_then(normal_tag);
    let text = main_text(doc);
    by_text(&text, declared.as_deref())
        .or(declared)
        .or_else(|| context.language.and_then(normal_tag))
}

/// The text that tells the language: outside navigation and footer, or all of
/// it where there is next to nothing else.
fn main_text(doc: &Document) -> String {
    let mut text = String::new();
    let mut words = 0;
    for pass in 0..2 {
        if words >= FEW_WORDS {
            break;
        }
        for block in &doc.blocks {
            let main = matches!(block.region, Region::Main | Region::Aside);
            if main != (pass == 0) || words > ENOUGH_WORDS {
                continue;
            }
            text.push_str(&block.text);
            text.push('\n');
            words += block.text.split_whitespace().count();
        }
    }
    text
}

/// The language of a text, if it is long or telling enough.
fn by_text(text: &str, declared: Option<&str>) -> Option<String> {
    let languages = Vocabulary::built_in().languages();
    let mut scores = vec![0.0_f32; languages.len()];
    let mut variants: HashMap<(usize, &str), usize> = HashMap::new();
    let mut words = 0_usize;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        words += 1;
        let word = word.to_lowercase();
        if let Some(owners) = SMALL_WORDS.get(&word) {
            let weight = 1.0 / owners.len() as f32;
            for owner in owners {
                if let Some(score) = scores.get_mut(*owner) {
                    *score += weight;
                }
            }
        }
        if let Some((language, variant)) = VARIANT_WORDS.get(&word) {
            *variants.entry((*language, variant.as_str())).or_default() += 1;
            // A word of a variant is a word of its language.
            if let Some(score) = scores.get_mut(*language) {
                *score += 1.0;
            }
        }
        if words >= ENOUGH_WORDS {
            break;
        }
    }
    if words == 0 {
        return None;
    }
    let primary = declared.map(|tag| tag.split('-').next().unwrap_or(tag));
    let primary = primary.map(|tag| if tag == "nn" { "nb" } else { tag });
    let mut best: Option<(usize, f32)> = None;
    for (index, (score, language)) in scores.iter().zip(languages).enumerate() {
        // What is declared tips the scales between neighbours.
        let tip = if primary == Some(language.language.as_str()) { 1.35 } else { 1.0 };
        let share = score * tip / words as f32;
        if best.is_none_or(|(_, top)| share > top) {
            best = Some((index, share));
        }
    }
    let (index, share) = best?;
    let supported = languages.get(index).map(|l| l.language.clone())?;
    let supported = || {
        let seen = variants
            .iter()
            .filter(|((language, _), count)| *language == index && **count >= LEAST_VARIANT)
            .filter(|(_, count)| **count * VARIANT_SHARE >= words)
            .max_by_key(|((_, variant), count)| (**count, std::cmp::Reverse(*variant)));
        seen.map_or_else(|| supported.clone(), |((_, variant), _)| (*variant).to_owned())
    };
    if words < FEW_WORDS {
        // A handful of words: where nothing is declared and they are telling, or
        // where they are plainly of another language than the declared one.
        let of_declared = languages
            .iter()
            .position(|language| primary == Some(language.language.as_str()))
            .and_then(|at| scores.get(at).copied())
            .unwrap_or(0.0);
        let weight = share * words as f32;
        let plain = words >= PLAIN_WORDS
            && share >= PLAIN_SHARE
            && weight >= PLAIN_WEIGHT
            && weight >= 2.0 * of_declared;
        return (declared.is_none() && share >= LEAST_SHARE || plain).then(supported);
    }
    // Guessing costs more than counting, and plain text of our languages needs
    // none.
    let guess = OnceCell::new();
    let guess = || {
        let enough = text.char_indices().nth(GUESSED).map_or(text.len(), |(at, _)| at);
        let text = text.get(..enough).unwrap_or(text);
        let sure = || whatlang::detect(text).filter(whatlang::Info::is_reliable);
        *guess.get_or_init(|| sure().map(|info| tag_of(info.lang())))
    };
    // Neighbours of our languages share small words with them.
    let stranger = (words >= 2 * FEW_WORDS && share < SURE_SHARE)
        .then(guess)
        .flatten()
        .filter(|tag| languages.iter().all(|language| language.language != *tag));
    if let Some(tag) = stranger {
        return Some(tag.to_owned());
    }
    // In a short text one borrowed word must not turn the scales.
    if share >= LEAST_SHARE && share * words as f32 >= LEAST_WEIGHT {
        return Some(supported());
    }
    // Few small words: a list of names, or a language we have no words of.
    let tag = guess()?;
    let known = languages.iter().any(|language| language.language == tag);
    (!known || words >= 4 * FEW_WORDS || declared.is_none()).then(|| tag.to_owned())
}

/// A declared tag in its usual spelling: primary subtag in lower case, `no` as
/// `nb`; nothing where it is no tag at all.
fn normal_tag(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).trim().to_ascii_lowercase();
    let plausible =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    plausible.then(|| match primary.as_str() {
        "no" => "nb".to_owned(),
        "nn" => "nn".to_owned(),
        _ => primary,
    })
}

/// BCP 47 tag of a language that letter statistics can tell: two letters where
/// ISO 639-1 has them.
fn tag_of(lang: whatlang::Lang) -> &'static str {
    match lang.code() {
        "afr" => "af",
        "aka" => "ak",
        "amh" => "am",
        "ara" => "ar",
        "aze" => "az",
        "bel" => "be",
        "ben" => "bn",
        "bul" => "bg",
        "cat" => "ca",
        "ces" => "cs",
        "cmn" => "zh",
        "cym" => "cy",
        "dan" => "da",
        "deu" => "de",
        "ell" => "el",
        "eng" => "en",
        "epo" => "eo",
        "est" => "et",
        "fin" => "fi",
        "fra" => "fr",
        "guj" => "gu",
        "heb" => "he",
        "hin" => "hi",
        "hrv" => "hr",
        "hun" => "hu",
        "hye" => "hy",
        "ind" => "id",
        "ita" => "it",
        "jav" => "jv",
        "jpn" => "ja",
        "kan" => "kn",
        "kat" => "ka",
        "khm" => "km",
        "kor" => "ko",
        "lat" => "la",
        "lav" => "lv",
        "lit" => "lt",
        "mal" => "ml",
        "mar" => "mr",
        "mkd" => "mk",
        "mya" => "my",
        "nep" => "ne",
        "nld" => "nl",
        "nob" => "nb",
        "ori" => "or",
        "pan" => "pa",
        "pes" => "fa",
        "pol" => "pl",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "sin" => "si",
        "slk" => "sk",
        "slv" => "sl",
        "sna" => "sn",
        "spa" => "es",
        "srp" => "sr",
        "swe" => "sv",
        "tam" => "ta",
        "tel" => "te",
        "tgl" => "tl",
        "tha" => "th",
        "tuk" => "tk",
        "tur" => "tr",
        "ukr" => "uk",
        "urd" => "ur",
        "uzb" => "uz",
        "vie" => "vi",
        "yid" => "yi",
        "zul" => "zu",
        other => other,
    }
}

/// Two-letter top-level domains that are sold to anyone, or that are not a
/// country's (ISO 3166-1 reserves EU).
const NOT_A_COUNTRY: &[&str] = &[
    "ac", "ag", "ai", "bz", "cc", "co", "eu", "fm", "gg", "io", "la", "me", "nu", "sc", "sh", "su",
    "to", "tv", "vc", "ws",
];

/// Country of the shop, ISO 3166-1 alpha-2: declared, else by its top-level
/// domain where that stands for a country.
pub(super) fn country(snapshot: &Snapshot, application: Option<&Application>) -> Option<String> {
    if let Some(country) = application.and_then(|a| a.country.as_deref()) {
        return Some(country.trim().to_ascii_uppercase());
    }
    let top = snapshot.target.host.trim_end_matches('.').rsplit('.').next()?;
    match top {
        "uk" => Some("GB".to_owned()),
        other if NOT_A_COUNTRY.contains(&other) => None,
        two if two.len() == 2 && two.bytes().all(|b| b.is_ascii_lowercase()) => {
            Some(two.to_ascii_uppercase())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn language(html: &str) -> Option<String> {
        let doc = Document::parse(html, &Url::parse("https://a.example/").unwrap());
        let context = Context { vocabulary: Vocabulary::built_in(), language: None, country: None };
        of_page(&doc, context)
    }

    #[test]
    fn a_long_text_outweighs_what_is_declared() {
        let danish = "<html lang=en><p>Du kan altid skrive til os, hvis du har spørgsmål til en vare \
            eller noget andet, og vi vender tilbage så hurtigt som muligt. Vores butik bliver drevet \
            af to søstre, der kun sælger det, de selv bruger hver dag.</p>";
        assert_eq!(language(danish).as_deref(), Some("da"));
    }

    #[test]
    fn scandinavian_neighbours_are_told_apart() {
        let norwegian = "<p>Du kan alltid skrive til oss hvis du har spørsmål om en vare eller noe \
            annet, og vi svarer så fort som mulig. Butikken vår blir drevet av to søstre, og dere \
            finner bare det de selv bruker hver dag. Hva kan vi hjelpe deg med?</p>";
        let swedish = "<p>Du kan alltid skriva till oss om du har frågor om en vara eller något \
            annat, och vi svarar så snart vi kan. Butiken drivs av två systrar som inte säljer \
            något annat än det de själva använder varje dag, när det är möjligt för dig.</p>";
        assert_eq!(language(norwegian).as_deref(), Some("nb"));
        assert_eq!(language(swedish).as_deref(), Some("sv"));
    }

    #[test]
    fn a_language_without_a_vocabulary_is_noticed() {
        let czech = "<html lang=en><p>Zboží vám doručíme do tří pracovních dnů od přijetí \
            objednávky. Pokud nejste spokojeni, můžete je vrátit bez udání důvodu. Všechny ceny \
            jsou uvedeny včetně daně a platnost nabídky končí vyčerpáním zásob našeho skladu.</p>";
        assert_eq!(language(czech).as_deref(), Some("cs"));
    }

    #[test]
    fn short_texts_of_shops_are_told_apart() {
        let texts = [
            (
                "sv",
                "Välkommen till vår butik. Vi har inte öppet i juli, men du kan beställa när du vill.",
            ),
            (
                "sv",
                "Vi skickar din beställning inom två dagar. Du får ett mejl när paketet har lämnats till ombudet.",
            ),
            (
                "nb",
                "Velkommen til butikken vår. Vi holder ikke åpent i juli, men du kan bestille når du vil.",
            ),
            (
                "nb",
                "Vi sender bestillingen din innen to dager. Du får en e-post når pakken er levert til posten.",
            ),
            (
                "nn",
                "Velkomen til butikken vår. Me held ikkje ope i juli, men du kan tinga når du vil. Kva lurer du på?",
            ),
            (
                "nn",
                "Eg heiter Kari og sel varer frå garden. De finn oss ikkje i byen, men her på nettet er det ope heile året.",
            ),
            (
                "da",
                "Velkommen til vores butik. Vi holder ikke åbent i juli, men du kan bestille når du vil.",
            ),
            (
                "da",
                "Vi sender din bestilling inden for to dage. Du får en mail, når pakken er afleveret til pakkeshoppen.",
            ),
            (
                "fi",
                "Tervetuloa kauppaamme. Emme ole auki heinäkuussa, mutta voit tilata milloin haluat.",
            ),
            (
                "de",
                "Willkommen in unserem Laden. Im Juli haben wir geschlossen, Sie können aber jederzeit bestellen.",
            ),
            (
                "nl",
                "Welkom in onze winkel. In juli zijn wij gesloten, maar u kunt altijd bestellen wanneer u wilt.",
            ),
            (
                "fr",
                "Bienvenue dans notre boutique. Nous sommes fermés en juillet, mais vous pouvez commander à tout moment.",
            ),
            (
                "es",
                "Bienvenido a nuestra tienda. En julio estamos cerrados, pero puede hacer su pedido cuando quiera.",
            ),
            (
                "it",
                "Benvenuti nel nostro negozio. A luglio siamo chiusi, ma potete ordinare quando volete.",
            ),
            (
                "pl",
                "Witamy w naszym sklepie. W lipcu mamy nieczynne, ale zamówienie można złożyć o każdej porze.",
            ),
            (
                "en",
                "Welcome to our shop. We are closed in July, but you can order from us whenever you like.",
            ),
        ];
        let mut wrong = Vec::new();
        for lie in ["", " lang=en", " lang=de"] {
            for (tag, text) in texts {
                let found = language(&format!("<html{lie}><p>{text}</p>"));
                if found.as_deref() != Some(tag) {
                    wrong.push(format!("{lie} {tag}: {found:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{} of {} wrong: {wrong:#?}", wrong.len(), 3 * texts.len());
    }

    #[test]
    fn neighbours_of_our_languages_are_not_taken_for_them() {
        for (tag, text) in [
            (
                "pt",
                "Todos os preços apresentados incluem IVA à taxa legal em vigor. A encomenda só é considerada \
                válida depois de recebermos o pagamento, e o prazo de entrega é de três a cinco dias úteis. Não nos \
                responsabilizamos por atrasos da transportadora. Pode devolver os artigos no prazo de catorze dias, \
                desde que estejam em perfeito estado e na embalagem original, com a fatura da compra.",
            ),
            (
                "lt",
                "Visos kainos nurodytos eurais su pridėtinės vertės mokesčiu. Užsakymas laikomas patvirtintu tada, kai \
                gauname apmokėjimą, o prekės pristatomos per tris darbo dienas. Pirkėjas turi teisę grąžinti prekę per \
                keturiolika dienų, jeigu ji nebuvo naudojama ir yra originalioje pakuotėje. Daugiau informacijos apie \
                grąžinimą rasite mūsų taisyklėse arba susisiekę su pardavėju telefonu.",
            ),
            (
                "sk",
                "Všetky ceny sú uvedené vrátane dane z pridanej hodnoty. Objednávka je záväzná potom, čo ju potvrdíme \
                e-mailom, a tovar doručíme do troch pracovných dní. Kupujúci môže tovar vrátiť do štrnástich dní bez \
                udania dôvodu, ak nebol použitý a je v pôvodnom obale. Ďalšie informácie nájdete v našich podmienkach \
                alebo vám ich radi povieme telefonicky, stačí zavolať.",
            ),
            (
                "et",
                "Kõik hinnad sisaldavad käibemaksu. Tellimus jõustub pärast seda, kui oleme makse kätte saanud, ja kaup \
                jõuab teieni kolme tööpäeva jooksul. Ostjal on õigus kaup neljateistkümne päeva jooksul tagastada, kui \
                seda ei ole kasutatud ning see on originaalpakendis. Lisateavet tagastamise kohta leiate meie \
                tingimustest või küsige julgelt meie klienditeenindusest telefoni teel.",
            ),
        ] {
            assert_eq!(language(&format!("<html lang=en><p>{text}</p>")).as_deref(), Some(tag));
        }
    }

    #[test]
    fn few_words_leave_it_to_the_declaration() {
        assert_eq!(language("<html lang=no><p>Kjøp nå</p>").as_deref(), Some("nb"));
        assert_eq!(language("<html lang=sv-SE><p>Logo</p>").as_deref(), Some("sv"));
        assert_eq!(language("<p>Logo</p>"), None);
    }
}
