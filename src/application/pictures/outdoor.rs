//! Outdoor: tent, sleeping bag, stove, lantern, backpack, bottle.

use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{BRASS, CHARCOAL, GLOW, INK, Rgb, STEEL, TAN, Tones, WHITE};
use super::{Drawing, Material};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("tent", tent, Setting::Meadow).detail(330.0, 430.0, 1.75),
    Drawing::new("sleeping-bag", sleeping_bag, Setting::Meadow)
        .detail(390.0, 280.0, 1.7)
        .lying(),
    Drawing::new("camp-stove", camp_stove, Setting::Meadow).detail(400.0, 340.0, 1.8),
    Drawing::new("lantern", lantern, Setting::Meadow).detail(400.0, 400.0, 1.7),
    Drawing::new("backpack", backpack, Setting::Meadow).detail(400.0, 330.0, 1.7),
    Drawing::new("water-bottle", water_bottle, Setting::Meadow).detail(400.0, 250.0, 2.0),
];

pub(super) fn tent(c: &mut Canvas) {
    let m = c.main;
    c.ground(410.0, 650.0, 330.0);
    c.stroke("M300 224L56 650M560 262L764 624", CHARCOAL.veil(0.6), 2.5);
    c.stroke("M50 638l8 26M760 612l8 26", STEEL, 6.0);
    // The far pole, then the long side in the shade.
    c.stroke("M300 240V196M560 274V240", STEEL, 7.0);
    let side = c.slant(&m, &[(0.0, 0.2), (0.35, 0.0), (1.0, -0.42)]);
    c.surface(
        "M300 226C380 258 480 272 560 262Q620 460 700 606Q580 640 446 654Q398 430 300 226Z",
        side,
    );
    c.path(
        "M470 268Q556 450 618 634L700 606Q620 460 560 262Q516 270 470 268Z",
        m.at(-0.5).veil(0.35),
    );
    c.stroke(
        "M384 253Q462 450 534 643M470 268Q556 450 620 632",
        m.seam().veil(0.7),
        2.5,
    );
    c.stroke("M446 654Q580 640 700 606", m.at(-0.6), 6.0);
    // A vent under the ridge.
    c.path("M496 330q28-26 56-8l20 40q-34-14-64 2z", m.at(-0.62));
    c.path("M490 326q32-30 66-10l10 18q-34-20-66 6z", m.at(0.3));
    // The front, lit.
    let front = c.across(&m, &[(0.0, 0.1), (0.5, 0.34), (1.0, 0.0)]);
    c.surface(
        "M300 226Q226 440 118 632Q280 668 446 654Q398 430 300 226Z",
        front,
    );
    let inside = c.fade(m.at(-0.8), m.at(-0.45).mix(GLOW, 0.45));
    c.path(
        "M299 292Q262 470 216 651Q300 662 382 657Q350 460 299 292Z",
        inside,
    );
    c.path(
        "M228 610Q300 622 372 612L382 657Q300 662 216 651Z",
        m.at(-0.2).mix(GLOW, 0.35),
    );
    c.path("M236 632q60-22 128-4l8 27q-70 4-142-3z", CHARCOAL.veil(0.7));
    c.path(
        "M240 622q60-22 122-4q8 16 4 22q-70-12-132 0z",
        Tones::of(GLOW).at(-0.35),
    );
    // Door flaps, rolled to the sides.
    let flap = c.across(&m, &[(0.0, -0.3), (0.4, 0.4), (1.0, -0.25)]);
    c.path("M299 286Q262 470 216 652L180 645Q252 470 299 286Z", flap);
    c.path("M299 286Q352 470 384 657L420 656Q374 460 299 286Z", flap);
    c.stroke("M222 560l22 6M362 560l26-8", m.at(-0.7), 7.0);
    c.stroke("M300 226Q226 440 118 632", m.at(0.7), 3.0);
    c.stroke("M118 632Q280 668 446 654", m.at(-0.55), 6.0);
    c.stroke("M300 226C380 258 480 272 560 262", m.at(0.62), 5.0);
    c.stroke("M300 226Q398 430 446 654", m.at(-0.45).veil(0.8), 3.0);
    c.circle(300.0, 222.0, 7.0, BRASS);
    c.circle(560.0, 260.0, 6.0, BRASS);
}

