//! What pages tell machines: structured data, languages, link previews, the sitemap.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use patuh::load::disk::Root;
use patuh::model::release::Release;
use patuh::render::Studio;
use serde_json::Value;

use super::support::{CLOCK, Site, tree};

const SCRIPT: &str = "<script type=\"application/ld+json\">";

/// The things a page tells of.
pub(crate) fn graph(html: &str) -> Vec<Value> {
    let Some(start) = html.find(SCRIPT) else { return Vec::new() };
    let json = &html[start + SCRIPT.len()..];
    let json = &json[..json.find("</script>").expect("the element ends")];
    assert!(!json.contains('<'), "{json}");
    let data: Value = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().expect("a list").clone()
}

fn pages() -> &'static BTreeMap<String, String> {
    static PAGES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let site = Site::real();
        site.replace(
            "content/news/2020-06-29-sarolangun-minta-pendampingan.md",
            "lang: id",
            "lang: id\nauthor: Redaksi\nupdated: 2020-07-02",
        );
        site.run(&["build"]).ends(0);
        let html =
            tree(&site.output()).into_iter().filter(|(name, _)| name.ends_with(".html") || name.ends_with(".xml"));
        html.map(|(name, bytes)| (name, String::from_utf8(bytes).expect("pages are UTF-8"))).collect()
    })
}

fn thing(page: &str, kind: &str) -> Value {
    let graph = graph(&pages()[page]);
    graph.iter().find(|node| node["@type"] == kind).unwrap_or_else(|| panic!("no {kind} on {page}")).clone()
}

/// Every value of a key, at any depth.
fn each(value: &Value, found: &mut dyn FnMut(&str, &Value)) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            found(key, value);
            each(value, found);
        }),
        Value::Array(list) => list.iter().for_each(|value| each(value, found)),
        _ => {}
    }
}

/// Whether a file is a page to read: not one that leads on from an old address, none to embed.
fn is_of_the_site(name: &str, html: &str) -> bool {
    let is_other = name == "404.html" || name.contains("sematan/") || html.contains("http-equiv=\"refresh\"");
    name.ends_with(".html") && !is_other
}

#[test]
fn every_page_has_data_that_is_whole() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (name, html) in pages().iter().filter(|(name, html)| is_of_the_site(name, html)) {
        let graph = graph(html);
        let is_home = ["index.html", "en/index.html"].contains(&&**name);
        let first = if is_home { "WebSite" } else { "BreadcrumbList" };
        assert_eq!(graph.first().map(|node| &node["@type"]), Some(&first.into()), "{name}");
        for node in &graph {
            let kind = node["@type"].as_str().expect("a type");
            let wanted: &[&str] = match kind {
                "WebSite" => &["name", "url", "description", "inLanguage"],
                "BreadcrumbList" => &["itemListElement"],
                "GovernmentOrganization" => &["name", "url", "alternateName", "identifier", "areaServed"],
                "Dataset" => &[
                    "name",
                    "description",
                    "license",
                    "creator",
                    "publisher",
                    "temporalCoverage",
                    "spatialCoverage",
                    "url",
                    "isBasedOn",
                ],
                "NewsArticle" => &["headline", "datePublished", "publisher", "mainEntityOfPage", "isPartOf"],
                other => panic!("{other} on {name}"),
            };
            for key in wanted {
                assert!(!node[*key].is_null(), "{key} of {kind} on {name}");
            }
            each(node, &mut |key, value| {
                assert!(!value.is_null() && value != "" && *value != Value::Array(Vec::new()), "{key} on {name}");
                if ["url", "@id", "item", "license"].contains(&key) {
                    let url = value.as_str().expect("an address");
                    assert!(url.starts_with("https://") || url.starts_with("http://"), "{key} {url} on {name}");
                }
            });
            *kinds.entry(kind.to_owned()).or_default() += 1;
        }
    }
    // Twelve bodies in two languages; one article.
    assert_eq!((kinds["GovernmentOrganization"], kinds["WebSite"], kinds["NewsArticle"]), (24, 2, 1));
    assert!(kinds["Dataset"] > 24);
}

