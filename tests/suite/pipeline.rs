//! The run as a whole: same bytes everywhere, exit codes, and an output that only a whole site replaces.
#![expect(clippy::disallowed_methods, reason = "a test plants files and starts the program")]

use super::support::{Site, tree};

#[test]
fn same_bytes_whatever_the_machine() {
    let one = Site::real();
    let other = Site::real();
    one.run_with(&["build"], &[("RAYON_NUM_THREADS", "1"), ("TZ", "UTC"), ("LC_ALL", "C")]).ends(0);
    let env = [("RAYON_NUM_THREADS", "8"), ("TZ", "Asia/Jayapura"), ("LC_ALL", "tr_TR.UTF-8")];
    other.run_with(&["build"], &env).ends(0);
    let (one, other) = (tree(&one.output()), tree(&other.output()));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(bytes == &other[name], "{name} differs");
    }
}

#[test]
fn a_failed_build_changes_nothing() {
    let site = Site::real();
    site.run(&["build"]).ends(0);
    let before = tree(&site.output());
    site.replace("content/assessments/2019.yaml", "54.32", "154.32");
    let run = site.run(&["build"]).ends(1);
    assert!(run.err.contains("score-range"), "{}", run.err);
    assert!(tree(&site.output()) == before, "the output changed");
    site.replace("content/assessments/2019.yaml", "154.32", "54.32");
    site.run(&["build"]).ends(0);
    assert!(tree(&site.output()) == before, "the same inputs made other bytes");
}

#[test]
fn a_fault_of_the_theme_changes_nothing() {
    let site = Site::real();
    site.run(&["build"]).ends(0);
    let before = tree(&site.output());
    site.write(
        "themes/default/templates/regency.html",
        "{% extends \"base.html\" %}{% block main %}{{ view.nothing_here }}{% endblock %}",
    );
    let run = site.run(&["build", "--message-format", "short"]).ends(1);
    assert_eq!(run.err.matches("template-render").count(), 1, "told once: {}", run.err);
    assert!(run.err.contains("themes/default/templates/regency.html:1:"), "{}", run.err);
    assert!(tree(&site.output()) == before, "the output changed");
}

#[test]
fn check_finds_what_build_finds_and_writes_nothing() {
    let site = Site::real();
    site.replace("content/assessments/2019.yaml", "54.32", "154.32");
    site.replace("content/regencies.yaml", "kind: kota", "kind: kotta");
    let (check, build) = (site.run(&["check"]).ends(1), site.run(&["build"]).ends(1));
    assert_eq!(check.err, build.err);
    assert!(!site.output().exists() && !site.root().join(".patuh").exists());
}

#[test]
fn strict_makes_warnings_fail() {
    let site = Site::real();
    site.replace("content/assessments/2019.yaml", "zone: hijau", "zone: merah");
    site.run(&["check"]).ends(0);
    let run = site.run(&["check", "--strict"]).ends(1);
    assert!(run.err.contains("zone-differs"), "{}", run.err);
    site.run(&["build", "--strict"]).ends(1);
    assert!(!site.output().exists());
}

#[test]
fn wrong_usage_and_disk_have_their_codes() {
    let site = Site::real();
    site.run(&["bild"]).ends(2);
    site.run(&["build", "--future"]).ends(2);
    site.run(&["build", "--base-url", "javascript:alert(1)"]).ends(2);
    site.run(&["build", "--output", "/dev/null/x"]).ends(3);
    site.run(&["--help"]).ends(0);
}

