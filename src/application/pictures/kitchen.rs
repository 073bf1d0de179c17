//! Kitchen: pan, pot, knife, kettle, mug, cutting board.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{CHARCOAL, INK, OAK, Rgb, STEEL, TAN, Tones, WALNUT, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("pan", pan, Setting::Counter).detail(470.0, 470.0, 1.6),
    Drawing::new("pot", pot, Setting::Counter).detail(400.0, 380.0, 1.6),
    Drawing::new("knife", knife, Setting::Counter)
        .detail(540.0, 380.0, 1.9)
        .lying(),
    Drawing::new("kettle", kettle, Setting::Counter).detail(350.0, 380.0, 1.6),
    Drawing::new("mug", mug, Setting::Counter).detail(400.0, 330.0, 1.6),
    Drawing::new("cutting-board", cutting_board, Setting::Counter).detail(420.0, 270.0, 1.8),
];

pub(super) fn pan(c: &mut Canvas) {
    let m = c.main;
    let wood = Tones::of(WALNUT);
    let steel = Tones::of(STEEL);
    c.ground(336.0, 626.0, 210.0);
    // Handle with its hole.
    let grip = c.slant(&wood, &[(0.0, 0.5), (0.45, 0.0), (1.0, -0.5)]);

    c.tube("M530 482L610 436", &steel, 22.0);
    c.path(
        "M590 430L728 342Q756 328 770 350T760 388L612 466Q596 470 588 454T590 430Z",
        grip,
    );
    c.path(
        "M600 432L730 350Q750 340 760 350Q700 380 604 444Z",
        WHITE.veil(0.22),
    );
    c.ellipse(738.0, 364.0, 13.0, 10.0, INK.veil(0.75));
    c.stroke("M727 368Q730 352 746 354", wood.at(0.5), 3.0);
    c.circle(634.0, 430.0, 5.0, steel.at(0.5));
    c.circle(670.0, 408.0, 5.0, steel.at(0.5));
    // Hull.
    let round = c.round();
    c.surface(
        "M78 452C84 540 140 628 330 630S576 540 582 452Q540 540 330 540T78 452Z",
        round,
    );
    c.path(
        "M150 566Q220 618 330 622T512 566Q470 630 330 632T150 566Z",
        INK.veil(0.3),
    );
    // Rim and inside.
    let rim = c.across(&m, &[(0.0, 0.3), (0.3, 0.62), (0.6, 0.1), (1.0, -0.3)]);
    c.ellipse(330.0, 452.0, 252.0, 96.0, rim);
    let coat = Tones::of(CHARCOAL);
    let inner = c.slant(&coat, &[(0.0, -0.45), (0.6, 0.1), (1.0, 0.34)]);
    c.ellipse(330.0, 456.0, 238.0, 85.0, inner);
    let floor = c.slant(&coat, &[(0.0, 0.3), (0.5, 0.0), (1.0, -0.2)]);
    c.ellipse(330.0, 478.0, 190.0, 58.0, floor);
    c.ring((330.0, 478.0), (120.0, 35.0), WHITE.veil(0.06), 4.0);
    c.ring((330.0, 478.0), (66.0, 19.0), WHITE.veil(0.06), 4.0);
    c.path(
        "M170 470Q230 428 330 426Q250 446 214 496Q180 490 170 470Z",
        WHITE.veil(0.14),
    );
    c.stroke("M84 446Q110 372 300 358", m.at(0.85), 4.0);
    // Rivets of the handle.
    c.ellipse(538.0, 440.0, 8.0, 6.0, steel.at(0.4));
    c.ellipse(556.0, 464.0, 8.0, 6.0, steel.at(0.2));
    c.shine("M110 512Q130 556 176 586Q156 556 150 520Z");
}

