//! What a chunk holds of its products' content: columns to sort by, values to filter and count by.
//!
//! A chunk is some thousand products with consecutive numbers; the variants of a product are consecutive too. Values lie
//! twice: by product (`packed`), to count what a text found, and as postings, to filter and to count what nearly all
//! have. A product has its own values, then the union of its variants'.
//! Nothing is changed in place: a change makes a patched copy, and who reads the old one goes on reading it.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use super::{
    bits,
    condition::codes_of,
    packed::{Packed, PackedVariants, Span},
    postings::Postings,
};
use crate::{
    application::{contents::sort_text, search::ProductEntry},
    domain::{
        id::{Key, id_order},
        product::UNRANKED,
    },
};

/// A product as it is put in.
#[derive(Debug, Clone)]
pub(super) struct NewRow {
    pub key: Key,
    /// From when on it is shown; `None` when it is not.
    pub listed_at: Option<i64>,
    pub created: i64,
    pub updated: i64,
    pub sales_rank: u32,
    pub id: Box<str>,
    /// Title, type and vendor in the form that they are sorted in.
    pub title: Box<str>,
    pub product_type: Box<str>,
    pub vendor: Box<str>,
    /// What only conditions look up, as `condition` writes it.
    pub codes: Box<str>,
    /// At least one while there is a product; [`NO_VARIANT`] stands for none.
    pub variants: Vec<Key>,
    /// The product's own values, each once, with what tells how many there are of a group; ascending.
    pub values: Vec<u32>,
    /// Values of its variants, likewise.
    pub union: Vec<u32>,
    /// Values of each variant, ascending.
    pub variant_values: Vec<Vec<u32>>,
}

/// Key of the variant that stands for the absence of variants.
pub(super) const NO_VARIANT: Key = Key(uuid::Uuid::nil());

impl NewRow {
    /// A number that no product has, now.
    pub(super) fn vacant(key: Key) -> Self {
        Self {
            key,
            listed_at: None,
            created: 0,
            updated: 0,
            sales_rank: UNRANKED,
            id: "".into(),
            title: "".into(),
            product_type: "".into(),
            vendor: "".into(),
            codes: "".into(),
            variants: Vec::new(),
            values: Vec::new(),
            union: Vec::new(),
            variant_values: Vec::new(),
        }
    }

    /// A product before its values are known.
    pub(super) fn of(entry: &ProductEntry) -> Self {
        let product = &entry.product;
        let mut variants: Vec<Key> = entry
            .variants
            .rows
            .iter()
            .map(|variant| variant.key)
            .collect();
        if variants.is_empty() {
            variants.push(NO_VARIANT);
        }
        Self {
            listed_at: product.listed_at().map(|instant| instant.0),
            created: product.created_at.0,
            updated: product.updated_at.0,
            sales_rank: product.sales_rank,
            id: product.id().into(),
            title: sort_text(product.title()).into(),
            product_type: sort_text(product.product_type()).into(),
            vendor: sort_text(product.vendor()).into(),
            codes: codes_of(entry).into(),
            variant_values: vec![Vec::new(); variants.len()],
            variants,
            ..Self::vacant(product.key)
        }
    }
}

