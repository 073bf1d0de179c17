//! Collections, and content beside the catalog.

use super::{
    DecodeError,
    product::{read_image, read_metafields, read_seo},
    read::{each, instant, optional, optional_part, part, text, texts, union},
};
use crate::{
    adapters::kafka::catalog_capnp::{collection, content, membership},
    domain::event::{
        ArticleFact, AuthorFact, BlogFact, CollectionFact, CollectionSortOrder, ContentFact,
        MembershipFact, MenuFact, MenuItemFact, MetaobjectFact, MetaobjectFieldFact, PageFact,
        PolicyFact, RedirectFact,
    },
};

pub(super) fn read_collection(from: collection::Reader<'_>) -> Result<CollectionFact, DecodeError> {
    Ok(CollectionFact {
        id: text(from.get_id(), "id")?,
        handle: text(from.get_handle(), "handle")?,
        title: text(from.get_title(), "title")?,
        description_html: text(from.get_description_html(), "descriptionHtml")?,
        image: optional_part(from.has_image(), || from.get_image(), "image", read_image)?,
        seo: read_seo(from.get_seo())?,
        sort_order: match union(from.get_sort_order(), "sortOrder")? {
            collection::SortOrder::Manual => CollectionSortOrder::Manual,
            collection::SortOrder::BestSelling => CollectionSortOrder::BestSelling,
            collection::SortOrder::AlphaAsc => CollectionSortOrder::AlphaAsc,
            collection::SortOrder::AlphaDesc => CollectionSortOrder::AlphaDesc,
            collection::SortOrder::PriceAsc => CollectionSortOrder::PriceAsc,
            collection::SortOrder::PriceDesc => CollectionSortOrder::PriceDesc,
            collection::SortOrder::Created => CollectionSortOrder::Created,
            collection::SortOrder::CreatedDesc => CollectionSortOrder::CreatedDesc,
        },
        parent_handle: optional(
            from.has_parent_handle(),
            || from.get_parent_handle(),
            "parentHandle",
        )?,
        updated_at: instant(from.get_updated_at(), "updatedAt")?,
        metafields: read_metafields(from.get_metafields())?,
    })
}

pub(super) fn read_membership(from: membership::Reader<'_>) -> Result<MembershipFact, DecodeError> {
    Ok(MembershipFact {
        collection_id: text(from.get_collection_id(), "collectionId")?,
        product_ids: texts(from.get_product_ids(), "productIds")?,
    })
}

pub(super) fn read(from: content::Reader<'_>) -> Result<ContentFact, DecodeError> {
    use content::Which;
    Ok(match union(from.which(), "")? {
        Which::Page(of) => ContentFact::Page(read_kind(of, "page", read_page)?),
        Which::Blog(of) => ContentFact::Blog(read_kind(of, "blog", read_blog)?),
        Which::Article(of) => ContentFact::Article(read_kind(of, "article", read_article)?),
        Which::Menu(of) => ContentFact::Menu(read_kind(of, "menu", read_menu)?),
        Which::Policy(of) => ContentFact::Policy(read_kind(of, "policy", read_policy)?),
        Which::Metaobject(of) => {
            ContentFact::Metaobject(read_kind(of, "metaobject", read_metaobject)?)
        }
        Which::Redirect(of) => ContentFact::Redirect(read_kind(of, "redirect", read_redirect)?),
    })
}

/// Reads one kind of a union.
pub(super) fn read_kind<R, T>(
    from: capnp::Result<R>,
    kind: &str,
    read: impl FnOnce(R) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    read(part(from, kind)?).map_err(|error| error.within(kind))
}

fn read_page(from: content::page::Reader<'_>) -> Result<PageFact, DecodeError> {
    Ok(PageFact {
        id: text(from.get_id(), "id")?,
        handle: text(from.get_handle(), "handle")?,
        title: text(from.get_title(), "title")?,
        body_html: text(from.get_body_html(), "bodyHtml")?,
        seo: read_seo(from.get_seo())?,
        created_at: instant(from.get_created_at(), "createdAt")?,
        updated_at: instant(from.get_updated_at(), "updatedAt")?,
        metafields: read_metafields(from.get_metafields())?,
    })
}

