//! Furniture: chair, table, sofa, shelf, bed, stool.

use super::Drawing;
use super::backdrop::Setting;
use super::canvas::Canvas;
use super::color::{BRASS, INK, IVORY, LEAF, OAK, Rgb, TERRACOTTA, Tones, WALNUT, WHITE};

pub(super) const KINDS: &[Drawing] = &[
    Drawing::new("chair", chair, Setting::Room).detail(400.0, 300.0, 1.6),
    Drawing::new("table", table, Setting::Room).detail(300.0, 440.0, 1.8),
    Drawing::new("sofa", sofa, Setting::Room).detail(260.0, 430.0, 1.8),
    Drawing::new("shelf", shelf, Setting::Room).detail(400.0, 330.0, 1.7),
    Drawing::new("bed", bed, Setting::Room).detail(330.0, 370.0, 1.7),
    Drawing::new("stool", stool, Setting::Room).detail(400.0, 360.0, 1.6),
];

/// The tones of legs and frames under something in the main color.
fn legs(c: &mut Canvas) -> Tones {
    Tones::of(if c.choose(3) == 0 { WALNUT } else { OAK })
}

pub(super) fn chair(c: &mut Canvas) {
    let m = c.main;
    let wood = legs(c);
    c.ground_of_legs(
        (405.0, 652.0),
        200.0,
        &[
            (222.0, 664.0),
            (582.0, 664.0),
            (268.0, 626.0),
            (543.0, 626.0),
        ],
    );
    let leg = c.across(&wood, &[(0.0, -0.1), (0.3, 0.35), (1.0, -0.5)]);
    let far = c.across(&wood, &[(0.0, -0.3), (1.0, -0.6)]);
    // Rear legs run up into the back.
    c.path(
        "M262 470L286 470L276 626H258ZM520 470H544L552 626H534Z",
        far,
    );
    c.path("M276 150Q284 140 294 150L312 452H284Z", leg);
    c.path("M526 150Q516 140 506 150L490 452H518Z", leg);
    // Back rest: a bent board and two spindles.
    c.stroke(
        "M352 290L358 440M402 294V444M452 290L446 440",
        wood.at(-0.4),
        13.0,
    );
    c.stroke(
        "M350 290L356 440M400 294V444M450 290L444 440",
        wood.at(0.15),
        9.0,
    );
    let back = c.swell();
    c.surface("M252 164Q400 208 548 164Q560 166 558 190L548 288Q544 306 524 306Q400 336 276 306Q256 306 252 288L242 190Q240 166 252 164Z", back);
    c.stroke("M250 172Q400 216 550 172", m.at(0.6), 4.0);
    // Seat: top face, front edge.
    c.path("M250 486L552 486L566 512H236Z", INK.veil(0.25));
    let seat = c.slant(&m, &[(0.0, 0.4), (0.45, 0.05), (1.0, -0.22)]);
    c.path(
        "M190 468Q190 494 214 500Q400 522 588 500Q612 494 612 468L606 450H196Z",
        m.at(-0.45),
    );
    c.surface("M270 408H532Q552 408 560 420L610 456Q620 476 592 480Q400 500 210 480Q182 476 192 456L242 420Q250 408 270 408Z", seat);
    c.stroke(
        "M286 424H516Q530 424 538 432L574 458Q400 478 228 458L264 432Q272 424 286 424Z",
        m.seam().veil(0.45),
        2.5,
    );
    c.stroke("M206 482Q400 502 594 482", m.at(0.5).veil(0.6), 3.0);
    // Front legs and rails.
    c.path("M236 512H564L560 540H240Z", far);
    c.path("M222 500H258L232 664Q222 672 212 664Z", leg);
    c.path("M544 500H580L592 664Q582 672 572 664Z", leg);
    c.stroke("M236 596H566", wood.at(-0.5), 11.0);
    c.stroke("M236 593H566", wood.at(0.1), 7.0);
}

