//! Cuts identifiers into words.

/// The words of a name or identifier, folded and with single spaces:
/// `billingAddress[addr_1]` is `billing address addr 1`.
pub(super) fn words(name: &str) -> String {
    let mut out = String::new();
    let mut previous = ' ';
    let mut chars = name.chars().take(200).peekable();
    while let Some(c) = chars.next() {
        if !c.is_alphanumeric() {
            previous = ' ';
            continue;
        }
        let next_small = chars.peek().is_some_and(|next| next.is_lowercase());
        let turn = (c.is_uppercase() && previous.is_lowercase())
            || (c.is_uppercase() && previous.is_uppercase() && next_small)
            || (c.is_numeric() != previous.is_numeric() && previous != ' ');
        if (previous == ' ' || turn) && !out.is_empty() {
            out.push(' ');
        }
        out.push(c);
        previous = c;
    }
    crate::vocabulary::fold(&out)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn identifiers_are_cut_at_every_turn() {
        for (name, expected) in [
            ("billingAddress[addr_1]", "billing address addr 1"),
            ("firstName", "first name"),
            ("HTMLForm", "html form"),
            ("cc-exp", "cc exp"),
            ("address2", "address 2"),
            ("förnamn", "fornamn"),
            ("", ""),
        ] {
            assert_eq!(words(name), expected);
        }
    }
}
