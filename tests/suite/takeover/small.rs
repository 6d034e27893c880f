//! A small site of which every part has a few forms: all that an editor does to it, in any order.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use crate::support::project;

/// The parts and how many forms each has; the first form is the plain one.
const PARTS: &[(&str, usize)] = &[
    ("title", 2),
    ("base", 3),
    ("cards", 2),
    ("menu", 2),
    ("name", 3),
    ("body", 2),
    ("bands", 2),
    ("score", 4),
    ("absence", 2),
    ("claim", 3),
    ("unit", 3),
    ("release", 2),
    ("clock", 3),
    ("correction", 3),
    ("reply", 2),
    ("headline", 3),
    ("text", 7),
    ("tags", 3),
    ("date", 2),
    ("articles", 4),
    ("heading", 2),
    ("picture", 4),
    ("page", 3),
    ("english", 2),
    ("draft", 2),
    ("string", 3),
    ("static", 3),
    ("template", 5),
    ("fault", 8),
];

/// The site, as the number of the form that each part has.
#[derive(Debug, Clone)]
pub(super) struct Small(BTreeMap<&'static str, usize>);

/// Numbers by chance, always the same from the same seed.
#[derive(Debug)]
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most as u64).expect("below a size")
    }
}

impl Small {
    pub(super) fn new() -> Self {
        Small(PARTS.iter().map(|(part, _)| (*part, 0)).collect())
    }

    /// With a part in this form.
    pub(super) fn with(&self, part: &'static str, form: usize) -> Self {
        assert!(PARTS.iter().any(|(name, forms)| *name == part && form < *forms), "{part} has no form {form}");
        let mut other = self.clone();
        other.0.insert(part, form);
        other
    }

    /// The same with each part in each other form, one at a time, and what was done.
    pub(super) fn others(&self) -> impl Iterator<Item = (String, Self)> {
        let other = |part, form| (self.0[part] != form).then(|| (format!("{part} {form}"), self.with(part, form)));
        PARTS.iter().flat_map(move |&(part, forms)| (0..forms).filter_map(move |form| other(part, form)))
    }

    /// Gives a part another form; says which.
    pub(super) fn edit(&mut self, chance: &mut Chance) -> String {
        let (part, forms) = PARTS[chance.below(PARTS.len())];
        let form = (self.0[part] + 1 + chance.below(forms - 1)) % forms;
        self.0.insert(part, form);
        format!("{part} {form}")
    }

