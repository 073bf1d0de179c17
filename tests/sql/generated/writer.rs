//! Selections of one operation.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql_value::ConstValue;

use super::{
    dice::Dice,
    known::Known,
    place::{Goal, Place},
    schema::{Composite, Field, ROOT, Schema},
};

/// Fields within each other, unless the way to a field is longer; the service allows 20.
const DEPTH: usize = 8;
/// Objects that one selection is made of, about.
const ROWS: u64 = 60;
/// Elements that a list without a page is taken to have.
const LIST: u64 = 3;
/// Fields of one operation, about.
const FIELDS: usize = 45;

/// Writes one operation.
pub struct Writer<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// What arguments can name.
    pub known: &'a Known,
    /// What decides.
    pub dice: &'a mut Dice,
    /// How often each field was asked for before.
    before: &'a BTreeMap<(String, String), usize>,
    /// Types and fields that it asks for.
    pub asked: Vec<(String, String)>,
    /// Name, type and value of each variable.
    pub variables: Vec<(String, String, Option<ConstValue>)>,
    /// Fragments of the document.
    pub fragments: Vec<String>,
    names: usize,
    left: usize,
    /// Where the answer will have the cursor of the page that the operation leads on from.
    pub cursor: Option<Vec<String>>,
    is_faulty: bool,
}

impl<'a> Writer<'a> {
    /// Begins an operation.
    pub fn new(
        schema: &'a Schema,
        known: &'a Known,
        dice: &'a mut Dice,
        before: &'a BTreeMap<(String, String), usize>,
    ) -> Self {
        Self {
            schema,
            known,
            dice,
            before,
            asked: Vec::new(),
            variables: Vec::new(),
            fragments: Vec::new(),
            names: 0,
            left: FIELDS,
            cursor: None,
            is_faulty: false,
        }
    }

    /// A name that no other alias, variable or fragment has.
    pub fn name(&mut self, begin: &str) -> String {
        self.names += 1;
        format!("{begin}{}", self.names)
    }

    /// Whether an argument may be one that is refused. There is one at most, of one object: of fields that fail side by
    /// side, the executor reports whichever fails first, and that depends on what a store has in process.
    pub fn may_fail(&mut self, place: &Place) -> bool {
        let may = place.is_alone() && !self.is_faulty;
        self.is_faulty |= may;
        may
    }

    /// A selection on a value of a type, in braces.
    pub fn selection(&mut self, of: &str, place: &Place, goal: Option<Goal<'_>>) -> String {
        let schema = self.schema;
        let composite = schema.composite(of).expect("a composite type");
        let mut parts = Vec::new();
        let mut taken = BTreeSet::new();
        if place.is_cursor_asked {
            parts.push(self.page_info());
            taken.insert("pageInfo".to_owned());
        }
        for way in self.ways(of, composite, place, goal) {
            parts.push(match way {
                Way::Field(field, goal) => self.field(of, field, place, goal, &mut taken),
                Way::Fragment(name, goal) => self.inline(name, place, goal),
            });
        }
        for _ in 0..self.dice.between(1, 4) {
            if let Some(field) = self.extra(of, composite, place)
                && !(field.arguments.is_empty() && taken.contains(&field.name))
            {
                parts.push(self.field(of, field, place, None, &mut taken));
            }
        }
        if !composite.fragments.is_empty() {
            for _ in 0..self.dice.between(0, 2) {
                let name = self.dice.pick(&composite.fragments);
                parts.push(self.inline(name, place, None));
            }
        }
        if parts.is_empty() || self.dice.chance(8) {
            let key = self.name("t");
            parts.push(format!("{key}: __typename"));
        }
        let body = parts.join(" ");
        if of != ROOT && self.dice.chance(8) {
            let name = self.name("F");
            self.fragments
                .push(format!("fragment {name} on {of} {{ {body} }}"));
            return format!("{{ ...{name} }}");
        }
        format!("{{ {body} }}")
    }

    /// Where to go on: to the goal, and into what the arguments ask for.
    fn ways<'c, 'g>(
        &mut self,
        of: &str,
        composite: &'c Composite,
        place: &'c Place,
        goal: Option<Goal<'g>>,
    ) -> Vec<Way<'c, 'g>> {
        let is_there = goal.is_some_and(|goal| goal.of == of);
        let onward = goal.filter(|_| !is_there).map(Goal::nearer);
        let mut ways = Vec::new();
        if let (Some(goal), true) = (goal, is_there) {
            let found = composite
                .fields
                .iter()
                .find(|field| field.name == goal.field);
            ways.extend(found.map(|field| Way::Field(field, None)));
        }
        if let Some(kind) = &place.kind {
            ways.push(Way::Fragment(kind, onward));
        } else if let (Some(goal), false) = (goal, is_there) {
            let fields = composite.fields.iter();
            let fields = fields.filter(|field| goal.is_on_way(&field.of));
            let fragments = composite.fragments.iter();
            let fragments = fragments.filter(|name| goal.is_on_way(name));
            let mut all: Vec<Way<'c, 'g>> = fields
                .map(|field| Way::Field(field, onward))
                .chain(fragments.map(|name| Way::Fragment(name, onward)))
                .collect();
            let chosen = self.dice.below(all.len());
            ways.push(all.swap_remove(chosen));
        }
        ways
    }

