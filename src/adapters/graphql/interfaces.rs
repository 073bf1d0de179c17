//! Interfaces of the schema, written by hand: the library's derive calls each field through every type, while here an
//! object answers for itself whatever interface it is asked by.
//!
//! `Node` is in `node`. No field returns the two below, so they have no values; they exist for fragments.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, ID, InputType, OutputType, Positioned, ServerResult, Value,
    indexmap::{IndexMap, IndexSet},
    parser::types::Field,
    registry::{MetaField, MetaInputValue, MetaType, MetaTypeId, Registry},
};

use super::{
    article::Article,
    blog::Blog,
    collection::Collection,
    localization::Market,
    location::Location,
    metafield::{HasMetafieldsIdentifier, Metafield},
    metaobject::Metaobject,
    page::Page,
    product::Product,
    scalars::Url,
    selling_plans::SellingPlan,
    shop::Shop,
    variant::ProductVariant,
};

/// Registers a type as one that implements an interface, and gives its name.
pub(super) fn implement<T: OutputType>(registry: &mut Registry, interface: &str) -> String {
    T::create_type_info(registry);
    let name = T::type_name().into_owned();
    registry.add_implements(&name, interface);
    name
}

/// The description of an interface.
pub(super) fn interface<T>(
    name: &str,
    description: &str,
    fields: impl IntoIterator<Item = MetaField>,
    types: impl IntoIterator<Item = String>,
) -> MetaType {
    let fields = fields.into_iter().map(|field| (field.name.clone(), field));
    MetaType::Interface {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        fields: fields.collect::<IndexMap<_, _>>(),
        possible_types: types.into_iter().collect::<IndexSet<_>>(),
        extends: false,
        keys: None,
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        rust_typename: Some(std::any::type_name::<T>()),
        directive_invocations: Vec::new(),
        requires_scopes: Vec::new(),
    }
}

/// The field `id` of interfaces.
pub(super) fn id_field(registry: &mut Registry) -> MetaField {
    MetaField::new("id", <ID as OutputType>::create_type_info(registry))
}

/// Defines an interface that no field returns: its fields and the types that implement it.
macro_rules! interface_without_values {
    ($name:ident, $doc:literal, |$registry:ident| $fields:expr, [$($type:ty),+ $(,)?]) => {
        #[doc = $doc]
        pub enum $name {}

        impl OutputType for $name {
            fn type_name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }

            fn create_type_info(registry: &mut Registry) -> String {
                registry.create_output_type::<Self, _>(MetaTypeId::Interface, |$registry| {
                    let types = [$(implement::<$type>($registry, stringify!($name))),+];
                    interface::<Self>(stringify!($name), $doc, $fields, types)
                })
            }

            async fn resolve(
                &self,
                _: &ContextSelectionSet<'_>,
                _: &Positioned<Field>,
            ) -> ServerResult<Value> {
                match *self {}
            }
        }
    };
}

interface_without_values!(
    HasMetafields,
    "Something with typed attributes.",
    |registry| {
        let mut one = MetaField::new(
            "metafield",
            <Option<Metafield> as OutputType>::create_type_info(registry),
        );
        let key = <String as InputType>::create_type_info(registry);
        let namespace = <Option<String> as InputType>::create_type_info(registry);
        for argument in [
            MetaInputValue::new("key", key),
            MetaInputValue::new("namespace", namespace),
        ] {
            one.args.insert(argument.name.clone(), argument);
        }
        let mut several = MetaField::new(
            "metafields",
            <Vec<Option<Metafield>> as OutputType>::create_type_info(registry),
        );
        let names = <Vec<HasMetafieldsIdentifier> as InputType>::create_type_info(registry);
        let argument = MetaInputValue::new("identifiers", names);
        several.args.insert(argument.name.clone(), argument);
        [one, several]
    },
    [
        Article,
        Blog,
        Collection,
        Location,
        Market,
        Page,
        Product,
        ProductVariant,
        SellingPlan,
        Shop
    ]
);

interface_without_values!(
    OnlineStorePublishable,
    "Something with an address in the storefront.",
    |registry| {
        let address = <Option<Url<'static>> as OutputType>::create_type_info(registry);
        [MetaField::new("onlineStoreUrl", address)]
    },
    [Article, Blog, Collection, Metaobject, Page, Product]
);
