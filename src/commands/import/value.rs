//! The value of a cell: a figure exactly as the sheet shows it, a zone by its id or name, a word.

use super::grid::{Cell, Kind, Place, letters};
use super::record::{Reading, Value};
use super::said::{Doubt, Said};
use super::table::role::{Role, words};
use crate::commands::words::quoted;
use crate::load::decode::nearest;
use crate::model::number::Decimal;
use crate::model::outcome::ABSENCES;
use crate::model::text::{Lang, Text};
use crate::render::spelling::fold;

/// A figure; `None` when the cell has none, in any words.
pub(crate) fn figure(
    reading: &Reading<'_>,
    at: Place,
    cell: Option<&Cell>,
    role: Role,
) -> Result<Option<Value>, Doubt> {
    let told = reading.sheet.told(at);
    let covered = reading.sheet.area(at.row, at.column).filter(|(first, last)| last.row > first.row);
    if let Some((first, last)) = covered {
        let said = Said::of("import.merged").with("first", first).with("last", last);
        return Err(Doubt::at(told, said).help(Said::of("import.merged-help")));
    }
    let Some(cell) = cell else { return Ok(None) };
    let doubt = |key, help| Err(Doubt::at(told.clone(), Said::of(key).with("value", &cell.text)).help(Said::of(help)));
    match cell.kind {
        Kind::Date => return doubt("import.date", "import.date-help"),
        Kind::Error => return doubt("import.error", "import.error-help"),
        Kind::Formula => return doubt("import.formula", "import.formula-help"),
        Kind::Flag => return doubt("import.no-number", "import.no-number-help"),
        Kind::Number | Kind::Text => {}
    }
    let text = cell.text.trim();
    if !text.contains(|c: char| c.is_ascii_digit()) || reading.absences.of(text).is_some() {
        return Ok(None);
    }
    number(reading, text, &told, role).map(|number| Some(Value { text: number.to_string(), number: Some(number), at }))
}

/// A number on its scale.
fn number(reading: &Reading<'_>, text: &str, told: &str, role: Role) -> Result<Decimal, Doubt> {
    let methodology = reading.ground.methodology;
    let scale = methodology.scale;
    let said = |key| Said::of(key).with("value", text);
    let parsed = Decimal::parse(text).ok();
    // A mean has more digits than any published figure.
    let exact = parsed.filter(|number| number.significant_decimals() <= scale.decimals);
    let rounded = rounded(text, scale.decimals);
    let number = match (exact, rounded) {
        (Some(number), _) => number.rounded(scale.decimals),
        (None, Some(rounded)) if reading.given.round => rounded,
        (None, Some(rounded)) => {
            let doubt = Doubt::at(told.to_owned(), said("import.decimals").with("decimals", scale.decimals));
            return Err(doubt.help(Said::of("import.decimals-help").with("rounded", rounded)));
        }
        (None, None) => {
            return Err(Doubt::at(told.to_owned(), said("import.no-number")).help(Said::of("import.no-number-help")));
        }
    };
    let most = match role {
        Role::Dimension(n) if reading.is_weighted => methodology.dimensions[n].weight.unwrap_or(scale.max),
        _ => scale.max,
    };
    if number < scale.min || number > most {
        let doubt = Doubt::at(told.to_owned(), said("import.range").with("min", scale.min).with("max", most));
        return Err(doubt.help(Said::of("import.range-help")));
    }
    Ok(number)
}

/// A number with more decimals than the scale has, rounded half up; `None` when it is no plain number. A comma before
/// three digits may be one of thousands and is none.
fn rounded(text: &str, decimals: u8) -> Option<Decimal> {
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (whole, parts) = text.split_once(['.', ','])?;
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_clear = !text.contains(',') || parts.len() != 3;
    if !is_digits(whole) || !is_digits(parts) || !is_clear || parts.len() <= usize::from(decimals) || whole.len() > 9 {
        return None;
    }
    let kept = usize::from(decimals);
    let units: i64 = format!("{whole}{}", &parts[..kept]).parse().ok()?;
    let up = i64::from(parts.as_bytes()[kept] >= b'5');
    Some(Decimal::new(units + up, decimals))
}

