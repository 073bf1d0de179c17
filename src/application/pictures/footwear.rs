//! Footwear: sneaker, boot, sandal, slipper. One shoe from the side, its fellow behind it.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{BRASS, CHARCOAL, INK, IVORY, TAN, Tones, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("sneaker", sneaker, Setting::Street).detail(440.0, 480.0, 1.7),
    Drawing::new("boot", boot, Setting::Street).detail(370.0, 350.0, 1.7),
    Drawing::new("sandal", sandal, Setting::Terrace).detail(400.0, 520.0, 1.6),
    Drawing::new("slipper", slipper, Setting::Room).detail(450.0, 500.0, 1.6),
];

/// Draws the fellow behind and above, then the shoe itself.
fn pair(c: &mut Canvas, shoe: fn(&mut Canvas)) {
    let kept = c.keep();
    shoe(c);
    c.end_kept();
    c.ground(430.0, 560.0, 270.0);
    c.reuse(kept, "translate(120 -20) scale(.88)");
    c.ground(390.0, 650.0, 300.0);
    c.reuse(kept, "translate(-18 44)");
}

pub(super) fn sneaker(c: &mut Canvas) {
    pair(c, |c| {
        let m = c.main;
        let rubber = Tones::of(IVORY);
        // Tongue and inside.
        c.path("M176 372Q250 400 356 356L350 420H180Z", m.at(-0.7));
        let tongue = c.slant(&m, &[(0.0, 0.45), (1.0, -0.1)]);
        c.path("M318 330Q350 316 378 338L430 420L380 440Z", tongue);
        // Upper.
        let upper = c.slant(&m, &[(0.0, 0.3), (0.45, 0.0), (1.0, -0.34)]);
        c.surface("M124 560Q104 460 132 372Q140 340 168 352Q190 400 250 404Q312 404 352 354Q372 350 384 362Q440 446 530 474Q640 490 676 548L678 566H124Z", upper);
        // Toe cap and heel counter.
        let cap = c.around(&m, &[(0.0, 0.5), (0.6, 0.12), (1.0, -0.25)]);
        c.path("M560 482Q650 494 676 548L678 566H520Q526 510 560 482Z", cap);
        c.stroke("M560 482Q526 510 520 566", m.seam().veil(0.8), 3.0);
        c.path(
            "M124 560Q104 460 132 372Q140 340 168 352Q176 380 204 394Q190 480 220 566H124Z",
            m.at(-0.32),
        );
        c.stitches(
            "M204 394Q190 480 220 566M214 396Q200 480 230 566",
            m.at(0.5).veil(0.8),
            2.0,
        );
        c.path(
            "M134 372Q140 344 164 352L172 372Q152 380 136 400Z",
            m.at(0.4),
        );
        // Side stripes.
        c.path(
            "M292 410L246 566H282L330 402ZM352 396L312 566H348L382 408Z",
            WHITE.veil(0.88),
        );
        // Eyelet row with laces.
        c.path(
            "M352 354Q372 350 384 362Q440 446 530 474L500 500Q420 470 350 400Q340 376 352 354Z",
            m.at(-0.22),
        );
        c.stroke(
            "M352 380L404 372M376 412L428 402M404 440L458 428M436 462L492 448",
            WHITE,
            11.0,
        );
        c.stroke(
            "M352 386L404 378M376 418L428 408M404 446L458 434M436 468L492 454",
            INK.veil(0.18),
            3.0,
        );
        c.stroke(
            "M362 366Q330 320 376 306T404 350M366 362Q400 300 436 322T410 352",
            WHITE,
            8.0,
        );
        c.stroke("M168 352Q190 400 250 404Q312 404 352 354", m.at(0.55), 6.0);
        // Sole.
        let sole = c.down(&rubber, &[(0.0, 0.5), (0.4, 0.0), (1.0, -0.3)]);
        c.path(
            "M116 552Q400 586 690 548Q704 566 698 590Q694 606 672 606H140Q116 606 112 586Z",
            sole,
        );
        c.stroke("M116 556Q400 590 690 552", m.at(-0.5).veil(0.6), 3.0);
        c.stroke("M116 584Q400 606 698 580", m.at(0.0), 5.0);
        c.stroke("M130 600H680", CHARCOAL.veil(0.6), 6.0);
        c.path(
            "M150 420Q140 470 152 540L170 540Q158 470 168 420Z",
            WHITE.veil(0.16),
        );
    });
}

