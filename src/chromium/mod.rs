//! Chromium on this machine: where it is, how it starts and ends, and what it prints.
//!
//! [`find`] looks for the program. `launch` starts it as a process that cannot outlive
//! us, `session` speaks with it over DevTools, and [`mod@print`] makes a PDF of a document
//! of ours. What pages of shops it is shown, and through which proxy, is for the visit to
//! say; this room opens no address, reads no page and knows nothing of shops.

pub mod find;
#[cfg(feature = "browser")]
pub(crate) mod launch;
pub mod print;
#[cfg(feature = "browser")]
pub(crate) mod session;

/// What is said where a browser is needed and there is none.
pub(crate) const NONE: &str =
    "there is no Chromium on this machine; install one, or name it with --chromium FILE";

/// The user who runs us, where the system tells.
#[cfg(feature = "browser")]
pub(crate) fn ourselves() -> Option<u32> {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt as _;
        std::fs::metadata("/proc/self").ok().map(|data| data.uid())
    }
    #[cfg(not(target_os = "linux"))]
    None
}
