//! Visits the shop in Chromium, where there is one, and judges what was seen.

use crate::shop;
use shopvet::application::Application;
use shopvet::collect::{self, CaCert, NetworkOptions, Render, Request};
use shopvet::extract::{self, Extraction};
use shopvet::judge::{self, Options};
use shopvet::report::{Build, PackView, Report};
use shopvet::rules::Library;
use shopvet::snapshot::{Limits, Snapshot};
use shopvet::universe::{Standing, World};
use std::error::Error;
use std::path::{Path, PathBuf};

/// The day rules are judged at.
const DAY: jiff::civil::Date = jiff::civil::date(2026, 1, 1);

/// What was seen of the shop, and what was made of it.
pub(crate) struct Seen {
    snapshot: Snapshot,
    application: Option<Application>,
    extraction: Extraction,
}

/// Serves the shop and visits it.
pub(crate) fn visit(chromium: Option<PathBuf>) -> Result<Snapshot, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/glimmerkvist");
    shop::grow(&example, folder.path())?;
    let declared = std::fs::read_to_string(folder.path().join("application.yaml"))?;
    let universe = Standing::start(World::load(folder.path())?)?;
    let request = Request {
        application: Some(declared),
        limits: Limits { max_pages: 150, max_time_seconds: 900, rate: 1000, ..Limits::default() },
        network: network(&universe)?,
        render: if chromium.is_some() { Render::Always } else { Render::Never },
        chromium,
        consented: true,
        ..Request::new(url::Url::parse(shop::ADDRESS)?)
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    Ok(runtime.block_on(collect::visit(request, |_| ()))?)
}

fn network(universe: &Standing) -> Result<NetworkOptions, Box<dyn Error>> {
    let flags = universe.flags();
    Ok(NetworkOptions {
        connect_to: flags.connect_to.iter().map(|text| text.parse()).collect::<Result<_, _>>()?,
        allow_net: flags.allow_net.clone(),
        dns_server: Some(flags.dns_server),
        rdap_url: Some(url::Url::parse(&flags.rdap_url)?),
        whois_server: Some(flags.whois_server.clone()),
        cache_dir: None,
        ca_certs: vec![CaCert {
            name: "the universe's own authority".to_owned(),
            pem: flags.ca_pem.clone().into_bytes(),
        }],
    })
}

impl Seen {
    /// Reads what was visited.
    pub(crate) fn of(snapshot: Snapshot) -> Result<Self, Box<dyn Error>> {
        let declared = snapshot.application.as_deref();
        let application =
            declared.map(|text| Application::parse(text, "application.yaml")).transpose()?;
        let extraction = extract::extract(&snapshot, application.as_ref());
        Ok(Self { snapshot, application, extraction })
    }

    /// The report by some packs; by none named, those that are used by themselves.
    pub(crate) fn report(
        &self,
        library: &Library,
        packs: &[String],
    ) -> Result<Report, Box<dyn Error>> {
        let country =
            self.application.as_ref().and_then(|application| application.country.as_deref());
        let rules = library.select(packs, country)?;
        let options = Options {
            as_of: DAY,
            today: DAY,
            language: "en",
            host: &self.snapshot.target.host,
            waivers: &[],
        };
        let judgement = judge::judge(&rules, &self.extraction.facts, &options);
        let view = |pack: &shopvet::rules::PackInfo| PackView {
            name: pack.name.clone(),
            version: pack.version.clone(),
            sha256: pack.sha256.clone(),
        };
        Ok(Report::new(Build {
            snapshot: &self.snapshot,
            application: self.application.as_ref(),
            extraction: &self.extraction,
            judgement: &judgement,
            packs: rules.packs.iter().map(view).collect(),
            language: "en",
            as_of: DAY.to_string(),
            millis: (0, 0, 0),
        }))
    }
}
