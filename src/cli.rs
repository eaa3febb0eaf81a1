//! The porch, the only room with a door to the street: files, terminal, clock, threads, exit code.
//! In: the words typed. Out: an exit code; files and messages on the way.

mod args;
mod attendance;
mod batch;
mod build;
mod check;
mod checker;
mod editions;
mod explain;
mod failure;
mod figures;
mod files;
mod fonts;
mod gathered;
mod import;
mod inputs;
mod inventory;
mod names;
mod notes;
mod rosters;
mod serve;
mod signals;
mod starter;
mod sum;
mod summary;
mod terminal;
mod typesetter;
mod work;

use args::{Command, NoCommand};
use failure::Failure;
use std::ffi::OsString;
use terminal::{Stream, Terminal};

/// How a run ended; the worst of everything that happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: fine.
    #[default]
    Fine,
    /// 1: a report has errors.
    Report,
    /// 2: the machine's fault or the command line's.
    Machine,
}

impl Exit {
    /// The number that the shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// Does what was typed; `words` begin with the program's name.
pub fn run(words: impl IntoIterator<Item = OsString>) -> Exit {
    signals::heed_limits();
    let typed = match args::parse(words) {
        Ok(typed) => typed,
        Err(no_command) => return say(&no_command),
    };
    let mut terminal = Terminal::new(typed.color);
    let loaded = editions::load(typed.templates.as_deref());
    let exit = match loaded.and_then(|()| command(typed.command, &mut terminal)) {
        Ok(exit) => exit,
        Err(failure) => {
            terminal.say(Stream::Err, &failure.to_string());
            Exit::Machine
        }
    };
    match terminal.finish() {
        Ok(()) => exit,
        Err(failure) => {
            terminal.say(Stream::Err, &failure.to_string());
            Exit::Machine
        }
    }
}

/// Answers what was asked of the command line itself.
fn say(no_command: &NoCommand) -> Exit {
    let mut terminal = Terminal::new(args::Colour::Auto);
    match no_command {
        NoCommand::Answer(text) => {
            terminal.write(Stream::Out, text);
            terminal.finish().map_or(Exit::Machine, |()| Exit::Fine)
        }
        NoCommand::Complaint(text) => {
            terminal.write(Stream::Err, text);
            Exit::Machine
        }
    }
}

fn command(command: Command, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match command {
        Command::Explain(explain) => {
            let columns = terminal.screen(Stream::Out).columns;
            terminal.out(&explain::explain(explain.code.as_deref(), columns)?);
            Ok(Exit::Fine)
        }
        Command::Check(check) => check::check(&check, terminal),
        Command::Import(import) => import::import(&import, terminal),
        Command::Serve(serve) => serve::serve(&serve, terminal),
        Command::Sum(sum) => sum::sum(&sum, terminal),
        Command::New(new) => starter::new(&new, terminal),
        Command::Schema(schema) => starter::schema(&schema, terminal),
        Command::Build(build) => build::build(&build, terminal),
        Command::Fonts(fonts) => inventory::fonts(&fonts, terminal),
    }
}
