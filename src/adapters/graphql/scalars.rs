//! The scalars of the interface.
//!
//! Own types rather than the library's: those print `+00:00` for `Z` and keep a decimal's own zeros. Text scalars
//! borrow where they can, so that an answer copies a text once. Only `UnsignedInt64` and `DateTime` can be given as
//! input; the others exist in answers alone, and no argument of the interface has their type.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, InputValueError, InputValueResult, OutputType, Positioned, Scalar,
    ScalarType, ServerResult, Value,
    parser::types::Field,
    registry::{MetaType, MetaTypeId, Registry},
};

use crate::domain::{money::Money, time::Timestamp};

/// Implements a scalar that is only given out: its type, its name and how a value is written.
macro_rules! output_scalar {
    ($type:ty, $name:literal, |$value:ident| $written:expr) => {
        impl OutputType for $type {
            fn type_name() -> Cow<'static, str> {
                Cow::Borrowed($name)
            }

            fn create_type_info(registry: &mut Registry) -> String {
                registry.create_output_type::<Self, _>(MetaTypeId::Scalar, |_| MetaType::Scalar {
                    name: $name.to_owned(),
                    description: None,
                    is_valid: None,
                    visible: None,
                    inaccessible: false,
                    tags: Vec::new(),
                    specified_by_url: None,
                    directive_invocations: Vec::new(),
                    requires_scopes: Vec::new(),
                })
            }

            async fn resolve(
                &self,
                _: &ContextSelectionSet<'_>,
                _: &Positioned<Field>,
            ) -> ServerResult<Value> {
                let $value = &self.0;
                Ok($written)
            }
        }
    };
}

/// Defines a scalar that is a text, made from an owned or a borrowed one.
macro_rules! text_scalar {
    ($(#[$doc:meta])* $type:ident, $name:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $type<'a>(pub Cow<'a, str>);

        impl From<String> for $type<'_> {
            fn from(text: String) -> Self {
                Self(Cow::Owned(text))
            }
        }

        impl<'a> From<&'a str> for $type<'a> {
            fn from(text: &'a str) -> Self {
                Self(Cow::Borrowed(text))
            }
        }

        output_scalar!($type<'_>, $name, |text| Value::String(text.clone().into_owned()));
    };
}

text_scalar!(
    /// An absolute address, or a path under the shop's domain.
    Url, "URL"
);
text_scalar!(
    /// A text with HTML markup, as the shop wrote it.
    Html, "HTML"
);
text_scalar!(
    /// A color in hexadecimal: `#RRGGBB`.
    Color, "Color"
);

/// An amount of money as a decimal text: `125.95`, `10.0`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal(pub Money);

output_scalar!(Decimal, "Decimal", |amount| Value::String(
    amount.to_string()
));

/// Any JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(pub Value);

output_scalar!(Json, "JSON", |value| value.clone());

/// An instant, printed in UTC with whole seconds: `2024-01-31T10:00:00Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateTime(pub Timestamp);

impl From<Timestamp> for DateTime {
    fn from(instant: Timestamp) -> Self {
        Self(instant)
    }
}

#[Scalar]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Timestamp::parse(text).map(Self).ok_or_else(|| {
                InputValueError::custom("not an instant such as 2024-01-31T10:00:00Z")
            }),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A whole number from 0 to 2⁶⁴ − 1: a text on the wire, because many JSON readers lose digits beyond 2⁵³. Both a
/// text and a number are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnsignedInt64(pub u64);

impl From<usize> for UnsignedInt64 {
    fn from(count: usize) -> Self {
        Self(count as u64)
    }
}

#[Scalar]
impl ScalarType for UnsignedInt64 {
    fn parse(value: Value) -> InputValueResult<Self> {
        let number = match &value {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        number
            .map(Self)
            .ok_or_else(|| InputValueError::expected_type(value))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{
        EmptyMutation, EmptySubscription, Interface, Object, Schema, SimpleObject, value,
    };

    use super::*;
    use crate::domain::money::Currency;

    /// Scalars in each kind of type that the interface uses them in.
    struct Query {
        address: String,
    }

    #[Object]
    impl Query {
        async fn borrowed(&self) -> Url<'_> {
            self.address.as_str().into()
        }

        async fn optional(&self) -> Option<Html<'_>> {
            Some("<p>tent</p>".into())
        }

        async fn listed(&self) -> Vec<Color<'_>> {
            vec!["#FF0000".into(), String::from("#00FF00").into()]
        }

        async fn amount(&self) -> Decimal {
            Decimal(Money::new(12_500, Currency::EUR))
        }

        async fn json(&self) -> Json {
            Json(value!({"a": [1, "b", null]}))
        }

        async fn instant(&self, at: Option<DateTime>) -> DateTime {
            at.unwrap_or(Timestamp::EPOCH.into())
        }

        async fn count(&self, of: Option<UnsignedInt64>) -> UnsignedInt64 {
            of.unwrap_or(0_usize.into())
        }

        async fn page(&self) -> Publishable {
            Publishable::Page(Page {
                online_store_url: Some(Url::from("/pages/about")),
            })
        }
    }

    #[derive(Interface)]
    #[graphql(field(name = "online_store_url", ty = "&Option<Url<'static>>"))]
    enum Publishable {
        Page(Page),
    }

    #[derive(SimpleObject)]
    struct Page {
        online_store_url: Option<Url<'static>>,
    }

    fn schema() -> Schema<Query, EmptyMutation, EmptySubscription> {
        let query = Query {
            address: "https://shop.example/a".to_owned(),
        };
        Schema::new(query, EmptyMutation, EmptySubscription)
    }

    #[tokio::test]
    async fn scalars_go_out_as_clients_expect_them() {
        let answer = schema()
            .execute(
                "{ borrowed optional listed amount json instant count page { onlineStoreUrl } }",
            )
            .await;
        assert_eq!(answer.errors, []);
        assert_eq!(
            answer.data,
            value!({
                "borrowed": "https://shop.example/a",
                "optional": "<p>tent</p>",
                "listed": ["#FF0000", "#00FF00"],
                "amount": "125.0",
                "json": {"a": [1, "b", null]},
                "instant": "1970-01-01T00:00:00Z",
                "count": "0",
                "page": {"onlineStoreUrl": "/pages/about"},
            })
        );
    }

    #[tokio::test]
    async fn counts_and_instants_are_read_and_bad_ones_refused() {
        let answer = schema()
            .execute(
                r#"{ a: count(of: "18446744073709551615") b: count(of: 7)
                     c: instant(at: "2024-01-31T12:00:00+02:00") }"#,
            )
            .await;
        assert_eq!(
            answer.data,
            value!({"a": "18446744073709551615", "b": "7", "c": "2024-01-31T10:00:00Z"})
        );
        for query in [
            r#"{ count(of: "-1") }"#,
            "{ count(of: 1.5) }",
            "{ count(of: true) }",
            r#"{ instant(at: "yesterday") }"#,
            "{ instant(at: 5) }",
        ] {
            assert!(!schema().execute(query).await.errors.is_empty(), "{query}");
        }
    }

    #[test]
    fn names_are_those_of_the_interface() {
        let sdl = schema().sdl();
        for name in [
            "URL",
            "HTML",
            "Color",
            "Decimal",
            "JSON",
            "DateTime",
            "UnsignedInt64",
        ] {
            assert!(sdl.contains(&format!("scalar {name}\n")), "{name}");
        }
        assert!(sdl.contains("onlineStoreUrl: URL\n"));
    }
}
