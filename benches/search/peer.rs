//! tantivy asked the same: six text fields, the best of them a word, top hits, and aggregations for facets and prices.
//!
//! It is given the same terms, cut and stemmed by the analyzer of this crate, the same alternatives of each word
//! (synonyms, compounds, corrections), and the same weights of fields, and holds one merged segment in memory. Option values and color share a field, as do type and tags.

use tantivy::{
    Index, IndexWriter, Searcher, TantivyDocument, Term,
    aggregation::{
        AggContextParams, AggregationCollector,
        agg_req::Aggregations,
        agg_result::{AggregationResult, AggregationResults, BucketResult},
    },
    collector::{Count, TopDocs},
    query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery},
    schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{PreTokenizedString, Token},
};
use vitrina::{
    adapters::index::words::{Field as TextField, ProductText},
    application::search::ProductEntry,
    domain::{
        analysis::{Stemming, stem, tokens},
        language::Language,
    },
};

use crate::catalog::{Catalog, FACETS, Plain, VARIANTS};

/// Fields of text with their weights.
const FIELDS: [(&str, f32); 6] = [
    ("title", 3.9),
    ("vendor", 1.8),
    ("kind", 2.0),
    ("tags", 0.9),
    ("options", 0.45),
    ("description", 3.2),
];
const COLUMNS: [&str; FACETS] = ["f0", "f1", "f2", "f3", "f4", "f5"];

/// The index.
pub struct Peer {
    searcher: Searcher,
    texts: Vec<Field>,
    aggregations: Aggregations,
}

/// What it answers.
pub struct Answer {
    pub total: usize,
    pub hits: usize,
    aggregations: AggregationResults,
}

fn text_field(field: TextField) -> usize {
    match field {
        TextField::Title => 0,
        TextField::Vendor => 1,
        TextField::Kind => 2,
        TextField::Tags => 3,
        TextField::Options | TextField::Attributes => 4,
        TextField::Description | TextField::Collections => 5,
    }
}

fn read(text: &str, language: Language, mut tell: impl FnMut(String, bool)) {
    let stemming = Stemming::of(language);
    tokens(text, |token| {
        let term = match token.is_word {
            true => stem(stemming, token.text).into_owned(),
            false => token.text.to_owned(),
        };
        tell(term, token.is_alternative);
    });
}

/// Builds an index, one document after the other.
pub struct Builder {
    index: Index,
    writer: IndexWriter,
    texts: Vec<Field>,
    columns: Vec<Field>,
    price: Field,
    language: Language,
}

