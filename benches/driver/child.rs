//! A run of the program in a process of its own: how long it took, how long the processors worked, its peak of memory.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What a run cost. What only Linux tells is `None` elsewhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spent {
    pub(crate) wall: Duration,
    /// In the program and for it in the kernel.
    pub(crate) cpu: Option<Duration>,
    /// The most memory it held, in bytes.
    pub(crate) peak: Option<u64>,
}

/// How long the process is left alone between two looks at its memory, which only grows.
const LOOK: Duration = Duration::from_millis(1);
/// The kernel counts the time of a process in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// Runs the program with the site as its folder; ends this program when it does not succeed.
pub(crate) fn patuh(site: &Path, line: &[&str]) -> (Spent, String) {
    let log = site.with_extension("log");
    let out = fs::File::create(&log).expect("a file for what it says");
    let mut command = Command::new(env!("CARGO_BIN_EXE_patuh"));
    command.args(line).args(["--root", &site.to_string_lossy(), "--clock", super::CLOCK]);
    command.stdout(out.try_clone().expect("it has a second name")).stderr(out).stdin(Stdio::null());
    let start = Instant::now();
    let child = command.spawn().expect("the program is there");
    let spent = watch(child, start);
    let said = fs::read_to_string(&log).expect("what it says is text");
    let Some(spent) = spent else { panic!("{line:?} failed:\n{said}") };
    (spent, said.lines().last().unwrap_or_default().to_owned())
}

/// Waits for the end; `None` when it was no good one.
fn watch(mut child: Child, start: Instant) -> Option<Spent> {
    let mut peak = None;
    let mut cpu = None;
    while let Some((is_over, worked)) = progress(child.id()) {
        cpu = Some(worked);
        if is_over {
            break;
        }
        peak = memory(child.id()).or(peak);
        std::thread::sleep(LOOK);
    }
    let wall = start.elapsed();
    let status = child.wait().expect("it was started here");
    let wall = if cpu.is_none() { start.elapsed() } else { wall };
    status.success().then_some(Spent { wall, cpu, peak })
}

/// Whether the process has ended, and how long it worked; it can be asked until somebody waits for it.
fn progress(id: u32) -> Option<(bool, Duration)> {
    let text = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let mut words = text.rsplit_once(')')?.1.split_whitespace();
    let is_over = matches!(words.next()?, "Z" | "X");
    let mut ticks = words.skip(10).map_while(|word| word.parse::<u32>().ok());
    Some((is_over, TICK * (ticks.next()? + ticks.next()?)))
}

fn memory(id: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let kilobytes = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?;
    kilobytes.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}
