//! What is to be drawn → safe markup, by a template of the theme.

use std::collections::BTreeSet;

use super::Place;
use super::meaning::{Fault, Insertion, Meant};
use crate::diag::Diagnostic;
use crate::render::markdown::Desk;

type Drawing = Result<String, Box<Diagnostic>>;

/// Draws an insertion; the drawing itself fails only by a fault of the template.
///
/// # Errors
/// When there is nothing to show, or no room for it.
pub(super) fn draw(desk: Desk<'_>, meant: &Meant, place: Place, ids: &mut BTreeSet<String>) -> Result<Drawing, Fault> {
    let cx = desk.cx();
    let nothing = |variant| Fault::new(variant, &meant.at);
    if place != Place::Line {
        let view = match meant.what {
            Insertion::Score(id, year) => cx.figure_insert(id, year).filter(|view| view.result.stated.score.is_some()),
            Insertion::Zone(id, year) => cx.figure_insert(id, year).filter(|view| view.result.stated.zone.is_some()),
            _ => return Err(nothing("inline")),
        };
        let view = view.ok_or_else(|| nothing("nothing-to-show"))?;
        let template = match meant.what {
            Insertion::Score(..) => "parts/insert-score-inline.html",
            _ => "parts/insert-zone-inline.html",
        };
        let view = crate::render::view::insert::Inline { is_linked: place == Place::Sentence, figure: view };
        return Ok(desk.draw(template, "view", &view).map(|markup| markup.trim().to_owned()));
    }
    Ok(match meant.what {
        Insertion::Trend(id) => {
            let id_of = own_id(format!("trend-{}", cx.model.regencies[id.0].id), ids);
            desk.draw("parts/insert-trend.html", "view", &cx.trend_insert(id, &id_of))
        }
        Insertion::Score(id, year) | Insertion::Zone(id, year) => {
            let view = cx.figure_insert(id, year).ok_or_else(|| nothing("nothing-to-show"))?;
            desk.draw("parts/insert-figure.html", "view", &view)
        }
        Insertion::Zones(year) => {
            let view = cx.zones_insert(year).ok_or_else(|| nothing("nothing-to-show"))?;
            desk.draw("parts/insert-zones.html", "view", &view)
        }
        Insertion::Ranking(kind, year) => {
            let view = cx.ranking_insert(kind, year).ok_or_else(|| nothing("nothing-to-show"))?;
            desk.draw("parts/insert-ranking.html", "view", &view)
        }
        Insertion::Map(year) => {
            let view =
                cx.map_insert(year, &own_id(format!("map-{year}"), ids)).ok_or_else(|| nothing("nothing-to-show"))?;
            desk.draw("parts/insert-map.html", "view", &view)
        }
        Insertion::Compare(one, other) => {
            let view = cx.compare_insert([one, other]).ok_or_else(|| nothing("nothing-to-show"))?;
            desk.draw("parts/insert-compare.html", "view", &view)
        }
    })
}

/// An id that no other drawing of the text has.
fn own_id(name: String, ids: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|n| format!("{name}-{n}"));
    let id = std::iter::once(name.clone()).chain(numbered).find(|one| !ids.contains(one)).unwrap_or(name);
    ids.insert(id.clone());
    id
}
