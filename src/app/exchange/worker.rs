//! The working thread behind a console: while it is open, files that are put into the watched folder are imported, and those of
//! servers fetched and delivered. Where another process does it already, this one stands by and takes over when that ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender};
use std::time::Duration;

use super::keeper::{Keeper, Rounds};
use crate::app::import::Outcome;
use crate::app::session::Opening;
use crate::app::{AppError, Session};
use crate::domain::refusal::Refusal;
use crate::store::exchange::{self as table, Setup};

/// Who acts when nobody at a keyboard does.
const OPERATOR: &str = "fordring";
/// The shortest pause between two rounds.
const LEAST: Duration = Duration::from_secs(1);
/// How long leaving waits for a file that is being imported just now.
const FINISH: Duration = Duration::from_secs(3);

/// What a console hears.
#[derive(Debug)]
pub enum ExchangeNews {
    /// Files came by themselves.
    Came(Vec<Outcome>),
    /// Files were delivered.
    Delivered(Vec<String>),
    /// A person asked, and there was nothing to fetch or deliver; so many files at the servers had been fetched before.
    Nothing(usize),
    /// Something stands in the way; told once until it is over.
    Trouble(AppError),
}

/// The handle of the thread.
pub struct Watching {
    wishes: Sender<()>,
    ended: Receiver<()>,
    stop: Arc<AtomicBool>,
}

impl Watching {
    /// Starts the thread on a file. News go to `tell`.
    pub fn start<M: From<ExchangeNews> + Send + 'static>(opening: &Opening, tell: SyncSender<M>) -> Watching {
        let (wishes, heard) = std::sync::mpsc::channel();
        let (end, ended) = std::sync::mpsc::channel::<()>();
        let stop = Arc::new(AtomicBool::new(false));
        let opening = Opening {
            operator: OPERATOR.to_owned(),
            ..opening.clone()
        };
        let stopping = Arc::clone(&stop);
        std::thread::spawn(move || {
            let send = |news: ExchangeNews| drop(tell.send(news.into()));
            match opening.open() {
                Ok(session) => Working::new(session, stopping).serve(&heard, &send),
                Err(error) => send(ExchangeNews::Trouble(error)),
            }
            drop(end);
        });
        Watching { wishes, ended, stop }
    }

    /// Fetches and delivers by SFTP as soon as what is under way is done, whatever the time of day (OCR-5).
    pub fn fetch_now(&self) {
        // A thread that has ended has told why.
        let _ = self.wishes.send(());
    }

    /// Lets it end. An import that is under way leaves nothing behind, and is made anew the next time.
    pub fn finish(self) {
        self.stop.store(true, Ordering::Relaxed);
        drop(self.wishes);
        let _ = self.ended.recv_timeout(FINISH);
    }
}

struct Working {
    session: Session,
    keeper: Option<Keeper>,
    stop: Arc<AtomicBool>,
    told: Vec<String>,
}

impl Working {
    fn new(session: Session, stop: Arc<AtomicBool>) -> Working {
        Working {
            session,
            keeper: None,
            stop,
            told: Vec::new(),
        }
    }

    fn serve(&mut self, wishes: &Receiver<()>, send: &dyn Fn(ExchangeNews)) {
        let mut pause = LEAST;
        loop {
            let is_asked = match wishes.recv_timeout(pause) {
                Ok(()) => true,
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let done = if is_asked { self.fetch_now() } else { self.round() };
            if is_asked {
                // Who asks gets an answer though it was told before; who asked several times meanwhile has it, too.
                self.told.clear();
                while wishes.try_recv().is_ok() {}
            }
            match done {
                Ok(rounds) => {
                    pause = self.session.settings.exchange.pause(&rounds).max(LEAST);
                    self.tell(rounds, is_asked, send);
                }
                Err(error) => {
                    pause = self.session.settings.exchange.every();
                    self.trouble(vec![error], send);
                }
            }
        }
    }

    fn round(&mut self) -> Result<Rounds, AppError> {
        let watched = self.session.settings.exchange.folder.is_some();
        let fetched = || table::setups(&self.session.store.conn).map(|all| all.iter().any(|setup| setup.way == "sftp"));
        if !watched && !fetched()? {
            self.keeper = None;
            return Ok(Rounds::default());
        }
        if self.keeper.is_none() {
            self.keeper = Keeper::open(&self.session, None, true, Arc::clone(&self.stop))?;
        }
        match &mut self.keeper {
            Some(keeper) => keeper.round(&mut self.session),
            None => Ok(Rounds::default()),
        }
    }

    /// Every server, whether its time has come or not.
    fn fetch_now(&mut self) -> Result<Rounds, AppError> {
        let setups = table::setups(&self.session.store.conn)?;
        let fetched: Vec<_> = setups.into_iter().filter(|setup| setup.way == "sftp").collect();
        if fetched.is_empty() {
            return Err(Refusal::ExchangeNobody {}.into());
        }
        if let Some(Setup { number, .. }) = fetched.iter().find(|setup| setup.server.is_none()) {
            return Err(Refusal::ExchangeNoServer { number: number.clone() }.into());
        }
        if self.keeper.is_none() {
            self.keeper = Keeper::open(&self.session, None, true, Arc::clone(&self.stop))?;
        }
        let Some(keeper) = &mut self.keeper else {
            let folder = self.session.settings.exchange.base(self.session.path()).display().to_string();
            return Err(Refusal::WatchedElsewhere { folder }.into());
        };
        let accounts = fetched.iter().map(|setup| keeper.account(&mut self.session, setup)).collect();
        Ok(Rounds {
            accounts,
            ..Rounds::default()
        })
    }

    fn tell(&mut self, rounds: Rounds, is_asked: bool, send: &dyn Fn(ExchangeNews)) {
        let (mut came, mut delivered, mut trouble) = (Vec::new(), Vec::new(), rounds.folder.trouble);
        let known = rounds.accounts.iter().map(|account| account.known).sum();
        came.extend(rounds.folder.files.into_iter().map(|filed| filed.outcome));
        for account in rounds.accounts {
            came.extend(account.files.into_iter().map(|filed| filed.outcome));
            delivered.extend(account.delivered);
            trouble.extend(account.trouble);
        }
        if is_asked && came.is_empty() && delivered.is_empty() && trouble.is_empty() {
            send(ExchangeNews::Nothing(known));
        }
        self.trouble(trouble, send);
        if !delivered.is_empty() {
            send(ExchangeNews::Delivered(delivered));
        }
        if !came.is_empty() {
            send(ExchangeNews::Came(came));
        }
    }

    /// Trouble that goes on is told when it begins.
    fn trouble(&mut self, trouble: Vec<AppError>, send: &dyn Fn(ExchangeNews)) {
        let before = std::mem::take(&mut self.told);
        for error in trouble {
            let words = error.words(self.session.lang);
            if !before.contains(&words) && !error.is_cancelled() {
                send(ExchangeNews::Trouble(error));
            }
            self.told.push(words);
        }
    }
}
