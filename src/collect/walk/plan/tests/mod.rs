//! What the plan makes of pages as shop systems lay them out by default, told in
//! our own words.

mod adding;
mod carts;
mod checkouts;
mod ends;

use super::*;

const HOME: &str = "https://shop.example/";

fn page(path: &str, html: &str) -> Page {
    let url = Url::parse(HOME).unwrap().join(path).unwrap();
    let context =
        Context { vocabulary: Vocabulary::built_in(), language: None, country: Some("SE") };
    Page::parse(&format!("<html lang=en><body>{html}</body></html>"), &url, context)
}

fn plan(mode: WalkMode, draws: bool) -> Plan {
    Plan::new(mode, draws, Some("SE".into()), vec!["shop.example".into()])
}

/// What a move is, in a line.
fn told(page: &Page, next: &Move) -> String {
    match next {
        Move::Act(act) => {
            let values = act.entries.iter().map(|input| match &input.value {
                Value::Text(text) => format!("{}={text}", input.entry.label),
                Value::Choose(value) => format!("{}={value}", input.entry.label),
                Value::Tick => format!("{} tick {}", input.entry.label, input.entry.value),
                Value::Press => {
                    format!("{} press {}", input.entry.label, input.entry.value).trim().to_owned()
                }
            });
            let entries = values.collect::<Vec<_>>().join(", ");
            // The press leads back to the element that bears the words.
            if let Some(selector) = &act.press {
                assert!(page.doc.find(selector).is_some(), "{selector} leads nowhere");
            }
            let press = if act.press.is_some() { act.words.as_str() } else { "-" };
            let line = format!("{} [{press}] {entries}", act.action.code());
            line.trim().to_owned()
        }
        Move::Open { action, url, .. } => format!("{} {}", action.code(), url.path()),
        Move::Arrived => "arrived".to_owned(),
        Move::End(end) => format!("end {} {}", end.obstacle, end.reason),
    }
}

/// The move from a page that is open while the walk is at this point of its way.
fn at(goal: Goal, mode: WalkMode, draws: bool, path: &str, html: &str) -> String {
    let mut plan = plan(mode, draws);
    plan.goal = goal;
    plan.in_cart = goal == Goal::Cart && path.contains("cart");
    let page = page(path, html);
    let next = plan.next(&page, None);
    told(&page, &next)
}

const READ: WalkMode = WalkMode::Read;
const FILL: WalkMode = WalkMode::Fill;