#[test]
fn what_is_not_known_is_left_out() {
    let site = Site::copy("tests/site-other");
    site.run(&["build"]).ends(0);
    for (name, bytes) in tree(&site.output()).iter().filter(|(name, _)| name.ends_with(".html")) {
        for node in graph(std::str::from_utf8(bytes).expect("pages are UTF-8")) {
            each(&node, &mut |key, value| {
                assert!(!value.is_null() && value != "" && *value != Value::Array(Vec::new()), "{key} on {name}");
            });
        }
    }
    let graph = graph(&site.read("output/districts/nord/index.html"));
    let body = graph.iter().find(|node| node["@type"] == "GovernmentOrganization").expect("the body");
    let data = graph.iter().find(|node| node["@type"] == "Dataset").expect("its results");
    // No register has a code for it, so nothing says that it is an area; the site names no licence.
    for key in ["alternateName", "identifier", "parentOrganization", "areaServed"] {
        assert!(body.get(key).is_none(), "{key}");
    }
    assert!(data.get("spatialCoverage").is_none() && data.get("license").is_none(), "{data}");
}

#[test]
fn breadcrumbs_say_the_way_in_order() {
    let list = thing("daerah/sarolangun/index.html", "BreadcrumbList");
    let items = list["itemListElement"].as_array().expect("a list");
    let way: Vec<(u64, &str, &str)> = items
        .iter()
        .map(|i| {
            (i["position"].as_u64().unwrap_or(0), i["name"].as_str().unwrap_or(""), i["item"].as_str().unwrap_or(""))
        })
        .collect();
    let base = "https://example.org/kepatuhan/";
    assert_eq!(way[0], (1, "Beranda", base));
    assert_eq!(way[3], (4, "Kabupaten Sarolangun", &*format!("{base}daerah/sarolangun/")));
}

#[test]
fn a_body_has_its_names_and_its_data() {
    let body = thing("en/daerah/sarolangun/index.html", "GovernmentOrganization");
    assert_eq!(body["alternateName"], serde_json::json!(["Pemkab Sarolangun", "Kab. Sarolangun"]));
    assert_eq!(body["identifier"][0], "15.03");
    assert_eq!(body["parentOrganization"]["name"], "Provinsi Jambi");
    // One body in all languages.
    assert_eq!(body["@id"], thing("daerah/sarolangun/index.html", "GovernmentOrganization")["@id"]);
    let data = thing("daerah/sarolangun/index.html", "Dataset");
    assert_eq!(data["temporalCoverage"], "2018/2024");
    assert_eq!(data["license"], "https://creativecommons.org/licenses/by/4.0/");
    let length = data["description"].as_str().map_or(0, |text| text.chars().count());
    assert!((50..=5000).contains(&length), "{length}");
    let files: Vec<&str> = data["distribution"]
        .as_array()
        .expect("its files")
        .iter()
        .map(|f| f["contentUrl"].as_str().unwrap_or(""))
        .collect();
    let base = "https://example.org/kepatuhan/data/regencies/sarolangun";
    assert_eq!(files, [format!("{base}.csv"), format!("{base}.json")]);
    assert_eq!(thing("tahun/2019/index.html", "Dataset")["temporalCoverage"], "2019");
}

#[test]
fn an_article_has_its_moments() {
    let page = "berita/sarolangun-minta-pendampingan/index.html";
    let news = thing(page, "NewsArticle");
    assert_eq!(news["datePublished"], "2020-06-29T00:00:00+07:00");
    assert_eq!(news["dateModified"], "2020-07-02T00:00:00+07:00");
    assert_eq!(news["author"]["name"], "Redaksi");
    assert!(news.get("image").is_none(), "there is no picture of it");
    let html = &pages()[page];
    assert!(html.contains("<meta property=\"og:type\" content=\"article\">"));
    assert!(html.contains("<meta property=\"article:published_time\" content=\"2020-06-29T00:00:00+07:00\">"));
    assert!(html.contains("<meta property=\"article:modified_time\" content=\"2020-07-02T00:00:00+07:00\">"));
}

