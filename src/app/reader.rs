//! The reading threads: a screen asks, an answer comes as a message. One thread answers what is quick (rows, details,
//! counters) and watches for changes of others; one does what may last (row maps, previews, exports). A newer request of
//! the same kind replaces an older one and stops it.

mod ask;

pub use ask::{Answer, Ask, Wanted};

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::app::columns::{Column, List};
use crate::app::desk::{self};
use crate::app::import::{self};
use crate::app::overview::{self};
use crate::app::search_all::{self};
use crate::app::session::Opening;
use crate::app::show::{self};
use crate::app::show_order::{self};
use crate::app::simulated::{self};
use crate::app::usecase::accounts;
use crate::app::usecase::articles;
use crate::app::usecase::bulk::{self};
use crate::app::usecase::drafts;
use crate::app::usecase::dues;
use crate::app::usecase::dues_sms;
use crate::app::usecase::files::{self};
use crate::app::usecase::orders::send;
use crate::app::usecase::outgoing;
use crate::app::usecase::reconcile;
use crate::app::usecase::register;
use crate::app::usecase::remind;
use crate::app::usecase::sending;
use crate::app::usecase::site_settings;
use crate::app::usecase::{claims, views};
use crate::app::{AppError, Session, browse, clock, export, file_view, payment_view};
use crate::domain::filter::Filter;
use crate::domain::refusal::Refusal;
pub use crate::store::detail::Leads;
use crate::store::detail::leads_to;
use crate::store::journal;
use crate::store::list::ListQuery;
use crate::store::lookup;
pub use crate::store::lookup::Found;
use crate::store::search::SearchText;
use crate::store::{Db, StoreError};

/// How often the file is looked at for changes of others.
const WATCH_EVERY: Duration = Duration::from_millis(300);
/// How many rows come with the first answer of a list.
const FIRST_ROWS: usize = 120;
/// How many changed records are named; more are told as "many".
const CHANGES_MAX: i64 = 1000;

/// Kinds of long work: of each only the newest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Map,
    Preview,
    Export,
    Trial,
}

#[derive(Default)]
struct LongQueue {
    waiting: BTreeMap<Slot, Ask>,
    running: Option<(Slot, Arc<AtomicBool>)>,
    closed: bool,
}

/// The handle of the reading threads.
pub struct Reader {
    quick: SyncSender<Ask>,
    /// The newest question of the search box: older ones that still wait are not worth an answer.
    newest: Arc<AtomicU64>,
    long: Arc<(Mutex<LongQueue>, Condvar)>,
}

/// How many quick questions may wait: a screen asks a handful per key.
const QUICK_MAX: usize = 1024;

impl Reader {
    /// Starts the threads on a file. Answers go to `tell`.
    pub fn start<M: From<Answer> + Send + 'static>(opening: &Opening, tell: SyncSender<M>) -> Reader {
        let (quick, questions) = std::sync::mpsc::sync_channel(QUICK_MAX);
        let long = Arc::new((Mutex::new(LongQueue::default()), Condvar::new()));
        let (quick_open, quick_tell) = (opening.clone(), tell.clone());
        let newest = Arc::new(AtomicU64::new(0));
        let wanted = Arc::clone(&newest);
        std::thread::spawn(move || match quick_open.open() {
            Ok(session) => quick_thread(&session, &questions, &wanted, &quick_tell),
            Err(error) => drop(quick_tell.send(Answer::Failed(0, error).into())),
        });
        let (queue, opening) = (Arc::clone(&long), opening.clone());
        std::thread::spawn(move || match opening.open() {
            Ok(mut session) => long_thread(&mut session, &queue, &tell),
            Err(error) => drop(tell.send(Answer::Failed(0, error).into())),
        });
        Reader { quick, newest, long }
    }

    /// Asks. Never waits: when the quick queue is full, the question is dropped and asked again with the next change.
    pub fn ask(&self, ask: Ask) {
        let slot = match ask {
            Ask::Map { .. } => Slot::Map,
            Ask::Preview(_) => Slot::Preview,
            Ask::Export { .. } => Slot::Export,
            Ask::Trial { .. } | Ask::DuesPreview(..) => Slot::Trial,
            quick => {
                if let Ask::Search(ticket, _) = &quick {
                    self.newest.store(*ticket, Ordering::Relaxed);
                }
                let _ = self.quick.try_send(quick);
                return;
            }
        };
        let (queue, bell) = &*self.long;
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((running, stop)) = &queue.running
            && *running == slot
        {
            stop.store(true, Ordering::Relaxed);
        }
        queue.waiting.insert(slot, ask);
        bell.notify_one();
    }

    /// Stops a preview or an export that runs.
    pub fn cancel_long(&self) {
        let mut queue = self.long.0.lock().unwrap_or_else(PoisonError::into_inner);
        queue.waiting.retain(|slot, _| *slot == Slot::Map);
        if let Some((slot, stop)) = &queue.running
            && *slot != Slot::Map
        {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let mut queue = self.long.0.lock().unwrap_or_else(PoisonError::into_inner);
        queue.closed = true;
        if let Some((_, stop)) = &queue.running {
            stop.store(true, Ordering::Relaxed);
        }
        self.long.1.notify_all();
    }
}

