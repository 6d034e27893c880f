//! What a build may cost, as ratios in one run and as peaks of memory.

use super::super::world::Form;
use super::Row;
use super::arguments::Named;
use super::limit::Written;

/// The rows that targets are about.
pub(super) struct Rows<'a> {
    pub(super) cold: &'a Row,
    pub(super) warm: Option<&'a Warm>,
}

/// Rows of builds that have something to begin with.
pub(super) struct Warm {
    /// All made again from the cache of inputs.
    pub(super) full: Row,
    /// After an edit each.
    pub(super) edits: Vec<Row>,
}

/// The time of a page grows by no more than this from the first site to another.
pub(super) const GROWTH: f64 = 1.1;
/// After an edit: no more than this part of making all.
const EDIT: f64 = 0.15;

/// Prints which targets of a site are met. Sites of other sizes have none but the one about edits.
pub(super) fn print(named: &Named, rows: &Rows<'_>, written: Written) {
    let name = named.name.trim_end_matches('*');
    let times = |row: &Row| row.spent.wall.as_secs_f64() / written.time.as_secs_f64();
    if name == "M" {
        let most = if named.size.units_as == Form::Yaml { 13.0 } else { 10.0 };
        tell("from nothing, times the limit", times(rows.cold), most);
    }
    if let Some(Warm { full, edits }) = rows.warm {
        if name == "M" {
            tell("with the cache of inputs, times the limit", times(full), 5.0);
        }
        for edit in edits {
            let part = edit.spent.wall.as_secs_f64() / full.spent.wall.as_secs_f64();
            tell(&format!("{}, part of making all", edit.name), part, EDIT);
        }
    }
    let most = match name {
        "M" => Some(300.0),
        "L" => Some(800.0),
        "million" => Some(4096.0),
        _ => None,
    };
    if let (Some(most), Some(peak)) = (most, rows.cold.spent.peak) {
        tell("peak of memory in MiB", peak as f64 / f64::from(1 << 20), most);
    }
}

/// Says whether a number is as small as it should be.
pub(super) fn tell(what: &str, found: f64, most: f64) {
    let verdict = if found <= most { "met" } else { "MISSED" };
    println!("target {verdict}: {what}: {found:.2}, at most {most}");
}
