//! The grounds on which something is not done: a closed list.

use super::Ground;

macro_rules! grounds {
    ($($name:ident $code:literal $sentence:literal;)*) => {
        $(
            #[doc = $sentence]
            pub(in crate::collect) const $name: Ground =
                Ground { code: $code, sentence: $sentence };
        )*

        /// Every ground there is.
        #[cfg(test)]
        pub(super) const ALL: &[Ground] = &[$($name),*];
    };
}

grounds! {
    ORDER_WORDS "order-words" "The words could place an order or pay.";
    VAGUE_WORDS "vague-words" "The words confirm something without saying that they only go on.";
    UNKNOWN_WORDS "unknown-words" "Nothing says that this is what the walk looks for.";
    ORDER_MARK "order-mark" "The control is called what places an order or pays.";
    ORDER_ADDRESS "order-address" "The address could place an order or pay.";
    ORDER_CONTENT "order-content" "What is sent could place an order or pay.";
    LAST_STEP "last-step" "The form looks like the last step before the order.";
    PAYMENT_FORM "payment-form" "The form takes a payment.";
    PAYMENT_HOST "payment-host" "It would be sent to a payment provider.";
    WALLET "wallet" "A wallet passes the checkout by.";
    CARD_FIELD "card-field" "Details of a payment card would be sent.";
    PASSWORD "password" "A password would be sent.";
    LOGIN "login" "It would sign somebody in.";
    REGISTRATION "registration" "It could make an account.";
    SUBSCRIPTION "subscription" "It could order news or call them off.";
    ACCOUNT_CHANGE "account-change" "It could cancel an order or close an account.";
    FOREIGN_HOST "foreign-host" "It leads to a host that is not the shop's.";
    FOREIGN_POST "foreign-post" "Something was to be sent to a host that is not the shop's; the walk does not need it.";
    SCRIPT_ADDRESS "script-address" "The address is no page but a script or data.";
    UNSAFE_METHOD "unsafe-method" "The method is none that a customer's browser uses in a shop.";
    UNREADABLE "unreadable" "What would be sent cannot be read, so nobody knows what it does.";
    NOT_NEEDED "not-needed" "The walk does not need it here.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::walk::driver::OTHER_HOST;
    use crate::facts::catalogue;
    use std::collections::BTreeSet;

    #[test]
    fn the_catalogue_lists_every_ground() {
        let codes = ALL.iter().map(|ground| ground.code).chain([OTHER_HOST]);
        assert_eq!(codes.collect::<Vec<_>>(), catalogue::WITHHELD_GROUNDS);
    }

    #[test]
    fn every_ground_has_a_code_of_its_own_and_one_sentence() {
        let codes: BTreeSet<&str> = ALL.iter().map(|ground| ground.code).collect();
        assert_eq!(codes.len(), ALL.len());
        for ground in ALL {
            assert!(ground.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{ground:?}");
            assert!(ground.sentence.ends_with('.'), "{ground:?}");
            assert_eq!(ground.sentence.matches('.').count(), 1, "{ground:?}");
        }
    }
}
