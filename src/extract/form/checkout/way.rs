//! The way to the checkout as far as it was seen, from the walk or the crawl.

use super::crawled;
use super::walked::{Page, Seen, Walked};
use crate::extract::form::button::{self, Action};
use crate::extract::{ButtonReading, FormReading, PageKind, PageReading, Site};
use crate::facts::{Evidence, Reason};
use crate::snapshot::{StepAction, Walk};

/// The way to the checkout as far as it was seen.
pub(super) struct Way<'a> {
    /// The pages on it, in order.
    pub(super) stages: Vec<Stage<'a>>,
    /// The stages are those of a walk.
    pub(super) walked: bool,
    /// The last step before the order was seen.
    pub(super) reached: bool,
    /// All of the checkout was seen, or why not.
    pub(super) open: Result<(), Reason>,
    /// Why something that may be there was not seen.
    pub(super) reason: Reason,
}

/// One page on the way.
pub(super) struct Stage<'a> {
    /// Number of the step, from 1.
    pub(super) number: usize,
    pub(super) page: &'a PageReading,
    /// What only a walk is asked for.
    pub(super) seen: Option<&'a Seen>,
    /// It lies in the checkout: the cart is behind.
    pub(super) checkout: bool,
    /// The forms that lead to an order.
    pub(super) forms: Vec<&'a FormReading>,
    /// The button that places the order, and how clear its words are.
    pub(super) button: Option<(&'a ButtonReading, &'static str)>,
}

impl<'a> Way<'a> {
    /// The way that was seen: the walk's, or the crawl's where that got further.
    pub(super) fn of(site: &'a Site<'_>) -> Self {
        let reason = crawled::reason(site);
        let crawled = crawled::stage(site);
        let walked = site.walk.as_ref().map(|walked| (walked.walk, stages(site, walked)));
        let Some((walk, stages)) = walked else { return Self::crawled(crawled, reason) };
        let button = stages.last().and_then(|stage| stage.button);
        let last = button.is_some_and(|(button, clarity)| is_last(&button.text, clarity));
        let placed = last && stages.last().is_some_and(|stage| stops_at_order(walk, stage));
        let complete = (walk.ended.is_none() && !stages.is_empty()) || placed;
        let in_checkout = stages.iter().any(|stage| stage.checkout);
        if !complete && !last {
            let ahead = crawled.as_ref().is_some_and(|stage| stage.button.is_some());
            if ahead || (crawled.is_some() && !in_checkout) {
                return Self::crawled(crawled, reason);
            }
        }
        let open = if complete { Ok(()) } else { Err(reason) };
        // At its last step what is not seen is there in a form we do not know.
        let framed = stages.last().and_then(|stage| stage.page.checkout_elsewhere);
        let reason = if complete { framed.unwrap_or(Reason::Ambiguous) } else { reason };
        Self { stages, walked: true, reached: complete || last, open, reason }
    }

    fn crawled(stage: Option<Stage<'a>>, reason: Reason) -> Self {
        let reached = stage.as_ref().is_some_and(|stage| stage.button.is_some());
        let open = if reached { Ok(()) } else { Err(reason) };
        Self { stages: stage.into_iter().collect(), walked: false, reached, open, reason }
    }

    /// The stages that lie in the checkout.
    pub(super) fn checkout(&self) -> impl DoubleEndedIterator<Item = &Stage<'a>> {
        self.stages.iter().filter(|stage| stage.checkout)
    }

    /// What the walk alone can show of each page, with the page; nothing where
    /// there was no walk.
    pub(super) fn seen(&self) -> impl DoubleEndedIterator<Item = (&Stage<'a>, &'a Seen)> {
        self.stages.iter().filter_map(|stage| Some((stage, stage.seen?)))
    }

    /// Whether nothing can be missing of what only a walk shows.
    pub(super) fn whole(&self) -> Result<(), Reason> {
        if self.walked { self.open } else { Err(self.reason) }
    }
}

impl Stage<'_> {
    /// Evidence for something seen on this page.
    pub(super) fn evidence(&self, selector: &str, excerpt: &str) -> Evidence {
        let mut evidence = Evidence::new(&self.page.url, excerpt);
        evidence.selector = Some(selector.to_owned()).filter(|s| !s.is_empty());
        evidence.sha256 = Some(self.page.sha256.clone()).filter(|s| !s.is_empty());
        evidence.seen_at = Some(self.page.seen_at.clone()).filter(|s| !s.is_empty());
        evidence
    }

    /// Where the form for ordering stands.
    pub(super) fn place(&self) -> &str {
        self.forms.first().map_or("", |form| form.selector.as_str())
    }
}