pub(super) fn sleeping_bag(c: &mut Canvas) {
    let m = c.main;
    let outline = "M400 96C500 96 566 160 566 250L548 600C540 690 500 716 400 716S260 690 252 600L234 250C234 160 300 96 400 96Z";
    c.open("rotate(14 400 400) translate(24 24) scale(.94)");
    c.cast(outline, 20.0, 22.0);
    let lining = Tones::of(m.at(-0.35).mix(BRASS, 0.35));
    let body = c.across(&m, &[(0.0, 0.12), (0.28, 0.2), (0.6, 0.0), (1.0, -0.4)]);
    c.surface(outline, body);
    // Baffles: each swells, lit from above.
    let swell = c.down(&m, &[(0.0, 0.36), (0.4, 0.05), (1.0, -0.3)]);
    c.open_within(outline);
    for i in 0..7 {
        let y = 270 + 66 * i;
        c.path(
            format_args!(
                "M226 {y}Q400 {} 574 {y}V{}Q400 {} 226 {}Z",
                y + 34,
                y + 62,
                y + 96,
                y + 62
            ),
            swell,
        );
    }
    c.path(
        "M470 90C540 300 520 560 470 720H600V90Z",
        m.at(-0.6).veil(0.3),
    );
    c.close();
    // The hood and the opening with its lining.
    let hood = c.around(&m, &[(0.0, 0.36), (0.5, 0.0), (1.0, -0.35)]);
    c.path(
        "M400 96C500 96 566 160 566 250L562 316Q400 372 238 316L234 250C234 160 300 96 400 96Z",
        hood,
    );
    c.stroke("M300 112Q276 150 270 214M360 98Q350 110 346 124M440 98Q450 110 454 124M500 112Q526 150 532 214", m.seam().veil(0.6), 3.0);
    let inside = c.around(&lining, &[(0.0, -0.5), (0.6, -0.2), (1.0, 0.3)]);
    c.ellipse(400.0, 226.0, 112.0, 84.0, inside);
    let pillow = c.down(&Tones::of(lining.at(0.35)), &[(0.0, 0.4), (1.0, -0.3)]);
    c.path("M306 236Q400 168 494 236Q480 300 400 304T306 236Z", pillow);
    c.ring((400.0, 226.0), (114.0, 86.0), m.at(-0.5), 7.0);
    c.stroke("M300 196Q340 142 400 140", m.at(0.6), 4.0);
    // The zip, its slider, and the draw cord.
    c.stroke("M292 284Q272 420 296 596", m.at(-0.75), 8.0);
    c.stitches("M292 284Q272 420 296 596", BRASS, 4.0);
    c.path("M288 280h14l4 34q-11 8-22 0z", Tones::of(BRASS).at(0.3));
    c.stroke("M500 262q34 30 26 70", CHARCOAL, 4.0);
    c.rect((519.0, 326.0, 14.0, 24.0), 6.0, CHARCOAL);
    c.rect((376.0, 664.0, 48.0, 26.0), 4.0, m.at(0.5));
    c.stroke("M384 672h32M384 681h20", m.at(-0.5), 3.0);
    c.close();
}

