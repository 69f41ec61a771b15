#![no_main]
//! A rule of any text is refused with its place or read.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = shopvet::rules::Rule::read("fuzz.yaml", text);
});
