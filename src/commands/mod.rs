//! One file a subcommand: each wires its process, nothing else does.

pub mod generate;
pub mod import;

/// Parses the command line, runs the subcommand and gives its exit code.
pub fn run() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
