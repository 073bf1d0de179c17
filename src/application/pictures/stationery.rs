//! Stationery: notebook, pen, desk organizer, file box.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{BRASS, INK, IVORY, Rgb, STEEL, TAN, Tones, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("notebook", notebook, Setting::Desk)
        .detail(430.0, 400.0, 1.6)
        .lying(),
    Drawing::new("pen", pen, Setting::Desk)
        .detail(300.0, 480.0, 1.9)
        .lying(),
    Drawing::new("desk-organizer", desk_organizer, Setting::Desk).detail(360.0, 330.0, 1.6),
    Drawing::new("file-box", file_box, Setting::Desk).detail(400.0, 440.0, 1.7),
];

pub(super) fn notebook(c: &mut Canvas) {
    let m = c.main;
    let paper = Tones::of(IVORY);
    c.ground(410.0, 668.0, 190.0);
    c.open("rotate(-7 400 400)");
    let cover =
        "M212 140Q212 120 232 120H560Q580 120 580 140V640Q580 660 560 660H232Q212 660 212 640Z";
    c.cast(cover, 20.0, 14.0);
    // Back cover, the block of pages, the ribbon, the cover.
    c.open("translate(16 12)");
    c.path(cover, m.at(-0.55));
    c.close();
    let pages = c.across(&paper, &[(0.0, 0.2), (1.0, -0.1)]);
    c.path(
        "M226 134H582Q588 134 588 142V652Q588 662 578 662H232Z",
        pages,
    );
    c.stroke(
        "M583 150V652M587 152V654M236 658H580M236 663H580",
        paper.at(-0.35).veil(0.6),
        1.6,
    );
    c.path(
        "M420 656L424 716L436 702L448 714L444 656Z",
        Tones::of(Rgb::from_u32(0xc2_4b_3f)).at(0.0),
    );
    let face = c.panel();
    c.surface(cover, face);
    c.path(
        "M212 140Q212 120 232 120H256V660H232Q212 660 212 640Z",
        m.at(-0.32).veil(0.7),
    );
    c.stroke("M257 122V658", m.at(-0.5).veil(0.8), 3.0);
    c.stroke("M261 122V658", m.at(0.45).veil(0.7), 2.5);
    c.stroke("M214 142Q214 122 234 122H558", m.at(0.65), 3.0);
    c.path("M268 124H460L300 656H268Z", WHITE.veil(0.07));
    // Label and elastic.
    c.rect((316.0, 226.0, 180.0, 104.0), 4.0, INK.veil(0.2));
    let label = c.slant(&paper, &[(0.0, 0.5), (1.0, -0.06)]);
    c.rect((313.0, 222.0, 180.0, 104.0), 4.0, label);
    c.stroke("M322 231H484V317H322Z", m.at(-0.2).veil(0.5), 2.0);
    c.stroke("M344 262H462M344 286H430", m.at(-0.4).veil(0.7), 4.0);
    let band = Tones::of(m.at(-0.5));
    let elastic = c.across(&band, &[(0.0, 0.35), (0.5, 0.0), (1.0, -0.3)]);
    c.rect((532.0, 118.0, 17.0, 544.0), 2.0, elastic);
    c.rect((549.0, 122.0, 5.0, 536.0), 0.0, INK.veil(0.16));
    // A pencil in its loop.
    let wood = c.across(
        &Tones::of(BRASS),
        &[(0.0, 0.0), (0.3, 0.5), (0.5, 0.1), (1.0, -0.4)],
    );
    c.rect((590.0, 236.0, 20.0, 320.0), 2.0, wood);
    c.path("M590 236L600 196L610 236Z", Tones::of(TAN).at(0.5));
    c.path("M597 210L600 196L603 210Z", INK);
    c.rect((589.0, 540.0, 22.0, 16.0), 2.0, STEEL);
    c.rect(
        (590.0, 556.0, 20.0, 20.0),
        5.0,
        Tones::of(Rgb::from_u32(0xd9_8c_86)).at(0.0),
    );
    c.rect((582.0, 360.0, 36.0, 60.0), 6.0, m.at(-0.3));
    c.stroke("M584 364H616", m.at(0.3), 3.0);
    c.close();
}