/// A cell without a figure that means nothing yet.
pub(crate) fn hole(reading: &Reading<'_>, at: Place, text: &str) -> Doubt {
    let said = if text.is_empty() { Said::of("import.empty") } else { Said::of("import.no-score").with("value", text) };
    let option = quoted(&format!("{text}={}", ABSENCES[0].0));
    Doubt::at(reading.sheet.told(at), said).help(Said::of("import.absent-help").with("option", option))
}

/// A word: a zone, a category, a label, a remark; `None` when there is nothing to write.
pub(crate) fn word(reading: &Reading<'_>, at: Place, cell: &Cell, role: Role) -> Result<Option<Value>, Doubt> {
    let text = cell.text.trim();
    let value = |text: &str| Some(Value { text: text.to_owned(), number: None, at });
    if matches!(cell.kind, Kind::Error | Kind::Formula) {
        let key = if cell.kind == Kind::Error { "import.error" } else { "import.formula" };
        let help = if cell.kind == Kind::Error { "import.error-help" } else { "import.formula-help" };
        return Err(Doubt::at(reading.sheet.told(at), Said::of(key).with("value", text)).help(Said::of(help)));
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Ok(None);
    }
    match role {
        Role::Zone => zone(reading, at, text).map(value),
        Role::Category => category(reading, at, text).map(value),
        _ => Ok(value(text)),
    }
}

/// The id of a zone, from its id or its name in any language, with or without the word for a zone.
fn zone<'a>(reading: &Reading<'a>, at: Place, text: &str) -> Result<&'a str, Doubt> {
    let site = &reading.ground.model.site;
    let short = |text: &str| {
        let is_own = |word: &String| !matches!(word.as_str(), "zona" | "zone");
        words(text).into_iter().filter(is_own).collect::<String>()
    };
    let wanted = short(text);
    let in_words =
        |text: &Text| (0..site.languages.len()).filter_map(|n| text.in_lang(Lang(n))).any(|name| short(name) == wanted);
    let found = site.zones.iter().find(|zone| fold(zone.id.as_str()) == wanted || in_words(&zone.name));
    found.map(|zone| zone.id.as_str()).ok_or_else(|| {
        let ids: Vec<&str> = site.zones.iter().map(|zone| zone.id.as_str()).collect();
        let said = Said::of("import.unknown-zone").with("value", text).with("list", ids.join(", "));
        let doubt = Doubt::at(reading.sheet.told(at), said);
        match nearest(&wanted, ids.into_iter()) {
            Some(near) => doubt.help(Said::of("import.meant-zone").with("zone", near)),
            None => doubt.help(Said::of("import.column-help").with("column", letters(at.column))),
        }
    })
}

fn category<'a>(reading: &Reading<'a>, at: Place, text: &str) -> Result<&'a str, Doubt> {
    let known = || reading.ground.methodology.bands.iter().filter_map(|band| band.category.as_deref());
    let rest: Vec<String> =
        words(text).into_iter().filter(|word| !matches!(word.as_str(), "kategori" | "category")).collect();
    let found = known().find(|category| fold(category) == rest.concat());
    found.ok_or_else(|| {
        let said = Said::of("import.unknown-category").with("value", text);
        let said = said.with("list", known().collect::<Vec<_>>().join(", "));
        Doubt::at(reading.sheet.told(at), said).help(Said::of("import.column-help").with("column", letters(at.column)))
    })
}

/// Whether a label is what the band of a score says anyway, in any language.
pub(crate) fn is_of_band(reading: &Reading<'_>, label: &str, score: Decimal) -> bool {
    let label_of_band = reading.ground.methodology.band(score).and_then(|band| band.label.as_ref());
    let languages = 0..reading.ground.model.site.languages.len();
    label_of_band.is_some_and(|own| languages.filter_map(|n| own.in_lang(Lang(n))).any(|own| fold(own) == fold(label)))
}
