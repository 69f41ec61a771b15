//! Lines of goods and services in words, with the share that each has of what is on sale.

use crate::report::texts::Texts;
use serde_json::Value;

/// A line in words; the code itself where it is not of the closed list.
pub(super) fn word(code: &str, texts: Texts) -> String {
    texts.table().get(&format!("goods-{code}")).cloned().unwrap_or_else(|| code.to_owned())
}

/// The lines that were found with their places in the fact, the largest first. A line that only
/// a menu names is left out where others have goods.
pub(super) fn ranked(items: &[Value]) -> Vec<(usize, &Value)> {
    let number = |item: &Value, key: &str| item[key].as_u64().unwrap_or_default();
    let sold = items.iter().any(|item| number(item, "products") > 0);
    let mut ranked: Vec<(usize, &Value)> =
        items.iter().enumerate().filter(|(_, i)| !sold || number(i, "products") > 0).collect();
    ranked.sort_by_key(|(_, i)| std::cmp::Reverse((number(i, "share"), number(i, "products"))));
    ranked
}

/// A line with its share, where goods of it were seen.
pub(super) fn told(item: &Value, texts: Texts) -> String {
    let line = word(item["line"].as_str().unwrap_or_default(), texts);
    let share = match (item["products"].as_u64(), item["share"].as_u64()) {
        (Some(0) | None, _) | (_, None) => return line,
        (_, Some(0)) => texts.get("share-under-one").to_owned(),
        (_, Some(share)) => texts.fill("share", &[("n", &share.to_string())]),
    };
    format!("{line}, {share}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::catalogue::LINES;
    use crate::report::texts::LANGUAGES;
    use serde_json::json;

    #[test]
    fn every_line_has_a_word() {
        for language in LANGUAGES {
            for line in LINES {
                let word = word(line, Texts::of(language));
                assert!(word.chars().any(char::is_uppercase), "{language} {line}: {word}");
            }
        }
        assert_eq!(word("kites", Texts::of("en")), "kites");
    }

    #[test]
    fn the_largest_share_comes_first_and_nothing_is_told_of_none() {
        let texts = Texts::of("en");
        let line = |line: &str, products: u64, share: u64| json!({ "line": line, "products": products, "share": share });
        let items = [
            line("clothing", 0, 0),
            line("food", 3, 1),
            line("pets", 1, 0),
            line("other", 200, 98),
        ];
        let told: Vec<_> = ranked(&items).iter().map(|(at, i)| (*at, told(i, texts))).collect();
        let expected = [(3, "Other, 98%"), (1, "Food, 1%"), (2, "Pet supplies, under 1%")];
        assert_eq!(told, expected.map(|(at, text)| (at, text.to_owned())));
        // Where a menu is all that was seen, it is told without a share.
        let menu = [line("clothing", 0, 0), line("food", 0, 0)];
        let told: Vec<_> = ranked(&menu).iter().map(|(_, i)| super::told(i, texts)).collect();
        assert_eq!(told, ["Clothing", "Food"]);
    }
}
