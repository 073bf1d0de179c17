//! Audio: headphones, speaker, turntable, earbuds.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{BRASS, CHARCOAL, INK, Rgb, STEEL, Tones, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("headphones", headphones, Setting::Desk).detail(260.0, 470.0, 1.7),
    Drawing::new("speaker", speaker, Setting::Desk)
        .detail(400.0, 470.0, 1.6)
        .rigid(),
    Drawing::new("turntable", turntable, Setting::Desk).detail(480.0, 470.0, 1.7),
    Drawing::new("earbuds", earbuds, Setting::Desk).detail(400.0, 330.0, 1.7),
];

pub(super) fn headphones(c: &mut Canvas) {
    let m = c.main;
    let steel = Tones::of(STEEL);
    c.ground(400.0, 660.0, 250.0);
    // Head band: the far inside, the padded outside.
    let pad = Tones::of(CHARCOAL);
    c.stroke("M196 430C170 60 630 60 604 430", pad.at(-0.2), 30.0);
    c.stroke("M204 400C196 108 604 108 596 400", pad.at(0.28), 10.0);
    let band = c.across(&m, &[(0.0, 0.1), (0.25, 0.42), (0.5, 0.1), (1.0, -0.4)]);
    c.surface(
        "M176 360C150 20 650 20 624 360L596 366C600 90 200 90 204 366Z",
        band,
    );
    c.stroke("M186 340C182 88 440 66 540 180", m.at(0.7).veil(0.8), 5.0);
    c.stitches("M196 330C196 78 604 78 604 330", m.seam().veil(0.8), 2.5);
    // Sliders.
    let bar = c.metal(&steel);
    c.path(
        "M176 350L206 352L202 470H172ZM594 352L624 350L628 470H598Z",
        bar,
    );
    // Ear cushions face each other, the cups are outside.
    for (flip, tone) in [
        ("translate(0 0)", 0.0f32),
        ("translate(800 0) scale(-1 1)", -0.24),
    ] {
        c.open(flip);
        let soft = c.across(&pad, &[(0.0, -0.2 + tone), (0.5, 0.3), (1.0, -0.3 + tone)]);
        c.path("M240 412Q306 400 312 520T240 640Z", soft);
        c.stroke("M262 424Q292 440 292 520T262 628", INK.veil(0.5), 3.0);
        let cup = c.across(
            &m,
            &[
                (0.0, -0.12 + tone),
                (0.3, 0.4 + tone),
                (0.6, tone),
                (1.0, -0.45),
            ],
        );
        c.surface(
            "M244 404Q262 404 264 420V634Q262 648 244 648Q132 650 128 526T244 404Z",
            cup,
        );
        c.path(
            "M252 406Q264 408 264 420V634Q262 646 252 648Z",
            m.at(-0.6).veil(0.6),
        );
        let plate = c.around(&m, &[(0.0, 0.5 + tone), (0.5, 0.05 + tone), (1.0, -0.4)]);
        c.ellipse(190.0, 526.0, 44.0, 84.0, plate);
        c.ring((190.0, 526.0), (44.0, 84.0), m.at(-0.5).veil(0.7), 3.0);
        c.ring((190.0, 526.0), (32.0, 62.0), m.at(0.4).veil(0.5), 2.5);
        c.circle(188.0, 372.0, 8.0, steel.at(-0.4));
        c.close();
    }
    c.path(
        "M150 500Q160 430 216 420Q176 460 170 540Q156 540 150 500Z",
        WHITE.veil(0.22),
    );
    c.stroke("M178 512v28M190 500v52M202 512v28", m.seam().veil(0.9), 5.0);
    c.stroke("M218 648C210 700 320 700 400 690T560 720", CHARCOAL, 6.0);
}

