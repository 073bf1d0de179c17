//! Shopify bulk-operation JSONL: nesting, order, types of lines, what is rejected.

use vitrina::{
    application::{
        facts::FactSet,
        import::{ImportOptions, RecordKind, Topic},
    },
    domain::{
        event::*,
        money::{Currency, Money},
        time::Timestamp,
    },
};

use super::{Files, facts_of, product, rejections};

const PRODUCT: &str = r#"{"id":"gid://shopify/Product/1","handle":"tent","title":"Tent","updatedAt":"2024-01-02T00:00:00Z","publishedAt":"2024-01-01T00:00:00Z"}"#;
const VARIANT: &str = r#"{"id":"gid://shopify/ProductVariant/11","__parentId":"gid://shopify/Product/1","price":"12.50","inventoryQuantity":3}"#;

fn lines(lines: &[&str]) -> Files {
    Files::new().with("shop.jsonl", lines.join("\n"))
}

#[test]
fn a_product_with_all_that_shopify_nests_is_read() {
    let files = lines(&[
        r##"{"id":"gid://shopify/Product/1","handle":"tent","title":"Tent","descriptionHtml":"<p>Dry.</p>","vendor":"Fjell","productType":"Tent","tags":["new","dry"],"status":"ACTIVE","isGiftCard":false,"createdAt":"2024-01-01T00:00:00Z","updatedAt":"2024-01-02T00:00:00Z","publishedAt":"2024-01-01T00:00:00Z","seo":{"title":"Buy a tent","description":null},"category":{"id":"gid://shopify/TaxonomyCategory/sg-4-17","fullName":"Sporting Goods > Outdoor > Tents","name":"Tents"},"options":[{"id":"gid://shopify/ProductOption/5","name":"Color","position":1,"optionValues":[{"id":"gid://shopify/ProductOptionValue/6","name":"Moss","swatch":{"color":"#5b7042","image":null}},{"name":"Sand"}]}],"priceRangeV2":{"minVariantPrice":{"amount":"1"}},"translations":[{"locale":"de","key":"title","value":"Zelt"}],"care":{"namespace":"custom","key":"care","type":"single_line_text_field","value":"Wipe"},"totalInventory":4}"##,
        r#"{"id":"gid://shopify/ProductVariant/11","__parentId":"gid://shopify/Product/1","title":"Moss","sku":"T-M","barcode":"40063","position":2,"price":{"amount":"12.50","currencyCode":"EUR"},"compareAtPrice":{"amount":"15.00","currencyCode":"EUR"},"inventoryQuantity":9,"sellableOnlineQuantity":4,"inventoryPolicy":"CONTINUE","inventoryItem":{"id":"gid://shopify/InventoryItem/111","tracked":true,"requiresShipping":true,"measurement":{"weight":{"value":2.5,"unit":"KILOGRAMS"}}},"selectedOptions":[{"name":"Color","value":"Moss"}],"taxable":false,"image":{"id":"gid://shopify/ProductImage/9","url":"https://cdn.example/m.jpg","altText":null,"width":10,"height":20},"unitPriceMeasurement":{"measuredType":"VOLUME","quantityUnit":"ML","quantityValue":750.0,"referenceUnit":"L","referenceValue":1}}"#,
        r#"{"id":"gid://shopify/ProductVariant/12","__parentId":"gid://shopify/Product/1","title":"Sand","position":1,"price":{"amount":"13","currencyCode":"EUR"},"inventoryItem":{"tracked":false},"inventoryQuantity":0,"selectedOptions":[{"name":"Color","value":"Sand"}]}"#,
        r##"{"id":"gid://shopify/Metafield/1","__parentId":"gid://shopify/ProductVariant/11","namespace":"custom","key":"shade","type":"color","value":"#00ff00","description":"Shade"}"##,
        r#"{"id":"gid://shopify/InventoryLevel/1?inventory_item_id=111","__parentId":"gid://shopify/InventoryItem/111","quantities":[{"name":"committed","quantity":1},{"name":"available","quantity":4}],"location":{"id":"gid://shopify/Location/3"}}"#,
        r#"{"__typename":"MediaImage","id":"gid://shopify/MediaImage/1","__parentId":"gid://shopify/Product/1","alt":"Outside","image":{"url":"https://cdn.example/1.jpg"}}"#,
        r#"{"id":"gid://shopify/ProductImage/1","__parentId":"gid://shopify/Product/1","url":"https://cdn.example/1.jpg"}"#,
        r#"{"id":"gid://shopify/Video/2","__parentId":"gid://shopify/Product/1","preview":{"image":{"url":"https://cdn.example/2.jpg"}},"sources":[{"url":"https://cdn.example/2.mp4","mimeType":"video/mp4","format":"mp4","width":640,"height":360,"fileSize":99}]}"#,
        r#"{"__typename":"ExternalVideo","__parentId":"gid://shopify/Product/1","embedUrl":"https://video.example/e/3","originUrl":"https://video.example/3"}"#,
        r#"{"id":"gid://shopify/Model3d/4","__parentId":"gid://shopify/Product/1","sources":[{"url":"https://cdn.example/4.glb","mimeType":"model/gltf-binary","format":"glb","filesize":7}]}"#,
        r#"{"namespace":"specs","key":"weight","type":"number_decimal","value":"2.5","__parentId":"gid://shopify/Product/1"}"#,
        r#"{"locale":"pt-BR","key":"title","value":"Barraca","__parentId":"gid://shopify/Product/1"}"#,
        r#"{"id":"gid://shopify/Collection/7","__parentId":"gid://shopify/Product/1"}"#,
        r#"{"id":"gid://shopify/Collection/7","handle":"tents","title":"Tents","sortOrder":"PRICE_ASC","parentHandle":"outdoor","updatedAt":"2024-01-03T00:00:00Z"}"#,
        r#"{"id":"gid://shopify/Metafield/2","__parentId":"gid://shopify/Collection/7","namespace":"custom","key":"note","type":"single_line_text_field","value":"Dry"}"#,
        r#"{"id":"gid://shopify/PriceList/8","name":"Swiss","currency":"CHF"}"#,
        r#"{"__parentId":"gid://shopify/PriceList/8","price":{"amount":"14.00","currencyCode":"CHF"},"compareAtPrice":null,"variant":{"id":"gid://shopify/ProductVariant/11"}}"#,
        r#"{"id":"gid://shopify/Location/3","name":"Harbor","address":{"city":"Portland","countryCode":"US","latitude":45.5}}"#,
    ]);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!(rejections(&files, &report), Vec::<String>::new());
    assert_eq!(report.total().read, 18);
    insta::assert_debug_snapshot!(facts_of(&facts));
    let again = files.import(&mut facts).unwrap().total();
    assert_eq!((again.read, again.unchanged), (18, 18));
}

