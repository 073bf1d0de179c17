//! Bags: tote, suitcase, messenger bag, wallet.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{BRASS, CHARCOAL, INK, IVORY, LEAF, Rgb, STEEL, TAN, Tones, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("tote", tote, Setting::Street).detail(400.0, 350.0, 1.6),
    Drawing::new("suitcase", suitcase, Setting::Street).detail(400.0, 330.0, 1.7),
    Drawing::new("messenger-bag", messenger_bag, Setting::Street).detail(400.0, 460.0, 1.7),
    Drawing::new("wallet", wallet, Setting::Desk)
        .detail(430.0, 470.0, 1.7)
        .lying(),
];

pub(super) fn tote(c: &mut Canvas) {
    let m = c.main;
    let strap = Tones::of(m.at(-0.2));
    c.ground(400.0, 656.0, 230.0);
    c.tube(
        "M286 320C286 60 514 60 514 320",
        &Tones::of(m.at(-0.5)),
        24.0,
    );
    // Inside, with a few things looking out.
    c.path("M196 300Q400 268 604 300L596 350H204Z", m.at(-0.72));
    let leaf = Tones::of(LEAF);
    c.stroke(
        "M470 310Q480 240 520 196M474 310Q500 260 552 248",
        leaf.at(-0.2),
        8.0,
    );
    c.path("M520 196q-26-30-2-60q30 24 2 60M552 248q14-32 50-26q-10 34-50 26M490 250q-34-14-30-48q34 10 30 48", leaf.at(0.1));
    let body = c.across(&m, &[(0.0, -0.14), (0.2, 0.24), (0.55, 0.0), (1.0, -0.36)]);
    c.surface(
        "M190 306Q400 338 610 306L634 620Q634 652 600 656Q400 672 200 656Q166 652 166 620Z",
        body,
    );
    c.path(
        "M610 306L634 620Q634 652 600 656L560 658Q600 480 570 312Z",
        m.at(-0.6).veil(0.28),
    );
    c.path("M260 360Q300 480 270 640Q240 520 240 380ZM380 420Q410 540 390 660Q366 560 372 440ZM500 400Q480 520 510 640Q540 520 520 390Z", m.at(-0.4).veil(0.22));
    c.path("M300 380Q330 500 310 640Q346 520 330 390Z", WHITE.veil(0.1));
    c.path(
        "M166 600Q400 636 634 600V620Q634 652 600 656Q400 672 200 656Q166 652 166 620Z",
        m.at(-0.36),
    );
    c.stitches(
        "M168 594Q400 630 632 594M193 326Q400 358 608 326",
        m.seam().veil(0.85),
        2.5,
    );
    c.stroke("M190 308Q400 340 610 308", m.at(0.5).veil(0.8), 5.0);
    // Front strap, sewn on with crosses.
    c.tube("M262 400C246 120 554 120 538 400", &strap, 24.0);
    let patch = c.across(&strap, &[(0.0, 0.25), (1.0, -0.3)]);
    c.rect((250.0, 372.0, 26.0, 70.0), 3.0, patch);
    c.rect((525.0, 372.0, 26.0, 70.0), 3.0, patch);
    c.stroke(
        "M255 390L271 436M271 390L255 436M530 390L546 436M546 390L530 436",
        strap.seam(),
        2.5,
    );
    // Label.
    let tan = Tones::of(TAN);
    c.rect((350.0, 470.0, 100.0, 62.0), 6.0, tan.at(0.05));
    c.stitches("M357 477H443V525H357Z", tan.at(0.6), 2.0);
    c.stroke(
        "M376 508L394 488L404 500L412 492L426 508",
        tan.at(-0.7),
        4.0,
    );
}

