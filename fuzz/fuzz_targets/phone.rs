#![no_main]
//! A telephone number of any text is read without a panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = shopvet::extract::contact::phone::parse(text, Some("SE"));
});
