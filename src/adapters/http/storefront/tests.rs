//! What the storefront promises, through its own routes.

use actix_web::App;
use actix_web::dev::ServiceResponse;
use actix_web::test as served;

use super::*;

/// Script and style that a page loads, as served, uncompressed.
const BUDGET_BYTES: usize = 60_000;
/// The modules that the first one loads only when an address or a key asks for them.
const ON_DEMAND: [&str; 6] = [
    "collection.js",
    "content.js",
    "drawer.js",
    "home.js",
    "product.js",
    "search.js",
];

fn text_of(name: &str) -> &'static str {
    let file = FILES.iter().find(|(known, _, _)| *known == name);
    file.unwrap_or_else(|| panic!("{name} is no file")).2
}

/// The module and all that it imports, each once.
fn with_imports(name: &'static str, loaded: &mut Vec<&'static str>) {
    if loaded.contains(&name) {
        return;
    }
    loaded.push(name);
    for line in text_of(name).lines() {
        if let Some((_, target)) = line.rsplit_once(" from \"./") {
            with_imports(target.trim_end_matches("\";"), loaded);
        }
    }
}

async fn get(path: &str, headers: &[(&str, &str)]) -> ServiceResponse {
    let storefront = Storefront::new(&ImageSources::own());
    let app =
        served::init_service(App::new().configure(|config| storefront.configure(config))).await;
    let request = headers
        .iter()
        .fold(served::TestRequest::get().uri(path), |request, header| {
            request.insert_header(*header)
        });
    served::call_service(&app, request.to_request()).await
}

fn header<'a>(response: &'a ServiceResponse, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[test]
fn script_and_style_of_each_page_stay_within_the_budget() {
    let site = Storefront::new(&ImageSources::own()).0;
    let size = |name: &&str| {
        let file = site.files.iter().find(|(known, _)| known == name);
        file.map_or(0, |(_, file)| file.body.len())
    };
    for page in ON_DEMAND {
        let mut loaded = vec!["style.css"];
        with_imports("app.js", &mut loaded);
        with_imports(page, &mut loaded);
        let total: usize = loaded.iter().map(size).sum();
        assert!(
            total < BUDGET_BYTES,
            "{page}: {total} bytes of script and style"
        );
    }
}

#[test]
fn files_name_no_outside_address() {
    for (name, _, text) in FILES {
        for (at, _) in text.match_indices("://") {
            let start = text[..at]
                .rfind(|sign: char| !sign.is_ascii_alphanumeric())
                .map_or(0, |before| before + 1);
            assert!(
                text[start..].starts_with("http://www.w3.org/2000/svg"),
                "{name}: {}",
                &text[start..at + 20]
            );
        }
    }
}

#[test]
fn shell_loads_at_once_what_every_page_needs_and_nothing_else() {
    let mut first = Vec::new();
    with_imports("app.js", &mut first);
    for (name, content_type, _) in FILES {
        if content_type == SCRIPT {
            let times = SHELL.matches(&format!("/{name}\"")).count();
            assert_eq!(times, usize::from(first.contains(&name)), "{name}");
        }
    }
}

#[test]
fn modules_on_demand_are_those_that_the_first_one_names() {
    let app = text_of("app.js");
    let named = |name: &&str| app.contains(&format!("\"{}\"", name.trim_end_matches(".js")));
    assert_eq!(ON_DEMAND.iter().filter(|name| !named(name)).count(), 0);
    let mut all = Vec::new();
    for name in ON_DEMAND {
        with_imports(name, &mut all);
    }
    with_imports("app.js", &mut all);
    let scripts = FILES
        .iter()
        .filter(|(_, content_type, _)| *content_type == SCRIPT);
    let unused: Vec<_> = scripts.filter(|(name, _, _)| !all.contains(name)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn operations_are_graphql_that_speaks_for_a_country_and_a_language() {
    let (_, _, text) = FILES
        .iter()
        .find(|(name, _, _)| *name == "operations.graphql")
        .unwrap();
    let document = async_graphql_parser::parse_query(text).unwrap();
    for (name, operation) in document.operations.iter() {
        let directives = &operation.node.directives;
        assert!(
            directives
                .iter()
                .any(|one| one.node.name.node == "inContext"),
            "{name:?}"
        );
    }
}

#[actix_web::test]
async fn every_page_is_the_shell_under_a_strict_policy() {
    for path in [
        "/",
        "/collections",
        "/collections/tents",
        "/products/a-b",
        "/pages/about",
        "/blogs/news/one",
        "/policies/privacy",
        "/search?q=tent",
    ] {
        let response = get(path, &[]).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(header(&response, "content-type"), HTML);
        assert_eq!(header(&response, "cache-control"), "no-cache");
        assert_eq!(
            header(&response, "content-security-policy"),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
             base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
        );
        let body = served::read_body(response).await;
        assert!(!body.windows(9).any(|part| part == b"{version}"));
    }
}

#[actix_web::test]
async fn files_of_this_version_are_kept_for_ever_and_others_checked() {
    let site = Storefront::new(&ImageSources::own()).0;
    let response = get(&format!("/assets/{}/app.js", site.version), &[]).await;
    assert_eq!(
        (
            response.status().as_u16(),
            header(&response, "cache-control")
        ),
        (200, KEPT_FOR_EVER)
    );
    assert_eq!(header(&response, "content-type"), SCRIPT);

    let other = get("/assets/another/app.js", &[]).await;
    assert_eq!(
        (other.status().as_u16(), header(&other, "cache-control")),
        (200, CHECKED_EACH_TIME)
    );
    assert_eq!(get("/assets/another/no.js", &[]).await.status(), 404);
}

#[actix_web::test]
async fn known_content_is_not_sent_again() {
    let first = get("/", &[]).await;
    let tag = header(&first, "etag").to_owned();
    assert!(tag.starts_with('"'), "{tag} is strong");
    let again = get("/", &[("if-none-match", &tag)]).await;
    assert_eq!(again.status(), 304);
    assert_eq!(served::read_body(again).await.len(), 0);
    assert_eq!(
        get("/", &[("if-none-match", "\"other\"")]).await.status(),
        200
    );
}

#[actix_web::test]
async fn unknown_addresses_show_the_shell_to_browsers_only() {
    let browser = get("/old-address", &[("accept", "text/html,*/*;q=0.8")]).await;
    assert_eq!(
        (browser.status().as_u16(), header(&browser, "content-type")),
        (404, HTML)
    );
    let other = get("/old-address", &[("accept", "application/json")]).await;
    assert_eq!(
        (
            other.status().as_u16(),
            served::read_body(other).await.len()
        ),
        (404, 0)
    );
}

#[test]
fn picture_hosts_enter_the_policy_only_when_they_are_hosts() {
    let sources = ImageSources::with(["https://cdn.example.com:8443", "http:"]).unwrap();
    assert_eq!(
        sources.to_string(),
        "'self' https://cdn.example.com:8443 http:"
    );
    for wrong in [
        "cdn.example.com",
        "https://a; script-src *",
        "data:",
        "https://",
        "https://a b",
        "",
    ] {
        assert!(ImageSources::with([wrong]).is_err(), "{wrong:?}");
    }
}