pub(super) fn pen(c: &mut Canvas) {
    let m = c.main;
    let brass = Tones::of(BRASS);
    // A line just written, the pen with its cap set at the back, over it.
    c.stroke(
        "M96 640Q150 560 176 620T250 610Q290 560 310 616T384 604Q420 590 470 612",
        INK.veil(0.75),
        5.0,
    );
    c.stroke("M130 700Q260 676 420 700", INK.veil(0.35), 4.0);
    c.open("rotate(-38 400 400) translate(-4 30)");
    c.open("translate(16 46)");
    for (w, o) in [(60.0, 0.03), (44.0, 0.04), (28.0, 0.06)] {
        c.stroke("M140 400H690", INK.veil(o), w);
    }
    c.close();
    // Nib.
    let nib = c.down(&brass, &[(0.0, 0.2), (0.3, 0.9), (0.55, 0.0), (1.0, -0.55)]);
    c.path("M70 402Q150 370 206 366V434Q150 432 70 402Z", nib);
    c.path("M112 392Q160 380 196 378V402H84Z", WHITE.veil(0.3));
    c.stroke("M72 402H164", INK.veil(0.8), 2.5);
    c.circle(168.0, 401.0, 6.0, INK.veil(0.8));
    // Grip section, ring, barrel.
    let dark = Tones::of(m.at(-0.55));
    let grip = c.down(&dark, &[(0.0, 0.2), (0.22, 0.55), (0.5, 0.0), (1.0, -0.5)]);
    c.path("M204 364Q250 360 296 354V446Q250 440 204 436Z", grip);
    let ring = c.down(
        &brass,
        &[(0.0, 0.2), (0.28, 0.95), (0.55, 0.0), (1.0, -0.55)],
    );
    c.rect((292.0, 351.0, 14.0, 98.0), 4.0, ring);
    let barrel = c.swell();
    c.surface("M306 350Q420 340 520 346V454Q420 460 306 450Z", barrel);
    c.path(
        "M310 364Q420 354 520 360V376Q420 370 310 380Z",
        WHITE.veil(0.38),
    );
    // Cap with its clip.
    let cap = c.swell();
    c.rect((516.0, 340.0, 20.0, 120.0), 4.0, ring);
    c.rect((542.0, 341.0, 6.0, 118.0), 2.0, ring);
    c.surface(
        "M548 342Q680 338 744 358Q764 368 764 400T744 442Q680 462 548 458Z",
        cap,
    );
    c.path(
        "M552 358Q680 352 742 372Q680 372 552 376Z",
        WHITE.veil(0.38),
    );
    let end = c.around(&brass, &[(0.0, 0.9), (0.5, 0.0), (1.0, -0.5)]);
    c.path("M744 372Q770 376 770 400T744 428Z", end);
    c.path(
        "M742 380H590Q566 382 560 396Q566 408 590 406H742Z",
        INK.veil(0.25),
    );
    let clip = c.down(&brass, &[(0.0, 0.85), (0.5, 0.1), (1.0, -0.5)]);
    c.path("M746 374H590Q564 374 556 390Q562 400 590 398H746Z", clip);
    c.circle(568.0, 388.0, 9.0, end);
    c.close();
}