#[test]
fn link_previews_and_languages() {
    for (name, html) in pages().iter().filter(|(name, html)| is_of_the_site(name, html)) {
        let count = |tag: &str| html.matches(tag).count();
        for tag in [
            "rel=\"canonical\"",
            "og:title",
            "og:type",
            "og:url",
            "og:site_name",
            "og:locale\"",
            "twitter:card\" content=\"summary",
        ] {
            assert_eq!(count(tag), 1, "{tag} on {name}");
        }
        let languages = count("<link rel=\"alternate\" hreflang=\"");
        let own = format!(
            "<link rel=\"canonical\" href=\"https://example.org/kepatuhan/{}\"",
            name.trim_end_matches("index.html")
        );
        if !html.contains(&own) {
            assert_eq!(languages, 0, "{name} stands in for another page");
            continue;
        }
        assert!(languages == 3 || languages == 2, "{languages} on {name}");
        assert_eq!(count("hreflang=\"x-default\""), 1, "{name}");
        assert_eq!(count("og:locale:alternate"), languages - 2, "{name}");
    }
    let en = &pages()["en/index.html"];
    assert!(en.contains("og:locale\" content=\"en_GB\"") && en.contains("og:locale:alternate\" content=\"id_ID\""));
    assert!(en.contains("hreflang=\"x-default\" href=\"https://example.org/kepatuhan/\""));
}

#[test]
fn a_language_without_a_country_has_no_locale() {
    let site = Site::real();
    site.write("themes/default/i18n/en.yaml", "locale: en\n");
    site.run(&["build"]).ends(0);
    let html = site.read("output/en/index.html");
    assert!(!html.contains("og:locale\"") && html.contains("og:locale:alternate\" content=\"id_ID\""), "{html}");
}

#[test]
fn the_sitemap_knows_every_language() {
    let document = roxmltree::Document::parse(&pages()["sitemap.xml"]).expect("XML");
    let urls: Vec<_> = document.root_element().children().filter(|node| node.has_tag_name("url")).collect();
    assert!(urls.len() > 50, "{}", urls.len());
    for url in urls {
        let loc = url.children().find(|n| n.has_tag_name("loc")).and_then(|n| n.text()).expect("an address");
        let others: Vec<(&str, &str)> = url
            .children()
            .filter(|n| n.has_tag_name(("http://www.w3.org/1999/xhtml", "link")))
            .map(|n| (n.attribute("hreflang").unwrap_or(""), n.attribute("href").unwrap_or("")))
            .collect();
        let tags: Vec<&str> = others.iter().map(|(tag, _)| *tag).collect();
        assert!(others.is_empty() || tags == ["id", "en", "x-default"], "{loc}: {tags:?}");
        assert!(others.is_empty() || others.iter().any(|(_, href)| *href == loc), "{loc} is one of its own languages");
    }
}

#[test]
fn a_large_sitemap_comes_in_parts() {
    let site = Site::copy("tests/problems/base");
    let bodies: String =
        (0..5000).map(|n| format!("- {{id: d{n}, name: Desa {n}, kind: kabupaten, until: 1999}}\n")).collect();
    let known = site.read("content/regencies.yaml");
    site.write("content/regencies.yaml", &format!("{known}\n{bodies}"));
    // Without its twenty thousand pages.
    let root = Root::open(site.root()).expect("the folder is there");
    let (sources, _) = patuh::load::load(&root);
    let (model, _) = patuh::model::build(&sources, Release::public(CLOCK.parse().expect("a moment")));
    let model = model.expect("a site without errors");
    let (plan, _) = patuh::plan::plan(&model, &sources);
    let studio = Studio::open(&sources, &model, &plan).0.expect("a theme without errors");
    let files = Mutex::new(BTreeMap::new());
    let put = |name: &str, bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).map_err(|_| "a text")?;
        files.lock().map_err(|_| "no panic")?.insert(name.to_owned(), text);
        Ok::<_, &str>(())
    };
    assert_eq!(studio.machine_files((&sources, &model, &plan), &put), Ok(Vec::new()));
    let files = files.into_inner().expect("no panic");
    let index = roxmltree::Document::parse(&files["sitemap.xml"]).expect("XML");
    let parts: Vec<&str> = index.descendants().filter(|n| n.has_tag_name("loc")).filter_map(|n| n.text()).collect();
    assert!(index.root_element().has_tag_name("sitemapindex") && parts.len() > 1, "{parts:?}");
    let mut listed = 0;
    for part in parts {
        let file = part.strip_prefix("https://example.org/contoh/").expect("below the base address");
        assert!(plan.has(file) && files[file].len() < 50_000_000);
        listed += files[file].matches("<url>").count();
    }
    assert!((10_000..=plan.pages.len()).contains(&listed), "{listed}");
    assert!(files["robots.txt"].contains("Sitemap: https://example.org/contoh/sitemap.xml"));
}
