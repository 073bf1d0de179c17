//! Lighting: table, floor, pendant and wall lamps, string lights.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::{Canvas, Paint};
use super::color::{BRASS, CHARCOAL, GLOW, INK, OAK, Rgb, Tones, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("table-lamp", table_lamp, Setting::Evening).detail(400.0, 330.0, 1.5),
    Drawing::new("floor-lamp", floor_lamp, Setting::Evening).detail(400.0, 230.0, 1.9),
    Drawing::new("pendant-lamp", pendant_lamp, Setting::Evening).detail(400.0, 400.0, 1.5),
    Drawing::new("wall-lamp", wall_lamp, Setting::Evening).detail(400.0, 330.0, 1.5),
    Drawing::new("string-lights", string_lights, Setting::Evening).detail(300.0, 360.0, 1.9),
];

/// The light of a lit shade: warm in the middle, the shade's own color at its edges.
fn lit_linen(c: &mut Canvas) -> Paint {
    let warm = Tones::of(Rgb::from_u32(0xf6_e3_bd));
    c.across(
        &warm,
        &[
            (0.0, -0.18),
            (0.3, 0.45),
            (0.5, 0.9),
            (0.72, 0.3),
            (1.0, -0.3),
        ],
    )
}

pub(super) fn table_lamp(c: &mut Canvas) {
    let m = c.main;
    c.ground(400.0, 652.0, 130.0);
    c.glow((400.0, 300.0), 380.0, GLOW, 0.7);
    let pool = c.halo(GLOW, 0.6);
    c.ellipse(400.0, 650.0, 260.0, 34.0, pool);
    let brass = Tones::of(BRASS);
    // Stem and the body of the base.
    let stem = c.metal(&brass);
    c.rect((389.0, 340.0, 22.0, 90.0), 3.0, stem);
    let round = c.round();
    c.surface("M372 418H428Q436 446 478 486Q522 534 500 590Q486 628 462 640H338Q314 628 300 590Q278 534 322 486Q364 446 372 418Z", round);
    c.path(
        "M290 560Q400 596 510 560Q512 600 462 640H338Q288 600 290 560Z",
        INK.veil(0.16),
    );
    c.shine("M376 446Q318 490 310 540Q308 580 326 610Q340 560 344 520Q352 480 384 450Z");
    c.rect((364.0, 410.0, 72.0, 14.0), 5.0, stem);
    c.path("M330 638H470L478 654H322Z", stem);
    // Shade.
    let shade = lit_linen(c);
    c.path("M288 118H512L590 356Q400 384 210 356Z", shade);
    c.path(
        "M288 118H512L590 356Q400 384 210 356Z",
        m.at(0.25).veil(0.12),
    );
    c.glow((400.0, 280.0), 150.0, WHITE, 0.7);
    c.stroke(
        "M330 118L284 364M372 118L356 370M428 118L444 370M470 118L516 364",
        Rgb(150, 110, 60).veil(0.14),
        2.5,
    );
    c.stroke("M210 356Q400 384 590 356", m.at(-0.1), 9.0);
    c.stroke("M288 118Q400 126 512 118", m.at(-0.1), 7.0);
    c.ellipse(400.0, 117.0, 112.0, 6.0, m.at(-0.4));
    c.rect((394.0, 84.0, 12.0, 30.0), 4.0, stem);
    c.circle(400.0, 82.0, 9.0, brass.at(0.3));
    // Pull cord.
    c.stroke("M450 366V446", brass.at(-0.3), 2.5);
    c.circle(450.0, 452.0, 7.0, brass.at(0.2));
    c.stroke(
        "M322 650Q250 654 200 640T60 660L-300 650",
        CHARCOAL.veil(0.7),
        4.0,
    );
}

