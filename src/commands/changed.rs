//! Which addresses a build changed, for those who keep copies of them: caches are told to forget these.

use serde_json::json;

use crate::model::address::BaseUrl;
use crate::publish::Published;

/// JSON with the addresses that are new or other than before, and those that are gone; both sorted.
pub fn list(published: &Published, base: &BaseUrl) -> String {
    let address = |file: &String| {
        let path = match file.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => file.as_str(),
        };
        format!("{}{}/{path}", base.origin, base.path)
    };
    let addresses = |files: &[String]| files.iter().map(address).collect::<Vec<_>>();
    format!("{:#}\n", json!({"changed": addresses(&published.changed), "removed": addresses(&published.removed)}))
}