pub(super) fn boot(c: &mut Canvas) {
    pair(c, |c| {
        let m = c.main;
        let sole = Tones::of(CHARCOAL);
        // Collar inside and tongue.
        c.path("M196 176Q290 150 396 172L392 220H200Z", m.at(-0.75));
        let tongue = c.slant(&m, &[(0.0, 0.4), (1.0, -0.2)]);
        c.path("M340 150Q380 136 410 160L470 380L404 400Z", tongue);
        // Upper.
        let upper = c.slant(&m, &[(0.0, 0.3), (0.4, 0.0), (1.0, -0.4)]);
        c.surface("M198 178Q290 212 392 174Q410 290 462 384Q520 432 600 444Q668 464 676 540L678 560H168Q164 470 196 380Q210 280 198 178Z", upper);
        // Heel and toe caps.
        c.path(
            "M172 560Q168 470 196 384Q260 400 268 470T250 560Z",
            m.at(-0.34),
        );
        c.stitches("M196 388Q258 404 264 470T246 560", m.seam().veil(0.9), 2.5);
        let cap = c.around(&m, &[(0.0, 0.5), (0.6, 0.05), (1.0, -0.35)]);
        c.path("M540 434Q660 444 676 540L678 560H500Q500 480 540 434Z", cap);
        c.stitches("M536 434Q494 480 494 560", m.seam().veil(0.9), 2.5);
        // Lace row.
        c.path(
            "M392 174Q410 290 462 384Q500 416 540 434L500 462Q420 420 392 360Q358 280 350 188Z",
            m.at(-0.22),
        );
        for (x, y) in [
            (374, 214),
            (382, 258),
            (394, 302),
            (412, 346),
            (440, 390),
            (482, 424),
        ] {
            c.circle(x as f32, y as f32, 8.0, BRASS);
            c.circle(x as f32, y as f32, 3.5, INK);
        }
        c.stroke("M374 214L430 198M382 258L438 240M394 302L450 282M412 346L468 328M440 390L494 368M374 214L438 240M382 258L450 282M394 302L468 328M412 346L494 368", IVORY.mix(TAN, 0.5), 7.0);
        c.stroke(
            "M430 198Q490 160 494 210T432 204M424 200Q450 250 480 250T430 200",
            IVORY.mix(TAN, 0.5),
            6.0,
        );
        // Padded collar and pull tab.
        c.stroke("M198 186Q290 220 394 182", m.at(-0.4), 22.0);
        c.stroke("M198 180Q290 214 392 176", m.at(0.3), 7.0);
        c.stroke("M206 176Q180 130 214 134T226 186", TAN, 9.0);
        c.path(
            "M226 240Q236 320 214 380Q250 330 254 240Z",
            WHITE.veil(0.14),
        );
        c.path(
            "M560 460Q620 462 646 520Q600 480 556 480Z",
            WHITE.veil(0.18),
        );
        // Welt and lugs.
        let welt = c.down(&Tones::of(TAN), &[(0.0, 0.3), (1.0, -0.3)]);
        c.path("M160 550H684Q698 552 696 572H160Z", welt);
        c.stitches("M166 560H690", IVORY, 3.0);
        let tread = c.down(&sole, &[(0.0, 0.25), (1.0, -0.4)]);
        c.path("M156 570H700Q706 592 690 604H664L656 594H620L612 606H570L562 594H526L518 606H476L468 594H400L380 584H320L312 606H268L260 596H230L222 606H168Q152 604 156 570Z", tread);
    });
}

