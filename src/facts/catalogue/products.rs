//! What is sold, at what prices: facts of `products.*`.

use super::Kind::{Bool, Number, Record, RecordList, Text, TextList};
use super::Source::Pages;
use super::{Entry, e, f, lists, w};

pub(super) const ENTRIES: &[Entry] = &[
    e(
        "products.catalogue-size",
        Record(&[f("seen", Number), f("stated", Number), f("in-sitemap", Number)]),
        Pages,
        "How large the catalogue is: products read, the largest number that a list on the site states, and addresses of products in its sitemaps.",
    ),
    e(
        "products.items",
        RecordList(&[
            f("url", Text),
            f("name", Text),
            f("price", Record(&[f("amount", Text), f("currency", Text)])),
            w("vat", &["included", "excluded", "unstated"]),
            w("price-kind", &["current", "from", "unit", "on-request"]),
            f("old-price", Record(&[f("amount", Text), f("currency", Text)])),
        ]),
        Pages,
        "Products or services on sale; `vat` is `included`, `excluded` or `unstated`, `price-kind` is `current`, `from`, `unit` or `on-request`.",
    ),
    e(
        "products.prices",
        RecordList(&[
            f("url", Text),
            f("text", Text),
            f("amount", Text),
            f("currency", Text),
            w(
                "kind",
                &[
                    "current",
                    "old",
                    "from",
                    "to",
                    "unit",
                    "total",
                    "shipping",
                    "saving",
                    "instalment",
                ],
            ),
        ]),
        Pages,
        "Every visible price; amounts are decimal text, currencies ISO 4217; `kind` is `current`, `old`, `from`, `to`, `unit`, `total`, `shipping`, `saving` or `instalment`.",
    ),
    e(
        "products.details",
        RecordList(&[
            f("url", Text),
            f("name", Text),
            f("words", Number),
            f("unique", Bool),
            f("pictures", Number),
            f("manufacturer", Text),
            f("manufacturer-contact", Text),
            f("identifier", Text),
            f("unit-price", Bool),
            f("price-cut", Bool),
            f("prior-price", Bool),
        ]),
        Pages,
        "What the page of one product shows: words of its own description and whether no other product has the same, pictures of it, the manufacturer and how to reach it, GTIN or article number, a unit price, a cut price, and the lowest price of the days before beside it. The pages read are a sample, and five are enough for it.",
    ),
    e(
        "products.price-conflicts",
        RecordList(&[
            f("url", Text),
            f("name", Text),
            w("where", &["markup", "list", "cart"]),
            f("amount", Text),
            f("other", Text),
            f("currency", Text),
        ]),
        Pages,
        "Products whose price differs between the page and its structured data (`markup`), a list (`list`), or the cart (`cart`) in the same currency and VAT mode. Five products that could be compared are enough to say that there is none.",
    ),
    e(
        "products.lines",
        RecordList(&[
            w("line", lists::LINES),
            f("products", Number),
            f("share", Number),
            f("excerpt", Text),
            f("url", Text),
        ]),
        Pages,
        "Lines of goods and services that the names of products and categories show, the largest first; `share` in percent of the products read.",
    ),
    e(
        "products.restricted",
        RecordList(&[
            w("category", lists::RESTRICTED),
            f("term", Text),
            f("text", Text),
            f("url", Text),
            w("where", &["product", "category", "text"]),
        ]),
        Pages,
        "Goods and services that acquirers prohibit or restrict, by the words that show them; `where` is `product`, `category` or `text`.",
    ),
    e(
        "products.sample",
        Record(&[f("read", Number), f("known", Number)]),
        Pages,
        "How much of the catalogue was searched: names of products that were read, and products that the shop is known to have; unknown where more than their number stood in the way.",
    ),
    e(
        "products.restricted-in-sample",
        RecordList(&[
            w("category", lists::RESTRICTED),
            f("term", Text),
            f("text", Text),
            f("url", Text),
            w("where", &["product", "category", "text"]),
        ]),
        Pages,
        "The items of `products.restricted` as a whole list of what was read, however much was not: it says nothing of the rest, so ask for the size of `products.sample` beside it.",
    ),
    e(
        "products.replica-signals",
        Record(&[f("brands", TextList), f("median-cut", Number), f("words", TextList)]),
        Pages,
        "What replicas have in common: luxury brands on sale, the median cut of their prices in percent, and words such as replica.",
    ),
];
