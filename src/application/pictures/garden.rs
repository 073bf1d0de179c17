//! Garden: planter, watering can, spade, bench.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{BRASS, CHARCOAL, INK, LEAF, OAK, Rgb, STEEL, Tones, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("planter", planter, Setting::Terrace).detail(400.0, 400.0, 1.6),
    Drawing::new("watering-can", watering_can, Setting::Terrace).detail(340.0, 390.0, 1.6),
    Drawing::new("spade", spade, Setting::Terrace).detail(400.0, 480.0, 1.7),
    Drawing::new("bench", bench, Setting::Terrace).detail(260.0, 430.0, 1.8),
];

pub(super) fn planter(c: &mut Canvas) {
    let m = c.main;
    let leaf = Tones::of(LEAF);
    c.ground(400.0, 656.0, 190.0);
    // Leaves behind, in the pot, before: a rubber plant's.
    let lit = c.slant(&leaf, &[(0.0, 0.45), (0.5, 0.0), (1.0, -0.4)]);
    let shade = c.slant(&leaf, &[(0.0, -0.1), (1.0, -0.6)]);
    c.stroke("M400 430Q390 300 404 150M398 400Q330 330 282 250M402 380Q470 320 520 236M398 430Q320 400 250 384M404 430Q480 400 556 380", leaf.at(-0.5), 8.0);
    let spread = c.vary(-5.0, 5.0);
    for (x, y, turn, size, front) in [
        (404.0, 170.0, 4.0, 1.05, false),
        (300.0, 270.0, -36.0, 1.0, false),
        (506.0, 260.0, 38.0, 1.0, false),
        (350.0, 250.0, -14.0, 1.1, true),
        (456.0, 262.0, 18.0, 1.1, true),
        (270.0, 388.0, -68.0, 0.9, true),
        (536.0, 386.0, 66.0, 0.9, true),
        (340.0, 380.0, -42.0, 0.95, true),
        (464.0, 384.0, 40.0, 0.95, true),
        (402.0, 350.0, 0.0, 1.0, true),
    ] {
        c.open(format_args!(
            "translate({x} {y}) rotate({:.0}) scale({size})",
            turn + spread
        ));
        c.path(
            "M0 60C-50 30 -58 -50 0 -110C58 -50 50 30 0 60Z",
            if front { lit } else { shade },
        );
        c.stroke("M0 56V-96", leaf.at(0.55).veil(0.7), 3.0);
        if front {
            c.path(
                "M0 60C50 30 58 -50 0 -110C18 -50 18 20 0 60Z",
                leaf.at(-0.5).veil(0.3),
            );
        }
        c.close();
    }
    // Soil and pot.
    c.ellipse(400.0, 444.0, 172.0, 28.0, m.at(-0.5));
    c.ellipse(400.0, 449.0, 156.0, 21.0, Rgb(66, 48, 36));
    let round = c.round();
    c.surface(
        "M234 448Q400 500 566 448L528 622Q522 650 480 654Q400 662 320 654Q278 650 272 622Z",
        round,
    );
    c.path(
        "M238 470Q400 524 562 470L558 492Q400 546 242 492Z",
        INK.veil(0.14),
    );
    let rim = c.round();
    c.surface(
        "M228 444A172 28 0 0 0 572 444V472Q570 482 562 484Q400 530 238 484Q230 482 228 472Z",
        rim,
    );
    c.stroke("M228 444A172 28 0 0 0 572 444", m.at(0.55), 4.0);
    c.path(
        "M262 572Q400 606 538 572L534 592Q400 628 266 592Z",
        m.at(-0.3).veil(0.6),
    );
    c.shine("M262 500L282 506L304 640Q286 634 282 610Z");
}

