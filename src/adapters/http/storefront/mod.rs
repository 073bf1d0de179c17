//! The demo storefront: one HTML shell and the script and style that fill it, compiled into the binary.
//!
//! Every page is the same shell; the script in it reads the address and asks the public GraphQL endpoint at `/graphql`,
//! as any other client would. So this module holds no data, knows no catalog and imports nothing of the service: it
//! serves bytes. Pictures come from `/pictures/…`, served elsewhere.
//!
//! Caching: the shell is checked again on every visit; what it refers to lies under a folder named by the content of
//! all files, so it can be kept for ever, and a new binary is seen at once.

mod squeeze;

use std::fmt;

use actix_web::http::header::{self, EntityTag, HeaderValue, IfNoneMatch};
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, Bytes, Data, ServiceConfig};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use uuid::Uuid;

/// What the pages consist of: name under `/assets/<version>/`, content type, text.
const FILES: [(&str, &str, &str); 22] = [
    ("api.js", SCRIPT, include_str!("assets/api.js")),
    ("app.js", SCRIPT, include_str!("assets/app.js")),
    (
        "collection.js",
        SCRIPT,
        include_str!("assets/collection.js"),
    ),
    ("content.js", SCRIPT, include_str!("assets/content.js")),
    (
        "de.json",
        "application/json",
        include_str!("assets/de.json"),
    ),
    ("dom.js", SCRIPT, include_str!("assets/dom.js")),
    ("drawer.js", SCRIPT, include_str!("assets/drawer.js")),
    ("facets.js", SCRIPT, include_str!("assets/facets.js")),
    ("frame.js", SCRIPT, include_str!("assets/frame.js")),
    (
        "fr.json",
        "application/json",
        include_str!("assets/fr.json"),
    ),
    ("home.js", SCRIPT, include_str!("assets/home.js")),
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
    ("list.js", SCRIPT, include_str!("assets/list.js")),
    (
        "operations.graphql",
        "application/graphql; charset=utf-8",
        include_str!("assets/operations.graphql"),
    ),
    ("parts.js", SCRIPT, include_str!("assets/parts.js")),
    ("product.js", SCRIPT, include_str!("assets/product.js")),
    ("search.js", SCRIPT, include_str!("assets/search.js")),
    ("shelf.js", SCRIPT, include_str!("assets/shelf.js")),
    ("style.css", STYLE, include_str!("assets/style.css")),
    ("suggest.js", SCRIPT, include_str!("assets/suggest.js")),
    (
        "variant-code.js",
        SCRIPT,
        include_str!("assets/variant-code.js"),
    ),
    ("words.js", SCRIPT, include_str!("assets/words.js")),
];
const SHELL: &str = include_str!("assets/index.html");

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";

/// Addresses that the script knows how to show.
const PAGES: [&str; 9] = [
    "/",
    "/collections",
    "/collections/{handle}",
    "/products/{handle}",
    "/pages/{handle}",
    "/blogs/{blog}",
    "/blogs/{blog}/{article}",
    "/policies/{handle}",
    "/search",
];

/// The address names the content, so a kept copy is never wrong.
const KEPT_FOR_EVER: &str = "public, max-age=31536000, immutable";
/// May be kept, but is asked for again each time; an unchanged one costs a 304.
const CHECKED_EACH_TIME: &str = "no-cache";

/// Hosts, besides the service itself, that pages may load pictures from: imported catalogs keep theirs elsewhere.
#[derive(Clone, Debug, Default)]
pub struct ImageSources(Vec<String>);

/// A picture host that would not be one source of a Content-Security-Policy.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0:?} is not a picture host: write a scheme and a host, such as https://cdn.example.com, or https:"
)]
pub struct InvalidImageSource(String);

impl ImageSources {
    /// Only pictures of the service's own address, as the generated catalog has them.
    #[must_use]
    pub fn own() -> Self {
        Self::default()
    }

