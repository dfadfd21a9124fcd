//! The writing thread: use cases one after the other, so that the screen never waits for a commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};

use crate::app::exchange::Setup;
use crate::app::exchange::setup as exchange_setup;
use crate::app::import::{self, Done, Preview, Request};
use crate::app::layout::Layout;
use crate::app::search_all::{self, Kind};
use crate::app::session::Opening;
use crate::app::show_order::{self, ShownOrder};
use crate::app::simulated::{self, SimAct, SimDone};
use crate::app::texts::Lang;
use crate::app::usecase::accounts;
use crate::app::usecase::articles;
use crate::app::usecase::bulk::{self, Report};
use crate::app::usecase::claims::{self, Act, Changed};
use crate::app::usecase::drafts::act::{DraftAct, DraftDone};
use crate::app::usecase::drafts::{self, ShownDraft};
use crate::app::usecase::dues::act::DuesAct;
use crate::app::usecase::dues::run::{Done as DuesDone, Request as DuesRequest};
use crate::app::usecase::dues::{self};
use crate::app::usecase::dues_sms::{self, act::SmsAct};
use crate::app::usecase::files::{self, Undone};
use crate::app::usecase::mandates::{self, BankAct};
use crate::app::usecase::orders::act::{self, OrderAct, OrderDone};
use crate::app::usecase::orders::edit;
use crate::app::usecase::outgoing::act::{self as outgoing, OutgoingAct, OutgoingDone};
use crate::app::usecase::payments::{self, Handled, PaymentAct};
use crate::app::usecase::refunds;
use crate::app::usecase::register::{
    self,
    act::{PartyAct, PartyDone},
};
use crate::app::usecase::sending::act::{self as sending, SendingAct};
use crate::app::usecase::site_settings::{self, Shown};
use crate::app::usecase::views::{self, From as ViewFrom};
use crate::app::{AppError, Busy, Session, columns::List, desk};
use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::domain::money::Money;
use crate::domain::payment::RefundState;
use crate::store::refund::Refund;

