//! Collections, and content beside the catalog.

use super::{
    fill, instant, optional_texts,
    product::{write_image, write_metafield, write_seo},
    structs, text_lists, texts,
};
use crate::{
    adapters::kafka::catalog_capnp::{collection, content, membership},
    domain::event::{
        ArticleFact, CollectionFact, CollectionSortOrder, ContentFact, MembershipFact,
        MenuItemFact, MetaobjectFieldFact,
    },
};

pub(super) fn write_collection(mut to: collection::Builder<'_>, fact: &CollectionFact) {
    texts!(to, fact; set_id: id, set_handle: handle, set_title: title, set_description_html: description_html);
    optional_texts!(to, fact; set_parent_handle: parent_handle);
    if let Some(image) = &fact.image {
        write_image(to.reborrow().init_image(), image);
    }
    write_seo(&fact.seo, || to.reborrow().init_seo());
    to.set_sort_order(match fact.sort_order {
        CollectionSortOrder::Manual => collection::SortOrder::Manual,
        CollectionSortOrder::BestSelling => collection::SortOrder::BestSelling,
        CollectionSortOrder::AlphaAsc => collection::SortOrder::AlphaAsc,
        CollectionSortOrder::AlphaDesc => collection::SortOrder::AlphaDesc,
        CollectionSortOrder::PriceAsc => collection::SortOrder::PriceAsc,
        CollectionSortOrder::PriceDesc => collection::SortOrder::PriceDesc,
        CollectionSortOrder::Created => collection::SortOrder::Created,
        CollectionSortOrder::CreatedDesc => collection::SortOrder::CreatedDesc,
    });
    to.set_updated_at(instant(fact.updated_at));
    structs!(to, init_metafields, fact.metafields, write_metafield);
}

pub(super) fn write_membership(mut to: membership::Builder<'_>, fact: &MembershipFact) {
    texts!(to, fact; set_collection_id: collection_id);
    text_lists!(to, fact; init_product_ids: product_ids);
}

pub(super) fn write(to: content::Builder<'_>, fact: &ContentFact) {
    match fact {
        ContentFact::Page(fact) => {
            let mut to = to.init_page();
            texts!(to, fact; set_id: id, set_handle: handle, set_title: title, set_body_html: body_html);
            write_seo(&fact.seo, || to.reborrow().init_seo());
            to.set_created_at(instant(fact.created_at));
            to.set_updated_at(instant(fact.updated_at));
            structs!(to, init_metafields, fact.metafields, write_metafield);
        }
        ContentFact::Blog(fact) => {
            let mut to = to.init_blog();
            texts!(to, fact; set_id: id, set_handle: handle, set_title: title);
            write_seo(&fact.seo, || to.reborrow().init_seo());
            structs!(to, init_metafields, fact.metafields, write_metafield);
        }
        ContentFact::Article(fact) => write_article(to.init_article(), fact),
        ContentFact::Menu(fact) => {
            let mut to = to.init_menu();
            texts!(to, fact; set_id: id, set_handle: handle, set_title: title);
            structs!(to, init_items, fact.items, write_menu_item);
        }
        ContentFact::Policy(fact) => {
            let mut to = to.init_policy();
            texts!(to, fact; set_id: id, set_handle: handle, set_title: title, set_body_html: body_html);
        }
        ContentFact::Metaobject(fact) => {
            let mut to = to.init_metaobject();
            texts!(to, fact; set_id: id, set_type: kind, set_handle: handle);
            to.set_updated_at(instant(fact.updated_at));
            let write = |mut to: content::metaobject::field::Builder<'_>,
                         fact: &MetaobjectFieldFact| {
                texts!(to, fact; set_key: key, set_type: kind);
                optional_texts!(to, fact; set_value: value);
            };
            structs!(to, init_fields, fact.fields, write);
        }
        ContentFact::Redirect(fact) => {
            let mut to = to.init_redirect();
            texts!(to, fact; set_id: id, set_path: path, set_target: target);
        }
    }
}

fn write_article(mut to: content::article::Builder<'_>, fact: &ArticleFact) {
    texts!(to, fact; set_id: id, set_blog_handle: blog_handle, set_handle: handle, set_title: title,
        set_content_html: content_html);
    optional_texts!(to, fact; set_excerpt_html: excerpt_html);
    text_lists!(to, fact; init_tags: tags);
    {
        let (mut to, fact) = (to.reborrow().init_author(), &fact.author);
        texts!(to, fact; set_name: name, set_first_name: first_name, set_last_name: last_name, set_email: email);
        optional_texts!(to, fact; set_bio: bio);
    }
    if let Some(image) = &fact.image {
        write_image(to.reborrow().init_image(), image);
    }
    to.set_published_at(instant(fact.published_at));
    to.set_updated_at(instant(fact.updated_at));
    write_seo(&fact.seo, || to.reborrow().init_seo());
    structs!(to, init_metafields, fact.metafields, write_metafield);
}

fn write_menu_item(mut to: content::menu::item::Builder<'_>, fact: &MenuItemFact) {
    texts!(to, fact; set_id: id, set_title: title, set_type: kind, set_url: url);
    optional_texts!(to, fact; set_resource_id: resource_id);
    text_lists!(to, fact; init_tags: tags);
    structs!(to, init_items, fact.items, write_menu_item);
}