pub(super) fn pot(c: &mut Canvas) {
    let m = c.main;
    let steel = Tones::of(STEEL);
    c.ground(400.0, 650.0, 240.0);
    // Ears.
    c.tube("M176 412C96 400 96 474 178 470", &m, 26.0);
    c.tube("M624 412C704 400 704 474 622 470", &m, 26.0);
    // Body.
    let round = c.round();
    c.surface(
        "M170 370Q400 420 630 370L622 570Q616 640 540 650Q400 664 260 650Q184 640 178 570Z",
        round,
    );
    c.path(
        "M178 560Q400 610 622 560L622 574Q614 642 540 650Q400 664 260 650Q186 642 178 574Z",
        INK.veil(0.16),
    );
    c.path(
        "M170 370Q400 420 630 370L629 392Q400 444 171 392Z",
        INK.veil(0.18),
    );
    c.shine("M204 420Q222 424 236 426L244 620Q214 612 208 580Z");
    // Lid.
    let rim = c.metal(&steel);
    c.path(
        "M160 350Q400 300 640 350Q648 370 630 378Q400 424 170 378Q152 370 160 350Z",
        rim,
    );
    let lid = c.swell();
    c.surface(
        "M168 350Q190 270 330 246Q400 238 470 246Q610 270 632 350Q400 402 168 350Z",
        lid,
    );
    c.path(
        "M230 322Q260 278 350 262Q290 296 276 340Q248 336 230 322Z",
        WHITE.veil(0.26),
    );
    c.stroke("M168 350Q400 402 632 350", m.at(-0.4), 4.0);
    c.stroke("M214 318Q400 362 586 318", m.at(-0.3).veil(0.5), 3.0);
    // Knob.
    let knob = c.metal(&steel);
    c.path(
        "M376 246Q378 226 384 222H416Q422 226 424 246Q400 252 376 246Z",
        knob,
    );
    let ball = c.around(&steel, &[(0.0, 0.9), (0.4, 0.1), (1.0, -0.5)]);
    c.ellipse(400.0, 204.0, 42.0, 25.0, ball);
    c.ellipse(388.0, 196.0, 16.0, 7.0, WHITE.veil(0.6));
    c.path(
        "M364 520a36 36 0 1 0 72 0a36 36 0 1 0-72 0z",
        m.at(-0.2).veil(0.5),
    );
    c.ring((400.0, 520.0), (28.0, 28.0), m.at(0.4), 3.0);
    c.stroke(
        "M388 530Q388 508 400 506T412 530M400 506V498",
        m.at(0.4),
        3.0,
    );
}

pub(super) fn knife(c: &mut Canvas) {
    let m = c.main;
    let steel = Tones::of(STEEL);
    c.open("rotate(-24 400 400) translate(-16 0)");
    c.cast(
        "M548 352L260 358Q160 366 70 440Q200 478 330 482L540 478L548 420L748 430V352Z",
        16.0,
        34.0,
    );
    // Blade: flat, bevel, edge.
    let flat = c.slant(
        &steel,
        &[(0.0, 0.3), (0.3, 0.75), (0.5, 0.2), (0.7, 0.6), (1.0, -0.1)],
    );
    c.path(
        "M552 350L280 356Q160 362 66 440Q200 480 330 484H530Q532 440 552 420Z",
        flat,
    );
    let bevel = c.across(&steel, &[(0.0, 0.1), (0.4, 0.9), (0.6, 0.3), (1.0, 0.7)]);
    c.path(
        "M66 440Q200 464 330 462L531 458Q530 470 530 484H330Q200 480 66 440Z",
        bevel,
    );
    c.stroke(
        "M66 440Q200 464 330 462L531 458",
        steel.at(-0.3).veil(0.7),
        2.0,
    );
    c.stroke("M66 440Q200 480 330 484H530", WHITE, 2.5);
    c.stroke("M552 351L280 357Q160 363 70 438", steel.at(-0.45), 3.0);
    c.path(
        "M150 404Q220 372 300 370L520 366V374L310 384Q220 388 150 404Z",
        WHITE.veil(0.5),
    );
    c.path(
        "M452 400q14-8 28 0q-4 20-14 26q-10-6-14-26z",
        steel.at(-0.3).veil(0.6),
    );
    // Bolster.
    let collar = c.down(&steel, &[(0.0, 0.2), (0.25, 0.85), (0.5, 0.0), (1.0, -0.5)]);
    c.path(
        "M548 346H582Q590 346 590 356V414Q590 424 580 424H552Q540 440 534 470Q530 440 548 412Z",
        collar,
    );
    // Handle.
    let grip = c.swell();
    c.surface(
        "M588 350Q660 338 742 346Q776 350 774 388Q772 436 748 442Q728 440 716 424Q650 418 588 422Z",
        grip,
    );
    c.path(
        "M592 358Q668 346 740 354Q758 356 762 372Q680 360 592 372Z",
        WHITE.veil(0.2),
    );
    c.stroke("M590 388Q680 382 772 392", m.at(-0.6).veil(0.7), 2.0);
    for x in [618.0, 672.0, 726.0] {
        c.circle(x, 388.0, 9.0, steel.at(-0.5));
        c.circle(x, 387.0, 7.5, steel.at(0.35));
        c.circle(x - 2.0, 385.0, 3.0, WHITE);
    }
    c.path(
        "M748 442Q772 436 774 388L768 386Q764 424 744 430Z",
        m.at(-0.6).veil(0.7),
    );
    c.close();
}

