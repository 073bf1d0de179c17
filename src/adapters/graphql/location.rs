//! Places that hold stock, and what a variant has there.

use std::{cmp::Ordering, sync::Arc};

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};

use super::{
    connection::{Connection, PageArguments, binding},
    enums::LocationSortKeys,
    errors::Code,
    metafield::{self, HasMetafieldsIdentifier, Metafield},
    scope::{Nullable, Scope, nullable},
};
use crate::domain::{
    country::Country,
    event::LocationFact,
    id::{Key, id_order},
};

/// A point on the earth.
#[derive(Debug, Clone, Copy, PartialEq, InputObject)]
pub struct GeoCoordinateInput {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// Which of two locations is nearer; one whose place is unknown is farthest.
pub fn by_distance(near: &GeoCoordinateInput, a: &LocationFact, b: &LocationFact) -> Ordering {
    distance_km(near, a).total_cmp(&distance_km(near, b))
}

/// Distance over the earth as a sphere (haversine), infinite to a location whose place is unknown.
fn distance_km(near: &GeoCoordinateInput, location: &LocationFact) -> f64 {
    const EARTH_RADIUS_KM: f64 = 6_371.0;
    let (Some(latitude), Some(longitude)) = (location.latitude, location.longitude) else {
        return f64::INFINITY;
    };
    let square = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let cosines = near.latitude.to_radians().cos() * latitude.to_radians().cos();
    let haversine = square(latitude - near.latitude) + cosines * square(longitude - near.longitude);
    2.0 * EARTH_RADIUS_KM * haversine.clamp(0.0, 1.0).sqrt().asin()
}

/// A page of all locations.
///
/// # Errors
/// As [`PageArguments::window`], and when DISTANCE is asked for without a place.
pub fn list(
    scope: &Scope,
    arguments: &PageArguments,
    near: Option<GeoCoordinateInput>,
    is_reversed: bool,
    sort: LocationSortKeys,
) -> Result<Connection<Location>> {
    let mut locations = scope.settings.locations.clone();
    locations.sort_by_cached_key(|location| id_order(&location.id));
    match (sort, near) {
        (LocationSortKeys::Id, _) => {}
        (LocationSortKeys::City, _) => locations.sort_by(|a, b| a.city.cmp(&b.city)),
        (LocationSortKeys::Name, _) => locations.sort_by(|a, b| a.name.cmp(&b.name)),
        (LocationSortKeys::Distance, Some(near)) => {
            locations.sort_by(|a, b| by_distance(&near, a, b));
        }
        (LocationSortKeys::Distance, None) => {
            let message = "`sortKey: DISTANCE` needs `near`: from where?";
            return Err(Code::BadArgument.error(message));
        }
    }
    let place = near.map(|near| (near.latitude.to_bits(), near.longitude.to_bits()));
    let nodes = locations.into_iter().map(Location).collect();
    let binding = binding("locations", (sort, place, is_reversed));
    Connection::of_all(nodes, arguments, is_reversed, binding)
}

/// A place that holds stock.
#[derive(Debug, Clone)]
pub struct Location(Arc<LocationFact>);

impl Location {
    /// The location with this key.
    pub fn find(scope: &Scope, key: Key) -> Option<Self> {
        scope.settings.location(key).cloned().map(Self)
    }
}

/// A place that holds stock.
#[Object]
impl Location {
    /// Where it is.
    async fn address(&self) -> LocationAddress<'_> {
        LocationAddress(&self.0)
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        self.0.id.as_str().into()
    }

    /// A typed attribute; `custom` is the namespace when none is given.
    async fn metafield(
        &self,
        resolving: &Context<'_>,
        key: String,
        namespace: Option<String>,
    ) -> Nullable<Metafield> {
        nullable(metafield::find(
            resolving,
            &self.0.id,
            namespace.as_deref(),
            &key,
        ))
        .await
    }

    /// Typed attributes in the order of their names; null for those that it does not have.
    async fn metafields(
        &self,
        resolving: &Context<'_>,
        identifiers: Vec<HasMetafieldsIdentifier>,
    ) -> Result<Vec<Option<Metafield>>> {
        metafield::find_all(resolving, &self.0.id, &identifiers).await
    }

    /// Name shown.
    async fn name(&self) -> &str {
        &self.0.name
    }
}

/// The address of a location.
pub struct LocationAddress<'a>(&'a LocationFact);

impl LocationAddress<'_> {
    fn known_country(&self) -> Option<Country> {
        Country::from_code(self.0.country_code.as_deref()?)
    }

    /// Province and postal code in one line, as far as they are known.
    fn region(&self) -> Option<String> {
        let parts = [self.0.province_code.as_deref(), self.0.zip.as_deref()];
        let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }
}

/// The address of a location.
#[Object]
impl LocationAddress<'_> {
    /// First line.
    async fn address1(&self) -> Option<&str> {
        self.0.address1.as_deref()
    }

    /// Second line.
    async fn address2(&self) -> Option<&str> {
        self.0.address2.as_deref()
    }

    /// City.
    async fn city(&self) -> Option<&str> {
        self.0.city.as_deref()
    }

    /// English name of the country.
    async fn country(&self) -> Option<&str> {
        self.known_country().map(Country::name)
    }

    /// Country, two letters.
    async fn country_code(&self) -> Option<&str> {
        self.0.country_code.as_deref()
    }

    /// The address in lines, as far as it is known.
    async fn formatted(&self) -> Vec<String> {
        let owned = |line: &Option<String>| line.clone().filter(|line| !line.is_empty());
        let country = self.known_country();
        [
            owned(&self.0.address1),
            owned(&self.0.address2),
            owned(&self.0.city),
            self.region(),
            country.map(|country| country.name().to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Degrees north.
    async fn latitude(&self) -> Option<f64> {
        self.0.latitude
    }

    /// Degrees east.
    async fn longitude(&self) -> Option<f64> {
        self.0.longitude
    }

    /// Telephone.
    async fn phone(&self) -> Option<&str> {
        self.0.phone.as_deref()
    }

    /// Province or state.
    async fn province(&self) -> Option<&str> {
        self.0.province.as_deref()
    }

    /// Its code.
    async fn province_code(&self) -> Option<&str> {
        self.0.province_code.as_deref()
    }

    /// Postal code.
    async fn zip(&self) -> Option<&str> {
        self.0.zip.as_deref()
    }
}

/// What a variant has at a location.
#[derive(Debug, Clone, SimpleObject)]
pub struct StoreAvailability {
    /// Whether it can be fetched there.
    available: bool,
    /// The location.
    location: Location,
    /// When it can be fetched, in words; empty where the location does not say.
    pick_up_time: String,
    /// How many there are.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> LocationFact {
        LocationFact {
            latitude: Some(latitude),
            longitude: Some(longitude),
            ..LocationFact::default()
        }
    }

    #[test]
    fn distances_follow_the_sphere_and_cross_the_date_line() {
        let berlin = GeoCoordinateInput {
            latitude: 52.52,
            longitude: 13.405,
        };
        let paris = distance_km(&berlin, &at(48.8566, 2.3522));
        assert!((paris - 878.0).abs() < 2.0, "{paris}");
        let fiji = GeoCoordinateInput {
            latitude: -17.0,
            longitude: 179.5,
        };
        assert!(distance_km(&fiji, &at(-17.0, -179.5)) < 110.0);
        assert_eq!(
            by_distance(&fiji, &LocationFact::default(), &at(52.0, 13.0)),
            Ordering::Greater
        );
    }
}
