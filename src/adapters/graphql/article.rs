//! Articles of blogs and who wrote them.

use std::borrow::Cow;

use async_graphql::{Context, ID, Object, Result, SimpleObject};

use super::{
    blog::Blog,
    connection::{Connection, PageArguments},
    content::{self, ListArguments, content_type},
    enums::ArticleSortKeys,
    media::Image,
    metafield::{self, HasMetafieldsIdentifier, Metafield},
    product::{Seo, cut},
    scalars::{DateTime, Html, Url},
    scope::{Nullable, Scope, nullable, scope},
};
use crate::{
    application::catalog::ContentSort,
    domain::{event::AuthorFact, search_syntax::ARTICLE_FIELDS, text::plain_text, time::Timestamp},
};

content_type!(
    /// An article of a blog.
    Article = Article(ArticleFact), |article, instant| article.published_at.is_none_or(|at| at <= instant)
);

/// A page of the articles of one blog, or of all.
///
/// # Errors
/// When an argument cannot be worked with, or the store cannot be asked.
pub async fn list(
    scope: &Scope,
    blog: Option<&str>,
    page: PageArguments,
    query: Option<String>,
    is_reversed: bool,
    sort: ArticleSortKeys,
) -> Result<Connection<Article>> {
    let sort = match sort {
        ArticleSortKeys::Author => Some(ContentSort::Author),
        ArticleSortKeys::BlogTitle => Some(ContentSort::Blog),
        ArticleSortKeys::Id => Some(ContentSort::Id),
        ArticleSortKeys::PublishedAt => Some(ContentSort::PublishedAt),
        ArticleSortKeys::Relevance => None,
        ArticleSortKeys::Title => Some(ContentSort::Title),
        ArticleSortKeys::UpdatedAt => Some(ContentSort::UpdatedAt),
    };
    let arguments = ListArguments {
        list: "articles",
        within: blog,
        query,
        fields: ARTICLE_FIELDS,
        sort,
        is_reversed,
        page,
    };
    content::list(scope, arguments).await
}

impl Article {
    fn excerpt_source(&self) -> Option<&str> {
        let own = self.fact().excerpt_html.as_deref();
        self.texts.get("summary_html").or(own)
    }
}

/// An article of a blog.
#[Object]
impl Article {
    /// Who wrote it.
    #[graphql(deprecation = "Use `authorV2`.")]
    async fn author(&self) -> ArticleAuthor {
        ArticleAuthor::of_fact(&self.fact().author)
    }

    /// Who wrote it.
    async fn author_v2(&self) -> Option<ArticleAuthor> {
        Some(ArticleAuthor::of_fact(&self.fact().author))
    }

    /// The blog that it is in.
    async fn blog(&self, resolving: &Context<'_>) -> Result<Blog> {
        Blog::of_article(scope(resolving), &self.fact().blog_handle).await
    }

    /// Text without markup.
    async fn content(&self, truncate_at: Option<i32>) -> String {
        cut(
            plain_text(self.texts.or("body_html", &self.fact().content_html)),
            truncate_at,
        )
    }

    /// Text as HTML.
    async fn content_html(&self) -> Html<'_> {
        self.texts.or("body_html", &self.fact().content_html).into()
    }

    /// Short text without markup.
    async fn excerpt(&self, truncate_at: Option<i32>) -> Option<String> {
        Some(cut(plain_text(self.excerpt_source()?), truncate_at))
    }

    /// Short text as HTML.
    async fn excerpt_html(&self) -> Option<Html<'_>> {
        self.excerpt_source().map(Html::from)
    }

    /// Unique name within the blog.
    async fn handle(&self) -> &str {
        &self.fact().handle
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        self.fact().id.as_str().into()
    }

    /// Picture.
    async fn image(&self) -> Option<Image> {
        let fact = self.fact();
        let image = fact.image.as_ref()?;
        Some(Image::of_fact(image, &fact.id))
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
        let fact = self.fact();
        let path = format!("/blogs/{}/{}", fact.blog_handle, fact.handle);
        Some(scope(resolving).storefront(&path).into())
    }

    /// From when on it is shown; where the source does not say, when it last changed.
    async fn published_at(&self) -> DateTime {
        let fact = self.fact();
        let instant = fact.published_at.or(fact.updated_at);
        instant.unwrap_or(Timestamp::EPOCH).into()
    }

    /// What search engines are told.
    async fn seo(&self) -> Option<Seo> {
        Some(content::seo(&self.fact().seo, &self.texts))
    }

    /// Tags, in the order given.
    async fn tags(&self) -> &[String] {
        &self.fact().tags
    }

    /// Name shown.
    async fn title(&self) -> &str {
        self.texts.or("title", &self.fact().title)
    }

    /// Parameters that attribute a visit to a search; there is nothing to attribute.
    async fn tracking_parameters(&self) -> Option<Cow<'_, str>> {
        None
    }
}

/// Who wrote an article.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
pub struct ArticleAuthor {
    /// A few words.
    bio: Option<String>,
    /// Address for mail; empty where the source tells none.
    email: String,
    /// First name.
    first_name: String,
    /// Last name.
    last_name: String,
    /// Full name.
    name: String,
}

impl ArticleAuthor {
    /// The author that a fact names.
    pub fn of_fact(fact: &AuthorFact) -> Self {
        Self {
            bio: fact.bio.clone(),
            email: fact.email.clone(),
            first_name: fact.first_name.clone(),
            last_name: fact.last_name.clone(),
            name: fact.name.clone(),
        }
    }
}
