//! Whole walks through small dynamic shops on loopback. The shops count orders,
//! and there is never one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

use shopvet::collect::{CaCert, NetworkOptions, Render, Request, visit};
use shopvet::facts::Reason;
use shopvet::snapshot::{Limits, Purpose, Snapshot, StepAction, Walk, WalkMode};
use shopvet::universe::{Request as Asked, Response, Site, Universe, World, page, redirect, reply};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use url::{Url, form_urlencoded};

const HOST: &str = "www.lyktboden.example";

/// How a shop differs from the plain one.
#[derive(Debug, Clone, Copy, Default)]
struct Kind {
    /// robots.txt forbids cart and checkout.
    forbids: bool,
    /// The checkout has steps, and offers guests to go on.
    steps: bool,
    /// Nobody buys without an account.
    members: bool,
    /// The first product is sold out.
    sold_out: bool,
    /// The smallest order is larger than one piece.
    minimum: bool,
    /// The checkout is another host's.
    hosted: bool,
    /// Products come into the cart by script only.
    script: bool,
    /// Every step leads to another.
    endless: bool,
}

#[derive(Debug, Default)]
struct Session {
    cart: Vec<String>,
    step: usize,
    email: String,
}

/// A shop with sessions and tokens, as servers draw them.
#[derive(Default)]
struct Shop {
    kind: Kind,
    sessions: Mutex<HashMap<String, Session>>,
    orders: AtomicUsize,
    refused: AtomicUsize,
}

fn shell(title: &str, inner: &str) -> Response {
    page(format!(
        "<!doctype html><html lang=en><head><title>{title} – Lyktboden</title></head><body>
         <header><a href=/>Lyktboden</a> <a href=/cart>Cart</a></header><main>{inner}</main>
         <footer><a href=/terms>Terms of sale</a></footer></body></html>"
    ))
}

impl Shop {
    fn answer(&self, asked: &Asked) -> Response {
        let path = asked.uri().path().to_owned();
        let field =
            |name: &str| asked.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or("");
        let known = field("cookie").split(';').find_map(|pair| pair.trim().strip_prefix("sid="));
        let mut sessions = self.sessions.lock().unwrap();
        let id = known.map_or_else(|| format!("s{}", sessions.len() + 1), str::to_owned);
        let session = sessions.entry(id.clone()).or_default();
        let form: HashMap<String, String> =
            form_urlencoded::parse(asked.body()).into_owned().collect();
        let token = format!("t-{id}");
        if asked.method() == "POST" {
            // As frameworks do over TLS.
            let own = field("referer").starts_with(&format!("https://{HOST}/"))
                && field("origin") == format!("https://{HOST}");
            if form.get("csrf") != Some(&token) || !own {
                self.refused.fetch_add(1, Ordering::SeqCst);
                return reply(403, "text/html; charset=utf-8", "<h1>Forbidden</h1>");
            }
        }
        let hidden = format!("<input type=hidden name=csrf value='{token}'>");
        let mut answer = self.page(&path, asked.method().as_str(), &form, session, &hidden);
        if known.is_none() {
            let cookie = format!("sid={id}; Path=/; HttpOnly; Secure");
            answer.headers_mut().insert("set-cookie", cookie.parse().unwrap());
        }
        answer
    }