/// The content of a chunk.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub keys: Box<[Key]>,
    /// Products that are listed, now or later.
    pub live: Box<[u64]>,
    pub listed_at: Box<[i64]>,
    /// The latest instant at which one of them is listed.
    pub latest_listing: i64,
    pub created: Box<[i64]>,
    pub updated: Box<[i64]>,
    pub sales_ranks: Box<[u32]>,
    /// Sorts as the ids do, up to ties.
    pub id_numbers: Box<[u64]>,
    /// Sorts as the titles do, up to ties.
    pub title_heads: Box<[u64]>,
    texts: Box<str>,
    /// Where each of the [`Text`]s of each product ends.
    text_ends: Box<[u32]>,
    /// The first variant of each product, and the end.
    first_variants: Box<[u32]>,
    pub variants: Box<[Key]>,
    /// How many the product with the most has.
    pub most_variants: usize,
    /// The product of each variant.
    pub owners: Box<[u16]>,
    /// The least and the greatest of each: sales rank, creation, beginning of the title.
    pub sales_bounds: (u32, u32),
    pub created_bounds: (i64, i64),
    pub title_bounds: (u64, u64),
    /// Values by product.
    pub packed: Arc<[Packed]>,
    /// Values of variants by product.
    pub packed_variants: Arc<[PackedVariants]>,
    /// Values of products that have too many for their rows.
    pub apart: Arc<[u32]>,
    variant_values: Box<[u32]>,
    variant_value_ends: Box<[u32]>,
    pub postings: Postings<u16>,
    pub variant_postings: Postings<u32>,
}

/// A text of a product that lists are sorted by, or that conditions look up; title, type and vendor are in the form that
/// they are sorted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Id,
    Title,
    ProductType,
    Vendor,
    Codes,
}

/// How many [`Text`]s there are.
const TEXTS: usize = 5;

/// The first eight bytes, as a number that sorts like them.
pub(super) fn head(text: &str) -> u64 {
    let mut head = [0; 8];
    let length = text.len().min(8);
    head[..length].copy_from_slice(&text.as_bytes()[..length]);
    u64::from_be_bytes(head)
}

/// The number at an id's end, which its order begins with.
pub(super) fn id_number(id: &str) -> u64 {
    let order = id_order(id);
    let digits = order.split(' ').next().unwrap_or_default();
    digits.parse().unwrap_or(u64::MAX)
}

impl Content {
    /// How many products.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The id of a product.
    pub(super) fn id(&self, row: usize) -> &str {
        self.text(row, Text::Id)
    }

    /// A text of a product.
    pub(super) fn text(&self, row: usize, text: Text) -> &str {
        let place = TEXTS * row + text as usize;
        let start = place.checked_sub(1).map_or(0, |one| self.text_ends[one]);
        &self.texts[start as usize..self.text_ends[place] as usize]
    }

    /// The variants of a product.
    #[inline]
    pub(super) fn variants_of(&self, row: usize) -> Range<usize> {
        self.first_variants[row] as usize..self.first_variants[row + 1] as usize
    }

    /// Tells values of a product.
    #[inline]
    pub(super) fn each_value(&self, row: usize, span: Span, tell: impl FnMut(u32)) {
        self.packed[row].each(span, &self.apart, tell);
    }

    /// The values of a variant.
    #[inline]
    pub(super) fn values_of_variant(&self, variant: usize) -> &[u32] {
        let start = if variant == 0 {
            0
        } else {
            self.variant_value_ends[variant - 1]
        };
        &self.variant_values[start as usize..self.variant_value_ends[variant] as usize]
    }

