//! One composed picture a department: two to four of its things in the place where they are used.
//! The first thing has the color asked for, the others have colors of the house.

use super::backdrop::{Setting, hook};
use super::canvas::Canvas;
use super::color::Rgb;
use super::{
    Material, audio, bags, clothing, cycling, footwear, furniture, garden, kitchen, lighting,
    outdoor, sports, stationery, textiles,
};

const RUST: Rgb = Rgb::from_u32(0xb4_5a_3c);
const MUSTARD: Rgb = Rgb::from_u32(0xd2_a0_45);
const CREAM: Rgb = Rgb::from_u32(0xee_e4_d0);
const SAGE: Rgb = Rgb::from_u32(0x8f_a5_88);
const NAVY: Rgb = Rgb::from_u32(0x34_4a_68);
const CLAY: Rgb = Rgb::from_u32(0xc4_7a_58);
const TIMBER: Rgb = Rgb::from_u32(0xc2_92_5c);
const NIGHT: Rgb = Rgb::from_u32(0x2c_2f_36);

/// A thing of a scene: how it is drawn, where its foot stands, and how large it is.
struct Item {
    draw: fn(&mut Canvas),
    foot: (f32, f32),
    scale: f32,
    color: Option<Rgb>,
    material: Material,
}

fn item(draw: fn(&mut Canvas), foot: (f32, f32), scale: f32, material: Material) -> Item {
    Item {
        draw,
        foot,
        scale,
        color: None,
        material,
    }
}

impl Item {
    fn colored(mut self, color: Rgb) -> Self {
        self.color = Some(color);
        self
    }
}

/// Puts things into a place, the farthest first.
fn compose(c: &mut Canvas, setting: Setting, items: &[Item]) {
    setting.draw(c);
    place(c, items);
}

fn place(c: &mut Canvas, items: &[Item]) {
    let asked = c.main.base();
    for item in items {
        c.recolor(item.color.unwrap_or(asked), item.material);
        let (x, y) = item.foot;
        c.open(format_args!(
            "translate({:.0} {:.0}) scale({})",
            x - 400.0 * item.scale,
            y - 650.0 * item.scale,
            item.scale
        ));
        (item.draw)(c);
        c.close();
    }
}

pub(super) fn outdoor(c: &mut Canvas) {
    compose(
        c,
        Setting::Meadow,
        &[
            item(outdoor::tent, (430.0, 640.0), 0.86, Material::Nylon),
            item(outdoor::backpack, (170.0, 712.0), 0.42, Material::Nylon).colored(RUST),
            item(outdoor::lantern, (640.0, 738.0), 0.36, Material::Plain).colored(MUSTARD),
        ],
    );
}

pub(super) fn kitchen(c: &mut Canvas) {
    compose(
        c,
        Setting::Counter,
        &[
            item(kitchen::cutting_board, (160.0, 604.0), 0.62, Material::Wood).colored(TIMBER),
            item(kitchen::kettle, (560.0, 622.0), 0.62, Material::Ceramic).colored(CREAM),
            item(kitchen::pot, (330.0, 690.0), 0.66, Material::CastIron),
            item(kitchen::mug, (640.0, 722.0), 0.34, Material::Ceramic).colored(CLAY),
        ],
    );
}

pub(super) fn furniture(c: &mut Canvas) {
    compose(
        c,
        Setting::Room,
        &[
            item(furniture::shelf, (148.0, 612.0), 0.76, Material::Wood).colored(TIMBER),
            item(furniture::sofa, (470.0, 674.0), 0.8, Material::Wool),
            item(furniture::stool, (190.0, 752.0), 0.44, Material::Leather).colored(CLAY),
        ],
    );
}

pub(super) fn lighting(c: &mut Canvas) {
    compose(
        c,
        Setting::Evening,
        &[
            item(lighting::floor_lamp, (610.0, 690.0), 0.9, Material::Linen).colored(CLAY),
            item(
                lighting::pendant_lamp,
                (330.0, 422.0),
                0.65,
                Material::Plain,
            ),
            item(lighting::table_lamp, (190.0, 720.0), 0.5, Material::Ceramic).colored(SAGE),
        ],
    );
}