fn query(session: &Session, wanted: &Wanted) -> ListQuery {
    ListQuery {
        list: wanted.list,
        filter: wanted.filter.clone(),
        sort: wanted.sort.clone(),
        today: clock::today(),
        alphabet: session.site.country.alphabet(),
    }
}

fn all_of(list: &'static List) -> Wanted {
    Wanted {
        list,
        filter: Filter::default(),
        sort: Vec::new(),
    }
}

fn quick_thread<M: From<Answer>>(session: &Session, questions: &std::sync::mpsc::Receiver<Ask>, newest: &AtomicU64, tell: &SyncSender<M>) {
    let mut version = session.store.data_version().unwrap_or(0);
    let mut seen = journal::last_seq(&session.store.conn).unwrap_or(0);
    loop {
        let ask = match questions.recv_timeout(WATCH_EVERY) {
            Ok(ask) => ask,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => Ask::Watch,
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return,
        };
        let answer = match ask {
            Ask::Watch => match look_for_changes(session, &mut version, &mut seen) {
                Ok(None) => continue,
                Ok(Some(answer)) => answer,
                Err(error) => Answer::Failed(0, error),
            },
            Ask::Search(ticket, _) if ticket < newest.load(Ordering::Relaxed) => continue,
            other => quick_answer(session, other),
        };
        if tell.send(answer.into()).is_err() {
            return;
        }
    }
}

fn look_for_changes(session: &Session, version: &mut i64, seen: &mut i64) -> Result<Option<Answer>, AppError> {
    let now = session.store.data_version()?;
    if now == *version {
        return Ok(None);
    }
    *version = now;
    let mut records = journal::changed_since(&session.store.conn, *seen, CHANGES_MAX)?;
    *seen = journal::last_seq(&session.store.conn)?;
    let many = records.len() > usize::try_from(CHANGES_MAX).unwrap_or(usize::MAX);
    if many {
        records.clear();
    }
    Ok(Some(if many || !records.is_empty() {
        Answer::Changed { records, many }
    } else {
        Answer::Touched
    }))
}

