//! Geometry: borders stay shared, areas stay, labels stand inside, nobody is lost.

use std::collections::BTreeSet;

use super::interior::is_inside;
use super::simplify::BYTES;
use super::{Ground, Land, Line2, Point, STEPS, WIDTH};
use crate::load::geojson::{Polygon, Position, Ring};
use crate::model::regency::RegencyId;

fn ground(shapes: &[Vec<Polygon>]) -> Ground {
    let shapes: Vec<(RegencyId, &[Polygon])> =
        shapes.iter().enumerate().map(|(n, polygons)| (RegencyId(n), &polygons[..])).collect();
    Ground::of(&shapes)
}

fn land(ground: &Ground, n: usize) -> &Land {
    &ground.lands[&RegencyId(n)]
}

fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Ring {
    vec![[west, south], [east, south], [east, north], [west, north]]
}

/// From south to north near a longitude, with many small bends that look like those of a river.
fn river(longitude: f64, south: f64, north: f64, bends: u32) -> Ring {
    let bend = |n: u32| {
        let along = f64::from(n) / f64::from(bends);
        let swing = (f64::from(n) * 0.7).sin() * 0.05 + (f64::from(n) * 0.013).sin() * 0.2;
        [longitude + swing * f64::from(u32::from(n > 0 && n < bends)), south + (north - south) * along]
    };
    (0..=bends).map(bend).collect()
}

/// A rectangle cut in two by a river.
fn two_banks(bends: u32) -> [Vec<Polygon>; 2] {
    let river = river(102.0, -2.0, -1.0, bends);
    let left: Ring = [[101.0, -1.0], [101.0, -2.0]].into_iter().chain(river.clone()).collect();
    let right: Ring = [[103.0, -2.0], [103.0, -1.0]].into_iter().chain(river.into_iter().rev()).collect();
    [vec![vec![left]], vec![vec![right]]]
}

fn area(ring: &Line2) -> i64 {
    let wide = |n: usize| ring[n % ring.len()].map(i64::from);
    let cross = |n: usize| wide(n)[0] * wide(n + 1)[1] - wide(n + 1)[0] * wide(n)[1];
    (0..ring.len()).map(cross).sum::<i64>().abs()
}

fn points(land: &Land) -> BTreeSet<Point> {
    land.rings.iter().flatten().copied().collect()
}

#[test]
fn a_shared_border_stays_one_line_without_gap_or_overlap() {
    let shapes = two_banks(20_000);
    let ground = ground(&shapes);
    let (left, right) = (land(&ground, 0), land(&ground, 1));
    let all = i64::from(WIDTH * STEPS) * i64::from(ground.height * STEPS) * 2;
    assert_eq!(area(&left.rings[0]) + area(&right.rings[0]), all, "the halves are the whole");
    let shared: BTreeSet<Point> = points(left).intersection(&points(right)).copied().collect();
    assert!(shared.len() > 20, "the river keeps its bends: {}", shared.len());
    assert_eq!(shared.len() + 2, points(left).len());
    assert_eq!(shared.len() + 2, points(right).len());
    assert!(left.path.len() + right.path.len() <= BYTES, "{} bytes", left.path.len());
}

#[test]
fn areas_stay_within_a_hundredth() {
    let shapes = two_banks(5_000);
    let ground = ground(&shapes);
    let share = |polygons: &[Polygon]| {
        let ring = &polygons[0][0];
        let corner = |n: usize| ring[n % ring.len()];
        let cross = |n: usize| corner(n)[0] * corner(n + 1)[1] - corner(n + 1)[0] * corner(n)[1];
        (0..ring.len()).map(cross).sum::<f64>().abs()
    };
    let before = share(&shapes[0]) / (share(&shapes[0]) + share(&shapes[1]));
    let (left, right) = (area(&land(&ground, 0).rings[0]), area(&land(&ground, 1).rings[0]));
    let after = left as f64 / (left + right) as f64;
    assert!((before - after).abs() < 0.01, "{before} became {after}");
}

#[test]
fn an_enclave_fills_its_hole_and_labels_keep_apart() {
    let enclave = rectangle(101.8, -1.6, 102.2, -1.4);
    let around = vec![vec![rectangle(101.0, -2.0, 103.0, -1.0), enclave.clone()]];
    let with_hole = ground(&[around, vec![vec![enclave.clone()]]]);
    let mut rings = [land(&with_hole, 0).rings[1].clone(), land(&with_hole, 1).rings[0].clone()];
    rings.iter_mut().for_each(|ring| ring.sort_unstable());
    assert_eq!(rings[0], rings[1]);

    // Many maps draw the surrounding body without a hole.
    let filled = ground(&[vec![vec![rectangle(101.0, -2.0, 103.0, -1.0)]], vec![vec![enclave]]]);
    for ground in [with_hole, filled] {
        let (outer, inner) = (land(&ground, 0), land(&ground, 1));
        assert_eq!((&outer.islands[..], &inner.islands[..]), (&[RegencyId(1)][..], &[][..]));
        assert!(!is_inside(&inner.rings, outer.centre), "the label of the body around stands on the enclave");
    }
}