fn read_blog(from: content::blog::Reader<'_>) -> Result<BlogFact, DecodeError> {
    Ok(BlogFact {
        id: text(from.get_id(), "id")?,
        handle: text(from.get_handle(), "handle")?,
        title: text(from.get_title(), "title")?,
        seo: read_seo(from.get_seo())?,
        metafields: read_metafields(from.get_metafields())?,
    })
}

fn read_article(from: content::article::Reader<'_>) -> Result<ArticleFact, DecodeError> {
    let author = part(from.get_author(), "author")?;
    let author = read_author(author).map_err(|error| error.within("author"))?;
    Ok(ArticleFact {
        id: text(from.get_id(), "id")?,
        blog_handle: text(from.get_blog_handle(), "blogHandle")?,
        handle: text(from.get_handle(), "handle")?,
        title: text(from.get_title(), "title")?,
        author,
        content_html: text(from.get_content_html(), "contentHtml")?,
        excerpt_html: optional(
            from.has_excerpt_html(),
            || from.get_excerpt_html(),
            "excerptHtml",
        )?,
        image: optional_part(from.has_image(), || from.get_image(), "image", read_image)?,
        tags: texts(from.get_tags(), "tags")?,
        published_at: instant(from.get_published_at(), "publishedAt")?,
        updated_at: instant(from.get_updated_at(), "updatedAt")?,
        seo: read_seo(from.get_seo())?,
        metafields: read_metafields(from.get_metafields())?,
    })
}

fn read_author(from: content::author::Reader<'_>) -> Result<AuthorFact, DecodeError> {
    Ok(AuthorFact {
        name: text(from.get_name(), "name")?,
        first_name: text(from.get_first_name(), "firstName")?,
        last_name: text(from.get_last_name(), "lastName")?,
        email: text(from.get_email(), "email")?,
        bio: optional(from.has_bio(), || from.get_bio(), "bio")?,
    })
}

fn read_menu(from: content::menu::Reader<'_>) -> Result<MenuFact, DecodeError> {
    Ok(MenuFact {
        id: text(from.get_id(), "id")?,
        handle: text(from.get_handle(), "handle")?,
        title: text(from.get_title(), "title")?,
        items: each(
            part(from.get_items(), "items")?.iter(),
            "items",
            read_menu_item,
        )?,
    })
}

fn read_menu_item(from: content::menu::item::Reader<'_>) -> Result<MenuItemFact, DecodeError> {
    Ok(MenuItemFact {
        id: text(from.get_id(), "id")?,
        title: text(from.get_title(), "title")?,
        kind: text(from.get_type(), "type")?,
        url: text(from.get_url(), "url")?,
        resource_id: optional(
            from.has_resource_id(),
            || from.get_resource_id(),
            "resourceId",
        )?,
        tags: texts(from.get_tags(), "tags")?,
        items: each(
            part(from.get_items(), "items")?.iter(),
            "items",
            read_menu_item,
        )?,
    })
}

fn read_policy(from: content::policy::Reader<'_>) -> Result<PolicyFact, DecodeError> {
    Ok(PolicyFact {
        id: text(from.get_id(), "id")?,
        handle: text(from.get_handle(), "handle")?,
        title: text(from.get_title(), "title")?,
        body_html: text(from.get_body_html(), "bodyHtml")?,
    })
}

fn read_metaobject(from: content::metaobject::Reader<'_>) -> Result<MetaobjectFact, DecodeError> {
    let read = |from: content::metaobject::field::Reader<'_>| {
        Ok(MetaobjectFieldFact {
            key: text(from.get_key(), "key")?,
            kind: text(from.get_type(), "type")?,
            value: optional(from.has_value(), || from.get_value(), "value")?,
        })
    };
    Ok(MetaobjectFact {
        id: text(from.get_id(), "id")?,
        kind: text(from.get_type(), "type")?,
        handle: text(from.get_handle(), "handle")?,
        fields: each(part(from.get_fields(), "fields")?.iter(), "fields", read)?,
        updated_at: instant(from.get_updated_at(), "updatedAt")?,
    })
}

fn read_redirect(from: content::redirect::Reader<'_>) -> Result<RedirectFact, DecodeError> {
    Ok(RedirectFact {
        id: text(from.get_id(), "id")?,
        path: text(from.get_path(), "path")?,
        target: text(from.get_target(), "target")?,
    })
}