pub(super) fn speaker(c: &mut Canvas) {
    let m = c.main;
    let cone = Tones::of(CHARCOAL);
    c.ground(410.0, 656.0, 200.0);
    // Cabinet: side, top, front.
    let side = c.across(&m, &[(0.0, -0.4), (1.0, -0.62)]);
    c.surface(
        "M560 120L612 104Q620 104 620 114V626Q620 636 612 640L560 654Z",
        side,
    );
    c.path("M236 120L300 100H606L614 106L560 122Z", m.at(0.42));
    let front = c.panel();
    c.surface(
        "M236 120Q236 114 244 114H552Q560 114 560 122V646Q560 654 552 654H244Q236 654 236 646Z",
        front,
    );
    c.stroke("M240 118H556", m.at(0.7), 3.0);
    c.stroke("M238 122V648", m.at(0.5).veil(0.7), 3.0);
    // Tweeter.
    let frame = c.slant(&Tones::of(STEEL), &[(0.0, 0.7), (0.5, -0.1), (1.0, 0.4)]);
    c.circle(402.0, 236.0, 78.0, INK.veil(0.3));
    c.circle(398.0, 230.0, 78.0, frame);
    let dish = c.slant(&cone, &[(0.0, -0.5), (1.0, 0.35)]);
    c.circle(398.0, 230.0, 68.0, dish);
    let dome = c.around(&Tones::of(BRASS), &[(0.0, 0.9), (0.45, 0.0), (1.0, -0.6)]);
    c.circle(398.0, 230.0, 28.0, dome);
    // Woofer: frame, surround, cone, cap.
    c.circle(404.0, 474.0, 140.0, INK.veil(0.3));
    c.circle(398.0, 466.0, 140.0, frame);
    let rubber = c.slant(&cone, &[(0.0, 0.4), (0.5, -0.3), (1.0, 0.1)]);
    c.circle(398.0, 466.0, 128.0, rubber);
    let deep = c.slant(&cone, &[(0.0, -0.7), (0.5, -0.1), (1.0, 0.45)]);
    c.circle(398.0, 466.0, 104.0, deep);
    c.ring((398.0, 466.0), (84.0, 84.0), WHITE.veil(0.07), 3.0);
    c.ring((398.0, 466.0), (64.0, 64.0), WHITE.veil(0.07), 3.0);
    let cap = c.around(&cone, &[(0.0, 0.7), (0.5, 0.1), (1.0, -0.4)]);
    c.circle(398.0, 466.0, 42.0, cap);
    for (x, y) in [(300, 368), (496, 368), (300, 564), (496, 564)] {
        c.circle(x as f32, y as f32, 6.0, STEEL);
        c.circle(x as f32 + 1.0, y as f32 + 1.0, 3.0, INK);
    }
    c.stroke(
        "M346 190A66 66 0 0 1 420 168M300 400A118 118 0 0 1 420 350",
        WHITE.veil(0.28),
        5.0,
    );
    c.rect((362.0, 622.0, 72.0, 12.0), 3.0, Tones::of(BRASS).at(0.1));
    c.circle(276.0, 628.0, 5.0, Rgb(130, 220, 150));
}

pub(super) fn turntable(c: &mut Canvas) {
    let m = c.main;
    let steel = Tones::of(STEEL);
    c.ground(400.0, 636.0, 320.0);
    // The raised dust cover.
    c.path(
        "M150 372L184 150Q188 138 200 138H600Q612 138 616 150L650 372Z",
        Rgb(150, 170, 178).veil(0.22),
    );
    c.path("M190 160L300 142L210 372H152Z", WHITE.veil(0.35));
    c.stroke(
        "M150 372L184 150Q188 138 200 138H600Q612 138 616 150L650 372",
        WHITE.veil(0.8),
        4.0,
    );
    // Plinth: top and front.
    let top = c.slant(&m, &[(0.0, 0.42), (0.5, 0.05), (1.0, -0.2)]);
    c.surface("M146 366H654L724 552H76Z", top);
    let front = c.down(&m, &[(0.0, 0.0), (1.0, -0.45)]);
    c.surface("M76 552H724V596Q724 608 712 608H88Q76 608 76 596Z", front);
    c.stroke("M76 553H724", m.at(0.65), 3.0);
    for x in [120.0, 620.0] {
        let foot = c.metal(&Tones::of(CHARCOAL));
        c.path(format_args!("M{x} 606h60l-6 30h-48z"), foot);
    }
    // Platter and record.
    c.ellipse(340.0, 470.0, 212.0, 82.0, INK.veil(0.3));
    let rim = c.metal(&steel);
    c.path("M134 456V466Q150 542 338 544T542 466V456Z", rim);
    c.ellipse(338.0, 456.0, 204.0, 78.0, steel.at(0.3));
    let vinyl = c.slant(
        &Tones::of(INK),
        &[
            (0.0, -0.2),
            (0.42, 0.1),
            (0.5, 0.5),
            (0.58, 0.1),
            (1.0, -0.2),
        ],
    );
    c.ellipse(338.0, 452.0, 196.0, 73.0, vinyl);
    for r in [176.0f32, 152.0, 128.0, 104.0, 84.0] {
        c.ring((338.0, 452.0), (r, r * 0.372), WHITE.veil(0.1), 2.0);
    }
    c.path("M338 452L186 408Q220 390 262 384Z", WHITE.veil(0.12));
    c.path("M338 452L492 496Q460 512 414 520Z", WHITE.veil(0.1));
    let label = c.slant(
        &Tones::of(Rgb::from_u32(0xd9_7b_4a)),
        &[(0.0, 0.4), (1.0, -0.2)],
    );
    c.ellipse(338.0, 452.0, 62.0, 23.0, label);
    c.ring((338.0, 452.0), (44.0, 16.0), WHITE.veil(0.5), 2.5);
    c.ellipse(338.0, 451.0, 6.0, 3.0, WHITE);
    // Tone arm.
    c.ellipse(602.0, 428.0, 46.0, 19.0, INK.veil(0.3));
    let base = c.metal(&Tones::of(CHARCOAL));
    c.path("M560 410V422Q562 438 600 440T640 422V410Z", base);
    c.ellipse(600.0, 410.0, 40.0, 16.0, Tones::of(CHARCOAL).at(0.3));
    c.path("M588 380h24v30h-24z", rim);
    c.stroke("M612 392L560 470Q540 498 466 492", INK.veil(0.25), 8.0);
    c.tube("M640 340L600 382L574 452Q560 482 470 476", &steel, 11.0);
    c.path("M476 466L446 474L440 490L470 488Z", CHARCOAL);
    c.rect(
        (628.0, 318.0, 36.0, 30.0),
        8.0,
        Tones::of(CHARCOAL).at(0.15),
    );
    // Controls.
    c.ellipse(650.0, 520.0, 24.0, 10.0, steel.at(-0.4));
    c.ellipse(650.0, 514.0, 24.0, 10.0, steel.at(0.5));
    c.ellipse(142.0, 522.0, 20.0, 8.0, steel.at(-0.4));
    c.ellipse(142.0, 517.0, 20.0, 8.0, steel.at(0.4));
    c.circle(176.0, 524.0, 4.0, Rgb(240, 110, 90));
    c.rect((360.0, 574.0, 80.0, 10.0), 3.0, Tones::of(BRASS).at(0.2));
}