#[test]
fn children_may_come_first_and_in_another_file() {
    let metafield =
        r#"{"namespace":"a","key":"b","value":"c","__parentId":"gid://shopify/ProductVariant/11"}"#;
    let files = Files::new()
        .with("children.jsonl", [metafield, VARIANT].join("\n"))
        .with("products.jsonl", PRODUCT);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!((report.total().read, report.total().stored), (3, 3));
    assert_eq!(product(&facts, "tent").variants[0].metafields[0].value, "c");
}

#[test]
fn a_child_without_parent_is_told_at_the_end() {
    let files = lines(&[
        PRODUCT,
        VARIANT,
        r#"{"namespace":"a","key":"b","value":"c","__parentId":"gid://shopify/Product/404"}"#,
        r#"{"namespace":"a","key":"b","value":"c"}"#,
    ]);
    let report = files.import(&mut FactSet::default()).unwrap();
    assert_eq!(
        rejections(&files, &report),
        [
            r#"shop.jsonl:4: __parentId: is missing; it says which record this line belongs to: {"namespace":"a","key":"b","value":"c"}"#,
            r#"shop.jsonl:3: __parentId: no record of this import has the id gid://shopify/Product/404; add the file that holds it, or take this line out: {"namespace":"a","key":"b","value":"c","__parentId":"gid://shopify/Product/404"}"#,
        ]
    );
    assert_eq!((report.total().stored, report.total().rejected), (2, 2));
}

