//! `shopvet challenge`: issue the token that proves control of a domain.

use super::challenges::{self, ChallengeArgs};
use super::io;
use crate::application::Application;
use crate::control::letter::{self, Places};
use crate::control::{Identity, registrable};
use crate::error::{Error, Result, exit};
use clap::ValueEnum;
use serde_json::json;
use std::path::PathBuf;

/// Issue a token that proves control of a domain, and say where to put it
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The token is for one domain and one applicant (legal name, registration number and country of the \
application). With a key it is always the same and nothing is stored; without one it is random and \
stored, and asking again gives the same. `shopvet check` with the same key or folder looks for it in \
all three places; any one is enough.")]
pub(super) struct Args {
    /// Domain of the shop
    #[arg(value_name = "DOMAIN")]
    domain: String,
    /// What the merchant declared
    #[arg(long, value_name = "FILE", env = "SHOPVET_APPLICATION")]
    application: Option<PathBuf>,
    /// File with a secret of at least 32 bytes that makes the token
    #[arg(long, visible_alias = "key", value_name = "FILE", env = "SHOPVET_CHALLENGE_KEY")]
    challenge_key: Option<PathBuf>,
    /// Folder of tokens made without a key [default: shopvet/challenges in the user's state folder]
    #[arg(long, value_name = "DIR", env = "SHOPVET_CHALLENGE_DIR")]
    challenge_dir: Option<PathBuf>,
    /// Form of the answer
    #[arg(long, value_name = "KIND", default_value = "text")]
    format: Format,
    /// Language of the letter: da, de, en, fi, nb, sv [default: the application's]
    #[arg(long, value_name = "LANG")]
    language: Option<String>,
    #[command(flatten)]
    config: super::ConfigArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The letter to the applicant.
    Text,
    /// Token, places and letter.
    Json,
}

/// Runs the subcommand.
pub(super) fn run(args: &Args) -> Result<u8> {
    let config = args.config.load()?;
    let domain = registrable(&args.domain)?;
    let path = args.application.as_ref().or(config.application.as_ref()).ok_or_else(|| {
        Error::Usage(
            "a token is for one applicant; name their application with --application FILE"
                .to_owned(),
        )
    })?;
    let application = Application::declared(&io::read_text(path)?, &path.display().to_string())?;
    let identity = Identity::of(&application)
        .map_err(|error| Error::Usage(format!("{}: {error}", path.display())))?;
    let language = match &args.language {
        Some(tag) => letter::spoken(tag).ok_or_else(|| {
            let known: Vec<&str> = letter::languages().collect();
            Error::Usage(format!(
                "--language `{tag}` is not spoken; known are {}",
                known.join(", ")
            ))
        })?,
        None => letter::language_of(&application),
    };
    let source = ChallengeArgs {
        challenge_key: args.challenge_key.clone(),
        challenge_dir: args.challenge_dir.clone(),
    };
    let token = challenges::issue(&source, &config, &domain, &identity)?;
    let letter = letter::write(language, &domain, &token)?;
    let text = match args.format {
        Format::Text => format!("{}\n\n{}", letter.subject, letter.text),
        Format::Json => {
            let places = Places::of(&domain, &token);
            let answer = json!({
                "schema": "shopvet.challenge/1",
                "domain": domain,
                "token": token.as_str(),
                "application-sha256": identity.hex(),
                "places": [
                    {"by": "dns-txt", "name": places.dns_name, "type": "TXT", "value": token.as_str()},
                    {"by": "well-known", "url": places.url, "content": format!("{token}\n")},
                    {"by": "meta", "url": format!("https://{domain}/"), "html": places.meta},
                ],
                "language": letter.language,
                "subject": letter.subject,
                "text": letter.text,
            });
            serde_json::to_string_pretty(&answer).unwrap_or_default() + "\n"
        }
    };
    io::print(&text)?;
    Ok(exit::PASS)
}
