//! Pictures of pages, and where in them the evidence stands.
//!
//! A page of evidence is known by its hash, an element of it by its selector; the
//! boxes that were measured when the picture was taken lead from one to the
//! other. A picture stands in the HTML report once, as the background of a class,
//! and is shown whole with its evidence outlined, or the part around one element.
//! Nothing here is taken from the page but bytes of a picture of a known kind.

use super::texts::Texts;
use super::{Report, words};
use crate::facts::Evidence;
use crate::judge::OutcomeEvidence;
use crate::snapshot::{ElementBox, Screenshot, Snapshot};
use base64::Engine as _;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Most bytes of pictures in one report, so that it fits into a message; they grow by a
/// third in it.
const MOST_BYTES: usize = 1600 << 10;
/// Most outlines on one picture.
const MOST_OUTLINES: usize = 60;
/// Pixels shown around an element.
const MARGIN: i64 = 24;
/// The largest part of a picture shown around one element.
const MOST_CROP: (i64, i64) = (720, 360);

/// The picture of a page that was seen.
#[derive(Debug, Clone)]
pub(super) struct Sight {
    /// SHA-256 of the page.
    page: String,
    picture: Screenshot,
    boxes: Vec<ElementBox>,
}

/// The pictures of a visit, those of the walk first.
pub(super) fn of(snapshot: &Snapshot) -> Vec<Sight> {
    let walks = snapshot.walk.iter().flat_map(|walk| walk.chain());
    let steps = walks.flat_map(|walk| walk.steps.iter().map(|step| &step.view));
    let pages = snapshot.exchanges.iter().filter_map(|exchange| exchange.view.as_ref());
    let mut sights: Vec<Sight> = Vec::new();
    for view in steps.chain(pages) {
        let Some(picture) = &view.screenshot else { continue };
        if !sights.iter().any(|sight| sight.page == view.sha256) {
            sights.push(Sight {
                page: view.sha256.clone(),
                picture: picture.clone(),
                boxes: view.boxes.clone(),
            });
        }
    }
    sights
}

/// The pictures as the template shows them.
pub(super) struct Gallery<'a> {
    shown: BTreeMap<&'a str, &'a Sight>,
    /// Hashes of the pages of the walk, which are shown whole.
    walked: Vec<&'a str>,
    /// Some were left out.
    pub(super) left_out: bool,
}

impl<'a> Gallery<'a> {
    /// Those of the walk, and those with evidence in them, within bounds.
    pub(super) fn of(report: &'a Report) -> Self {
        let steps = report.walk.iter().flat_map(|walk| &walk.steps);
        let walked: Vec<&str> = steps.map(|step| step.sha256.as_str()).collect();
        let evidence = report.outcomes.iter().flat_map(|outcome| &outcome.evidence);
        let cited: Vec<(&str, &str)> = evidence
            .filter_map(|place| Some((place.sha256.as_deref()?, place.selector.as_deref()?)))
            .collect();
        let mut gallery = Self { shown: BTreeMap::new(), walked, left_out: false };
        let mut bytes = 0;
        for sight in &report.sights {
            let has = |selector: &str| sight.boxes.iter().any(|area| area.selector == selector);
            let wanted = gallery.walked.contains(&sight.page.as_str())
                || cited.iter().any(|(page, selector)| *page == sight.page && has(selector));
            if !wanted || kind_of(&sight.picture).is_none() || sight.picture.bytes.is_empty() {
                continue;
            }
            let already = gallery.shown.values().any(|s| s.picture.sha256 == sight.picture.sha256);
            let more = if already { 0 } else { sight.picture.bytes.len() };
            if bytes + more > MOST_BYTES {
                gallery.left_out = true;
                continue;
            }
            bytes += more;
            gallery.shown.insert(&sight.page, sight);
        }
        gallery
    }

    /// The style sheet that holds the pictures, each once.
    pub(super) fn style(&self) -> String {
        let mut classes: BTreeMap<String, String> = BTreeMap::new();
        for sight in self.shown.values() {
            let Some(kind) = kind_of(&sight.picture) else { continue };
            classes.entry(class(&sight.picture)).or_insert_with(|| {
                let data = base64::engine::general_purpose::STANDARD.encode(&sight.picture.bytes);
                format!("url(data:{kind};base64,{data})")
            });
        }
        let rule = |(class, url): (&String, &String)| format!(".{class}{{background-image:{url}}}");
        classes.iter().map(rule).collect()
    }

