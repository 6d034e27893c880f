//! Results by whose they are: one sorted row, since a large site has millions of them and never changes one.

use std::ops::Index;

/// Values by id, in the order of the ids.
#[derive(Debug, Clone)]
pub struct Sheet<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sheet<K, V> {
    fn default() -> Self {
        Sheet(Vec::new())
    }
}

/// Of values in any order, each id once.
impl<K: Ord + Copy, V> FromIterator<(K, V)> for Sheet<K, V> {
    fn from_iter<T: IntoIterator<Item = (K, V)>>(list: T) -> Self {
        let mut list: Vec<(K, V)> = list.into_iter().collect();
        list.sort_by_key(|(id, _)| *id);
        list.shrink_to_fit();
        Sheet(list)
    }
}

impl<K, V> IntoIterator for Sheet<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<K: Ord + Copy, V> Sheet<K, V> {
    /// The value of an id.
    pub fn get(&self, id: &K) -> Option<&V> {
        self.place(id).map(|n| &self.0[n].1)
    }

    /// The value of an id, to be changed.
    pub fn get_mut(&mut self, id: &K) -> Option<&mut V> {
        self.place(id).map(|n| &mut self.0[n].1)
    }

    /// Whether an id has a value.
    pub fn contains_key(&self, id: &K) -> bool {
        self.place(id).is_some()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Ids and values.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + Clone {
        self.0.iter().map(|(id, value)| (id, value))
    }

    /// The ids.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.0.iter().map(|(id, _)| id)
    }

    /// The values.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    fn place(&self, id: &K) -> Option<usize> {
        self.0.binary_search_by_key(id, |(known, _)| *known).ok()
    }
}

impl<K: Ord + Copy, V> Index<&K> for Sheet<K, V> {
    type Output = V;

    fn index(&self, id: &K) -> &V {
        self.get(id).expect("the sheet has the id")
    }
}