pub(super) fn floor_lamp(c: &mut Canvas) {
    let m = c.main;
    c.ground_of_legs(
        (400.0, 660.0),
        190.0,
        &[(246.0, 672.0), (554.0, 672.0), (438.0, 638.0)],
    );
    c.glow((400.0, 180.0), 330.0, GLOW, 0.65);
    let pool = c.halo(GLOW, 0.5);
    c.ellipse(400.0, 664.0, 280.0, 36.0, pool);
    let wood = Tones::of(OAK);
    let leg = c.across(&wood, &[(0.0, 0.0), (0.35, 0.4), (1.0, -0.5)]);
    let far = c.across(&wood, &[(0.0, -0.2), (1.0, -0.6)]);
    let brass = Tones::of(BRASS);
    let metal = c.metal(&brass);
    // Tripod.
    c.path("M396 330H416L444 638H430Z", far);
    c.path("M376 330H398L254 672Q244 676 238 668Z", leg);
    c.path("M402 330H424L562 668Q556 676 546 672Z", leg);
    c.stroke("M332 486L436 500L470 486", brass.at(-0.3), 5.0);
    c.stroke("M332 484L470 484", brass.at(0.2), 4.0);
    c.path(
        "M246 650L256 654L250 674L236 670ZM554 650L544 654L550 674L564 670Z",
        metal,
    );
    c.rect((370.0, 312.0, 60.0, 34.0), 8.0, metal);
    c.rect((392.0, 268.0, 16.0, 50.0), 3.0, metal);
    // Shade in the main color, lit from within.
    let shade = c.across(
        &m,
        &[
            (0.0, -0.15),
            (0.1, 0.0),
            (0.28, 0.38),
            (0.5, 0.6),
            (0.74, 0.1),
            (1.0, -0.4),
        ],
    );
    c.surface("M306 84H494L552 268Q400 292 248 268Z", shade);
    let light = c.halo(GLOW, 0.75);
    c.ellipse(400.0, 206.0, 128.0, 86.0, light);
    c.stroke("M248 268Q400 292 552 268", GLOW, 6.0);
    c.stroke("M248 268Q400 292 552 268", m.at(-0.3).veil(0.6), 3.0);
    c.ellipse(400.0, 84.0, 94.0, 8.0, GLOW);
    c.ring((400.0, 84.0), (94.0, 8.0), m.at(-0.35), 4.0);
    c.stroke(
        "M350 90L322 278M400 92V284M450 90L478 278",
        m.at(-0.3).veil(0.2),
        3.0,
    );
    c.stroke(
        "M430 640Q470 690 600 664T790 690L1100 676",
        CHARCOAL.veil(0.6),
        4.0,
    );
    c.ellipse(470.0, 664.0, 20.0, 6.0, CHARCOAL);
}

pub(super) fn pendant_lamp(c: &mut Canvas) {
    let m = c.main;
    let brass = Tones::of(BRASS);
    let metal = c.metal(&brass);
    c.stroke("M400-300V200", CHARCOAL, 7.0);
    c.stroke("M398-300V200", WHITE.veil(0.25), 2.0);
    c.rect((376.0, 186.0, 48.0, 54.0), 8.0, metal);
    c.rect((384.0, 172.0, 32.0, 20.0), 5.0, brass.at(-0.4));
    // The cone of light.
    let beam = c.halo(GLOW, 0.5);
    c.path("M176 480H624L800 800H0Z", beam);
    c.glow((400.0, 520.0), 270.0, GLOW, 0.65);
    // Dome.
    let round = c.round();
    c.surface("M372 232H428Q446 250 470 260Q616 316 644 478Q400 520 156 478Q184 316 330 260Q354 250 372 232Z", round);
    c.path(
        "M644 478Q616 316 470 260Q560 350 566 494Z",
        m.at(-0.8).veil(0.3),
    );
    c.shine("M340 276Q232 330 204 460L236 466Q262 350 366 280Z");
    c.stroke("M336 270Q400 290 464 270", m.at(-0.3).veil(0.6), 4.0);
    // Inside and bulb.
    c.ellipse(400.0, 480.0, 245.0, 30.0, m.at(-0.55));
    let inside = c.down(
        &Tones::of(Rgb::from_u32(0xff_ec_c0)),
        &[(0.0, -0.35), (1.0, 0.7)],
    );
    c.ellipse(400.0, 484.0, 232.0, 24.0, inside);
    c.glow((400.0, 500.0), 110.0, WHITE, 1.0);
    let bulb = c.fade(WHITE, Rgb(255, 226, 150));
    c.path(
        "M372 480H428Q454 500 450 522Q444 552 400 554T350 522Q346 500 372 480Z",
        bulb,
    );
    c.stroke("M158 482Q400 522 642 482", m.at(0.55), 4.0);
    let pool = c.halo(GLOW, 0.55);
    c.ellipse(400.0, 700.0, 330.0, 60.0, pool);
}

