//! Shopify product CSV: header sets, rows of one product, markets, metafields, what is rejected.

use vitrina::{
    application::{
        facts::FactSet,
        import::{RecordKind, Topic},
    },
    domain::{event::*, money::Money},
};

use super::{Files, facts_of, product, rejections};

const OLDER: &str = "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Unit Price Total Measure,Unit Price Total Measure Unit,Unit Price Base Measure,Unit Price Base Measure Unit,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,SEO Description,Google Shopping / Gender,Product rating (product.metafields.reviews.rating),Care (product.metafields.custom.care),Layers (product.metafields.custom.layers),Shade (variant.metafields.custom.shade),Variant Image,Variant Weight Unit,Cost per item,Included / Germany,Price / Germany,Compare At Price / Germany,Price / International,Status,Collection";

const OLDER_ROWS: &str = r##"tent,Ridge Tent,"<p>Dry,
""really"" dry.</p>",Fjell,Sporting Goods > Outdoor > Tents,Tent,"new, dry, new",TRUE,Color,Moss,Size,2P,T-M2,2500,shopify,4,continue,manual,249.00,299.00,true,false,750,ml,100,ml,40063,https://cdn.example/b.jpg,2,Back,false,Buy a tent,,female,4.9,Wipe,3,#00ff00,https://cdn.example/a.jpg,kg,99.00,true,239.00,,251.00,active,Tents
tent,,,,,,,,,Sand,,4P,T-S4,3500,,9,deny,manual,349.00,,true,true,,,,,,https://cdn.example/a.jpg,1,Front,,,,,,,,#c2b280,,lb,,,329.00,399.00,,,
tent,,,,,,,,,,,,,,,,,,,,,,,,,,,https://cdn.example/c.jpg,3,,,,,,,,,,,,,,,,,,
"##;

const NEWER: &str = "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Option1 Linked To,Price,Compare-at price,Cost per item,Charge tax,Tax code,Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),Weight unit for display,Requires shipping,Fulfillment service,Product image URL,Image position,Image alt text,Variant image URL,Gift card,SEO title,SEO description,Color (product.metafields.shopify.color-pattern),Metafield: custom.layers [number_integer]";

const NEWER_ROWS: &str = "Ridge Tent,tent,<p>Dry.</p>,Fjell,Tents,Tent,new,TRUE,Active,T-M,40063,Color,Moss,product.metafields.shopify.color-pattern,249.00,299.00,99.00,FALSE,,shopify,4,TRUE,250,g,TRUE,manual,https://cdn.example/a.jpg,1,Front,https://cdn.example/a.jpg,FALSE,Buy,Dry,#5B7042; #c2b280,3\n,tent,,,,,,,,T-S,,,Sand,,259.00,,,TRUE,,,0,FALSE,,,FALSE,,,,,,,,,,\n";

fn csv(header: &str, rows: &str) -> Files {
    Files::new().with("products.csv", format!("{header}\n{rows}"))
}

#[test]
fn the_older_header_set_is_read_with_markets_metafields_and_pictures() {
    let files = csv(OLDER, OLDER_ROWS);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    insta::assert_snapshot!(files.plain(&report));
    insta::assert_debug_snapshot!(facts_of(&facts));
    let again = files.import(&mut facts).unwrap().total();
    assert_eq!((again.read, again.unchanged), (again.read, again.read));
}

#[test]
fn the_newer_header_set_is_read_with_swatches() {
    let files = csv(NEWER, NEWER_ROWS);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    insta::assert_snapshot!(files.plain(&report));
    insta::assert_debug_snapshot!(facts_of(&facts));
}

#[test]
fn byte_order_mark_and_line_ends_make_no_difference() {
    let plain = csv(NEWER, NEWER_ROWS);
    let windows = Files::new().with(
        "products.csv",
        format!("\u{feff}{NEWER}\n{NEWER_ROWS}").replace('\n', "\r\n"),
    );
    let read = |files: &Files| {
        let mut facts = FactSet::default();
        files.import(&mut facts).unwrap();
        format!("{:?}", facts_of(&facts))
    };
    assert_eq!(read(&plain), read(&windows));
}

const SHORT: &str = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Image Src,Image Position,Status";

#[test]
fn a_later_product_of_the_same_handle_is_told_with_its_rows() {
    let files = csv(
        SHORT,
        "a,A,Size,S,1,10,1,,,active\na,,,M,2,10,1,,,\nb,B,,,3,5,1,,,\na,A again,Size,S,4,11,1,https://x.example/1.jpg,,\na,,,M,5,11,1,,,\n",
    );
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!(
        rejections(&files, &report),
        [
            "products.csv:5: Handle: this product is already in line 2; the first one stays, give the other product another handle or take it out (with 2 records that belong to it): a",
            "products.csv:6: Handle: belongs to the product rejected in line 5; mend that one: a",
        ]
    );
    assert_eq!(report.total_of(RecordKind::Product).rejected, 1);
    assert_eq!(report.total_of(RecordKind::Variant).rejected, 2);
    assert_eq!(product(&facts, "a").variants.len(), 2);
}

