//! Specifications that tests start from.

use crate::render::chart::{
    ChartBand, ChartBreak, ChartPoint, ChartTick, ChartYear, Form, Naming, Symbol, TrendChart, ZoneMark,
};

/// Two breaks one slot apart, two gaps, two sets of bands.
pub(super) fn sarolangun() -> TrendChart {
    let three = || bands(&[(0, 51, "worst"), (51, 81, "middle"), (81, 100, "best")]);
    let years = vec![
        scored(year(2018, three()), 5765, "middle"),
        scored(year(2019, three()), 5432, "middle"),
        year(2020, Vec::new()),
        scored(year(2021, three()), 9629, "best"),
        scored(year(2022, five_bands()), 8438, "best"),
        scored(year(2023, five_bands()), 7927, "best"),
        scored(year(2024, five_bands()), 9053, "best"),
        year(2025, Vec::new()),
    ];
    chart(years, &[2, 3, 6])
}

/// A score in every year from 2010 to 2024.
pub(super) fn fifteen_years() -> TrendChart {
    let scored_year = |offset: u32| {
        let hundredths = 4000 + (offset * 2711) % 6000;
        scored(year(2010 + offset, five_bands()), hundredths, "middle")
    };
    chart((0..15).map(scored_year).collect(), &[3, 8])
}

/// Two bands each for the best and the worst zone.
pub(super) fn five_bands() -> Vec<ChartBand> {
    bands(&[(88, 100, "best"), (78, 88, "best"), (54, 78, "middle"), (32, 54, "worst"), (0, 32, "worst")])
}

/// A year with bands only.
pub(super) fn year(year: u32, bands: Vec<ChartBand>) -> ChartYear {
    ChartYear { label: year.to_string(), bands, ..ChartYear::default() }
}

fn scored(year: ChartYear, hundredths: u32, token: &str) -> ChartYear {
    let symbol = if token == "best" { Symbol::Circle } else { Symbol::Triangle };
    let point = ChartPoint {
        value: f64::from(hundredths) / 100.0,
        label: format!("{},{:02}", hundredths / 100, hundredths % 100),
        hollow: false,
        joined: true,
    };
    ChartYear { zone: Some(ZoneMark { token: token.into(), symbol }), point: Some(point), ..year }
}

fn bands(bounds: &[(u32, u32, &str)]) -> Vec<ChartBand> {
    let word = |token: &str| match token {
        "best" => "hijau".to_owned(),
        "middle" => "kuning".to_owned(),
        _ => "merah".to_owned(),
    };
    let band = |(from, to, token): &(u32, u32, &str)| ChartBand {
        from: f64::from(*from),
        to: f64::from(*to),
        token: (*token).to_owned(),
        label: word(token),
        symbol: Symbol::Triangle,
    };
    bounds.iter().map(band).collect()
}

/// Names for a drawing.
pub(super) fn naming(id: &str) -> Naming {
    Naming { id: id.into(), title: "Title".into(), desc: "Description".into() }
}

fn chart(years: Vec<ChartYear>, breaks: &[usize]) -> TrendChart {
    let tick = |value: u32| ChartTick { value: f64::from(value), label: value.to_string() };
    let change = |after: &usize| ChartBreak { after: *after, label: "metode baru".into() };
    TrendChart {
        naming: naming("trend"),
        years,
        scale: (0.0, 100.0),
        ticks: [0, 50, 100].map(tick).to_vec(),
        breaks: breaks.iter().map(change).collect(),
        zone_row: "zona".into(),
        form: Form::Whole,
    }
}
