//! A reminder by SMS of a claim that is due and unpaid, and what stops one: too soon, reminders that rest, bank files that nobody has
//! read. Fees, interest and letters come with dunning; this is the friendly word.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::orders::send::{customer_lang, mobile};
use crate::app::texts::Arg;
use crate::app::{AppError, Session, assets, clock};
use crate::domain::account::Country;
use crate::domain::claim::{Claim, Operation};
use crate::domain::message::{self, MobilePlan};
use crate::domain::money::Money;
use crate::domain::refusal::Refusal;
use crate::store::message::NewMessage;
use crate::store::outbox::{self, NewOut, Op};
use crate::store::site::Site;
use crate::store::{Db, Tx, bankfile, claim as table, message as messages, party};

/// How long a reminder may wait for its gateway.
const EXPIRES_MS: i64 = 24 * 3_600_000;

/// What reminding looks at, gathered before the transaction begins.
pub(crate) struct Reminding {
    today: NaiveDate,
    site: Site,
    country: Country,
    plans: Vec<MobilePlan>,
    days: u32,
    bank_file_days: u32,
    /// When the newest bank file was read, where one was.
    newest_file_on: Option<NaiveDate>,
    provider: String,
    most_parts: usize,
    tag: String,
    /// What is told where the claim names no account: the seller's.
    account: String,
}

impl Reminding {
    pub(crate) fn of(session: &Session) -> Result<Reminding, AppError> {
        Ok(Reminding {
            today: session.actor().today,
            site: session.site.clone(),
            country: session.site.country,
            plans: assets::mobile_plans(session.actor().today)?,
            days: session.terms()?.remind_days,
            bank_file_days: session.terms()?.bank_file_days,
            newest_file_on: bankfile::newest_at(&session.store.conn)?.map(|at| clock::local(at).date()),
            provider: session.settings.sms.provider.clone(),
            most_parts: session.settings.sms.max_parts,
            tag: crate::store::site::tag(&session.store.conn)?,
            account: session.settings.seller.account.clone(),
        })
    }
}

/// A reminder as it would be sent.
struct Composed {
    phone: String,
    text: String,
    parts: i64,
}

/// Whether it could be sent.
///
/// # Errors
/// Why not; see [`remind`].
pub(crate) fn may_remind(conn: &Db, claim: &Claim, with: &Reminding) -> Result<(), AppError> {
    compose(conn, claim, with).map(drop)
}

fn compose(conn: &Db, claim: &Claim, with: &Reminding) -> Result<Composed, AppError> {
    claim.may(Operation::Remind)?;
    let number = claim.number;
    let left = claim.left()?;
    if !left.is_positive() {
        return Err(Refusal::NothingLeftToPay { number }.into());
    }
    let today = with.today;
    let head = table::head_of(conn, claim.id)?.ok_or_else(|| Refusal::NoSuchClaim {
        wanted: number.to_string(),
    })?;
    if head.due_on >= today {
        return Err(Refusal::NotDueYet { number, due: head.due_on }.into());
    }
    if let Some(until) = table::frozen_until(conn, claim.id)?.filter(|until| today <= *until) {
        return Err(Refusal::ClaimFrozen { number, until }.into());
    }
    // Who has paid yesterday is not reminded because nobody has read the bank's file.
    if let Some(newest) = with.newest_file_on
        && (today - newest).num_days() > i64::from(with.bank_file_days)
    {
        let days = i64::from(with.bank_file_days);
        return Err(Refusal::BankFilesOld { newest, days }.into());
    }
    if let Some(on) = table::reminded_on(conn, claim.id)?
        && on
            .checked_add_days(Days::new(u64::from(with.days)))
            .is_some_and(|again| today < again)
    {
        let days = i64::from(with.days);
        return Err(Refusal::RemindedLately { number, on, days }.into());
    }
    let key = party::of_claim(conn, claim.id)?;
    let card = party::card(conn, key.id)?.ok_or(Refusal::NoMobile { number })?;
    let phone = mobile(&card.phone, with.country, &with.plans).map_err(|_| Refusal::NoMobile { number })?;
    let text = wording(
        with,
        &card.language,
        number,
        left,
        head.due_on,
        head.reference.as_deref(),
        head.account.as_deref(),
    )?;
    let measured = message::measure(&text);
    if measured.parts > with.most_parts {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        return Err(Refusal::TextTooLong {
            parts: count(measured.parts),
            most: count(with.most_parts),
        }
        .into());
    }
    Ok(Composed {
        phone,
        parts: i64::try_from(measured.parts).unwrap_or(1),
        text,
    })
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

/// Puts the reminder into the outbox and notes it on the claim.
///
/// # Errors
/// Refused by status, before the claim is due, too soon after the last one, without a mobile number.
pub(crate) fn remind(tx: &Tx<'_>, claim: &Claim, comment: &str, with: &Reminding) -> Result<(), AppError> {
    let Composed { phone, text, parts } = compose(tx.conn(), claim, with)?;
    let (number, today) = (claim.number, with.today);
    let ext_key = format!("{}-C{number}-{today}", with.tag);
    let out = outbox::add(
        tx,
        &NewOut {
            dedupe_key: &format!("claim:{}:remind:{today}", claim.id),
            op: Op::SmsSend,
            provider: &with.provider,
            subject_kind: "claim",
            subject_id: claim.id,
            dest: &phone,
            body: &text,
            amount: Money::ZERO,
            next_at_ms: tx.actor().at_ms,
            expires_at_ms: tx.actor().at_ms + EXPIRES_MS,
            ext_key: &ext_key,
        },
    )?;
    let Some(out) = out else {
        let days = i64::from(with.days);
        return Err(Refusal::RemindedLately { number, on: today, days }.into());
    };
    messages::add(
        tx,
        &NewMessage {
            outgoing: true,
            number: &phone,
            text: &text,
            parts,
            simulated: with.provider == "simulator",
            outbox_id: Some(out),
            order_id: None,
            claim_id: Some(claim.id),
            ..NewMessage::default()
        },
    )?;
    Ok(table::set_reminded(tx, claim, comment)?)
}

fn wording(
    with: &Reminding,
    language: &str,
    number: i64,
    left: Money,
    due: NaiveDate,
    reference: Option<&str>,
    account: Option<&str>,
) -> Result<String, AppError> {
    let t = customer_lang(language, &with.site).texts();
    let args: BTreeMap<&str, Arg> = BTreeMap::from([
        ("site", Arg::from(with.site.name.as_str())),
        ("number", Arg::Text(number.to_string())),
        ("amount", Arg::Money(left)),
        ("due", Arg::Text(due.to_string())),
        ("account", Arg::from(account.unwrap_or(&with.account))),
        ("reference", Arg::Text(reference.map_or_else(|| number.to_string(), str::to_owned))),
    ]);
    let args: Vec<(&str, Arg)> = args.into_iter().collect();
    let text = t.with("sms-remind", &args);
    Ok(message::normalise(&text).map_err(|fault| Refusal::TextUnsendable { detail: fault.to_string() })?)
}
