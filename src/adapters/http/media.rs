//! Media types of GraphQL over HTTP: which one answers a request, and which bodies are read.

use actix_web::http::header::{ACCEPT, CONTENT_TYPE, HeaderMap};

/// The media type of an answer. It decides the status of a request that was refused before
/// execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/json`: older clients take any status but 200 for a broken network, so a
    /// well-formed request is answered with 200 whatever came of it.
    Json,
    /// `application/graphql-response+json`: the status says whether anything ran.
    GraphqlResponse,
}

impl Media {
    /// The `Content-Type` of an answer.
    pub(super) fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    /// The media type that the client wants most; `Json` where it does not care, because that is
    /// what clients without an `Accept` header expect. None when it accepts neither.
    pub(super) fn negotiate(headers: &HeaderMap) -> Option<Self> {
        let mut ranges = headers
            .get_all(ACCEPT)
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .filter(|range| !range.is_empty())
            .peekable();
        if ranges.peek().is_none() {
            return Some(Self::Json);
        }
        let mut best: Option<(f32, Self)> = None;
        for range in ranges {
            let (quality, media) = match read_range(range) {
                Some(found) => found,
                None => continue,
            };
            if quality > best.map_or(0.0, |(best, _)| best) {
                best = Some((quality, media));
            }
        }
        best.map(|(_, media)| media)
    }
}

/// Quality and media type of one range of an `Accept` header; none when neither type is in it.
fn read_range(range: &str) -> Option<(f32, Media)> {
    let mut parts = range.split(';').map(str::trim);
    let media = match parts.next()?.to_ascii_lowercase().as_str() {
        "application/graphql-response+json" => Media::GraphqlResponse,
        "application/json" | "application/*" | "*/*" => Media::Json,
        _ => return None,
    };
    let mut quality = 1.0;
    for parameter in parts {
        let (name, value) = parameter.split_once('=')?;
        match name.trim().to_ascii_lowercase().as_str() {
            "q" => quality = value.trim().parse().ok()?,
            "charset" if !is_utf8(value) => return None,
            _ => {}
        }
    }
    Some((quality, media))
}

/// Whether a body with these headers is read: JSON in UTF-8.
pub(super) fn is_json_body(headers: &HeaderMap) -> bool {
    let Some(value) = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    let mut parts = value.split(';').map(str::trim);
    let json = parts
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    let utf8 = parts
        .filter_map(|parameter| parameter.split_once('='))
        .all(|(name, value)| !name.trim().eq_ignore_ascii_case("charset") || is_utf8(value));
    json && utf8
}

fn is_utf8(charset: &str) -> bool {
    let charset = charset.trim().trim_matches('"');
    charset.eq_ignore_ascii_case("utf-8") || charset.eq_ignore_ascii_case("utf8")
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn negotiate(accept: &str) -> Option<Media> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_str(accept).unwrap());
        Media::negotiate(&headers)
    }

    #[test]
    fn the_type_wanted_most_answers() {
        const BOTH: &str = "application/graphql-response+json, application/json";
        for (accept, media) in [
            (BOTH, Some(Media::GraphqlResponse)),
            (
                "application/json, application/graphql-response+json",
                Some(Media::Json),
            ),
            (
                "application/json;q=0.9, application/graphql-response+json",
                Some(Media::GraphqlResponse),
            ),
            (
                "application/graphql-response+json;q=0.5, */*;q=0.1",
                Some(Media::GraphqlResponse),
            ),
            (
                "application/graphql-response+json; charset=utf-8",
                Some(Media::GraphqlResponse),
            ),
            ("*/*", Some(Media::Json)),
            ("", Some(Media::Json)),
            ("text/html", None),
            ("application/json;q=0", None),
            ("application/json; charset=iso-8859-1", None),
        ] {
            assert_eq!(negotiate(accept), media, "{accept}");
        }
        assert_eq!(Media::negotiate(&HeaderMap::new()), Some(Media::Json));
    }

    #[test]
    fn bodies_are_json_in_utf8() {
        for (content_type, read) in [
            ("application/json", true),
            ("Application/JSON; charset=\"UTF-8\"", true),
            ("application/json; charset=utf-16", false),
            ("text/plain", false),
            ("application/graphql", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
            assert_eq!(is_json_body(&headers), read, "{content_type}");
        }
        assert!(!is_json_body(&HeaderMap::new()));
    }
}
