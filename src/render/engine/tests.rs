//! Templates: faults with their places, escaping, bounds.

use std::sync::Arc;

use tera::{Context, Value};

use super::Engine;
use crate::diag::{Code, Diagnostic};
use crate::load::Sources;
use crate::load::disk::Root;
use crate::model::text::Lang;
use crate::render::words;

const STRINGS: &str = "hello: Hai {name}\nlink: \"Lihat <{link}> di {place}\"\nnumber: {percent: \"{number}%\"}\n";
const HOSTILE: &str = "</script><script>alert('1')</script>\"&\u{1}";

fn sources(templates: &[(&str, &str)]) -> Sources {
    let named: Vec<(String, &str)> =
        templates.iter().map(|(name, text)| (format!("templates/{name}"), *text)).collect();
    let mut texts: Vec<(&str, &str)> = named.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    texts.push(("i18n/id.yaml", STRINGS));
    let mut sources = Sources::of_theme(&texts);
    sources.theme.statics.insert("patuh.css".into(), b"body{}".as_slice().into());
    sources
}

fn engine(templates: &[(&str, &str)]) -> (Option<Engine>, Vec<Diagnostic>, Sources) {
    let sources = sources(templates);
    let (words, faults) = words::load(&sources, &["id".into()]);
    assert_eq!(faults, []);
    let words: Vec<_> = words.into_iter().map(Arc::new).collect();
    let (engine, faults) = Engine::new(&sources, &words, "/base/");
    (engine, faults, sources)
}

fn render(name: &str, template: &str, value: &str) -> Result<String, Box<Diagnostic>> {
    let (engine, faults, _) = engine(&[(name, template)]);
    assert_eq!(faults, []);
    let mut context = Context::new();
    context.insert("value", value);
    let mut out = String::new();
    engine.expect("no faults").render(Lang(0), name, &context, "/daerah/sarolangun/", &mut out).map(|()| out)
}

/// `path:line:col detail` of each fault.
fn places(faults: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let place = |fault: &Diagnostic| {
        let at = fault.at.expect("a place");
        let (line, col) = sources.files.line_col(at);
        format!("{}:{line}:{col}", sources.files.get(at.file).path)
    };
    faults.iter().map(place).collect()
}

#[test]
fn every_kind_of_template_escapes() {
    for name in ["a.html", "a.xml", "a.svg", "a.atom", "a.json", "a.txt", "plain"] {
        let out = render(name, "<p title=\"{{ value }}\">{{ value }}</p>", HOSTILE).expect("it renders");
        assert!(!out.contains("<script") && !out.contains('\'') && !out.contains('\u{1}'), "{name}: {out}");
        assert!(out.contains("&lt;/script&gt;") && out.contains("&quot;&amp;\u{fffd}"), "{name}: {out}");
    }
}

#[test]
fn json_cannot_leave_its_script() {
    let out = render("a.html", "<script>{{ value | json }}</script>", HOSTILE).expect("it renders");
    assert_eq!(out.matches("</script>").count(), 1, "{out}");
    let json = out.trim_start_matches("<script>").trim_end_matches("</script>");
    assert_eq!(serde_json::from_str::<String>(json).expect("JSON"), HOSTILE);
}

#[test]
fn strings_escape_all_but_safe_values() {
    let said = |template: &str| render("a.html", template, "<b>").expect("it renders");
    assert_eq!(said("{{ t(key=\"hello\", name=value) }}"), "Hai &lt;b&gt;");
    let template =
        "{% set link %}<a href=\"/\">{{ value }}</a>{% endset %}{{ t(key=\"link\", link=link, place=value) }}";
    assert_eq!(said(template), "Lihat &lt;<a href=\"/\">&lt;b&gt;</a>&gt; di &lt;b&gt;");
}

#[test]
fn filters_and_functions() {
    let said = |template: &str, value: &str| render("a.html", template, value).expect("it renders");
    assert_eq!(said("{{ value | score }} {{ value | change }} {{ 1234 | integer }}", "57.65"), "57,65 +57,65 1.234");
    assert_eq!(said("{{ value | percent }}", "46.416"), "46,42%");
    assert_eq!(said("{{ value | date(form=\"weekday\") }}", "2020-06-29"), "Senin, 29 Juni 2020");
    let hash = blake3::hash(b"body{}").to_hex();
    let wanted = format!("/base/assets/patuh.css?v={}", &hash[..8]);
    assert_eq!(said("{{ asset(name=\"patuh.css\") }}", ""), wanted);
}

