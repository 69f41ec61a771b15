//! Decides, over all pages, which page is the shop's page of each kind.
//!
//! Evidence: links to the page (their words, how many pages have them, and
//! whether they stand in the frame of the site or in running text), and what the
//! page itself says in address, title, heading and text. Against: products and
//! articles, polite 404s, pages in another language than the front page. A
//! policy that is only a section is taken where no page of its own is found; it
//! must stand on a page that deals with such things. Links to other hosts lead
//! to no page of this site and so never count.

use super::link::{in_article_folder, page_key};
use super::linked::Linked;
use crate::extract::{FormReading, PageKind, PageReading, Site};
use crate::vocabulary::{Folded, PhraseSet, Vocabulary};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

/// What the form for withdrawing is called, in every language.
static FORMS: LazyLock<PhraseSet<()>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages().iter();
    let phrases = languages
        .filter_map(|language| language.topics.phrases.get("withdrawal-form"))
        .flat_map(|words| &words.strong);
    PhraseSet::new(phrases.map(|phrase| (phrase.as_str(), ())))
});

/// The least total with which a page is taken for the shop's page of a kind.
const LEAST: f32 = 0.95;
/// Fewest words of a page that is about a policy as a whole.
const LEAST_OF_PAGE: usize = 4;
/// What links alone may bring.
const MAX_BY_LINKS: f32 = 1.1;
/// What the page itself may bring.
const MAX_BY_PAGE: f32 = 1.3;

/// The page, or the section of one, that is the shop's page of a kind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    /// Which of [`Site::pages`].
    pub(crate) page: usize,
    /// The section, if it is only one: its `id`, empty where it has none.
    pub(crate) fragment: Option<String>,
    /// Words of the page or section.
    pub(crate) words: usize,
    /// What shows it.
    pub(crate) excerpt: String,
    /// CSS selector of the section's heading.
    pub(crate) selector: Option<String>,
}

/// Decides the kind of each page in the light of the whole site.
pub(crate) fn settle(site: &mut Site<'_>) {
    site.pages.sort_by_key(|page| page.clicks != 0);
    let linked = Linked::of(site);
    let front: HashSet<String> =
        site.pages.iter().filter(|p| p.clicks == 0).map(|p| page_key(&p.url)).collect();
    for page in &mut site.pages {
        // The front page may be linked to by another of its addresses.
        if page.clicks == 0 || front.contains(&page_key(&page.url)) {
            page.kind = Some(PageKind::Front);
            continue;
        }
        if page.soft_404 || page.kind.is_some_and(|k| k != PageKind::Category) {
            continue;
        }
        // What a page does not say of itself its links may say.
        let Some(pulls) = linked.pages.get(&page_key(&page.url)) else { continue };
        let pulled = pulls
            .iter()
            .filter(|(_, pull)| pull.best >= 0.9)
            .max_by(|a, b| a.1.best.total_cmp(&b.1.best));
        if let Some((kind, _)) = pulled {
            page.kind = Some(*kind);
        }
    }
}

/// The shop's page of each kind.
pub(crate) fn choose(site: &Site<'_>) -> BTreeMap<PageKind, Choice> {
    let linked = Linked::of(site);
    let language = site.pages.first().and_then(|front| front.language.clone());
    let mut choices = BTreeMap::new();
    for kind in PageKind::FACTS {
        if let Some(choice) = whole_page(site, &linked, *kind, language.as_deref()) {
            choices.insert(*kind, choice);
        }
    }
    // What a page is chosen for is what it is, though it may not say so itself.
    let mut whole: HashMap<usize, PageKind> =
        choices.iter().rev().map(|(kind, choice)| (choice.page, *kind)).collect();
    for kind in PageKind::FACTS {
        if choices.contains_key(kind) {
            continue;
        }
        let choice = section(site, &linked, &whole, *kind, language.as_deref())
            .or_else(|| passage(site, *kind, language.as_deref()));
        if let Some(choice) = choice {
            if choice.fragment.is_none() {
                whole.entry(choice.page).or_insert(*kind);
            }
            choices.insert(*kind, choice);
        }
    }
    if !choices.contains_key(&PageKind::Contact) {
        let imprint = choices.get(&PageKind::Imprint);
        let choice = imprint.and_then(|imprint| reachable_imprint(site, imprint));
        if let Some(choice) = choice {
            choices.insert(PageKind::Contact, choice);
        }
    }
    choices
}

