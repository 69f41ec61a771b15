#![no_main]
//! A price of any text is read without a panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = shopvet::extract::price::parse::parse(text, Default::default());
});
