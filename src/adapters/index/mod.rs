//! The search index in process: facets, filters, orders and pages over columns, and text by a matcher.
//!
//! `state` says how readers and the writer get along, `run` how one query goes, `content`, `prices` and `view` what a
//! product takes. What text means is the matcher's; the index numbers products for it and reads scores from it.

mod bits;
mod condition;
mod content;
mod count;
mod current;
mod dictionary;
mod facets;
mod few;
mod held;
mod memory;
mod order;
mod packed;
mod plan;
mod postings;
mod prices;
mod run;
mod snapshot;
mod state;
mod text;
mod values;
mod view;
pub mod words;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, RwLock},
};

use async_trait::async_trait;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

pub use current::CurrentIndex;
pub use memory::MemoryUse;
pub use snapshot::SnapshotError;
pub use text::{TextMatcher, TextMatches};

use self::{
    content::{NO_VARIANT, NewRow},
    count::Counts,
    dictionary::Dictionary,
    facets::Assembly,
    held::Held,
    order::Page,
    plan::Plan,
    run::Run,
    state::{Builds, State},
};
use crate::{
    application::search::{
        Change, Facet, FacetId, FacetRequest, FacetValue, Hit, Relaxed, SearchAnswer, SearchError,
        SearchIndex, SearchRequest, SearchWriter, TextQuery,
    },
    domain::{
        page::{Listing, Position},
        text::{fold, words},
    },
};

/// How searching in process is set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Seconds after which the index is filled from the database anew; 0 fills it once.
    pub refill_seconds: u64,
    /// File that the index is written to after it was filled from the database, and that the next process begins with;
    /// empty for none.
    pub snapshot: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            refill_seconds: 300,
            snapshot: String::new(),
        }
    }
}

/// Products of a chunk. Few enough that copying one for a change costs some tenths of a millisecond, many enough that
/// a million products are some hundred chunks to walk.
const CHUNK_ROWS: usize = 2048;

/// The index.
pub struct ColumnIndex {
    state: RwLock<Arc<State>>,
    builds: Mutex<Builds>,
    dictionary: Dictionary,
    text: Box<dyn TextMatcher>,
    held: Held,
    /// Counters that no query uses, now.
    spare: Mutex<Vec<Counts>>,
}

impl ColumnIndex {
    /// An empty index.
    pub fn new(text: Box<dyn TextMatcher>) -> Self {
        Self::with_chunk_rows(text, CHUNK_ROWS)
    }

    /// An empty index whose chunks have so many products, at most 65,536: tests have many chunks of few products.
    pub fn with_chunk_rows(text: Box<dyn TextMatcher>, chunk_rows: usize) -> Self {
        let builds = Builds::new(chunk_rows);
        Self {
            state: RwLock::new(Arc::new(builds.state.clone())),
            builds: Mutex::new(builds),
            dictionary: Dictionary::default(),
            text,
            held: Held::default(),
            spare: Mutex::default(),
        }
    }

    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().expect("no holder of the lock panics"))
    }

    /// Answers at once.
    ///
    /// # Errors
    /// As [`SearchIndex::search`].
    pub fn find(&self, request: &SearchRequest) -> Result<SearchAnswer, SearchError> {
        self.answer(request, None)
    }

    fn answer(
        &self,
        request: &SearchRequest,
        search: Option<&str>,
    ) -> Result<SearchAnswer, SearchError> {
        let binding = request.binding();
        let held = self.held.find(&request.window, binding);
        let (state, matches) = match held {
            Some(result) => (result.state, result.matches),
            None => {
                // The state first: the dictionary then knows all that the state refers to.
                let state = self.state();
                let text = request.text.as_ref();
                let matches =
                    text.map(|text| Arc::new(self.text.find(text, request.price.instant)));
                (state, matches)
            }
        };
        let (plan, wanted, values) = {
            let words = self.dictionary.read();
            let plan = Plan::of(request, &words)?;
            let wanted = request
                .facets
                .as_ref()
                .map(|facets| facets::wanted(facets, &plan, &words));
            (plan, wanted, words.len())
        };
        let mut counts = self
            .spare
            .lock()
            .expect("no holder of the lock panics")
            .pop()
            .unwrap_or_default();
        counts.reset(if wanted.is_some() { values } else { 0 });
        let run = Run {
            state: &state,
            request,
            plan: &plan,
            matches: matches.as_deref(),
            wanted: wanted.as_ref(),
            condition: &|content, view, row| {
                let condition = request.condition.as_ref();
                condition.is_none_or(|condition| {
                    condition::fulfills(
                        condition,
                        content,
                        view,
                        row,
                        request.price.currency,
                        &self.dictionary,
                    )
                })
            },
        };
        let page = Page::new(&state, request)?;
        let found = run.run(page, &mut counts);
        let facets = match (&request.facets, &wanted) {
            (Some(facets), Some(wanted)) => {
                let words = self.dictionary.read();
                let assembly = Assembly {
                    request,
                    facets,
                    plan: &plan,
                    counts: &counts,
                    words: &words,
                    wanted,
                    search,
                };
                assembly.facets()
            }
            _ => Vec::new(),
        };
        self.spare
            .lock()
            .expect("no holder of the lock panics")
            .push(counts);
        let text = fold(request.text.as_ref().map_or("", |text| &text.text));
        let asked: FxHashSet<&str> = words(&text).collect();
        let rows = found.rows.into_iter().map(|(rank, position)| {
            let hit = self.hit(&run, &asked, rank.number, rank.score);
            (hit, position)
        });
        let mut rows: Vec<(Hit, Position)> = rows.collect();
        let (relaxed, suggestion) = matches.as_ref().map_or((Relaxed::None, None), |matches| {
            (matches.relaxed, matches.suggestion.clone())
        });
        if !rows.is_empty() && (found.has_previous || found.has_next) {
            self.held.hold(held::Result {
                binding,
                state: Arc::clone(&state),
                matches: matches.clone(),
            });
        }
        for (_, position) in &mut rows {
            held::mark(position, state.revision);
        }
        Ok(SearchAnswer {
            page: Listing {
                rows,
                has_previous: found.has_previous,
                has_next: found.has_next,
                total: Some(found.total),
            },
            facets,
            relaxed,
            suggestion,
        })
    }

    /// A product found, with the variant that suits best; `asked` are the words of the text, folded.
    fn hit(&self, run: &Run<'_>, asked: &FxHashSet<&str>, number: u32, score: u32) -> Hit {
        let rows = run.state.chunk_rows;
        let (chunk, row) = (
            &run.state.chunks[number as usize / rows],
            number as usize % rows,
        );
        let content = &chunk.content;
        let view = chunk.view(run.plan.context, &run.request.price, &run.state.lists);
        let variants = content
            .variants_of(row)
            .filter(|variant| run.passes(content, &view, *variant));
        let known = (!asked.is_empty()).then(|| self.dictionary.read());
        let best = variants.min_by_key(|variant| {
            let named = known.as_ref().map_or(0, |known| {
                let options = known.options(content.values_of_variant(*variant));
                let options: Vec<String> = options.map(|label| fold(label).into_owned()).collect();
                let named: FxHashSet<&str> = options
                    .iter()
                    .flat_map(|label| words(label))
                    .filter(|word| asked.contains(word))
                    .collect();
                named.len()
            });
            (usize::MAX - named, !bits::has(&view.for_sale, *variant))
        });
        let variant = best
            .map(|variant| content.variants[variant])
            .filter(|key| *key != NO_VARIANT);
        Hit {
            product: content.keys[row],
            variant,
            score,
        }
    }
}

