//! A name for bytes that come in parts.

/// The name of parts one after the other, each behind its length: only the same parts have it.
pub fn name_of<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize()
}