#[test]
fn bad_prices_cost_their_variant_and_no_other() {
    let variant = |id: u32, price: &str| {
        format!(
            r#"{{"id":"gid://shopify/ProductVariant/{id}","__parentId":"gid://shopify/Product/1","price":{price},"selectedOptions":[{{"name":"Size","value":"{id}"}}]}}"#
        )
    };
    let bad = [
        r#""1.234,50""#,
        r#""NaN""#,
        r#""-1.00""#,
        "-1",
        "null",
        "[]",
        r#"{"amount":"1","currencyCode":"EURO"}"#,
    ];
    let mut texts = vec![PRODUCT.to_owned(), variant(1, "10.5")];
    texts.extend((2..).zip(bad).map(|(id, price)| variant(id, price)));
    texts.push(
        r#"{"namespace":"a","key":"b","value":"c","__parentId":"gid://shopify/ProductVariant/2"}"#
            .to_owned(),
    );
    let files = Files::new().with("shop.jsonl", texts.join("\n"));
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    insta::assert_snapshot!(rejections(&files, &report).join("\n"));
    let variants = &product(&facts, "tent").variants;
    assert_eq!(variants.len(), 1);
    let prices = facts.iter().find_map(|event| match &event.fact {
        Fact::Prices(prices) => Some(prices.variants[0].prices[0].price),
        _ => None,
    });
    assert_eq!(prices, Some(Money::new(1_050, Currency::USD)));
}

#[test]
fn a_product_of_which_no_variant_can_be_used_is_told() {
    let files = lines(&[PRODUCT, &VARIANT.replace("12.50", "abc")]);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!(
        rejections(&files, &report),
        [
            "shop.jsonl:2: price: the amount is not a number; write digits such as 12.50: abc",
            "shop.jsonl:1: none of its variants can be used; mend those: gid://shopify/Product/1",
        ]
    );
    assert!(facts.is_empty());
}

#[test]
fn lines_that_are_none_are_told_and_the_others_read() {
    let deep = format!("{{\"id\":{}", "[".repeat(50_000));
    let files = lines(&[
        PRODUCT,
        r#"{"id":"gid://shopify/Product/2","handle":"#,
        "[1]",
        r#"{"id":"gid://shopify/Order/1","name":"x"}"#,
        r#"{"title":"x"}"#,
        r#"{"id":"gid://shopify/Product/3","handle":5}"#,
        r#"{"id":"gid://shopify/Product/4","title":"No handle"}"#,
        r#"{"id":"gid://shopify/Product/5","handle":"five","status":"GONE"}"#,
        r#"{"id":"gid://shopify/Product/1","handle":"again"}"#,
        &deep,
        VARIANT,
        r#"{"__typename":"MediaImage","__parentId":"gid://shopify/Product/1","image":null}"#,
        r#"{"id":"gid://shopify/ProductVariant/12","__parentId":"gid://shopify/Product/1","price":"1","inventoryPolicy":"MAYBE"}"#,
    ]);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    insta::assert_snapshot!(rejections(&files, &report).join("\n"));
    assert_eq!(report.total_of(RecordKind::Product).stored, 1);
    assert_eq!(product(&facts, "tent").variants.len(), 1);
}

#[test]
fn two_products_of_one_handle_are_told() {
    let other = PRODUCT.replace("Product/1\"", "Product/2\"");
    let files = lines(&[PRODUCT, VARIANT, &other]);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    let message = "shop.jsonl:3: handle: the handle is already that of gid://shopify/Product/1 in line 1; the first one stays, give this product another handle: tent";
    assert_eq!(rejections(&files, &report), [message]);
    assert_eq!(product(&facts, "tent").id, "gid://shopify/Product/1");
    // The other way round in a later import: the product that is stored keeps its handle.
    let later = Files::new().with("later.jsonl", &other);
    let report = later.import(&mut facts).unwrap();
    assert!(
        report.rejections()[0]
            .reason
            .contains("in the data directory")
    );
}

