//! Sitemaps: everything that is published, for search engines, in pages of 250 without a cap.

use async_graphql::{Context, Interface, Object, Result, SimpleObject};

use super::{
    enums::SitemapType,
    errors::Code,
    product::Count,
    scalars::DateTime,
    scope::{Nullable, answered, nullable, scope},
};
use crate::application::catalog::{ContentKind, SitemapKind, SitemapRow};

/// Entries of one page.
const PAGE_ROWS: usize = 250;

/// The sitemap of one kind of resource.
#[derive(Debug)]
pub struct Sitemap(SitemapKind);

impl Sitemap {
    /// The sitemap of this kind.
    pub fn of(kind: SitemapType) -> Self {
        Self(match kind {
            SitemapType::Article => SitemapKind::Content(ContentKind::Article),
            SitemapType::Blog => SitemapKind::Content(ContentKind::Blog),
            SitemapType::Collection => SitemapKind::Collection,
            SitemapType::Metaobject => SitemapKind::Content(ContentKind::Metaobject),
            SitemapType::Page => SitemapKind::Content(ContentKind::Page),
            SitemapType::Product => SitemapKind::Product,
        })
    }

    async fn rows(
        &self,
        resolving: &Context<'_>,
        offset: u64,
        limit: usize,
    ) -> Result<(Vec<SitemapRow>, u64)> {
        let scope = scope(resolving);
        let instant = scope.context.price.instant;
        answered(
            scope
                .catalog
                .list_sitemap(self.0, offset, limit, instant)
                .await,
        )
    }
}

/// The sitemap of one kind of resource.
#[Object]
impl Sitemap {
    /// How many pages there are.
    async fn pages_count(&self, resolving: &Context<'_>) -> Nullable<Count> {
        nullable(async {
            let (_, total) = self.rows(resolving, 0, 0).await?;
            let pages = usize::try_from(total.div_ceil(PAGE_ROWS as u64)).unwrap_or(usize::MAX);
            Ok(Some(Count::exact(pages)))
        })
        .await
    }

    /// A page, counted from 1.
    async fn resources(
        &self,
        resolving: &Context<'_>,
        page: i32,
    ) -> Nullable<PaginatedSitemapResources> {
        nullable(async {
            let before = u64::try_from(i64::from(page) - 1).map_err(|_| {
                Code::BadArgument.error(format!("`page` is {page}: pages are counted from 1"))
            })?;
            let offset = before * PAGE_ROWS as u64;
            let (rows, total) = self.rows(resolving, offset, PAGE_ROWS).await?;
            let is_metaobject = self.0 == SitemapKind::Content(ContentKind::Metaobject);
            let item = |row: SitemapRow| {
                if is_metaobject {
                    SitemapResourceMetaobject::of(row).into()
                } else {
                    SitemapResource::of(row).into()
                }
            };
            Ok(Some(PaginatedSitemapResources {
                has_next_page: offset + (rows.len() as u64) < total && !rows.is_empty(),
                items: rows.into_iter().map(item).collect(),
            }))
        })
        .await
    }
}

/// A page of a sitemap.
#[derive(Debug, SimpleObject)]
pub struct PaginatedSitemapResources {
    /// Whether pages follow.
    has_next_page: bool,
    /// Its entries.
    items: Vec<SitemapResourceInterface>,
}

/// An entry of a sitemap.
#[derive(Debug, Interface)]
#[graphql(
    field(name = "handle", ty = "&String"),
    field(name = "updated_at", ty = "&DateTime")
)]
pub enum SitemapResourceInterface {
    /// Of a metaobject.
    Metaobject(SitemapResourceMetaobject),
    /// Of anything else.
    Resource(SitemapResource),
}

/// An entry of a sitemap.
#[derive(Debug, SimpleObject)]
pub struct SitemapResource {
    /// Unique name in addresses.
    handle: String,
    /// Picture.
    image: Option<SitemapImage>,
    /// Name in the shop's own language.
    title: Option<String>,
    /// When it last changed.
    updated_at: DateTime,
}

impl SitemapResource {
    fn of(row: SitemapRow) -> Self {
        let updated_at = row.updated_at;
        let image = row.image.map(|(filepath, alt)| SitemapImage {
            alt,
            filepath: Some(filepath),
            updated_at: updated_at.into(),
        });
        Self {
            handle: row.handle,
            image,
            title: Some(row.title),
            updated_at: updated_at.into(),
        }
    }
}

/// A picture in a sitemap.
#[derive(Debug, SimpleObject)]
pub struct SitemapImage {
    /// Alternative text.
    alt: Option<String>,
    /// Its address as it came.
    filepath: Option<String>,
    /// When its owner last changed.
    updated_at: DateTime,
}

/// An entry of a metaobject in a sitemap.
#[derive(Debug, SimpleObject)]
pub struct SitemapResourceMetaobject {
    /// Unique name within the type.
    handle: String,
    /// Name of its pages in addresses; sources do not say which types have pages.
    online_store_url_handle: Option<String>,
    /// Its type.
    #[graphql(name = "type")]
    kind: String,
    /// When it last changed.
    updated_at: DateTime,
}

impl SitemapResourceMetaobject {
    fn of(row: SitemapRow) -> Self {
        Self {
            handle: row.handle,
            online_store_url_handle: None,
            kind: row.kind,
            updated_at: row.updated_at.into(),
        }
    }
}
