//! Job → bytes: the theme's words and templates over what the model knows.
//!
//! A [`Studio`] is opened once: words and templates of every language, checked. Then every page is made on its own.

pub mod absolute;
pub mod alerts;
pub mod blocks;
pub mod card;
pub mod chart;
pub mod data;
pub mod engine;
pub mod facts;
pub mod figures;
pub mod given;
pub mod insert;
pub mod leftover;
pub mod map;
pub mod markdown;
pub mod page;
pub mod picture;
pub mod pictures;
pub mod reach;
pub mod spelling;
pub mod view;
pub mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use blake3::Hash;
use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use tera::Value;

use crate::diag::{At, Code, Diagnostic};
use crate::load::Sources;
use crate::load::disk::{ASSET_LIMIT, Root};
use crate::load::refused;
use crate::model::Model;
use crate::model::text::Lang;
use crate::plan::{Copied, FeedForm, FeedJob, IndexJob, Page, PageJob, Plan};
use card::Cards;
use data::{FileFacts, Outlet};
use engine::Engine;
use figures::number::Signs;
use given::Given;
use map::Atlas;
use markdown::Desk;
use page::Prepared;
use reach::Reach;
use spelling::Spellings;
use view::Cx;
use view::feed::Told;
use view::league::Findings;
use words::Words;

/// The template of a chart that is a file of its own.
const CHART: &str = "chart.svg";

/// The inputs, the model and the plan: all that a page can be made from.
pub type Ground<'a> = (&'a Sources, &'a Model, &'a Plan);

/// What is made before pages, which name it.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// The cards that were drawn.
    pub cards: &'a Cards,
    /// The files of open data that were written.
    pub data: &'a [FileFacts],
}

/// A file for machines by its path below the site's root, or what kept it from being made.
type MachineFile = (String, Result<String, Box<Diagnostic>>);