/// Whether a button shows that nothing follows but the order, where the walk
/// itself does not know. Words that go on, and a wallet's, stand on any step.
fn is_last(text: &str, clarity: &str) -> bool {
    clarity != "insufficient" && !button::goes_on(text) && !button::names_wallet(text)
}

/// Whether all that kept the walk from going on is that it does not order.
fn stops_at_order(walk: &Walk, stage: &Stage<'_>) -> bool {
    let withheld = walk.ended.as_ref().is_some_and(|end| end.obstacle == "withheld");
    withheld && walk.withheld.iter().any(|withheld| withheld.url == stage.page.url)
}

/// The pages of a walk as stages.
fn stages<'a>(site: &Site<'_>, walked: &'a Walked<'a>) -> Vec<Stage<'a>> {
    let mut checkout = false;
    let mut stages = Vec::new();
    for (index, page) in walked.pages.iter().enumerate() {
        // What the walk takes for the last step is the checkout, whatever it is called.
        let ends = walked.walk.ended.is_none() && index + 1 == walked.pages.len();
        checkout |= ends || begins_checkout(page);
        let forms = forms(&page.reading);
        let button = order_button(site, &page.reading, &forms);
        checkout |= orders_at_once(page, button);
        stages.push(Stage {
            number: page.number,
            page: &page.reading,
            seen: Some(&page.seen),
            checkout,
            forms,
            button: button.filter(|_| checkout),
        });
    }
    stages
}

/// Whether a step leads into the checkout.
fn begins_checkout(page: &Page<'_>) -> bool {
    let entered = matches!(
        page.step.action,
        StepAction::OpenCheckout
            | StepAction::ContinueAsGuest
            | StepAction::ChooseDelivery
            | StepAction::Fill
            | StepAction::Continue
    );
    let asks = |form: &FormReading| {
        crawled::is_ordering(form) && form.fields.iter().any(|field| is_of_person(&field.purpose))
    };
    // A cart that asks for the buyer is the checkout as well.
    let one_page = page.step.action != StepAction::OpenProduct
        && (page.reading.kind == Some(PageKind::Checkout) || page.reading.forms.iter().any(asks));
    entered || one_page
}

/// Whether a cart places the order itself, as carts without a checkout do.
fn orders_at_once(page: &Page<'_>, button: Option<(&ButtonReading, &str)>) -> bool {
    !matches!(page.step.action, StepAction::OpenProduct | StepAction::ChooseOption)
        && button
            .is_some_and(|(button, clarity)| clarity == "clear" && is_last(&button.text, clarity))
}

/// Whether a field asks who the buyer is or where the buyer lives.
pub(super) fn is_of_person(purpose: &str) -> bool {
    matches!(
        purpose,
        "email"
            | "name"
            | "given-name"
            | "family-name"
            | "street-address"
            | "address-line1"
            | "postal-code"
    )
}

/// The forms of a page on the way that may lead to an order: all that are not for
/// something else.
fn forms(page: &PageReading) -> Vec<&FormReading> {
    let ordering = |form: &&FormReading| match form.purpose {
        Some("checkout" | "payment") => true,
        None | Some("registration" | "cart") => {
            !form.fields.iter().any(|field| field.kind == "search")
        }
        Some(_) => false,
    };
    page.forms.iter().filter(ordering).collect()
}

/// The button that places the order: the clearest, the last of equals.
pub(super) fn order_button<'a>(
    site: &Site<'_>,
    page: &PageReading,
    forms: &[&'a FormReading],
) -> Option<(&'a ButtonReading, &'static str)> {
    let rank = |clarity: &str| match clarity {
        "clear" => 3,
        "weak" => 2,
        _ => 1,
    };
    let judged = |form: &'a FormReading, button: &'a ButtonReading| match button.clarity {
        Some(clarity) => Some((button, clarity)),
        None if crawled::is_ordering(form) => None,
        // The words of other forms were not judged. A cart sells more than what is
        // in it, and leads on.
        None => {
            let text = button.text.as_str();
            let clarity = button::clarity(text, page.language.as_deref(), site.vocabulary)?;
            let aside = [Action::AddToCart, Action::ToCheckout];
            let counts = match form.purpose {
                Some("cart") => {
                    clarity == "clear" && !aside.iter().any(|a| button::leads(text, *a))
                }
                _ => rank(clarity) > 1,
            };
            counts.then_some((button, clarity))
        }
    };
    forms
        .iter()
        .flat_map(|form| form.buttons.iter().filter_map(move |button| judged(form, button)))
        .max_by_key(|(_, clarity)| rank(clarity))
}
