//! Opening a file: plain or gzip by its first bytes, with the messages for what is no readable file.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::Path,
    time::UNIX_EPOCH,
};

use flate2::bufread::MultiGzDecoder;
use indicatif::ProgressBar;

use crate::domain::time::Timestamp;

/// Bytes looked at to tell what a file is; the first line of an export is rarely longer.
const HEAD_BYTES: u64 = 256 * 1024;

const BUFFER_BYTES: usize = 128 * 1024;

/// Why a file cannot be read. The messages do not repeat the file's name.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nothing is there.
    #[error("there is no such file")]
    Missing,
    /// A folder was named.
    #[error("is a directory; name the files in it")]
    Directory,
    /// Not one byte.
    #[error("is empty")]
    Empty,
    /// Reading failed.
    #[error("{}", explain(.0))]
    Io(#[source] io::Error),
}

/// Says what an error of reading means for the file.
pub fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            "the gzip data end too early: the file is cut off; fetch or export it again".to_owned()
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("the gzip data are damaged ({error}); fetch or export the file again")
        }
        _ => format!("cannot be read: {error}"),
    }
}

/// An opened file, unpacked while it is read, without byte-order mark.
pub struct Source {
    modified: Timestamp,
    size_bytes: u64,
    head: Vec<u8>,
    rest: Box<dyn BufRead>,
}

impl Source {
    /// Opens a file. `progress` advances by the bytes read from disk.
    ///
    /// # Errors
    /// [`FileError`] when it is no file, is empty or cannot be read.
    pub fn open(path: &Path, progress: &ProgressBar) -> Result<Self, FileError> {
        let file = File::open(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => FileError::Missing,
            _ => FileError::Io(error),
        })?;
        let metadata = file.metadata().map_err(FileError::Io)?;
        if metadata.is_dir() {
            return Err(FileError::Directory);
        }
        let modified = metadata
            .modified()
            .ok()
            .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
            .and_then(|time| i64::try_from(time.as_micros()).ok())
            .map_or(Timestamp::EPOCH, Timestamp);
        let mut reader = BufReader::with_capacity(BUFFER_BYTES, progress.wrap_read(file));
        let packed = reader
            .fill_buf()
            .map_err(FileError::Io)?
            .starts_with(&[0x1f, 0x8b]);
        let mut rest: Box<dyn BufRead> = if packed {
            let unpacked = MultiGzDecoder::new(reader);
            Box::new(BufReader::with_capacity(BUFFER_BYTES, unpacked))
        } else {
            Box::new(reader)
        };
        let mut head = Vec::new();
        rest.by_ref()
            .take(HEAD_BYTES)
            .read_to_end(&mut head)
            .map_err(FileError::Io)?;
        if head.starts_with(b"\xef\xbb\xbf") {
            head.drain(..3);
        }
        if head.is_empty() {
            return Err(FileError::Empty);
        }
        Ok(Self {
            modified,
            size_bytes: metadata.len(),
            head,
            rest,
        })
    }

    /// When the file was last modified.
    pub fn modified(&self) -> Timestamp {
        self.modified
    }

    /// Size on disk.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// The first bytes, unpacked.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// The whole content.
    pub fn into_reader(self) -> impl BufRead {
        Cursor::new(self.head).chain(self.rest)
    }
}
