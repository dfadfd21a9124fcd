//! `watch` and `exchange`: bank files that come and go by themselves.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::args_exchange::{ExchangeCommand, SetUp, Watch};
use super::{Context, lists, note, say, say_json};
use crate::app::columns::exchanged::LIST;
use crate::app::exchange::{AccountRound, Filed, Keeper, Rounds, Server, Setup, setup};
use crate::app::texts::Arg;
use crate::app::{AppError, Session, clock, import};
use crate::domain::refusal::Refusal;

/// How often it is looked whether to stop.
const LOOK: Duration = Duration::from_millis(100);

/// Stops when the system or a person at the keyboard wants it.
pub(super) fn stopping() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [
        signal_hook::consts::SIGTERM,
        signal_hook::consts::SIGINT,
        signal_hook::consts::SIGHUP,
    ] {
        // Without it the signal ends the program at once, which harms nothing.
        let _ = signal_hook::flag::register(signal, Arc::clone(&stop));
    }
    stop
}

/// `watch`: takes bank files as they come, until it is stopped.
pub(super) fn watch(context: &mut Context, args: &Watch) -> Result<(), AppError> {
    let mut session = context.open()?;
    let stop = stopping();
    let fetched = setup::list(&session)?.iter().any(|setup| setup.way == "sftp");
    if args.folder.is_none() && session.settings.exchange.folder.is_none() && !fetched {
        return Err(Refusal::NoWatchedFolder {}.into());
    }
    let mut keeper = keeper(&session, args.folder.as_deref(), true, &stop)?;
    if !args.once {
        let folder = Arg::Text(keeper.base().display().to_string());
        note(&session.lang.texts().with("watch-begins", &[("folder", folder)]));
    }
    let mut told = Told::new(args.json, args.once);
    loop {
        let rounds = keeper.round(&mut session)?;
        let pause = session.settings.exchange.pause(&rounds);
        let waits = rounds.folder.waiting > 0;
        told.take(&session, rounds)?;
        if args.once && (!waits || told.rounds > 1) {
            break;
        }
        // One that ends takes what is whole after the shortest time that can tell.
        let pause = if args.once { session.settings.exchange.settle() } else { pause };
        if is_stopped_within(&stop, pause.max(LOOK)) {
            break;
        }
    }
    told.end(&session)
}

fn is_stopped_within(stop: &AtomicBool, pause: Duration) -> bool {
    let mut left = pause;
    while !stop.load(Ordering::Relaxed) && !left.is_zero() {
        let step = LOOK.min(left);
        std::thread::sleep(step);
        left = left.saturating_sub(step);
    }
    stop.load(Ordering::Relaxed)
}

fn keeper(session: &Session, folder: Option<&Path>, watch: bool, stop: &Arc<AtomicBool>) -> Result<Keeper, AppError> {
    let wanted = folder.map_or_else(|| session.settings.exchange.base(session.path()), Path::to_path_buf);
    Keeper::open(session, folder, watch, Arc::clone(stop))?.ok_or_else(|| {
        Refusal::WatchedElsewhere {
            folder: wanted.display().to_string(),
        }
        .into()
    })
}

/// What was said so far, and how it ends.
struct Told {
    json: bool,
    /// A single round ends as its worst file does; a watch that was stopped is done.
    once: bool,
    rounds: u32,
    documents: Vec<Json>,
    /// Trouble that goes on, as it was told.
    trouble: Vec<String>,
    errors: Vec<AppError>,
}

