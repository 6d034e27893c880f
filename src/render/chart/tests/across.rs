//! What a reader of the drawings beside the trend sees: marks where their values are, nothing over another.

use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};

use super::drawing::{Drawing, read};
use super::samples::{five_bands, naming};
use super::texts;
use crate::render::chart::{
    BarChart, BarRow, ChartTick, CountBin, CountChart, DotChart, DotRow, Naming, Part, Ruler, ShareChart, ShareRow,
    Symbol, ZoneMark, bars, counts, dots, shares,
};

fn zone(n: usize) -> ZoneMark {
    let (token, symbol) = [("best", "●"), ("middle", "▲"), ("worst", "■"), ("good", "AB"), ("poor", "◆")][n % 5];
    ZoneMark { token: token.into(), symbol: Symbol::from(symbol) }
}

fn printed(hundredths: u32) -> String {
    format!("{},{:02}", hundredths / 100, hundredths % 100)
}

fn dot(rank: usize, name: &str, hundredths: u32, before: Option<u32>) -> DotRow {
    DotRow {
        rank: rank.to_string(),
        name: name.into(),
        label: printed(hundredths),
        value: f64::from(hundredths) / 100.0,
        zone: Some(zone(0)),
        before: before.map(|before| f64::from(before) / 100.0),
    }
}

fn ranking(rows: Vec<DotRow>) -> DotChart {
    let tick = |value: u32| ChartTick { value: f64::from(value), label: value.to_string() };
    let ticks = [54, 78, 0, 100, 25, 50].map(tick).to_vec();
    DotChart { naming: naming("dots"), ruler: Ruler { scale: (0.0, 100.0), ticks, bands: five_bands() }, rows }
}

fn part(n: Option<usize>, count: usize) -> Part {
    Part { zone: n.map(zone), count, label: count.to_string() }
}

/// The left and right edge of every rectangle of a class, as drawn.
fn spans(drawing: &Drawing, class: &str) -> Vec<(f64, f64)> {
    let across = |shape: Vec<(f64, f64)>| (shape[0].0, shape[1].0);
    drawing.lines(class).into_iter().map(across).collect()
}

fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() < 0.25
}

#[test]
fn a_dot_stands_where_its_score_is() {
    let rows =
        vec![dot(1, "Aru Fiktif", 10_000, None), dot(2, "Buru Fiktif", 5000, Some(2500)), dot(3, "Ciru", 0, None)];
    let drawing = read(&dots(&ranking(rows)));
    let places: Vec<f64> = drawing.circles("pt-best").iter().map(|at| at.0).collect();
    let (high, low) = (places[0], places[2]);
    assert!(is_near(places[1], (low + high) / 2.0), "50 is half way: {places:?}");
    let before = drawing.circles("before");
    assert_eq!(before.len(), 1, "only where it may be compared");
    assert!(is_near(before[0].0, low + (high - low) / 4.0), "25 is a quarter: {before:?}");
    assert_eq!(drawing.lines("shift"), [vec![(before[0].0, before[0].1), (places[1], before[0].1)]]);
    let green = spans(&drawing, "band-best");
    assert!(is_near(green[0].0, low + (high - low) * 0.78) && is_near(green[0].1, high), "78 to 100: {green:?}");
    assert_eq!(texts(&drawing, "figure").len(), 3);
}

#[test]
fn strips_beyond_the_axis_are_not_drawn() {
    let mut spec = ranking(vec![dot(1, "A", 9000, None), dot(2, "B", 7600, None)]);
    spec.ruler.scale = (75.0, 100.0);
    let drawing = read(&dots(&spec));
    assert_eq!(texts(&drawing, "zone-name"), ["kuning", "hijau"]);
    assert!(drawing.lines("band-worst").is_empty());
}

#[test]
fn columns_are_as_high_as_their_counts() {
    let bin = |from: u32, parts: Vec<Part>| {
        let label = parts.iter().map(|part| part.count).sum::<usize>().to_string();
        CountBin { from: f64::from(from), to: f64::from(from + 25), label, parts }
    };
    let spec = CountChart {
        ruler: Ruler { scale: (0.0, 100.0), bands: five_bands(), ..Ruler::default() },
        bins: vec![
            bin(0, vec![part(Some(2), 10)]),
            bin(25, vec![]),
            bin(50, vec![part(Some(1), 30), part(Some(0), 10)]),
            bin(75, vec![part(Some(0), 20)]),
        ],
        ..CountChart::default()
    };
    let drawing = read(&counts(&spec));
    let height =
        |class: &str| -> Vec<f64> { drawing.lines(class).iter().map(|shape| shape[2].1 - shape[0].1).collect() };
    let (worst, middle, best) = (height("share-worst"), height("share-middle"), height("share-best"));
    assert!(is_near(worst[0] * 3.0, middle[0]) && is_near(worst[0], best[0]) && is_near(worst[0] * 2.0, best[1]));
    assert_eq!(texts(&drawing, "figure"), ["10", "40", "20"], "no number over an empty column");
}