    /// A copy with some products changed or added.
    pub(super) fn patch(&self, edits: &BTreeMap<usize, NewRow>) -> Self {
        let length = edits
            .last_key_value()
            .map_or(0, |(row, _)| row + 1)
            .max(self.len());
        let mut next = Columns::with_capacity(length, self);
        let mut first_variants = Vec::with_capacity(length + 1);
        for row in 0..length {
            first_variants.push(next.variants.len() as u32);
            match edits.get(&row) {
                Some(edit) => next.push(row, edit),
                None => next.copy(row, self),
            }
        }
        first_variants.push(next.variants.len() as u32);
        next.added.sort_unstable();
        next.added.dedup();
        next.variants_added.sort_unstable();
        next.variants_added.dedup();
        let stays = |row: usize| (!edits.contains_key(&row)).then_some(row);
        let mut changed = vec![0; bits::words_for(length)];
        edits.keys().for_each(|row| bits::set(&mut changed, *row));
        // Where each variant is now; most of them where they were, or moved as a whole.
        let mut moved = vec![None; self.variants.len()];
        for row in (0..self.len()).filter_map(stays) {
            for (step, variant) in self.variants_of(row).enumerate() {
                moved[variant] = Some(first_variants[row] as usize + step);
            }
        }
        let postings = self.postings.patch(
            |row| (!bits::has(&changed, row)).then_some(row),
            &next.added,
            length,
        );
        let variant_postings = self.variant_postings.patch(
            |variant| moved[variant],
            &next.variants_added,
            next.variants.len(),
        );
        let live = bits::iter(&next.live).map(|row| next.listed_at[row]);
        let owners = (0..length).flat_map(|row| {
            let count = first_variants[row + 1] - first_variants[row];
            std::iter::repeat_n(row as u16, count as usize)
        });
        let counts = first_variants.windows(2).map(|pair| pair[1] - pair[0]);
        Self {
            most_variants: counts.max().unwrap_or(0) as usize,
            owners: owners.collect(),
            sales_bounds: bounds(&next.sales_ranks),
            created_bounds: bounds(&next.created),
            title_bounds: bounds(&next.title_heads),
            latest_listing: live.max().unwrap_or(i64::MIN),
            keys: next.keys.into(),
            live: next.live.into(),
            listed_at: next.listed_at.into(),
            created: next.created.into(),
            updated: next.updated.into(),
            sales_ranks: next.sales_ranks.into(),
            id_numbers: next.id_numbers.into(),
            title_heads: next.title_heads.into(),
            texts: next.texts.into(),
            text_ends: next.text_ends.into(),
            first_variants: first_variants.into(),
            variants: next.variants.into(),
            packed: next.packed.into(),
            packed_variants: next.packed_variants.into(),
            apart: next.apart.into(),
            variant_values: next.variant_values.into(),
            variant_value_ends: next.variant_value_ends.into(),
            postings,
            variant_postings,
        }
    }

    /// Bytes allocated: for keys, sorting and texts; for values; for postings.
    pub(super) fn size_bytes(&self) -> [usize; 3] {
        let rows = size_of_val(&*self.keys)
            + size_of_val(&*self.live)
            + size_of_val(&*self.listed_at)
            + size_of_val(&*self.created)
            + size_of_val(&*self.updated)
            + size_of_val(&*self.sales_ranks)
            + size_of_val(&*self.id_numbers)
            + size_of_val(&*self.title_heads)
            + self.texts.len()
            + size_of_val(&*self.text_ends)
            + size_of_val(&*self.first_variants)
            + size_of_val(&*self.variants)
            + size_of_val(&*self.owners);
        let values = size_of_val(&*self.packed)
            + size_of_val(&*self.packed_variants)
            + size_of_val(&*self.apart)
            + size_of_val(&*self.variant_values)
            + size_of_val(&*self.variant_value_ends);
        [
            rows,
            values,
            self.postings.size_bytes() + self.variant_postings.size_bytes(),
        ]
    }
}

/// The least and the greatest of a column.
pub(super) fn bounds<T: Copy + Ord + Default>(column: &[T]) -> (T, T) {
    let first = column.first().copied().unwrap_or_default();
    let widen = |(min, max): (T, T), value: &T| (min.min(*value), max.max(*value));
    column.iter().fold((first, first), widen)
}

/// Columns under way.
#[derive(Default)]
struct Columns {
    keys: Vec<Key>,
    live: Vec<u64>,
    listed_at: Vec<i64>,
    created: Vec<i64>,
    updated: Vec<i64>,
    sales_ranks: Vec<u32>,
    id_numbers: Vec<u64>,
    title_heads: Vec<u64>,
    texts: String,
    text_ends: Vec<u32>,
    variants: Vec<Key>,
    packed: Vec<Packed>,
    packed_variants: Vec<PackedVariants>,
    apart: Vec<u32>,
    variant_values: Vec<u32>,
    variant_value_ends: Vec<u32>,
    /// Pairs of value and product, and of value and variant, of the changed products.
    added: Vec<(u32, u32)>,
    variants_added: Vec<(u32, u32)>,
}

