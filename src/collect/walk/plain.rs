//! The hand that goes through a shop over plain HTTP.
//!
//! It follows links and sends forms as a browser without scripts would, with the
//! cookies of the visit and the fields by which servers tell their own forms from
//! those of others (`Referer`, `Origin`). Every hop passes the guard, robots.txt,
//! the rate and the guard of connections, and is kept as an exchange. What works by
//! script only is not tried.

use super::dataset::{self, Given, Submission};
use super::guard::{self, Sending};
use super::hand::{Act, Hand, Seen, Trouble};
use super::plan::page::{owners, type_of};
use crate::collect::address::without_fragment;
use crate::collect::clock::now;
use crate::collect::fetch::{ACCEPT, Shop, redirect};
use crate::collect::http::{Outgoing, Want};
use crate::collect::wall::{self, Asked};
use crate::extract::{Document, text_of};
use crate::facts::Reason;
use crate::snapshot::{
    Answer, Exchange, ExchangeResult, Failure, Purpose, StepAction, View, Withheld, sha256,
};
use crate::vocabulary::Marks;
use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{
    ACCEPT as HEADER_ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, ORIGIN, REFERER,
};

use url::Url;

/// Most requests of one walk.
const MAX_REQUESTS: usize = 80;
/// Most bytes of what was sent that are kept.
const MAX_SENT: usize = 64 << 10;

/// The hand over plain HTTP.
pub(super) struct Plain<'a> {
    shop: &'a Shop<'a>,
    consented: bool,
    page: Option<(Url, View)>,
    requests: usize,
    steps: u32,
}

/// A request and why it is made.
struct Errand {
    submission: Submission,
    action: Option<StepAction>,
    /// The page that it comes from.
    from: Option<Url>,
    words: String,
}

impl<'a> Plain<'a> {
    /// A hand with no page open.
    pub(super) fn new(shop: &'a Shop<'a>, consented: bool) -> Self {
        Self { shop, consented, page: None, requests: 0, steps: 0 }
    }

    /// Sends a request and follows where it leads.
    async fn run(&mut self, errand: Errand) -> Result<Seen, Trouble> {
        let Errand { submission, action, from, words } = errand;
        let Submission { mut method, mut url, content_type, mut body } = submission;
        let asked = url.clone();
        let mut hops = vec![url.clone()];
        self.steps += 1;
        loop {
            self.may_leave(method, &url, &content_type, body.as_deref(), action)?;
            if !self.consented && self.shop.rules(&url).await.refusal(&url).is_some() {
                return Err(Trouble::Robots(url));
            }
            self.requests += 1;
            if self.requests > MAX_REQUESTS {
                return Err(Trouble::Failed(Failure {
                    reason: Reason::Truncated,
                    detail: format!("the walk made {MAX_REQUESTS} requests"),
                }));
            }
            self.shop.rate.turn(url.host_str().unwrap_or_default()).await;
            let result =
                self.ask(method, &url, &content_type, body.as_deref(), from.as_ref()).await;
            let mut answer = match result {
                Ok(answer) => answer,
                Err(failure) => {
                    let result = ExchangeResult::Failure(failure.clone());
                    self.keep(method, &url, body.as_deref(), from.as_ref(), &words, result);
                    return Err(Trouble::Failed(failure));
                }
            };
            let Some(next) = redirect(&answer, &url) else {
                let (view, wall) = self.seen(&mut answer, &asked, &url);
                let result = ExchangeResult::Answer(answer);
                self.keep(method, &url, body.as_deref(), from.as_ref(), &words, result);
                self.page = Some((url, view.clone()));
                return Ok(Seen { view, wall, hops, withheld: Vec::new() });
            };
            // 307 and 308 keep what was sent; all others ask anew (RFC 9110, 15.4).
            let keeps = matches!(answer.status, 307 | 308);
            let result = ExchangeResult::Answer(answer);
            self.keep(method, &url, body.as_deref(), from.as_ref(), &words, result);
            if !keeps {
                (method, body) = ("GET", None);
            }
            hops.push(next.clone());
            if hops.len() > usize::try_from(self.shop.limits.max_redirects).unwrap_or(usize::MAX) {
                return Err(Trouble::Failed(Failure {
                    reason: Reason::Truncated,
                    detail: "its redirects do not end".to_owned(),
                }));
            }
            url = next;
        }
    }