pub(super) fn kettle(c: &mut Canvas) {
    let m = c.main;
    let wood = Tones::of(OAK);
    let steel = Tones::of(STEEL);
    c.ground(416.0, 650.0, 190.0);
    // Handle, arching over.
    c.tube("M300 350C250 120 590 120 556 350", &steel, 14.0);
    let grip = c.down(&wood, &[(0.0, 0.5), (0.4, 0.0), (1.0, -0.45)]);
    c.path("M330 206Q424 130 520 204Q530 216 520 228Q510 236 500 226Q424 166 350 228Q338 238 328 226Q322 216 330 206Z", grip);
    // Spout.
    let round = c.round();
    c.surface("M270 520C190 510 200 420 176 380Q160 352 122 350L112 330Q120 318 142 318Q200 320 218 372C236 420 236 450 290 452Z", round);
    c.ellipse(124.0, 334.0, 18.0, 9.0, m.at(-0.8));
    c.stroke(
        "M150 326Q196 330 212 378C226 420 234 448 270 456",
        m.at(0.6).veil(0.7),
        5.0,
    );
    // Body.
    c.surface("M316 340H528Q620 430 612 580Q610 640 560 648Q424 662 284 648Q234 640 232 580Q224 430 316 340Z", round);
    c.path(
        "M234 592Q424 632 610 592Q606 642 560 648Q424 662 284 648Q240 642 234 592Z",
        INK.veil(0.22),
    );
    c.shine("M318 368Q262 440 264 560Q266 600 280 620Q300 600 292 540Q288 440 346 360Z");
    c.path(
        "M560 420Q596 500 590 590Q586 620 570 626Q584 520 544 420Z",
        WHITE.veil(0.13),
    );
    // Lid.
    c.path("M306 344Q424 314 538 344Q424 374 306 344Z", m.at(-0.55));
    let lid = c.swell();
    c.surface("M316 338Q330 292 424 288T528 338Q424 364 316 338Z", lid);
    c.stroke("M316 340Q424 366 528 340", m.at(0.5), 3.0);
    let knob = c.around(&wood, &[(0.0, 0.7), (0.5, 0.0), (1.0, -0.5)]);
    c.rect((414.0, 268.0, 20.0, 24.0), 4.0, steel.at(-0.2));
    c.ellipse(424.0, 262.0, 28.0, 19.0, knob);
    // Sockets of the handle.
    c.circle(304.0, 352.0, 16.0, steel.at(-0.1));
    c.circle(300.0, 348.0, 7.0, steel.at(0.8));
    c.circle(550.0, 352.0, 16.0, steel.at(-0.4));
    c.circle(547.0, 348.0, 6.0, steel.at(0.6));
    c.stroke(
        "M110 300q-14-20 0-36t0-38M136 296q-12-18 0-34t0-34",
        WHITE.veil(0.55),
        7.0,
    );
}