pub(super) fn wall_lamp(c: &mut Canvas) {
    let m = c.main;
    let brass = Tones::of(BRASS);
    let light = c.halo(GLOW, 0.5);
    c.path("M330 420L620 420L760 800H160Z", light);
    c.glow((470.0, 470.0), 300.0, GLOW, 0.6);
    // Plate on the wall.
    c.cast("M204 250H256V500H204Z", 16.0, 14.0);
    let plate = c.metal(&brass);
    c.rect((198.0, 240.0, 62.0, 260.0), 30.0, plate);
    c.circle(229.0, 268.0, 6.0, brass.at(-0.5));
    c.circle(229.0, 472.0, 6.0, brass.at(-0.5));
    // Arm with two joints.
    c.stroke("M250 400Q330 300 350 220T480 200", INK.veil(0.12), 18.0);
    c.tube(
        "M232 370Q320 370 330 280T420 176Q474 176 474 236",
        &brass,
        16.0,
    );
    let ball = c.around(&brass, &[(0.0, 0.9), (0.45, 0.0), (1.0, -0.5)]);
    c.circle(232.0, 370.0, 22.0, ball);
    c.circle(474.0, 238.0, 15.0, ball);
    // Shade.
    let round = c.round();
    c.surface(
        "M436 254Q474 240 512 254L524 290Q610 340 632 440Q474 476 316 440Q338 340 424 290Z",
        round,
    );
    c.path(
        "M632 440Q610 340 524 290Q574 366 572 456Z",
        m.at(-0.8).veil(0.28),
    );
    c.shine("M432 300Q366 350 350 432L376 438Q394 360 452 304Z");
    c.stroke("M424 290Q474 302 524 290", m.at(-0.4), 5.0);
    c.ellipse(474.0, 442.0, 158.0, 22.0, m.at(-0.5));
    let inside = c.down(
        &Tones::of(Rgb::from_u32(0xff_ec_c0)),
        &[(0.0, -0.3), (1.0, 0.7)],
    );
    c.ellipse(474.0, 445.0, 148.0, 17.0, inside);
    c.glow((474.0, 462.0), 90.0, WHITE, 1.0);
    let bulb = c.fade(WHITE, Rgb(255, 226, 150));
    c.ellipse(474.0, 470.0, 40.0, 34.0, bulb);
    c.stroke("M318 444Q474 480 630 444", m.at(0.5), 3.0);
    // Switch cord.
    c.stroke("M229 500V600", brass.at(-0.3), 3.0);
    c.path("M222 600h14l4 26q-11 8-22 0z", brass.at(0.1));
}

pub(super) fn string_lights(c: &mut Canvas) {
    let m = c.main;
    let cord = Tones::of(CHARCOAL);
    let socket = c.across(&m, &[(0.0, -0.1), (0.3, 0.4), (0.6, 0.0), (1.0, -0.5)]);
    let warm = Tones::of(Rgb::from_u32(0xff_d9_8a));
    let warm = c.around(&warm, &[(0.0, 1.0), (0.35, 0.8), (0.8, 0.0), (1.0, -0.2)]);
    let halo = c.halo(GLOW, 0.85);
    let bulb = c.keep();
    c.circle(0.0, 78.0, 120.0, halo);
    c.path(
        "M-13 34Q-50 72 -40 108Q-30 140 0 142T40 108Q50 72 13 34Z",
        warm,
    );
    c.path(
        "M-24 70Q-36 92 -28 112Q-20 124 -14 126Q-24 100 -12 66Z",
        WHITE.veil(0.8),
    );
    c.stroke(
        "M-8 46V80L-4 96L0 82L4 96L8 80V46",
        Rgb(214, 120, 40).veil(0.8),
        2.5,
    );
    c.rect((-17.0, -6.0, 34.0, 46.0), 6.0, socket);
    c.stroke("M-14 14H14M-14 24H14", m.at(-0.6).veil(0.7), 3.0);
    c.end_kept();
    // Two strings, the far one smaller; a bulb every so often along each.
    for (from, sag, to, scale, count) in [
        (96.0f32, 250.0f32, 150.0f32, 0.72f32, 7),
        (250.0, 330.0, 190.0, 1.1, 5),
    ] {
        let low = (from + to) / 2.0 + sag;
        c.stroke(
            format_args!(
                "M-260 {:.0}L-20 {from}Q400 {low:.0} 820 {to}L1060 {:.0}",
                from - (low - from) * 0.57,
                to - (low - to) * 0.57
            ),
            cord.at(0.2),
            6.0 * scale,
        );
        for i in 0..count {
            let t = (i as f32 + 0.5) / count as f32;
            let y = from + (to - from) * t + sag * 2.0 * t * (1.0 - t);
            let turn = c.vary(-8.0, 8.0);
            c.reuse(
                bulb,
                format_args!(
                    "translate({:.0} {y:.0}) rotate({turn:.0}) scale({scale})",
                    840.0 * t - 20.0
                ),
            );
        }
    }
    // The plug end, coiled below.
    c.ground(400.0, 700.0, 130.0);
    for (rx, ry, y) in [
        (118.0, 26.0, 694.0),
        (106.0, 23.0, 684.0),
        (112.0, 25.0, 674.0),
    ] {
        c.ring((400.0, y), (rx, ry), cord.at(-0.3), 9.0);
        c.ring((398.0, y - 2.0), (rx, ry), cord.at(0.3), 3.0);
    }
    c.stroke("M500 690Q560 720 610 690", cord.at(-0.1), 8.0);
    c.rect((604.0, 668.0, 54.0, 36.0), 10.0, m.at(-0.1));
    c.stroke("M658 678h22M658 694h22", BRASS, 6.0);
}
