//! In: signals of the system. Out: what the porch makes of them. The only room that knows them.

use super::Exit;
use std::sync::atomic::{AtomicBool, Ordering};

/// Set by Ctrl-C: what is being written is finished, nothing new is begun.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Lets Ctrl-C (and the signal that asks a program to end) stop the work between two reports; a second one ends the program
/// at once, whatever it waits for. Drafts that this leaves are swept by the next run.
pub(super) fn heed_interrupts() {
    #[allow(
        clippy::exit,
        reason = "whoever presses Ctrl-C twice does not want to wait for a read that never ends"
    )]
    let interrupt = || {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(Exit::Machine.code()));
        }
    };
    // Fails only where a handler is set already; then that one stays.
    let _ = ctrlc::set_handler(interrupt);
}

/// Whether Ctrl-C was pressed.
pub(super) fn interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
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
