//! What only all years together can show: a year told twice, a body that a year leaves out.

use super::assessment::Assessment;
use super::regency::{Regency, RegencyId};
use crate::diag::{Bag, Code, Diagnostic};

/// Two files of one year.
pub(super) fn check_years(assessments: &[Assessment], bag: &mut Bag) {
    for pair in assessments.windows(2).filter(|pair| pair[0].year == pair[1].year) {
        let fault = Diagnostic::at(Code::DuplicateId, pair[1].at).with("id", pair[1].year);
        bag.push(fault.related(pair[0].at, "first"));
    }
}

/// A body left out of a year without a word is most likely forgotten.
pub(super) fn report_left_out<'a>(
    assessments: impl Iterator<Item = &'a Assessment>,
    regencies: &[Regency],
    bag: &mut Bag,
) {
    for assessment in assessments.filter(|a| a.absence.is_none()) {
        let is_out = |(n, body): &(usize, &Regency)| {
            body.exists_in(assessment.year) && !assessment.results.contains_key(&RegencyId(*n))
        };
        let missing: Vec<&str> =
            regencies.iter().enumerate().filter(is_out).map(|(_, body)| body.id.as_str()).collect();
        if let Some(first) = missing.first() {
            let shown = missing.iter().take(8).copied().collect::<Vec<_>>().join(", ");
            let fault = Diagnostic::at(Code::RegencyLeftOut, assessment.at).with("year", assessment.year);
            let fault = fault.with("count", missing.len()).with("missing", shown).with("example", first);
            bag.push(fault);
        }
    }
}
