//! How a run ends.

use crate::diag::{Bag, Code, Files, Severity};
use crate::model::address::BaseUrl;
use crate::publish::Published;

/// Whether warnings fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strictness {
    /// They do not.
    #[default]
    Lenient,
    /// They do.
    Strict,
}

/// What came of a run.
#[derive(Debug)]
pub struct Outcome {
    /// Everything found.
    pub bag: Bag,
    /// The texts the findings point into.
    pub files: Files,
    /// What was published; `None` when nothing was.
    pub published: Option<Published>,
    /// How many pages the site has.
    pub pages: usize,
    /// How many of them were there already, made from the same.
    pub kept: usize,
    /// How many results, corrections and texts wait for their moment: a check looked at them, a build did not.
    pub scheduled: usize,
    /// The address the site was made for; `None` when nothing was published.
    pub base_url: Option<BaseUrl>,
    /// How it ended.
    pub verdict: Verdict,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Done and complete.
    Fine,
    /// Faults in content or theme.
    Faults,
    /// The disk refused.
    Disk,
}

/// How a run ends that found this: faults of the disk first.
pub fn verdict(bag: &Bag, strictness: Strictness) -> Verdict {
    let is_strict = strictness == Strictness::Strict && bag.count(Severity::Warning) > 0;
    match () {
        () if bag.iter().any(|fault| fault.code == Code::InputDisk) => Verdict::Disk,
        () if is_strict || bag.has_errors() => Verdict::Faults,
        () => Verdict::Fine,
    }
}

/// The end before anything was made.
pub fn failed(bag: Bag) -> Outcome {
    let found = verdict(&bag, Strictness::Strict);
    ended(bag, if found == Verdict::Disk { found } else { Verdict::Faults })
}

/// An end with nothing published; the files are added when the inputs are given up.
pub fn ended(bag: Bag, verdict: Verdict) -> Outcome {
    Outcome { bag, files: Files::default(), published: None, pages: 0, kept: 0, scheduled: 0, base_url: None, verdict }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostic;

    #[test]
    fn an_input_that_the_disk_refused_is_no_fault_of_the_content() {
        let end = |codes: &[Code], strictness| {
            let mut bag = Bag::default();
            bag.extend(codes.iter().map(|code| Diagnostic::nowhere(*code)));
            verdict(&bag, strictness)
        };
        assert_eq!(end(&[Code::InputDisk, Code::FileMissing], Strictness::Lenient), Verdict::Disk);
        assert_eq!(end(&[Code::FileMissing], Strictness::Lenient), Verdict::Faults);
        assert_eq!(end(&[Code::ZoneDiffers], Strictness::Lenient), Verdict::Fine);
        assert_eq!(end(&[Code::ZoneDiffers], Strictness::Strict), Verdict::Faults);
    }
}
