//! `new`: the file of an article or a page, as a draft.
//!
//! Steps: read the site, settle name, language and bodies, lay the text over the site in memory, and only when it has no
//! fault there hand it over to [`super::edit`].

use std::path::Path;
use std::slice;

use super::content::{self, changed};
use super::edit::Edit;
use super::scalar::scalar;
use super::subject::{Unclear, body};
use crate::diag::{At, Bag, Files, Severity};
use crate::load::Sources;
use crate::load::decode::nearest;
use crate::load::disk::Root;
use crate::model::Model;
use crate::model::article::{Article, Page};
use crate::model::date::PartialDate;
use crate::model::release::{Release, Show};
use crate::model::text::{Lang, Slug};
use crate::plan;

/// Longest name that is made of a title.
const LONGEST: usize = 60;

/// What is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An article.
    News,
    /// A page.
    Page,
}

/// What the text is to be.
#[derive(Debug)]
pub struct Wish {
    /// An article or a page.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its name in addresses; else it is made of the title.
    pub slug: Option<String>,
    /// Its language, by its tag.
    pub lang: Option<String>,
    /// The text it translates: its file or its name.
    pub original: Option<String>,
    /// The sentence for lists.
    pub summary: Option<String>,
    /// The bodies it is about, as they were typed.
    pub regencies: Vec<String>,
    /// From when it is public, as it was typed; else today.
    pub date: Option<String>,
}

/// Words for the file, for who writes on.
#[derive(Debug, Clone, Copy)]
pub struct Hints<'a> {
    /// What to do with `draft`.
    pub draft: &'a str,
    /// Where the text begins.
    pub body: &'a str,
}

/// Why there is nothing to write.
#[derive(Debug)]
pub enum Refused {
    /// The site cannot be read or has faults, or would have them: which.
    Faults(&'static str, Bag, Files),
    /// What is wrong with what was typed.
    Unclear(Unclear),
}

type Args = Vec<(&'static str, String)>;

/// Works out the file in memory.
pub fn plan(folder: &Path, wish: &Wish, hints: Hints<'_>, release: Release) -> Result<Edit, Refused> {
    let all = Release { now: release.now, drafts: Show::Yes, future: Show::Yes, expired: Show::Yes };
    let (mut sources, model) = read(folder, all)?;
    let title = line(&wish.title, "new.no-title")?;
    let original = wish.original.as_deref().map(|name| original(&sources, &model, wish.kind, name)).transpose()?;
    let lang = wish.lang.as_deref().map(|tag| language(&model, tag)).transpose()?;
    let lang = match (lang, &original) {
        (None, Some(text)) => Some(other_language(&model, wish.kind, text)?),
        (lang, _) => lang,
    };
    let slug = name(wish, &title)?;
    free(&sources, &model, wish.kind, &slug, original.as_ref())?;
    let front = front((&model, original.as_ref()), wish, (&title, lang), release)?;
    let day = front.iter().find(|(key, _)| *key == "date").map(|(_, date)| format!("{}-", &date[..10]));
    let section = if wish.kind == Kind::News { "news" } else { "pages" };
    let path = format!("content/{section}/{}{slug}.md", day.unwrap_or_default());
    let edit = Edit { path, old: None, new: written(&front, hints) };
    let faults = faults(&mut sources, &edit, all);
    if faults.has_errors() {
        return Err(Refused::Faults("new.refused", faults, sources.files));
    }
    Ok(edit)
}

/// The site; faults elsewhere than in its settings and bodies are no hindrance.
fn read(folder: &Path, release: Release) -> Result<(Sources, Model), Refused> {
    let root = Root::open(folder).map_err(|error| {
        unclear("fault.path", vec![("path", folder.display().to_string()), ("detail", error.to_string())])
    })?;
    let (sources, model, mut bag) = content::read(&root, release);
    bag.retain(|fault| fault.severity() == Severity::Error);
    match model {
        Some(model) => Ok((sources, model)),
        None => Err(Refused::Faults("new.faulty", bag, sources.files)),
    }
}

/// A text of one line; white space is one space each.
fn line(text: &str, empty: &'static str) -> Result<String, Refused> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match () {
        () if text.is_empty() => Err(unclear(empty, Vec::new())),
        () if text.contains(char::is_control) => Err(unclear("new.control", Vec::new())),
        () => Ok(text),
    }
}

/// All texts of a kind with their bodies and date, where they have any.
fn texts(model: &Model, kind: Kind) -> Vec<(&Page, Option<&Article>)> {
    match kind {
        Kind::News => model.articles.iter().map(|article| (&article.page, Some(article))).collect(),
        Kind::Page => model.pages.iter().map(|page| (page, None)).collect(),
    }
}

type Known<'m> = (&'m Page, Option<&'m Article>);

/// A text by its file, with or without folder and ending, or by its name.
fn original<'m>(sources: &Sources, model: &'m Model, kind: Kind, said: &str) -> Result<Known<'m>, Refused> {
    let stem = |path: &str| path.rsplit('/').next().unwrap_or("").trim_end_matches(".md").to_owned();
    let texts = texts(model, kind);
    let wanted = stem(said);
    let is_it =
        |(page, _): &&Known<'m>| page.slug.as_str() == wanted || stem(&sources.files.get(page.file).path) == wanted;
    texts.iter().find(is_it).copied().ok_or_else(|| {
        let meant = nearest(&wanted, texts.iter().map(|(page, _)| page.slug.as_str())).map(str::to_owned);
        Refused::Unclear(Unclear { meant, ..Unclear::of("new.no-original", vec![("value", said.to_owned())]) })
    })
}

