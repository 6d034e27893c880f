//! Both readers of YAML make the same tree, or the quick one makes none.

use proptest::prelude::{Strategy, any, prop_oneof, proptest};
use proptest::sample::select;

use super::read;
use crate::diag::FileId;
use crate::load::yaml::parse_all;

/// Whether the quick reader read it; what it read is what the other reads.
fn is_quick(text: &str) -> bool {
    let Some(tree) = read(text, 0..text.len()) else { return false };
    let (all, faults) = parse_all(FileId(0), text, 0..text.len());
    assert_eq!((Some(&tree), &*faults), (all.as_ref(), &[][..]), "of {text:?}");
    true
}

/// Files that people wrote, and what is in the smallest number of lines that has all forms.
const REAL: &[&str] = &[
    include_str!("../../../content/assessments/2019.yaml"),
    include_str!("../../../content/assessments/2021.yaml"),
    include_str!("../../../content/methodologies.yaml"),
    include_str!("../../../content/regencies.yaml"),
    include_str!("../../../content/site.yaml"),
    include_str!("../../../themes/default/i18n/id.yaml"),
    FORMS,
];

const FORMS: &str = "a: 1\nb:\n  c: x y # z\n\n# k\nd:\n- 1\n- a: 1\n  b:\n- \n\ne:\n  - {a: b, c: [1, -2, ~], d: , e: \"x\", }\n  -\n    q: 1\nf: 'it''s'\n\
    \"g\": \"say \\\"so\\\"\"\n'h': [ a , 'b']\ni: [[], {}]\nj: http://x.id:8/#a?b=c,d\nk:   # c\n  - - 1\nl: null\nm: é (x) – y\nn:\n# end\n";

#[test]
fn plain_files_are_read_quickly() {
    for text in REAL.iter().take(5) {
        assert!(is_quick(text), "{text:?}");
    }
    let plain = FORMS.replace("- - 1", "- 1").replace("\n- \n", "\n");
    assert!(is_quick(&plain));
    assert!(is_quick(&plain.replace('\n', "\r\n")));
    assert!(!is_quick(FORMS));
}

#[test]
fn what_is_not_plain_is_left_to_the_other() {
    for text in [
        "",
        "# only\n",
        "x",
        "a",
        "a: |\n  b\n",
        "a: b\n  c\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !t b\n",
        "a: b: c\n",
        "a: 1\na: 2\n",
        "a: {b}\n",
        "---\na: b\n",
        "a: b\n...\n",
        "a: \"b\\n\"\n",
        "a: \"b\nc\"\n",
        "a: [1,\n  2]\n",
        "\u{feff}a: b\n",
        "a:\tb\n",
        "a: b\rc: d\r",
        "a: \u{85}\n",
        "a : b\n",
        "? a\n: b\n",
        "a: 1\n b: 2\n",
        "  a: 1\n",
        "a: [1, 2\n",
        "a: 'b\n",
        "- a\nb: c\n",
        "a: b #c\n  d\n",
        "%a: b\n",
        "a: @b\n",
        "a: {b: 1, b: 2}\n",
        "a:\n  'b'\n",
        "a: 'b'c\n",
        "a: 'b'#c\n",
        "a: [b: c]\n",
        "a: [,]\n",
        "a: \u{2028}\n",
        "a: -\n",
        "a: - b\n",
    ] {
        assert!(!is_quick(text), "{text:?}");
    }
}

#[test]
fn a_part_of_a_text_has_its_places_in_the_whole() {
    let text = "---\na: [x, 'y']\nb:\n---\nc: d\n";
    let (all, _) = parse_all(FileId(0), text, 4..19);
    assert!(all.is_some() && read(text, 4..19) == all);
}

