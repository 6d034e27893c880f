//! Who may ask, and how: only for this machine's own names, only to read, and the channel only from the site's own pages.
//!
//! A page of another site can make a browser ask here, also under a name of its own that leads to this machine;
//! it then has another `Host` or another `Origin`.

use core::net::IpAddr;

use hyper::header::{HOST, HeaderMap, HeaderName, ORIGIN};
use hyper::{Method, StatusCode, Uri};

/// The names under which the site is asked for.
#[derive(Debug, Clone)]
pub(super) struct Hosts {
    names: Vec<String>,
}

impl Hosts {
    /// Those of this machine, and the address that a connection came to.
    pub(super) fn of(came_to: IpAddr, port: u16) -> Self {
        let own = match came_to {
            IpAddr::V4(ip) => ip.to_string(),
            IpAddr::V6(ip) => format!("[{ip}]"),
        };
        let hosts = ["localhost", "127.0.0.1", "[::1]", &own];
        let mut names: Vec<String> = hosts.iter().map(|host| format!("{host}:{port}")).collect();
        if port == 80 {
            names.extend(hosts.map(str::to_owned));
        }
        Hosts { names }
    }

    fn has(&self, name: &str) -> bool {
        self.names.iter().any(|own| own.eq_ignore_ascii_case(name))
    }

    fn has_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|name| self.has(name))
    }
}

/// Whether a request is answered at all; else how it is refused.
pub(super) fn check(method: &Method, uri: &Uri, headers: &HeaderMap, hosts: &Hosts) -> Result<(), StatusCode> {
    let host = only(headers, &HOST).ok_or(StatusCode::BAD_REQUEST)?;
    // A whole address instead of a path counts more than `Host`, so both must be ours.
    let is_ours = uri.authority().is_none_or(|authority| hosts.has(authority.as_str()));
    if !is_ours || !hosts.has(host) {
        return Err(StatusCode::MISDIRECTED_REQUEST);
    }
    match *method {
        Method::GET | Method::HEAD => Ok(()),
        _ => Err(StatusCode::METHOD_NOT_ALLOWED),
    }
}

/// Whether a request to the channel comes from a page of the site.
pub(super) fn check_channel(headers: &HeaderMap, hosts: &Hosts) -> Result<(), StatusCode> {
    let site = HeaderName::from_static("sec-fetch-site");
    let is_own = !headers.contains_key(ORIGIN) || only(headers, &ORIGIN).is_some_and(|origin| hosts.has_origin(origin));
    let is_same = !headers.contains_key(&site) || matches!(only(headers, &site), Some("same-origin" | "none"));
    if is_own && is_same { Ok(()) } else { Err(StatusCode::FORBIDDEN) }
}

/// The text of a header that is there once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn headers(list: &[(&HeaderName, &str)]) -> HeaderMap {
        let value = |text: &str| HeaderValue::from_str(text).expect("a header");
        list.iter().map(|(name, text)| ((*name).clone(), value(text))).collect()
    }

    fn asked(host: &str, uri: &str, method: &Method) -> Result<(), StatusCode> {
        let hosts = Hosts::of([192, 168, 1, 5].into(), 8080);
        check(method, &uri.parse().expect("an address"), &headers(&[(&HOST, host)]), &hosts)
    }

    #[test]
    fn only_own_names_with_the_port_are_answered() {
        for host in ["localhost:8080", "LocalHost:8080", "127.0.0.1:8080", "[::1]:8080", "192.168.1.5:8080"] {
            assert_eq!(asked(host, "/", &Method::GET), Ok(()), "{host}");
        }
        let others = [
            "example.org",
            "example.org:8080",
            "localhost",
            "localhost:80",
            "localhost.:8080",
            "127.0.0.1:8081",
            "127.0.0.1.example.org:8080",
            "localhost:8080@example.org",
            "192.168.1.6:8080",
            "[::2]:8080",
            "",
        ];
        for host in others {
            assert_eq!(asked(host, "/", &Method::GET), Err(StatusCode::MISDIRECTED_REQUEST), "{host}");
        }
        assert_eq!(asked("localhost:8080", "http://localhost:8080/a", &Method::GET), Ok(()));
        let other = asked("localhost:8080", "http://example.org/a", &Method::GET);
        assert_eq!(other, Err(StatusCode::MISDIRECTED_REQUEST));
        let at_80 = Hosts::of([127, 0, 0, 1].into(), 80);
        assert!(at_80.has("localhost") && at_80.has("localhost:80") && !at_80.has("example.org"));
    }

    #[test]
    fn a_request_without_a_host_or_with_two_is_bad() {
        let hosts = Hosts::of([127, 0, 0, 1].into(), 8080);
        let uri = Uri::from_static("/");
        let bad = |headers: &HeaderMap| check(&Method::GET, &uri, headers, &hosts);
        assert_eq!(bad(&HeaderMap::new()), Err(StatusCode::BAD_REQUEST));
        let mut two = headers(&[(&HOST, "localhost:8080")]);
        two.append(HOST, HeaderValue::from_static("localhost:8080"));
        assert_eq!(bad(&two), Err(StatusCode::BAD_REQUEST));
    }

    #[test]
    fn only_reading_is_allowed() {
        assert_eq!(asked("localhost:8080", "/", &Method::HEAD), Ok(()));
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::CONNECT, Method::TRACE] {
            assert_eq!(asked("localhost:8080", "/", &method), Err(StatusCode::METHOD_NOT_ALLOWED));
        }
    }

    #[test]
    fn the_channel_is_for_pages_of_the_site() {
        let hosts = Hosts::of([127, 0, 0, 1].into(), 8080);
        let site = HeaderName::from_static("sec-fetch-site");
        let fine: &[&[(&HeaderName, &str)]] = &[
            &[],
            &[(&ORIGIN, "http://localhost:8080")],
            &[(&site, "same-origin")],
            &[(&ORIGIN, "http://127.0.0.1:8080"), (&site, "same-origin")],
        ];
        for list in fine {
            assert_eq!(check_channel(&headers(list), &hosts), Ok(()), "{list:?}");
        }
        let bad: &[&[(&HeaderName, &str)]] = &[
            &[(&ORIGIN, "http://example.org")],
            &[(&ORIGIN, "https://localhost:8080")],
            &[(&ORIGIN, "http://localhost:3000")],
            &[(&ORIGIN, "null")],
            &[(&site, "cross-site")],
            &[(&site, "same-site")],
            &[(&ORIGIN, "http://localhost:8080"), (&ORIGIN, "http://example.org")],
        ];
        for list in bad {
            assert_eq!(check_channel(&headers(list), &hosts), Err(StatusCode::FORBIDDEN), "{list:?}");
        }
    }
}