    /// The picture of a page with its evidence outlined; null where there is none.
    pub(super) fn whole(&self, page: &str, report: &Report) -> Value {
        let Some(sight) = self.shown.get(page) else { return Value::Null };
        let picture = &sight.picture;
        let mut outlines: Vec<Value> = Vec::new();
        let mut known: Vec<&str> = Vec::new();
        for (selector, words) in evidence_of(page, report) {
            let Some(area) = sight.boxes.iter().find(|area| area.selector == selector) else {
                continue;
            };
            // What is not drawn has no place to be shown.
            let drawn = area.width > 0 && area.height > 0;
            if !drawn || known.contains(&selector) || outlines.len() >= MOST_OUTLINES {
                continue;
            }
            known.push(selector);
            let part = |at: i64, of: u32| percent(at as f64, f64::from(of));
            let style = format!(
                "left:{};top:{};width:{};height:{}",
                part(area.x.into(), picture.width),
                part(area.y.into(), picture.height),
                part(area.width.into(), picture.width),
                part(area.height.into(), picture.height),
            );
            outlines.push(json!({ "style": style, "words": words }));
        }
        json!({
            "class": class(picture),
            "style": format!(
                "--wide:{0};--high:{1};aspect-ratio:{0}/{1}",
                picture.width.max(1),
                picture.height.max(1)
            ),
            "outlines": outlines,
        })
    }

    /// The part of a picture around a piece of evidence; null where there is none.
    pub(super) fn crop(&self, place: &OutcomeEvidence) -> Value {
        let sight = place.sha256.as_deref().and_then(|page| self.shown.get(page));
        let area = sight.and_then(|sight| {
            let selector = place.selector.as_deref()?;
            sight.boxes.iter().find(|area| area.selector == selector)
        });
        let (Some(sight), Some(area)) = (sight, area) else { return Value::Null };
        let (width, height) =
            (i64::from(sight.picture.width.max(1)), i64::from(sight.picture.height.max(1)));
        let span = |start: i32, length: u32, whole: i64, most: i64| {
            let from = (i64::from(start) - MARGIN).clamp(0, whole - 1);
            let to = (i64::from(start) + i64::from(length) + MARGIN).clamp(from + 1, whole);
            (from, (to - from).min(most))
        };
        let (x, w) = span(area.x, area.width, width, MOST_CROP.0);
        let (y, h) = span(area.y, area.height, height, MOST_CROP.1);
        // Where the picture is as wide as its part, any place shows all of it.
        let offset = |at: i64, part: i64, whole: i64| {
            if whole == part { "0%".to_owned() } else { percent(at as f64, (whole - part) as f64) }
        };
        let style = format!(
            "width:{w}px;aspect-ratio:{w}/{h};background-size:{};background-position:{} {}",
            percent(width as f64, w as f64),
            offset(x, w, width),
            offset(y, h, height),
        );
        json!({
            "class": class(&sight.picture),
            "style": style,
            "page": anchor(&sight.page),
            "linked": self.walked.contains(&sight.page.as_str()),
        })
    }
}

/// The name by which the report leads to the picture of a page.
pub(super) fn anchor(page: &str) -> String {
    let hex: String = page.chars().filter(char::is_ascii_hexdigit).take(16).collect();
    format!("page-{hex}")
}

/// What is said of a page, with the selectors it is said of.
fn evidence_of<'a>(page: &'a str, report: &'a Report) -> Vec<(&'a str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    let here = |sha256: Option<&String>| sha256.is_some_and(|sha256| sha256 == page);
    for outcome in &report.outcomes {
        for place in outcome.evidence.iter().filter(|place| here(place.sha256.as_ref())) {
            if let Some(selector) = &place.selector {
                found.push((selector, outcome.title.clone()));
            }
        }
    }
    let texts = Texts::of(&report.language);
    let facts = report.facts.iter().filter(|(path, _)| path.starts_with("checkout."));
    for (path, fact) in facts {
        let places = fact.evidence.iter().filter(|place: &&Evidence| here(place.sha256.as_ref()));
        for place in places {
            if let Some(selector) = &place.selector {
                found.push((selector, words::seen(path, texts).to_owned()));
            }
        }
    }
    found
}

/// The media type of a picture, where it is one that reports show.
fn kind_of(picture: &Screenshot) -> Option<&'static str> {
    ["image/jpeg", "image/png", "image/webp"].into_iter().find(|kind| *kind == picture.media_type)
}

/// The class that has a picture as its background.
fn class(picture: &Screenshot) -> String {
    let hex: String = picture.sha256.chars().filter(char::is_ascii_hexdigit).take(16).collect();
    format!("picture-{hex}")
}

/// A part of a whole, with as many digits as a screen needs.
fn percent(part: f64, whole: f64) -> String {
    format!("{:.3}%", 100.0 * part / whole.max(1.0))
}