#[test]
fn long_keys_and_values_and_many_keys() {
    for length in [400, 499, 501, 1023, 1024, 1025, 3000] {
        let long = "x".repeat(length);
        for text in [
            format!("{long}: 1\n"),
            format!("a: {long}\n"),
            format!("a: \"{long}\"\n"),
            format!("a: ['{long}']\n"),
            format!("- {long}\n- b\n"),
            format!("- '{long}': 1\n"),
            format!("a: {{{long}: 1}}\n"),
            format!("a: {{b: {long}, c: d}}\n"),
            format!("- {{b: {long}}}\n- c\n"),
        ] {
            is_quick(&text);
        }
    }
    let many: String = (0..40).map(|n| format!("k{n}: {n}\n")).collect();
    assert!(is_quick(&many) && !is_quick(&format!("{many}k3: 1\n")) && !is_quick(&format!("{many}k30: 1\n")));
    let deep: String = (0..60).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert!(!is_quick(&deep) && is_quick(&deep[..200]));
}

/// Pieces of YAML, plain and not.
const PIECES: &[&str] = &[
    "a",
    "b",
    "key",
    "1",
    "-2",
    "3.5",
    "~",
    "null",
    "x y",
    "é",
    "–",
    "http://x.id/a:b",
    ": ",
    ":",
    " :",
    " #",
    "#",
    " # note",
    "- ",
    "-",
    "- - ",
    "\n",
    "\n",
    "\n",
    "\n  ",
    "\n    ",
    "\n ",
    "\r\n",
    "\n\n",
    "\n- ",
    "\n  - ",
    "a: ",
    "b: ",
    "c:",
    "\nd: ",
    "\n  e: ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    ",",
    "{a: 1, b: x}",
    "[1, 2]",
    "\"q\"",
    "'q'",
    "\"",
    "'",
    "''",
    "\\\"",
    "\\",
    "\\n",
    "?",
    "? ",
    "!",
    "&",
    "*",
    "|",
    ">",
    "%",
    "@",
    "`",
    "---",
    "...",
    "\t",
    "\r",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "(",
    "/",
    "_",
    "+",
    " ",
    "  ",
];

fn piece() -> impl Strategy<Value = &'static str> {
    select(PIECES)
}

/// A tree of values in one of the ways it can be written, mostly plain.
fn value() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => select(vec!["a", "x y", "83.43", "https://x.id/a?b=1#c", "'it''s'", "\"q: z\"", "~", "", "é", "a:b", "-5", "[a, b]", "{a: b, c: }"]).prop_map(str::to_owned),
        1 => piece().prop_map(str::to_owned),
    ];
    word.prop_recursive(4, 40, 5, |inner| {
        (
            proptest::collection::vec((select(vec!["a", "b", "c d", "\"e\"", "f", "- "]), inner), 1..5),
            0..4_usize,
            any::<bool>(),
        )
            .prop_map(|(entries, indent, is_list)| {
                let pad = " ".repeat(indent);
                let lines = entries.iter().map(|(key, value)| {
                    let key = if is_list { "-".to_owned() } else { format!("{key}:") };
                    let gap = if value.is_empty() || value.starts_with('\n') { "" } else { " " };
                    format!("\n{pad}{key}{gap}{}", value.replace('\n', &format!("\n{pad}")))
                });
                lines.collect()
            })
    })
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4000))]

    #[test]
    fn any_pieces(pieces in proptest::collection::vec(piece(), 0..24)) {
        is_quick(&pieces.concat());
    }

    #[test]
    fn any_tree(value in value()) {
        is_quick(value.trim_start_matches('\n'));
        is_quick(&format!("r:{value}\nz: 1\n"));
    }

    #[test]
    fn a_real_file_with_a_slip(file in select(REAL), at in any::<proptest::sample::Index>(), cut in 0..4_usize, piece in piece()) {
        let starts: Vec<usize> = file.char_indices().map(|(n, _)| n).collect();
        let at = at.index(starts.len());
        let end = starts.get(at + cut).copied().unwrap_or(file.len());
        let (head, tail) = (&file[..starts[at]], &file[end..]);
        is_quick(&format!("{head}{piece}{tail}"));
        // A few lines around it, too: a slip near the end is read quickly up to there.
        let from = head.match_indices('\n').nth_back(2).map_or(0, |(n, _)| n + 1);
        let to = tail.match_indices('\n').nth(2).map_or(tail.len(), |(n, _)| n);
        is_quick(&format!("{}{piece}{}", &head[from..], &tail[..to]));
    }
}