pub(super) fn desk_organizer(c: &mut Canvas) {
    let m = c.main;
    c.ground(400.0, 654.0, 290.0);
    let inside = c.down(&m, &[(0.0, -0.7), (1.0, -0.4)]);
    // Tall compartment with pens, ruler and scissors.
    c.path("M138 340H388V400H138Z", inside);
    let pencil = |c: &mut Canvas, x: f32, top: f32, turn: f32, color: u32| {
        let tones = Tones::of(Rgb::from_u32(color));
        let body = c.across(&tones, &[(0.0, 0.1), (0.3, 0.5), (0.6, 0.0), (1.0, -0.4)]);
        c.open(format_args!("rotate({turn} {x} 460)"));
        c.rect((x - 10.0, top, 20.0, 460.0 - top), 1.0, body);
        c.path(
            format_args!("M{} {top}L{x} {}L{} {top}Z", x - 10.0, top - 40.0, x + 10.0),
            Rgb(232, 204, 164),
        );
        c.path(
            format_args!(
                "M{} {}L{x} {}L{} {}Z",
                x - 3.5,
                top - 26.0,
                top - 40.0,
                x + 3.5,
                top - 26.0
            ),
            INK,
        );
        c.close();
    };
    let tilt = c.vary(-4.0, 4.0);
    pencil(c, 200.0, 200.0, -8.0 + tilt, 0xd8_a5_3c);
    pencil(c, 236.0, 160.0, -2.0 + tilt, 0x5c_7f_8c);
    pencil(c, 270.0, 190.0, 5.0 + tilt, 0xb9_56_44);
    let steel = Tones::of(STEEL);
    let ruler = c.across(&steel, &[(0.0, 0.3), (0.4, 0.9), (1.0, -0.1)]);
    c.open("rotate(5 320 460)");
    c.rect((300.0, 120.0, 34.0, 340.0), 3.0, ruler);
    c.stroke("M334 140h-12M334 160h-8M334 180h-12M334 200h-8M334 220h-12M334 240h-8M334 260h-12M334 280h-8M334 300h-12", INK.veil(0.6), 2.5);
    c.close();
    let red = Tones::of(Rgb::from_u32(0xc4_63_4a));
    c.stroke("M352 300L372 400M378 296L358 400", steel.at(-0.1), 11.0);
    c.ring((340.0, 262.0), (17.0, 31.0), red.at(-0.1), 12.0);
    c.ring((382.0, 258.0), (17.0, 31.0), red.at(0.1), 12.0);
    c.circle(364.0, 330.0, 5.0, steel.at(-0.5));
    // Cards stand in the lower compartment.
    c.path("M394 464H662V520H394Z", inside);
    let card = c.slant(&Tones::of(IVORY), &[(0.0, 0.6), (1.0, -0.15)]);
    c.path("M438 372L596 360L606 520H446Z", card);
    c.path(
        "M420 396L560 402L552 520H424Z",
        Tones::of(Rgb::from_u32(0xe9_c9_70)).at(0.2),
    );
    c.stroke("M440 426L536 430M440 448L510 451", INK.veil(0.35), 4.0);
    c.rect(
        (600.0, 424.0, 34.0, 96.0),
        4.0,
        Tones::of(Rgb::from_u32(0x7f_9a_8c)).at(0.1),
    );
    // Fronts and the right side.
    let front = c.panel();
    c.surface(
        "M134 372Q134 360 146 360H392V640Q392 652 380 652H146Q134 652 134 640Z",
        front,
    );
    c.surface(
        "M392 484H654Q666 484 666 496V640Q666 652 654 652H392Z",
        front,
    );
    c.path(
        "M376 360H392V652H376ZM650 484H654Q666 484 666 496V640Q666 652 654 652H650Z",
        m.at(-0.4).veil(0.7),
    );
    c.stroke("M140 362H390M394 486H656", m.at(0.65), 4.0);
    c.path("M392 486L420 520V652H392Z", INK.veil(0.16));
    c.path("M146 372H300L190 640H146Z", WHITE.veil(0.1));
    // Drawer.
    c.rect((410.0, 566.0, 238.0, 70.0), 6.0, m.at(-0.6));
    let drawer = c.slant(&m, &[(0.0, 0.34), (1.0, -0.2)]);
    c.rect((414.0, 568.0, 230.0, 64.0), 5.0, drawer);
    let knob = c.around(&Tones::of(BRASS), &[(0.0, 0.9), (0.5, 0.0), (1.0, -0.5)]);
    c.circle(531.0, 603.0, 13.0, INK.veil(0.25));
    c.circle(529.0, 599.0, 12.0, knob);
    c.path(
        "M220 470h86q6 0 6 6v34q0 6-6 6h-86q-6 0-6-6v-34q0-6 6-6z",
        BRASS,
    );
    c.path("M222 476h82v34h-82z", IVORY);
    c.stroke("M236 493H288", INK.veil(0.5), 4.0);
}