impl Told {
    fn new(json: bool, once: bool) -> Told {
        Told {
            json,
            once,
            rounds: 0,
            documents: Vec::new(),
            trouble: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// Tells of a round.
    fn take(&mut self, session: &Session, rounds: Rounds) -> Result<(), AppError> {
        self.rounds += 1;
        if rounds.files().next().is_some() {
            import::tidy(session);
        }
        for filed in rounds.files() {
            self.file(session, filed)?;
        }
        let mut trouble = rounds.folder.trouble;
        for account in rounds.accounts {
            self.delivered(session, &account)?;
            trouble.extend(account.trouble);
        }
        let before = std::mem::take(&mut self.trouble);
        for error in trouble.into_iter().filter(|error| !error.is_cancelled()) {
            let words = error.words(session.lang);
            if !before.contains(&words) && !self.trouble.contains(&words) {
                self.error(session, error);
            }
            self.trouble.push(words);
        }
        Ok(())
    }

    /// A single round tells its errors in the end, the worst one last.
    fn error(&mut self, session: &Session, error: AppError) {
        if self.once {
            self.errors.push(error);
        } else {
            error.words(session.lang).lines().for_each(note);
        }
    }

    fn file(&mut self, session: &Session, filed: &Filed) -> Result<(), AppError> {
        let (outcome, lang) = (&filed.outcome, session.lang);
        let place = filed.place.display().to_string();
        if let Some(refused) = outcome.refusal() {
            self.error(session, AppError::Import(Box::new(refused)));
        } else if !self.json {
            say(&outcome.lines(lang).join("\n"))?;
            outcome.warnings(lang).iter().for_each(|line| note(line));
        }
        if self.json {
            let mut document = outcome.document(session.site.currency.code(), lang);
            if let Some(map) = document.as_object_mut() {
                map.insert("moved_to".to_owned(), json!(place));
            }
            self.documents.push(document);
            return Ok(());
        }
        let args = [("name", Arg::Text(outcome.name.clone())), ("path", Arg::Text(place))];
        say(&lang.texts().with("watch-moved", &args))
    }

    fn delivered(&mut self, session: &Session, account: &AccountRound) -> Result<(), AppError> {
        for name in &account.delivered {
            self.documents
                .push(json!({ "file": name, "status": "delivered", "account": account.number }));
            if !self.json {
                let args = [("name", Arg::Text(name.clone())), ("account", Arg::Text(account.number.clone()))];
                say(&session.lang.texts().with("exchange-delivered", &args))?;
            }
        }
        Ok(())
    }

    fn end(mut self, session: &Session) -> Result<(), AppError> {
        if self.json {
            say_json(&Json::Array(self.documents))?;
        } else if !self.once {
            note(&session.lang.texts().t("watch-ends"));
        }
        self.errors.sort_by_key(AppError::exit_code);
        let worst = self.errors.pop();
        for error in self.errors {
            error.words(session.lang).lines().for_each(note);
        }
        worst.map_or(Ok(()), Err)
    }
}

pub(super) fn run(context: &mut Context, command: &ExchangeCommand) -> Result<(), AppError> {
    match command {
        ExchangeCommand::List { json } => list(context, *json),
        ExchangeCommand::Set(args) => set(context, args),
        ExchangeCommand::Run { account, json } => now(context, account.as_deref(), *json),
        ExchangeCommand::Test { number, json } => test(context, number, *json),
        ExchangeCommand::Log(args) => lists::list(context, &LIST, args),
    }
}

fn document(setup: &Setup) -> Json {
    let server = setup.server.as_ref().map(|server| {
        json!({ "host": server.host, "port": server.port, "user": server.user, "key": server.key_file, "known_hosts": server.known_hosts,
            "fetch": server.fetch_from, "deliver": server.deliver_to })
    });
    let looked = (setup.looked_at_ms > 0).then(|| clock::iso_moment(setup.looked_at_ms));
    json!({ "number": setup.number, "name": setup.name, "exchange": setup.way, "sftp": server, "looked_at": looked })
}

fn line(setup: &Setup, session: &Session) -> String {
    let t = session.lang.texts();
    let mut line = format!(
        "{:<12} {:<16} {}",
        setup.number,
        setup.name,
        t.t(&format!("exchange-way-{}", setup.way))
    );
    if let Some(server) = setup.server.as_ref().filter(|_| setup.way == "sftp") {
        let none = || t.t("exchange-nothing");
        let folder = |folder: &String| if folder.is_empty() { none() } else { folder.clone() };
        let looked = Some(setup.looked_at_ms).filter(|at| *at > 0).map_or_else(none, clock::local_minute);
        let args = [
            ("server", Arg::Text(setup::address(server))),
            ("fetch", Arg::Text(folder(&server.fetch_from))),
            ("deliver", Arg::Text(folder(&server.deliver_to))),
            ("looked", Arg::Text(looked)),
        ];
        line.push_str("\n  ");
        line.push_str(&t.with("exchange-server", &args));
    }
    line
}

fn list(context: &mut Context, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let all = setup::list(&session)?;
    if as_json {
        return say_json(&all.iter().map(document).collect());
    }
    if all.is_empty() {
        note(&session.lang.texts().t("exchange-no-accounts"));
    }
    all.iter().try_for_each(|setup| say(&line(setup, &session)))
}

fn set(context: &mut Context, args: &SetUp) -> Result<(), AppError> {
    let mut session = context.open()?;
    let path = |path: &Option<std::path::PathBuf>| {
        let absolute = path.as_ref().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()));
        absolute.map(|path| path.display().to_string()).unwrap_or_default()
    };
    let way = match &args.sftp {
        Some(address) => {
            let (user, host, port) = setup::parse_address(address)?;
            setup::Way::Sftp(Server {
                host,
                port,
                user,
                key_file: path(&args.key),
                known_hosts: path(&args.known_hosts),
                fetch_from: args.fetch.clone(),
                deliver_to: args.deliver.clone(),
            })
        }
        None if args.folder => setup::Way::Folder,
        None => setup::Way::Hand,
    };
    let done = setup::set(&mut session, &args.number, &way, &args.change.comment)?;
    if args.change.json {
        return say_json(&document(&done));
    }
    say(&line(&done, &session))
}

