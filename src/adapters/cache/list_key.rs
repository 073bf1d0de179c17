//! Keys of lists: all arguments but the instant, as bytes, and the kinds of entities that the list depends on.
//!
//! Two lists share a key only if they would be answered alike at one instant. A condition that names `now` has no key: it is
//! another one at every instant.

use std::sync::Arc;

use crate::{
    application::{
        cached::Kind,
        catalog::{ContentKind, ContentList, ProductList, ProductSort, SitemapKind},
    },
    domain::{
        context::PriceContext,
        id::Key,
        money::Rounding,
        page::{Position, SortValue, Window},
        search_syntax::{Expr, Term},
    },
};

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kinds(u16);

impl Kinds {
    /// The set of these.
    pub fn of(kinds: &[Kind]) -> Self {
        Self(kinds.iter().fold(0, |set, kind| set | 1 << *kind as u16))
    }

    fn with(self, kind: Kind) -> Self {
        Self(self.0 | 1 << kind as u16)
    }

    /// The numbers of its members.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..Kind::COUNT).filter(move |kind| self.0 & 1 << kind != 0)
    }
}

/// The key of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListKey {
    /// Shared by the cache and the look-up under way.
    bytes: Arc<[u8]>,
    kinds: Kinds,
}

/// What a key is of; its first byte.
#[derive(Debug, Clone, Copy)]
#[repr(u8)]
enum Form {
    Products,
    ProductHandle,
    Owner,
    Tags,
    Types,
    Neighborhoods,
    Collections,
    CollectionsOf,
    CollectionHandle,
    Contents,
    Content,
    Sitemap,
}

impl ListKey {
    /// Bytes that the key fills.
    pub fn size_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The kinds that the list depends on.
    pub fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// A list of products.
    pub fn products(list: &ProductList) -> Option<Self> {
        let mut kinds = Kinds::of(&[Kind::Product]);
        let mut writer = Writer::new(Form::Products);
        writer.option(list.collection, |writer, collection| {
            writer.key(*collection)
        });
        if list.collection.is_some() {
            kinds = kinds.with(Kind::Collection);
        }
        if list.sort == ProductSort::Price {
            kinds = kinds.with(Kind::Prices);
        }
        writer.filter(list.filter.as_deref())?;
        list.filter.iter().for_each(|filter| {
            each_term(filter, &mut |term| match term.field.as_deref() {
                Some("variants.price") => kinds = kinds.with(Kind::Prices),
                Some("available_for_sale") => {
                    kinds = kinds.with(Kind::Prices).with(Kind::Stock);
                }
                Some("sku" | "barcode") => kinds = kinds.with(Kind::Variants),
                _ => {}
            });
        });
        writer.byte(list.sort as u8);
        writer.flag(list.is_reversed);
        writer.flag(list.with_total);
        writer.window(&list.window);
        writer.context(&list.context);
        Some(writer.finish(kinds))
    }

    /// A product by handle.
    pub fn product_handle(handle: &str) -> Self {
        let mut writer = Writer::new(Form::ProductHandle);
        writer.text(handle);
        writer.finish(Kinds::of(&[Kind::Product]))
    }

    /// The product of a variant.
    pub fn owner(variant: Key) -> Self {
        let mut writer = Writer::new(Form::Owner);
        writer.key(variant);
        writer.finish(Kinds::of(&[Kind::Product, Kind::Variants]))
    }

    /// All tags.
    pub fn tags(first: usize) -> Self {
        let mut writer = Writer::new(Form::Tags);
        writer.number(first as u64);
        writer.finish(Kinds::of(&[Kind::Product]))
    }

    /// All types.
    pub fn types(first: usize) -> Self {
        let mut writer = Writer::new(Form::Types);
        writer.number(first as u64);
        writer.finish(Kinds::of(&[Kind::Product]))
    }

    /// Neighbors of a product.
    pub fn neighborhoods(product: Key, limit: usize) -> Self {
        let mut writer = Writer::new(Form::Neighborhoods);
        writer.key(product);
        writer.number(limit as u64);
        writer.finish(Kinds::of(&[Kind::Product, Kind::Collection]))
    }

    /// A list of collections.
    pub fn collections(list: &ContentList) -> Option<Self> {
        let mut writer = Writer::new(Form::Collections);
        writer.content_list(list)?;
        Some(writer.finish(Kinds::of(&[Kind::Collection])))
    }

    /// The collections of a product.
    pub fn collections_of(product: Key, is_reversed: bool, window: &Window) -> Self {
        let mut writer = Writer::new(Form::CollectionsOf);
        writer.key(product);
        writer.flag(is_reversed);
        writer.window(window);
        writer.finish(Kinds::of(&[Kind::Product, Kind::Collection]))
    }