pub(super) fn file_box(c: &mut Canvas) {
    let m = c.main;
    c.ground(410.0, 652.0, 270.0);
    // Folders look out; box: inside, side, front; then the leaning lid behind.
    let lid = c.slant(&m, &[(0.0, 0.1), (1.0, -0.45)]);
    c.open("rotate(7 640 650)");
    c.surface(
        "M470 318Q470 308 480 308H696Q706 308 706 318V640Q706 650 696 650H470Z",
        lid,
    );
    c.path(
        "M684 308H696Q706 308 706 318V640Q706 650 696 650H684Z",
        m.at(-0.5),
    );
    c.stroke("M474 310H696", m.at(0.5), 4.0);
    c.close();
    c.path("M170 360H560L600 320H230Z", m.at(-0.72));
    let tabs = [0xe8_d2_9a, 0xf4_ec_dc, 0xc9_d6_cc, 0xe3_b9_a2];
    for (i, color) in tabs.into_iter().enumerate() {
        let x = 190.0 + 16.0 * (3 - i) as f32;
        let y = 258.0 + 18.0 * i as f32;
        let tones = Tones::of(Rgb::from_u32(color));
        let sheet = c.down(&tones, &[(0.0, 0.4), (1.0, -0.25)]);
        let tab = x + 20.0 + 84.0 * i as f32;
        c.path(
            format_args!(
                "M{x} {}Q{x} {y} {} {y}H{tab}L{} {}H{}L{} {y}H{}Q{} {y} {} {}V420H{x}Z",
                y + 8.0,
                x + 8.0,
                tab + 8.0,
                y - 24.0,
                tab + 66.0,
                tab + 74.0,
                x + 354.0,
                x + 362.0,
                x + 362.0,
                y + 8.0
            ),
            sheet,
        );
        c.stroke(
            format_args!("M{} {}H{}", tab + 20.0, y - 8.0, tab + 54.0),
            INK.veil(0.45),
            4.0,
        );
    }
    let side = c.across(&m, &[(0.0, -0.3), (1.0, -0.55)]);
    c.surface("M560 360L612 318V600L560 652Z", side);
    let front = c.panel();
    c.surface(
        "M160 366Q160 356 170 356H550Q562 356 562 366V644Q562 654 550 654H172Q160 654 160 644Z",
        front,
    );
    c.stroke("M164 358H558", m.at(0.65), 4.0);
    c.path("M170 366H360L240 644H170Z", WHITE.veil(0.08));
    // Metal corners, label holder, pull ring.
    let brass = Tones::of(BRASS);
    let metal = c.slant(&brass, &[(0.0, 0.7), (0.4, 0.0), (1.0, -0.4)]);
    c.path("M160 612V644Q160 654 172 654H204Q164 650 160 612ZM562 612V644Q562 654 550 654H518Q558 650 562 612Z", metal);
    c.path("M160 398V366Q160 356 170 356H204Q164 360 160 398ZM562 398V366Q562 356 550 356H518Q558 360 562 398Z", metal);
    c.rect((274.0, 416.0, 176.0, 92.0), 6.0, INK.veil(0.25));
    c.rect((270.0, 410.0, 180.0, 94.0), 6.0, metal);
    c.rect((282.0, 420.0, 156.0, 74.0), 3.0, IVORY);
    c.stroke("M304 446H416M304 468H380", INK.veil(0.5), 5.0);
    c.ring((363.0, 576.0), (36.0, 36.0), INK.veil(0.25), 11.0);
    c.ring((360.0, 572.0), (36.0, 36.0), brass.at(-0.3), 11.0);
    c.ring((359.0, 571.0), (37.0, 37.0), brass.at(0.5), 4.0);
    c.circle(360.0, 540.0, 9.0, brass.at(0.2));
    c.stroke("M176 372V640", m.at(0.5).veil(0.4), 3.0);
    c.stitches("M186 380H536V632H186Z", m.seam().veil(0.45), 2.0);
}
