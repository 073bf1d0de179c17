//! The design of a product: its materials, colors and sizes, and which combinations of them are made.
//!
//! Most products are one thing; a few come in sixty variants. The mean is three.

use super::{
    dice::{Dice, Realm},
    kinds::Kind,
    plan::{Outline, Plan},
    words::{Lang, Text, colors::Color, materials::Material, names, phrases, scales},
};

/// The most variants that a product has.
pub(super) const MAX_VARIANTS: usize = 60;

/// What varies between the variants of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    /// The color.
    Color,
    /// The size, by the scale of the kind.
    Size,
    /// The material.
    Material,
}

/// A variant: places in the lists of the design.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Combination {
    /// Place in the colors.
    pub(super) color: usize,
    /// Place in the sizes.
    pub(super) size: usize,
    /// Place in the materials.
    pub(super) material: usize,
}

/// The design of a product.
pub(super) struct Design {
    /// The traits that were known before.
    pub(super) outline: Outline,
    /// Who makes it.
    pub(super) vendor: &'static str,
    /// Colors, at least one.
    pub(super) colors: Vec<&'static Color>,
    /// Places in the scale of the kind; one value without meaning when it has none.
    pub(super) sizes: Vec<usize>,
    /// Materials, at least one.
    pub(super) materials: Vec<&'static Material>,
    /// What can be chosen. None: a single variant without options.
    pub(super) axes: Vec<Axis>,
    /// The variants.
    pub(super) combinations: Vec<Combination>,
    /// Seed of its pictures.
    pub(super) picture_seed: u32,
    /// Price of the plainest variant in cents, before it is made to look like a price.
    pub(super) cents: i64,
    /// Weight of the smallest variant in grams.
    pub(super) grams: i64,
}

impl Design {
    /// Designs a product. The rest of the dice is for its words and attributes.
    pub(super) fn new(plan: &Plan, outline: Outline) -> (Self, Dice) {
        let mut dice = Dice::new(plan.seed, Realm::Product, outline.number);
        let kind = outline.kind;
        let vendors = names::vendors(outline.place.department().handle);
        let vendor = dice.below(vendors.len());
        let axes = choose_axes(&mut dice, kind);
        let wide = axes.len() == 3 || dice.permille(20);
        let count = |axis: Axis, dice: &mut Dice| match (axes.contains(&axis), axes.len(), wide) {
            (false, ..) => 1,
            (true, _, true) => dice.between(2, 6) as usize,
            (true, 1, false) => 2 + dice.skewed(0.0, 2.8) as usize,
            (true, ..) => 2 + dice.skewed(0.0, 2.0) as usize,
        };
        let color_count = count(Axis::Color, &mut dice);
        let size_count = count(Axis::Size, &mut dice) + usize::from(wide) * 3;
        let material_count = count(Axis::Material, &mut dice).min(2);
        let colors = dice.pick_some(kind.palette, color_count);
        let materials = if axes.contains(&Axis::Material) {
            dice.pick_some(kind.materials, material_count)
        } else {
            vec![*dice.pick(kind.materials)]
        };
        let mut sizes = choose_sizes(&mut dice, kind, &axes, size_count);
        // Fewer sizes rather than a color or material that nothing is made in.
        sizes.truncate((MAX_VARIANTS / (colors.len() * materials.len())).max(1));
        let (low, high) = kind.price;
        let cents = dice.skewed(low as f64 * 100.0, high as f64 * 100.0) as i64;
        let (light, heavy) = kind.grams;
        let mut design = Self {
            vendor: vendors[vendor],
            colors,
            sizes,
            materials,
            combinations: Vec::new(),
            picture_seed: dice.bits(),
            // A maker is dear or cheap in all that it makes.
            cents: cents * (88 + 9 * vendor as i64) / 100,
            grams: dice.between(light, heavy),
            axes,
            outline,
        };
        design.combinations = design.choose_combinations(&mut dice);
        (design, dice)
    }

    /// All combinations but those that are not made; every value that can be chosen occurs.
    fn choose_combinations(&self, dice: &mut Dice) -> Vec<Combination> {
        let mut all = Vec::new();
        for material in 0..self.materials.len() {
            for color in 0..self.colors.len() {
                for size in 0..self.sizes.len() {
                    all.push(Combination {
                        color,
                        size,
                        material,
                    });
                }
            }
        }
        debug_assert!(all.len() <= MAX_VARIANTS, "sizes were cut to fit");
        if self.axes.len() < 2 || all.len() < 4 || !dice.permille(350) {
            return all;
        }
        let mut made = all.clone();
        made.retain(|_| !dice.permille(180));
        let values = |list: &[Combination]| {
            let mut values = [0_u32; 3];
            for one in list {
                values[0] |= 1 << one.color;
                values[1] |= 1 << one.size;
                values[2] |= 1 << one.material;
            }
            values
        };
        if values(&made) == values(&all) {
            made
        } else {
            all
        }
    }