fn whole_page(
    site: &Site<'_>,
    linked: &Linked,
    kind: PageKind,
    language: Option<&str>,
) -> Option<Choice> {
    let mut best: Option<(f32, usize, &str)> = None;
    for (index, page) in site.pages.iter().enumerate() {
        if page.soft_404 || !usable(page, kind) {
            continue;
        }
        let own = page.kinds.iter().find(|(k, _)| *k == kind).map_or(0.0, |(_, score)| *score);
        let pull = linked.page(page, kind);
        let by_links = pull.map_or(0.0, |pull| {
            // A link on every page is part of the site's frame.
            let spread = (pull.pages as f32).ln_1p() * 0.05;
            (pull.best + spread.min(0.2)).min(MAX_BY_LINKS)
        });
        let own = own + by_form(page, kind);
        let mut total = own.min(MAX_BY_PAGE) + by_links;
        if page.kind == Some(kind) {
            total += 0.2;
        }
        if own < 0.2 && by_links < 0.9 {
            continue;
        }
        // Articles tell of anything, and the form is not the policy.
        if in_article_folder(&page.url) {
            total -= 0.4;
        }
        if kind == PageKind::Returns && FORMS.matches(&Folded::new(&page.title)) {
            total -= 1.0;
        }
        if is_foreign(page, language) {
            total -= 0.15;
        }
        total -= 0.03 * page.clicks.min(5) as f32;
        if total >= LEAST && best.is_none_or(|(top, _, _)| total > top) {
            best = Some((total, index, pull.map_or("", |pull| pull.text.as_str())));
        }
    }
    let (_, index, text) = best?;
    let page = site.pages.get(index)?;
    let excerpt = match (text, page.title.as_str()) {
        ("", title) => title.to_owned(),
        (text, "") => text.to_owned(),
        (text, title) => format!("{text} → {title}"),
    };
    Some(Choice { page: index, fragment: None, words: page.words, excerpt, selector: None })
}

/// Whether a page is in another language than the front page; variants of one
/// language are the same.
fn is_foreign(page: &PageReading, language: Option<&str>) -> bool {
    let vocabulary = Vocabulary::built_in();
    let main = |tag: &str| vocabulary.language(tag).map(|known| known.language.as_str());
    match (page.language.as_deref(), language) {
        (_, None) => false,
        (Some(here), Some(front)) => {
            here != front && (main(here).is_none() || main(here) != main(front))
        }
        (None, Some(_)) => true,
    }
}

/// What a form on the page says: one that orders makes a checkout.
fn by_form(page: &PageReading, kind: PageKind) -> f32 {
    let wanted = match kind {
        PageKind::Checkout => "checkout",
        PageKind::Cart => "cart",
        PageKind::Contact => "contact",
        _ => return 0.0,
    };
    let weight = if kind == PageKind::Checkout { 1.0 } else { 0.2 };
    // Who orders says who they are; a lone button is no checkout.
    let asks = |form: &FormReading| {
        let count = |wanted: &[&str]| {
            form.fields.iter().filter(|field| wanted.contains(&field.purpose.as_str())).count()
        };
        let orders = form.buttons.iter().any(|button| button.clarity.is_some());
        count(&["name", "given-name", "family-name", "email", "tel"]) >= 2
            && (orders || count(&["street-address", "address-line1", "postal-code"]) > 0)
    };
    let has = page
        .forms
        .iter()
        .any(|form| form.purpose == Some(wanted) && (kind != PageKind::Checkout || asks(form)));
    if has { weight } else { 0.0 }
}

