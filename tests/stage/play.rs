//! What shops with a server of their own are made of: sessions, forms and
//! templates, and the books in which everything is entered that must never
//! happen.
//!
//! A shop is a folder under `fixtures/`: its pages are templates in `pages/`, what
//! they load lies in `assets/`, and `shop.rs` says what its addresses do. Nothing
//! here knows of any one shop, or of the program that visits them.

use super::books::{Books, Deed};
use minijinja::Environment;
use minijinja::value::{Serde, Value as Given};
use serde_json::{Value, json};
use shopvet::universe::{Request, Response, Site, page, reply};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use url::form_urlencoded;

/// One thing in a cart.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Line {
    /// Number of the article.
    pub sku: String,
    /// What it is called.
    pub name: String,
    /// The option that was chosen.
    pub option: String,
    /// In hundredths of the currency.
    pub price: u32,
    /// How many.
    pub pieces: u32,
}

/// What the shop remembers of one visitor.
#[derive(Debug, Default, serde::Serialize)]
pub struct Session {
    /// What is in the cart.
    pub cart: Vec<Line>,
    /// Against forged requests.
    pub token: String,
    /// Answers to the steps of the checkout.
    pub answers: BTreeMap<String, String>,
}

impl Session {
    /// Price of all that is in the cart.
    pub fn sum(&self) -> u32 {
        self.cart.iter().map(|line| line.price * line.pieces).sum()
    }
}

/// How a shop writes prices.
#[derive(Debug, Clone, Copy)]
pub struct Money {
    /// Before the number.
    pub before: &'static str,
    /// After it.
    pub after: &'static str,
    /// Between whole units and hundredths; whole units alone where empty.
    pub decimal: &'static str,
}

impl Money {
    fn write(self, hundredths: u32) -> String {
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        let cents = if self.decimal.is_empty() {
            String::new()
        } else {
            format!("{}{rest:02}", self.decimal)
        };
        format!("{}{whole}{cents}{}", self.before, self.after)
    }
}

/// One shop in play.
pub struct Stage {
    folder: PathBuf,
    templates: Environment<'static>,
    sessions: Mutex<BTreeMap<String, Session>>,
    books: Books,
}

impl Stage {
    /// The shop in this folder of `fixtures/`.
    pub fn new(name: &str, money: Money, books: &Books) -> Self {
        let folder = crate::common::fixture(name);
        let mut templates = Environment::new();
        for entry in std::fs::read_dir(folder.join("pages")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            templates.add_template_owned(name, std::fs::read_to_string(&path).unwrap()).unwrap();
        }
        templates.add_filter("money", move |hundredths: u32| money.write(hundredths));
        Self { folder, templates, sessions: Mutex::default(), books: books.clone() }
    }

    /// The site whose every answer `play` makes.
    pub fn site(self, play: impl Fn(&mut Call<'_>) -> Response + Send + Sync + 'static) -> Site {
        let stage = Arc::new(self);
        Site::handler(move |request| stage.answer(request, &play)).https_only()
    }

    fn answer(&self, request: &Request, play: &impl Fn(&mut Call<'_>) -> Response) -> Response {
        let path = request.uri().path();
        if let Some(asset) = path.strip_prefix("/assets/") {
            return self.asset(asset);
        }
        let mut sessions = self.sessions.lock().unwrap();
        let known = cookie(request, "sid").filter(|sid| sessions.contains_key(sid));
        let sid =
            known.clone().unwrap_or_else(|| format!("{}-{}", self.books.ticket(), host(request)));
        let session = sessions.entry(sid.clone()).or_insert_with(|| Session {
            token: format!("{:016x}", self.books.ticket().wrapping_mul(0x9e37_79b9_7f4a_7c15)),
            ..Session::default()
        });
        let mut call = Call {
            method: request.method().to_string(),
            path: path.trim_end_matches('/').to_owned(),
            host: host(request),
            query: pairs(request.uri().query().unwrap_or("").as_bytes()),
            form: form(request),
            request,
            session,
            stage: self,
        };
        self.books.asked(&call.method, &call.host, path, &call.form);
        let mut response = play(&mut call);
        self.books.cart_is(&sid, session.cart.iter().map(|line| line.pieces).sum());
        if known.is_none() {
            let cookie = format!("sid={sid}; Path=/; Secure; HttpOnly; SameSite=Lax");
            response.headers_mut().append("set-cookie", cookie.parse().unwrap());
        }
        response
    }

    fn asset(&self, name: &str) -> Response {
        let media_type = match name.rsplit_once('.').map(|(_, end)| end) {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        let inside = !name.split('/').any(|part| part == "..");
        match std::fs::read(self.folder.join("assets").join(name)) {
            Ok(bytes) if inside => reply(200, media_type, bytes),
            _ => reply(404, "text/plain", ""),
        }
    }
}

/// One request to a shop.
pub struct Call<'a> {
    /// `GET`, `POST`, ...
    pub method: String,
    /// Without the slash at its end; empty for the front page.
    pub path: String,
    /// Which of the shop's hosts was asked.
    pub host: String,
    /// What the visitor put in before.
    pub session: &'a mut Session,
    query: Vec<(String, String)>,
    form: Vec<(String, String)>,
    request: &'a Request,
    stage: &'a Stage,
}

impl Call<'_> {
    /// What a field of the form was given; empty where it was not sent.
    pub fn field(&self, name: &str) -> &str {
        value(&self.form, name)
    }

    /// A part of the query.
    pub fn query(&self, name: &str) -> &str {
        value(&self.query, name)
    }

    /// All fields of the form.
    pub fn fields(&self) -> &[(String, String)] {
        &self.form
    }

    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(self.request.body()).unwrap_or_default()
    }