pub(super) fn watering_can(c: &mut Canvas) {
    let m = c.main;
    let brass = Tones::of(BRASS);
    c.ground(440.0, 654.0, 230.0);
    // Rear handle, then the spout and its rose.
    c.tube("M588 380C740 340 730 600 596 580", &m, 24.0);
    let spout = c.slant(&m, &[(0.0, 0.45), (0.45, 0.0), (1.0, -0.45)]);
    c.surface("M334 602Q290 590 270 540L150 288L186 268L330 460Z", spout);
    c.stroke("M160 288L286 548", m.at(0.65).veil(0.7), 5.0);
    let rose = c.slant(&brass, &[(0.0, 0.7), (0.4, 0.0), (1.0, -0.5)]);
    c.path("M142 292L196 262L180 214L76 270Q70 284 92 292Z", rose);
    c.open("rotate(-28 128 242)");
    c.ellipse(128.0, 242.0, 66.0, 17.0, brass.at(0.35));
    c.ellipse(128.0, 241.0, 58.0, 12.0, brass.at(-0.15));
    c.stroke(
        "M92 241h.1M110 236h.1M128 234h.1M146 236h.1M164 241h.1M108 246h.1M128 247h.1M148 246h.1",
        INK.veil(0.7),
        4.0,
    );
    c.close();
    // Body.
    let round = c.round();
    c.surface(
        "M320 352Q450 384 584 352L606 610Q606 646 560 650Q450 660 344 650Q300 646 298 610Z",
        round,
    );
    c.stroke(
        "M310 470Q450 506 594 470M302 590Q450 626 602 590",
        m.at(-0.45).veil(0.6),
        5.0,
    );
    c.stroke(
        "M310 476Q450 512 594 476M302 596Q450 632 602 596",
        m.at(0.5).veil(0.5),
        3.0,
    );
    c.path(
        "M300 600Q450 640 606 600V612Q606 646 560 650Q450 660 344 650Q300 646 298 612Z",
        INK.veil(0.14),
    );
    c.shine("M340 386Q356 390 374 392L366 630Q336 624 332 600Z");
    // Mouth: half covered.
    c.ellipse(452.0, 352.0, 132.0, 30.0, m.at(0.4));
    c.ellipse(452.0, 354.0, 122.0, 24.0, m.at(-0.72));
    c.path(
        "M330 352A122 24 0 0 1 470 330Q440 352 450 377A122 24 0 0 1 330 352Z",
        m.at(0.2),
    );
    c.stroke("M320 352Q450 394 584 352", m.at(0.6), 4.0);
    // Top handle and stay of the spout.
    c.tube("M340 344C350 180 520 170 566 344", &m, 22.0);
    let wood = c.down(&Tones::of(OAK), &[(0.0, 0.5), (0.5, 0.0), (1.0, -0.4)]);
    c.path("M388 236Q450 196 510 244Q516 256 506 264Q496 268 488 260Q450 232 410 256Q398 264 388 256Q380 246 388 236Z", wood);
    c.stroke("M322 400L246 424", brass.at(-0.2), 8.0);
    c.stroke("M321 398L246 421", brass.at(0.5), 3.0);
}

pub(super) fn spade(c: &mut Canvas) {
    let m = c.main;
    let wood = Tones::of(OAK);
    let steel = Tones::of(STEEL);
    c.ground(330.0, 720.0, 130.0);
    c.open("rotate(16 400 400)");
    c.open("translate(22 12)");
    c.stroke("M400 60V440M400 460V690", INK.veil(0.07), 40.0);
    c.close();
    // D grip.
    c.tube(
        "M400 150C340 140 318 96 340 62M400 150C460 140 482 96 460 62",
        &m,
        22.0,
    );
    let bar = c.down(&wood, &[(0.0, 0.5), (0.5, 0.0), (1.0, -0.5)]);
    c.rect((326.0, 40.0, 148.0, 32.0), 15.0, bar);
    c.rect((326.0, 40.0, 18.0, 32.0), 8.0, m.at(-0.1));
    c.rect((456.0, 40.0, 18.0, 32.0), 8.0, m.at(-0.3));
    // Shaft and socket.
    let shaft = c.across(&wood, &[(0.0, -0.1), (0.3, 0.45), (0.6, 0.0), (1.0, -0.5)]);
    c.path("M385 140H415L418 440H382Z", shaft);
    c.stroke(
        "M396 170Q392 260 398 420M406 200Q410 300 404 410",
        wood.at(-0.4).veil(0.4),
        2.0,
    );
    let socket = c.metal(&steel);
    c.path("M376 390Q400 382 424 390L428 500H372Z", socket);
    c.circle(400.0, 416.0, 5.0, steel.at(-0.6));
    // Blade: in the main color, with a bare cutting edge.
    let blade = c.across(
        &m,
        &[
            (0.0, 0.1),
            (0.22, 0.42),
            (0.45, 0.0),
            (0.55, 0.2),
            (0.75, -0.15),
            (1.0, -0.45),
        ],
    );
    c.surface("M296 470H362Q376 452 400 452T438 470H504Q510 470 510 478L500 650Q494 712 400 730Q306 712 300 650L290 478Q290 470 296 470Z", blade);
    c.path("M290 466H364V480H290ZM436 466H510V480H436Z", m.at(0.45));
    c.path(
        "M376 468Q400 452 424 468L408 620Q400 632 392 620Z",
        m.at(-0.35).veil(0.6),
    );
    c.stroke("M378 480L394 616", m.at(0.6).veil(0.6), 3.0);
    let edge = c.across(&steel, &[(0.0, 0.4), (0.3, 0.9), (0.6, 0.1), (1.0, -0.2)]);
    c.path(
        "M299 636L300 650Q306 712 400 730Q494 712 500 650L501 636Q486 690 400 706Q314 690 299 636Z",
        edge,
    );
    c.path("M304 490H340L346 670Q314 650 312 630Z", WHITE.veil(0.16));
    c.circle(400.0, 484.0, 5.0, steel.at(0.5));
    c.close();
    // The heap of soil that the blade stands in.
    c.path("M210 716Q214 694 236 690Q246 672 272 678Q290 662 314 674Q344 662 360 682Q390 682 398 700Q424 702 428 716Q320 744 210 716Z", Rgb(92, 70, 54));
    c.path(
        "M226 706Q240 694 254 694Q270 682 290 688Q312 676 330 688Q352 684 366 696Q300 690 226 706Z",
        Rgb(132, 104, 80),
    );
    c.stroke(
        "M246 712h.1M288 704h.1M330 712h.1M372 706h.1M402 714h.1M196 722h.1M442 720h.1",
        Rgb(70, 52, 40),
        7.0,
    );
}

