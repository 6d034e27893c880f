//! `site.yaml`, and pages of the site's own.

use std::io::{Result, Write};

use super::{Look, World};

const SITE: &str = r#"title: {id: Kepatuhan Negeri Contoh, en: Compliance in Exampleland}
description:
  id: Nilai dan zona kepatuhan pelayanan publik di sebuah negeri karangan.
  en: Scores and zones of public services in a country that does not exist.
base_url: https://example.org/kepatuhan
LANGUAGEStime_zone: Asia/Jakarta
publisher: {name: {id: Penerbit Contoh, en: Example publisher}, url: "https://example.org"}
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
contact:
  correction: {email: koreksi@example.org}
  complaint: {url: "https://example.org/pengaduan", phone: "137", confirmed: 2024-11-01}
zones:
  - {id: hijau, name: {id: hijau, en: green}, symbol: "●", token: best}
  - {id: kuning, name: {id: kuning, en: yellow}, symbol: "▲", token: middle}
  - {id: merah, name: {id: merah, en: red}, symbol: "■", token: worst}
kinds:
  - {id: provinsi, one: {id: provinsi, en: province}, many: {id: provinsi, en: provinces}}
  - {id: kabupaten, one: {id: kabupaten, en: regency}, many: {id: kabupaten, en: regencies}}
  - {id: kota, one: {id: kota, en: city}, many: {id: kota, en: cities}}
scopes:
  - {id: national, name: {id: nasional, en: national}}
"#;

impl World {
    /// `site.yaml`.
    pub(crate) fn site(&self, out: &mut dyn Write) -> Result<()> {
        let languages = if self.size.languages == 1 { "languages: [id]\n" } else { "languages: [id, en]\n" };
        out.write_all(SITE.replace("LANGUAGES", languages).as_bytes())?;
        match self.size.look {
            Look::Whole => Ok(()),
            Look::Plain => writeln!(out, "theme: bench\ncards: false\nembeds: false\nbody_data: false"),
        }
    }

    /// Pages of the site's own, by file.
    pub(crate) fn pages(&self) -> [(&'static str, String); 2] {
        let page = |title: &str, lang: &str, text: &str| {
            format!("---\ntitle: {title}\nsummary: {text}\nlang: {lang}\nkey: tentang\n---\n{text}\n")
        };
        [
            ("tentang.md", page("Tentang situs ini", "id", "Semua daerah dan angka di situs ini karangan.")),
            ("about.md", page("About this site", "en", "All bodies and figures of this site are invented.")),
        ]
    }
}