/// Whether a page can be of a kind at all.
fn usable(page: &PageReading, kind: PageKind) -> bool {
    match page.kind {
        Some(PageKind::Product | PageKind::Front) => false,
        // A heading with nothing under it is no policy.
        _ if page.empty.is_some() && is_policy(kind) => false,
        _ => !page.script_shell || matches!(kind, PageKind::Cart | PageKind::Checkout),
    }
}

/// Whether a page of this kind is read for what it says.
pub(crate) fn is_policy(kind: PageKind) -> bool {
    use PageKind::{Complaints, Cookies, Delivery, Privacy, Returns, Terms};
    matches!(kind, Terms | Privacy | Cookies | Returns | Delivery | Complaints)
}

/// Fewest words of a section that is a policy by itself.
fn least_words(kind: PageKind) -> usize {
    match kind {
        PageKind::Contact | PageKind::Imprint => 3,
        PageKind::Cookies => 6,
        // Nine words of an agglutinating language are a paragraph.
        _ => 8,
    }
}

/// Kinds that may be a section of the front page.
fn on_front_page(kind: PageKind) -> bool {
    matches!(kind, PageKind::Contact | PageKind::About | PageKind::Imprint)
}

fn section(
    site: &Site<'_>,
    linked: &Linked,
    whole: &HashMap<usize, PageKind>,
    kind: PageKind,
    language: Option<&str>,
) -> Option<Choice> {
    if matches!(kind, PageKind::Cart | PageKind::Checkout) {
        return None;
    }
    let mut best: Option<(f32, Choice)> = None;
    for (index, page) in site.pages.iter().enumerate() {
        if page.soft_404 {
            continue;
        }
        for found in page.sections.iter().filter(|s| s.kind == kind) {
            let fragment = found.fragment.clone().unwrap_or_default();
            let pulled = linked.pull(page, &fragment, kind);
            // A heading that only speaks of it needs a text that does so too.
            let told = page.kinds.iter().any(|(k, own)| *k == kind && *own > 0.0);
            // A page whose own heading speaks of it is about it.
            let all = is_policy(kind)
                && page.kind.is_none()
                && page.clicks > 0
                && (found.named || told)
                && found.words * 10 >= page.words * 8
                && !in_article_folder(&page.url);
            let chosen = page.kind.or(whole.get(&index).copied());
            let host = host_score(page, page.kind, kind, pulled)
                .max(host_score(page, chosen, kind, pulled));
            let host = match host {
                host if host <= 0.0 && all => 0.35,
                host => host,
            };
            // One question that speaks of it is too little on a page of anything.
            let weak = !found.named && !all && !told && policies_of(page) < 2;
            let host = if weak && page.hub && page.kind.is_none() { 0.0 } else { host };
            let least = if all { LEAST_OF_PAGE } else { least_words(kind) };
            if host <= 0.0 || found.words < least {
                continue;
            }
            let foreign = is_foreign(page, language);
            let score = host + pulled + (found.words.min(200) as f32) / 400.0
                - if foreign { 0.5 } else { 0.0 };
            if best.as_ref().is_none_or(|(top, _)| score > *top) {
                let choice = Choice {
                    page: index,
                    fragment: Some(fragment).filter(|fragment| !all || !fragment.is_empty()),
                    words: found.words,
                    excerpt: found.heading.clone(),
                    selector: Some(found.selector.clone()),
                };
                best = Some((score, choice));
            }
        }
        // A place on the page that the menu leads to, though its heading has
        // another name.
        for (fragment, pull) in linked.places(page, kind) {
            let score = 0.5 + pull.best;
            if on_front_page(kind)
                && pull.best >= 0.8
                && best.as_ref().is_none_or(|(top, _)| score > *top)
            {
                let choice = Choice {
                    page: index,
                    fragment: Some(fragment.to_owned()),
                    words: page.words,
                    excerpt: pull.text.clone(),
                    selector: None,
                };
                best = Some((score, choice));
            }
        }
    }
    best.map(|(_, choice)| choice)
}

