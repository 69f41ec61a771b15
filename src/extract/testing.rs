//! Visits made up for tests: a snapshot of a few pages without a network.

use super::{Coverage, Site, extract, pages};
use crate::application::Application;
use crate::facts::{FactSet, Reason};
use crate::snapshot::{
    Answer, ElementBox, Entry, Exchange, ExchangeResult, Failure, Limits, Purpose, Screenshot,
    Skipped, Snapshot, Step, StepAction, StopCause, Target, View, Walk, WalkEnd, WalkMode, Wall,
    Withheld, sha256,
};
use crate::vocabulary::Vocabulary;

const HOME: &str = "https://www.fjellbod.example";

/// A made-up visit of `www.fjellbod.example`.
pub(crate) struct Visit(pub(crate) Snapshot);

/// A page with a title, a main part and a footer link to the front page.
pub(crate) fn page(title: &str, main: &str) -> String {
    format!(
        "<!doctype html><html lang=sv><title>{title}</title><main><h1>{title}</h1>{main}</main>\
         <footer><a href=/>Hem</a></footer>"
    )
}

impl Visit {
    /// A visit that read these pages (path and HTML), the first one first.
    pub(crate) fn new(pages: &[(&str, &str)]) -> Self {
        let mut visit = Self(Snapshot {
            tool_version: "0".to_owned(),
            target: Target {
                url: format!("{HOME}/"),
                host: "www.fjellbod.example".to_owned(),
                registrable_domain: "fjellbod.example".to_owned(),
            },
            started_at: String::new(),
            finished_at: String::new(),
            limits: Limits::default(),
            application: None,
            challenge: None,
            exchanges: Vec::new(),
            skipped: Vec::new(),
            dns: Vec::new(),
            rdap: Vec::new(),
            whois: Vec::new(),
            registry_extracts: Vec::new(),
            tls: None,
            stopped_by: None,
            walk: None,
            before_consent: None,
        });
        for (path, html) in pages {
            visit.0.exchanges.push(exchange(path, "/", "", answer(200, "text/html", html)));
        }
        visit
    }

    /// A sitemap with these entries.
    pub(crate) fn sitemap(mut self, path: &str, entries: &str) -> Self {
        let text = format!("<urlset>{entries}</urlset>");
        let mut sitemap = exchange(path, "/", "", answer(200, "application/xml", &text));
        sitemap.purpose = Purpose::Sitemap;
        self.0.exchanges.push(sitemap);
        self
    }

    /// A link that answered with a status and no page.
    pub(crate) fn status(mut self, path: &str, status: u16, text: &str) -> Self {
        self.0.exchanges.push(exchange(path, "/", text, answer(status, "text/html", "")));
        self
    }

    /// A link to a document of another media type.
    pub(crate) fn document(mut self, path: &str, media_type: &str, text: &str) -> Self {
        self.0.exchanges.push(exchange(path, "/", text, answer(200, media_type, "%PDF")));
        self
    }

    /// A link to a PDF document.
    pub(crate) fn pdf(mut self, path: &str, body: &[u8], text: &str) -> Self {
        let mut result = answer(200, "application/pdf", "");
        if let ExchangeResult::Answer(answer) = &mut result {
            answer.sha256 = sha256(body);
            answer.body = body.to_vec().into();
        }
        self.0.exchanges.push(exchange(path, "/", text, result));
        self
    }

    /// A page behind a wall.
    pub(crate) fn wall(mut self, path: &str, status: u16, reason: Reason, text: &str) -> Self {
        let mut result = answer(status, "text/html", "<h1>?</h1>");
        if let ExchangeResult::Answer(answer) = &mut result {
            answer.wall = Some(Wall { reason, detail: "made up".to_owned() });
        }
        self.0.exchanges.push(exchange(path, "/", text, result));
        self
    }

    /// A request without an answer.
    pub(crate) fn failure(mut self, path: &str, reason: Reason, text: &str) -> Self {
        let result = ExchangeResult::Failure(Failure { reason, detail: "made up".to_owned() });
        self.0.exchanges.push(exchange(path, "/", text, result));
        self
    }

    /// A redirect.
    pub(crate) fn redirect(mut self, path: &str, to: &str) -> Self {
        let mut result = answer(301, "text/html", "");
        if let ExchangeResult::Answer(answer) = &mut result {
            answer.headers.push(("location".to_owned(), to.to_owned()));
        }
        self.0.exchanges.push(exchange(path, "/", "", result));
        self
    }

    /// A redirect of a request that cost no click.
    pub(crate) fn redirect_on(self, path: &str, to: &str) -> Self {
        let mut visit = self.redirect(path, to);
        if let Some(last) = visit.0.exchanges.last_mut() {
            last.clicks = 0;
        }
        visit
    }

    /// A link that was not followed.
    pub(crate) fn skipped(mut self, path: &str, reason: Reason, text: &str) -> Self {
        self.0.skipped.push(Skipped {
            url: format!("{HOME}{path}"),
            reason,
            referrer: Some(format!("{HOME}/")),
            link_text: Some(text.to_owned()),
            clicks: 1,
        });
        self
    }

