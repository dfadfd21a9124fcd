//! Sending claims and credit notes (CLM-1, CLM-6): by e-mail, by SMS, on paper.
//!
//! A claim's paper is kept as it was when it left first; every later one says the same, and KOPIA. What is to leave goes through the
//! outbox, so that nothing is lost and nothing goes out twice; `follow` writes what became of it, on the sending and on the claim.

pub mod act;
pub(crate) mod follow;
pub mod many;
pub mod paper;
mod plan;
pub mod reminder;
mod texts;

use std::cell::Cell;

use super::orders::print::{House, Printed};
use crate::app::outbox::Job;
use crate::app::print::{PrintError, Template};
use crate::app::settings::Settings;
use crate::app::texts::{Arg, Lang, Texts};
use crate::app::{AppError, Session, assets};
use crate::domain::claim::Claim;
use crate::domain::message::MobilePlan;
use crate::domain::money::Money;
use crate::domain::party::Channel;
use crate::domain::refusal::Refusal;
use crate::domain::sending::{SendingState, address};
use crate::gateways::mail::Letter;
use crate::store::claim::{Sent, note_sending};
use crate::store::message::{self as messages, NewMessage};
use crate::store::outbox::{self, NewOut, Op};
use crate::store::sending::{self as table, NewSending};
use crate::store::{Db, StoreError, Tx};

pub use crate::store::sending::Sending;
pub use plan::Planned;

/// How long paper waits for more of its batch. Each transaction of the batch begins it anew: after a crash, what was asked for until
/// then goes as one job.
const GATHER_MS: i64 = 60_000;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// By this, whatever the recipients chose.
    pub by: Option<Channel>,
    /// What has been sent is sent again, as a copy.
    pub copy: bool,
    /// A credit note on the claim instead of it.
    pub note: Option<String>,
    /// The credit notes on the claim that have not been sent, instead of it.
    pub notes: bool,
}

impl Wish {
    /// Whether credit notes are sent, and not the claim.
    pub fn is_of_notes(&self) -> bool {
        self.notes || self.note.is_some()
    }
}

/// What sending looks at, gathered before the transaction begins.
pub(crate) struct Posting {
    wish: Wish,
    pub(crate) house: House,
    lang: Lang,
    plans: Vec<MobilePlan>,
    tag: String,
    email: texts::Wording,
    sms: texts::Wording,
    /// The first sending of those that are made together; 0: none yet.
    batch: Cell<i64>,
    /// Whether paper waits for more of its batch.
    gathers: bool,
    /// Whether somebody waits for the paper, whatever the claim has become: it may be paid already.
    at_counter: bool,
}

impl Posting {
    /// A mistake in a template is found here, before anything is sent.
    pub(crate) fn of(session: &Session, wish: &Wish) -> Result<Posting, AppError> {
        let settings = &session.settings;
        template(settings)?;
        Ok(Posting {
            wish: wish.clone(),
            house: House::of(session),
            lang: session.lang,
            plans: assets::mobile_plans(session.actor().today)?,
            tag: crate::store::site::tag(&session.store.conn)?,
            email: texts::email(settings.sending.email.as_deref())?,
            sms: texts::sms(settings.sending.sms.as_deref())?,
            batch: Cell::new(0),
            gathers: false,
            at_counter: false,
        })
    }

    /// From now on paper waits for the rest of its batch; see [`Posting::release`].
    pub(crate) fn gather(&mut self) {
        self.gathers = true;
    }

    /// The batch is whole: its paper goes, as one job.
    pub(crate) fn release(&self, session: &mut Session) -> Result<(), AppError> {
        match self.batch() {
            Some(batch) if self.gathers => session.write(|tx| Ok(table::gather_paper(tx, batch, tx.actor().at_ms)?)),
            _ => Ok(()),
        }
    }

    /// The first sending of those that were made; `None`: none was.
    pub(crate) fn batch(&self) -> Option<i64> {
        Some(self.batch.get()).filter(|first| *first > 0)
    }
}

/// The template of invoices: the site's own, or the program's.
///
/// # Errors
/// [`AppError::File`]; [`PrintError::Template`] with the place of the first fault.
pub fn template(settings: &Settings) -> Result<Template, AppError> {
    let Some(path) = &settings.sending.invoice else {
        return Ok(Template::standard()?);
    };
    let text = std::fs::read_to_string(path).map_err(|source| AppError::File {
        path: path.clone(),
        source,
    })?;
    Ok(Template::read(&path.display().to_string(), &text)?)
}

