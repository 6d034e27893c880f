//! What a value may not say in HTML, XML and their attributes.

use std::io::{self, Write};

/// Escapes text for element content and quoted attributes of HTML and XML;
/// control characters and U+FFFE and U+FFFF, which XML may not carry, become U+FFFD.
pub fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let bytes = text.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let mut length = 1;
        let instead = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            0..=8 | 11 | 12 | 14..=31 | 127 => "\u{fffd}",
            0xef if matches!(bytes[at..], [_, 0xbf, 0xbe | 0xbf, ..]) => {
                length = 3;
                "\u{fffd}"
            }
            _ => continue,
        };
        out.write_all(&bytes[from..at])?;
        out.write_all(instead.as_bytes())?;
        from = at + length;
    }
    out.write_all(&bytes[from..])
}

/// JSON that may stand in a `<script>`, or be taken for a page: nothing in it is a tag or ends a line of script.
pub(in crate::render) fn script_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 16);
    let mut from = 0;
    for at in memchr::memchr3_iter(b'<', b'>', b'&', json.as_bytes()) {
        out.push_str(&json[from..at]);
        out.push_str(match json.as_bytes()[at] {
            b'<' => "\\u003c",
            b'>' => "\\u003e",
            _ => "\\u0026",
        });
        from = at + 1;
    }
    out.push_str(&json[from..]);
    for (end_of_line, instead) in [("\u{2028}", "\\u2028"), ("\u{2029}", "\\u2029")] {
        if memchr::memmem::find(out.as_bytes(), end_of_line.as_bytes()).is_some() {
            out = out.replace(end_of_line, instead);
        }
    }
    out
}
