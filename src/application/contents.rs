//! Lists of collections and content: conditions, orders and pages over records in hand.
//!
//! Collections and content are few beside products, so every store lists them by this code, over whatever records it
//! has or reads; products have lists of their own in each store.

use std::sync::Arc;

use super::catalog::{ContentKind, ContentList, ContentSort, SitemapRow};
use crate::domain::{
    collection::Collection,
    event::{ContentFact, ImageFact},
    id::{Key, id_order},
    page::{Listing, Position, SortValue, Window, cut},
    product::Product,
    search_syntax::{Fields, Value},
    text::fold,
    time::Timestamp,
};

/// The form in which texts are sorted: without regard to case.
pub fn sort_text(text: &str) -> String {
    text.to_lowercase()
}

/// A piece of content with what lists need of it.
#[derive(Debug)]
pub struct ContentRecord {
    /// Key of the id.
    pub key: Key,
    /// What kind of content it is.
    pub kind: ContentKind,
    /// The fact as it is answered with.
    pub fact: Arc<ContentFact>,
    /// Handle of the blog of an article, type of a metaobject, else empty.
    pub scope: String,
    /// Unique name within kind and scope; the old path of a redirect.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Name of the author of an article.
    pub author: String,
    /// Title of the article's blog; the handle where no such blog was told.
    pub blog_title: String,
    /// Opaque id.
    pub id: String,
    /// Last change at the source, else the version.
    pub updated_at: Timestamp,
    /// From when on it is shown; the epoch for kinds that always are.
    pub published_at: Timestamp,
}

impl ContentRecord {
    /// The record of a fact.
    pub fn of(fact: ContentFact, version: Timestamp) -> Self {
        let mut record = Self {
            kind: ContentKind::Redirect,
            key: Key::of(""),
            scope: String::new(),
            handle: String::new(),
            title: String::new(),
            author: String::new(),
            blog_title: String::new(),
            id: String::new(),
            updated_at: version,
            published_at: Timestamp::EPOCH,
            fact: Arc::new(ContentFact::Redirect(Default::default())),
        };
        record.kind = match &fact {
            ContentFact::Page(page) => {
                record.set(&page.id, &page.handle, &page.title, page.updated_at);
                ContentKind::Page
            }
            ContentFact::Blog(blog) => {
                record.set(&blog.id, &blog.handle, &blog.title, None);
                ContentKind::Blog
            }
            ContentFact::Article(article) => {
                record.set(
                    &article.id,
                    &article.handle,
                    &article.title,
                    article.updated_at,
                );
                record.scope.clone_from(&article.blog_handle);
                record.blog_title.clone_from(&article.blog_handle);
                record.author.clone_from(&article.author.name);
                record.published_at = article.published_at.unwrap_or(record.updated_at);
                ContentKind::Article
            }
            ContentFact::Menu(menu) => {
                record.set(&menu.id, &menu.handle, &menu.title, None);
                ContentKind::Menu
            }
            ContentFact::Policy(policy) => {
                record.set(&policy.id, &policy.handle, &policy.title, None);
                ContentKind::Policy
            }
            ContentFact::Metaobject(metaobject) => {
                let name = metaobject
                    .fields
                    .first()
                    .and_then(|field| field.value.as_deref());
                let name = name.unwrap_or(&metaobject.handle);
                record.set(
                    &metaobject.id,
                    &metaobject.handle,
                    name,
                    metaobject.updated_at,
                );
                record.scope.clone_from(&metaobject.kind);
                ContentKind::Metaobject
            }
            ContentFact::Redirect(redirect) => {
                record.set(&redirect.id, &redirect.path, &redirect.path, None);
                ContentKind::Redirect
            }
        };
        record.fact = Arc::new(fact.with_version(version));
        record
    }

