//! What is served follows the content: changes, faults, and their end.

use std::thread;
use std::time::Duration;

use super::client::{Server, until};
use super::{ARTICLE, ARTICLE_PAGE, BASE, small};

#[test]
fn a_change_is_told_and_served_however_it_is_made() {
    let site = small();
    let server = Server::start(&site, &[]);
    let mut channel = server.channel();
    let mut last = channel.next()["generation"].clone();
    let mut next = || {
        let told = channel.next_with(|told| told["generation"] != last && told["faults"].is_null());
        last = told["generation"].clone();
    };
    site.append(ARTICLE, "\nÉcrit dans le fichier.\n");
    next();
    assert!(server.get(ARTICLE_PAGE).body.contains("Écrit dans le fichier."));
    let text = site.read(ARTICLE) + "\nMis à sa place.\n";
    site.write("content/news/.new", &text);
    std::fs::rename(site.root().join("content/news/.new"), site.root().join(ARTICLE)).expect("ours");
    next();
    assert!(server.get(ARTICLE_PAGE).body.contains("Mis à sa place."));
    site.write("content/pages/nouveau/dossier/page.md", "---\ntitle: Une page\n---\nDans un dossier nouveau.\n");
    next();
    site.append("content/pages/nouveau/dossier/page.md", "\nEt changée là.\n");
    next();
    site.write("themes/other/note.txt", "of a theme that is not used");
    site.replace("content/site.yaml", "Notes et niveaux", "Niveaux et notes");
    next();
    std::fs::remove_file(site.root().join(ARTICLE)).expect("ours");
    next();
    server.get(ARTICLE_PAGE).is(404);
}

#[test]
fn leftovers_of_editors_and_reading_make_no_build() {
    let site = small();
    let server = Server::start(&site, &[]);
    for name in [".a.md.swp", "a.md~", "#a.md#", ".#a.md"] {
        site.write(&format!("content/news/{name}"), "leftover");
    }
    for n in 0..20 {
        site.read(ARTICLE);
        site.write(&format!("output/file-{n}"), "a build of somebody else");
    }
    thread::sleep(Duration::from_millis(500));
    assert_eq!(server.builds(), 1, "{}", server.said());
    site.append(ARTICLE, "\nUn vrai changement.\n");
    server.sees(ARTICLE_PAGE, |page| page.body.contains("Un vrai changement."));
}

#[test]
fn a_change_that_changes_nothing_loads_no_page_again() {
    let site = small();
    let server = Server::start(&site, &[]);
    let before = server.told();
    site.write(ARTICLE, &site.read(ARTICLE));
    until(|| (server.builds() > 1).then_some(()), || server.said());
    assert_eq!(server.told(), before);
}

#[test]
fn a_fault_is_shown_over_the_last_sound_page_and_goes_away() {
    let site = small();
    let server = Server::start(&site, &[]);
    let before = server.told();
    let mut channel = server.channel();
    channel.next();
    let text = site.read(ARTICLE);
    site.write(ARTICLE, &text.replace("regencies: [nord]", "regencies: [\"<script>alert(1)</script>\"]"));
    let told = channel.next_with(|told| told["faults"].is_string());
    assert_eq!(told["generation"], before["generation"], "the last sound site stays");
    assert!(server.get(ARTICLE_PAGE).is(200).body.contains("follow.js"));
    let faults = server.get("/.patuh/faults.json");
    assert_eq!(faults.is(200).header("content-type"), Some("application/json; charset=utf-8"));
    let faults: serde_json::Value = serde_json::from_str(&faults.body).expect("JSON");
    let fault = &faults["list"][0];
    assert_eq!(
        (&fault["path"], &fault["line"], &fault["column"]),
        (&ARTICLE.into(), &4.into(), &13.into()),
        "{faults}"
    );
    assert!(fault["message"].as_str().expect("a text").contains("<script>alert(1)</script>"), "{fault}");
    let page = server.get("/.patuh/faults");
    assert!(page.is(200).header("content-security-policy").expect("a policy").contains("default-src 'none'"));
    assert!(!page.body.contains("alert(1)"), "what content says is set as text by the script");
    server.says(&format!("{ARTICLE}:4:13"));
    // Another fault is told too, and the end of all.
    site.write(ARTICLE, &text.replace("date: 2025-01-12", "date: yesterday"));
    channel.next_with(|other| other["faults"].is_string() && other["faults"] != told["faults"]);
    site.write(ARTICLE, &text);
    channel.next_with(|told| *told == before);
    assert_eq!(server.get("/.patuh/faults.json").body, r#"{"list":[],"more":null}"#);
}

#[test]
fn a_site_that_never_was_sound_is_a_page_of_its_faults_and_recovers() {
    let site = small();
    let settings = site.read("content/site.yaml");
    site.write("content/site.yaml", &settings.replace("languages: [fr]", "languages: [<b>]"));
    let server = Server::start(&site, &["--lang", "id"]);
    for path in ["/", BASE, "/sous/chemin/districts/"] {
        let page = server.get(path);
        assert_eq!(page.is(503).header("content-type"), Some("text/html; charset=utf-8"));
        assert!(page.body.contains("<html lang=\"id\">") && page.body.contains("Kesalahan di situs"), "{}", page.body);
        assert!(page.body.contains("/.patuh/follow.js\" data-generation=\"\"") && !page.body.contains("<b>"));
    }
    assert!(server.told()["generation"].is_null());
    server.get("/.patuh/faults.js").is(200);
    site.write("content/site.yaml", &settings);
    server.sees("/sous/chemin/districts/", |page| page.status == 200);
    assert!(server.told()["generation"].is_string() && server.told()["faults"].is_null());
}

#[test]
fn warnings_are_faults_only_when_they_are_to_fail() {
    let site = small();
    site.append(ARTICLE, "\nVoir [la page](http://exemple.org/sous/chemin/rien/).\n\n![](image-absente.png)\n");
    let server = Server::start(&site, &["--strict"]);
    let faults = server.get("/.patuh/faults.json").body;
    assert!(faults.contains(ARTICLE), "{faults}");
}

#[test]
fn files_that_are_looked_at_follow_too() {
    let site = small();
    let server = Server::start(&site, &["--poll"]);
    site.append(ARTICLE, "\nVu sans être dit.\n");
    server.sees(ARTICLE_PAGE, |page| page.body.contains("Vu sans être dit."));
    site.write("content/pages/nouveau/page.md", "---\ntitle: Une page\n---\nDans un dossier nouveau.\n");
    until(|| (server.builds() > 2).then_some(()), || server.said());
}

#[test]
fn the_content_folder_may_be_exchanged_for_another() {
    let site = small();
    let server = Server::start(&site, &[]);
    std::fs::rename(site.root().join("content"), site.root().join("before")).expect("ours");
    until(|| server.told()["faults"].is_string().then_some(()), || server.said());
    std::fs::rename(site.root().join("before"), site.root().join("content")).expect("ours");
    until(|| server.told()["faults"].is_null().then_some(()), || server.said());
    site.append(ARTICLE, "\nAprès l'échange.\n");
    server.sees(ARTICLE_PAGE, |page| page.body.contains("Après l'échange."));
}