/// What a screen wants done.
pub enum Work {
    /// Change a claim.
    Change {
        /// Key.
        id: i64,
        /// What.
        act: Act,
        /// Why.
        comment: String,
        /// The claim as the person saw it.
        seen: Box<Claim>,
    },
    /// Import a bank file as previewed.
    Import {
        /// Which file.
        request: Request,
        /// What the preview said.
        preview: Arc<Preview>,
        /// Set it to stop; nothing is left behind.
        stop: Arc<AtomicBool>,
    },
    /// Do something with a payment.
    Payment {
        /// Key.
        id: i64,
        /// What.
        act: PaymentAct,
        /// Why.
        comment: String,
        /// What was left over as the person saw it.
        seen: Option<Money>,
    },
    /// Do one thing to many claims.
    Bulk {
        /// Which.
        ids: Vec<u32>,
        /// What.
        act: Act,
        /// Why.
        comment: String,
        /// Whether the first refusal ends it.
        at_refusal_stop: bool,
        /// Set it to stop; what was done stays done.
        stop: Arc<AtomicBool>,
    },
    /// Move a refund on.
    Refund(i64, RefundState, String),
    /// Change agreements or notices of the bank.
    Bank {
        /// Which.
        ids: Vec<u32>,
        /// What.
        act: BankAct,
        /// Why.
        comment: String,
    },
    /// Do something in the SMS dialogue or its set-up, with this comment.
    Sms(SmsAct, String),
    /// Change a setting, or take it out.
    Setting {
        /// Which.
        key: &'static str,
        /// What it is to be; `None`: what holds without it.
        value: Option<String>,
        /// Why.
        comment: String,
    },
    /// Do something in the register, with this comment.
    Party(PartyAct, String),
    /// Change kinds of membership, dues, or who has which kind, with this comment.
    Dues(DuesAct, String),
    /// Issue the claims of dues.
    DuesRun {
        /// Of which, and for whom.
        request: DuesRequest,
        /// Why.
        comment: String,
        /// Claims and sum, as the person saw them.
        seen: (usize, Money),
        /// Set it to stop; none is issued then.
        stop: Arc<AtomicBool>,
    },
    /// Do something with sendings, with this comment.
    Sending(Vec<i64>, SendingAct, String),
    /// Take back what waits of those that are sent together, with this comment.
    CancelBatch(i64, String),
    /// Do something with a file to the bank, with this comment.
    Outgoing(OutgoingAct, String),
    /// Undo a bank file.
    UndoFile {
        /// Key.
        id: i64,
        /// Why.
        comment: String,
        /// Set it to stop; nothing is done then.
        stop: Arc<AtomicBool>,
    },
    /// Learn for whom accounts paid, for the matching desk.
    Learn,
    /// Change how a bank account is set up.
    Account {
        /// Key.
        id: i64,
        /// What.
        change: accounts::Change,
        /// Why.
        comment: String,
    },
    /// Set how files of a bank account come and go.
    Exchange {
        /// The account's number.
        number: String,
        /// How, and by which server.
        way: Box<exchange_setup::Way>,
        /// Why.
        comment: String,
    },
    /// Add a bank account.
    AddAccount {
        /// As typed.
        number: String,
        /// What people call it.
        name: String,
        /// Its reference rules.
        references: String,
    },
    /// Make an empty order.
    NewOrder,
    /// Begin a draft of a claim: empty, or as a copy of this one.
    NewDraft(Option<i64>),
    /// Do something to a draft.
    Draft {
        /// Key.
        id: i64,
        /// What.
        act: DraftAct,
        /// The revision the person saw.
        seen: Option<i64>,
    },
    /// Credit a claim and begin the one in its place.
    Reissue {
        /// Key.
        id: i64,
        /// Why.
        comment: String,
        /// The claim as the person saw it.
        seen: Box<Claim>,
    },
    /// Add an article.
    AddArticle(Box<Article>, String),
    /// Change an article.
    ChangeArticle {
        /// The article as the person saw it.
        seen: Box<Article>,
        /// What.
        change: articles::Change,
        /// Why.
        comment: String,
    },
    /// Do something to an order.
    Order {
        /// Key.
        id: i64,
        /// What.
        act: OrderAct,
        /// The revision the person saw.
        seen: Option<i64>,
    },
    /// Play a customer of a simulated site.
    Simulate(SimAct),
    /// Remember the layout in use.
    Remember(&'static List, Layout),
    /// Save a view.
    SaveView {
        /// Of which list.
        list: &'static List,
        /// Its name.
        name: String,
        /// What it shows.
        layout: Layout,
        /// For everybody.
        for_site: bool,
    },
    /// Take a view away.
    RemoveView(&'static List, String, ViewFrom),
    /// Remember that a record was opened.
    Opened(Kind, i64),
    /// Remember the language.
    Language(Lang),
}

/// What became of it.
pub enum Outcome {
    /// The claim was changed, or not.
    Changed(i64, Box<Result<Changed, AppError>>),
    /// Something was done with a payment, or not.
    Payment(i64, Box<Result<Handled, AppError>>),
    /// One thing was done to many claims, or not.
    Bulk(Box<Result<Report, AppError>>),
    /// A refund was moved on, or not.
    Refund(i64, Box<Result<Refund, AppError>>),
    /// Agreements or notices of the bank were changed, or not.
    Bank(Box<Result<(), AppError>>),
    /// Something was done in the SMS dialogue, or not; with how many messages or charges.
    Sms(SmsAct, Box<Result<usize, AppError>>),
    /// A setting was changed, or not.
    Setting(Box<Result<Shown, AppError>>),
    /// Something was done in the register, or not.
    Party(PartyAct, Box<Result<PartyDone, AppError>>),
    /// Kinds of membership, dues, or who has which kind were changed, or not; with what it was done to.
    Dues(DuesAct, Box<Result<String, AppError>>),
    /// The claims of dues were issued, or none.
    DuesRun(Box<Result<DuesDone, AppError>>),
    /// Something was done with sendings, or not; with how many.
    Sending(SendingAct, Box<Result<usize, AppError>>),
    /// Something was done with a file to the bank, or not.
    Outgoing(Box<Result<OutgoingDone, AppError>>),
    /// A bank file was undone, or not.
    FileUndone(i64, Box<Result<Undone, AppError>>),
    /// The file was imported, or not.
    Imported(Box<Result<Done, AppError>>),
    /// How a bank account is set up was changed, or not; or one was added.
    Account(Box<Result<accounts::Changed, AppError>>),
    /// How files of an account come and go was set, or not.
    Exchange(Box<Result<Setup, AppError>>),
    /// A draft was begun, with this key, or not.
    DraftMade(Box<Result<i64, AppError>>),
    /// Something was done to a draft, or not; with what it looks like now.
    Draft(i64, DraftAct, Box<Result<(DraftDone, ShownDraft), AppError>>),
    /// A claim was credited and begun anew, or not: the draft's key and the credit note.
    Reissued(i64, Box<Result<(i64, String), AppError>>),
    /// An article was added or changed, or not.
    Article(Box<Result<Article, AppError>>),
    /// An order was made, with this key, or not.
    OrderMade(Box<Result<i64, AppError>>),
    /// Something was done to an order, or not; with what it looks like now.
    Order(i64, OrderAct, Box<Result<(OrderDone, ShownOrder), AppError>>),
    /// A customer was played, or not.
    Simulated(Box<Result<SimDone, AppError>>),
    /// Views were changed.
    Views(&'static List),
    /// How far an import has come.
    Progress(u8),
    /// Somebody else is writing for long.
    Waiting(Busy),
    /// It failed.
    Failed(AppError),
}

/// The handle of the writing thread.
pub struct Writer {
    work: SyncSender<Work>,
    thread: Option<std::thread::JoinHandle<()>>,
}

/// How much work may wait: one person gives it.
const WORK_MAX: usize = 64;

impl Writer {
    /// Starts the thread on a file. Outcomes go to `tell`.
    pub fn start<M: From<Outcome> + Send + 'static>(opening: &Opening, tell: SyncSender<M>) -> Writer {
        let (work, orders) = std::sync::mpsc::sync_channel(WORK_MAX);
        let opening = opening.clone();
        let thread = std::thread::spawn(move || match opening.open() {
            Ok(mut session) => {
                let told = tell.clone();
                session.on_wait = Some(Box::new(move |busy| drop(told.try_send(Outcome::Waiting(busy.clone()).into()))));
                serve(&mut session, &orders, &tell);
            }
            Err(error) => drop(tell.send(Outcome::Failed(error).into())),
        });
        Writer {
            work,
            thread: Some(thread),
        }
    }

    /// Hands over work. Says whether it was taken.
    pub fn give(&self, work: Work) -> bool {
        self.work.try_send(work).is_ok()
    }

    /// Finishes what was begun and ends the thread.
    pub fn finish(mut self) {
        let thread = self.thread.take();
        drop(self);
        if let Some(thread) = thread {
            let _ = thread.join();
        }
    }
}

/// Tells how far it is, each percent once.
fn told_once<M: From<Outcome>>(tell: &SyncSender<M>) -> impl FnMut(u8) {
    let mut last = 0;
    move |percent: u8| {
        if percent != last {
            last = percent;
            drop(tell.try_send(Outcome::Progress(percent).into()));
        }
    }
}

fn serve<M: From<Outcome>>(session: &mut Session, orders: &Receiver<Work>, tell: &SyncSender<M>) {
    // A screen that is gone needs no outcome; the work is finished all the same.
    let send = |outcome: Outcome| drop(tell.send(outcome.into()));
    for work in orders {
        match work {
            Work::Change { id, act, comment, seen } => {
                let result = claims::change(session, id, &act, &comment, Some(&seen));
                send(Outcome::Changed(id, Box::new(result)));
            }
            Work::Import { request, preview, stop } => {
                let mut progress = told_once(tell);
                let mut watch = import::Watch {
                    progress: &mut progress,
                    stop: &|| stop.load(Ordering::Relaxed),
                };
                let result = import::run(session, &request, Some(&preview.rows), &mut watch);
                if let (Ok(_), Some(folder)) = (&result, request.path.parent())
                    && let Err(error) = views::set_import_folder(session, folder)
                {
                    send(Outcome::Failed(error));
                }
                send(Outcome::Imported(Box::new(result)));
                import::tidy(session);
            }
            Work::Payment { id, act, comment, seen } => {
                let result = payments::handle(session, id, &act, &comment, seen);
                send(Outcome::Payment(id, Box::new(result)));
            }
            Work::Bulk {
                ids,
                act,
                comment,
                at_refusal_stop,
                stop,
            } => {
                let mut progress = told_once(tell);
                let mut watch = import::Watch {
                    progress: &mut progress,
                    stop: &|| stop.load(Ordering::Relaxed),
                };
                let result = bulk::run(session, &ids, &act, &comment, at_refusal_stop, &mut watch);
                send(Outcome::Bulk(Box::new(result)));
            }
            Work::Refund(id, to, comment) => send(Outcome::Refund(id, Box::new(refunds::move_on(session, id, to, &comment)))),
            Work::Bank { ids, act, comment } => {
                let ids: Vec<i64> = ids.into_iter().map(i64::from).collect();
                send(Outcome::Bank(Box::new(mandates::act(session, &ids, &act, &comment))));
            }
            Work::Sms(wanted, comment) => {
                let done = dues_sms::act::act(session, &wanted, &comment);
                send(Outcome::Sms(wanted, Box::new(done)));
            }
            Work::Setting { key, value, comment } => {
                let done = site_settings::set(session, key, value.as_deref(), &comment);
                send(Outcome::Setting(Box::new(done)));
            }
            Work::Party(wanted, comment) => {
                let done = register::act::act(session, &wanted, &comment);
                send(Outcome::Party(wanted, Box::new(done)));
            }
            Work::Dues(wanted, comment) => {
                let done = dues::act::act(session, &wanted, &comment);
                send(Outcome::Dues(wanted, Box::new(done)));
            }
            Work::DuesRun {
                request,
                comment,
                seen,
                stop,
            } => {
                let mut progress = told_once(tell);
                let mut watch = import::Watch {
                    progress: &mut progress,
                    stop: &|| stop.load(Ordering::Relaxed),
                };
                let done = dues::run::run(session, &request, &comment, Some(seen), &mut watch);
                send(Outcome::DuesRun(Box::new(done)));
            }
            Work::Sending(ids, wanted, comment) => {
                let done = sending::act(session, &ids, wanted, &comment);
                send(Outcome::Sending(wanted, Box::new(done)));
            }
            Work::CancelBatch(batch, comment) => {
                let done = sending::cancel_batch(session, batch, &comment);
                send(Outcome::Sending(SendingAct::Cancel, Box::new(done)));
            }
            Work::Outgoing(wanted, comment) => {
                let done = outgoing::act(session, &wanted, &comment);
                send(Outcome::Outgoing(Box::new(done)));
            }
            Work::UndoFile { id, comment, stop } => {
                let mut progress = told_once(tell);
                let mut watch = import::Watch {
                    progress: &mut progress,
                    stop: &|| stop.load(Ordering::Relaxed),
                };
                let result = files::undo(session, id, &comment, false, &mut watch);
                send(Outcome::FileUndone(id, Box::new(result)));
            }
            Work::Learn => {
                if let Err(error) = desk::learn(session) {
                    send(Outcome::Failed(error));
                }
            }
            Work::Account { id, change, comment } => {
                send(Outcome::Account(Box::new(accounts::change(session, id, &change, &comment))));
            }
            Work::Exchange { number, way, comment } => {
                send(Outcome::Exchange(Box::new(exchange_setup::set(session, &number, &way, &comment))));
            }
            Work::AddAccount { number, name, references } => {
                let added = accounts::add(session, &number, &name, &references);
                send(Outcome::Account(Box::new(added.map(accounts::Changed::of))));
            }
            Work::NewOrder => {
                let made = edit::create(session, &[]).map(|(id, _)| id);
                send(Outcome::OrderMade(Box::new(made)));
            }
            Work::NewDraft(from) => {
                let made = drafts::begin(session, from);
                send(Outcome::DraftMade(Box::new(made)));
            }
            Work::Draft { id, act, seen } => {
                let done = drafts::act::act(session, id, &act, seen);
                let done = done.and_then(|done| Ok((done, drafts::shown(session, id)?)));
                send(Outcome::Draft(id, act, Box::new(done)));
            }
            Work::Reissue { id, comment, seen } => {
                let made = drafts::reissue(session, id, &[], &comment, Some(&seen));
                send(Outcome::Reissued(id, Box::new(made)));
            }
            Work::AddArticle(article, comment) => {
                send(Outcome::Article(Box::new(articles::add(session, &article, &comment))));
            }
            Work::ChangeArticle { seen, change, comment } => {
                let done = articles::change(session, &seen.code, &change, &comment, Some(&seen));
                send(Outcome::Article(Box::new(done)));
            }
            Work::Order { id, act, seen } => {
                let done = act::act(session, id, &act, seen);
                let done = done.and_then(|done| Ok((done, show_order::shown(session, id)?)));
                send(Outcome::Order(id, act, Box::new(done)));
            }
            Work::Simulate(act) => send(Outcome::Simulated(Box::new(simulated::play(session, &act)))),
            Work::Remember(list, layout) => {
                if let Err(error) = views::remember(session, list, &layout) {
                    send(Outcome::Failed(error));
                }
            }
            Work::SaveView {
                list,
                name,
                layout,
                for_site,
            } => match views::save(session, list, &name, &layout, for_site) {
                Ok(()) => send(Outcome::Views(list)),
                Err(error) => send(Outcome::Failed(error)),
            },
            Work::RemoveView(list, name, from) => match views::remove(session, list, &name, from) {
                Ok(()) => send(Outcome::Views(list)),
                Err(error) => send(Outcome::Failed(error)),
            },
            // Whoever looks at something is not told that somebody else is writing just now.
            Work::Opened(kind, id) => {
                if let Err(error) = search_all::opened(session, kind, id) {
                    tracing::debug!(code = error.code(), "an opened record is not remembered");
                }
            }
            Work::Language(lang) => {
                session.lang = lang;
                if let Err(error) = views::set_language(session, lang.code()) {
                    send(Outcome::Failed(error));
                }
            }
        }
    }
}
