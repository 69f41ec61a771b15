//! Prints a document of ours as PDF.
//!
//! The browser gets the document itself and no address, and every way out leads to a
//! port where nobody listens, so that printing asks nobody for anything. The PDF is
//! tagged for readers of a screen (PDF/UA builds on that), and the headings of the
//! document are its bookmarks. Size and margins of the paper are those that the document
//! states.

use crate::error::{Error, Result};
use std::path::Path;

/// Prints a document; `program` is the browser.
///
/// # Errors
/// The browser does not start, or does not print; with what it says of that.
#[cfg(feature = "browser")]
pub async fn pdf(program: &Path, html: &str) -> Result<Vec<u8>> {
    let cannot = |detail: String| Error::Incomplete(format!("cannot print the PDF: {detail}"));
    let start = super::launch::Start { program, proxy: NOWHERE, pin: None, agent: Some(AGENT) };
    let session = super::session::Session::start(start).await.map_err(cannot)?;
    let printed = tokio::time::timeout(LONGEST, printed(&session, html)).await;
    session.end().await;
    match printed {
        Ok(printed) => printed.map_err(|e| cannot(e.to_string())),
        Err(_) => Err(cannot(format!("the browser takes longer than {} s", LONGEST.as_secs()))),
    }
}

/// Says that this program was built without a browser.
///
/// # Errors
/// Always.
#[cfg(not(feature = "browser"))]
pub async fn pdf(_program: &Path, _html: &str) -> Result<Vec<u8>> {
    let detail = "cannot print the PDF: this program was built without the feature `browser`";
    Err(Error::Usage(detail.to_owned()))
}

/// The discard port, where nobody listens.
#[cfg(feature = "browser")]
const NOWHERE: &str = "127.0.0.1:9";
/// What the PDF names as its creator.
#[cfg(feature = "browser")]
const AGENT: &str = concat!("shopvet/", env!("CARGO_PKG_VERSION"));
/// How long printing may take.
#[cfg(feature = "browser")]
const LONGEST: std::time::Duration = std::time::Duration::from_secs(60);

#[cfg(feature = "browser")]
async fn printed(
    session: &super::session::Session,
    html: &str,
) -> chromiumoxide::error::Result<Vec<u8>> {
    use chromiumoxide::cdp::browser_protocol::page::{
        FrameId, PrintToPdfParams, SetDocumentContentParams,
    };

    let page = session.chromium.new_page("about:blank").await?;
    // The main frame of a page goes by the id of its target.
    let frame = FrameId::new(page.target_id().inner().clone());
    page.execute(SetDocumentContentParams::new(frame, html)).await?;
    page.evaluate(LOADED).await?;
    let params = PrintToPdfParams::builder()
        .print_background(true)
        .prefer_css_page_size(true)
        .generate_tagged_pdf(true)
        .generate_document_outline(true)
        .build();
    page.pdf(params).await
}

/// Waits until the document and its pictures are there.
#[cfg(feature = "browser")]
const LOADED: &str = "new Promise(done => {
    const there = () => document.fonts.ready.then(() => done(true));
    if (document.readyState === 'complete') there();
    else addEventListener('load', there);
})";
