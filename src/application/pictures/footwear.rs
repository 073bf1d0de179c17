//! Footwear: sneaker, boot, sandal, slipper. One shoe from the side, its fellow behind it.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{BRASS, CHARCOAL, INK, IVORY, Rgb, TAN, Tones, WHITE};

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
        // Inside and tongue.
        c.path("M150 372Q250 416 372 340L380 430H170Z", m.at(-0.72));
        let tongue = c.slant(&m, &[(0.0, 0.5), (0.5, 0.1), (1.0, -0.3)]);
        c.path(
            "M312 392Q310 318 340 302Q374 292 392 322L452 440L380 450Z",
            tongue,
        );
        c.stroke("M314 372Q314 322 342 308Q370 300 386 326", m.at(0.65), 5.0);
        // Upper.
        let upper = c.slant(&m, &[(0.0, 0.3), (0.45, 0.0), (1.0, -0.34)]);
        c.surface("M122 560Q96 470 124 376Q132 336 160 346Q182 398 246 404Q312 404 350 356Q366 346 380 360Q436 446 528 470Q640 484 684 548L686 566H122Z", upper);
        // Toe cap with its holes, heel counter.
        let cap = c.around(&m, &[(0.0, 0.42), (0.6, 0.1), (1.0, -0.25)]);
        c.path("M576 478Q656 494 684 548L686 566H536Q536 506 576 478Z", cap);
        c.stroke("M576 478Q536 506 536 566", m.seam().veil(0.8), 3.0);
        c.stroke(
            "M596 512h.1M614 522h.1M632 534h.1M586 530h.1M604 540h.1M622 550h.1",
            m.at(-0.6),
            5.0,
        );
        let counter = c.across(&m, &[(0.0, -0.2), (0.4, -0.3), (1.0, -0.5)]);
        c.path(
            "M122 560Q96 470 124 376Q132 336 160 346Q168 374 196 392Q176 480 216 566H122Z",
            counter,
        );
        c.stitches(
            "M196 392Q176 480 216 566M206 396Q188 480 227 566",
            m.at(0.5).veil(0.7),
            2.0,
        );
        c.path(
            "M128 364Q136 338 158 346L166 366Q146 374 126 400Q124 380 128 364Z",
            m.at(0.34),
        );
        // Side stripes.
        c.path(
            "M288 416L240 566H278L326 410ZM346 400L304 566H340L374 416Z",
            WHITE.veil(0.9),
        );
        c.stroke("M286 420L240 562M344 404L304 562", INK.veil(0.14), 2.5);
        // Eyelet row, laces, and the bow.
        let facing = c.slant(&m, &[(0.0, -0.05), (1.0, -0.4)]);
        c.path(
            "M350 356Q366 346 380 360Q436 446 528 470L504 500Q418 474 350 408Q336 376 350 356Z",
            facing,
        );
        c.stitches("M352 404Q420 468 504 492", m.at(0.5).veil(0.8), 2.0);
        let rows = "M356 396L404 380M378 422L430 404M406 448L460 428M440 470L496 450";
        c.open("translate(2 5)");
        c.stroke(rows, INK.veil(0.22), 10.0);
        c.close();
        c.stroke(rows, WHITE, 10.0);
        c.stroke("M388 366C352 352 336 318 358 314S394 344 388 366C402 334 436 318 444 336S418 366 388 366Q372 392 350 398M388 366Q408 386 432 384", INK.veil(0.2), 9.0);
        c.stroke("M386 362C350 348 334 314 356 310S392 340 386 362C400 330 434 314 442 332S416 362 386 362Q370 388 348 394M386 362Q406 382 430 380", WHITE, 7.0);
        c.circle(386.0, 362.0, 7.0, WHITE);
        c.stroke("M160 348Q182 400 246 406Q312 406 350 358", m.at(0.5), 8.0);
        c.stroke("M158 346Q180 396 246 401Q310 402 347 354", m.at(0.75), 2.5);
        // Sole.
        let sole = c.down(&rubber, &[(0.0, 0.5), (0.45, 0.0), (1.0, -0.3)]);
        c.path(
            "M112 548Q400 582 692 544Q712 560 706 586Q700 604 676 606H140Q112 606 108 584Z",
            sole,
        );
        c.stroke("M113 550Q400 585 692 546", m.at(-0.6).veil(0.6), 3.0);
        c.stroke("M111 576Q400 602 706 572", m.at(0.0), 6.0);
        c.path(
            "M112 592Q400 612 702 590Q696 606 676 606H140Q118 606 112 592Z",
            CHARCOAL.veil(0.75),
        );
    });
}

