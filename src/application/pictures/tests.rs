use super::*;

fn request(kind: &str, query: &str) -> PictureRequest {
    PictureRequest::parse(&format!("/pictures/{kind}.svg"), query).expect("a good address")
}

fn every_picture() -> impl Iterator<Item = PictureRequest> {
    KINDS.iter().chain(SCENES).flat_map(|kind| {
        (1..=4).map(move |view| request(kind, &format!("color=3f6f5c&view={view}&seed=5")))
    })
}

#[test]
fn every_kind_and_view_is_well_formed_and_of_bounded_size() {
    for request in every_picture() {
        let svg = draw(&request);
        let document =
            roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{request:?}: {error}"));
        let shapes = document
            .descendants()
            .filter(|n| {
                matches!(
                    n.tag_name().name(),
                    "path" | "rect" | "circle" | "ellipse" | "use"
                )
            })
            .count();
        let (shapes_most, bytes_most) = if request.kind.name().starts_with("department-") {
            (260, 24 * 1024)
        } else {
            (110, 12 * 1024)
        };
        assert!(
            (12..=shapes_most).contains(&shapes),
            "{request:?}: {shapes} shapes"
        );
        assert!(
            (2048..=bytes_most).contains(&svg.len()),
            "{request:?}: {} bytes",
            svg.len()
        );
    }
}

#[test]
fn every_reference_leads_to_one_element_of_the_same_picture() {
    for request in every_picture() {
        let svg = draw(&request);
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        let mut ids = std::collections::HashSet::new();
        for node in document.descendants() {
            if let Some(id) = node.attribute("id") {
                assert!(ids.insert(id.to_owned()), "{request:?}: id {id} twice");
            }
        }
        for node in document.descendants() {
            for attribute in node.attributes() {
                let value = attribute.value();
                let target = value
                    .strip_prefix("url(#")
                    .and_then(|rest| rest.strip_suffix(')'))
                    .or_else(|| (attribute.name() == "href").then(|| &value[1..]));
                if let Some(target) = target {
                    assert!(ids.contains(target), "{request:?}: {target} is not there");
                }
            }
        }
    }
}

