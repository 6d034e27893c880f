//! The generator of large sites: what it writes is sound content, in every form and size, and always the same.

#[path = "../../benches/world/mod.rs"]
pub(crate) mod generator;

use std::collections::BTreeMap;

use super::support::{Site, tree};
use generator::{Form, Look, Size, World};

/// The files of a site of a size, by path, after the program has found nothing in them to warn of.
fn written(size: Size) -> BTreeMap<String, Vec<u8>> {
    let site = Site::empty();
    World::new(size).write(site.root()).expect("the site is written");
    site.run(&["check", "--strict"]).ends(0);
    tree(site.root())
}

fn small() -> Size {
    Size { bodies: 60, parents: 5, units: 4, articles: 60, corrections: 60, replies: 12, ..Size::default() }
}

#[test]
fn a_site_is_sound_and_the_same_each_time() {
    let files = written(small());
    assert_eq!(files, written(small()));
    assert_ne!(files, written(Size { seed: 2, ..small() }));
    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    assert!(text("content/corrections.yaml").contains("field: score"), "there are corrections");
    assert!(files.contains_key("content/assessments/2024-units.csv"), "units stand in a table");
    assert_eq!(files.keys().filter(|name| name.starts_with("content/news/")).count(), 60);
}

#[test]
fn the_plain_site_of_one_language_is_sound() {
    let files = written(Size { languages: 1, look: Look::Plain, units_as: Form::Yaml, ..small() });
    let texts = files.iter().filter(|(name, _)| name.starts_with("content/"));
    for (name, text) in texts.map(|(name, bytes)| (name, String::from_utf8_lossy(bytes))) {
        assert!(!text.contains(" en: ") && !text.contains("lang: en"), "{name}: {text}");
    }
    assert!(files.contains_key("themes/bench/templates/regency.html"));
}

#[test]
fn every_form_and_size_is_sound() {
    let yaml = written(Size { units_as: Form::Yaml, results_as: Form::Yaml, ..small() });
    assert!(String::from_utf8_lossy(&yaml["content/assessments/2024.yaml"]).contains("products:"));
    let csv = written(Size { results_as: Form::Csv, ..small() });
    assert!(csv["content/assessments/2024.csv"].starts_with(b"regency;score;zone;"));
    written(Size { years: 23, units: 14, ..small() });
    written(Size { bodies: 1, parents: 1, years: 1, units: 0, articles: 2, corrections: 0, replies: 0, ..small() });
}
