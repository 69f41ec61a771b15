//! The contacts of an answer: the holder and the registrar.
//!
//! A contact is written in one of four ways: keys with its role before them
//! (`Registrant Name:`), a section below a heading, lines without keys below a
//! heading, or an object of its own that the domain names by handle (RPSL,
//! RFC 2622).

use super::keys;
use super::meaning::{Field, Role, Topic};
use super::sections::Entry;
use crate::extract::domain::{Registrant, country, privacy};
use std::collections::{HashMap, HashSet};

/// First keys of an object that is a contact or the like and not the domain.
const OBJECT_KEYS: &[&str] = &[
    "person",
    "role",
    "contact",
    "nic hdl",
    "nic hdl br",
    "nichandle",
    "nsset",
    "keyset",
    "organisation",
    "organization",
    "norid handle",
    "personname",
    "contactid",
    "contact id",
    "org",
    "nserver",
    "registrar handle",
    "handle",
    "contact handle",
    // A host that was registered below the name, in thin registries.
    "server name",
];

/// The most lines read of one object, and the most objects followed.
const MAX_OBJECT: usize = 200;
const MAX_FOLLOWED: usize = 8;

/// The longest value that is a name, in bytes.
const MAX_NAME: usize = 200;

/// What was read of a holder.
#[derive(Debug, Clone, Default)]
pub(super) struct Holder {
    registrant: Registrant,
    /// A phrase stood where the name would, or a service stands in for it.
    pub(super) redacted: bool,
}

impl Holder {
    /// The holder, if anything is known of it.
    pub(super) fn known(self) -> Option<Registrant> {
        (self.registrant != Registrant::default()).then_some(self.registrant)
    }
}

/// Objects of an answer by handle.
#[derive(Debug)]
pub(super) struct Contacts<'a> {
    entries: &'a [Entry<'a>],
    /// Lower-case handle to block.
    handles: HashMap<String, usize>,
    /// Blocks that are contact objects.
    objects: HashSet<usize>,
    /// Blocks that name the domain.
    domains: HashSet<usize>,
    /// First entry of each block.
    starts: HashMap<usize, usize>,
}

