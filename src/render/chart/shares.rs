//! Zones as shares of a whole: a bar each, its counts inside or, where a piece is too small, beneath. A dashed rule with
//! words parts bars that are no series.

use super::across::{LEADING, LINE, count, draw_lines};
use super::backend::{Sheet, UNIT};
use super::canvas::{At, Canvas, Side};
use super::counts::share;
use super::measure::{bold_width, lines, width};
use super::place::Bounds;
use super::spec::{Part, ShareChart, ShareRow, ZoneMark};
use super::symbol::{self, Mark, draw_on, sign_width, zone_class};
use super::trend::WIDTH_PX;

const WIDE: i32 = WIDTH_PX * UNIT;
const BAR: i32 = 20 * UNIT;
const BENEATH: i32 = 18 * UNIT;
const BETWEEN: i32 = 10 * UNIT;
/// From a sign to its number.
const NEAR: i32 = 3 * UNIT;
/// How far a sign beneath a bar may reach.
const REACH: i32 = 7 * UNIT;

/// Draws shares as one SVG element.
#[must_use]
pub fn shares(spec: &ShareChart) -> String {
    let mut y = 0;
    let mut rows = Vec::new();
    for (index, row) in spec.rows.iter().enumerate() {
        let is_last = index + 1 == spec.rows.len();
        let placed = Row::new(row, y, if is_last { None } else { row.rule.as_deref() });
        y = placed.end + if is_last { 2 * UNIT } else { BETWEEN };
        rows.push(placed);
    }
    let sheet = Sheet::new(WIDTH_PX, (y / UNIT).max(1));
    {
        let canvas = Canvas::on(&sheet);
        draw_bars(&canvas, &rows);
        draw_numbers(&canvas, &rows);
        draw_heads(&canvas, &rows);
        draw_rules(&canvas, &rows);
    }
    sheet.finish("chart-shares", &spec.naming)
}

/// A row and where its things stand.
struct Row<'a> {
    row: &'a ShareRow,
    words: Vec<String>,
    /// The middle of its label.
    label_y: i32,
    pieces: Vec<Piece<'a>>,
    rule: Option<Rule>,
    end: i32,
}

/// A part of a bar.
struct Piece<'a> {
    part: &'a Part,
    bounds: Bounds,
    /// Where sign and number stand, from the left, centred on a height.
    number: At,
    inside: bool,
}

/// What parts a row from the next.
struct Rule {
    words: Vec<String>,
    y: i32,
}

impl<'a> Row<'a> {
    fn new(row: &'a ShareRow, top: i32, rule: Option<&str>) -> Self {
        let words = lines(&row.words, WIDE - words_x(row));
        let label_y = top + LINE / 2;
        let bar = top + LINE + (count(&words) - 1).max(0) * LEADING + 2 * UNIT;
        let pieces = pieces(&row.parts, bar);
        let has_beneath = pieces.iter().any(|piece| !piece.inside);
        let below = match (pieces.is_empty(), has_beneath) {
            (true, _) => bar - 2 * UNIT,
            (false, true) => bar + BAR + BENEATH,
            (false, false) => bar + BAR,
        };
        let rule = rule.map(|text| Rule { words: lines(text, WIDE - 40 * UNIT), y: below + BETWEEN });
        let end = rule.as_ref().map_or(below, |rule| rule.y + LINE / 2 + (count(&rule.words) - 1).max(0) * LEADING);
        let rule = rule.map(|rule| Rule { y: rule.y + LINE / 2 - 3 * UNIT, ..rule });
        Self { row, words, label_y, pieces, rule, end }
    }
}

fn words_x(row: &ShareRow) -> i32 {
    bold_width(&row.label) + 8 * UNIT
}

/// The pieces of a bar; the numbers of small ones stand beneath, none over another.
fn pieces(parts: &[Part], top: i32) -> Vec<Piece<'_>> {
    let total: usize = parts.iter().map(|part| part.count).sum();
    let mut before = 0;
    let mut pieces = Vec::new();
    for part in parts.iter().filter(|part| part.count > 0) {
        let left = share(WIDE, before, total);
        before += part.count;
        let bounds = Bounds { left, top, right: share(WIDE, before, total), bottom: top + BAR };
        let wide = number_width(part);
        let inside = wide + 6 * UNIT <= bounds.right - bounds.left;
        let y = if inside { top + BAR / 2 } else { top + BAR + BENEATH / 2 + UNIT };
        let x = (left + bounds.right - wide) / 2;
        pieces.push(Piece { part, bounds, number: (x, y), inside });
    }
    part_numbers(&mut pieces);
    pieces
}

