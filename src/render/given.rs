//! What a template is given. It can be told from what was given before without being turned into the template's values:
//! that, and what the template makes of them, is most of the work of a page.

use std::fmt;

use blake3::Hash;
use serde::Serialize;
use tera::{Context, Value};

use super::reach::Reach;

/// The variables of a template.
#[derive(Default)]
pub struct Given(Vec<(&'static str, Box<dyn Part>)>);

/// A view, whatever its type.
trait Part: Send {
    fn value(&self, reach: &Reach) -> Value;
    fn write(&self, reach: &Reach, out: &mut Vec<u8>);
}

impl<T: Serialize + Send> Part for T {
    fn value(&self, reach: &Reach) -> Value {
        Value::from_serializable(&reach.of(self))
    }

    fn write(&self, reach: &Reach, out: &mut Vec<u8>) {
        serde_json::to_writer(out, &reach.of(self)).expect("views have names as keys, and memory can be written");
    }
}

impl Given {
    /// One variable more.
    #[must_use]
    pub fn with(mut self, name: &'static str, view: impl Serialize + Send + 'static) -> Self {
        self.0.push((name, Box::new(view)));
        self
    }

    /// As values, as far as a template can reach.
    pub fn context(&self, reach: &Reach) -> Context {
        let mut context = Context::new();
        for (name, part) in &self.0 {
            context.insert_value(*name, part.value(reach.variable(name)));
        }
        context
    }

    /// What these variables make of a template, on the ground of all else that it can read, has this name.
    pub fn fingerprint(&self, template: &str, reach: &Reach, ground: &Hash) -> Hash {
        let mut bytes = Vec::with_capacity(16 << 10);
        bytes.extend_from_slice(ground.as_bytes());
        bytes.extend_from_slice(template.as_bytes());
        for (name, part) in &self.0 {
            bytes.push(0);
            bytes.extend_from_slice(name.as_bytes());
            bytes.push(0);
            part.write(reach.variable(name), &mut bytes);
        }
        blake3::hash(&bytes)
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}
