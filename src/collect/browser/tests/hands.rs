//! The hand that chooses, types and presses.

use super::super::hand::Ask;
use super::*;
use crate::collect::walk::hand::{Act, Hand as _, Input, Trouble, Value};
use crate::snapshot::{Entry, StepAction};

/// The selector of the first element that a CSS selector finds in a sight.
fn named(view: &View, css: &str) -> String {
    let text = String::from_utf8(view.html.to_vec()).unwrap();
    let document = crate::extract::Document::parse(&text, &url(&view.url));
    let selector = scraper::Selector::parse(css).unwrap();
    let node = document.html.select(&selector).next().unwrap_or_else(|| panic!("{css}: {text}"));
    document.selector(node.id())
}

fn input(view: &View, css: &str, value: Value) -> Input {
    let entry = Entry {
        selector: named(view, css),
        label: css.to_owned(),
        purpose: "other".to_owned(),
        value: String::new(),
    };
    Input { entry, value }
}

fn act(view: &View, press: Option<&str>, entries: Vec<Input>) -> Act {
    Act {
        action: StepAction::AddToCart,
        press: press.map(|css| named(view, css)),
        words: "Go".to_owned(),
        entries,
    }
}

const PRODUCT: &str = "<!doctype html><title>P</title><style>
    .swatch input { position: absolute; opacity: 0; width: 0; height: 0 }
    #veil { position: fixed; inset: 0; background: #fff8 } </style>
    <div id=app></div><script>
    // Draws everything anew at each change, as frameworks do.
    const state = { size: '', colour: '', mark: '', gift: false, said: [] };
    const app = document.querySelector('#app');
    function draw() {
      app.innerHTML = `<select><option value=''>-</option><option value=s>S</option></select>
        <div class=swatch><label><input type=radio name=colour value=red><span>Red</span></label></div>
        <ul><li>mint</li><li>plum</li></ul><label><input type=checkbox> gift</label>
        <input type=text><button ${state.size ? '' : 'disabled'}>Add</button>
        <output>${JSON.stringify(state)}</output>`;
      const [select, radio, box, text] = ['select', '[type=radio]', '[type=checkbox]', '[type=text]']
        .map(css => app.querySelector(css));
      select.value = state.size; radio.checked = state.colour === 'red'; box.checked = state.gift;
      text.value = state.mark;
      select.onchange = () => { state.size = select.value; setTimeout(draw, 50) };
      radio.onchange = () => { state.colour = radio.value; draw() };
      box.onchange = () => { state.gift = box.checked; draw() };
      text.oninput = () => { state.mark = text.value };
      text.onchange = () => { state.said.push('change'); draw() };
      app.querySelectorAll('li').forEach(li => li.onclick = () => { state.said.push(li.textContent); draw() });
      app.querySelector('button').onclick = event => {
        state.said.push(event.isTrusted);
        history.pushState({}, '', '/cart'); app.innerHTML = '<h1>Cart</h1>' + JSON.stringify(state);
      };
    }
    setTimeout(draw, 100);
    </script>";

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_chooses_ticks_types_and_presses_as_a_person_does() {
    let Some(program) = chromium() else { return };
    let world = World::new().site(
        "shop.example",
        site(|path| {
            Some(match path {
                "/product" => universe::page(PRODUCT),
                "/links" => universe::page(
                    "<a class=new href='/next?blank' target=_blank>New</a>
                     <button class=open onclick=\"window.open('/next?opened')\">Open</button>
                     <button class=alert onclick=\"alert(1); location = '/next?alert'\">Alert</button>
                     <a class=script href=\"javascript:location.assign('/next?script')\">Script</a>
                     <button class=covered onclick=\"location = '/next?covered'\">Covered</button>
                     <div style='position:fixed;inset:0'></div>
                     <a class=closed href=/closed/x>Closed</a>
                     <form action=/next><input name=a value=1><button class=form name=b value=2>F</button></form>
                     <form method=post action=/order><button class=post>Order</button></form>
",
                ),
                "/next" => universe::page("<h1>Next</h1>"),
                "/eager" => universe::reply(
                    202,
                    "text/html",
                    "<h1>Eager</h1><form method=post action=/order></form>
                     <script>setTimeout(() => document.forms[0].submit(), 100)</script>",
                ),
                "/order" => universe::page("<h1>Ordered</h1>"),
                _ => return None,
            })
        }),
    );
    let universe = Universe::start(world).await.unwrap();
    let browser = browser(&universe, &program, |_| {});
    let asked: Arc<std::sync::Mutex<Vec<String>>> = Arc::default();
    let seen_by = Arc::clone(&asked);
    let ask: Ask = Box::new(move |view, act| {
        let text = String::from_utf8(view.html.to_vec()).unwrap();
        let document = crate::extract::Document::parse(&text, &url(&view.url));
        let selector = scraper::Selector::parse(act.press.as_deref().unwrap()).unwrap();
        let node = document.html.select(&selector).next().unwrap();
        seen_by.lock().unwrap().push(node.text().collect());
        Ok(())
    });
    let mut hand = Drawn::new(browser.tab(place()).await.unwrap(), ask);
    let seen = hand.open(&url("https://shop.example/product")).await.unwrap();
    let view = &seen.view;
    // What a drawn swatch stands for is no hidden field.
    let text = String::from_utf8(view.html.to_vec()).unwrap();
    assert!(!text.contains("hidden"), "{text}");
    let entries = vec![
        input(view, "select", Value::Choose("s".to_owned())),
        input(view, "[type=radio]", Value::Tick),
        input(view, "li:nth-of-type(2)", Value::Press),
        input(view, "[type=checkbox]", Value::Tick),
        input(view, "[type=text]", Value::Text("Åsa".to_owned())),
    ];
    let begun = Instant::now();
    let seen = hand.act(&act(view, Some("button"), entries)).await.unwrap();
    eprintln!("act: {:?}", begun.elapsed());
    let text = String::from_utf8(seen.view.html.to_vec()).unwrap();
    let expected = "{\"size\":\"s\",\"colour\":\"red\",\"mark\":\"Åsa\",\"gift\":true,\"said\":[\"plum\",\"change\"";
    assert!(text.contains("<h1>Cart</h1>") && text.contains(expected), "{text}");
    assert!(text.contains("true]"), "pressed with the mouse: {text}");
    assert_eq!(seen.view.url, "https://shop.example/cart");
    assert_eq!(asked.lock().unwrap().as_slice(), ["Add"]);

    let links = url("https://shop.example/links");
    for (css, expected) in [
        (".new", "/next?blank"),
        (".open", "/next?opened"),
        (".alert", "/next?alert"),
        (".script", "/next?script"),
        (".covered", "/next?covered"),
        (".form", "/next?a=1&b=2"),
    ] {
        let seen = hand.open(&links).await.unwrap();
        let seen = hand.act(&act(&seen.view, Some(css), Vec::new())).await;
        let seen = seen.unwrap_or_else(|trouble| panic!("{css}: {trouble:?}"));
        assert_eq!(seen.view.url, format!("https://shop.example{expected}"), "{css}");
        assert!(seen.hops.iter().any(|hop| hop.as_str().ends_with(expected)), "{:?}", seen.hops);
    }
    let seen = hand.open(&links).await.unwrap();
    let trouble = hand.act(&act(&seen.view, Some(".closed"), Vec::new())).await.unwrap_err();
    assert_eq!(trouble, Trouble::Robots(url("https://shop.example/closed/x")));
    let seen = hand.open(&links).await.unwrap();
    let trouble = hand.act(&act(&seen.view, Some(".post"), Vec::new())).await.unwrap_err();
    let Trouble::Withheld(withheld) = trouble else { panic!("{trouble:?}") };
    assert_eq!(withheld.what, "POST https://shop.example/order");
    // The page that was open still is.
    let seen = hand.act(&act(&seen.view, Some(".form"), Vec::new())).await.unwrap();
    assert_eq!(seen.view.url, "https://shop.example/next?a=1&b=2");
    // What a page tries to send by itself is kept, and the page is seen.
    let seen = hand.open(&url("https://shop.example/eager")).await.unwrap();
    assert_eq!((seen.view.status, seen.withheld.len()), (Some(202), 1), "{:?}", seen.withheld);
    assert_eq!(seen.withheld[0].what, "POST https://shop.example/order");
    assert_eq!(seen.hops, [url("https://shop.example/eager")]);
    assert_eq!(universe.count("shop.example", "/order"), 0);
    assert_eq!(universe.count("shop.example", "/closed/x"), 0);
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_guard_refuses_as_it_is_then_is_not_pressed() {
    let Some(program) = chromium() else { return };
    let page = "<button onclick=\"location = '/order'\">Next</button><script>
        setTimeout(() => { document.querySelector('button').textContent = 'Pay now' }, 1500)</script>";
    let world = World::new().site("shop.example", site(move |_| Some(universe::page(page))));
    let universe = Universe::start(world).await.unwrap();
    let browser = browser(&universe, &program, |_| {});
    let ask: Ask = Box::new(|view, act| {
        let text = String::from_utf8(view.html.to_vec()).unwrap();
        match text.contains(">Next<") {
            true => Ok(()),
            false => Err(Box::new(Withheld {
                url: view.url.clone(),
                selector: act.press.clone(),
                what: "Pay now".to_owned(),
                ground: "order-words".to_owned(),
                detail: String::new(),
            })),
        }
    });
    let mut hand = Drawn::new(browser.tab(place()).await.unwrap(), ask);
    let seen = hand.open(&url("https://shop.example/")).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1600)).await;
    let trouble = hand.act(&act(&seen.view, Some("button"), Vec::new())).await.unwrap_err();
    assert!(matches!(trouble, Trouble::Withheld(_)), "{trouble:?}");
    assert_eq!(universe.count("shop.example", "/order"), 0);
    browser.end().await;
}
