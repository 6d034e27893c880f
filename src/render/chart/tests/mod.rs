//! What a reader of a trend sees, read back from the SVG: nothing over another, no line across a break.

mod across;
mod drawing;
mod samples;

use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};

use super::{ChartBreak, ChartYear, Form, Symbol, TrendChart, ZoneMark, trend};
use drawing::{Drawing, read};
use samples::{fifteen_years, five_bands, sarolangun, year};

fn texts(drawing: &Drawing, class: &str) -> Vec<String> {
    let mut found: Vec<_> = drawing.texts.iter().filter(|text| text.class == class).collect();
    found.sort_by(|one, other| one.left.total_cmp(&other.left));
    found.iter().map(|text| text.text.clone()).collect()
}

#[test]
fn the_line_stays_within_a_methodology_and_stops_at_a_gap() {
    let mut spec = sarolangun();
    // Even a point that claims to be comparable is not joined across a break or a gap.
    for year in &mut spec.years {
        year.point.iter_mut().for_each(|point| point.joined = true);
    }
    let drawing = read(&trend(&spec));
    let lengths: Vec<usize> = drawing.lines("line").iter().map(Vec::len).collect();
    assert_eq!(lengths, [2, 3], "2018-2019 and 2022-2024");
    let breaks = drawing.lines("break");
    assert_eq!(breaks.len(), 3);
    for line in drawing.lines("line") {
        for change in &breaks {
            let x = change[0].0;
            assert!(line.iter().all(|at| at.0 < x) || line.iter().all(|at| at.0 > x));
        }
    }
}

#[test]
fn bands_are_those_of_each_year_and_equal_neighbours_are_one() {
    let drawing = read(&trend(&sarolangun()));
    for class in ["band-best", "band-middle", "band-worst"] {
        assert_eq!(drawing.lines(class).len(), 3, "{class}: 2018-2019, 2021, 2022-2024");
    }
    let tops: Vec<f64> = drawing.lines("band-middle").iter().map(|tint| tint[0].1).collect();
    assert!(tops[0] == tops[1] && tops[1] < tops[2], "81 lies above 78: {tops:?}");
    let names = texts(&drawing, "zone-name");
    assert!(["hijau", "kuning", "merah"].iter().all(|word| names.iter().any(|name| name == word)));
}

#[test]
fn a_zone_without_a_score_is_in_the_zone_row_only() {
    let mut spec = sarolangun();
    spec.years[0].point = None;
    let drawing = read(&trend(&spec));
    let triangles = drawing.lines("pt-middle");
    assert_eq!(triangles.len(), 3, "one point, two zones");
    let foot = drawing.lines("axis")[0][0].1;
    assert_eq!(triangles.iter().filter(|shape| shape[0].1 > foot).count(), 2);
}

#[test]
fn carried_forward_is_hollow() {
    let mut spec = sarolangun();
    spec.years[1].point.as_mut().expect("2019 has a score").hollow = true;
    let drawing = read(&trend(&spec));
    assert_eq!(drawing.lines("pt-middle hollow").len(), 2, "point and zone row");
    assert_eq!(drawing.lines("pt-middle").len(), 2);
}

#[test]
fn a_word_for_gaps_is_said_once_where_it_fits_and_else_is_a_dash() {
    let mut spec = sarolangun();
    for slot in [4, 5, 6] {
        spec.years[slot] = ChartYear { gap: Some("tidak dinilai".into()), ..year(2022, Vec::new()) };
    }
    spec.years[2].gap = Some("tidak dinilai".into());
    spec.years[7].gap = None;
    assert_eq!(texts(&read(&trend(&spec)), "gap"), ["–", "tidak dinilai"]);
}

#[test]
fn breaks_too_near_for_words_are_numbered_in_order() {
    let mut spec = fifteen_years();
    spec.breaks = [1, 2, 3].map(|after| ChartBreak { after, label: "cara menilai baru".into() }).to_vec();
    spec.breaks.push(ChartBreak { after: 14, label: "after the last year".into() });
    let drawing = read(&trend(&spec));
    assert_eq!(texts(&drawing, "break-label"), ["1", "2", "3"]);
    assert_eq!(drawing.lines("break").len(), 3);
}

#[test]
fn words_of_thin_or_crowded_bands_move_to_the_right() {
    let mut spec = fifteen_years();
    for (slot, year) in spec.years.iter_mut().enumerate() {
        year.bands = five_bands();
        for (index, band) in year.bands.iter_mut().enumerate() {
            band.label = format!("zona {index} {}", if slot < 14 { "" } else { "baru" });
        }
    }
    let drawing = read(&trend(&spec));
    let right = drawing.lines("axis")[0][1].0;
    let names: Vec<_> = drawing.texts.iter().filter(|text| text.left > right).collect();
    assert_eq!(names.len(), 5, "each band of 2024, none twice");
}

