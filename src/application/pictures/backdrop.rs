//! What stands behind a thing: the quiet studio, a niche in its own color, or a simple place where
//! it is used. A place says where in it a thing of the sheet is put.

use super::canvas::Canvas;
use super::color::{GLOW, IVORY, LEAF, OAK, Oklch, Rgb, TERRACOTTA, Tones, WALNUT, WHITE};

/// The place of view 3.
#[derive(Clone, Copy, Debug)]
pub(super) enum Setting {
    Meadow,
    Room,
    /// The corner of a room in the evening: lamps are lit.
    Evening,
    Counter,
    Desk,
    /// A wall with a rail, for what hangs.
    Rail,
    Court,
    Terrace,
    Street,
}

/// A light neutral ground with a breath of the thing's own hue; light things get a darker one.
fn ground_color(c: &Canvas, lightness: f32) -> Rgb {
    let base = c.main.base().to_oklch();
    let darker = ((base.lightness - 0.78) * 0.34).max(0.0);
    Oklch {
        lightness: lightness - darker,
        chroma: (base.chroma * 0.12).min(0.016),
        hue: base.hue,
    }
    .to_rgb()
}

/// The card of views 1 and 2: a lit wall that runs into the floor without an edge.
pub(super) fn studio(c: &mut Canvas) {
    let shift = c.vary(-0.012, 0.012);
    let wall = ground_color(c, 0.955 + shift);
    let floor = ground_color(c, 0.915 + shift);
    let paint = c.fade(wall, floor);
    c.rect((0.0, 0.0, 800.0, 800.0), 0.0, paint);
    let across = c.vary(180.0, 320.0);
    c.glow((across, 210.0), 430.0, WHITE, 0.62);
}

/// The card of view 4: a wall of the thing's own hue with a round window of light.
pub(super) fn niche(c: &mut Canvas) {
    let base = c.main.base().to_oklch();
    let tone = |lightness: f32| {
        Oklch {
            lightness,
            chroma: (base.chroma * 0.55).min(0.075),
            hue: base.hue,
        }
        .to_rgb()
    };
    // Far enough from the thing to set it off, on the lighter side for dark things.
    let wall = if base.lightness > 0.72 { 0.62 } else { 0.84 };
    let paint = c.fade(tone(wall), tone(wall - 0.05));
    c.rect((0.0, 0.0, 800.0, 800.0), 0.0, paint);
    let arch = c.fade(tone(wall + 0.08), tone(wall + 0.03));
    c.path(
        "M110 652V390C110 216 232 92 400 92S690 216 690 390V652Z",
        arch,
    );
    c.stroke(
        "M110 652V390C110 216 232 92 400 92",
        tone(wall - 0.1).veil(0.35),
        5.0,
    );
    let floor = c.fade(tone(wall - 0.02), tone(wall - 0.09));
    c.path("M0 640H800V800H0Z", floor);
    c.glow((250.0, 230.0), 420.0, WHITE, 0.3);
}

const SKY: Rgb = Rgb::from_u32(0xcf_e0_e6);
const HAZE: Rgb = Rgb::from_u32(0xf6_ee_dd);
const HILL: Rgb = Rgb::from_u32(0x9f_b4_a4);
const GRASS: Rgb = Rgb::from_u32(0x9c_b2_7c);
const PLASTER: Rgb = Rgb::from_u32(0xea_e5_dc);
const DUSK: Rgb = Rgb::from_u32(0x56_53_5c);
const TILE: Rgb = Rgb::from_u32(0xec_ee_ea);
const STONE: Rgb = Rgb::from_u32(0xcf_cb_c3);

impl Setting {
    /// Draws the place and answers the transform that puts a thing of the sheet into it.
    ///
    /// On a wide sheet the place goes on to both sides as its own mirror image, which meets it
    /// without a seam; what shines is there once.
    pub(super) fn draw(self, c: &mut Canvas) -> &'static str {
        let place = if c.wide {
            let kept = c.keep();
            c.open_within("M0 0H800V800H0Z");
            let place = self.scenery(c);
            c.close();
            c.end_kept();
            // One unit of overlap, so that no hairline shows between them.
            c.reuse(kept, "translate(1) scale(-1 1)");
            c.reuse(kept, "translate(1599) scale(-1 1)");
            c.reuse(kept, "scale(1)");
            place
        } else {
            self.scenery(c)
        };
        match self {
            Self::Meadow => {
                c.glow((190.0, 170.0), 260.0, WHITE, 0.85);
                c.circle(190.0, 170.0, 44.0, WHITE.veil(0.85));
            }
            Self::Evening => c.glow((420.0, 330.0), 460.0, GLOW, 0.5),
            _ => {}
        }
        place
    }

    fn scenery(self, c: &mut Canvas) -> &'static str {
        match self {
            Self::Meadow => meadow(c),
            Self::Room => room(c),
            Self::Evening => evening(c),
            Self::Counter => counter(c),
            Self::Desk => desk(c),
            Self::Rail => rail(c),
            Self::Court => court(c),
            Self::Terrace => terrace(c),
            Self::Street => street(c),
        }
    }
}

