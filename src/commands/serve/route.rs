//! Which file an address means. Only names that a build listed are ever opened: no address leads to another file.

use std::collections::BTreeSet;

/// What an address means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    /// A file of the site.
    File(String),
    /// It is found at this address on the same server.
    Moved(String),
    /// The site has no such thing.
    Missing,
    /// What pages are told.
    Channel,
    /// A part of the tool's own.
    Own(Own),
}

/// The tool's own parts, which no site can have: its names do not begin with a dot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// The script that follows the site.
    Follow,
    /// The page of faults, shown over a page.
    Faults,
    /// Its script.
    FaultsScript,
    /// Its style sheet.
    FaultsStyle,
    /// The faults.
    FaultsData,
}

/// What the path of a request means on the server, whatever the site is.
pub(super) fn own(path: &str) -> Option<Route> {
    Some(match path.strip_prefix("/.patuh/")? {
        "channel" => Route::Channel,
        "follow.js" => Route::Own(Own::Follow),
        "faults" => Route::Own(Own::Faults),
        "faults.js" => Route::Own(Own::FaultsScript),
        "faults.css" => Route::Own(Own::FaultsStyle),
        "faults.json" => Route::Own(Own::FaultsData),
        _ => Route::Missing,
    })
}

/// What the path of a request means on a site whose root has the path `base`.
pub(super) fn route(path: &str, base: &str, files: &BTreeSet<String>) -> Route {
    let Some(path) = decoded(path) else { return Route::Missing };
    let below = decoded(base).and_then(|base| path.strip_prefix(&*base).map(str::to_owned));
    let name = match below.as_deref() {
        Some("") => return Route::Moved(header(&format!("{base}/"))),
        Some(below) if below.starts_with('/') => &below[1..],
        _ if path == "/" => return Route::Moved(header(&format!("{base}/"))),
        _ => return Route::Missing,
    };
    let index = |folder: &str| format!("{folder}index.html");
    if name.is_empty() || name.ends_with('/') {
        let index = index(name);
        return if files.contains(&index) { Route::File(index) } else { Route::Missing };
    }
    if files.contains(name) {
        return Route::File(name.to_owned());
    }
    match files.contains(&index(&format!("{name}/"))) {
        true => Route::Moved(header(&format!("{base}/{name}/"))),
        false => Route::Missing,
    }
}

/// A path without percent signs; `None` when it is not the path of a text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            byte => byte,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// An address as a header may have it.
fn header(address: &str) -> String {
    let one = |byte: u8| match byte {
        0x21..=0x7e => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    address.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, base: &str) -> Route {
        let files = ["index.html", "404.html", "berita/index.html", "site.css", "data/a.csv"];
        route(path, base, &files.iter().map(|file| (*file).to_owned()).collect())
    }

    #[test]
    fn an_address_leads_to_a_file_that_was_made() {
        let file = |name: &str| Route::File(name.to_owned());
        for (base, root) in [("/kepatuhan", "/kepatuhan"), ("", "")] {
            let at = |path: &str| found(&format!("{root}{path}"), base);
            assert_eq!(at("/"), file("index.html"));
            assert_eq!(at("/berita/"), file("berita/index.html"));
            assert_eq!(at("/site.css"), file("site.css"));
            assert_eq!(at("/data/%61.csv"), file("data/a.csv"));
            assert_eq!(at("/berita"), Route::Moved(format!("{root}/berita/")));
        }
        assert_eq!(found("/", "/kepatuhan"), Route::Moved("/kepatuhan/".to_owned()));
        assert_eq!(found("/kepatuhan", "/kepatuhan"), Route::Moved("/kepatuhan/".to_owned()));
        assert_eq!(found("/kepatuhan%20x", "/kepatuhan x"), Route::Moved("/kepatuhan%20x/".to_owned()));
    }

    #[test]
    fn nothing_else_is_found() {
        let paths = [
            "/kepatuhan/../kepatuhan/site.css",
            "/kepatuhan/%2e%2e/etc/passwd",
            "/kepatuhan/..%2f..%2fetc%2fpasswd",
            "/kepatuhan//",
            "/kepatuhan//site.css",
            "/kepatuhan/./site.css",
            "/kepatuhan/berita/..%2fsite.css",
            "/kepatuhan/site.css/",
            "/kepatuhan/site.css%00",
            "/kepatuhan/site.css%00.html",
            "/kepatuhan/%",
            "/kepatuhan/%4",
            "/kepatuhan/%zz",
            "/kepatuhan/%ff",
            "/kepatuhan/.git/config",
            "/kepatuhanx/site.css",
            "/site.css",
            "//example.org/",
            "",
            "*",
        ];
        for path in paths {
            assert_eq!(found(path, "/kepatuhan"), Route::Missing, "{path}");
        }
        assert_eq!(found("//example.org", ""), Route::Missing);
        assert_eq!(own("/.patuh/serve.lock"), Some(Route::Missing));
        assert_eq!(own("/.patuh/../x"), Some(Route::Missing));
        assert_eq!(own("/kepatuhan/"), None);
    }
}
