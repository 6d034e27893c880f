//! `list upcoming` as text for people and as JSON.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::words::{count, plain};
use crate::diag::Files;
use crate::diag::words::Lang;
use crate::model::date;
use crate::model::upcoming::Upcoming;

/// How the site tells time.
#[derive(Debug, Clone, Copy)]
pub struct Clock<'a> {
    /// Now.
    pub now: Timestamp,
    /// The site's zone.
    pub zone: &'a TimeZone,
}

/// A line each: when, in how long, what, where.
pub fn text(list: &[Upcoming], files: &Files, clock: Clock<'_>, lang: Lang) -> String {
    if list.is_empty() {
        return format!("{}\n", plain(lang, "upcoming.none"));
    }
    let rows: Vec<[String; 5]> = list.iter().map(|item| row(item, files, clock, lang)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    let line = |row: &[String; 5]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}  "));
        format!("{}{}\n", cells.collect::<String>(), row[4])
    };
    rows.iter().map(line).collect()
}

fn row(item: &Upcoming, files: &Files, clock: Clock<'_>, lang: Lang) -> [String; 5] {
    let (path, line) = place(item, files);
    let moment = item.moment.map(|moment| date::shown(moment, clock.zone));
    [
        moment.unwrap_or_else(|| plain(lang, "upcoming.no-date").to_owned()),
        item.moment.map(|moment| until(moment, clock.now, lang)).unwrap_or_default(),
        plain(lang, &format!("upcoming.{}", item.event.name())).to_owned(),
        item.what.clone(),
        format!("{path}:{line}"),
    ]
}

/// In whole days from two days on, in whole hours from two hours on.
fn until(moment: Timestamp, now: Timestamp, lang: Lang) -> String {
    let minutes = (moment - now).as_secs().unsigned_abs().div_ceil(60);
    match minutes {
        0..120 => count(lang, "upcoming.in-minutes", minutes),
        120..2880 => count(lang, "upcoming.in-hours", minutes / 60),
        _ => count(lang, "upcoming.in-days", minutes / 1440),
    }
}

/// A list of objects: `moment` (null for drafts), `event`, `what`, `path`, `line`.
pub fn json(list: &[Upcoming], files: &Files, clock: Clock<'_>) -> String {
    let one = |item: &Upcoming| {
        let (path, line) = place(item, files);
        let moment = item
            .moment
            .map(|moment| moment.to_zoned_datetime(clock.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
        json!({"moment": moment, "event": item.event.name(), "what": item.what, "path": path, "line": line})
    };
    let value: serde_json::Value = list.iter().map(one).collect();
    format!("{value:#}\n")
}

fn place(item: &Upcoming, files: &Files) -> (String, usize) {
    (files.get(item.at.file).path.to_string(), files.line_col(item.at).0)
}