    /// Whether the guard lets a request out.
    fn may_leave(
        &self,
        method: &str,
        url: &Url,
        content_type: &str,
        body: Option<&str>,
        action: Option<StepAction>,
    ) -> Result<(), Trouble> {
        let own = self.shop.holds(url);
        let body = body.unwrap_or("").as_bytes();
        let withheld = |ground: &str, detail: String| {
            Trouble::Withheld(Box::new(Withheld {
                url: self
                    .page
                    .as_ref()
                    .map_or_else(|| url.to_string(), |(page, _)| page.to_string()),
                selector: None,
                what: format!("{method} {}", without_fragment(url)),
                ground: ground.to_owned(),
                detail,
            }))
        };
        let sending = Sending { method, url, content_type, body, own, action };
        guard::send(&sending)
            .map_err(|ground| withheld(ground.code, ground.sentence.to_owned()))?;
        // Pages of payment providers are not opened: opening may begin a payment.
        let service = Marks::built_in().sale_host(url.host_str().unwrap_or_default());
        if service.is_some_and(|service| !own && service.kind == "payment") {
            let ground = guard::ground::PAYMENT_HOST;
            return Err(withheld(ground.code, ground.sentence.to_owned()));
        }
        if !own && method != "GET" {
            let ground = guard::ground::FOREIGN_POST;
            return Err(withheld(ground.code, ground.sentence.to_owned()));
        }
        Ok(())
    }

    async fn ask(
        &self,
        method: &str,
        url: &Url,
        content_type: &str,
        body: Option<&str>,
        from: Option<&Url>,
    ) -> Result<Answer, Failure> {
        let referer = from.and_then(|from| referrer(from, url));
        let origin = from.map(|from| from.origin().ascii_serialization());
        let mut headers = HeaderMap::new();
        let mut put = |name: HeaderName, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        put(HEADER_ACCEPT, ACCEPT);
        if let Some(referer) = &referer {
            put(REFERER, referer);
        }
        if body.is_some() {
            put(CONTENT_TYPE, content_type);
            if let Some(origin) = &origin {
                put(ORIGIN, origin);
            }
        }
        let method = if method == "POST" { Method::POST } else { Method::GET };
        let body = Bytes::from(body.unwrap_or_default().to_owned());
        let outgoing = Outgoing { method, url: url.clone(), headers, body };
        self.shop.http.send(outgoing, Want::Documents).await
    }

    /// The page that an answer shows, and whether it keeps the visitor out.
    fn seen(
        &self,
        answer: &mut Answer,
        asked: &Url,
        url: &Url,
    ) -> (View, Option<crate::snapshot::Wall>) {
        let html = text_of(answer);
        let page = answer.is_html().then(|| Document::parse(&html, url));
        let asked = Asked { url: asked, expected: true };
        let wall = wall::recognise(answer, page.as_ref(), url, asked);
        answer.wall.clone_from(&wall);
        let view = View {
            url: without_fragment(url),
            status: Some(answer.status),
            rendered: false,
            sha256: sha256(html.as_bytes()),
            html: html.into(),
            truncated: answer.truncated,
            screenshot: None,
            boxes: Vec::new(),
            seen_at: now(),
        };
        (view, wall)
    }

    fn keep(
        &self,
        method: &str,
        url: &Url,
        body: Option<&str>,
        from: Option<&Url>,
        words: &str,
        result: ExchangeResult,
    ) {
        self.shop.log.exchange(Exchange {
            url: without_fragment(url),
            method: method.to_owned(),
            purpose: Purpose::Walk,
            referrer: from.map(Url::to_string),
            link_text: Some(words.to_owned()).filter(|words| !words.is_empty()),
            clicks: self.steps,
            seen_at: now(),
            sent: body.map(|body| body.chars().take(MAX_SENT).collect()),
            result,
            view: None,
        });
    }

