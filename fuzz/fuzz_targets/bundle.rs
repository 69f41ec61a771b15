#![no_main]
//! A bundle of any bytes is refused or read, never worse.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = shopvet::snapshot::bundle::from_bytes(data, "fuzz.wacz");
});
