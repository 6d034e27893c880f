//! The answer to a request, from the state it finds.

use std::io::Read;

use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use hyper::header::{HeaderMap, X_CONTENT_TYPE_OPTIONS};
use hyper::http::request::Parts;
use hyper::{Response, StatusCode};
use tokio::sync::watch::Receiver;

use crate::diag::words::{Lang, fill};
use crate::load::disk::Refusal;

use super::super::words::plain;
use super::body::{Body, PIECE};
use super::guard::{Hosts, check, check_channel};
use super::page::{Told, escaped, place, tag};
use super::route::{Own, Route, own, route};
use super::state::{Site, State};

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The page of faults loads its own parts and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// Answers a request.
pub(super) fn answer(asked: &Parts, shared: &Receiver<State>, hosts: &Hosts, lang: Lang) -> Response<Body> {
    let mut response = match check(&asked.method, &asked.uri, &asked.headers, hosts) {
        Err(status) => refused(status),
        Ok(()) => found(asked, shared, hosts, lang),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(policy, HeaderValue::from_static("same-origin"));
    response
}

fn found(asked: &Parts, shared: &Receiver<State>, hosts: &Hosts, lang: Lang) -> Response<Body> {
    let state = shared.borrow().clone();
    let path = asked.uri.path();
    let route = match (own(path), &state.site) {
        (Some(route), _) => route,
        (None, Some(site)) => route(path, &site.base, &site.files),
        (None, None) => return faults(&state, StatusCode::SERVICE_UNAVAILABLE, lang),
    };
    match route {
        Route::Channel => channel(&asked.headers, shared, hosts),
        Route::Own(Own::Follow) => typed(SCRIPT, include_str!("follow.js")),
        Route::Own(Own::FaultsScript) => typed(SCRIPT, include_str!("faults.js")),
        Route::Own(Own::FaultsStyle) => typed(STYLE, include_str!("faults.css")),
        Route::Own(Own::FaultsData) => {
            let none = || r#"{"list":[],"more":null}"#.to_owned();
            typed(JSON, state.faults.as_ref().map_or_else(none, |faults| faults.json.clone()))
        }
        Route::Own(Own::Faults) => faults(&State { site: state.site, faults: None }, StatusCode::OK, lang),
        Route::Moved(address) => moved(&address, asked.uri.query()),
        Route::File(name) => file(&state, &name, StatusCode::OK, lang),
        Route::Missing => file(&state, "404.html", StatusCode::NOT_FOUND, lang),
    }
}

/// A refusal without words: who gets one made no mistake that words would help with.
fn refused(status: StatusCode) -> Response<Body> {
    let mut response = typed(TEXT, format!("{status}\n"));
    *response.status_mut() = status;
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn channel(headers: &HeaderMap, shared: &Receiver<State>, hosts: &Hosts) -> Response<Body> {
    match check_channel(headers, hosts) {
        Err(status) => refused(status),
        Ok(()) => respond("text/event-stream", Body::channel(shared.clone())),
    }
}

fn moved(address: &str, query: Option<&str>) -> Response<Body> {
    let address = query.map_or_else(|| address.to_owned(), |query| format!("{address}?{query}"));
    let Ok(address) = HeaderValue::from_str(&address) else { return refused(StatusCode::NOT_FOUND) };
    let mut response = refused(StatusCode::TEMPORARY_REDIRECT);
    response.headers_mut().insert(LOCATION, address);
    response
}

/// A file of the site; into a page goes the script that follows it.
fn file(state: &State, name: &str, status: StatusCode, lang: Lang) -> Response<Body> {
    let read = |site: &Site| {
        let (mut file, size) = site.root.open_regular(name)?;
        let mut opening = Vec::new();
        (&mut file).take(PIECE as u64).read_to_end(&mut opening).map_err(Refusal::Disk)?;
        let left = size.saturating_sub(opening.len() as u64);
        let kind = kind(name);
        if let Some(at) = place(&opening).filter(|_| kind == HTML) {
            let faults = "";
            let told = Told { generation: &site.generation, faults, title: plain(lang, "serve.faults") };
            opening.splice(at..at, tag(&told).into_bytes());
        }
        Ok::<_, Refusal>(respond(kind, Body::file(opening, file, left)))
    };
    let known = state.site.as_ref().filter(|site| site.files.contains(name));
    let Some(Ok(mut response)) = known.map(|site| read(site)) else { return refused(StatusCode::NOT_FOUND) };
    *response.status_mut() = status;
    response
}

/// The page of faults: over a page of the site, where the script of that page follows the site, or alone.
fn faults(state: &State, status: StatusCode, lang: Lang) -> Response<Body> {
    let title = plain(lang, "serve.faults");
    let alone = state.faults.as_ref().map(|faults| tag(&Told { generation: "", faults: &faults.id, title }));
    let words = ["lead", "hide", "noscript"].map(|name| (name, escaped(plain(lang, &format!("serve.faults.{name}")))));
    let args = words.into_iter().chain([
        ("title", escaped(title)),
        ("lang", if lang == Lang::Id { "id" } else { "en" }.to_owned()),
        ("tag", alone.unwrap_or_default()),
    ]);
    let page = fill(include_str!("faults.html"), &args.collect::<Vec<_>>()).expect("each placeholder has a value");
    let mut response = typed(HTML, page);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

fn typed(kind: &'static str, text: impl Into<bytes::Bytes>) -> Response<Body> {
    respond(kind, Body::whole(text))
}

fn respond(kind: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// The type of a file by the end of its name.
fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => HTML,
        "css" => STYLE,
        "js" | "mjs" => SCRIPT,
        "json" | "map" => JSON,
        "jsonld" => "application/ld+json",
        "atom" => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" => TEXT,
        "csv" => "text/csv; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "geojson" => "application/geo+json",
        "webmanifest" => "application/manifest+json",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "zip" => "application/zip",
        "mp4" => "video/mp4",
        _ => "application/octet-stream",
    }
}
