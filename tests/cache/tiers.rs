//! What is held in process: hits, absence, single flight, time, announcements, lists.

use std::{sync::Arc, time::Duration};

use futures::future::join_all;
use vitrina::{
    application::{
        cached::{Change, Kind},
        catalog::{Fetch, Find, Freshness, ProductLists, Resident},
    },
    domain::{
        event::Fact,
        id::Key,
        offer::{Offer, Prices, Stock},
        product::{Product, Variants},
        search_syntax::Expr,
    },
};

use super::{PAST_TTL, cached, keys, products, remote};

#[tokio::test]
async fn what_was_found_once_is_resident_and_not_asked_for_again() {
    let (remote, catalog, clock) = cached(None);
    let keys = keys(&remote, 24, &clock).await;
    assert_eq!(
        Find::<Variants>::resident(&*catalog, keys[0]),
        Resident::Unknown
    );
    let first = Find::<Variants>::find_by_keys(&*catalog, &keys)
        .await
        .unwrap();
    assert_eq!(remote.asked(), ["variant"]);
    let again = Find::<Variants>::find_by_keys(&*catalog, &keys)
        .await
        .unwrap();
    assert_eq!(first, again);
    let resident = Find::<Variants>::resident(&*catalog, keys[3]);
    assert_eq!(resident, Resident::Known(first[3].clone()));
    assert!(first.iter().all(Option::is_some));
    assert_eq!(remote.asked(), [""; 0]);
}

#[tokio::test]
async fn absence_is_held_too() {
    let (remote, catalog, _) = cached(None);
    let absent = [Key::of("absent")];
    assert_eq!(
        Find::<Product>::find_by_keys(&*catalog, &absent)
            .await
            .unwrap(),
        [None]
    );
    assert_eq!(
        Find::<Product>::find_by_keys(&*catalog, &absent)
            .await
            .unwrap(),
        [None]
    );
    assert_eq!(remote.asked(), ["product"]);
}

#[tokio::test]
async fn an_offer_asks_once_for_prices_and_stock() {
    let (remote, catalog, clock) = cached(None);
    let keys = keys(&remote, 24, &clock).await;
    let offers = Find::<Offer>::find_by_keys(&*catalog, &keys).await.unwrap();
    assert_eq!(remote.asked(), ["offers"]);
    let Resident::Known(Some(prices)) = Find::<Prices>::resident(&*catalog, keys[0]) else {
        panic!("prices are not held");
    };
    assert_eq!(offers[0].as_ref().unwrap().prices, prices);
    let resident = Find::<Offer>::resident(&*catalog, keys[0]);
    assert_eq!(resident, Resident::Known(offers[0].clone()));
    assert_eq!(remote.asked(), [""; 0]);

    // Only stock has changed, so only stock is asked for.
    let version = remote.write(remote::events(30));
    catalog.announce(&[Change {
        kind: Kind::Stock,
        key: keys[0],
        version,
    }]);
    assert_eq!(
        Find::<Offer>::resident(&*catalog, keys[0]),
        Resident::Unknown
    );
    Find::<Offer>::find_by_keys(&*catalog, &keys).await.unwrap();
    assert_eq!(remote.asked(), ["stock"]);
}

#[tokio::test]
async fn many_who_ask_for_one_key_at_once_ask_the_store_once() {
    let (remote, catalog, clock) = cached(None);
    let keys = keys(&remote, 3, &clock).await;
    let held = remote.hold.write().await;
    let askers: Vec<_> = (0..20)
        .map(|number| {
            let catalog = Arc::clone(&catalog);
            // Some ask for more than others.
            let keys = keys[..1 + number % 2].to_vec();
            tokio::spawn(async move { Find::<Stock>::find_by_keys(&*catalog, &keys).await })
        })
        .collect();
    let mut asked = 0;
    while asked < 2 {
        asked += remote.asked().len();
        tokio::task::yield_now().await;
    }
    drop(held);
    for found in join_all(askers).await {
        assert!(found.unwrap().unwrap().iter().all(Option::is_some));
    }
    assert_eq!(remote.asked(), [""; 0]);
}

