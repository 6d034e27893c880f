//! Addresses of others: asked of servers of the test on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use patuh::commands::outside::{NoNetwork, Reach, Search, findings};
use patuh::diag::report::{Format, Style, write};
use patuh::diag::words::Lang;
use patuh::diag::{Bag, Diagnostic};
use patuh::load::disk::Root;
use patuh::load::{Sources, load};

use crate::support::Site;

const DAY: i64 = 24 * 60 * 60;

/// A server that gives one answer to HEAD and one to GET, and counts the questions.
struct Server {
    url: String,
    asked: Arc<AtomicUsize>,
}

impl Server {
    fn start(head: &'static str, get: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let url = format!("http://{}/x", listener.local_addr().expect("it is bound"));
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a question comes");
                let mut lines = BufReader::new(stream.try_clone().expect("a socket has two ends")).lines();
                let first = lines.next().and_then(Result::ok).unwrap_or_default();
                while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
                count.fetch_add(1, Ordering::SeqCst);
                let status = if first.starts_with("HEAD") { head } else { get };
                let _ = write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            }
        });
        Server { url, asked }
    }

    fn times(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn sources(site: &Site) -> Sources {
    load(&Root::open(site.root()).expect("the site is there")).0
}

fn search(site: &Site, day: i64, reach: Reach) -> Search<'_> {
    let now = Timestamp::from_second(1_790_000_000 + day * DAY).expect("a moment");
    Search { folder: site.root(), now, reach }
}

fn report(found: Vec<Diagnostic>, sources: &Sources) -> String {
    let mut bag = Bag::default();
    bag.extend(found);
    write(&bag, &sources.files, Style { format: Format::Short, lang: Lang::En, ..Style::default() }).0
}

#[test]
fn what_is_gone_or_moved_is_told_at_its_place_and_kept() {
    let fine = Server::start("200 OK", "200 OK");
    let shy = Server::start("405 No", "200 OK");
    let gone = Server::start("404 No", "404 No");
    let moved = Server::start("301 Moved\r\nlocation: /x/new", "500 Never");
    let ill = Server::start("503 No", "503 No");
    let site = Site::copy("tests/problems/base");
    let source = format!("publisher: Kantor Berita Contoh\n    url: {}\n    archived: {}", gone.url, fine.url);
    site.replace("content/assessments/2019.yaml", "publisher: Kantor Berita Contoh", &source);
    let text = format!(
        "[a]({}) dan [b]({}#c) dan [c](https://example.org/contoh/x) dan\n[d]({})\n",
        shy.url, ill.url, fine.url
    );
    site.write("content/news/a.md", &format!("---\ntitle: A\ndate: 2020-01-01\n---\n{text}"));
    let sources = sources(&site);
    let own = "https://example.org/contoh";
    let found = findings(&sources, own, search(&site, 0, Reach::All)).expect("servers answer");
    let (gone_url, ill_url) = (&gone.url, &ill.url);
    assert_eq!(
        report(found, &sources),
        format!(
            "content/assessments/2019.yaml:8:10: warning[link-outside]: {gone_url} is not there any more: its server answers 404\n\
             content/news/a.md:5:{}: warning[link-outside]: the server of {ill_url} has trouble of its own and answers 503\n",
            text.find("[b]").expect("it is there") + 1
        )
    );
    assert_eq!((fine.times(), shy.times(), gone.times()), (1, 2, 2), "each address is asked once");
    // Two days later a good answer is still kept, a bad one is asked for again; after eight days both are.
    findings(&sources, own, search(&site, 2, Reach::All)).expect("servers answer");
    assert_eq!((fine.times(), gone.times()), (1, 4));
    findings(&sources, own, search(&site, 8, Reach::All)).expect("servers answer");
    assert_eq!(fine.times(), 2);
    site.write("content/news/a.md", &format!("---\ntitle: A\ndate: 2020-01-01\n---\n[a]({})\n", moved.url));
    let sources = self::sources(&site);
    let found = findings(&sources, own, search(&site, 8, Reach::All)).expect("servers answer");
    let loops = report(found, &sources);
    assert!(loops.contains("leads to more than five further addresses"), "{loops}");
}

#[test]
fn an_address_that_moved_for_good_is_told_with_the_new_one() {
    let new = Server::start("200 OK", "200 OK");
    let to: &'static str = format!("308 Moved\r\nlocation: {}", new.url).leak();
    let for_now: &'static str = format!("302 Moved\r\nlocation: {}", new.url).leak();
    let (old, other) = (Server::start(to, to), Server::start(for_now, for_now));
    let site = Site::copy("tests/problems/base");
    site.write(
        "content/news/a.md",
        &format!("---\ntitle: A\ndate: 2020-01-01\n---\n[a]({}) [b]({})\n", old.url, other.url),
    );
    let sources = sources(&site);
    let found = findings(&sources, "https://example.org", search(&site, 0, Reach::All)).expect("servers answer");
    assert_eq!(found.len(), 1, "a redirect for now is fine");
    assert!(report(found.clone(), &sources).starts_with("content/news/a.md:5:1: note[link-moved]: "));
    assert!(found[0].args.contains(&("to", new.url)), "{found:?}");
}

#[test]
fn without_a_network_one_thing_is_said_and_own_networks_are_not_asked() {
    let site = Site::copy("tests/problems/base");
    site.write(
        "content/news/a.md",
        "---\ntitle: A\ndate: 2020-01-01\n---\n[a](http://127.0.0.1:1/) [b](http://127.0.0.1:2/)\n",
    );
    let sources = sources(&site);
    let own = "https://example.org";
    assert_eq!(findings(&sources, own, search(&site, 0, Reach::All)), Err(NoNetwork));
    let run = site.run(&["check", "--external"]).ends(0);
    assert_eq!(run.err.matches("is in a private network").count(), 2, "{}", run.err);
    let accept = "accept:\n  - {code: link-outside, at: news/a.md, because: kept as it was printed}\n";
    site.write("content/site.yaml", &(site.read("content/site.yaml") + accept));
    for args in [&["check", "--external"][..], &["check", "--strict"]] {
        assert_eq!(
            site.run(args).ends(0).err,
            "",
            "{args:?}: what is explained is not told, nor that it explains nothing"
        );
    }
}