pub(super) fn suitcase(c: &mut Canvas) {
    let m = c.main;
    let steel = Tones::of(STEEL);
    c.ground(400.0, 662.0, 190.0);
    // Telescope handle.
    let bar = c.metal(&steel);
    c.rect((330.0, 84.0, 14.0, 130.0), 2.0, bar);
    c.rect((456.0, 84.0, 14.0, 130.0), 2.0, bar);
    let grip = c.down(&Tones::of(CHARCOAL), &[(0.0, 0.5), (1.0, -0.3)]);
    c.rect((316.0, 62.0, 168.0, 34.0), 15.0, grip);
    // Wheels.
    for x in [270.0, 508.0] {
        c.rect((x - 6.0, 624.0, 34.0, 20.0), 4.0, CHARCOAL);
        c.ellipse(x + 11.0, 650.0, 15.0, 18.0, INK);
        c.ellipse(x + 9.0, 648.0, 6.0, 8.0, steel.at(0.1));
    }
    // Shell with its ribs.
    let shell = c.round();
    let outline = "M250 196Q400 182 550 196Q580 198 582 230V590Q580 626 550 630Q400 642 250 630Q220 626 218 590V230Q220 198 250 196Z";
    c.surface(outline, shell);
    let rib = c.across(&m, &[(0.0, 0.45), (0.4, 0.05), (1.0, -0.5)]);
    for x in [258.0, 304.0, 350.0, 396.0, 442.0, 488.0, 534.0] {
        c.rect((x - 7.0, 222.0, 16.0, 382.0), 8.0, rib);
    }
    c.open_within(outline);
    c.path("M210 180H300L210 420Z", WHITE.veil(0.14));
    c.path("M590 300V660H420Q560 560 590 300Z", INK.veil(0.16));
    c.close();
    c.stroke(outline, m.at(-0.45).veil(0.7), 5.0);
    // Corners.
    let corner = c.slant(&m, &[(0.0, 0.2), (1.0, -0.5)]);
    c.path("M216 270V226Q218 194 250 192H296Q250 214 240 270ZM584 270V226Q582 194 550 192H504Q550 214 560 270ZM216 556V594Q218 628 250 632H296Q250 612 240 556ZM584 556V594Q582 628 550 632H504Q550 612 560 556Z", corner);
    // Side handle, lock, tag.
    let handle = c.down(&Tones::of(CHARCOAL), &[(0.0, 0.45), (1.0, -0.4)]);
    c.path(
        "M346 180Q346 164 364 164H436Q454 164 454 180V192H438V182H362V192H346Z",
        handle,
    );
    c.rect((372.0, 372.0, 58.0, 74.0), 8.0, bar);
    c.rect((382.0, 386.0, 38.0, 18.0), 3.0, INK);
    c.stroke("M389 395h.1M401 395h.1M413 395h.1", IVORY, 6.0);
    c.circle(401.0, 426.0, 7.0, INK);
    let tan = Tones::of(TAN);
    c.stroke("M452 186Q486 200 490 240", tan.at(-0.3), 5.0);
    let tag = c.slant(&tan, &[(0.0, 0.4), (1.0, -0.2)]);
    c.path("M474 240L490 226L508 240L514 320H468Z", tag);
    c.rect((477.0, 258.0, 28.0, 46.0), 2.0, IVORY);
    c.circle(491.0, 243.0, 4.0, BRASS);
}

pub(super) fn messenger_bag(c: &mut Canvas) {
    let m = c.main;
    c.ground(400.0, 652.0, 280.0);
    let strap = Tones::of(m.at(-0.3));
    c.tube("M156 420C110 40 690 40 644 420", &strap, 26.0);
    let brass = Tones::of(BRASS);
    c.rect((560.0, 176.0, 54.0, 40.0), 6.0, brass.at(-0.3));
    c.rect((556.0, 172.0, 54.0, 40.0), 6.0, brass.at(0.3));
    c.rect((566.0, 182.0, 34.0, 20.0), 3.0, strap.at(-0.3));
    // Body and gussets.
    let body = c.across(&m, &[(0.0, -0.3), (0.2, 0.05), (0.6, -0.12), (1.0, -0.5)]);
    c.surface(
        "M140 336H660L676 610Q676 646 640 650Q400 662 160 650Q124 646 124 610Z",
        body,
    );
    c.path("M140 336Q150 500 124 610Q124 646 160 650L176 650Q160 500 168 336ZM660 336Q650 500 676 610Q676 646 640 650L624 650Q640 500 632 336Z", m.at(-0.6).veil(0.5));
    let ring = c.metal(&brass);
    c.path("M132 372a24 24 0 1 0 48 0a24 24 0 1 0-48 0zm10 0a14 14 0 1 1 28 0a14 14 0 1 1-28 0zM620 372a24 24 0 1 0 48 0a24 24 0 1 0-48 0zm10 0a14 14 0 1 1 28 0a14 14 0 1 1-28 0z", ring);
    // Flap.
    c.path(
        "M150 330H650L656 520Q650 568 604 574Q400 588 196 574Q150 568 144 520Z",
        INK.veil(0.28),
    );
    let flap = c.slant(&m, &[(0.0, 0.32), (0.4, 0.0), (1.0, -0.28)]);
    c.surface("M140 316Q140 292 166 290Q400 280 634 290Q660 292 660 316L654 500Q648 548 602 554Q400 568 198 554Q152 548 146 500Z", flap);
    c.stitches(
        "M152 320L158 496Q164 536 204 541Q400 555 596 541Q636 536 642 496L648 320",
        m.seam().veil(0.9),
        3.0,
    );
    c.path(
        "M160 306Q300 296 420 298Q260 330 200 520Q166 500 164 460Z",
        WHITE.veil(0.1),
    );
    c.stroke("M146 308Q400 292 654 308", m.at(0.5).veil(0.7), 4.0);
    // Grab handle and the two straps with buckles.
    c.tube("M336 290Q340 250 400 250T464 290", &strap, 18.0);
    let band = c.across(&Tones::of(m.at(-0.42)), &[(0.0, 0.3), (1.0, -0.3)]);
    for x in [244.0, 516.0] {
        c.path(
            format_args!("M{x} 400h40v196q0 14-20 22q-20-8-20-22z"),
            band,
        );
        c.rect((x - 10.0, 520.0, 60.0, 48.0), 8.0, brass.at(-0.4));
        c.rect((x - 12.0, 517.0, 60.0, 48.0), 8.0, ring);
        c.rect((x - 2.0, 527.0, 40.0, 28.0), 4.0, m.at(-0.5));
        c.rect((x + 14.0, 517.0, 7.0, 42.0), 3.0, brass.at(0.3));
        c.circle(x + 20.0, 586.0, 4.0, INK);
        c.circle(x + 20.0, 420.0, 6.0, brass.at(0.2));
    }
    c.rect((360.0, 600.0, 80.0, 26.0), 3.0, m.at(-0.5));
}

