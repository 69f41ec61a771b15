//! The technical marks, made ready once.

use super::tokens::Mark;
use crate::vocabulary::Marks;
use std::sync::LazyLock;

/// The lists of `rules/marks/walk-guard.yaml`.
pub(super) struct Lists {
    pub(super) order: Vec<Mark>,
    pub(super) sent_to: Vec<Mark>,
    pub(super) ends: Vec<Mark>,
    pub(super) ends_alone: Vec<Mark>,
    pub(super) steps: Vec<Mark>,
    pub(super) harmless: Vec<Mark>,
    pub(super) wallet: Vec<Mark>,
    pub(super) registration: Vec<Mark>,
    pub(super) login: Vec<Mark>,
    pub(super) subscription: Vec<Mark>,
    pub(super) account: Vec<Mark>,
    pub(super) card: Vec<Mark>,
    pub(super) password: Vec<Mark>,
    pub(super) payment_choice: Vec<Mark>,
    pub(super) payment_choice_alone: Vec<Mark>,
    pub(super) link_ends: Vec<Mark>,
    pub(super) verbs: Vec<Mark>,
    pub(super) news_links: Vec<Mark>,
    pub(super) returns: Vec<Mark>,
    pub(super) batch: Vec<Mark>,
    pub(super) consent: Vec<Mark>,
    pub(super) guest: Vec<Mark>,
    pub(super) person: Vec<Mark>,
    pub(super) cart: Vec<Mark>,
    pub(super) product: Vec<Mark>,
    pub(super) delivery: Vec<Mark>,
    pub(super) dismiss: Vec<Mark>,
    pub(super) updates: Vec<Mark>,
    pub(super) reads: Vec<Mark>,
    pub(super) writes: Vec<Mark>,
    pub(super) states_before: Vec<Mark>,
    /// Parts of the addresses of checkouts.
    pub(super) checkout: Vec<Mark>,
    /// Parts of the addresses of carts.
    pub(super) cart_slugs: Vec<Mark>,
    /// The operation that moves an order into another state.
    pub(super) transition: Vec<Mark>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let marks = Marks::built_in();
    let own = &marks.walk_guard;
    let slugs = |kind: &str| marks.paths.slugs.get(kind).map_or(&[] as &[String], Vec::as_slice);
    Lists {
        order: read(&own.order),
        sent_to: read(&own.sent_to),
        ends: read(&own.ends),
        ends_alone: read(&own.ends_alone),
        steps: read(&own.steps),
        harmless: read(&own.harmless),
        wallet: read(&own.wallet),
        registration: read(&own.registration),
        login: read(&own.login),
        subscription: read(&own.subscription),
        account: read(&own.account),
        card: read(&own.card),
        password: read(&own.password),
        payment_choice: read(&own.payment_choice),
        payment_choice_alone: read(&own.payment_choice_alone),
        link_ends: read(&own.link_ends),
        verbs: read(&own.verbs),
        news_links: read(&own.news_links),
        returns: read(&own.returns),
        batch: read(&own.batch),
        consent: read(&own.consent),
        guest: read(&own.guest),
        person: read(&own.person),
        cart: read(&own.cart),
        product: read(&own.product),
        delivery: read(&own.delivery),
        dismiss: read(&own.dismiss),
        updates: read(&own.updates),
        reads: read(&own.reads),
        writes: read(&own.writes),
        states_before: read(&own.states_before),
        checkout: read(slugs("checkout")),
        cart_slugs: read(slugs("cart")),
        transition: read(&own.transition),
    }
});

/// The lists.
pub(super) fn lists() -> &'static Lists {
    &LISTS
}

fn read(list: &[String]) -> Vec<Mark> {
    list.iter().map(|mark| Mark::read(&mark.replace(['-', '_'], " "))).collect()
}
