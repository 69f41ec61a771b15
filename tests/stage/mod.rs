//! The invented shops that have a server of their own, all on one stage.

// Each test file uses its own part of this.
#![allow(dead_code, unused_imports, unreachable_pub, clippy::unwrap_used)]

pub mod books;
pub mod play;
pub mod visit;

#[path = "../../fixtures/funkelmoor/shop.rs"]
pub mod funkelmoor;
#[path = "../../fixtures/hinderbacke/shop.rs"]
pub mod hinderbacke;
#[path = "../../fixtures/kaarnakello/shop.rs"]
pub mod kaarnakello;
#[path = "../../fixtures/rutmosse/shop.rs"]
pub mod rutmosse;
#[path = "../../fixtures/slydrake/shop.rs"]
pub mod slydrake;
#[path = "../../fixtures/tangsmuld/shop.rs"]
pub mod tangsmuld;
#[path = "../../fixtures/yllegrind/shop.rs"]
pub mod yllegrind;

use books::Books;
use shopvet::universe::{Standing, World};
pub use visit::Visit;

/// A world being served, with its books.
pub struct Played {
    /// Where it is served.
    pub universe: Standing,
    /// What happened there.
    pub books: Books,
}

impl Played {
    /// Serves what `world` makes.
    pub fn start(world: impl FnOnce(&Books) -> World) -> Self {
        let books = Books::default();
        Self { universe: Standing::start(world(&books)).unwrap(), books }
    }
}

/// Every shop with a server.
pub fn all(books: &Books) -> World {
    World::new()
        .with(yllegrind::world(books))
        .with(funkelmoor::world(books))
        .with(tangsmuld::world(books))
        .with(kaarnakello::world(books))
        .with(slydrake::world(books))
        .with(hinderbacke::world(books))
        .with(rutmosse::world(books))
}
