//! Geometry: borders stay shared, areas stay, labels stand inside.
