//! The places in articles that say a figure which a correction has just replaced, or one computed with it.

use std::collections::BTreeSet;

use crate::diag::Code;
use crate::load::Sources;
use crate::model::Model;
use crate::model::text::Lang;
use crate::plan::{self, Page};
use crate::render::card::Cards;
use crate::render::{Before, Studio};

use super::correct::Corrected;

/// What an article says hangs on nothing that is made before pages.
const NOTHING: Before<'static> = Before { cards: &Cards::new(), data: &[] };

/// Each place as `path:line`, in order. A theme that cannot be read tells none: `check` says what is wrong with it.
pub(super) fn places(sources: &Sources, model: &Model, corrected: Corrected) -> Vec<String> {
    let (plan, _) = plan::plan(model, sources);
    let (Some(studio), _) = Studio::open(sources, model, &plan) else { return Vec::new() };
    let name = &model.regencies[corrected.regency.0].name;
    let names: Vec<&str> = (0..model.site.languages.len()).filter_map(|n| name.in_lang(Lang(n))).collect();
    let (year, day) = (corrected.year.to_string(), corrected.date.to_string());
    let mut found = BTreeSet::new();
    for job in plan.pages.iter().filter(|job| matches!(job.page, Page::Article(_))) {
        for finding in studio.ready((sources, model, &plan), NOTHING, job).findings {
            let says = |key: &str, value: &str| finding.args.iter().any(|(name, said)| *name == key && said == value);
            let is_it = finding.code == Code::FigureCorrected && says("year", &year) && says("day", &day);
            if let Some(at) = finding.at.filter(|_| is_it && names.iter().any(|name| says("who", name))) {
                found.insert((sources.files.get(at.file).path.clone(), sources.files.line_col(at).0));
            }
        }
    }
    found.into_iter().map(|(path, line)| format!("{path}:{line}")).collect()
}