#[test]
fn a_handle_may_move_to_another_product_within_one_import() {
    let mut facts = FactSet::default();
    lines(&[PRODUCT, VARIANT]).import(&mut facts).unwrap();
    let renamed = PRODUCT
        .replace("\"tent\"", "\"old-tent\"")
        .replace("2024-01-02", "2024-01-05");
    let other = PRODUCT.replace("Product/1\"", "Product/2\"");
    let report = lines(&[&renamed, &other]).import(&mut facts).unwrap();
    assert_eq!(report.rejections_total(), 0);
    assert_eq!(product(&facts, "tent").id, "gid://shopify/Product/2");
    assert_eq!(product(&facts, "old-tent").id, "gid://shopify/Product/1");
}

#[test]
fn repeated_skus_and_absent_members_are_worth_a_look() {
    let variant = r#"{"id":"gid://shopify/ProductVariant/12","__parentId":"gid://shopify/Product/1","price":"1","sku":"S","selectedOptions":[{"name":"Size","value":"L"}]}"#;
    let twin = variant.replace("/12", "/13").replace("\"L\"", "\"M\"");
    let files = lines(&[
        PRODUCT,
        variant,
        &twin,
        r#"{"id":"gid://shopify/Collection/7","handle":"tents","title":"Tents"}"#,
        r#"{"id":"gid://shopify/Product/1","__parentId":"gid://shopify/Collection/7"}"#,
        r#"{"id":"gid://shopify/Product/404","__parentId":"gid://shopify/Collection/7"}"#,
    ]);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!(report.rejections_total(), 0);
    assert_eq!(
        report.notices(Topic::Sku)[0].text,
        "`S` is the SKU of gid://shopify/ProductVariant/13 and of one in line 1"
    );
    assert_eq!(
        report.notices(Topic::Absent)[0].text,
        "gid://shopify/Product/404: members of gid://shopify/Collection/7"
    );
    let members = facts.iter().find_map(|event| match &event.fact {
        Fact::Membership(membership) => Some(membership.product_ids.len()),
        _ => None,
    });
    assert_eq!(members, Some(2));
}

#[test]
fn products_asked_for_under_collections_are_products_and_members() {
    let nested = |collection: u32| {
        PRODUCT.replace(
            "\"title\"",
            &format!("\"__parentId\":\"gid://shopify/Collection/{collection}\",\"title\""),
        )
    };
    let files = lines(&[
        r#"{"id":"gid://shopify/Collection/7","handle":"tents","title":"Tents"}"#,
        &nested(7),
        VARIANT,
        r#"{"id":"gid://shopify/Collection/8","handle":"new","title":"New"}"#,
        &nested(8),
        VARIANT,
        r#"{"id":"gid://shopify/Collection/9","handle":"empty","title":"Empty"}"#,
    ]);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!(rejections(&files, &report), Vec::<String>::new());
    assert_eq!(product(&facts, "tent").variants.len(), 1);
    let mut members: Vec<(&str, usize)> = facts
        .iter()
        .filter_map(|event| match &event.fact {
            Fact::Membership(membership) => Some((
                membership.collection_id.as_str(),
                membership.product_ids.len(),
            )),
            _ => None,
        })
        .collect();
    members.sort_unstable();
    assert_eq!(
        members,
        [
            ("gid://shopify/Collection/7", 1),
            ("gid://shopify/Collection/8", 1),
            ("gid://shopify/Collection/9", 0)
        ]
    );
}

