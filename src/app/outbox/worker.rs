//! The working thread behind a console: sends what waits, asks about payments, takes what came, finishes imports that were
//! interrupted – at once when it is told to, else every second. It has a session of its own and never holds the screen; what it changed, the screens see by the file.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender};
use std::time::Duration;

use super::{Asking, Round, check, has_work, round};
use crate::app::import::{self, Resumed};
use crate::app::ports::Ports;
use crate::app::session::Opening;
use crate::app::usecase::orders;
use crate::app::{AppError, Session};
use crate::domain::money::Money;
use crate::domain::order::{Mobile, RequestState};

/// Who acts when nobody at a keyboard does.
const OPERATOR: &str = "fordring";
/// How often it looks by itself.
const EVERY: Duration = Duration::from_secs(1);
/// How long leaving waits for what is being sent just now.
const FINISH: Duration = Duration::from_secs(3);

/// What a console hears.
#[derive(Debug)]
pub enum News {
    /// A person should know; each is told once until it is over.
    Trouble(String),
    /// Something could not leave: so many will be tried again, so many will not.
    Stuck(usize, usize),
    /// What the provider says of an order's payment (Ctrl+L).
    Checked(i64, Box<Result<Checked, AppError>>),
    /// An import that was interrupted is finished.
    Resumed(Resumed),
    /// The site's file failed.
    Failed(AppError),
}

/// What checking a payment found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The order's number.
    pub number: i64,
    /// How its mobile payment stands.
    pub mobile: Mobile,
    /// How much was paid, and when by the provider's clock.
    pub paid: Option<(Money, Option<i64>)>,
}

enum Wish {
    Look,
    Check(i64),
}

/// The handle of the thread.
pub struct Worker {
    wishes: Sender<Wish>,
    ended: Receiver<()>,
}

impl Worker {
    /// Starts the thread on a file. News go to `tell`.
    pub fn start<M: From<News> + Send + 'static>(opening: &Opening, tell: SyncSender<M>) -> Worker {
        let (wishes, heard) = std::sync::mpsc::channel();
        let (end, ended) = std::sync::mpsc::channel::<()>();
        let opening = Opening {
            operator: OPERATOR.to_owned(),
            ..opening.clone()
        };
        std::thread::spawn(move || {
            let send = |news: News| drop(tell.send(news.into()));
            match opening.open() {
                Ok(session) => Working::new(session).serve(&heard, &send),
                Err(error) => send(News::Failed(error)),
            }
            drop(end);
        });
        Worker { wishes, ended }
    }

    /// Something waits to leave now.
    pub fn wake(&self) {
        let _ = self.wishes.send(Wish::Look);
    }

    /// Asks the provider about an order's payment; the answer comes as [`News::Checked`].
    pub fn check(&self, order: i64) {
        let _ = self.wishes.send(Wish::Check(order));
    }

    /// Lets it end what it has begun. A gateway that does not answer is not waited for: what was not written is asked for by
    /// its key at the next start.
    pub fn finish(self) {
        drop(self.wishes);
        let _ = self.ended.recv_timeout(FINISH);
    }
}

struct Working {
    session: Session,
    /// Opened when something is to be sent for the first time.
    ports: Option<Ports>,
    /// What was told, so that it is told once.
    told: Vec<String>,
    /// Something that waits for its next try was told of.
    stuck: bool,
}

impl Working {
    fn new(session: Session) -> Working {
        Working {
            session,
            ports: None,
            told: Vec::new(),
            stuck: false,
        }
    }

    fn serve(&mut self, wishes: &Receiver<Wish>, send: &dyn Fn(News)) {
        loop {
            match wishes.recv_timeout(EVERY) {
                Ok(Wish::Check(order)) => {
                    let checked = self.check(order);
                    send(News::Checked(order, Box::new(checked)));
                }
                Ok(Wish::Look) | Err(RecvTimeoutError::Timeout) => {
                    match self.look() {
                        Ok(round) => self.tell(&round, send),
                        Err(error) => self.tell_once(error, send),
                    }
                    match import::finish_interrupted(&mut self.session) {
                        Ok(resumed) => resumed.into_iter().map(News::Resumed).for_each(send),
                        Err(error) => self.tell_once(error, send),
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn tell_once(&mut self, error: AppError, send: &dyn Fn(News)) {
        let words = error.to_string();
        if !self.told.contains(&words) {
            self.told.push(words);
            send(News::Failed(error));
        }
    }

    fn open(&mut self) -> Result<(&mut Session, &mut Ports), AppError> {
        let ports = match self.ports.take() {
            Some(ports) => ports,
            None => Ports::open(&self.session.settings, self.session.path())?,
        };
        Ok((&mut self.session, self.ports.insert(ports)))
    }

    fn look(&mut self) -> Result<Round, AppError> {
        if !has_work(&self.session)? {
            return Ok(Round::default());
        }
        let (session, ports) = self.open()?;
        round(session, ports, Asking::Due)
    }

    /// Trouble that goes on is told when it begins.
    fn tell(&mut self, round: &Round, send: &dyn Fn(News)) {
        for trouble in &round.trouble {
            if !self.told.contains(trouble) {
                send(News::Trouble(trouble.clone()));
            }
        }
        self.told.clone_from(&round.trouble);
        let lost = round.failed + round.unknown;
        if lost > 0 || (round.again > 0 && !self.stuck) {
            send(News::Stuck(round.again, lost));
        }
        self.stuck = round.again > 0 || (self.stuck && round.done == 0);
    }

    fn check(&mut self, order: i64) -> Result<Checked, AppError> {
        let (session, ports) = self.open()?;
        check(session, ports, order)?;
        let view = orders::view(session, order)?;
        let order = &view.loaded.order;
        let request = view.requests.iter().find(|request| request.seq == order.link_seq);
        let paid = request.filter(|request| matches!(request.state, RequestState::Paid | RequestState::Refunding));
        Ok(Checked {
            number: order.number,
            mobile: order.mobile,
            paid: paid.map(|request| (request.paid, request.paid_at_ms)),
        })
    }
}
