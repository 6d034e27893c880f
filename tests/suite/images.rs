//! Pictures and attachments: what readers get, what editors are told, and what hostile files do.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use crate::support::{Site, tree};

const PHOTO: &str = "content/images/WhatsApp Image 2020-06-29 at 10.15.jpeg";

fn noise(x: u32, y: u32) -> u8 {
    let mixed = (x.wrapping_mul(73_856_093) ^ y.wrapping_mul(19_349_663)).wrapping_mul(2_654_435_761);
    u8::try_from(mixed >> 24).expect("eight bits")
}

/// Colours that change slowly from the left, red at the top left corner, with the grain of a photo.
fn photo(width: u32, height: u32) -> DynamicImage {
    let pixel = |x: u32, y: u32| {
        let is_corner = x < width / 4 && y < height / 4;
        let grain = noise(x, y) / 8;
        if is_corner { Rgb([220 + grain, 10, 10]) } else { Rgb([10, 10 + grain, 200 + grain]) }
    };
    RgbImage::from_fn(width, height, pixel).into()
}

fn bytes(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture can be written");
    bytes.into_inner()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    bytes(&photo(width, height), ImageFormat::Jpeg)
}

/// A JPEG with EXIF data: an orientation, and words that must not be published.
fn turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"SECRET-GPS");
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
    out.extend(&exif);
    out.extend(&jpeg[2..]);
    out
}

fn site() -> Site {
    Site::copy("tests/problems/base")
}

fn article(site: &Site, keys: &str, body: &str) {
    let text = format!("---\ntitle: Kunjungan kerja\ndate: 2019-12-11\n{keys}---\n{body}\n");
    site.write("content/news/kunjungan.md", &text);
}

const LEAD: &str = "image:\n  file: WhatsApp Image 2020-06-29 at 10.15.jpeg\n  alt: Tim penilai di loket pelayanan\n  \
                    caption: Tim di loket.\n  credit: Budi\n";

#[test]
fn a_picture_is_shown_in_sizes_with_its_words() {
    let site = site();
    site.put(PHOTO, &jpeg(2000, 1500));
    article(&site, LEAD, "Isi berita.");
    site.run(&["build", "--strict"]).ends(0);
    let html = site.read("output/berita/kunjungan/index.html");
    let name = "images/whatsapp-image-2020-06-29-at-10-15";
    let files: Vec<String> = tree(&site.output().join("images")).into_keys().collect();
    assert_eq!(files, [1440, 480, 960].map(|w| format!("whatsapp-image-2020-06-29-at-10-15-{w}.jpg")));
    for wanted in [
        &format!("{name}-480.jpg 480w, "),
        &format!("{name}-1440.jpg\""),
        "width=\"1440\" height=\"1080\"",
        "alt=\"Tim penilai di loket pelayanan\"",
        "decoding=\"async\"",
        "<figcaption>Tim di loket. <span class=\"credit\">Foto: Budi</span></figcaption>",
    ] {
        assert!(html.contains(wanted), "{wanted} in {html}");
    }
    assert!(!html.contains("loading=\"lazy\""), "the picture above a text is there at once");
    let small = image::load_from_memory(&site.bytes(&format!("output/{name}-480.jpg"))).expect("a picture");
    assert_eq!((small.width(), small.height()), (480, 360));
}

#[test]
fn a_small_picture_is_not_enlarged_and_is_told() {
    let site = site();
    site.put(PHOTO, &jpeg(500, 400));
    article(&site, LEAD, "Isi berita.");
    let run = site.run(&["build"]).ends(0);
    assert!(run.err.contains("warning[image-small]") && run.err.contains("has 500"), "{}", run.err);
    assert!(run.err.contains("kunjungan.md:5:9"), "{}", run.err);
    let files: Vec<String> = tree(&site.output().join("images")).into_keys().collect();
    assert_eq!(files, ["whatsapp-image-2020-06-29-at-10-15-500.jpg"]);
}

