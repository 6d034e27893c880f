//! News and pages: front matter → what the site knows of a text. The body stays Markdown until it is rendered.

use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::address::{Alias, alias};
use super::date::{PartialDate, full_date};
use super::fields::texts as fields;
use super::media::{self, Gallery};
use super::regency::RegencyId;
use super::site::Site;
use super::text::{Lang, Slug, slug};
use super::{Names, reference};
use crate::diag::{At, Code, Diagnostic, FileId};
use crate::load::Markdown;
use crate::load::decode::{Decoder, Map, Value, nearest};
use crate::load::media::Media;
use crate::load::record::Record;

/// A news article.
#[derive(Debug, Clone)]
pub struct Article {
    /// The text itself.
    pub page: Page,
    /// When it was, or is to be, published.
    pub date: PartialDate,
    /// When it was changed.
    pub updated: Option<PartialDate>,
    /// From when on it is no longer shown.
    pub expires: Option<PartialDate>,
    /// Where it was written.
    pub place: Option<Arc<str>>,
    /// Who wrote it.
    pub author: Option<Arc<str>>,
    /// The bodies it is about.
    pub regencies: Box<[RegencyId]>,
    /// Its topics, each once.
    pub tags: Box<[Tag]>,
    /// What was corrected in it, newest first.
    pub corrections: Vec<(PartialDate, Arc<str>)>,
}

/// A text with an address.
#[derive(Debug, Clone)]
pub struct Page {
    /// The last part of its address.
    pub slug: Slug,
    /// Its title.
    pub title: Arc<str>,
    /// One or two sentences.
    pub summary: Option<Arc<str>>,
    /// The language it is written in.
    pub lang: Lang,
    /// What its translations share; its own slug where it has none.
    pub key: Slug,
    /// Where the key is written, or else its front matter.
    pub key_at: At,
    /// Whether it is not to be published yet.
    pub draft: bool,
    /// Addresses it had before.
    pub aliases: Vec<Alias>,
    /// When and why it was, or is to be, taken back.
    pub withdrawn: Option<Box<Withdrawal>>,
    /// The file of its body.
    pub file: FileId,
    /// Bytes of its body.
    pub body: Range<usize>,
    /// Its pictures and attachments; `None` for a text without any.
    gallery: Option<Box<Gallery>>,
    /// Where its front matter stands.
    pub at: At,
}

/// A topic as an article names it.
#[derive(Debug, Clone)]
pub struct Tag {
    /// As it is written.
    pub name: Arc<str>,
    /// As it stands in addresses: tags with the same one are the same topic.
    pub slug: Slug,
    /// Where it is written.
    pub at: At,
}

/// That a text is no longer stood by.
#[derive(Debug, Clone)]
pub struct Withdrawal {
    /// From when on its text is no longer shown.
    pub date: PartialDate,
    /// Why, in public words of the text's language.
    pub reason: Arc<str>,
}

/// Reads a file of `news/`.
pub fn article(
    (source, text): (&Markdown, &str),
    site: &Site,
    regencies: &Names,
    media: &Media,
) -> (Option<Article>, Vec<Diagnostic>) {
    read(source, text, fields::ARTICLE, |map| {
        let page = page_of((source, text), map, site, media);
        let date = map.need("date").and_then(full_date);
        let (updated, expires) = (after(map, "updated", date, site), after(map, "expires", date, site));
        let bodies = map.get("regencies").and_then(Value::list).into_iter().flatten();
        let corrections = map.get("corrections").and_then(Value::list).into_iter().flatten();
        Some(Article {
            updated,
            expires,
            place: map.get("place").and_then(Value::text).map(Arc::from),
            author: map.get("author").and_then(Value::text).map(Arc::from),
            regencies: bodies.filter_map(|v| reference(v, regencies, "regency")).map(RegencyId).collect(),
            tags: map.get("tags").map(tags).unwrap_or_default(),
            corrections: corrections.filter_map(correction).collect(),
            page: page?,
            date: date?,
        })
    })
}

/// Reads a date that does not come before the article's own: it ends later, and is changed on the same day or later.
fn after(map: Map<'_>, key: &'static str, begins: Option<PartialDate>, site: &Site) -> Option<PartialDate> {
    let value = map.get(key)?;
    let date = full_date(value)?;
    let is_before = |begins: PartialDate| match key {
        "expires" => date.opens(&site.time_zone) <= begins.opens(&site.time_zone),
        _ => date.last_day() < begins.last_day(),
    };
    if let (Some(begins), Some(own)) = (begins.filter(|begins| is_before(*begins)), map.get("date")) {
        let told = |date: PartialDate| date.machine().replace('T', " ");
        let fault = value.fault(Code::BadDate).variant(key).with("found", told(date)).with("date", told(begins));
        value.report(fault.related(own.at(), "date"));
    }
    Some(date)
}

/// Reads a file of `pages/`.
pub fn page((source, text): (&Markdown, &str), site: &Site, media: &Media) -> (Option<Page>, Vec<Diagnostic>) {
    read(source, text, fields::PAGE, |map| page_of((source, text), map, site, media))
}

