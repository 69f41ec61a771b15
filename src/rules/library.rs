//! All rules and packs there are, and the selection made from them.
//!
//! The rules that ship are part of the program; folders given later hold more of the
//! same layout, and a rule or pack in them takes the place of one of the same name.

use super::pack::{Pack, Setting};
use super::problem::{Code, Problem};
use super::rule::Rule;
use super::translation::{self, Folder, Languages, Translated, Translation};
use crate::error::{Error, Result};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

static FILES: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Folders under `rules/` that hold no rules.
const OTHER_FOLDERS: [&str; 6] =
    ["packs", "vocabulary", "marks", "challenge", "schemas", translation::FOLDER];

/// The order of groups in reports; others follow by name.
const GROUPS: [&str; 12] = [
    "domain",
    "identity",
    "contact",
    "products",
    "checkout",
    "cards",
    "terms",
    "subscriptions",
    "policies",
    "restricted",
    "security",
    "site",
];

/// The pack that is used when none is asked for.
const BASELINE: &str = "baseline";

/// All rules and packs there are.
#[derive(Debug, Clone, Default)]
pub struct Library {
    rules: BTreeMap<String, Arc<Rule>>,
    packs: BTreeMap<String, Arc<Pack>>,
    /// Which folder of rules each rule is from: 0 is what ships.
    origins: BTreeMap<String, usize>,
    /// Files of translations, by folder of rules.
    translations: Vec<(usize, Translation)>,
}

/// The rules a shop is held against, with the packs that chose them.
#[derive(Debug, Clone, Default)]
pub struct Ruleset {
    /// Groups in their order, then by id; levels and params as the packs set them.
    pub rules: Vec<Arc<Rule>>,
    /// The packs asked for, in their order.
    pub packs: Vec<PackInfo>,
}

/// A pack as it stands in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PackInfo {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over the pack, those it extends, the rules they choose and the
    /// translations of these.
    pub sha256: String,
}

/// One text file of a folder of rules.
struct File {
    /// Path inside the folder, with `/`.
    path: String,
    /// Name for messages.
    name: String,
    text: String,
}

impl File {
    /// Whether it stands where rules do.
    fn is_rule(&self) -> bool {
        let folder = self.path.split_once('/').map(|(folder, _)| folder);
        folder.is_some_and(|folder| !OTHER_FOLDERS.contains(&folder))
    }
}

/// Reads rule files on all processors, since that is most of loading; the order is theirs.
fn read_rules(files: Vec<&File>) -> Vec<Result<Rule, Vec<Problem>>> {
    let read = |file: &&File| Rule::read(&file.name, &file.text);
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = files.len().div_ceil(workers).max(1);
    if files.len() <= workers {
        return files.iter().map(read).collect();
    }
    std::thread::scope(|scope| {
        let shares: Vec<_> = files
            .chunks(share)
            .map(|share| scope.spawn(move || share.iter().map(read).collect::<Vec<_>>()))
            .collect();
        let joined = shares.into_iter().map(|share| share.join());
        joined.flat_map(|read| read.unwrap_or_else(|e| std::panic::resume_unwind(e))).collect()
    })
}

impl Library {
    /// The rules and packs that ship with the program.
    ///
    /// # Errors
    /// Every problem of every file.
    pub fn built_in() -> Result<Self, Vec<Problem>> {
        Self::load(&[])
    }

    /// The rules and packs that ship, with those of some folders, in every language.
    ///
    /// # Errors
    /// Every problem of every file.
    pub fn load(folders: &[PathBuf]) -> Result<Self, Vec<Problem>> {
        Self::load_in(folders, Languages::All)
    }

    /// The same in the languages asked for, since most runs speak one and reading the
    /// others takes longer than reading the rules.
    ///
    /// # Errors
    /// Every problem of every file that was read.
    pub fn load_in(folders: &[PathBuf], languages: Languages<'_>) -> Result<Self, Vec<Problem>> {
        let mut library = Self::default();
        let mut problems = Vec::new();
        let mut shipped = Vec::new();
        embedded(&FILES, &mut shipped);
        library.add(0, shipped, languages, &mut problems);
        for (index, folder) in folders.iter().enumerate() {
            let mut files = Vec::new();
            match walk(folder, "", &mut files) {
                Ok(()) => library.add(index + 1, files, languages, &mut problems),
                Err(problem) => problems.push(*problem),
            }
        }
        if problems.is_empty() {
            problems = library.check();
        }
        Problem::sort(&mut problems);
        if problems.is_empty() { Ok(library) } else { Err(problems) }
    }