#[test]
fn a_photo_is_upright_and_keeps_no_secrets() {
    let site = site();
    site.put(PHOTO, &turned(&jpeg(1000, 700), 6));
    article(&site, LEAD, "Isi berita.");
    site.run(&["build", "--strict"]).ends(0);
    let file = "output/images/whatsapp-image-2020-06-29-at-10-15-700.jpg";
    let bytes = site.bytes(file);
    assert!(!bytes.windows(6).any(|part| part == b"SECRET" || part == b"Exif\0\0"));
    let shown = image::load_from_memory(&bytes).expect("a picture").to_rgb8();
    assert_eq!(shown.dimensions(), (700, 1000));
    let is_red = |x, y| shown.get_pixel(x, y).0[0] > 128;
    assert!(is_red(690, 10) && !is_red(10, 10), "what was at the left is at the top");
    assert!(site.read("output/berita/kunjungan/index.html").contains("width=\"700\" height=\"1000\""));
}

#[test]
fn drawings_stay_exact_and_photos_become_jpeg() {
    let site = site();
    let clear = RgbaImage::from_fn(800, 300, |x, _| if x < 400 { Rgba([0, 0, 0, 0]) } else { Rgba([9, 9, 9, 255]) });
    let flat = RgbImage::from_fn(800, 300, |x, _| if x < 400 { Rgb([200, 0, 0]) } else { Rgb([255, 255, 255]) });
    let grain = RgbImage::from_fn(800, 300, |x, y| Rgb([noise(x, y), noise(y, x), noise(x + 9, y)]));
    site.put("content/images/jernih.png", &bytes(&clear.into(), ImageFormat::Png));
    site.put("content/images/bagan.png", &bytes(&flat.into(), ImageFormat::Png));
    site.put("content/images/pasar.png", &bytes(&grain.into(), ImageFormat::Png));
    site.put("content/images/desa.webp", &bytes(&photo(800, 300), ImageFormat::WebP));
    let body = "![Logo kota](jernih.png) ![Bagan alur](bagan.png) ![Pasar pagi](pasar.png) ![Kantor desa](desa.webp)";
    article(&site, "", body);
    site.run(&["build", "--strict"]).ends(0);
    let files: Vec<String> = tree(&site.output().join("images")).into_keys().filter(|f| f.contains("-800")).collect();
    assert_eq!(files, ["bagan-800.png", "desa-800.jpg", "jernih-800.png", "pasar-800.jpg"]);
    let shown = image::load_from_memory(&site.bytes("output/images/jernih-800.png")).expect("a picture").to_rgba8();
    assert_eq!((shown.get_pixel(10, 10).0[3], shown.get_pixel(790, 10).0[3]), (0, 255));
}

#[test]
fn pictures_inside_a_text() {
    let site = site();
    for name in ["loket", "antre", "ruang"] {
        site.put(&format!("content/images/{name}.jpg"), &jpeg(700, 400));
    }
    let body = "Kata ![Loket *baru* di kantor](loket.jpg) di tengah.\n\n\
                ![Warga antre](/images/antre.jpg \"Antrean <pagi>.\")\n\n![Ruang tunggu](images/ruang.jpg)\n\n\
                `<!--picture 0-->` dan ![Luar](https://example.org/x.jpg) dan ![](loket.jpg)";
    article(&site, "", body);
    let run = site.run(&["build"]).ends(0);
    let html = site.read("output/berita/kunjungan/index.html");
    assert!(html.contains("alt=\"Loket baru di kantor\" loading=\"lazy\""), "{html}");
    assert!(html.contains("<figcaption>Antrean &lt;pagi&gt;.</figcaption>"), "{html}");
    assert_eq!((html.matches("<figure class=\"photo\">").count(), html.matches("<img ").count()), (1, 4));
    assert!(html.contains("<code>&lt;!--picture 0--&gt;</code> dan Luar dan <img "), "{html}");
    assert!(!html.contains("<p><figure") && !html.contains("<!--picture"), "{html}");
    assert!(!html.contains("example.org/x.jpg"), "{html}");
    assert_eq!(
        (run.err.matches("warning[").count(), run.err.matches("warning[alt-text]").count()),
        (2, 1),
        "{}",
        run.err
    );
    assert!(
        run.err.contains("pictures come from content/images, and https://example.org/x.jpg does not"),
        "{}",
        run.err
    );
}