#[test]
fn an_export_without_prices_and_stock_leaves_them_alone() {
    let mut facts = FactSet::default();
    lines(&[PRODUCT, VARIANT]).import(&mut facts).unwrap();
    assert_eq!(facts.len(), 3);
    let plain = r#"{"id":"gid://shopify/ProductVariant/11","__parentId":"gid://shopify/Product/1","sku":"T"}"#;
    let renamed = PRODUCT
        .replace("\"Tent\"", "\"Big tent\"")
        .replace("2024-01-02", "2024-01-05");
    lines(&[&renamed, plain]).import(&mut facts).unwrap();
    assert_eq!(facts.len(), 3);
    assert_eq!(product(&facts, "tent").title, "Big tent");
}

#[test]
fn an_older_export_beats_nothing() {
    let mut facts = FactSet::default();
    lines(&[PRODUCT, VARIANT]).import(&mut facts).unwrap();
    let older = PRODUCT
        .replace("\"Tent\"", "\"Old\"")
        .replace("2024-01-02", "2023-01-01");
    let report = lines(&[&older, VARIANT]).import(&mut facts).unwrap();
    assert_eq!((report.total().older, report.total().stored), (2, 0));
    assert_eq!(product(&facts, "tent").title, "Tent");
}

#[test]
fn the_currency_is_the_shops_else_the_callers_else_dollars_and_is_told() {
    let shop = r#"{"setting":{"shop":{"id":"gid://shop/Shop/1","currency":"JPY"}}}"#;
    let price = |files: &Files, currency: Option<Currency>| {
        let mut facts = FactSet::default();
        let options = ImportOptions {
            currency,
            ..ImportOptions::default()
        };
        let report = files.import_with(&mut facts, options).unwrap();
        let told = report
            .assumptions()
            .iter()
            .any(|text| text.contains("currency"));
        let price = facts.iter().find_map(|event| match &event.fact {
            Fact::Prices(prices) => Some(prices.variants[0].prices[0].price),
            _ => None,
        });
        (price.unwrap(), told)
    };
    let variant = VARIANT.replace("12.50", "12");
    let plain = lines(&[PRODUCT, &variant]);
    assert_eq!(
        price(&plain, None),
        (Money::new(1_200, Currency::USD), true)
    );
    assert_eq!(
        price(&plain, Some(Currency::EUR)),
        (Money::new(1_200, Currency::EUR), true)
    );
    // A file that tells its currency needs no guess, and may tell but one.
    let told = variant.replace("\"12\"", r#"{"amount":"12","currencyCode":"CHF"}"#);
    let francs = Currency::from_code("CHF").unwrap();
    assert_eq!(
        price(&lines(&[PRODUCT, &told]), Some(Currency::EUR)),
        (Money::new(1_200, francs), false)
    );
    // The shop record may come last: it is read first.
    let with_shop = lines(&[PRODUCT, &variant]).with("own.jsonl", shop);
    let yen = Currency::from_code("JPY").unwrap();
    assert_eq!(
        price(&with_shop, Some(Currency::EUR)),
        (Money::new(12, yen), false)
    );
}

#[test]
fn a_base_price_in_another_currency_than_the_shops_is_told() {
    let variant = VARIANT.replace("\"12.50\"", r#"{"amount":"12","currencyCode":"CHF"}"#);
    let shop = r#"{"setting":{"shop":{"id":"gid://shop/Shop/1","currency":"EUR"}}}"#;
    let files = lines(&[PRODUCT, &variant]).with("own.jsonl", shop);
    let report = files.import(&mut FactSet::default()).unwrap();
    assert_eq!(
        rejections(&files, &report)[0],
        "shop.jsonl:2: price: is in CHF, but base prices are in EUR; export prices in the shop's currency, others belong in a price list: 12"
    );
}

#[test]
fn records_without_time_have_that_of_the_import() {
    let product = PRODUCT.replace(r#","updatedAt":"2024-01-02T00:00:00Z""#, "");
    let mut facts = FactSet::default();
    let options = ImportOptions {
        as_of: Timestamp::parse("2030-01-01"),
        ..ImportOptions::default()
    };
    lines(&[&product, VARIANT])
        .import_with(&mut facts, options)
        .unwrap();
    assert_eq!(facts.newest_version().to_string(), "2030-01-01T00:00:00Z");
}
