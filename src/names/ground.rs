//! The grounds on which names are the same or not: two closed lists.
//!
//! A code is for those who tell it in another language; the words are what a comparison says of
//! itself in English.

/// What the words of two names have to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ground {
    /// Kebab-case code.
    pub(super) code: &'static str,
    /// The same in a few words for a person.
    pub(super) words: &'static str,
}

macro_rules! grounds {
    ($($name:ident $code:literal $words:literal;)*) => {
        $(
            #[doc = $words]
            pub(in crate::names) const $name: Ground = Ground { code: $code, words: $words };
        )*

        /// The codes of every ground there is.
        #[cfg(test)]
        pub(super) const CODES: &[&str] = &[$($code),*];
    };
}

/// What the words come to.
pub(super) mod words {
    use super::Ground;

    grounds! {
        EMPTY "empty" "one of the names is empty";
        ALIKE "spelled-alike" "the names are spelled alike";
        DOMAIN "domain" "a domain tells a name only roughly";
        TRADING "trades-under" "one is a name that the other trades under";
        FORMER "had-before" "one is a name that the other had before";
        ONLY_FORM "only-a-form" "one name is nothing but a legal form";
        SPELLING "but-for-spelling" "the names are the same but for spelling";
        LETTERS "but-for-letters" "the names are the same but for letters spelled out";
        ORDER "another-order" "the names have the same words in another order";
        JOINED "joined" "the names have the same words, joined in another way";
        SCRIPTS "two-scripts" "the names are in different scripts";
        LATIN "maybe-latin" "one name may be the other in Latin letters";
        LATIN_DIFFERS "latin-differs" "the names differ in Latin letters too";
        LATIN_OR_TRANSLATED "maybe-translated"
            "the names are in different scripts and one may be translated";
        GROUP "holding-or-sister" "one name is that of a holding or sister company";
        WITHIN "one-within" "one name holds the other and more";
        COMMON "common-word" "the names share only a common word";
        INITIALS "initials" "one name may be the initials of the other";
        NUMBER "one-number" "the names hold one number in two ways of writing";
        NUMBERS "other-numbers" "the names hold different numbers";
        TRANSLATED "translated-word" "a word of one name may be translated in the other";
        SHORTENED "abbreviated" "one name may be the other in abbreviations";
        MISTYPED "mistyped" "the names differ by a letter or two";
        SOUND "sound-alike" "the names sound alike";
        DIFFER "differ" "the names differ";
    }
}

/// What the legal forms add to it; `{one}` and `{other}` stand for the forms.
pub(super) mod forms {
    use super::Ground;

    grounds! {
        DIFFER "differ" ", but the legal forms differ: {one} and {other}";
        MAY_BE_ONE "may-be-one" "; {one} and {other} may be forms of one company";
        SPOKEN "spoken" ", but only one says that it is a foundation or the like";
        ONLY_ONE "only-one" "; only one states a legal form";
        ONLY_ONE_SHORT "only-one-short" ", but only one states a legal form and the name is short";
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::catalogue;

    #[test]
    fn the_catalogue_lists_every_ground() {
        assert_eq!(super::words::CODES, catalogue::NAME_GROUNDS);
        assert_eq!(super::forms::CODES, catalogue::FORM_GROUNDS);
    }
}
