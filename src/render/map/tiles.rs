//! A map of tiles: one square a body, at the column and row that an editor chose. It is a scheme, not geography.

use super::WIDTH;
use super::lettering::{FINGER, Frame, Lettered, Placed, Text, Wanted, wrapped};

/// The widest a tile is, with the gap beside it.
const WIDEST: i32 = 68;
/// The gap between two tiles.
const GAP: i32 = 3;

/// Bodies with their columns and rows, drawn in the order of rows; `None` without any.
pub fn tiles(wanted: &[(Wanted, (u32, u32))]) -> Option<Placed> {
    let extent = |values: &dyn Fn(&(u32, u32)) -> u32| {
        let all = || wanted.iter().map(|(_, tile)| i32::try_from(values(tile)).unwrap_or(0));
        Some((all().min()?, all().max()?))
    };
    let ((left, right), (top, bottom)) = (extent(&|tile| tile.0)?, extent(&|tile| tile.1)?);
    let (columns, rows) = (right - left + 1, bottom - top + 1);
    let cell = (WIDTH / columns).clamp(FINGER + GAP, WIDEST);
    let width = (cell * columns).max(WIDTH);
    let margin = (width - cell * columns) / 2;
    let body = |(wanted, (column, row)): &(Wanted, (u32, u32))| {
        let place = |n: u32, first: i32| (i32::try_from(n).unwrap_or(0) - first) * cell;
        let frame =
            Frame { x: margin + place(*column, left), y: place(*row, top), width: cell - GAP, height: cell - GAP };
        lettered(wanted, frame)
    };
    let mut sorted: Vec<&(Wanted, (u32, u32))> = wanted.iter().collect();
    sorted.sort_by_key(|(_, (column, row))| (*row, *column));
    let bodies = sorted.into_iter().map(body).collect();
    Some(Placed { view_box: [-2, -2, width + 4, rows * cell - GAP + 4], bodies })
}

/// The name and the figure where both fit, else the figure, else the sign alone.
fn lettered(wanted: &Wanted, frame: Frame) -> Lettered {
    let name = wrapped(&wanted.name, frame.width, 3).map(|name| Text::of(name, &wanted.figure));
    let mut texts = name.into_iter().chain([&wanted.figure, &wanted.symbol].map(|text| Text::of(Vec::new(), text)));
    let fits = |text: &Text| text.width() <= frame.width && text.height() <= frame.height;
    let middle = [frame.x + frame.width / 2, frame.y + frame.height / 2];
    let text = texts.find(fits);
    Lettered {
        id: wanted.id,
        path: frame.path(),
        callout: None,
        target: None,
        lines: text.map(|text| text.at(middle)).unwrap_or_default(),
    }
}