fn meadow(c: &mut Canvas) -> &'static str {
    let sky = c.fade(SKY, HAZE);
    c.rect((0.0, 0.0, 800.0, 800.0), 0.0, sky);
    let far = c.fade(HILL.mix(SKY, 0.35), HILL.mix(HAZE, 0.6));
    c.path(
        "M0 470L90 400L170 440L300 300L400 400L470 356L590 452L690 372L800 450V640H0Z",
        far,
    );
    c.path(
        "M300 300L400 400L352 392L330 420L306 372L262 410L250 352Z",
        WHITE.veil(0.4),
    );
    let near = c.fade(HILL, HILL.mix(HAZE, 0.3));
    c.path(
        "M0 520Q150 450 330 500T620 480Q720 470 800 500V700H0Z",
        near,
    );
    let tree = Tones::of(Rgb::from_u32(0x5f_7f_6a));
    let needles = c.slant(&tree, &[(0.0, 0.2), (1.0, -0.3)]);
    for x in [40.0, 96.0, 690.0, 752.0] {
        let h = c.vary(90.0, 150.0);
        c.path(
            format_args!(
                "M{x} {:.0}L{:.0} 570H{:.0}Z",
                560.0 - h,
                x + h * 0.28,
                x - h * 0.28
            ),
            needles,
        );
    }
    let grass = c.fade(GRASS, GRASS.mix(Rgb(70, 96, 62), 0.4));
    c.path("M0 560Q200 530 420 552T800 544V800H0Z", grass);
    c.stroke(
        "M60 720l6-26M74 722l2-34M90 720l-3-22M640 752l5-24M654 754l3-34M668 752l-3-20M180 770l5-26M194 770l2-30M730 650l4-18M742 650l1-24",
        Rgb(92, 120, 74),
        4.0,
    );
    c.stroke(
        "M96 690h.1M662 718h.1M200 738h.1M300 760h.1M560 730h.1",
        IVORY,
        10.0,
    );
    "translate(80 138) scale(.8)"
}

fn floor_boards(c: &mut Canvas, tones: &Tones, y: f32) {
    let boards = c.down(tones, &[(0.0, 0.28), (1.0, -0.05)]);
    c.rect((0.0, y, 800.0, 800.0 - y), 0.0, boards);
    c.stroke(
        format_args!(
            "M0 {0}H800M0 {1}H800M130 {2}L110 {0}M420 {2}V{0}M650 {2}L662 {0}M270 {0}L258 {1}M560 {0}L566 {1}M60 {1}L30 800M420 {1}V800M740 {1}L760 800",
            y + 44.0,
            y + 104.0,
            y
        ),
        tones.at(-0.4).veil(0.3),
        2.0,
    );
}

fn room(c: &mut Canvas) -> &'static str {
    let wall = c.fade(PLASTER, PLASTER.mix(WHITE, 0.3));
    c.rect((0.0, 0.0, 800.0, 800.0), 0.0, wall);
    // Light of a window that is not in the picture.
    c.path("M60 130L330 70V420L60 470Z", WHITE.veil(0.5));
    c.stroke("M195 100V446M60 300L330 246", PLASTER.mix(WALNUT, 0.1), 8.0);
    let frame = Tones::of(OAK);
    c.rect((560.0, 120.0, 150.0, 190.0), 4.0, frame.at(-0.1));
    c.rect((570.0, 130.0, 130.0, 170.0), 2.0, IVORY);
    let art = c.main;
    c.circle(626.0, 196.0, 36.0, art.at(0.3));
    c.path(
        "M570 262Q610 216 650 250T700 240V300H570Z",
        art.at(-0.2).veil(0.7),
    );
    floor_boards(c, &frame, 586.0);
    c.rect((0.0, 570.0, 800.0, 16.0), 0.0, WHITE);
    let rug = c.halo(Rgb(120, 96, 70), 0.2);
    c.ellipse(400.0, 690.0, 380.0, 60.0, rug);
    "translate(76 146) scale(.81)"
}