fn quick_answer(session: &Session, ask: Ask) -> Answer {
    let failed = |ticket: u64, error: StoreError| Answer::Failed(ticket, error.into());
    match ask {
        Ask::Rows {
            ticket,
            list,
            columns,
            keys,
        } => match query(session, &all_of(list)).rows(&session.store.conn, &columns, &keys) {
            Ok(rows) => Answer::Rows { ticket, keys, rows },
            Err(error) => failed(ticket, error),
        },
        Ask::Sum { ticket, list, keys } => match query(session, &all_of(list)).sum_of(&session.store.conn, &keys) {
            Ok(totals) => Answer::Sum { ticket, totals },
            Err(error) => failed(ticket, error),
        },
        Ask::Claim(id) => Answer::Claim(id, Box::new(show::claim(session, id))),
        Ask::Payment(id) => Answer::Payment(id, Box::new(payment_view::payment(session, id))),
        Ask::Account(id) => Answer::Account(id, Box::new(accounts::shown_by_key(session, id))),
        Ask::Leads(list, key) => match leads_to(&session.store.conn, list.id, key) {
            Ok(leads) => Answer::Leads(leads),
            Err(error) => Answer::Failed(0, error.into()),
        },
        Ask::Order(id) => Answer::Order(id, Box::new(show_order::shown(session, id))),
        Ask::Batch(batch) => Answer::Batch(batch, sending::counts(session, batch)),
        Ask::ClaimPreview(ticket, id, wish) => Answer::ClaimPreview(ticket, Box::new(sending::preview(session, id, &wish))),
        Ask::RemindPreview(ticket, id, wish) => Answer::RemindPreview(ticket, Box::new(remind::preview(session, id, &wish))),
        Ask::SendPreview(id) => Answer::SendPreview(id, Box::new(send::preview(session, id))),
        Ask::Parties(ticket, typed) => match lookup::parties(&session.store.conn, &typed, session.site.country.alphabet()) {
            Ok(found) => Answer::Found(ticket, found),
            Err(error) => failed(ticket, error),
        },
        Ask::Vehicles(ticket, typed, of_party) => match lookup::vehicles(&session.store.conn, &typed, of_party) {
            Ok(found) => Answer::Found(ticket, found),
            Err(error) => failed(ticket, error),
        },
        Ask::Articles(ticket, typed, kind) => {
            match lookup::articles(&session.store.conn, &typed, kind.number(), session.site.country.alphabet()) {
                Ok(found) => Answer::Found(ticket, found),
                Err(error) => failed(ticket, error),
            }
        }
        Ask::EarlierClaims(ticket, typed, of_party) => {
            match lookup::claims(&session.store.conn, &typed, of_party, session.site.country.alphabet()) {
                Ok(found) => Answer::Found(ticket, found),
                Err(error) => failed(ticket, error),
            }
        }
        Ask::Draft(id) => Answer::Draft(id, Box::new(drafts::shown(session, id))),
        Ask::Article(id) => Answer::Article(id, Box::new(articles::load(session, id))),
        Ask::OutgoingDue => Answer::OutgoingDue(Box::new(outgoing::due(session, &outgoing::Choice::default()))),
        Ask::OutgoingFile(id) => Answer::OutgoingFile(id, Box::new(outgoing::act::file(session, id))),
        Ask::Receipt(id, list) => {
            let text = list.or_else(|path| outgoing::act::list_text(&path));
            let read = text.and_then(|text| Ok((outgoing::receipts::understand(session, id, &text)?, text)));
            Answer::Receipt(id, Box::new(read))
        }
        Ask::DuesSetUp => Answer::DuesSetUp(Box::new(dues::all(session))),
        Ask::FileUndo(id) => Answer::FileUndo(id, Box::new(files::what_would(session, id))),
        Ask::Desk(ticket, id, typed) => Answer::Desk(ticket, Box::new(desk::desk(session, id, &typed))),
        Ask::Search(ticket, text) => Answer::Search(ticket, Box::new(search_all::find(session, &text))),
        Ask::Recent => Answer::Recent(Box::new(search_all::recent(session))),
        Ask::Dialogue(of) => {
            let found = dialogue(session, &of);
            Answer::Dialogue(of, Box::new(found))
        }
        Ask::Settings => Answer::Settings(site_settings::all(session)),
        Ask::Party(id) => Answer::Party(id, Box::new(register::show::party(session, id))),
        Ask::Merge(keep, gone) => {
            let found = register::own(session, &gone).and_then(|other| register::merge::preview(session, keep, other));
            Answer::Merge(gone, Box::new(found))
        }
        Ask::PartiesTable(path) => {
            let preview = register::import::preview(session, &path);
            Answer::PartiesTable(path, Box::new(preview))
        }
        Ask::DuesSms => Answer::DuesSms(Box::new(dues_sms::fields::whole(session))),
        Ask::TrySms(ticket, text, from) => Answer::Tried(ticket, Box::new(dues_sms::tester::try_out(session, &text, &from))),
        Ask::Phones(wanted) => Answer::Phones(Box::new(simulated::phones(session, &wanted))),
        Ask::FileBytes(id, from, before, count) => Answer::FileBytes(id, Box::new(file_view::view(session, id, from, before, count))),
        Ask::FileExport(id, path) => {
            let done = file_view::export(session, id, &path);
            Answer::FileExported(path, done)
        }
        Ask::Reconcile(from, to) => Answer::Reconciled(Box::new(reconcile::run(session, None, from, to))),
        Ask::Overview => match overview::counters(session).and_then(|counters| Ok((counters, overview::overview(session)?))) {
            Ok((counters, overview)) => Answer::Overview(counters, Box::new(overview)),
            Err(error) => Answer::Failed(0, error),
        },
        Ask::Views(list) => match views::views(session, list).and_then(|all| Ok((all, views::last_layout(session, list)?))) {
            Ok((all, layout)) => Answer::Views(list, all, layout),
            Err(error) => Answer::Failed(0, error),
        },
        Ask::Comments => claims::recent_comments(session, 20).map_or_else(|error| Answer::Failed(0, error), Answer::Comments),
        Ask::Folder(path) => {
            let rows = browse::folder(session, &path);
            Answer::Folder(path, rows)
        }
        Ask::PreviewRows { preview, from, count } => Answer::PreviewRows(from, import::shown_rows(session, &preview, from, count)),
        Ask::Map { ticket, .. } => Answer::Failed(ticket, StoreError::Cancelled.into()),
        Ask::Preview(_) | Ask::Export { .. } | Ask::Trial { .. } | Ask::DuesPreview(..) | Ask::Watch => {
            Answer::Failed(0, StoreError::Cancelled.into())
        }
    }
}

