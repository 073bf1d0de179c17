@0xb3f1a6d2c85e4907;

# The contract between catalog systems and Vitrina: what a record on a catalog topic holds. `docs/contract.md` explains
# it; this file is what programs are made from.
#
# A record's value is one Event as an ordinary Cap'n Proto stream: not packed, one message, nothing after it. Each
# event tells the full state of one aspect of one aggregate. It replaces that aspect and leaves the others alone.
#
# Conventions:
# - Instants are microseconds since 1970-01-01T00:00:00Z. What is shown or scheduled is kept to the second.
# - Ids are opaque texts, `gid://<shop>/<Type>/<anything>`, served back as they are.
# - What is not set is absent. Numbers that may be absent have a default that says so: `absent` for 64 bits,
#   `absent32` for 32, NaN for fractions. A text that may be absent is a null pointer; where that is not said, a null
#   pointer is the empty text.
# - Amounts are whole minor units of their currency: cents for EUR, yen for JPY, thousandths for KWD.
#
# Rules of change: add fields, enumerants and union members at the end, never change or remove one, never reuse a
# number. A reader passes over fields that it does not know. An enumerant or union member that it does not know is an
# event of a later contract: it is set aside until the reader is renewed, not dropped.

const absent :Int64 = -9223372036854775808;
const absent32 :Int32 = -2147483648;

struct Event {
  id @0 :Text;
  # Names the event in logs and among dead letters; unique at its source. At most 200 bytes.

  source @1 :Text;
  # The system that tells it, such as `pim`. At most 200 bytes.

  occurredAt @2 :Int64;
  # When it happened there; freshness is measured from it.

  version @3 :Int64;
  # Which of two events about one aspect of one aggregate is newer: microseconds since 1970 at the source, above 0. A
  # source that counts instead adds its counter to a base instant. Higher wins, whatever the order of arrival.

  traceParent @4 :Text;
  # W3C trace context, `00-<trace>-<span>-<flags>`; null: none.

  payload :union {
    product @5 :Product;
    prices @6 :Prices;
    stock @7 :Stock;
    collection @8 :Collection;
    membership @9 :Membership;
    content @10 :Content;
    setting @11 :Setting;
    removed @12 :Removed;
  }
}

# Tombstones -----------------------------------------------------------------------------------------------------------

struct Removed {
  # One aspect of one aggregate is no more. It goes to the topic of that aspect, under its key.
  union {
    product @0 :Text;       # no longer shown; prices and stock wait for it until they are removed themselves
    prices @1 :Text;        # id of the product
    stock @2 :Text;         # id of the product
    collection @3 :Text;
    membership @4 :Text;    # id of the collection
    page @5 :Text;
    blog @6 :Text;
    article @7 :Text;
    menu @8 :Text;
    policy @9 :Text;
    metaobject @10 :Text;
    redirect @11 :Text;
    shop @12 :Text;
    market @13 :Text;
    priceList @14 :Text;
    location @15 :Text;
    translation :group {
      resourceId @16 :Text;
      language @17 :Text;
    }
    search :group {
      collectionId @18 :Text;   # null: the whole shop's
    }
  }
}

# Products -------------------------------------------------------------------------------------------------------------

struct Product {
  # Content, options, media, variants and metafields. Prices and stock are aspects of their own.
  id @0 :Text;
  handle @1 :Text;
  previousHandles @2 :List(Text);   # they redirect
  title @3 :Text;
  descriptionHtml @4 :Text;
  vendor @5 :Text;
  productType @6 :Text;
  tags @7 :List(Text);
  status @8 :Status;
  isGiftCard @9 :Bool;
  createdAt @10 :Int64 = .absent;
  updatedAt @11 :Int64 = .absent;
  publishedAt @12 :Int64 = .absent;   # shown from then on; absent: not published
  category @13 :Category;             # null: none
  seo @14 :Seo;
  options @15 :List(Option);          # none: one option `Title` with the value `Default Title`
  media @16 :List(Media);
  variants @17 :List(Variant);        # at most 10,000
  metafields @18 :List(Metafield);
  salesRank @19 :UInt32 = 4294967295; # 1 sells best; the default: unknown

  enum Status {
    active @0;
    draft @1;
    archived @2;
  }
}

struct Category {
  # A node of the standard taxonomy, with the names above it from the top down.
  id @0 :Text;
  name @1 :Text;
  ancestors @2 :List(Node);

  struct Node {
    id @0 :Text;
    name @1 :Text;
  }
}

struct Seo {
  title @0 :Text;         # null: the title shown
  description @1 :Text;   # null: the description shown
}

struct Option {
  id @0 :Text;   # empty: derived
  name @1 :Text;
  values @2 :List(Value);

  struct Value {
    id @0 :Text;            # empty: derived
    name @1 :Text;
    swatchColor @2 :Text;   # `#rrggbb`; null: none
    swatchImage @3 :Image;  # null: none
  }
}

