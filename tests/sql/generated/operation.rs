//! Operations at random: valid, within the service's limits, and together asking for every field.
//!
//! Each operation goes for one of the fields that were asked for least often, on a random way from the root, and picks
//! up others on the way. Its first page may lead to further ones: [`Operation::next`] asks for them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{
    answers,
    dice::Dice,
    known::Known,
    place::{Goal, Place},
    schema::{ROOT, Schema},
    writer::Writer,
};

/// Pages of a list beyond its first.
const PAGES: usize = 2;

/// An operation with its variables.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The document.
    pub text: String,
    /// Its variables.
    pub variables: Map<String, Value>,
    /// Where its answer has the cursor that `$page` takes to go on.
    cursor: Option<Vec<String>>,
    /// Which page it asks for, from 0.
    page: usize,
}

impl Operation {
    /// Whether it goes on with the list of another.
    pub fn is_further_page(&self) -> bool {
        self.page > 0
    }

    /// The same list from where this answer ends, if it is a page; behind the last there is an empty one.
    pub fn next(&self, answer: &Value) -> Option<Self> {
        if self.page == PAGES {
            return None;
        }
        let cursor = answers::at(answer.get("data")?, self.cursor.as_ref()?)?.as_str()?;
        let mut next = self.clone();
        next.variables.insert("page".to_owned(), cursor.into());
        next.page += 1;
        Some(next)
    }
}

/// Makes operations; remembers what was asked.
pub struct Generator {
    schema: Schema,
    asked: BTreeMap<(String, String), usize>,
    dice: Dice,
}

impl Generator {
    /// Starts with a seed and the schema that is served.
    pub fn new(seed: u64) -> Self {
        let schema = Schema::served();
        let fields = schema.reachable().into_iter();
        Self {
            asked: fields.map(|field| (field, 0)).collect(),
            dice: Dice::new(seed),
            schema,
        }
    }

    /// How often each field was asked for.
    pub fn asked(&self) -> &BTreeMap<(String, String), usize> {
        &self.asked
    }

    /// The next operation on a catalog.
    pub fn operation(&mut self, known: &Known) -> Operation {
        let least = self.asked.values().min().copied().unwrap_or(0);
        let rare: Vec<&(String, String)> = self
            .asked
            .iter()
            .filter(|(_, times)| **times == least)
            .map(|(field, _)| field)
            .collect();
        let (of, field) = self.dice.pick(&rare);
        let is_way = |from: &str, to: &str| {
            let is_by_id = ["Node", "_Entity"].contains(&from);
            !is_by_id || findable(&self.schema, known, to).next().is_some()
        };
        let distances = self.schema.distances(of, is_way);
        let goal = Goal {
            of,
            field,
            left: distances[ROOT] + self.dice.below(3),
            distances: &distances,
        };
        let goal_of = (goal.of.to_owned(), goal.field.to_owned());
        let mut writer = Writer::new(&self.schema, known, &mut self.dice, &self.asked);
        let context = writer.in_context();
        let selection = writer.selection(ROOT, &Place::default(), Some(goal));
        let Writer {
            asked,
            variables,
            fragments,
            cursor,
            ..
        } = writer;
        debug_assert!(asked.contains(&goal_of), "the way leads to its field");
        for field in asked {
            *self.asked.entry(field).or_default() += 1;
        }
        let signature = match variables.is_empty() {
            true => String::new(),
            false => {
                let all = variables
                    .iter()
                    .map(|(name, ty, _)| format!("${name}: {ty}"));
                format!("({})", all.collect::<Vec<_>>().join(", "))
            }
        };
        let values = variables.into_iter().filter_map(|(name, _, value)| {
            Some((name, value?.into_json().expect("values of JSON")))
        });
        Operation {
            text: format!(
                "query Generated{signature}{context} {selection} {}",
                fragments.join(" ")
            ),
            variables: values.collect(),
            cursor,
            page: 0,
        }
    }
}

/// The types of an object or interface that ids of this catalog find.
pub fn findable<'a>(
    schema: &'a Schema,
    known: &'a Known,
    of: &str,
) -> impl Iterator<Item = &'a str> {
    let objects = schema.composite(of).into_iter().flat_map(|it| &it.objects);
    objects
        .map(String::as_str)
        .filter(|name| known.ids.contains_key(name))
}
