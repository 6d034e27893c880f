//! The theme's README tells what each template is given. It is made from the views themselves, and pages that are built
//! are held against it. `PATUH_UPDATE=1` writes it.
#![expect(clippy::disallowed_methods, reason = "the test reads the program's own sources and writes the theme's page")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::content_format::examples;
use crate::support::{Site, project, tree, words};

const GUIDE: &str = include_str!("../../docs/themes.md");
const README: &str = "themes/default/README.md";
const MARK: &str = "<!-- What follows is made from the views by the tests. -->\n";

/// A structure that templates are given.
#[derive(Debug, Default)]
struct Shape {
    about: String,
    fields: Vec<Field>,
}

#[derive(Debug)]
struct Field {
    name: String,
    about: String,
    kind: String,
    is_flat: bool,
}

#[test]
fn the_readme_tells_what_templates_are_given() {
    let path = project().join(README);
    let page = std::fs::read_to_string(&path).expect("the theme has a README");
    let (by_hand, made) = page.split_once(MARK).expect("the README has its mark");
    let wanted = reference(&shapes());
    if std::env::var_os("PATUH_UPDATE").is_some() {
        std::fs::write(&path, format!("{by_hand}{MARK}{wanted}")).expect("the README can be written");
        return;
    }
    assert!(made == wanted, "{README} differs from the views; read it after PATUH_UPDATE=1 cargo test theme_guide");
}

#[test]
fn every_template_is_in_the_readme() {
    let (shapes, templates) = (shapes(), theme());
    let told: BTreeSet<&str> = shapes.values().flat_map(|shape| told_of(&shape.about)).map(|(_, name)| name).collect();
    for (name, text) in &templates {
        // What another template extends, calls or includes is given nothing of its own.
        let is_shared = name == "base.html" || text.contains("{% component ");
        let include = format!("{{% include \"{name}\" %}}");
        if !is_shared && !templates.values().any(|text| text.contains(&include)) {
            let name = name.rsplit('/').next().unwrap_or(name);
            assert!(told.contains(name) || name == "feed-correction.html", "no view says that it is given to {name}");
        }
    }
}

/// The guide to themes, followed to the letter.
#[test]
fn the_guide_makes_a_theme() {
    let site = Site::real();
    site.replace("content/site.yaml", "theme: default", "theme: rumah");
    let default = site.read("themes/default/static/tokens.css");
    site.write("themes/rumah/static/tokens.css", &default.replacen("--head: #12304a", "--head: #401060", 1));
    let examples = examples(GUIDE);
    assert_eq!(examples.len(), 2);
    for (path, text) in &examples {
        site.write(path, text);
    }
    site.run(&["build", "--strict"]).ends(0);
    let lost = words(&site.read("output/404.html"));
    assert!(lost.contains("Kabupaten dan kota") && lost.contains("Metodologi"), "{lost}");
    assert!(!lost.contains("Semua daerah") && lost.contains("dihitung oleh kami"), "{lost}");
    assert!(site.read("output/assets/tokens.css").contains("--head: #401060"));
    assert!(site.page("en/").contains("Methodology"), "other languages keep their strings");
}

/// Each page template with its own text, and before it the names of what it is given.
#[test]
fn pages_are_given_what_the_readme_says() {
    let site = Site::copy("tests/site-other");
    for (name, text) in theme() {
        if let Some((before, after)) = text.split_once("{% block main %}") {
            let names = "{% block main %}<!--given NAME:{% for key, value in view %}{{ key }} {% endfor %}-->";
            site.write(
                &format!("themes/default/templates/{name}"),
                &format!("{before}{}{after}", names.replace("NAME", &name)),
            );
        }
    }
    site.run(&["build"]).ends(0);
    let shapes = shapes();
    let mut seen = BTreeSet::new();
    for page in tree(&site.output()).into_iter().filter(|(name, _)| name.ends_with(".html")).map(|(_, bytes)| bytes) {
        let page = String::from_utf8(page).expect("pages are UTF-8");
        for given in page.split("<!--given ").skip(1).filter_map(|rest| rest.split_once("-->")).map(|(given, _)| given)
        {
            let (template, names) = given.split_once(':').expect("the mark has a name");
            let (_, shape) = (shapes.iter())
                .find(|(_, shape)| told_of(&shape.about).any(|told| told == ("view", template)))
                .unwrap_or_else(|| panic!("{template} is given something that is not told"));
            let told: BTreeSet<&str> = fields(&shapes, shape).map(|field| field.name.as_str()).collect();
            assert_eq!(names.split_whitespace().collect::<BTreeSet<_>>(), told, "{template}");
            seen.insert(template.to_owned());
        }
    }
    for template in ["home.html", "regency.html", "year.html", "article.html", "notfound.html"] {
        assert!(seen.contains(template), "no page of {template} was seen, only {seen:?}");
    }
}

