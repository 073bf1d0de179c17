//! Places that hold stock.

use std::{cmp::Ordering, sync::Arc};

use async_graphql::{ID, InputObject, Object, SimpleObject};

use crate::domain::event::LocationFact;

/// A point on the earth.
#[derive(Debug, Clone, InputObject)]
pub struct GeoCoordinateInput {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// Orders two locations by their distance from a point; those without coordinates come last.
pub fn by_distance(near: &GeoCoordinateInput, a: &LocationFact, b: &LocationFact) -> Ordering {
    distance(near, a).total_cmp(&distance(near, b))
}

/// A number that grows with the distance on the sphere: the haversine of the angle.
fn distance(from: &GeoCoordinateInput, to: &LocationFact) -> f64 {
    let (Some(latitude), Some(longitude)) = (to.latitude, to.longitude) else {
        return f64::INFINITY;
    };
    let (a, b) = (from.latitude.to_radians(), latitude.to_radians());
    let half = ((b - a) / 2.0).sin().powi(2);
    let turn = ((longitude - from.longitude).to_radians() / 2.0)
        .sin()
        .powi(2);
    half + a.cos() * b.cos() * turn
}

/// A place that holds stock.
#[derive(Debug, Clone)]
pub struct Location(Arc<LocationFact>);

/// A place that holds stock.
#[Object]
impl Location {
    /// Opaque id.
    async fn id(&self) -> ID {
        ID(self.0.id.clone())
    }

    /// Name shown.
    async fn name(&self) -> &str {
        &self.0.name
    }
}

/// Stock of a variant at a location.
#[derive(Debug, Clone, SimpleObject)]
pub struct StoreAvailability {
    /// Whether any can be fetched there.
    available: bool,
    /// The place.
    location: Location,
    /// When it can be fetched, in words.
    pick_up_time: String,
    /// How many are there.
    quantity_available: i32,
}

impl StoreAvailability {
    /// So many at a location.
    pub fn new(location: Arc<LocationFact>, quantity: i32) -> Self {
        Self {
            available: quantity > 0,
            pick_up_time: location.pick_up_time.clone().unwrap_or_default(),
            location: Location(location),
            quantity_available: quantity,
        }
    }
}
