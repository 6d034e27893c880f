//! Trees → [`Model`]: everything the site knows, checked, linked and released.
//!
//! Steps: site, then bodies and methods, then years and texts in parallel, then what only the whole can show
//! (years told twice, corrections against data, bodies left out), then the release filter, then ranks and stretches.

pub mod address;
pub mod article;
pub mod assessment;
pub mod correction;
pub mod date;
pub mod fields;
pub mod geography;
pub mod hidden;
pub mod joins;
pub mod ledger;
pub mod listing;
pub mod media;
pub mod methodology;
pub mod misdated;
pub mod names;
pub mod number;
pub mod outcome;
pub mod ranking;
pub mod regency;
pub mod release;
pub mod result;
pub mod score;
pub mod site;
pub mod source;
pub mod text;
mod together;
pub mod total;
pub mod trend;
pub mod unused;
pub mod upcoming;

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::diag::{At, Bag, Code, Diagnostic, Severity};
use crate::load::decode::Decoder;
use crate::load::{Markdown, Sources};
use article::{Article, Page};
use assessment::{Assessment, Known};
use correction::{Correction, Response};
use date::{PartialDate, Year};
use geography::Geography;
use joins::Joins;
use listing::{Listing, Topic, TopicId};
use methodology::{Better, Methodology, MethodologyId};
use names::names_of;
pub use names::{Names, kind_id, reference, zone_id};
use outcome::Outcome;
use ranking::Rankings;
use regency::{Regency, RegencyId, Sector, Unit};
use release::{Audience, Release, Tombstone};
use site::Site;
use text::{Lang, Slug};
use trend::{Point, Timeline};
use upcoming::{Scheduled, Upcoming};

/// Everything the site knows and may show.
#[derive(Debug)]
pub struct Model {
    /// The settings.
    pub site: Site,
    /// The bodies, in the order of their file.
    pub regencies: Vec<Regency>,
    /// Kinds of service.
    pub sectors: Vec<Sector>,
    /// Service units.
    pub units: Vec<Unit>,
    /// Editions of the method, in the order of their file.
    pub methodologies: Vec<Methodology>,
    /// The years, in order.
    pub assessments: Vec<Assessment>,
    /// Ranks of each year, beside [`Model::assessments`].
    pub rankings: Vec<Rankings>,
    /// The years and where the series break.
    pub timeline: Timeline,
    /// Corrections in effect, newest first.
    pub corrections: Vec<Correction>,
    /// Replies.
    pub responses: Vec<Response>,
    /// Articles, newest first.
    pub articles: Vec<Article>,
    /// Pages, by path.
    pub pages: Vec<Page>,
    /// What stays of texts that were public.
    pub tombstones: Vec<Tombstone>,
    /// The topics of the articles, by address.
    pub topics: Vec<Topic>,
    /// What the readers of each language find.
    pub listings: Vec<Listing>,
    /// The shapes of the bodies, where there is a map.
    pub geography: Geography,
    /// What belongs together.
    pub joins: Joins,
    /// What waits for its moment, which no page may tell.
    pub scheduled: Scheduled,
    /// For whom all this is.
    pub audience: Audience,
}

impl Model {
    /// The assessment of a year.
    pub fn assessment(&self, year: Year) -> Option<&Assessment> {
        self.assessments.binary_search_by_key(&year, |a| a.year).ok().map(|n| &self.assessments[n])
    }

    /// Ranks of a year.
    pub fn rankings(&self, year: Year) -> Option<&Rankings> {
        self.assessments.binary_search_by_key(&year, |a| a.year).ok().map(|n| &self.rankings[n])
    }

    /// A body's result in a year.
    pub fn outcome(&self, regency: RegencyId, year: Year) -> Option<&Outcome> {
        self.assessment(year)?.results.get(&regency)
    }

