@0x9d1f0c53a7be2468;

# Other ages of `catalog.capnp`, for tests of evolution. `Event` is a later one: fields, an enumerant and union members
# were added, each at its end. `EventBefore` is an earlier one that lacks what came since. What a test does not look into
# is AnyPointer.

const absent :Int64 = -9223372036854775808;

struct Event {
  id @0 :Text;
  source @1 :Text;
  occurredAt @2 :Int64;
  version @3 :Int64;
  traceParent @4 :Text;
  payload :union {
    product @5 :AnyPointer;
    prices @6 :Prices;
    stock @7 :Stock;
    collection @8 :AnyPointer;
    membership @9 :AnyPointer;
    content @10 :AnyPointer;
    setting @11 :AnyPointer;
    removed @12 :AnyPointer;
    bundle @14 :Text;
  }
  region @13 :Text;
}

struct Prices {
  productId @0 :Text;
  variants @1 :List(Variant);
  note @2 :Text;

  struct Variant {
    variantId @0 :Text;
    prices @1 :List(Price);
    weightClass @2 :UInt32 = 7;
  }

  struct Price {
    priceListId @0 :Text;
    minimumQuantity @1 :Int32 = 1;
    currency @2 :Text;
    amountMinor @3 :Int64;
    compareAtMinor @4 :Int64 = .absent;
    compareAtCurrency @5 :Text;
    startsAt @6 :Int64 = .absent;
    endsAt @7 :Int64 = .absent;
    floorMinor @8 :Int64 = .absent;
  }
}

struct Stock {
  productId @0 :Text;
  variants @1 :List(Variant);

  struct Variant {
    variantId @0 :Text;
    quantity @1 :Int64 = .absent;
    policy @2 :Policy;
    levels @3 :AnyPointer;
  }

  enum Policy {
    deny @0;
    continue @1;
    onRequest @2;
  }
}

struct EventBefore {
  id @0 :Text;
  source @1 :Text;
  occurredAt @2 :Int64;
  version @3 :Int64;
  traceParent @4 :Text;
  payload :union {
    product @5 :AnyPointer;
    prices @6 :PricesBefore;
  }
}

struct PricesBefore {
  productId @0 :Text;
  variants @1 :List(Variant);

  struct Variant {
    variantId @0 :Text;
    prices @1 :List(Price);
  }

  struct Price {
    priceListId @0 :Text;
    minimumQuantity @1 :Int32 = 1;
    currency @2 :Text;
    amountMinor @3 :Int64;
  }
}