#[test]
fn letters_and_tokens_of_any_theme() {
    let mut spec = sarolangun();
    spec.years[0].zone = Some(ZoneMark { token: "tres bien\"".into(), symbol: Symbol::from("A") });
    let svg = trend(&spec);
    assert!(svg.contains("class=\"sym-tres-bien-\""), "{svg}");
    assert_eq!(Symbol::from("▲"), Symbol::Triangle);
}

#[test]
fn hostile_words_stay_words() {
    let evil = "</text><script>alert(1)</script>&\"'";
    let mut spec = sarolangun();
    for text in [&mut spec.naming.id, &mut spec.naming.title, &mut spec.naming.desc, &mut spec.zone_row] {
        evil.clone_into(text);
    }
    for year in &mut spec.years {
        evil.clone_into(&mut year.label);
        year.gap = Some(evil.into());
        year.bands.iter_mut().for_each(|band| {
            evil.clone_into(&mut band.label);
            evil.clone_into(&mut band.token);
        });
        year.point.iter_mut().for_each(|point| evil.clone_into(&mut point.label));
    }
    let svg = trend(&spec);
    assert!(!svg.contains("<script") && !svg.contains("\"'\""), "{svg}");
    assert!(svg.contains("&lt;script&gt;"), "{svg}");
    assert!(!read(&svg).texts.is_empty());
}

#[test]
fn small_and_dressed_by_the_theme_alone() {
    let mut spec = fifteen_years();
    spec.years.drain(..5);
    spec.breaks.iter_mut().for_each(|change| change.after -= 1);
    let svg = trend(&spec);
    assert!(svg.len() < 4000, "{} bytes for ten years", svg.len());
    for banned in ["style=", "fill=", "stroke", "font-family", "#", "rgb"] {
        assert!(!svg.contains(banned), "{banned} in {svg}");
    }
}

#[test]
fn one_year_and_no_year_are_drawings_too() {
    let mut spec = sarolangun();
    spec.years.truncate(1);
    assert_eq!(texts(&read(&trend(&spec)), "value last"), ["57,65"]);
    spec.years.clear();
    assert!(texts(&read(&trend(&spec)), "year").is_empty());
}

/// Any number of years, values, gaps and breaks.
fn any_trend() -> impl Strategy<Value = TrendChart> {
    let slots = proptest::collection::vec((0_u32..=10_000, any::<bool>(), 0..8_u8), 1..=15);
    slots.prop_map(|slots| {
        let mut spec = fifteen_years();
        spec.years.truncate(slots.len());
        spec.breaks.clear();
        for (slot, (hundredths, joined, kind)) in slots.into_iter().enumerate() {
            let here = &mut spec.years[slot];
            let point = here.point.as_mut().expect("every sample year has a score");
            point.value = f64::from(hundredths) / 100.0;
            point.label = format!("{},{:02}", hundredths / 100, hundredths % 100);
            point.joined = joined;
            if kind == 0 {
                *here = ChartYear { gap: Some("–".into()), ..year(2010, Vec::new()) };
            } else if kind == 1 {
                spec.breaks.push(ChartBreak { after: slot, label: "metode baru".into() });
            }
        }
        spec
    })
}

/// Sarolangun with another score in 2024, small.
fn small(score: f64) -> TrendChart {
    let mut spec = TrendChart { form: Form::Small, zone_row: String::new(), ..sarolangun() };
    spec.years[6].point.as_mut().expect("2024 has a score").value = score;
    spec
}

#[test]
fn small_drawings_share_their_axes_and_label_the_last_value_alone() {
    let (one, mut other) = (small(90.53), small(20.0));
    for year in &mut other.years[..4] {
        (year.point, year.zone) = (None, None);
    }
    let [one, other] = [one, other].map(|spec| read(&trend(&spec)));
    for class in ["axis", "tick", "break", "band-middle"] {
        assert!(!one.lines(class).is_empty() && one.lines(class) == other.lines(class), "{class}");
    }
    assert_eq!(texts(&one, "value last"), ["90,53"]);
    assert!(texts(&one, "value").is_empty() && texts(&one, "zone-name").is_empty());
    assert_eq!(one.is_legible(), Ok(()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_covers_another_or_leaves_the_sheet(spec in any_trend()) {
        let drawing = read(&trend(&spec));
        prop_assert_eq!(drawing.is_legible(), Ok(()));
        let years = texts(&drawing, "year");
        prop_assert!(years.first() == spec.years.first().map(|year| &year.label));
        prop_assert!(years.last() == spec.years.last().map(|year| &year.label));
        let newest = spec.years.iter().rev().find_map(|year| year.point.as_ref());
        let bold = texts(&drawing, "value last");
        prop_assert!(bold.first() == newest.map(|point| &point.label) && bold.len() < 2);
    }
}