struct Media {
  id @0 :Text;   # empty: derived
  kind @1 :Kind;
  alt @2 :Text;         # null: none
  image @3 :Image;      # the picture, or the still of a film or model; null: none
  sources @4 :List(Source);
  embedUrl @5 :Text;    # null: none
  originUrl @6 :Text;   # null: none

  enum Kind {
    image @0;
    video @1;
    externalVideo @2;
    model3d @3;
  }

  struct Source {
    url @0 :Text;
    mimeType @1 :Text;
    format @2 :Text;
    width @3 :Int32;
    height @4 :Int32;
    sizeBytes @5 :Int32;
  }
}

struct Image {
  id @0 :Text;       # empty: derived
  url @1 :Text;
  altText @2 :Text;  # null: none
  width @3 :Int32 = .absent32;
  height @4 :Int32 = .absent32;
}

struct Variant {
  id @0 :Text;
  title @1 :Text;      # empty: the option values joined by ` / `
  sku @2 :Text;        # null: none
  barcode @3 :Text;    # null: none
  optionValues @4 :List(Text);   # one of each option, in their order
  image @5 :Image;     # null: none
  requiresShipping @6 :Bool = true;
  taxable @7 :Bool = true;
  weight @8 :Float64 = nan;      # in weightUnit; NaN: unknown
  weightUnit @9 :WeightUnit = kilograms;
  unitPrice @10 :UnitPrice;      # null: none
  minimumQuantity @11 :Int32 = 1;
  maximumQuantity @12 :Int32 = .absent32;
  quantityIncrement @13 :Int32 = 1;
  components @14 :List(Component);   # of a bundle
  metafields @15 :List(Metafield);

  enum WeightUnit {
    grams @0;
    kilograms @1;
    ounces @2;
    pounds @3;
  }

  struct UnitPrice {
    # The variant holds quantityValue quantityUnit; the unit price is for referenceValue referenceUnit. Units are values
    # of UnitPriceMeasurementMeasuredUnit, such as `ML`.
    quantityValue @0 :Float64;
    quantityUnit @1 :Text;
    referenceValue @2 :Int32;
    referenceUnit @3 :Text;
  }

  struct Component {
    variantId @0 :Text;
    quantity @1 :Int32;
  }
}

struct Metafield {
  id @0 :Text;   # empty: derived
  namespace @1 :Text;
  key @2 :Text;
  type @3 :Text;
  value @4 :Text;         # lists and objects are JSON
  description @5 :Text;   # null: none
}

# Offers ---------------------------------------------------------------------------------------------------------------

struct Prices {
  # All prices of a product.
  productId @0 :Text;
  variants @1 :List(Variant);   # at most 10,000

  struct Variant {
    variantId @0 :Text;
    prices @1 :List(Price);
  }

  struct Price {
    priceListId @0 :Text;   # null: the base price, in the shop's currency
    minimumQuantity @1 :Int32 = 1;
    currency @2 :Text;      # ISO 4217, `EUR`
    amountMinor @3 :Int64;
    compareAtMinor @4 :Int64 = .absent;   # shown struck
    compareAtCurrency @5 :Text;           # null: as currency
    startsAt @6 :Int64 = .absent;         # absent: valid since ever
    endsAt @7 :Int64 = .absent;           # first instant after validity; absent: valid forever
  }
}

struct Stock {
  # All stock of a product.
  productId @0 :Text;
  variants @1 :List(Variant);   # at most 10,000

  struct Variant {
    variantId @0 :Text;
    quantity @1 :Int64 = .absent;   # over all locations; absent: not counted, always for sale
    policy @2 :Policy;
    levels @3 :List(Level);
  }

  struct Level {
    locationId @0 :Text;
    available @1 :Int64;
  }

  enum Policy {
    deny @0;       # sold out at zero
    continue @1;   # sold beyond zero
  }
}

# Collections ----------------------------------------------------------------------------------------------------------

struct Collection {
  # A collection without its members.
  id @0 :Text;
  handle @1 :Text;
  title @2 :Text;
  descriptionHtml @3 :Text;
  image @4 :Image;         # null: none
  seo @5 :Seo;
  sortOrder @6 :SortOrder;
  parentHandle @7 :Text;   # null: at the top
  updatedAt @8 :Int64 = .absent;
  metafields @9 :List(Metafield);

  enum SortOrder {
    manual @0;
    bestSelling @1;
    alphaAsc @2;
    alphaDesc @3;
    priceAsc @4;
    priceDesc @5;
    created @6;
    createdDesc @7;
  }
}

struct Membership {
  # All members of a collection, in order.
  collectionId @0 :Text;
  productIds @1 :List(Text);
}

# Content --------------------------------------------------------------------------------------------------------------

struct Content {
  union {
    page @0 :Page;
    blog @1 :Blog;
    article @2 :Article;
    menu @3 :Menu;
    policy @4 :Policy;
    metaobject @5 :Metaobject;
    redirect @6 :Redirect;
  }

  struct Page {
    id @0 :Text;
    handle @1 :Text;
    title @2 :Text;
    bodyHtml @3 :Text;
    seo @4 :Seo;
    createdAt @5 :Int64 = .absent;
    updatedAt @6 :Int64 = .absent;
    metafields @7 :List(Metafield);
  }

