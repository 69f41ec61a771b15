//! How far each page is from the front page, once all links are known.
//!
//! Pages are read in the order of their importance, not of their distance, so
//! a shorter way to a page may be found after it was read. Redirects, frames
//! and refreshes cost no click.

use std::collections::{HashMap, VecDeque};

/// Most links kept of one page.
const MAX_LINKS: usize = 1000;

/// Who links to whom, by [`super::address::key`].
#[derive(Debug, Default)]
pub(super) struct Links {
    ids: HashMap<String, usize>,
    edges: Vec<Vec<(usize, bool)>>,
}

impl Links {
    fn id(&mut self, key: &str) -> usize {
        if let Some(id) = self.ids.get(key) {
            return *id;
        }
        self.edges.push(Vec::new());
        self.ids.insert(key.to_owned(), self.edges.len() - 1);
        self.edges.len() - 1
    }

    /// Notes a link; `click` is whether the visitor has to follow it.
    pub(super) fn add(&mut self, from: &str, to: &str, click: bool) {
        let (from, to) = (self.id(from), self.id(to));
        if let Some(edges) = self.edges.get_mut(from)
            && edges.len() < MAX_LINKS
        {
            edges.push((to, click));
        }
    }

    /// Clicks to every page that can be reached from `front`.
    pub(super) fn distances(&self, front: &str) -> HashMap<&str, u32> {
        let mut distance: Vec<Option<u32>> = vec![None; self.edges.len()];
        let mut queue = VecDeque::new();
        if let Some(start) = self.ids.get(front) {
            queue.push_back((*start, 0));
        }
        while let Some((here, clicks)) = queue.pop_front() {
            match distance.get_mut(here) {
                Some(known @ None) => *known = Some(clicks),
                _ => continue,
            }
            for (to, click) in self.edges.get(here).into_iter().flatten() {
                if *click {
                    queue.push_back((*to, clicks + 1));
                } else {
                    queue.push_front((*to, clicks));
                }
            }
        }
        self.ids
            .iter()
            .filter_map(|(key, id)| Some((key.as_str(), (*distance.get(*id)?)?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_way_counts_and_redirects_are_free() {
        let mut links = Links::default();
        for (from, to, click) in [
            ("front", "a", true),
            ("a", "b", true),
            ("b", "terms", true),
            ("front", "old", true),
            ("old", "terms", false),
            ("terms", "front", true),
            ("island", "front", true),
        ] {
            links.add(from, to, click);
        }
        let distances = links.distances("front");
        assert_eq!(distances["front"], 0);
        assert_eq!(distances["b"], 2);
        assert_eq!(distances["terms"], 1);
        assert!(!distances.contains_key("island"));
        assert!(links.distances("nowhere").is_empty());
    }
}
