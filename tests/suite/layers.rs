//! The house holds: each source file has its header and its size, rooms use only rooms before them,
//! and no public colour or tag is written in Rust.
#![expect(clippy::disallowed_methods, reason = "the test reads the program's own sources")]

use std::ops::Range;
use std::path::Path;

/// The rooms in the order data flows.
const ROOMS: &[&str] =
    &["diag", "load", "model", "plan", "render", "inspect", "publish", "run", "lib", "commands", "cli", "main"];
/// Rooms that may use less than all that is before them.
const NARROW: &[(&str, &[&str])] = &[("publish", &["diag"])];
/// The one file that opens connections, and the one that waits for them.
const NETWORK: &[(&str, &[&str])] = &[
    ("commands/outside/ask.rs", &["ureq", "std::net", "TcpStream"]),
    ("commands/serve/listen.rs", &["tokio::net", "TcpStream", "TcpListener", "TcpSocket", "hyper::server"]),
];
const MOST_LINES: usize = 400;
/// Elements of pages. Charts and machine files are geometry and formats: their elements are not here.
const TAGS: &[&str] = &[
    "html",
    "head",
    "body",
    "meta",
    "script",
    "div",
    "span",
    "p",
    "a",
    "img",
    "picture",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "nav",
    "header",
    "footer",
    "main",
    "aside",
    "figure",
    "figcaption",
    "form",
    "input",
    "button",
    "select",
    "option",
    "label",
    "em",
    "strong",
    "b",
    "i",
    "small",
    "br",
    "hr",
    "blockquote",
    "code",
    "pre",
    "details",
    "time",
    "abbr",
    "sup",
    "iframe",
];

#[test]
fn every_source_file_keeps_the_rules_of_the_house() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&src, &src, &mut files);
    assert!(files.len() > 40, "the walk found only {} files", files.len());
    let faults: Vec<String> = files.iter().flat_map(|(path, text)| faults(path, text)).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn a_file_without_header_too_long_or_unfinished_is_found() {
    let found = |text: &str| faults("model/x.rs", text);
    assert_eq!(found("//! What it is for.\n\nfn f() {}\n"), Vec::<String>::new());
    assert_eq!(found("fn f() {}\n"), ["model/x.rs: opens without //!"]);
    let long = format!("//! Long.\n{}", "fn f() {}\n".repeat(MOST_LINES));
    assert_eq!(found(&long), ["model/x.rs: 401 lines, 400 at most"]);
    for name in ["todo", "unimplemented"] {
        let text = format!("//! Unfinished.\n// {name}!() in words is fine.\nfn f() {{ {name}!() }}\n");
        assert_eq!(found(&text), [format!("model/x.rs: {name}!")]);
    }
}

#[test]
fn an_import_against_the_flow_is_found() {
    let found = |path: &str, line: &str| faults(path, &format!("//! A file.\n{line}\n"));
    let against = |path: &str, room: &str| vec![format!("{path}: uses {room}, which it may not")];
    let fine = [
        ("model/x.rs", "use crate::load::decode::{Decoder, Map};"),
        ("model/x.rs", "use super::text::Slug;"),
        ("model/x.rs", "// as crate::plan does"),
        ("model/x.rs", "const A: &str = \"crate::plan::Plan\";"),
        ("model/x.rs", "fn f<'a>(x: &'a str) -> char { '\"' } // crate::plan"),
        ("commands/mod.rs", "use crate::Outcome;"),
        ("lib.rs", "pub mod commands;\nuse publish::Mode;"),
        ("render/view/mod.rs", "use super::words::Words;"),
        ("model/x.rs", "#[cfg(test)]\nmod tests {\n    use crate::plan::Plan;\n}"),
    ];
    for (path, line) in fine {
        assert_eq!(found(path, line), Vec::<String>::new(), "{line}");
    }
    assert_eq!(found("model/x.rs", "use crate::plan::Plan;"), against("model/x.rs", "plan"));
    assert_eq!(found("model/x.rs", "fn f() { crate::render::go() }"), against("model/x.rs", "render"));
    assert_eq!(
        found("model/x.rs", "use crate::{\n    diag::Code,\n    plan::{Plan, Page},\n};"),
        against("model/x.rs", "plan")
    );
    assert_eq!(found("model/x.rs", "use super::super::plan::Plan;"), against("model/x.rs", "plan"));
    assert_eq!(found("diag/mod.rs", "use super::load::Sources;"), against("diag/mod.rs", "load"));
    assert_eq!(found("inspect/mod.rs", "use crate::Outcome;"), against("inspect/mod.rs", "lib"));
    assert_eq!(found("publish/mod.rs", "use crate::model::Model;"), against("publish/mod.rs", "model"));
    assert_eq!(found("lib.rs", "fn f() { commands::serve() }"), against("lib.rs", "commands"));
}

