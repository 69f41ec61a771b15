//! What an operation of GraphQL is called and does, read without its schema.
//!
//! Names count where operations, their fields and fragments stand: at the first
//! level of braces. What is asked of the answer stands deeper and does nothing.

/// What one document of GraphQL holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Operation {
    /// It only asks.
    pub(super) asks: bool,
    /// Names of operations, their fields and fragments.
    pub(super) names: Vec<String>,
    /// Strings and words that stand as arguments.
    pub(super) arguments: Vec<String>,
}

/// Whether a text is a document of GraphQL.
pub(super) fn is_document(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == '\u{feff}');
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    text.contains('{')
        && (text.starts_with(['{', '#'])
            || ["query", "mutation", "subscription", "fragment"].contains(&word))
}

/// Reads a document.
pub(super) fn read(text: &str) -> Operation {
    let mut out = Operation { asks: true, ..Operation::default() };
    let (mut braces, mut brackets) = (0usize, 0usize);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '#' => while chars.next_if(|c| *c != '\n' && *c != '\r').is_some() {},
            '"' => {
                let mut literal = String::new();
                let mut escaped = false;
                for c in chars.by_ref() {
                    match c {
                        _ if escaped => escaped = false,
                        '\\' => escaped = true,
                        '"' => break,
                        _ => literal.push(c),
                    }
                }
                out.arguments.push(literal);
            }
            '{' if brackets == 0 => braces += 1,
            '}' if brackets == 0 => braces = braces.saturating_sub(1),
            '(' => brackets += 1,
            ')' => brackets = brackets.saturating_sub(1),
            c if c.is_alphabetic() || c == '_' || c == '$' => {
                let mut word = c.to_string();
                while let Some(next) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                    word.push(next);
                }
                if brackets > 0 {
                    // Names of variables and of arguments say nothing.
                    if c != '$' && chars.peek() != Some(&':') {
                        out.arguments.push(word);
                    }
                } else if braces <= 1 {
                    if braces == 0 && matches!(word.as_str(), "mutation" | "subscription") {
                        out.asks = false;
                    }
                    out.names.push(word);
                }
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutations_are_told_from_queries() {
        for (text, asks) in [
            ("{ product { id } }", true),
            ("query P($id: ID!) { product(id: $id) { id } }", true),
            ("# mutation\nquery { a }", true),
            ("mutation { a }", false),
            ("fragment F on Order { id } mutation M { a }", false),
            ("query A { b } mutation C { d }", false),
        ] {
            assert!(is_document(text), "{text}");
            assert_eq!(read(text).asks, asks, "{text}");
        }
        assert!(
            !is_document("lamp")
                && !is_document("mutation")
                && !is_document("{}x".get(2..).unwrap_or(""))
        );
    }

    #[test]
    fn names_of_the_first_level_count_and_arguments_are_kept_apart() {
        let found = read(
            "mutation Go($c: ID!) { x: addItemToOrder(id: $c, state: \"A\", e: B) { placeOrder } }",
        );
        assert_eq!(found.names, ["mutation", "Go", "x", "addItemToOrder"]);
        assert!(
            found.arguments.contains(&"A".to_owned()) && found.arguments.contains(&"B".to_owned())
        );
        let spread = read("mutation { ...F } fragment F on Mutation { placeOrder { id } }");
        assert!(spread.names.contains(&"placeOrder".to_owned()));
    }
}