    /// A field of the header.
    pub fn header(&self, name: &str) -> &str {
        self.request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// Whether the request can have come from a page of the shop: the token of the
    /// session, no foreign origin, and a referrer of its own.
    pub fn genuine(&self) -> bool {
        let own = format!("https://{}", self.host);
        let origin = self.header("origin");
        let referrer = self.header("referer");
        (origin.is_empty() || origin == own)
            && (referrer == own || referrer.starts_with(&format!("{own}/")))
            && self.field("csrf") == self.session.token
    }

    /// A page out of a template, which finds the session and the field errors.
    pub fn show(&self, template: &str, more: Value) -> Response {
        self.show_with(200, template, more)
    }

    /// The same with another status.
    pub fn show_with(&self, status: u16, template: &str, more: Value) -> Response {
        let template = self.stage.templates.get_template(template).unwrap();
        let mut given = json!({
            "path": self.path, "host": self.host, "token": self.session.token,
            "cart": self.session.cart, "sum": self.session.sum(), "answers": self.session.answers,
        });
        given.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        let html = template.render(Given::from(Serde(given))).unwrap();
        let mut response = page(html);
        *response.status_mut() = status.try_into().unwrap();
        response
    }

    /// The template of this name, where there is one.
    pub fn has(&self, template: &str) -> bool {
        self.stage.templates.get_template(template).is_ok()
    }

    /// Enters what must never happen.
    pub fn deed(&self, deed: Deed) {
        let target = self.request.uri().path_and_query().map_or("", |target| target.as_str());
        let what = format!("{} https://{}{target} {:?}", self.method, self.host, self.form);
        self.stage.books.enter(deed, what);
    }

    /// Puts something into the cart.
    pub fn put(&mut self, line: Line) {
        self.stage.books.put();
        self.session.cart.push(line);
    }
}

/// An answer in JSON.
pub fn answer_json(status: u16, value: &Value) -> Response {
    reply(status, "application/json", value.to_string())
}

/// A 303, after which a browser asks with GET.
pub fn see_other(location: &str) -> Response {
    let mut response = shopvet::universe::redirect(location);
    *response.status_mut() = 303.try_into().unwrap();
    response
}

/// The text of robots.txt.
pub fn robots(text: &str) -> Response {
    reply(200, "text/plain; charset=utf-8", text.to_owned())
}

fn host(request: &Request) -> String {
    let header = || request.headers().get("host")?.to_str().ok();
    let authority = request.uri().authority().map(|a| a.as_str()).or_else(header).unwrap_or("");
    authority.split(':').next().unwrap_or("").to_ascii_lowercase()
}

fn cookie(request: &Request, name: &str) -> Option<String> {
    let fields = request.headers().get_all("cookie").iter().filter_map(|field| field.to_str().ok());
    fields.flat_map(|field| field.split(';')).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    })
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

/// The fields of a form, however it was packed.
fn form(request: &Request) -> Vec<(String, String)> {
    let kind = request.headers().get("content-type").and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or("");
    if let Some(boundary) = kind.strip_prefix("multipart/form-data").and_then(|rest| {
        rest.split_once("boundary=").map(|(_, boundary)| boundary.trim_matches('"').to_owned())
    }) {
        let text = String::from_utf8_lossy(request.body());
        return text.split(&format!("--{boundary}")).filter_map(part).collect();
    }
    if kind.starts_with("application/x-www-form-urlencoded") {
        pairs(request.body())
    } else {
        Vec::new()
    }
}

fn part(text: &str) -> Option<(String, String)> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let name = head.split_once("name=\"")?.1.split('"').next()?;
    Some((name.to_owned(), body.trim_end_matches("\r\n").to_owned()))
}
