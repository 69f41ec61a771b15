//! `shopvet check`: visit a shop, judge it, report.

use super::challenges::{self, ChallengeArgs};
use super::network::NetworkArgs;
use super::output::OutputArgs;
use super::{hints, progress};
use crate::application::Application;
use crate::collect;
use crate::control::{Identity, registrable};
use crate::error::{Error, Result};
use crate::snapshot::{Snapshot, bundle, redact};
use std::path::{Path, PathBuf};
use std::time::Instant;
use url::Url;

/// Visit a shop and judge it
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Address of the shop; https:// is assumed
    #[arg(value_name = "URL")]
    url: String,
    /// What the merchant declared
    #[arg(long, value_name = "FILE", env = "SHOPVET_APPLICATION")]
    application: Option<PathBuf>,
    /// Extract of the domain's registration that the applicant supplied: WHOIS text, RDAP JSON or
    /// the text of the registrar's page; fills what public sources leave open
    #[arg(long, value_name = "FILE")]
    registry_extract: Option<PathBuf>,
    #[command(flatten)]
    challenge: ChallengeArgs,
    /// Keep everything that was seen in one bundle
    #[arg(long, value_name = "FILE.wacz")]
    save: Option<PathBuf>,
    /// Mask personal data in the saved bundle; pictures of pages cannot be masked and are left out
    #[arg(long, requires = "save")]
    redact: bool,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    vocabulary: super::VocabularyArgs,
    #[command(flatten)]
    network: NetworkArgs,
    #[command(flatten)]
    config: super::ConfigArgs,
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    let config = args.config.load()?;
    args.vocabulary.add(&config.vocabulary)?;
    let url = target(&args.url)?;
    let (network, limits) = args.network.resolve(&config)?;
    let journey = args.network.journey(&config);
    let chromium = match journey.render {
        collect::Render::Never => None,
        _ => args.output.chromium(&config)?,
    };
    let prepared = args.output.prepare(&config)?;
    let application = match args.application.as_ref().or(config.application.as_ref()) {
        Some(path) => {
            let text = super::io::read_text(path)?;
            // Read here so that a mistake shows before the visit, with its place.
            let read = Application::declared(&text, &path.display().to_string())?;
            Some((text, read))
        }
        None => None,
    };
    // An address without a domain has neither proof nor registration.
    let domain = url.host_str().map_or_else(|| registrable(""), registrable);
    let identity = application.as_ref().and_then(|(_, read)| Identity::of(read).ok());
    let challenge = match &domain {
        Ok(domain) => challenges::issued(&args.challenge, &config, domain, identity.as_ref())?,
        Err(_) => None,
    };
    let registry_extract = match &args.registry_extract {
        Some(path) => Some(super::io::read_extract(path, &domain?)?),
        None => None,
    };
    if let Some(path) = &args.save {
        super::io::writable("--save", path)?;
    }
    let agreed = application.as_ref().is_some_and(|(_, read)| read.consent_to_review == Some(true));
    let clock = Instant::now();
    let snapshot = visit(collect::Request {
        render: journey.render,
        chromium,
        walk: journey.walk,
        consented: journey.consented || agreed,
        application: application.map(|(text, _)| text),
        challenge,
        registry_extract,
        limits,
        network,
        ..collect::Request::new(url)
    })?;
    let collect_ms = u64::try_from(clock.elapsed().as_millis()).unwrap_or(u64::MAX);
    if let Some(path) = &args.save {
        save(&snapshot, path, args.redact)?;
    }
    let (report, code) = prepared.finish(&snapshot, collect_ms)?;
    hints::print(&report, hints::After::Check { saved: args.save.is_some() });
    Ok(code)
}

/// Visits the shop; an interrupt from the keyboard ends the visit with what was
/// seen until then.
pub(super) fn visit(request: collect::Request) -> Result<Snapshot> {
    let runtime = super::io::runtime()?;
    let progress = progress::Progress::new(&request);
    let (interrupt, interrupted) = collect::interrupt();
    let request = collect::Request { interrupt: Some(interrupted), ..request };
    let snapshot = runtime.block_on(async {
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                interrupt.now();
            }
            // Kept alive, so that a second Ctrl-C ends the program at once.
            if tokio::signal::ctrl_c().await.is_ok() {
                std::process::exit(130);
            }
        });
        collect::visit(request, |event| progress.show(&event)).await
    });
    progress.finish();
    // Connections that are still closing must not hold the report up.
    runtime.shutdown_background();
    snapshot
}

/// Writes the bundle, masked when asked for.
pub(super) fn save(snapshot: &Snapshot, path: &Path, masked: bool) -> Result<()> {
    if masked {
        bundle::write(&redact::redact(snapshot), path)
    } else {
        bundle::write(snapshot, path)
    }
}

/// The address to check: a URL, or a host that is given one.
pub(super) fn target(text: &str) -> Result<Url> {
    let text = text.trim();
    let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&full)
        .map_err(|e| Error::Usage(format!("`{text}` is no address of a shop: {e}")))?;
    if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
        return Err(Error::Usage(format!(
            "`{text}` is no address of a shop; give one such as https://shop.example"
        )));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::Usage(format!(
            "`{}` holds a user name or password, which would end up in the report; leave it out",
            url.host_str().unwrap_or(text)
        )));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_host_is_visited_over_https() {
        assert_eq!(target("shop.example").unwrap().as_str(), "https://shop.example/");
        assert_eq!(target("http://shop.example/a").unwrap().as_str(), "http://shop.example/a");
    }

    #[test]
    fn other_schemes_and_passwords_are_refused() {
        for wrong in ["ftp://shop.example", "file:///etc/passwd", "https://a:b@shop.example", ""] {
            assert!(target(wrong).is_err(), "{wrong}");
        }
    }
}