pub(super) fn camp_stove(c: &mut Canvas) {
    let m = c.main;
    let steel = Tones::of(STEEL);
    c.ground(400.0, 652.0, 170.0);
    // Gas cartridge.
    let round = c.round();
    c.surface(
        "M262 500Q262 452 320 440H480Q538 452 538 500V626Q538 652 400 656T262 626Z",
        round,
    );
    c.path(
        "M262 540Q400 562 538 540V592Q400 614 262 592Z",
        WHITE.veil(0.86),
    );
    c.path(
        "M378 556q22-34 22-34q26 30 22 44a22 22 0 0 1-44 0z",
        m.at(-0.1),
    );
    c.stroke(
        "M448 566h54M448 580h36M300 566h46M300 580h30",
        m.at(-0.35).veil(0.6),
        5.0,
    );
    let rim = c.metal(&steel);
    c.path(
        "M262 626Q262 640 300 646Q400 660 500 646Q538 640 538 626V638Q538 660 400 662T262 638Z",
        rim,
    );
    c.path("M314 442Q400 424 486 442L470 456Q400 444 330 456Z", rim);
    c.shine("M286 500Q288 474 306 462V620Q288 616 286 604Z");
    // Valve, stem and knob.
    let metal = c.metal(&steel);
    c.rect((378.0, 376.0, 44.0, 66.0), 6.0, metal);
    c.rect((368.0, 410.0, 64.0, 20.0), 5.0, metal);
    c.rect((388.0, 318.0, 24.0, 66.0), 3.0, metal);
    c.tube("M422 398H486", &steel, 9.0);
    c.stroke("M486 398h40q20 0 20 16t-20 16h-22", steel.at(-0.3), 6.0);
    c.rect((478.0, 384.0, 22.0, 28.0), 6.0, Tones::of(CHARCOAL).at(0.1));
    // Burner and its flames.
    let bowl = c.metal(&Tones::of(BRASS));
    c.path("M336 286H464L438 322Q400 332 362 322Z", bowl);
    c.ellipse(400.0, 286.0, 64.0, 13.0, steel.at(-0.5));
    c.glow((400.0, 250.0), 130.0, Rgb(110, 170, 255), 0.5);
    let flame = c.fade(Rgb(170, 214, 255), Rgb(58, 110, 226));
    for (x, h) in [(350, 54), (376, 66), (400, 74), (424, 66), (450, 54)] {
        c.path(
            format_args!(
                "M{} 284Q{} {} {x} {}Q{} {} {} 284Z",
                x - 12,
                x - 14,
                284 - h / 2,
                284 - h,
                x + 14,
                284 - h / 2,
                x + 12
            ),
            flame,
        );
    }
    c.stroke("M376 280v-22M400 280v-28M424 280v-22", WHITE.veil(0.7), 5.0);
    // Pot supports.
    for d in [
        "M364 318L296 262V226H236L250 214H318L330 246",
        "M436 318L504 262V226H564L550 214H482L470 246",
    ] {
        c.tube(d, &steel, 11.0);
    }
    c.tube("M400 326V292M400 226V206M386 206h28", &steel, 10.0);
}