    fn page(
        &self,
        path: &str,
        method: &str,
        form: &HashMap<String, String>,
        session: &mut Session,
        hidden: &str,
    ) -> Response {
        match (method, path) {
            ("GET", "/robots.txt") => reply(
                200,
                "text/plain",
                if self.kind.forbids { "User-agent: *\nDisallow: /cart\nDisallow: /checkout\n" } else { "" },
            ),
            ("GET", "/") => shell(
                "Lamps",
                "<h1>Lamps</h1><ul><li><a href=/products/brass>Brass lamp</a> <b>€45.00</b></li>
                 <li><a href=/products/clay>Clay lamp</a> <b>€35.00</b></li></ul>",
            ),
            ("GET", "/terms") => shell("Terms of sale", "<h1>Terms of sale</h1><p>These are the terms of sale."),
            ("GET", "/products/brass") if self.kind.sold_out => {
                shell("Brass lamp", "<h1>Brass lamp</h1><p>€45.00</p><p>Sold out</p>")
            }
            ("GET", "/products/brass" | "/products/clay") if self.kind.script => shell(
                "Lamp",
                "<h1>Lamp</h1><p>€45.00</p><button type=button>Add to cart</button><script>1</script>",
            ),
            ("GET", "/products/brass") => shell(
                "Brass lamp",
                &format!(
                    "<h1>Brass lamp</h1><p>€45.00 incl. VAT</p><form method=post action=/cart/add>{hidden}
                     <input type=hidden name=id value=brass><label>Size <select name=size><option
                     value=''>Choose an option</option><option value=s>Small</option><option
                     value=l>Large</option></select></label><input type=number name=qty value=1 min=1>
                     <button name=add value=1>Add to cart</button></form>"
                ),
            ),
            ("GET", "/products/clay") => shell(
                "Clay lamp",
                &format!(
                    "<h1>Clay lamp</h1><p>€35.00 incl. VAT</p><form method=post action=/cart/add>{hidden}
                     <input type=hidden name=id value=clay><input type=hidden name=size value=s><input
                     type=number name=qty value=1 min=1><button name=add value=1>Add to cart</button>
                     </form>"
                ),
            ),
            ("POST", "/cart/add") => {
                if form.get("size").is_none_or(String::is_empty) || form.get("add").is_none() {
                    return redirect("/products/brass");
                }
                session.cart.push(form["id"].clone());
                redirect("/cart")
            }
            ("POST", "/cart/remove") => {
                session.cart.clear();
                redirect("/cart")
            }
            ("GET", "/cart") if session.cart.is_empty() => {
                shell("Cart", "<h1>Your cart</h1><p>Your cart is empty.</p>")
            }
            ("GET", "/cart") => {
                let on = if self.kind.minimum {
                    "<p class=notice>The minimum order is €100.</p>".to_owned()
                } else if self.kind.hosted {
                    "<a href=https://pay.klarna.com/x>Proceed to checkout</a>".to_owned()
                } else {
                    "<a class=button href=/checkout>Proceed to checkout</a>".to_owned()
                };
                shell(
                    "Cart",
                    &format!(
                        "<h1>Your cart</h1><p>{}</p><form method=post action=/cart/remove>{hidden}
                         <button aria-label='Remove item'>×</button></form>{on}",
                        session.cart.join(", ")
                    ),
                )
            }
            ("GET", _) if path.starts_with("/checkout") && session.cart.is_empty() => redirect("/cart"),
            ("GET", "/checkout") if self.kind.members => shell(
                "Checkout",
                &format!(
                    "<h1>Checkout</h1><form method=post action=/login>{hidden}<label>Email<input
                     name=email type=email></label><label>Password<input name=password
                     type=password></label><button>Sign in</button></form>"
                ),
            ),
            ("GET", "/checkout") if self.kind.endless => {
                session.step += 1;
                shell(
                    "Checkout",
                    &format!(
                        "<h1>Checkout, part {0}</h1><form action=/checkout><input type=hidden name=part
                         value={0}><button>Continue</button></form>",
                        session.step
                    ),
                )
            }
            ("GET", "/checkout") if self.kind.steps && session.step == 0 => shell(
                "Checkout",
                &format!(
                    "<h1>Checkout</h1><form method=post action=/login>{hidden}<label>Email<input
                     name=email type=email></label><label>Password<input name=password
                     type=password></label><button>Sign in</button></form><form method=post
                     action=/checkout/guest>{hidden}<button>Continue as guest</button></form>"
                ),
            ),
            ("POST", "/checkout/guest") => {
                session.step = 1;
                redirect("/checkout")
            }
            ("GET", "/checkout") if self.kind.steps && session.step == 1 => shell(
                "Checkout",
                &format!(
                    "<h1>Checkout: address</h1><form method=post action=/checkout/address>{hidden}
                     <label>Email *<input name=email type=email required></label><label>Full name *
                     <input name=name required></label><label>Street *<input name=street
                     autocomplete=street-address required></label><label>Postal code *<input name=zip
                     required></label><label>City *<input name=city required></label><label>Phone
                     (optional)<input name=phone type=tel></label><button>Continue to
                     delivery</button></form>"
                ),
            ),
            ("POST", "/checkout/address") => {
                let whole = ["email", "name", "street", "zip", "city"]
                    .iter()
                    .all(|name| form.get(*name).is_some_and(|value| !value.is_empty()));
                session.email = form.get("email").cloned().unwrap_or_default();
                if whole && form.get("phone").is_none_or(String::is_empty) {
                    session.step = 2;
                }
                redirect("/checkout")
            }
            ("GET", "/checkout") if self.kind.steps && session.step == 2 => shell(
                "Checkout",
                &format!(
                    "<h1>Checkout: delivery</h1><form method=post action=/checkout/delivery>{hidden}
                     <fieldset><legend>Delivery</legend><label><input type=radio name=way value=post>
                     Post €5</label><label><input type=radio name=way value=van> Van
                     €9</label></fieldset><button>Continue</button></form>"
                ),
            ),
            ("POST", "/checkout/delivery") => {
                if form.get("way").map(String::as_str) == Some("post") {
                    session.step = 3;
                }
                redirect("/checkout")
            }
            ("GET", "/checkout") => shell(
                "Checkout",
                &format!(
                    "<h1>Checkout</h1><form method=post action=/order>{hidden}<label>Email *<input
                     name=email type=email required></label><label>Full name *<input name=name
                     required></label><label>Street *<input name=street required></label><fieldset>
                     <legend>Payment method</legend><label><input type=radio name=payment value=card
                     checked> Card</label><label><input type=radio name=payment value=bill>
                     Invoice</label></fieldset><label><input type=checkbox name=ok required> I accept
                     the <a href=/terms>terms of sale</a></label><p>Total: €40.00 incl. VAT</p>
                     <button>Pay now</button></form>"
                ),
            ),
            (_, "/order") => {
                self.orders.fetch_add(1, Ordering::SeqCst);
                shell("Thank you", "<h1>Thank you for your order</h1>")
            }
            _ => reply(404, "text/html; charset=utf-8", "<h1>Not found</h1>"),
        }
    }
}