pub(super) fn clothing(c: &mut Canvas) {
    Setting::Rail.draw(c);
    hook(c, 180.0);
    hook(c, 620.0);
    place(
        c,
        &[
            item(clothing::dress, (180.0, 520.0), 0.66, Material::Linen).colored(SAGE),
            item(clothing::sweater, (620.0, 526.0), 0.66, Material::Wool).colored(MUSTARD),
            item(clothing::jacket, (400.0, 560.0), 0.74, Material::Nylon),
        ],
    );
}

pub(super) fn footwear(c: &mut Canvas) {
    compose(
        c,
        Setting::Street,
        &[
            item(footwear::boot, (270.0, 640.0), 0.66, Material::Leather).colored(TIMBER),
            item(footwear::sneaker, (500.0, 744.0), 0.66, Material::Canvas),
        ],
    );
}

pub(super) fn bags(c: &mut Canvas) {
    compose(
        c,
        Setting::Street,
        &[
            item(bags::suitcase, (250.0, 670.0), 0.88, Material::Plastic),
            item(bags::messenger_bag, (540.0, 690.0), 0.62, Material::Leather).colored(TIMBER),
            item(bags::wallet, (380.0, 770.0), 0.26, Material::Leather).colored(RUST),
        ],
    );
}

pub(super) fn audio(c: &mut Canvas) {
    compose(
        c,
        Setting::Desk,
        &[
            item(audio::speaker, (140.0, 628.0), 0.66, Material::Wood).colored(TIMBER),
            item(audio::turntable, (450.0, 690.0), 0.72, Material::Plain),
            item(audio::headphones, (680.0, 742.0), 0.36, Material::Plastic).colored(NIGHT),
        ],
    );
}

pub(super) fn sports(c: &mut Canvas) {
    compose(
        c,
        Setting::Court,
        &[
            item(sports::racket, (560.0, 620.0), 0.66, Material::Plain).colored(NAVY),
            item(sports::yoga_mat, (290.0, 670.0), 0.72, Material::Rubber),
            item(sports::ball, (600.0, 730.0), 0.4, Material::Rubber).colored(CLAY),
        ],
    );
}

pub(super) fn garden(c: &mut Canvas) {
    compose(
        c,
        Setting::Terrace,
        &[
            item(garden::bench, (360.0, 630.0), 0.8, Material::Wood).colored(TIMBER),
            item(garden::planter, (660.0, 700.0), 0.62, Material::Ceramic).colored(CLAY),
            item(garden::watering_can, (220.0, 740.0), 0.5, Material::Plain),
        ],
    );
}

pub(super) fn cycling(c: &mut Canvas) {
    compose(
        c,
        Setting::Street,
        &[
            item(cycling::bicycle, (390.0, 690.0), 0.94, Material::Plain),
            item(cycling::helmet, (640.0, 760.0), 0.32, Material::Plastic).colored(CREAM),
        ],
    );
}

pub(super) fn textiles(c: &mut Canvas) {
    compose(
        c,
        Setting::Room,
        &[
            item(textiles::rug, (400.0, 748.0), 0.96, Material::Wool),
            item(textiles::cushion, (240.0, 640.0), 0.5, Material::Cotton).colored(MUSTARD),
            item(textiles::blanket, (540.0, 690.0), 0.56, Material::Wool).colored(CREAM),
        ],
    );
}

pub(super) fn stationery(c: &mut Canvas) {
    compose(
        c,
        Setting::Desk,
        &[
            item(
                stationery::desk_organizer,
                (230.0, 640.0),
                0.66,
                Material::Wood,
            )
            .colored(TIMBER),
            item(
                stationery::notebook,
                (500.0, 690.0),
                0.66,
                Material::Leather,
            ),
            item(stationery::pen, (330.0, 780.0), 0.42, Material::Plastic).colored(NIGHT),
        ],
    );
}