pub(super) fn lantern(c: &mut Canvas) {
    let m = c.main;
    let steel = Tones::of(STEEL);
    c.ground(400.0, 654.0, 190.0);
    c.tube("M296 290C226 90 574 90 504 290", &steel, 10.0);
    c.rect((374.0, 129.0, 52.0, 22.0), 11.0, m.at(-0.3));
    c.glow((400.0, 410.0), 330.0, GLOW, 0.75);
    // Globe and flame.
    let glass = c.fade(Rgb(255, 250, 232), Rgb(255, 222, 150));
    c.path(
        "M306 300Q262 380 262 430Q262 500 306 548H494Q538 500 538 430Q538 380 494 300Z",
        glass,
    );
    c.glow((400.0, 430.0), 120.0, WHITE, 0.95);
    let flame = c.fade(Rgb(255, 244, 200), Rgb(246, 158, 58));
    c.path(
        "M400 348C430 400 446 430 438 466Q430 500 400 502T362 466C356 430 376 400 400 348Z",
        flame,
    );
    c.path(
        "M400 420C414 446 420 460 416 476Q410 492 400 492T384 476C380 460 390 446 400 420Z",
        WHITE.veil(0.85),
    );
    c.path(
        "M300 340Q278 390 280 440Q282 490 306 530Q316 480 308 430T318 322Z",
        WHITE.veil(0.6),
    );
    let round = c.round();
    c.rect((368.0, 500.0, 64.0, 50.0), 6.0, round);
    // Cage.
    let wire = Tones::of(m.at(-0.2));
    for d in [
        "M312 296Q244 390 250 430T312 552",
        "M488 296Q556 390 550 430T488 552",
    ] {
        c.tube(d, &wire, 9.0);
    }
    c.stroke(
        "M366 298Q346 380 346 430T366 550M434 298Q454 380 454 430T434 550",
        m.at(-0.4).veil(0.55),
        5.0,
    );
    c.ring((400.0, 424.0), (152.0, 18.0), m.at(-0.3), 6.0);
    // Cap.
    c.surface(
        "M290 300Q292 256 350 244L360 208Q400 196 440 208L450 244Q508 256 510 300Q400 322 290 300Z",
        round,
    );
    c.stroke(
        "M334 264h.1M356 258h.1M378 256h.1M400 255h.1M422 256h.1M444 258h.1M466 264h.1",
        m.at(-0.75),
        10.0,
    );
    c.stroke("M290 300Q400 322 510 300", m.at(-0.5), 6.0);
    c.circle(296.0, 292.0, 11.0, steel.at(0.0));
    c.circle(504.0, 292.0, 11.0, steel.at(-0.3));
    // Base with the fuel cap.
    c.surface(
        "M286 548Q400 572 514 548L542 596Q552 640 530 646Q400 672 270 646Q248 640 258 596Z",
        round,
    );
    c.stroke("M286 548Q400 572 514 548", m.at(0.5), 5.0);
    c.stroke("M258 600Q400 628 542 600", m.at(-0.4).veil(0.7), 4.0);
    let brass = c.metal(&Tones::of(BRASS));
    c.rect((468.0, 556.0, 46.0, 26.0), 6.0, brass);
    c.circle(326.0, 616.0, 14.0, Tones::of(BRASS).at(-0.1));
    c.circle(322.0, 612.0, 6.0, Tones::of(BRASS).at(0.7));
    c.shine("M284 596Q288 570 304 560L300 640Q282 636 280 626Z");
}

pub(super) fn backpack(c: &mut Canvas) {
    let m = c.main;
    let strap = Tones::of(m.at(-0.6));
    c.ground(400.0, 656.0, 190.0);
    // Haul loop and shoulder straps behind.
    c.tube("M356 150C356 96 444 96 444 150", &strap, 14.0);
    c.tube("M268 220C190 300 196 480 232 590", &strap, 22.0);
    c.tube("M532 220C610 300 604 480 568 590", &strap, 22.0);
    // Side pockets with a bottle.
    let steel = c.metal(&Tones::of(STEEL));
    c.path("M196 400q0-10 8-12v-22h34v22q10 2 10 12v120h-52z", steel);
    let dark = c.across(&m, &[(0.0, -0.1), (0.4, -0.16), (1.0, -0.6)]);
    c.surface("M190 470Q220 456 262 466V640Q206 634 196 606Z", dark);
    c.surface("M610 470Q580 456 538 466V640Q594 634 604 606Z", dark);
    // Body.
    let round = c.round();
    c.surface("M400 126C500 126 554 166 560 260L574 590Q576 650 520 654Q400 664 280 654Q224 650 226 590L240 260C246 166 300 126 400 126Z", round);
    c.path(
        "M480 132C530 150 556 190 560 260L574 590Q576 650 520 654L470 657Q520 400 480 132Z",
        m.at(-0.8).veil(0.18),
    );
    c.stroke(
        "M276 330Q250 470 262 640M524 330Q550 470 538 640",
        m.seam().veil(0.5),
        3.0,
    );
    // Lower pocket.
    let swell = c.swell();
    c.surface(
        "M290 452Q400 430 510 452L524 606Q524 640 490 642Q400 650 310 642Q276 640 276 606Z",
        swell,
    );
    c.stroke("M296 486Q400 466 504 486", m.at(-0.75), 7.0);
    c.stitches("M296 486Q400 466 504 486", STEEL, 3.0);
    c.path("M330 482l12-1 3 40q-9 6-18 0z", Tones::of(BRASS).at(0.1));
    c.rect((364.0, 560.0, 72.0, 40.0), 5.0, Tones::of(TAN).at(0.05));
    c.stitches("M368 565H432V595H368Z", Tones::of(TAN).at(0.5), 1.6);
    // Lid.
    let lid = c.swell();
    c.path(
        "M232 342Q400 384 568 342L566 356Q400 402 234 356Z",
        INK.veil(0.22),
    );
    c.surface(
        "M400 120C506 120 558 162 566 258L570 334Q400 380 230 334L234 258C242 162 294 120 400 120Z",
        lid,
    );
    c.stroke("M300 214Q400 196 500 214", m.at(-0.7), 6.0);
    c.stitches("M300 214Q400 196 500 214", STEEL, 3.0);
    c.stroke("M230 334Q400 380 570 334", m.at(-0.45), 5.0);
    c.stitches("M240 316Q400 358 560 316", m.seam().veil(0.7), 2.0);
    // Straps with buckles.
    let band = c.across(&strap, &[(0.0, 0.3), (1.0, -0.3)]);
    for x in [312.0, 466.0] {
        c.rect((x, 300.0, 22.0, 156.0), 3.0, band);
        c.rect((x - 7.0, 384.0, 36.0, 40.0), 7.0, CHARCOAL);
        c.rect(
            (x - 2.0, 392.0, 26.0, 9.0),
            3.0,
            Tones::of(CHARCOAL).at(0.5),
        );
    }
    c.path(
        "M262 252Q270 176 340 150Q300 200 296 300L264 296Z",
        WHITE.veil(0.13),
    );
}