pub(super) fn mug(c: &mut Canvas) {
    let m = c.main;
    c.ground(380.0, 652.0, 170.0);
    // Handle.
    c.tube("M540 352C690 330 690 560 524 560", &m, 42.0);
    // Body.
    let round = c.round();
    c.surface(
        "M204 290L214 590Q220 650 300 652Q376 658 456 652Q536 650 542 590L556 290Q380 340 204 290Z",
        round,
    );
    c.path(
        "M214 580Q380 632 542 580Q540 650 456 652Q376 658 300 652Q218 650 214 580Z",
        m.at(-0.6).veil(0.32),
    );
    c.stroke("M210 470Q380 512 550 470", m.at(-0.4).veil(0.5), 4.0);
    c.stroke("M210 482Q380 524 549 482", m.at(0.5).veil(0.5), 3.0);
    // Rim, inside, coffee.
    let rim = c.across(&m, &[(0.0, 0.5), (0.35, 0.9), (1.0, 0.1)]);
    c.ellipse(380.0, 290.0, 176.0, 47.0, rim);
    let inside = c.across(&m, &[(0.0, -0.62), (0.5, -0.2), (1.0, 0.3)]);
    c.ellipse(380.0, 291.0, 163.0, 40.0, inside);
    let coffee = c.slant(
        &Tones::of(Rgb(92, 58, 38)),
        &[(0.0, -0.5), (0.5, 0.0), (1.0, 0.3)],
    );
    c.ellipse(380.0, 302.0, 148.0, 28.0, coffee);
    c.path(
        "M270 300Q320 282 400 284Q330 292 300 312Q276 310 270 300Z",
        Rgb(196, 150, 104).veil(0.6),
    );
    c.ring(
        (380.0, 302.0),
        (145.0, 26.0),
        Rgb(196, 150, 104).veil(0.5),
        3.0,
    );
    c.shine("M240 342Q254 346 268 348L276 610Q248 600 246 570Z");
    c.path(
        "M516 350L530 346L518 580Q514 600 500 606Z",
        WHITE.veil(0.14),
    );
    // Steam.
    c.stroke("M330 236C300 200 356 176 330 130", WHITE.veil(0.5), 12.0);
    c.stroke("M392 226C362 186 424 156 394 100", WHITE.veil(0.6), 14.0);
    c.stroke("M450 238C424 204 476 180 450 138", WHITE.veil(0.4), 10.0);
}

pub(super) fn cutting_board(c: &mut Canvas) {
    let m = c.main;
    let board = "M250 226Q250 196 280 194L350 190Q366 186 366 160V124Q368 92 400 92T434 124V160Q434 186 450 190L520 194Q550 196 550 226V610Q550 646 514 648H286Q250 646 250 610Z";
    c.ground(410.0, 652.0, 190.0);
    c.open("rotate(5 400 650)");
    c.cast(board, 20.0, 8.0);
    // The edge, then the face.
    c.open("translate(13 5)");
    c.path(board, m.at(-0.5));
    c.close();
    let face = c.slant(&m, &[(0.0, 0.3), (0.4, 0.0), (1.0, -0.2)]);
    c.path(board, face);
    c.open_within(board);
    let stripe = c.down(&Tones::of(WALNUT), &[(0.0, 0.2), (1.0, -0.2)]);
    c.rect((474.0, 90.0, 26.0, 570.0), 0.0, stripe);
    c.rect((462.0, 90.0, 6.0, 570.0), 0.0, Tones::of(WALNUT).at(0.1));
    let grain = m.at(-0.35).veil(0.35);
    c.stroke("M284 180Q296 320 282 460T290 660M320 180Q312 330 322 450T316 660M356 160Q350 300 360 420T352 660M394 80Q404 260 392 420T400 660M430 100Q424 260 436 400T428 660M524 180Q518 340 528 480T520 660", grain, 2.5);
    c.stroke(
        "M336 520q16-34 32 0t-2 56q-30-10-30-56M346 530q8-14 14 2",
        grain,
        2.5,
    );
    c.close();
    // Groove.
    c.stroke(
        "M280 250Q280 228 302 228H498Q520 228 520 250V590Q520 616 496 616H304Q280 616 280 590Z",
        m.at(-0.5).veil(0.6),
        9.0,
    );
    c.stroke(
        "M283 253Q283 231 305 231H500Q523 231 523 253V592Q523 619 499 619H306",
        m.at(0.6).veil(0.6),
        2.5,
    );
    // Hole with a leather loop.
    c.circle(400.0, 132.0, 17.0, m.at(-0.75));
    c.stroke("M388 144Q402 152 414 138", m.at(0.5), 3.0);
    c.stroke(
        "M400 130Q372 90 392 60T414 62Q424 92 402 130",
        Tones::of(TAN).at(-0.3),
        6.0,
    );
    c.stroke("M258 230Q258 202 284 201L352 197", m.at(0.8).veil(0.8), 4.0);
    c.stroke("M257 236V606", m.at(0.7).veil(0.5), 3.0);
    c.close();
}
