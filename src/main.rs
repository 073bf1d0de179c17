//! The `vitrina` binary: parses the command line and hands over to one file of `commands`.

fn main() -> std::process::ExitCode {
    vitrina::commands::run()
}
