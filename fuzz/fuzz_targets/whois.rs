#![no_main]
//! A WHOIS answer of any text is read without a panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = shopvet::extract::domain::whois::read(text, Some("shop.example"), None);
});