#[test]
fn attachments_are_listed_with_type_and_size() {
    let site = site();
    site.put("content/files/Laporan Hasil (Akhir).PDF", &[b'x'; 123_400]);
    site.put("content/files/tanggapan.pdf", &[b'y'; 2_340_000]);
    site.put("content/files/data.csv", b"a;b\n");
    article(
        &site,
        "attachments:\n  - {file: Laporan Hasil (Akhir).PDF, title: Laporan hasil}\n  - {file: files/data.csv, title: Data}\n",
        "Isi.",
    );
    site.write(
        "content/responses.yaml",
        "- {regency: kabupaten-contoh, year: 2019, replied: 2019-12-20, by: Bupati, text: Terima kasih., file: tanggapan.pdf}\n",
    );
    site.run(&["build", "--strict"]).ends(0);
    let html = site.read("output/berita/kunjungan/index.html");
    assert!(
        html.contains("/files/laporan-hasil-akhir.pdf\">Laporan hasil</a> <span class=\"note\">(PDF, 123 kB)"),
        "{html}"
    );
    assert!(site.page("berita/kunjungan/").contains("Data (CSV, 1 kB)"));
    assert_eq!(site.bytes("output/files/laporan-hasil-akhir.pdf").len(), 123_400);
    assert!(
        site.page("daerah/kabupaten-contoh/").contains("Surat tanggapan (PDF, 2,3 MB)"),
        "{}",
        site.page("daerah/kabupaten-contoh/")
    );
    assert_eq!(site.bytes("output/files/tanggapan.pdf").len(), 2_340_000);
}

#[test]
fn files_of_what_is_not_released_are_in_no_output() {
    let site = site();
    for name in ["draf", "embargo", "terbit"] {
        site.put(&format!("content/images/{name}.jpg"), &jpeg(700, 400));
        site.put(&format!("content/files/{name}.pdf"), name.as_bytes());
    }
    let text = |name: &str, keys: &str| {
        let front = format!("title: Berita {name}\n{keys}image: {{file: {name}.jpg, alt: Kantor di kota}}\n");
        let attached = format!("attachments: [{{file: {name}.pdf, title: Surat}}]\n");
        site.write(
            &format!("content/news/{name}.md"),
            &format!("---\n{front}{attached}---\n![Kantor kita](/images/{name}.jpg)\n"),
        );
    };
    text("draf", "date: 2019-12-11\ndraft: true\n");
    text("embargo", "date: 2031-12-11\n");
    text("terbit", "date: 2019-12-11\n");
    site.run(&["build", "--strict"]).ends(0);
    let files = tree(&site.output());
    let hidden = |bytes: &[u8]| ["draf", "embargo"].iter().any(|w| bytes.windows(w.len()).any(|p| p == w.as_bytes()));
    for (name, bytes) in &files {
        assert!(!hidden(name.as_bytes()) && !hidden(bytes), "{name}");
    }
    let media: Vec<&String> = files.keys().filter(|f| f.starts_with("images/") || f.starts_with("files/")).collect();
    assert_eq!(media, ["files/terbit.pdf", "images/terbit-480.jpg", "images/terbit-700.jpg"]);
}

