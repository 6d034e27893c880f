//! What templates of drawings can call: `fit`, a text's size and lines in its place, and `colour`, one of the style sheet.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::render::card::colour::{self, SHEET};
use crate::render::card::fit::{Room, Weight, fit};

/// The most lines a text can have.
const MOST_LINES: usize = 20;
/// The sizes a text can have.
const SIZES: std::ops::RangeInclusive<u32> = 8..=400;

/// Teaches an engine these functions; `statics` are the theme's static files.
pub(super) fn register(tera: &mut Tera, statics: &BTreeMap<String, Cow<'static, [u8]>>) {
    let sheet = statics.get(SHEET).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
    let properties = colour::properties(&sheet);
    tera.register_function("colour", move |args: Kwargs, _: &State| {
        let name = args.must_get::<&str>("name")?;
        let found = colour::colour(&properties, name).map(str::to_owned);
        found.ok_or_else(|| Error::message(format!("static/{SHEET} has no plain colour `--{name}`")))
    });
    tera.register_function("fit", |args: Kwargs, _: &State| fitted(&args));
}

/// `fit(text="…", width=700, size=88, least=48, lines=2, weight="bold")`.
fn fitted(args: &Kwargs) -> TeraResult<Value> {
    let text = args.must_get::<&str>("text")?;
    let size = args.must_get::<u32>("size")?;
    let least = args.get::<u32>("least")?.unwrap_or(size);
    if !SIZES.contains(&size) || !SIZES.contains(&least) || least > size {
        return Err(Error::message(format!("sizes go from {} to {}, `least` first", SIZES.start(), SIZES.end())));
    }
    let weight = match args.get::<&str>("weight")? {
        None | Some("regular") => Weight::Regular,
        Some("bold") => Weight::Bold,
        Some(other) => return Err(Error::message(format!("`{other}` is no weight: write `bold` or `regular`"))),
    };
    let lines = args.get::<usize>("lines")?.unwrap_or(1).clamp(1, MOST_LINES);
    let room = Room { width: args.must_get::<f32>("width")?, size, least, lines, weight };
    Ok(Value::from_serializable(&fit(text, room)))
}