#[test]
fn pieces_of_a_bar_are_their_shares() {
    let rows = vec![ShareRow { parts: vec![part(Some(0), 3), part(None, 1)], ..ShareRow::default() }];
    let drawing = read(&shares(&ShareChart { rows, ..ShareChart::default() }));
    assert_eq!(spans(&drawing, "share-best"), [(0.0, 255.0)]);
    assert_eq!(spans(&drawing, "share-none"), [(255.0, 340.0)]);
    assert_eq!(texts(&drawing, "in-best"), ["3"]);
}

#[test]
fn a_rule_parts_rows_and_nothing_crosses_it() {
    let row = |label: &str, rule: Option<&str>| ShareRow {
        label: label.into(),
        words: "11 kabupaten".into(),
        parts: vec![part(Some(0), 120), part(Some(1), 1)],
        rule: rule.map(str::to_owned),
    };
    let rows = vec![row("2024", None), row("2023", Some("metode berubah")), row("2022", Some("after the last"))];
    let drawing = read(&shares(&ShareChart { rows, ..ShareChart::default() }));
    assert_eq!(texts(&drawing, "break-label"), ["metode berubah"]);
    let y = drawing.lines("break")[0][0].1;
    let bars: Vec<(f64, f64)> = drawing.lines("share-best").iter().map(|shape| (shape[0].1, shape[2].1)).collect();
    assert!(bars[1].1 < y && y < bars[2].0, "between 2023 and 2022: {bars:?}, {y}");
    assert!(bars.iter().all(|(top, bottom)| y < *top || *bottom < y));
    assert_eq!(texts(&drawing, "figure"), ["1", "1", "1"], "too small for its number, which stands beneath");
}

#[test]
fn a_year_of_nobody_has_words_and_no_bar() {
    let row = ShareRow { label: "2020".into(), words: "tidak dinilai".into(), ..ShareRow::default() };
    let drawing = read(&shares(&ShareChart { rows: vec![row], ..ShareChart::default() }));
    assert_eq!(texts(&drawing, "row-words"), ["tidak dinilai"]);
    assert!(drawing.lines("share-best").is_empty());
}

#[test]
fn bars_are_parts_of_their_maximum() {
    let row =
        |value: Option<f64>, max: f64, label: &str| BarRow { name: "Input".into(), value, max, label: label.into() };
    let rows = vec![row(Some(20.0), 40.0, "20 dari 40"), row(None, 20.0, "tidak ditemukan")];
    let drawing = read(&bars(&BarChart { scale: (0.0, 40.0), rows, ..BarChart::default() }));
    let wide = |class: &str| spans(&drawing, class).iter().map(|(left, right)| right - left).collect::<Vec<f64>>();
    let (track, missing, bar) = (wide("track"), wide("track missing"), wide("bar"));
    assert!(is_near(bar[0] * 2.0, track[0]) && is_near(missing[0] * 2.0, track[0]), "{track:?} {missing:?} {bar:?}");
    assert_eq!(bar.len(), 1, "what is missing has no bar");
    assert_eq!(texts(&drawing, "gap"), ["tidak ditemukan"]);
}

#[test]
fn hostile_words_stay_words_here_too() {
    let evil = "</text><script>alert(1)</script>&\"'";
    let mut row = dot(1, evil, 100, None);
    row.label = evil.into();
    let drawn = [
        dots(&DotChart { naming: Naming { title: evil.into(), ..naming(evil) }, ..ranking(vec![row]) }),
        shares(&ShareChart {
            rows: vec![ShareRow { label: evil.into(), words: evil.into(), ..ShareRow::default() }],
            ..ShareChart::default()
        }),
        bars(&BarChart {
            rows: vec![BarRow { name: evil.into(), label: evil.into(), ..BarRow::default() }],
            ..BarChart::default()
        }),
    ];
    for svg in drawn {
        assert!(!svg.contains("<script") && !svg.contains("\"'\""), "{svg}");
        for banned in ["style=", "fill=", "stroke", "font-family", "rgb"] {
            assert!(!svg.contains(banned), "{banned} in {svg}");
        }
    }
}