#[test]
fn what_is_not_released_leaves_no_trace() {
    let site = Site::real();
    site.replace("content/assessments/2024.yaml", "released: 2024-12-04", "released: 2099-12-04");
    site.write(
        "content/news/2099-01-01-nanti-saja.md",
        "---\ntitle: Nanti saja\ndate: 2099-01-01\nregencies: [sarolangun]\n---\nBelum waktunya.\n",
    );
    site.write(
        "content/news/2020-01-01-konsep-tulisan.md",
        "---\ntitle: Konsep tulisan\ndate: 2020-01-01\ndraft: true\n---\nBelum.\n",
    );
    for (file, more) in [
        (
            "regencies.yaml",
            "- {id: kabupaten-rahasia, name: Kabupaten Rahasia, kind: kabupaten, parent: jambi-provinsi, since: 2024}\n",
        ),
        ("units.yaml", "- {id: unit-rahasia, regency: merangin, sector: dukcapil, name: Unit Rahasia}\n"),
        (
            "assessments/2024.yaml",
            "units:\n  unit-rahasia: {score: 91.23, source: {title: Sumber Rahasia, publisher: X}}\n",
        ),
    ] {
        let file = format!("content/{file}");
        site.write(&file, &format!("{}\n{more}", site.read(&file)));
    }
    site.replace("content/assessments/2024.yaml", "results:\n", "results:\n  kabupaten-rahasia: {score: 91.11}\n");
    site.replace("content/methodologies.yaml", "years: [2022, 2023, 2024]", "years: [2022, 2023]");
    let methods = site.read("content/methodologies.yaml");
    site.write(
        "content/methodologies.yaml",
        &format!("{methods}\n- id: metode-rahasia\n  title: Metode rahasia\n  years: [2024]\n  scale: {{min: 0, max: 100, decimals: 2}}\n"),
    );
    site.replace("content/assessments/2024.yaml", "methodology: kepatuhan-2022", "methodology: metode-rahasia");
    // The figure of 2023 was another until a correction that is still to come.
    site.write(
        "content/corrections.yaml",
        "- {date: 2099-01-01, year: 2023, regency: tebo, field: score, was: 77.01, now: 88.85, reason: Alasan rahasia}\n",
    );
    site.write(
        "content/responses.yaml",
        "- {regency: tebo, year: 2023, replied: 2099-01-01, text: Tanggapan rahasia}\n",
    );
    site.run(&["build"]).ends(0);
    assert!(site.page("daerah/tebo/").contains("77,01"), "the figure before its correction");
    for (name, bytes) in tree(&site.output()) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.to_lowercase().contains("rahasia") && !name.contains("rahasia"), "{name}");
        for secret in [
            "90,53",
            "91,11",
            "91,23",
            "88,85",
            "88.85",
            "90.53",
            "nanti-saja",
            "Nanti saja",
            "konsep-tulisan",
            "Konsep tulisan",
            "tahun/2024",
        ] {
            assert!(!text.contains(secret) && !name.contains(secret), "{secret:?} in {name}");
        }
    }
    let preview = site.root().join("preview");
    site.run(&["build", "--future", "--drafts", "--output", preview.to_str().expect("a plain path")]).ends(0);
    assert!(preview.join("berita/nanti-saja/index.html").exists());
    assert!(preview.join("berita/konsep-tulisan/index.html").exists());
    assert!(preview.join("tahun/2024/index.html").exists());
    assert!(preview.join("daerah/kabupaten-rahasia/index.html").exists());
    let text = |path: &str| std::fs::read_to_string(preview.join(path)).expect("the page is there");
    assert!(text("daerah/tebo/index.html").contains("88,85") && text("koreksi/index.html").contains("Alasan rahasia"));
    assert!(text("index.html").contains("noindex"));
    // What is not public may never stand where the public looks.
    site.run(&["build", "--drafts", "--output", site.output().to_str().expect("a plain path")]).ends(2);
}

#[test]
fn links_and_special_files_are_refused() {
    let site = Site::real();
    std::os::unix::fs::symlink("/etc/hostname", site.root().join("content/static-link.yaml")).expect("a link");
    let run = site.run(&["build"]).ends(1);
    assert!(run.err.contains("file-refused"), "{}", run.err);
    assert!(!site.output().exists());
}

#[test]
fn content_cannot_put_script_on_a_page() {
    let site = Site::real();
    let payload = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    site.write(
        "content/news/2021-01-01-serangan.md",
        &format!(
            "---\ntitle: '{payload}'\nsummary: '\"{payload}'\ndate: 2021-01-01\nplace: '{payload}'\nregencies: [sarolangun]\n---\n\
             {payload}\n\n[a](javascript:alert(1)) [b](JaVa\tScript:alert(1)) [c](&#106;avascript:alert(1)) [d](data:text/html,x) \
             [e](//example.org) ![f](javascript:alert(1))\n\n## Judul {{#x onclick=alert(1)}}\n"
        ),
    );
    site.replace(
        "content/regencies.yaml",
        "name: Kabupaten Sarolangun",
        &format!("name: 'Kabupaten Sarolangun {payload}'"),
    );
    site.run(&["build"]).ends(0);
    // A table has texts as they are: no browser takes one for a page.
    let is_page = |name: &str| !name.ends_with(".css") && !name.ends_with(".csv");
    for (name, bytes) in tree(&site.output()).iter().filter(|(name, _)| is_page(name)) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("<script>alert"), "{name}");
        assert!(!text.contains("<img src=x"), "{name}");
        for tag in text.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or("").to_ascii_lowercase()) {
            for bad in ["href=\"javascript", "href=\"data:", "href=\"//"] {
                assert!(!tag.contains(bad), "{name}: <{tag}>");
            }
            let outside: String = tag.split('"').step_by(2).collect();
            for bad in [" onclick", " onerror", " style="] {
                assert!(!outside.contains(bad), "{name}: <{tag}>");
            }
        }
    }
}

#[test]
fn an_output_is_found_from_where_one_stands() {
    let site = Site::real();
    let above = site.root().parent().expect("a temporary folder stands in another");
    let name = site.root().file_name().and_then(|name| name.to_str()).expect("a plain name");
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_patuh"));
        let status = command.current_dir(above).args(args).status().expect("the program starts");
        assert!(status.success());
    };
    run(&["build", "--root", name]);
    assert!(site.output().join("index.html").exists());
    run(&["build", "--root", name, "--output", &format!("{name}/elsewhere")]);
    assert!(site.root().join("elsewhere/index.html").exists());
}
