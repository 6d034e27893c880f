//! The drawing backend: what `plotters` draws becomes SVG text with classes in place of colours.
//!
//! A backend is handed colours only, so a colour *is* a class here: [`Sheet::class`] gives each class name a
//! colour that stands for its number, and the pen reads the number back. Neighbouring elements of one class
//! share a group, neighbouring paths of one class are one path.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::style::RGBColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::measure::{FONT_PX, TEXT_HEIGHT, width};
use super::spec::Naming;

/// Steps of the virtual canvas in one pixel of the view box: coordinates keep one decimal.
pub(super) const UNIT: i32 = 10;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// A drawing in the making: the classes named so far and the elements drawn so far.
pub(super) struct Sheet {
    size: (i32, i32),
    classes: RefCell<Vec<String>>,
    elements: RefCell<Vec<Element>>,
}

struct Element {
    attributes: String,
    shape: Shape,
}

enum Shape {
    /// Path data.
    Path(String),
    /// A whole element, with room for attributes after its name.
    Other { name: &'static str, rest: String },
}

impl Sheet {
    /// An empty sheet of a size in pixels of the view box.
    pub(super) fn new(width_px: i32, height_px: i32) -> Self {
        Self { size: (width_px, height_px), classes: RefCell::default(), elements: RefCell::default() }
    }

    /// The colour that stands for a class (or for several, separated by spaces).
    pub(super) fn class(&self, name: &str) -> RGBColor {
        let mut classes = self.classes.borrow_mut();
        let index = classes.iter().position(|known| known == name).unwrap_or_else(|| {
            classes.push(name.to_owned());
            classes.len() - 1
        });
        let [high, low] = u16::try_from(index).expect("a chart has far fewer than 65,536 classes").to_be_bytes();
        RGBColor(0, high, low)
    }

    /// The pen that draws on this sheet.
    pub(super) fn pen(&self) -> Pen<'_> {
        Pen { sheet: self }
    }

    /// The finished drawing, named by a title and a description whose ids start with `id`.
    pub(super) fn finish(self, class: &str, naming: &Naming) -> String {
        let (width, height) = self.size;
        let (id, title, desc) = (escape(&naming.id), escape(&naming.title), escape(&naming.desc));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart {class}\" viewBox=\"0 0 {width} {height}\" \
             font-size=\"{FONT_PX}\" role=\"img\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\">\
             <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{desc}</desc>"
        );
        let elements = self.elements.into_inner();
        for group in elements.chunk_by(|one, next| one.attributes == next.attributes) {
            push_group(&mut svg, group);
        }
        svg.push_str("</svg>");
        svg
    }

    fn add(&self, color: BackendColor, more: &str, shape: Shape) {
        let class = self.classes.borrow()[class_index(color)].clone();
        let attributes = format!(" class=\"{}\"{more}", escape(&class));
        self.elements.borrow_mut().push(Element { attributes, shape });
    }
}

/// Writes neighbours that share their attributes.
fn push_group(svg: &mut String, group: &[Element]) {
    let mut parts: Vec<(&str, String)> = Vec::new();
    for element in group {
        match &element.shape {
            Shape::Path(data) => match parts.last_mut() {
                Some(("path", before)) => before.push_str(data),
                _ => parts.push(("path", data.clone())),
            },
            Shape::Other { name, rest } => parts.push((name, rest.clone())),
        }
    }
    let shared = &group[0].attributes;
    let alone = parts.len() == 1;
    let own = if alone { shared.as_str() } else { "" };
    let mut body = String::new();
    for (name, rest) in &parts {
        match *name {
            "path" => body.push_str(&format!("<path{own} d=\"{rest}\"/>")),
            name => body.push_str(&format!("<{name}{own}{rest}")),
        }
    }
    if alone {
        svg.push_str(&body);
    } else {
        svg.push_str(&format!("<g{shared}>{body}</g>"));
    }
}

/// The number of the class that a colour stands for.
fn class_index(color: BackendColor) -> usize {
    usize::from(u16::from_be_bytes([color.rgb.1, color.rgb.2]))
}

