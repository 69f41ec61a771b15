//! The `shopvet` program.

fn main() -> std::process::ExitCode {
    shopvet::cli::run()
}
