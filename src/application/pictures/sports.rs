//! Sports: yoga mat, dumbbell, ball, racket.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{CHARCOAL, INK, IVORY, Rgb, STEEL, TAN, Tones, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("yoga-mat", yoga_mat, Setting::Court).detail(270.0, 430.0, 1.6),
    Drawing::new("dumbbell", dumbbell, Setting::Court).detail(300.0, 440.0, 1.7),
    Drawing::new("ball", ball, Setting::Court)
        .detail(360.0, 380.0, 1.6)
        .rigid(),
    Drawing::new("racket", racket, Setting::Court).detail(440.0, 330.0, 1.7),
];

pub(super) fn yoga_mat(c: &mut Canvas) {
    let m = c.main;
    c.ground(420.0, 640.0, 330.0);
    // The part that lies flat, then the roll on it.
    c.path(
        "M250 566L560 470L762 560L440 668Q420 674 404 664Z",
        m.at(-0.6),
    );
    let flat = c.slant(&m, &[(0.0, 0.0), (0.5, 0.28), (1.0, -0.1)]);
    c.surface("M240 540L548 448L762 548L440 656Q420 662 404 652Z", flat);
    c.stroke(
        "M300 540L560 462M340 560L604 480M384 582L650 500M424 606L694 520",
        m.seam().veil(0.28),
        3.0,
    );
    c.path("M250 548L540 452L590 474L300 580Z", INK.veil(0.22));
    // Roll: a cylinder with its spiral end to the left.
    let roll = c.slant(&m, &[(0.0, 0.45), (0.35, 0.12), (0.6, -0.1), (1.0, -0.55)]);
    c.surface(
        "M150 380L470 268Q560 250 590 336Q600 404 548 448L262 556Z",
        roll,
    );
    c.path(
        "M190 356L470 262Q500 256 524 264L230 372Z",
        WHITE.veil(0.16),
    );
    c.stroke(
        "M556 444Q600 404 590 336Q566 262 500 264",
        m.at(-0.3).veil(0.6),
        3.0,
    );
    let end = c.around(&m, &[(0.0, 0.45), (0.6, 0.05), (1.0, -0.3)]);
    c.ellipse(212.0, 464.0, 96.0, 106.0, end);
    c.ring((212.0, 464.0), (95.0, 105.0), m.at(0.5), 4.0);
    c.stroke("M212 464c10-16 30-4 24 16s-44 26-54-2 18-66 52-54 50 64 26 94-88 34-106-10 8-104 62-110 100 40 92 94", m.at(-0.62), 6.0);
    c.stroke("M209 460c10-16 30-4 24 16s-44 26-54-2 18-66 52-54 50 64 26 94-88 34-106-10 8-104 62-110 100 40 92 94", m.at(0.45).veil(0.7), 2.5);
    // Carry straps.
    let strap = Tones::of(CHARCOAL);
    let band = c.slant(&strap, &[(0.0, 0.5), (0.4, 0.0), (1.0, -0.5)]);
    c.path(
        "M286 334L318 322Q390 330 392 420Q390 478 366 516L334 528Q362 486 362 430Q358 346 286 334Z",
        band,
    );
    c.path(
        "M418 288L450 276Q520 284 524 372Q520 428 498 466L466 478Q494 440 492 382Q488 300 418 288Z",
        band,
    );
    c.tube("M302 330Q340 210 434 284", &strap, 15.0);
}