#[test]
fn syntax_faults_of_all_templates_show() {
    let (engine, faults, sources) = engine(&[("a.html", "ok\n{% if %}"), ("b.xml", "{{ x"), ("c.html", "fine")]);
    assert!(engine.is_none());
    assert!(faults.iter().all(|fault| fault.code == Code::TemplateSyntax));
    assert_eq!(places(&faults, &sources), ["themes/mine/templates/a.html:2:7", "themes/mine/templates/b.xml:1:4"]);
}

#[test]
fn unknown_names_between_templates_all_show() {
    let (_, faults, sources) = engine(&[
        ("a.html", "ß {{ 1 | shout }}\n{% include \"none.html\" %}"),
        ("b.html", "{{ sing() }}{{ t(key=\"hallo\") }}{{ t(key=\"zone.\" ~ 1) }}"),
    ]);
    let wanted = ["a.html:1:10", "a.html:2:12", "b.html:1:4", "b.html:1:23"];
    assert_eq!(places(&faults, &sources), wanted.map(|place| format!("themes/mine/templates/{place}")));
    let string = faults.last().expect("four");
    assert_eq!((string.code, string.variant), (Code::ThemeString, "unknown"));
    assert!(string.args.contains(&("suggestion", "hello".to_owned())));
}

#[test]
fn an_undefined_variable_names_place_and_record() {
    let fault = *render("a.html", "one\n  {{ valeu }}", "").expect_err("no such variable");
    assert_eq!(fault.code, Code::TemplateRender);
    assert!(fault.args.contains(&("record", "/daerah/sarolangun/".to_owned())));
    let (_, _, sources) = engine(&[("a.html", "one\n  {{ valeu }}")]);
    assert_eq!(places(&[fault], &sources), ["themes/mine/templates/a.html:2:6"]);
}

#[test]
fn faults_of_functions_have_a_place() {
    for template in [
        "{{ t(key=\"hello\") }}",
        "{{ t(key=\"hel\" ~ \"lo.\", name=1) }}",
        "{{ asset(name=\"x.css\") }}",
        "{{ value | score }}",
        "{{ value | date }}",
        "{{ \"2020-06-29\" | date(form=\"short\") }}",
    ] {
        let fault = render("a.html", template, "no").expect_err(template);
        assert!(fault.at.is_some_and(|at| at.start >= 3), "{template}: {fault:?}");
    }
}

#[test]
fn a_page_without_end_stops() {
    let loops = "{% for a in range(end=100000) %}{% for b in range(end=1000) %}0123456789{% endfor %}{% endfor %}";
    let fault = render("a.html", loops, "").expect_err("16 MiB is enough");
    assert_eq!((fault.code, fault.variant), (Code::TemplateRender, "large"));
}

#[test]
fn what_is_shared_is_in_every_template() {
    let (engine, _, _) = engine(&[("a.html", "{{ site.title }}")]);
    let mut engine = engine.expect("no faults");
    let site = std::collections::BTreeMap::from([("title", "A & B")]);
    engine.share(Lang(0), "site", Value::from_serializable(&site));
    let mut out = String::from(">");
    engine.render(Lang(0), "a.html", &Context::new(), "/", &mut out).expect("it renders");
    assert_eq!(out, ">A &amp; B");
}

#[test]
fn the_default_theme_is_whole_in_both_languages() {
    let empty = tempfile::tempdir().expect("a temporary folder");
    let (sources, _) = crate::load::load(&Root::open(empty.path()).expect("a folder"));
    let (words, mut faults) = words::load(&sources, &["id".into(), "en".into()]);
    let words: Vec<_> = words.into_iter().map(Arc::new).collect();
    let (engine, more) = Engine::new(&sources, &words, "/");
    faults.extend(more);
    assert_eq!(places(&faults, &sources), [""; 0], "{faults:#?}");
    assert!(engine.is_some());
    assert_eq!(words[0].keys(), words[1].keys());
}