fn evening(c: &mut Canvas) -> &'static str {
    let wall = c.fade(DUSK.mix(INK_BLUE, 0.35), DUSK);
    c.rect((0.0, 0.0, 800.0, 800.0), 0.0, wall);
    c.rect((70.0, 110.0, 190.0, 270.0), 4.0, DUSK.mix(WHITE, 0.2));
    let night = c.fade(Rgb(52, 66, 98), Rgb(146, 128, 140));
    c.rect((82.0, 122.0, 166.0, 246.0), 2.0, night);
    c.stroke("M165 122V368M82 245H248", DUSK.mix(WHITE, 0.2), 8.0);
    c.circle(206.0, 170.0, 12.0, IVORY);
    let boards = Tones::of(WALNUT);
    floor_boards(c, &boards, 610.0);
    c.rect((0.0, 596.0, 800.0, 14.0), 0.0, DUSK.mix(WHITE, 0.28));
    "translate(86 142) scale(.8)"
}

const INK_BLUE: Rgb = Rgb::from_u32(0x2f_36_4c);

fn counter(c: &mut Canvas) -> &'static str {
    let wall = c.fade(TILE, TILE.mix(STONE, 0.35));
    c.rect((0.0, 0.0, 800.0, 800.0), 0.0, wall);
    c.stroke(
        "M0 70H800M0 170H800M0 270H800M0 370H800M0 470H800M100 0V70M300 0V70M500 0V70M700 0V70M0 70V170M200 70V170M400 70V170M600 70V170M100 170V270M300 170V270M500 170V270M700 170V270M200 270V370M400 270V370M600 270V370M100 370V470M300 370V470M500 370V470M700 370V470M200 470V570M400 470V570M600 470V570",
        STONE.veil(0.8),
        3.0,
    );
    c.glow((220.0, 180.0), 420.0, WHITE, 0.7);
    let shelf = Tones::of(OAK);
    let board = c.down(&shelf, &[(0.0, 0.3), (1.0, -0.2)]);
    c.rect((470.0, 168.0, 330.0, 20.0), 3.0, board);
    c.path(
        "M470 188H800V206Q620 214 470 206Z",
        Rgb(60, 50, 40).veil(0.1),
    );
    let jar = Tones::of(Rgb::from_u32(0xd8_dc_d6));
    let side = c.across(&jar, &[(0.0, -0.1), (0.25, 0.6), (0.6, 0.0), (1.0, -0.25)]);
    c.rect((520.0, 92.0, 62.0, 76.0), 10.0, side);
    c.rect((526.0, 80.0, 50.0, 14.0), 4.0, shelf.at(-0.1));
    c.rect((604.0, 70.0, 54.0, 98.0), 10.0, side);
    c.rect((610.0, 58.0, 42.0, 14.0), 4.0, shelf.at(-0.1));
    c.path(
        "M690 168L702 112H756L768 168Z",
        Tones::of(TERRACOTTA).at(0.1),
    );
    c.stroke(
        "M728 112Q716 76 694 74M728 112Q732 70 754 62M728 112V52",
        LEAF,
        9.0,
    );
    let top = c.down(&shelf, &[(0.0, 0.34), (1.0, 0.0)]);
    c.rect((0.0, 566.0, 800.0, 190.0), 0.0, top);
    c.rect((0.0, 566.0, 800.0, 6.0), 0.0, shelf.at(0.6));
    c.stroke(
        "M0 610Q200 600 420 612T800 604M0 664Q260 676 500 660T800 668M0 716Q240 706 460 722T800 714",
        shelf.at(-0.3).veil(0.25),
        3.0,
    );
    c.rect((0.0, 752.0, 800.0, 48.0), 0.0, shelf.at(-0.42));
    "translate(76 138) scale(.81)"
}

fn desk(c: &mut Canvas) -> &'static str {
    let wall = c.fade(Rgb::from_u32(0xe3_e6_e4), PLASTER);
    c.rect((0.0, 0.0, 800.0, 800.0), 0.0, wall);
    c.glow((200.0, 160.0), 420.0, WHITE, 0.8);
    let wood = Tones::of(WALNUT);
    // A plant and a few books at the back of the desk.
    let pot = Tones::of(IVORY);
    let side = c.across(&pot, &[(0.0, 0.0), (0.3, 0.6), (1.0, -0.3)]);
    let leaf = Tones::of(LEAF);
    c.stroke(
        "M668 470Q640 380 588 372M672 470Q670 350 700 300M676 470Q710 400 752 390",
        leaf.at(-0.4),
        5.0,
    );
    for (turn, x, y) in [
        (-52, 588, 372),
        (14, 700, 300),
        (58, 752, 390),
        (-20, 650, 350),
    ] {
        c.open(format_args!("translate({x} {y}) rotate({turn})"));
        c.path(
            "M0 30C-40 -6 -26 -62 0 -84C26 -62 40 -6 0 30Z",
            leaf.at(0.05),
        );
        c.stroke("M0 26V-76", leaf.at(0.5).veil(0.6), 2.0);
        c.close();
    }
    c.path("M622 460H728L714 566H636Z", side);
    let top = c.down(&wood, &[(0.0, 0.4), (1.0, 0.05)]);
    c.rect((0.0, 556.0, 800.0, 206.0), 0.0, top);
    c.path("M622 556H740L776 572H640Z", Rgb(30, 20, 14).veil(0.25));
    c.stroke(
        "M0 602Q240 592 440 606T800 598M0 660Q200 672 480 656T800 664M0 718Q300 708 520 722T800 712",
        wood.at(-0.4).veil(0.35),
        3.0,
    );
    c.rect((0.0, 756.0, 800.0, 44.0), 0.0, wood.at(-0.4));
    "translate(56 138) scale(.81)"
}