    fn set(&mut self, id: &str, handle: &str, title: &str, updated_at: Option<Timestamp>) {
        self.key = Key::of(id);
        self.id = id.to_owned();
        self.handle = handle.to_owned();
        self.title = title.to_owned();
        self.updated_at = updated_at.unwrap_or(self.updated_at);
    }
}

/// Gives articles the titles of their blogs.
pub fn name_blogs(articles: &mut [ContentRecord], blogs: &[ContentRecord]) {
    for article in articles {
        if let Some(blog) = blogs.iter().rev().find(|blog| blog.handle == article.scope) {
            article.blog_title.clone_from(&blog.title);
        }
    }
}

impl ContentRecord {
    fn place(&self, sort: ContentSort) -> Position {
        let value = match sort {
            ContentSort::Id => SortValue::Number(0),
            ContentSort::Title => SortValue::Text(sort_text(&self.title)),
            ContentSort::UpdatedAt => SortValue::Number(self.updated_at.0),
            ContentSort::PublishedAt => SortValue::Number(self.published_at.0),
            ContentSort::Handle => SortValue::Text(self.handle.clone()),
            ContentSort::Author => SortValue::Text(sort_text(&self.author)),
            ContentSort::Blog => SortValue::Text(sort_text(&self.blog_title)),
        };
        Position {
            value,
            id: id_order(&self.id),
        }
    }
}

fn collection_place(collection: &Collection, sort: ContentSort) -> Position {
    let value = match sort {
        ContentSort::Title => SortValue::Text(sort_text(collection.title())),
        ContentSort::UpdatedAt | ContentSort::PublishedAt => {
            SortValue::Number(collection.updated_at.0)
        }
        ContentSort::Handle => SortValue::Text(collection.handle().to_owned()),
        ContentSort::Id | ContentSort::Author | ContentSort::Blog => SortValue::Number(0),
    };
    Position {
        value,
        id: id_order(collection.id()),
    }
}

/// One page of the collections that fulfill the list's condition.
pub fn list_collections<'a>(
    collections: impl IntoIterator<Item = &'a Collection>,
    list: &ContentList,
) -> Listing<Key> {
    let rows = collections.into_iter().filter(|collection| {
        list.filter
            .as_ref()
            .is_none_or(|filter| filter.matches(&TextFields::collection(collection)))
    });
    let rows = rows.map(|collection| (collection.key, collection_place(collection, list.sort)));
    paginate(rows.collect(), list.is_reversed, &list.window)
}

/// One page of the content that is published and fulfills the list's condition.
pub fn list_content<'a>(
    records: impl IntoIterator<Item = &'a ContentRecord>,
    list: &ContentList,
) -> Listing<Key> {
    let rows = records.into_iter().filter(|record| {
        record.published_at <= list.instant
            && list
                .scope
                .as_ref()
                .is_none_or(|scope| *scope == record.scope)
            && list
                .filter
                .as_ref()
                .is_none_or(|filter| filter.matches(&TextFields::content(record)))
    });
    let rows = rows.map(|record| (record.key, record.place(list.sort)));
    paginate(rows.collect(), list.is_reversed, &list.window)
}

/// The first of the distinct non-empty texts, by text without regard to case, and how many there are.
pub fn first_texts<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    first: usize,
) -> (Vec<String>, u64) {
    let mut texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    texts.sort_unstable();
    texts.dedup();
    texts.sort_by_cached_key(|text| (fold(text), *text));
    let total = texts.len() as u64;
    let first = texts.into_iter().take(first).map(str::to_owned);
    (first.collect(), total)
}

/// Pages through rows that were given their places.
pub fn paginate<T: Copy>(
    mut rows: Vec<(T, Position)>,
    is_reversed: bool,
    window: &Window,
) -> Listing<T> {
    rows.sort_by(|a, b| a.1.cmp(&b.1));
    if is_reversed {
        rows.reverse();
    }
    let range = cut(&rows, window, |row, place| {
        let order = row.1.cmp(place);
        if is_reversed { order.reverse() } else { order }
    });
    Listing {
        has_previous: range.start > 0,
        has_next: range.end < rows.len(),
        total: Some(rows.len() as u64),
        rows: rows[range].to_vec(),
    }
}

