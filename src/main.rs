//! The `vitrina` binary: parses the command line and hands over to one file of `commands`.

/// Requests allocate many small values on every worker; the system's allocator serves them markedly slower.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    vitrina::commands::run()
}
