//! Web addresses in content, the site's own base address, and the names of sections in addresses.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::site::{ADDRESSES, SECTION};
use super::text::{Lang, Slug, slug};
use crate::diag::{At, Code};
use crate::load::decode::Value;
use crate::load::record::{Field, may};

/// Where the site is published: `https://example.org` and a path such as `/kepatuhan`, without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme and host.
    pub origin: Arc<str>,
    /// The path of the site's root; empty, or with a slash at the start and none at the end.
    pub path: Arc<str>,
}

impl BaseUrl {
    /// Reads an absolute `http` or `https` address.
    pub fn parse(text: &str) -> Option<Self> {
        let host_start = scheme_length(text)?;
        if !is_web_address(text) || text.contains(['?', '#']) {
            return None;
        }
        let host_end = text[host_start..].find('/').map_or(text.len(), |n| host_start + n);
        let path = text[host_end..].trim_end_matches('/');
        Some(BaseUrl { origin: text[..host_end].into(), path: path.into() })
    }
}

fn scheme_length(text: &str) -> Option<usize> {
    ["https://", "http://"].iter().find(|scheme| text.starts_with(**scheme)).map(|scheme| scheme.len())
}

/// Whether a text is an absolute `http` or `https` address that can stand in an attribute.
fn is_web_address(text: &str) -> bool {
    let Some(start) = scheme_length(text) else { return false };
    let host = text[start..].split(['/', '?', '#']).next().unwrap_or("");
    let is_host = host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b)) && host.len() > 2;
    is_host && !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '`'))
}

/// Reads an absolute web address.
pub fn web_address(value: Value<'_>) -> Option<Arc<str>> {
    let text = value.text()?;
    if !is_web_address(text) {
        value.report(value.fault(Code::BadAddress).with("found", text));
        return None;
    }
    Some(text.into())
}

/// Reads `base_url`.
pub fn base_url(value: Value<'_>) -> Option<BaseUrl> {
    let text = value.text()?;
    let base = BaseUrl::parse(text);
    if base.is_none() {
        value.report(value.fault(Code::BadAddress).variant("base").with("found", text));
    }
    base
}

/// An address on this site that a text had before: a path below the site's root, without a slash in front.
///
/// It ends with a slash, or its last name has an extension; its names have small letters, digits, `-`, `_` and `.`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The path.
    pub path: Arc<str>,
    /// Where it is written.
    pub at: At,
}

/// Reads an address on this site, counted from its root.
pub fn alias(value: Value<'_>) -> Option<Alias> {
    let text = value.text()?;
    let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
    let is_name = |name: &str| !name.is_empty() && !name.starts_with('.') && name.bytes().all(is_letter);
    let path = text.strip_prefix('/').unwrap_or("");
    let plain = path.strip_suffix('/').unwrap_or(path);
    if !plain.split('/').all(is_name) {
        value.report(value.fault(Code::BadAddress).variant("alias").with("found", text));
        return None;
    }
    let is_file = !path.ends_with('/') && plain.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let path = if is_file { plain.into() } else { format!("{plain}/").into() };
    Some(Alias { path, at: value.at() })
}

macro_rules! sections {
    ($($variant:ident = $name:literal, $default:literal, $doc:literal;)*) => {
        /// A part of the site with a name of its own in addresses.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Section { $(#[doc = $doc] $variant,)* }

        const DEFAULTS: &[(Section, &str, &str)] = &[$((Section::$variant, $name, $default),)*];

        /// The sections as keys.
        pub(super) const SECTIONS: &[Field] = &[$(may($name, SECTION),)*];
    };
}

sections! {
    Regencies = "regencies", "daerah", "All bodies, and one page each below it.";
    Units = "units", "layanan", "The service units of a body, below its page.";
    Sectors = "sectors", "layanan", "All kinds of service, and one page each below it.";
    Years = "years", "tahun", "All years, and one page each below it.";
    Methodology = "methodology", "metodologi", "How scores become zones.";
    News = "news", "berita", "Articles.";
    Topics = "topics", "topik", "Topics, below the news.";
    Pages = "page", "halaman", "The second and further pages of a list, below it.";
    Corrections = "corrections", "koreksi", "The log of corrections.";
    Compare = "compare", "bandingkan", "Bodies side by side.";
    Search = "search", "cari", "The search page.";
    Embed = "embed", "sematan", "Pages to embed elsewhere.";
    Data = "data", "data", "Open data.";
    Cards = "cards", "kartu", "Pictures to share.";
}

/// The names of the sections, by language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    names: BTreeMap<Section, Vec<Slug>>,
}

impl Addresses {
    /// The name of a section in a language.
    pub fn name(&self, section: Section, lang: Lang) -> &str {
        let names = &self.names[&section];
        names.get(lang.0).or(names.first()).map_or("", Slug::as_str)
    }
}

/// Reads `addresses`: section → a slug, or a slug by language.
pub fn addresses(value: Option<Value<'_>>, languages: &[Arc<str>]) -> Addresses {
    let map = value.and_then(|value| value.map(ADDRESSES));
    let names = DEFAULTS.iter().map(|(section, name, default)| {
        let own = map.and_then(|map| map.get(name)).and_then(|value| section_names(value, languages));
        let default = || vec![Slug::new(default).expect("the defaults are slugs")];
        (*section, own.unwrap_or_else(default))
    });
    Addresses { names: names.collect() }
}

fn section_names(value: Value<'_>, languages: &[Arc<str>]) -> Option<Vec<Slug>> {
    if !value.is_map() {
        return slug(value).map(|slug| vec![slug]);
    }
    let tags: Vec<&str> = languages.iter().map(|lang| &**lang).collect();
    let map = value.map_of(&tags)?;
    tags.iter().map(|tag| map.need(tag).and_then(slug)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_addresses() {
        let base = |text| BaseUrl::parse(text).map(|base| (base.origin.to_string(), base.path.to_string()));
        assert_eq!(base("https://example.org/kepatuhan/"), Some(("https://example.org".into(), "/kepatuhan".into())));
        assert_eq!(base("http://localhost:8080"), Some(("http://localhost:8080".into(), String::new())));
        for bad in [
            "example.org",
            "ftp://example.org",
            "https://",
            "https://a b.org",
            "https://example.org/?q=1",
            "javascript:alert(1)",
        ] {
            assert_eq!(base(bad), None, "{bad}");
        }
    }
}