pub(super) fn table(c: &mut Canvas) {
    let m = c.main;
    c.ground_of_legs(
        (400.0, 636.0),
        320.0,
        &[
            (130.0, 656.0),
            (670.0, 656.0),
            (208.0, 600.0),
            (592.0, 600.0),
        ],
    );
    let far = c.across(&m, &[(0.0, -0.3), (1.0, -0.65)]);
    let leg = c.across(&m, &[(0.0, 0.05), (0.3, 0.3), (1.0, -0.5)]);
    c.path("M196 430H224L214 600H202ZM576 430H604L598 600H586Z", far);
    // Apron, then the near legs.
    c.path("M130 420H670V462H130Z", m.at(-0.55));
    c.path("M112 430H158L140 656Q130 664 120 656Z", leg);
    c.path("M642 430H688L680 656Q670 664 660 656Z", leg);
    c.path(
        "M112 430H158L154 470H114ZM642 430H688L686 470H645Z",
        INK.veil(0.22),
    );
    // Top.
    let top = c.slant(&m, &[(0.0, 0.42), (0.5, 0.0), (1.0, -0.18)]);
    c.surface("M196 330H604L728 408H72Z", top);
    c.stroke("M180 342Q360 348 620 341M150 360Q420 352 650 362M120 380Q360 388 680 378M96 396Q300 392 704 397", m.at(-0.3).veil(0.3), 2.0);
    let edge = c.down(&m, &[(0.0, 0.1), (1.0, -0.4)]);
    c.surface("M72 408H728V424Q728 434 716 434H84Q72 434 72 424Z", edge);
    c.stroke("M72 408H728", m.at(0.65), 3.0);
    c.path("M250 334H380L300 404H130Z", WHITE.veil(0.12));
    // A bowl and a vase say how large it is.
    c.ellipse(322.0, 388.0, 84.0, 11.0, INK.veil(0.16));
    let bowl = Tones::of(IVORY);
    let side = c.across(&bowl, &[(0.0, -0.1), (0.25, 0.6), (1.0, -0.35)]);
    c.path(
        "M236 336Q240 386 290 388H336Q386 386 390 336Q313 352 236 336Z",
        side,
    );
    c.ellipse(313.0, 336.0, 77.0, 14.0, bowl.at(-0.3));
    let fruit = c.around(
        &Tones::of(TERRACOTTA),
        &[(0.0, 0.6), (0.5, 0.0), (1.0, -0.4)],
    );
    c.path(
        "M262 337a28 28 0 0 1 56-4a26 26 0 0 1 50 4Q313 350 262 337Z",
        fruit,
    );
    c.ellipse(520.0, 376.0, 52.0, 9.0, INK.veil(0.16));
    let glass = c.across(
        &Tones::of(Rgb(160, 184, 180)),
        &[(0.0, 0.0), (0.25, 0.8), (0.6, 0.1), (1.0, -0.3)],
    );
    c.stroke(
        "M508 284Q500 220 452 176M508 284Q512 210 500 140M510 284Q524 220 566 190",
        Tones::of(LEAF).at(-0.2),
        5.0,
    );
    let leaf = Tones::of(LEAF).at(0.1);
    c.path("M452 176q-10-34 14-52q22 30-14 52M500 140q-20-28 0-54q22 24 0 54M566 190q4-34 36-40q2 36-36 40M486 214q-32-4-40-30q32-6 40 30M530 228q4-30 34-30q-2 30-34 30", leaf);
    c.path(
        "M486 280H532Q526 300 540 322Q556 350 536 372H482Q462 350 478 322Q492 300 486 280Z",
        glass,
    );
}

