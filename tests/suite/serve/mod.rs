//! The site on the own machine: what is served, to whom, and how it follows the content.
#![expect(clippy::disallowed_methods, reason = "a test changes the site it serves")]

mod client;
mod crowd;
mod follow;
mod hostile;

use client::Server;

use crate::support::Site;

/// A small site below a path.
fn small() -> Site {
    let site = Site::copy("tests/site-other");
    site.replace("content/site.yaml", "https://exemple.org", "https://exemple.org/sous/chemin");
    site
}

const BASE: &str = "/sous/chemin";
const ARTICLE: &str = "content/news/2025-01-12-nord-devant.md";
const ARTICLE_PAGE: &str = "/sous/chemin/actualites/nord-devant/";

#[test]
fn pages_are_served_below_the_path_of_the_site_with_a_script_that_the_disk_does_not_have() {
    let site = small();
    let server = Server::start(&site, &[]);
    let origin = format!("http://127.0.0.1:{}", server.port);
    server.says(&format!("{origin}{BASE}/ "));
    for start in ["/", BASE, "/sous/chemin?a=1"] {
        let query = if start.contains('?') { "?a=1" } else { "" };
        assert_eq!(server.get(start).is(307).header("location"), Some(&*format!("{BASE}/{query}")), "{start}");
    }
    assert_eq!(server.get("/sous/chemin/districts").is(307).header("location"), Some("/sous/chemin/districts/"));
    let page = server.get("/sous/chemin/districts/");
    assert_eq!(page.is(200).header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert_eq!(page.header("content-length"), Some(&*page.body.len().to_string()));
    let disk = site.read(".patuh/serve/districts/index.html");
    assert!(disk.contains(&format!("href=\"{origin}{BASE}/districts/\"")), "the canonical address is this server's");
    assert!(!disk.contains("follow.js"));
    let start = page.body.find("<script src=\"/.patuh/follow.js\"").expect("the page has the script");
    let end = start + page.body[start..].find("</script>").expect("it ends") + "</script>".len();
    assert_eq!(format!("{}{}", &page.body[..start], &page.body[end..]), disk, "nothing else is changed");
    assert!(page.body[..start].ends_with("base-uri 'none'\">"), "the policy stays first");
    let head = server.ask("HEAD", "/sous/chemin/districts/", "");
    assert_eq!(head.is(200).header("content-length"), page.header("content-length"));
    assert_eq!(head.body, "");
    assert!(!site.output().exists(), "the output is not touched");
}

#[test]
fn other_files_go_out_as_they_are_with_their_types() {
    let site = small();
    let server = Server::start(&site, &[]);
    let types = [
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("verification.txt", "text/plain; charset=utf-8"),
        ("data/scores.csv", "text/csv; charset=utf-8"),
        ("data/catalog.jsonld", "application/ld+json"),
        ("patuh.json", "application/json; charset=utf-8"),
    ];
    for (name, kind) in types {
        let answer = server.get(&format!("{BASE}/{name}"));
        assert_eq!(answer.is(200).header("content-type"), Some(kind), "{name}");
        assert_eq!(answer.body, site.read(&format!(".patuh/serve/{name}")), "{name}");
    }
    let page = server.get(&format!("{BASE}/"));
    let sheet = page.body.split("<link rel=\"stylesheet\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
    let sheet = server.get(sheet.expect("the page has a style sheet"));
    assert_eq!(sheet.is(200).header("content-type"), Some("text/css; charset=utf-8"));
    for part in ["follow.js", "faults", "faults.js", "faults.css", "faults.json"] {
        server.get(&format!("/.patuh/{part}")).is(200);
    }
}

#[test]
fn a_page_whose_policy_forbids_scripts_is_left_as_it_is() {
    let site = small();
    let server = Server::start(&site, &[]);
    let files = crate::support::tree(&site.root().join(".patuh/serve"));
    let is_closed = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("content=\"default-src 'none'");
    let closed = files.iter().find(|(name, bytes)| name.ends_with("/index.html") && is_closed(bytes));
    let (name, bytes) = closed.expect("pages to embed have no scripts");
    let page = server.get(&format!("{BASE}/{}", name.trim_end_matches("index.html")));
    assert_eq!(page.is(200).body.as_bytes(), bytes);
}

#[test]
fn what_is_not_there_is_the_site_s_own_page_of_it() {
    let site = small();
    let server = Server::start(&site, &[]);
    for path in ["/sous/chemin/rien/", "/sous/chemin/rien", "/ailleurs/"] {
        let answer = server.get(path);
        assert_eq!(answer.is(404).header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        assert!(answer.body.contains("follow.js") && answer.body.contains(&format!("{BASE}/")), "{path}");
    }
}

#[test]
fn a_file_that_no_build_made_is_not_served() {
    let site = small();
    let server = Server::start(&site, &[]);
    site.write(".patuh/serve/foreign.txt", "not ours");
    site.write(".patuh/serve/.env", "not ours");
    std::os::unix::fs::symlink("/etc/passwd", site.root().join(".patuh/serve/passwd.txt")).expect("a link");
    for name in ["foreign.txt", ".env", "passwd.txt"] {
        let answer = server.get(&format!("{BASE}/{name}"));
        assert!(!answer.is(404).body.contains("not ours") && !answer.body.contains("root:"), "{name}");
    }
    // A link in the place of a file that was made is not followed either.
    std::fs::remove_file(site.root().join(".patuh/serve/robots.txt")).expect("ours");
    std::os::unix::fs::symlink("/etc/passwd", site.root().join(".patuh/serve/robots.txt")).expect("a link");
    assert!(!server.get(&format!("{BASE}/robots.txt")).is(404).body.contains("root:"));
}

#[test]
fn drafts_are_shown_without_an_output_of_their_own() {
    let site = small();
    site.replace(ARTICLE, "date: 2025-01-12\n", "date: 2025-01-12\ndraft: true\n");
    let server = Server::start(&site, &[]);
    server.get(ARTICLE_PAGE).is(404);
    drop(server);
    let server = Server::start(&site, &["--drafts"]);
    server.get(ARTICLE_PAGE).is(200);
}

#[test]
fn a_build_meanwhile_waits_for_nothing_and_has_no_script() {
    let site = small();
    let server = Server::start(&site, &[]);
    let run = site.run(&["build"]).ends(0);
    assert!(!run.err.contains("waiting"), "{}", run.err);
    let page = site.read("output/index.html");
    assert!(page.contains("https://exemple.org/sous/chemin/") && !page.contains("127.0.0.1"));
    assert!(!page.contains("follow.js"));
    server.get(ARTICLE_PAGE).is(200);
}

#[test]
fn a_second_one_and_a_taken_port_are_refused_in_words() {
    let site = small();
    let server = Server::start(&site, &[]);
    let port = server.port.to_string();
    let run = site.run(&["serve", "--port", "0"]).ends(3);
    assert!(run.err.contains("another `patuh serve` shows this site already"), "{}", run.err);
    let other = small();
    let run = other.run(&["serve", "--port", &port]).ends(3);
    assert!(run.err.contains(&port) && run.err.contains("--port 0"), "{}", run.err);
    let run = other.run(&["serve", "--port", &port, "--lang", "id"]).ends(3);
    assert!(run.err.contains("program lain memakai"), "{}", run.err);
    let run = other.run(&["serve", "--port", "0", "--bind", "203.0.113.7"]).ends(3);
    assert!(run.err.contains("203.0.113.7"), "{}", run.err);
}

#[test]
fn what_is_served_is_not_cleaned_away_until_it_ends() {
    let site = small();
    let server = Server::start(&site, &[]);
    site.run(&["clean"]).ends(3);
    server.get(ARTICLE_PAGE).is(200);
    drop(server);
    site.run(&["clean"]).ends(0);
    assert!(!site.root().join(".patuh").exists());
}

#[test]
fn the_user_s_end_is_no_fault() {
    for signal in ["INT", "TERM"] {
        let site = small();
        let mut server = Server::start(&site, &[]);
        let _page = server.channel();
        server.signal(signal);
        assert_eq!(server.ends(), 0, "{signal}: {}", server.said());
    }
}