    /// A body over the years.
    pub fn trend(&self, regency: RegencyId) -> Vec<Point<'_>> {
        trend::trend(&self.timeline, &self.methodologies, |year| self.outcome(regency, year))
    }

    /// The edition of a year.
    pub fn methodology(&self, assessment: &Assessment) -> Option<&Methodology> {
        assessment.methodology.map(|id| &self.methodologies[id.0])
    }

    /// The topic of an address.
    pub fn topic(&self, slug: &Slug) -> Option<TopicId> {
        self.topics.binary_search_by_key(&slug, |topic| &topic.slug).ok().map(TopicId)
    }

    /// What the readers of a language find.
    pub fn listing(&self, lang: Lang) -> &Listing {
        &self.listings[lang.0]
    }

    /// The newest date in effect: what "updated" means.
    pub fn updated(&self) -> Option<PartialDate> {
        let released = self.assessments.iter().filter_map(|a| a.released);
        let articles = self.articles.iter().flat_map(|a| [Some(a.date), a.updated]).flatten();
        let in_articles = self.articles.iter().flat_map(|a| a.corrections.iter().map(|(date, _)| *date));
        let corrections = self.corrections.iter().map(|c| c.date).chain(in_articles);
        // A text that merely expired says nothing new; one that was withdrawn does.
        let withdrawn = self.tombstones.iter().filter(|t| t.reason.is_some()).map(|t| t.date);
        released.chain(articles).chain(corrections).chain(withdrawn).max_by_key(|date| date.last_day())
    }
}

/// Understands the inputs; `None` when `site.yaml` does not say enough to go on.
pub fn build(sources: &Sources, release: Release) -> (Option<Model>, Bag) {
    let (model, bag) = whole(sources, release);
    let shown = |model| {
        let scheduled = Scheduled::of(&model, release);
        Model { scheduled, ..count(release::filter(model, release)) }
    };
    (model.map(shown), bag)
}

/// What is to come and what is a draft, with the settings of the site: for editors, never for a page.
pub fn upcoming(sources: &Sources, release: Release) -> (Option<(Site, Vec<Upcoming>)>, Bag) {
    let (model, bag) = whole(sources, release);
    let list = model.map(|model| {
        let list = upcoming::upcoming(&model, release.now);
        (model.site, list)
    });
    (list, bag)
}

/// Everything that is written, public or not.
fn whole(sources: &Sources, release: Release) -> (Option<Model>, Bag) {
    let mut bag = Bag::default();
    let site = decode(sources, "site.yaml", &mut bag, site::read).flatten();
    let Some(site) = site else { return (None, bag) };
    let parts = Parts::read(sources, &site, &mut bag);
    let (mut assessments, faulty) = parts.assessments(sources, &site, &mut bag);
    together::check_years(&assessments, &mut bag);
    assessments.dedup_by_key(|a| a.year);
    let corrections = parts.corrections(sources, &site, Years { list: &assessments, faulty: &faulty }, &mut bag);
    let are_regencies_whole = !parts.regency_names.is_partial && parts.regency_names.unread.is_empty();
    if are_regencies_whole {
        together::report_left_out(assessments.iter().filter(|a| !faulty.contains(&a.year)), &parts.regencies, &mut bag);
    }
    bag.extend(unused::unused(sources, &assessments));
    bag.extend(correction::hold_back(&corrections, &mut assessments, &site, &parts.methodologies, release));
    let responses = decode(sources, "responses.yaml", &mut bag, |doc, decoder| {
        correction::responses(doc, decoder, &site, &parts.regency_names, &assessments, &sources.media)
    });
    let (articles, pages) = parts.texts(sources, &site, &mut bag);
    let bodies = if are_regencies_whole { &parts.regencies[..] } else { &[] };
    let geography = geography::of(sources.map.as_ref(), bodies, &mut bag);
    let model = Model {
        rankings: Vec::new(),
        timeline: Timeline::default(),
        responses: responses.unwrap_or_default(),
        regencies: parts.regencies,
        sectors: parts.sectors,
        units: parts.units,
        methodologies: parts.methodologies,
        assessments,
        corrections,
        articles,
        pages,
        tombstones: Vec::new(),
        topics: Vec::new(),
        listings: Vec::new(),
        geography,
        joins: Joins::default(),
        scheduled: Scheduled::default(),
        site,
        audience: release.audience(),
    };
    let faults = media::faults(&model, sources, &bag);
    bag.extend(faults);
    (Some(model), bag)
}

