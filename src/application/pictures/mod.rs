//! Product pictures, drawn by the service: SVG in the color of the variant.
//!
//! The generated catalog has no photographs, so each kind of product is a drawing here: one light
//! from the upper left, a soft ground, the same style over all departments. Pure functions: an
//! address is parsed to a [`PictureRequest`], and [`draw`] makes the same bytes of the same request
//! every time, fast enough that nothing is cached. No I/O, no text of the caller in the picture, no
//! scripts, no references outside the picture.
//!
//! The generator writes addresses with [`address`]; the HTTP adapter reads them with
//! [`PictureRequest::parse`].

mod audio;
mod backdrop;
mod bags;
mod canvas;
mod clothing;
mod color;
mod cycling;
mod footwear;
mod furniture;
mod garden;
mod kitchen;
mod light;
mod lighting;
mod material;
mod outdoor;
mod request;
mod scenes;
mod sports;
mod stationery;
#[cfg(test)]
mod tests;
mod textiles;

pub use color::Rgb;
pub use material::Material;
pub use request::{Crop, MAX_SIDE, PictureError, PictureRequest, address};

use backdrop::Setting;
use canvas::Canvas;

/// Side of the sheet that every drawing is made on, and of a picture without stated size.
const SHEET: u32 = 800;

/// One kind of product: its name in addresses and how it is drawn.
struct Drawing {
    name: &'static str,
    /// Draws the thing on the canvas, standing at about (400, 650), with its ground shadow.
    draw: fn(&mut Canvas),
    /// Where it is shown in use.
    setting: Setting,
    /// What is looked at from near: a point, and how much larger.
    detail: (f32, f32, f32),
    /// It hangs: a faint shadow far below, but none where the place has a rail for it.
    hangs: bool,
    /// In a place it lies on the ground or table, seen from above at a slant.
    lies: bool,
    /// How much proportions differ between seeds: 0 for things that are round in the view.
    stretch: f32,
}

impl Drawing {
    const fn new(name: &'static str, draw: fn(&mut Canvas), setting: Setting) -> Self {
        Self {
            name,
            draw,
            setting,
            detail: (400.0, 400.0, 1.7),
            hangs: false,
            lies: false,
            stretch: 0.05,
        }
    }

    const fn detail(mut self, x: f32, y: f32, zoom: f32) -> Self {
        self.detail = (x, y, zoom);
        self
    }

    const fn hanging(mut self) -> Self {
        self.hangs = true;
        self
    }

    const fn lying(mut self) -> Self {
        self.lies = true;
        self
    }

    const fn rigid(mut self) -> Self {
        self.stretch = 0.0;
        self
    }
}

/// A department: its name in addresses, its kinds, and the picture that stands for it.
struct Department {
    scene: &'static str,
    kinds: &'static [Drawing],
    draw: fn(&mut Canvas),
}

const DEPARTMENTS: &[Department] = &[
    Department {
        scene: "department-outdoor",
        kinds: outdoor::KINDS,
        draw: scenes::outdoor,
    },
    Department {
        scene: "department-kitchen",
        kinds: kitchen::KINDS,
        draw: scenes::kitchen,
    },
    Department {
        scene: "department-furniture",
        kinds: furniture::KINDS,
        draw: scenes::furniture,
    },
    Department {
        scene: "department-lighting",
        kinds: lighting::KINDS,
        draw: scenes::lighting,
    },
    Department {
        scene: "department-clothing",
        kinds: clothing::KINDS,
        draw: scenes::clothing,
    },
    Department {
        scene: "department-footwear",
        kinds: footwear::KINDS,
        draw: scenes::footwear,
    },
    Department {
        scene: "department-bags",
        kinds: bags::KINDS,
        draw: scenes::bags,
    },
    Department {
        scene: "department-audio",
        kinds: audio::KINDS,
        draw: scenes::audio,
    },
    Department {
        scene: "department-sports",
        kinds: sports::KINDS,
        draw: scenes::sports,
    },
    Department {
        scene: "department-garden",
        kinds: garden::KINDS,
        draw: scenes::garden,
    },
    Department {
        scene: "department-cycling",
        kinds: cycling::KINDS,
        draw: scenes::cycling,
    },
    Department {
        scene: "department-home-textiles",
        kinds: textiles::KINDS,
        draw: scenes::textiles,
    },
    Department {
        scene: "department-stationery",
        kinds: stationery::KINDS,
        draw: scenes::stationery,
    },
];

