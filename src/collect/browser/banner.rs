//! The banner that asks for consent to cookies: what was there before, and no.
//!
//! The page that a shop shows first is seen as it is before anybody agreed to
//! anything; then the banner is refused where it lets itself be, since it covers
//! what is to be read and pressed. Nothing is ever agreed to.

use super::Sight;
use super::settle::Awaited;
use super::tab::Tab;
use crate::collect::clock::now;
use crate::collect::walk::guard;
use crate::snapshot::{BeforeConsent, Cookie, Failure, StepAction};
use crate::vocabulary::{Folded, Marks, PhraseSet, Vocabulary};
use serde::Deserialize;
use std::sync::LazyLock;
use url::Url;

/// Most characters of the words of a button.
const MAX_BUTTON: usize = 80;

/// Something that lies over the page.
#[derive(Debug, Clone, Default, Deserialize)]
struct Overlay {
    /// It bears the name that a consent service gives its banner.
    named: bool,
    text: String,
    buttons: Vec<Button>,
}

/// A button of it.
#[derive(Debug, Clone, Default, Deserialize)]
struct Button {
    number: usize,
    words: String,
    /// It bears the name that a consent service gives its refusing button.
    named: bool,
    marks: Vec<String>,
    target: Option<String>,
}

/// What words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Refuse,
    Accept,
    Settings,
    Notice,
}

static WORDS: LazyLock<PhraseSet<Says>> = LazyLock::new(|| {
    let languages = Vocabulary::built_in().languages();
    PhraseSet::new(languages.iter().flat_map(|language| {
        let banner = &language.banner;
        let of = |phrases: &'static [String], says| phrases.iter().map(move |p| (p, says));
        of(&banner.refuse, Says::Refuse)
            .chain(of(&banner.accept, Says::Accept))
            .chain(of(&banner.settings, Says::Settings))
            .chain(of(&banner.notice, Says::Notice))
    }))
});

fn says(text: &str, wanted: impl Fn(Says) -> bool) -> bool {
    let folded = Folded::new(text);
    WORDS.find(&folded).any(|found| wanted(*found.value))
}

impl Overlay {
    fn is_banner(&self) -> bool {
        let asks = |button: &Button| {
            button.words.chars().count() <= MAX_BUTTON
                && says(&button.words, |says| says != Says::Notice)
        };
        self.named || says(&self.text, |says| says == Says::Notice) && self.buttons.iter().any(asks)
    }

    /// The button that refuses: by its name, else the one with the fewest words
    /// that say so.
    fn refusal(&self) -> Option<&Button> {
        let refusing = |button: &&Button| {
            button.words.chars().count() <= MAX_BUTTON
                && says(&button.words, |says| says == Says::Refuse)
        };
        let named = self.buttons.iter().find(|button| button.named);
        let spoken = || self.buttons.iter().filter(refusing).min_by_key(|b| b.words.len());
        named.or_else(spoken)
    }
}

/// What was seen of a banner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Banner {
    /// There was one.
    pub(super) there: bool,
    /// The words of the button by which it was refused.
    pub(super) refused_by: Option<String>,
}

impl Tab {
    /// What the page that is open has set and loaded.
    pub(in crate::collect) async fn before_consent(&self, url: &str) -> BeforeConsent {
        let cookies = self.cookies().await.unwrap_or_default();
        BeforeConsent {
            url: url.to_owned(),
            cookies,
            requests: self.traffic.others(),
            refused_by: None,
            banner: false,
            seen_at: now(),
        }
    }

    /// Refuses the banner of the page that is open and looks at it again: whether
    /// there was one, and the words of the button.
    pub(in crate::collect) async fn refuse_and_look(
        &mut self,
        sight: &mut Sight,
    ) -> (bool, Option<String>) {
        let banner = self.refuse(&sight.view.url).await.unwrap_or_default();
        if banner.refused_by.is_some()
            && let Ok(after) = self.watch(Awaited::Change).await
        {
            sight.view = after.view;
            sight.withheld.extend(after.withheld);
        }
        self.traffic.doing(None);
        (banner.there, banner.refused_by)
    }