    /// A collection by handle.
    pub fn collection_handle(handle: &str) -> Self {
        let mut writer = Writer::new(Form::CollectionHandle);
        writer.text(handle);
        writer.finish(Kinds::of(&[Kind::Collection]))
    }

    /// A list of content.
    pub fn contents(kind: ContentKind, list: &ContentList) -> Option<Self> {
        let mut writer = Writer::new(Form::Contents);
        writer.byte(kind as u8);
        writer.content_list(list)?;
        Some(writer.finish(Kinds::of(&[Kind::Content])))
    }

    /// A piece of content by handle.
    pub fn content(kind: ContentKind, scope: &str, handle: &str) -> Self {
        let mut writer = Writer::new(Form::Content);
        writer.byte(kind as u8);
        writer.text(scope);
        writer.text(handle);
        writer.finish(Kinds::of(&[Kind::Content]))
    }

    /// A part of a sitemap.
    pub fn sitemap(kind: SitemapKind, offset: u64, limit: usize) -> Self {
        let mut writer = Writer::new(Form::Sitemap);
        let (form, of) = match kind {
            SitemapKind::Product => (0, Kind::Product),
            SitemapKind::Collection => (1, Kind::Collection),
            SitemapKind::Content(content) => (2 + content as u8, Kind::Content),
        };
        writer.byte(form);
        writer.number(offset);
        writer.number(limit as u64);
        writer.finish(Kinds::of(&[of]))
    }
}

fn each_term(filter: &Expr, see: &mut impl FnMut(&Term)) {
    match filter {
        Expr::And(inner) | Expr::Or(inner) => inner.iter().for_each(|expr| each_term(expr, see)),
        Expr::Not(expr) => each_term(expr, see),
        Expr::Term(term) => see(term),
    }
}

/// Writes arguments one after the other, each so that its end is known.
struct Writer(Vec<u8>);

impl Writer {
    fn new(form: Form) -> Self {
        let mut bytes = Vec::with_capacity(96);
        bytes.push(form as u8);
        Self(bytes)
    }

    fn finish(self, kinds: Kinds) -> ListKey {
        ListKey {
            bytes: self.0.into(),
            kinds,
        }
    }

    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    fn flag(&mut self, flag: bool) {
        self.byte(flag.into());
    }

    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn key(&mut self, key: Key) {
        self.0.extend_from_slice(key.0.as_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, &T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            write(self, &value);
        }
    }

    fn window(&mut self, window: &Window) {
        self.number(window.size as u64);
        self.flag(window.from_end);
        for bound in [&window.after, &window.before] {
            self.option(bound.as_ref(), |writer, position| writer.position(position));
        }
    }

    fn position(&mut self, position: &Position) {
        match &position.value {
            SortValue::Number(number) => {
                self.byte(0);
                self.number(number.cast_unsigned());
            }
            SortValue::Text(text) => {
                self.byte(1);
                self.text(text);
            }
        }
        self.text(&position.id);
    }

    fn context(&mut self, context: &PriceContext) {
        self.text(context.currency.code());
        self.number(context.price_lists.len() as u64);
        context.price_lists.iter().for_each(|list| self.key(*list));
        self.option(context.rate, |writer, rate| {
            writer.number(rate.millionths().cast_unsigned());
        });
        match context.rounding {
            Rounding::MinorUnit => self.byte(0),
            Rounding::Step(step) => {
                self.byte(1);
                self.number(step.cast_unsigned());
            }
            Rounding::Charm { ending, within } => {
                self.byte(2);
                self.number(ending.cast_unsigned());
                self.number(within.cast_unsigned());
            }
        }
    }

    fn content_list(&mut self, list: &ContentList) -> Option<()> {
        self.option(list.scope.as_deref(), |writer, scope| writer.text(scope));
        self.filter(list.filter.as_deref())?;
        self.byte(list.sort as u8);
        self.flag(list.is_reversed);
        self.window(&list.window);
        Some(())
    }

    fn filter(&mut self, filter: Option<&Expr>) -> Option<()> {
        self.flag(filter.is_some());
        filter.map_or(Some(()), |filter| self.expression(filter))
    }

    fn expression(&mut self, expr: &Expr) -> Option<()> {
        match expr {
            Expr::And(inner) | Expr::Or(inner) => {
                self.byte(matches!(expr, Expr::Or(_)).into());
                self.number(inner.len() as u64);
                inner.iter().try_for_each(|expr| self.expression(expr))
            }
            Expr::Not(expr) => {
                self.byte(2);
                self.expression(expr)
            }
            Expr::Term(term) if term.value.trim().eq_ignore_ascii_case("now") => None,
            Expr::Term(term) => {
                self.byte(3);
                self.option(term.field.as_deref(), |writer, field| writer.text(field));
                self.byte(term.comparator as u8);
                self.text(&term.value);
                self.flag(term.prefix);
                self.flag(term.phrase);
                Some(())
            }
        }
    }
}