    /// The moment at which the site is made.
    pub(super) fn clock(&self) -> &'static str {
        ["2026-11-01T00:00:00Z", "2026-11-20T00:00:00Z", "2027-02-01T00:00:00Z"][self.0["clock"]]
    }

    fn pick(&self, part: &'static str, forms: &[&'static str]) -> &'static str {
        forms[self.0[part]]
    }

    /// Every file of the site.
    pub(super) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let mut add = |path: &str, text: String| drop(files.insert(path.to_owned(), text));
        add("content/site.yaml", self.site());
        add("content/regencies.yaml", self.bodies());
        add("content/methodologies.yaml", self.methods());
        let unit = "- {id: dukcapil-contoh, regency: kabupaten-contoh, name: Dinas Dukcapil Contoh}\n";
        add("content/units.yaml", unit.to_owned());
        add("content/assessments/2018.yaml", year(2018, "", "57.65", "score: 80.03", ""));
        add("content/assessments/2019.yaml", self.newest());
        if self.0["release"] == 1 {
            let released = "released: 2026-11-15 10:00\n";
            add("content/assessments/2020.yaml", year(2020, released, "61.00", "score: 70.50", ""));
        }
        add("content/corrections.yaml", self.corrections());
        let reply = "- {regency: kabupaten-contoh, year: 2019, invited: 2019-12-12, replied: 2020-01-02, text: Kami \
                     membenahi loket.}\n";
        add("content/responses.yaml", self.pick("reply", &["[]\n", reply]).to_owned());
        self.texts(&mut add);
        self.theme(&mut add);
        let mut files: BTreeMap<String, Vec<u8>> =
            files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
        files.insert("content/images/loket.png".to_owned(), picture(self.0["picture"]));
        files
    }

    fn site(&self) -> String {
        let title = self.pick("title", &["Situs contoh", "Situs umpama"]);
        let hosts = ["https://example.org/contoh", "https://example.net/contoh", "https://example.org"];
        let base = self.pick("base", &hosts);
        let cards = self.pick("cards", &["true", "false"]);
        let menu = self.pick("menu", &["", "menu: [home, news, search]\n"]);
        let unknown = if self.0["fault"] == 4 { "judul: Lain\n" } else { "" };
        format!(
            "title: {title}\nbase_url: {base}\nlanguages: [id, en]\ntime_zone: Asia/Jakarta\ncards: {cards}\n{menu}{unknown}\
             zones:\n  - {{id: hijau, name: Zona hijau, symbol: \"●\", token: best}}\n  - {{id: kuning, name: Zona kuning, \
             symbol: \"▲\", token: middle}}\n  - {{id: merah, name: Zona merah, symbol: \"■\", token: worst}}\nkinds:\n  - \
             {{id: kabupaten, one: kabupaten, many: kabupaten}}\n  - {{id: provinsi, one: provinsi, many: provinsi}}\n"
        )
    }

    fn bodies(&self) -> String {
        let renamed = "Kabupaten Contoh Raya\n  renamed: [{year: 2019, from: Kabupaten Contoh}]";
        let name = self.pick("name", &["Kabupaten Contoh", "Kabupaten Contoh Baru", renamed]);
        let more = self.pick("body", &["", "- {id: kota-baru, name: Kota Baru, kind: kabupaten, since: 2019}\n"]);
        format!(
            "- id: kabupaten-contoh\n  name: {name}\n  kind: kabupaten\n  parent: provinsi-umpama\n- {{id: \
             kabupaten-misal, name: Kabupaten Misal, kind: kabupaten, parent: provinsi-umpama}}\n- {{id: \
             provinsi-umpama, name: Provinsi Umpama, kind: provinsi}}\n{more}"
        )
    }

    fn methods(&self) -> String {
        let from = self.pick("bands", &["51", "55"]);
        format!(
            "- id: metode-2018\n  title: Metode contoh\n  years: [2018, 2019, 2020]\n  scale: {{min: 0, max: 100, \
             decimals: 2}}\n  bands:\n    - {{zone: hijau, from: 81}}\n    - {{zone: kuning, from: {from}}}\n    - {{zone: \
             merah, from: 0}}\n"
        )
    }

    fn score(&self) -> &'static str {
        self.pick("score", &["54.32", "54.33", "90.00", "12.00"])
    }

    fn newest(&self) -> String {
        let claims =
            ["", "    claims: [{score: 53.00, source: berita}]\n", "    claims: [{score: 52.00, source: berita}]\n"];
        let other = self.pick("absence", &["score: 81.00", "absent: not-assessed"]);
        let unit = self.pick("unit", &["91.50", "81.50", "40.00"]);
        let unit = format!("units:\n  dukcapil-contoh: {{score: {unit}}}\n");
        let score = if self.0["fault"] == 5 { "seratus" } else { self.score() };
        year(2019, "", score, other, self.pick("claim", &claims)) + &unit
    }

    fn corrections(&self) -> String {
        let entry = |date: &str| {
            let score = self.score();
            format!(
                "- {{date: {date}, year: 2019, regency: kabupaten-contoh, field: score, was: 50.00, now: {score}, reason: \
                 Salah ketik.}}\n"
            )
        };
        match self.0["correction"] {
            0 => "[]\n".to_owned(),
            1 => entry("2020-01-10"),
            _ => entry("2026-11-18"),
        }
    }

    fn texts(&self, add: &mut impl FnMut(&str, String)) {
        let title = self.pick("headline", &["Kunjungan kerja", "Kunjungan kedua", "\"Nilai <54,32>\""]);
        let date = self.pick("date", &["2019-12-11", "2026-11-10 09:00"]);
        let tags = self.pick("tags", &["[]", "[Loket]", "[Loket, Nilai]"]);
        let body = match self.0["fault"] {
            6 => "[[nilai kabupaten-conto 2019]]",
            _ => self.pick(
                "text",
                &[
                    "Isi berita.",
                    "Isi berita yang lain.",
                    "Lihat [halaman itu](/tentang/#isi).",
                    "Nilainya [[nilai kabupaten-contoh 2019]].\n\n[[tren kabupaten-misal]]",
                    "Seperti [berita pertama](/berita/satu/#loket).",
                    "![Loket pelayanan](loket.png)",
                    "Nilai [Kabupaten Contoh](regency:kabupaten-contoh) 54,32 pada 2019.\n\n## Isi\n\n[[peringkat 2019]]",
                ],
            ),
        };
        let keys = format!("regencies: [kabupaten-contoh]\ntags: {tags}\n");
        add("content/news/utama.md", format!("---\ntitle: {title}\ndate: {date}\n{keys}---\n{body}\n"));
        let heading = self.pick("heading", &["## Loket\n\n", ""]);
        for name in ["satu", "dua", "tiga"].iter().take(self.0["articles"]) {
            let text = format!("---\ntitle: Berita {name}\ndate: 2019-11-01\n{keys}---\n{heading}Isi {name}.\n");
            add(&format!("content/news/{name}.md"), text);
        }
        let page = ["## Isi\n\nDari mana angkanya.\n", "Tanpa judul.\n"];
        if let Some(page) = page.get(self.0["page"]) {
            add("content/pages/tentang.md", format!("---\ntitle: Tentang situs ini\n---\n{page}"));
        }
        if self.0["english"] == 1 {
            let keys = "title: A working visit\ndate: 2019-12-11\nlang: en\nkey: utama\n";
            add("content/news/visit.md", format!("---\n{keys}---\nWords.\n"));
        }
        let draft = self.pick("draft", &["draft: true\n", ""]);
        add("content/pages/lain.md", format!("---\ntitle: Halaman lain\n{draft}---\nIsi halaman.\n"));
    }

    fn theme(&self, add: &mut impl FnMut(&str, String)) {
        let strings = ["", "menu:\n  home: Muka\n", "menu:\n  home: Muka\n  news: Kabar\n"];
        let strings = match self.0["fault"] {
            7 => "menu:\n  hom: Muka\n",
            _ => self.pick("string", &strings),
        };
        if !strings.is_empty() {
            add("themes/default/i18n/id.yaml", strings.to_owned());
        }
        match self.0["static"] {
            0 => {}
            1 => add("themes/default/static/lain.txt", "Lain.\n".to_owned()),
            _ => add("themes/default/static/patuh.css", "body { margin: 1rem; }\n".to_owned()),
        }
        let more = [
            "",
            "<a href=\"/contoh/berita/satu/\">satu</a>\n",
            "<a href=\"/contoh/berita/satu/#loket\">satu</a>\n",
            "<p id=\"dua\"></p><p id=\"dua\"></p>\n",
            "{{ view.hilang }}\n",
        ];
        let more = self.pick("template", &more);
        if !more.is_empty() {
            let path = project().join("themes/default/templates/text.html");
            let text = std::fs::read_to_string(path).expect("the default theme has it");
            add(
                "themes/default/templates/text.html",
                text.replace("{% endblock %}", &format!("{more}{{% endblock %}}")),
            );
        }
    }
}

fn year(year: u16, keys: &str, score: &str, other: &str, claims: &str) -> String {
    format!(
        "year: {year}\nmethodology: metode-2018\n{keys}source: berita\nsources:\n  berita: {{title: Hasil penilaian {year}, \
         publisher: Kantor Berita Contoh}}\nresults:\n  kabupaten-contoh:\n    score: {score}\n{claims}  kabupaten-misal: \
         {{{other}}}\n  provinsi-umpama: {{absent: not-assessed}}\n"
    )
}

/// A picture of one colour.
fn picture(form: usize) -> Vec<u8> {
    let (shade, width) = [(40, 64), (120, 64), (200, 64), (40, 80)][form];
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(width, 48, Rgb([shade, 90, 90]));
    picture.write_to(&mut bytes, ImageFormat::Png).expect("a picture can be written");
    bytes.into_inner()
}
