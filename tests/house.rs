//! The rules of the house: which room may look into which, and which rooms are
//! pure. A circle or a clock that creeps in fails here, with the place.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may use. Arrows point down only: a room uses
/// only rooms that stand above it in this table, so there can be no circle.
const ROOMS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("yaml", &[]),
    ("chromium", &["error"]),
    ("facts", &[]),
    ("vocabulary", &["yaml"]),
    ("names", &["vocabulary", "yaml"]),
    ("numbers", &[]),
    ("application", &["error", "facts", "yaml"]),
    ("control", &["application", "error", "yaml"]),
    ("snapshot", &["application", "error", "facts"]),
    ("extract", &["application", "control", "facts", "names", "numbers", "snapshot", "vocabulary"]),
    ("rules", &["application", "error", "facts", "names", "numbers", "vocabulary", "yaml"]),
    ("judge", &["error", "facts", "names", "rules", "yaml"]),
    (
        "report",
        &["application", "extract", "facts", "judge", "numbers", "rules", "snapshot", "yaml"],
    ),
    ("handbook", &["facts", "report", "rules", "yaml"]),
    ("collect", &["chromium", "control", "error", "extract", "facts", "snapshot", "vocabulary"]),
    ("universe", &["application", "error", "yaml"]),
    (
        "cli",
        &[
            "application",
            "chromium",
            "collect",
            "control",
            "error",
            "extract",
            "facts",
            "handbook",
            "judge",
            "names",
            "report",
            "rules",
            "snapshot",
            "universe",
            "vocabulary",
            "yaml",
        ],
    ),
];

/// Rooms that must give the same answer for the same input, always.
const PURE: &[&str] = &[
    "error",
    "yaml",
    "facts",
    "vocabulary",
    "names",
    "numbers",
    "application",
    "control",
    "extract",
    "judge",
    "report",
    "handbook",
];

/// What a pure room must not touch: network, files, environment, clock, async.
const IMPURE: &[&str] = &[
    "tokio",
    "reqwest",
    "hickory",
    "whois_rust",
    "std::fs",
    "std::env",
    "std::net::Tcp",
    "std::net::Udp",
    "SystemTime",
    "Instant",
    "Timestamp::now",
    "Zoned::now",
    "async fn",
    "std::process",
];

/// The source of each room without its unit tests and comments.
fn sources() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let mut rooms: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut queue = vec![root.clone()];
    while let Some(folder) = queue.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                queue.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let inner = path.strip_prefix(&root).unwrap().to_owned();
                // Tests that have a file or folder of their own are no part of the room.
                if inner.iter().any(|part| part == "tests" || part == "tests.rs") {
                    continue;
                }
                let room = inner.components().next().unwrap().as_os_str().to_str().unwrap();
                let room = room.trim_end_matches(".rs").to_owned();
                let text = std::fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap_or_default();
                let code: Vec<&str> =
                    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect();
                rooms.entry(room).or_default().push((inner, code.join("\n")));
            }
        }
    }
    rooms.remove("main");
    rooms.remove("lib");
    rooms
}

/// The rooms that a text names after `crate::`.
fn rooms_named(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("crate::").flat_map(|(at, found)| {
        let rest = &text[at + found.len()..];
        let group = rest.strip_prefix('{').and_then(|inner| inner.split('}').next());
        let list = group.unwrap_or(rest);
        let mut names = Vec::new();
        for (index, part) in list.split(',').enumerate() {
            if group.is_none() && index > 0 {
                break;
            }
            let part = part.trim();
            let end =
                part.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(part.len());
            names.push(&part[..end]);
        }
        names
    })
}

#[test]
fn every_room_has_its_place() {
    let known: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    for room in sources().keys() {
        assert!(known.contains(&room.as_str()), "{room} is not in the plan of the house");
    }
    for (index, (room, uses)) in ROOMS.iter().enumerate() {
        for used in *uses {
            let place = known.iter().position(|name| name == used).unwrap();
            assert!(place < index, "{room} may not use {used}: that arrow points up");
        }
    }
}

#[test]
fn arrows_point_down_only() {
    let known: Vec<&str> = ROOMS.iter().map(|(room, _)| *room).collect();
    let mut wrong = Vec::new();
    for (room, files) in sources() {
        let (_, allowed) = ROOMS.iter().find(|(name, _)| *name == room).unwrap();
        for (file, text) in files {
            for used in rooms_named(&text) {
                if used != room && known.contains(&used) && !allowed.contains(&used) {
                    wrong.push(format!("{}: {room} uses {used}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let mut wrong = Vec::new();
    for (room, files) in sources() {
        if !PURE.contains(&room.as_str()) {
            continue;
        }
        for (file, text) in files {
            for word in IMPURE {
                if text.contains(word) {
                    wrong.push(format!("{}: {word}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
