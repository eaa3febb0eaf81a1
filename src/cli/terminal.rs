//! In: text for the reader. Out: the same on standard output and standard error, with colours where they can be shown.
//! A reader who has left (a closed pipe) is no fault; a full disk behind a redirection is one.

use super::args::Colour;
use super::failure::Failure;
use crate::diagnostic::human::Screen;
use crate::diagnostic::printable::printable;
use crate::diagnostic::wrap::fitted;
use anstream::{AutoStream, ColorChoice};
use std::io::{self, IsTerminal, Write};

/// Columns of a line that does not go to a terminal.
const COLUMNS_ELSEWHERE: usize = 80;

/// The two streams.
pub(super) struct Terminal {
    choice: ColorChoice,
    /// What went wrong with standard output, said once at the end.
    failed: Option<io::Error>,
    /// The reader has left: nothing more is written.
    left: bool,
}

/// Where text goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    /// What was asked for.
    Out,
    /// What is said about it.
    Err,
}

impl Terminal {
    pub(super) fn new(colour: Colour) -> Self {
        let choice = match colour {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        Self { choice, failed: None, left: false }
    }

    /// Whether standard error is a terminal: only there a progress bar is drawn.
    pub(super) fn shows_progress() -> bool {
        io::stderr().is_terminal()
    }

    /// What a stream's reader can show.
    pub(super) fn screen(&self, stream: Stream) -> Screen {
        let (terminal, choice) = match stream {
            Stream::Out => (io::stdout().is_terminal(), AutoStream::choice(&io::stdout())),
            Stream::Err => (io::stderr().is_terminal(), AutoStream::choice(&io::stderr())),
        };
        let choice = if self.choice == ColorChoice::Auto { choice } else { self.choice };
        let colour = !matches!(choice, ColorChoice::Never);
        let measured = || terminal.then(terminal_columns).flatten();
        let columns = said_columns().or_else(measured).unwrap_or(COLUMNS_ELSEWHERE);
        Screen { columns, colour }
    }

    /// Writes plain text to standard output.
    pub(super) fn out(&mut self, text: &str) {
        self.write(Stream::Out, &printable(text));
    }

    /// Writes plain text to standard error.
    pub(super) fn err(&mut self, text: &str) {
        self.write(Stream::Err, &printable(text));
    }

    /// Writes messages of one line, which may be of any length, in lines that fit the screen.
    pub(super) fn say(&mut self, stream: Stream, text: &str) {
        self.write(stream, &fitted(&printable(text), self.screen(stream).columns));
    }

    /// Writes as it is what has colours, made of printable text by its renderer, or is for a program to read.
    pub(super) fn write(&mut self, stream: Stream, text: &str) {
        match stream {
            // There is no one left to tell that standard error cannot be written.
            Stream::Err => drop(AutoStream::new(io::stderr(), self.choice).write_all(text.as_bytes())),
            Stream::Out if self.left || self.failed.is_some() => {}
            Stream::Out => {
                let mut stream = AutoStream::new(io::stdout(), self.choice);
                match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
                    Ok(()) => {}
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.left = true,
                    Err(error) => self.failed = Some(error),
                }
            }
        }
    }

    /// Whether everything could be written that anyone wanted to read.
    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        match self.failed.take() {
            None => Ok(()),
            Some(error) => Err(Failure::io("写不了", std::path::Path::new("标准输出"), &error)),
        }
    }
}

/// What `COLUMNS` says, if anything.
fn said_columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok().filter(|&columns| columns > 0)
}

/// What the terminal says.
fn terminal_columns() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}
