//! Files for an editor in the browser, Sveltia CMS: a page and its configuration, to be published with the site or opened locally.
//!
//! Only articles and pages are offered. What writes YAML anew loses comments and the form of figures (`80.10` becomes `80.1`),
//! so data files are left to people and to the commands.

mod field;

use serde_json::{Value, json};

use super::schema::words::plain;
use crate::diag::words::Lang;
use crate::load::record::Record;
use crate::model::Model;
use crate::model::fields::texts::{ARTICLE, PAGE};

const PAGE_HTML: &str = include_str!("page.html");
const STYLE: &str = include_str!("admin.css");

/// Where the site's repository is.
#[derive(Debug, Clone, Copy)]
pub struct Repository<'a> {
    /// Its host.
    pub host: Host,
    /// Owner and name, such as `dinas/kepatuhan`.
    pub name: &'a str,
    /// The branch, where it is not the usual one.
    pub branch: Option<&'a str>,
}

/// A host of repositories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// GitHub.
    Github,
    /// GitLab.
    Gitlab,
}

impl Host {
    /// Its name in the configuration, and the one server that the page may talk to.
    fn parts(self) -> (&'static str, &'static str) {
        match self {
            Host::Github => ("github", "https://api.github.com"),
            Host::Gitlab => ("gitlab", "https://gitlab.com"),
        }
    }
}

/// The files by name. Bodies that are not public yet are in none of them.
pub fn files(model: &Model, repository: Repository<'_>, lang: Lang) -> Vec<(&'static str, String)> {
    let mut config = serde_json::to_string_pretty(&config(model, repository, lang)).expect("a configuration is JSON");
    config.push('\n');
    let page = PAGE_HTML.replace("{server}", repository.host.parts().1).replace("{language}", lang.tag());
    let page = page.replace("{needs}", plain(lang, "cms.needs-script"));
    vec![("index.html", page), ("config.json", config), ("admin.css", STYLE.to_owned())]
}

fn config(model: &Model, repository: Repository<'_>, lang: Lang) -> Value {
    let site = &model.site;
    let mut backend = json!({"name": repository.host.parts().0, "repo": repository.name});
    if let Some(branch) = repository.branch {
        backend["branch"] = json!(branch);
    }
    let base = format!("{}{}", site.base_url.origin, site.base_url.path);
    json!({
        "backend": backend,
        "app_title": site.title.get(crate::model::text::Lang(0)),
        "site_url": base,
        "show_preview_links": false,
        "media_folder": "content/images",
        "public_folder": "/images",
        "media_libraries": {"default": {"config": {"slugify_filename": true}}, "stock_assets": {"providers": []}},
        "output": {"omit_empty_optional_fields": true, "yaml": {"indent_sequences": true}},
        "slug": {"encoding": "ascii", "clean_accents": true, "maxlength": 80},
        "collections": [
            collection("news", "{{fields.date | date('YYYY-MM-DD')}}-{{slug}}", ARTICLE, model, lang),
            collection("pages", "{{slug}}", PAGE, model, lang),
        ],
    })
}

fn collection(name: &str, slug: &str, record: &'static Record, model: &Model, lang: Lang) -> Value {
    json!({
        "name": name,
        "label": plain(lang, &format!("cms.{name}")),
        "label_singular": plain(lang, &format!("cms.{name}.one")),
        "description": plain(lang, "cms.withdraw"),
        "folder": format!("content/{name}"),
        "extension": "md",
        "format": "yaml-frontmatter",
        "slug": slug,
        "create": true,
        // A text that was public leaves a page that says it was taken back: `withdrawn` does that, a deleted file does not.
        "delete": false,
        "editor": {"preview": false},
        "aliases_field": false,
        "fields": field::all(record, model, lang),
    })
}
