//! Where finished files go: into the stage of an output, or nowhere.

use blake3::Hash;

use crate::publish::{PublishError, Stage};

/// Where finished files go.
pub trait Sink: Sync {
    /// Takes a file; gives the name of its bytes.
    ///
    /// # Errors
    /// When it cannot be written.
    fn put(&self, file: &str, bytes: &[u8]) -> Result<Hash, PublishError>;

    /// Takes over files that are all there with bytes of these names; says whether it did.
    ///
    /// # Errors
    /// When one of the paths is taken.
    fn keep(&self, files: &[(&str, Hash)]) -> Result<bool, PublishError>;
}

impl Sink for Stage {
    fn put(&self, file: &str, bytes: &[u8]) -> Result<Hash, PublishError> {
        let hash = blake3::hash(bytes);
        self.put_as(file, bytes, hash).map(|_| hash)
    }

    fn keep(&self, files: &[(&str, Hash)]) -> Result<bool, PublishError> {
        Stage::keep(self, files)
    }
}

/// Where files of a site go that is only looked at.
#[derive(Debug, Clone, Copy)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &str, bytes: &[u8]) -> Result<Hash, PublishError> {
        Ok(blake3::hash(bytes))
    }

    fn keep(&self, _: &[(&str, Hash)]) -> Result<bool, PublishError> {
        Ok(true)
    }
}
