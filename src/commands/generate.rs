//! `vitrina generate`: writes a made-up catalog in Vitrina's own JSONL form.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use flate2::{Compression, write::GzEncoder};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    adapters::{
        generator::{GeneratorOptions, generate},
        interchange::write_event,
    },
    domain::event::Fact,
};

/// Writers gather this much before they hand it on, so that a line costs no system call of its own.
const BUFFER_BYTES: usize = 256 * 1024;

/// Arguments of `vitrina generate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The same number and seed give the same bytes on every machine. All names, makers and prices are made up. The
catalog is told as of 2026-01-01 and has thirteen departments, four locations, five markets and texts in English,
German and French. It is written while it is made: a million products are 8 GB of lines and need 45 MB of memory.

Examples:
  vitrina generate --products 2000 --out catalog.jsonl.gz
  vitrina generate --products 1000000 --seed 7 | zstd > catalog.jsonl.zst
  vitrina generate --products 100 | head -1")]
pub struct GenerateArgs {
    /// How many products, a gift card among them
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(0..=u64::from(u32::MAX)))]
    products: u64,

    /// Which catalog
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,

    /// File to write, packed when its name ends in .gz [default: standard output]
    #[arg(long, value_name = "F")]
    out: Option<PathBuf>,
}

/// Writes the catalog.
///
/// # Errors
/// When the output cannot be written. A reader that closes standard output early is no error.
pub fn run(args: GenerateArgs) -> anyhow::Result<ExitCode> {
    let progress = progress(args.products);
    let Some(path) = &args.out else {
        let mut writer = BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock());
        return match write_catalog(&args, &mut writer, &progress) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(error).context("cannot write to standard output")
            }
            _ => Ok(ExitCode::SUCCESS),
        };
    };
    let file = || -> io::Result<()> {
        let file = BufWriter::with_capacity(BUFFER_BYTES, File::create(path)?);
        if path.extension().is_some_and(|extension| extension == "gz") {
            let mut packed = GzEncoder::new(file, Compression::fast());
            write_catalog(&args, &mut packed, &progress)?;
            packed.finish()?.flush()
        } else {
            let mut file = file;
            write_catalog(&args, &mut file, &progress)
        }
    };
    file().with_context(|| format!("cannot write {}", path.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// A bar that counts products; indicatif shows it only when standard error is a terminal.
fn progress(products: u64) -> ProgressBar {
    let bar = ProgressBar::new(products);
    let style = ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} products {eta}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}

fn write_catalog(
    args: &GenerateArgs,
    writer: &mut impl Write,
    progress: &ProgressBar,
) -> io::Result<()> {
    let options = GeneratorOptions {
        products: args.products,
        seed: args.seed,
    };
    for event in generate(&options) {
        if matches!(event.fact, Fact::Product(_)) {
            progress.inc(1);
        }
        write_event(writer, &event)?;
    }
    progress.finish_and_clear();
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        adapters::{generator::AS_OF, interchange::read_event},
        application::import::json::JsonLines,
    };

    fn written(products: u64, seed: u64) -> Vec<u8> {
        let args = GenerateArgs {
            products,
            seed,
            out: None,
        };
        let mut bytes = Vec::new();
        write_catalog(&args, &mut bytes, &ProgressBar::hidden()).unwrap();
        bytes
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        assert_eq!(written(150, 4), written(150, 4));
        assert_ne!(written(150, 4), written(150, 5));
    }

    #[test]
    fn what_is_written_is_read_back_as_it_was_made() {
        let bytes = written(150, 4);
        let mut json = JsonLines::default();
        let mut lines = std::str::from_utf8(&bytes).unwrap().lines();
        let options = GeneratorOptions {
            products: 150,
            seed: 4,
        };
        for event in generate(&options) {
            let read = read_event(&mut json, lines.next().unwrap(), AS_OF);
            assert_eq!(read.unwrap(), event);
        }
        assert_eq!(lines.next(), None);
    }

    #[test]
    fn a_packed_file_holds_the_same_catalog() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("catalog.jsonl.gz");
        let args = GenerateArgs {
            products: 60,
            seed: 4,
            out: Some(path.clone()),
        };
        run(args).unwrap();
        let mut packed = flate2::read::GzDecoder::new(File::open(path).unwrap());
        let mut bytes = Vec::new();
        io::Read::read_to_end(&mut packed, &mut bytes).unwrap();
        assert_eq!(bytes, written(60, 4));
    }
}
