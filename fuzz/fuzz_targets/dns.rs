#![no_main]
//! DNS records of any text are turned into facts without a panic.

use libfuzzer_sys::fuzz_target;
use shopvet::application::Application;
use shopvet::snapshot::Snapshot;
use shopvet::vocabulary::Vocabulary;