pub(super) fn dumbbell(c: &mut Canvas) {
    let m = c.main;
    let steel = Tones::of(STEEL);
    // Two of them, the far one turned the other way.
    let kept = c.keep();
    {
        let bar = c.down(
            &steel,
            &[
                (0.0, 0.2),
                (0.22, 0.9),
                (0.5, 0.0),
                (0.85, -0.6),
                (1.0, -0.2),
            ],
        );
        c.path("M270 440Q400 424 530 440V496Q400 512 270 496Z", bar);
        c.stroke("M316 438L330 500M336 436L350 500M356 434L370 502M376 434L390 502M396 433L410 503M416 434L430 502M436 434L450 502M456 436L470 500", steel.at(-0.6).veil(0.55), 3.0);
        for x in [116.0f32, 484.0] {
            c.open(format_args!("translate({x} 0)"));
            // Hexagonal head: upper, middle and lower face, and the end that is seen.
            let upper = c.down(&m, &[(0.0, 0.5), (1.0, 0.2)]);
            let middle = c.down(&m, &[(0.0, 0.15), (0.5, 0.0), (1.0, -0.15)]);
            let lower = c.down(&m, &[(0.0, -0.35), (1.0, -0.62)]);
            c.surface(
                "M44 336Q46 330 54 330H146Q154 330 156 336L184 402H16Z",
                upper,
            );
            c.surface("M16 402H184L188 468L184 534H16L12 468Z", middle);
            c.surface(
                "M16 534H184L156 600Q154 606 146 606H54Q46 606 44 600Z",
                lower,
            );
            c.stroke("M16 402H184M16 534H184", m.at(0.55).veil(0.55), 3.0);
            c.path("M52 336H110L60 596H44L16 534V402Z", WHITE.veil(0.07));
            c.stroke("M46 333H154", m.at(0.8).veil(0.7), 4.0);
            c.circle(100.0, 468.0, 40.0, m.at(-0.4));
            c.ring((100.0, 468.0), (40.0, 40.0), m.at(0.35), 3.0);
            c.path("M78 454h10l12-8v46h-12v-30h-10zM108 446h28v10h-17v8q18-3 18 14q0 15-17 15q-8 0-13-3v-11q5 3 10 3q8 0 8-6t-8-6q-5 0-9 2z", m.at(0.62));
            c.close();
        }
        let collar = c.down(&steel, &[(0.0, 0.1), (0.25, 0.8), (0.6, -0.2), (1.0, -0.5)]);
        c.rect((296.0, 424.0, 18.0, 88.0), 4.0, collar);
        c.rect((486.0, 424.0, 18.0, 88.0), 4.0, collar);
    }
    c.end_kept();
    c.ground(430.0, 500.0, 220.0);
    c.reuse(kept, "translate(150 22) rotate(-14 400 468) scale(.72)");
    c.ground(390.0, 648.0, 300.0);
    c.reuse(kept, "translate(-6 44)");
}

pub(super) fn ball(c: &mut Canvas) {
    let m = c.main;
    c.ground(410.0, 652.0, 190.0);
    let outline = "M400 172a240 240 0 1 0 .1 0z";
    let paint = c.ball();
    c.surface(outline, paint);
    c.open_within(outline);
    c.open("rotate(-18 400 412)");
    // Basketball ribs: each a dark groove with a lit lip.
    let ribs = "M400 160V664M150 412Q400 470 650 412M228 214Q372 320 372 412T228 610M572 214Q440 320 440 412T572 610";
    c.stroke(ribs, m.at(-0.78), 11.0);
    c.open("translate(-4 -4)");
    c.stroke(ribs, m.at(0.4).veil(0.5), 2.5);
    c.close();
    c.close();
    // Pebbles, light on the lit side.
    c.stroke("M250 320h.1M280 290h.1M310 262h.1M262 360h.1M300 330h.1M340 300h.1M290 400h.1M330 370h.1M350 420h.1M240 420h.1M270 460h.1M310 470h.1M460 270h.1M490 300h.1M470 340h.1M520 340h.1M500 380h.1M540 390h.1M480 420h.1M460 520h.1M500 500h.1M540 470h.1M420 560h.1M380 540h.1M330 540h.1M300 520h.1", m.at(0.5).veil(0.45), 6.0);
    c.stroke("M232 580A238 238 0 0 0 540 605", m.at(0.5).veil(0.28), 6.0);
    c.close();
    // The maker's mark and the valve.
    c.path("M470 300l26-20 10 12 10-8 22 34z", m.at(-0.7).veil(0.75));
    c.stroke("M478 326L534 336", m.at(-0.7).veil(0.75), 5.0);
    c.circle(452.0, 566.0, 6.0, m.at(-0.8));
    c.glow((318.0, 290.0), 110.0, WHITE, 0.55);
}