/// What is wrong with a site's templates, in words; nothing is sent.
pub fn examine(settings: &Settings, lang: Lang) -> Vec<String> {
    let tried = [
        template(settings).map(drop),
        texts::email(settings.sending.email.as_deref()).map(drop),
        texts::sms(settings.sending.sms.as_deref()).map(drop),
    ];
    tried.into_iter().filter_map(Result::err).map(|error| error.words(lang)).collect()
}

/// By what a claim, or each of its credit notes, would be sent.
///
/// # Errors
/// Why not; see `send`.
pub(crate) fn may_send(conn: &Db, claim: &Claim, with: &Posting) -> Result<Vec<Channel>, AppError> {
    Ok(plan::all(conn, claim, with)?.into_iter().map(|planned| planned.channel).collect())
}

/// What would be sent, for a person to look at. Changes nothing.
///
/// # Errors
/// Why it cannot be sent; see `plan`.
pub fn preview(session: &Session, id: i64, wish: &Wish) -> Result<Planned, AppError> {
    let with = Posting::of(session, wish)?;
    let claim = crate::store::claim::load(&session.store.conn, id)?;
    let claim = claim.ok_or_else(|| Refusal::NoSuchClaim { wanted: id.to_string() })?;
    plan::plan(&session.store.conn, &claim, wish.note.as_deref(), &with)
}

/// Prints the paper of a claim, or of the credit note with this number on it, for somebody who stands at the counter: at once, also
/// when it is paid, and as a copy when it was sent before. What a crash keeps from the printer goes a little later by itself.
pub(crate) fn print(session: &mut Session, claim: i64, note: Option<&str>) -> Result<Printed, AppError> {
    let wish = Wish {
        by: Some(Channel::Print),
        copy: true,
        note: note.map(str::to_owned),
        notes: false,
    };
    let mut with = Posting::of(session, &wish)?;
    with.at_counter = true;
    // No other process is to print it meanwhile.
    with.gather();
    let id = session.write(|tx| {
        let claim = super::claims::loaded(tx, claim)?;
        send(tx, &claim, "", &with)?;
        Ok(with.batch.get())
    })?;
    let job = crate::app::outbox::print_now(session, id)?;
    let copy = table::load(&session.store.conn, id)?.is_some_and(|sent| sent.copy);
    match job {
        Job::Printed(file, said) => Ok(Printed { file, copy, said }),
        Job::Fault(error) => Err(error),
        // Somebody took it back in this very moment.
        Job::Nothing => Err(Refusal::NothingToPrint {}.into()),
    }
}

/// Puts it into the outbox, and notes on the claim that it is to be sent.
///
/// # Errors
/// See `plan`.
pub(crate) fn send(tx: &Tx<'_>, claim: &Claim, comment: &str, with: &Posting) -> Result<(), AppError> {
    // Why one cannot be sent is known before anything is written.
    for planned in plan::all(tx.conn(), claim, with)? {
        put_out(tx, claim, &planned, comment, with)?;
        note_sending(
            tx,
            claim.id,
            &Sent {
                action: "send_asked",
                channel: planned.channel,
                dest: &planned.dest,
                note: planned.note_id.map(|_| planned.invoice.number.as_str()),
                reminder: None,
                comment,
                dated: false,
            },
        )?;
    }
    Ok(())
}

