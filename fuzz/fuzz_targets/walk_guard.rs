#![no_main]
//! Whatever the bytes, no press that says an order is made and nothing is sent to
//! an address that places one.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Err(let_through) = shopvet::collect::guard_keeps_its_laws(data) {
        panic!("{let_through}");
    }
});