pub(super) fn sofa(c: &mut Canvas) {
    let m = c.main;
    let wood = legs(c);
    c.ground_of_legs(
        (400.0, 640.0),
        340.0,
        &[
            (144.0, 652.0),
            (656.0, 652.0),
            (263.0, 636.0),
            (537.0, 636.0),
        ],
    );
    let leg = c.across(&wood, &[(0.0, 0.2), (1.0, -0.5)]);
    c.path("M132 590H164L150 654H138ZM636 590H668L662 654H650Z", leg);
    c.path(
        "M250 600H274L268 636H258ZM526 600H550L542 636H532Z",
        wood.at(-0.5),
    );
    // Back.
    let back = c.swell();
    c.surface(
        "M128 320Q124 262 178 258Q400 244 622 258Q676 262 672 320V500H128Z",
        back,
    );
    c.path("M130 420H670V500H130Z", m.at(-0.7).veil(0.4));
    // Back cushions.
    let cushion = c.slant(&m, &[(0.0, 0.34), (0.45, 0.0), (1.0, -0.3)]);
    c.surface(
        "M168 312Q168 284 200 282Q300 272 382 282Q396 286 396 312L394 480H170Z",
        cushion,
    );
    c.surface(
        "M404 312Q404 286 418 282Q500 272 600 282Q632 284 632 312L630 480H406Z",
        cushion,
    );
    c.stroke(
        "M176 300Q282 284 390 298M410 298Q516 284 624 300",
        m.at(0.55).veil(0.6),
        3.0,
    );
    c.stroke("M400 290V480", m.at(-0.7), 5.0);
    c.rect((396.0, 462.0, 8.0, 90.0), 0.0, m.at(-0.7));
    // Throw pillows.
    let warm = Tones::of(IVORY.mix(m.base(), 0.12));
    let pillow = c.slant(&warm, &[(0.0, 0.5), (0.5, 0.0), (1.0, -0.3)]);
    c.path(
        "M178 366Q240 330 300 352Q318 420 300 474Q236 484 186 470Q168 420 178 366Z",
        pillow,
    );
    c.stroke(
        "M196 380L286 458M210 360L296 436M186 408L262 474",
        warm.at(-0.25).veil(0.5),
        3.0,
    );
    let accent = Tones::of(m.at(-0.4));
    let second = c.slant(&accent, &[(0.0, 0.4), (0.5, 0.0), (1.0, -0.3)]);
    c.path(
        "M520 372Q570 340 620 366Q632 420 616 474Q566 486 514 470Q502 420 520 372Z",
        second,
    );
    // Seat cushions.
    let seat = c.swell();
    c.surface(
        "M160 486Q160 464 190 462H378Q397 464 397 486V540H162Z",
        seat,
    );
    c.surface(
        "M403 486Q403 464 422 462H610Q640 464 640 486V540H403Z",
        seat,
    );
    c.stroke(
        "M166 482Q280 468 392 482M408 482Q520 468 634 482",
        m.at(0.6).veil(0.7),
        3.0,
    );
    // Base and arms.
    let base = c.down(&m, &[(0.0, -0.1), (1.0, -0.5)]);
    c.surface(
        "M130 536H670V594Q670 604 656 604H144Q130 604 130 594Z",
        base,
    );
    c.stroke("M160 540H640", m.at(-0.75), 4.0);
    let left = c.across(&m, &[(0.0, 0.1), (0.3, 0.36), (0.75, -0.05), (1.0, -0.5)]);
    c.surface(
        "M74 420Q74 374 122 374Q170 374 172 420V596Q172 606 160 606H90Q76 606 76 594Z",
        left,
    );
    let right = c.across(&m, &[(0.0, -0.1), (0.3, 0.14), (1.0, -0.55)]);
    c.surface(
        "M726 420Q726 374 678 374Q630 374 628 420V596Q628 606 640 606H710Q724 606 724 594Z",
        right,
    );
    c.stroke(
        "M84 420Q86 386 122 384Q158 386 162 420M716 420Q714 386 678 384Q642 386 638 420",
        m.seam().veil(0.5),
        2.5,
    );
}

