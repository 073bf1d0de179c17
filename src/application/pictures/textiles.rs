//! Home textiles: towel, blanket, cushion, rug.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{INK, IVORY, TERRACOTTA, Tones, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("towel", towel, Setting::Room).detail(400.0, 440.0, 1.7),
    Drawing::new("blanket", blanket, Setting::Room).detail(420.0, 470.0, 1.6),
    Drawing::new("cushion", cushion, Setting::Room).detail(380.0, 370.0, 1.6),
    Drawing::new("rug", rug, Setting::Room).detail(420.0, 480.0, 1.8),
];

pub(super) fn towel(c: &mut Canvas) {
    let m = c.main;
    c.ground(400.0, 654.0, 270.0);
    // A stack: three folded towels, each a roll of layers, in three tones.
    let light = m.at(0.5);
    let pale = IVORY.mix(m.base(), 0.16);
    for (y, color, wide) in [
        (532.0f32, m.base(), 1.0f32),
        (420.0, light, 0.96),
        (308.0, pale, 0.9),
    ] {
        let tones = Tones::of(color);
        c.open(format_args!(
            "translate({:.0} {y}) scale({wide} 1)",
            400.0 - 400.0 * wide
        ));
        let face = c.down(&tones, &[(0.0, 0.34), (0.3, 0.05), (1.0, -0.34)]);
        let outline = "M150 26Q150 2 182 0Q400 -12 622 0Q652 4 654 30Q658 90 644 112Q630 122 600 122H176Q146 120 144 84Q142 50 150 26Z";
        c.path(outline, face);
        let weave = c.texture();
        if let Some(weave) = weave {
            c.path(outline, weave);
        }
        // The fold at the left end.
        let fold = c.across(&tones, &[(0.0, -0.2), (0.5, 0.28), (1.0, 0.0)]);
        c.path(
            "M150 26Q150 2 182 0Q206 2 206 30Q210 90 200 122H176Q146 120 144 84Q142 50 150 26Z",
            fold,
        );
        c.stroke(
            "M172 20Q160 62 172 104M190 14Q180 62 190 112",
            tones.at(-0.4).veil(0.5),
            4.0,
        );
        c.stroke(
            "M206 40Q430 30 650 44M206 80Q430 70 650 84",
            tones.at(-0.42).veil(0.7),
            5.0,
        );
        c.stroke(
            "M206 46Q430 36 650 50M206 86Q430 76 650 90",
            tones.at(0.4).veil(0.6),
            3.0,
        );
        // Woven border.
        c.path(
            "M540 -4L576 -3Q584 60 574 122H538Q548 60 540 -4Z",
            tones.at(-0.18),
        );
        c.stroke(
            "M548 0Q556 60 546 120M566 0Q574 60 564 120",
            tones.at(0.5).veil(0.8),
            3.0,
        );
        c.path(
            "M150 110Q400 128 648 108Q640 122 600 122H176Q154 122 150 110Z",
            INK.veil(0.22),
        );
        c.close();
    }
    // A rolled one on top.
    let roll = Tones::of(m.at(-0.12));
    let side = c.down(&roll, &[(0.0, 0.4), (0.35, 0.05), (1.0, -0.4)]);
    c.ellipse(410.0, 304.0, 190.0, 12.0, INK.veil(0.2));
    c.path("M262 186H560Q600 190 602 246T560 304H262Z", side);
    if let Some(weave) = c.texture() {
        c.path("M262 186H560Q600 190 602 246T560 304H262Z", weave);
    }
    c.path(
        "M500 187Q524 246 500 304L524 304Q548 246 524 187Z",
        roll.at(-0.3),
    );
    let end = c.around(&roll, &[(0.0, 0.4), (0.7, 0.0), (1.0, -0.3)]);
    c.ellipse(262.0, 245.0, 46.0, 59.0, end);
    c.stroke(
        "M262 246c6-10 16-2 12 8s-24 12-28-4 10-32 28-26 22 34 8 46-42 8-48-14 6-48 34-50",
        roll.at(-0.5),
        5.0,
    );
}

