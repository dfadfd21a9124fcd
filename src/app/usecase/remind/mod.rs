//! Reminders of claims that are due and unpaid (requirements part 3, asks 23): what stops one, what it costs, and how it goes out. Costs
//! are lines of the claim, booked when they are charged; the letter is a sending like any other.

mod plan;
mod words;

use chrono::NaiveDate;

pub use plan::Plan;
pub use words::words;

use super::money;
use super::sending::{self, Posting};
use crate::app::assets::{self, ReminderTerms};
use crate::app::settings::Reminders;
use crate::app::{AppError, Session, clock};
use crate::domain::claim::{Claim, Operation};
use crate::domain::money::Money;
use crate::domain::party::Channel;
use crate::domain::refusal::Refusal;
use crate::store::{Db, Tx, bankfile, claim as table, reminder};

/// What is asked for; what is not said is as the settings have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// By this, whatever the recipient chose.
    pub by: Option<Channel>,
    /// Its fee; zero: none.
    pub fee: Option<Money>,
    /// Whether interest is charged.
    pub interest: Option<bool>,
    /// Whether fees and interest are owed even when the rest is paid.
    pub keep: Option<bool>,
}

/// What reminding looks at, gathered before the transaction begins.
pub(crate) struct Reminding {
    wish: Wish,
    today: NaiveDate,
    days: u32,
    bank_file_days: u32,
    /// When the newest bank file was read, where one was.
    newest_file_on: Option<NaiveDate>,
    law: ReminderTerms,
    own: Reminders,
    pub(crate) posting: Posting,
}

impl Reminding {
    pub(crate) fn of(session: &Session, wish: &Wish) -> Result<Reminding, AppError> {
        let today = session.actor().today;
        let terms = session.terms()?;
        let send = sending::Wish {
            by: wish.by,
            ..sending::Wish::default()
        };
        Ok(Reminding {
            wish: wish.clone(),
            today,
            days: terms.remind_days,
            bank_file_days: terms.bank_file_days,
            newest_file_on: bankfile::newest_at(&session.store.conn)?.map(|at| clock::local(at).date()),
            law: assets::reminders(session.site.country, today)?,
            own: session.settings.reminders.clone(),
            posting: Posting::of(session, &send)?,
        })
    }
}

/// By what it would be sent.
///
/// # Errors
/// Why not; see [`plan`](plan::plan).
pub(crate) fn may_remind(conn: &Db, claim: &Claim, with: &Reminding) -> Result<Channel, AppError> {
    Ok(plan::plan(conn, claim, with)?.letter.channel)
}

/// What would happen, for a person to look at. Changes nothing.
///
/// # Errors
/// Why it cannot be.
pub fn preview(session: &Session, id: i64, wish: &Wish) -> Result<Plan, AppError> {
    let with = Reminding::of(session, wish)?;
    let claim = table::load(&session.store.conn, id)?;
    let claim = claim.ok_or_else(|| Refusal::NoSuchClaim { wanted: id.to_string() })?;
    plan::plan(&session.store.conn, &claim, &with)
}

/// Charges what it costs, keeps the reminder, puts its letter into the outbox, and tells the change log. The claim as it is then.
///
/// # Errors
/// See [`plan`](plan::plan).
pub(crate) fn remind(tx: &Tx<'_>, claim: &Claim, comment: &str, with: &Reminding) -> Result<Claim, AppError> {
    let planned = plan::plan(tx.conn(), claim, with)?;
    let after = match &planned.charge {
        Some(charge) => {
            table::save_decision(tx, claim, charge, comment, None)?;
            money::restate(tx, claim, &charge.after)?;
            charge.after.clone()
        }
        None => claim.clone(),
    };
    let (channel, dest) = (planned.letter.channel, planned.letter.dest.clone());
    let id = reminder::add(tx, claim.id, &planned.reminder, channel, comment)?;
    table::set_reminded(tx, &after, &planned.reminder, channel, &dest, comment)?;
    sending::reminder::send(tx, &after, planned.letter, id, comment, &with.posting)?;
    Ok(after)
}

/// Whether its reminders can rest until a day.
///
/// # Errors
/// Refused by status, for a day that is over, and when there is nothing to take up again.
pub(crate) fn may_freeze(conn: &Db, claim: &Claim, until: Option<NaiveDate>, today: NaiveDate) -> Result<(), AppError> {
    claim.may(Operation::Freeze)?;
    let number = claim.number;
    match until {
        Some(until) if until < today => Err(Refusal::DayOver { day: until }.into()),
        None if table::frozen_until(conn, claim.id)?.is_none() => Err(Refusal::NotFrozen { number }.into()),
        _ => Ok(()),
    }
}

/// Lets its reminders rest up to and with a day, or takes them up again.
///
/// # Errors
/// See [`may_freeze`].
pub(crate) fn freeze(tx: &Tx<'_>, claim: &Claim, until: Option<NaiveDate>, comment: &str) -> Result<(), AppError> {
    may_freeze(tx.conn(), claim, until, tx.actor().today)?;
    Ok(table::set_frozen(tx, claim, until, comment)?)
}
