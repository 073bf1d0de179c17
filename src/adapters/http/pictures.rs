//! Pictures that the service draws itself: `/pictures/<kind>.svg?color=…`.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, EntityTag, Header as _, IfNoneMatch},
    web::{self, ServiceConfig},
};
use uuid::Uuid;

use crate::application::pictures::{PictureRequest, draw};

/// The drawing of an address changes only with the binary, so a picture may be kept for a day and is then asked for by
/// its tag.
const CACHING: &str = "public, max-age=86400, stale-while-revalidate=604800";

/// A picture opened as a page of its own runs and loads nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Adds the route of pictures.
pub fn routes(config: &mut ServiceConfig) {
    config.service(
        web::resource("/pictures/{name}")
            .route(web::get().to(picture))
            .route(web::head().to(picture)),
    );
}

async fn picture(request: HttpRequest) -> HttpResponse {
    let drawing = match PictureRequest::parse(request.path(), request.query_string()) {
        Ok(wanted) => draw(&wanted),
        Err(error) => {
            return HttpResponse::NotFound()
                .content_type("text/plain; charset=utf-8")
                .body(format!("{error}\n"));
        }
    };
    let hash = Uuid::new_v5(&Uuid::NAMESPACE_OID, drawing.as_bytes());
    let tag = EntityTag::new_weak(hash.simple().to_string());
    let has_it = match IfNoneMatch::parse(&request) {
        Ok(IfNoneMatch::Any) => true,
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        Err(_) => false,
    };
    let mut response = if has_it {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    response
        .insert_header(header::ETag(tag))
        .insert_header((header::CACHE_CONTROL, CACHING));
    if has_it {
        return response.finish();
    }
    response
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .content_type("image/svg+xml; charset=utf-8")
        .body(drawing)
}