/// Adds what is computed from released results alone.
fn count(model: Model) -> Model {
    let better = |a: &Assessment| model.methodology(a).map_or(Better::Higher, |m| m.scale.better);
    let rankings = model.assessments.par_iter().map(|a| Rankings::new(a, &model.regencies, better(a))).collect();
    let years: Vec<(Year, Option<MethodologyId>)> = model.assessments.iter().map(|a| (a.year, a.methodology)).collect();
    let timeline = Timeline::new(&years, &model.methodologies);
    let topics = listing::topics(&model.articles);
    let mut model = Model { rankings, timeline, topics, ..model };
    geography::keep(&mut model.geography, &model.regencies);
    model.listings = listing::listings(&model);
    model.joins = Joins::of(&model);
    model
}

/// Decodes a data file, if it is there and whole.
fn decode<T>(
    sources: &Sources,
    path: &str,
    bag: &mut Bag,
    read: impl FnOnce(&crate::load::tree::Doc, &Decoder<'_>) -> T,
) -> Option<T> {
    let doc = sources.doc(path)?;
    let decoder = Decoder::new(doc.file, sources.text(doc.file));
    let value = read(doc, &decoder);
    bag.extend(decoder.finish());
    Some(value)
}

/// The years that were read.
#[derive(Clone, Copy)]
struct Years<'a> {
    list: &'a [Assessment],
    /// Those with faults, of which not all may be known.
    faulty: &'a BTreeSet<Year>,
}

/// What years and texts refer to.
struct Parts {
    regencies: Vec<Regency>,
    regency_names: Names,
    sectors: Vec<Sector>,
    units: Vec<Unit>,
    unit_names: Names,
    methodologies: Vec<Methodology>,
    methodology_names: Names,
}

impl Parts {
    fn read(sources: &Sources, site: &Site, bag: &mut Bag) -> Self {
        for path in
            ["regencies.yaml", "methodologies.yaml"].into_iter().filter(|path| !sources.docs.contains_key(*path))
        {
            bag.push(Diagnostic::nowhere(Code::FileMissing).with("path", format!("content/{path}")));
        }
        let absent = |path: &str| sources.doc(path).is_none();
        let regencies =
            decode(sources, "regencies.yaml", bag, |d, x| regency::regencies(d, x, site)).unwrap_or_default();
        let regency_names =
            names_of(sources, &["regencies.yaml"], regencies.iter().map(|r| &r.id), absent("regencies.yaml"));
        let sectors = decode(sources, "sectors.yaml", bag, |d, x| regency::sectors(d, x, site)).unwrap_or_default();
        let sector_ids = sectors.iter().map(|s| &s.id);
        let sector_names = names_of(sources, &["sectors.yaml"], sector_ids, sources.is_broken("sectors.yaml"));
        let mut units: Vec<Unit> = Vec::new();
        let mut first: HashMap<Slug, At> = HashMap::new();
        for path in ["units.yaml", "units.csv"] {
            let read = decode(sources, path, bag, |d, x| regency::units(d, x, site, &regency_names, &sector_names));
            for unit in read.unwrap_or_default() {
                match first.entry(unit.id.clone()) {
                    Entry::Occupied(first) => bag.push(
                        Diagnostic::at(Code::DuplicateId, unit.at).with("id", &unit.id).related(*first.get(), "first"),
                    ),
                    Entry::Vacant(free) => {
                        free.insert(unit.at);
                        units.push(unit);
                    }
                }
            }
        }
        let is_broken = sources.is_broken("units.yaml") || sources.is_broken("units.csv");
        let unit_names = names_of(sources, &["units.yaml", "units.csv"], units.iter().map(|u| &u.id), is_broken);
        let methodologies =
            decode(sources, "methodologies.yaml", bag, |d, x| methodology::read(d, x, site)).unwrap_or_default();
        let ids = methodologies.iter().map(|m| &m.id);
        let methodology_names = names_of(sources, &["methodologies.yaml"], ids, absent("methodologies.yaml"));
        Parts { regencies, regency_names, sectors, units, unit_names, methodologies, methodology_names }
    }

