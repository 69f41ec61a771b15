//! A page as a visitor saw it: after its scripts ran, or as it was served.

use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// A page as it stood before the visitor at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct View {
    /// The address it was at.
    pub url: String,
    /// HTTP status of the document, where it came by HTTP.
    pub status: Option<u16>,
    /// A browser drew it; otherwise it is as served.
    pub rendered: bool,
    /// SHA-256 of `html`, lower-case hexadecimal.
    pub sha256: String,
    /// The document as it stood, HTML in UTF-8 (kept in the WARC, not in the
    /// index). What was typed and ticked stands in its attributes, and what a
    /// person could not see carries `hidden`.
    #[serde(skip)]
    pub html: Bytes,
    /// It was longer than allowed and is cut.
    pub truncated: bool,
    /// The picture of the whole page, where one was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub screenshot: Option<Screenshot>,
    /// Where elements of the page stand in the picture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boxes: Vec<ElementBox>,
    /// RFC 3339, UTC.
    pub seen_at: String,
}

/// The picture of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Screenshot {
    /// `image/jpeg`, `image/png` or `image/webp`.
    pub media_type: String,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels; a longer page is cut.
    pub height: u32,
    /// SHA-256 of `bytes`, lower-case hexadecimal.
    pub sha256: String,
    /// The picture (kept in the WARC, not in the index).
    #[serde(skip)]
    pub bytes: Bytes,
}

/// Where an element stands in the picture of its page, in CSS pixels from the
/// upper left corner of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ElementBox {
    /// The element, as [`crate::extract::Document::selector`] names it in `html`.
    pub selector: String,
    /// From the left edge.
    pub x: i32,
    /// From the upper edge.
    pub y: i32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}
