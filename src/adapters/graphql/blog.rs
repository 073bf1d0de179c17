//! Blogs.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use super::{
    article::{self, Article, ArticleAuthor},
    connection::{Connection, PageArguments},
    content::{self, Content, content_type},
    enums::ArticleSortKeys,
    metafield::{self, HasMetafieldsIdentifier, Metafield},
    product::Seo,
    scalars::Url,
    scope::{Nullable, Scope, Texts, answered, nullable, scope},
};
use crate::{
    application::catalog::{ContentKind, ContentList, ContentSort},
    domain::{
        event::{BlogFact, ContentFact},
        id::derived_id,
        page::Window,
    },
};

content_type!(
    /// A blog.
    Blog = Blog(BlogFact), |blog, _| !blog.id.is_empty()
);

/// Articles read at once when all of a blog are looked through.
const STRIDE: usize = 250;

impl Blog {
    /// The blog of an article. Where the source told the article only, a blog of its handle stands in.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn of_article(scope: &Scope, handle: &str) -> Result<Self> {
        if let Some(blog) = Self::find(scope, "", handle).await? {
            return Ok(blog);
        }
        let fact = BlogFact {
            id: derived_id("Blog", "", handle),
            handle: handle.to_owned(),
            title: handle.to_owned(),
            ..BlogFact::default()
        };
        Ok(Self::wrap(
            Arc::new(ContentFact::Blog(fact)),
            Texts::default(),
        ))
    }
}

/// A blog.
#[Object]
impl Blog {
    /// The article with this handle.
    async fn article_by_handle(
        &self,
        resolving: &Context<'_>,
        handle: String,
    ) -> Nullable<Article> {
        nullable(Article::find(
            scope(resolving),
            &self.fact().handle,
            &handle,
        ))
        .await
    }

    /// Its articles.
    #[allow(clippy::too_many_arguments)]
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
        let blog = Some(self.fact().handle.as_str());
        article::list(
            scope(resolving),
            blog,
            page,
            query,
            reverse.unwrap_or(false),
            sort,
        )
        .await
    }

    /// Who wrote its articles, each once, in the order of the articles' ids.
    async fn authors(&self, resolving: &Context<'_>) -> Result<Vec<ArticleAuthor>> {
        let scope = scope(resolving);
        let mut list = ContentList {
            scope: Some(self.fact().handle.clone()),
            filter: None,
            sort: ContentSort::Id,
            is_reversed: false,
            window: Window::first(STRIDE),
            instant: scope.context.price.instant,
        };
        let mut authors = Vec::new();
        loop {
            let found = scope
                .catalog
                .list_content(ContentKind::Article, &list)
                .await;
            let listing = answered(found)?;
            let keys: Vec<_> = listing.rows.iter().map(|(key, _)| *key).collect();
            for content in scope.find_all::<ContentFact>(&keys).await?.iter().flatten() {
                if let ContentFact::Article(article) = content.as_ref() {
                    let author = ArticleAuthor::of_fact(&article.author);
                    if !authors.contains(&author) {
                        authors.push(author);
                    }
                }
            }
            match listing.rows.into_iter().next_back() {
                Some((_, place)) if listing.has_next => list.window.after = Some(place),
                _ => return Ok(authors),
            }
        }
    }

    /// Unique name in addresses.
    async fn handle(&self) -> &str {
        &self.fact().handle
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        self.fact().id.as_str().into()
    }

    /// A typed attribute; `custom` is the namespace when none is given.
    async fn metafield(
        &self,
        resolving: &Context<'_>,
        key: String,
        namespace: Option<String>,
    ) -> Nullable<Metafield> {
        nullable(metafield::find(
            resolving,
            &self.fact().id,
            namespace.as_deref(),
            &key,
        ))
        .await
    }

    /// Typed attributes in the order of their names; null for those that it does not have.
    async fn metafields(
        &self,
        resolving: &Context<'_>,
        identifiers: Vec<HasMetafieldsIdentifier>,
    ) -> Result<Vec<Option<Metafield>>> {
        metafield::find_all(resolving, &self.fact().id, &identifiers).await
    }

    /// Its address in the storefront.
    async fn online_store_url(&self, resolving: &Context<'_>) -> Option<Url<'static>> {
        let path = format!("/blogs/{}", self.fact().handle);
        Some(scope(resolving).storefront(&path).into())
    }

    /// What search engines are told.
    async fn seo(&self) -> Option<Seo> {
        Some(content::seo(&self.fact().seo, &self.texts))
    }

    /// Name shown.
    async fn title(&self) -> &str {
        self.texts.or("title", &self.fact().title)
    }
}
