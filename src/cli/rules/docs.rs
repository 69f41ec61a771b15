//! `shopvet rules docs`: the handbook of a pack, for staff to read and print.

use crate::error::{Error, Result, exit};
use crate::handbook::{self, Book, LANGUAGES};
use crate::rules::Library;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Write the handbook of a pack
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Pack; repeatable [default: baseline]
    #[arg(long, value_name = "NAME", env = "SHOPVET_PACK", value_delimiter = ',')]
    pack: Vec<String>,
    /// Language: en, sv, nb, da, fi, de
    #[arg(long, value_name = "LANG", env = "SHOPVET_LANG", default_value = "en")]
    pub(super) lang: String,
    /// Form of the handbook [default: by the ending of --out, else markdown]
    #[arg(long, value_name = "KIND")]
    format: Option<Form>,
    /// File to write to, or folder for one page a rule [default: standard output]
    #[arg(long, value_name = "DIR|FILE")]
    out: Option<PathBuf>,
    /// Date on the cover [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<jiff::civil::Date>,
}

/// A form of a handbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Markdown,
    Html,
}

/// Writes the handbook.
pub(super) fn run(args: &Args, library: &Library) -> Result<u8> {
    let language = language(&args.lang)?;
    let chosen = library.select(&args.pack, None)?;
    let date = args.date.unwrap_or_else(|| jiff::Zoned::now().date());
    let book = Book::new(library, &chosen, language, &date.to_string());
    let ending = args.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    let format = match (args.format, ending) {
        (Some(Form::Html), _) | (None, Some("html" | "htm")) => handbook::Format::Html,
        _ => handbook::Format::Markdown,
    };
    let whole = || handbook::book(&book, format).map_err(broken);
    match &args.out {
        None => crate::cli::io::print(&whole()?)?,
        Some(path) if path.is_dir() || ending.is_none() => {
            std::fs::create_dir_all(path).map_err(cannot_write(path))?;
            let sheets = handbook::leaves(&book, format).map_err(broken)?;
            for sheet in &sheets {
                let path = path.join(&sheet.name);
                std::fs::write(&path, &sheet.text).map_err(cannot_write(&path))?;
            }
            anstream::eprintln!("wrote {} pages to {}", sheets.len(), path.display());
        }
        Some(path) => {
            std::fs::write(path, whole()?).map_err(cannot_write(path))?;
            anstream::eprintln!("wrote {}", path.display());
        }
    }
    Ok(exit::PASS)
}

/// The language asked for, as one that pages are written in.
pub(in crate::cli) fn language(asked: &str) -> Result<&'static str> {
    let primary = asked.split(['-', '_']).next().unwrap_or(asked);
    LANGUAGES.iter().find(|known| **known == primary).copied().ok_or_else(|| {
        Error::Usage(format!("--lang `{asked}` is not spoken; known are {}", LANGUAGES.join(", ")))
    })
}

/// A template at fault.
#[expect(clippy::needless_pass_by_value, reason = "used with map_err")]
pub(super) fn broken(error: minijinja::Error) -> Error {
    Error::Incomplete(format!("cannot write the page: {error:#}"))
}

fn cannot_write(path: &Path) -> impl Fn(std::io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::File { action: "cannot write", path: path.clone(), source }
}
