//! `shopvet inspect --render`: the page as a browser draws it.

use crate::chromium;
use crate::cli::io;
use crate::cli::network::NetworkArgs;
use crate::collect::Renderer;
use crate::error::{Error, Result};
use std::path::PathBuf;
use tokio::runtime::Runtime;
use url::Url;

/// How pages are drawn.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Rendering")]
pub(super) struct RenderingArgs {
    /// Draw the page with a browser (Chromium) first: a file, of which nothing that it asks for is
    /// fetched unless --allow-net is given, or an address
    #[arg(long)]
    render: bool,
    /// The browser to draw with: Chromium or Chrome [default: the first that is found]
    #[arg(long, value_name = "FILE", env = "SHOPVET_CHROMIUM")]
    chromium: Option<PathBuf>,
    /// Let a drawn file fetch what it asks for, and open one address range outside the public
    /// internet
    #[arg(long, value_name = "CIDR", requires = "render")]
    allow_net: Vec<String>,
    /// Send requests for HOST:PORT to ADDR:PORT
    #[arg(long, value_name = "HOST:PORT:ADDR:PORT", requires = "render")]
    connect_to: Vec<String>,
    /// Ask this resolver instead of the system's
    #[arg(long, value_name = "ADDR:PORT", requires = "render")]
    dns_server: Option<String>,
    /// Trust one more root certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "render")]
    ca_cert: Vec<PathBuf>,
}

/// A browser that draws pages, for callers that are not async.
pub(super) struct Rendering {
    renderer: Renderer,
    runtime: Runtime,
    online: bool,
}

impl RenderingArgs {
    /// What draws, where that is wanted.
    pub(super) fn start(&self, is_html: bool) -> Result<Option<Rendering>> {
        if !self.render {
            return Ok(None);
        }
        if !is_html {
            return Err(Error::Usage("--render draws pages: use it with --as html".to_owned()));
        }
        let options = NetworkArgs::for_page(
            self.connect_to.clone(),
            self.allow_net.clone(),
            self.dns_server.clone(),
            self.ca_cert.clone(),
        )?;
        let program = chromium::find::find(self.chromium.as_deref())?;
        let runtime = io::runtime()?;
        let renderer = Renderer::new(program, &options)?;
        Ok(Some(Rendering { renderer, runtime, online: !self.allow_net.is_empty() }))
    }
}

impl Rendering {
    /// The page as drawn, and where it ended up: this text as if it stood at the
    /// address, or what stands there.
    pub(super) fn draw(&self, url: &Url, text: Option<&str>) -> Result<(Url, String)> {
        let view = self.runtime.block_on(async {
            match text {
                Some(text) => self.renderer.document(url, text, self.online).await,
                None => self.renderer.address(url).await,
            }
        })?;
        let at = Url::parse(&view.url).unwrap_or_else(|_| url.clone());
        Ok((at, String::from_utf8_lossy(&view.html).into_owned()))
    }

    /// Ends the browser.
    pub(super) fn end(self) {
        self.runtime.block_on(self.renderer.end());
        self.runtime.shutdown_background();
    }
}
