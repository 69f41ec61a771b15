#![no_main]
//! An RDAP answer of any text is read without a panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = shopvet::extract::domain::rdap::read(text);
});
