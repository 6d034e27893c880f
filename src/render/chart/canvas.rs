//! The pen every chart holds: shapes and texts by class, in units of the virtual canvas.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle};

use super::backend::{Pen, Sheet};
use super::place::Bounds;

/// A place on the virtual canvas, in units.
pub(super) type At = (i32, i32);

/// Which side of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// A sheet being drawn on.
pub(super) struct Canvas<'a> {
    sheet: &'a Sheet,
    area: DrawingArea<Pen<'a>, Shift>,
}

impl<'a> Canvas<'a> {
    pub(super) fn on(sheet: &'a Sheet) -> Self {
        let area = sheet.pen().into_drawing_area();
        Self { sheet, area }
    }

    pub(super) fn rect(&self, class: &str, bounds: Bounds) {
        let corners = [(bounds.left, bounds.top), (bounds.right, bounds.bottom)];
        drawn(self.area.draw(&Rectangle::new(corners, self.style(class))));
    }

    pub(super) fn line(&self, class: &str, points: &[At]) {
        drawn(self.area.draw(&PathElement::new(points, self.style(class))));
    }

    pub(super) fn polygon(&self, class: &str, corners: &[At]) {
        drawn(self.area.draw(&Polygon::new(corners, self.style(class))));
    }

    pub(super) fn circle(&self, class: &str, center: At, radius: i32) {
        drawn(self.area.draw(&Circle::new(center, radius, self.style(class))));
    }

    /// A text on one line, its capitals centred on the height of `at`.
    pub(super) fn text(&self, class: &str, text: &str, at: At, side: Side) {
        let across = match side {
            Side::Start => HPos::Left,
            Side::Middle => HPos::Center,
            Side::End => HPos::Right,
        };
        let font = FontDesc::new(FontFamily::SansSerif, 1.0, FontStyle::Normal);
        let color = self.sheet.class(class);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(across, VPos::Center));
        drawn(self.area.draw(&Text::new(text, at, style)));
    }

    fn style(&self, class: &str) -> ShapeStyle {
        self.sheet.class(class).filled()
    }
}

fn drawn(result: Result<(), DrawingAreaErrorKind<Infallible>>) {
    result.expect("a sheet is memory, and one pen draws at a time");
}
