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
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}
