//! Texts in the place of a score, such as `n.a.`, and the absence each means: only the command line says so.

use std::collections::BTreeMap;

/// What a text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mapped {
    /// The kind of absence.
    pub(crate) kind: String,
    /// Its reason.
    pub(crate) reason: Option<String>,
}

/// The texts with what they mean.
#[derive(Debug, Default)]
pub(crate) struct Absences(BTreeMap<String, Mapped>);

impl Absences {
    /// From `TEXT=absence` and `TEXT=absence:reason`, where no text means an empty cell; the argument that is none.
    pub(crate) fn read(list: &[String]) -> Result<Self, String> {
        let pair = |text: &String| {
            let (said, means) = text.rsplit_once('=').filter(|(_, means)| !means.trim().is_empty())?;
            let (kind, reason) = means.split_once(':').map_or((means, None), |(kind, reason)| (kind, Some(reason)));
            let reason = reason.map(|reason| reason.trim().to_owned());
            Some((key(said), Mapped { kind: kind.trim().to_owned(), reason }))
        };
        list.iter().map(|text| pair(text).ok_or_else(|| text.clone())).collect::<Result<_, _>>().map(Absences)
    }

    /// What the text of a cell means.
    pub(crate) fn of(&self, text: &str) -> Option<&Mapped> {
        self.0.get(&key(text))
    }
}

fn key(text: &str) -> String {
    text.trim().to_lowercase()
}
