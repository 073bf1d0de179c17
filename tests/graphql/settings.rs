//! The shop, localization and locations through the schema.

use serde_json::json;

use super::outdoor::{german, shop};

#[tokio::test]
async fn shop_tells_brand_policies_domain_and_payment() {
    let answer = shop()
        .ask_as(
            &german(),
            r#"{ shop {
                id name description moneyFormat shipsToCountries
                brand {
                    slogan shortDescription logo { id } squareLogo { id } coverImage { id }
                    colors { primary { background foreground } secondary { background } }
                }
                primaryDomain { host sslEnabled url }
                privacyPolicy { handle title url }
                refundPolicy { id } subscriptionPolicy { id }
                metafield(key: "hours") { value parentResource { ... on Shop { name } } }
                paymentSettings {
                    acceptedCardBrands cardVaultUrl countryCode currencyCode
                    enabledPresentmentCurrencies shopifyPaymentsAccountId supportedDigitalWallets
                }
            } }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({"shop": {
            "id": "gid://shop/Shop/1",
            "name": "Alta",
            "description": "Things for outdoors",
            "moneyFormat": "${{amount}}",
            "shipsToCountries": ["DE", "FR", "US"],
            "brand": {
                "slogan": "Geh raus.",
                "shortDescription": "Things for outdoors",
                "logo": null,
                "squareLogo": null,
                "coverImage": null,
                "colors": {
                    "primary": [{"background": "#112233", "foreground": "#ffffff"}],
                    "secondary": [],
                },
            },
            "primaryDomain": {
                "host": "shop.example",
                "sslEnabled": true,
                "url": "https://shop.example",
            },
            "privacyPolicy": {
                "handle": "privacy-policy",
                "title": "Privacy",
                "url": "https://shop.example/policies/privacy-policy",
            },
            "refundPolicy": null,
            "subscriptionPolicy": null,
            "metafield": {"value": "9 to 5", "parentResource": {"name": "Alta"}},
            "paymentSettings": {
                "acceptedCardBrands": [],
                "cardVaultUrl": "https://shop.example",
                "countryCode": "US",
                "currencyCode": "USD",
                "enabledPresentmentCurrencies": ["EUR", "USD"],
                "shopifyPaymentsAccountId": null,
                "supportedDigitalWallets": [],
            },
        }})
    );
}

#[tokio::test]
async fn localization_lists_countries_of_all_markets_and_languages_of_one() {
    let answer = shop()
        .ask_as(
            &german(),
            "{ localization {
                availableCountries { isoCode name currency { isoCode symbol } unitSystem
                    defaultLanguage { isoCode } }
                availableLanguages { isoCode endonymName name }
                country { isoCode } language { isoCode } market { handle }
            } }",
        )
        .await;
    let country = |code: &str, name: &str, currency: (&str, &str), units: &str, language: &str| {
        json!({
            "isoCode": code,
            "name": name,
            "currency": {"isoCode": currency.0, "symbol": currency.1},
            "unitSystem": units,
            "defaultLanguage": {"isoCode": language},
        })
    };
    assert_eq!(
        answer,
        json!({"localization": {
            "availableCountries": [
                country("FR", "France", ("EUR", "€"), "METRIC_SYSTEM", "DE"),
                country("DE", "Germany", ("EUR", "€"), "METRIC_SYSTEM", "DE"),
                country("US", "United States", ("USD", "$"), "IMPERIAL_SYSTEM", "EN"),
            ],
            "availableLanguages": [
                {"isoCode": "DE", "endonymName": "Deutsch", "name": "German"},
                {"isoCode": "EN", "endonymName": "English", "name": "English"},
            ],
            "country": {"isoCode": "DE"},
            "language": {"isoCode": "DE"},
            "market": {"handle": "europe"},
        }})
    );
}

#[tokio::test]
async fn locations_are_sorted_by_id_name_and_distance() {
    let shop = shop();
    let answer = shop
        .ask(
            "{
                byId: locations(first: 9) { totalCount nodes { name } }
                names: locations(first: 1, sortKey: NAME) { nodes {
                    id address { city formatted country province latitude }
                } }
                near: locations(
                    first: 9, sortKey: DISTANCE, near: {latitude: 53.5, longitude: 10}
                ) { nodes { name } }
            }",
        )
        .await;
    let names = |names: [&str; 3]| names.map(|name| json!({"name": name}));
    assert_eq!(
        answer,
        json!({
            "byId": {"totalCount": "3", "nodes": names(["Mitte", "Altona", "Store room"])},
            "names": {"nodes": [{
                "id": "gid://shop/Location/2",
                "address": {
                    "city": "Hamburg",
                    "formatted": ["Main Street 1", "Hamburg", "10115", "Germany"],
                    "country": "Germany",
                    "province": null,
                    "latitude": 53.55,
                },
            }]},
            "near": {"nodes": names(["Altona", "Mitte", "Store room"])},
        })
    );
    let nowhere = "{ locations(first: 1, sortKey: DISTANCE) { totalCount } }";
    assert_eq!(shop.refusal(nowhere).await.0, "BAD_ARGUMENT");
}
