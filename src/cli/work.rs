//! In: reports to work on and what to do with one. Out: what came of each, handed over in the order of the reports,
//! whatever order they were finished in. Knows threads and the clock; refuses to know what the work is.

use super::Exit;
use super::args::RunOptions;
use super::failure::Failure;
use super::inputs::Input;
use super::signals;
use super::terminal::{Stream, Terminal};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use rayon::iter::{IntoParallelRefIterator, ParallelBridge, ParallelIterator};
use std::collections::BTreeMap;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// What came of one report.
#[derive(Debug, Default)]
pub(super) struct Done<T> {
    /// How it ended.
    pub(super) exit: Exit,
    /// For standard output.
    pub(super) out: String,
    /// For standard error.
    pub(super) err: String,
    /// What the caller counts.
    pub(super) count: T,
}

impl<T: Default> Done<T> {
    /// The machine stood in the way.
    pub(super) fn failed(failure: &Failure) -> Self {
        Self { exit: Exit::Machine, err: failure.to_string(), ..Self::default() }
    }
}

/// Results that wait for an earlier one to be printed; when so many wait, the workers wait too.
const WAITING: usize = 256;

/// Does `job` to every input and hands each result to `take`, in order. Returns how many were not begun: after an
/// interrupt, or with `--fail-fast` after the first report with errors.
pub(super) fn work<T: Send + Default>(
    inputs: &[Input],
    options: RunOptions,
    terminal: &mut Terminal,
    job: impl Fn(&Input) -> Done<T> + Sync,
    mut take: impl FnMut(&mut Terminal, Done<T>),
) -> usize {
    let stop = AtomicBool::new(false);
    let begin = |input: &Input| {
        if signals::interrupted() || stop.load(Ordering::Relaxed) {
            return None;
        }
        let done = guarded(input, &job);
        if options.fail_fast && done.exit != Exit::Fine {
            stop.store(true, Ordering::Relaxed);
        }
        Some(done)
    };
    let threads = threads(inputs.len(), options);
    if threads == 1 {
        return alone(inputs, terminal, begin, &mut take);
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let Ok(pool) = pool else { return alone(inputs, terminal, begin, &mut take) };
    let (sender, receiver) = sync_channel(WAITING);
    pool.in_place_scope(|scope| {
        scope.spawn(move |_| {
            // Bridged and not split: reports are begun in their order, so that few results wait for an earlier one.
            let send = |sender: &mut SyncSender<_>, (index, input): (usize, &Input)| {
                // The receiver lives as long as the scope.
                let _ = sender.send((index, begin(input)));
            };
            inputs.iter().enumerate().par_bridge().for_each_with(sender, send);
        });
        in_order(inputs.len(), &receiver, terminal, &mut take)
    })
}

/// What `ask` answers for each input, in their order.
pub(super) fn ask_each<T: Send>(
    inputs: &[Input],
    options: RunOptions,
    ask: impl Fn(&Input) -> T + Sync,
) -> Vec<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads(inputs.len(), options)).build();
    match pool {
        Ok(pool) => pool.install(|| inputs.par_iter().map(&ask).collect()),
        Err(_) => inputs.iter().map(ask).collect(),
    }
}

/// No pool of threads for one small job.
fn threads(inputs: usize, options: RunOptions) -> usize {
    if inputs <= 1 {
        return 1;
    }
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    options.jobs.map_or_else(cores, usize::from).min(inputs).max(1)
}

fn alone<T>(
    inputs: &[Input],
    terminal: &mut Terminal,
    begin: impl Fn(&Input) -> Option<Done<T>>,
    take: &mut impl FnMut(&mut Terminal, Done<T>),
) -> usize {
    let bar = bar(inputs.len());
    let mut skipped = 0;
    for input in inputs {
        match begin(input) {
            Some(done) => beside(&bar, done, |done| take(terminal, done)),
            None => skipped += 1,
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    skipped
}

fn in_order<T>(
    inputs: usize,
    receiver: &Receiver<(usize, Option<Done<T>>)>,
    terminal: &mut Terminal,
    take: &mut impl FnMut(&mut Terminal, Done<T>),
) -> usize {
    let bar = bar(inputs);
    let mut waiting = BTreeMap::new();
    let (mut next, mut skipped) = (0, 0);
    for (index, done) in receiver {
        waiting.insert(index, done);
        bar.inc(1);
        while let Some(done) = waiting.remove(&next) {
            next += 1;
            match done {
                Some(done) => beside(&bar, done, |done| take(terminal, done)),
                None => skipped += 1,
            }
        }
    }
    bar.finish_and_clear();
    skipped
}

/// Hands over a result; the bar makes room if it prints anything.
fn beside<T>(bar: &ProgressBar, done: Done<T>, take: impl FnOnce(Done<T>)) {
    if done.out.is_empty() && done.err.is_empty() { take(done) } else { bar.suspend(|| take(done)) }
}

/// A bug of ours in one report must not take the others with it.
fn guarded<T: Default>(input: &Input, job: &impl Fn(&Input) -> Done<T>) -> Done<T> {
    catch_unwind(AssertUnwindSafe(|| job(input))).unwrap_or_else(|_| {
        let what = format!("处理 {} 时程序自身出错，这份报告没有写出", input.name());
        Done::failed(&Failure::new(what, "这是程序的问题：请把报告和上面的英文信息发给维护者"))
    })
}

/// A bar with rate and remaining time; on a terminal, for more than one report.
fn bar(inputs: usize) -> ProgressBar {
    if inputs < 2 || !Terminal::shows_progress() {
        return ProgressBar::hidden();
    }
    let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
        let _ = write!(out, "{:.0}", state.per_sec());
    };
    let left = |state: &ProgressState, out: &mut dyn fmt::Write| {
        let seconds = state.eta().as_secs();
        let _ = if seconds < 60 {
            write!(out, "{seconds} 秒")
        } else {
            write!(out, "{} 分", seconds.div_ceil(60))
        };
    };
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} 份，每秒 {rate} 份，还需 {left}")
        .expect("the template above is well formed")
        .with_key("rate", rate)
        .with_key("left", left);
    ProgressBar::with_draw_target(Some(inputs as u64), ProgressDrawTarget::stderr_with_hz(8))
        .with_style(style)
}

/// Prints what came of a report: first what was found, then what was written.
pub(super) fn print<T>(terminal: &mut Terminal, done: &Done<T>) {
    // Findings come set to the screen, and with colours.
    match done.exit {
        Exit::Machine => terminal.say(Stream::Err, &done.err),
        Exit::Fine | Exit::Report => terminal.write(Stream::Err, &done.err),
    }
    terminal.write(Stream::Out, &done.out);
}