/// What came of a visit to a shop.
struct Visited {
    snapshot: Snapshot,
    shop: Arc<Shop>,
}

impl Visited {
    fn walk(&self) -> &Walk {
        self.snapshot.walk.as_ref().unwrap()
    }

    fn actions(&self) -> Vec<&'static str> {
        self.walk().steps.iter().map(|step| step.action.code()).collect()
    }

    /// The obstacle that ended it, and the reason.
    fn end(&self) -> Option<(&str, Reason)> {
        self.walk().ended.as_ref().map(|end| (end.obstacle.as_str(), end.reason))
    }
}

/// Visits a shop of this kind; no order is placed, whatever comes.
async fn go(kind: Kind, change: impl FnOnce(&mut Request)) -> Visited {
    let shop = Arc::new(Shop { kind, ..Shop::default() });
    let served = Arc::clone(&shop);
    let site = Site::handler(move |asked| served.answer(asked));
    let universe = Universe::start(World::new().site(HOST, site)).await.unwrap();
    let flags = universe.flags();
    let mut request = Request::new(Url::parse(&format!("https://{HOST}/")).unwrap());
    request.network = NetworkOptions {
        connect_to: flags.connect_to.iter().map(|text| text.parse().unwrap()).collect(),
        allow_net: flags.allow_net.clone(),
        dns_server: Some(flags.dns_server),
        rdap_url: Some(Url::parse(&flags.rdap_url).unwrap()),
        whois_server: Some(flags.whois_server.clone()),
        cache_dir: None,
        ca_certs: vec![CaCert { name: "ca".into(), pem: flags.ca_pem.clone().into_bytes() }],
    };
    request.limits = Limits { rate: 1000, max_time_seconds: 60, ..Limits::default() };
    request.render = Render::Never;
    change(&mut request);
    let snapshot = visit(request, |_| {}).await.unwrap();
    assert_eq!(shop.orders.load(Ordering::SeqCst), 0, "an order was placed");
    Visited { snapshot, shop }
}

#[tokio::test]
async fn a_shop_drawn_by_its_server_is_walked_to_the_last_page() {
    let visited = go(Kind::default(), |_| {}).await;
    let walk = visited.walk();
    assert_eq!(visited.actions(), ["open-product", "add-to-cart", "open-checkout"], "{walk:#?}");
    assert_eq!(walk.ended, None);
    assert_eq!(walk.emptied, Some(true));
    assert!(!walk.rendered && walk.withheld.is_empty() && walk.before.is_none());
    // The product without options comes first.
    assert_eq!(walk.steps[0].view.url, format!("https://{HOST}/products/clay"));
    assert_eq!(walk.steps[1].words, "Add to cart");
    assert_eq!(walk.steps[1].view.url, format!("https://{HOST}/cart"));
    assert!(String::from_utf8_lossy(&walk.steps[2].view.html).contains("Pay now"));
    // The cart is empty again, and nothing was refused by the shop's own checks.
    let sessions = visited.shop.sessions.lock().unwrap();
    assert!(sessions.values().all(|session| session.cart.is_empty()));
    assert_eq!(visited.shop.refused.load(Ordering::SeqCst), 0);
    let posts: Vec<_> = visited
        .snapshot
        .exchanges
        .iter()
        .filter(|exchange| exchange.method == "POST")
        .map(|exchange| (exchange.purpose, exchange.url.as_str(), exchange.sent.is_some()))
        .collect();
    let (add, remove) = (format!("https://{HOST}/cart/add"), format!("https://{HOST}/cart/remove"));
    assert_eq!(posts, [(Purpose::Walk, add.as_str(), true), (Purpose::Walk, &remove, true)]);
}