pub(super) fn racket(c: &mut Canvas) {
    let m = c.main;
    c.open("rotate(33 400 400) translate(0 -4)");
    let shadow = "M400 44C500 44 546 150 540 240C534 350 470 420 430 440V740H370V440C330 420 266 350 260 240C254 150 300 44 400 44Z";
    c.open("translate(26 16)");
    c.stroke("M400 60C490 60 530 156 526 240C518 350 460 410 400 420C340 410 282 350 274 240C270 156 310 60 400 60ZM400 440V740", INK.veil(0.1), 26.0);
    c.close();
    // Strings.
    c.open_within("M400 62C488 62 528 156 524 240C518 346 460 404 400 414C340 404 282 346 276 240C272 156 312 62 400 62Z");
    c.path(shadow, WHITE.veil(0.28));
    c.stroke("M292 50V430M316 50V430M340 50V430M364 50V430M388 50V430M412 50V430M436 50V430M460 50V430M484 50V430M508 50V430M260 96H540M260 122H540M260 148H540M260 174H540M260 200H540M260 226H540M260 252H540M260 278H540M260 304H540M260 330H540M260 356H540M260 382H540", CHARCOAL.veil(0.32), 3.5);
    c.stroke("M291 49V430M315 49V430M339 49V430M363 49V430M387 49V430M411 49V430M435 49V430M459 49V430M483 49V430M507 49V430M260 95H540M260 121H540M260 147H540M260 173H540M260 199H540M260 225H540M260 251H540M260 277H540M260 303H540M260 329H540M260 355H540M260 381H540", IVORY, 2.2);
    c.close();
    // Throat and frame.
    c.tube(
        "M306 366C340 440 376 460 386 540M494 366C460 440 424 460 414 540",
        &m,
        22.0,
    );
    c.tube("M400 56C492 56 534 154 530 240C522 352 462 412 400 420C338 412 278 352 270 240C266 154 308 56 400 56Z", &m, 25.0);
    c.stroke(
        "M286 130C310 76 350 58 400 58M514 130C500 96 484 78 464 68",
        IVORY,
        12.0,
    );
    c.stroke("M276 220Q280 330 350 392", WHITE.veil(0.35), 4.0);
    // Shaft and wound grip.
    let shaft = c.across(&m, &[(0.0, 0.1), (0.3, 0.5), (0.6, 0.0), (1.0, -0.5)]);
    c.path("M378 520H422V580H378Z", shaft);
    let leather = Tones::of(TAN);
    let grip = c.across(
        &leather,
        &[(0.0, -0.2), (0.3, 0.35), (0.6, 0.0), (1.0, -0.55)],
    );
    c.path("M376 572H424L428 730Q430 748 400 750T372 730Z", grip);
    c.stroke("M376 604L424 584M376 628L424 608M375 652L425 632M375 676L426 656M374 700L426 680M374 724L427 704", leather.at(-0.6).veil(0.8), 4.0);
    c.rect((370.0, 566.0, 60.0, 16.0), 7.0, CHARCOAL);
    c.path(
        "M370 730H430L432 744Q430 756 400 758T368 744Z",
        Tones::of(CHARCOAL).at(0.1),
    );
    c.close();
    // The ball that it is for.
    let felt = Tones::of(Rgb::from_u32(0xd2_de_52));
    c.ground(566.0, 640.0, 62.0);
    let round = c.around(&felt, &[(0.0, 0.6), (0.45, 0.0), (1.0, -0.42)]);
    c.circle(566.0, 584.0, 58.0, round);
    c.stroke(
        "M524 546Q566 566 560 640M600 538Q582 580 622 598",
        WHITE.veil(0.9),
        5.0,
    );
}
