//! Figures in prose against the data: a decimal in an article must be a figure of a body that the article names.
//!
//! Steps: the text of each block is put together ([`scan`]), its decimals are found with the year said for them
//! ([`number`]), and each is looked up among what is [`known`] of those bodies. A near miss names the figure that is
//! meant. Whole numbers are not looked at: they are counts, years, ranks.

pub mod known;
pub mod number;
pub mod scan;

use super::view::Cx;
use super::words::{Need, Words};
use crate::diag::{At, Code, Diagnostic, FileId};
use crate::model::article::Article;
use crate::model::number::Decimal;
use known::{Known, Truth};
use number::{Number, Signs, numbers};
use scan::Block;

/// What this module asks of a language: words after which, before which and between which a number is read otherwise.
pub const NEEDS: &[Need] = &[
    Need { key: "figures.after", args: &[] },
    Need { key: "figures.before", args: &[] },
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
    }
}

/// Figures of a text whose body begins at byte `base` of its file.
pub fn of_blocks(blocks: &[Block], file: FileId, base: usize, signs: &Signs) -> Vec<Figure> {
    let of = |block: &Block| {
        let place = |number: Number| {
            let end = number.start + number.text.len();
            Figure { at: block.at(file, base, number.start..end), number }
        };
        numbers(&block.text, signs).into_iter().map(place).collect::<Vec<_>>()
    };
    blocks.iter().flat_map(of).collect()
}

/// Figures of an article's title and summary; their place is where they stand in the front matter.
pub fn of_front_matter(article: &Article, text: &str, signs: &Signs) -> Vec<Figure> {
    let page = &article.page;
    let front = &text[..page.body.start];
    let told = [Some(&page.title), page.summary.as_ref()];
    let found = told.into_iter().flatten().flat_map(|told| numbers(told, signs));
    let place = |number: Number| {
        let start = front.find(&number.text);
        let at = start.map_or(page.at, |start| At::new(page.file, start, start + number.text.len()));
        Figure { number, at }
    };
    found.map(place).collect()
}

/// What is wrong with the figures of an article that names bodies.
pub fn check(cx: &Cx<'_>, article: &Article, figures: &[Figure]) -> Vec<Diagnostic> {
    if article.regencies.is_empty() || figures.is_empty() {
        return Vec::new();
    }
    let known = Known::of(cx, &article.regencies);
    figures.iter().filter_map(|figure| verdict(cx, &known, figure)).collect()
}

fn verdict(cx: &Cx<'_>, known: &Known, figure: &Figure) -> Option<Diagnostic> {
    let number = &figure.number;
    let fault = |variant| Diagnostic::at(Code::FigureDiffers, figure.at).variant(variant).with("found", &number.text);
    let told = |fault: Diagnostic, truth: &Truth| {
        let fault = fault.with("score", cx.words.score(truth.value)).with("who", &truth.who);
        fault.with("year", truth.year)
    };
    if !known.has(number.value) {
        let meant = known.meant(number);
        return Some(meant.map_or_else(|| fault("unknown"), |truth| told(fault(""), truth)));
    }
    let said = number.year?;
    let truths: Vec<&Truth> = known.results(number.value).collect();
    let is_of_another = !truths.is_empty() && truths.iter().all(|truth| truth.year != said);
    let truth = truths.first().filter(|_| is_of_another && !known.is_also(number.value))?;
    Some(told(fault("year"), truth).with("said", said))
}
