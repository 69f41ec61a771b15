#![no_main]
//! A page of any bytes is read without a panic.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = shopvet::extract::decode(data, "");
    if let Ok(url) = url::Url::parse("https://shop.example/") {
        let context = shopvet::extract::Context {
            vocabulary: shopvet::vocabulary::Vocabulary::built_in(),
            language: None,
            country: Some("SE"),
        };
        let _ = shopvet::extract::read_page(&text, &url, context);
    }
});
