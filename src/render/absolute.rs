//! Markup that leaves the site: its links get scheme and host, its anchors the page they stand on.
//!
//! It is our own output, in which values of attributes are quoted and escaped, so tags end at the first `>`.

/// Markup whose links hold wherever it is read; `origin` is scheme and host, `page` the address it stands at.
pub fn absolute(html: &str, origin: &str, page: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let length = rest[start..].find('>').unwrap_or(rest.len() - start);
        out.push_str(&rest[..start]);
        tag(&rest[start..start + length], origin, page, &mut out);
        rest = &rest[start + length..];
    }
    out.push_str(rest);
    out
}

fn tag(tag: &str, origin: &str, page: &str, out: &mut String) {
    let mut name = "";
    for (n, part) in tag.split('"').enumerate() {
        if n > 0 {
            out.push('"');
        }
        match name {
            " href=" | " src=" if n % 2 == 1 => link(part, origin, page, out),
            " srcset=" if n % 2 == 1 => candidates(part, origin, page, out),
            _ => out.push_str(part),
        }
        name = part.rfind(' ').map_or("", |space| &part[space..]);
    }
}

fn link(value: &str, origin: &str, page: &str, out: &mut String) {
    if value.starts_with('/') && !value.starts_with("//") {
        out.push_str(origin);
    } else if value.starts_with('#') {
        out.push_str(page.split('#').next().unwrap_or(page));
    }
    out.push_str(value);
}

/// `/a.jpg 1x, /b.jpg 2x`.
fn candidates(value: &str, origin: &str, page: &str, out: &mut String) {
    for (n, candidate) in value.split(',').enumerate() {
        if n > 0 {
            out.push_str(", ");
        }
        link(candidate.trim(), origin, page, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_get_their_host() {
        let of = |html| absolute(html, "https://a.org", "https://a.org/x/y/");
        assert_eq!(of("<a href=\"/x/z/?q=1#b\">/x</a>"), "<a href=\"https://a.org/x/z/?q=1#b\">/x</a>");
        assert_eq!(of("<a class=\"c\" href=\"#n\">"), "<a class=\"c\" href=\"https://a.org/x/y/#n\">");
        assert_eq!(
            of("<img src=\"/p.png\" srcset=\"/p.png 1x,/q.png 2x\">"),
            "<img src=\"https://a.org/p.png\" srcset=\"https://a.org/p.png 1x, https://a.org/q.png 2x\">"
        );
        for same in [
            "<a href=\"https://b.org/\">",
            "<a href=\"mailto:a@b.org\">",
            "a < b \" href=\"/c",
            "<b title=\" href=/x\">",
            "text &lt;a href=&quot;/x&quot;&gt;",
        ] {
            assert_eq!(of(same), same);
        }
    }
}
