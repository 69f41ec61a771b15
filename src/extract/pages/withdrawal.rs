//! States where a consumer withdraws from a contract on line.
//!
//! Evidence: a link whose whole label is one of those that law and custom know
//! (*Withdraw from contract here*), leading to a page of the shop where something
//! can be sent, and the button of a form with such a label. Against: a document, a
//! page that tells of the right and has no form, a page that is not there, and
//! another site. A page that was not read is taken at its link's word, since the
//! label says what it is; whether one has to sign in there is then open, unless
//! it led to where one signs in.

use super::link::page_key;
use super::linked::redirects;
use super::settle::is_policy;
use crate::extract::{FormReading, PageKind, PageReading, Site, pages, terms};
use crate::facts::{Evidence, Fact};
use crate::vocabulary::{Vocabulary, fold};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use url::Url;

/// Characters of a label, at most.
const MAX_LABEL: usize = 80;
/// Places kept.
const MAX_PLACES: usize = 20;
/// A page with more words than this and no form is a text and no function.
const TEXT_WORDS: usize = 80;

static LABELS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages().iter();
    let labels = languages.flat_map(|language| &language.statements.withdrawal_labels);
    labels.map(|label| fold(label)).collect()
});

/// States `pages.withdrawal-function`.
pub(super) fn fact(site: &Site<'_>) -> Fact {
    let mut known: HashMap<&str, bool> = HashMap::new();
    let is_label =
        |text: &'_ str| -> bool { text.len() <= MAX_LABEL && LABELS.contains(&fold(text)) };
    let redirects = redirects(site);
    let read: HashMap<String, &PageReading> =
        site.pages.iter().map(|page| (page_key(&page.url), page)).collect();
    let mut seen: HashSet<(String, String)> = HashSet::new();
    let mut values = Vec::new();
    let mut evidence = Vec::new();
    let mut state = |label: &str, url: &str, page: &PageReading, sign_in: Option<bool>, place| {
        if values.len() >= MAX_PLACES || !seen.insert((fold(label), page_key(url))) {
            return;
        }
        values.push(json!({ "label": label, "url": url, "from": page.url, "sign-in": sign_in }));
        let mut item: Evidence = place;
        item.item = Some(values.len() - 1);
        evidence.push(item);
    };
    let visible = || site.pages.iter().filter(|page| !page.soft_404);
    for page in visible() {
        for link in &page.links {
            let named = *known.entry(&link.text).or_insert_with_key(|text| is_label(text));
            if !named {
                continue;
            }
            if let Some(sign_in) = leads(site, page, &link.url, &read, &redirects) {
                let place = of_page(page, &format!("{} → {}", link.text, link.url));
                state(&link.text, &link.url, page, sign_in, place);
            }
        }
        for form in &page.forms {
            let named = form.buttons.iter().find(|button| is_label(&button.text));
            let Some(button) = named.filter(|_| form.purpose != Some("search")) else { continue };
            let url = form.action.as_deref().unwrap_or(&page.url);
            // The form of the page that a link led to is the same function.
            let mut place = of_page(page, &button.text);
            place.selector = Some(button.selector.clone()).filter(|s| !s.is_empty());
            let sign_in = leads(site, page, url, &read, &redirects).flatten();
            let here = is_sign_in(page).then_some(true).or(Some(false));
            state(&button.text, url, page, sign_in.or(here), place);
        }
    }
    let policies =
        visible().filter(|page| matches!(page.kind, Some(PageKind::Terms | PageKind::Returns)));
    let coverage = site
        .coverage
        .of_kinds(&[PageKind::Terms, PageKind::Returns])
        .and_then(|()| terms::is_understood(site, policies));
    Fact::list::<Value>(&values, evidence, coverage)
}

/// Whether one has to sign in where a link of a page leads, if that is a place to
/// withdraw at.
fn leads(
    site: &Site<'_>,
    page: &PageReading,
    url: &str,
    read: &HashMap<String, &PageReading>,
    redirects: &HashMap<String, String>,
) -> Option<Option<bool>> {
    let target = Url::parse(url).ok()?;
    let document = target.path().to_ascii_lowercase();
    if [".pdf", ".doc", ".docx", ".odt", ".rtf"].iter().any(|end| document.ends_with(end)) {
        return None;
    }
    let home = pages::registrable(&site.snapshot.target.url);
    if pages::registrable(url) != home {
        return None;
    }
    let key = page_key(url);
    let end = redirects.get(&key).unwrap_or(&key);
    // A place on the same page is one to withdraw at where a form is.
    let same = key == page_key(&page.url);
    let Some(there) = read.get(end).or_else(|| read.get(&key)) else {
        let gone = site.snapshot.exchanges.iter().any(|exchange| {
            page_key(&exchange.url) == *end
                && exchange.answer().is_some_and(|a| matches!(a.status, 404 | 410))
        });
        let closed = Url::parse(end).is_ok_and(|url| pages::is_machinery(&url));
        return (!gone).then_some((end != &key && closed).then_some(true));
    };
    if there.pdf || there.soft_404 {
        return None;
    }
    // A form that stands on the page before too is one of the frame of the site.
    let framed = |form: &FormReading| !same && page.forms.iter().any(|f| is_like(f, form));
    if there.forms.iter().any(|form| takes_withdrawal(form) && !framed(form)) {
        return Some(Some(false));
    }
    if is_sign_in(there) {
        return Some(Some(true));
    }
    if there.script_shell || there.empty.is_some() {
        return Some(None);
    }
    let text = there.kind.is_some_and(is_policy) || there.words > TEXT_WORDS || same;
    (!text && there.kind != Some(PageKind::Front)).then_some(Some(false))
}

