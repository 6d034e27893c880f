//! The script that follows the site, put into a page on its way to the browser, where the page's own policy lets it run.

use crate::render::engine::escape;

/// The tag, with what it is told.
const TAG: &str = include_str!("tag.html");

/// How the tags of a head that matter here begin, or end.
const HEAD: &str = "head>";
const CHARSET: &str = "meta charset=";
const POLICY: &str = "meta http-equiv=\"Content-Security-Policy\"";

/// What a page is told of the state it was made in.
pub(super) struct Told<'a> {
    /// The generation it belongs to; empty when there is none.
    pub(super) generation: &'a str,
    /// The faults it shows already; empty when it shows none.
    pub(super) faults: &'a str,
    /// The name of the faults shown over it.
    pub(super) title: &'a str,
}

/// The tag for a page.
pub(super) fn tag(told: &Told<'_>) -> String {
    let mut tag = TAG.trim_end().to_owned();
    for (name, value) in [("generation", told.generation), ("faults", told.faults), ("title", told.title)] {
        tag = tag.replace(&format!("{{{name}}}"), &escaped(value));
    }
    tag
}

/// Where in the opening bytes of a page the script goes; `None` where its policy would stop it, or no head is found.
/// It goes behind the policy, which stands first, and before all else of the head.
pub(super) fn place(opening: &[u8]) -> Option<usize> {
    let text = match std::str::from_utf8(opening) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&opening[..error.valid_up_to()]).ok()?,
    };
    let head = text.find(HEAD)? + HEAD.len();
    let charset = end_of_tag(text, CHARSET).unwrap_or(head);
    let Some(start) = text.find(POLICY) else { return Some(charset) };
    let end = start + text[start..].find('>')? + 1;
    let content = text[start..end].split("content=\"").nth(1)?.split('"').next()?;
    allows(content).then_some(end.max(charset))
}

fn end_of_tag(text: &str, tag: &str) -> Option<usize> {
    let start = text.find(tag)?;
    Some(start + text[start..].find('>')? + 1)
}

/// Whether a policy lets a page of the site load scripts, frames and data from its own server.
fn allows(policy: &str) -> bool {
    let directive = |name: &str| {
        let mut directives = policy.split(';').map(str::split_whitespace);
        directives.find_map(|mut words| (words.next() == Some(name)).then(|| words.collect::<Vec<_>>()))
    };
    let is_open = |names: &[&str]| {
        let sources = names.iter().find_map(|name| directive(name));
        sources.is_none_or(|sources| sources.iter().any(|source| matches!(*source, "'self'" | "*")))
    };
    is_open(&["script-src-elem", "script-src", "default-src"])
        && is_open(&["connect-src", "default-src"])
        && is_open(&["frame-src", "child-src", "default-src"])
}

/// A text as it may stand in HTML, in an attribute too.
pub(super) fn escaped(text: &str) -> String {
    let mut out = Vec::new();
    escape(text, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("letters are replaced by letters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_that_allows_the_own_server_lets_the_script_in() {
        let fine = [
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'",
            "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'",
            "script-src *",
            "",
        ];
        for policy in fine {
            assert!(allows(policy), "{policy}");
        }
        let closed = [
            "default-src 'none'; style-src 'self'",
            "default-src 'self'; script-src 'none'",
            "default-src 'self'; connect-src https://example.org",
            "default-src 'self'; frame-src 'none'",
            "default-src 'self'; script-src 'self'; script-src-elem 'sha256-abc'",
        ];
        for policy in closed {
            assert!(!allows(policy), "{policy}");
        }
    }

    #[test]
    fn the_script_stands_behind_the_policy() {
        let head = "<!doctype html>\n<html lang=\"id\">\n<head>\n<meta charset=\"utf-8\">";
        let policy = "\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">";
        let rest = "\n<title>A</title></head><body></body>";
        let page = format!("{head}{policy}{rest}");
        assert_eq!(place(page.as_bytes()), Some(head.len() + policy.len()));
        assert_eq!(place(format!("{head}{rest}").as_bytes()), Some(head.len()));
        let closed = page.replace("default-src 'self'", "default-src 'none'");
        assert_eq!(place(closed.as_bytes()), None);
        assert_eq!(place(b"<p>no head</p>"), None);
        let mut cut = page.into_bytes();
        cut.extend([0xc3]);
        assert!(place(&cut).is_some(), "a letter may be cut where the opening ends");
    }

    #[test]
    fn what_a_page_is_told_cannot_end_its_attribute() {
        let tag = tag(&Told { generation: "a1", faults: "", title: "\"><script>&'" });
        assert!(tag.contains("data-generation=\"a1\"") && tag.contains("data-faults=\"\""), "{tag}");
        assert!(tag.contains("\"&quot;&gt;&lt;script&gt;&amp;&#39;\""), "{tag}");
    }
}
