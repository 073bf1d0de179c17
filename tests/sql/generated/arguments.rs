//! Values of arguments, chosen by name and type from what the catalog holds.

use async_graphql_parser::types::{BaseType, InputValueDefinition, Type};
use async_graphql_value::{ConstValue, Name};

use super::{
    named::{object, text},
    place::{Goal, Place},
    schema::{Field, named},
    search,
    writer::Writer,
};

impl Writer<'_> {
    /// The arguments of a field in parentheses, or nothing. Notes in `place` what they say of the field's value.
    pub fn arguments(
        &mut self,
        of: &str,
        field: &Field,
        place: &mut Place,
        goal: Option<Goal<'_>>,
    ) -> String {
        let mut written = Vec::new();
        if field.takes("first") {
            self.page(field, place, &mut written);
        }
        let is_by_id = self.dice.chance(40);
        for argument in &field.arguments {
            let name = argument.name.node.as_str();
            let is_choice = field.takes("id") && field.takes("handle")
                || field.takes("productId") && field.takes("productHandle");
            let wanted = match name {
                "first" | "last" | "after" | "before" => false,
                "id" | "productId" if is_choice => is_by_id,
                "handle" | "productHandle" if is_choice => !is_by_id,
                "selectedOptions" | "near" => true,
                _ => !argument.ty.node.nullable || self.dice.chance(50),
            };
            if !wanted {
                continue;
            }
            let value = self.value(of, field, argument, place, goal);
            if value != ConstValue::Null || argument.ty.node.nullable {
                written.push(self.written(argument, value));
            }
        }
        match written.is_empty() {
            true => String::new(),
            false => format!("({})", written.join(", ")),
        }
    }

    /// An argument with its value, in place or by a variable.
    fn written(&mut self, argument: &InputValueDefinition, value: ConstValue) -> String {
        let name = &argument.name.node;
        if !self.dice.chance(20) {
            return format!("{name}: {value}");
        }
        let variable = self.name("v");
        let ty = argument.ty.node.to_string();
        self.variables.push((variable.clone(), ty, Some(value)));
        format!("{name}: ${variable}")
    }

    /// Which page of a list, and how it goes on.
    fn page(&mut self, field: &Field, place: &mut Place, written: &mut Vec<String>) {
        let most = if place.is_alone() { 9 } else { 4 };
        let size = self.dice.between(1, most);
        place.page = Some(size as u64);
        if !field.takes("last") {
            written.push(format!("first: {size}"));
            return;
        }
        let is_from_end = self.dice.chance(25);
        let (window, beyond, cursor) = match is_from_end {
            true => ("last", "before", "startCursor"),
            false => ("first", "after", "endCursor"),
        };
        written.push(format!("{window}: {size}"));
        if self.cursor.is_none() && place.is_alone() && self.dice.chance(40) {
            written.push(format!("{beyond}: $page"));
            self.variables
                .push(("page".to_owned(), "String".to_owned(), None));
            place.is_cursor_asked = true;
            self.cursor = Some(place.path_to(["pageInfo", cursor]));
        } else if self.dice.chance(3) && self.may_fail(place) {
            written.push(format!("{beyond}: \"bm8gY3Vyc29y\""));
        }
    }

    fn value(
        &mut self,
        of: &str,
        field: &Field,
        argument: &InputValueDefinition,
        place: &mut Place,
        goal: Option<Goal<'_>>,
    ) -> ConstValue {
        if self.dice.chance(2)
            && argument.name.node == "handle"
            && named(&argument.ty.node) == "String"
        {
            return text("nothing-of-that-name");
        }
        match (field.name.as_str(), argument.name.node.as_str()) {
            ("node", "id") => self.node(&field.of, place, goal),
            ("nodes", "ids") => {
                let count = self.dice.between(1, 4) as u64;
                place.page = Some(count);
                ConstValue::List(
                    (0..count)
                        .map(|_| self.node(&field.of, place, goal))
                        .collect(),
                )
            }
            ("_entities", _) => {
                let count = self.dice.between(1, 5) as u64;
                place.page = Some(count);
                ConstValue::List(
                    (0..count)
                        .map(|_| self.representation(&field.of, place, goal))
                        .collect(),
                )
            }
            ("metaobject" | "metaobjects" | "field", "handle" | "type" | "key") => {
                self.of_metaobject(argument.name.node.as_str())
            }
            ("blog", "handle") => self.handle("Blog"),
            ("articleByHandle", _) => self.handle("Article"),
            ("menu", "handle") => self.handle("Menu"),
            (_, "productId") => self.product(place, true),
            (_, "productHandle") => self.product(place, false),
            (_, "id") if field.of == "Product" => self.product(place, true),
            (_, "handle") if field.of == "Product" => self.product(place, false),
            (_, "id") => self.id(&field.of),
            (_, "handle") => self.handle(&field.of),
            (_, "path") => self.any(self.known.paths.iter()),
            ("search" | "predictiveSearch", "query") => text(&search::words(self.known, self.dice)),
            ("search", "value") => text(&search::words(self.known, self.dice)),
            ("predictiveSearch", "limit") => self.dice.between(1, 10).into(),
            (_, "query") if self.dice.chance(3) && self.may_fail(place) => text("no_such_field:1"),
            (_, "query") => text(&search::condition(&field.of, self.known, self.dice)),
            (_, "sortKey") if named(&argument.ty.node) == "String" => {
                const KEYS: [&str; 4] = ["id", "updated_at", "handle", "display_name"];
                text(KEYS[self.dice.below(KEYS.len())])
            }
            ("metafield", "key") => self.metafield(of, place).1,
            (_, "selectedOptions") => self.options(place),
            (_, "page") => self.dice.between(1, 2).into(),
            (_, "scale") => self.dice.between(1, 3).into(),
            _ => self.of_type(of, &argument.ty.node, place),
        }
    }

    /// Any value of a type.
    fn of_type(&mut self, of: &str, ty: &Type, place: &Place) -> ConstValue {
        if let BaseType::List(inner) = &ty.base {
            let count = self.dice.between(1, 6);
            return ConstValue::List((0..count).map(|_| self.of_type(of, inner, place)).collect());
        }
        let name = named(ty);
        if name == "HasMetafieldsIdentifier" {
            let (namespace, key) = self.metafield(of, place);
            return object([("namespace", namespace), ("key", key)]);
        }
        if name == "ProductFilter" {
            return self.filter();
        }
        if name == "GeoCoordinateInput" {
            let [latitude, longitude] = [self.dice.between(-80, 80), self.dice.between(-170, 170)];
            return object([
                ("latitude", latitude.into()),
                ("longitude", longitude.into()),
            ]);
        }
        if let Some(values) = self.schema.values(name) {
            return ConstValue::Enum(Name::new(self.dice.pick(values)));
        }
        if let Some(fields) = self.schema.input(name) {
            let all = fields.iter();
            return object(all.map(|field| {
                (
                    field.name.node.as_str(),
                    self.of_type(of, &field.ty.node, place),
                )
            }));
        }
        match name {
            "Boolean" => self.dice.chance(50).into(),
            "Int" => self.dice.between(1, 400).into(),
            "String" => text("something"),
            other => panic!("no value for an argument of type {other}"),
        }
    }
}
