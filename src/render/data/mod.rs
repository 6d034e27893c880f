//! Open data: the files that programs and spreadsheets read, and the facts that the page about them shows.
//!
//! Steps: the tables first, one after the other, each handed on and dropped; then what describes them, since it names
//! their sizes and checksums; then the files of each body. All of it before any page, made from the released model alone.

pub mod catalog;
pub mod cell;
pub mod columns;
pub mod index;
pub mod methods;
pub mod package;
pub mod result;
pub mod rows;

use std::fmt::Write;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::engine::script_json;
use super::view::Cx;
use super::view::sitemap::changed;
use super::words::Need;
use crate::model::Model;
use crate::model::regency::RegencyId;
use crate::plan::data::{DataFile, DataForm};
use crate::plan::{Page, address};
use cell::{Cell, Datum, Written};
use columns::Table;
use index::Index;
pub use package::words as words_of;

/// What this module says.
pub const NEEDS: &[Need] = &[
    Need { key: "data.dataset.name", args: &["site"] },
    Need { key: "data.dataset.about", args: &["site"] },
    Need { key: "data.file.scores.title", args: &[] },
    Need { key: "data.file.scores.about", args: &[] },
    Need { key: "data.file.scores_json.title", args: &[] },
    Need { key: "data.file.scores_json.about", args: &[] },
    Need { key: "data.file.units.title", args: &[] },
    Need { key: "data.file.units.about", args: &[] },
    Need { key: "data.file.claims.title", args: &[] },
    Need { key: "data.file.claims.about", args: &[] },
    Need { key: "data.file.corrections.title", args: &[] },
    Need { key: "data.file.corrections.about", args: &[] },
    Need { key: "data.file.methodologies.title", args: &[] },
    Need { key: "data.file.methodologies.about", args: &[] },
    Need { key: "data.file.package.title", args: &[] },
    Need { key: "data.file.package.about", args: &[] },
    Need { key: "data.file.catalog.title", args: &[] },
    Need { key: "data.file.catalog.about", args: &[] },
];

/// What is known of a file once it is made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FileFacts {
    /// The file.
    pub file: DataFile,
    /// How many rows it has; of a list, entries; `None` where there are none to count.
    pub rows: Option<usize>,
    /// Its first and last year.
    pub years: Option<(u64, u64)>,
    /// How many bytes it has.
    pub bytes: u64,
    /// The SHA-256 of its bytes, in small hexadecimal digits.
    pub sha256: String,
}

/// Bytes, rows or entries, first and last year.
type Content = (Vec<u8>, Option<usize>, Option<(u64, u64)>);