/// Whether a form may take a withdrawal: it asks something and is not there for
/// another purpose.
fn takes_withdrawal(form: &FormReading) -> bool {
    let other = matches!(
        form.purpose,
        Some("search" | "newsletter" | "login" | "registration" | "cart" | "checkout" | "payment")
    );
    let asks = form.fields.iter().filter(|f| f.kind != "hidden" && f.kind != "submit").count();
    let named = form.buttons.iter().any(|b| LABELS.contains(&fold(&b.text)));
    named || !other && asks >= 2
}

/// Whether two forms ask the same and send it to the same place.
fn is_like(one: &FormReading, other: &FormReading) -> bool {
    let names = |form: &FormReading| form.fields.iter().map(|f| f.name.clone()).collect::<Vec<_>>();
    one.action == other.action && names(one) == names(other)
}

/// Whether what a page offers is to sign in.
fn is_sign_in(page: &PageReading) -> bool {
    page.forms.iter().any(|form| form.purpose == Some("login"))
        && !page.forms.iter().any(takes_withdrawal)
}

fn of_page(page: &PageReading, excerpt: &str) -> Evidence {
    let mut evidence = Evidence::new(&page.url, excerpt);
    evidence.sha256 = Some(page.sha256.clone()).filter(|s| !s.is_empty());
    evidence.seen_at = Some(page.seen_at.clone()).filter(|s| !s.is_empty());
    evidence
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{Visit, page};
    use crate::facts::{Finding, Reason};
    use serde_json::Value;

    const LINK: &str = "<a href=/angra>Ångra avtalet här</a>";
    const FORM: &str = "<p>Ångra ditt köp.</p><form method=post action=/angra/skicka><label>Namn \
        <input name=namn></label><label>E-post <input type=email name=epost></label>\
        <label>Ordernummer <input name=order></label><button>Bekräfta</button></form>";
    const SIGN_IN: &str = "<form method=post action=/in><label>E-post <input type=email name=e>\
        </label><label>Lösenord <input type=password name=p></label><button>Logga in</button></form>";

    fn stated(pages: &[(&str, &str)]) -> Finding {
        Visit::new(pages).facts().get("pages.withdrawal-function").unwrap().finding.clone()
    }

    #[test]
    fn a_labelled_link_to_a_form_is_the_function() {
        let value = stated(&[("/", &page("Fjellbod", LINK)), ("/angra", &page("Ångra", FORM))]);
        let value = value.value();
        assert_eq!(value[0]["label"], "Ångra avtalet här");
        assert_eq!(value[0]["url"], "https://www.fjellbod.example/angra");
        assert_eq!(value[0]["sign-in"], false);
    }

    #[test]
    fn one_behind_a_sign_in_is_told_so() {
        let at = page("Logga in", SIGN_IN);
        let value = stated(&[("/", &page("Fjellbod", LINK)), ("/angra", &at)]).value();
        assert_eq!(value[0]["sign-in"], true);
    }

    #[test]
    fn the_text_of_the_right_and_its_form_on_paper_are_no_function() {
        let law = "<p>Du har ångerrätt i 14 dagar från att du tog emot varan. Meddela oss så här \
            om du vill ångra ditt köp, så berättar vi hur du skickar tillbaka varan.</p>";
        let right = page("Ångerrätt", &law.repeat(3));
        let front = page("Fjellbod", LINK);
        assert_eq!(stated(&[("/", &front), ("/angra", &right)]), Finding::Absent);
        let paper = page("Fjellbod", "<a href=/blankett.pdf>Ångra avtalet här</a>");
        // The policy may be in that document.
        assert_eq!(stated(&[("/", &paper)]), Finding::Unknown(Reason::PdfOnly));
        let news = "<form method=post action=/brev><input name=namn><input type=email name=epost>\
            <button>Skicka</button></form>";
        let framed = page("Fjellbod", &format!("{LINK}{news}"));
        let below = page("Ångerrätt", &format!("{}{news}", law.repeat(3)));
        assert_eq!(stated(&[("/", &framed), ("/angra", &below)]), Finding::Absent);
        let named = page("Fjellbod", "<a href=/angerratt>Ångerrätt</a>");
        assert_eq!(stated(&[("/", &named), ("/angerratt", &right)]), Finding::Absent);
    }

    #[test]
    fn a_button_of_a_form_is_the_function() {
        let form = "<html lang=de><main><h1>Kontakt</h1><form method=post action=/w><label>Name \
            <input name=name></label><label>Bestellnummer <input name=nr></label>\
            <button>Vertrag widerrufen</button></form></main>";
        let front = "<html lang=de><main><h1>Talmoor</h1><a href=/k>Kontakt</a></main>";
        let value = stated(&[("/", front), ("/k", form)]).value();
        assert_eq!(value[0]["label"], "Vertrag widerrufen");
        assert_eq!(value[0]["sign-in"], false);
    }

    #[test]
    fn a_page_that_was_not_read_is_taken_at_its_word() {
        let front = page("Fjellbod", LINK);
        let visit = Visit::new(&[("/", &front)]).skipped(
            "/angra",
            Reason::RobotsDisallowed,
            "Ångra avtalet här",
        );
        let value = visit.facts().get("pages.withdrawal-function").unwrap().finding.value();
        assert_eq!(value[0]["sign-in"], Value::Null);
        let gone = Visit::new(&[("/", &front)]).status("/angra", 404, "Ångra avtalet här");
        let finding = gone.facts().get("pages.withdrawal-function").unwrap().finding.clone();
        assert!(finding.value().is_null(), "{finding:?}");
    }
}
