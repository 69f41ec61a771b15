//! Tokens that were issued: made anew with a key, or kept in a folder.
//!
//! Without a key each token is a file of its own in the user's state folder (XDG
//! Base Directory, `$XDG_STATE_HOME` or `~/.local/state`) or a folder that is
//! given, named by domain and applicant and readable by its owner alone. A file
//! is written once and never changed, so asking again gives the same token, two
//! at a time included.

use super::config::Config;
use crate::control::{Identity, Key, LEAST_KEY_BYTES, RANDOM_BYTES, Token};
use crate::error::{Error, Result};
use crate::snapshot::Challenge;
use serde::{Deserialize, Serialize};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Version of [`Stored`].
const FORMAT: &str = "shopvet.challenge/1";
/// Most bytes of a key file: a larger one was named by mistake.
const MOST_KEY_BYTES: u64 = 64 << 10;

/// Where tokens come from.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Proof of control")]
pub(super) struct ChallengeArgs {
    /// Key of `shopvet challenge`: look for the token it makes for this domain and application
    #[arg(long, value_name = "FILE", env = "SHOPVET_CHALLENGE_KEY")]
    pub(super) challenge_key: Option<PathBuf>,
    /// Folder of tokens made without a key [default: shopvet/challenges in the user's state folder]
    #[arg(long, value_name = "DIR", env = "SHOPVET_CHALLENGE_DIR")]
    pub(super) challenge_dir: Option<PathBuf>,
}

/// One issued token, as its file holds it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Stored {
    /// [`FORMAT`].
    format: String,
    /// The registrable domain.
    domain: String,
    /// The digest of the applicant's identity.
    application_sha256: String,
    token: String,
    /// RFC 3339, UTC.
    issued_at: String,
}

impl ChallengeArgs {
    fn key<'a>(&'a self, config: &'a Config) -> Option<&'a Path> {
        self.challenge_key.as_deref().or(config.challenge_key.as_deref())
    }

    fn dir(&self, config: &Config) -> Option<PathBuf> {
        self.challenge_dir.clone().or_else(|| config.challenge_dir.clone()).or_else(state_folder)
    }
}

/// The token for a domain and applicant: under the key, else the stored one, else
/// a new one, which is stored.
pub(super) fn issue(
    args: &ChallengeArgs,
    config: &Config,
    domain: &str,
    identity: &Identity,
) -> Result<Token> {
    if let Some(path) = args.key(config) {
        return Ok(Token::derive(&read_key(path)?, domain, identity));
    }
    let folder = args.dir(config).ok_or_else(|| {
        Error::Usage(
            "there is no folder for the token, as neither XDG_STATE_HOME nor HOME is set; give \
             one with --challenge-dir DIR, or a key with --challenge-key FILE"
                .to_owned(),
        )
    })?;
    let path = folder.join(file_name(domain, identity));
    match read_stored(&path, domain, identity)? {
        Some(token) => Ok(token),
        None => store(&folder, &path, domain, identity),
    }
}

/// The proof that was asked for, if one was: with a key always, else where a
/// token is stored for the domain and the applicant.
pub(super) fn issued(
    args: &ChallengeArgs,
    config: &Config,
    domain: &str,
    identity: Option<&Identity>,
) -> Result<Option<Challenge>> {
    let token = match (args.key(config), identity) {
        (Some(path), Some(identity)) => Some(Token::derive(&read_key(path)?, domain, identity)),
        (Some(_), None) if args.challenge_key.is_some() => {
            return Err(Error::Usage(
                "--challenge-key needs an application that states `legal-name` or \
                 `registration-number`, as a token is for one applicant; name it with \
                 --application FILE"
                    .to_owned(),
            ));
        }
        (None, Some(identity)) => match args.dir(config) {
            Some(folder) => {
                read_stored(&folder.join(file_name(domain, identity)), domain, identity)?
            }
            None => None,
        },
        (_, None) => None,
    };
    Ok(token.map(|token| Challenge { domain: domain.to_owned(), token: token.to_string() }))
}

fn read_key(path: &Path) -> Result<Key> {
    let name = path.display().to_string();
    let cannot = |e: std::io::Error| {
        Error::Usage(format!(
            "cannot read the key {name}: {e}; name the file that tokens were made with, or for a \
             new key run `(umask 077; openssl rand -out {name} {LEAST_KEY_BYTES})`"
        ))
    };
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(cannot)?;
    let mode = open_to_others(&file);
    file.take(MOST_KEY_BYTES + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > MOST_KEY_BYTES {
        return Err(Error::Usage(format!(
            "{name} is larger than {} KiB and surely no key; name the file with the key",
            MOST_KEY_BYTES >> 10
        )));
    }
    let key = Key::new(&bytes, &name)?;
    if let Some(mode) = mode {
        anstream::eprintln!(
            "warning: the key in {name} can be read by others (mode {mode:03o}), who could make \
             tokens with it; close it with `chmod 600 {name}`"
        );
    }
    Ok(key)
}

/// The permissions of a file that others than its owner may read or write.
#[cfg(unix)]
fn open_to_others(file: &std::fs::File) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    // A pipe, such as that of a secret store, is gone once it is read.
    let found = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    Some(found.permissions().mode() & 0o777).filter(|mode| mode & 0o066 != 0)
}

/// Elsewhere permissions are of another kind, and nothing is said of them.
#[cfg(not(unix))]
fn open_to_others(_file: &std::fs::File) -> Option<u32> {
    None
}

/// `$XDG_STATE_HOME/shopvet/challenges`; a relative path there does not count.
fn state_folder() -> Option<PathBuf> {
    let given = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = given("XDG_STATE_HOME").or_else(|| Some(given("HOME")?.join(".local/state")))?;
    Some(state.join("shopvet").join("challenges"))
}

