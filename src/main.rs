//! The `fordring` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    fordring::cli::run()
}
