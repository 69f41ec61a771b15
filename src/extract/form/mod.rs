//! Forms: fields by purpose, consent, buttons; the checkout as far as it is visible.
//!
//! Reads every form of a page, and controls that stand together without one.
//! What each field asks for is judged by the model in `purpose`, whether it must be filled
//! in by its attributes, classes, asterisks and words. Only the buttons of forms
//! that place an order or take a payment are given a clarity. Nothing is ever
//! filled in or sent from here.

pub mod button;
mod checkout;
mod codes;
mod consent;
mod dom;
mod duty;
mod elsewhere;
mod kind;
mod layout;
mod neighbours;
mod open;
mod payment;
mod purpose;
mod votes;
mod words;

pub(super) use checkout::payment_pages;
pub use checkout::{Walked, furthest};

use super::document::Attributes;
use super::{ButtonReading, Context, Document, FieldReading, FormReading, PageReading, Site};
use crate::facts::FactSet;
use layout::{Control, Group};
pub(crate) use open::{OpenField, OpenForm, forms as open_forms};
use std::collections::HashSet;

/// Reads one page.
pub(super) fn read(doc: &Document, context: Context<'_>, reading: &mut PageReading) {
    let page = kind::Page::of(doc, reading.kind);
    for group in layout::groups(doc) {
        if let Some(form) = form(doc, &group, &page, context) {
            reading.forms.push(form);
        }
    }
    if !reading.forms.iter().any(|form| matches!(form.purpose, Some("checkout" | "payment"))) {
        reading.checkout_elsewhere = page.is_ordering().then(|| elsewhere::of(doc)).flatten();
    }
    if reading.forms.iter().any(|form| matches!(form.purpose, Some("checkout" | "payment"))) {
        let total = payment::total(doc, context);
        let ordering =
            |form: &&mut FormReading| matches!(form.purpose, Some("checkout" | "payment"));
        if let Some(form) = reading.forms.iter_mut().find(ordering) {
            form.total = total;
        }
    }
}

fn form(
    doc: &Document,
    group: &Group,
    page: &kind::Page,
    context: Context<'_>,
) -> Option<FormReading> {
    let mut tokens = purpose::purposes(group, context.language);
    for (token, control) in tokens.iter_mut().zip(&group.controls) {
        if consent::asks(control) {
            "consent".clone_into(token);
        }
    }
    let mut clarity: Vec<Option<&'static str>> = group
        .buttons
        .iter()
        .map(|b| button::clarity(&b.text, context.language, context.vocabulary))
        .collect();
    let purpose = kind::purpose(doc, group, &tokens, page, &clarity);
    let consent = consent::read(group, duty::is_marked);
    let payment_methods = payment::methods(group, &tokens);
    order_buttons(group, consent.is_some() || !payment_methods.is_empty(), &mut clarity);
    let ordering = matches!(purpose, Some("checkout" | "payment"));
    // Buttons by themselves matter only where they place an order.
    if group.controls.is_empty() && !group.is_form && !ordering {
        return None;
    }
    let element = doc.element(group.node).filter(|_| group.is_form);
    let attribute = |name: &str| element.and_then(|e| e.value().attribute(name)).map(str::trim);
    let duty = duty::Duty::of(group);
    let mut radios = HashSet::new();
    let fields = group
        .controls
        .iter()
        .zip(tokens)
        // The buttons of one radio group are one field.
        .filter(|(c, _)| c.kind != "radio" || c.name.is_empty() || radios.insert(c.name.as_str()))
        .map(|(control, purpose)| {
            let required = duty.covers(control, &purpose);
            field(doc, control, purpose, required)
        })
        .collect();
    let buttons = group
        .buttons
        .iter()
        .zip(clarity)
        .map(|(button, clarity)| ButtonReading {
            text: button.text.clone(),
            clarity: clarity.filter(|_| ordering),
            selector: doc.selector(button.node),
        })
        .collect();
    Some(FormReading {
        action: attribute("action")
            .filter(|action| !action.is_empty())
            .and_then(|action| doc.base.join(action).ok())
            .map(|url| url.to_string()),
        method: attribute("method").map_or("get".to_owned(), str::to_ascii_lowercase),
        purpose,
        fields,
        buttons,
        consent,
        payment_methods,
        total: None,
        selector: doc.selector(group.node),
    })
}