/// The templates of the theme, by name.
fn theme() -> BTreeMap<String, String> {
    let texts = tree(&project().join("themes/default/templates")).into_iter();
    texts.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("templates are UTF-8"))).collect()
}

/// All structures of the views, by name.
fn shapes() -> BTreeMap<String, Shape> {
    let mut shapes = BTreeMap::new();
    for (name, bytes) in tree(&project().join("src/render")).into_iter().filter(|(name, _)| name.ends_with(".rs")) {
        for (name, shape) in shapes_of(&String::from_utf8(bytes).unwrap_or_else(|_| panic!("{name} is UTF-8"))) {
            assert!(!shapes.contains_key(&name), "two views are called {name}");
            shapes.insert(name, shape);
        }
    }
    shapes
}

fn shapes_of(text: &str) -> Vec<(String, Shape)> {
    let (mut found, mut docs, mut attributes): (Vec<(String, Shape)>, Vec<&str>, String) = Default::default();
    let mut is_inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(doc) = line.strip_prefix("///") {
            docs.push(doc.trim());
            continue;
        }
        if line.starts_with("#[") {
            attributes += line;
            continue;
        }
        let about = docs.join(" ");
        if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
            // What tells its fields itself takes them apart first.
            is_inside = attributes.contains("Serialize") || text.contains(&format!("let {name} {{"));
            if is_inside {
                found.push((name.to_owned(), Shape { about, fields: Vec::new() }));
            }
        } else if line == "}" {
            is_inside = false;
        } else if let (true, Some((name, kind))) =
            (is_inside, line.strip_prefix("pub ").and_then(|l| l.split_once(": ")))
        {
            let renamed = attributes.split_once("rename = \"").and_then(|(_, rest)| rest.split_once('"'));
            let name = renamed.map_or(name, |(name, _)| name).to_owned();
            let kind = kind.trim_end_matches(',').to_owned();
            let is_flat = attributes.contains("serde(flatten)") || text.contains(&format!("{name}.fields(&mut "));
            found.last_mut().expect("a field stands in a structure").1.fields.push(Field {
                name,
                about,
                kind,
                is_flat,
            });
        }
        docs.clear();
        attributes.clear();
    }
    found
}

/// A structure's fields, with those of the ones that lie flat in it.
fn fields<'s>(shapes: &'s BTreeMap<String, Shape>, shape: &'s Shape) -> Box<dyn Iterator<Item = &'s Field> + 's> {
    Box::new(shape.fields.iter().flat_map(|field| match field.is_flat {
        true => fields(shapes, &shapes[&field.kind]),
        false => Box::new(std::iter::once(field)),
    }))
}

/// The variable and the templates that a structure says it is for: "`view` of `a.html` and `b.html`".
fn told_of(about: &str) -> impl Iterator<Item = (&str, &str)> {
    let (before, after) = about.split_once("` of `").unwrap_or_default();
    let variable = before.rsplit('`').next().unwrap_or_default();
    let end = after.find("`.").or_else(|| after.find("`:")).unwrap_or(after.len());
    let quoted = after[..end].split('`').filter(|part| part.contains('.') && !part.contains(' '));
    quoted.map(move |name| (variable, name.trim_end_matches('.')))
}