impl<'a> Contacts<'a> {
    /// Finds the objects.
    pub(super) fn new(entries: &'a [Entry<'a>]) -> Self {
        let mut this = Self {
            entries,
            handles: HashMap::new(),
            objects: HashSet::new(),
            domains: HashSet::new(),
            starts: HashMap::new(),
        };
        for (at, entry) in entries.iter().enumerate() {
            let first = !this.starts.contains_key(&entry.block);
            if first {
                this.starts.insert(entry.block, at);
            }
            // The registrar's object, where the domain has named the same before.
            if first && entry.key == "registrar" && this.seen_before(at) {
                this.objects.insert(entry.block);
            }
            if first && entry.section.is_none() && OBJECT_KEYS.contains(&entry.key.as_str()) {
                this.objects.insert(entry.block);
            }
            if keys::topic(&entry.key) == Some(Topic::Domain) && entry.section.is_none() {
                this.domains.insert(entry.block);
            }
        }
        let domains = &this.domains;
        this.objects.retain(|block| !domains.contains(block));
        // Objects exist only beside a domain; else the block is all there is.
        if domains.is_empty() {
            this.objects.clear();
        }
        for entry in entries.iter().filter(|e| e.section.is_none()) {
            let names_itself = keys::field(&entry.key) == Some(Field::Handle)
                || (this.objects.contains(&entry.block)
                    && this.starts.get(&entry.block).and_then(|at| entries.get(*at))
                        == Some(entry));
            if names_itself && this.objects.contains(&entry.block) {
                this.handles.entry(entry.value.to_lowercase()).or_insert(entry.block);
            }
        }
        this
    }

    /// Whether the domain's block has the entry at `at` too: then this one begins
    /// an object of its own.
    fn seen_before(&self, at: usize) -> bool {
        let Some((entry, before)) = self.entries.get(..=at).and_then(<[Entry<'_>]>::split_last)
        else {
            return false;
        };
        before.iter().take(MAX_OBJECT).any(|other| {
            other.key == entry.key
                && other.block != entry.block
                && other.value == entry.value
                && self.domains.contains(&other.block)
        })
    }

    /// Whether a block is an object other than the domain.
    pub(super) fn is_contact(&self, block: usize) -> bool {
        self.objects.contains(&block)
    }

    /// The entries of a block.
    fn block(&self, block: usize) -> impl Iterator<Item = &'a Entry<'a>> {
        let start = self.starts.get(&block).copied().unwrap_or(self.entries.len());
        let rest = self.entries.get(start..).unwrap_or_default();
        rest.iter().take(MAX_OBJECT).take_while(move |entry| entry.block == block)
    }

    /// The name of the object with this handle.
    pub(super) fn name_of(&self, handle: &str) -> Option<&'a str> {
        let block = *self.handles.get(&handle.trim().to_lowercase())?;
        self.block(block)
            .find(|e| {
                matches!(keys::field(&e.key), Some(Field::Name | Field::Organization))
                    && clean(e.value) != clean(handle)
            })
            .map(|e| e.value)
    }

    /// The holder.
    pub(super) fn registrant(&self) -> Holder {
        let mut draft = Draft::default();
        for entry in self.entries.iter().filter(|e| !self.is_contact(e.block)) {
            match entry.section {
                Some(Role::Registrant) => self.in_section(entry, &mut draft),
                // As the registry of Brazil writes it.
                None if entry.key == "ownerid" => draft.put(Field::Number, entry.value),
                None => {
                    if let Some((Role::Registrant, rest)) = keys::split_role(&entry.key) {
                        let field = keys::field(rest);
                        if rest.is_empty() {
                            self.bare(entry, &mut draft);
                        } else if field == Some(Field::Handle) && entry.below.is_some() {
                            // The holder's handle with the rest on the lines below.
                            draft.below(entry.value, entry.below == Some(1));
                        } else if let Some(field) = field {
                            if field == Field::Handle {
                                self.follow(entry.value, &mut draft);
                            }
                            draft.put(field, entry.value);
                        }
                    }
                }
                Some(_) => {}
            }
        }
        if draft.is_empty() {
            self.among_own(&mut draft);
        }
        draft.finish()
    }

    fn in_section(&self, entry: &Entry<'a>, draft: &mut Draft<'a>) {
        let role = keys::split_role(&entry.key);
        match (entry.below, role) {
            (Some(_), _)
                if keys::heading(&entry.key) == Some(Role::Registrant)
                    || keys::field(&entry.key) == Some(Field::Organization) =>
            {
                self.bare(entry, draft);
            }
            (_, Some((Role::Registrant, ""))) => self.bare(entry, draft),
            (_, Some((Role::Registrant, rest))) => {
                if let Some(field) = keys::field(rest) {
                    draft.put(field, entry.value);
                }
            }
            _ => {
                if let Some(field) = keys::field(&entry.key) {
                    draft.put(field, entry.value);
                    // Some sections give the handle first and the object later.
                    if field == Field::Handle {
                        self.follow(entry.value, draft);
                    }
                }
            }
        }
    }

    /// A value beside or below the role itself: a handle, else a name and an
    /// address.
    fn bare(&self, entry: &Entry<'a>, draft: &mut Draft<'a>) {
        if self.follow(entry.value, draft) {
            return;
        }
        draft.below(entry.value, entry.below.unwrap_or(0) == 0);
    }

    fn follow(&self, handle: &str, draft: &mut Draft<'a>) -> bool {
        let Some(block) = self.handles.get(&handle.trim().to_lowercase()) else { return false };
        draft.followed += 1;
        if draft.followed > MAX_FOLLOWED {
            return true;
        }
        for entry in self.block(*block).filter(|e| e.section.is_none()) {
            if let Some(field) = keys::field(&entry.key)
                && !entry.value.eq_ignore_ascii_case(handle)
            {
                draft.put(field, entry.value);
            }
        }
        true
    }

    /// The holder among the domain's own keys.
    fn among_own(&self, draft: &mut Draft<'a>) {
        let own = |entry: &&Entry<'a>| entry.section.is_none() && !self.is_contact(entry.block);
        for entry in self.entries.iter().filter(own) {
            let key = entry.key.strip_prefix("org ").unwrap_or(&entry.key);
            match keys::field(key) {
                _ if entry.key == "descr" && draft.organization.is_none() => {
                    draft.put(Field::Organization, entry.value);
                }
                _ if entry.key == "descr" => draft.put(Field::Address, entry.value),
                // `registration no` may be the domain's own.
                Some(Field::Number)
                    if self.domains.contains(&entry.block)
                        && !entry.key.starts_with("registration n") =>
                {
                    draft.put(Field::Number, entry.value);
                }
                // A name may stand without a holder's key only beside the domain.
                Some(Field::Name | Field::Organization | Field::Country)
                    if self.domains.contains(&entry.block) =>
                {
                    let is_company = entry.key.starts_with("org");
                    let field = keys::field(key).filter(|f| *f == Field::Country || !is_company);
                    draft.put(field.unwrap_or(Field::Organization), entry.value);
                }
                _ => {}
            }
        }
    }

    /// The registrar's name.
    pub(super) fn registrar(&self) -> Option<String> {
        let usable = |entry: &&Entry<'a>| !self.is_contact(entry.block);
        let name = |value: &'a str| self.name_of(value).unwrap_or(value);
        let direct = self.entries.iter().filter(usable).find(|e| {
            matches!(e.section, None | Some(Role::Registrar))
                && e.below.is_none()
                && keys::topic(&e.key) == Some(Topic::Registrar)
                && !clean(e.value).is_empty()
        });
        // A mark alone, with the name in the line below: `registrar: example.red`.
        let direct = direct.map(|e| {
            let below = self.entries.iter().skip_while(|o| !std::ptr::eq(*o, e)).nth(1);
            below
                .filter(|o| o.block == e.block && o.section == e.section && o.below.is_none())
                .filter(|o| matches!(o.key.as_str(), "organization" | "organisation"))
                .filter(|_| !e.value.contains(char::is_whitespace))
                .unwrap_or(e)
        });
        let section =
            || self.entries.iter().filter(usable).filter(|e| e.section == Some(Role::Registrar));
        let of = |field: Field| {
            section().find(|e| e.below.is_none() && keys::field(&e.key) == Some(field))
        };
        let bare = || section().find(|e| e.below == Some(0));
        let referred = || self.entries.iter().filter(usable).find(|e| e.key == "registrar handle");
        direct
            .or_else(|| of(Field::Name))
            .or_else(|| of(Field::Organization))
            .or_else(bare)
            .or_else(referred)
            .map(|e| clean(name(e.value)).to_owned())
            .filter(|name| !name.is_empty() && name.len() <= MAX_NAME)
    }
}