fn rail(c: &mut Canvas) -> &'static str {
    let wall = c.fade(PLASTER.mix(WHITE, 0.2), PLASTER);
    c.rect((0.0, 0.0, 800.0, 800.0), 0.0, wall);
    c.glow((240.0, 240.0), 480.0, WHITE, 0.6);
    let wood = Tones::of(OAK);
    let bar = c.down(&wood, &[(0.0, 0.4), (0.4, 0.0), (1.0, -0.4)]);
    c.rect((0.0, 76.0, 800.0, 14.0), 7.0, Rgb(60, 50, 40).veil(0.12));
    c.rect((0.0, 56.0, 800.0, 20.0), 10.0, bar);
    for x in [70.0, 730.0] {
        c.circle(x + 5.0, 74.0, 16.0, Rgb(60, 50, 40).veil(0.14));
        c.circle(x, 66.0, 16.0, wood.at(-0.1));
        c.circle(x - 4.0, 62.0, 7.0, wood.at(0.4));
    }
    // Neighbors on the rail, in quiet tones of the same hue.
    let main = c.main;
    for (x, w, tone) in [(-40.0, 120.0, 0.62), (712.0, 130.0, 0.46)] {
        let cloth = c.across(
            &main,
            &[
                (0.0, tone),
                (0.3, tone + 0.2),
                (0.6, tone),
                (1.0, tone - 0.2),
            ],
        );
        c.path(
            format_args!(
                "M{:.0} 150Q{:.0} 130 {:.0} 150L{:.0} 640Q{:.0} 652 {:.0} 640Z",
                x + w * 0.3,
                x + w * 0.5,
                x + w * 0.7,
                x + w,
                x + w * 0.5,
                x
            ),
            cloth,
        );
        c.stroke(
            format_args!("M{0:.0} 140V76", x + w * 0.5),
            Rgb(150, 150, 150),
            4.0,
        );
    }
    floor_boards(c, &wood, 700.0);
    hook(c, 400.0);
    "translate(68 46) scale(.83)"
}

/// The hook of a clothes hanger on the rail, above `x`.
pub(super) fn hook(c: &mut Canvas, x: f32) {
    c.open(format_args!("translate({x} 0)"));
    c.stroke(
        "M0 150V118Q0 104 12 98T12 56Q0 48 -10 60",
        Rgb(140, 144, 150),
        6.0,
    );
    c.close();
}

fn court(c: &mut Canvas) -> &'static str {
    let wall = c.fade(Rgb::from_u32(0xdf_e6_ea), Rgb::from_u32(0xf2_ef_e8));
    c.rect((0.0, 0.0, 800.0, 800.0), 0.0, wall);
    c.glow((230.0, 180.0), 430.0, WHITE, 0.8);
    // Wall bars of a gymnasium.
    let wood = Tones::of(OAK);
    let bar = c.down(&wood, &[(0.0, 0.45), (1.0, -0.3)]);
    for y in [120.0, 190.0, 260.0, 330.0, 400.0, 470.0] {
        c.rect((500.0, y, 240.0, 14.0), 7.0, bar);
    }
    let post = c.across(&wood, &[(0.0, 0.3), (1.0, -0.2)]);
    for x in [490.0, 728.0] {
        c.rect((x, 90.0, 20.0, 480.0), 4.0, post);
    }
    let floor = c.down(&wood, &[(0.0, 0.42), (1.0, 0.1)]);
    c.rect((0.0, 566.0, 800.0, 234.0), 0.0, floor);
    c.stroke(
        "M0 596H800M0 640H800M0 700H800M0 772H800",
        wood.at(-0.3).veil(0.25),
        2.0,
    );
    c.path("M0 664H800V680H0Z", WHITE.veil(0.75));
    let main = c.main;
    c.path("M250 566H270L150 800H110Z", main.at(0.1).veil(0.7));
    "translate(76 142) scale(.81)"
}

