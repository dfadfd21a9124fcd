//! Who works for a folder: one process at a time. A round looks at the watched folder, then at the servers whose time has come.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::deliver;
use super::due::is_due;
use super::fault::Fault;
use super::fetch::{self, Failed, Fetched, Place};
use super::filing::Filed;
use super::folder::{Folder, Round};
use super::hands::{self, Right};
use super::setup::connect;
use crate::app::{AppError, Session, clock};
use crate::gateways::exchange::{Exchange, ExchangeError};
use crate::store::exchange::{self as table, Server, Setup};

/// How long a server that failed is left alone.
const PAUSE: Duration = Duration::from_secs(15 * 60);

/// What a round did.
#[derive(Debug, Default)]
pub struct Rounds {
    /// The watched folder, where there is one.
    pub folder: Round,
    /// The accounts that were looked at.
    pub accounts: Vec<AccountRound>,
}

impl Rounds {
    /// Every file that came, in order.
    pub fn files(&self) -> impl Iterator<Item = &Filed> {
        self.folder
            .files
            .iter()
            .chain(self.accounts.iter().flat_map(|account| &account.files))
    }

    /// Everything that stood in the way.
    pub fn trouble(&self) -> impl Iterator<Item = &AppError> {
        self.folder
            .trouble
            .iter()
            .chain(self.accounts.iter().flat_map(|account| &account.trouble))
    }
}

/// What was fetched and delivered for an account.
#[derive(Debug, Default)]
pub struct AccountRound {
    /// Its number.
    pub number: String,
    /// Files that were fetched, and imported or refused.
    pub files: Vec<Filed>,
    /// Names of files that were delivered.
    pub delivered: Vec<String>,
    /// Files at the server that had been fetched before.
    pub known: usize,
    /// What stood in the way.
    pub trouble: Vec<AppError>,
    /// Whether nothing is left that could go better the next time.
    pub all_done: bool,
}

/// The right to work for a folder, and what is remembered between rounds.
pub struct Keeper {
    base: PathBuf,
    folder: Option<Folder>,
    /// When a server that failed may be tried again.
    again: BTreeMap<i64, Instant>,
    stop: Arc<AtomicBool>,
    _right: Right,
}

impl Keeper {
    /// Takes the right to work for the site's folder, or another one. `None`: another process has it. `watch`: whether files that
    /// are put into the folder are taken.
    ///
    /// # Errors
    /// [`AppError::Place`] when it cannot be worked in.
    pub fn open(session: &Session, other: Option<&Path>, watch: bool, stop: Arc<AtomicBool>) -> Result<Option<Keeper>, AppError> {
        let settings = &session.settings.exchange;
        let wanted = other.map_or_else(|| settings.base(session.path()), Path::to_path_buf);
        let watched = other.is_some() || settings.folder.is_some();
        if !watched {
            hands::make(&wanted)?;
        }
        let base = wanted.canonicalize().map_err(hands::at(&wanted))?;
        if !base.is_dir() {
            return Err(hands::at(&base)(std::io::ErrorKind::NotADirectory.into()));
        }
        let Some(right) = Right::take(&base)? else { return Ok(None) };
        let folder = if watched && watch {
            Some(Folder::open(&base, settings.settle())?)
        } else {
            None
        };
        Ok(Some(Keeper {
            base,
            folder,
            again: BTreeMap::new(),
            stop,
            _right: right,
        }))
    }

    /// Where it works.
    pub fn base(&self) -> &Path {
        &self.base
    }

