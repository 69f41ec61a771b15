//! Puts the lines of an answer under the headings they stand below.
//!
//! A heading is a key without a value, or a line alone, that names a role:
//! `Registrant:`, `Administrative Contact`. What follows belongs to it until a
//! blank line, a lesser indent or the next heading. A key without a value that
//! is no heading takes the lines below it as its values.

use super::keys;
use super::lines::{Line, fold_key};
use super::meaning::{Role, Topic};
use crate::extract::domain::date::{self, Order};

/// One piece of data with the section it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    /// Folded key; for a line below a key, that key.
    pub(super) key: String,
    /// The value, never empty.
    pub(super) value: &'a str,
    /// Paragraph of the answer.
    pub(super) block: usize,
    /// The section's role.
    pub(super) section: Option<Role>,
    /// None for a value beside its key, else its place among the lines below.
    pub(super) below: Option<usize>,
}

/// A heading or key whose lines follow.
#[derive(Debug)]
struct Open {
    key: String,
    role: Option<Role>,
    indent: usize,
    block: usize,
    content: Option<usize>,
    count: usize,
    /// Lines at the same indent may belong to it.
    known: bool,
    /// Opened by a role with its holder beside it: `Registrant: Blue Kettle`.
    /// Only keys of a contact that follow belong to it.
    soft: bool,
}

impl Open {
    fn new(key: String, role: Option<Role>, line: &Line<'_>) -> Self {
        let known = role.is_some() || keys::topic(&key).is_some();
        Self {
            key,
            role,
            indent: line.indent,
            block: line.block,
            content: None,
            count: 0,
            known,
            soft: false,
        }
    }

    /// The contact whose name stands beside its role.
    fn soft(role: Role, line: &Line<'_>) -> Self {
        let content = Some(line.indent);
        Self { soft: true, content, ..Self::new(line.key.clone(), Some(role), line) }
    }

    /// Whether a line still belongs to it.
    fn holds(&self, line: &Line<'_>) -> bool {
        let same_block = line.block == self.block || self.content.is_none();
        let deep_enough = match self.content {
            Some(indent) => line.indent >= indent.min(self.indent + 1),
            None => line.indent > self.indent || (self.known && line.indent == self.indent),
        };
        same_block && deep_enough
    }

    fn take(&mut self, line: &Line<'_>) {
        self.block = line.block;
        self.content.get_or_insert(line.indent);
    }
}

/// The data of an answer.
pub(super) fn entries<'a>(lines: &[Line<'a>]) -> Vec<Entry<'a>> {
    let mut out = Vec::new();
    let mut section: Option<Open> = None;
    let mut pending: Option<Open> = None;
    for line in lines.iter().filter(|l| !l.comment) {
        section = section.filter(|s| s.holds(line));
        pending = pending.filter(|p| p.holds(line));
        if line.key.is_empty() {
            below(line, &mut section, &mut pending, &mut out);
        } else if line.value.is_empty() {
            open(line.key.clone(), line, &mut section, &mut pending);
        } else {
            // What tells of the domain and stands no deeper than the heading is
            // not the contact's.
            let of_domain = matches!(
                keys::topic(&line.key),
                Some(
                    Topic::Created
                        | Topic::Expires
                        | Topic::Status
                        | Topic::NameServer
                        | Topic::Domain
                )
            );
            // Servers below their heading stay there, and what is said of them.
            let of_domain = of_domain
                && !(keys::topic(&line.key) == Some(Topic::NameServer)
                    && section.as_ref().is_some_and(|s| s.role == Some(Role::NameServers)));
            // The state of an address stands among its other parts.
            let of_domain =
                of_domain && !(line.key == "state" && section.as_ref().is_some_and(has_content));
            if of_domain && section.as_ref().is_some_and(|s| line.indent <= s.indent) {
                section = None;
            }
            let role = keys::split_role(&line.key);
            let of_contact = keys::field(&line.key).is_some() && role.is_none();
            if section.as_ref().is_some_and(|s| s.soft)
                && (role.is_some() || keys::likely_topic(&line.key).is_some())
            {
                section = None;
            }
            if let Some(section) = &mut section {
                section.take(line);
            }
            // Name servers and the like may go on below, further in.
            let goes_on =
                Open { known: false, count: 1, ..Open::new(line.key.clone(), None, line) };
            pending = Some(goes_on);
            out.push(Entry {
                key: line.key.clone(),
                value: line.value,
                block: line.block,
                section: section.as_ref().filter(|s| !s.soft || of_contact).and_then(|s| s.role),
                below: None,
            });
            if section.is_none() && matches!(role, Some((Role::Registrant, ""))) {
                section = Some(Open::soft(Role::Registrant, line));
            }
        }
    }
    out
}

