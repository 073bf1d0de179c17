//! Lines of a text file, bounded in length and checked to be UTF-8.

use std::io::{self, BufRead, Read};

use super::{RECORD_LIMIT_BYTES, Unusable};

/// Reads a file line by line; blank lines are passed over.
pub struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    number: u64,
    offset: u64,
}

impl<R: BufRead> Lines<R> {
    /// Starts at the first line.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            number: 0,
            offset: 0,
        }
    }

    /// The next line with its number from 1, without its end; `None` after the last.
    ///
    /// # Errors
    /// What reading the file failed with.
    pub fn next_line(&mut self) -> io::Result<Option<(u64, Result<&str, Unusable>)>> {
        loop {
            let start = self.offset;
            self.buffer.clear();
            let limit = RECORD_LIMIT_BYTES as u64 + 1;
            let read = (&mut self.reader)
                .take(limit)
                .read_until(b'\n', &mut self.buffer)?;
            if read == 0 {
                return Ok(None);
            }
            self.number += 1;
            self.offset += read as u64;
            if read as u64 == limit && self.buffer.last() != Some(&b'\n') {
                self.skip_line()?;
                return Ok(Some((self.number, Err(Unusable::too_long(&self.buffer)))));
            }
            let line = self.buffer.trim_ascii();
            if line.is_empty() {
                continue;
            }
            let text = match std::str::from_utf8(&self.buffer) {
                Ok(text) => Ok(text.trim_ascii()),
                Err(error) => Err(Unusable::not_utf8(start, &self.buffer, error.valid_up_to())),
            };
            return Ok(Some((self.number, text)));
        }
    }

    /// Passes over what is left of a line without keeping it.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let bytes = self.reader.fill_buf()?;
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let (skipped, done) = match end {
                Some(end) => (end + 1, true),
                None => (bytes.len(), bytes.is_empty()),
            };
            self.reader.consume(skipped);
            self.offset += skipped as u64;
            if done {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: Vec<u8>) -> Vec<(u64, Result<String, String>)> {
        let mut lines = Lines::new(io::BufReader::new(io::Cursor::new(bytes)));
        let mut read = Vec::new();
        while let Some((number, line)) = lines.next_line().unwrap() {
            let line = line.map(str::to_owned).map_err(|unusable| unusable.reason);
            read.push((number, line));
        }
        read
    }

    #[test]
    fn lines_come_with_their_numbers_whatever_ends_them() {
        let lines = read(b"a\r\n\r\n  \nb\nc".to_vec());
        let texts = lines
            .into_iter()
            .map(|(number, line)| (number, line.unwrap()));
        assert_eq!(
            texts.collect::<Vec<_>>(),
            [
                (1, "a".to_owned()),
                (4, "b".to_owned()),
                (5, "c".to_owned())
            ]
        );
    }

    #[test]
    fn a_line_beyond_the_limit_is_told_and_the_next_one_read() {
        let mut bytes = vec![b'x'; RECORD_LIMIT_BYTES + 1];
        bytes.extend_from_slice(b"\nb\n");
        let lines = read(bytes);
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0]
                .1
                .as_ref()
                .unwrap_err()
                .contains("longer than 16 MB")
        );
        assert_eq!(lines[1], (2, Ok("b".to_owned())));

        let mut longest = vec![b'x'; RECORD_LIMIT_BYTES];
        longest.extend_from_slice(b"\nb\n");
        assert!(read(longest)[0].1.is_ok());
    }

    #[test]
    fn bytes_that_are_not_utf8_are_told_with_their_offset() {
        let lines = read(b"good\nb\xffd\nalso".to_vec());
        assert_eq!(
            lines[1],
            (
                2,
                Err(
                    "is not UTF-8: byte 0xff at offset 6 of the file; save the file as UTF-8"
                        .to_owned()
                )
            )
        );
        assert_eq!(lines[2], (3, Ok("also".to_owned())));
    }
}