    /// Looks at the folder, and at the servers whose time has come.
    ///
    /// # Errors
    /// When the folder or the site's file cannot be read at all.
    pub fn round(&mut self, session: &mut Session) -> Result<Rounds, AppError> {
        let mut rounds = Rounds::default();
        let stop = Arc::clone(&self.stop);
        if let Some(folder) = &mut self.folder {
            rounds.folder = folder.round(session, &|| stop.load(Ordering::Relaxed))?;
        }
        let now = clock::local(session.actor().at_ms);
        for setup in table::setups(&session.store.conn)?.iter().filter(|setup| setup.way == "sftp") {
            let done = Some(setup.looked_at_ms).filter(|at| *at > 0).map(clock::local);
            let rests = self.again.get(&setup.account).is_some_and(|again| *again > Instant::now());
            if rests || self.is_stopped() || !is_due(session.settings.exchange.times(&setup.number), done, now) {
                continue;
            }
            let round = self.account(session, setup);
            if !round.all_done {
                self.again.insert(setup.account, Instant::now() + PAUSE);
            }
            rounds.accounts.push(round);
        }
        Ok(rounds)
    }

    /// Fetches and delivers for an account now.
    pub fn account(&mut self, session: &mut Session, setup: &Setup) -> AccountRound {
        let Some(server) = &setup.server else {
            return AccountRound::default();
        };
        let mut remote = connect(server, Arc::clone(&self.stop));
        let stop = Arc::clone(&self.stop);
        account_round(session, setup, server, &mut remote, &self.base, &|| stop.load(Ordering::Relaxed))
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Fetches what is new at an account's server, and delivers what waits. What is fetched comes to `base`.
pub fn account_round(
    session: &mut Session,
    setup: &Setup,
    server: &Server,
    remote: &mut dyn Exchange,
    base: &Path,
    stop: &dyn Fn() -> bool,
) -> AccountRound {
    let mut round = AccountRound {
        number: setup.number.clone(),
        ..AccountRound::default()
    };
    let (mut fetched, mut trouble) = (Fetched::default(), Vec::new());
    let place = Place {
        account: setup.account,
        folder: &server.fetch_from,
        incoming: base.join("incoming").join(&setup.number),
        base,
    };
    let done = fetch::left_over(session, &place, stop, &mut fetched)
        .map_err(Failed::Here)
        .and_then(|()| match server.fetch_from.as_str() {
            "" => Ok(()),
            _ => fetch::new_files(session, &place, remote, stop, &mut fetched, &mut trouble),
        })
        .and_then(|()| match server.deliver_to.as_str() {
            "" => Ok(()),
            folder => {
                let outgoing = base.join("outgoing").join(&setup.number);
                deliver_all(
                    session,
                    setup.account,
                    remote,
                    (folder, &outgoing),
                    stop,
                    &mut round.delivered,
                    &mut trouble,
                )
            }
        });
    trouble.extend(done.err());
    (round.files, round.known) = (fetched.files, fetched.known);
    // What a person has to see to is told, and holds nothing up; anything else is tried again soon.
    let later = |failed: &Failed| {
        !matches!(
            failed,
            Failed::There(ExchangeError::UnsafeName { .. } | ExchangeError::TooLarge { .. })
        )
    };
    let all_done = !trouble.iter().any(later);
    let words = Fault::of(setup, server);
    round.trouble = trouble
        .into_iter()
        .map(|failed| match failed {
            Failed::There(error) => words(error),
            Failed::Here(error) => error,
        })
        .collect();
    round.all_done = all_done;
    if all_done && let Err(error) = session.write(|tx| Ok(table::looked(tx, setup.account)?)) {
        round.trouble.push(error);
    }
    round
}

fn deliver_all(
    session: &mut Session,
    account: i64,
    remote: &mut dyn Exchange,
    (folder, outgoing): (&str, &Path),
    stop: &dyn Fn() -> bool,
    delivered: &mut Vec<String>,
    trouble: &mut Vec<Failed>,
) -> Result<(), Failed> {
    for waiting in table::waiting(&session.store.conn, account).map_err(AppError::from)? {
        if stop() {
            return Err(ExchangeError::Stopped.into());
        }
        match deliver::one(session, account, &waiting, remote, folder, outgoing) {
            Ok(()) => delivered.push(waiting.name),
            Err(Failed::There(error)) if !error.is_of_server() => trouble.push(error.into()),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
