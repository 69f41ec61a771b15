//! The shops with a server do what they say: they sell to a customer who asks for
//! it, and their traps bite. Without this, tests that count no orders would prove
//! nothing.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod common;
mod stage;

use reqwest::header::{ORIGIN, REFERER};
use shopvet::universe::Universe;
use stage::books::{Books, Deed};
use stage::{funkelmoor, hinderbacke, kaarnakello, rutmosse, slydrake, tangsmuld, yllegrind};
use std::time::Duration;

/// Somebody who buys whatever is offered.
struct Customer {
    client: reqwest::Client,
    host: String,
    port: u16,
}

impl Customer {
    fn new(universe: &Universe, host: &str) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let ca = reqwest::Certificate::from_pem(universe.ca_pem().as_bytes()).unwrap();
        let client = reqwest::Client::builder()
            .tls_certs_only([ca])
            .cookie_store(true)
            .timeout(Duration::from_secs(20))
            .redirect(reqwest::redirect::Policy::none())
            .resolve(host, universe.flags().https)
            .build()
            .unwrap();
        Self { client, host: host.to_owned(), port: universe.flags().https.port() }
    }

    fn url(&self, path: &str) -> String {
        format!("https://{}:{}{path}", self.host, self.port)
    }

    async fn get(&self, path: &str) -> (u16, String) {
        let answer = self.client.get(self.url(path)).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Sends a form as a browser does from a page of `origin`; the status and where
    /// it leads.
    async fn post_from(
        &self,
        origin: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> (u16, Option<String>) {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let answer = self
            .client
            .post(self.url(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .header(ORIGIN, origin)
            .header(REFERER, format!("{origin}/"))
            .body(body)
            .send()
            .await
            .unwrap();
        let location = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        (answer.status().as_u16(), location)
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> (u16, Option<String>) {
        self.post_from(&format!("https://{}", self.host), path, form).await
    }
}

fn hidden(html: &str, name: &str) -> String {
    let after = html.split_once(&format!("name=\"{name}\" value=\"")).expect(name).1;
    after.split('"').next().unwrap().to_owned()
}

fn kinds(books: &Books) -> Vec<Deed> {
    books.deeds().into_iter().map(|(deed, _)| deed).collect()
}

#[tokio::test]
async fn the_shop_with_sessions_sells_to_its_own_pages_only() {
    let books = Books::default();
    let universe = Universe::start(yllegrind::world(&books)).await.unwrap();
    let customer = Customer::new(&universe, yllegrind::HOST);
    let (_, page) = customer.get("/trojor/kofta-lada").await;
    let token = hidden(&page, "csrf");
    let add =
        |token, size| [("csrf", token), ("artikel", "YG-202"), ("storlek", size), ("antal", "1")];
    let path = "/varukorg/lagg-till";
    assert_eq!(customer.post(path, &add("forged", "M")).await.0, 403);
    let foreign = "https://elsewhere.example";
    assert_eq!(customer.post_from(foreign, path, &add(&token, "M")).await.0, 403);
    assert_eq!(customer.post(path, &add(&token, "")).await.0, 422);
    assert_eq!(books.puts(), 0);
    assert_eq!(customer.post(path, &add(&token, "M")).await, (303, Some("/varukorg".into())));
    assert_eq!((books.puts(), books.in_carts()), (1, 1));
    // Another session has another cart and another token.
    let other = Customer::new(&universe, yllegrind::HOST);
    assert!(other.get("/varukorg").await.1.contains("tom"));
    assert_eq!(other.post("/kassa/bestall", &[("csrf", &token)]).await.0, 403);
    books.assert_clean("before the order");
    assert!(customer.get("/kassa").await.1.contains("Slutför köp"));
    assert_eq!(customer.post("/kassa/bestall", &[("csrf", &token)]).await.0, 200);
    assert_eq!(kinds(&books), [Deed::Order]);
    customer.post("/varukorg/ta-bort", &[("csrf", &token), ("rad", "0")]).await;
    assert_eq!(books.in_carts(), 0);
}

#[tokio::test]
async fn no_step_of_the_checkout_can_be_left_out() {
    let books = Books::default();
    let universe = Universe::start(tangsmuld::world(&books)).await.unwrap();
    let customer = Customer::new(&universe, tangsmuld::HOST);
    let to = |path: &str| (303, Some(path.to_owned()));
    assert_eq!(customer.get("/kasse/gennemse").await.0, 303);
    assert_eq!(
        customer.post("/kurv/tilfoj", &[("vare", "TS-1"), ("antal", "2")]).await,
        to("/kurv")
    );
    assert_eq!(books.in_carts(), 2);
    assert_eq!(customer.post("/kasse/gaest", &[]).await, to("/kasse/adresse"));
    assert_eq!(customer.post("/kasse/adresse", &[("email", "a@b.example")]).await.0, 422);
    let address = [
        ("email", "a@b.example"),
        ("fornavn", "A"),
        ("efternavn", "B"),
        ("vej", "C 1"),
        ("postnr", "9998"),
        ("by", "D"),
        ("land", "DK"),
        ("telefon", "32123456"),
    ];
    assert_eq!(customer.post("/kasse/adresse", &address).await, to("/kasse/levering"));
    assert_eq!(customer.get("/kasse/betaling").await.0, 303);
    assert_eq!(customer.post("/kasse/levering", &[]).await.0, 422);
    assert_eq!(
        customer.post("/kasse/levering", &[("levering", "hjem")]).await,
        to("/kasse/betaling")
    );
    assert_eq!(
        customer.post("/kasse/betaling", &[("betaling", "visa")]).await,
        to("/kasse/gennemse")
    );
    let (_, review) = customer.get("/kasse/gennemse").await;
    assert!(review.contains("197,00 kr.") && review.contains("Gennemfør køb"), "{review}");
    books.assert_clean("before the order");
    customer.post("/kasse/ordre", &[("betingelser", "1")]).await;
    customer.post("/kasse/opret", &[]).await;
    customer.post("/nyhedsbrev", &[]).await;
    assert_eq!(kinds(&books), [Deed::Order, Deed::Account, Deed::Subscription]);
    assert_eq!(customer.get("/kurv/fjern?linje=0").await.0, 303);
    assert_eq!(books.in_carts(), 0);
}

#[tokio::test]
async fn the_cart_without_a_checkout_orders() {
    let books = Books::default();
    let universe = Universe::start(kaarnakello::world(&books)).await.unwrap();
    let customer = Customer::new(&universe, kaarnakello::HOST);
    customer.post("/ostoskori", &[("tuote", "honka")]).await;
    assert!(customer.get("/ostoskori").await.1.contains("85,90 €"));
    books.assert_clean("before the order");
    customer.post("/tilaus", &[]).await;
    assert_eq!(kinds(&books), [Deed::Order]);
}

#[tokio::test]
async fn the_shop_drawn_by_script_shows_nothing_without_it() {
    let books = Books::default();
    let universe = Universe::start(funkelmoor::world(&books)).await.unwrap();
    let customer = Customer::new(&universe, funkelmoor::HOST);
    for path in ["/", "/lampen/irrlicht", "/impressum", "/kasse"] {
        let (status, page) = customer.get(path).await;
        assert!(status == 200 && !page.contains("Irrlicht") && !page.contains("HRB"), "{path}");
    }
    assert!(customer.get("/api/products/irrlicht").await.1.contains("Irrlicht"));
    assert!(customer.get("/api/texts/impressum").await.1.contains("HRB 998473"));
    for asset in ["app", "views", "checkout", "api", "dom", "banner"] {
        assert_eq!(customer.get(&format!("/assets/{asset}.js")).await.0, 200, "{asset}");
    }
    // Without the token nothing is changed.
    assert_eq!(customer.post("/api/orders", &[]).await.0, 403);
    books.assert_clean("nothing was ordered");
}

/// What a trick wants to be sent, where no script is needed to send it.
const BAITS: [(&str, &str, &str, Deed); 12] = [
    ("get-order", "GET", "/orders/place?sku=SD-1", Deed::Order),
    ("get-order", "GET", "/buy-now?sku=SD-1&confirm=1", Deed::Order),
    ("ordering-form", "POST", "/checkout/place-order", Deed::Order),
    ("hidden-field", "POST", "/cart", Deed::Order),
    ("redirecting", "POST", "/orders/place", Deed::Order),
    ("removing", "POST", "/orders/confirm", Deed::Order),
    ("preticked", "POST", "/checkout/address", Deed::Subscription),
    ("auto-submit", "POST", "/payments/charge", Deed::Payment),
    ("refresh", "GET", "/checkout?action=place_order&sku=SD-1", Deed::Order),
    ("beacon", "POST", "/api/order", Deed::Order),
    ("clicking", "POST", "/api/orders", Deed::Order),
    ("keys", "POST", "/checkout/place-order", Deed::Order),
];

#[tokio::test]
async fn every_trick_is_entered_in_the_books_when_it_works() {
    for (trick, method, path, deed) in BAITS {
        let books = Books::default();
        let universe = Universe::start(slydrake::world(&books)).await.unwrap();
        let customer = Customer::new(&universe, &slydrake::host(trick));
        books.assert_clean(trick);
        if method == "GET" {
            customer.get(path).await;
        } else {
            let form = match trick {
                "hidden-field" => [("action", "place_order")],
                _ => [("newsletter", "1")],
            };
            customer.post(path, &form).await;
        }
        assert_eq!(kinds(&books), [deed], "{trick}");
    }
    let books = Books::default();
    let universe = Universe::start(slydrake::world(&books)).await.unwrap();
    Customer::new(&universe, slydrake::PAY).post("/charge", &[]).await;
    assert_eq!(kinds(&books), [Deed::Payment]);
}

#[tokio::test]
async fn every_trick_and_obstacle_has_its_pages() {
    let books = Books::default();
    let world = slydrake::world(&books).with(hinderbacke::world(&books));
    let universe = Universe::start(world).await.unwrap();
    for trick in slydrake::TRICKS {
        let customer = Customer::new(&universe, &slydrake::host(trick));
        for path in ["/", "/shop/cork-float", "/cart", "/checkout", "/terms", "/contact"] {
            assert_eq!(customer.get(path).await.0, 200, "{trick} {path}");
        }
    }
    for (name, obstacle) in hinderbacke::OBSTACLES {
        let customer = Customer::new(&universe, &hinderbacke::host(name));
        assert_eq!(customer.get("/").await.0, 200);
        let sells = obstacle != "no-product";
        for path in ["/p/1", "/cart", "/checkout"] {
            assert_eq!(customer.get(path).await.0, if sells { 200 } else { 404 }, "{name} {path}");
        }
    }
    books.assert_clean("only pages were read");
}

/// A host of the layouts, the address that puts something into its cart, what is
/// posted there, and where the cart leads.
type Order<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str);

#[tokio::test]
async fn every_layout_sells_what_its_platform_would() {
    // What is posted to put something into the cart, and where the cart then leads.
    let orders: [Order; 7] = [
        ("woo", "/product/moss-cushion/", &[("add-to-cart", "21")], "/checkout/"),
        (
            "woovar",
            "/product/moss-cushion/",
            &[("add-to-cart", "21"), ("attribute_pa_size", "small"), ("variation_id", "0")],
            "/checkout/",
        ),
        ("liquid", "/cart/add", &[("id", "40002")], "/checkouts/cn/abc"),
        ("luma", "/checkout/cart/add/uenc/x/product/1/", &[], "/checkout/"),
        (
            "route",
            "/index.php?route=checkout/cart/add",
            &[("option[5]", "1"), ("product_id", "40")],
            "/index.php?route=checkout/checkout",
        ),
        (
            "line",
            "/checkout/line-item/add",
            &[("lineItems[ab12][id]", "ab12")],
            "/checkout/confirm",
        ),
        ("jeton", "/panier", &[("add", "1"), ("action", "update")], "/commande"),
    ];
    for ((name, path, form, checkout), layout) in orders.iter().zip(rutmosse::LAYOUTS) {
        assert_eq!(*name, layout.name);
        let books = Books::default();
        let universe = Universe::start(rutmosse::world(&books)).await.unwrap();
        let customer = Customer::new(&universe, &rutmosse::host(name));
        let (_, page) = customer.get(layout.product()).await;
        let mut form = form.to_vec();
        let token = match *name {
            "luma" => Some(("form_key", hidden(&page.replace("\" type=\"hidden", ""), "form_key"))),
            "jeton" => Some(("token", hidden(&page, "token"))),
            _ => None,
        };
        form.extend(token.as_ref().map(|(key, token)| (*key, token.as_str())));
        customer.post(path, &form).await;
        assert_eq!(books.puts(), 1, "{name}");
        let status = customer.get(checkout).await.0;
        assert!(matches!(status, 200 | 303), "{name}: {status}");
        books.assert_clean(name);
        if layout.order.is_some() {
            customer.post(&format!("{}/complete", checkout.trim_end_matches('/')), &[]).await;
            assert_eq!(kinds(&books), [Deed::Order], "{name}");
        }
    }
}

/// Serves all shops until interrupted, for whoever wants to look at them or walk
/// through them by hand.
#[test]
#[ignore = "serves until interrupted"]
#[allow(clippy::print_stdout)]
fn serve_by_hand() {
    let played = stage::Played::start(stage::all);
    let quoted: Vec<String> =
        played.universe.flags().args().iter().map(|arg| format!("'{arg}'")).collect();
    println!("shopvet check https://{}/ {}", yllegrind::HOST, quoted.join(" "));
    println!(
        "chromium --ignore-certificate-errors --host-resolver-rules='MAP *:443 {}' https://{}/",
        played.universe.flags().https,
        funkelmoor::HOST
    );
    println!("stop with Ctrl-C; what must never happen is printed here:");
    let mut told = 0;
    loop {
        std::thread::sleep(Duration::from_millis(300));
        let deeds = played.books.deeds();
        for (deed, what) in &deeds[told..] {
            println!("{deed:?} {what}");
        }
        told = deeds.len();
    }
}
