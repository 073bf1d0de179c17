//! Pages after the first are of the list that the first was of, whatever changes between them.

use futures::executor::block_on;
use vitrina::{
    adapters::index::ColumnIndex,
    application::search::{Change, Hit, SearchIndex, SearchWriter},
    domain::{
        id::Key,
        page::{Position, Window},
    },
};

use super::{
    cases,
    matcher::Titles,
    oracle::Oracle,
    world::{Dice, World},
};

#[test]
fn pages_are_of_one_list_while_products_change() {
    let mut turned = 0;
    for seed in 0..500 {
        let mut dice = Dice::new(seed);
        let index = ColumnIndex::with_chunk_rows(Box::new(Titles::default()), 16);
        let (mut world, changes) = World::draw(&mut dice);
        index.apply(&changes);
        let mut request = cases::draw(&mut dice);
        request.facets = None;
        request.window = Window::first(2);
        let oracle = Oracle::new(&world, &request.price);
        let expected = oracle.find(&request);
        let expected: Vec<Key> = expected.iter().map(|one| Key::of(&one.fact.id)).collect();
        let mut seen: Vec<Hit> = Vec::new();
        loop {
            let page = block_on(index.search(&request)).unwrap().page;
            assert_eq!(page.total, Some(expected.len() as u64), "seed {seed}");
            seen.extend(page.rows.iter().map(|(hit, _)| *hit));
            let last: Option<&(Hit, Position)> = page.rows.last();
            request.window.after = last.map(|(_, position)| position.clone());
            if !page.has_next {
                break;
            }
            turned += 1;
            let changes: Vec<Change> = (0..4).flat_map(|_| world.change(&mut dice)).collect();
            index.apply(&changes);
        }
        let seen: Vec<Key> = seen.iter().map(|hit| hit.product).collect();
        assert_eq!(seen, expected, "seed {seed}");
    }
    assert!(turned > 300, "{turned} pages were turned");
}