/// The head of a PNG of this size, with nothing behind it.
fn png_head(width: u32, height: u32) -> Vec<u8> {
    let mut png = bytes(&photo(1, 1), ImageFormat::Png)[..33].to_vec();
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let check = crc(&png[12..29]);
    png[29..33].copy_from_slice(&check.to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    png
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[test]
fn hostile_and_damaged_pictures_are_told_by_build_and_check() {
    let whole = jpeg(700, 400);
    let mut spoilt = bytes(&photo(700, 400), ImageFormat::Png);
    let middle = spoilt.len() / 2;
    spoilt[middle..middle + 64].fill(0);
    let cases: &[(&str, Vec<u8>, &str)] = &[
        (
            "bom.png",
            png_head(60_000, 60_000),
            "may have at most 50 million pixels, and content/images/bom.png has 3600",
        ),
        ("kosong.png", png_head(700, 400), "content/images/kosong.png ends too early or is damaged"),
        ("potong.jpg", whole[..whole.len() / 2].to_vec(), "content/images/potong.jpg ends too early or is damaged"),
        ("kepala.jpg", whole[..20].to_vec(), "content/images/kepala.jpg ends too early or is damaged"),
        ("rusak.png", spoilt, "content/images/rusak.png ends too early or is damaged"),
        ("teks.jpg", b"Bukan gambar\n".to_vec(), "content/images/teks.jpg is none of these"),
        ("nol.jpg", Vec::new(), "content/images/nol.jpg is none of these"),
        ("salah.png", whole, "content/images/salah.png is really JPEG"),
        ("gambar.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "an SVG file can carry programs"),
    ];
    for (name, bytes, wanted) in cases {
        for keys in [format!("image: {{file: {name}, alt: Kantor di kota}}\n"), String::new()] {
            let body = if keys.is_empty() { format!("![Kantor di kota]({name})") } else { "Isi.".to_owned() };
            for command in ["build", "check"] {
                let site = site();
                site.put(&format!("content/images/{name}"), bytes);
                article(&site, &keys, &body);
                let run = site.run(&[command]).ends(1);
                assert!(run.err.contains("error[bad-image]") && run.err.contains(wanted), "{name}: {}", run.err);
                assert!(run.err.contains("content/news/kunjungan.md:"), "{name}: {}", run.err);
                assert!(!run.err.contains("panicked") && !run.err.contains("file-unused"), "{name}: {}", run.err);
                assert!(!site.output().exists(), "{name}");
            }
        }
    }
}

#[test]
fn a_link_instead_of_a_picture_is_refused() {
    let site = site();
    site.put("rahasia.jpg", &jpeg(700, 400));
    site.put("content/images/lain.jpg", &jpeg(700, 400));
    let link = site.root().join("content/images/foto.jpg");
    std::os::unix::fs::symlink(site.root().join("rahasia.jpg"), link).expect("a link can be made");
    article(&site, "image: {file: foto.jpg, alt: Kantor di kota}\n", "![Kantor lain](lain.jpg)");
    let run = site.run(&["build"]).ends(1);
    assert!(run.err.contains("content/images/foto.jpg is a symbolic link"), "{}", run.err);
}

#[test]
fn editors_are_told_what_words_and_files_are_wrong() {
    let site = site();
    for name in ["kantor.jpg", "kantor.png", "kantor-lama.jpg"] {
        let picture = photo(700, 400);
        let format = if name.ends_with("png") { ImageFormat::Png } else { ImageFormat::Jpeg };
        site.put(&format!("content/images/{name}"), &bytes(&picture, format));
    }
    let said = |keys: &str, body: &str, wanted: &[&str]| {
        article(&site, keys, body);
        let run = site.run(&["check"]);
        for wanted in wanted {
            assert!(run.err.contains(wanted), "{wanted} in {}", run.err);
        }
        run.err
    };
    said(
        "image: {file: kantor.jpg}\n",
        "",
        &["error[missing-key]", "`alt`", "below `file: kantor.jpg` a line such as"],
    );
    said("", "![](kantor.jpg)", &["warning[alt-text]", "`![one sentence](kantor.jpg)`"]);
    said("image: {file: kantor.jpg, alt: kantor}\n", "", &["warning[alt-text]", "only the file's name"]);
    said(
        "image: {file: kantor-lama.jpg, alt: Kantor lama}\n",
        "",
        &["only the file's name", "such as: Residents wait"],
    );
    said("", "![Kantor lama](kantor-lama.jpg)", &["warning[alt-text]", "only the file's name"]);
    said("image: {file: kantor.jpg, alt: Kunjungan kerja}\n", "", &["warning[alt-text]", "only the title again"]);
    said("image: {file: kantor.jpg, alt: Dua}\n", "", &["warning[alt-text]", "too short", "kunjungan.md:4:32"]);
    said(
        "image: {file: kantro.jpg, alt: Kantor kami}\n",
        "",
        &["error[file-missing]", "did you mean content/images/kantor.jpg?"],
    );
    said(
        "attachments: [{file: a.exe, title: Surat}]\n",
        "",
        &["error[file-type]", "content/files/a.exe is none of these"],
    );
    said("attachments: [{file: a.pdf, title: Surat}]\n", "", &["error[file-missing]", "stands in content/files"]);
    said("image: {file: ../../etc/passwd.jpg, alt: Kantor kami}\n", "", &["error[file-missing]"]);
    let both = said(
        "",
        "![Kantor kami](kantor.jpg) ![Kantor kami](kantor.png)",
        &["error[address-collision]", "both have /images/kantor"],
    );
    assert!(both.contains("warning[file-unused]: nothing uses the file content/images/kantor-lama.jpg"), "{both}");
    assert_eq!(both.matches("file-unused").count(), 1, "{both}");
}
