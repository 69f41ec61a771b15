//! All views of a snapshot, in one order.
//!
//! Views stand at exchanges and at steps of the walk. Who keeps them, masks them
//! or looks one up goes through them here, so that none is forgotten.

use super::{Snapshot, View, Walk};

impl Walk {
    /// This walk and those that were tried before it, the last one first.
    pub fn chain(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |walk| walk.before.as_deref())
    }
}

impl Snapshot {
    /// Every view: of the exchanges in order, then of the steps of the walk, then
    /// of the walks before it.
    pub fn views(&self) -> impl Iterator<Item = &View> {
        let of_pages = self.exchanges.iter().filter_map(|exchange| exchange.view.as_ref());
        let walks = self.walk.iter().flat_map(Walk::chain);
        of_pages.chain(walks.flat_map(|walk| &walk.steps).map(|step| &step.view))
    }

    /// The same, to be changed.
    pub(super) fn views_mut(&mut self) -> Vec<&mut View> {
        let of_pages = self.exchanges.iter_mut().filter_map(|exchange| exchange.view.as_mut());
        let mut views: Vec<&mut View> = of_pages.collect();
        let mut next = self.walk.as_mut();
        while let Some(walk) = next {
            views.extend(walk.steps.iter_mut().map(|step| &mut step.view));
            next = walk.before.as_deref_mut();
        }
        views
    }
}
