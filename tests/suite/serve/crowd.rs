//! Many at once: connections that ask for nothing, clients that never finish, and changes by the thousand.
#![cfg(target_os = "linux")]

use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::client::{Server, until};
use super::{ARTICLE, ARTICLE_PAGE, BASE, small};

const IDLE: usize = 2_000;
const SLOW: usize = 200;

/// Kilobytes by which a process may differ from one moment to the next.
const NOISE: u64 = 10_000;

#[test]
fn idle_and_slow_connections_keep_no_reader_out_and_cost_no_memory() {
    let most = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: most.maximum, maximum: most.maximum }).expect("up to the hard limit");
    let site = small();
    let server = Server::start(&site, &[]);
    let mut peak = Vec::new();
    for _ in 0..3 {
        let idle: Vec<TcpStream> = (0..IDLE).map(|_| server.connect()).collect();
        let mut slow: Vec<TcpStream> = (0..SLOW).map(|_| server.connect()).collect();
        for byte in b"GET /sous/chemin/ HTTP/1.1\r\nHost: loc" {
            for stream in &mut slow {
                // The server may have given its place to another.
                let _ = stream.write_all(&[*byte]);
            }
            if byte.is_ascii_uppercase() {
                server.get(&format!("{BASE}/")).is(200);
            }
        }
        // Clients that ask for much and read nothing.
        for _ in 0..SLOW {
            let mut stream = server.connect();
            let head = format!("GET {BASE}/patuh.json HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
            let _ = stream.write_all(head.repeat(20).as_bytes());
            slow.push(stream);
        }
        for _ in 0..20 {
            server.get(&format!("{BASE}/")).is(200);
        }
        peak.push(server.memory());
        drop((idle, slow));
    }
    assert!(peak[2] < peak[0] + NOISE, "{peak:?} kB");
}

#[test]
fn a_storm_of_changes_is_few_builds_and_the_last_of_them_has_all() {
    let site = small();
    let server = Server::start(&site, &[]);
    let page = |n: usize| format!("content/news/tempete-{}/tempete-{n}.md", n % 40);
    for round in 0..2 {
        for n in 0..1_500 {
            site.write(
                &page(n),
                &format!("---\ntitle: Tempête\ndate: 2025-01-12\ndraft: true\n---\nNuméro {n}, tour {round}.\n"),
            );
        }
    }
    site.append(ARTICLE, "\nAprès la tempête.\n");
    server.sees(ARTICLE_PAGE, |page| page.body.contains("Après la tempête."));
    let builds = server.builds();
    assert!(builds <= 8, "{builds} builds");
    // It is quiet again: nothing is made without a reason.
    until(
        || {
            let before = server.builds();
            thread::sleep(Duration::from_secs(1));
            (server.builds() == before).then_some(())
        },
        || server.said(),
    );
    site.append(ARTICLE, "\nLe calme.\n");
    server.sees(ARTICLE_PAGE, |page| page.body.contains("Le calme."));
}