    /// The rules and packs of these texts alone, by path inside a folder of rules.
    ///
    /// # Errors
    /// Every problem of every text.
    pub fn of<'t>(
        texts: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Result<Self, Vec<Problem>> {
        let mut library = Self::default();
        let mut problems = Vec::new();
        let files = texts.into_iter().map(|(path, text)| File {
            path: path.to_owned(),
            name: path.to_owned(),
            text: text.to_owned(),
        });
        library.add(0, files.collect(), Languages::All, &mut problems);
        if problems.is_empty() {
            problems = library.check();
        }
        Problem::sort(&mut problems);
        if problems.is_empty() { Ok(library) } else { Err(problems) }
    }

    fn add(
        &mut self,
        origin: usize,
        mut files: Vec<File>,
        languages: Languages<'_>,
        problems: &mut Vec<Problem>,
    ) {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        let mut own = Folder { rules: BTreeMap::new(), broken: BTreeSet::new() };
        let mut translations = Vec::new();
        files.retain(|file| file.path.ends_with(".yaml"));
        let mut rules =
            read_rules(files.iter().filter(|file| file.is_rule()).collect()).into_iter();
        for file in &files {
            let folder = file.path.split_once('/').map(|(folder, _)| folder);
            match folder {
                Some("packs") => match Pack::read(&file.name, &file.text) {
                    Ok(pack) => {
                        self.packs.insert(pack.name.clone(), Arc::new(pack));
                    }
                    Err(found) => problems.extend(found),
                },
                Some(translation::FOLDER) => translations.push(file),
                _ if file.is_rule() => {
                    let Some(read) = rules.next() else { continue };
                    match read {
                        Ok(rule) => {
                            if let Some(first) = seen.insert(rule.id.clone(), file.name.clone()) {
                                let message = format!("the id `{}` is taken by {first}", rule.id);
                                let help = "rename one of the two, file and id, or remove it";
                                problems.push(rule.problem("id", Code::DuplicateId, message, help));
                            }
                            own.rules.insert(rule.id.clone(), rule);
                        }
                        Err(found) => {
                            let stem = file.path.trim_end_matches(".yaml").rsplit('/').next();
                            own.broken.extend(stem.map(str::to_owned));
                            problems.extend(found);
                        }
                    }
                }
                _ => {}
            }
        }
        for file in translations {
            let read = own.translate(&file.path, &file.name, &file.text, languages, problems);
            self.translations.extend(read.map(|read| (origin, read)));
        }
        for (id, rule) in own.rules {
            self.origins.insert(id.clone(), origin);
            self.rules.insert(id, Arc::new(rule));
        }
    }