pub(super) fn blanket(c: &mut Canvas) {
    let m = c.main;
    c.ground(400.0, 650.0, 290.0);
    // Folded in layers, fringe at the right, one corner laid over.
    for (i, y) in [548.0f32, 470.0, 392.0].into_iter().enumerate() {
        let layer = c.down(&m, &[(0.0, 0.36), (0.35, 0.0), (1.0, -0.42)]);
        let outline = format!(
            "M130 {:.0}Q120 {y:.0} 160 {y:.0}Q400 {:.0} 640 {:.0}Q662 {:.0} 660 {:.0}Q656 {:.0} 630 {:.0}H170Q132 {:.0} 130 {:.0}Z",
            y + 50.0,
            y - 12.0,
            y - 2.0,
            y,
            y + 40.0,
            y + 90.0,
            y + 92.0,
            y + 92.0,
            y + 50.0
        );
        c.surface(&outline, layer);
        c.stroke(
            format_args!("M150 {0:.0}Q400 {1:.0} 656 {0:.0}", y + 44.0, y + 32.0),
            m.at(-0.5).veil(0.5),
            4.0,
        );
        c.path(
            format_args!(
                "M572 {0:.0}Q584 {1:.0} 574 {2:.0}H598Q608 {1:.0} 596 {0:.0}ZM612 {0:.0}Q622 {1:.0} 613 {2:.0}H621Q630 {1:.0} 620 {0:.0}Z",
                y - 4.0,
                y + 44.0,
                y + 91.0
            ),
            IVORY.mix(m.base(), 0.14).veil(0.85),
        );
        let tassels = m.at(if i == 1 { -0.1 } else { 0.12 });
        c.stroke(
            format_args!("M650 {0:.0}q30 4 40 24M656 {1:.0}q28 4 38 26M656 {2:.0}q26 4 36 24M650 {3:.0}q24 2 34 18", y + 14.0, y + 34.0, y + 54.0, y + 76.0),
            tassels,
            8.0,
        );
    }
    // The part laid over the front with stripes.
    let outline = "M196 370Q300 340 480 372Q500 470 476 620Q470 640 440 640Q320 660 214 634Q190 628 192 600Q176 480 196 370Z";
    c.open("translate(10 6)");
    c.path(outline, INK.veil(0.18));
    c.close();
    let drape = c.slant(&m, &[(0.0, 0.4), (0.45, 0.0), (1.0, -0.3)]);
    c.surface(outline, drape);
    c.open_within(outline);
    let pale = IVORY.mix(m.base(), 0.12);
    for (y, width) in [(430.0, 16.0), (458.0, 6.0), (560.0, 6.0), (588.0, 16.0)] {
        c.stroke(
            format_args!("M170 {y}Q330 {} 510 {y}", y + 26.0),
            pale.veil(0.9),
            width,
        );
    }
    c.path(
        "M260 350Q300 480 270 650Q330 500 300 350ZM400 360Q440 480 420 650Q470 520 430 360Z",
        m.at(-0.6).veil(0.22),
    );
    c.path(
        "M216 372Q230 480 220 630Q250 500 240 364Z",
        WHITE.veil(0.12),
    );
    c.close();
    c.stroke("M196 372Q300 342 478 374", m.at(0.55).veil(0.8), 5.0);
    c.stroke("M214 632l-6 36M238 638l-3 36M262 642l-2 34M286 645l0 34M310 646l0 34M334 647l1 34M358 646l2 34M382 645l3 34M406 643l4 34M430 640l6 34M454 638l8 32", pale, 7.0);
    c.stroke(
        "M214 632l-6 36M262 642l-2 34M310 646l0 34M358 646l2 34M406 643l4 34M454 638l8 32",
        m.at(-0.2).veil(0.7),
        3.0,
    );
}

pub(super) fn cushion(c: &mut Canvas) {
    let m = c.main;
    c.ground(410.0, 646.0, 230.0);
    let pale = Tones::of(IVORY.mix(m.base(), 0.14));
    // One leans behind.
    let behind = c.slant(&pale, &[(0.0, 0.3), (0.5, -0.08), (1.0, -0.45)]);
    c.open("rotate(13 500 400)");
    c.path(
        "M330 150Q500 190 680 150Q700 146 700 168Q664 330 704 490Q706 512 684 510Q500 470 330 510Z",
        behind,
    );
    c.stroke(
        "M380 210H650M376 250H648M374 290H646M374 330H648M376 370H650M380 410H654M384 450H660",
        m.at(0.1).veil(0.5),
        6.0,
    );
    c.close();
    let outline = "M148 190Q138 168 162 172Q360 214 566 172Q592 168 586 194Q548 400 592 606Q598 634 570 630Q360 590 160 632Q134 636 142 608Q184 400 148 190Z";
    c.open("translate(16 8) rotate(-4 370 400)");
    c.path(outline, INK.veil(0.16));
    c.close();
    c.open("rotate(-4 370 400)");
    let face = c.around(&m, &[(0.0, 0.42), (0.5, 0.0), (1.0, -0.42)]);
    c.surface(outline, face);
    // Diamond quilting, drawn towards the middle.
    c.open_within(outline);
    c.stroke("M140 260Q260 220 330 160M140 400Q300 300 440 160M140 540Q330 380 560 170M180 640Q380 460 600 270M320 640Q440 520 600 410M460 640Q540 580 600 540M600 260Q480 220 410 160M600 400Q440 300 300 160M600 540Q410 380 180 170M560 640Q360 460 140 270M420 640Q300 520 140 410M280 640Q200 580 140 540", m.at(-0.45).veil(0.4), 5.0);
    c.stroke("M140 256Q260 216 330 156M140 396Q300 296 440 156M140 536Q330 376 560 166M176 636Q376 456 596 266M316 636Q436 516 596 406", m.at(0.5).veil(0.35), 3.0);
    c.path(
        "M600 170Q500 400 600 640H480Q560 400 480 170Z",
        m.at(-0.7).veil(0.18),
    );
    c.close();
    // Dents of the corners and the piping.
    c.path("M156 184Q220 240 250 300Q190 260 156 184ZM578 186Q520 240 490 300Q550 260 578 186ZM154 620Q210 560 240 500Q180 540 154 620ZM580 618Q530 560 500 500Q556 540 580 618Z", m.at(-0.6).veil(0.35));
    c.stroke(outline, m.at(-0.4), 9.0);
    c.stroke(
        "M142 604Q184 400 150 190Q142 170 162 174Q360 216 566 174",
        m.at(0.5),
        4.0,
    );
    c.close();
}