/// What `plotters` draws with.
pub(super) struct Pen<'a> {
    sheet: &'a Sheet,
}

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let (width, height) = self.sheet.size;
        ((width * UNIT).unsigned_abs(), (height * UNIT).unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(at, (at.0 + 1, at.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let (wide, high) = (decimal(right - x), decimal(bottom - y));
        let data = format!("M{} {}h{wide}v{high}h-{wide}z", decimal(x), decimal(y));
        self.sheet.add(style.color(), "", Shape::Path(data));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.sheet.add(style.color(), "", Shape::Path(path_data(path)));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        let radius = i32::try_from(radius).expect("a radius is smaller than its sheet");
        let rest = format!(" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", decimal(x), decimal(y), decimal(radius));
        self.sheet.add(style.color(), "", Shape::Other { name: "circle", rest });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        let data = path_data(corners) + "z";
        self.sheet.add(style.color(), "", Shape::Path(data));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let anchor = style.anchor();
        let side = match anchor.h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let baseline = match anchor.v_pos {
            VPos::Top => y + 9 * UNIT,
            VPos::Center => y + 4 * UNIT + UNIT / 5,
            VPos::Bottom => y,
        };
        let (x, y) = (decimal(x), decimal(baseline));
        let rest = format!(" x=\"{x}\" y=\"{y}\">{}</text>", escape(text));
        self.sheet.add(style.color(), side, Shape::Other { name: "text", rest });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        _style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((width(text).unsigned_abs(), TEXT_HEIGHT.unsigned_abs()))
    }
}

/// Path data through points: `M1 2L3 4 5 6`, with `H` and `V` where they do.
fn path_data(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut data = String::new();
    let mut before: Option<BackendCoord> = None;
    for (x, y) in points {
        let (px, py) = (decimal(x), decimal(y));
        let written = match before {
            None => write!(data, "M{px} {py}"),
            Some((_, same)) if same == y => write!(data, "H{px}"),
            Some((same, _)) if same == x => write!(data, "V{py}"),
            Some(_) => write!(data, "L{px} {py}"),
        };
        written.expect("writing to a string cannot fail");
        before = Some((x, y));
    }
    data
}

/// Units as pixels with at most one decimal.
fn decimal(units: i32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let (whole, tenth) = (units.unsigned_abs() / 10, units.unsigned_abs() % 10);
    match (whole, tenth) {
        (whole, 0) => format!("{sign}{whole}"),
        (0, tenth) => format!("{sign}.{tenth}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

/// Text for an element or a quoted attribute; characters that XML forbids are dropped.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{Sheet, decimal, escape, path_data};
    use crate::render::chart::Naming;
    use crate::render::chart::canvas::{Canvas, Side};

    #[test]
    fn numbers_are_short() {
        let shown: Vec<String> = [0, 5, 10, 123, -5, -120].map(decimal).to_vec();
        assert_eq!(shown, ["0", ".5", "1", "12.3", "-.5", "-12"]);
    }

    #[test]
    fn paths_use_the_short_commands() {
        let data = path_data([(0, 0), (100, 0), (100, 50), (5, 7)]);
        assert_eq!(data, "M0 0H10V5L.5 .7");
    }

    #[test]
    fn markup_and_control_characters_cannot_get_in() {
        assert_eq!(escape("<a b=\"c\">&\u{0}\u{1b}\n"), "&lt;a b=&quot;c&quot;&gt;&amp; ");
    }

    #[test]
    fn a_class_survives_the_colour_channel_and_neighbours_share_it() {
        let sheet = Sheet::new(10, 10);
        {
            let canvas = Canvas::on(&sheet);
            // More classes than one colour byte can count.
            for index in 0..300 {
                canvas.line(&format!("c{index}"), &[(0, 0), (10, 0)]);
            }
            canvas.line("c7", &[(0, 0), (0, 10)]);
            canvas.line("c7", &[(0, 0), (0, 20)]);
            canvas.text("t", "a", (10, 10), Side::Middle);
            canvas.text("t", "b", (10, 20), Side::Middle);
        }
        let svg = sheet.finish("k", &Naming { id: "x\"y".into(), title: "T".into(), desc: "D".into() });
        assert!(svg.contains("<path class=\"c299\" d=\"M0 0H1\"/>"), "{svg}");
        assert!(svg.contains("<path class=\"c7\" d=\"M0 0V1M0 0V2\"/>"), "{svg}");
        let group = "<g class=\"t\" text-anchor=\"middle\"><text x=\"1\" y=\"5.2\">a</text>\
                     <text x=\"1\" y=\"6.2\">b</text></g>";
        assert!(svg.contains(group), "{svg}");
        assert!(svg.contains("id=\"x&quot;y-t\""), "{svg}");
    }
}
