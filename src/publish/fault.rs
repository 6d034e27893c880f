//! Faults of publishing as diagnostics.

use super::{Foreign, PublishError, Refusal, Why};
use crate::diag::{Code, Diagnostic};

/// At most this many things in the way are named.
const MOST_FOREIGN: usize = 20;

/// A fault of publishing, in words.
pub fn diagnostic(error: &PublishError) -> Diagnostic {
    let fault = |code: Code, variant: &'static str| Diagnostic::nowhere(code).variant(variant);
    match error {
        PublishError::Busy { lock } => fault(Code::OutputBusy, "").with("path", lock.display()),
        PublishError::Refused { output, reason } => {
            let variant = match reason {
                Refusal::HoldsSite => "holds-site",
                Refusal::HoldsHome => "holds-home",
                Refusal::NoName => "no-name",
                Refusal::InSources => "in-sources",
                Refusal::Link => "link",
                Refusal::NotAFolder => "not-a-folder",
            };
            fault(Code::OutputRefused, variant).with("path", output.display())
        }
        PublishError::Foreign { output, items } => {
            fault(Code::OutputForeign, "").with("path", output.display()).with("list", foreign(items))
        }
        PublishError::NoExchange { output } => fault(Code::OutputRefused, "no-exchange").with("path", output.display()),
        PublishError::Moved { path } => fault(Code::OutputRefused, "moved").with("path", path),
        PublishError::BadPath { path, .. } | PublishError::Twice { path, .. } => {
            fault(Code::OutputRefused, "path").with("path", path).with("detail", error)
        }
        PublishError::Full { path } => fault(Code::OutputDisk, "full").with("path", path.display()),
        PublishError::Unfinished { output, cause } => {
            fault(Code::OutputDisk, "unfinished").with("path", output.display()).with("detail", cause)
        }
        PublishError::Io { action, path, source } => {
            let fault = fault(Code::OutputDisk, "io").with("action", action).with("path", path.display());
            fault.with("detail", source)
        }
    }
}

/// What stands in the way, one a line.
fn foreign(items: &[Foreign]) -> String {
    let line = |item: &Foreign| match &item.why {
        Why::Clash(wanted) if *wanted != item.path => format!("{} ({wanted})", item.path),
        _ => item.path.clone(),
    };
    let mut lines: Vec<String> = items.iter().take(MOST_FOREIGN).map(line).collect();
    if items.len() > MOST_FOREIGN {
        lines.push(format!("… {}", items.len() - MOST_FOREIGN));
    }
    lines.join("\n")
}
