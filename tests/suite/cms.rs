//! What `schema` and `cms` write: for an editor of YAML, and for one in the browser.

use patuh::commands::schema::words::catalogue;
use patuh::diag::words::Lang;
use serde_json::Value;

use crate::support::Site;

#[test]
fn schemas_are_listed_printed_and_written_without_a_site() {
    let folder = Site::empty();
    let list = folder.run(&["schema"]).ends(0).out;
    assert!(list.contains("assessments    content/assessments/*.yaml"), "{list}");
    let printed = folder.run(&["schema", "pages", "--lang", "id"]).ends(0).out;
    assert!(printed.contains("\"Kalimat untuk daftar dan pratinjau tautan\""), "{printed}");
    let unknown = folder.run(&["schema", "page"]).ends(2).err;
    assert!(unknown.contains("pages"), "{unknown}");
    let target = folder.root().join("deep/schemas");
    let target = target.to_str().expect("a path");
    let written = folder.run(&["schema", "--all", target, "--lang", "id"]).ends(0).out;
    assert!(written.contains("pages.schema.json"), "{written}");
    assert_eq!(folder.read("deep/schemas/pages.schema.json"), printed);
    assert!(!folder.run(&["schema", "--all", target, "--lang", "id"]).ends(0).out.contains("pages.schema.json"));
    folder.run(&["schema", "--all", target, "pages"]).ends(2);
}

#[test]
fn the_configuration_has_every_key_above_a_text_and_the_site_s_own_choices() {
    let site = Site::real();
    let said = site.run(&["cms", "dinas/kepatuhan", "--lang", "id"]).ends(0).out;
    assert!(said.contains("content/static/admin/config.json") && said.contains("sveltia-cms.js"), "{said}");
    let text = site.read("content/static/admin/config.json");
    let config: Value = serde_json::from_str(&text).expect("the configuration is JSON");
    assert_eq!(config["backend"], serde_json::json!({"name": "github", "repo": "dinas/kepatuhan"}));
    let fields = |n: usize| config["collections"][n]["fields"].as_array().expect("fields").clone();
    let field = |name: &str| fields(0).into_iter().find(|field| field["name"] == name).expect("a field");
    assert_eq!(field("lang")["options"], serde_json::json!(["id", "en"]));
    let bodies = field("regencies")["options"].to_string();
    assert!(bodies.contains(r#"{"label":"Kabupaten Sarolangun","value":"sarolangun"}"#), "{bodies}");
    assert_eq!(field("body")["modes"], serde_json::json!(["raw"]));
    assert_eq!(field("date")["widget"], "string", "a field for dates would lose the time of an embargo");
    assert_eq!((fields(0).len(), fields(1).len()), (18, 10), "all keys and the text");
    for (key, words) in catalogue(Lang::Id).iter().filter(|(key, _)| key.starts_with("label.")) {
        assert!(text.contains(&format!("\"label\": \"{words}\"")), "{key} is in no form");
    }
    let again = site.run(&["cms", "dinas/kepatuhan", "--lang", "id"]).ends(0).out;
    assert!(!again.contains("config.json"), "{again}");
    site.run(&["cms", "grup/dinas/kepatuhan", "--host", "gitlab", "--branch", "terbit"]).ends(0);
    let config: Value = serde_json::from_str(&site.read("content/static/admin/config.json")).expect("JSON");
    assert_eq!(
        config["backend"],
        serde_json::json!({"name": "gitlab", "repo": "grup/dinas/kepatuhan", "branch": "terbit"})
    );
    assert!(
        site.read("content/static/admin/index.html").contains("connect-src 'self' data: blob: https://gitlab.com;")
    );
}

#[test]
fn the_page_is_published_as_it_is_beside_the_site() {
    let site = Site::real();
    site.run(&["cms", "dinas/kepatuhan"]).ends(0);
    site.run(&["build", "--strict"]).ends(0);
    for name in ["index.html", "config.json", "admin.css"] {
        assert_eq!(site.read(&format!("output/admin/{name}")), site.read(&format!("content/static/admin/{name}")));
    }
    assert!(!site.page("").contains("admin/"), "nothing leads there");
}

#[test]
fn nothing_is_written_for_a_wrong_name_or_a_site_with_faults() {
    let site = Site::real();
    for name in ["kepatuhan", "dinas/", "https://github.com/dinas/kepatuhan", "dinas/ke patuhan"] {
        assert!(site.run(&["cms", name]).ends(2).err.contains("dinas/kepatuhan"));
    }
    site.append("content/site.yaml", "nope: 1\n");
    site.run(&["cms", "dinas/kepatuhan"]).ends(1);
    assert!(!site.root().join("content/static/admin").exists());
}

#[test]
fn a_body_that_is_not_public_is_no_choice() {
    let site = Site::real();
    site.append("content/regencies.yaml", "\n- id: kota-rahasia\n  name: Kota Rahasia\n  kind: kota\n  since: 2090\n");
    let article = "---\ntitle: Kota baru\ndate: 2090-01-01\nregencies: [kota-rahasia]\n---\nIsi.\n";
    site.write("content/news/2090-01-01-kota-baru.md", article);
    site.run(&["cms", "dinas/kepatuhan"]).ends(0);
    let config = site.read("content/static/admin/config.json");
    assert!(config.contains("sarolangun") && !config.contains("ahasia"), "a body of the future");
}
