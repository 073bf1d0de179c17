//! Cycling: bicycle, helmet, light, pannier.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{BRASS, CHARCOAL, GLOW, INK, Rgb, STEEL, TAN, Tones, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("bicycle", bicycle, Setting::Street)
        .detail(420.0, 470.0, 1.7)
        .rigid(),
    Drawing::new("helmet", helmet, Setting::Street).detail(330.0, 370.0, 1.6),
    Drawing::new("bike-light", bike_light, Setting::Desk).detail(390.0, 370.0, 1.6),
    Drawing::new("pannier", pannier, Setting::Street).detail(400.0, 300.0, 1.7),
];

fn wheel(c: &mut Canvas, x: f32) {
    let rubber = Tones::of(CHARCOAL);
    let steel = Tones::of(STEEL);
    c.open(format_args!("translate({x} 496)"));
    // Spokes: each pair of lines is a diameter.
    c.stroke("M0-138V138M-138 0H138M-98-98L98 98M98-98L-98 98M-53-127L53 127M53-127L-53 127M-127-53L127 53M127-53L-127 53", steel.at(-0.25).veil(0.75), 2.0);
    c.ring((0.0, 0.0), (149.0, 149.0), rubber.at(-0.3), 17.0);
    c.ring((-1.0, -1.5), (152.0, 152.0), rubber.at(0.4), 3.0);
    c.ring((0.0, 0.0), (137.0, 137.0), steel.at(0.1), 8.0);
    c.ring((0.0, 0.0), (134.0, 134.0), steel.at(0.7), 2.0);
    let hub = c.around(&steel, &[(0.0, 0.9), (0.5, 0.0), (1.0, -0.6)]);
    c.circle(0.0, 0.0, 15.0, hub);
    c.circle(0.0, 0.0, 5.0, steel.at(-0.6));
    c.close();
}

pub(super) fn bicycle(c: &mut Canvas) {
    let m = c.main;
    let steel = Tones::of(STEEL);
    let dark = Tones::of(CHARCOAL);
    let tan = Tones::of(TAN);
    c.ground(210.0, 654.0, 150.0);
    c.ground(594.0, 654.0, 150.0);
    wheel(c, 206.0);
    wheel(c, 594.0);
    // Mudguards.
    c.stroke("M54 452A158 158 0 0 1 300 366", m.at(-0.3), 11.0);
    c.stroke("M53 449A160 160 0 0 1 298 363", m.at(0.45), 3.0);
    c.stroke("M510 362A158 158 0 0 1 748 454", m.at(-0.3), 11.0);
    c.stroke("M509 359A160 160 0 0 1 746 449", m.at(0.45), 3.0);
    // Chain, then stays, then the frame.
    c.stitches("M206 484L392 488M206 510L392 542", dark.at(0.2), 5.0);
    c.tube("M206 496L382 514M206 496L318 292", &m, 12.0);
    c.tube("M540 300Q560 380 594 496", &m, 15.0);
    c.tube("M386 514L304 248", &m, 17.0);
    c.tube("M386 514L538 314M318 294L528 262", &m, 19.0);
    c.tube("M522 226L546 322", &m, 21.0);
    c.stroke("M322 276L334 310M522 246L534 290", m.at(0.7).veil(0.7), 5.0);
    // Seat post and saddle.
    c.tube("M304 250L296 214", &steel, 11.0);
    let saddle = c.down(&tan, &[(0.0, 0.45), (0.5, 0.0), (1.0, -0.5)]);
    c.path("M220 196Q220 176 250 180Q300 188 356 190Q374 194 368 204Q340 214 300 216Q270 232 244 228Q222 222 220 196Z", saddle);
    c.stroke("M226 190Q240 180 262 186Q310 194 358 195", tan.at(0.6), 3.0);
    // Bars, stem, grip, brake, bell.
    c.tube("M524 230L516 196L556 186", &steel, 12.0);
    c.tube("M556 186Q612 184 604 224Q596 248 552 240", &steel, 12.0);
    c.stroke("M548 240Q576 246 592 238", tan.at(-0.5), 19.0);
    c.stroke("M547 236Q576 242 590 234", tan.at(0.25), 7.0);
    c.stroke("M602 206Q628 214 622 250", dark.at(0.2), 6.0);
    c.circle(536.0, 182.0, 11.0, Tones::of(BRASS).at(0.2));
    c.stroke(
        "M600 200Q640 130 570 150Q520 180 536 260",
        INK.veil(0.7),
        3.0,
    );
    c.ellipse(560.0, 258.0, 15.0, 19.0, steel.at(-0.1));
    c.ellipse(568.0, 258.0, 7.0, 17.0, GLOW);
    // Crank set.
    c.ring((390.0, 514.0), (42.0, 42.0), dark.at(0.3), 7.0);
    c.stitches("M390 468a46 46 0 1 0 .1 0z", dark.at(-0.2), 6.0);
    c.stroke(
        "M390 514L356 488M390 514L420 484M390 514L378 556M390 514L428 532M390 514L348 524",
        dark.at(0.3),
        5.0,
    );
    c.tube("M390 514L430 590", &steel, 12.0);
    c.stroke("M390 514L352 440", steel.at(-0.5), 8.0);
    c.rect((404.0, 586.0, 58.0, 15.0), 5.0, dark.at(0.1));
    c.rect((330.0, 430.0, 44.0, 12.0), 5.0, dark.at(-0.2));
    let cap = c.around(&steel, &[(0.0, 0.9), (0.5, 0.0), (1.0, -0.6)]);
    c.circle(390.0, 514.0, 14.0, cap);
    c.circle(44.0, 470.0, 9.0, Rgb(214, 64, 52));
}