#[test]
fn a_connection_elsewhere_is_found() {
    let (asks, listens) = (NETWORK[0].0, NETWORK[1].0);
    let lines = [
        ("use ureq::Agent;", "ureq", asks),
        ("fn f() { std::net::TcpStream::connect(x) }", "std::net", asks),
        ("use tokio::net::TcpListener;", "tokio::net", listens),
        ("use hyper::server::conn::http1;", "hyper::server", listens),
    ];
    for (line, name, room) in lines {
        let text = format!("//! A file.\n{line}\n");
        for other in ["load/x.rs", "commands/serve/mod.rs", if room == asks { listens } else { asks }] {
            let found = faults(other, &text);
            assert!(found.iter().any(|fault| fault.contains(&format!("{other}: uses the network"))), "{name} {other}");
        }
        assert_eq!(faults(room, &text), Vec::<String>::new());
    }
}

#[test]
fn a_glob_a_colour_or_a_tag_is_found() {
    let found = |line: &str| faults("render/x.rs", &format!("//! A file.\n{line}\n"));
    assert_eq!(found("use super::words::*;"), ["render/x.rs: a glob import"]);
    assert_eq!(found("use super::{a::*, b::c};"), ["render/x.rs: a glob import"]);
    for colour in ["#0a7", "fill:#00aa77", "#00AA77FF"] {
        assert_eq!(found(&format!("const A: &str = \"{colour}\";")), [format!("render/x.rs: a colour in {colour:?}")]);
    }
    for tag in ["<div class=x>", "<p>", "a</span>", "<br/>", "<H1>"] {
        assert_eq!(found(&format!("const A: &str = \"{tag}\";")), [format!("render/x.rs: a tag in {tag:?}")]);
        assert_eq!(found(&format!("const A: &str = r#\"{tag}\"#;")), [format!("render/x.rs: a tag in {tag:?}")]);
    }
    let fine = [
        "const A: &str = \"<svg><path d=x/><g></g></svg>\";",
        "const A: &str = \"<urlset><url><loc>\";",
        "const A: &str = \"a < b, #heading, page#top, &#106;\";",
        "// a <div> and #00aa77 in words",
        "fn f(a: Vec<i>) -> bool { 1 <2 } const P: char = '<';",
        "#[cfg(test)]\nmod tests {\n    use super::*;\n    const A: &str = \"<div>}\";\n}",
    ];
    for line in fine {
        assert_eq!(found(line), Vec::<String>::new(), "{line}");
    }
    assert_eq!(faults("render/tests.rs", "//! Tests.\nconst A: &str = \"<div>\";\n"), Vec::<String>::new());
}

/// What is wrong with a file of `src/`, by its path below it.
fn faults(path: &str, text: &str) -> Vec<String> {
    let mut list = Vec::new();
    let mut say = |what: String| list.push(format!("{path}: {what}"));
    if !text.starts_with("//! ") {
        say("opens without //!".to_owned());
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        say(format!("{lines} lines, {MOST_LINES} at most"));
    }
    let (code, strings) = scan(text);
    ["todo", "unimplemented"]
        .iter()
        .filter(|name| code.contains(&format!("{name}!")))
        .for_each(|name| say(format!("{name}!")));
    if path.split('/').any(|part| part == "tests" || part == "tests.rs") {
        return list;
    }
    let tests = test_parts(&code);
    let is_test = |at: usize| tests.iter().any(|range| range.contains(&at));
    let code: String = code.char_indices().map(|(at, c)| if is_test(at) { ' ' } else { c }).collect();
    let room = path.split('/').next().map_or("", |first| first.trim_end_matches(".rs"));
    for used in used_rooms(path, &code) {
        if !may_use(room, used) {
            say(format!("uses {used}, which it may not"));
        }
    }
    let may = NETWORK.iter().find(|(room, _)| *room == path).map_or(&[][..], |(_, names)| *names);
    let network = NETWORK.iter().flat_map(|(_, names)| *names).filter(|name| !may.contains(name));
    if let Some(name) = network.copied().find(|name| code.contains(*name)) {
        say(format!("uses the network by {name}, which it may not"));
    }
    if code.match_indices("::*").any(|(at, _)| code[at + 3..].trim_start().starts_with([';', ',', '}'])) {
        say("a glob import".to_owned());
    }
    for text in strings.iter().filter(|(at, _)| !is_test(*at)).map(|(_, text)| text) {
        if has_colour(text) {
            say(format!("a colour in {text:?}"));
        }
        if has_tag(text) {
            say(format!("a tag in {text:?}"));
        }
    }
    list
}

fn may_use(room: &str, used: &str) -> bool {
    let place = |name: &str| ROOMS.iter().position(|room| *room == name).expect("a room of the house");
    let is_allowed = NARROW.iter().find(|(name, _)| *name == room).is_none_or(|(_, rooms)| rooms.contains(&used));
    room == used || (place(used) < place(room) && is_allowed)
}