/// Puts a sending into the outbox.
fn put_out(tx: &Tx<'_>, claim: &Claim, planned: &Planned, comment: &str, with: &Posting) -> Result<(), AppError> {
    let document = match planned.document {
        Some(document) => document,
        None => table::add_document(tx, claim.id, planned.note_id, planned.reminder_id, &said(planned)?)?,
    };
    let id = table::next_id(tx.conn())?;
    if with.batch.get() == 0 {
        with.batch.set(id);
    }
    let settings = &with.house.settings;
    let now = tx.actor().at_ms;
    let (op, provider, next_at_ms) = match planned.channel {
        Channel::Email => (Op::MailSend, settings.mailing().unwrap_or_default(), now),
        Channel::Sms => (Op::SmsSend, settings.sms.provider.as_str(), now),
        Channel::Print => (Op::PaperPrint, "printer", if with.gathers { now + GATHER_MS } else { now }),
    };
    let out = outbox::add(
        tx,
        &NewOut {
            dedupe_key: &format!("sending:{id}"),
            op,
            provider,
            subject_kind: "sending",
            subject_id: id,
            dest: &planned.dest,
            body: if planned.channel == Channel::Sms { &planned.text } else { "" },
            amount: Money::ZERO,
            next_at_ms,
            expires_at_ms: now + i64::from(settings.sending.hours) * 3_600_000,
            ext_key: &format!("{}-S{id}", with.tag),
        },
    )?;
    let out = out.ok_or(StoreError::Invariant { what: "outbox", id })?;
    table::add(
        tx,
        &NewSending {
            id,
            claim_id: claim.id,
            document_id: document,
            channel: planned.channel,
            dest: &planned.dest,
            language: planned.lang.code(),
            subject: &planned.subject,
            text: &planned.text,
            copy: planned.copy,
            batch: with.batch.get(),
            comment,
            outbox_id: out,
        },
    )?;
    if planned.channel == Channel::Sms {
        let party = crate::store::party::of_claim(tx.conn(), claim.id)?;
        messages::add(
            tx,
            &NewMessage {
                outgoing: true,
                number: &planned.dest,
                text: &planned.text,
                parts: i64::try_from(planned.parts).unwrap_or(1),
                simulated: provider == "simulator",
                outbox_id: Some(out),
                claim_id: Some(claim.id),
                party_id: Some(party.id),
                ..NewMessage::default()
            },
        )?;
    }
    Ok(())
}

fn said(planned: &Planned) -> Result<String, AppError> {
    serde_json::to_string(&planned.invoice).map_err(|error| {
        PrintError::Template {
            name: planned.invoice.number.clone(),
            detail: error.to_string(),
            own: false,
        }
        .into()
    })
}

/// How many would be sent by what, and how many are left out, in words.
pub fn trial(by: &std::collections::BTreeMap<Channel, usize>, left_out: usize, t: &Texts) -> String {
    let count = |number: usize| Arg::Count(i64::try_from(number).unwrap_or(i64::MAX));
    let of = |channel: Channel| count(by.get(&channel).copied().unwrap_or_default());
    t.with(
        "sending-trial",
        &[
            ("email", of(Channel::Email)),
            ("sms", of(Channel::Sms)),
            ("print", of(Channel::Print)),
            ("out", count(left_out)),
        ],
    )
}

/// How many of those that were made together stand in each state.
///
/// # Errors
/// When the file cannot be read.
pub fn counts(session: &Session, batch: i64) -> Result<Vec<(SendingState, i64)>, AppError> {
    Ok(table::counts(&session.store.conn, batch)?)
}

/// The sendings of a claim, oldest first.
///
/// # Errors
/// When the file cannot be read.
pub fn of_claim(session: &Session, claim: i64) -> Result<Vec<Sending>, AppError> {
    Ok(table::of_claim(&session.store.conn, claim)?)
}

/// Sendings with the numbers of their claims.
///
/// # Errors
/// When the file cannot be read.
pub fn load(session: &Session, ids: &[i64]) -> Result<Vec<(i64, Sending)>, AppError> {
    let conn = &session.store.conn;
    let mut found = Vec::new();
    for id in ids {
        if let Some(one) = table::load(conn, *id)? {
            found.push((crate::store::claim::number_of(conn, one.claim_id)?.unwrap_or_default(), one));
        }
    }
    Ok(found)
}

/// Sends a test e-mail. It is of no claim and nothing is noted. Answers what the server said.
///
/// # Errors
/// [`AppError::Gateway`]; [`AppError::Usage`] for what is no address.
pub fn try_mail(session: &Session, to: &str) -> Result<String, AppError> {
    let to = address(to).ok_or_else(|| AppError::Usage {
        code: "email",
        given: to.to_owned(),
    })?;
    let t = session.lang.texts();
    let Some(mut mail) = crate::app::ports::mail(&session.settings, session.path())? else {
        return Err(AppError::Gateway { detail: t.t("mail-none") });
    };
    let at_ms = session.actor().at_ms;
    let site = [("site", Arg::from(session.site.name.as_str()))];
    let tag = crate::store::site::tag(&session.store.conn)?;
    let said = mail.send(&Letter {
        key: &format!("{tag}-T{at_ms}"),
        name: "",
        to,
        subject: &t.with("mail-try-subject", &site),
        text: &t.with("mail-try-text", &site),
        attachment: None,
        at_ms,
    });
    mail.rest();
    said.map_err(|error| AppError::Gateway {
        detail: crate::app::outbox::words(&error),
    })
}
