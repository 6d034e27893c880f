//! A map of a year: where every body lies and what zone it has, on shapes where the site has them, else on tiles.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;

use super::result::ResultView;
use super::{Cx, RegencyLink, ZoneCount, league};
use crate::model::assessment::Assessment;
use crate::model::date::Year;
use crate::model::geography::LAST_TILE;
use crate::model::geography::SHAPES;
use crate::model::outcome::Outcome;
use crate::model::regency::{RegencyId, parents};
use crate::model::text::Lang;
use crate::render::map::{Lettered, Line, Placed, STEPS, Wanted, place, tiles};
use crate::render::words::Need;
use crate::render::words::message::Arg;

/// What maps say in the theme's words.
pub const NEEDS: &[Need] = &[
    Need { key: "map.label", args: &["n", "year"] },
    Need { key: "map.zone", args: &["name", "zone"] },
    Need { key: "map.zone_score", args: &["name", "zone", "score"] },
    Need { key: "map.other", args: &["name", "words"] },
    Need { key: "map.count", args: &["n", "zone"] },
    Need { key: "map.none", args: &[] },
    Need { key: "status.measured", args: &["year"] },
    Need { key: "status.no_zone", args: &[] },
    Need { key: "status.unknown", args: &[] },
];

/// A map; drawn by `parts/map.html`.
#[derive(Debug, Clone, Serialize)]
pub struct MapView {
    /// Begins the ids of its parts, its own on its page.
    pub id: String,
    /// `shapes` or `tiles`.
    pub kind: &'static str,
    /// The year.
    pub year: String,
    /// What it is called, for readers who do not see it.
    pub label: String,
    /// The box of the drawing.
    pub view_box: String,
    /// How the paths of the bodies become pixels, for `transform`; `None` where they are pixels.
    pub transform: Option<String>,
    /// Whether a body on it has no zone, which a pattern shows.
    pub has_none: bool,
    /// The bodies, in the order in which they are drawn.
    pub bodies: Vec<MapBody>,
}

/// A body on a map.
#[derive(Debug, Clone, Serialize)]
pub struct MapBody {
    /// The body.
    pub regency: RegencyLink,
    /// What the map says of it, such as "Kota Jambi: hijau 93,68".
    pub words: String,
    /// The token of its zone; `none` without one, `counted` for a body that stands for those below it.
    pub class: Arc<str>,
    /// The data of its path.
    pub path: String,
    /// The data of the line to its callout.
    pub leader: Option<String>,
    /// The data of its callout's frame.
    pub frame: Option<String>,
    /// The middle of a circle that makes it large enough for a finger.
    pub target: Option<[i32; 2]>,
    /// What is written on it or in its callout.
    pub lines: Vec<Line>,
}

/// A body in the list beside a map.
#[derive(Debug, Clone, Serialize)]
pub struct TileView {
    /// The body.
    pub regency: RegencyLink,
    /// Its result; `None` when it was left out.
    pub result: Option<ResultView>,
}

/// `view` of `insert-map.html`.
#[derive(Debug, Clone, Serialize)]
pub struct MapInsert {
    /// What the year says, in a sentence.
    pub finding: league::FindingView,
    /// The map.
    pub map: MapView,
    /// Every body on it with its result.
    pub tiles: Vec<TileView>,
}

/// What is said of a body on a map.
struct Said {
    class: Arc<str>,
    symbol: String,
    figure: String,
    words: String,
}