/// A file for machines that is not made yet, or a feed in all its forms.
enum MachineJob<'a> {
    Whole((String, &'static str, Given)),
    Index(&'a IndexJob),
    Feed(&'a FeedJob),
}

/// The theme, ready to make pages.
#[derive(Debug)]
pub struct Studio {
    words: Vec<Arc<Words>>,
    engine: Engine,
    spellings: Spellings,
    atlas: Atlas,
    findings: Findings,
    signs: Vec<Signs>,
    /// By language the name of all that a template can read besides what it is given.
    ground: Vec<Hash>,
}

/// A page that is ready to be made.
#[derive(Debug)]
pub struct Ready {
    /// The template it is made with.
    pub template: &'static str,
    /// What it is made from has this name.
    pub fingerprint: Hash,
    /// What was found in the text it carries.
    pub findings: Vec<Diagnostic>,
    /// Links that an editor wrote to places on other pages.
    pub anchors: Vec<(String, String, At)>,
    given: Given,
    chart: Option<(String, Given)>,
}

/// A page.
#[derive(Debug)]
pub struct Made {
    /// Its HTML, as far as it goes when a fault ended it.
    pub html: String,
    /// The chart it shows as a file of its own, for pages that have one: path below the site's root, and SVG.
    pub chart: Option<(String, String)>,
    /// What ended it.
    pub faults: Vec<Diagnostic>,
}

/// A card that is not painted yet.
#[derive(Debug)]
pub struct Drawing {
    /// What its template wrote.
    pub svg: String,
    template: &'static str,
    record: String,
}

impl Studio {
    /// Reads the theme; all its faults at once.
    pub fn open(sources: &Sources, model: &Model, plan: &Plan) -> (Option<Studio>, Vec<Diagnostic>) {
        let (facts, mut faults) = facts::read(sources);
        faults.extend(page::unknown_tokens(&facts, model));
        let (words, found) = words::load(sources, &model.site.languages);
        faults.extend(found);
        let words: Vec<Arc<Words>> = words.into_iter().map(Arc::new).collect();
        faults.extend(words.iter().flat_map(|words| page::needs().flat_map(|needs| words.need(needs))));
        let base = format!("{}/", model.site.base_url.path);
        let (engine, found) = Engine::new(sources, &words, &base);
        faults.extend(found);
        let Some(mut engine) = engine else { return (None, faults) };
        let (atlas, findings) = (Atlas::of(model), Findings::of(model));
        let locales: BTreeMap<&str, String> =
            words.iter().filter_map(|words| Some((&**words.lang(), words.region()?))).collect();
        let (theme, mut ground) = (sources.theme.fingerprint(&sources.files), Vec::new());
        for (n, words) in words.iter().enumerate() {
            let cards = Cards::new();
            let cx = Cx { model, plan, atlas: &atlas, words, lang: Lang(n), cards: &cards, findings: &findings };
            let site = view::site::site(&cx, &locales);
            engine.share(Lang(n), "site", Value::from_serializable(&site));
            ground.push(Given::default().with("site", site).fingerprint(words.lang(), &Reach::All, &theme));
        }
        let signs = words.iter().map(|words| figures::signs(words)).collect();
        (Some(Studio { words, engine, spellings: Spellings::of(model), atlas, findings, signs, ground }), faults)
    }

    /// A card as its template writes it.
    ///
    /// # Errors
    /// When the template stops.
    pub fn drawing(&self, (_, model, plan): Ground<'_>, page: Page, lang: Lang) -> Result<Drawing, Box<Diagnostic>> {
        let cards = Cards::new();
        let cx = self.reader((model, plan), lang, &cards);
        let (template, given) = page::card(&cx, page).expect("the plan has cards of pages that have one");
        let (mut svg, record) = (String::new(), record(plan, page, lang));
        self.engine.render(lang, template, &given.context(self.engine.reach(template)), &record, &mut svg)?;
        Ok(Drawing { svg, template, record })
    }

    /// A card as PNG.
    ///
    /// # Errors
    /// When what its template wrote is no drawing of a card.
    pub fn paint(&self, (sources, ..): Ground<'_>, drawing: &Drawing) -> Result<Vec<u8>, Box<Diagnostic>> {
        let Drawing { svg, template, record } = drawing;
        card::draw(svg).map_err(|unfit| {
            let line = svg.lines().nth(unfit.line.map_or(0, |line| line - 1)).unwrap_or_default().trim();
            let at = card::place::written(sources, template, line).or_else(|| self.engine.top(template));
            let fault = Diagnostic { at, ..Diagnostic::nowhere(Code::TemplateRender).variant("drawing") };
            Box::new(fault.with("detail", unfit.detail).with("line", line).with("record", record))
        })
    }

    /// What is sent when a page is shared, in a language.
    pub fn share(&self, (_, model, plan): Ground<'_>, page: Page, lang: Lang) -> Option<String> {
        let cards = Cards::new();
        let cx = self.reader((model, plan), lang, &cards);
        view::share::share(&cx, page).map(|share| share.message())
    }

    /// Makes the files of open data and hands each on at once; what stays is what the page about them shows.
    ///
    /// # Errors
    /// Whatever keeps a file from being handed on.
    pub fn data<E: Send>(&self, (_, model, plan): Ground<'_>, outlet: &impl Outlet<E>) -> Result<Vec<FileFacts>, E> {
        data::write(&self.readers(model, plan, &Cards::new()), outlet)
    }

    /// Settles what a page shows.
    pub fn ready(&self, (sources, model, plan): Ground<'_>, before: Before<'_>, job: &PageJob) -> Ready {
        let readers = self.readers(model, plan, before.cards);
        let Prepared { template, given, prose, chart } = page::prepare(self.desk(&readers, job), sources, before.data);
        let mut fingerprint = given.fingerprint(template, self.engine.reach(template), &self.ground[job.lang.0]);
        if let Some((_, given)) = &chart {
            fingerprint = given.fingerprint(CHART, self.engine.reach(CHART), &fingerprint);
        }
        Ready { template, fingerprint, findings: prose.findings, anchors: prose.anchors, given, chart }
    }

    /// Makes a page.
    pub fn page(&self, job: &PageJob, ready: &Ready) -> Made {
        let mut made = Made { html: String::new(), chart: None, faults: Vec::new() };
        if let Err(fault) = self.render(job.lang, ready.template, &ready.given, &job.path, &mut made.html) {
            made.faults.push(*fault);
        }
        if let Some((file, given)) = &ready.chart {
            let mut svg = String::new();
            match self.render(job.lang, CHART, given, file, &mut svg) {
                Ok(()) => made.chart = Some((file.clone(), svg)),
                Err(fault) => made.faults.push(*fault),
            }
        }
        made
    }

    /// Makes the files for machines, those of the whole site and the feeds, and hands each on; what stays is what kept some
    /// from being made.
    ///
    /// # Errors
    /// Whatever keeps a file from being handed on.
    pub fn machine_files<E: Send>(
        &self,
        (sources, model, plan): Ground<'_>,
        put: &(impl Fn(&str, &[u8]) -> Result<(), E> + Sync),
    ) -> Result<Vec<Diagnostic>, E> {
        // Cards are for link previews, which only pages have.
        let cards = Cards::new();
        let readers = self.readers(model, plan, &cards);
        let whole = page::machine_files(&readers[0]).into_iter().map(MachineJob::Whole);
        let jobs =
            whole.chain(plan.indexes.iter().map(MachineJob::Index)).chain(plan.feeds.iter().map(MachineJob::Feed));
        let make = |job| match job {
            MachineJob::Whole((file, template, given)) => {
                let mut text = String::new();
                let result = self.render(Lang(0), template, &given, &file, &mut text);
                vec![(file, result.map(|()| text))]
            }
            MachineJob::Index(job) => {
                let rows = view::search::index(&readers[job.lang.0], job.index);
                vec![(job.file.clone(), Ok(engine::script_json(&format!("{rows}\n"))))]
            }
            MachineJob::Feed(job) => self.feed(&readers, sources, job),
        };
        let hand_on = |(file, text): MachineFile| match text {
            Ok(text) => put(&file, text.as_bytes()).map(|()| None),
            Err(fault) => Ok(Some(*fault)),
        };
        let faults: Vec<Vec<Option<Diagnostic>>> = jobs
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|job| make(job).into_iter().map(hand_on).collect())
            .collect::<Result<_, E>>()?;
        Ok(faults.into_iter().flatten().flatten().collect())
    }

    /// A feed in all its forms.
    fn feed(&self, readers: &[Cx<'_>], sources: &Sources, job: &FeedJob) -> Vec<MachineFile> {
        let cx = &readers[job.lang.0];
        let entry = |told: &Told, url: &str| {
            let (lang, prepared) = page::entry(|job| self.desk(readers, job), cx, sources, told);
            let mut html = String::new();
            self.render(lang, prepared.template, &prepared.given, &job.path, &mut html)?;
            Ok(absolute::absolute(html.trim(), &cx.model.site.base_url.origin, url))
        };
        let file = |form| job.file(form);
        let view = match view::feed::view(cx, job, entry) {
            Ok(view) => view,
            Err(fault) => return vec![(file(FeedForm::Atom), Err(fault))],
        };
        let json = engine::script_json(&format!("{:#}\n", view::feed::json(&view)));
        let mut atom = String::new();
        let result = self.render(cx.lang, page::ATOM, &page::only(view), &file(FeedForm::Atom), &mut atom);
        vec![(file(FeedForm::Atom), result.map(|()| atom)), (file(FeedForm::Json), Ok(json))]
    }

    /// What a page's text is made with.
    fn desk<'a>(&'a self, readers: &'a [Cx<'a>], job: &'a PageJob) -> Desk<'a> {
        Desk { readers, engine: &self.engine, spellings: &self.spellings, signs: &self.signs, job, lang: job.lang }
    }

    /// The site as it is told in each language.
    fn readers<'a>(&'a self, model: &'a Model, plan: &'a Plan, cards: &'a Cards) -> Vec<Cx<'a>> {
        (0..self.words.len()).map(|lang| self.reader((model, plan), Lang(lang), cards)).collect()
    }

    fn reader<'a>(&'a self, (model, plan): (&'a Model, &'a Plan), lang: Lang, cards: &'a Cards) -> Cx<'a> {
        let Studio { words, atlas, findings, .. } = self;
        Cx { model, plan, atlas, words: &words[lang.0], lang, cards, findings }
    }

    fn render(
        &self,
        lang: Lang,
        template: &str,
        given: &Given,
        path: &str,
        out: &mut String,
    ) -> Result<(), Box<Diagnostic>> {
        let context = given.context(self.engine.reach(template));
        self.engine.render(lang, template, &context, &format!("/{path}"), out)
    }
}

/// How a card is called in faults: by its address.
fn record(plan: &Plan, page: Page, lang: Lang) -> String {
    plan.cards.get(&(page, lang)).map(|file| format!("/{file}")).unwrap_or_default()
}

/// The bytes of a file that is copied.
pub fn copy<'s>(copied: &Copied, sources: &'s Sources, root: &Root) -> Result<Cow<'s, [u8]>, Diagnostic> {
    match copied {
        Copied::Theme(name) => Ok(Cow::Borrowed(&*sources.theme.statics[name])),
        Copied::Content(path) => {
            root.read(path, ASSET_LIMIT).map(Cow::Owned).map_err(|refusal| refused(path, &refusal))
        }
    }
}
