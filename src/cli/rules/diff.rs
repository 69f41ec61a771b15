//! `shopvet rules diff`: what rules of one's own change, or how two packs differ.

use crate::error::{Error, Result, exit};
use crate::rules::diff::{self, Change, Fate, Fates};
use crate::rules::{Languages, Level, Library, Problem};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Show what your own rules and packs change, or how two packs differ
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Only this pack, against the built-in one of its name or `baseline`; or two packs
    #[arg(long, value_name = "NAME")]
    pack: Vec<String>,
}

/// The pack that one which is not built in is held against.
const BASELINE: &str = "baseline";

/// Prints the differences.
pub(super) fn run(args: &Args, folders: &[PathBuf]) -> Result<u8> {
    let shipped = Library::load_in(&[], Languages::Only("en"))
        .map_err(|found| Error::Invalid(Problem::join(&found)))?;
    let library = crate::cli::io::library_in(folders, Languages::Only("en"))?;
    let text = match args.pack.as_slice() {
        [] if folders.is_empty() => {
            return Err(Error::Usage(
                "there is nothing to compare; name a folder with --rules DIR, or two packs with \
                 --pack"
                    .to_owned(),
            ));
        }
        [] => whole(&shipped, &library)?,
        [pack] => {
            // What does not exist is told by the selection.
            let is_shipped = shipped.packs().any(|other| other.name == *pack);
            let base = if is_shipped { pack } else { BASELINE };
            between((&shipped, base), (&library, pack))?
        }
        [one, other] => between((&library, one), (&library, other))?,
        _ => return Err(Error::Usage("at most two packs can be compared".to_owned())),
    };
    crate::cli::io::print(&text)?;
    Ok(exit::PASS)
}

fn whole(shipped: &Library, library: &Library) -> Result<String> {
    let rules = diff::rules(shipped, library);
    let packs = diff::packs(shipped, library);
    if rules.is_empty() && packs.is_empty() {
        return Ok("nothing differs from what is built in\n".to_owned());
    }
    let mut out = String::new();
    if !rules.is_empty() {
        out.push_str("rules\n");
        fates(&rules, library, &mut out);
    }
    if !packs.is_empty() {
        out.push_str("packs\n");
        for (name, fate) in &packs {
            let one = Fates::from([(name.clone(), fate.clone())]);
            fates(&one, library, &mut out);
            let base = if matches!(fate, Fate::Added(_)) { BASELINE } else { name };
            let chosen = diff::selections((shipped, base), (library, name))?;
            if !chosen.is_empty() {
                let _ = writeln!(out, "      against the built-in `{base}`:");
                let mut inner = String::new();
                fates(&chosen, library, &mut inner);
                for line in inner.lines() {
                    let _ = writeln!(out, "      {line}");
                }
            }
        }
    }
    Ok(out)
}

fn between(before: (&Library, &str), after: (&Library, &str)) -> Result<String> {
    let found = diff::selections(before, after)?;
    let mut out = format!("from `{}` to `{}`\n", before.1, after.1);
    if found.is_empty() {
        out.push_str("  no rule, level or param differs\n");
    }
    fates(&found, after.0, &mut out);
    Ok(out)
}

fn fates(found: &Fates, library: &Library, out: &mut String) {
    let width = found.keys().map(String::len).max().unwrap_or(0);
    for (name, fate) in found {
        let title = library.rule(name).map_or("", |rule| rule.title.get("en"));
        let (sign, level, changes) = match fate {
            Fate::Added(level) => ('+', *level, &[][..]),
            Fate::Removed(level) => ('-', *level, &[][..]),
            Fate::Changed(changes) => ('~', None, changes.as_slice()),
        };
        let level = level.map_or("", Level::name);
        let line = format!("  {sign} {name:width$}  {level:7}  {title}");
        let _ = writeln!(out, "{}", line.trim_end());
        for change in changes {
            one(change, out);
        }
        if let Fate::Changed(changes) = fate
            && changes.is_empty()
        {
            out.push_str("      only comments or spacing\n");
        }
    }
}

fn one(change: &Change, out: &mut String) {
    let key = &change.key;
    match (&change.from, &change.to) {
        (None, None) => {
            let _ = writeln!(out, "      {key}");
        }
        (from, to) if [from, to].into_iter().flatten().any(|text| text.contains('\n')) => {
            let _ = writeln!(out, "      {key}");
            for (sign, text) in [('-', from), ('+', to)] {
                for line in text.iter().flat_map(|text| text.lines()) {
                    let _ = writeln!(out, "        {sign} {line}");
                }
            }
        }
        (from, to) => {
            let show = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
            let _ = writeln!(out, "      {key}: {} -> {}", show(from), show(to));
        }
    }
}