    /// The years in order, and those with faults, of which not all may be known.
    fn assessments(&self, sources: &Sources, site: &Site, bag: &mut Bag) -> (Vec<Assessment>, BTreeSet<Year>) {
        let known = Known {
            sources,
            site,
            methodologies: &self.methodologies,
            methodology_names: &self.methodology_names,
            regencies: &self.regency_names,
            units: &self.unit_names,
            unit_list: &self.units,
        };
        let docs: Vec<_> = sources.docs_below("assessments/").filter(|(path, _)| !path.ends_with(".csv")).collect();
        let read: Vec<_> = docs.par_iter().map(|(path, doc)| assessment::read(path, doc, known)).collect();
        let is_table_broken = sources.docs.iter().any(|(path, doc)| path.starts_with("assessments/") && doc.is_none());
        let (mut list, mut faulty) = (Vec::new(), BTreeSet::new());
        for (assessment, faults) in read {
            if is_table_broken || faults.iter().any(|fault| fault.severity() == Severity::Error) {
                faulty.extend(assessment.as_ref().map(|a: &Assessment| a.year));
            }
            bag.extend(faults);
            list.extend(assessment);
        }
        list.sort_by_key(|a| a.year);
        (list, faulty)
    }

    fn corrections(&self, sources: &Sources, site: &Site, years: Years<'_>, bag: &mut Bag) -> Vec<Correction> {
        decode(sources, "corrections.yaml", bag, |doc, decoder| {
            let scale = |year| self.methodologies.iter().find(|m| m.years.contains(&year)).map(|m| m.scale);
            let names = (&self.regency_names, &self.unit_names);
            let list = correction::read(doc, decoder, site, names, &scale);
            let is_whole = sources.docs.iter().all(|(path, doc)| doc.is_some() || !path.starts_with("assessments/"));
            // A correction of a figure that could not be read says nothing about it.
            let is_read = |year| is_whole && !years.faulty.contains(&year);
            let is_checked = |c: &&Correction| c.has_value(years.list) || is_read(c.year);
            correction::check(&list.iter().filter(is_checked).collect::<Vec<_>>(), years.list, site, decoder);
            list
        })
        .unwrap_or_default()
    }

    fn texts(&self, sources: &Sources, site: &Site, bag: &mut Bag) -> (Vec<Article>, Vec<Page>) {
        let in_folder = |folder: &'static str| sources.markdown.iter().filter(move |m| m.path.starts_with(folder));
        let news: Vec<_> = in_folder("news/").collect();
        let article = |source: &&Markdown| {
            article::article((source, sources.text(source.file)), site, &self.regency_names, &sources.media)
        };
        let mut articles = Vec::with_capacity(news.len());
        for (article, faults) in news.par_iter().map(article).collect::<Vec<_>>() {
            bag.extend(faults);
            articles.extend(article);
        }
        let mut pages = Vec::new();
        for source in in_folder("pages/") {
            let (page, faults) = article::page((source, sources.text(source.file)), site, &sources.media);
            bag.extend(faults);
            pages.extend(page);
        }
        bag.extend(listing::doubled(articles.iter().map(|article| &article.page)));
        bag.extend(listing::doubled(pages.iter()));
        bag.extend(listing::spellings(&articles));
        // The key of a page that could not be read is not known.
        if in_folder("pages/").count() == pages.len() {
            bag.extend(listing::unknown_in_menu(site, &pages));
        }
        (articles, pages)
    }
}
