//! The order of what is found, the places that cursors carry, and the rows of one page.

use std::cmp::Ordering;

use super::{
    content::{Content, Text, head, id_number},
    held,
    state::State,
    view::View,
};
use crate::{
    application::search::{SearchRequest, SearchSort, Unavailable},
    domain::{
        id::id_order,
        page::{CursorError, Position, SortValue, Window},
    },
};

/// What a product is sorted by, as numbers; ties go by the texts behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rank {
    /// Put after all others whatever the direction.
    pub is_last: bool,
    pub major: i64,
    pub minor: i64,
    id_number: u64,
    pub number: u32,
    pub score: u32,
}

/// A place in the order that may have no product any more.
#[derive(Debug, Clone)]
struct Probe {
    is_last: bool,
    major: i64,
    text: Option<String>,
    minor: i64,
    id: String,
}

/// The text that an order goes by.
fn text_of(sort: SearchSort) -> Option<Text> {
    match sort {
        SearchSort::Title => Some(Text::Title),
        SearchSort::ProductType => Some(Text::ProductType),
        SearchSort::Vendor => Some(Text::Vendor),
        _ => None,
    }
}

/// A number that sorts as the unsigned one does.
fn signed(number: u64) -> i64 {
    (number ^ 1 << 63).cast_signed()
}

/// Keeps the rows of one page while all that are found pass by.
#[derive(Debug)]
pub(super) struct Page<'a> {
    state: &'a State,
    sort: SearchSort,
    is_reversed: bool,
    has_scores: bool,
    puts_last: bool,
    window: &'a Window,
    after: Option<Probe>,
    before: Option<Probe>,
    rows: Vec<Rank>,
    /// The last row that a full page has so far.
    worst: Option<Rank>,
    total: u64,
    /// Rows up to and with `after`; rows before `before`.
    passed: u64,
    preceding: u64,
}

impl<'a> Page<'a> {
    /// An empty page.
    ///
    /// # Errors
    /// When the window's positions are none of this order.
    pub(super) fn new(state: &'a State, request: &'a SearchRequest) -> Result<Self, CursorError> {
        let probe = |position: &Option<Position>| {
            position
                .as_ref()
                .map(|position| Probe::of(position, request.sort))
                .transpose()
        };
        Ok(Self {
            state,
            sort: request.sort,
            is_reversed: request.is_reversed,
            has_scores: request.text.is_some(),
            puts_last: request.unavailable == Unavailable::Last,
            window: &request.window,
            after: probe(&request.window.after)?,
            before: probe(&request.window.before)?,
            rows: Vec::new(),
            worst: None,
            total: 0,
            passed: 0,
            preceding: 0,
        })
    }

    /// What a product is sorted by first.
    #[inline]
    fn major(&self, content: &Content, row: usize, view: &View, facts: Facts) -> i64 {
        match self.sort {
            SearchSort::Relevance if self.has_scores => -i64::from(facts.score),
            SearchSort::Relevance | SearchSort::BestSelling => content.sales_ranks[row].into(),
            SearchSort::Price => view.lowest(row),
            SearchSort::Title => signed(content.title_heads[row]),
            SearchSort::CreatedAt => content.created[row],
            SearchSort::UpdatedAt => content.updated[row],
            SearchSort::ProductType => signed(head(content.text(row, Text::ProductType))),
            SearchSort::Vendor => signed(head(content.text(row, Text::Vendor))),
            SearchSort::Id => 0,
            SearchSort::Position => facts.position.into(),
        }
    }

