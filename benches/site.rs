//! What a build costs: `cargo bench --bench site -- --size S,M`, or with numbers of your own: `-- --bodies 514 --articles 300`.
//!
//! Prints a table for each site: from nothing, with nothing changed, with the cache of inputs alone, after one edited article and
//! after one changed score. Each build is a process of its own. Time is told in multiples of what two threads need to write the
//! same files to the same folders in the same run: the limit that the disk sets.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "it measures: it reads the clock and writes files"
)]

mod driver;
mod world;

use std::process::ExitCode;

use driver::arguments::Wish;
use driver::{growth, measure, stages};

fn main() -> ExitCode {
    let mut line = std::env::args().skip(1).peekable();
    if let Some(site) = line.next_if(|word| word == stages::WORD).and(line.peek()) {
        stages::print(site.as_ref());
        return ExitCode::SUCCESS;
    }
    match Wish::read(line) {
        Ok(wish) => {
            let list: Vec<_> = wish.sites.iter().map(|named| measure(&wish, named)).collect();
            growth(&list);
            println!("\nwhat holds a target that is missed: docs/operating.md, \"What a build costs\"");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}
