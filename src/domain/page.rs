//! Pages of sorted lists: windows, positions and the cursors that carry them.
//!
//! Paging is by key, not by number: a cursor holds the sort value and the id of a row, so a page stays right while
//! rows come and go before it. A cursor is bound to the list that it came from (query, sort and context); used
//! elsewhere it is an error, not an empty page.

use std::{cmp::Ordering, ops::Range};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// What a list is sorted by, before the id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SortValue {
    /// A number, an instant or an amount.
    Number(i64),
    /// A text, by bytes.
    Text(String),
}

/// The place of a row in its list: sort value, then the order of ids (`domain::id::id_order`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The value sorted by.
    pub value: SortValue,
    /// Tells rows of one value apart.
    pub id: String,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// At most so many rows.
    pub size: usize,
    /// The last rows rather than the first ones.
    pub from_end: bool,
    /// Only rows after this one.
    pub after: Option<Position>,
    /// Only rows before this one.
    pub before: Option<Position>,
}

impl Window {
    /// The first rows of a list.
    pub fn first(size: usize) -> Self {
        Self {
            size,
            from_end: false,
            after: None,
            before: None,
        }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing<T> {
    /// Rows with their places.
    pub rows: Vec<(T, Position)>,
    /// Whether rows precede this page.
    pub has_previous: bool,
    /// Whether rows follow this page.
    pub has_next: bool,
    /// Rows of the whole list, exact; `None` where it was not asked for.
    pub total: Option<u64>,
}

impl<T> Listing<T> {
    /// The same page of other things.
    pub fn map<U>(self, change: impl Fn(T) -> U) -> Listing<U> {
        let rows = self.rows.into_iter();
        Listing {
            rows: rows.map(|(it, place)| (change(it), place)).collect(),
            has_previous: self.has_previous,
            has_next: self.has_next,
            total: self.total,
        }
    }
}

/// The part of a sorted list that a window shows. `compare` tells how a row stands to a position, in the order of the
/// list (for a reversed list: reversed).
pub fn cut<T>(
    sorted: &[T],
    window: &Window,
    compare: impl Fn(&T, &Position) -> Ordering,
) -> Range<usize> {
    let start = window.after.as_ref().map_or(0, |after| {
        sorted.partition_point(|row| compare(row, after) != Ordering::Greater)
    });
    let end = window.before.as_ref().map_or(sorted.len(), |before| {
        sorted.partition_point(|row| compare(row, before) == Ordering::Less)
    });
    let end = end.max(start);
    let size = window.size.min(end - start);
    if window.from_end {
        end - size..end
    } else {
        start..start + size
    }
}

/// Why a cursor is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CursorError {
    /// It is no cursor of ours.
    #[error("the cursor is malformed: pass one that `pageInfo` or `edges` of this list returned")]
    Malformed,
    /// It came from another list.
    #[error(
        "the cursor belongs to another list: cursors are bound to query, sort key, direction and context; \
         start again without `after` and `before`"
    )]
    OtherList,
}

const FORM: u8 = 1;
const NUMBER: u8 = 0;
const TEXT: u8 = 1;

/// Writes a position as a cursor of the list with this binding.
pub fn write_cursor(position: &Position, binding: u64) -> String {
    let mut bytes = vec![FORM];
    bytes.extend_from_slice(&binding.to_le_bytes());
    match &position.value {
        SortValue::Number(number) => {
            bytes.push(NUMBER);
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        SortValue::Text(text) => {
            bytes.push(TEXT);
            let length = u32::try_from(text.len()).expect("sort texts are short");
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
    }
    bytes.extend_from_slice(position.id.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a cursor of the list with this binding.
///
/// # Errors
/// When it is no cursor, or one of another list.
pub fn read_cursor(cursor: &str, binding: u64) -> Result<Position, CursorError> {
    let bytes = URL_SAFE_NO_PAD
        .decode(cursor)
        .map_err(|_| CursorError::Malformed)?;
    let (found, position) = split(&bytes).ok_or(CursorError::Malformed)?;
    if found != binding {
        return Err(CursorError::OtherList);
    }
    Ok(position)
}

fn split(bytes: &[u8]) -> Option<(u64, Position)> {
    let (form, rest) = bytes.split_first()?;
    let (binding, rest) = rest.split_first_chunk::<8>()?;
    let (tag, rest) = rest.split_first()?;
    let (value, id) = match (*form, *tag) {
        (FORM, NUMBER) => {
            let (number, rest) = rest.split_first_chunk::<8>()?;
            (SortValue::Number(i64::from_le_bytes(*number)), rest)
        }
        (FORM, TEXT) => {
            let (length, rest) = rest.split_first_chunk::<4>()?;
            let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            (
                SortValue::Text(std::str::from_utf8(text).ok()?.to_owned()),
                rest,
            )
        }
        _ => return None,
    };
    let id = std::str::from_utf8(id).ok()?.to_owned();
    Some((u64::from_le_bytes(*binding), Position { value, id }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn position(number: i64) -> Position {
        Position {
            value: SortValue::Number(number),
            id: format!("id {number}"),
        }
    }

    #[test]
    fn a_cursor_of_another_list_is_told_from_a_malformed_one() {
        let cursor = write_cursor(&position(5), 1);
        assert_eq!(read_cursor(&cursor, 1), Ok(position(5)));
        assert_eq!(read_cursor(&cursor, 2), Err(CursorError::OtherList));
        for cursor in ["", "x", "AQ", "not base 64!", "AAAA", &cursor[..8]] {
            assert_eq!(
                read_cursor(cursor, 1),
                Err(CursorError::Malformed),
                "{cursor}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_position_comes_back(number: i64, text: String, id: String, binding: u64) {
            for value in [SortValue::Number(number), SortValue::Text(text)] {
                let position = Position { value, id: id.clone() };
                prop_assert_eq!(read_cursor(&write_cursor(&position, binding), binding), Ok(position));
            }
        }

        #[test]
        fn hostile_cursors_are_refused_without_panic(text: String, bytes: Vec<u8>) {
            prop_assert!(read_cursor(&text, 7).is_err());
            let _ = read_cursor(&URL_SAFE_NO_PAD.encode(bytes), 7);
        }

        #[test]
        fn pages_forward_and_backward_give_the_whole_list(length in 0i64..40, size in 1usize..9) {
            let rows: Vec<i64> = (0..length).collect();
            let compare = |row: &i64, place: &Position| position(*row).cmp(place);
            let mut forward = Vec::new();
            let mut window = Window::first(size);
            loop {
                let page = &rows[cut(&rows, &window, compare)];
                forward.extend_from_slice(page);
                let Some(last) = page.last() else { break };
                window.after = Some(position(*last));
            }
            prop_assert_eq!(&forward, &rows);
            let mut backward = Vec::new();
            let mut window = Window { from_end: true, ..Window::first(size) };
            loop {
                let page = &rows[cut(&rows, &window, compare)];
                backward.splice(0..0, page.iter().copied());
                let Some(first) = page.first() else { break };
                window.before = Some(position(*first));
            }
            prop_assert_eq!(backward, rows);
        }
    }
}
