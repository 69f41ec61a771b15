#![no_main]
//! A PDF document of any bytes is read without a panic and with bounded work.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(url) = url::Url::parse("https://shop.example/terms.pdf") {
        let context = shopvet::extract::Context {
            vocabulary: shopvet::vocabulary::Vocabulary::built_in(),
            language: None,
            country: Some("SE"),
        };
        let _ = shopvet::extract::read_pdf(data, &url, context);
    }
});
