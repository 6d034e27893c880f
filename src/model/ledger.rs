//! Results by whose they are: one sorted row, since a large site has millions of them and never changes one.

use std::ops::Index;

/// Values by id, in the order of the ids.
#[derive(Debug, Clone)]
pub struct Ledger<K, V> {
    list: Vec<(K, V)>,
    /// By the number of an id one more than its place in the list; 0 for one that has no value.
    places: Vec<u32>,
}

impl<K, V> Default for Ledger<K, V> {
    fn default() -> Self {
        Ledger { list: Vec::new(), places: Vec::new() }
    }
}

/// Of values in any order, each id once.
impl<K: Ord + Copy + Into<usize>, V> FromIterator<(K, V)> for Ledger<K, V> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(list: T) -> Self {
        let mut list: Vec<(K, V)> = list.into_iter().collect();
        list.sort_by_key(|(id, _)| *id);
        list.shrink_to_fit();
        let mut places = vec![0; list.last().map_or(0, |(id, _)| (*id).into() + 1)];
        for ((id, _), place) in list.iter().zip(1..) {
            places[(*id).into()] = place;
        }
        Ledger { list, places }
    }
}

impl<K, V> IntoIterator for Ledger<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<K: Ord + Copy + Into<usize>, V> Ledger<K, V> {
    /// The value of an id.
    pub fn get(&self, id: &K) -> Option<&V> {
        self.place(id).map(|n| &self.list[n].1)
    }

    /// The value of an id, to be changed.
    pub fn get_mut(&mut self, id: &K) -> Option<&mut V> {
        self.place(id).map(|n| &mut self.list[n].1)
    }

    /// Whether an id has a value.
    pub fn contains_key(&self, id: &K) -> bool {
        self.place(id).is_some()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Ids and values.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + Clone {
        self.list.iter().map(|(id, value)| (id, value))
    }

    /// The ids.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.list.iter().map(|(id, _)| id)
    }

    /// The values.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.list.iter().map(|(_, value)| value)
    }

    fn place(&self, id: &K) -> Option<usize> {
        let place = *self.places.get((*id).into())?;
        (place as usize).checked_sub(1)
    }
}

impl<K: Ord + Copy + Into<usize>, V> Index<&K> for Ledger<K, V> {
    type Output = V;

    fn index(&self, id: &K) -> &V {
        self.get(id).expect("the ledger has the id")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::Ledger;

    proptest! {
        #[test]
        fn what_is_there_is_found_and_nothing_else(has in proptest::collection::vec(any::<bool>(), 0..80)) {
            let ids = || has.iter().enumerate().filter(|(_, has)| **has).map(|(id, _)| id);
            let ledger: Ledger<usize, usize> = ids().rev().map(|id| (id, id * 3)).collect();
            assert!(ledger.keys().copied().eq(ids()));
            for (id, has) in has.iter().chain([&false; 3]).enumerate() {
                assert_eq!(ledger.get(&id).copied(), has.then_some(id * 3), "{id} of {ledger:?}");
            }
        }
    }
}