/// Moves the numbers beneath a bar apart: to the right, then back from the sheet's edge.
fn part_numbers(pieces: &mut [Piece<'_>]) {
    let mut free_from = 0;
    for piece in pieces.iter_mut().filter(|piece| !piece.inside) {
        piece.number.0 = piece.number.0.max(free_from);
        free_from = piece.number.0 + number_width(piece.part) + 10 * UNIT;
    }
    let mut free_to = WIDE;
    for piece in pieces.iter_mut().rev().filter(|piece| !piece.inside) {
        let wide = number_width(piece.part);
        piece.number.0 = piece.number.0.min(free_to - wide);
        free_to = piece.number.0 - 10 * UNIT;
    }
}

/// The width of a sign beside its number.
fn number_width(part: &Part) -> i32 {
    sign_room(part.zone.as_ref()) + bold_width(&part.label)
}

fn sign_room(zone: Option<&ZoneMark>) -> i32 {
    match sign_width(zone) {
        0 => 0,
        wide => wide.max(2 * REACH) + NEAR,
    }
}

fn draw_bars(canvas: &Canvas<'_>, rows: &[Row<'_>]) {
    let mut pieces: Vec<(String, Bounds)> = Vec::new();
    for piece in rows.iter().flat_map(|row| &row.pieces) {
        pieces.push((zone_class("share", piece.part.zone.as_ref()), piece.bounds));
    }
    pieces.sort_by(|one, other| one.0.cmp(&other.0));
    for (class, bounds) in &pieces {
        canvas.rect(class, *bounds);
    }
}

fn draw_numbers(canvas: &Canvas<'_>, rows: &[Row<'_>]) {
    let pieces: Vec<&Piece<'_>> = rows.iter().flat_map(|row| &row.pieces).collect();
    let sign = |piece: &&&Piece<'_>| {
        let zone = piece.part.zone.as_ref();
        let x = piece.number.0 + (sign_room(zone) - NEAR) / 2;
        zone.is_some().then_some((x, piece.number.1))
    };
    let marks = |inside: bool| {
        let wanted = pieces.iter().filter(move |piece| piece.inside == inside);
        let mark = |piece| Some(Mark { at: sign(&piece)?, zone: piece.part.zone.as_ref(), hollow: false });
        wanted.filter_map(mark).collect::<Vec<Mark<'_>>>()
    };
    draw_on(canvas, &marks(true));
    symbol::draw(canvas, &marks(false), REACH);
    let mut numbers: Vec<(String, &Piece<'_>)> = Vec::new();
    for piece in &pieces {
        let class = if piece.inside { zone_class("in", piece.part.zone.as_ref()) } else { "figure".to_owned() };
        numbers.push((class, piece));
    }
    numbers.sort_by(|one, other| one.0.cmp(&other.0));
    for (class, piece) in &numbers {
        let x = piece.number.0 + sign_room(piece.part.zone.as_ref());
        canvas.text(class, &piece.part.label, (x, piece.number.1), Side::Start);
    }
}

fn draw_heads(canvas: &Canvas<'_>, rows: &[Row<'_>]) {
    for row in rows {
        canvas.text("row-name last", &row.row.label, (0, row.label_y), Side::Start);
    }
    for row in rows {
        let middle = row.label_y + (count(&row.words) - 1).max(0) * LEADING / 2;
        draw_lines(canvas, "row-words", &row.words, (words_x(row.row), middle));
    }
}

fn draw_rules(canvas: &Canvas<'_>, rows: &[Row<'_>]) {
    let rules = || rows.iter().filter_map(|row| row.rule.as_ref());
    for rule in rules() {
        let from = rule.words.first().map_or(0, |line| width(line) + 6 * UNIT);
        canvas.line("break", &[(from, rule.y), (WIDE, rule.y)]);
    }
    for rule in rules() {
        let middle = rule.y + (count(&rule.words) - 1).max(0) * LEADING / 2;
        draw_lines(canvas, "break-label", &rule.words, (0, middle));
    }
}
