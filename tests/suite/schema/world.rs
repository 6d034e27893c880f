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

/// Keys that no example of the guide has: file, place of the map, key, value as JSON.
const MORE: &[(&str, &str, &str, &str)] = &[];

/// Path and value of every data file and text.
pub(super) fn whole_examples(examples: &[(&str, String)]) -> Vec<(String, Value)> {
    let known = examples.iter().filter(|(path, _)| of_path(path).is_some());
    let mut files: Vec<(String, Value)> =
        known.map(|(path, text)| ((*path).to_owned(), value(path, text))).collect();
    for (path, place, key, json) in MORE {
        let (_, whole) = files.iter_mut().find(|(own, _)| own == path).expect("an example of this path");
        let map = whole.pointer_mut(place).and_then(Value::as_object_mut).expect("a map at this place");
        map.insert((*key).to_owned(), serde_json::from_str(json).expect("JSON"));
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
