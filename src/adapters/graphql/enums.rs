//! The enums of the interface, with every name spelled out: the library's case rules would turn `MODEL_3D` into
//! `MODEL3_D`. The three long code lists are in `codes`.

use async_graphql::Enum;

use crate::domain::country;

/// Defines enums as `Name { Variant "VALUE" … }`. The values say what they mean, so they carry no text of their own.
macro_rules! graphql_enums {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident $value:tt)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
        #[allow(missing_docs)]
        pub enum $name {
            $(#[graphql(name = $value)] $variant,)+
        }
    )+};
}

graphql_enums! {
    /// What articles are sorted by.
    ArticleSortKeys {
        Author "AUTHOR"  BlogTitle "BLOG_TITLE"  Id "ID"  PublishedAt "PUBLISHED_AT"
        Relevance "RELEVANCE"  Title "TITLE"  UpdatedAt "UPDATED_AT"
    }
    /// What blogs are sorted by.
    BlogSortKeys {
        Handle "HANDLE"  Id "ID"  Relevance "RELEVANCE"  Title "TITLE"
    }
    /// What collections are sorted by.
    CollectionSortKeys {
        Id "ID"  Relevance "RELEVANCE"  Title "TITLE"  UpdatedAt "UPDATED_AT"
    }
    /// What store locations are sorted by; DISTANCE needs `near`.
    LocationSortKeys {
        City "CITY"  Distance "DISTANCE"  Id "ID"  Name "NAME"
    }
    /// What pages are sorted by.
    PageSortKeys {
        Id "ID"  Relevance "RELEVANCE"  Title "TITLE"  UpdatedAt "UPDATED_AT"
    }
    /// What products are sorted by.
    ProductSortKeys {
        BestSelling "BEST_SELLING"  CreatedAt "CREATED_AT"  Id "ID"  Price "PRICE"
        ProductType "PRODUCT_TYPE"  Relevance "RELEVANCE"  Title "TITLE"  UpdatedAt "UPDATED_AT"
        Vendor "VENDOR"
    }
    /// What the products of a collection are sorted by.
    ProductCollectionSortKeys {
        BestSelling "BEST_SELLING"  CollectionDefault "COLLECTION_DEFAULT"  Created "CREATED"
        Id "ID"  Manual "MANUAL"  Price "PRICE"  Relevance "RELEVANCE"  Title "TITLE"
    }
    /// How the values of a filter are best shown.
    FilterPresentation {
        Image "IMAGE"  Swatch "SWATCH"  Text "TEXT"
    }
    /// How a filter is used.
    FilterType {
        Boolean "BOOLEAN"  List "LIST"  PriceRange "PRICE_RANGE"
    }
    /// Whether a limit is of each kind or of all together.
    PredictiveSearchLimitScope {
        All "ALL"  Each "EACH"
    }
    /// What is found while a shopper types.
    PredictiveSearchType {
        Article "ARTICLE"  Collection "COLLECTION"  Page "PAGE"  Product "PRODUCT"  Query "QUERY"
    }
    /// Whether the last word of a search may go on.
    SearchPrefixQueryType {
        Last "LAST"  None "NONE"
    }
    /// How far a search was relaxed until it found something.
    SearchRelaxation {
        None "NONE"  MostWords "MOST_WORDS"  AnyWord "ANY_WORD"  Typos "TYPOS"
    }
    /// What found products are sorted by.
    SearchSortKeys {
        Price "PRICE"  Relevance "RELEVANCE"
    }
    /// What a search finds.
    SearchType {
        Article "ARTICLE"  Page "PAGE"  Product "PRODUCT"
    }
    /// What becomes of products that cannot be bought.
    SearchUnavailableProductsType {
        Hide "HIDE"  Last "LAST"  Show "SHOW"
    }
    /// Fields that can be searched.
    SearchableField {
        Author "AUTHOR"  Body "BODY"  ProductType "PRODUCT_TYPE"  Tag "TAG"  Title "TITLE"
        VariantsBarcode "VARIANTS_BARCODE"  VariantsSku "VARIANTS_SKU"
        VariantsTitle "VARIANTS_TITLE"  Vendor "VENDOR"
    }
    /// What a product's images are sorted by.
    ProductImageSortKeys {
        CreatedAt "CREATED_AT"  Id "ID"  Position "POSITION"  Relevance "RELEVANCE"
    }
    /// What a product's media are sorted by.
    ProductMediaSortKeys {
        Id "ID"  Position "POSITION"  Relevance "RELEVANCE"
    }
    /// What a product's variants are sorted by.
    ProductVariantSortKeys {
        Id "ID"  Position "POSITION"  Relevance "RELEVANCE"  Sku "SKU"  Title "TITLE"
    }
    /// What recommended products are for: to buy instead (RELATED) or along with the product (COMPLEMENTARY).
    ProductRecommendationIntent {
        Complementary "COMPLEMENTARY"  Related "RELATED"
    }
    /// The kind of resource that a sitemap lists.
    SitemapType {
        Article "ARTICLE"  Blog "BLOG"  Collection "COLLECTION"  Metaobject "METAOBJECT"
        Page "PAGE"  Product "PRODUCT"
    }
    /// A brand of payment cards.
    CardBrand {
        AmericanExpress "AMERICAN_EXPRESS"  DinersClub "DINERS_CLUB"  Discover "DISCOVER"
        Jcb "JCB"  Mastercard "MASTERCARD"  Visa "VISA"
    }
    /// A digital wallet that checkout may accept.
    DigitalWallet {
        AndroidPay "ANDROID_PAY"  ApplePay "APPLE_PAY"  GooglePay "GOOGLE_PAY"
        ShopifyPay "SHOPIFY_PAY"
    }
    /// The part of an image that a crop keeps.
    CropRegion {
        Bottom "BOTTOM"  Center "CENTER"  Left "LEFT"  Right "RIGHT"  Top "TOP"
    }
    /// The format that an image is transformed to.
    ImageContentType {
        Jpg "JPG"  Png "PNG"  Webp "WEBP"
    }
    /// The units that a country measures in.
    UnitSystem {
        ImperialSystem "IMPERIAL_SYSTEM"  MetricSystem "METRIC_SYSTEM"
    }
    /// What a menu item points at.
    MenuItemType {
        Article "ARTICLE"  Blog "BLOG"  Catalog "CATALOG"  Collection "COLLECTION"
        Collections "COLLECTIONS"  CustomerAccountPage "CUSTOMER_ACCOUNT_PAGE"
        Frontpage "FRONTPAGE"  Http "HTTP"  Metaobject "METAOBJECT"  Page "PAGE"
        Product "PRODUCT"  Search "SEARCH"  ShopPolicy "SHOP_POLICY"
    }
    /// Whether a count is exact or a lower bound.
    CountPrecision {
        AtLeast "AT_LEAST"  Exact "EXACT"
    }
    /// The unit of a weight.
    WeightUnit {
        Grams "GRAMS"  Kilograms "KILOGRAMS"  Ounces "OUNCES"  Pounds "POUNDS"
    }
    /// The quantity that a unit price is measured by.
    UnitPriceMeasurementMeasuredType {
        Area "AREA"  Count "COUNT"  Length "LENGTH"  Unknown "UNKNOWN"  Volume "VOLUME"
        Weight "WEIGHT"
    }
    /// The unit that a unit price is measured in.
    UnitPriceMeasurementMeasuredUnit {
        Cl "CL"  Cm "CM"  Floz "FLOZ"  Ft "FT"  Ft2 "FT2"  G "G"  Gal "GAL"  In "IN"  Item "ITEM"
        Kg "KG"  L "L"  Lb "LB"  M "M"  M2 "M2"  M3 "M3"  Mg "MG"  Ml "ML"  Mm "MM"  Oz "OZ"
        Pt "PT"  Qt "QT"  Unknown "UNKNOWN"  Yd "YD"
    }
    /// The kind of a medium.
    MediaContentType {
        ExternalVideo "EXTERNAL_VIDEO"  Image "IMAGE"  Model3d "MODEL_3D"  Video "VIDEO"
    }
    /// The format that a presentation of a medium is asked in.
    MediaPresentationFormat {
        Image "IMAGE"  ModelViewer "MODEL_VIEWER"
    }
    /// The service that hosts an external video.
    MediaHost {
        Vimeo "VIMEO"  Youtube "YOUTUBE"
    }
    /// Whether the charge at checkout is a share or an amount.
    SellingPlanCheckoutChargeType {
        Percentage "PERCENTAGE"  Price "PRICE"
    }
    /// The unit of the time between two charges or deliveries.
    SellingPlanInterval {
        Day "DAY"  Month "MONTH"  Week "WEEK"  Year "YEAR"
    }
}