/// The imprint, where it says how to reach the shop and nothing else does.
fn reachable_imprint(site: &Site<'_>, imprint: &Choice) -> Option<Choice> {
    let page = site.pages.get(imprint.page)?;
    let reachable = !page.emails.is_empty() || !page.phones.is_empty();
    reachable.then(|| imprint.clone())
}

/// A passage of a policy that deals with complaints, cookies or personal data
/// without a heading of its own.
fn passage(site: &Site<'_>, kind: PageKind, language: Option<&str>) -> Option<Choice> {
    let (topics, hosts): (&[&str], &[PageKind]) = match kind {
        PageKind::Complaints => (
            &["complaints", "statutory-guarantee"],
            &[PageKind::Terms, PageKind::Returns, PageKind::Delivery],
        ),
        PageKind::Cookies => (&["cookies"], &[PageKind::Privacy, PageKind::Terms]),
        PageKind::Privacy => (&["personal-data"], &[PageKind::Terms, PageKind::Imprint]),
        _ => return None,
    };
    let mut candidates: Vec<(usize, &PageReading)> = site
        .pages
        .iter()
        .enumerate()
        .filter(|(_, page)| !page.soft_404 && page.kind.is_some_and(|k| hosts.contains(&k)))
        .collect();
    candidates.sort_by_key(|(_, page)| {
        let foreign = is_foreign(page, language);
        (foreign, page.kind.and_then(|k| hosts.iter().position(|host| *host == k)))
    });
    candidates.into_iter().find_map(|(index, page)| {
        let mut passages = page
            .topics
            .iter()
            .filter(|found| topics.contains(&found.value.topic) && !is_only_a_pointer(found));
        // Terms that name the privacy policy once do not replace it.
        let more = if kind == PageKind::Privacy { 2 } else { 0 };
        let found = passages.next().filter(|_| passages.count() >= more)?;
        Some(Choice {
            page: index,
            fragment: Some(String::new()),
            words: found.value.excerpt.split_whitespace().count(),
            excerpt: found.value.excerpt.clone(),
            selector: Some(found.selector.clone()),
        })
    })
}

/// Whether a passage is too short to say anything of its topic.
fn is_only_a_pointer(found: &crate::extract::Found<crate::extract::Topic>) -> bool {
    found.value.excerpt.split_whitespace().count() < 6
}

/// How many kinds of policy have a section on a page.
fn policies_of(page: &PageReading) -> usize {
    let kinds = page.sections.iter().map(|section| section.kind);
    kinds
        .filter(|kind| is_policy(*kind) && *kind != PageKind::Cookies)
        .collect::<HashSet<_>>()
        .len()
}

