//! The `shopvet` program.

fn main() {}
