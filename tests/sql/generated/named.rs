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

    /// A filter that narrows lists down, or sometimes two in one.
    pub fn filter(&mut self) -> ConstValue {
        let mut all = vec![self.part_of_filter()];
        if self.dice.chance(20) {
            all.push(self.part_of_filter());
        }
        object(all)
    }

    fn part_of_filter(&mut self) -> (&'static str, ConstValue) {
        match self.dice.below(10) {
            0 => ("available", self.dice.chance(70).into()),
            1 => {
                let least = self.dice.between(0, 300);
                let most = least + self.dice.between(0, 600);
                let range = match self.dice.below(3) {
                    0 => object([("min", least.into())]),
                    1 => object([("max", (most as f64 + 0.99).into())]),
                    _ => object([("min", least.into()), ("max", most.into())]),
                };
                ("price", range)
            }
            2 => ("category", object([("id", self.of_field("category"))])),
            3 => ("productType", self.of_field("product_type")),
            4 => ("productVendor", self.of_field("vendor")),
            5 => ("tag", self.of_field("tag")),
            6 => ("productMetafield", self.attribute("Product")),
            7 => ("taxonomyMetafield", self.attribute("Product")),
            8 => ("variantMetafield", self.attribute("ProductVariant")),
            _ => {
                let options = self.known.products.iter().flat_map(|it| &it.variants);
                let options: Vec<_> = options.flatten().collect();
                let option = match options.is_empty() {
                    true => object([("name", text("none")), ("value", text("none"))]),
                    false => {
                        let (name, value) = self.dice.pick(&options);
                        object([("name", text(name)), ("value", text(value))])
                    }
                };
                ("variantOption", option)
            }
        }
    }

    /// A value that some record has in a field.
    fn of_field(&mut self, field: &str) -> ConstValue {
        let values = self.known.values.get(field).into_iter().flatten();
        self.any(values.collect::<Vec<_>>().into_iter())
    }

    /// An attribute of a type as a filter names it.
    fn attribute(&mut self, kind: &str) -> ConstValue {
        let attributes = self.known.attributes.get(kind);
        let found = attributes.and_then(|attributes| self.dice.pick_of(attributes));
        let none = ["none", "none", "none"].map(str::to_owned);
        let [namespace, key, value] = found.unwrap_or(&none);
        object([
            ("namespace", text(namespace)),
            ("key", text(key)),
            ("value", text(value)),
        ])
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
