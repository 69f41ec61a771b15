//! Goes through a shop in a browser.
//!
//! Entries are made in order, then the control is pressed, and what stands there
//! afterwards is seen, whether that is a new page or the old one changed. Right
//! before the press the document is taken down once more and the guard is asked
//! about the control as it is then, since a page may change what a control says
//! after it was looked at.

use super::settle::Awaited;
use super::tab::Tab;
use super::{Sight, failure};
use crate::collect::walk::hand::{Act, Hand, Input, Seen, Trouble, Value};
use crate::collect::wall::{self, Asked};
use crate::extract::Document;
use crate::facts::Reason;
use crate::snapshot::{Answer, Failure, View, Wall, Withheld};
use url::Url;

/// Puts the question to the guard whether an act on a page may be done.
pub(in crate::collect) type Ask =
    Box<dyn Fn(&View, &Act) -> Result<(), Box<Withheld>> + Send + Sync>;

/// A hand in a browser.
pub(in crate::collect) struct Drawn {
    tab: Tab,
    ask: Ask,
    /// The banner that asks for consent has been looked for.
    refused: bool,
}

impl Drawn {
    /// A hand with a tab of its own.
    pub(in crate::collect) fn new(tab: Tab, ask: Ask) -> Self {
        Self { tab, ask, refused: false }
    }

    /// What was seen, after the banner was refused once.
    async fn seen(&mut self, mut sight: Sight) -> Result<Seen, Trouble> {
        if !self.refused {
            self.refused = true;
            let banner = self.tab.refuse(&sight.view.url).await.unwrap_or_default();
            if banner.refused_by.is_some() {
                let before = sight;
                sight = self.look().await?;
                sight.hops = before.hops.into_iter().chain(sight.hops).collect();
                sight.withheld.splice(0..0, before.withheld);
            }
        }
        self.tab.traffic.doing(None);
        let Sight { view, hops, mut withheld } = sight;
        // A page that tried to go on by itself.
        withheld.extend(self.tab.traffic.refused());
        let asked = view.clone();
        let wall = tokio::task::spawn_blocking(move || wall_of(&asked)).await.ok().flatten();
        Ok(Seen { view, wall, hops, withheld })
    }

    async fn look(&mut self) -> Result<Sight, Trouble> {
        let seen = self.tab.watch(Awaited::Change).await;
        seen.map_err(|failure| self.trouble(failure))
    }

    /// What a failure on the way to a page means.
    fn trouble(&self, failure: Failure) -> Trouble {
        self.tab.traffic.doing(None);
        if let Some(withheld) = self.tab.traffic.refused() {
            return Trouble::Withheld(Box::new(withheld));
        }
        match (failure.reason, self.tab.last_hop()) {
            (Reason::RobotsDisallowed, Some(url)) => Trouble::Robots(url),
            _ => Trouble::Failed(failure),
        }
    }

    /// Makes an entry.
    async fn enter(&mut self, input: &Input) -> Result<(), Trouble> {
        let made = self.attempt(input).await;
        match made.map_err(|failure| self.trouble(failure))? {
            true => Ok(()),
            false => Err(self.trouble(gone(&input.entry.label))),
        }
    }

    async fn attempt(&mut self, input: &Input) -> Result<bool, Failure> {
        let Some(number) = self.tab.number(&input.entry.selector).await? else {
            return Ok(false);
        };
        let made = match &input.value {
            Value::Text(text) => self.tab.type_into(number, text).await?,
            Value::Choose(value) => self.tab.choose(number, value).await?,
            Value::Tick => self.tab.tick(number).await?,
            Value::Press => self.tab.press("live", number).await?,
        };
        // What is chosen may bring or take away what comes next.
        if made && !matches!(input.value, Value::Text(_)) {
            self.tab.settle(Awaited::Entry).await?;
        }
        Ok(made)
    }

    /// Presses the control, if the guard has nothing against it as it is now.
    async fn press(&mut self, act: &Act, selector: &str) -> Result<(), Trouble> {
        let anew = self.tab.anew(selector).await;
        let anew = anew.map_err(|failure| self.trouble(failure))?;
        let Some((view, selector, number)) = anew else {
            return Err(self.trouble(gone(&act.words)));
        };
        let now = Act { press: Some(selector), entries: Vec::new(), ..act.clone() };
        (self.ask)(&view, &now).map_err(|withheld| {
            self.tab.traffic.doing(None);
            Trouble::Withheld(withheld)
        })?;
        let pressed = self.tab.press("live", number).await;
        match pressed.map_err(|failure| self.trouble(failure))? {
            true => Ok(()),
            false => Err(self.trouble(gone(&act.words))),
        }
    }
}

impl Hand for Drawn {
    fn draws(&self) -> bool {
        true
    }

    async fn open(&mut self, url: &Url) -> Result<Seen, Trouble> {
        if (self.tab.traffic.place.robots)(url).is_some() {
            return Err(Trouble::Robots(url.clone()));
        }
        let sight = self.tab.goto(url).await;
        let sight = sight.map_err(|failure| self.trouble(failure))?;
        self.seen(sight).await
    }

    async fn act(&mut self, act: &Act) -> Result<Seen, Trouble> {
        let Some(page) = self.tab.at() else {
            return Err(Trouble::Failed(failure("no page is open".to_owned())));
        };
        self.tab.begin(&page);
        self.tab.traffic.doing(Some(act.action));
        for input in &act.entries {
            self.enter(input).await?;
        }
        if let Some(selector) = &act.press {
            self.press(act, selector).await?;
        }
        let sight = self.look().await?;
        // What would have been shown in a window of its own is shown here.
        let window = self.tab.windows().into_iter().next();
        let stayed = !self.tab.arrival().0;
        match window.filter(|_| stayed && act.press.is_some()) {
            Some(window) => {
                let before = sight.withheld;
                let mut seen = self.open(&window).await?;
                seen.withheld.splice(0..0, before);
                Ok(seen)
            }
            None => self.seen(sight).await,
        }
    }
}

/// Something that is not there any more, or does not take what is entered.
fn gone(what: &str) -> Failure {
    Failure {
        reason: Reason::NeedsJavascript,
        detail: format!("`{what}` is no longer there, or does not do what it should"),
    }
}

/// The wall that a drawn page puts up.
fn wall_of(view: &View) -> Option<Wall> {
    let url = Url::parse(&view.url).ok()?;
    let answer = Answer {
        status: view.status.unwrap_or(200),
        headers: vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())],
        remote: None,
        sha256: view.sha256.clone(),
        truncated: view.truncated,
        body: view.html.clone(),
        wall: None,
    };
    let page = Document::parse(&String::from_utf8_lossy(&view.html), &url);
    // A checkout that wants its customers to sign in is no wall of the shop; the
    // plan tells the two apart.
    wall::recognise(&answer, Some(&page), &url, Asked { url: &url, expected: false })
}