    /// Refuses the banner of the page that is open, where there is one and it can
    /// be refused.
    ///
    /// # Errors
    /// The page or the browser dies.
    pub(super) async fn refuse(&mut self, page: &str) -> Result<Banner, Failure> {
        let marks = &Marks::built_in().banners;
        let list = |list: &[String]| serde_json::to_string(list).unwrap_or_default();
        let call =
            format!("shopvet.overlays({}, {})", list(&marks.containers), list(&marks.refuse));
        let overlays: Vec<Overlay> = self.call(&call).await?;
        let Some(banner) = overlays.iter().find(|overlay| overlay.is_banner()) else {
            return Ok(Banner::default());
        };
        let mut seen = Banner { there: true, refused_by: None };
        let Some(button) = banner.refusal() else { return Ok(seen) };
        let page = Url::parse(page).ok();
        let allowed = guard::press(&guard::Press {
            action: Some(StepAction::Dismiss),
            page: page.as_ref(),
            words: &button.words,
            marks: button.marks.iter().map(String::as_str).collect(),
            target: button.target.as_deref(),
            form: None,
        });
        if allowed.is_ok() {
            self.traffic.doing(Some(StepAction::Dismiss));
            let pressed = self.press("shown", button.number).await;
            if pressed? {
                seen.refused_by = Some(button.words.clone());
            }
        }
        Ok(seen)
    }
}

/// A cookie of the browser, without its value.
pub(super) fn cookie(name: String, domain: String, expires: f64, now: f64) -> Cookie {
    const DAY: f64 = 86_400.0;
    let days = (expires > 0.0).then(|| ((expires - now).max(0.0) / DAY).ceil());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let days = days.map(|days| days as u32);
    Cookie { name, domain: domain.trim_start_matches('.').to_owned(), days }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(number: usize, words: &str) -> Button {
        Button { number, words: words.to_owned(), ..Button::default() }
    }

    fn overlay(text: &str, buttons: &[&str]) -> Overlay {
        let buttons = buttons.iter().enumerate().map(|(i, words)| button(i, words)).collect();
        Overlay { named: false, text: text.to_owned(), buttons }
    }

    #[test]
    fn a_banner_is_known_by_what_it_is_about_and_its_buttons() {
        for (text, buttons, refusal) in [
            ("We use cookies", ["Accept all", "Only necessary"], Some(1)),
            ("Vi använder kakor", ["Godkänn alla", "Neka"], Some(1)),
            ("Diese Website verwendet Cookies", ["Alle akzeptieren", "Einstellungen"], None),
            ("Nous utilisons des cookies", ["Continuer sans accepter", "Accepter"], Some(0)),
            ("Käytämme evästeitä", ["Hyväksy kaikki", "Hyväksy vain välttämättömät"], Some(1)),
            ("Używamy plików cookie", ["Akceptuję", "Odrzuć"], Some(1)),
        ] {
            let overlay = overlay(text, &buttons);
            assert!(overlay.is_banner(), "{text}");
            assert_eq!(overlay.refusal().map(|b| b.number), refusal, "{text}");
        }
    }

    #[test]
    fn other_overlays_are_no_banners() {
        for (text, buttons) in [
            ("10 % off your first order! Leave your e-mail", ["Sign up", "No thanks"]),
            ("Home Products Contact", ["Cart", "Search"]),
            ("Our cookies are baked daily", ["Add to cart", "Close"]),
        ] {
            assert!(!overlay(text, &buttons).is_banner(), "{text}");
        }
    }

    #[test]
    fn the_name_that_a_service_gives_its_button_goes_before_words() {
        let mut overlay = overlay("Cookies", &["Reject", "Nej"]);
        overlay.buttons[1].named = true;
        assert_eq!(overlay.refusal().map(|b| b.number), Some(1));
    }

    #[test]
    fn a_cookie_lasts_whole_days_or_the_session() {
        let at = 1_000_000.0;
        assert_eq!(cookie("a".into(), ".x.example".into(), -1.0, at).days, None);
        let kept = cookie("a".into(), ".x.example".into(), at + 86_401.0, at);
        assert_eq!((kept.days, kept.domain.as_str()), (Some(2), "x.example"));
    }
}