/// The rooms a file names by paths from the crate's root, each once.
fn used_rooms(path: &str, code: &str) -> Vec<&'static str> {
    let parts: Vec<&str> = path.split('/').collect();
    let is_own_module = !matches!(parts.last(), Some(&("mod.rs" | "lib.rs" | "main.rs")));
    let depth = parts.len() - 1 + usize::from(is_own_module);
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::").filter(|(at, _)| starts_word(code, *at)) {
        names.extend(first_names(&code[at + "crate::".len()..]));
    }
    for (at, _) in
        code.match_indices("super::").filter(|(at, _)| starts_word(code, *at) && !code[..*at].ends_with("super::"))
    {
        let rest = code[at..].trim_start_matches("super::");
        if (code.len() - at - rest.len()) / "super::".len() >= depth {
            names.extend(first_names(rest));
        }
    }
    let room = |name: &str| ROOMS.iter().find(|room| **room == name && !matches!(**room, "lib" | "main")).copied();
    let mut used: Vec<&str> = names.into_iter().map(|name| room(name).unwrap_or("lib")).collect();
    if path == "lib.rs" {
        // The root names its rooms without `crate::`.
        let is_named = |room: &&&str| code.match_indices(&format!("{room}::")).any(|(at, _)| starts_word(code, at));
        used.extend(ROOMS.iter().filter(is_named).copied());
    }
    used.sort_unstable();
    used.dedup();
    used
}

/// `a` of `a::b`, or `a` and `c` of `{a::b, c}`.
fn first_names(path: &str) -> Vec<&str> {
    let word = |text: &str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let path = path.trim_start();
    let Some(group) = path.strip_prefix('{') else { return vec![&path[..word(path)]] };
    let (mut names, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                let item = group[start..at].trim();
                names.extend(Some(&item[..word(item)]).filter(|name| !name.is_empty()));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names
}

fn starts_word(code: &str, at: usize) -> bool {
    !code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.'))
        || code[..at].ends_with("super::")
}

/// The items behind `#[cfg(test)]`.
fn test_parts(code: &str) -> Vec<Range<usize>> {
    code.match_indices("#[cfg(test)]").map(|(at, _)| at..at + item_end(&code[at..])).collect()
}

/// The length of an item: to the semicolon, or to the brace that closes its first one.
fn item_end(code: &str) -> usize {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            ';' if depth == 0 => return at + 1,
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

fn has_colour(text: &str) -> bool {
    text.match_indices('#').any(|(at, _)| {
        let rest = &text[at + 1..];
        let digits = rest.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(rest.len());
        let goes_on = rest[digits..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
        matches!(digits, 3 | 4 | 6 | 8) && !goes_on && !text[..at].ends_with('&')
    })
}

fn has_tag(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
        !rest[name.len()..].starts_with(['-', ':']) && TAGS.contains(&name.to_ascii_lowercase().as_str())
    })
}

/// The code with comments, strings and characters blanked, byte for byte, and the strings with their places.
fn scan(source: &str) -> (String, Vec<(usize, &str)>) {
    let mut code = String::with_capacity(source.len());
    let mut strings = Vec::new();
    while let Some(c) = source[code.len()..].chars().next() {
        let at = code.len();
        let rest = &source[at..];
        let Some((length, inner)) = blank(rest, code.ends_with(|c: char| c.is_alphanumeric() || c == '_')) else {
            code.push(c);
            continue;
        };
        strings.extend(inner.map(|range| (at, &rest[range])));
        code.extend(rest[..length].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
    }
    (code, strings)
}

/// The length of the comment, string or character a text opens with; of a string also where its text is.
fn blank(rest: &str, is_in_word: bool) -> Option<(usize, Option<Range<usize>>)> {
    if rest.starts_with("//") {
        return Some((rest.find('\n').unwrap_or(rest.len()), None));
    }
    if rest.starts_with("/*") {
        return Some((rest.find("*/").map_or(rest.len(), |end| end + 2), None));
    }
    let raw = rest.strip_prefix('r').map(|raw| (raw, raw.len() - raw.trim_start_matches('#').len()));
    if let Some((raw, hashes)) = raw.filter(|(raw, hashes)| !is_in_word && raw[*hashes..].starts_with('"')) {
        let start = 1 + hashes + 1;
        let close = format!("\"{}", &raw[..hashes]);
        let end = rest[start..].find(&close).map_or(rest.len(), |end| start + end);
        return Some(((end + close.len()).min(rest.len()), Some(start..end)));
    }
    if rest.starts_with('"') {
        let end = closing(rest, '"')?;
        return Some((end + 1, Some(1..end)));
    }
    // `'a'` and `'\n'` are characters, `'a` is a lifetime.
    let mut quoted = rest.strip_prefix('\'')?.chars();
    let is_character = quoted.next()? == '\\' || quoted.next() == Some('\'');
    is_character.then(|| closing(rest, '\'')).flatten().map(|end| (end + 1, None))
}

/// Where the quote that opens a text is closed.
fn closing(rest: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    rest.char_indices().skip(1).find_map(|(at, c)| {
        let closes = c == quote && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        closes.then_some(at)
    })
}

fn walk(src: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("src is readable").path();
        if path.is_dir() {
            walk(src, &path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = path.strip_prefix(src).expect("the walk stays in src").to_string_lossy().replace('\\', "/");
            files.push((name, std::fs::read_to_string(&path).expect("src is readable")));
        }
    }
    files.sort();
}