fn reference(shapes: &BTreeMap<String, Shape>) -> String {
    let mut text = String::from("\n## Every page\n");
    for (variable, name) in [("site", "SiteView"), ("page", "PageView")] {
        section(&mut text, shapes, &format!("`{variable}`"), &shapes[name]);
    }
    text += "\n## Template by template\n";
    let mut by_template = BTreeMap::new();
    for shape in shapes.values() {
        let told: Vec<(&str, &str)> = told_of(&shape.about).collect();
        if let Some((variable, _)) = told.first() {
            let names: Vec<String> = told.iter().map(|(_, template)| format!("`{template}`")).collect();
            by_template.insert(format!("{}: `{variable}`", names.join(", ")), shape);
        }
    }
    for (title, shape) in &by_template {
        section(&mut text, shapes, title, shape);
    }
    text += "\n## Shapes\n";
    for (name, shape) in reached(shapes, by_template.values().copied()) {
        section(&mut text, shapes, plain(name), shape);
    }
    text
}

/// The structures that others name.
fn reached<'s>(
    shapes: &'s BTreeMap<String, Shape>,
    from: impl Iterator<Item = &'s Shape>,
) -> BTreeMap<&'s str, &'s Shape> {
    let mut found = BTreeMap::new();
    let mut open: Vec<&Shape> = from.chain(["SiteView", "PageView"].map(|name| &shapes[name])).collect();
    while let Some(shape) = open.pop() {
        for field in fields(shapes, shape) {
            let words = field.kind.split(|c: char| !c.is_alphanumeric());
            for (name, next) in words.filter_map(|word| shapes.get_key_value(word)) {
                if found.insert(name.as_str(), next).is_none() {
                    open.push(next);
                }
            }
        }
    }
    found
}

fn section(text: &mut String, shapes: &BTreeMap<String, Shape>, title: &str, shape: &Shape) {
    let about = shape.about.trim_start_matches(|c| c != ':').trim_start_matches(':').trim();
    let about = if shape.about.starts_with('`') { about } else { &shape.about };
    write!(text, "\n### {title}\n\n").expect("writing to a text");
    if !about.is_empty() {
        let (first, rest) = about.split_at(about.chars().next().map_or(0, char::len_utf8));
        write!(text, "{}{rest}\n\n", first.to_uppercase()).expect("writing to a text");
    }
    *text += "| name | is | what it is |\n|---|---|---|\n";
    for field in fields(shapes, shape) {
        let kind = kind(shapes, &field.kind);
        writeln!(text, "| `{}` | {kind} | {} |", field.name, field.about.replace("`None`", "nothing"))
            .expect("writing to a text");
    }
}

/// A type in words.
fn kind(shapes: &BTreeMap<String, Shape>, rust: &str) -> String {
    let inside = |outer: &str| rust.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inside("Option<") {
        return format!("{} or nothing", kind(shapes, inner));
    }
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", kind(shapes, inner));
    }
    if let Some(inner) = inside("BTreeMap<String, ") {
        return format!("{} by name", kind(shapes, inner));
    }
    if let Some(inner) = inside("Arc<").or_else(|| inside("Box<")) {
        return kind(shapes, inner);
    }
    if let Some((inner, number)) = rust.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')?.split_once("; ")) {
        return format!("list of {number} of {}", kind(shapes, inner));
    }
    match rust.rsplit("::").next().unwrap_or(rust) {
        "String" | "str" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "u8" | "usize" | "i32" | "u32" | "u64" | "i64" => "whole number".to_owned(),
        "Value" => "data".to_owned(),
        name if shapes.contains_key(name) => format!("[{}](#{})", plain(name), plain(name).to_lowercase()),
        name if words_of_choice().contains(name) => "text".to_owned(),
        other => panic!("the README has no word for the type {other}"),
    }
}

/// The enumerations of the views: templates are given the name of what is chosen.
fn words_of_choice() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, bytes) in tree(&project().join("src/render")).into_iter().filter(|(name, _)| name.ends_with(".rs")) {
        let text = String::from_utf8(bytes).expect("sources are UTF-8");
        let (mut is_given, lines) = (false, text.lines().map(str::trim));
        for line in lines {
            match line.strip_prefix("pub enum ").and_then(|rest| rest.strip_suffix(" {")) {
                Some(name) if is_given => drop(names.insert(name.to_owned())),
                _ => is_given = line.contains("Serialize)]") || (is_given && line.starts_with("#[")),
            }
        }
    }
    names
}

/// The name of a structure without what all of them end in.
fn plain(name: &str) -> &str {
    name.strip_suffix("View").unwrap_or(name)
}