    /// The own address and the given sources: `https://cdn.example.com`, or `https:` for any host.
    ///
    /// # Errors
    /// The first source that is not a scheme with or without a host; nothing else may enter the policy.
    pub fn with<'a>(
        sources: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, InvalidImageSource> {
        let accepted = |source: &&str| {
            ["https:", "http:"].iter().any(|scheme| {
                source.strip_prefix(scheme).is_some_and(|rest| {
                    let host = rest.strip_prefix("//").unwrap_or("");
                    rest.is_empty()
                        || !host.is_empty()
                            && host
                                .chars()
                                .all(|sign| sign.is_ascii_alphanumeric() || ".-:*".contains(sign))
                })
            })
        };
        sources
            .into_iter()
            .map(|source| {
                Some(source)
                    .filter(accepted)
                    .map(str::to_owned)
                    .ok_or_else(|| InvalidImageSource(source.to_owned()))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl fmt::Display for ImageSources {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("'self'")?;
        self.0
            .iter()
            .try_for_each(|source| write!(formatter, " {source}"))
    }
}

/// The storefront, ready to serve. Make one for the process; each worker's application is configured from it.
#[derive(Clone, Debug)]
pub struct Storefront(Data<Site>);

#[derive(Debug)]
struct Site {
    version: String,
    policy: HeaderValue,
    shell: File,
    files: Vec<(&'static str, File)>,
}

#[derive(Debug)]
struct File {
    content_type: &'static str,
    body: Bytes,
    tag: EntityTag,
}

impl File {
    fn new(content_type: &'static str, text: String) -> Self {
        let tag = EntityTag::new_strong(content_hash(text.as_bytes()));
        Self {
            content_type,
            body: text.into(),
            tag,
        }
    }
}

impl Storefront {
    /// Prepares all files once; `images` says where pictures may come from.
    ///
    /// # Panics
    /// Never: checked sources make a valid header.
    #[must_use]
    pub fn new(images: &ImageSources) -> Self {
        let files: Vec<_> = FILES
            .iter()
            .map(|&(name, content_type, text)| {
                let served = match content_type {
                    SCRIPT => squeeze::script(text),
                    STYLE => squeeze::style(text),
                    _ => text.to_owned(),
                };
                (name, File::new(content_type, served))
            })
            .collect();
        let all: Vec<u8> = files
            .iter()
            .flat_map(|(_, file)| file.body.iter().copied())
            .collect();
        let version = content_hash(&all);
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src {images}; connect-src 'self'; \
             base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
        );
        Self(Data::new(Site {
            shell: File::new(HTML, SHELL.replace("{version}", &version)),
            policy: HeaderValue::from_str(&policy).expect("checked sources are visible ASCII"),
            version,
            files,
        }))
    }

    /// Adds the pages, their files, and a last resort for unknown addresses: a browser gets the shell with status 404,
    /// which looks for a redirect; everyone else an empty 404.
    pub fn configure(&self, config: &mut ServiceConfig) {
        config.app_data(self.0.clone());
        for path in PAGES {
            config.service(
                web::resource(path)
                    .route(web::get().to(page))
                    .route(web::head().to(page)),
            );
        }
        config
            .service(
                web::resource("/assets/{version}/{name}")
                    .route(web::get().to(asset))
                    .route(web::head().to(asset)),
            )
            .default_service(web::to(elsewhere));
    }
}

/// Names a content: equal bytes, equal name.
fn content_hash(bytes: &[u8]) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes)
        .simple()
        .to_string()
}

async fn page(request: HttpRequest, site: Data<Site>) -> HttpResponse {
    answer(
        &request,
        &site,
        &site.shell,
        StatusCode::OK,
        CHECKED_EACH_TIME,
    )
}

async fn asset(
    request: HttpRequest,
    site: Data<Site>,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let (version, name) = path.into_inner();
    let Some((_, file)) = site.files.iter().find(|(known, _)| *known == name) else {
        return HttpResponse::NotFound().finish();
    };
    // A shell of another binary asks for its own version: it gets what is here now, and may not keep it as that.
    let caching = if version == site.version {
        KEPT_FOR_EVER
    } else {
        CHECKED_EACH_TIME
    };
    answer(&request, &site, file, StatusCode::OK, caching)
}

async fn elsewhere(request: HttpRequest, site: Data<Site>) -> HttpResponse {
    let for_a_browser = request.method() == Method::GET
        && request
            .headers()
            .get(header::ACCEPT)
            .is_some_and(|accepted| {
                accepted
                    .as_bytes()
                    .windows(9)
                    .any(|part| part == b"text/html")
            });
    if for_a_browser {
        answer(
            &request,
            &site,
            &site.shell,
            StatusCode::NOT_FOUND,
            CHECKED_EACH_TIME,
        )
    } else {
        HttpResponse::NotFound().finish()
    }
}

fn answer(
    request: &HttpRequest,
    site: &Site,
    file: &File,
    status: StatusCode,
    caching: &'static str,
) -> HttpResponse {
    let known = match request.get_header::<IfNoneMatch>() {
        Some(IfNoneMatch::Any) => true,
        Some(IfNoneMatch::Items(tags)) => tags.iter().any(|tag| tag.weak_eq(&file.tag)),
        None => false,
    };
    let mut response = HttpResponse::build(status);
    response
        .insert_header(header::ETag(file.tag.clone()))
        .insert_header((header::CACHE_CONTROL, caching))
        .insert_header((header::CONTENT_SECURITY_POLICY, site.policy.clone()))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((header::REFERRER_POLICY, "same-origin"));
    if known && status == StatusCode::OK {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    response
        .content_type(file.content_type)
        .body(file.body.clone())
}

#[cfg(test)]
mod tests;