/// A holder while it is being read; the first value of each kind stays.
#[derive(Debug, Default)]
struct Draft<'a> {
    name: Option<&'a str>,
    organization: Option<&'a str>,
    /// A handle that led nowhere.
    mark: Option<&'a str>,
    number: Option<&'a str>,
    country: Option<&'static str>,
    /// Lines of the address.
    lines: Vec<&'a str>,
    /// Objects read by handle.
    followed: usize,
}

impl<'a> Draft<'a> {
    fn is_empty(&self) -> bool {
        self.name.is_none() && self.organization.is_none()
    }

    fn put(&mut self, field: Field, value: &'a str) {
        let value = clean(value);
        if value.is_empty() || value.len() > MAX_NAME {
            return;
        }
        let hidden = privacy::is_placeholder(value);
        match field {
            Field::Name | Field::Organization => {
                let slot =
                    if field == Field::Name { &mut self.name } else { &mut self.organization };
                if slot.is_none() {
                    *slot = Some(value);
                }
            }
            Field::Number if !hidden => self.number = self.number.or(Some(value)),
            Field::Country => self.country = self.country.or_else(|| country::code(value)),
            Field::Address => self.lines.push(value),
            Field::Kind => self.number = self.number.or_else(|| number_in_kind(value)),
            // Some registries put the organisation number in the place of a handle.
            Field::Handle if value.starts_with("ABN ") || value.starts_with("ACN ") => {
                self.number = self.number.or(Some(value));
            }
            Field::Number | Field::Handle => {}
        }
    }