fn terrace(c: &mut Canvas) -> &'static str {
    let sky = c.fade(Rgb::from_u32(0xdc_e8_ea), HAZE);
    c.rect((0.0, 0.0, 800.0, 800.0), 0.0, sky);
    c.glow((200.0, 150.0), 380.0, WHITE, 0.9);
    let hedge = Tones::of(LEAF_DARK);
    let far = c.down(&hedge, &[(0.0, 0.5), (1.0, 0.1)]);
    c.path(
        "M0 330Q50 270 110 300Q160 240 230 286Q300 236 360 290Q430 250 490 300Q550 244 620 292Q690 250 740 296Q780 280 800 300V600H0Z",
        far,
    );
    let near = c.down(&hedge, &[(0.0, 0.2), (1.0, -0.2)]);
    c.path(
        "M0 430Q60 390 110 430Q150 400 190 436Q230 420 250 470L240 600H0ZM560 600L556 470Q600 410 650 440Q700 390 744 430Q780 410 800 430V600Z",
        near,
    );
    c.stroke(
        "M60 440h.1M130 470h.1M190 500h.1M96 520h.1M620 470h.1M700 460h.1M754 500h.1M660 530h.1",
        IVORY,
        14.0,
    );
    c.stroke(
        "M40 500h.1M160 440h.1M600 520h.1M730 540h.1",
        Rgb::from_u32(0xd9_8f_8a),
        14.0,
    );
    let stone = c.fade(STONE.mix(WHITE, 0.3), STONE);
    c.rect((0.0, 576.0, 800.0, 224.0), 0.0, stone);
    c.stroke(
        "M0 622H800M0 692H800M120 576L96 622M330 576L322 622M540 576L548 622M720 576L748 622M210 622L186 692M440 622V692M650 622L676 692M70 692L20 800M330 692L310 800M560 692L576 800",
        Rgb(140, 134, 124).veil(0.5),
        3.0,
    );
    "translate(80 142) scale(.8)"
}

const LEAF_DARK: Rgb = Rgb::from_u32(0x6f_8c_66);

fn street(c: &mut Canvas) -> &'static str {
    let brick = Tones::of(Rgb::from_u32(0xc9_a0_88));
    let wall = c.slant(&brick, &[(0.0, 0.5), (1.0, 0.1)]);
    c.rect((0.0, 0.0, 800.0, 580.0), 0.0, wall);
    c.stroke(
        "M0 60H800M0 110H800M70 10V60M250 10V60M470 10V60M690 10V60M0 10H800M0 160H800M0 210H800M0 260H800M0 310H800M0 360H800M0 410H800M0 460H800M0 510H800M70 60V110M250 60V110M470 60V110M690 60V110M160 110V160M380 110V160M600 110V160M70 160V210M690 160V210M160 210V260M600 260V310M690 310V360M70 360V410M160 410V460M600 410V460M70 460V510M690 460V510",
        WHITE.veil(0.22),
        3.0,
    );
    let frame = Tones::of(Rgb::from_u32(0x5d_70_6c));
    c.rect((250.0, 110.0, 300.0, 470.0), 6.0, frame.base());
    let pane = c.slant(
        &Tones::of(Rgb::from_u32(0x9f_b4_ba)),
        &[(0.0, 0.6), (0.5, 0.0), (1.0, -0.3)],
    );
    c.rect((268.0, 128.0, 264.0, 300.0), 2.0, pane);
    c.path("M268 300L420 128H480L268 370Z", WHITE.veil(0.25));
    c.stroke("M400 128V428", frame.base(), 10.0);
    c.rect((270.0, 448.0, 120.0, 116.0), 3.0, frame.at(-0.2));
    c.rect((410.0, 448.0, 120.0, 116.0), 3.0, frame.at(-0.2));
    let stone = c.fade(STONE.mix(WHITE, 0.2), STONE.mix(Rgb(90, 90, 90), 0.2));
    c.rect((0.0, 574.0, 800.0, 226.0), 0.0, stone);
    c.rect((0.0, 574.0, 800.0, 8.0), 0.0, Rgb(90, 84, 78).veil(0.3));
    c.stroke(
        "M0 716H800M140 716L110 800M420 716V800M680 716L706 800M250 582L236 716M560 582L574 716",
        Rgb(120, 116, 110).veil(0.5),
        3.0,
    );
    "translate(72 146) scale(.82)"
}
