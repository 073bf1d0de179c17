//! The states of the index: what readers see, and how the writer makes the next one.
//!
//! A state is a list of chunks and is never changed. The writer copies the chunks that a change touches, each once a
//! batch, and shares all others with the state before; readers go on with the one that they began with. That is why
//! no reader ever waits for a writer, and why one query sees one moment. Changed stock copies a few hundred bytes,
//! changed prices the prices of one chunk.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, RwLock,
        atomic::{AtomicU32, Ordering},
    },
};

use rustc_hash::FxHashMap;

use super::{
    bits,
    content::{Content, NewRow},
    packed::{Packed, PackedVariants},
    prices::{Builder, PriceBook},
    view::{Offer, View},
};
use crate::domain::{
    context::PriceContext,
    id::Key,
    offer::{ALWAYS, FOREVER, PriceRow},
    time::Timestamp,
};

/// Price contexts that a chunk keeps prices for; more take turns.
const KEPT_VIEWS: usize = 16;

/// Batches of changes after which a price context that no one asks for is no longer kept up to date.
const MOST_IDLE: u32 = 1_000;

/// Members of a collection, by number, each with its position.
pub(super) type Members = Arc<[(u32, u32)]>;

/// One state.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// Products of a full chunk.
    pub chunk_rows: usize,
    pub chunks: Vec<Arc<Chunk>>,
    /// What is read first of each chunk, side by side.
    pub heads: Vec<Head>,
    /// All chunks in the price contexts that were asked for.
    pub views: Arc<RwLock<Vec<Arc<Views>>>>,
    pub collections: Arc<FxHashMap<Key, Members>>,
    /// Price lists by the number that prices name them with.
    pub lists: Arc<Vec<Key>>,
    /// Bytes of parts of chunks that changes replaced until now. Who holds an earlier state keeps at most what was
    /// replaced since.
    pub replaced_bytes: u64,
    /// How many batches of changes there were until now.
    pub revision: u64,
}

/// What looking at single products of a chunk reads.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub packed: Arc<[Packed]>,
    pub packed_variants: Arc<[PackedVariants]>,
    pub apart: Arc<[u32]>,
    pub latest_listing: i64,
    pub most_variants: usize,
}

impl Head {
    fn of(content: &Content) -> Self {
        Self {
            packed: Arc::clone(&content.packed),
            packed_variants: Arc::clone(&content.packed_variants),
            apart: Arc::clone(&content.apart),
            latest_listing: content.latest_listing,
            most_variants: content.most_variants,
        }
    }
}

/// All chunks in one price context.
#[derive(Debug)]
pub(super) struct Views {
    key: Key,
    context: PriceContext,
    from: Timestamp,
    until: Timestamp,
    pub rows: Vec<ViewRow>,
    /// Batches of changes since anyone asked for it.
    idle: AtomicU32,
}

/// One chunk in it.
#[derive(Debug, Clone)]
pub(super) struct ViewRow {
    pub view: Arc<View>,
    pub offers: Arc<[Offer]>,
    span: (Timestamp, Timestamp),
}

impl ViewRow {
    fn of(view: Arc<View>) -> Self {
        Self {
            offers: Arc::clone(&view.offers),
            span: view.span(),
            view,
        }
    }
}

impl Views {
    fn new(key: Key, context: &PriceContext, rows: Vec<ViewRow>, idle: u32) -> Arc<Self> {
        let spans = rows.iter().map(|row| row.span);
        let (from, until) = spans.fold((ALWAYS, FOREVER), |(from, until), span| {
            (from.max(span.0), until.min(span.1))
        });
        Arc::new(Self {
            key,
            context: context.clone(),
            from,
            until,
            rows,
            idle: AtomicU32::new(idle),
        })
    }
}