impl Builder {
    pub fn new(language: Language) -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::WithFreqs);
        let text = TextOptions::default().set_indexing_options(indexing);
        let texts = FIELDS.map(|(name, _)| schema.add_text_field(name, text.clone()));
        let column = TextOptions::default().set_fast("raw");
        let columns = COLUMNS.map(|name| schema.add_text_field(name, column.clone()));
        let price = schema.add_i64_field("price", FAST);
        let index = Index::create_in_ram(schema.build());
        let writer = index
            .writer_with_num_threads(1, 400_000_000)
            .expect("there is memory");
        Self {
            index,
            writer,
            texts: texts.into(),
            columns: columns.into(),
            price,
            language,
        }
    }

    pub fn add(&mut self, catalog: &Catalog, plain: &Plain, entry: &ProductEntry) {
        let mut document = TantivyDocument::new();
        let mut terms: Vec<Vec<Token>> = vec![Vec::new(); FIELDS.len()];
        for (field, language, text) in &ProductText::of(entry, self.language).texts {
            let terms = &mut terms[text_field(*field)];
            read(text, *language, |text, is_alternative| {
                let last = terms.last().map_or(0, |token: &Token| token.position + 1);
                terms.push(Token {
                    position: if is_alternative {
                        last.saturating_sub(1)
                    } else {
                        last
                    },
                    text,
                    ..Token::default()
                });
            });
        }
        for (field, tokens) in self.texts.iter().zip(terms) {
            let text = String::new();
            document.add_pre_tokenized_text(*field, PreTokenizedString { text, tokens });
        }
        for (facet, column) in self.columns.iter().enumerate() {
            let mut values: Vec<u32> = (0..VARIANTS)
                .flat_map(|variant| plain.values(facet, variant))
                .collect();
            values.sort_unstable();
            values.dedup();
            for value in values {
                document.add_text(*column, &catalog.texts[value as usize]);
            }
        }
        for variant in 0..VARIANTS {
            document.add_i64(self.price, plain.price(variant));
        }
        self.writer
            .add_document(document)
            .expect("it takes documents");
    }

    pub fn finish(mut self) -> Peer {
        self.writer.commit().expect("it takes documents");
        let segments = self
            .index
            .searchable_segment_ids()
            .expect("there are segments");
        if segments.len() > 1 {
            self.writer.merge(&segments).wait().expect("segments merge");
        }
        self.writer.wait_merging_threads().expect("segments merge");
        let facets = COLUMNS.iter().map(|name| {
            (
                *name,
                serde_json::json!({"terms": {"field": name, "size": 100}}),
            )
        });
        let mut aggregations: serde_json::Map<_, _> = facets
            .map(|(name, asked)| (name.to_owned(), asked))
            .collect();
        for bound in ["min", "max"] {
            aggregations.insert(bound.into(), serde_json::json!({bound: {"field": "price"}}));
        }
        let aggregations = serde_json::Value::Object(aggregations);
        Peer {
            searcher: self.index.reader().expect("it opens").searcher(),
            texts: self.texts,
            aggregations: serde_json::from_value(aggregations).expect("they are of its form"),
        }
    }
}

impl Peer {
    /// A query of all or of any words, by what each may be matched by; without words nothing.
    pub fn query(&self, words: &[Vec<(Vec<&str>, f32)>], occur: Occur) -> Box<dyn Query> {
        let word = |alternatives: &Vec<(Vec<&str>, f32)>| -> (Occur, Box<dyn Query>) {
            let alternatives = alternatives.iter();
            let alternatives = alternatives.map(|(terms, worth)| match &terms[..] {
                [term] => self.term(term, *worth),
                terms => {
                    let terms = terms.iter();
                    let terms = terms.map(|term| (Occur::Must, self.term(term, *worth)));
                    Box::new(BooleanQuery::new(terms.collect())) as Box<dyn Query>
                }
            });
            let mut alternatives: Vec<Box<dyn Query>> = alternatives.collect();
            let query = match alternatives.len() {
                1 => alternatives.remove(0),
                _ => Box::new(DisjunctionMaxQuery::new(alternatives)),
            };
            (occur, query)
        };
        Box::new(BooleanQuery::new(words.iter().map(word).collect()))
    }

    fn term(&self, text: &str, worth: f32) -> Box<dyn Query> {
        let fields = self.texts.iter().zip(FIELDS).map(|(field, (_, weight))| {
            let term = Term::from_field_text(*field, text);
            let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
            Box::new(BoostQuery::new(Box::new(query), weight * worth)) as Box<dyn Query>
        });
        Box::new(DisjunctionMaxQuery::new(fields.collect()))
    }

    /// The first 24 hits, their number, six facets and the bounds of prices.
    pub fn ask(&self, query: &dyn Query) -> Answer {
        let facets =
            AggregationCollector::from_aggs(self.aggregations.clone(), AggContextParams::default());
        let top = TopDocs::with_limit(24).order_by_score();
        let (total, hits, aggregations) = self
            .searcher
            .search(query, &(Count, top, facets))
            .expect("it answers");
        Answer {
            total,
            hits: hits.len(),
            aggregations,
        }
    }
}

impl Answer {
    /// How many products a facet counts in all, which is the same for equal match sets.
    pub fn counted(&self, facet: usize) -> u64 {
        match self.aggregations.0.get(COLUMNS[facet]) {
            Some(AggregationResult::BucketResult(BucketResult::Terms { buckets, .. })) => {
                buckets.iter().map(|bucket| bucket.doc_count).sum()
            }
            _ => 0,
        }
    }
}
