//! What the way to the checkout showed: facts of `checkout.*`.

use super::Kind::{Bool, Number, Record, RecordList, Text, TextList};
use super::Source::Checkout;
use super::{Entry, e, f};

pub(super) const ENTRIES: &[Entry] = &[
    e(
        "checkout.card-fields",
        RecordList(&[
            f("where", Text),
            f("purpose", Text),
            f("host", Text),
            f("service", Text),
            f("url", Text),
            f("step", Number),
        ]),
        Checkout,
        "Where the number of a card is typed: `page` for a field on the shop's own page, with its purpose, or `frame` for a frame of a payment provider, with its host.",
    ),
    e(
        "checkout.consent",
        Record(&[
            f("present", Bool),
            f("required", Bool),
            f("preticked", Bool),
            f("label", Text),
            f("links-to", Text),
        ]),
        Checkout,
        "The acceptance of the terms before the order is placed.",
    ),
    e(
        "checkout.country",
        RecordList(&[f("country", Text), f("url", Text), f("step", Number), f("where", Text)]),
        Checkout,
        "The merchant's country as named on the way to the checkout, by an address or beside the company's name; `where` is `page` or `footer`.",
    ),
    e(
        "checkout.credit",
        Record(&[
            f("offered", Bool),
            f("other-offered", Bool),
            f("first", Bool),
            f("preselected", Bool),
        ]),
        Checkout,
        "Whether credit (invoice, instalments, pay later) and other means are offered, and whether credit stands first or is chosen in advance.",
    ),
    e(
        "checkout.express",
        RecordList(&[f("name", Text), f("url", Text), f("step", Number), f("terms-beside", Bool)]),
        Checkout,
        "Express buttons of wallets met on the way; `terms-beside`: the acceptance of the terms stands beside the button.",
    ),
    e(
        "checkout.fields",
        RecordList(&[
            f("purpose", Text),
            f("label", Text),
            f("name", Text),
            f("required", Bool),
            f("step", Number),
        ]),
        Checkout,
        "Fields the checkout asks for; `purpose` is a WHATWG autofill token.",
    ),
    e("checkout.guest", Bool, Checkout, "Whether the checkout can be used without an account."),
    e(
        "checkout.obstacle",
        Record(&[
            f("code", Text),
            f("reason", Text),
            f("detail", Text),
            f("url", Text),
            f("step", Number),
        ]),
        Checkout,
        "Why the walk ended before the last step: `no-product`, `out-of-stock`, `minimum-order`, `sign-in`, `hosted-checkout`, `captcha`, `age-gate`, `closed`, `date-needed`, `must-type`, `no-way-on`, `withheld`, `budget`, `script`, `browser`, `unreachable` or `robots`; absent where it did not.",
    ),
    e(
        "checkout.order-button",
        Record(&[f("text", Text), f("clarity", Text)]),
        Checkout,
        "The button that places the order; `clarity` is `clear`, `weak` or `insufficient` as to the duty to pay.",
    ),
    e("checkout.payment-methods", TextList, Checkout, "Payment methods in the order shown."),
    e(
        "checkout.payment-preselected",
        Record(&[f("name", Text), f("credit", Bool)]),
        Checkout,
        "The payment method that is chosen when the page opens, and whether it is credit.",
    ),
    e(
        "checkout.policy-links",
        RecordList(&[
            f("kind", Text),
            f("url", Text),
            f("text", Text),
            f("step", Number),
            f("where", Text),
        ]),
        Checkout,
        "Links to the terms and policies in the checkout; `kind` as in `pages`, `where` is `page` or `footer`.",
    ),
    e(
        "checkout.preticked",
        RecordList(&[f("label", Text), f("purpose", Text), f("step", Number)]),
        Checkout,
        "Boxes that are ticked in advance on the way; `purpose` is `terms`, `privacy`, `marketing`, `extra` for something sold on top, or `other`.",
    ),
    e("checkout.reached", Bool, Checkout, "The last step before paying was seen."),
    e(
        "checkout.steps",
        RecordList(&[f("url", Text), f("action", Text), f("words", Text), f("screenshot", Text)]),
        Checkout,
        "The steps walked from a product to the checkout: where each led, what was done, the words of the control, and the SHA-256 of the picture.",
    ),
    e(
        "checkout.total",
        Record(&[
            f("amount", Text),
            f("currency", Text),
            f("shipping-stated", Bool),
            f("vat-stated", Bool),
        ]),
        Checkout,
        "The total as shown before paying.",
    ),
    e(
        "checkout.withheld",
        RecordList(&[f("what", Text), f("ground", Text), f("detail", Text), f("url", Text)]),
        Checkout,
        "What the walk did not do because it could have bought, paid, registered or subscribed.",
    ),
    e(
        "checkout.receipt",
        Bool,
        Checkout,
        "A receipt or confirmation came after the payment. Needs a test order, which is never placed: always `unknown(not-collected)`.",
    ),
    e(
        "checkout.summary",
        Record(&[
            f("items", Bool),
            f("quantity", Bool),
            f("shipping", Bool),
            f("vat", Bool),
            f("total", Bool),
            f("url", Text),
            f("step", Number),
        ]),
        Checkout,
        "What the summary beside the last step lists before the order is placed.",
    ),
    e(
        "checkout.national-id",
        RecordList(&[f("label", Text), f("name", Text), f("required", Bool), f("step", Number)]),
        Checkout,
        "Fields of the checkout that ask for a national identity number of a person.",
    ),
];