pub(super) fn shelf(c: &mut Canvas) {
    let m = c.main;
    c.ground_of_legs((405.0, 658.0), 220.0, &[(206.0, 659.0), (594.0, 659.0)]);
    // Back panel, then the boards.
    let back = c.slant(&m, &[(0.0, -0.55), (1.0, -0.3)]);
    c.path("M216 110H584V640H216Z", back);
    c.path("M216 110H300L216 330Z", INK.veil(0.16));
    let board = c.down(&m, &[(0.0, 0.4), (0.5, 0.0), (1.0, -0.35)]);
    let books = [
        0x8f_5d_4a, 0x4f_6b_72, 0xd8_c7_a2, 0x6d_7a_58, 0xb4_8a_4e, 0x3f_47_59, 0xc9_b8_ae,
    ];
    for (row, y) in [238.0f32, 366.0, 494.0].into_iter().enumerate() {
        let mut x = if row == 1 { 392.0 } else { 232.0 };
        let end = if row == 1 {
            560.0
        } else {
            232.0 + 60.0 * (3 - row) as f32 + c.vary(0.0, 40.0)
        };
        while x < end {
            let w = c.vary(15.0, 27.0);
            let h = c.vary(66.0, 98.0);
            let tone = Tones::of(Rgb::from_u32(books[c.choose(7) as usize]));
            c.rect((x, y - h, w, h), 2.0, tone.at(0.05));
            c.rect((x, y - h, w * 0.3, h), 2.0, tone.at(0.3));
            c.rect((x, y - h + 14.0, w, 5.0), 0.0, tone.at(0.65));
            x += w + 1.5;
        }
    }
    // Things between the books.
    let clay = c.across(
        &Tones::of(TERRACOTTA),
        &[(0.0, 0.0), (0.3, 0.4), (1.0, -0.4)],
    );
    c.stroke(
        "M520 180Q500 150 478 150M522 180Q520 140 536 128M524 180Q548 160 566 166",
        LEAF,
        9.0,
    );
    c.path("M490 180H556L546 238H500Z", clay);
    let ivory = c.around(&Tones::of(IVORY), &[(0.0, 0.5), (0.5, 0.0), (1.0, -0.4)]);
    c.path(
        "M250 366Q226 330 262 306V288H290V306Q326 330 302 366Z",
        ivory,
    );
    c.circle(348.0, 344.0, 22.0, clay);
    c.rect((400.0, 432.0, 150.0, 62.0), 5.0, Tones::of(OAK).at(0.1));
    c.stroke(
        "M404 446H546M404 462H546M404 478H546",
        Tones::of(OAK).at(-0.35).veil(0.6),
        3.0,
    );
    c.rect((458.0, 444.0, 34.0, 10.0), 5.0, Tones::of(OAK).at(-0.7));
    c.rect((236.0, 548.0, 150.0, 74.0), 6.0, Tones::of(IVORY).at(-0.1));
    c.rect((298.0, 570.0, 26.0, 12.0), 2.0, BRASS);
    c.rect((406.0, 548.0, 150.0, 74.0), 6.0, Tones::of(IVORY).at(-0.2));
    c.rect((468.0, 570.0, 26.0, 12.0), 2.0, BRASS);
    for y in [238.0, 366.0, 494.0, 622.0] {
        c.rect((212.0, y, 376.0, 17.0), 1.0, board);
        c.rect((216.0, y + 17.0, 368.0, 9.0), 0.0, INK.veil(0.2));
    }
    // Frame.
    let side = c.across(&m, &[(0.0, 0.3), (0.5, 0.0), (1.0, -0.35)]);
    c.path("M196 92H218V660H200Q196 660 196 654Z", side);
    c.path("M582 92H604V654Q604 660 600 660H582Z", side);
    c.surface("M188 84H612V106H188Z", board);
    c.stroke("M190 86H610", m.at(0.7), 3.0);
}

pub(super) fn bed(c: &mut Canvas) {
    let m = c.main;
    let wood = legs(c);
    let linen = Tones::of(IVORY);
    c.ground_of_legs((400.0, 648.0), 340.0, &[(123.0, 658.0), (677.0, 658.0)]);
    // Headboard.
    let head = c.slant(&wood, &[(0.0, 0.34), (0.5, 0.0), (1.0, -0.35)]);
    c.path(
        "M146 210Q146 190 168 190H632Q654 190 654 210V440H146Z",
        head,
    );
    c.stroke("M146 250H654M146 310H654", wood.at(-0.4).veil(0.5), 3.0);
    c.stroke("M152 196H648", wood.at(0.6), 4.0);
    c.path(
        "M110 600H134L130 660H116ZM666 600H690L684 660H670Z",
        wood.at(-0.4),
    );
    // Mattress and sheet.
    let sheet = c.down(&linen, &[(0.0, 0.3), (1.0, -0.25)]);
    c.path("M160 380H640L700 560V612H100V560Z", sheet);
    // Pillows.
    let pillow = c.slant(&linen, &[(0.0, 0.7), (0.5, 0.05), (1.0, -0.35)]);
    c.path(
        "M178 336Q270 300 372 332Q394 370 378 412Q280 432 176 414Q156 376 178 336Z",
        pillow,
    );
    c.path(
        "M428 332Q530 300 622 336Q644 376 624 414Q520 432 422 412Q406 370 428 332Z",
        pillow,
    );
    c.stroke(
        "M196 348Q214 372 200 402M606 348Q588 372 602 402",
        linen.at(-0.35).veil(0.6),
        3.0,
    );
    let small = c.slant(&m, &[(0.0, 0.4), (0.5, 0.0), (1.0, -0.35)]);
    c.surface(
        "M312 366Q400 340 488 366Q500 400 486 436Q400 452 314 436Q300 400 312 366Z",
        small,
    );
    // Duvet with the sheet folded over.
    let duvet = c.slant(&m, &[(0.0, 0.3), (0.45, 0.0), (1.0, -0.3)]);
    c.surface(
        "M146 446Q400 426 654 446L712 572Q724 600 716 636Q400 660 84 636Q76 600 88 572Z",
        duvet,
    );
    let fall = c.down(&m, &[(0.0, -0.1), (1.0, -0.5)]);
    c.surface(
        "M88 572Q400 602 712 572Q724 600 716 636Q400 660 84 636Q76 600 88 572Z",
        fall,
    );
    c.stroke("M210 470Q176 520 158 580M330 462Q316 520 310 590M470 462Q486 520 490 590M590 470Q622 520 644 580", m.at(-0.4).veil(0.4), 4.0);
    c.stroke(
        "M216 470Q182 520 164 580M336 462Q322 520 316 590M476 462Q492 520 496 590",
        m.at(0.5).veil(0.45),
        3.0,
    );
    c.stroke("M90 574Q400 604 710 574", m.at(0.45).veil(0.7), 4.0);
    let fold = c.down(&linen, &[(0.0, 0.6), (1.0, -0.1)]);
    c.path("M150 438Q400 416 650 438L664 470Q400 450 136 470Z", fold);
    c.path(
        "M136 470Q400 450 664 470L668 480Q400 460 132 480Z",
        INK.veil(0.15),
    );
    // A throw over the foot.
    let throw = Tones::of(m.at(-0.45));
    let cloth = c.slant(&throw, &[(0.0, 0.35), (1.0, -0.25)]);
    c.path(
        "M108 528Q400 552 692 528L712 572Q718 590 718 612Q400 638 82 612Q82 590 88 572Z",
        cloth,
    );
    c.stitches(
        "M104 540Q400 564 696 540M86 600Q400 626 714 600",
        throw.at(0.6).veil(0.8),
        3.0,
    );
}