pub(super) fn boot(c: &mut Canvas) {
    pair(c, |c| {
        let m = c.main;
        let sole = Tones::of(CHARCOAL);
        // Collar inside and tongue.
        c.path("M196 176Q290 150 396 172L392 220H200Z", m.at(-0.75));
        // The far side of the lacing, then the tongue.
        c.path(
            "M392 174Q424 160 444 178Q456 280 508 366Q540 404 572 436L480 430L404 300Z",
            m.at(-0.5),
        );
        c.stroke(
            "M400 170Q424 160 444 178Q456 280 508 366Q534 400 560 428",
            m.at(0.2),
            4.0,
        );
        let tongue = c.slant(&m, &[(0.0, 0.45), (0.5, 0.1), (1.0, -0.3)]);
        c.path(
            "M344 190Q340 132 372 126Q410 122 420 156Q436 300 500 400L520 440L404 400Z",
            tongue,
        );
        c.stroke("M348 160Q352 134 374 131Q404 128 413 152", m.at(0.7), 5.0);
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
        let lace = IVORY.mix(TAN, 0.45);
        let rows = "M374 214L434 202M382 258L442 244M394 302L456 286M412 346L476 330M440 390L504 372M374 214L442 244M382 258L456 286M394 302L476 330M412 346L504 372";
        c.open("translate(2 4)");
        c.stroke(rows, INK.veil(0.25), 7.0);
        c.close();
        c.stroke(rows, lace, 7.0);
        let bow = "M404 206C440 160 486 168 482 194S440 214 404 206C372 172 330 180 336 204S376 216 404 206Q420 240 452 262M404 206Q392 244 366 268";
        c.open("translate(2 4)");
        c.stroke(bow, INK.veil(0.25), 6.0);
        c.close();
        c.stroke(bow, lace, 6.0);
        c.circle(404.0, 206.0, 7.0, lace);
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
        let cork = Tones::of(Rgb::from_u32(0xb9_8c_5c));
        let strap = c.slant(&m, &[(0.0, 0.38), (0.45, 0.0), (1.0, -0.4)]);
        let inner = Tones::of(TAN);
        // The far half of the heel strap.
        c.path(
            "M140 486Q150 416 210 404Q280 404 316 424L312 442Q250 424 206 430Q172 440 172 486Z",
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
        // Straps: each a band over the foot, seen with its dark inside from the toe.
        let hollow = c.across(&m, &[(0.0, -0.75), (1.0, -0.35)]);
        c.path(
            "M404 532Q420 404 476 394Q522 398 534 496Q480 520 404 532Z",
            hollow,
        );
        c.surface(
            "M250 532Q268 396 346 376Q414 366 480 394Q436 408 414 532Q330 546 250 532Z",
            strap,
        );
        c.path(
            "M596 532Q608 432 646 424Q688 436 696 508Q650 524 596 532Z",
            hollow,
        );
        c.surface(
            "M452 534Q468 424 540 404Q604 398 650 424Q616 440 606 530Q530 546 452 534Z",
            strap,
        );
        c.stroke(
            "M254 526Q272 400 348 380Q414 371 474 393M456 528Q472 428 542 408Q604 402 646 423",
            m.at(0.55),
            4.0,
        );
        c.stroke(
            "M480 395Q436 408 415 530M650 425Q616 440 607 528",
            m.at(0.3),
            4.0,
        );
        c.stitches("M266 524Q284 412 350 392M402 526Q420 420 452 400M468 526Q484 436 546 418M594 524Q602 446 626 430", m.seam().veil(0.9), 2.5);
        c.path(
            "M292 522Q300 420 356 388Q330 440 330 526ZM490 524Q498 448 548 414Q524 460 524 528Z",
            WHITE.veil(0.14),
        );
        // Heel strap and buckles.
        let heel = c.across(&m, &[(0.0, 0.2), (0.5, 0.0), (1.0, -0.3)]);
        c.surface(
            "M98 512Q92 400 132 374Q220 348 330 398L318 440Q220 396 150 414Q130 440 136 520Z",
            heel,
        );
        let brass = Tones::of(BRASS);
        c.stroke(
            "M330 430h54v42h-54zM526 452h50v40h-50z",
            brass.at(-0.4),
            9.0,
        );
        c.stroke("M328 428h54v42h-54zM524 450h50v40h-50z", brass.at(0.4), 5.0);
        c.stroke("M330 449H370M526 470H562", brass.at(0.1), 5.0);
        c.stroke(
            "M396 452h.1M406 452h.1M588 472h.1M597 472h.1",
            m.at(-0.8),
            6.0,
        );
    });
}

pub(super) fn slipper(c: &mut Canvas) {
    pair(c, |c| {
        let m = c.main;
        let fleece = Tones::of(IVORY);
        // The lining, and the fleece of the far rim.
        let lining = c.down(&fleece, &[(0.0, -0.2), (1.0, -0.5)]);
        c.path(
            "M108 468Q150 430 250 408Q340 386 404 352L430 470Q300 540 160 520Z",
            lining,
        );
        c.path(
            "M140 490Q250 452 380 430Q340 500 260 516Q180 516 140 490Z",
            fleece.at(-0.05),
        );
        c.stroke("M116 460h.1M148 442h.1M184 428h.1M222 416h.1M262 405h.1M300 394h.1M338 380h.1M374 362h.1", fleece.at(-0.22), 48.0);
        c.stroke("M112 456h.1M146 437h.1M182 423h.1M220 411h.1M260 400h.1M298 389h.1M336 375h.1M372 358h.1", fleece.at(0.1), 37.0);
        // Upper in one piece with the heel.
        let upper = c.slant(&m, &[(0.0, 0.34), (0.45, 0.0), (1.0, -0.42)]);
        c.surface("M98 470Q180 522 296 502Q368 480 400 380Q418 344 440 362Q482 424 568 440Q686 458 698 544L700 566H104Q86 516 98 470Z", upper);
        c.path(
            "M300 566Q370 520 396 420Q380 520 340 566Z",
            m.at(-0.5).veil(0.35),
        );
        c.stitches(
            "M444 386Q490 440 566 456Q660 470 684 532M236 526Q220 540 222 560",
            m.seam().veil(0.9),
            2.5,
        );
        c.path(
            "M524 478q16-22 32-4q18-16 32 6q-4 28-34 46q-28-20-30-48z",
            m.at(0.34),
        );
        c.stitches(
            "M530 482q14-18 26-2q16-14 26 4q-6 22-28 36q-22-16-24-38z",
            m.at(-0.5),
            1.8,
        );
        // Fleece of the near rim.
        c.stroke("M102 474h.1M136 494h.1M174 506h.1M214 510h.1M254 508h.1M294 498h.1M330 480h.1M360 452h.1M382 420h.1M398 386h.1M414 360h.1", fleece.at(-0.3), 58.0);
        c.stroke("M98 469h.1M132 489h.1M170 501h.1M210 505h.1M250 503h.1M290 493h.1M326 475h.1M356 447h.1M378 415h.1M394 381h.1M410 354h.1", fleece.at(0.2), 47.0);
        c.stroke("M92 466q8-8 15 0M126 484q8-8 15 1M164 497q8-8 15 0M206 500q8-8 15 0M246 498q8-8 15 0M286 488q8-8 15-2M322 470q7-8 14-3M352 441q7-8 14-3M374 409q7-8 14-2M391 376q7-8 14-2M406 350q7-8 14-2", fleece.at(-0.4).veil(0.55), 3.0);
        // Sole.
        let sole = c.down(&Tones::of(TAN), &[(0.0, 0.25), (1.0, -0.4)]);
        c.path(
            "M96 554Q380 582 708 552Q714 582 698 596Q682 606 640 606H140Q98 604 94 584Z",
            sole,
        );
        c.stitches("M102 566Q380 592 702 564", IVORY, 3.0);
    });
}
