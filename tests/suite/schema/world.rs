//! The guide's examples, made whole: a site in a folder in which one file at a time is made wrong.

use std::collections::BTreeMap;

use jiff::Timestamp;
use patuh::diag::{Code, Diagnostic, Severity};
use patuh::load::disk::Root;
use patuh::model::release::Release;
use serde_json::Value;

use super::of_path;
use super::trees::{body, text, value};
use crate::content_format::write_media;
use crate::support::Site;

/// Keys that no example of the guide has: file, place of the map or list, key, value as JSON.
pub(super) const MORE: &[(&str, &str, &str, &str)] = &[
    (SITE, "", "identity", r#""https://old.example.org""#),
    (SITE, "", "accept", r#"[{"code": "zone-differs", "at": "assessments/2023.yaml", "because": "Printed so."}]"#),
    (SITE, "/contact/correction", "url", r#""https://example.org/koreksi""#),
    (SITE, "/addresses", "units", r#""unit""#),
    (SITE, "/addresses", "sectors", r#""sektor""#),
    (SITE, "/addresses", "years", r#""tahun""#),
    (SITE, "/addresses", "methodology", r#""metode""#),
    (SITE, "/addresses", "topics", r#""topik""#),
    (SITE, "/addresses", "page", r#""halaman""#),
    (SITE, "/addresses", "corrections", r#""ralat""#),
    (SITE, "/addresses", "compare", r#""banding""#),
    (SITE, "/addresses", "search", r#""temukan""#),
    (SITE, "/addresses", "embed", r#""sematan""#),
    (SITE, "/addresses", "data", r#""data-terbuka""#),
    (SITE, "/addresses", "cards", r#""kartu""#),
    ("content/methodologies.yaml", "/0", "note", r#""A remark.""#),
    ("content/methodologies.yaml", "/0", "dimensions", r#"[{"id": "masukan", "label": "Masukan"}]"#),
    (YEAR, "/sources/pengumuman", "file", r#""pengumuman.pdf""#),
    (YEAR, "/results/misal", "category", r#""A""#),
    (YEAR, "/results/misal", "label", r#""Tinggi""#),
    (YEAR, "/results/misal", "dimensions", r#"{"masukan": 80.5}"#),
    (
        YEAR,
        "/results/misal",
        "claims",
        r#"[
        {"zone": "kuning", "category": "C", "label": "Sedang", "measured": 2020, "source": "berita"},
        {"absent": "unpublished", "reason": "refused", "source": "berita"}]"#,
    ),
    (
        "content/corrections.yaml",
        "",
        "",
        r#"{"date": "2024-01-16", "year": 2023, "unit": "dukcapil-contoh",
        "field": "score", "was": 91.4, "now": 91.5}"#,
    ),
    ("content/pages/tentang.md", "", "draft", "false"),
];
const SITE: &str = "content/site.yaml";
const YEAR: &str = "content/assessments/2023.yaml";

/// Path and value of every data file and text.
pub(super) fn whole_examples(examples: &[(&str, String)]) -> Vec<(String, Value)> {
    let known = examples.iter().filter(|(path, _)| of_path(path).is_some());
    let mut files: Vec<(String, Value)> = known.map(|(path, text)| ((*path).to_owned(), value(path, text))).collect();
    for (path, place, key, json) in MORE {
        let (_, whole) = files.iter_mut().find(|(own, _)| own == path).expect("an example of this path");
        let value = serde_json::from_str(json).expect("JSON");
        match whole.pointer_mut(place).expect("a value at this place") {
            Value::Object(map) => drop(map.insert((*key).to_owned(), value)),
            Value::Array(list) => list.push(value),
            _ => panic!("a map or a list"),
        }
    }
    files
}

/// The site in a folder.
pub(super) struct Ground {
    site: Site,
    texts: BTreeMap<String, String>,
    bodies: BTreeMap<String, String>,
}

impl Ground {
    /// The examples with these values.
    pub(super) fn new(examples: &[(&str, String)], files: &[(String, Value)]) -> Self {
        let site = Site::empty();
        write_media(site.root());
        for (path, text) in examples {
            site.write(path, text);
        }
        let texts = examples.iter().filter(|(path, _)| path.ends_with(".md"));
        let bodies = texts.map(|(path, text)| ((*path).to_owned(), body(text).to_owned())).collect();
        let mut ground = Ground { site, texts: BTreeMap::new(), bodies };
        for (path, value) in files {
            let text = ground.text(path, value);
            ground.site.write(path, &text);
            ground.texts.insert(path.clone(), text);
        }
        ground
    }

    fn text(&self, path: &str, value: &Value) -> String {
        text(path, value, self.bodies.get(path).map_or("", String::as_str))
    }

    /// The codes of all errors; of those in the one file that is changed, if one is.
    pub(super) fn errors(&self, changed: Option<(&str, &Value)>) -> Vec<Code> {
        if let Some((path, value)) = changed {
            self.site.write(path, &self.text(path, value));
        }
        let root = Root::open(self.site.root()).expect("the folder is there");
        let (sources, bag) = patuh::load::load(&root);
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a moment");
        let (_, faults) = patuh::model::build(&sources, Release::public(now));
        if let Some((path, _)) = changed {
            self.site.write(path, &self.texts[path]);
        }
        let is_there = |fault: &&Diagnostic| {
            let path = fault.at.map(|at| &*sources.files.get(at.file).path);
            changed.is_none_or(|(changed, _)| path.is_none_or(|path| path == changed))
        };
        let errors = bag.iter().chain(faults.iter()).filter(|fault| fault.severity() == Severity::Error);
        errors.filter(is_there).map(|fault| fault.code).collect()
    }
}