    /// The budget that ended the visit.
    pub(crate) fn stopped(mut self, cause: StopCause) -> Self {
        self.0.stopped_by = Some(cause);
        self
    }

    /// The page at a path as a browser drew it.
    pub(crate) fn drawn(mut self, path: &str, html: &str) -> Self {
        let url = format!("{HOME}{path}");
        if let Some(exchange) = self.0.exchanges.iter_mut().find(|e| e.url == url) {
            exchange.view = Some(view(path, html, true));
        }
        self
    }

    /// A walk over plain HTTP that made these steps (what was done, path, HTML) and
    /// saw the last step before the order.
    pub(crate) fn walk(mut self, steps: &[(StepAction, &str, &str)]) -> Self {
        let step = |(action, path, html): &(StepAction, &str, &str)| Step {
            action: *action,
            words: action.code().to_owned(),
            selector: None,
            entries: Vec::new(),
            past_robots: false,
            view: view(path, html, false),
        };
        self.0.walk = Some(Walk {
            mode: WalkMode::Read,
            rendered: false,
            consented: false,
            steps: steps.iter().map(step).collect(),
            withheld: Vec::new(),
            ended: None,
            emptied: Some(true),
            before: None,
        });
        self
    }

    /// The walk, to be changed.
    pub(crate) fn walking(mut self, change: impl FnOnce(&mut Walk)) -> Self {
        if let Some(walk) = &mut self.0.walk {
            change(walk);
        }
        self
    }

    /// Why the walk went no further.
    pub(crate) fn ended(self, reason: Reason, obstacle: &str) -> Self {
        self.walking(|walk| {
            walk.ended = Some(WalkEnd {
                reason,
                obstacle: obstacle.to_owned(),
                detail: "made up".to_owned(),
            });
        })
    }

    /// Something that the walk did not do at a path.
    pub(crate) fn withheld(self, path: &str, what: &str, ground: &str) -> Self {
        self.walking(|walk| {
            walk.withheld.push(Withheld {
                url: format!("{HOME}{path}"),
                selector: None,
                what: what.to_owned(),
                ground: ground.to_owned(),
                detail: "made up".to_owned(),
            });
        })
    }

    /// Something that was typed before the last step of the walk.
    pub(crate) fn typed(self, purpose: &str, value: &str) -> Self {
        self.walking(|walk| {
            if let Some(step) = walk.steps.last_mut() {
                step.entries.push(Entry {
                    selector: "#made-up".to_owned(),
                    label: purpose.to_owned(),
                    purpose: purpose.to_owned(),
                    value: value.to_owned(),
                });
            }
        })
    }

    /// All facts of the visit.
    pub(crate) fn facts(&self) -> FactSet {
        extract(&self.0, None).facts
    }

    /// All facts of the visit, with what was declared.
    pub(crate) fn facts_with(&self, application: &Application) -> FactSet {
        extract(&self.0, Some(application)).facts
    }

    /// What `look` makes of the visit with what was declared.
    pub(crate) fn site<T>(
        &self,
        application: Option<&Application>,
        look: impl FnOnce(&Site<'_>) -> T,
    ) -> T {
        let mut site = Site {
            snapshot: &self.0,
            application,
            pages: extract(&self.0, application).pages,
            walk: None,
            coverage: Coverage::default(),
            vocabulary: Vocabulary::built_in(),
        };
        pages::settle(&mut site);
        look(&site)
    }

    /// The coverage of the visit.
    pub(crate) fn coverage(&self) -> Coverage {
        self.site(None, Coverage::of)
    }
}

/// A page as it was seen; a drawn one has a picture.
fn view(path: &str, html: &str, rendered: bool) -> View {
    View {
        url: format!("{HOME}{path}"),
        status: Some(200),
        rendered,
        sha256: sha256(html.as_bytes()),
        html: html.to_owned().into(),
        truncated: false,
        screenshot: rendered.then(|| Screenshot {
            media_type: "image/jpeg".to_owned(),
            width: 800,
            height: 600,
            sha256: sha256(b"picture"),
            bytes: "picture".into(),
        }),
        boxes: vec![ElementBox { selector: "body".to_owned(), x: 0, y: 0, width: 1, height: 1 }],
        seen_at: "2026-11-23T09:01:00Z".to_owned(),
    }
}

fn exchange(path: &str, referrer: &str, text: &str, result: ExchangeResult) -> Exchange {
    let front = path == "/";
    Exchange {
        sent: None,
        view: None,
        url: format!("{HOME}{path}"),
        method: "GET".to_owned(),
        purpose: Purpose::Page,
        referrer: (!front).then(|| format!("{HOME}{referrer}")),
        link_text: (!front).then(|| text.to_owned()),
        clicks: u32::from(!front),
        seen_at: "2026-11-23T09:00:00Z".to_owned(),
        result,
    }
}

fn answer(status: u16, media_type: &str, body: &str) -> ExchangeResult {
    ExchangeResult::Answer(Answer {
        status,
        headers: vec![("content-type".to_owned(), media_type.to_owned())],
        remote: None,
        sha256: sha256(body.as_bytes()),
        truncated: false,
        body: body.to_owned().into(),
        wall: None,
    })
}