    /// Holds every pack against what there is.
    fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for pack in self.packs.values() {
            match pack.settings(&self.rules, &self.packs) {
                Err(found) => problems.extend(found),
                Ok(_) => {
                    if let Err(cycle) = self.chain(&pack.name) {
                        problems.push(*cycle);
                    }
                }
            }
        }
        problems
    }

    /// Every rule, by id.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Arc<Rule>> {
        self.rules.values()
    }

    /// The rule of an id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Arc<Rule>> {
        self.rules.get(id)
    }

    /// How much of the texts of all rules each language has, of those that were read.
    #[must_use]
    pub fn coverage(&self) -> Vec<Translated> {
        translation::coverage(self.rules.values().map(AsRef::as_ref))
    }

    /// Every pack, by name.
    pub fn packs(&self) -> impl ExactSizeIterator<Item = &Arc<Pack>> {
        self.packs.values()
    }

    /// The rules of some packs. With none named, those of `baseline` and of every pack that
    /// is called after the country or names it among its countries. A later pack has the
    /// last word on levels and params.
    ///
    /// # Errors
    /// [`Error::Usage`] for a pack that does not exist, [`Error::Invalid`] where packs
    /// contradict their rules.
    pub fn select(&self, packs: &[String], country: Option<&str>) -> Result<Ruleset> {
        let names = if packs.is_empty() { self.default_packs(country) } else { packs.to_vec() };
        if names.is_empty() {
            let rules = self.rules.values().cloned().collect();
            return Ok(Ruleset { rules: in_order(rules), packs: Vec::new() });
        }
        let invalid = |problems: Vec<Problem>| Error::Invalid(Problem::join(&problems));
        let mut chosen: BTreeSet<&str> = BTreeSet::new();
        let mut settings: BTreeMap<String, Setting> = BTreeMap::new();
        let mut infos = Vec::new();
        for name in &names {
            if !self.packs.contains_key(name) {
                return Err(Error::Usage(self.no_such_pack(name)));
            }
            let chain = self.chain(name).map_err(|problem| invalid(vec![*problem]))?;
            let mut own: BTreeSet<&str> = BTreeSet::new();
            for pack in &chain {
                own.extend(
                    self.rules
                        .values()
                        .filter(|r| pack.groups.contains(&r.group))
                        .map(|r| r.id.as_str()),
                );
                own.extend(pack.rules.iter().map(String::as_str));
                for id in &pack.without {
                    own.remove(id.as_str());
                }
                for (id, set) in pack.settings(&self.rules, &self.packs).map_err(invalid)? {
                    let setting = settings.entry(id).or_default();
                    setting.level = set.level.or(setting.level);
                    setting.params.extend(set.params);
                }
            }
            infos.push(self.info(name, &chain, &own));
            chosen.extend(own);
        }
        let mut rules = Vec::new();
        for rule in chosen.iter().filter_map(|id| self.rules.get(*id)) {
            rules.push(match settings.get(&rule.id) {
                Some(set) if *set != Setting::default() => {
                    Arc::new(rule.with(set.level, &set.params).map_err(invalid)?)
                }
                _ => Arc::clone(rule),
            });
        }
        Ok(Ruleset { rules: in_order(rules), packs: infos })
    }

    fn default_packs(&self, country: Option<&str>) -> Vec<String> {
        let of_country = self.packs.values().filter(|pack| {
            pack.name != BASELINE && country.is_some_and(|country| pack.is_of_country(country))
        });
        let baseline = self.packs.get(BASELINE);
        baseline.into_iter().chain(of_country).map(|pack| pack.name.clone()).collect()
    }

    fn no_such_pack(&self, name: &str) -> String {
        let known = || self.packs.keys().map(String::as_str);
        match crate::yaml::nearest(name, known()) {
            Some(near) => format!("there is no pack `{name}`; did you mean `{near}`?"),
            None => format!(
                "there is no pack `{name}`; there are {}",
                known().collect::<Vec<_>>().join(", ")
            ),
        }
    }

    /// A pack with all it builds on, the foundations first.
    fn chain(&self, name: &str) -> Result<Vec<&Arc<Pack>>, Box<Problem>> {
        fn climb<'l>(
            library: &'l Library,
            name: &str,
            path: &mut Vec<&'l str>,
            done: &mut Vec<&'l Arc<Pack>>,
        ) -> Result<(), Box<Problem>> {
            let Some(pack) = library.packs.get(name) else { return Ok(()) };
            if done.iter().any(|other| other.name == pack.name) {
                return Ok(());
            }
            if path.contains(&pack.name.as_str()) {
                let message = format!("{} -> {} is a circle", path.join(" -> "), pack.name);
                return Err(Box::new(pack.problem("extends", Code::PackCycle, message)));
            }
            path.push(&pack.name);
            for base in &pack.extends {
                climb(library, base, path, done)?;
            }
            path.pop();
            done.push(pack);
            Ok(())
        }
        let mut done = Vec::new();
        climb(self, name, &mut Vec::new(), &mut done)?;
        Ok(done)
    }

    fn info(&self, name: &str, chain: &[&Arc<Pack>], rules: &BTreeSet<&str>) -> PackInfo {
        let mut hash = Sha256::new();
        let mut add = |what: &str, name: &str, text: &str| {
            // Lengths keep two files apart from one that holds both.
            hash.update(format!("{what} {name} {}\n", text.len()));
            hash.update(text);
        };
        for pack in chain {
            add("pack", &pack.name, &pack.text);
        }
        for rule in rules.iter().filter_map(|id| self.rules.get(*id)) {
            add("rule", &rule.id, rule.text());
        }
        // Their texts in other languages, whichever of those were asked for.
        let groups: BTreeSet<(usize, &str)> = rules
            .iter()
            .filter_map(|id| Some((*self.origins.get(*id)?, self.rules.get(*id)?.group.as_str())))
            .collect();
        for (origin, file) in &self.translations {
            if groups.contains(&(*origin, file.group.as_str())) {
                add("translation", &format!("{}/{}", file.language, file.group), &file.text);
            }
        }
        let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let version = chain.last().map_or_else(String::new, |pack| pack.version.clone());
        PackInfo { name: name.to_owned(), version, sha256 }
    }
}