pub(super) fn stool(c: &mut Canvas) {
    let m = c.main;
    let wood = legs(c);
    c.ground_of_legs(
        (400.0, 642.0),
        190.0,
        &[
            (227.0, 658.0),
            (573.0, 658.0),
            (325.0, 616.0),
            (475.0, 616.0),
        ],
    );
    let far = c.across(&wood, &[(0.0, -0.25), (1.0, -0.6)]);
    let leg = c.across(&wood, &[(0.0, 0.0), (0.35, 0.4), (1.0, -0.5)]);
    c.path("M336 280H364L334 616H316ZM436 280H464L484 616H466Z", far);
    c.stroke("M314 510Q400 496 486 510", wood.at(-0.55), 12.0);
    c.path("M268 280H306L238 656Q226 664 216 656Z", leg);
    c.path("M494 280H532L584 656Q574 664 562 656Z", leg);
    // Foot ring.
    c.tube("M252 528Q400 584 550 528", &Tones::of(BRASS), 15.0);
    c.stroke("M252 528Q256 512 300 506", Tones::of(BRASS).at(-0.4), 8.0);
    c.stroke("M550 528Q544 512 500 506", Tones::of(BRASS).at(-0.5), 8.0);
    c.path(
        "M270 290H304L300 316H264ZM496 290H530L534 316H500Z",
        INK.veil(0.3),
    );
    // Seat: rim and upholstered top.
    let rim = c.across(&wood, &[(0.0, 0.0), (0.25, 0.5), (0.6, 0.0), (1.0, -0.5)]);
    c.path("M220 250V272Q228 318 400 322T580 272V250Z", rim);
    let round = c.round();
    c.surface("M218 214V252Q226 300 400 302T582 252V214Z", round);
    let top = c.slant(&m, &[(0.0, 0.5), (0.5, 0.05), (1.0, -0.3)]);
    c.surface(
        "M218 214C218 180 300 158 400 158S582 180 582 214S500 268 400 268S218 248 218 214Z",
        top,
    );
    c.stroke(
        "M230 220C240 250 320 262 400 262S560 250 570 220",
        m.at(0.55).veil(0.7),
        4.0,
    );
    c.ellipse(400.0, 208.0, 12.0, 6.0, m.at(-0.5));
    c.stroke(
        "M400 208L290 190M400 208L510 190M400 208L330 250M400 208L470 250M400 208V164",
        m.at(-0.3).veil(0.35),
        3.0,
    );
    c.path(
        "M262 200Q300 172 380 170Q310 186 296 214Q270 214 262 200Z",
        WHITE.veil(0.2),
    );
}
