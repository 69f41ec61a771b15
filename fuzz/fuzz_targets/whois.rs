#![no_main]
//! A WHOIS answer of any bytes is decoded and read without a panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = shopvet::extract::domain::decode(data, Some("whois.example"));
    let _ = shopvet::extract::domain::whois::read(&text, Some("shop.example"), None);
});