impl Columns {
    fn with_capacity(length: usize, like: &Content) -> Self {
        Self {
            keys: Vec::with_capacity(length),
            live: vec![0; bits::words_for(length)],
            listed_at: Vec::with_capacity(length),
            created: Vec::with_capacity(length),
            updated: Vec::with_capacity(length),
            sales_ranks: Vec::with_capacity(length),
            id_numbers: Vec::with_capacity(length),
            title_heads: Vec::with_capacity(length),
            texts: String::with_capacity(like.texts.len() + 64),
            text_ends: Vec::with_capacity(TEXTS * length),
            variants: Vec::with_capacity(like.variants.len() + 8),
            packed: Vec::with_capacity(length),
            packed_variants: Vec::with_capacity(length),
            apart: Vec::with_capacity(like.apart.len()),
            variant_values: Vec::with_capacity(like.variant_values.len() + 64),
            variant_value_ends: Vec::with_capacity(like.variants.len() + 8),
            ..Self::default()
        }
    }

    fn push_text(&mut self, text: &str) {
        self.texts.push_str(text);
        self.text_ends
            .push(u32::try_from(self.texts.len()).expect("texts of a chunk are short"));
    }

    fn push(&mut self, row: usize, new: &NewRow) {
        debug_assert!(
            new.values.is_sorted() && new.union.is_sorted(),
            "values are looked for"
        );
        let number = row as u32;
        let first = self.variants.len() as u32;
        let is_live = new.listed_at.is_some();
        if is_live {
            bits::set(&mut self.live, row);
            let values = new.values.iter().chain(&new.union);
            self.added.extend(values.map(|value| (*value, number)));
        }
        self.keys.push(new.key);
        self.listed_at.push(new.listed_at.unwrap_or(i64::MAX));
        self.created.push(new.created);
        self.updated.push(new.updated);
        self.sales_ranks.push(new.sales_rank);
        self.id_numbers.push(id_number(&new.id));
        self.title_heads.push(head(&new.title));
        for text in [
            &new.id,
            &new.title,
            &new.product_type,
            &new.vendor,
            &new.codes,
        ] {
            self.push_text(text);
        }
        self.variants.extend_from_slice(&new.variants);
        let packed = Packed::new(is_live, &new.values, &new.union, &mut self.apart);
        self.packed.push(packed);
        self.packed_variants
            .push(PackedVariants::new(&new.variant_values));
        for (step, values) in new.variant_values.iter().enumerate() {
            self.variant_values.extend_from_slice(values);
            self.variant_value_ends
                .push(self.variant_values.len() as u32);
            if is_live {
                self.variants_added
                    .extend(values.iter().map(|value| (*value, first + step as u32)));
            }
        }
    }

    fn copy(&mut self, row: usize, from: &Content) {
        if bits::has(&from.live, row) {
            bits::set(&mut self.live, row);
        }
        self.keys.push(from.keys[row]);
        self.listed_at.push(from.listed_at[row]);
        self.created.push(from.created[row]);
        self.updated.push(from.updated[row]);
        self.sales_ranks.push(from.sales_ranks[row]);
        self.id_numbers.push(from.id_numbers[row]);
        self.title_heads.push(from.title_heads[row]);
        for text in [
            Text::Id,
            Text::Title,
            Text::ProductType,
            Text::Vendor,
            Text::Codes,
        ] {
            self.push_text(from.text(row, text));
        }
        let variants = from.variants_of(row);
        self.variants
            .extend_from_slice(&from.variants[variants.clone()]);
        let packed = from.packed[row].moved(&from.apart, &mut self.apart);
        self.packed.push(packed);
        self.packed_variants.push(from.packed_variants[row]);
        for variant in variants {
            self.variant_values
                .extend_from_slice(from.values_of_variant(variant));
            self.variant_value_ends
                .push(self.variant_values.len() as u32);
        }
    }
}
