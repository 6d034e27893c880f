//! Rules that hold for all inputs: scores, zones, addresses, and readers that never stop.

use patuh::diag::FileId;
use patuh::load::{table, yaml};
use patuh::model::date::PartialDate;
use patuh::model::methodology::{Band, Better, Methodology, Scale};
use patuh::model::number::Decimal;
use patuh::model::site::ZoneId;
use patuh::model::text::{Slug, Text};
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

fn methodology(bounds: &[i64]) -> Methodology {
    let band = |(n, from): (usize, &i64)| Band {
        from: Decimal::new(*from, 2),
        zone: ZoneId::at(n),
        category: None,
        label: None,
    };
    Methodology {
        id: Slug::new("m").expect("a slug"),
        title: Text::plain("m"),
        years: Vec::new(),
        scale: Scale { min: Decimal::new(0, 0), max: Decimal::new(100, 0), decimals: 2, better: Better::Higher },
        bands: bounds.iter().enumerate().map(band).collect(),
        has_zones: true,
        coverage: None,
        dimensions: Vec::new(),
        break_text: None,
        comparable_with: Vec::new(),
        uncertain: None,
        note: None,
        sources: Vec::new(),
        at: patuh::diag::At::top(FileId(0)),
    }
}

proptest! {
    #[test]
    fn a_score_is_kept_as_printed(units in 0_i64..=10_000) {
        let printed = Decimal::new(units, 2).to_string();
        prop_assert_eq!(Decimal::parse(&printed).map(|n| n.to_string()), Ok(printed.clone()));
        prop_assert_eq!(Decimal::parse(&printed.replace('.', ",")), Decimal::parse(&printed));
    }

    #[test]
    fn differences_are_exact(a in 0_i64..=10_000, b in 0_i64..=10_000) {
        let (x, y) = (Decimal::new(a, 2), Decimal::new(b, 2));
        prop_assert_eq!(x.minus(y), Decimal::new(a - b, 2));
        prop_assert_eq!(x.minus(y).plus(y), x);
        prop_assert_eq!(x < y, a < b);
    }

    #[test]
    fn every_score_has_the_band_it_reaches(units in 0_i64..=10_000) {
        let edition = methodology(&[8800, 7800, 5400, 3200, 0]);
        let zone = edition.band(Decimal::new(units, 2)).map(|band| band.zone.place());
        let expected = match units { 8800.. => 0, 7800.. => 1, 5400.. => 2, 3200.. => 3, _ => 4 };
        prop_assert_eq!(zone, Some(expected));
    }

    #[test]
    fn any_words_make_a_slug_or_nothing(text in any::<String>()) {
        if let Some(slug) = Slug::from_words(&text) {
            prop_assert!(Slug::new(slug.as_str()).is_some());
            prop_assert_eq!(Slug::from_words(slug.as_str()), Some(slug));
        }
    }

    #[test]
    fn readers_take_any_text(text in any::<String>(), yamlish in "[ \t\n:{}\\[\\],\"'#&*!|>%a-c0-9.-]{0,80}") {
        for text in [&text, &yamlish] {
            let _ = yaml::parse(FileId(0), text, 0..text.len());
            let _ = table::parse(FileId(0), text);
            let _ = Decimal::parse(text);
            let _ = PartialDate::parse(text);
        }
    }
}