pub(super) fn helmet(c: &mut Canvas) {
    let m = c.main;
    let dark = Tones::of(CHARCOAL);
    c.ground(410.0, 640.0, 210.0);
    // Straps and buckle hang below.
    c.stroke(
        "M250 480Q300 600 372 632M520 500Q470 590 384 632M330 500Q350 580 376 628",
        dark.at(0.0),
        13.0,
    );
    c.stroke(
        "M249 478Q299 598 370 629M519 498Q469 588 384 629",
        dark.at(0.5),
        3.0,
    );
    c.rect((352.0, 618.0, 56.0, 28.0), 8.0, dark.at(0.25));
    c.rect((362.0, 626.0, 36.0, 6.0), 3.0, dark.at(0.7));
    // Inside.
    c.path(
        "M128 466Q250 520 420 508T690 440L660 500Q540 560 380 548T150 510Z",
        dark.at(-0.3),
    );
    // Shell.
    let shell = c.around(&m, &[(0.0, 0.7), (0.2, 0.36), (0.5, 0.0), (1.0, -0.5)]);
    let outline = "M112 470C112 300 240 172 420 178C580 184 676 290 704 420Q708 446 684 454Q560 500 410 502T140 496Q112 490 112 470Z";
    c.surface(outline, shell);
    // Vents between the ribs: a dark hole with a lit lower edge.
    let hole = c.down(&Tones::of(m.at(-0.7)), &[(0.0, -0.6), (1.0, 0.2)]);
    for d in [
        "M196 396Q210 300 300 240Q322 232 316 250Q250 316 244 400Q220 416 196 396Z",
        "M286 410Q292 310 372 226Q394 214 392 234Q346 316 344 410Q314 426 286 410Z",
        "M392 410Q396 316 432 222Q446 206 456 224Q462 320 456 408Q424 424 392 410Z",
        "M506 400Q508 310 492 228Q496 212 514 224Q566 300 574 384Q544 410 506 400Z",
        "M612 372Q596 300 556 242Q556 228 574 240Q634 300 648 356Q634 376 612 372Z",
    ] {
        c.path(d, hole);
        c.stroke(d, m.at(0.45).veil(0.4), 3.0);
    }
    c.path(
        "M152 430Q160 300 280 214Q230 300 216 320Q180 370 180 440Z",
        WHITE.veil(0.18),
    );
    c.path(
        "M420 180Q580 184 676 330Q600 236 520 206Q470 186 420 180Z",
        WHITE.veil(0.14),
    );
    // Lower band and visor.
    let band = c.across(&m, &[(0.0, -0.2), (0.3, 0.14), (0.6, -0.14), (1.0, -0.5)]);
    c.path(
        "M113 452Q250 492 410 486T700 424Q712 448 684 456Q560 502 410 504T140 498Q110 490 113 452Z",
        band,
    );
    c.stroke("M113 452Q250 492 410 486T698 424", m.at(0.5).veil(0.7), 3.0);
    let visor = c.slant(&dark, &[(0.0, 0.5), (1.0, -0.2)]);
    c.path(
        "M112 452Q70 470 52 506Q60 522 92 516Q130 500 190 490Z",
        visor,
    );
    // Fit dial.
    c.circle(668.0, 486.0, 26.0, dark.at(0.0));
    c.circle(665.0, 483.0, 17.0, dark.at(0.35));
    c.stroke("M655 483h20M665 473v20", dark.at(-0.5), 4.0);
    c.path("M300 462l18-12 12 8 16-14 20 18z", WHITE.veil(0.85));
}