pub(super) fn rug(c: &mut Canvas) {
    let m = c.main;
    // Lies in perspective; the far end is rolled a little.
    c.path("M180 330H640L770 636H50Z", INK.veil(0.08));
    c.path("M176 322H632L764 622H44Z", INK.veil(0.14));
    c.stroke("M44 612l-8 28M80 614l-6 28M116 614l-6 28M152 614l-5 28M188 614l-5 28M224 614l-4 28M260 614l-3 28M296 614l-3 28M332 614l-2 28M368 614l-1 28M404 614v28M440 614l1 28M476 614l2 28M512 614l3 28M548 614l3 28M584 614l4 28M620 614l5 28M656 614l5 28M692 614l6 28M728 614l6 28M758 612l7 28", Tones::of(IVORY).at(-0.22), 7.0);
    let field = c.slant(&m, &[(0.0, 0.3), (0.5, 0.0), (1.0, -0.24)]);
    let outline = "M182 306H618L764 616H36Z";
    c.surface(outline, field);
    // Border and medallions, drawn in perspective.
    let pale = IVORY.mix(m.base(), 0.1);
    let deep = m.at(-0.5);
    c.stroke("M202 326H598L712 594H88Z", deep, 20.0);
    c.stroke("M202 326H598L712 594H88Z", pale, 4.0);
    c.stroke("M220 342H580L678 574H122Z", pale, 6.0);
    c.stitches("M194 316H606L738 604H62Z", pale, 7.0);
    for (y, half, height) in [
        (388.0f32, 62.0f32, 34.0f32),
        (454.0, 76.0, 42.0),
        (534.0, 94.0, 50.0),
    ] {
        let row = format!(
            "M{} {y}L400 {}L{} {y}L400 {}Z",
            400.0 - half,
            y - height * 0.8,
            400.0 + half,
            y + height
        );
        c.path(&row, pale);
        c.open(format_args!(
            "translate(400 {y}) scale(.66) translate(-400 -{y})"
        ));
        c.path(&row, deep);
        c.close();
        c.open(format_args!(
            "translate(400 {y}) scale(.34) translate(-400 -{y})"
        ));
        c.path(&row, Tones::of(TERRACOTTA).at(0.2));
        c.close();
        for side in [-1.0f32, 1.0] {
            let x = 400.0 + side * half * 1.9;
            c.path(
                format_args!(
                    "M{:.0} {y}L{x:.0} {:.0}L{:.0} {y}L{x:.0} {:.0}Z",
                    x - half * 0.5,
                    y - height * 0.5,
                    x + half * 0.5,
                    y + height * 0.6
                ),
                pale.veil(0.85),
            );
            c.path(
                format_args!(
                    "M{:.0} {y}L{x:.0} {:.0}L{:.0} {y}L{x:.0} {:.0}Z",
                    x - half * 0.26,
                    y - height * 0.26,
                    x + half * 0.26,
                    y + height * 0.3
                ),
                deep,
            );
        }
    }
    c.path("M182 306H360L150 616H36Z", WHITE.veil(0.1));
    c.stroke("M36 616H764", m.at(-0.6), 7.0);
    // The rolled end.
    let roll = c.down(&m, &[(0.0, 0.45), (0.3, 0.1), (0.7, -0.25), (1.0, -0.6)]);
    c.surface(
        "M172 240Q400 232 628 240Q652 250 650 280T622 322H178Q150 310 150 280T172 240Z",
        roll,
    );
    c.path("M178 322H622L630 342H168Z", INK.veil(0.25));
    c.stroke("M160 264Q400 256 642 264", m.at(0.55).veil(0.6), 5.0);
    let end = c.around(&Tones::of(m.at(-0.2)), &[(0.0, 0.3), (1.0, -0.4)]);
    c.ellipse(172.0, 281.0, 24.0, 41.0, end);
    c.stroke(
        "M172 284c4-8 10 0 6 8s-15 4-15-8 4-22 11-20 11 14 8 26",
        pale,
        4.0,
    );
}
