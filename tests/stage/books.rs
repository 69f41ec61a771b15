//! The books of the invented shops: what was asked of them, what lies in their
//! carts, and every order, payment, account and subscription, of which there must
//! be none.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// What a visit must never bring about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Something was ordered.
    Order,
    /// Something was paid, or a payment begun.
    Payment,
    /// An account was made, or somebody tried to sign in.
    Account,
    /// Somebody subscribed to a newsletter.
    Subscription,
    /// A message was sent to the merchant.
    Message,
}

/// One request that a shop with a server answered.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `GET`, `POST`, ...
    pub method: String,
    /// Which host.
    pub host: String,
    /// Without the query.
    pub path: String,
    /// The fields of its form.
    pub form: Vec<(String, String)>,
}

#[derive(Debug, Default)]
struct Pages {
    deeds: Vec<(Deed, String)>,
    asked: Vec<Asked>,
    put: usize,
    carts: BTreeMap<String, u32>,
    tickets: u64,
}

/// The books of one run; what is cloned is the same book.
#[derive(Debug, Clone, Default)]
pub struct Books(Arc<Mutex<Pages>>);

impl Books {
    /// Enters what must never happen.
    pub fn enter(&self, deed: Deed, what: String) {
        self.0.lock().unwrap().deeds.push((deed, what));
    }

    /// Everything that must never happen and did.
    pub fn deeds(&self) -> Vec<(Deed, String)> {
        self.0.lock().unwrap().deeds.clone()
    }

    /// Fails when anything happened that must not.
    ///
    /// # Panics
    /// There was an order, a payment, an account, a subscription or a message.
    #[track_caller]
    pub fn assert_clean(&self, when: &str) {
        let deeds = self.deeds();
        assert!(deeds.is_empty(), "{when}: {deeds:#?}");
    }

    /// How often something was put into a cart.
    pub fn puts(&self) -> usize {
        self.0.lock().unwrap().put
    }

    /// How many things lie in all carts together.
    pub fn in_carts(&self) -> u32 {
        self.0.lock().unwrap().carts.values().sum()
    }

    /// All requests, in order.
    pub fn requests(&self) -> Vec<Asked> {
        self.0.lock().unwrap().asked.clone()
    }

    /// Everything that was sent in forms to addresses under `path`.
    pub fn sent_to(&self, path: &str) -> Vec<(String, String)> {
        let all = self.requests();
        all.into_iter().filter(|asked| asked.path.starts_with(path)).flat_map(|a| a.form).collect()
    }

    pub(super) fn asked(&self, method: &str, host: &str, path: &str, form: &[(String, String)]) {
        self.0.lock().unwrap().asked.push(Asked {
            method: method.to_owned(),
            host: host.to_owned(),
            path: path.to_owned(),
            form: form.to_vec(),
        });
    }

    pub(super) fn put(&self) {
        self.0.lock().unwrap().put += 1;
    }

    pub(super) fn cart_is(&self, session: &str, pieces: u32) {
        self.0.lock().unwrap().carts.insert(session.to_owned(), pieces);
    }

    /// A number that was never given before.
    pub(super) fn ticket(&self) -> u64 {
        let mut pages = self.0.lock().unwrap();
        pages.tickets += 1;
        pages.tickets
    }
}