/// Whether something stands below a heading already.
fn has_content(section: &Open) -> bool {
    section.content.is_some()
}

fn open(key: String, line: &Line<'_>, section: &mut Option<Open>, pending: &mut Option<Open>) {
    if let Some(role) = keys::heading(&key) {
        *section = Some(Open::new(key.clone(), Some(role), line));
        *pending = Some(Open::new(key, Some(role), line));
        return;
    }
    // Some registries call the section of the holder after what it is.
    if section.is_none() && matches!(key.as_str(), "organisation" | "organization") {
        let under = Open { known: false, ..Open::new(key.clone(), Some(Role::Registrant), line) };
        *pending = Some(under);
        return;
    }
    let known = keys::topic(&key).is_some();
    if section.as_ref().is_some_and(|s| line.indent <= s.indent) && known {
        *section = None;
    }
    if let Some(section) = section {
        section.take(line);
    }
    *pending = Some(Open::new(key, None, line));
}

fn below<'a>(
    line: &Line<'a>,
    section: &mut Option<Open>,
    pending: &mut Option<Open>,
    out: &mut Vec<Entry<'a>>,
) {
    let folded = fold_key(line.value);
    if line.value.len() <= 60
        && !line.value.contains(['.', ',', '@'])
        && keys::heading(&folded).is_some()
    {
        open(folded, line, section, pending);
        return;
    }
    if let Some((key, value)) = sentence(line.value) {
        // Alone in its paragraph it tells when the registry's data was made.
        let alone = out.last().is_none_or(|last| last.block != line.block);
        if alone && key.starts_with("last updated") {
            return;
        }
        out.push(Entry { key, value, block: line.block, section: None, below: None });
        return;
    }
    if let Some((key, value)) = columns(line.value) {
        out.push(Entry {
            key,
            value,
            block: line.block,
            section: section.as_ref().and_then(|s| s.role),
            below: None,
        });
        return;
    }
    if let Some(section) = section {
        section.take(line);
    }
    if let Some(pending) = pending {
        pending.take(line);
        out.push(Entry {
            key: pending.key.clone(),
            value: line.value,
            block: line.block,
            section: section.as_ref().and_then(|s| s.role).or(pending.role),
            below: Some(pending.count),
        });
        pending.count += 1;
    }
}

/// `Record expires on 2001-02-03.`: words that are a key and then a date.
fn sentence(text: &str) -> Option<(String, &str)> {
    let mut ends = text.match_indices(' ').map(|(at, _)| at).take(6).collect::<Vec<_>>();
    ends.reverse();
    ends.into_iter().find_map(|at| {
        let key = fold_key(text.get(..at)?);
        let value = text.get(at..)?.trim();
        let is_date = matches!(
            keys::topic(&key),
            Some(Topic::Created | Topic::Expires | Topic::Updated | Topic::RegistrarExpires)
        );
        (is_date && date::read(value, Order::DayFirst).is_some()).then_some((key, value))
    })
}

/// `Domain Name      blue.example`: key and value in columns, without a colon.
fn columns(text: &str) -> Option<(String, &str)> {
    let at = text.find("  ").or_else(|| text.find('\t'))?;
    let head = text.get(..at)?;
    let key = fold_key(head);
    let value = text.get(at..)?.trim();
    let is_role = matches!(keys::split_role(&key), Some((_, "")));
    let known = !head.contains(['.', ',', '@'])
        && (is_role || keys::topic(&key).is_some() || keys::field(&key).is_some());
    (known && !value.is_empty()).then_some((key, value))
}
