//! The snapshot file: what an index was told, so that the next process searches before it has read the whole store.
//!
//! A file is its magic number, the fingerprint of the build, frames, and an empty frame at the end. A frame is the length
//! of its bytes, their hash and some changes. A file that is not whole and of this build is no snapshot: the store is
//! read instead. It is written beside its place and moved there when all of it is on the disk.

use std::{
    fs::{self, File},
    hash::Hasher,
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
    sync::Mutex,
};

use rustc_hash::FxHasher;

use crate::{
    application::search::{Change, SearchWriter},
    domain::{
        fingerprint::{ENTITIES, fingerprint},
        stored::Stored,
    },
};

const MAGIC: &[u8; 8] = b"VITRIDX\n";
/// Differs between builds whose changes may be encoded differently.
const BUILD: u64 = ENTITIES
    ^ fingerprint(&[
        include_bytes!("snapshot.rs"),
        include_bytes!("../../application/search/change.rs"),
    ]);
/// Longest frame in bytes; one has the products of a batch, or the members of a collection.
const LONGEST: u32 = 1 << 30;

/// The file is no snapshot that this build can read.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// It cannot be read or written.
    #[error("{}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// It was written by another build, or is no snapshot at all.
    #[error("{} is not a snapshot of this build of vitrina", .0.display())]
    OtherBuild(PathBuf),
    /// It ends early, or its bytes changed.
    #[error("{} is damaged", .0.display())]
    Damaged(PathBuf),
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// Tells an index changes and writes them down.
pub struct Recorder<'a> {
    index: &'a dyn SearchWriter,
    path: PathBuf,
    part: PathBuf,
    file: Mutex<io::Result<BufWriter<File>>>,
}

impl<'a> Recorder<'a> {
    /// Begins a snapshot; the file of this name stays until [`Self::finish`].
    pub fn new(index: &'a dyn SearchWriter, path: &Path) -> Self {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let begin = || {
            let mut file = BufWriter::new(File::create(&part)?);
            file.write_all(MAGIC)?;
            file.write_all(&BUILD.to_le_bytes())?;
            Ok(file)
        };
        Self {
            index,
            path: path.to_owned(),
            file: Mutex::new(begin()),
            part,
        }
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When any of it could not be written; the index has all changes nevertheless.
    pub fn finish(self) -> Result<(), SnapshotError> {
        let (path, part) = (self.path, self.part);
        let file = self
            .file
            .into_inner()
            .expect("no holder of the lock panics");
        let written = file.and_then(|mut file| {
            write_frame(&mut file, &[])?;
            file.into_inner()
                .map_err(|error| error.into_error())?
                .sync_all()?;
            fs::rename(&part, &path)
        });
        written.map_err(|source| SnapshotError::Io { path, source })
    }
}

impl SearchWriter for Recorder<'_> {
    fn apply(&self, changes: &[Change]) {
        self.index.apply(changes);
        let bytes = postcard::to_stdvec(changes).expect("changes are encodable");
        let mut file = self.file.lock().expect("no holder of the lock panics");
        if let Ok(writer) = &mut *file
            && !changes.is_empty()
            && let Err(error) = write_frame(writer, &bytes)
        {
            *file = Err(error);
        }
    }
}

fn write_frame(file: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let too_long = |_| io::Error::other("a batch of changes is longer than a frame can be");
    let length = u32::try_from(bytes.len()).map_err(too_long)?;
    file.write_all(&length.to_le_bytes())?;
    file.write_all(&hash(bytes).to_le_bytes())?;
    file.write_all(bytes)
}

/// Tells an index all that a snapshot has.
///
/// # Errors
/// When the file is none that this build can read; the index may have been told a part of it.
pub fn read_snapshot(path: &Path, index: &dyn SearchWriter) -> Result<(), SnapshotError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::UnexpectedEof => SnapshotError::Damaged(path.to_owned()),
        _ => SnapshotError::Io {
            path: path.to_owned(),
            source,
        },
    };
    let damaged = || SnapshotError::Damaged(path.to_owned());
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    let mut head = [0; 16];
    let begin = [*MAGIC, BUILD.to_le_bytes()].concat();
    file.read_exact(&mut head).map_err(failed)?;
    if head[..] != begin[..] {
        return Err(SnapshotError::OtherBuild(path.to_owned()));
    }
    let mut bytes = Vec::new();
    loop {
        let (mut length, mut sum) = ([0; 4], [0; 8]);
        file.read_exact(&mut length).map_err(failed)?;
        file.read_exact(&mut sum).map_err(failed)?;
        let length = u32::from_le_bytes(length);
        if length > LONGEST {
            return Err(damaged());
        }
        bytes.clear();
        let mut frame = Read::take(&mut file, length.into());
        frame.read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() != length as usize || hash(&bytes) != u64::from_le_bytes(sum) {
            return Err(damaged());
        }
        if bytes.is_empty() {
            return Ok(());
        }
        let changes: Vec<Change> = postcard::from_bytes(&bytes).map_err(|_| damaged())?;
        if !changes.iter().all(is_sound) {
            return Err(damaged());
        }
        index.apply(&changes);
    }
}

/// Whether the parts of a change fit together.
fn is_sound(change: &Change) -> bool {
    match change {
        Change::Product(entry) => {
            let metafields = entry.metafields.iter();
            let metafields = metafields.chain(entry.variant_metafields.iter().flatten());
            entry.product.is_sound()
                && entry.variants.is_sound()
                && metafields
                    .into_iter()
                    .all(|metafields| metafields.is_sound())
        }
        Change::Prices(_, prices) => prices.is_sound(),
        Change::Stock(_, stock) => stock.is_sound(),
        Change::Membership(..) | Change::Collection(_) | Change::Remove(_) => true,
    }
}
