//! `CountryCode`, `CurrencyCode` and `LanguageCode`: GraphQL enums made from the domain's tables, so that each of
//! these long lists is written once.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, InputType, InputValueError, InputValueResult, Name, OutputType,
    Positioned, ServerResult, Value,
    indexmap::IndexMap,
    parser::types::Field,
    registry::{EnumBuilder, MetaEnumValue, MetaTypeId, Registry},
};

use crate::domain::{country::Country, language::Language, money::Currency};

/// Defines a GraphQL enum over a code type of the domain.
macro_rules! code_enum {
    ($(#[$doc:meta])* $name:ident($code:ident)) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name(pub $code);

        impl $name {
            const NAME: &'static str = stringify!($name);

            fn register(registry: &mut Registry) -> String {
                registry.create_output_type::<Self, _>(MetaTypeId::Enum, |_| {
                    let values: IndexMap<_, _> = $code::all()
                        .map($code::code)
                        .map(|code| (code.to_owned(), MetaEnumValue::new(code)))
                        .collect();
                    EnumBuilder::new(Self::NAME.to_owned(), values)
                        .rust_typename(std::any::type_name::<Self>())
                        .build()
                })
            }

            /// The code as a value.
            pub fn value(self) -> Value {
                Value::Enum(Name::new(self.0.code()))
            }
        }

        impl From<$code> for $name {
            fn from(code: $code) -> Self {
                Self(code)
            }
        }

        impl InputType for $name {
            type RawValueType = Self;

            fn type_name() -> Cow<'static, str> {
                Cow::Borrowed(Self::NAME)
            }

            fn create_type_info(registry: &mut Registry) -> String {
                Self::register(registry)
            }

            fn parse(value: Option<Value>) -> InputValueResult<Self> {
                let code = match &value {
                    Some(Value::Enum(name)) => name.as_str(),
                    Some(Value::String(text)) => text,
                    _ => return Err(InputValueError::expected_type(value.unwrap_or_default())),
                };
                code.parse().map(Self).map_err(InputValueError::custom)
            }

            fn to_value(&self) -> Value {
                self.value()
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
        }

        impl OutputType for $name {
            fn type_name() -> Cow<'static, str> {
                Cow::Borrowed(Self::NAME)
            }

            fn create_type_info(registry: &mut Registry) -> String {
                Self::register(registry)
            }

            async fn resolve(
                &self,
                _: &ContextSelectionSet<'_>,
                _: &Positioned<Field>,
            ) -> ServerResult<Value> {
                Ok(self.value())
            }
        }
    };
}

code_enum!(
    /// A country or territory by its code; `ZZ` stands for an unknown one.
    CountryCode(Country)
);
code_enum!(
    /// A currency by its code.
    CurrencyCode(Currency)
);
code_enum!(
    /// A language by its code, some with a region.
    LanguageCode(Language)
);

#[cfg(test)]
mod tests {
    use async_graphql::{EmptyMutation, EmptySubscription, Object, Schema, Variables, value};

    use super::*;

    struct Query;

    #[Object]
    impl Query {
        async fn echo(
            &self,
            country: Option<CountryCode>,
            #[graphql(default_with = "CurrencyCode(Currency::USD)")] currency: CurrencyCode,
            language: LanguageCode,
        ) -> Vec<String> {
            let country = country.map(|code| code.0.name());
            [country, Some(currency.0.name()), Some(language.0.name())]
                .map(|name| name.unwrap_or("none").to_owned())
                .into()
        }

        async fn language(&self) -> LanguageCode {
            Language::from_tag("pt-BR").unwrap().into()
        }
    }

    fn schema() -> Schema<Query, EmptyMutation, EmptySubscription> {
        Schema::new(Query, EmptyMutation, EmptySubscription)
    }

    #[tokio::test]
    async fn codes_come_in_as_literals_and_variables_and_go_out_by_name() {
        let request = async_graphql::Request::new(
            "query($c: CountryCode, $l: LanguageCode!) {
                echo(country: $c, language: $l)
                literal: echo(country: CH, currency: CHF, language: PT_BR)
                language
            }",
        )
        .variables(Variables::from_value(value!({"c": null, "l": "DE"})));
        let answer = schema().execute(request).await;
        assert_eq!(answer.errors, []);
        assert_eq!(
            answer.data,
            value!({
                "echo": ["none", "United States dollar", "German"],
                "literal": ["Switzerland", "Swiss franc", "Brazilian Portuguese"],
                "language": "PT_BR",
            })
        );
    }

    #[tokio::test]
    async fn a_code_outside_the_list_is_an_error() {
        for query in [
            "{ echo(language: QQ) }",
            "{ echo(language: EN, country: us) }",
            "{ echo(language: 1) }",
        ] {
            assert!(!schema().execute(query).await.errors.is_empty(), "{query}");
        }
        let refused = LanguageCode::parse(Some(Value::from("QQ"))).unwrap_err();
        assert!(
            refused
                .into_server_error(Default::default())
                .message
                .contains("`QQ`")
        );
    }

    #[test]
    fn the_schema_lists_every_code() {
        let sdl = schema().sdl();
        for (name, count) in [
            ("enum CountryCode {", Country::COUNT),
            ("enum CurrencyCode {", Currency::COUNT),
            ("enum LanguageCode {", Language::COUNT),
        ] {
            let body = sdl.split_once(name).unwrap().1.split_once('}').unwrap().0;
            assert_eq!(body.split_whitespace().count(), count, "{name}");
        }
        assert!(sdl.contains("currency: CurrencyCode! = USD"));
    }
}
