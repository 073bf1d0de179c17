//! The data directory of the embedded store: the current facts in one packed file, replaced whole.
//!
//! A lock file holds off a second writer. The new file is written beside the old one, flushed to disk and renamed over
//! it, so that a reader and a crash find either the old or the new facts, never a part.

use std::{
    fs::{self, File, TryLockError},
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, bufread::MultiGzDecoder, write::GzEncoder};

use crate::{
    application::{facts::FactSet, import::json::JsonLines},
    domain::time::Timestamp,
};

use super::{read_event, write_event};

/// The facts, in Vitrina's own form, packed.
const FACTS: &str = "facts.jsonl.gz";

/// Locked by the one who writes.
const LOCK: &str = "lock";

const BUFFER_BYTES: usize = 128 * 1024;

/// Why a data directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// Another process writes to it.
    #[error("{} is in use by another import; wait for it to end", .0.display())]
    Locked(PathBuf),
    /// Reading or writing failed.
    #[error("{}: {source}", .path.display())]
    Io {
        /// File or directory.
        path: PathBuf,
        /// What failed.
        #[source]
        source: io::Error,
    },
    /// The stored facts cannot be read.
    #[error("{}:{line}: {reason}; restore the file, or remove it and import anew", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
}

/// A data directory that this process may write to.
pub struct DataDir {
    path: PathBuf,
    /// Unlocks when it is closed, after a crash too.
    _lock: File,
}

impl DataDir {
    /// Opens a directory for writing, making it if it is not there.
    ///
    /// # Errors
    /// [`DataDirError::Locked`] when another process writes to it.
    pub fn open(path: &Path) -> Result<Self, DataDirError> {
        let failed = |source| DataDirError::Io {
            path: path.to_owned(),
            source,
        };
        fs::create_dir_all(path).map_err(failed)?;
        let mut options = File::options();
        options.create(true).write(true).truncate(false);
        let lock = options.open(path.join(LOCK)).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path: path.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(DataDirError::Locked(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    /// The facts stored.
    ///
    /// # Errors
    /// See [`load`].
    pub fn load(&self) -> Result<FactSet, DataDirError> {
        load(&self.path)
    }

    /// Stores the facts in the place of those before.
    ///
    /// # Errors
    /// [`DataDirError::Io`]; then the facts before are still there.
    pub fn save(&self, facts: &FactSet) -> Result<(), DataDirError> {
        let target = self.path.join(FACTS);
        let fresh = self.path.join(format!("{FACTS}.new"));
        let written = write_facts(&fresh, facts)
            .and_then(|()| fs::rename(&fresh, &target))
            // The rename itself lasts only once the directory is on disk.
            .and_then(|()| File::open(&self.path)?.sync_all());
        written.map_err(|source| DataDirError::Io {
            path: target,
            source,
        })
    }
}

/// The facts stored in a data directory; none when nothing was imported yet. Needs no lock.
///
/// # Errors
/// [`DataDirError::Damaged`] names the line that cannot be read.
pub fn load(directory: &Path) -> Result<FactSet, DataDirError> {
    let path = directory.join(FACTS);
    let mut facts = FactSet::default();
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(facts),
        Err(source) => return Err(DataDirError::Io { path, source }),
    };
    let packed = BufReader::with_capacity(BUFFER_BYTES, file);
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, MultiGzDecoder::new(packed));
    let mut json = JsonLines::default();
    let (mut text, mut line) = (String::new(), 0);
    loop {
        text.clear();
        line += 1;
        let damaged = |reason: String| DataDirError::Damaged {
            path: path.clone(),
            line,
            reason,
        };
        let read = reader.read_line(&mut text);
        if read.map_err(|error| damaged(error.to_string()))? == 0 {
            return Ok(facts);
        }
        let event = read_event(&mut json, text.trim_end(), Timestamp::EPOCH)
            .map_err(|error| damaged(format!("{} {}", error.field, error.reason)))?;
        facts.apply(event);
    }
}

fn write_facts(path: &Path, facts: &FactSet) -> io::Result<()> {
    let file = File::create(path)?;
    let packer = GzEncoder::new(file, Compression::fast());
    let mut writer = BufWriter::with_capacity(BUFFER_BYTES, packer);
    // Older prices first: applied in this order, each is outdone by a newer one and kept as history again.
    for event in facts.older_prices().chain(facts.iter()) {
        write_event(&mut writer, event)?;
    }
    let packer = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    let mut file = packer.finish()?;
    file.flush()?;
    file.sync_all()
}