#[test]
fn pictures_contain_no_scripts_and_nothing_from_outside() {
    for request in every_picture() {
        let svg = draw(&request);
        assert_eq!(
            svg.matches("http").count(),
            1,
            "only the name space: {request:?}"
        );
        assert!(!svg.contains("<script") && !svg.contains("<image") && !svg.contains(" on"));
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    for request in every_picture() {
        assert_eq!(draw(&request), draw(&request));
    }
}

#[test]
fn another_seed_gives_another_picture_of_the_same_kind() {
    for kind in KINDS {
        assert_ne!(
            draw(&request(kind, "seed=1")),
            draw(&request(kind, "seed=2")),
            "{kind}"
        );
    }
}

#[test]
fn views_differ() {
    for kind in KINDS {
        let views: std::collections::HashSet<String> = (1..=4)
            .map(|view| draw(&request(kind, &format!("view={view}"))))
            .collect();
        assert_eq!(views.len(), 4, "{kind}");
    }
}

#[test]
fn the_base_color_appears_in_the_drawing_whatever_the_material() {
    let mut without = std::collections::BTreeSet::new();
    for kind in KINDS {
        for material in Material::ALL {
            for color in ["3f6f5c", "f4f1ea", "17181b", "d9a441"] {
                let query = format!("color={color}&material={}", material.name());
                let svg = draw(&request(kind, &query));
                if !svg.contains(&format!("#{color}")) {
                    without.insert(*kind);
                }
            }
        }
    }
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn materials_change_the_drawing() {
    let drawings: std::collections::HashSet<String> = ["wood", "steel", "wool", "ceramic", "glass"]
        .iter()
        .map(|material| draw(&request("mug", &format!("material={material}"))))
        .collect();
    assert_eq!(drawings.len(), 5);
}

#[test]
fn an_address_reads_back_as_what_it_was_made_from() {
    for kind in KINDS.iter().chain(SCENES) {
        let kind = Kind::named(kind).expect("listed");
        for material in Material::ALL {
            let address = address(kind, Rgb(1, 0xab, 0xff), *material, 3, u32::MAX);
            let (path, query) = address.split_once('?').expect("has a query");
            let read = PictureRequest::parse(path, query).expect("our own address");
            assert_eq!(
                (read.kind, read.color, read.material, read.view, read.seed),
                (kind, Rgb(1, 0xab, 0xff), *material, 3, u32::MAX)
            );
            assert_eq!(
                super::address(read.kind, read.color, read.material, read.view, read.seed),
                address
            );
        }
    }
}

#[test]
fn sizes_scale_and_crop_as_shops_do() {
    let head = |query: &str| {
        let svg = draw(&request("mug", query));
        svg[..svg.find('>').expect("an opening tag")].to_owned()
    };
    assert!(head("").contains("width=\"800\" height=\"800\""));
    assert!(head("width=240").contains("width=\"240\" height=\"240\""));
    assert!(head("height=90").contains("width=\"90\" height=\"90\""));
    // Without crop both are upper bounds.
    assert!(head("width=400&height=300").contains("width=\"300\" height=\"300\""));
    let cropped = head("width=400&height=300&crop=TOP");
    assert!(
        cropped.contains("width=\"400\" height=\"300\""),
        "{cropped}"
    );
    assert!(
        cropped.contains("preserveAspectRatio=\"xMidYMin slice\""),
        "{cropped}"
    );
    // What a client adds counts more than what was there.
    assert!(head("width=400&width=50").contains("width=\"50\""));
}

#[test]
fn a_scene_goes_on_to_the_sides_of_a_banner() {
    let head = |kind: &str, query: &str| {
        let svg = draw(&request(kind, query));
        roxmltree::Document::parse(&svg).expect("well-formed");
        svg[..svg.find('>').expect("an opening tag")].to_owned()
    };
    let banner = "width=1600&height=800&crop=CENTER";
    for scene in SCENES {
        assert!(
            head(scene, banner).contains("viewBox=\"-400 0 1600 800\""),
            "{scene}"
        );
    }
    assert!(head("department-garden", "width=5000&height=10&crop=TOP").contains(" 0 2400 800\""));
    assert!(head("department-garden", "width=1600&height=800").contains("viewBox=\"0 0 800 800\""));
    assert!(head("tent", banner).contains("viewBox=\"0 0 800 800\""));
}

#[test]
fn hostile_addresses_are_refused_without_an_echo() {
    let bad_kinds = [
        "/pictures/unicorn.svg",
        "/pictures/../etc/passwd.svg",
        "/pictures/tent",
        "/pictures/tent.svg.svg",
        "/pictures/TENT.svg",
        "/pictures/<script>.svg",
        "/pictures/department-.svg",
        "",
    ];
    for path in bad_kinds {
        assert_eq!(
            PictureRequest::parse(path, ""),
            Err(PictureError::UnknownKind),
            "{path}"
        );
    }
    let text = PictureError::UnknownKind.to_string();
    assert!(text.contains("tent") && text.len() < 200, "{text}");
    let bad_queries = [
        "color=red",
        "color=%23ffffff",
        "color=fffffff",
        "color=\"/><script>",
        "color=",
        "color",
        "color=ééé",
        "material=unobtainium",
        "material=wood\"onload=",
        "view=0",
        "view=5",
        "view=-1",
        "view=1.5",
        "view=+1",
        "seed=4294967296",
        "seed=-1",
        "seed=1e3",
        "width=0",
        "width=5761",
        "width=99999999999999999999",
        "height=0",
        "height=NaN",
        "crop=middle",
    ];
    for query in bad_queries {
        let error = PictureRequest::parse("/pictures/tent.svg", query).expect_err(query);
        assert!(matches!(error, PictureError::Parameter { .. }), "{query}");
        let value = query.split_once('=').map_or("", |(_, value)| value);
        assert!(
            value.len() < 3 || !error.to_string().contains(value),
            "{query}: {error}"
        );
    }
    let long = format!("x={}", "a".repeat(600));
    assert_eq!(
        PictureRequest::parse("/pictures/tent.svg", &long),
        Err(PictureError::QueryTooLong)
    );
}

#[test]
fn parameters_of_others_are_passed_over() {
    assert_eq!(request("tent", "v=1699&&utm=x&view=2").view, 2);
}

#[test]
fn names_are_unique_and_materials_are_found_in_descriptions() {
    let names: std::collections::HashSet<_> = KINDS.iter().chain(SCENES).collect();
    assert_eq!(names.len(), KINDS.len() + SCENES.len());
    assert_eq!((KINDS.len(), SCENES.len()), (61, 13));
    assert_eq!(Material::described("Solid oak"), Material::Wood);
    assert_eq!(Material::described("recycled polyester"), Material::Nylon);
    assert_eq!(Material::described("Cast iron"), Material::CastIron);
    assert_eq!(Material::described("moonlight"), Material::Plain);
    for material in Material::ALL {
        assert_eq!(Material::named(material.name()), Some(*material));
    }
}

#[test]
fn tones_get_darker_below_the_base_and_lighter_above() {
    for base in [
        Rgb(0x3f, 0x6f, 0x5c),
        Rgb(0xd9, 0xa4, 0x41),
        Rgb(0x1a, 0x1c, 0x20),
    ] {
        let tones = color::Tones::of(base);
        let lightness = |t: f32| tones.at(t).to_oklch().lightness;
        assert_eq!(tones.at(0.0), base);
        for step in [-1.0f32, -0.6, -0.2, 0.2, 0.6].windows(2) {
            assert!(lightness(step[0]) < lightness(step[1]), "{base:?} {step:?}");
        }
    }
}