pub(super) fn sandal(c: &mut Canvas) {
    pair(c, |c| {
        let m = c.main;
        let cork = Tones::of(super::color::Rgb::from_u32(0xb9_8c_5c));
        let strap = c.slant(&m, &[(0.0, 0.38), (0.45, 0.0), (1.0, -0.4)]);
        let inner = Tones::of(TAN);
        // Far halves of the straps.
        c.path("M470 470Q520 400 600 420L640 500H480Z", m.at(-0.62));
        c.path("M290 470Q330 372 420 380L450 480H300Z", m.at(-0.62));
        c.path(
            "M120 480Q104 380 176 372L186 392Q140 402 150 480Z",
            m.at(-0.55),
        );
        // Foot bed.
        let bed = c.down(&inner, &[(0.0, 0.4), (1.0, 0.0)]);
        c.path(
            "M96 500Q120 462 260 476T500 470Q640 462 700 520Q680 550 560 548H160Q100 540 96 500Z",
            bed,
        );
        c.stroke(
            "M130 504Q260 490 380 500T660 512",
            inner.at(-0.4).veil(0.5),
            4.0,
        );
        // Sole of cork and rubber.
        let side = c.down(&cork, &[(0.0, 0.2), (1.0, -0.35)]);
        c.path("M92 498Q130 534 300 530T560 534Q650 534 704 512Q716 540 704 566Q660 590 560 586H180Q100 586 90 560Z", side);
        c.stroke("M120 546h.1M170 556h.1M230 550h.1M290 560h.1M350 552h.1M420 560h.1M480 552h.1M540 560h.1M600 552h.1M650 544h.1", cork.at(-0.5), 6.0);
        c.path("M90 556Q100 582 180 584H560Q660 588 706 562L704 586Q690 606 640 606H160Q92 604 88 580Z", CHARCOAL);
        c.stroke(
            "M92 572Q110 590 180 592H560Q650 594 704 574",
            Tones::of(CHARCOAL).at(0.5),
            2.5,
        );
        // Straps.
        c.surface(
            "M262 534Q280 400 376 372Q420 366 432 384Q452 440 450 532Q352 544 262 534Z",
            strap,
        );
        c.surface(
            "M466 534Q472 440 560 404Q620 396 640 430Q664 470 668 526Q566 546 466 534Z",
            strap,
        );
        c.stitches("M272 528Q292 412 378 384M440 524Q442 444 424 390M476 528Q484 450 562 416M656 522Q652 470 630 432", m.seam().veil(0.9), 2.5);
        c.path(
            "M300 520Q310 430 372 396Q336 440 334 524ZM500 522Q506 460 556 428Q528 470 530 526Z",
            WHITE.veil(0.13),
        );
        // Heel strap and buckles.
        let heel = c.across(&m, &[(0.0, 0.2), (0.5, 0.0), (1.0, -0.3)]);
        c.surface(
            "M98 512Q92 400 132 374Q220 348 330 398L318 440Q220 396 150 414Q130 440 136 520Z",
            heel,
        );
        let brass = Tones::of(BRASS);
        c.stroke(
            "M330 424h56v44h-56zM536 446h54v44h-54z",
            brass.at(-0.4),
            9.0,
        );
        c.stroke("M328 422h56v44h-56zM534 444h54v44h-54z", brass.at(0.4), 5.0);
        c.stroke("M330 444H372M536 466H576", brass.at(0.1), 5.0);
        c.stroke(
            "M404 448h.1M416 448h.1M608 468h.1M620 468h.1",
            m.at(-0.8),
            6.0,
        );
    });
}

pub(super) fn slipper(c: &mut Canvas) {
    pair(c, |c| {
        let m = c.main;
        let fleece = Tones::of(IVORY);
        // Lining seen in the opening.
        let lining = c.down(&fleece, &[(0.0, -0.35), (1.0, 0.1)]);
        c.path(
            "M110 478Q100 420 150 408Q260 420 380 372L440 470Q280 540 120 520Z",
            lining,
        );
        c.path(
            "M140 500Q260 470 400 440L430 500Q260 560 140 530Z",
            fleece.at(0.1),
        );
        // Heel.
        let heel = c.slant(&m, &[(0.0, 0.25), (1.0, -0.35)]);
        c.surface(
            "M104 470Q130 496 210 498T380 470L420 570H110Q90 520 104 470Z",
            heel,
        );
        // Upper.
        let upper = c.slant(&m, &[(0.0, 0.38), (0.4, 0.0), (1.0, -0.4)]);
        c.surface(
            "M316 552Q300 420 372 356Q396 340 424 352Q470 420 560 438Q680 456 694 540L696 568H318Z",
            upper,
        );
        c.path(
            "M470 436Q600 450 640 500Q560 460 460 462Z",
            WHITE.veil(0.14),
        );
        c.stitches(
            "M338 556Q326 440 386 376M420 368Q470 436 556 452Q650 466 678 530",
            m.seam().veil(0.9),
            2.5,
        );
        c.path(
            "M520 480q30-26 60 0q-6 34-30 44q-26-10-30-44z",
            m.at(-0.3).veil(0.6),
        );
        // Fleece around the opening.
        let puff = c.down(&fleece, &[(0.0, 0.6), (1.0, -0.2)]);
        c.path("M300 560Q282 540 296 522Q280 500 296 482Q286 460 304 446Q298 424 318 412Q316 390 338 380Q340 360 362 356Q374 336 394 344Q416 332 430 350Q450 360 442 380Q430 392 416 386Q404 400 390 396Q384 414 368 414Q370 434 354 438Q358 458 344 464Q350 484 338 492Q346 512 336 522Q342 548 326 560Z", puff);
        c.path("M96 486Q84 470 100 458Q98 438 118 438Q126 420 144 428Q164 422 170 440Q190 442 186 462Q196 480 178 486Q170 502 152 494Q136 508 122 496Q104 502 96 486Z", puff);
        c.stroke("M316 440q10-8 16 2M330 396q10-8 16 2M312 500q10-6 14 4M384 364q8-8 16 0M118 462q8-8 16 0M150 456q8-8 16 2", fleece.at(-0.4).veil(0.7), 3.0);
        // Sole.
        let sole = c.down(&Tones::of(TAN), &[(0.0, 0.25), (1.0, -0.4)]);
        c.path(
            "M94 556Q380 582 706 554Q712 582 696 596Q680 606 640 606H140Q96 604 92 584Z",
            sole,
        );
        c.stitches("M100 568Q380 592 700 566", IVORY, 3.0);
    });
}
