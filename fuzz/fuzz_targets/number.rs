#![no_main]
//! A number of any text is read without a panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = shopvet::extract::identity::number::parse(text, None, None);
});
