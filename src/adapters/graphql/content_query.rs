//! Root fields of everything but products and collections.

use async_graphql::{Context, ID, Object, Result};
use futures::future::join_all;

use super::{
    article::{self, Article},
    blog::Blog,
    catalog_query::neither,
    connection::{Connection, PageArguments},
    content::{self, Content, ListArguments},
    enums::{ArticleSortKeys, BlogSortKeys, LocationSortKeys, PageSortKeys, SitemapType},
    errors::Code,
    localization::Localization,
    location::{self, GeoCoordinateInput, Location},
    menu::Menu,
    metaobject::{self, Metaobject, MetaobjectHandleInput},
    node::{MAX_IDS, Node},
    page::Page,
    redirect::UrlRedirect,
    scope::{Nullable, Scope, nullable, scope},
    shop::{PaymentSettings, Shop},
    sitemap::Sitemap,
};
use crate::{
    application::catalog::ContentSort,
    domain::{
        id::Key,
        search_syntax::{BLOG_FIELDS, PAGE_FIELDS, URL_REDIRECT_FIELDS},
    },
};

/// Root fields of everything but products and collections.
#[derive(Debug, Default)]
pub struct ContentQuery;

async fn named<T: Content>(
    scope: &Scope,
    field: &str,
    handle: Option<String>,
    id: Option<ID>,
) -> Result<Option<T>> {
    match (id, handle) {
        (Some(id), _) => T::load(scope, Key::of(&id)).await,
        (None, Some(handle)) => T::find(scope, "", &handle).await,
        (None, None) => Err(neither(field)),
    }
}

/// Root fields of everything but products and collections.
#[Object]
#[allow(clippy::too_many_arguments)]
impl ContentQuery {
    /// The article with this id.
    async fn article(&self, resolving: &Context<'_>, id: ID) -> Nullable<Article> {
        nullable(Article::load(scope(resolving), Key::of(&id))).await
    }

    /// Articles of all blogs. RELEVANCE sorts by title when a condition is given, else by id.
    async fn articles(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        query: Option<String>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        #[graphql(default_with = "Some(ArticleSortKeys::Id)")] sort_key: Option<ArticleSortKeys>,
    ) -> Result<Connection<Article>> {
        let page = PageArguments {
            after,
            before,
            first,
            last,
        };
        let sort = sort_key.unwrap_or(ArticleSortKeys::Id);
        article::list(
            scope(resolving),
            None,
            page,
            query,
            reverse.unwrap_or(false),
            sort,
        )
        .await
    }

    /// A blog by handle or id.
    async fn blog(
        &self,
        resolving: &Context<'_>,
        handle: Option<String>,
        id: Option<ID>,
    ) -> Nullable<Blog> {
        nullable(named(scope(resolving), "blog", handle, id)).await
    }

    /// A blog by handle.
    #[graphql(deprecation = "Use `blog(handle:)`.")]
    async fn blog_by_handle(&self, resolving: &Context<'_>, handle: String) -> Nullable<Blog> {
        nullable(Blog::find(scope(resolving), "", &handle)).await
    }

    /// All blogs. RELEVANCE sorts by title when a condition is given, else by id.
    async fn blogs(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        query: Option<String>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        #[graphql(default_with = "Some(BlogSortKeys::Id)")] sort_key: Option<BlogSortKeys>,
    ) -> Result<Connection<Blog>> {
        let arguments = ListArguments {
            list: "blogs",
            within: None,
            query,
            fields: BLOG_FIELDS,
            sort: match sort_key.unwrap_or(BlogSortKeys::Id) {
                BlogSortKeys::Handle => Some(ContentSort::Handle),
                BlogSortKeys::Id => Some(ContentSort::Id),
                BlogSortKeys::Relevance => None,
                BlogSortKeys::Title => Some(ContentSort::Title),
            },
            is_reversed: reverse.unwrap_or(false),
            page: PageArguments {
                after,
                before,
                first,
                last,
            },
        };
        content::list(scope(resolving), arguments).await
    }

    /// Where and in what language the shop sells, and which of these the caller has.
    async fn localization(&self, resolving: &Context<'_>) -> Localization {
        Localization::of(scope(resolving))
    }

    /// Places that hold stock. DISTANCE needs `near`.
    async fn locations(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        near: Option<GeoCoordinateInput>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        #[graphql(default_with = "Some(LocationSortKeys::Id)")] sort_key: Option<LocationSortKeys>,
    ) -> Result<Connection<Location>> {
        let page = PageArguments {
            after,
            before,
            first,
            last,
        };
        let sort = sort_key.unwrap_or(LocationSortKeys::Id);
        location::list(
            scope(resolving),
            &page,
            near,
            reverse.unwrap_or(false),
            sort,
        )
    }