impl From<country::UnitSystem> for UnitSystem {
    fn from(system: country::UnitSystem) -> Self {
        match system {
            country::UnitSystem::Imperial => Self::ImperialSystem,
            country::UnitSystem::Metric => Self::MetricSystem,
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::resolver_utils::EnumType;

    use super::*;

    fn values<T: EnumType>() -> Vec<&'static str> {
        T::items().iter().map(|item| item.name).collect()
    }

    #[test]
    fn names_with_digits_and_several_words_stay_as_the_interface_has_them() {
        assert_eq!(
            values::<MediaContentType>(),
            ["EXTERNAL_VIDEO", "IMAGE", "MODEL_3D", "VIDEO"]
        );
        assert_eq!(
            values::<MediaPresentationFormat>(),
            ["IMAGE", "MODEL_VIEWER"]
        );
        let units = values::<UnitPriceMeasurementMeasuredUnit>();
        for unit in ["FT2", "M2", "M3", "FLOZ"] {
            assert!(units.contains(&unit), "{unit}");
        }
    }

    #[test]
    fn an_enum_goes_out_and_comes_in_by_its_name() {
        use async_graphql::{InputType, Name, Value};

        let crop = Value::Enum(Name::new("BOTTOM"));
        assert_eq!(CropRegion::Bottom.to_value(), crop);
        assert_eq!(CropRegion::parse(Some(crop)).unwrap(), CropRegion::Bottom);
        assert!(CropRegion::parse(Some(Value::from("Bottom"))).is_err());
        assert_eq!(
            UnitSystem::from(country::Country::US.unit_system()),
            UnitSystem::ImperialSystem
        );
    }
}
