//! Where finished files go: into the stage of an output, or nowhere.

use blake3::{Hash, Hasher};

use crate::publish::{PublishError, Stage};
use crate::render::data::Fill;

/// Where finished files go.
pub trait Sink: Sync {
    /// Takes a file; gives the name of its bytes.
    ///
    /// # Errors
    /// When it cannot be written.
    fn put(&self, file: &str, bytes: &[u8]) -> Result<Hash, PublishError>;

    /// Takes a file whose bytes `fill` writes, which may be too many for memory; gives the name of its bytes.
    ///
    /// # Errors
    /// When it cannot be written.
    fn pour(&self, file: &str, fill: &mut Fill<'_>) -> Result<Hash, PublishError>;

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

    fn pour(&self, file: &str, fill: &mut Fill<'_>) -> Result<Hash, PublishError> {
        Stage::pour(self, file, fill)
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

    fn pour(&self, _: &str, fill: &mut Fill<'_>) -> Result<Hash, PublishError> {
        let mut hasher = Hasher::new();
        fill(&mut hasher).expect("a hasher takes all bytes");
        Ok(hasher.finalize())
    }

    fn keep(&self, _: &[(&str, Hash)]) -> Result<bool, PublishError> {
        Ok(true)
    }
}