#[async_trait]
impl SearchIndex for ColumnIndex {
    async fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, SearchError> {
        self.find(request)
    }

    async fn complete(&self, text: &TextQuery, limit: usize) -> Result<Vec<String>, SearchError> {
        Ok(self.text.complete(text, limit))
    }

    async fn search_facet_values(
        &self,
        request: &SearchRequest,
        facet: &FacetId,
        text: &str,
        first: usize,
    ) -> Result<Vec<FacetValue>, SearchError> {
        let facets = FacetRequest {
            only: Some(vec![facet.clone()]),
            max_values: first,
            ..FacetRequest::default()
        };
        let mut request = SearchRequest {
            facets: Some(facets),
            ..request.clone()
        };
        request.window = crate::domain::page::Window::first(0);
        let answer = self.answer(&request, Some(text))?;
        let mut values: Vec<FacetValue> = answer
            .facets
            .into_iter()
            .flat_map(|Facet { values, .. }| values)
            .collect();
        values.truncate(first);
        Ok(values)
    }
}

impl SearchWriter for ColumnIndex {
    fn apply(&self, changes: &[Change]) {
        let mut builds = self.builds.lock().expect("no holder of the lock panics");
        let mut drafts = BTreeMap::new();
        for change in changes {
            match change {
                Change::Product(entry) => {
                    let number = builds.number_of(entry.product.key, &mut drafts);
                    self.text.put(number, entry);
                    let row = values::row_of(entry, &self.dictionary);
                    drafts.entry(number).or_default().content = Some(row);
                }
                Change::Prices(product, prices) => {
                    let number = builds.number_of(*product, &mut drafts);
                    drafts.entry(number).or_default().prices = Some(prices.current_rows().to_vec());
                }
                Change::Stock(product, stock) => {
                    let number = builds.number_of(*product, &mut drafts);
                    drafts.entry(number).or_default().sold_out = Some(stock.sold_out().collect());
                }
                Change::Membership(collection, members) => {
                    let numbers = builds.set_members(*collection, members, &mut drafts);
                    self.text.set_members(*collection, &numbers);
                }
                Change::Collection(entry) => {
                    let own = (None, entry.title.as_str());
                    let others = entry.translations.iter();
                    let others = others.map(|(language, title)| (Some(*language), title.as_str()));
                    let titles: Vec<_> = [own].into_iter().chain(others).collect();
                    self.text.set_titles(entry.collection, &titles);
                }
                Change::Remove(product) => {
                    let number = builds.number_of(*product, &mut drafts);
                    self.text.remove(number);
                    drafts.entry(number).or_default().content = Some(NewRow::vacant(*product));
                }
            }
        }
        let touched: Vec<u32> = drafts.keys().copied().collect();
        builds.apply(drafts);
        self.held.release(builds.state.replaced_bytes);
        for number in touched {
            self.text.set_available(number, builds.is_for_sale(number));
        }
        let next = Arc::new(builds.state.clone());
        *self.state.write().expect("no holder of the lock panics") = next;
    }
}