#[test]
fn a_bad_field_costs_its_row_and_no_other() {
    let files = csv(
        SHORT,
        "a,A,Size,1,,10,1,,,\na,,,2,,\"1.234,50\",1,,,\na,,,3,,NaN,1,,,\na,,,4,,-5,1,,,\na,,,5,,,1,,,\na,,,6,,10,many,,,\na,,,,sku,10,1,,,\na,,,1,,12,1,,,\na,,,7,,7,1,https://x.example/7.jpg,first,\nb,B,,Red,,1,1,,,\nc,C,,,,1,1,,,soon\nc,,,,,,,https://x.example/c.jpg,,\n,D,,,,1,1,,,\nlost,,,S,,1,1,,,\ne,E,,,,1,1\n",
    );
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    insta::assert_snapshot!(rejections(&files, &report).join("\n"));
    let values = product(&facts, "a")
        .variants
        .iter()
        .map(|variant| variant.option_values[0].as_str());
    assert_eq!(values.collect::<Vec<_>>(), ["1", "7"]);
    assert_eq!(super::products(&facts).count(), 1);
}

#[test]
fn rows_may_come_before_their_product_and_in_another_file() {
    let files = Files::new()
        .with("rows.csv", format!("{SHORT}\na,,,M,2,10,1,,,\n"))
        .with(
            "heads.csv",
            format!("{SHORT}\na,A,Size,S,1,10,1,,,active\n"),
        );
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!(report.rejections_total(), 0);
    assert_eq!(product(&facts, "a").variants.len(), 2);
}

#[test]
fn a_variant_keeps_its_id_by_sku_and_falls_back_to_options() {
    let ids = |rows: &str| {
        let mut facts = FactSet::default();
        csv(SHORT, rows).import(&mut facts).unwrap();
        let variants = &product(&facts, "a").variants;
        variants
            .iter()
            .map(|variant| variant.id.clone())
            .collect::<Vec<_>>()
    };
    let first = ids("a,A,Size,S,one,10,1,,,\na,,,M,two,10,1,,,\n");
    let renamed = ids("a,A,Size,Small,one,10,1,,,\na,,,Medium,two,10,1,,,\n");
    assert_eq!(first, renamed);
    let shared = ids("a,A,Size,S,one,10,1,,,\na,,,M,one,10,1,,,\n");
    let without = ids("a,A,Size,S,,10,1,,,\na,,,M,,10,1,,,\n");
    assert_eq!(shared, without);
    assert_ne!(first, shared);
    assert!(first[0].starts_with("gid://vitrina/ProductVariant/"));
}

#[test]
fn columns_without_a_place_are_named_once() {
    let files = csv(
        "Handle,Title,Variant Price,Shelf,Supplier",
        "a,A,1,x,y\nb,B,2,x,y\n",
    );
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    let notices = report.notices(Topic::Column);
    assert_eq!(
        (notices.len(), notices[0].text.as_str()),
        (1, "Shelf, Supplier")
    );
    // No stock columns, so nothing is said about stock.
    assert!(
        !facts
            .iter()
            .any(|event| matches!(event.fact, Fact::Stock(_)))
    );
}

#[test]
fn a_header_that_lacks_what_is_needed_is_told() {
    let cases = [
        ("Handle,Price\na,1\n", "the header has no column `Title`"),
        (
            "Title,Price\na,1\n",
            "the header has no column `Handle` (newer: `URL handle`)",
        ),
        (
            "Handle;Title;Price\na;b;1\n",
            "the header has no column `Handle` (newer: `URL handle`); its columns are parted by `;`, save the file with commas",
        ),
        (
            "Handle,Title,Variant Price,Price\na,b,1,1\n",
            "the header names `Price` twice, in an older and a newer form or by mistake; leave one of the columns",
        ),
    ];
    for (text, message) in cases {
        let files = Files::new().with("products.csv", text);
        let error = files.import(&mut FactSet::default()).unwrap_err();
        assert_eq!(files.plain(error), format!("products.csv: {message}"));
    }
}

#[test]
fn market_columns_fill_the_price_list_of_a_known_market() {
    let market = r#"{"setting":{"market":{"id":"m","handle":"de","name":"Germany","currency":"CHF","priceListIds":["list"]}}}"#;
    let files = csv(
        "Handle,Title,Variant Price,Price / Germany",
        "a,A,10,8.50\n",
    )
    .with("own.jsonl", market);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!(report.rejections_total(), 0);
    let prices = facts.iter().find_map(|event| match &event.fact {
        Fact::Prices(prices) => Some(prices.variants[0].prices.clone()),
        _ => None,
    });
    let price = &prices.unwrap()[1];
    let francs = "CHF".parse().unwrap();
    assert_eq!(price.price_list_id.as_deref(), Some("list"));
    assert_eq!(price.price, Money::new(850, francs));
}
