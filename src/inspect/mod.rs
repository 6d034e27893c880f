//! What the finished pages say together: every link inside the site leads to a page, every anchor to a place on it.
//!
//! Pages are looked at while they are made, by scanning our own escaped output for `href=`, `src=` and `id=`;
//! anchors are settled when all pages are known.

pub mod told;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::{At, Code, Diagnostic};
use crate::model::Model;
use crate::plan::Plan;

/// A name that is only compared, as a number.
pub type Mark = u64;

/// The mark of a name.
pub fn mark(name: &str) -> Mark {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

/// What is kept of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    /// Its path below the site's root.
    pub path: Arc<str>,
    /// What stands on it.
    pub seen: Seen,
    /// Links that an editor wrote to places on other pages, by path and anchor, with the place of the link.
    pub anchors: Vec<(String, String, At)>,
    /// Links inside the site that lead nowhere.
    pub broken: Vec<String>,
}

/// What stands on a page, whatever the site around it is. Large sites keep a million of these.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Places on it that can be linked to, in order.
    pub ids: Box<[Mark]>,
    /// Ids that stand twice.
    pub doubled: Box<[String]>,
    /// Links to places on pages of the site, by path and anchor.
    pub anchors: Box<[(String, String)]>,
    /// Paths inside the site that it links to, in order.
    pub links: Box<[Mark]>,
}

/// Looks at a page's HTML.
pub fn trace(html: &str, path: &Arc<str>, model: &Model, plan: &Plan) -> Trace {
    let (mut broken, mut links, mut anchors) = (Vec::new(), Vec::new(), Vec::new());
    let own: &str = path;
    let mut ids: Vec<(Mark, &str)> = attributes(html, " id=\"").map(|id| (mark(id), id)).collect();
    ids.sort_unstable();
    let doubled = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].1.to_owned()).collect();
    let ids = ids.into_iter().map(|(mark, _)| mark).collect();
    let base = &model.site.base_url;
    for link in attributes(html, " href=\"").chain(attributes(html, " src=\"")) {
        let (address, anchor) = link.split_once('#').map_or((link, None), |(a, anchor)| (a, Some(anchor)));
        let address = address.split('?').next().unwrap_or("");
        let address = address.strip_prefix(&*base.origin).unwrap_or(address);
        let target = if address.is_empty() && anchor.is_some() {
            own
        } else if let Some(rest) = address.strip_prefix(&*base.path).and_then(|rest| rest.strip_prefix('/')) {
            rest
        } else {
            continue;
        };
        if !plan.has(target) && target != own {
            broken.push(link.to_owned());
            continue;
        }
        if target != own {
            links.push(mark(target));
        }
        if let Some(anchor) = anchor {
            anchors.push((target.to_owned(), anchor.to_owned()));
        }
    }
    links.sort_unstable();
    links.dedup();
    let seen = Seen { ids, doubled, anchors: anchors.into(), links: links.into() };
    Trace { path: path.clone(), seen, anchors: Vec::new(), broken }
}

/// The values of an attribute. Values are escaped, so a quote ends one; a text that looks like an attribute
/// stands behind the end of a tag.
fn attributes<'h>(html: &'h str, name: &'static str) -> impl Iterator<Item = &'h str> {
    memchr::memmem::find_iter(html.as_bytes(), name).filter_map(move |start| {
        let tag = memchr::memrchr2(b'<', b'>', &html.as_bytes()[..start])?;
        let value = (html.as_bytes()[tag] == b'<').then(|| &html[start + name.len()..])?;
        value.split_once('"').map(|(value, _)| value)
    })
}

/// What is wrong between pages: each finding once, with the first page that has it.
pub fn findings<'t>(traces: impl Iterator<Item = &'t Trace> + Clone) -> Vec<Diagnostic> {
    let ids: HashMap<&str, &[Mark]> = traces.clone().map(|t| (&*t.path, &t.seen.ids[..])).collect();
    let mut found: BTreeMap<(Option<At>, String, &'static str), &str> = BTreeMap::new();
    for trace in traces {
        for link in &trace.broken {
            found.entry((None, link.clone(), "page")).or_insert(&trace.path);
        }
        for id in &*trace.seen.doubled {
            found.entry((None, id.clone(), "double")).or_insert(&trace.path);
        }
        let written = trace.anchors.iter().map(|(path, anchor, at)| (path, anchor, Some(*at)));
        for (path, anchor, at) in trace.seen.anchors.iter().map(|(path, anchor)| (path, anchor, None)).chain(written) {
            if ids.get(path.as_str()).is_some_and(|ids| ids.binary_search(&mark(anchor)).is_err()) {
                found.entry((at, format!("/{path}#{anchor}"), "anchor")).or_insert(&trace.path);
            }
        }
    }
    // What an editor wrote has its place already; the page that was made from it tells it no second time.
    let placed: BTreeSet<String> =
        found.keys().filter(|(at, ..)| at.is_some()).map(|(_, link, _)| link.clone()).collect();
    found.retain(|(at, link, _), _| at.is_some() || !placed.contains(link));
    let diagnose = |((at, link, variant), page): ((Option<At>, String, &'static str), &str)| Diagnostic {
        at,
        ..Diagnostic::nowhere(Code::LinkBroken).variant(variant).with("link", link).with("page", format!("/{page}"))
    };
    found.into_iter().map(diagnose).collect()
}