    /// The best that a product of a chunk can be sorted by first; `None` when that is not known.
    pub(super) fn best(&self, chunk: usize, view: &View) -> Option<i64> {
        let content = &self.state.chunks[chunk].content;
        let (min, max) = match self.sort {
            SearchSort::Relevance if self.has_scores => return None,
            SearchSort::Relevance | SearchSort::BestSelling => {
                let (min, max) = content.sales_bounds;
                (min.into(), max.into())
            }
            SearchSort::Price => view.lowest_bounds,
            SearchSort::Title => {
                let (min, max) = content.title_bounds;
                (signed(min), signed(max))
            }
            SearchSort::CreatedAt => content.created_bounds,
            SearchSort::Id
            | SearchSort::Position
            | SearchSort::ProductType
            | SearchSort::UpdatedAt
            | SearchSort::Vendor => return None,
        };
        Some(if self.is_descending() { max } else { min })
    }

    /// Whether the page wants the greatest first.
    fn is_descending(&self) -> bool {
        self.is_reversed != self.window.from_end
    }

    /// Whether the page has better rows than any whose first value is no better than this one. Not told where rows
    /// have to be counted before and after a place, or are put last.
    #[inline]
    pub(super) fn is_hopeless(&self, best: Option<i64>) -> bool {
        if self.after.is_some() || self.before.is_some() || self.puts_last {
            return false;
        }
        let (Some(best), Some(worst)) = (best, &self.worst) else {
            return self.window.size == 0;
        };
        if self.is_descending() {
            best < worst.major
        } else {
            best > worst.major
        }
    }

    /// Whether a score is too low for the page, as far as it alone tells.
    pub(super) fn is_low(&self, score: u32) -> bool {
        self.sort == SearchSort::Relevance
            && self.has_scores
            && self.is_hopeless(Some(-i64::from(score)))
    }

    /// Counts products that are found but not on the page.
    pub(super) fn pass(&mut self, products: u64) {
        self.total += products;
    }

    /// Lets a product of a chunk pass that is found.
    #[inline]
    pub(super) fn push(&mut self, chunk: usize, row: usize, view: &View, facts: Facts) {
        let content = &self.state.chunks[chunk].content;
        let major = self.major(content, row, view, facts);
        self.total += 1;
        if self.is_hopeless(Some(major)) {
            return;
        }
        let minor = match self.sort {
            SearchSort::Relevance if self.has_scores => content.sales_ranks[row].into(),
            SearchSort::BestSelling => facts.position.into(),
            _ => 0,
        };
        let rank = Rank {
            is_last: facts.is_last,
            major,
            minor,
            id_number: content.id_numbers[row],
            number: (chunk * self.state.chunk_rows + row) as u32,
            score: facts.score,
        };
        if let Some(after) = &self.after
            && self.against(&rank, after) != Ordering::Greater
        {
            self.passed += 1;
            self.preceding += 1;
            return;
        }
        if let Some(before) = &self.before {
            if self.against(&rank, before) != Ordering::Less {
                return;
            }
            self.preceding += 1;
        }
        if self.window.size == 0 {
            return;
        }
        if let Some(worst) = &self.worst
            && self.wanted(&rank, worst) != Ordering::Less
        {
            return;
        }
        self.rows.push(rank);
        if self.rows.len() >= 2 * self.window.size {
            self.shrink();
        }
    }

    /// Keeps as many as the page has.
    fn shrink(&mut self) {
        let size = self.window.size;
        let mut rows = std::mem::take(&mut self.rows);
        if rows.len() > size {
            rows.select_nth_unstable_by(size - 1, |a, b| self.wanted(a, b));
            rows.truncate(size);
        }
        if rows.len() == size {
            self.worst = rows.iter().copied().max_by(|a, b| self.wanted(a, b));
        }
        self.rows = rows;
    }

    /// The rows in order, whether rows precede and follow them, and how many there are in all.
    pub(super) fn finish(mut self) -> (Vec<(Rank, Position)>, bool, bool, u64) {
        self.shrink();
        let mut rows = std::mem::take(&mut self.rows);
        rows.sort_unstable_by(|a, b| self.compare(a, b));
        let end = if self.before.is_some() {
            self.preceding.max(self.passed)
        } else {
            self.total
        };
        let length = rows.len() as u64;
        let start = if self.window.from_end {
            end - length
        } else {
            self.passed
        };
        let (has_previous, has_next) = (start > 0, start + length < self.total);
        let rows = rows.into_iter().map(|rank| (rank, self.position(&rank)));
        (rows.collect(), has_previous, has_next, self.total)
    }