    /// What an act on the open page asks the server for.
    fn errand(&self, act: &Act) -> Result<Errand, Trouble> {
        let needs_script = |what: &str| Trouble::NeedsScript(what.to_owned());
        let Some((url, view)) = &self.page else {
            return Err(needs_script("no page is open"));
        };
        let doc = Document::parse(&String::from_utf8_lossy(&view.html), url);
        let Some(node) = act.press.as_deref().and_then(|selector| doc.find(selector)) else {
            return Err(needs_script("what was chosen is taken in by a script"));
        };
        let Some(given) = Given::of(&doc, &act.entries) else {
            return Err(needs_script("what is to be chosen is drawn by a script"));
        };
        let submission = match doc.element(node).map(|element| element.value()) {
            Some(link) if link.name() == "a" => {
                let href = link.attr("href").map(str::trim).unwrap_or("");
                // A link that a script turns into another request is none.
                let turned = ["data-method", "data-turbo-method", "data-form"]
                    .iter()
                    .any(|name| link.attr(name).is_some_and(|v| !v.eq_ignore_ascii_case("get")));
                let target = doc.base.join(href).ok().filter(|url| {
                    matches!(url.scheme(), "http" | "https")
                        && !href.is_empty()
                        && !href.starts_with('#')
                });
                match target.filter(|_| !turned) {
                    Some(url) => {
                        Submission { method: "GET", url, content_type: String::new(), body: None }
                    }
                    None => return Err(needs_script("the link does nothing without a script")),
                }
            }
            Some(button) if matches!(type_of(button).as_str(), "submit" | "image") => {
                let Some(form) = owners(&doc).get(&node).copied() else {
                    return Err(needs_script("the button belongs to no form"));
                };
                if is_for_script(&doc, form, button) {
                    return Err(needs_script("the form is handled by a script"));
                }
                let list = dataset::entries(&doc, form, Some(node), &given);
                dataset::submission(&doc, form, Some(node), &list)
                    .ok_or_else(|| needs_script("the form leads to no server"))?
            }
            _ => return Err(needs_script("the control does nothing without a script")),
        };
        Ok(Errand {
            submission,
            action: Some(act.action),
            from: Some(url.clone()),
            words: act.words.clone(),
        })
    }
}

/// Whether a form says neither where it goes nor how, and stands beside scripts.
fn is_for_script(doc: &Document, form: ego_tree::NodeId, button: &scraper::node::Element) -> bool {
    let Some(form) = doc.element(form).map(|element| element.value()) else { return true };
    let stated = |name: &str| form.attr(name).is_some_and(|value| !value.trim().is_empty());
    if stated("action") || stated("method") || button.attr("formaction").is_some() {
        return false;
    }
    doc.script_chars > 0 || doc.resources.iter().any(|resource| resource.kind == "script")
}

/// The `Referer` field by the default policy of browsers,
/// `strict-origin-when-cross-origin`.
fn referrer(from: &Url, to: &Url) -> Option<String> {
    if from.scheme() == "https" && to.scheme() != "https" {
        return None;
    }
    if from.origin() != to.origin() {
        return Some(format!("{}/", from.origin().ascii_serialization()));
    }
    let mut from = from.clone();
    from.set_fragment(None);
    let _ = from.set_username("");
    let _ = from.set_password(None);
    Some(from.to_string())
}

impl Hand for Plain<'_> {
    fn draws(&self) -> bool {
        false
    }

    async fn open(&mut self, url: &Url) -> Result<Seen, Trouble> {
        let mut url = url.clone();
        url.set_fragment(None);
        let submission = Submission { method: "GET", url, content_type: String::new(), body: None };
        self.run(Errand { submission, action: None, from: None, words: String::new() }).await
    }

    async fn act(&mut self, act: &Act) -> Result<Seen, Trouble> {
        let mut errand = self.errand(act)?;
        errand.submission.url.set_fragment(None);
        self.run(errand).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_before_is_named_as_far_as_browsers_name_it() {
        let url = |text: &str| Url::parse(text).unwrap();
        let page = url("https://u:p@shop.example/cart?a=b#c");
        for (to, expected) in [
            ("https://shop.example/next", Some("https://shop.example/cart?a=b")),
            ("https://pay.example/", Some("https://shop.example/")),
            ("http://shop.example/", None),
        ] {
            assert_eq!(referrer(&page, &url(to)).as_deref(), expected, "{to}");
        }
    }
}
