#![no_main]
//! Comparing names never panics and does not depend on their order.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|names: (&str, &str)| {
    let (a, b) = names;
    assert_eq!(shopvet::names::compare(a, b), shopvet::names::compare(b, a));
});