fn dialogue(session: &Session, of: &dues_sms::act::Of) -> Result<dues_sms::person::Dialogue, AppError> {
    let number = dues_sms::act::number(session, of)?.ok_or(Refusal::NothingHere {})?;
    dues_sms::person::dialogue(session, &number)
}

/// What the long thread keeps between questions.
#[derive(Default)]
struct Kept {
    /// Search texts by list.
    texts: HashMap<&'static str, SearchText>,
    /// The last row map without words: which rows in which order, as of which row of the change log.
    order: Option<(String, i64, Arc<Vec<u32>>)>,
}

fn long_thread<M: From<Answer>>(session: &mut Session, queue: &(Mutex<LongQueue>, Condvar), tell: &SyncSender<M>) {
    let mut kept = Kept::default();
    loop {
        let (slot, ask, stop) = {
            let mut waiting = queue.0.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.running = None;
            loop {
                if waiting.closed {
                    return;
                }
                if let Some((slot, ask)) = waiting.waiting.pop_first() {
                    let stop = Arc::new(AtomicBool::new(false));
                    waiting.running = Some((slot, Arc::clone(&stop)));
                    break (slot, ask, stop);
                }
                waiting = queue.1.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            }
        };
        let flag = Arc::clone(&stop);
        if session.store.stop_when(move || flag.load(Ordering::Relaxed)).is_err() {
            return;
        }
        let mut send = |answer: Answer| drop(tell.send(answer.into()));
        match (slot, ask) {
            (
                _,
                Ask::Map {
                    ticket,
                    wanted,
                    columns,
                    first,
                },
            ) => {
                if let Err(error) = map(session, &mut kept, ticket, &wanted, &columns, first, &stop, &mut send) {
                    send(Answer::Failed(ticket, error));
                }
            }
            (_, Ask::Trial { ticket, ids, act }) => {
                let result = bulk::try_all(session, &ids, &act, &|| stop.load(Ordering::Relaxed));
                send(Answer::Trial(ticket, Box::new(result)));
            }
            (_, Ask::DuesPreview(ticket, request)) => {
                let result = dues::run::preview(session, &request);
                send(Answer::DuesPreview(ticket, Box::new(result)));
            }
            (_, Ask::Preview(request)) => {
                let mut percent = 0;
                let result = {
                    let mut progress = |now: u8| {
                        if now != percent {
                            percent = now;
                            send(Answer::Progress(now));
                        }
                    };
                    let mut watch = import::Watch {
                        progress: &mut progress,
                        stop: &|| stop.load(Ordering::Relaxed),
                    };
                    import::preview(&session.store.conn, &request, &mut watch)
                };
                send(Answer::Preview(request.path, Box::new(result)));
            }
            (
                _,
                Ask::Export {
                    wanted,
                    columns,
                    format,
                    path,
                    lang,
                    only,
                },
            ) => {
                session.lang = lang;
                let result = export::to_file(session, &query(session, &wanted), &columns, format, &path, only.as_deref());
                send(Answer::Exported(path, result));
            }
            _ => {}
        }
    }
}