/// Sorts rules as reports show them.
fn in_order(mut rules: Vec<Arc<Rule>>) -> Vec<Arc<Rule>> {
    let rank = |group: &str| GROUPS.iter().position(|name| *name == group).unwrap_or(GROUPS.len());
    rules.sort_by(|a, b| (rank(&a.group), &a.group, &a.id).cmp(&(rank(&b.group), &b.group, &b.id)));
    rules
}

fn embedded(dir: &include_dir::Dir<'_>, files: &mut Vec<File>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            let path = path.replace('\\', "/");
            files.push(File { name: format!("rules/{path}"), path, text: text.to_owned() });
        }
    }
    // What holds neither rules nor texts of them is read by those whose it is.
    let others = ["vocabulary", "marks", "challenge", "schemas"];
    for dir in dir.dirs().filter(|dir| others.iter().all(|other| !dir.path().starts_with(other))) {
        embedded(dir, files);
    }
}

/// The largest rule file, in bytes.
const MAX_FILE: u64 = 1 << 20;

/// Reads a folder of rules: its groups and packs, and the languages of its translations,
/// no deeper.
fn walk(folder: &Path, below: &str, files: &mut Vec<File>) -> Result<(), Box<Problem>> {
    let unreadable = |path: &Path, error: &dyn std::fmt::Display| {
        let name = path.display().to_string();
        let message = format!("cannot read it: {error}");
        let at = crate::yaml::Place::default();
        Box::new(Problem::new(&name, "", at, Code::UnreadableFile, message, None))
    };
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        if path.is_dir() {
            let deeper = below.is_empty() || below.trim_end_matches('/') == translation::FOLDER;
            if deeper && !name.starts_with('.') {
                walk(&path, &format!("{below}{name}/"), files)?;
            }
        } else if name.ends_with(".yaml") {
            let size = std::fs::metadata(&path).map_err(|error| unreadable(&path, &error))?.len();
            if size > MAX_FILE {
                return Err(unreadable(&path, &"it is larger than 1 MiB"));
            }
            let text = std::fs::read_to_string(&path).map_err(|e| unreadable(&path, &e))?;
            let shown = path.display().to_string();
            files.push(File { path: format!("{below}{name}"), name: shown, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Level;
    use serde_json::json;

    fn rule(id: &str, group: &str) -> (String, String) {
        let said = json!({"en": "Said.", "sv": "Sagt."});
        let text = json!({
            "id": id, "title": said, "level": "warning", "group": group, "why": "Because.",
            "params": {"days": {"default": "30 days", "description": "How old."}},
            "require": {"fact": "domain.created", "older-than": "$days"},
            "messages": {"pass": said, "fail": said, "inconclusive": {"default": said}},
            "tests": [],
        });
        (format!("{group}/{id}.yaml"), text.to_string())
    }

    fn pack(name: &str, rest: &str) -> (String, String) {
        let head = format!("name: {name}\ntitle: {{en: A, sv: A}}\nversion: '1'\nsource: S.\n");
        (format!("packs/{name}.yaml"), head + rest)
    }

    fn library(packs: &[(String, String)]) -> Library {
        let mut files =
            vec![rule("b-one", "site"), rule("a-two", "site"), rule("z-three", "domain")];
        files.extend_from_slice(packs);
        Library::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
            .unwrap_or_else(|found| panic!("{}", Problem::join(&found)))
    }

    fn ids(ruleset: &Ruleset) -> Vec<&str> {
        ruleset.rules.iter().map(|rule| rule.id.as_str()).collect()
    }

    #[test]
    fn the_default_is_the_baseline_and_the_country() {
        let library = library(&[
            pack("baseline", "groups: [site]\n"),
            pack("se", "rules: [z-three]\nset:\n  b-one: {level: error}\n"),
            pack("uk", "countries: [GB, IM]\nrules: [z-three]\n"),
        ]);
        let plain = library.select(&[], Some("NO")).unwrap();
        assert_eq!(ids(&plain), ["a-two", "b-one"]);
        let swedish = library.select(&[], Some("SE")).unwrap();
        assert_eq!(ids(&swedish), ["z-three", "a-two", "b-one"]);
        assert_eq!(swedish.rules[2].level, Level::Error);
        assert_eq!(swedish.rules[1].level, Level::Warning);
        let names: Vec<_> = swedish.packs.iter().map(|pack| pack.name.as_str()).collect();
        assert_eq!(names, ["baseline", "se"]);
        let british = library.select(&[], Some("gb")).unwrap();
        let names: Vec<_> = british.packs.iter().map(|pack| pack.name.as_str()).collect();
        assert_eq!(names, ["baseline", "uk"]);
        let error = library.select(&["basline".to_owned()], None).unwrap_err();
        assert!(error.to_string().contains("did you mean `baseline`?"), "{error}");
        assert_eq!(error.exit_code(), 2);
    }

    #[test]
    fn a_pack_builds_on_others_and_has_the_last_word() {
        let library = library(&[
            pack(
                "base",
                "groups: [site, domain]\nset:\n  a-two: {level: note, params: {days: 1 day}}\n",
            ),
            pack("strict", "extends: [base]\nwithout: [b-one]\nset:\n  a-two: {level: error}\n"),
        ]);
        let chosen = library.select(&["strict".to_owned()], None).unwrap();
        assert_eq!(ids(&chosen), ["z-three", "a-two"]);
        assert_eq!(chosen.rules[1].level, Level::Error);
        assert_eq!(chosen.rules[1].params["days"], json!("1 day"));
        assert_eq!(chosen.rules[0].params["days"], json!("30 days"));
    }

    #[test]
    fn the_hash_of_a_pack_changes_with_what_it_rests_on() {
        let hash = |packs: &[(String, String)], name: &str| {
            library(packs).select(&[name.to_owned()], None).unwrap().packs[0].sha256.clone()
        };
        let base = pack("base", "groups: [site]\n");
        let upper = pack("upper", "extends: [base]\n");
        let first = hash(&[base.clone(), upper.clone()], "upper");
        assert_eq!(first.len(), 64);
        assert_eq!(first, hash(&[upper.clone(), base], "upper"));
        assert_ne!(first, hash(&[pack("base", "groups: [site]\n# more\n"), upper], "upper"));
    }

    #[test]
    fn a_folder_given_later_takes_the_place_of_what_ships() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("extra")).unwrap();
        let (path, text) = rule("own-rule", "extra");
        std::fs::write(folder.path().join(&path), text).unwrap();
        std::fs::write(folder.path().join("notes.txt"), "not a rule").unwrap();
        let shipped = Library::built_in().unwrap();
        let library = Library::load(&[folder.path().to_owned()]).unwrap();
        assert_eq!(library.rules().len(), shipped.rules().len() + 1);
        std::fs::write(folder.path().join(path), "id: [").unwrap();
        let found = Library::load(&[folder.path().to_owned()]).unwrap_err();
        assert!(found[0].file.ends_with("own-rule.yaml"), "{}", Problem::join(&found));
        let found = Library::load(&[folder.path().join("none")]).unwrap_err();
        assert_eq!(found[0].code, Code::UnreadableFile);
    }
}
