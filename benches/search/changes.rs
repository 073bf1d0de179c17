//! What changes cost, and what readers notice of them.

use std::{
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    thread,
    time::{Duration, Instant},
};

use vitrina::{
    adapters::index::words::Rung,
    application::search::{Change, FacetId, FacetRequest, SearchRequest, SearchWriter},
};

use crate::{
    Bench,
    catalog::chance,
    clock::{mean, percentile, processor_time},
    request,
};

/// Changes of each aspect that are made one by one.
const ONE_BY_ONE: usize = 300;
/// Changes a second while readers read.
const RATE: f64 = 1000.0;

/// Makes changes one by one, each seen before the next; then many while queries are asked.
pub fn run(bench: &Bench, seconds: usize) {
    println!(
        "\n| one change, until it is found | CPU ms p50 | p99 | waited ms p50 | p99 |\n|---|---|---|---|---|"
    );
    for (place, name) in ["content and text", "prices", "stock"]
        .into_iter()
        .enumerate()
    {
        let (mut busy, mut waited) = (Vec::new(), Vec::new());
        for step in 0..ONE_BY_ONE {
            let number = chance(step, 90 + place) % bench.catalog.products;
            let revision = 1 + ONE_BY_ONE * place + step;
            let change = &bench.catalog.changes(number, revision)[place];
            let (began, before) = (Instant::now(), processor_time());
            bench.index.apply(std::slice::from_ref(change));
            busy.push((processor_time() - before).as_secs_f64() * 1e3);
            waited.push(began.elapsed().as_secs_f64() * 1e3);
            assert!(
                is_seen(bench, number, revision, place),
                "{name} of {number} is seen"
            );
        }
        let [p50, p99] = [50.0, 99.0].map(|percent| percentile(&busy, percent));
        let waits = [50.0, 99.0].map(|percent| percentile(&waited, percent));
        println!(
            "| {name} | {p50:.3} | {p99:.3} | {:.3} | {:.3} |",
            waits[0], waits[1]
        );
    }
    bench.rungs.set(Rung::AllWords);
    let requests: Vec<SearchRequest> = bench
        .queries
        .iter()
        .map(|text| request(Some(text)))
        .collect();
    let began = Instant::now();
    let (mut asked, before) = (0, processor_time());
    while began.elapsed() < Duration::from_secs(1) {
        bench
            .index
            .find(&requests[asked % requests.len()])
            .expect("it can be asked");
        asked += 1;
    }
    let rate = asked as f64 / (processor_time() - before).as_secs_f64() / 2.0;
    let span = Duration::from_secs(seconds as u64);
    println!(
        "\n{rate:.0} queries a second, half of what one core answers, for {seconds} s each; waiting as processor time alone makes it, and by the clock"
    );
    println!(
        "| | CPU ms mean | p99 | waited ms p50 | p99 | by the clock p50 | p99 |\n|---|---|---|---|---|---|---|"
    );
    read(bench, "idle", &requests, rate, span);
    let ends = AtomicBool::new(false);
    thread::scope(|scope| {
        let writer = scope.spawn(|| write(bench, &ends));
        read(bench, "with changes", &requests, rate, span);
        ends.store(true, Relaxed);
        let (made, busy, passed) = writer.join().expect("the writer ends well");
        println!(
            "| {:.0} changes a second, {:.0} % of a core | | | | | | |",
            made as f64 / passed.as_secs_f64(),
            100.0 * busy.as_secs_f64() / passed.as_secs_f64()
        );
    });
    read(bench, "idle again", &requests, rate, span);
}

/// Whether a change can be found by the product's handle.
fn is_seen(bench: &Bench, number: usize, revision: usize, place: usize) -> bool {
    let text = match place {
        0 => bench.catalog.new_word(revision),
        _ => format!("product-{number}"),
    };
    let found = SearchRequest {
        facets: Some(FacetRequest {
            only: Some(vec![FacetId::Availability, FacetId::Price]),
            ..FacetRequest::default()
        }),
        ..request(Some(&text))
    };
    let answer = bench.index.find(&found).expect("it can be asked");
    let facet = |id| answer.facets.iter().find(|facet| facet.id == id);
    match place {
        0 => answer.page.total == Some(1),
        1 => facet(FacetId::Price)
            .and_then(|facet| facet.price.as_ref())
            .is_some_and(|span| span.max.amount_minor == bench.catalog.highest(number, revision)),
        _ => facet(FacetId::Availability).is_some_and(|facet| {
            facet.values.len() == 1 && facet.values[0].label == "Out of stock"
        }),
    }
}

/// Asks at random instants, whether earlier queries are answered or not, and prints what each waited from its instant on.
fn read(bench: &Bench, name: &str, requests: &[SearchRequest], rate: f64, span: Duration) {
    let began = Instant::now();
    let (mut due, mut step) = (Duration::ZERO, 0);
    let (mut waits, mut busy, mut queued) = (Vec::new(), Vec::new(), Vec::new());
    // When the query before would have been answered by a core of its own.
    let mut free = Duration::ZERO;
    while due < span {
        if let Some(early) = due.checked_sub(began.elapsed()) {
            thread::sleep(early);
        }
        let before = processor_time();
        let request = &requests[chance(step, 95) % requests.len()];
        bench.index.find(request).expect("it can be asked");
        let service = processor_time() - before;
        free = free.max(due) + service;
        busy.push(service.as_secs_f64() * 1e3);
        queued.push((free - due).as_secs_f64() * 1e3);
        waits.push((began.elapsed().saturating_sub(due)).as_secs_f64() * 1e3);
        step += 1;
        let part = (1 + chance(step, 96) % 1_000_000) as f64 / 1e6;
        due += Duration::from_secs_f64(-part.ln() / rate);
    }
    println!(
        "| {name} | {:.3} | {:.3} | {:.2} | {:.2} | {:.2} | {:.2} |",
        mean(&busy),
        percentile(&busy, 99.0),
        percentile(&queued, 50.0),
        percentile(&queued, 99.0),
        percentile(&waits, 50.0),
        percentile(&waits, 99.0),
    );
}

/// Makes changes as they come due: of ten, seven of stock, two of prices, one of content. Returns how many, the
/// processor time of making them and the time that passed.
fn write(bench: &Bench, ends: &AtomicBool) -> (usize, Duration, Duration) {
    let began = Instant::now();
    let (mut made, mut busy) = (0, Duration::ZERO);
    while !ends.load(Relaxed) {
        let due = (began.elapsed().as_secs_f64() * RATE) as usize;
        let batch = (made..due).map(|step| {
            let number = chance(step, 97) % bench.catalog.products;
            let [content, prices, stock] = bench.catalog.changes(number, 0);
            match step % 10 {
                0 => content,
                1 | 2 => prices,
                _ => stock,
            }
        });
        let batch: Vec<Change> = batch.collect();
        made += batch.len();
        let before = processor_time();
        bench.index.apply(&batch);
        busy += processor_time() - before;
        thread::sleep(Duration::from_millis(1));
    }
    (made, busy, began.elapsed())
}