pub(super) fn bike_light(c: &mut Canvas) {
    let m = c.main;
    let dark = Tones::of(CHARCOAL);
    let steel = Tones::of(STEEL);
    // Beam to the left.
    let beam = c.halo(GLOW, 0.75);
    c.path("M276 260L-60 40V720L276 470Z", beam);
    c.ground(430.0, 650.0, 190.0);
    // Handlebar clamp.
    let clamp = c.across(&dark, &[(0.0, 0.0), (0.3, 0.4), (1.0, -0.5)]);
    c.path("M384 470H492L500 540H376Z", clamp);
    c.tube("M438 536a54 54 0 1 0 .1 0z", &dark, 22.0);
    c.circle(438.0, 590.0, 42.0, dark.at(-0.6));
    let bar = c.around(&steel, &[(0.0, 0.9), (0.5, 0.0), (1.0, -0.5)]);
    c.circle(438.0, 590.0, 38.0, bar);
    c.circle(438.0, 590.0, 27.0, INK);
    c.rect((490.0, 570.0, 44.0, 34.0), 6.0, steel.at(-0.1));
    c.rect((490.0, 574.0, 44.0, 8.0), 3.0, steel.at(0.7));
    // Body, lying: a cylinder from the lens to the rear cap.
    let body = c.swell();
    c.surface(
        "M300 236L360 252H600Q640 254 644 300V430Q640 474 600 476H360L300 494Z",
        body,
    );
    c.stroke(
        "M420 254V474M446 254V474M472 254V474M498 254V474M524 254V474",
        m.at(-0.6).veil(0.6),
        8.0,
    );
    c.stroke(
        "M426 258V470M452 258V470M478 258V470M504 258V470M530 258V470",
        m.at(0.4).veil(0.45),
        3.0,
    );
    c.path("M366 266H594Q616 268 624 288H366Z", WHITE.veil(0.2));
    let cap = c.down(&dark, &[(0.0, 0.3), (0.3, 0.5), (1.0, -0.5)]);
    c.path("M600 254Q652 256 656 300V430Q652 474 600 476Z", cap);
    // Head and lens.
    let head = c.down(&m, &[(0.0, 0.1), (0.16, 0.6), (0.4, 0.0), (1.0, -0.5)]);
    c.path("M264 222Q296 214 318 232V498Q296 518 264 508Z", head);
    let lens = c.around(&Tones::of(GLOW), &[(0.0, 1.0), (0.4, 0.9), (1.0, -0.15)]);
    c.ellipse(266.0, 365.0, 46.0, 142.0, m.at(-0.5));
    c.ellipse(262.0, 365.0, 40.0, 130.0, lens);
    c.ellipse(258.0, 365.0, 18.0, 60.0, WHITE);
    c.glow((236.0, 365.0), 130.0, WHITE, 0.8);
    c.ring((262.0, 365.0), (42.0, 136.0), m.at(0.3), 5.0);
    // Button and charge marks.
    c.path(
        "M396 252Q398 236 412 236H462Q476 236 478 252Z",
        dark.at(0.2),
    );
    c.circle(437.0, 243.0, 6.0, Rgb(120, 220, 140));
    c.stroke("M570 348h.1M570 366h.1M570 384h.1", Rgb(150, 235, 165), 9.0);
}

