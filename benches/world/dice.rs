//! Chance that is no chance: what falls follows from the seed and the question alone.

/// Numbers in an order that never changes (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    /// For one question about one thing.
    pub(crate) fn new(seed: u64, about: &str, which: &[usize]) -> Self {
        let start = about.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, |sum, byte| mix(sum ^ u64::from(byte)));
        Dice(which.iter().fold(start, |sum, part| mix(sum.wrapping_add(*part as u64))))
    }

    /// A number from 0, smaller than `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        usize::try_from((u128::from(mix(self.0)) * end as u128) >> 64).expect("it is smaller than a usize")
    }

    /// True once in `n` times.
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of a list.
    pub(crate) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