/// Leaves a clarity only to the buttons that can be the one that places the order.
///
/// A wallet's button beside another passes the form by. Words that only go on lead
/// to a next step where the form shows nothing of the last one. Words that say
/// nothing of an order count on a button that sends the form, or on the last of a
/// form that only scripts send.
fn order_buttons(group: &Group, last_step: bool, clarity: &mut [Option<&'static str>]) {
    let says = |clarity: Option<&'static str>| matches!(clarity, Some("clear" | "weak"));
    let wallet: Vec<bool> = group.buttons.iter().map(|b| button::names_wallet(&b.text)).collect();
    let other = clarity.iter().zip(&wallet).any(|(c, wallet)| says(*c) && !wallet);
    let sent = group.buttons.iter().any(|button| button.submits);
    let last = clarity.iter().rposition(Option::is_some);
    for (index, ((slot, button), wallet)) in
        clarity.iter_mut().zip(&group.buttons).zip(wallet).enumerate()
    {
        let counts = if says(*slot) {
            !wallet || !other
        } else {
            (button.submits || (!sent && Some(index) == last))
                && (last_step || !button::goes_on(&button.text))
        };
        if !counts {
            *slot = None;
        }
    }
}

fn field(doc: &Document, control: &Control, purpose: String, required: bool) -> FieldReading {
    let label = match control.kind.as_str() {
        "radio" if !control.legend.is_empty() => control.legend.as_str(),
        _ => control.shown(),
    };
    FieldReading {
        purpose,
        label: label.to_owned(),
        name: control.name.clone(),
        id: control.id.clone(),
        kind: control.kind.clone(),
        required,
        selector: doc.selector(control.node),
    }
}

/// States the facts of this area.
pub(super) fn facts(site: &Site<'_>, set: &mut FactSet) {
    checkout::facts(site, set);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::read_page;
    use crate::vocabulary::Vocabulary;
    use url::Url;

    fn forms(source: &str, path: &str, language: &str) -> Vec<FormReading> {
        let url = Url::parse("https://shop.example").unwrap().join(path).unwrap();
        let context = Context {
            vocabulary: Vocabulary::built_in(),
            language: Some(language),
            country: Some("SE"),
        };
        let source = format!("<html lang={language}>{source}");
        read_page(&source, &url, context).forms
    }

    const CHECKOUT: &str = "<h1>Kassa</h1><form action='/order' method=post>
        <label>Förnamn *<input name=first></label><label>Efternamn *<input name=last></label>
        <label>E-post<input name=mail type=email required></label>
        <label>Gatuadress<input name=a></label><label>Postnummer<input name=z></label>
        <label>Företag (valfritt)<input name=c></label>
        <fieldset><legend>Betalsätt</legend><label><input type=radio name=pm> Kort</label>
        <label><input type=radio name=pm> Faktura</label></fieldset>
        <label><input type=checkbox name=ok required> Jag godkänner <a href=/villkor>köpvillkoren</a></label>
        <p>Frakt: 49 kr</p><p>Att betala: 548 kr inkl. moms</p>
        <button>Slutför köp</button></form>";

    #[test]
    fn a_checkout_is_read_whole() {
        let forms = forms(CHECKOUT, "/kassa", "sv");
        let form = &forms[0];
        assert_eq!(form.purpose, Some("checkout"));
        let required: Vec<(&str, bool)> =
            form.fields.iter().map(|f| (f.purpose.as_str(), f.required)).collect();
        assert_eq!(
            required,
            [
                ("given-name", true),
                ("family-name", true),
                ("email", true),
                ("street-address", false),
                ("postal-code", false),
                ("organization", false),
                ("other", false),
                ("consent", true),
            ]
        );
        assert_eq!(form.buttons[0].clarity, Some("clear"));
        assert_eq!(form.payment_methods, ["Kort", "Faktura"]);
        assert!(form.consent.as_ref().unwrap().present);
        let total = form.total.as_ref().unwrap();
        assert_eq!((total.amount.as_str(), total.currency.as_deref()), ("548.00", Some("SEK")));
        assert!(total.shipping_stated && total.vat_stated);
    }

    #[test]
    fn the_tax_in_the_sum_is_stated_in_many_ways() {
        for (sum, stated) in [
            ("<p>Total 297,75 kr (includes 59,55 kr VAT)</p>", true),
            ("<p>Total 297,75 kr</p><p>Including 59,55 kr VAT</p>", true),
            (
                "<table><tr><td>VAT (25%)</td><td>59,55 kr</td></tr><tr><td>Total</td><td>297,75 kr</td></tr></table>",
                true,
            ),
            ("<p>Total 297,75 kr</p><p>Our VAT number is SE559999012301</p>", false),
            ("<p>Total 297,75 kr</p>", false),
        ] {
            let source = format!(
                "<h1>Checkout</h1><form><label>Name<input name=n></label>{sum}<button>Place order</button></form>"
            );
            let forms = forms(&source, "/checkout", "en");
            let total = forms.iter().find_map(|form| form.total.as_ref()).unwrap();
            assert_eq!((total.amount.as_str(), total.vat_stated), ("297.75", stated), "{sum}");
        }
    }

    #[test]
    fn the_newsletter_at_the_foot_of_a_checkout_is_no_part_of_it() {
        let source = "<h1>Checkout</h1><form action=/checkout><label>Name<input name=n></label>
            <label>Postcode<input name=z></label><button>Pay now</button></form>
            <footer><form><input type=email name=e placeholder='Your email' required>
            <button>Subscribe</button></form></footer>";
        let forms = forms(source, "/checkout", "en");
        let purposes: Vec<Option<&str>> = forms.iter().map(|form| form.purpose).collect();
        assert_eq!(purposes, [Some("checkout"), Some("newsletter")]);
        assert_eq!(forms[1].buttons[0].clarity, None);
    }

    #[test]
    fn what_is_shut_demands_nothing() {
        let source = "<h1>Checkout</h1><form><label>Email<input name=e type=email required></label>
            <label>Password<input name=p type=password required disabled></label><button>Continue</button></form>";
        let forms = forms(source, "/checkout", "en");
        let required: Vec<bool> = forms[0].fields.iter().map(|f| f.required).collect();
        assert_eq!(required, [true, false]);
    }

    #[test]
    fn the_code_of_the_currency_may_stand_before_the_total() {
        let source = "<h1>Checkout</h1><form><label>Email<input name=e></label><label>Address
            <input name=a></label><table><tr><th>Subtotal</th><td>£24.00</td></tr><tr><th>Total</th>
            <td>GBP £27.00</td></tr></table><button>Pay now</button></form>";
        let total = forms(source, "/checkout", "en")[0].total.clone().unwrap();
        assert_eq!((total.amount.as_str(), total.currency.as_deref()), ("27.00", Some("GBP")));
    }

    #[test]
    fn forms_are_told_apart() {
        for (source, purpose) in [
            ("<form><input type=search name=q></form>", Some("search")),
            (
                "<form><input type=email name=e placeholder=E-post><button>Prenumerera</button></form>",
                Some("newsletter"),
            ),
            (
                "<form><input name=u><input type=password name=p><button>Logga in</button></form>",
                Some("login"),
            ),
            (
                "<form><input name=namn><input type=email name=e><textarea name=m></textarea><button>Skicka meddelande</button></form>",
                Some("contact"),
            ),
            (
                "<form><input type=number name=quantity><button>Lägg i varukorgen</button></form>",
                Some("cart"),
            ),
            (
                "<form><input name=email type=email><input type=password name=p><input type=password name=p2><button>Skapa konto</button></form>",
                Some("registration"),
            ),
            ("<form><input name=x></form>", None),
        ] {
            let forms = forms(source, "/", "sv");
            assert_eq!(forms[0].purpose, purpose, "{source}");
            assert!(forms[0].buttons.iter().all(|b| b.clarity.is_none()), "{source}");
        }
    }
}