impl State {
    /// All chunks in a price context; `key` is the context's.
    pub(super) fn views(&self, key: Key, context: &PriceContext) -> Arc<Views> {
        let views = self.views.read().expect("no holder of the lock panics");
        let known = views.iter().find(|views| {
            views.key == key && views.from <= context.instant && context.instant < views.until
        });
        if let Some(known) = known {
            known.idle.store(0, Ordering::Relaxed);
            return Arc::clone(known);
        }
        drop(views);
        let rows = self.chunks.iter();
        let rows = rows.map(|chunk| ViewRow::of(chunk.view(key, context, &self.lists)));
        let made = Views::new(key, context, rows.collect(), 0);
        let mut views = self.views.write().expect("no holder of the lock panics");
        views.retain(|kept| kept.key != key);
        if views.len() == KEPT_VIEWS {
            views.remove(0);
        }
        views.push(Arc::clone(&made));
        made
    }

    /// The same contexts after a change of some chunks, so that it is the writer and not the next reader who works out
    /// what changed. Those that no one asks for any more are left out.
    fn next_views(&self, changed: &[usize]) -> Vec<Arc<Views>> {
        let views = self.views.read().expect("no holder of the lock panics");
        let asked = views.iter().filter_map(|views| {
            let idle = views.idle.load(Ordering::Relaxed) + 1;
            if idle > MOST_IDLE {
                return None;
            }
            let mut rows = views.rows.clone();
            for place in changed {
                let chunk = &self.chunks[*place];
                let view = chunk.view(views.key, &views.context, &self.lists);
                let row = ViewRow::of(view);
                match rows.get_mut(*place) {
                    Some(known) => *known = row,
                    None => rows.push(row),
                }
            }
            Some(Views::new(views.key, &views.context, rows, idle))
        });
        asked.collect()
    }
}

/// Some products with consecutive numbers.
#[derive(Debug)]
pub(super) struct Chunk {
    pub content: Arc<Content>,
    book: Arc<PriceBook>,
    /// Variants of which none is left and none can be ordered.
    sold_out: Box<[u64]>,
    views: RwLock<Vec<Arc<View>>>,
}

impl Chunk {
    fn empty() -> Self {
        Self {
            content: Arc::default(),
            book: Arc::new(PriceBook::empty()),
            sold_out: Box::default(),
            views: RwLock::default(),
        }
    }

    /// The chunk in a price context; `key` is the context's.
    pub(super) fn view(&self, key: Key, context: &PriceContext, lists: &[Key]) -> Arc<View> {
        let views = self.views.read().expect("no holder of the lock panics");
        let known = views.iter().find(|view| view.shows(key, context.instant));
        if let Some(view) = known {
            return Arc::clone(view);
        }
        drop(views);
        let view = View::new(
            &self.content,
            &self.book,
            &self.sold_out,
            key,
            context,
            lists,
        );
        let view = Arc::new(view);
        let mut views = self.views.write().expect("no holder of the lock panics");
        views.retain(|kept| kept.context != key);
        if views.len() == KEPT_VIEWS {
            views.remove(0);
        }
        views.push(Arc::clone(&view));
        view
    }

    /// Bytes allocated, but for these parts where it has them.
    fn size_apart_from(&self, content: &Arc<Content>, book: &Arc<PriceBook>) -> usize {
        let [book_bytes, stock, views] = self.size_bytes();
        let mut size = stock + views;
        if !Arc::ptr_eq(&self.book, book) {
            size += book_bytes;
        }
        if !Arc::ptr_eq(&self.content, content) {
            size += self.content.size_bytes().iter().sum::<usize>();
        }
        size
    }

    /// Bytes allocated for prices and for stock, and for what is kept of contexts.
    pub(super) fn size_bytes(&self) -> [usize; 3] {
        let views = self.views.read().expect("no holder of the lock panics");
        [
            self.book.size_bytes(),
            size_of_val(&*self.sold_out),
            views.iter().map(|view| view.size_bytes()).sum(),
        ]
    }
}

/// What a batch says of one product.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub content: Option<NewRow>,
    /// All price rows, by variant.
    pub prices: Option<Vec<PriceRow>>,
    /// All variants that are sold out.
    pub sold_out: Option<Vec<Key>>,
}

/// What is known of variants that their product does not have, now.
#[derive(Debug, Default)]
struct Orphans {
    prices: Vec<PriceRow>,
    sold_out: Vec<Key>,
}

/// Makes states.
#[derive(Debug)]
pub(super) struct Builds {
    pub state: State,
    numbers: FxHashMap<Key, u32>,
    orphans: FxHashMap<u32, Orphans>,
}