fn read<T>(
    source: &Markdown,
    text: &str,
    record: &Record,
    decode: impl FnOnce(Map<'_>) -> Option<T>,
) -> (Option<T>, Vec<Diagnostic>) {
    let Some(front) = &source.front else { return (None, Vec::new()) };
    let decoder = Decoder::new(source.file, text);
    let item = decoder.value(front.root()).map(record).and_then(decode);
    (item, decoder.finish())
}

fn page_of((source, text): (&Markdown, &str), map: Map<'_>, site: &Site, media: &Media) -> Option<Page> {
    let slug_of_name = file_slug(source, map);
    let title = map.need("title").and_then(Value::text);
    let lang = map.get("lang").map_or(Some(Lang(0)), |v| language(v, site));
    let key = map.get("key").and_then(slug);
    let key_at = map.get("key").map_or(map.at(), Value::at);
    let draft = map.get("draft").and_then(Value::flag).unwrap_or(false);
    let aliases = map.get("aliases").map(Value::one_or_list).unwrap_or_default();
    let mut gallery = media::gallery(map, media, title);
    let (inside, faults) = media::inside(text, source.file, source.body.clone(), media);
    gallery.inside = inside;
    faults.into_iter().for_each(|fault| map.value().report(fault));
    let slug = slug_of_name?;
    Some(Page {
        gallery: Some(gallery).filter(|gallery| gallery.files().next().is_some()).map(Box::new),
        key: key.unwrap_or_else(|| slug.clone()),
        summary: map.get("summary").and_then(Value::text).map(Arc::from),
        key_at,
        draft,
        aliases: aliases.into_iter().filter_map(alias).collect(),
        withdrawn: map.get("withdrawn").and_then(withdrawal).map(Box::new),
        file: source.file,
        body: source.body.clone(),
        at: map.at(),
        slug,
        title: title?.into(),
        lang: lang?,
    })
}

/// The file's name without a date in front.
fn file_slug(source: &Markdown, map: Map<'_>) -> Option<Slug> {
    let name = source.path.rsplit('/').next().unwrap_or("");
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let rest = match stem.get(..11) {
        Some(date) if date.ends_with('-') && PartialDate::parse(&date[..10]).is_some() => &stem[11..],
        _ => stem,
    };
    let slug = Slug::new(rest);
    if slug.is_none() {
        let fault = Diagnostic::at(Code::BadSlug, At::top(source.file)).variant("file").with("found", rest);
        map.value().report(fault.with_some("suggestion", Slug::from_words(rest)));
    }
    slug
}

fn language(value: Value<'_>, site: &Site) -> Option<Lang> {
    let tag = value.text()?;
    let found = site.languages.iter().position(|lang| &**lang == tag);
    if found.is_none() {
        let languages = site.languages.iter().map(|lang| &**lang);
        let fault = value.fault(Code::UnknownLanguage).with("found", tag);
        let fault = fault.with("languages", languages.clone().collect::<Vec<_>>().join(", "));
        value.report(fault.with_some("suggestion", nearest(tag, languages)));
    }
    found.map(Lang)
}

/// Topics, each once; the first of two spellings counts.
fn tags(value: Value<'_>) -> Box<[Tag]> {
    let mut tags: Vec<Tag> = Vec::new();
    for tag in value.list().into_iter().flatten().filter_map(tag) {
        if tags.iter().all(|known| known.slug != tag.slug) {
            tags.push(tag);
        }
    }
    tags.into()
}

fn tag(value: Value<'_>) -> Option<Tag> {
    let text = value.text()?;
    let slug = Slug::from_words(text);
    if slug.is_none() {
        value.report(value.fault(Code::BadSlug).with("found", text));
    }
    Some(Tag { name: text.into(), slug: slug?, at: value.at() })
}

fn withdrawal(value: Value<'_>) -> Option<Withdrawal> {
    let day = |text: &str| PartialDate::parse(text).map_or_else(|| "2019-12-11".to_owned(), |_| text.to_owned());
    let map = value.map_like(fields::WITHDRAWN, |text| format!("withdrawn: {{date: {}, reason: \"…\"}}", day(text)))?;
    let date = map.need("date").and_then(full_date);
    let reason = map.need("reason").and_then(Value::text);
    Some(Withdrawal { date: date?, reason: reason?.into() })
}

fn correction(value: Value<'_>) -> Option<(PartialDate, Arc<str>)> {
    let map = value.map_like(fields::NOTICE, |_| "- {date: 2019-12-11, text: \"…\"}".to_owned())?;
    let date = map.need("date").and_then(full_date);
    let text = map.need("text").and_then(Value::text);
    Some((date?, text?.into()))
}

static NO_GALLERY: Gallery = Gallery { image: None, inside: Vec::new(), attachments: Vec::new() };

impl Page {
    /// Its pictures and attachments.
    pub fn gallery(&self) -> &Gallery {
        self.gallery.as_deref().unwrap_or(&NO_GALLERY)
    }
}

impl Article {
    /// The moment it becomes public.
    pub fn opens(&self, zone: &TimeZone) -> Timestamp {
        self.date.opens(zone)
    }
    /// The last day on which it was written, changed or corrected.
    pub fn changed_day(&self) -> Option<Date> {
        let dates = [Some(self.date), self.updated].into_iter().flatten();
        dates.chain(self.corrections.iter().map(|(date, _)| *date)).map(PartialDate::last_day).max()
    }

    /// The moment it was changed or corrected last; `None` when it stands as it was published.
    pub fn changed(&self, zone: &TimeZone) -> Option<Timestamp> {
        let dates = self.updated.into_iter().chain(self.corrections.iter().map(|(date, _)| *date));
        dates.map(|date| date.opens(zone)).max().map(|changed| changed.max(self.opens(zone)))
    }
}
