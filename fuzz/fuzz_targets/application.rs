#![no_main]
//! An application of any text is refused or read.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = shopvet::application::Application::parse(text, "application.yaml");
});