#[tokio::test]
async fn an_asker_that_is_dropped_takes_nothing_from_the_others() {
    let (remote, catalog, clock) = cached(None);
    let keys = keys(&remote, 2, &clock).await;
    let held = remote.hold.write().await;
    let leader = tokio::spawn({
        let (catalog, keys) = (Arc::clone(&catalog), keys.clone());
        async move { Find::<Stock>::find_by_keys(&*catalog, &keys).await }
    });
    while !remote.is_asked() {
        tokio::task::yield_now().await;
    }
    let mut follower = Box::pin(Find::<Stock>::find_by_keys(&*catalog, &keys));
    assert!(futures::poll!(&mut follower).is_pending());
    leader.abort();
    assert!(leader.await.unwrap_err().is_cancelled());
    drop(held);
    assert!(follower.await.unwrap().iter().all(Option::is_some));
    assert_eq!(remote.asked(), ["stock"]);
}

#[tokio::test]
async fn who_asks_after_an_announcement_does_not_wait_for_a_look_up_from_before() {
    let (remote, catalog, clock) = cached(None);
    let keys = keys(&remote, 1, &clock).await;
    let held = remote.hold.write().await;
    let before = tokio::spawn({
        let (catalog, keys) = (Arc::clone(&catalog), keys.clone());
        async move { Find::<Variants>::find_by_keys(&*catalog, &keys).await }
    });
    while !remote.is_asked() {
        tokio::task::yield_now().await;
    }
    remote.asked();
    // The product is gone from the store, and the older look-up does not know.
    let version = remote.write([]);
    catalog.announce(&[Change {
        kind: Kind::Variants,
        key: keys[0],
        version,
    }]);
    let after = tokio::spawn({
        let (catalog, keys) = (Arc::clone(&catalog), keys.clone());
        async move { Find::<Variants>::find_by_keys(&*catalog, &keys).await }
    });
    while !remote.is_asked() {
        tokio::task::yield_now().await;
    }
    drop(held);
    assert!(before.await.unwrap().unwrap()[0].is_some());
    assert_eq!(after.await.unwrap().unwrap(), [None]);
}

#[tokio::test]
async fn past_its_time_a_value_is_asked_for_again() {
    let (remote, catalog, clock) = cached(None);
    let keys = keys(&remote, 1, &clock).await;
    Find::<Product>::find_by_keys(&*catalog, &keys)
        .await
        .unwrap();
    clock.advance(Duration::from_secs(50));
    assert_ne!(
        Find::<Product>::resident(&*catalog, keys[0]),
        Resident::Unknown
    );
    clock.advance(Duration::from_secs(11));
    assert_eq!(
        Find::<Product>::resident(&*catalog, keys[0]),
        Resident::Unknown
    );
    Find::<Product>::find_by_keys(&*catalog, &keys)
        .await
        .unwrap();
    assert_eq!(remote.asked(), ["product", "product"]);
}

#[tokio::test]
async fn prices_are_not_held_past_the_begin_of_a_scheduled_price() {
    let (remote, catalog, clock) = cached(None);
    let keys = keys(&remote, 1, &clock).await;
    let begin = vitrina::domain::time::Timestamp(clock.wall().0 + 20_000_000);
    let scheduled = remote::events(30).map(|mut event| {
        if let Fact::Prices(fact) = &mut event.fact {
            let prices = fact
                .variants
                .iter_mut()
                .flat_map(|variant| &mut variant.prices);
            prices.for_each(|price| price.ends_at = Some(begin));
        }
        event
    });
    remote.write(scheduled);
    Find::<Prices>::find_by_keys(&*catalog, &keys)
        .await
        .unwrap();
    clock.advance(Duration::from_secs(19));
    assert_ne!(
        Find::<Prices>::resident(&*catalog, keys[0]),
        Resident::Unknown
    );
    clock.advance(Duration::from_secs(1));
    assert_eq!(
        Find::<Prices>::resident(&*catalog, keys[0]),
        Resident::Unknown
    );
}

