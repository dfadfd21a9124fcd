//! The command line: every use case without the screen, with the same refusals. No prompts. One file a sub-command.
//!
//! Results go to standard output (`--json`: one document), messages to standard error.

mod accounts;
mod args;
mod args_create;
mod args_dues;
mod args_exchange;
mod args_handling;
mod args_orders;
mod args_outgoing;
mod args_sending;
mod args_sms;
mod articles;
mod bulk;
mod claims;
mod claims_by_hand;
mod create;
mod demo;
mod dues;
mod exchange;
mod files;
mod find;
mod import;
mod lists;
mod mandates;
mod members;
mod meter;
mod orders;
mod outgoing;
mod parties;
mod payments;
mod reconcile;
mod refunds;
mod remind;
mod sending;
mod settings;
mod simulate;
mod site;
mod sms;
mod suggest;
mod typed;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use crate::app::session;
use crate::app::settings::Settings;
use crate::app::texts::Lang;
use crate::app::usecase::backup::system_language;
use crate::app::{AppError, Session, log, paths};
use crate::domain::text::clean;

pub use args::command_line;
use args::{Args, Command, ReferenceCommand};

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let lang = args.lang.as_deref().and_then(Lang::from_code);
    let guard = match log::start(args.log.as_deref()) {
        Ok(guard) => guard,
        Err(error) => return report(&error, lang.unwrap_or_else(system_language)),
    };
    let mut context = Context { args, lang };
    let done = dispatch(&mut context);
    drop(guard);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report(&error, context.lang.unwrap_or_else(system_language)),
    }
}

fn report(error: &AppError, lang: Lang) -> ExitCode {
    tracing::warn!(code = error.code(), "refused or failed");
    if !matches!(error, AppError::OutputClosed) {
        for line in error.words(lang).lines() {
            let _ = writeln!(std::io::stderr(), "{}", clean(line));
        }
    }
    ExitCode::from(error.exit_code())
}

/// What every sub-command may need.
pub(crate) struct Context {
    args: Args,
    lang: Option<Lang>,
}

impl Context {
    fn operator(&self) -> String {
        session::operator(self.args.operator.as_deref())
    }

    fn database(&self) -> Result<std::path::PathBuf, AppError> {
        paths::database(self.args.db.as_deref())
    }

    fn settings(&self) -> Result<Arc<Settings>, AppError> {
        Ok(Arc::new(Settings::load(&paths::settings(self.args.settings.as_deref())?)?))
    }

    fn open(&mut self) -> Result<Session, AppError> {
        let mut session = Session::open(&self.database()?, &self.operator(), self.lang)?;
        self.lang = Some(session.lang);
        session.settings = self.settings()?;
        let (texts, mut last) = (session.lang.texts(), None);
        session.on_wait = Some(Box::new(move |busy| {
            if last != Some(busy.percent) {
                last = Some(busy.percent);
                note(&waiting_words(busy, texts));
            }
        }));
        session.on_resumed = Some(Box::new(move |resumed| note(&resumed_words(resumed, texts))));
        Ok(session)
    }

    fn texts(&self) -> &'static crate::app::texts::Texts {
        self.lang.unwrap_or_else(system_language).texts()
    }
}

/// Writes a line to standard output; a closed pipe ends the program quietly.
fn say(text: &str) -> Result<(), AppError> {
    let cleaned: Vec<String> = text.lines().map(|line| clean(line).into_owned()).collect();
    writeln!(std::io::stdout(), "{}", cleaned.join("\n")).map_err(|_| AppError::OutputClosed)
}

/// Writes a JSON document to standard output.
fn say_json(value: &serde_json::Value) -> Result<(), AppError> {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    writeln!(std::io::stdout(), "{text}").map_err(|_| AppError::OutputClosed)
}

/// Writes a message to standard error.
fn note(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", clean(text));
}