    /// The material that the product is described by.
    pub(super) fn material(&self) -> &'static Material {
        self.materials[0]
    }

    /// Whether there is nothing to choose.
    pub(super) fn is_default_only(&self) -> bool {
        self.axes.is_empty()
    }

    /// The name shown, in a language.
    pub(super) fn title(&self, lang: Lang) -> String {
        let Outline {
            series,
            noun,
            edition,
            kind,
            ..
        } = &self.outline;
        let noun = noun.to(lang);
        let material = self.material().name.to(lang);
        let with_material = kind.named_by_material && !self.axes.contains(&Axis::Material);
        let mut title = match (lang, with_material) {
            (Lang::En, true) => format!("{series} {material} {noun}"),
            (Lang::En, false) => format!("{series} {noun}"),
            (Lang::De, true) => format!("{noun} {series} aus {material}"),
            (Lang::Fr, true) => format!("{noun} {series} en {material}"),
            (Lang::De | Lang::Fr, false) => format!("{noun} {series}"),
        };
        if *edition > 1 {
            title.push_str(&format!(", No. {edition}"));
        }
        title
    }

    /// The handle: series and noun, and the edition from the second on. Materials are left out, so that it cannot
    /// meet another product's.
    pub(super) fn handle(&self) -> String {
        let Outline {
            series,
            noun,
            edition,
            ..
        } = &self.outline;
        let mut handle = super::words::slug(&format!("{series} {}", noun.en()));
        if *edition > 1 {
            handle.push_str(&format!("-{edition}"));
        }
        handle
    }

    /// Name of an option in a language.
    pub(super) fn axis_name(&self, axis: Axis, lang: Lang) -> &'static str {
        match (axis, self.outline.kind.scale) {
            (Axis::Color, _) => phrases::COLOR.to(lang),
            (Axis::Size, Some(scale)) => scale.name.to(lang),
            (Axis::Material | Axis::Size, _) => phrases::MATERIAL.to(lang),
        }
    }

    /// How many values an option has.
    pub(super) fn axis_len(&self, axis: Axis) -> usize {
        match axis {
            Axis::Color => self.colors.len(),
            Axis::Size => self.sizes.len(),
            Axis::Material => self.materials.len(),
        }
    }

    /// A value of an option in a language.
    pub(super) fn axis_value(&self, axis: Axis, place: usize, lang: Lang) -> String {
        match axis {
            Axis::Color => self.colors[place].name.to(lang).to_owned(),
            Axis::Material => sentence_case(self.materials[place].name.to(lang)),
            Axis::Size => self
                .size_value(place)
                .map(|value| scales::localized_value(value, lang))
                .unwrap_or_default(),
        }
    }

    /// The size at a place of the sizes, if the kind has sizes.
    pub(super) fn size_value(&self, place: usize) -> Option<&'static str> {
        Some(self.outline.kind.scale?.values[self.sizes[place]])
    }

    /// What a variant has of each option.
    pub(super) fn place_on(&self, axis: Axis, combination: Combination) -> usize {
        match axis {
            Axis::Color => combination.color,
            Axis::Size => combination.size,
            Axis::Material => combination.material,
        }
    }

    /// A quantity that grows with size, for a variant: the smallest one's is given.
    pub(super) fn grown(&self, smallest: i64, combination: Combination) -> i64 {
        match self.outline.kind.scale {
            Some(scale) => {
                let steps = self.sizes[combination.size] as i64;
                smallest * (100 + scale.step_percent * steps) / 100
            }
            None => smallest,
        }
    }
}

/// What varies. Things to wear always come in sizes; most other things come in one form.
fn choose_axes(dice: &mut Dice, kind: &Kind) -> Vec<Axis> {
    let sized = kind.scale.is_some();
    let worn = kind.scale.is_some_and(|scale| scale.worn);
    let mixed = kind.materials.len() > 1;
    let share = dice.below(1000);
    if worn {
        return match share {
            0..640 => vec![Axis::Size],
            640..975 => vec![Axis::Color, Axis::Size],
            _ => vec![Axis::Color, Axis::Size, Axis::Material],
        };
    }
    match share {
        0..490 => Vec::new(),
        490..640 if sized => vec![Axis::Size],
        490..840 => vec![Axis::Color],
        840..865 if mixed => vec![Axis::Material],
        865..988 if sized => vec![Axis::Color, Axis::Size],
        865..988 if mixed => vec![Axis::Color, Axis::Material],
        988.. if sized && mixed => vec![Axis::Color, Axis::Size, Axis::Material],
        _ => vec![Axis::Color],
    }
}

/// A run of neighboring sizes; a single one where the size is no option.
fn choose_sizes(dice: &mut Dice, kind: &Kind, axes: &[Axis], count: usize) -> Vec<usize> {
    let Some(scale) = kind.scale else {
        return vec![0];
    };
    let all = scale.values.len();
    let count = match (axes.contains(&Axis::Size), scale.worn) {
        (false, _) => 1,
        (true, false) => count.min(all),
        (true, true) => (count + 2).min(all),
    };
    let first = dice.below(all - count + 1);
    (first..first + count).collect()
}

/// A text with its first letter in upper case.
pub(super) fn sentence_case(text: &str) -> String {
    let mut signs = text.chars();
    match signs.next() {
        Some(first) => first.to_uppercase().chain(signs).collect(),
        None => String::new(),
    }
}

/// A noun as it stands within a sentence: German keeps its capitals.
pub(super) fn within_sentence(noun: Text, lang: Lang) -> String {
    match lang {
        Lang::De => noun.to(lang).to_owned(),
        Lang::En | Lang::Fr => noun.to(lang).to_lowercase(),
    }
}
