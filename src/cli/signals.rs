//! In: signals of the system. Out: what the porch makes of them. The only room that knows them.

use super::Exit;
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Set by Ctrl-C: what is being written is finished, nothing new is begun.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// How many reads wait for somebody: a terminal, a pipe.
static WAITING: AtomicUsize = AtomicUsize::new(0);

/// Held while finished files are put in their places.
static PUBLISHING: RwLock<()> = RwLock::new(());

/// Lets Ctrl-C (and the signal that asks a program to end) stop the work between two reports. While somebody is waited for, and at a
/// second one, it ends the program at once; but files of one report are put in their places together. Drafts that this leaves are
/// swept by the next run.
pub(super) fn heed_interrupts() {
    let interrupt = || {
        if INTERRUPTED.swap(true, Ordering::SeqCst) {
            end();
        }
        end_if_waiting();
    };
    // Fails only where a handler is set already; then that one stays.
    let _ = ctrlc::set_handler(interrupt);
}

/// Ends the program where it was asked to and waits for somebody; files of one report that are being put in their places come first.
fn end_if_waiting() {
    if interrupted() && WAITING.load(Ordering::SeqCst) > 0 {
        let _none = PUBLISHING.write();
        end();
    }
}

fn end() -> ! {
    #[allow(
        clippy::exit,
        reason = "whoever presses Ctrl-C does not want to wait for a read that may never end"
    )]
    std::process::exit(i32::from(Exit::Machine.code()))
}

/// Reads what may never come.
pub(super) fn waiting<T>(read: impl FnOnce() -> T) -> T {
    WAITING.fetch_add(1, Ordering::SeqCst);
    // The signal may have come a moment before.
    end_if_waiting();
    let read = read();
    WAITING.fetch_sub(1, Ordering::SeqCst);
    read
}

/// Puts files in their places: no Ctrl-C comes between them.
pub(super) fn publishing<T>(publish: impl FnOnce() -> T) -> T {
    let _held = PUBLISHING.read();
    publish()
}

/// Whether Ctrl-C was pressed.
pub(super) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::SeqCst)
}

/// Makes a file beyond the system's limit (`ulimit -f`) an error of the write, which names it; SIGXFSZ alone would end the
/// program without a word.
pub(super) fn heed_limits() {
    #[cfg(unix)]
    {
        let seen = std::sync::Arc::new(AtomicBool::new(false));
        // Fails only for signals that cannot be handled.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
    }
}
