//! A theme with pages as plain as a comparison needs them: a frame, headings, one chart, tables, links.

use std::io::Result;
use std::path::Path;

const FILES: &[(&str, &str)] = &[
    ("base.html", include_str!("theme/base.html")),
    ("regency.html", include_str!("theme/regency.html")),
    ("units.html", include_str!("theme/units.html")),
    ("year.html", include_str!("theme/year.html")),
    ("regencies.html", include_str!("theme/regencies.html")),
    ("article.html", include_str!("theme/article.html")),
];

/// Writes the theme `bench` into a site's folder.
pub(super) fn write(folder: &Path) -> Result<()> {
    let templates = folder.join("themes/bench/templates");
    std::fs::create_dir_all(&templates)?;
    FILES.iter().try_for_each(|(name, text)| std::fs::write(templates.join(name), text))
}