/// How fit a page is to hold a section of a kind: 0 is unfit.
fn host_score(page: &PageReading, is: Option<PageKind>, kind: PageKind, pulled: f32) -> f32 {
    use PageKind::{
        About, Cart, Category, Checkout, Complaints, Contact, Cookies, Delivery, Front, Imprint,
        Privacy, Product, Returns, Terms,
    };
    let policies = policies_of(page);
    match (is, kind) {
        (Some(Front), _) if on_front_page(kind) => 0.3 + pulled,
        (Some(Front | Product | Category | Cart | Checkout), _) => 0.0,
        // A page named as one of several policies holds them, whatever else its
        // address may say.
        _ if page.hub && policies >= 2 && is_policy(kind) => 0.5,
        (Some(Privacy), Cookies) | (Some(Cookies), Privacy) => 1.0,
        (Some(Terms), Contact | About | Terms) => 0.0,
        (Some(Terms), _) => 0.9,
        (Some(Returns), Complaints | Delivery) | (Some(Delivery), Returns | Complaints) => 0.9,
        (Some(Contact), Imprint) | (Some(Imprint), Contact) => 0.8,
        (Some(Imprint), Privacy | Cookies | Complaints) => 0.7,
        (Some(About), Contact) => 0.6,
        (None, Contact) if !page.emails.is_empty() || !page.phones.is_empty() => 0.3,
        (Some(Privacy | Cookies | Imprint), _) => 0.0,
        // Questions and answers, customer service: several policies on one page.
        (_, Terms | Delivery | Returns | Complaints | Cookies | Privacy)
            if policies >= 2 || page.hub =>
        {
            0.5
        }
        (_, Contact | Imprint) if page.hub => 0.4,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Visit, page};
    use crate::facts::{Finding, Reason};

    const LONG: &str = "<p>Du betalar returfrakten själv och skickar varan till vårt lager i väl \
        skyddad förpackning, tillsammans med ordernumret, så att vi kan hantera den snabbt.</p>";

    fn found(visit: &Visit, kind: &str) -> Finding {
        visit.facts().get(&format!("pages.{kind}")).unwrap().finding.clone()
    }

    fn url(visit: &Visit, kind: &str) -> String {
        found(visit, kind).value()["url"].as_str().unwrap_or("").to_owned()
    }

    #[test]
    fn a_page_is_found_by_its_link_and_its_heading() {
        let front = page("Fjellbod", "<a href=/v>Köpvillkor</a>");
        let terms = page("Köpvillkor", LONG);
        let visit = Visit::new(&[("/", &front), ("/v", &terms)]);
        assert_eq!(url(&visit, "terms"), "https://www.fjellbod.example/v");
        assert_eq!(found(&visit, "terms").value()["clicks"], 1);
    }

    #[test]
    fn a_section_is_given_with_its_fragment() {
        let front = page("Fjellbod", "<a href=/v>Köpvillkor</a>");
        let body = format!("{LONG}<h2 id=retur>Ångerrätt</h2>{LONG}<h2>Reklamation</h2>{LONG}");
        let visit = Visit::new(&[("/", &front), ("/v", &page("Köpvillkor", &body))]);
        assert_eq!(url(&visit, "returns"), "https://www.fjellbod.example/v#retur");
        assert_eq!(url(&visit, "complaints"), "https://www.fjellbod.example/v#");
    }

    #[test]
    fn one_page_may_serve_two_kinds() {
        let front = page("Fjellbod", "<a href=/fr>Frakt &amp; returer</a>");
        let both = page("Frakt & returer", LONG);
        let visit = Visit::new(&[("/", &front), ("/fr", &both)]);
        assert_eq!(url(&visit, "delivery"), url(&visit, "returns"));
        assert!(!url(&visit, "delivery").is_empty());
    }

    #[test]
    fn a_dead_link_and_another_host_are_no_page() {
        let front = page(
            "Fjellbod",
            "<a href='#'>Köpvillkor</a><a href=https://www.annan.example/om>Om oss</a>",
        );
        let visit = Visit::new(&[("/", &front)]);
        assert_eq!(found(&visit, "terms"), Finding::Absent);
        assert_eq!(found(&visit, "about"), Finding::Absent);
    }

    #[test]
    fn a_policy_kept_at_another_host_is_not_called_absent() {
        let front = format!(
            "{}<footer><a href=https://policies.annan.example/p>Integritetspolicy</a></footer>",
            page("Fjellbod", "")
        );
        let visit = Visit::new(&[("/", &front)]);
        assert_eq!(found(&visit, "privacy"), Finding::Unknown(Reason::NotCollected));
    }

    #[test]
    fn a_contact_section_of_the_front_page_counts() {
        let front = page(
            "Fjellbod",
            "<a href=#k>Kontakt</a><section id=k><h2>Kontakt</h2><p>Ring oss på 08-123 45 67 \
             eller skriv ett brev.</p></section>",
        );
        let visit = Visit::new(&[("/", &front)]);
        assert_eq!(url(&visit, "contact"), "https://www.fjellbod.example/#k");
    }

    #[test]
    fn an_article_about_a_kind_is_not_the_page() {
        let front = page("Fjellbod", "<a href=/blogg/leverans>Leverans av tält till fjälls</a>");
        let article = page("Leverans av tält till fjälls", LONG);
        let visit = Visit::new(&[("/", &front), ("/blogg/leverans", &article)]);
        assert_eq!(found(&visit, "delivery"), Finding::Absent);
    }
}
