//! The questions of a store's lists, for stores of tests that answer all of them in one way.

/// Implements the ports of lists: the macro that is named gets each port with its questions. Their types have to be in
/// scope where this stands.
macro_rules! list_ports {
    ($implement:ident) => {
        $implement! { ProductLists:
            fn list_products(list: &ProductList) -> Listing<Key>;
            fn find_by_handles(handles: &[String]) -> Vec<Option<Arc<Product>>>;
            fn find_owners(variants: &[Key]) -> Vec<Option<Key>>;
            fn list_tags(first: usize) -> (Vec<String>, u64);
            fn list_types(first: usize) -> (Vec<String>, u64);
            fn list_neighborhoods(product: Key, limit: usize) -> Vec<Neighborhood>;
        }

        $implement! { CollectionLists:
            fn list_collections(list: &ContentList) -> Listing<Key>;
            fn list_collections_of(product: Key, is_reversed: bool, window: &Window) -> Listing<Key>;
            fn find_collections_by_handles(handles: &[String]) -> Vec<Option<Arc<Collection>>>;
        }

        $implement! { ContentLists:
            fn list_content(kind: ContentKind, list: &ContentList) -> Listing<Key>;
            fn find_content(kind: ContentKind, scope: &str, handle: &str) -> Option<Key>;
        }

        $implement! { Sitemaps:
            fn list_sitemap(
                kind: SitemapKind,
                offset: u64,
                limit: usize,
                instant: Timestamp
            ) -> (Vec<SitemapRow>, u64);
        }
    };
}
pub(super) use list_ports;
