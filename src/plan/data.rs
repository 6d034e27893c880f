//! The files of open data. Their addresses are the same in every language and never change.

use serde::{Deserialize, Serialize};

use crate::model::Model;
use crate::model::regency::RegencyId;

/// Where they all are, below the site's root.
const FOLDER: &str = "data";

/// A file of open data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DataFile {
    /// Every result of every body.
    Scores(DataForm),
    /// Every result of service units and their products.
    Units,
    /// What other sources say.
    Claims,
    /// The log of corrections of results.
    Corrections,
    /// Bands, dimensions and breaks.
    Methodologies,
    /// What the tables hold, for programs: a Data Package.
    Package,
    /// The same for catalogues of data: DCAT.
    Catalog,
    /// One body over all years, with its units; no facts of it are kept.
    #[serde(skip)]
    Regency(RegencyId, DataForm),
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DataForm {
    /// A table.
    Csv,
    /// The same with all that does not fit in a table.
    Json,
    /// Linked data.
    JsonLd,
}

impl DataForm {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            DataForm::Csv => "csv",
            DataForm::Json => "json",
            DataForm::JsonLd => "jsonld",
        }
    }

    /// How it is called.
    pub fn label(self) -> &'static str {
        match self {
            DataForm::Csv => "CSV",
            DataForm::Json => "JSON",
            DataForm::JsonLd => "JSON-LD",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            DataForm::Csv => "text/csv",
            DataForm::Json => "application/json",
            DataForm::JsonLd => "application/ld+json",
        }
    }
}

impl DataFile {
    /// Those of the whole site, in the order in which they can be made: the last two tell of those before them.
    const OF_SITE: [DataFile; 8] = [
        DataFile::Scores(DataForm::Csv),
        DataFile::Scores(DataForm::Json),
        DataFile::Units,
        DataFile::Claims,
        DataFile::Corrections,
        DataFile::Methodologies,
        DataFile::Package,
        DataFile::Catalog,
    ];

    /// Those of a body, where the site has them.
    pub fn of(model: &Model, id: RegencyId) -> Option<[DataFile; 2]> {
        model
            .site
            .has_body_data
            .then_some([DataFile::Regency(id, DataForm::Csv), DataFile::Regency(id, DataForm::Json)])
    }

    /// The theme has words for it as `data.file.<name>`.
    pub fn name(self) -> &'static str {
        match self {
            DataFile::Scores(DataForm::Csv) => "scores",
            DataFile::Scores(_) => "scores_json",
            DataFile::Units => "units",
            DataFile::Claims => "claims",
            DataFile::Corrections => "corrections",
            DataFile::Methodologies => "methodologies",
            DataFile::Package => "package",
            DataFile::Catalog => "catalog",
            DataFile::Regency(..) => "regency",
        }
    }

    /// Its form.
    pub fn form(self) -> DataForm {
        match self {
            DataFile::Scores(form) | DataFile::Regency(_, form) => form,
            DataFile::Units | DataFile::Claims | DataFile::Corrections => DataForm::Csv,
            DataFile::Methodologies | DataFile::Package => DataForm::Json,
            DataFile::Catalog => DataForm::JsonLd,
        }
    }

    /// Its path below the folder of data, which the descriptions of the files use.
    pub fn inner_path(self, model: &Model) -> String {
        let stem = match self {
            DataFile::Scores(_) => "scores",
            DataFile::Package => "datapackage",
            DataFile::Regency(id, form) => {
                return format!("regencies/{}.{}", model.regencies[id.0].id, form.ending());
            }
            other => other.name(),
        };
        format!("{stem}.{}", self.form().ending())
    }

    /// Its path below the site's root.
    pub fn path(self, model: &Model) -> String {
        format!("{FOLDER}/{}", self.inner_path(model))
    }
}

/// All files of a site, in the order in which they can be made.
pub(super) fn files(model: &Model) -> Vec<DataFile> {
    let of_bodies = (0..model.regencies.len()).filter_map(|n| DataFile::of(model, RegencyId(n))).flatten();
    DataFile::OF_SITE.into_iter().chain(of_bodies).collect()
}