  struct Blog {
    # Without its articles.
    id @0 :Text;
    handle @1 :Text;
    title @2 :Text;
    seo @3 :Seo;
    metafields @4 :List(Metafield);
  }

  struct Article {
    id @0 :Text;
    blogHandle @1 :Text;
    handle @2 :Text;
    title @3 :Text;
    author @4 :Author;
    contentHtml @5 :Text;
    excerptHtml @6 :Text;   # null: none
    image @7 :Image;        # null: none
    tags @8 :List(Text);
    publishedAt @9 :Int64 = .absent;
    updatedAt @10 :Int64 = .absent;
    seo @11 :Seo;
    metafields @12 :List(Metafield);
  }

  struct Author {
    name @0 :Text;
    firstName @1 :Text;
    lastName @2 :Text;
    email @3 :Text;
    bio @4 :Text;   # null: none
  }

  struct Menu {
    id @0 :Text;
    handle @1 :Text;
    title @2 :Text;
    items @3 :List(Item);

    struct Item {
      id @0 :Text;           # empty: derived
      title @1 :Text;
      type @2 :Text;         # a value of MenuItemType
      url @3 :Text;
      resourceId @4 :Text;   # null: none
      tags @5 :List(Text);
      items @6 :List(Item);
    }
  }

  struct Policy {
    id @0 :Text;
    handle @1 :Text;   # which one, such as `refund-policy`
    title @2 :Text;
    bodyHtml @3 :Text;
  }

  struct Metaobject {
    id @0 :Text;
    type @1 :Text;
    handle @2 :Text;
    fields @3 :List(Field);
    updatedAt @4 :Int64 = .absent;

    struct Field {
      key @0 :Text;
      type @1 :Text;
      value @2 :Text;   # null: none
    }
  }

  struct Redirect {
    id @0 :Text;
    path @1 :Text;
    target @2 :Text;
  }
}

# Settings -------------------------------------------------------------------------------------------------------------

struct Setting {
  union {
    shop @0 :Shop;
    market @1 :Market;
    priceList @2 :PriceList;
    location @3 :Location;
    translation @4 :Translation;
    search @5 :Search;
  }

  struct Shop {
    id @0 :Text;
    name @1 :Text;
    description @2 :Text;   # null: none
    primaryUrl @3 :Text;    # null: the address asked at
    currency @4 :Text;      # of base prices, ISO 4217; null: the service's default
    country @5 :Text;
    language @6 :Text;
    moneyFormat @7 :Text;
    slogan @8 :Text;        # null: none
    logo @9 :Image;         # null: none
    brandColors @10 :List(Text);
    shipsToCountries @11 :List(Text);
    metafields @12 :List(Metafield);
  }

  struct Market {
    id @0 :Text;
    handle @1 :Text;
    name @2 :Text;
    isPrimary @3 :Bool;
    countries @4 :List(Text);
    currency @5 :Text;             # ISO 4217; null: the shop's
    languages @6 :List(Text);
    priceListIds @7 :List(Text);   # the strongest first
    conversionRateMillionths @8 :Int64 = .absent;
    rounding :union {
      minorUnit @9 :Void;
      step @10 :Int64;             # the nearest multiple of so many minor units
      charm :group {               # the nearest price that ends so: 99 within 100 gives 12.99
        ending @11 :Int64;
        within @12 :Int64;
      }
    }
    metafields @13 :List(Metafield);
  }

  struct PriceList {
    id @0 :Text;
    name @1 :Text;
    currency @2 :Text;   # ISO 4217; null: as each price says
  }

  struct Location {
    id @0 :Text;
    name @1 :Text;
    address1 @2 :Text;      # null: none, as of all texts that follow
    address2 @3 :Text;
    city @4 :Text;
    zip @5 :Text;
    province @6 :Text;
    provinceCode @7 :Text;
    countryCode @8 :Text;
    phone @9 :Text;
    latitude @10 :Float64 = nan;
    longitude @11 :Float64 = nan;
    pickUpTime @12 :Text;
    metafields @13 :List(Metafield);
  }

  struct Translation {
    # Texts of one record in one language, by the name of the field.
    resourceId @0 :Text;
    language @1 :Text;
    texts @2 :List(Entry);

    struct Entry {
      field @0 :Text;
      text @1 :Text;
    }
  }

  struct Search {
    collectionId @0 :Text;   # null: the whole shop
    facets @1 :List(Facet);
    maxMetafields @2 :UInt32 = 4294967295;   # the default: as if not said, as of the others
    maxValues @3 :UInt32 = 4294967295;
    valueOrder @4 :ValueOrder;
    synonyms @5 :List(Text);

    struct Facet {
      id @0 :Text;
      maxValues @1 :UInt32 = 4294967295;
      valueOrder @2 :ValueOrder;
    }

    enum ValueOrder {
      unsaid @0;
      count @1;
      label @2;
    }
  }
}