fn dispatch(context: &mut Context) -> Result<(), AppError> {
    match context.args.command.take() {
        None => console(context),
        Some(Command::Demo(demo)) => demo::run(context, &demo),
        Some(Command::Init { country, name }) => site::init(context, &country, &name),
        Some(Command::Accounts { command }) => accounts::run(context, command),
        Some(Command::Parties { command }) => parties::run(context, *command),
        Some(Command::Articles { command }) => articles::run(context, command),
        Some(Command::Claims { command }) => claims::run(context, *command),
        Some(Command::Payments { command }) => payments::run(context, *command),
        Some(Command::Refunds { command }) => refunds::run(context, &command),
        Some(Command::Reconcile(args)) => reconcile::run(context, &args),
        Some(Command::Settings { command }) => settings::run(context, &command),
        Some(Command::Mandates { command }) => mandates::mandates(context, &command),
        Some(Command::Notices { command }) => mandates::notices(context, &command),
        Some(Command::Transactions { command }) => lists::only(context, &crate::app::columns::transactions::LIST, &command),
        Some(Command::Log { command }) => lists::only(context, &crate::app::columns::journal::LIST, &command),
        Some(Command::Files { command }) => files::run(context, &command),
        Some(Command::Outgoing { command }) => outgoing::run(context, &command),
        Some(Command::Export(args)) => outgoing::export(context, &args),
        Some(Command::Orders { command }) => orders::run(context, *command),
        Some(Command::Messages { command }) => lists::messages(context, &command),
        Some(Command::Sendings { command }) => sending::sendings(context, &command),
        Some(Command::Mail { command }) => sending::mail(context, &command),
        Some(Command::Members { command }) => members::run(context, &command),
        Some(Command::Dues { command }) => dues::run(context, &command),
        Some(Command::Sms { command }) => sms::run(context, &command),
        Some(Command::Find { text, json }) => find::run(context, &text, json),
        Some(Command::Doctor { json }) => orders::doctor(context, json),
        Some(Command::Dispatch(args)) => orders::dispatch(context, &args),
        Some(Command::Settle(args)) => orders::settle(context, &args),
        Some(Command::Simulate { command }) => simulate::run(context, &command),
        Some(Command::Watch(args)) => exchange::watch(context, &args),
        Some(Command::Exchange { command }) => exchange::run(context, &command),
        Some(Command::Import(import)) => import::run(context, &import),
        Some(Command::Reference { command }) => reference(command),
        Some(Command::Check { json }) => site::check(context, json),
        Some(Command::Backup { file }) => site::backup(context, &file),
        Some(Command::Completions { shell }) => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut command_line(), "fordring", &mut text);
            std::io::stdout().write_all(&text).map_err(|_| AppError::OutputClosed)
        }
    }
}

fn reference(command: ReferenceCommand) -> Result<(), AppError> {
    use crate::app::usecase::references;
    match command {
        ReferenceCommand::Make { number, mod11, .. } => say(&references::make(&number, mod11)?),
        ReferenceCommand::Check { reference, references } => say(&references::check(&reference, &references)?),
    }
}

/// Who is busy, with what, and how far.
fn waiting_words(busy: &crate::app::Busy, texts: &crate::app::texts::Texts) -> String {
    use crate::app::texts::Arg;
    let args = [
        ("operator", Arg::Text(busy.operator.clone())),
        ("work", Arg::Text(busy.work.clone())),
        ("percent", Arg::Count(i64::from(busy.percent))),
    ];
    texts.with("waiting-for", &args)
}

/// Which import was finished for somebody.
fn resumed_words(resumed: &crate::app::import::Resumed, texts: &crate::app::texts::Texts) -> String {
    use crate::app::texts::Arg;
    let count = Arg::Text(texts.count(resumed.stored));
    texts.with("import-resumed", &[("name", Arg::Text(resumed.name.clone())), ("count", count)])
}

/// Opens the console on the site's file.
fn console(context: &mut Context) -> Result<(), AppError> {
    let has_terminal = std::io::stdout().is_terminal() && std::io::stdin().is_terminal();
    if !has_terminal {
        return Err(AppError::NoTerminal);
    }
    let path = context.database()?;
    let open = context.args.open.clone();
    let start = crate::tui::Start {
        path,
        operator: context.operator(),
        lang: context.lang,
        open,
        settings: context.settings()?,
    };
    crate::tui::run(start)
}