/// Fetches and delivers, whatever the time of day.
fn now(context: &mut Context, account: Option<&str>, json: bool) -> Result<(), AppError> {
    let mut session = context.open()?;
    let setups = match account {
        Some(number) => vec![setup::find(&session, number)?],
        None => setup::list(&session)?.into_iter().filter(|setup| setup.way == "sftp").collect(),
    };
    if setups.is_empty() {
        return Err(Refusal::ExchangeNobody {}.into());
    }
    if let Some(setup) = setups.iter().find(|setup| setup.way != "sftp" || setup.server.is_none()) {
        let number = setup.number.clone();
        return Err(Refusal::ExchangeNoServer { number }.into());
    }
    let mut keeper = keeper(&session, None, false, &stopping())?;
    let mut told = Told::new(json, true);
    for setup in &setups {
        let round = keeper.account(&mut session, setup);
        let (came, known) = (round.files.len(), round.known);
        let sums = [
            ("account", Arg::Text(round.number.clone())),
            ("came", Arg::count(came)),
            ("known", Arg::count(known)),
            ("delivered", Arg::count(round.delivered.len())),
        ];
        let rounds = Rounds {
            accounts: vec![round],
            ..Rounds::default()
        };
        let whole = rounds.accounts.iter().all(|account| account.all_done);
        told.take(&session, rounds)?;
        if !json && whole {
            note(&session.lang.texts().with("exchange-round", &sums));
        }
    }
    told.end(&session)
}

fn test(context: &mut Context, number: &str, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let found = setup::look(&setup::find(&session, number)?)?;
    if as_json {
        let one = |looked: &setup::Looked| {
            let files = looked
                .files
                .iter()
                .map(|file| json!({ "name": file.name, "length": file.length, "modified_at": clock::iso_moment(file.modified_ms) }));
            json!({ "folder": looked.folder, "fetch": looked.fetched_from, "files": files.collect::<Vec<_>>() })
        };
        return say_json(&found.iter().map(one).collect());
    }
    let t = session.lang.texts();
    for looked in &found {
        let count = i64::try_from(looked.files.len()).unwrap_or(i64::MAX);
        say(&t.with(
            "exchange-looked",
            &[("folder", Arg::Text(looked.folder.clone())), ("count", Arg::Count(count))],
        ))?;
        for file in &looked.files {
            say(&format!(
                "  {:>11}  {}  {}",
                file.length,
                clock::local_minute(file.modified_ms),
                file.name
            ))?;
        }
    }
    Ok(())
}
