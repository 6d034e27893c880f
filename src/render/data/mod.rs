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

use std::fmt::Write as _;
use std::io::{self, Write};

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
use cell::{Cell, Counted, Datum};
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

/// Writes the bytes of a file, part by part.
pub type Fill<'a> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'a;

/// Where the files go.
pub trait Outlet<E>: Sync {
    /// Takes a file that is in memory.
    ///
    /// # Errors
    /// Whatever keeps it from being handed on.
    fn put(&self, file: &str, bytes: &[u8]) -> Result<(), E>;

    /// Takes a file that may be too large for it.
    ///
    /// # Errors
    /// The same, and what its own writing ended with.
    fn pour(&self, file: &str, fill: &mut Fill<'_>) -> Result<(), E>;
}

/// Makes every file of open data and hands it on at once; what is kept are the facts of those of the whole site.
///
/// # Errors
/// Whatever keeps a file from being handed on.
pub fn write<E: Send>(readers: &[Cx<'_>], outlet: &impl Outlet<E>) -> Result<Vec<FileFacts>, E> {
    let (model, plan) = (readers[0].model, readers[0].plan);
    let index = Index::new(model);
    let mut facts = Vec::new();
    for file in plan.data.iter().filter(|file| !matches!(file, DataFile::Regency(..))) {
        let mut made = None;
        outlet.pour(&file.path(model), &mut |out| {
            let mut out = Measured { out, bytes: 0, sha256: Sha256::new() };
            let (rows, years) = content(readers, &index, *file, &facts, &mut out)?;
            let sha256 = hex(&out.sha256.finalize());
            made = Some(FileFacts { file: *file, rows, years, bytes: out.bytes, sha256 });
            Ok(())
        })?;
        facts.extend(made);
    }
    let of_body = |file: &DataFile| match file {
        DataFile::Regency(id, form) => outlet.put(&file.path(model), &regency(&index, readers[0], *id, *form)),
        _ => Ok(()),
    };
    plan.data.par_iter().map(of_body).collect::<Result<Vec<()>, E>>()?;
    Ok(facts)
}

/// Counts bytes and names them on their way.
struct Measured<'a> {
    out: &'a mut dyn Write,
    bytes: u64,
    sha256: Sha256,
}

impl Write for Measured<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write_all(bytes)?;
        self.bytes += bytes.len() as u64;
        self.sha256.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
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

/// Rows or entries, first and last year.
type Extent = (Option<usize>, Option<(u64, u64)>);

/// Writes a file of the whole site.
fn content(
    readers: &[Cx<'_>],
    index: &Index<'_>,
    file: DataFile,
    facts: &[FileFacts],
    out: &mut dyn Write,
) -> io::Result<Extent> {
    let model = index.model;
    let columns = |table: Table| table.columns(model);
    let extent = |counted: Counted| (Some(counted.rows), counted.years);
    Ok(match file {
        DataFile::Scores(DataForm::Csv) => extent(cell::csv(&columns(Table::Scores), &rows::scores(index), out)?),
        DataFile::Scores(_) => {
            cell::json(&columns(Table::Scores), &rows::scores(index), out)?;
            let twin = facts.iter().find(|facts| facts.file == DataFile::Scores(DataForm::Csv));
            (twin.and_then(|twin| twin.rows), twin.and_then(|twin| twin.years))
        }
        DataFile::Units => extent(cell::csv(&columns(Table::Units), &rows::units(index), out)?),
        DataFile::Claims => extent(cell::csv(&columns(Table::Claims), &rows::claims(index), out)?),
        DataFile::Corrections => extent(cell::csv(&columns(Table::Corrections), &rows::corrections(index), out)?),
        DataFile::Methodologies => {
            let editions = methods::editions(model);
            let count = editions.len();
            out.write_all(&pretty(&Datum::List(editions)))?;
            (Some(count), methods::years(model))
        }
        DataFile::Package => {
            out.write_all(&pretty(&package::package(readers, facts)))?;
            (None, None)
        }
        DataFile::Catalog => {
            out.write_all(&pretty(&catalog::catalog(readers, facts)))?;
            (None, None)
        }
        DataFile::Regency(..) => unreachable!("these are written by themselves"),
    })
}

/// The file of a body.
fn regency(index: &Index<'_>, cx: Cx<'_>, id: RegencyId, form: DataForm) -> Vec<u8> {
    let model = index.model;
    let columns = Table::Regency.columns(model);
    let [own, units] = rows::regency(index, id);
    if form == DataForm::Csv {
        return cell::table(&columns, own.into_iter().chain(units));
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