fn language(model: &Model, tag: &str) -> Result<Lang, Refused> {
    let languages = &model.site.languages;
    languages.iter().position(|known| &**known == tag).map(Lang).ok_or_else(|| {
        let list = languages.iter().map(|tag| &**tag).collect::<Vec<_>>().join(", ");
        unclear("new.unknown-language", vec![("value", tag.to_owned()), ("list", list)])
    })
}

/// The one language a text is not there in yet.
fn other_language(model: &Model, kind: Kind, (original, _): &Known<'_>) -> Result<Lang, Refused> {
    let there: Vec<Lang> =
        texts(model, kind).iter().filter(|(page, _)| page.key == original.key).map(|(page, _)| page.lang).collect();
    let missing: Vec<Lang> = (0..model.site.languages.len()).map(Lang).filter(|lang| !there.contains(lang)).collect();
    let title = original.title.to_string();
    match missing[..] {
        [lang] => Ok(lang),
        [] => Err(unclear("new.translated", vec![("title", title)])),
        _ => {
            let list = missing.iter().map(|lang| &*model.site.languages[lang.0]).collect::<Vec<_>>().join(", ");
            Err(unclear("new.which-language", vec![("list", list)]))
        }
    }
}

/// The name in addresses: the one that is given, else the title's first words.
fn name(wish: &Wish, title: &str) -> Result<Slug, Refused> {
    if let Some(given) = &wish.slug {
        return Slug::new(given).ok_or_else(|| {
            let meant = Slug::from_words(given).map(|slug| slug.to_string());
            Refused::Unclear(Unclear { meant, ..Unclear::of("new.bad-name", vec![("value", given.clone())]) })
        });
    }
    let whole = Slug::from_words(title);
    let short = whole.as_ref().and_then(|slug| Slug::new(cut(slug.as_str())));
    short.ok_or_else(|| unclear("new.no-name", vec![("title", title.to_owned())]))
}

/// The first words that are not too long together.
fn cut(slug: &str) -> &str {
    match slug.get(..LONGEST + 1) {
        None => slug,
        Some(head) => head.rfind('-').map_or(&slug[..LONGEST], |end| &head[..end]),
    }
}