/// Makes every file of open data and hands it on at once; what is kept are the facts of those of the whole site.
///
/// # Errors
/// Whatever keeps a file from being handed on.
pub fn write<E: Send>(
    readers: &[Cx<'_>],
    put: &(impl Fn(&str, &[u8]) -> Result<(), E> + Sync),
) -> Result<Vec<FileFacts>, E> {
    let (model, plan) = (readers[0].model, readers[0].plan);
    let index = Index::new(model);
    let mut facts = Vec::new();
    for file in plan.data.iter().filter(|file| !matches!(file, DataFile::Regency(..))) {
        let (bytes, rows, years) = content(readers, &index, *file, &facts);
        put(&file.path(model), &bytes)?;
        facts.push(FileFacts {
            file: *file,
            rows,
            years,
            bytes: bytes.len() as u64,
            sha256: hex(&Sha256::digest(&bytes)),
        });
    }
    let of_body = |file: &DataFile| match file {
        DataFile::Regency(id, form) => put(&file.path(model), &regency(&index, readers[0], *id, *form)),
        _ => Ok(()),
    };
    plan.data.par_iter().map(of_body).collect::<Result<Vec<()>, E>>()?;
    Ok(facts)
}

/// The table in a file, if it is one.
pub fn table(file: DataFile) -> Option<Table> {
    Some(match file {
        DataFile::Scores(DataForm::Csv) => Table::Scores,
        DataFile::Units => Table::Units,
        DataFile::Claims => Table::Claims,
        DataFile::Corrections => Table::Corrections,
        DataFile::Regency(_, DataForm::Csv) => Table::Regency,
        _ => return None,
    })
}

/// The day on which something in the data last took effect.
pub fn updated(model: &Model) -> Option<String> {
    changed(model, Page::Data).map(|day| day.to_string())
}

/// The bytes of a file of the whole site, with its rows or entries and their years.
fn content(readers: &[Cx<'_>], index: &Index<'_>, file: DataFile, facts: &[FileFacts]) -> Content {
    let model = index.model;
    let columns = |table: Table| table.columns(model);
    let table: fn(Written) -> Content = |written| (written.bytes, Some(written.rows), written.years);
    match file {
        DataFile::Scores(DataForm::Csv) => table(cell::csv(&columns(Table::Scores), rows::scores(index))),
        DataFile::Scores(_) => {
            let twin = facts.iter().find(|facts| facts.file == DataFile::Scores(DataForm::Csv));
            let bytes = cell::json(&columns(Table::Scores), rows::scores(index));
            (bytes, twin.and_then(|twin| twin.rows), twin.and_then(|twin| twin.years))
        }
        DataFile::Units => table(cell::csv(&columns(Table::Units), rows::units(index))),
        DataFile::Claims => table(cell::csv(&columns(Table::Claims), rows::claims(index))),
        DataFile::Corrections => table(cell::csv(&columns(Table::Corrections), rows::corrections(index))),
        DataFile::Methodologies => {
            let editions = methods::editions(model);
            let count = editions.len();
            (pretty(&Datum::List(editions)), Some(count), methods::years(model))
        }
        DataFile::Package => (pretty(&package::package(readers, facts)), None, None),
        DataFile::Catalog => (pretty(&catalog::catalog(readers, facts)), None, None),
        DataFile::Regency(id, form) => (regency(index, readers[0], id, form), None, None),
    }
}

/// The file of a body.
fn regency(index: &Index<'_>, cx: Cx<'_>, id: RegencyId, form: DataForm) -> Vec<u8> {
    let model = index.model;
    let columns = Table::Regency.columns(model);
    let [own, units] = rows::regency(index, id);
    if form == DataForm::Csv {
        return cell::csv(&columns, own.into_iter().chain(units)).bytes;
    }
    let body = &model.regencies[id.0];
    let codes = body.codes.iter().map(|(register, code)| {
        (std::borrow::Cow::Owned(register.as_str().to_owned()), Datum::from(Cell::text(Some(&**code))))
    });
    let licence = model.site.licence.as_ref().and_then(|licence| licence.url.as_deref());
    pretty(&Datum::map(vec![
        ("id", Cell::text(Some(body.id.as_str())).into()),
        ("name", result::words(model, &body.name).into()),
        ("kind", Cell::text(Some(model.site.kinds[body.kind.0].id.as_str())).into()),
        ("parent", Cell::text(body.parent.map(|parent| model.regencies[parent.0].id.as_str())).into()),
        ("code", Cell::text(body.code.as_deref()).into()),
        ("codes", Datum::Map(codes.collect())),
        ("page", Cell::text(Some(cx.url(Page::Regency(id)))).into()),
        ("about", Cell::text(Some(cx.url(Page::Data))).into()),
        ("licence", Cell::text(licence).into()),
        ("updated", Cell::text(updated(model)).into()),
        ("results", Datum::List(own.into_iter().map(|row| Datum::row(&columns, row)).collect())),
        ("units", Datum::List(units.into_iter().map(|row| Datum::row(&columns, row)).collect())),
    ]))
}

/// JSON for people too, that no browser takes for a page.
fn pretty(value: &impl Serialize) -> Vec<u8> {
    let text = serde_json::to_string_pretty(value).expect("memory takes every value");
    script_json(&format!("{text}\n")).into_bytes()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("memory takes every digit");
        text
    })
}

/// The absolute address of a file.
pub fn url(model: &Model, file: DataFile) -> String {
    address::absolute(model, &file.path(model))
}