pub(super) fn bench(c: &mut Canvas) {
    let m = c.main;
    let iron = Tones::of(CHARCOAL);
    c.ground_of_legs(
        (400.0, 646.0),
        330.0,
        &[
            (88.0, 656.0),
            (712.0, 656.0),
            (188.0, 647.0),
            (612.0, 647.0),
        ],
    );
    // Rear legs and the iron frame.
    c.tube("M178 640L196 470L174 270", &iron, 18.0);
    c.tube("M622 640L604 470L626 270", &iron, 18.0);
    c.stroke("M150 500H650", iron.at(-0.4), 14.0);
    // Back slats, each with its own light.
    let slat = c.down(&m, &[(0.0, 0.42), (0.45, 0.0), (1.0, -0.34)]);
    for (i, y) in [262.0f32, 314.0, 366.0].into_iter().enumerate() {
        let inset = 4.0 * i as f32;
        c.path(
            format_args!("M{0} {1}Q{0} {2} {3} {2}H{4}Q{5} {2} {5} {1}V{6}Q{5} {7} {4} {7}H{3}Q{0} {7} {0} {6}Z", 112.0 + inset, y + 8.0, y, 120.0 + inset, 680.0 - inset, 688.0 - inset, y + 30.0, y + 38.0),
            slat,
        );
        c.stroke(
            format_args!(
                "M140 {}Q300 {} 460 {}T664 {}",
                y + 14.0,
                y + 8.0,
                y + 18.0,
                y + 12.0
            ),
            m.at(-0.4).veil(0.4),
            2.0,
        );
        c.stroke(
            format_args!("M124 {}H676", y + 3.0),
            m.at(0.65).veil(0.8),
            2.5,
        );
        for x in [184.0, 616.0] {
            c.circle(x, y + 19.0, 6.0, iron.at(0.4));
        }
    }
    // Seat slats in perspective.
    c.path("M110 452H690L724 526H76Z", INK.veil(0.3));
    for (y, x0, x1, h) in [
        (446.0, 116.0, 684.0, 15.0),
        (466.0, 106.0, 694.0, 17.0),
        (488.0, 94.0, 706.0, 22.0),
    ] {
        c.path(
            format_args!(
                "M{x0} {y}H{x1}L{:.0} {:.0}H{:.0}Z",
                x1 + 8.0,
                y + h,
                x0 - 8.0
            ),
            slat,
        );
        c.stroke(
            format_args!("M{:.0} {:.0}H{:.0}", x0 + 2.0, y + 1.0, x1 - 2.0),
            m.at(0.6).veil(0.7),
            2.0,
        );
    }
    let edge = c.down(&m, &[(0.0, 0.05), (1.0, -0.5)]);
    c.surface("M84 512H716V532Q716 540 708 540H92Q84 540 84 532Z", edge);
    c.stroke("M86 513H714", m.at(0.6), 2.5);
    // Front legs with arm rests: cast scrolls.
    for flip in ["translate(0 0)", "translate(800 0) scale(-1 1)"] {
        c.open(flip);
        c.tube("M176 408Q110 392 84 412Q66 436 92 446Q112 444 104 426M100 444Q130 500 116 560Q104 610 88 650", &iron, 17.0);
        c.tube("M116 548Q180 560 190 640", &iron, 13.0);
        c.path(
            "M72 644h34q6 0 6 8v6h-46v-6q0-8 6-8zM176 636h28q5 0 5 6v6h-38v-6q0-6 5-6z",
            iron.at(0.0),
        );
        c.path(
            "M70 400Q90 384 120 386L186 396Q192 408 182 414Q120 404 84 416Q66 414 70 400Z",
            m.at(0.2),
        );
        c.stroke("M76 400Q96 388 182 400", m.at(0.6), 2.5);
        c.close();
    }
}