/// Whether no other text has the name: neither its address, nor by chance as a translation.
fn free(sources: &Sources, model: &Model, kind: Kind, slug: &Slug, of: Option<&Known<'_>>) -> Result<(), Refused> {
    let family = of.map(|(page, _)| &page.key);
    let is_taken = |(page, _): &&Known<'_>| (page.slug == *slug || page.key == *slug) && Some(&page.key) != family;
    match texts(model, kind).iter().find(is_taken) {
        None => Ok(()),
        Some((page, _)) => {
            let path = sources.files.get(page.file).path.to_string();
            Err(unclear("new.taken", vec![("value", slug.to_string()), ("path", path)]))
        }
    }
}

/// The keys on top and what they are, as YAML.
fn front(
    (model, original): (&Model, Option<&Known<'_>>),
    wish: &Wish,
    (title, lang): (&str, Option<Lang>),
    release: Release,
) -> Result<Vec<(&'static str, String)>, Refused> {
    let mut keys = vec![("title", scalar(title))];
    if wish.kind == Kind::News {
        keys.push(("date", date(model, original, wish, release)?));
    }
    keys.push(("draft", "true".to_owned()));
    if let Some(summary) = &wish.summary {
        keys.push(("summary", scalar(&line(summary, "new.no-summary")?)));
    }
    keys.extend(lang.map(|lang| ("lang", model.site.languages[lang.0].to_string())));
    keys.extend(original.map(|(page, _)| ("key", page.key.to_string())));
    let known = original.and_then(|(_, article)| *article);
    let mut bodies: Vec<_> = known.map(|article| article.regencies.to_vec()).unwrap_or_default();
    for said in &wish.regencies {
        let id = body(model, said).map_err(Refused::Unclear)?;
        if !bodies.contains(&id) {
            bodies.push(id);
        }
    }
    let ids: Vec<&str> = bodies.iter().map(|id| model.regencies[id.0].id.as_str()).collect();
    if !ids.is_empty() {
        keys.push(("regencies", format!("[{}]", ids.join(", "))));
    }
    let tags: String =
        known.iter().flat_map(|article| &article.tags).map(|tag| format!("\n  - {}", scalar(&tag.name))).collect();
    if !tags.is_empty() {
        keys.push(("tags", tags));
    }
    Ok(keys)
}

/// The day or moment that was typed; else that of the original; else today on the site.
fn date(model: &Model, original: Option<&Known<'_>>, wish: &Wish, release: Release) -> Result<String, Refused> {
    let known = original.and_then(|(_, article)| *article).map(|article| article.date);
    let date = match (&wish.date, known) {
        (None, Some(date)) => date,
        (None, None) => PartialDate::Day(release.now.to_zoned_datetime(model.site.time_zone.clone()).date()),
        (Some(text), _) => PartialDate::parse(text)
            .filter(|date| matches!(date, PartialDate::Day(_) | PartialDate::Minute(_)))
            .ok_or_else(|| unclear("new.bad-date", vec![("value", text.clone())]))?,
    };
    Ok(date.machine().replace('T', " "))
}

/// The whole file.
fn written(front: &[(&str, String)], hints: Hints<'_>) -> String {
    let line = |(key, value): &(&str, String)| match *key {
        "draft" => format!("{key}: {value} # {}\n", hints.draft),
        _ if value.starts_with('\n') => format!("{key}:{value}\n"),
        _ => format!("{key}: {value}\n"),
    };
    format!("---\n{}---\n<!-- {} -->\n", front.iter().map(line).collect::<String>(), hints.body)
}

/// The faults that the site has with this text and because of it.
fn faults(sources: &mut Sources, edit: &Edit, release: Release) -> Bag {
    let (model, mut bag) = changed(sources, slice::from_ref(edit), release);
    if let Some(model) = &model {
        bag.extend(plan::plan(model, sources).1);
    }
    let is_own = |at: At| *sources.files.get(at.file).path == *edit.path;
    bag.retain(|fault| {
        let places = fault.at.into_iter().chain(fault.related.iter().map(|related| related.at));
        fault.severity() == Severity::Error && places.into_iter().any(is_own)
    });
    bag
}

fn unclear(key: &'static str, args: Args) -> Refused {
    Refused::Unclear(Unclear::of(key, args))
}