impl Builds {
    pub(super) fn new(chunk_rows: usize) -> Self {
        Self {
            state: State {
                chunk_rows,
                chunks: Vec::new(),
                heads: Vec::new(),
                views: Arc::default(),
                collections: Arc::default(),
                lists: Arc::default(),
                replaced_bytes: 0,
                revision: 0,
            },
            numbers: FxHashMap::default(),
            orphans: FxHashMap::default(),
        }
    }

    /// The number of a product; a key that was never seen gets the next one, and a draft, so that it gets a row.
    pub(super) fn number_of(&mut self, key: Key, drafts: &mut BTreeMap<u32, Draft>) -> u32 {
        let next = self.numbers.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            let content = Some(NewRow::vacant(key));
            drafts.insert(
                number,
                Draft {
                    content,
                    ..Draft::default()
                },
            );
        }
        number
    }

    /// Sets the members of a collection, and gives their numbers.
    pub(super) fn set_members(
        &mut self,
        collection: Key,
        members: &[Key],
        drafts: &mut BTreeMap<u32, Draft>,
    ) -> Vec<u32> {
        let rows = members.iter().enumerate();
        let mut rows: Vec<(u32, u32)> = rows
            .map(|(position, key)| (self.number_of(*key, drafts), position as u32))
            .collect();
        rows.sort_unstable();
        rows.dedup_by_key(|row| row.0);
        let numbers = rows.iter().map(|row| row.0).collect();
        Arc::make_mut(&mut self.state.collections).insert(collection, rows.into());
        numbers
    }

    /// Whether a variant of a product has a price, for whomever and whenever, and is not sold out.
    pub(super) fn is_for_sale(&self, number: u32) -> bool {
        let (place, row) = (
            number as usize / self.state.chunk_rows,
            number as usize % self.state.chunk_rows,
        );
        let chunk = &self.state.chunks[place];
        let mut variants = chunk.content.variants_of(row);
        variants
            .any(|variant| !bits::has(&chunk.sold_out, variant) && chunk.book.has_price(variant))
    }

    /// Makes the drafts part of the state.
    pub(super) fn apply(&mut self, mut drafts: BTreeMap<u32, Draft>) {
        self.state.revision += 1;
        let rows = self.state.chunk_rows as u32;
        let mut changed = Vec::new();
        while let Some((number, _)) = drafts.first_key_value() {
            let chunk = number / rows;
            let rest = drafts.split_off(&((chunk + 1) * rows));
            let here = std::mem::replace(&mut drafts, rest);
            let here = here
                .into_iter()
                .map(|(number, draft)| ((number % rows) as usize, draft));
            self.rebuild(chunk as usize, here.collect());
            changed.push(chunk as usize);
        }
        self.state.views = Arc::new(RwLock::new(self.state.next_views(&changed)));
    }

    fn rebuild(&mut self, place: usize, mut drafts: BTreeMap<usize, Draft>) {
        if place == self.state.chunks.len() {
            self.state.chunks.push(Arc::new(Chunk::empty()));
        }
        let old = Arc::clone(&self.state.chunks[place]);
        let mut edits = BTreeMap::new();
        for (row, draft) in &mut drafts {
            if let Some(content) = draft.content.take() {
                edits.insert(*row, content);
            }
        }
        let content = if edits.is_empty() {
            Arc::clone(&old.content)
        } else {
            Arc::new(old.content.patch(&edits))
        };
        let only_stock = edits.is_empty() && drafts.values().all(|draft| draft.prices.is_none());
        let book = if only_stock {
            Arc::clone(&old.book)
        } else {
            Arc::new(self.next_book(place, &old, &content, &edits, &mut drafts))
        };
        let sold_out = self.next_stock(place, &old, &content, &edits, drafts);
        let views = if only_stock {
            let views = old.views.read().expect("no holder of the lock panics");
            views
                .iter()
                .map(|view| Arc::new(view.with_stock(&content, &sold_out)))
                .collect()
        } else {
            Vec::new()
        };
        let replaced = old.size_apart_from(&content, &book);
        self.state.replaced_bytes += replaced as u64;
        let head = Head::of(&content);
        match self.state.heads.get_mut(place) {
            Some(known) => *known = head,
            None => self.state.heads.push(head),
        }
        self.state.chunks[place] = Arc::new(Chunk {
            content,
            book,
            sold_out: sold_out.into(),
            views: RwLock::new(views),
        });
    }

    fn next_book(
        &mut self,
        place: usize,
        old: &Chunk,
        content: &Content,
        edits: &BTreeMap<usize, NewRow>,
        drafts: &mut BTreeMap<usize, Draft>,
    ) -> PriceBook {
        let lists = Arc::make_mut(&mut self.state.lists);
        let mut book = Builder::default();
        let mut of_variant = Vec::new();
        for row in 0..content.len() {
            let variants = &content.variants[content.variants_of(row)];
            let told = drafts.get_mut(&row).and_then(|draft| draft.prices.take());
            if told.is_none() && !edits.contains_key(&row) {
                book.copy(&old.book, old.content.variants_of(row), variants, lists);
                continue;
            }
            let number = (place * self.state.chunk_rows + row) as u32;
            let mut orphans = self.orphans.remove(&number).unwrap_or_default();
            let mut rows = match told {
                Some(rows) => rows,
                None => {
                    let mut rows = std::mem::take(&mut orphans.prices);
                    if row < old.content.len() {
                        for variant in old.content.variants_of(row) {
                            let key = old.content.variants[variant];
                            old.book.rows_of(variant, key, lists, &mut of_variant);
                            rows.extend_from_slice(&of_variant);
                        }
                    }
                    rows
                }
            };
            for variant in variants {
                of_variant.clear();
                of_variant.extend(rows.extract_if(.., |row| row.variant == *variant));
                book.push(&of_variant, lists);
            }
            orphans.prices = rows;
            keep(&mut self.orphans, number, orphans);
        }
        book.finish()
    }

    fn next_stock(
        &mut self,
        place: usize,
        old: &Chunk,
        content: &Content,
        edits: &BTreeMap<usize, NewRow>,
        mut drafts: BTreeMap<usize, Draft>,
    ) -> Vec<u64> {
        let mut sold_out = vec![0; bits::words_for(content.variants.len())];
        for row in 0..content.len() {
            let variants = content.variants_of(row);
            let told = drafts.get_mut(&row).and_then(|draft| draft.sold_out.take());
            let before = if row < old.content.len() {
                old.content.variants_of(row)
            } else {
                0..0
            };
            if told.is_none() && !edits.contains_key(&row) {
                for (variant, before) in variants.zip(before) {
                    if bits::has(&old.sold_out, before) {
                        bits::set(&mut sold_out, variant);
                    }
                }
                continue;
            }
            let number = (place * self.state.chunk_rows + row) as u32;
            let mut orphans = self.orphans.remove(&number).unwrap_or_default();
            let mut keys = told.unwrap_or_else(|| {
                let known = before.filter(|variant| bits::has(&old.sold_out, *variant));
                let known = known.map(|variant| old.content.variants[variant]);
                known.chain(std::mem::take(&mut orphans.sold_out)).collect()
            });
            for variant in variants {
                let key = content.variants[variant];
                if keys.extract_if(.., |sold_out| *sold_out == key).count() > 0 {
                    bits::set(&mut sold_out, variant);
                }
            }
            orphans.sold_out = keys;
            keep(&mut self.orphans, number, orphans);
        }
        sold_out
    }

    /// Bytes allocated for the numbers of products and for what waits for its product.
    pub(super) fn size_bytes(&self) -> usize {
        let orphans = self.orphans.values();
        let waiting: usize = orphans
            .map(|orphans| size_of_val(&*orphans.prices) + size_of_val(&*orphans.sold_out))
            .sum();
        (size_of::<(Key, u32)>() + 1) * self.numbers.capacity() * 8 / 7 + waiting
    }
}

fn keep(all: &mut FxHashMap<u32, Orphans>, number: u32, orphans: Orphans) {
    if !orphans.prices.is_empty() || !orphans.sold_out.is_empty() {
        all.insert(number, orphans);
    }
}