    /// The menu with this handle.
    async fn menu(&self, resolving: &Context<'_>, handle: String) -> Nullable<Menu> {
        nullable(Menu::find(scope(resolving), "", &handle)).await
    }

    /// A metaobject by type and handle, or by id.
    async fn metaobject(
        &self,
        resolving: &Context<'_>,
        handle: Option<MetaobjectHandleInput>,
        id: Option<ID>,
    ) -> Nullable<Metaobject> {
        nullable(async {
            let scope = scope(resolving);
            match (id, handle) {
                (Some(id), _) => Metaobject::load(scope, Key::of(&id)).await,
                (None, Some(name)) => Metaobject::find(scope, &name.kind, &name.handle).await,
                (None, None) => Err(neither("metaobject")),
            }
        })
        .await
    }

    /// Metaobjects of a type, sorted by `id`, `updated_at`, `handle` or `display_name`.
    async fn metaobjects(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        sort_key: Option<String>,
        #[graphql(name = "type")] kind: String,
    ) -> Result<Connection<Metaobject>> {
        let page = PageArguments {
            after,
            before,
            first,
            last,
        };
        let is_reversed = reverse.unwrap_or(false);
        metaobject::list(
            scope(resolving),
            &kind,
            page,
            is_reversed,
            sort_key.as_deref(),
        )
        .await
    }

    /// What has this id.
    async fn node(&self, resolving: &Context<'_>, id: ID) -> Nullable<Node> {
        nullable(Node::find(scope(resolving), &id)).await
    }

    /// What has these ids, in their order; null for those that nothing has.
    async fn nodes(&self, resolving: &Context<'_>, ids: Vec<ID>) -> Result<Vec<Nullable<Node>>> {
        if ids.len() > MAX_IDS {
            let message = format!("`ids` holds {} ids: at most {MAX_IDS}", ids.len());
            return Err(Code::MaxIds.error(message));
        }
        let scope = scope(resolving);
        let nodes = ids.iter().map(|id| nullable(Node::find(scope, id)));
        Ok(join_all(nodes).await)
    }

    /// A page by handle or id.
    async fn page(
        &self,
        resolving: &Context<'_>,
        handle: Option<String>,
        id: Option<ID>,
    ) -> Nullable<Page> {
        nullable(named(scope(resolving), "page", handle, id)).await
    }

    /// A page by handle.
    #[graphql(deprecation = "Use `page(handle:)`.")]
    async fn page_by_handle(&self, resolving: &Context<'_>, handle: String) -> Nullable<Page> {
        nullable(Page::find(scope(resolving), "", &handle)).await
    }

    /// All pages. RELEVANCE sorts by title when a condition is given, else by id.
    async fn pages(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        query: Option<String>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        #[graphql(default_with = "Some(PageSortKeys::Id)")] sort_key: Option<PageSortKeys>,
    ) -> Result<Connection<Page>> {
        let arguments = ListArguments {
            list: "pages",
            within: None,
            query,
            fields: PAGE_FIELDS,
            sort: match sort_key.unwrap_or(PageSortKeys::Id) {
                PageSortKeys::Id => Some(ContentSort::Id),
                PageSortKeys::Relevance => None,
                PageSortKeys::Title => Some(ContentSort::Title),
                PageSortKeys::UpdatedAt => Some(ContentSort::UpdatedAt),
            },
            is_reversed: reverse.unwrap_or(false),
            page: PageArguments {
                after,
                before,
                first,
                last,
            },
        };
        content::list(scope(resolving), arguments).await
    }

    /// What is known of payment.
    async fn payment_settings(&self, resolving: &Context<'_>) -> PaymentSettings {
        PaymentSettings::of(scope(resolving))
    }

    /// The shop.
    async fn shop(&self, resolving: &Context<'_>) -> Result<Shop> {
        Shop::load(scope(resolving)).await
    }

    /// The sitemap of one kind of resource.
    async fn sitemap(&self, #[graphql(name = "type")] kind: SitemapType) -> Sitemap {
        Sitemap::of(kind)
    }

    /// Addresses that moved.
    async fn url_redirects(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        query: Option<String>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
    ) -> Result<Connection<UrlRedirect>> {
        let arguments = ListArguments {
            list: "urlRedirects",
            within: None,
            query,
            fields: URL_REDIRECT_FIELDS,
            sort: Some(ContentSort::Id),
            is_reversed: reverse.unwrap_or(false),
            page: PageArguments {
                after,
                before,
                first,
                last,
            },
        };
        content::list(scope(resolving), arguments).await
    }
}