    /// Order of what the page wants: from its beginning or from its end.
    fn wanted(&self, a: &Rank, b: &Rank) -> Ordering {
        let order = self.compare(a, b);
        if self.window.from_end {
            order.reverse()
        } else {
            order
        }
    }

    fn compare(&self, a: &Rank, b: &Rank) -> Ordering {
        a.is_last.cmp(&b.is_last).then_with(|| {
            let order = a.major.cmp(&b.major).then_with(|| {
                let texts = self.sort_text(a.number).cmp(&self.sort_text(b.number));
                texts
                    .then_with(|| (a.minor, a.id_number).cmp(&(b.minor, b.id_number)))
                    .then_with(|| self.tie(a, self.id(b.number)))
            });
            if self.is_reversed {
                order.reverse()
            } else {
                order
            }
        })
    }

    fn against(&self, rank: &Rank, probe: &Probe) -> Ordering {
        rank.is_last.cmp(&probe.is_last).then_with(|| {
            let order = rank.major.cmp(&probe.major).then_with(|| {
                let texts = self.sort_text(rank.number).cmp(&probe.text.as_deref());
                texts
                    .then_with(|| rank.minor.cmp(&probe.minor))
                    .then_with(|| rank.id_number.cmp(&id_number(&probe.id)))
                    .then_with(|| self.tie(rank, &probe.id))
            });
            if self.is_reversed {
                order.reverse()
            } else {
                order
            }
        })
    }

    fn tie(&self, rank: &Rank, id: &str) -> Ordering {
        let own = self.id(rank.number);
        if own == id {
            Ordering::Equal
        } else {
            id_order(own).cmp(&id_order(id))
        }
    }

    fn place(&self, number: u32) -> (usize, usize) {
        (
            number as usize / self.state.chunk_rows,
            number as usize % self.state.chunk_rows,
        )
    }

    fn id(&self, number: u32) -> &str {
        let (chunk, row) = self.place(number);
        self.state.chunks[chunk].content.id(row)
    }

    /// The text that the order goes by, where it goes by one.
    fn sort_text(&self, number: u32) -> Option<&str> {
        let text = text_of(self.sort)?;
        let (chunk, row) = self.place(number);
        Some(self.state.chunks[chunk].content.text(row, text))
    }

    fn position(&self, rank: &Rank) -> Position {
        let value = match self.sort_text(rank.number) {
            Some(text) => SortValue::Text(text.to_owned()),
            None => SortValue::Number(rank.major),
        };
        let last = u8::from(rank.is_last);
        Position {
            value,
            id: format!("{last} {} {}", rank.minor, self.id(rank.number)),
        }
    }
}

/// What the order needs of a product beyond its content.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub score: u32,
    pub position: u32,
    pub is_last: bool,
}

impl Probe {
    fn of(position: &Position, sort: SearchSort) -> Result<Self, CursorError> {
        let mut parts = held::unmarked(&position.id).splitn(3, ' ');
        let (Some(last @ ("0" | "1")), Some(minor), Some(id)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Err(CursorError::OtherList);
        };
        let minor = minor.parse().map_err(|_| CursorError::OtherList)?;
        let (major, text) = match (&position.value, text_of(sort)) {
            (SortValue::Text(text), Some(_)) => (signed(head(text)), Some(text.clone())),
            (SortValue::Number(number), None) => (*number, None),
            _ => return Err(CursorError::OtherList),
        };
        Ok(Self {
            is_last: last == "1",
            major,
            text,
            minor,
            id: id.to_owned(),
        })
    }
}