    /// A field beside the way, one of those that were asked for least among some.
    fn extra<'c>(
        &mut self,
        of: &str,
        composite: &'c Composite,
        place: &Place,
    ) -> Option<&'c Field> {
        let schema = self.schema;
        let is_room = self.left > 0 && place.depth < DEPTH && place.more_rows < ROWS;
        let fits = |field: &&Field| {
            let is_list = field.is_list || field.takes("first");
            schema.composite(&field.of).is_none()
                || (is_room && !(is_list && place.more_rows > ROWS / 4))
        };
        let fitting: Vec<&Field> = composite.fields.iter().filter(fits).collect();
        if fitting.is_empty() {
            return None;
        }
        let times = |field: &Field| {
            let key = (of.to_owned(), field.name.clone());
            let now = self.asked.iter().filter(|it| **it == key).count();
            self.before.get(&key).copied().unwrap_or(0) + now
        };
        let some = [*self.dice.pick(&fitting), *self.dice.pick(&fitting)];
        some.into_iter().min_by_key(|field| times(field))
    }

    /// A field with its arguments and what is selected below it.
    fn field(
        &mut self,
        of: &str,
        field: &Field,
        place: &Place,
        goal: Option<Goal<'_>>,
        taken: &mut BTreeSet<String>,
    ) -> String {
        self.asked.push((of.to_owned(), field.name.clone()));
        self.left = self.left.saturating_sub(1);
        let is_aliased =
            place.is_shared || self.dice.chance(15) || !taken.insert(field.name.clone());
        let key = match is_aliased {
            true => self.name("a"),
            false => field.name.clone(),
        };
        let mut inner = Place {
            depth: place.depth + 1,
            path: place.path.clone(),
            more_rows: place.more_rows,
            product: place.product,
            ..Place::default()
        };
        inner.path.push(key.clone());
        let arguments = self.arguments(of, field, &mut inner, goal);
        if field.is_list {
            let each = place.page.or(inner.page).unwrap_or(LIST);
            inner.more_rows = (inner.more_rows + 1) * each - 1;
        }
        let mut text = match is_aliased {
            true => format!("{key}: {}", field.name),
            false => key,
        };
        text += &arguments;
        match self.dice.below(40) {
            0 => text += " @include(if: true)",
            1 => text += " @skip(if: false)",
            _ => {}
        }
        if self.schema.composite(&field.of).is_some() {
            text += " ";
            text += &self.selection(&field.of, &inner, goal);
        }
        text
    }

    fn inline(&mut self, name: &str, place: &Place, goal: Option<Goal<'_>>) -> String {
        let inner = Place {
            is_shared: true,
            is_cursor_asked: false,
            kind: None,
            ..place.clone()
        };
        format!("... on {name} {}", self.selection(name, &inner, goal))
    }

    fn page_info(&mut self) -> String {
        const FIELDS: [&str; 4] = ["endCursor", "hasNextPage", "hasPreviousPage", "startCursor"];
        let asked = FIELDS.map(|name| ("PageInfo".to_owned(), name.to_owned()));
        self.asked.extend(asked);
        format!("pageInfo {{ {} }}", FIELDS.join(" "))
    }

    /// The directive of the operation, or none.
    pub fn in_context(&mut self) -> String {
        let mut wishes = Vec::new();
        if self.dice.chance(50) {
            wishes.extend(
                self.code("CountryCode", &self.known.countries)
                    .map(|it| format!("country: {it}")),
            );
        }
        if self.dice.chance(50) {
            wishes.extend(
                self.code("LanguageCode", &self.known.languages)
                    .map(|it| format!("language: {it}")),
            );
        }
        let locations = self.known.ids.get("Location");
        if let (Some(locations), true) = (locations, self.dice.chance(20)) {
            let id = self.dice.pick_of(locations);
            wishes.extend(id.map(|id| format!("preferredLocationId: \"{id}\"")));
        }
        match wishes.is_empty() {
            true => String::new(),
            false => format!(" @inContext({})", wishes.join(", ")),
        }
    }

    /// A code that the shop knows, or now and then any.
    fn code(&mut self, of: &str, known: &BTreeSet<String>) -> Option<String> {
        let all = self.schema.values(of)?;
        let is_known = self.dice.chance(85);
        let code = self
            .dice
            .pick_of(known)
            .filter(|code| is_known && all.contains(code));
        Some(code.unwrap_or_else(|| self.dice.pick(all)).clone())
    }
}

/// One step towards a goal.
enum Way<'c, 'g> {
    Field(&'c Field, Option<Goal<'g>>),
    Fragment(&'c str, Option<Goal<'g>>),
}