#[test]
fn a_label_stands_inside_whatever_the_shape() {
    let horseshoe: Ring =
        [[0.0, 0.0], [4.0, 0.0], [4.0, 1.0], [1.0, 1.0], [1.0, 3.0], [4.0, 3.0], [4.0, 4.0], [0.0, 4.0]].into();
    let ring = vec![rectangle(0.0, 0.0, 4.0, 4.0), rectangle(0.5, 0.5, 3.5, 3.5)];
    let sliver = vec![vec![[0.0, 0.0], [4.0, 4.0], [4.0, 3.99]]];
    for polygon in [vec![horseshoe], ring, sliver] {
        let ground = ground(&[vec![polygon]]);
        let land = land(&ground, 0);
        assert!(is_inside(&land.rings, land.centre), "{:?} is outside of {:?}", land.centre, land.rings);
        assert!(land.room > 0.0);
    }
}

#[test]
fn an_island_of_two_bodies_keeps_both() {
    let coast = |n: u32| {
        let angle = f64::from(n) / 1_000.0 * std::f64::consts::TAU;
        [102.0 + angle.cos(), -1.5 + angle.sin()]
    };
    let (north, south): (Ring, Ring) = ((0..=500).map(coast).collect(), (500..=1_000).map(coast).collect());
    let ground = ground(&[vec![vec![north]], vec![vec![south]]]);
    assert!((0..2).all(|n| area(&land(&ground, n).rings[0]) > 10_000));
}

#[test]
fn a_body_too_small_to_be_seen_still_has_a_place() {
    let speck = rectangle(101.0, -1.0, 101.000_001, -0.999_999);
    let ground = ground(&[vec![vec![rectangle(95.0, -11.0, 141.0, 6.0)]], vec![vec![speck]]]);
    let land = land(&ground, 1);
    assert!(land.path.starts_with('M') && land.path.ends_with('z'), "{}", land.path);
    assert!(is_inside(&land.rings, land.centre));
}

#[test]
fn islets_go_but_the_largest_part_stays() {
    let part = |west: f64, size: f64| vec![rectangle(west, -1.0, west + size, -1.0 + size)];
    let ground = ground(&[vec![part(101.0, 0.001), part(102.0, 1.0), part(104.0, 0.5)]]);
    assert_eq!(land(&ground, 0).rings.len(), 2);
}

#[test]
fn bodies_on_both_sides_of_the_180th_meridian_stand_together() {
    let ground = ground(&[
        vec![vec![rectangle(178.0, -18.0, 180.0, -16.0)]],
        vec![vec![rectangle(-180.0, -18.0, -179.0, -16.0)]],
    ]);
    let east: Vec<i32> = [0, 1].map(|n| points(land(&ground, n)).iter().map(|[x, _]| *x).max().unwrap_or(0)).into();
    assert!(east[0] < east[1], "{east:?}");
    let shared: BTreeSet<Point> = points(land(&ground, 0)).intersection(&points(land(&ground, 1))).copied().collect();
    assert_eq!(shared.len(), 2);
}

#[test]
fn a_degree_is_as_wide_as_it_is_there() {
    let near = |latitude: f64| {
        let ground = ground(&[vec![vec![rectangle(10.0, latitude - 0.5, 11.0, latitude + 0.5)]]]);
        f64::from(ground.height) / f64::from(WIDTH)
    };
    assert!((near(0.0) - 1.0).abs() < 0.01);
    // At 60 degrees it is half as wide: the map is twice as high as wide, and high maps are made to fit.
    let tall: Position = [0.0, 60.0];
    let ground = ground(&[vec![vec![rectangle(tall[0], 59.5, 1.0, 60.5)]]]);
    let width = points(land(&ground, 0)).iter().map(|[x, _]| *x).fold((i32::MAX, 0), |(a, b), x| (a.min(x), b.max(x)));
    let wide = f64::from(width.1 - width.0) / f64::from(STEPS);
    assert!((wide / f64::from(ground.height) - 0.5).abs() < 0.01, "{wide} by {}", ground.height);
}

#[test]
fn what_crosses_itself_is_drawn_all_the_same() {
    let bow: Ring = [[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0]].into();
    let ground = ground(&[vec![vec![bow]]]);
    assert!(land(&ground, 0).room > 0.0);
}