impl Cx<'_> {
    /// The map of a year; `None` when no body of it has a shape or a tile, or when it has no zones.
    pub fn map(&self, assessment: &Assessment, id: &str) -> Option<MapView> {
        let members = league::members(self, assessment.year);
        let is_zoned = |id: &RegencyId| assessment.results.get(id).and_then(Outcome::measured_zone).is_some();
        if !members.iter().any(is_zoned) {
            return None;
        }
        if members.len() <= SHAPES {
            let said = |id: RegencyId| self.said(id, assessment);
            return self.drawn(assessment.year, id, &members, said);
        }
        let parents = self.parents(assessment.year);
        let said = |id: RegencyId| self.said_of_children(id, assessment.year);
        let is_few = parents.len() <= SHAPES;
        if is_few { self.drawn(assessment.year, id, &parents, said) } else { None }
    }

    /// The map of a year in a text, with its list.
    pub fn map_insert(&self, year: Year, id: &str) -> Option<MapInsert> {
        let assessment = self.model.assessment(year)?;
        let map = self.map(assessment, id)?;
        let mut on_it: Vec<&MapBody> = map.bodies.iter().collect();
        let ids = self.model.regencies.iter().enumerate().map(|(n, own)| (own.id.as_str(), n));
        let places: HashMap<&str, usize> = ids.collect();
        let place = |body: &&MapBody| places.get(&*body.regency.id).copied();
        on_it.sort_by_key(place);
        let ids = on_it.iter().filter_map(place).map(RegencyId);
        let tiles = ids.map(|id| self.tile(id, assessment)).collect();
        Some(MapInsert { finding: league::finding(self, assessment), map, tiles })
    }

    /// A body with its result of a year.
    pub fn tile(&self, id: RegencyId, assessment: &Assessment) -> TileView {
        let result = assessment.results.get(&id).map(|outcome| self.result(outcome, assessment));
        TileView { regency: self.regency(id), result }
    }

    /// The bodies that others belonged to in a year.
    pub fn parents(&self, year: Year) -> Vec<RegencyId> {
        parents(self.model.regencies.iter().filter(|body| body.exists_in(year))).into_iter().collect()
    }

    /// Bodies on the ground the site has: shapes before tiles.
    fn drawn(&self, year: Year, id: &str, bodies: &[RegencyId], said: impl Fn(RegencyId) -> Said) -> Option<MapView> {
        let names = self.short_names();
        let said: BTreeMap<RegencyId, Said> = bodies.iter().map(|id| (*id, said(*id))).collect();
        let wanted = |id: &RegencyId| {
            let Said { figure, symbol, .. } = &said[id];
            Wanted { id: *id, name: names[id.0].clone(), figure: figure.clone(), symbol: symbol.clone() }
        };
        let wanted: Vec<Wanted> = bodies.iter().map(wanted).collect();
        let grounds = [&self.atlas.members, &self.atlas.parents];
        let on_shapes = grounds.iter().find_map(|ground| place(ground, &wanted));
        let tile = |wanted: &Wanted| {
            let tile = self.model.regencies[wanted.id.0].tile?;
            (tile.0.max(tile.1) <= LAST_TILE).then(|| (wanted.clone(), tile))
        };
        let on_tiles = || tiles(&wanted.iter().filter_map(tile).collect::<Vec<_>>());
        let kind = if on_shapes.is_some() { "shapes" } else { "tiles" };
        let Placed { view_box: [left, top, width, height], bodies } = on_shapes.or_else(on_tiles)?;
        let args = [("n", Arg::count(bodies.len())), ("year", Arg::Text(&year.to_string()))];
        Some(MapView {
            id: id.to_owned(),
            kind,
            year: year.to_string(),
            label: self.say("map.label", &args),
            view_box: format!("{left} {top} {width} {height}"),
            transform: (kind == "shapes").then(|| format!("scale({})", 1.0 / f64::from(STEPS))),
            has_none: bodies.iter().any(|body| &*said[&body.id].class == "none"),
            bodies: bodies.into_iter().map(|body| self.map_body(&said[&body.id], body)).collect(),
        })
    }

    fn map_body(&self, said: &Said, body: Lettered) -> MapBody {
        let (leader, frame) = body.callout.unzip();
        MapBody {
            regency: self.regency(body.id),
            words: said.words.clone(),
            class: said.class.clone(),
            path: body.path,
            leader,
            frame,
            target: body.target,
            lines: body.lines,
        }
    }

    /// A body by its own result.
    fn said(&self, id: RegencyId, assessment: &Assessment) -> Said {
        let name = self.text(&self.model.regencies[id.0].name);
        let outcome = assessment.results.get(&id);
        let name_arg = ("name", Arg::Text(&name));
        let Some(zone) = outcome.and_then(Outcome::measured_zone).map(|zone| self.zone(zone)) else {
            let words = self.why_no_zone(outcome);
            let words = self.say("map.other", &[name_arg, ("words", Arg::Text(&words))]);
            let none = self.say("map.none", &[]);
            return Said { class: "none".into(), symbol: none.clone(), figure: none, words };
        };
        let zone_arg = ("zone", Arg::Text(&zone.name));
        let (figure, words) = match outcome.and_then(|outcome| outcome.stated.score.known()) {
            Some(score) => {
                let args = [name_arg, zone_arg, ("score", Arg::Exact(score))];
                (format!("{} {}", zone.symbol, self.words.score(score)), self.say("map.zone_score", &args))
            }
            None => (zone.symbol.to_string(), self.say("map.zone", &[name_arg, zone_arg])),
        };
        Said { class: zone.token, symbol: zone.symbol.to_string(), figure, words }
    }

    fn why_no_zone(&self, outcome: Option<&Outcome>) -> String {
        let Some(stated) = outcome.map(|outcome| &outcome.stated) else { return self.say("status.unknown", &[]) };
        match (stated.measured, &stated.absence) {
            (Some(year), _) => self.say("status.measured", &[("year", Arg::Text(&year.to_string()))]),
            (None, Some(absence)) => self.absence(absence).words,
            (None, None) => self.say("status.no_zone", &[]),
        }
    }

    /// A body by the zones of those that belong to it.
    fn said_of_children(&self, id: RegencyId, year: Year) -> Said {
        let name = self.text(&self.model.regencies[id.0].name);
        let children = self.model.children(id).filter(|(_, body)| body.exists_in(year));
        let children: Vec<RegencyId> = children.map(|(id, _)| id).collect();
        let counts = self.zone_counts(&children, year).0;
        let count = |own: &ZoneCount| {
            self.say("map.count", &[("n", Arg::count(own.count)), ("zone", Arg::Text(&own.zone.name))])
        };
        let counted: Vec<String> = counts.iter().filter(|own| own.count > 0).map(count).collect();
        let words = if counted.is_empty() { self.say("status.no_zone", &[]) } else { counted.join(", ") };
        let best = counts.first().map(|best| format!("{} {}", best.zone.symbol, best.count)).unwrap_or_default();
        let symbol = counts.first().map(|best| best.count.to_string()).unwrap_or_default();
        let words = self.say("map.other", &[("name", Arg::Text(&name)), ("words", Arg::Text(&words))]);
        Said { class: "counted".into(), symbol, figure: best, words }
    }

    /// The names of all bodies without the word for their kind, where that leaves no two the same.
    fn short_names(&self) -> Vec<String> {
        let bodies = &self.model.regencies;
        let names: Vec<String> = bodies.iter().map(|body| self.text(&body.name)).collect();
        let short = |n: usize| {
            let kind = &self.model.site.kinds[bodies[n].kind.0];
            let words = (0..self.model.site.languages.len()).filter_map(|lang| kind.one.in_lang(Lang(lang)));
            let mut rests = words.filter_map(|word| without(&names[n], word));
            rests.next().unwrap_or(&names[n]).to_owned()
        };
        let short: Vec<String> = (0..bodies.len()).map(short).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        short.iter().for_each(|name| *counts.entry(name).or_default() += 1);
        let chosen = |(long, short): (&String, &String)| if counts[short.as_str()] > 1 { long } else { short }.clone();
        names.iter().zip(&short).map(chosen).collect()
    }
}

/// A name without a first word, however it is written.
fn without<'n>(name: &'n str, word: &str) -> Option<&'n str> {
    let (start, rest) = (name.get(..word.len())?, name.get(word.len()..)?);
    let is_it = start.to_lowercase() == word.to_lowercase() && rest.starts_with(' ');
    Some(rest.trim()).filter(|rest| is_it && !rest.is_empty())
}