/// An id matches as a whole and by the name at its end.
pub fn any_id(id: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    test(Value::Keyword(id))
        || id
            .rsplit_once('/')
            .is_some_and(|(_, name)| test(Value::Keyword(name)))
}

/// A collection or a piece of content as conditions see it.
struct TextFields<'a> {
    id: &'a str,
    handle: &'a str,
    title: &'a str,
    updated_at: Timestamp,
    record: Option<&'a ContentRecord>,
}

impl<'a> TextFields<'a> {
    fn collection(collection: &'a Collection) -> Self {
        Self {
            id: collection.id(),
            handle: collection.handle(),
            title: collection.title(),
            updated_at: collection.updated_at,
            record: None,
        }
    }

    fn content(record: &'a ContentRecord) -> Self {
        Self {
            id: &record.id,
            handle: &record.handle,
            title: &record.title,
            updated_at: record.updated_at,
            record: Some(record),
        }
    }

    /// Fields that only some kinds of content have.
    fn any_own(&self, field: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let Some(record) = self.record else {
            return false;
        };
        match (field, record.fact.as_ref()) {
            ("created_at", ContentFact::Page(page)) => {
                test(Value::Instant(page.created_at.unwrap_or(self.updated_at)))
            }
            ("created_at", _) => test(Value::Instant(self.updated_at)),
            ("published_at", ContentFact::Article(_)) => test(Value::Instant(record.published_at)),
            ("author", ContentFact::Article(article)) => test(Value::Text(&article.author.name)),
            ("blog_title", ContentFact::Article(_)) => test(Value::Text(&record.blog_title)),
            ("tag", ContentFact::Article(article)) => {
                article.tags.iter().any(|tag| test(Value::Keyword(tag)))
            }
            ("path", ContentFact::Redirect(redirect)) => test(Value::Keyword(&redirect.path)),
            ("target", ContentFact::Redirect(redirect)) => test(Value::Keyword(&redirect.target)),
            _ => false,
        }
    }
}

impl Fields for TextFields<'_> {
    fn any(&self, field: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        match field {
            "id" => any_id(self.id, test),
            "handle" => test(Value::Keyword(self.handle)),
            "title" => test(Value::Text(self.title)),
            "updated_at" => test(Value::Instant(self.updated_at)),
            field => self.any_own(field, test),
        }
    }
}

impl SitemapRow {
    /// The entry of a product.
    pub fn of_product(product: &Product) -> Self {
        let image = product.featured_image().map(|image| {
            let text = product.text();
            let alt = text.find(image.alt_text).map(str::to_owned);
            (text.get(image.url).to_owned(), alt)
        });
        Self {
            handle: product.handle().to_owned(),
            title: product.title().to_owned(),
            kind: String::new(),
            updated_at: product.updated_at,
            image,
        }
    }

    /// The entry of a collection.
    pub fn of_collection(collection: &Collection) -> Self {
        Self {
            handle: collection.handle().to_owned(),
            title: collection.title().to_owned(),
            kind: String::new(),
            updated_at: collection.updated_at,
            image: collection.image.as_ref().map(sitemap_image),
        }
    }

    /// The entry of a piece of content.
    pub fn of_content(record: &ContentRecord) -> Self {
        let image = match record.fact.as_ref() {
            ContentFact::Article(article) => article.image.as_ref(),
            _ => None,
        };
        Self {
            handle: record.handle.clone(),
            title: record.title.clone(),
            kind: match record.kind {
                ContentKind::Metaobject => record.scope.clone(),
                _ => String::new(),
            },
            updated_at: record.updated_at,
            image: image.map(sitemap_image),
        }
    }
}

fn sitemap_image(image: &ImageFact) -> (String, Option<String>) {
    (image.url.clone(), image.alt_text.clone())
}
