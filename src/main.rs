//! Parses the arguments, calls the porch, returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(nianbao::cli::run(std::env::args_os()).code())
}