#[tokio::test]
async fn options_are_chosen_and_another_product_is_taken_where_one_is_sold_out() {
    let visited = go(Kind { sold_out: true, ..Kind::default() }, |_| {}).await;
    assert_eq!(visited.walk().ended, None);
    assert_eq!(visited.walk().steps[0].view.url, format!("https://{HOST}/products/clay"));
}

#[tokio::test]
async fn steps_are_gone_through_as_a_guest_when_the_walk_may_type() {
    let kind = Kind { steps: true, ..Kind::default() };
    let visited = go(kind, |request| request.walk = Some(WalkMode::Fill)).await;
    let walk = visited.walk();
    assert_eq!(
        visited.actions(),
        [
            "open-product",
            "add-to-cart",
            "open-checkout",
            "continue-as-guest",
            "fill",
            "choose-delivery"
        ],
        "{:?}",
        walk.ended
    );
    assert_eq!(walk.ended, None);
    let filled = walk.steps.iter().find(|step| step.action == StepAction::Fill).unwrap();
    let purposes: Vec<&str> = filled.entries.iter().map(|entry| entry.purpose.as_str()).collect();
    assert_eq!(purposes, ["email", "name", "street-address", "postal-code", "address-level2"]);
    let email = filled.entries[0].value.clone();
    assert!(email.ends_with(".example"), "{email}");
    assert!(visited.shop.sessions.lock().unwrap().values().any(|s| s.email == email));
}

#[tokio::test]
async fn a_walk_that_only_reads_types_nothing() {
    let visited = go(Kind { steps: true, ..Kind::default() }, |_| {}).await;
    assert_eq!(visited.end(), Some(("must-type", Reason::NotCollected)));
    let walk = visited.walk();
    assert_eq!(walk.steps.last().unwrap().action, StepAction::ContinueAsGuest);
    assert!(walk.steps.iter().all(|step| step.entries.is_empty()));
    assert!(walk.ended.as_ref().unwrap().detail.contains("Email"), "{walk:#?}");
    assert_eq!(walk.emptied, Some(true));
}

#[tokio::test]
async fn robots_txt_binds_until_the_applicant_agrees() {
    let kind = Kind { forbids: true, ..Kind::default() };
    let visited = go(kind, |_| {}).await;
    assert_eq!(visited.end(), Some(("robots", Reason::RobotsDisallowed)));
    assert!(visited.shop.sessions.lock().unwrap().values().all(|s| s.cart.is_empty()));
    let visited = go(kind, |request| request.consented = true).await;
    assert_eq!(visited.end(), None);
    let past: Vec<bool> = visited.walk().steps.iter().map(|step| step.past_robots).collect();
    assert_eq!(past, [false, true, true]);
}

#[tokio::test]
async fn each_obstacle_ends_the_walk_with_its_code() {
    for (kind, expected) in [
        (Kind { members: true, ..Kind::default() }, ("sign-in", Reason::LoginRequired)),
        (Kind { minimum: true, ..Kind::default() }, ("minimum-order", Reason::NotCollected)),
        (Kind { hosted: true, ..Kind::default() }, ("hosted-checkout", Reason::ThirdPartyFrame)),
        (Kind { script: true, ..Kind::default() }, ("script", Reason::NeedsJavascript)),
        (Kind { endless: true, ..Kind::default() }, ("budget", Reason::Truncated)),
    ] {
        let visited = go(kind, |_| {}).await;
        assert_eq!(visited.end(), Some(expected), "{kind:?}");
        assert!(visited.walk().steps.len() <= 20);
    }
}

#[tokio::test]
async fn no_walk_is_made_where_none_is_wanted() {
    let visited = go(Kind::default(), |request| request.walk = None).await;
    assert!(visited.snapshot.walk.is_none());
    assert!(visited.snapshot.exchanges.iter().all(|exchange| exchange.method == "GET"));
}