fn file_name(domain: &str, identity: &Identity) -> String {
    // Domains are A-labels, at most 253 characters; what else might stand in one
    // does not belong in a file name.
    let name: String = domain
        .chars()
        .take(180)
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') { c } else { '_' })
        .collect();
    let digest = identity.hex();
    format!("{name}-{}.json", digest.get(..32).unwrap_or(&digest))
}

/// The token that a file holds; nothing where there is no file.
fn read_stored(path: &Path, domain: &str, identity: &Identity) -> Result<Option<Token>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(Error::File { action: "cannot read", path: path.to_owned(), source });
        }
    };
    let wrong = |what: &str| {
        Error::Invalid(format!(
            "{}: {what}; restore the file, or remove it and issue a new token with \
             `shopvet challenge`",
            path.display()
        ))
    };
    let stored: Stored = serde_json::from_str(&text).map_err(|e| wrong(&e.to_string()))?;
    if stored.format != FORMAT {
        return Err(wrong(&format!("has format {:?} and not {FORMAT}", stored.format)));
    }
    if stored.domain != domain || stored.application_sha256 != identity.hex() {
        return Err(wrong("holds the token of another domain or applicant"));
    }
    Token::parse(&stored.token).map(Some).ok_or_else(|| wrong("holds no token"))
}

/// Makes a token and keeps it, unless somebody was quicker.
fn store(folder: &Path, path: &Path, domain: &str, identity: &Identity) -> Result<Token> {
    let cannot = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::File { action: "cannot write", path, source }
    };
    let mut bytes = [0; RANDOM_BYTES];
    getrandom::fill(&mut bytes)
        .map_err(|e| Error::Incomplete(format!("the system gives no random bytes: {e}")))?;
    let token = Token::random(bytes);
    let stored = Stored {
        format: FORMAT.to_owned(),
        domain: domain.to_owned(),
        application_sha256: identity.hex(),
        token: token.to_string(),
        issued_at: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    };
    let text = serde_json::to_string_pretty(&stored).unwrap_or_default() + "\n";
    make_folder(folder).map_err(cannot(folder))?;
    // Written whole beside its place and put there only if that is free.
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.partial", std::process::id()));
    let partial = path.with_file_name(name);
    let _ = std::fs::remove_file(&partial);
    let written = private(&partial)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::hard_link(&partial, path));
    let _ = std::fs::remove_file(&partial);
    match written {
        Ok(()) => Ok(token),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            read_stored(path, domain, identity)?.ok_or_else(|| cannot(path)(e))
        }
        Err(e) => Err(cannot(path)(e)),
    }
}

/// A new file that only its owner can read.
fn private(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A folder that only its owner can enter, unless it is there already.
fn make_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::Application;

    fn identity(name: &str) -> Identity {
        let application =
            Application { legal_name: Some(name.to_owned()), ..Application::default() };
        Identity::of(&application).unwrap()
    }

    fn in_folder(folder: &Path) -> ChallengeArgs {
        ChallengeArgs { challenge_dir: Some(folder.to_owned()), ..ChallengeArgs::default() }
    }

    #[test]
    fn a_stored_token_is_given_again_to_the_same_applicant_only() {
        let folder = tempfile::tempdir().unwrap();
        let args = in_folder(&folder.path().join("a/b"));
        let config = Config::default();
        let blue = identity("Blue Kettle Ltd");
        let domain = "blue-kettle.example";
        assert!(issued(&args, &config, domain, Some(&blue)).unwrap().is_none());
        let token = issue(&args, &config, domain, &blue).unwrap();
        assert_eq!(issue(&args, &config, domain, &blue).unwrap(), token);
        let found = issued(&args, &config, domain, Some(&blue)).unwrap().unwrap();
        assert_eq!((found.domain.as_str(), found.token.as_str()), (domain, token.as_str()));
        assert!(issued(&args, &config, domain, None).unwrap().is_none());
        for other in [
            issue(&args, &config, "red-kettle.example", &blue).unwrap(),
            issue(&args, &config, domain, &identity("Red Kettle Ltd")).unwrap(),
        ] {
            assert_ne!(other, token);
        }
        let files: Vec<PathBuf> = std::fs::read_dir(folder.path().join("a/b"))
            .unwrap()
            .map(|f| f.unwrap().path())
            .collect();
        assert_eq!(files.len(), 3, "{files:?}");
        #[cfg(unix)]
        for file in files {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_that_was_changed_is_named_and_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let args = in_folder(folder.path());
        let config = Config::default();
        let (blue, domain) = (identity("Blue Kettle Ltd"), "blue-kettle.example");
        let token = issue(&args, &config, domain, &blue).unwrap();
        let path = folder.path().join(file_name(domain, &blue));
        let whole = std::fs::read_to_string(&path).unwrap();
        for text in [
            String::new(),
            whole.replace(token.as_str(), "shopvet-x"),
            whole.replace(domain, "red-kettle.example"),
            whole.replace("challenge/1", "challenge/2"),
        ] {
            std::fs::write(&path, &text).unwrap();
            let error = issued(&args, &config, domain, Some(&blue)).unwrap_err().to_string();
            assert!(error.contains("blue-kettle.example-"), "{error}");
        }
    }

    #[test]
    fn two_at_a_time_get_one_token() {
        let folder = tempfile::tempdir().unwrap();
        let blue = identity("Blue Kettle Ltd");
        let path = folder.path().join(file_name("blue-kettle.example", &blue));
        // As if both had looked before either had written.
        let store = || store(folder.path(), &path, "blue-kettle.example", &blue).unwrap();
        assert_eq!(store(), store());
    }
}