pub(super) fn water_bottle(c: &mut Canvas) {
    let m = c.main;
    let steel = Tones::of(STEEL);
    c.ground(400.0, 656.0, 116.0);
    // Loop and cap.
    let cap = Tones::of(CHARCOAL);
    c.tube("M352 176C350 84 450 84 448 176", &cap, 20.0);
    let lid = c.across(&cap, &[(0.0, 0.0), (0.2, 0.45), (0.5, 0.05), (1.0, -0.45)]);
    c.rect((336.0, 160.0, 128.0, 62.0), 12.0, lid);
    c.stroke(
        "M356 172v40M376 174v40M396 175v40M416 175v40M436 174v40M452 172v40",
        INK.veil(0.5),
        4.0,
    );
    let neck = c.metal(&steel);
    c.rect((344.0, 220.0, 112.0, 26.0), 4.0, neck);
    // Body.
    let round = c.round();
    c.surface(
        "M344 244H456Q506 268 508 322V624Q508 654 400 656T292 624V322Q294 268 344 244Z",
        round,
    );
    c.path(
        "M292 612Q400 634 508 612V626Q508 656 400 658T292 626Z",
        neck,
    );
    c.stroke("M292 610Q400 632 508 610", m.at(-0.5).veil(0.8), 3.0);
    c.stroke("M344 246Q400 256 456 246", m.at(0.6), 3.0);
    // Mark.
    c.path(
        "M360 470L392 412L412 446L424 428L450 470Z",
        WHITE.veil(0.85),
    );
    c.stroke("M366 492H444", WHITE.veil(0.85), 5.0);
    c.stroke("M384 508H426", WHITE.veil(0.6), 4.0);
    c.shine("M322 330Q326 296 346 280V600Q326 596 322 580Z");
    c.path(
        "M484 320Q490 330 490 350V604Q488 612 474 618Z",
        WHITE.veil(0.12),
    );
    if c.material == Material::Glass {
        c.path(
            "M304 420Q400 440 496 420V612Q400 632 304 612Z",
            m.at(0.3).veil(0.35),
        );
        c.ring((400.0, 424.0), (96.0, 14.0), WHITE.veil(0.6), 3.0);
    }
}