pub(super) fn pannier(c: &mut Canvas) {
    let m = c.main;
    let dark = Tones::of(CHARCOAL);
    c.ground(400.0, 656.0, 210.0);
    // Hooks and rail at the back.
    c.rect((206.0, 176.0, 388.0, 22.0), 10.0, dark.at(0.0));
    c.rect((206.0, 178.0, 388.0, 6.0), 3.0, dark.at(0.5));
    c.stroke(
        "M266 190V150Q268 128 290 132T304 160M534 190V150Q532 128 510 132T496 160",
        dark.at(-0.1),
        15.0,
    );
    c.stroke(
        "M262 186V150Q264 126 288 128M530 186V150Q528 128 508 128",
        dark.at(0.5),
        4.0,
    );
    // Shoulder strap hanging at the side.
    c.tube("M590 240Q676 380 618 560", &dark, 15.0);
    // Body.
    let body = c.round();
    c.surface("M196 250Q196 204 232 200H568Q604 204 604 250L620 596Q618 648 570 652Q400 664 230 652Q182 648 180 596Z", body);
    c.path(
        "M604 250L620 596Q618 648 570 652L520 656Q580 420 540 202H568Q602 204 604 250Z",
        m.at(-0.7).veil(0.25),
    );
    // Roll closure.
    let roll = c.down(&m, &[(0.0, 0.5), (0.3, 0.1), (1.0, -0.5)]);
    c.path(
        "M190 228Q188 200 214 196H586Q612 200 610 228V268Q612 296 586 298H214Q188 296 190 268Z",
        roll,
    );
    c.stroke("M196 262Q400 276 604 262", m.at(-0.5), 4.0);
    c.stroke("M196 226Q400 236 604 226", m.at(0.6).veil(0.5), 4.0);
    c.path("M196 298H604L606 322Q400 334 194 322Z", INK.veil(0.24));
    // Straps.
    let strap = c.across(&dark, &[(0.0, 0.3), (1.0, -0.2)]);
    for x in [262.0, 512.0] {
        c.rect((x, 192.0, 26.0, 250.0), 3.0, strap);
        c.rect((x - 8.0, 352.0, 42.0, 52.0), 8.0, dark.at(0.1));
        c.rect((x - 2.0, 362.0, 30.0, 12.0), 4.0, dark.at(0.6));
        c.stroke(format_args!("M{} 386v10", x + 13.0), dark.at(-0.5), 6.0);
    }
    // Front pocket and reflector.
    let pocket = c.swell();
    c.surface(
        "M238 456Q400 440 562 456L572 610Q572 632 546 634Q400 644 254 634Q228 632 228 610Z",
        pocket,
    );
    c.stroke("M246 482Q400 466 554 482", m.at(-0.75), 7.0);
    c.stitches("M246 482Q400 466 554 482", STEEL, 3.0);
    c.path("M540 478l12 2-2 42q-9 5-16-1z", Tones::of(TAN).at(0.1));
    c.path("M400 510l58 34-16 50h-84l-16-50z", INK.veil(0.25));
    c.path("M400 506l58 34-16 50h-84l-16-50z", Tones::of(STEEL).at(0.6));
    c.path("M400 506l58 34-58 50z", Tones::of(STEEL).at(0.1));
    c.path(
        "M208 330Q216 322 236 322L228 600Q228 624 238 634Q204 630 202 596Z",
        WHITE.veil(0.12),
    );
    c.path("M180 590Q182 648 230 652Q400 664 570 652Q618 648 620 590Q612 626 570 630Q400 642 230 630Q188 626 180 590Z", m.at(-0.55));
}
