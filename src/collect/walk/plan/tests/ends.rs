//! What ends a walk, whatever a page holds.

use super::*;
use crate::extract::form::button;
use crate::snapshot::View;

#[test]
fn walls_other_hosts_and_circles_end_the_walk() {
    let page =
        page("/checkout", "<h1>Checkout</h1><form action=/n><button>Continue</button></form>");
    let mut walled = plan(READ, false);
    for (reason, obstacle) in [
        (Reason::Blocked, "captcha"),
        (Reason::AgeWall, "age-gate"),
        (Reason::GeoBlocked, "closed"),
    ] {
        let wall = Wall { reason, detail: String::new() };
        let next = walled.next(&page, Some(&wall));
        assert_eq!(told(&page, &next), format!("end {obstacle} {reason}"));
    }
    let elsewhere =
        self::page("https://pay.other.example/x", "<h1>Checkout</h1><button>Pay</button>");
    let next = plan(READ, true).next(&elsewhere, None);
    assert_eq!(told(&elsewhere, &next), "end hosted-checkout third-party-frame");
    let mut circle = plan(READ, false);
    circle.goal = Goal::Checkout;
    let moves: Vec<String> = (0..6).map(|_| told(&page, &circle.next(&page, None))).collect();
    assert_eq!(moves[0], "continue [Continue]");
    assert!(moves.iter().skip(1).all(|line| line.starts_with("end ")), "{moves:?}");
}

/// Pages out of pieces, whole and broken, and every point of the way.
#[test]
fn no_page_makes_it_panic_or_press_what_orders() {
    let pieces = [
        "<form method=post action=/checkout>",
        "<form>",
        "</form>",
        "<button>Pay now</button>",
        "<button>Place order</button>",
        "<button type=button>Continue</button>",
        "<input name=email required>",
        "<input type=radio name=pm>",
        "<label>Guest",
        "<select name=country required><option value=''>-",
        "<h1>Checkout</h1>",
        "<h1>Cart</h1>",
        "<a href=/checkout>Checkout</a>",
        "<a href='javascript:pay()'>Buy now</a>",
        "<input type=submit value='Köp nu'>",
        "<button formaction=/order>Continue</button>",
        "<table><form><tr><td>",
        "<fieldset disabled>",
        "<p>Your cart is empty</p>",
        "&#0;<b",
        "<button>Add to cart</button>",
        "<input type=checkbox required> I accept the terms",
        "<legend>Payment method</legend>",
        "<button>Zahlungspflichtig bestellen</button>",
        "<input type=image alt='Place order'>",
        "<div role=button>Confirm and pay</div>",
    ];
    // A small generator of our own, so that a failure can be repeated.
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = |most: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % most as u64).unwrap()
    };
    for round in 0..600 {
        let html: String = (0..draw(14)).map(|_| pieces[draw(pieces.len())]).collect();
        let path = ["/checkout", "/cart", "/products/x", "/"][draw(4)];
        let page = page(path, &html);
        let mode = if draw(2) == 0 { READ } else { FILL };
        let mut plan = plan(mode, draw(2) == 0);
        plan.goal = [Goal::Add, Goal::Cart, Goal::Checkout][draw(3)];
        for _ in 0..4 {
            let Move::Act(act) = plan.next(&page, None) else { continue };
            let Some(selector) = act.press else { continue };
            let ordering = page
                .reading
                .forms
                .iter()
                .filter(|form| matches!(form.purpose, Some("checkout" | "payment")))
                .flat_map(|form| &form.buttons)
                .any(|button| {
                    button.clarity.is_some()
                        && button.selector == selector
                        && !checkout::only_leads_on(&page, button)
                });
            assert!(!ordering, "round {round}: {} in {html}", act.words);
            if plan.goal == Goal::Checkout {
                let says = button::clarity(&act.words, None, Vocabulary::built_in());
                assert!(!matches!(says, Some("clear" | "weak")), "{}: {html}", act.words);
            }
        }
    }
}

#[test]
fn an_answer_for_scripts_is_no_page() {
    let mut view = View {
        url: format!("{HOME}cart/add"),
        status: Some(200),
        rendered: false,
        sha256: String::new(),
        html: bytes::Bytes::from_static(
            br#"{"success":"<a href=\"http:\/\/shop.example\/cart\">your cart</a>"}"#,
        ),
        truncated: false,
        screenshot: None,
        boxes: Vec::new(),
        seen_at: String::new(),
    };
    let plan = plan(READ, false);
    assert!(Page::of(&view, plan.context()).unwrap().presses.is_empty());
    view.html = bytes::Bytes::from_static(b"<a href=/cart>Your cart</a>");
    assert_eq!(Page::of(&view, plan.context()).unwrap().presses.len(), 1);
}