#[tokio::test]
async fn a_list_is_held_by_its_arguments_until_a_kind_that_it_depends_on_changes() {
    let (remote, catalog, clock) = cached(None);
    let list = products(&*remote, 5, clock.wall());
    let page = catalog.list_products(&list).await.unwrap();
    assert_eq!(page.rows.len(), 5);
    assert_eq!(catalog.list_products(&list).await.unwrap(), page);
    assert_eq!(remote.asked(), ["list_products"]);
    let other = products(&*remote, 6, clock.wall());
    assert_eq!(catalog.list_products(&other).await.unwrap().rows.len(), 6);
    assert_eq!(remote.asked(), ["list_products"]);

    let changed = |kind| Change {
        kind,
        key: Key::of("1"),
        version: remote::VERSION,
    };
    catalog.announce(&[
        changed(Kind::Stock),
        changed(Kind::Prices),
        changed(Kind::Content),
    ]);
    catalog.list_products(&list).await.unwrap();
    assert_eq!(remote.asked(), [""; 0]);
    catalog.announce(&[changed(Kind::Product)]);
    catalog.list_products(&list).await.unwrap();
    assert_eq!(remote.asked(), ["list_products"]);

    // One that looks at stock depends on it.
    let mut filtered = products(&*remote, 5, clock.wall());
    let filter = Expr::parse("available_for_sale:true", clock.wall()).unwrap();
    filtered.filter = Some(Arc::new(filter));
    catalog.list_products(&filtered).await.unwrap();
    catalog.announce(&[changed(Kind::Stock)]);
    catalog.list_products(&filtered).await.unwrap();
    assert_eq!(remote.asked(), ["list_products", "list_products"]);
}

#[tokio::test]
async fn a_list_read_before_a_change_was_announced_is_served_and_not_held() {
    let (remote, catalog, clock) = cached(None);
    let list = products(&*remote, 5, clock.wall());
    let held = remote.hold.write().await;
    let before = tokio::spawn({
        let (catalog, list) = (Arc::clone(&catalog), list.clone());
        async move { catalog.list_products(&list).await }
    });
    while !remote.is_asked() {
        tokio::task::yield_now().await;
    }
    let version = remote.write([]);
    catalog.announce(&[Change {
        kind: Kind::Product,
        key: Key::of("1"),
        version,
    }]);
    drop(held);
    assert_eq!(before.await.unwrap().unwrap().rows.len(), 5);
    assert_eq!(catalog.list_products(&list).await.unwrap().rows.len(), 0);
}

#[tokio::test]
async fn a_list_ends_at_the_next_scheduled_change() {
    let (remote, catalog, clock) = cached(None);
    let mut list = products(&*remote, 5, clock.wall());
    let boundary = vitrina::domain::time::Timestamp(clock.wall().0 + 20_000_000);
    *remote.boundary.lock().unwrap() = Some(boundary);
    for (seconds, asked) in [(0, 1), (19, 0), (1, 1)] {
        clock.advance(Duration::from_secs(seconds));
        list.context.instant = clock.wall();
        catalog.list_products(&list).await.unwrap();
        assert_eq!(remote.asked().len(), asked, "after {seconds} s more");
    }
}

#[tokio::test]
async fn products_by_handle_are_held_one_by_one_and_by_key_too() {
    let (remote, catalog, clock) = cached(None);
    let keys = keys(&remote, 3, &clock).await;
    let found = remote.fetch(&keys, Freshness::Fresh).await.unwrap();
    let found: Vec<Option<Arc<Product>>> = found.into_iter().map(|it| it.value).collect();
    let handles: Vec<String> = found
        .iter()
        .flatten()
        .map(|it| it.handle().to_owned())
        .collect();
    remote.asked();
    assert_eq!(
        catalog.find_by_handles(&handles[..2]).await.unwrap(),
        found[..2]
    );
    assert_eq!(catalog.find_by_handles(&handles).await.unwrap(), found);
    assert_eq!(remote.asked(), ["find_by_handles", "find_by_handles"]);
    assert_eq!(catalog.find_by_handles(&handles).await.unwrap(), found);
    let resident = Find::<Product>::resident(&*catalog, keys[2]);
    assert_eq!(resident, Resident::Known(found[2].clone()));
    assert_eq!(remote.asked(), [""; 0]);
    clock.advance(PAST_TTL);
    catalog.find_by_handles(&handles).await.unwrap();
    assert_eq!(remote.asked(), ["find_by_handles"]);
}

#[tokio::test]
async fn a_condition_that_names_now_is_asked_each_time() {
    let (remote, catalog, clock) = cached(None);
    let mut list = products(&*remote, 5, clock.wall());
    let filter = Expr::parse("created_at:<now", clock.wall()).unwrap();
    list.filter = Some(Arc::new(filter));
    catalog.list_products(&list).await.unwrap();
    catalog.list_products(&list).await.unwrap();
    assert_eq!(remote.asked(), ["list_products", "list_products"]);
}