pub(super) fn wallet(c: &mut Canvas) {
    let m = c.main;
    // A closed one behind, an open one with cards before it.
    c.open("rotate(-9 400 400) translate(-30 -96)");
    let back =
        "M216 260Q216 236 240 236H560Q584 236 584 260V450Q584 474 560 474H240Q216 474 216 450Z";
    c.cast(back, 14.0, 18.0);
    let face = c.panel();
    c.surface(back, face);
    c.stitches("M228 250H572V460H228Z", m.seam().veil(0.9), 2.5);
    c.stroke("M222 262Q222 241 242 241H556", m.at(0.6).veil(0.8), 3.0);
    c.path("M232 256H420L300 454H232Z", WHITE.veil(0.08));
    c.close();
    c.open("rotate(5 400 500)");
    let front =
        "M150 420Q150 396 174 396H626Q650 396 650 420V630Q650 654 626 654H174Q150 654 150 630Z";
    c.cast(front, 12.0, 16.0);
    // Notes and cards.
    c.rect((176.0, 372.0, 440.0, 60.0), 4.0, Tones::of(LEAF).at(0.5));
    c.rect((190.0, 380.0, 412.0, 60.0), 4.0, Tones::of(LEAF).at(0.3));
    let inside = c.slant(&Tones::of(m.at(-0.2)), &[(0.0, 0.2), (1.0, -0.3)]);
    c.surface(front, inside);
    c.stitches("M160 408H640V642H160Z", m.seam().veil(0.9), 2.5);
    let cards = [
        (Tones::of(BRASS), 426.0f32),
        (Tones::of(STEEL), 462.0),
        (Tones::of(Rgb::from_u32(0x5c_78_86)), 498.0),
    ];
    let pocket = c.down(&m, &[(0.0, 0.22), (1.0, -0.12)]);
    for (tones, y) in cards {
        let card = c.slant(&tones, &[(0.0, 0.5), (1.0, -0.2)]);
        c.rect((434.0, y, 190.0, 60.0), 8.0, card);
        c.rect((448.0, y + 12.0, 30.0, 8.0), 2.0, WHITE.veil(0.6));
        c.path(
            format_args!(
                "M426 {}H500Q528 {} 556 {}H632V644H426Z",
                y + 28.0,
                y + 40.0,
                y + 28.0
            ),
            pocket,
        );
        c.stroke(
            format_args!(
                "M426 {}H500Q528 {} 556 {}H632",
                y + 29.0,
                y + 41.0,
                y + 29.0
            ),
            m.at(0.5).veil(0.7),
            2.5,
        );
    }
    c.path("M172 440H382V640H172Z", pocket);
    c.stitches("M180 448H374V634", m.seam().veil(0.8), 2.0);
    c.stroke("M176 440H380", m.at(0.5).veil(0.7), 3.0);
    c.path("M392 398H412V652H392Z", m.at(-0.55));
    c.stroke("M392 400V650", m.at(0.3).veil(0.6), 2.5);
    c.stroke("M256 556L276 532L288 546L298 536L314 556", m.at(-0.5), 4.0);
    c.close();
}
