//! One question to another's server: HEAD, then GET where HEAD is not answered well. The only file that opens connections.

use std::net::{IpAddr, ToSocketAddrs};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use ureq::http::Response;
use ureq::{Agent, Body, Error};

const TIMEOUT: Duration = Duration::from_secs(15);
/// Between two questions to one host.
const REST: Duration = Duration::from_secs(1);
const MOST_REDIRECTS: usize = 5;

/// Who may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Public servers: a proposal from a stranger must not make a build machine ask around in its own network.
    Public,
    /// Also servers on this machine and in its network, for tests.
    All,
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Answer {
    /// It is there, or its server answers that not everybody may see it.
    Fine,
    /// It is there, for good at this address.
    Moved(String),
    /// It is not there: a status of the server such as 404.
    Gone(u16),
    /// The server has trouble of its own.
    Server(u16),
    /// No server of this name, or none that answers in time.
    Unreachable,
    /// Its certificate is not good.
    Tls,
    /// It leads on and on.
    Loop,
    /// It is in a private network.
    Private,
}

/// Asks, politely.
pub(super) struct Asker {
    agent: Agent,
    reach: Reach,
}

/// What one request came to.
enum Step {
    End(Answer),
    On { to: String, is_permanent: bool },
}

impl Asker {
    pub(super) fn new(reach: Reach) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent("patuh")
            .build();
        Asker { agent: config.into(), reach }
    }

    /// Pauses between two questions to one host.
    #[expect(clippy::unused_self, reason = "who asks is who rests")]
    pub(super) fn rest(&self) {
        std::thread::sleep(REST);
    }

    pub(super) fn ask(&self, url: &str) -> Answer {
        let (mut at, mut is_moved) = (url.to_owned(), true);
        for _ in 0..=MOST_REDIRECTS {
            match self.step(&at) {
                Step::End(Answer::Fine) if is_moved && at != url => return Answer::Moved(at),
                Step::End(answer) => return answer,
                Step::On { to, is_permanent } => {
                    // Behind one that is for now, the old address stays the right one.
                    is_moved &= is_permanent;
                    at = to;
                }
            }
        }
        Answer::Loop
    }

    fn step(&self, url: &str) -> Step {
        if self.reach == Reach::Public && is_private(url) {
            return Step::End(Answer::Private);
        }
        let head = self.agent.head(url).call();
        // Some servers answer HEAD wrongly or not at all.
        let is_plain = head.as_ref().is_ok_and(|response| response.status().as_u16() < 400);
        let response = if is_plain { head } else { self.agent.get(url).call() };
        match response {
            Ok(response) => read(&response, url),
            Err(Error::Tls(_) | Error::Rustls(_) | Error::Pem(_)) => Step::End(Answer::Tls),
            Err(Error::Io(error)) if error.to_string().contains("certificate") => Step::End(Answer::Tls),
            Err(_) => Step::End(Answer::Unreachable),
        }
    }
}

fn read(response: &Response<Body>, url: &str) -> Step {
    let status = response.status().as_u16();
    let to = response.headers().get("location").and_then(|to| to.to_str().ok());
    match (status, to) {
        (301 | 302 | 303 | 307 | 308, Some(to)) => {
            Step::On { to: joined(url, to), is_permanent: matches!(status, 301 | 308) }
        }
        (500.., _) => Step::End(Answer::Server(status)),
        (404 | 410 | 451, _) => Step::End(Answer::Gone(status)),
        // Not for everybody, too many questions, not this way: somebody is there.
        _ => Step::End(Answer::Fine),
    }
}

/// The host with its port.
pub(super) fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or(rest);
    authority.rsplit('@').next().unwrap_or(authority)
}

/// Where `to` leads from `url`.
fn joined(url: &str, to: &str) -> String {
    let to = to.split('#').next().unwrap_or(to);
    let (scheme, _) = url.split_once("://").unwrap_or(("https", url));
    let root = format!("{scheme}://{}", host(url));
    match to {
        _ if to.starts_with("http://") || to.starts_with("https://") => to.to_owned(),
        _ if to.starts_with("//") => format!("{scheme}:{to}"),
        _ if to.starts_with('/') => format!("{root}{to}"),
        _ => {
            let path = url.split('?').next().unwrap_or(url);
            let folder = path.rfind('/').filter(|at| *at > root.len()).map_or(root.as_str(), |at| &path[..at]);
            format!("{folder}/{to}")
        }
    }
}

/// Whether the host, or one of the addresses of its name, is not public.
fn is_private(url: &str) -> bool {
    let host = host(url);
    let has_port = host.rsplit_once(':').is_some_and(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let host = if has_port { host.to_owned() } else { format!("{host}:443") };
    host.to_socket_addrs().is_ok_and(|mut list| list.any(|address| is_inner(address.ip())))
}

fn is_inner(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(ip) => {
            let is_shared = ip.octets()[0] == 100 && (64..128).contains(&ip.octets()[1]);
            ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_unspecified() || is_shared
        }
        IpAddr::V6(ip) => {
            let is_local = (ip.segments()[0] & 0xfe00) == 0xfc00 || (ip.segments()[0] & 0xffc0) == 0xfe80;
            let inner = ip.to_ipv4_mapped().map(IpAddr::V4).is_some_and(is_inner);
            ip.is_loopback() || ip.is_unspecified() || is_local || inner
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_leads_where_it_says() {
        let to = |to| joined("https://a.example:8/x/y?z", to);
        assert_eq!(to("/b#c"), "https://a.example:8/b");
        assert_eq!(to("b"), "https://a.example:8/x/b");
        assert_eq!(to("//b.example/"), "https://b.example/");
        assert_eq!(to("http://b.example/"), "http://b.example/");
        assert_eq!(joined("https://a.example", "b"), "https://a.example/b");
    }

    #[test]
    fn own_networks_are_private() {
        for url in [
            "http://127.0.0.1/x",
            "http://10.1.2.3:80",
            "https://192.168.0.1/",
            "http://[::1]/",
            "http://169.254.1.1",
            "http://u@127.0.0.1/",
        ] {
            assert!(is_private(url), "{url}");
        }
        for url in ["http://93.184.215.14/", "https://[2606:2800::1]/"] {
            assert!(!is_private(url), "{url}");
        }
    }
}
