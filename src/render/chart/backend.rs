//! The drawing backend: what `plotters` draws becomes SVG text with classes in place of colours.
//!
//! A backend is handed colours only, so a colour *is* a class here: [`Sheet::class`] gives each class name a
//! colour that stands for its number, and the pen reads the number back. Neighbouring elements of one class
//! share a group, neighbouring paths of one class are one path.

use std::cell::RefCell;
use std::convert::Infallible;

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
    drawn: RefCell<Elements>,
}

/// What was drawn; the texts of all elements stand in one, in their order.
#[derive(Default)]
struct Elements {
    list: Vec<Element>,
    data: String,
}

/// An element, or data of a path.
struct Element {
    /// The number of its class.
    class: usize,
    /// Attributes beside the class.
    more: &'static str,
    name: &'static str,
    /// Where its data ends: that of a path, or all that follows its name and the shared attributes.
    end: usize,
}

/// The name of elements that hold nothing but data.
const PATH: &str = "path";

impl Sheet {
    /// An empty sheet of a size in pixels of the view box.
    pub(super) fn new(width_px: i32, height_px: i32) -> Self {
        Self { size: (width_px, height_px), classes: RefCell::default(), drawn: RefCell::default() }
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
        let (Elements { list, data }, classes) = (self.drawn.into_inner(), self.classes.into_inner());
        let mut start = 0;
        for group in list.chunk_by(|one, next| one.class == next.class && one.more == next.more) {
            let attributes = format!(" class=\"{}\"{}", escape(&classes[group[0].class]), group[0].more);
            push_group(&mut svg, &attributes, group, &data, start);
            start = group[group.len() - 1].end;
        }
        svg.push_str("</svg>");
        svg
    }

    /// An element of a colour's class, by what `write` says of it.
    fn add(&self, color: BackendColor, more: &'static str, name: &'static str, write: impl FnOnce(&mut String)) {
        let drawn = &mut *self.drawn.borrow_mut();
        write(&mut drawn.data);
        drawn.list.push(Element { class: class_index(color), more, name, end: drawn.data.len() });
    }
}

/// Writes neighbours that share their attributes; their data begins at a byte.
fn push_group(svg: &mut String, attributes: &str, group: &[Element], data: &str, mut start: usize) {
    let parts = group.chunk_by(|one, next| one.name == PATH && next.name == PATH);
    let is_alone = parts.clone().nth(1).is_none();
    let own = if is_alone { attributes } else { "" };
    if !is_alone {
        push(svg, ["<g", attributes, ">"]);
    }
    for part in parts {
        let (name, end) = (part[0].name, part[part.len() - 1].end);
        match name {
            PATH => push(svg, ["<path", own, " d=\"", &data[start..end], "\"/>"]),
            name => push(svg, ["<", name, own, &data[start..end]]),
        }
        start = end;
    }
    if !is_alone {
        svg.push_str("</g>");
    }
}

fn push<const N: usize>(out: &mut String, parts: [&str; N]) {
    parts.into_iter().for_each(|part| out.push_str(part));
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
        self.sheet.add(style.color(), "", PATH, |out| {
            let (wide, high) = (right - x, bottom - y);
            for (sign, units) in [("M", x), (" ", y), ("h", wide), ("v", high), ("h-", wide)] {
                out.push_str(sign);
                push_decimal(out, units);
            }
            out.push('z');
        });
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.sheet.add(style.color(), "", PATH, |out| push_path(out, path));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        let radius = i32::try_from(radius).expect("a radius is smaller than its sheet");
        self.sheet.add(style.color(), "", "circle", |out| {
            for (sign, units) in [(" cx=\"", x), ("\" cy=\"", y), ("\" r=\"", radius)] {
                out.push_str(sign);
                push_decimal(out, units);
            }
            out.push_str("\"/>");
        });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        self.sheet.add(style.color(), "", PATH, |out| {
            push_path(out, corners);
            out.push('z');
        });
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
        self.sheet.add(style.color(), side, "text", |out| {
            for (sign, units) in [(" x=\"", x), ("\" y=\"", baseline)] {
                out.push_str(sign);
                push_decimal(out, units);
            }
            push(out, ["\">", &escape(text), "</text>"]);
        });
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
fn push_path(out: &mut String, points: impl IntoIterator<Item = BackendCoord>) {
    let mut before: Option<BackendCoord> = None;
    for (x, y) in points {
        let (sign, only) = match before {
            None => ("M", None),
            Some((_, same)) if same == y => ("H", Some(x)),
            Some((same, _)) if same == x => ("V", Some(y)),
            Some(_) => ("L", None),
        };
        out.push_str(sign);
        push_decimal(out, only.unwrap_or(x));
        if only.is_none() {
            out.push(' ');
            push_decimal(out, y);
        }
        before = Some((x, y));
    }
}

/// Units as pixels with at most one decimal.
fn push_decimal(out: &mut String, units: i32) {
    if units < 0 {
        out.push('-');
    }
    let (whole, tenth) = (units.unsigned_abs() / 10, units.unsigned_abs() % 10);
    if whole > 0 || tenth == 0 {
        push_whole(out, whole);
    }
    if tenth > 0 {
        out.push('.');
        push_whole(out, tenth);
    }
}

/// The digits of a number.
fn push_whole(out: &mut String, number: u32) {
    if number > 9 {
        push_whole(out, number / 10);
    }
    out.extend(char::from_digit(number % 10, 10));
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
    use super::{Sheet, escape, push_decimal, push_path};
    use crate::render::chart::Naming;
    use crate::render::chart::canvas::{Canvas, Side};

    fn written(write: impl FnOnce(&mut String)) -> String {
        let mut out = String::new();
        write(&mut out);
        out
    }

    #[test]
    fn numbers_are_short() {
        let shown = |units| written(|out| push_decimal(out, units));
        assert_eq!([0, 5, 10, 123, -5, -120].map(shown), ["0", ".5", "1", "12.3", "-.5", "-12"]);
    }

    #[test]
    fn paths_use_the_short_commands() {
        let points = [(0, 0), (100, 0), (100, 50), (5, 7)];
        assert_eq!(written(|out| push_path(out, points)), "M0 0H10V5L.5 .7");
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
