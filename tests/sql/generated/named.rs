//! What arguments name: records of the catalog, and parts of them.

use async_graphql_value::{ConstValue, Name, indexmap::IndexMap};

use super::{
    operation::findable,
    place::{Goal, Place},
    writer::Writer,
};

impl Writer<'_> {
    /// One of these texts.
    pub fn any<'k>(&mut self, mut values: impl ExactSizeIterator<Item = &'k String>) -> ConstValue {
        if values.len() == 0 {
            return text("nothing-of-that-name");
        }
        let at = self.dice.below(values.len());
        values.nth(at).map_or(ConstValue::Null, |value| text(value))
    }

    /// An id of a type; of one without any, a text that is none.
    pub fn id(&mut self, kind: &str) -> ConstValue {
        self.any(
            self.known
                .ids
                .get(kind)
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .into_iter(),
        )
    }

    /// A handle of a type.
    pub fn handle(&mut self, kind: &str) -> ConstValue {
        self.any(
            self.known
                .handles
                .get(kind)
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .into_iter(),
        )
    }

    /// A known product, noted in `place`.
    pub fn product(&mut self, place: &mut Place, is_by_id: bool) -> ConstValue {
        let at = self.dice.below(self.known.products.len());
        place.product = Some(at);
        let product = &self.known.products[at];
        text(if is_by_id {
            &product.id
        } else {
            &product.handle
        })
    }

    /// The id of something that lies on the way, else of anything.
    pub fn node(&mut self, of: &str, place: &mut Place, goal: Option<Goal<'_>>) -> ConstValue {
        let kind = self.kind(of, place, goal);
        self.id(&kind)
    }

    /// The type of a thing to find, and in `place` the one to go on with.
    fn kind(&mut self, of: &str, place: &mut Place, goal: Option<Goal<'_>>) -> String {
        let fragments = self
            .schema
            .composite(of)
            .into_iter()
            .flat_map(|it| &it.fragments);
        let fitting = fragments.filter(|name| {
            goal.is_none_or(|goal| goal.of == of || goal.is_on_way(name))
                && findable(self.schema, self.known, name).next().is_some()
        });
        if place.kind.is_none() {
            let fitting: Vec<&String> = fitting.collect();
            place.kind = Some((*self.dice.pick(&fitting)).clone());
        }
        let wanted = place.kind.as_ref().filter(|_| self.dice.chance(70));
        let mut all: Vec<&str> = findable(self.schema, self.known, of).collect();
        if let Some(objects) = wanted.and_then(|kind| self.schema.composite(kind)) {
            all.retain(|name| objects.objects.contains(*name));
        }
        (*self.dice.pick(&all)).to_owned()
    }

    /// What a gateway says of an entity.
    pub fn representation(
        &mut self,
        of: &str,
        place: &mut Place,
        goal: Option<Goal<'_>>,
    ) -> ConstValue {
        let kind = self.kind(of, place, goal);
        let (key, value) = match self.dice.chance(50) && kind != "ProductVariant" {
            true => ("handle", self.handle(&kind)),
            false => ("id", self.id(&kind)),
        };
        object([("__typename", text(&kind)), (key, value)])
    }

    /// What names a metaobject or a part of one.
    pub fn of_metaobject(&mut self, argument: &str) -> ConstValue {
        let Some((kind, handle, key)) = self.dice.pick_of(&self.known.metaobjects) else {
            return match argument {
                "handle" => object([("type", text("none")), ("handle", text("none"))]),
                _ => text("none"),
            };
        };
        match argument {
            "handle" => object([("type", text(kind)), ("handle", text(handle))]),
            "type" => text(kind),
            _ => text(key),
        }
    }

    /// Namespace and key of an attribute that records of the type have.
    pub fn metafield(&mut self, of: &str, place: &Place) -> (ConstValue, ConstValue) {
        let of_product = of == "Product" || of == "HasMetafields";
        let found = if of_product {
            let at = place
                .product
                .unwrap_or_else(|| self.dice.below(self.known.products.len()));
            let rows = &self.known.products[at].metafields;
            (!rows.is_empty()).then(|| self.dice.pick(rows))
        } else {
            let rows = self.known.metafields.get(of);
            rows.and_then(|rows| self.dice.pick_of(rows))
        };
        match found {
            Some((namespace, key)) => (text(namespace), text(key)),
            None => (text("custom"), text("nothing")),
        }
    }

    /// The options of a variant of the product, now and then not all of them.
    pub fn options(&mut self, place: &Place) -> ConstValue {
        let at = place
            .product
            .unwrap_or_else(|| self.dice.below(self.known.products.len()));
        let variants = &self.known.products[at].variants;
        if variants.is_empty() {
            return ConstValue::List(Vec::new());
        }
        let options = self.dice.pick(variants);
        let count = options.len() - usize::from(self.dice.chance(20) && !options.is_empty());
        let options = options.iter().take(count);
        ConstValue::List(
            options
                .map(|(name, value)| object([("name", text(name)), ("value", text(value))]))
                .collect(),
        )
    }
}

/// A text as a value.
pub fn text(value: &str) -> ConstValue {
    ConstValue::String(value.to_owned())
}

/// An input object.
pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, ConstValue)>) -> ConstValue {
    let fields = fields.into_iter();
    ConstValue::Object(
        fields
            .map(|(name, value)| (Name::new(name), value))
            .collect::<IndexMap<_, _>>(),
    )
}