    /// A line without a key: the name, or a line of the address.
    fn below(&mut self, value: &'a str, first: bool) {
        if first {
            self.bare(value);
        } else {
            self.lines.push(value);
        }
    }

    fn bare(&mut self, value: &'a str) {
        if is_handle(value) {
            self.mark = self.mark.or(Some(value));
            return;
        }
        let is_company = crate::names::legal_form(value).is_some();
        self.put(if is_company { Field::Organization } else { Field::Name }, value);
    }

    fn finish(self) -> Holder {
        let country = self.country.or_else(|| {
            self.lines.iter().rev().take(10).find_map(|line| {
                let last = line.rsplit(',').next().unwrap_or(line).trim();
                country::code(line).or_else(|| country::code(last))
            })
        });
        let own = |text: Option<&str>| text.map(str::to_owned);
        let named = self.name.or(self.organization).is_some();
        // A handle alone names nobody.
        let mark = self.mark.filter(|_| !named);
        let (registrant, redacted) = Registrant {
            name: own(self.name.or(mark)),
            organization: own(self.organization),
            registration_number: own(self.number),
            country: country.filter(|_| named || self.country.is_some()).map(str::to_owned),
        }
        .settle();
        Holder { registrant, redacted: redacted || mark.is_some() }
    }
}

/// Whether a value is a registry's mark for a contact rather than a name:
/// `BK12-EX`, `G123456`, `blue0102-00345`.
fn is_handle(value: &str) -> bool {
    let value = value.trim();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c));
    let parted = value.contains(['-', ':']) && !value.chars().any(|c| c.is_ascii_lowercase());
    plain && (digits >= 4 || (digits >= 1 && parted))
}

/// The number in `UK Limited Company, (Company number: 01234567)`.
fn number_in_kind(value: &str) -> Option<&str> {
    let (_, rest) = value.rsplit_once(':')?;
    let number = rest.trim().trim_end_matches(')').trim();
    (number.chars().any(|c| c.is_ascii_digit()) && number.len() <= 20).then_some(number)
}

/// What stands in place of a value where there is none.
const EMPTY: &[&str] = &[
    "",
    "-",
    "--",
    "---",
    ".",
    "n/a",
    "none",
    "null",
    "not available",
    "unknown",
    "not provided",
    "na",
];

/// A name without the handle, address or mail that registries put behind it.
fn clean(value: &str) -> &str {
    // `Blue Kettle AB  (bk1-handle)   mail@blue-kettle.example`
    let mut value = value.trim();
    if let Some((name, last)) = value.rsplit_once([' ', '\t'])
        && last.contains('@')
        && name.trim().ends_with(')')
    {
        value = name.trim();
    }
    if let Some(inner) = value.strip_suffix(')')
        && let Some((name, code)) = inner.rsplit_once('(')
    {
        let digit = code.chars().any(|c| c.is_ascii_digit());
        let shouted = code.chars().all(|c| !c.is_lowercase());
        let handle = code.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
            && (code.contains('-') && (digit || shouted || code.contains('.'))
                || code.chars().all(|c| c.is_ascii_digit()));
        let address = code.starts_with("http") && name.ends_with(' ');
        if (handle || address) && !name.trim().is_empty() {
            value = name.trim();
        }
    } else
    // `Red Registrar Inc. R45-EX`, as one registry operator numbers registrars.
    if let Some((name, code)) = value.rsplit_once(' ')
        && let Some((number, zone)) = code.strip_prefix('R').and_then(|c| c.split_once('-'))
        && !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit())
        && zone.chars().all(|c| c.is_ascii_uppercase())
    {
        value = name.trim();
    }
    if EMPTY.iter().any(|empty| value.eq_ignore_ascii_case(empty)) {
        return "";
    }
    value
}