const KIND_COUNT: usize = {
    let mut count = 0;
    let mut i = 0;
    while i < DEPARTMENTS.len() {
        count += DEPARTMENTS[i].kinds.len();
        i += 1;
    }
    count
};

const KIND_NAMES: [&str; KIND_COUNT] = {
    let mut names = [""; KIND_COUNT];
    let (mut i, mut n) = (0, 0);
    while i < DEPARTMENTS.len() {
        let mut k = 0;
        while k < DEPARTMENTS[i].kinds.len() {
            names[n] = DEPARTMENTS[i].kinds[k].name;
            n += 1;
            k += 1;
        }
        i += 1;
    }
    names
};

const SCENE_NAMES: [&str; DEPARTMENTS.len()] = {
    let mut names = [""; DEPARTMENTS.len()];
    let mut i = 0;
    while i < DEPARTMENTS.len() {
        names[i] = DEPARTMENTS[i].scene;
        i += 1;
    }
    names
};

/// Names of the product kinds that can be drawn, by department.
pub const KINDS: &[&str] = &KIND_NAMES;

/// Names of the composed pictures, one a department: `department-outdoor` and so on.
pub const SCENES: &[&str] = &SCENE_NAMES;

/// What a picture shows: a product kind or a department's scene. Only names of [`KINDS`] and
/// [`SCENES`] become one.
#[derive(Clone, Copy)]
pub struct Kind(Subject);

#[derive(Clone, Copy)]
enum Subject {
    Product(&'static Drawing),
    Scene(&'static Department),
}

impl Kind {
    /// The kind of exactly this name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        DEPARTMENTS.iter().find_map(|department| {
            if department.scene == name {
                return Some(Self(Subject::Scene(department)));
            }
            let drawing = department.kinds.iter().find(|d| d.name == name)?;
            Some(Self(Subject::Product(drawing)))
        })
    }

    fn is_scene(self) -> bool {
        matches!(self.0, Subject::Scene(_))
    }

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        match self.0 {
            Subject::Product(drawing) => drawing.name,
            Subject::Scene(department) => department.scene,
        }
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Kind {}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The picture as a complete SVG document of 2 to 24 KB.
///
/// The sheet is 800 × 800; `width` and `height` scale it, and `crop` says which part of the sheet a
/// picture of other proportions keeps (a scene goes on to the sides of a banner instead). Views: 1 the thing itself, 2 from near, 3 in use, 4 before a
/// wall of its own color. A scene looks the same in every view.
pub fn draw(request: &PictureRequest) -> String {
    let mut c = Canvas::new(request.color, request.material, request.seed);
    c.wide = request.breadth() > 1.0;
    request.head(&mut c);
    match request.kind.0 {
        Subject::Scene(department) => (department.draw)(&mut c),
        Subject::Product(drawing) => match request.view {
            2 => {
                backdrop::studio(&mut c);
                let (x, y, zoom) = drawing.detail;
                let turn = c.vary(-7.0, -3.0);
                c.open(format_args!(
                    "translate(400 400) rotate({turn:.1}) scale({zoom}) translate(-{x} -{y})"
                ));
                stand(&mut c, drawing, false);
                c.close();
            }
            3 => {
                let place = drawing.setting.draw(&mut c);
                c.open(place);
                if drawing.lies {
                    c.open("translate(400 618) scale(1 .6) translate(-400 -440)");
                    stand(&mut c, drawing, true);
                    c.close();
                } else {
                    stand(&mut c, drawing, true);
                }
                c.close();
            }
            4 => {
                backdrop::niche(&mut c);
                c.open("translate(60 98) scale(.85)");
                stand(&mut c, drawing, false);
                c.close();
            }
            _ => {
                backdrop::studio(&mut c);
                stand(&mut c, drawing, false);
            }
        },
    }
    c.finish()
}

/// Draws the thing in the proportions of the seed, its foot staying where it is.
fn stand(c: &mut Canvas, drawing: &Drawing, in_place: bool) {
    if drawing.hangs && !in_place {
        c.below(400.0, 708.0, 180.0);
    }
    if drawing.stretch == 0.0 {
        (drawing.draw)(c);
        return;
    }
    let wide = c.vary(1.0 - drawing.stretch, 1.0 + drawing.stretch);
    let high = c.vary(1.0 - drawing.stretch, 1.0 + drawing.stretch * 0.6);
    c.open(format_args!(
        "translate(400 650) scale({wide:.3} {high:.3}) translate(-400 -650)"
    ));
    (drawing.draw)(c);
    c.close();
}
