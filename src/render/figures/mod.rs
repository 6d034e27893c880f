//! Figures in prose against the data: a decimal in an article must be a figure of a body that the article names.
//!
//! Steps: the text of each block is put together ([`scan`]), its decimals are found with the year said for them
//! ([`number`]), and each is looked up among what is [`known`] of those bodies. A near miss names the figure that is
//! meant; one that was right when the text was published and was corrected since is a note. Whole numbers are not looked
//! at: they are counts, years, ranks.

pub mod known;
pub mod number;
pub mod scan;

use super::view::Cx;
use super::words::{Need, Words};
use crate::diag::{At, Code, Diagnostic, FileId};
use crate::model::article::Article;
use crate::model::date::Year;
use crate::model::number::Decimal;
use known::{Kind, Known, Old, Truth};
use number::{Number, Sign, Signs, numbers};
use scan::Block;

/// What this module asks of a language: words after which, before which and between which a number is read otherwise.
pub const NEEDS: &[Need] = &[
    Need { key: "figures.after", args: &[] },
    Need { key: "figures.before", args: &[] },
    Need { key: "figures.front", args: &[] },
    Need { key: "figures.since", args: &[] },
    Need { key: "figures.year", args: &[] },
];

/// A decimal of an article.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The number.
    pub number: Number,
    /// Where it stands.
    pub at: At,
}

/// What readers of a language make of a number.
pub fn signs(words: &Words) -> Signs {
    let list = |key| words.say(key, &[]).split_whitespace().map(str::to_lowercase).collect();
    Signs {
        decimal: words.score(Decimal::new(5, 1)).chars().find(|c| !c.is_ascii_digit()),
        after: list("figures.after"),
        before: list("figures.before"),
        year: list("figures.year"),
        front: list("figures.front"),
        since: list("figures.since"),
    }
}

/// Figures of a text whose body begins at byte `base` of its file.
pub fn of_blocks(blocks: &[Block], file: FileId, base: usize, signs: &Signs) -> Vec<Figure> {
    let of = |block: &Block| {
        let headed = year_of(block);
        let place = |number: Number| {
            let end = number.start + number.text.len();
            let number = Number { year: number.year.or(headed), ..number };
            Figure { at: block.at(file, base, number.start..end), number }
        };
        numbers(&block.text, signs).into_iter().map(place).collect::<Vec<_>>()
    };
    blocks.iter().flat_map(of).collect()
}

/// The year that heads a cell: its row's or its column's, if just one is said.
fn year_of(block: &Block) -> Option<Year> {
    let words = block.heads.iter().flatten().flat_map(|head| head.split(|c: char| !c.is_alphanumeric()));
    let mut years = words.filter_map(Year::parse);
    years.next().filter(|_| years.next().is_none())
}

/// Figures of an article's title and summary and of the picture above it; their place is where they stand in the front matter.
pub fn of_front_matter(article: &Article, text: &str, signs: &Signs) -> Vec<Figure> {
    let page = &article.page;
    let front = &text[..page.body.start];
    let image = page.gallery().image.as_ref();
    let told = [
        ("title", Some(&page.title)),
        ("summary", page.summary.as_ref()),
        ("alt", image.map(|image| &image.alt)),
        ("caption", image.and_then(|image| image.caption.as_ref())),
    ];
    let found = told.into_iter().filter_map(|(key, told)| Some((key, told?))).flat_map(|(key, told)| {
        let mut from = start_of(front, key);
        let place = move |number: Number| {
            let start = front[from..].find(&number.text).map(|start| from + start);
            let at = start.map_or(page.at, |start| At::new(page.file, start, start + number.text.len()));
            from = start.map_or(from, |start| start + number.text.len());
            Figure { number, at }
        };
        numbers(told, signs).into_iter().map(place).collect::<Vec<_>>()
    });
    found.collect()
}

/// Where a key of the front matter stands; else its start.
fn start_of(front: &str, key: &str) -> usize {
    let is_key = |at: &usize| {
        let before = front[..*at].chars().next_back();
        front[at + key.len()..].starts_with(':') && before.is_none_or(|c| !c.is_alphanumeric())
    };
    front.match_indices(key).map(|(at, _)| at).find(is_key).unwrap_or(0)
}

/// What is wrong with the figures of an article that names bodies.
pub fn check(cx: &Cx<'_>, article: &Article, figures: &[Figure]) -> Vec<Diagnostic> {
    if article.regencies.is_empty() || figures.is_empty() {
        return Vec::new();
    }
    let own = Known::of_bodies(cx, &article.regencies);
    let open: Vec<&Figure> = figures.iter().filter(|figure| !own.confirms(&figure.number)).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let known = Known::of(cx, &article.regencies);
    open.into_iter().filter_map(|figure| verdict(cx, article, &known, figure)).collect()
}

fn verdict(cx: &Cx<'_>, article: &Article, known: &Known<'_>, figure: &Figure) -> Option<Diagnostic> {
    let number = &figure.number;
    let fault = |variant| Diagnostic::at(Code::FigureDiffers, figure.at).variant(variant).with("found", &number.text);
    let told = |fault: Diagnostic, truth: &Truth| {
        let fault = fault.with("score", cx.words.score(truth.value)).with("who", &truth.who);
        fault.with("year", truth.year)
    };
    if !known.has(number.value) {
        if let Some(old) = known.old(number.value) {
            return corrected(cx, article, old, figure);
        }
        let meant = known.meant(number);
        let is_other = number.sign == Sign::Clock && meant.is_none();
        return (!is_other).then(|| meant.map_or_else(|| fault("unknown"), |truth| told(fault(""), truth)));
    }
    if number.sign != Sign::Own {
        let is_meant = number.sign == Sign::Other || known.results(number.value).next().is_some();
        return is_meant.then(|| fault("sign").with("own", number.own()));
    }
    let said = number.year?;
    let truths: Vec<&Truth> = known.results(number.value).collect();
    let is_of_another = !truths.is_empty() && truths.iter().all(|truth| truth.year != said);
    let truth = truths.first().filter(|_| is_of_another && !known.is_also(number.value))?;
    Some(told(fault("year"), truth).with("said", said))
}

/// A figure that was corrected after the article: worth an entry there, unless it has one since.
fn corrected(cx: &Cx<'_>, article: &Article, old: &Old<'_>, figure: &Figure) -> Option<Diagnostic> {
    let zone = &cx.model.site.time_zone;
    let since = old.correction.date.opens(zone);
    let is_told = article.corrections.iter().any(|(date, _)| date.opens(zone) >= since);
    if is_told || since < article.updated.unwrap_or(article.date).opens(zone) {
        return None;
    }
    let fault = Diagnostic::at(Code::FigureCorrected, figure.at);
    let score = |text: &str| Decimal::parse(text).map_or_else(|_| text.to_owned(), |score| cx.words.score(score));
    let fault = match old.kind {
        Kind::Score => fault,
        Kind::Difference => fault.variant("difference").with("result", cx.words.score(old.now)),
    };
    let fault = fault.with("found", &figure.number.text).with("was", score(&old.correction.was));
    let fault = fault.with("now", score(&old.correction.now)).with("day", old.correction.date.last_day());
    Some(fault.with("who", &old.who).with("year", old.correction.year))
}