/// Names of any length, of one word or of many.
fn any_name() -> impl Strategy<Value = String> {
    proptest::collection::vec("[A-Za-zé]{1,18}", 1..=7).prop_map(|words| words.join(" "))
}

fn any_dots() -> impl Strategy<Value = DotChart> {
    let row = (any_name(), 0_u32..=10_000, proptest::option::of(0_u32..=10_000), 0..6_usize);
    let rows = proptest::collection::vec(row, 1..=40);
    rows.prop_map(|rows| {
        let row = |(n, (name, value, before, zoned)): (usize, (String, u32, Option<u32>, usize))| DotRow {
            zone: (zoned < 5).then(|| zone(zoned)),
            ..dot(n + 1, &name, value, before)
        };
        ranking(rows.into_iter().enumerate().map(row).collect())
    })
}

fn any_shares() -> impl Strategy<Value = ShareChart> {
    let part = |n: usize| (0..600_usize).prop_map(move |count| part(Some(n), count));
    let parts = (part(0), part(1), part(2), part(3), part(4), any::<bool>());
    let row = (parts, any_name(), proptest::option::of(any_name()));
    proptest::collection::vec(row, 1..=12).prop_map(|rows| {
        let row = |(n, ((a, b, c, d, e, few), words, rule)): (usize, _)| {
            let (mut parts, rule): (Vec<Part>, Option<String>) = (vec![a, b, c, d, e], rule);
            // Few of most and many of one: the pieces too small for their numbers stand side by side.
            for part in parts.iter_mut().skip(1).filter(|_| few) {
                part.count %= 4;
                part.label = part.count.to_string();
            }
            ShareRow { label: (2010 + n).to_string(), words, parts, rule }
        };
        ShareChart { rows: rows.into_iter().enumerate().map(row).collect(), ..ShareChart::default() }
    })
}

fn any_bars() -> impl Strategy<Value = BarChart> {
    let row = (any_name(), proptest::option::of(0_u32..=10_000), 1_u32..=100);
    proptest::collection::vec(row, 1..=8).prop_map(|rows| {
        let row = |(name, value, max): (String, Option<u32>, u32)| BarRow {
            name,
            value: value.map(|value| f64::from(value) / 100.0),
            max: f64::from(max),
            label: value.map_or("nilai tidak ditemukan".to_owned(), |value| format!("{} dari {max}", printed(value))),
        };
        BarChart { scale: (0.0, 100.0), rows: rows.into_iter().map(row).collect(), ..BarChart::default() }
    })
}

fn any_counts() -> impl Strategy<Value = CountChart> {
    let bins = proptest::collection::vec((0..200_usize, 0..200_usize, 0..20_usize), 12);
    bins.prop_map(|bins| {
        let bin = |(n, (best, middle, none)): (u32, (usize, usize, usize))| CountBin {
            from: f64::from(n) * 5.0 + 40.0,
            to: f64::from(n) * 5.0 + 45.0,
            label: (best + middle + none).to_string(),
            parts: vec![part(Some(0), best), part(Some(1), middle), part(None, none)],
        };
        let tick = |value: u32| ChartTick { value: f64::from(value), label: value.to_string() };
        CountChart {
            ruler: Ruler { scale: (40.0, 100.0), ticks: [54, 78, 40, 100, 88].map(tick).to_vec(), bands: five_bands() },
            bins: (0..).zip(bins).map(bin).collect(),
            ..CountChart::default()
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rankings_are_legible(spec in any_dots()) {
        let drawing = read(&dots(&spec));
        prop_assert_eq!(drawing.is_legible(), Ok(()));
        prop_assert_eq!(texts(&drawing, "figure").len(), spec.rows.len());
    }

    #[test]
    fn shares_are_legible(spec in any_shares()) {
        let drawing = read(&shares(&spec));
        prop_assert_eq!(drawing.is_legible(), Ok(()));
        let numbers = drawing.texts.iter().filter(|text| text.class == "figure" || text.class.starts_with("in-")).count();
        let counted = spec.rows.iter().flat_map(|row| &row.parts).filter(|part| part.count > 0).count();
        prop_assert!(numbers == counted, "every count is printed: {numbers} of {counted}");
    }

    #[test]
    fn bars_are_legible(spec in any_bars()) {
        prop_assert_eq!(read(&bars(&spec)).is_legible(), Ok(()));
    }

    #[test]
    fn counts_are_legible(spec in any_counts()) {
        prop_assert_eq!(read(&counts(&spec)).is_legible(), Ok(()));
    }
}
