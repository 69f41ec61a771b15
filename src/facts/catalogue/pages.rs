//! The pages a shop must have: facts of `pages.*`.

use super::Kind::{Bool, Number, Record, RecordList, Text};
use super::Source::Pages;
use super::{Entry, Kind, e, f};

const PAGE: Kind = Record(&[
    f("url", Text),
    f("clicks", Number),
    f("words", Number),
    f("language", Text),
    f("form", Text),
]);

pub(super) const ENTRIES: &[Entry] = &[
    e("pages.about", PAGE, Pages, "Page about the business."),
    e("pages.cart", PAGE, Pages, "Shopping cart."),
    e("pages.checkout", PAGE, Pages, "Checkout."),
    e("pages.complaints", PAGE, Pages, "Complaints policy, as a page or a section of one."),
    e("pages.contact", PAGE, Pages, "Contact page."),
    e("pages.cookies", PAGE, Pages, "Cookie policy, as a page or a section of one."),
    e("pages.delivery", PAGE, Pages, "Delivery policy, as a page or a section of one."),
    e("pages.imprint", PAGE, Pages, "Imprint: who runs the site."),
    e("pages.privacy", PAGE, Pages, "Privacy policy."),
    e(
        "pages.returns",
        PAGE,
        Pages,
        "Returns and withdrawal policy, as a page or a section of one.",
    ),
    e("pages.terms", PAGE, Pages, "Terms of sale."),
    e(
        "pages.withdrawal-function",
        RecordList(&[f("label", Text), f("url", Text), f("from", Text), f("sign-in", Bool)]),
        Pages,
        "Links and buttons by which a consumer withdraws from a contract on line, where they lead, and whether one has to sign in there.",
    ),
];
