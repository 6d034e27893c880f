//! A served site and what a client sees of it.
#![expect(clippy::disallowed_methods, reason = "a test starts the program")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::support::{CLOCK, Site};

/// What a slow machine may need; no test waits for it when all is well.
const LONGEST: Duration = Duration::from_secs(120);
const STEP: Duration = Duration::from_millis(20);

/// The program, serving a site.
pub(super) struct Server {
    child: Child,
    pub(super) port: u16,
    said: Arc<Mutex<String>>,
}

impl Server {
    /// Serves a site and waits until it can be looked at.
    pub(super) fn start(site: &Site, args: &[&str]) -> Self {
        let mut server = Self::launch(site, &[&["--port", "0"], args].concat());
        let address = server.says("Ctrl-C");
        let port = address.split("http://").nth(1).and_then(|rest| rest.rsplit(':').next()?.split('/').next());
        server.port = port.and_then(|port| port.parse().ok()).expect("the address has a port");
        server
    }

    /// Starts the program.
    pub(super) fn launch(site: &Site, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_patuh"));
        command.arg("serve").args(args).arg("--root").arg(site.root()).arg("--clock").arg(CLOCK);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let said = Arc::new(Mutex::new(String::new()));
        hear(child.stdout.take().expect("piped"), said.clone());
        hear(child.stderr.take().expect("piped"), said.clone());
        Server { child, port: 0, said }
    }

    /// All that was said so far.
    pub(super) fn said(&self) -> String {
        self.said.lock().expect("no thread panics").clone()
    }

    /// Waits for a line with this text.
    pub(super) fn says(&self, text: &str) -> String {
        until(
            || self.said().lines().find(|line| line.contains(text)).map(str::to_owned),
            || format!("no {text:?} in:\n{}", self.said()),
        )
    }

    /// How many builds ended with a sound site.
    pub(super) fn builds(&self) -> usize {
        self.said().lines().filter(|line| line.contains(" pages made, ")).count()
    }

    /// How the program ends.
    pub(super) fn ends(&mut self) -> i32 {
        let mut code = None;
        until(
            || {
                code = self.child.try_wait().expect("a child").map(|status| status.code().unwrap_or(-1));
                code
            },
            || "the program goes on".to_owned(),
        )
    }

    /// Sends a signal, as a terminal does.
    pub(super) fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("sh").arg("-c").arg(format!("kill -{name} {pid}")).status().expect("a shell");
        assert!(sent.success());
    }

    /// Kilobytes that the program has in memory.
    pub(super) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("Linux");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a line");
        line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
    }

    pub(super) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("somebody listens");
        stream.set_read_timeout(Some(LONGEST)).expect("a socket");
        stream
    }

    /// The answer to these bytes.
    pub(super) fn send(&self, request: &[u8]) -> Answer {
        let mut stream = self.connect();
        // It may be refused before all of it was read.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::of(&bytes)
    }

    /// The answer to a request of this method with these headers besides.
    pub(super) fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let port = self.port;
        let head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{headers}\r\n");
        self.send(head.as_bytes())
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// Waits for an answer that holds.
    pub(super) fn sees(&self, path: &str, holds: impl Fn(&Answer) -> bool) -> Answer {
        let look = || Some(self.get(path)).filter(&holds);
        until(look, || format!("{path}: {:?}\n{}", self.get(path), self.said()))
    }

    /// What pages are told now.
    pub(super) fn told(&self) -> Value {
        let mut lines = self.channel();
        lines.next()
    }

    /// The channel of a page.
    pub(super) fn channel(&self) -> Channel {
        let mut stream = self.connect();
        let head = format!("GET /.patuh/channel HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        stream.write_all(head.as_bytes()).expect("a socket");
        Channel { lines: BufReader::new(stream) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A stream of what a page is told.
pub(super) struct Channel {
    lines: BufReader<TcpStream>,
}

impl Channel {
    /// The first news that hold: a build may also have met a file that was not wholly written yet.
    pub(super) fn next_with(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        loop {
            let told = self.next();
            if holds(&told) {
                return told;
            }
        }
    }

    /// The next news.
    pub(super) fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).expect("the channel goes on") > 0, "the channel ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("JSON");
            }
        }
    }
}

/// An answer as it came.
#[derive(Debug)]
pub(super) struct Answer {
    /// 0 when there was none.
    pub(super) status: u16,
    /// In small letters, one a line.
    pub(super) head: String,
    pub(super) body: String,
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_lowercase().replace("\r\n", "\n"), body: body.to_owned() }
    }

    /// The value of a header that is there.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    pub(super) fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.body);
        self
    }
}

/// Waits until there is one.
pub(super) fn until<T>(mut look: impl FnMut() -> Option<T>, why: impl Fn() -> String) -> T {
    let mut left = LONGEST;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(!left.is_zero(), "{}", why());
        thread::sleep(STEP);
        left = left.saturating_sub(STEP);
    }
}

fn hear(pipe: impl Read + Send + 'static, said: Arc<Mutex<String>>) {
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let mut said = said.lock().expect("no thread panics");
            said.push_str(&line);
            said.push('\n');
        }
    });
}