pub(super) fn earbuds(c: &mut Canvas) {
    let m = c.main;
    c.ground(400.0, 646.0, 230.0);
    // The open lid.
    let inside = Tones::of(m.at(-0.62));
    let lid = c.round();
    c.surface(
        "M190 300Q196 176 300 172H500Q604 176 610 300L590 330H210Z",
        lid,
    );
    let hollow = c.down(&inside, &[(0.0, -0.3), (1.0, 0.1)]);
    c.path(
        "M218 312Q222 208 306 204H494Q578 208 582 312Q400 336 218 312Z",
        hollow,
    );
    c.path(
        "M224 290Q232 216 306 208H380Q270 230 250 312Z",
        WHITE.veil(0.1),
    );
    // The hinge and the tray.
    c.rect((330.0, 326.0, 140.0, 26.0), 8.0, m.at(-0.55));
    let shell = c.round();
    c.surface(
        "M180 360Q180 344 200 344H600Q620 344 620 360V520Q612 640 500 646H300Q188 640 180 520Z",
        shell,
    );
    c.path(
        "M180 516Q240 560 400 560T620 516V530Q608 640 500 646H300Q192 640 180 530Z",
        INK.veil(0.13),
    );
    let tray = c.down(&inside, &[(0.0, -0.45), (1.0, 0.0)]);
    c.path("M196 350H604Q600 392 400 396T196 350Z", tray);
    c.shine("M206 380Q216 392 236 396V560Q240 600 262 622Q216 590 210 520Z");
    // A bud in each seat.
    for (flip, x) in [("translate(300 0)", 0), ("translate(500 0) scale(-1 1)", 1)] {
        c.open(flip);
        let tip = c.around(&Tones::of(CHARCOAL), &[(0.0, 0.6), (0.5, 0.1), (1.0, -0.4)]);
        c.path("M30 250Q70 226 76 262Q74 294 36 292Z", tip);
        let bud = c.around(
            &m,
            &[
                (0.0, 0.85),
                (0.2, 0.4),
                (0.55, 0.0),
                (1.0, -0.45 - x as f32 * 0.1),
            ],
        );
        c.path("M-50 252Q-46 200 4 202Q54 208 52 262Q50 306 14 318L10 372Q-6 384 -22 372L-26 316Q-52 300 -50 252Z", bud);
        c.path(
            "M-36 250Q-32 218 0 214Q-18 230 -20 262Q-32 268 -36 250Z",
            WHITE.veil(0.4),
        );
        c.ellipse(-8.0, 262.0, 12.0, 16.0, m.at(-0.45).veil(0.7));
        c.stroke("M-14 330V366", m.at(0.5).veil(0.7), 5.0);
        c.close();
    }
    c.path(
        "M196 362Q240 398 400 400T604 362L620 366V420Q400 440 180 420V366Z",
        m.at(-0.1).veil(0.35),
    );
    c.stroke("M184 352Q240 398 400 400T616 352", m.at(0.6), 4.0);
    c.circle(400.0, 452.0, 7.0, Rgb(150, 230, 170));
    c.glow((400.0, 452.0), 26.0, Rgb(150, 230, 170), 0.7);
    c.stroke("M372 600H428", m.seam().veil(0.6), 5.0);
}
