//! The pages of a walk as read.
//!
//! Beside what is read of every page, the pages of a walk are asked what only
//! matters on the way to a checkout. Of a walk that was tried twice, over plain
//! HTTP and in a browser, the one that got further is read.

use super::super::layout;
use super::super::purpose;
use super::{boxes, cards, country, express, payment, policies, summary};
use crate::extract::{Context, Document, Found, PageKind, PageReading, drawn_page, read_document};
use crate::snapshot::{Snapshot, Step, StepAction, Walk};
use ego_tree::NodeId;
use std::collections::HashSet;
use url::Url;

/// Steps of a walk that are read.
const MAX_STEPS: usize = 60;

/// A walk with its pages as read.
#[derive(Debug)]
pub struct Walked<'a> {
    /// The walk that got furthest.
    pub(super) walk: &'a Walk,
    /// Its steps that showed a page.
    pub(super) pages: Vec<Page<'a>>,
}

/// The page of one step.
#[derive(Debug)]
pub(in crate::extract) struct Page<'a> {
    /// Number of the step, from 1.
    pub(super) number: usize,
    /// The step.
    pub(super) step: &'a Step,
    /// What is read of every page.
    pub(in crate::extract) reading: PageReading,
    /// What is read of pages on the way to a checkout.
    pub(super) seen: Seen,
}

/// What only matters on the way to a checkout.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) express: Vec<Found<express::Button>>,
    pub(super) countries: Vec<Found<country::Named>>,
    pub(super) ticked: Vec<Found<boxes::Ticked>>,
    pub(super) cards: Vec<Found<cards::Place>>,
    pub(super) policies: Vec<Found<policies::Policy>>,
    pub(super) preselected: Option<Found<String>>,
    pub(super) summary: summary::Listed,
    /// Selectors of fields that a person does not see.
    pub(super) unseen: HashSet<String>,
}

impl<'a> Walked<'a> {
    /// The walk of a visit, read.
    pub(in crate::extract) fn of(snapshot: &'a Snapshot, context: Context<'_>) -> Option<Self> {
        let walk = furthest(snapshot.walk.as_ref()?);
        let pages = walk.steps.iter().take(MAX_STEPS).enumerate();
        let pages = pages.filter_map(|(index, step)| page(index + 1, step, walk, context));
        Some(Self { walk, pages: pages.collect() })
    }

    /// All its pages, in order.
    pub(in crate::extract) fn readings(&self) -> impl Iterator<Item = &PageReading> {
        self.pages.iter().map(|page| &page.reading)
    }

    /// The page of the product that was put into the cart, and those that showed
    /// the cart.
    pub(in crate::extract) fn goods(&self) -> Option<(&PageReading, Vec<&PageReading>)> {
        let opened = |page: &&Page<'_>| page.step.action == StepAction::OpenProduct;
        let product = self.pages.iter().rfind(opened)?;
        let carts = self.pages.iter().filter(|page| {
            page.number > product.number
                && (page.step.action == StepAction::OpenCart
                    || page.reading.kind == Some(PageKind::Cart))
        });
        Some((&product.reading, carts.map(|page| &page.reading).collect()))
    }

    /// Whether a variant was chosen before the product was put into the cart.
    pub(in crate::extract) fn has_chosen(&self) -> bool {
        self.pages.iter().any(|page| page.step.action == StepAction::ChooseOption)
    }

    /// The pages behind that of the product, in order.
    pub(in crate::extract) fn beyond_product(&self) -> impl Iterator<Item = &PageReading> {
        let beyond = self.pages.iter().filter(|page| {
            !matches!(page.step.action, StepAction::OpenProduct | StepAction::ChooseOption)
        });
        beyond.map(|page| &page.reading)
    }
}

/// The walk that got furthest, of this and those before it; of equals the later.
#[must_use]
pub fn furthest(walk: &Walk) -> &Walk {
    let mut best = walk;
    for other in walk.chain().skip(1) {
        if progress(other) > progress(best) {
            best = other;
        }
    }
    best
}

/// How far a walk got.
fn progress(walk: &Walk) -> usize {
    let rank = |step: &Step| match step.action {
        StepAction::Dismiss | StepAction::EmptyCart => 0,
        StepAction::OpenProduct | StepAction::ChooseOption => 1,
        StepAction::AddToCart => 2,
        StepAction::OpenCart => 3,
        StepAction::OpenCheckout => 4,
        StepAction::ContinueAsGuest => 5,
        StepAction::ChooseDelivery | StepAction::Fill | StepAction::Continue => 6,
    };
    let furthest = walk.steps.iter().map(rank).max().unwrap_or(0);
    let last = walk.steps.iter().filter(|step| rank(step) == furthest).count();
    if walk.ended.is_none() && !walk.steps.is_empty() {
        return usize::MAX;
    }
    furthest * (MAX_STEPS + 1) + last.min(MAX_STEPS)
}

fn page<'a>(number: usize, step: &'a Step, walk: &Walk, context: Context<'_>) -> Option<Page<'a>> {
    let view = &step.view;
    let url = Url::parse(&view.url).ok()?;
    let doc = Document::parse(&String::from_utf8_lossy(&view.html), &url);
    let mut reading = read_document(&doc, context);
    reading.status = view.status.unwrap_or(reading.status);
    reading.sha256.clone_from(&view.sha256);
    reading.seen_at.clone_from(&view.seen_at);
    reading.cut |= view.truncated;
    if view.rendered {
        drawn_page(&doc, &mut reading);
    }
    let seen = seen(&doc, &reading, walk, context);
    Some(Page { number, step, reading, seen })
}

fn seen(doc: &Document, reading: &PageReading, walk: &Walk, context: Context<'_>) -> Seen {
    let language = reading.language.as_deref().or(context.language);
    let groups = layout::groups(doc);
    let tokens: Vec<Vec<String>> =
        groups.iter().map(|group| purpose::purposes(group, language)).collect();
    let mut seen = Seen {
        express: express::read(doc),
        countries: country::read(doc, reading, walk),
        cards: cards::read(doc, reading),
        policies: policies::read(doc, context.vocabulary),
        summary: summary::read(doc),
        ..Seen::default()
    };
    for (group, tokens) in groups.iter().zip(&tokens) {
        seen.ticked.extend(boxes::read(doc, reading, group));
        if seen.preselected.is_none() {
            seen.preselected = payment::read(doc, group, tokens);
        }
        let unseen = group.controls.iter().filter(|control| is_inside_hidden(doc, control.node));
        seen.unseen.extend(unseen.map(|control| doc.selector(control.node)));
    }
    seen
}

/// Whether an element around this one is hidden. One that is hidden itself may be
/// drawn by another in its place, as styled boxes are.
pub(super) fn is_inside_hidden(doc: &Document, node: NodeId) -> bool {
    let Some(node) = doc.html.tree.get(node) else { return false };
    node.ancestors().any(|above| {
        above.value().as_element().is_some_and(|element| element.attr("hidden").is_some())
    })
}