#[allow(clippy::too_many_arguments, reason = "one question with everything that answers it")]
fn map(
    session: &Session,
    kept: &mut Kept,
    ticket: u64,
    wanted: &Wanted,
    columns: &[&'static Column],
    first: bool,
    stop: &AtomicBool,
    send: &mut dyn FnMut(Answer),
) -> Result<(), AppError> {
    let stopped = || stop.load(Ordering::Relaxed);
    let (db, all) = (&session.store.conn, query(session, wanted));
    let (rest, words) = all.split_words();
    let seq = if wanted.list.is_logged() {
        journal::last_seq(db)?
    } else {
        session.store.data_version()?
    };
    if words.is_empty() {
        if first {
            let keys = all.keys(db, Some(FIRST_ROWS), &stopped)?;
            send(Answer::First {
                ticket,
                rows: all.rows(db, columns, &keys)?,
            });
        }
        let keys = ordered(db, &rest, kept, seq, &stopped)?;
        send(Answer::Map { ticket, keys });
        send(Answer::Totals {
            ticket,
            totals: all.totals(db)?,
        });
        return Ok(());
    }
    let found = search_text(db, wanted.list, kept, seq, &stopped)?.find(&words);
    let order = ordered(db, &rest, kept, seq, &stopped)?;
    let keys: Vec<u32> = order.iter().copied().filter(|key| found.has(*key)).collect();
    if first {
        let top: Vec<u32> = keys.iter().copied().take(FIRST_ROWS).collect();
        send(Answer::First {
            ticket,
            rows: all.rows(db, columns, &top)?,
        });
    }
    let keys = Arc::new(keys);
    send(Answer::Map {
        ticket,
        keys: Arc::clone(&keys),
    });
    let totals = if keys.len() <= 20_000 {
        all.sum_of(db, &keys)?
    } else {
        all.totals(db)?
    };
    send(Answer::Totals { ticket, totals });
    Ok(())
}

/// The row map without words, kept for the next word of a filter that is being typed.
fn ordered(db: &Db, rest: &ListQuery, kept: &mut Kept, seq: i64, stop: &dyn Fn() -> bool) -> Result<Arc<Vec<u32>>, AppError> {
    let name = format!("{} {} {:?}", rest.list.id, rest.filter, rest.sort);
    if let Some((known, at, keys)) = &kept.order
        && *known == name
        && *at == seq
    {
        return Ok(Arc::clone(keys));
    }
    let keys = Arc::new(rest.keys(db, None, stop)?);
    kept.order = Some((name, seq, Arc::clone(&keys)));
    Ok(keys)
}

fn search_text<'k>(
    db: &Db,
    list: &'static List,
    kept: &'k mut Kept,
    seq: i64,
    stop: &dyn Fn() -> bool,
) -> Result<&'k SearchText, AppError> {
    if !kept.texts.contains_key(list.id) {
        // One list's words at a time: they are the largest thing this program holds.
        kept.texts.clear();
        kept.texts.insert(list.id, SearchText::build(db, list, stop)?);
    }
    // Where keys do not rise with time, what is new does not stand at the end; and a dialogue says something else each time.
    let anew = list.find.is_some() || !list.is_logged();
    let text = kept.texts.get_mut(list.id).ok_or(StoreError::Cancelled)?;
    text.follow(db, seq, anew, stop)?;
    Ok(text)
}
