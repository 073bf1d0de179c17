//! Rows of a CSV file, bounded in length and checked to be UTF-8.
//!
//! Framing is csv-core's; its own reader is used rather than the `csv` crate's, because that one has no bound: a quote
//! that never closes would take the rest of the file into memory, as one field.

use std::io::{self, BufRead};

use csv_core::ReadRecordResult;

use super::{RECORD_LIMIT_BYTES, Unusable};

/// Fields of a row; more than any export has columns.
const FIELD_LIMIT: usize = 16 * 1024;

/// Reads a file row by row; blank rows are passed over.
pub struct Rows<R> {
    reader: R,
    csv: csv_core::Reader,
    fields: Vec<u8>,
    ends: Vec<usize>,
    raw: Vec<u8>,
    line: u64,
    offset: u64,
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Its first line, from 1.
    pub line: u64,
    /// The row as it stands in the file.
    pub raw: &'a str,
    fields: &'a str,
    ends: &'a [usize],
}

impl<'a> Row<'a> {
    /// The fields in order, unquoted.
    pub fn fields(&self) -> Vec<&'a str> {
        let mut start = 0;
        let cut = |end: &usize| {
            let field = self.fields.get(start..*end).unwrap_or_default();
            start = *end;
            field
        };
        self.ends.iter().map(cut).collect()
    }
}

impl<R: BufRead> Rows<R> {
    /// Starts at the first row.
    pub fn new(reader: R) -> Self {
        Self {
            reader,
            csv: csv_core::Reader::new(),
            fields: vec![0; 4 * 1024],
            ends: vec![0; 64],
            raw: Vec::new(),
            line: 1,
            offset: 0,
        }
    }

    /// The next row; a row that is none comes with its first line. `None` after the last.
    ///
    /// # Errors
    /// What reading the file failed with.
    pub fn next_row(&mut self) -> io::Result<Option<Result<Row<'_>, (u64, Unusable)>>> {
        self.raw.clear();
        let (mut field_bytes, mut ends, mut too_long, mut at_end) = (0, 0, false, false);
        let mut line_breaks = 0;
        let start = self.offset;
        loop {
            let input = self.reader.fill_buf()?;
            at_end |= input.is_empty();
            let (result, read, written, ended) = self.csv.read_record(
                input,
                &mut self.fields[field_bytes..],
                &mut self.ends[ends..],
            );
            line_breaks += input[..read].iter().filter(|byte| **byte == b'\n').count() as u64;
            if !too_long {
                self.raw.extend_from_slice(&input[..read]);
            }
            self.reader.consume(read);
            self.offset += read as u64;
            field_bytes += written;
            ends += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.fields.len() < RECORD_LIMIT_BYTES => {
                    self.fields.resize(self.fields.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < FIELD_LIMIT => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                // From here on the row is only passed over.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (too_long, field_bytes, ends) = (true, 0, 0);
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
            }
        }
        let blank = self
            .raw
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace());
        let line = self.line + blank.filter(|byte| **byte == b'\n').count() as u64;
        self.line += line_breaks;
        if too_long {
            return Ok(Some(Err((
                line,
                Unusable::too_long(self.raw.trim_ascii_start()),
            ))));
        }
        let raw = match std::str::from_utf8(&self.raw) {
            Ok(raw) => raw.trim_ascii(),
            Err(error) => {
                let unusable = Unusable::not_utf8(start, &self.raw, error.valid_up_to());
                return Ok(Some(Err((line, unusable))));
            }
        };
        if at_end && ends_quoted(raw) {
            let unusable = Unusable {
                reason: "has a quote that never closes, so all rows after it are part of it; close the quote"
                    .to_owned(),
                text: raw.to_owned(),
            };
            return Ok(Some(Err((line, unusable))));
        }
        // Unquoting valid UTF-8 leaves valid UTF-8.
        let fields = std::str::from_utf8(&self.fields[..field_bytes]).unwrap_or_default();
        let ends = &self.ends[..ends];
        Ok(Some(Ok(Row {
            line,
            raw,
            fields,
            ends,
        })))
    }
}

/// Whether the end of the text lies within a quoted field.
fn ends_quoted(row: &str) -> bool {
    let (mut quoted, mut field_start) = (false, true);
    for byte in row.bytes() {
        match byte {
            // A doubled quote closes and opens again.
            b'"' if quoted => quoted = false,
            b'"' if field_start => quoted = true,
            _ => {}
        }
        field_start = byte == b'"' || (!quoted && matches!(byte, b',' | b'\n' | b'\r'));
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = Result<(u64, Vec<String>), (u64, String)>;

    fn read(bytes: &[u8]) -> Vec<Read> {
        let mut rows = Rows::new(io::BufReader::with_capacity(7, bytes));
        let mut read = Vec::new();
        while let Some(row) = rows.next_row().unwrap() {
            read.push(
                row.map(|row| {
                    (
                        row.line,
                        row.fields().into_iter().map(str::to_owned).collect(),
                    )
                })
                .map_err(|(line, unusable)| (line, unusable.reason)),
            );
        }
        read
    }

    fn row(line: u64, fields: &[&str]) -> Read {
        Ok((
            line,
            fields.iter().map(|field| (*field).to_owned()).collect(),
        ))
    }

    #[test]
    fn quoted_commas_quotes_and_line_breaks_stay_in_their_field() {
        assert_eq!(
            read(b"a,b\r\n\r\n\"1,2\",\"x \"\"y\"\"\nz\"\n\nlast,\"\""),
            [
                row(1, &["a", "b"]),
                row(3, &["1,2", "x \"y\"\nz"]),
                row(6, &["last", ""])
            ]
        );
    }

    #[test]
    fn a_quote_that_never_closes_is_told_and_an_inch_mark_is_none() {
        let rows = read(b"a,b\n1,\"open\n2,x\n");
        assert_eq!(rows.len(), 2);
        let (line, reason) = rows[1].as_ref().unwrap_err();
        assert_eq!((*line, reason.contains("never closes")), (2, true));
        assert_eq!(read(b"a,5\" pipe"), [row(1, &["a", "5\" pipe"])]);
        assert_eq!(read(b"a,\"5\"\" pipe\""), [row(1, &["a", "5\" pipe"])]);
    }

    #[test]
    fn rows_grow_up_to_the_limit_and_are_passed_over_beyond_it() {
        let mut bytes = b"a,\"".to_vec();
        bytes.extend(std::iter::repeat_n(b'x', RECORD_LIMIT_BYTES * 2));
        bytes.extend_from_slice(b"\"\nb,c\n");
        let rows = read(&bytes);
        assert!(
            rows[0]
                .as_ref()
                .unwrap_err()
                .1
                .contains("longer than 16 MB")
        );
        assert_eq!(rows[1], row(2, &["b", "c"]));
        let wide = ",".repeat(200_000) + "\nb,c\n";
        assert!(read(wide.as_bytes())[0].is_err());
        let many = vec!["x"; 1_000].join(",");
        assert_eq!(read(many.as_bytes())[0].as_ref().unwrap().1.len(), 1_000);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_told_with_their_offset() {
        let rows = read(b"a,b\nx,\"q\xe9\"\nc,d\n");
        let (line, reason) = rows[1].as_ref().unwrap_err();
        assert_eq!(*line, 2);
        assert!(
            reason.contains("byte 0xe9 at offset 8 of the file"),
            "{reason}"
        );
        assert_eq!(rows[2], row(3, &["c", "d"]));
    }
}
