//! Requests that no reader makes.

use super::client::Server;
use super::{BASE, small};

#[test]
fn other_hosts_and_methods_are_refused() {
    let site = small();
    let server = Server::start(&site, &[]);
    let port = server.port;
    let with_host =
        |host: &str| server.send(format!("GET {BASE}/ HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes());
    for host in ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"] {
        with_host(&format!("Host: {host}:{port}\r\n")).is(200);
    }
    let others =
        ["exemple.org", "exemple.org:80", "localhost", "localhost:1", "127.0.0.1.exemple.org:80", "localhost.:80", ""];
    for host in others {
        let answer = with_host(&format!("Host: {host}\r\n"));
        assert_eq!(answer.status, 421, "{host}: {answer:?}");
        assert!(!answer.body.contains("exemple"), "{host}: {answer:?}");
    }
    with_host("").is(400);
    with_host(&format!("Host: localhost:{port}\r\nHost: exemple.org\r\n")).is(400);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let answer = server.ask(method, &format!("{BASE}/"), "Content-Length: 0\r\n");
        assert_eq!(answer.is(405).header("allow"), Some("get, head"), "{method}");
    }
    let absolute = |host: &str| server.ask("GET", &format!("http://{host}{BASE}/"), "");
    absolute(&format!("localhost:{port}")).is(200);
    absolute("exemple.org").is(421);
    server.get(&format!("{BASE}/")).is(200);
}

#[test]
fn no_address_leads_out_of_the_site() {
    let site = small();
    site.write("secret.txt", "the secret");
    let server = Server::start(&site, &[]);
    let paths = [
        "/../secret.txt",
        "/sous/chemin/../../../secret.txt",
        "/sous/chemin/../../secret.txt",
        "/sous/chemin/%2e%2e/%2e%2e/secret.txt",
        "/sous/chemin/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/sous/chemin/..%5c..%5csecret.txt",
        "/sous/chemin/%252e%252e/secret.txt",
        "/sous/chemin//secret.txt",
        "/sous/chemin/robots.txt%00",
        "/sous/chemin/%00",
        "/sous/chemin/%",
        "/sous/chemin/%zz",
        "/sous/chemin/%ff%fe",
        "/sous/chemin/.patuh/serve.lock",
        "/.patuh/serve/index.html",
        "/.patuh/../content/site.yaml",
        "/content/site.yaml",
        "//exemple.org/",
        "//exemple.org/..",
    ];
    for path in paths {
        let answer = server.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
        assert!(!answer.body.contains("the secret") && answer.header("location").is_none(), "{path}: {answer:?}");
    }
    server.get(&format!("{BASE}/")).is(200);
}

#[test]
fn endless_and_broken_requests_are_bounded() {
    let site = small();
    let server = Server::start(&site, &[]);
    let long = "a".repeat(8_000);
    server.get(&format!("{BASE}/{long}")).is(404);
    for size in [20_000, 100_000, 3_000_000] {
        let long = "a".repeat(size);
        let answer = server.get(&format!("{BASE}/{long}"));
        assert!(matches!(answer.status, 0 | 400 | 404 | 414 | 431), "{answer:?}");
        let answer = server.ask("GET", "/", &format!("X: {long}\r\n"));
        assert!(matches!(answer.status, 0 | 400 | 431), "{answer:?}");
    }
    let many: String = (0..500).map(|n| format!("X-{n}: a\r\n")).collect();
    assert!(matches!(server.ask("GET", "/", &many).status, 0 | 400 | 431));
    let broken: &[&[u8]] = &[
        b"\r\n\r\n\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ];
    for request in broken {
        let mut request = request.to_vec();
        request.extend(b"GET");
        let answer = {
            use std::io::{Read, Write};
            let mut stream = server.connect();
            stream.write_all(&request).expect("a socket");
            stream.shutdown(std::net::Shutdown::Write).expect("a socket");
            let mut answer = String::new();
            let _ = stream.read_to_string(&mut answer);
            answer
        };
        assert!(!answer.contains(" 200 "), "{request:?}: {answer}");
    }
    server.get(&format!("{BASE}/")).is(200);
}

#[test]
fn the_channel_is_closed_to_pages_of_others() {
    let site = small();
    let server = Server::start(&site, &[]);
    let others = [
        "Origin: http://exemple.org\r\n",
        "Origin: null\r\n",
        "Origin: http://localhost:1\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
    ];
    for header in others {
        server.ask("GET", "/.patuh/channel", header).is(403);
    }
    let told = server.told();
    assert!(told["generation"].is_string() && told["faults"].is_null(), "{told}");
}
