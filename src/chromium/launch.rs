//! Starts Chromium, and makes sure that it ends.
//!
//! A small shell stands between us and the browser. It holds the reading end of a
//! pipe whose writing end is ours: when that closes, because the run is over or
//! because we were killed, it ends the browser and takes its folder away.

use super::ourselves;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// How long the browser may take to start.
const START: Duration = Duration::from_secs(20);
/// How long it may take to end.
const END: Duration = Duration::from_secs(5);
/// Most bytes of what it says while it starts.
const MAX_WORDS: usize = 16 << 10;

/// Starts the browser, waits until the pipe closes, ends it. The folder comes
/// first, then the program with its arguments.
const SUPERVISOR: &str = r#"
folder=$1; shift
"$@" </dev/null &
browser=$!
exec 2>/dev/null
read -r nothing
trap '' TERM
kill -TERM 0
tries=0
while kill -0 "$browser" && [ $tries -lt 15 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -KILL "$browser"
rm -rf -- "$folder"
kill -KILL 0
"#;

/// What keeps the browser from doing anything by itself, and from going anywhere
/// past the proxy.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--remote-debugging-port=0",
    "--remote-debugging-address=127.0.0.1",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--no-service-autorun",
    "--no-experiments",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disable-client-side-phishing-detection",
    "--disable-component-extensions-with-background-pages",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-field-trial-config",
    "--disable-hang-monitor",
    "--disable-ipc-flooding-protection",
    "--disable-notifications",
    "--disable-popup-blocking",
    "--disable-prompt-on-repost",
    "--disable-quic",
    "--disable-search-engine-choice-screen",
    "--disable-speech-api",
    "--disable-sync",
    "--deny-permission-prompts",
    "--dns-prefetch-disable",
    "--metrics-recording-only",
    "--mute-audio",
    "--hide-scrollbars",
    "--password-store=basic",
    "--use-mock-keychain",
    // A page whose scripts take more than this dies of it, alone.
    "--js-flags=--max-old-space-size=512",
    "--force-color-profile=srgb",
    "--force-device-scale-factor=1",
    "--window-size=1280,900",
    // The switch has two names, and only one of them is heard.
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-features=AutofillServerCommunication,CertificateTransparencyComponentUpdater,\
DialMediaRouteProvider,GlobalMediaControls,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,\
InterestFeedContentSuggestions,MediaRouter,OptimizationHints,PaintHolding,Prerender2,\
SegmentationPlatform,Translate,WebOTP,AsyncDns,DnsOverHttps",
];

/// What a start needs to know.
#[derive(Clone, Copy)]
pub(crate) struct Start<'a> {
    pub(crate) program: &'a Path,
    /// Address of the proxy for what belongs to no context.
    pub(crate) proxy: &'a str,
    /// Hash of the key that our certificates hold, where there are any.
    pub(crate) pin: Option<&'a str>,
    /// The `User-Agent` field, where it is not the browser's own.
    pub(crate) agent: Option<&'a str>,
}

/// A running browser; it ends when this is dropped.
pub(crate) struct Running {
    child: Child,
    folder: PathBuf,
    /// Address of its DevTools.
    pub(super) devtools: String,
    /// What a person should know of how it runs.
    pub(super) note: Option<&'static str>,
}

impl Running {
    /// The folder of its files, which goes when it ends.
    #[cfg(test)]
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Ends the browser and waits for that.
    pub(super) async fn end(mut self) {
        drop(self.child.stdin.take());
        let _ = tokio::time::timeout(END, self.child.wait()).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The pipe closes here at the latest; the shell does the rest.
        drop(self.child.stdin.take());
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Starts the browser, with its sandbox where the system allows one.
///
/// # Errors
/// It does not start, with what it says of that.
pub(super) async fn start(start: Start<'_>) -> Result<Running, String> {
    if ourselves() == Some(0) {
        let mut running = process(start, false).await?;
        running.note =
            Some("Chromium runs without its sandbox, since it refuses one to the administrator");
        return Ok(running);
    }
    match process(start, true).await {
        Err(first) if first.to_ascii_lowercase().contains("sandbox") => {
            let mut running = process(start, false).await?;
            running.note = Some("Chromium runs without its sandbox, since this system allows none");
            Ok(running)
        }
        other => other,
    }
}

/// Starts one process of it.
async fn process(start: Start<'_>, sandbox: bool) -> Result<Running, String> {
    let folder = folder()?;
    let mut command = Command::new("/bin/sh");
    command.args(["-c", SUPERVISOR, "sh"]).arg(&folder).arg(start.program).args(FLAGS);
    command
        .arg(format!("--user-data-dir={}", folder.display()))
        .arg(format!("--proxy-server={}", start.proxy));
    if let Some(pin) = start.pin {
        command.arg(format!("--ignore-certificate-errors-spki-list={pin}"));
    }
    if let Some(agent) = start.agent {
        command.arg(format!("--user-agent={agent}"));
    }
    if !sandbox {
        command.arg("--no-sandbox");
    }
    command.arg("about:blank");
    // Neither flags nor folders of the person's own browser.
    command.env_remove("CHROMIUM_FLAGS").env_remove("CHROMIUM_USER_FLAGS");
    command.env("XDG_CONFIG_HOME", &folder).env("XDG_CACHE_HOME", &folder);
    command.env("TMPDIR", &folder);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    #[cfg(unix)]
    command.process_group(0);
    let mut child = command.spawn().map_err(|e| format!("cannot start a shell: {e}"))?;
    let words = child.stderr.take();
    let mut running = Running { child, folder, devtools: String::new(), note: None };
    let Some(words) = words else { return Err("the browser says nothing".to_owned()) };
    let mut lines = BufReader::new(words);
    let mut said = String::new();
    let listening = async {
        loop {
            let mut line = Vec::new();
            let read = (&mut lines).take(MAX_WORDS as u64).read_until(b'\n', &mut line).await;
            if !matches!(read, Ok(1..)) {
                return None;
            }
            let line = String::from_utf8_lossy(&line).trim().to_owned();
            if let Some(address) = line.strip_prefix("DevTools listening on ") {
                return Some(address.to_owned());
            }
            if said.len() < MAX_WORDS && !line.is_empty() {
                said.push_str(&line);
                said.push('\n');
            }
        }
    };
    let program = start.program.display();
    match tokio::time::timeout(START, listening).await {
        Ok(Some(address)) => running.devtools = address,
        Ok(None) => {
            let last = said.lines().last().unwrap_or("it says nothing").to_owned();
            let sandbox = said.to_ascii_lowercase().contains("sandbox");
            let hint = if sandbox { " (sandbox)" } else { "" };
            return Err(format!("{program} does not start{hint}: {last}"));
        }
        Err(_) => {
            return Err(format!("{program} does not start within {} s", START.as_secs()));
        }
    }
    // What it says from now on concerns nobody, but the pipe must not fill up.
    tokio::spawn(async move {
        let _ = tokio::io::copy(&mut lines, &mut tokio::io::sink()).await;
    });
    Ok(running)
}

/// A folder of its own for the browser's files, closed to others.
fn folder() -> Result<PathBuf, String> {
    let cannot = |e: String| format!("cannot make a folder for the browser: {e}");
    let mut random = [0_u8; 12];
    getrandom::fill(&mut random).map_err(|e| cannot(e.to_string()))?;
    let name = format!("shopvet-browser-{}", data_encoding::HEXLOWER.encode(&random));
    let path = std::env::temp_dir().join(name);
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(&path).map_err(|e| cannot(e.to_string()))?;
    Ok(path)
}
