//! A message came in: it is kept, and answered at once in the same transaction.

use super::{Answering, CHARGE_MS, Out, send};
use crate::app::AppError;
use crate::domain::dues_sms::{Ask, Decision, Facts, Reply, decide, read};
use crate::domain::message as sms;
use crate::domain::money::Money;
use crate::store::charge::{self, NewCharge};
use crate::store::message::{self, NewMessage};
use crate::store::outbox::{self, NewOut, Op};
use crate::store::{Db, Tx, party, request};

/// A message as a gateway brings it.
pub(crate) struct Came<'a> {
    /// From, `+` and digits where it is such a number.
    pub from: String,
    /// The number of ours that it came to, where it is known.
    pub to: &'a str,
    /// As it came.
    pub text: &'a str,
    /// Whether no real phone sent it.
    pub simulated: bool,
}

/// What is known about a message; nothing is looked up that does not count.
pub(crate) fn facts(conn: &Db, with: &Answering, from: &str, ask: &Ask) -> Result<Facts, AppError> {
    let parties = with.parties(conn, from)?;
    let (Some(amount), [party]) = (ask.amount(), parties.as_slice()) else {
        return Ok(Facts {
            parties,
            ..Facts::default()
        });
    };
    Ok(Facts {
        is_open: with.is_open(conn)?,
        under_way: charge::is_open(conn, *party, amount)?,
        claims: charge::claims_for(conn, *party, amount)?,
        parties,
    })
}

/// Keeps a message for a person, without answering it: something in the file stands in the way.
pub(crate) fn keep(tx: &Tx<'_>, came: &Came<'_>) -> Result<(), AppError> {
    message::add(
        tx,
        &NewMessage {
            number: &came.from,
            text: came.text,
            parts: i64::try_from(sms::measure(came.text).parts).unwrap_or(1),
            simulated: came.simulated,
            sent_to: came.to,
            ..NewMessage::default()
        },
    )?;
    Ok(())
}

/// Keeps a message and answers it.
pub(crate) fn receive(tx: &Tx<'_>, with: &Answering, came: &Came<'_>) -> Result<(), AppError> {
    let ask = read(came.text, &with.words());
    let facts = facts(tx.conn(), with, &came.from, &ask)?;
    let decision = decide(&ask, &facts);
    let party = match facts.parties.as_slice() {
        [party] => Some(*party),
        _ => None,
    };
    let claim = match decision {
        Decision::Charge { claim, .. } => Some(claim),
        _ => None,
    };
    let id = message::add(
        tx,
        &NewMessage {
            outgoing: false,
            number: &came.from,
            text: came.text,
            parts: i64::try_from(sms::measure(came.text).parts).unwrap_or(1),
            simulated: came.simulated,
            order_id: request::last_order_of(tx.conn(), &came.from)?,
            claim_id: claim,
            party_id: party,
            sent_to: came.to,
            read: decision != Decision::ForPerson,
            ..NewMessage::default()
        },
    )?;
    match decision {
        Decision::ForPerson => Ok(()),
        Decision::Answer(reply) => answer(tx, with, (id, &came.from), reply, party, &ask),
        Decision::Charge { party, claim, amount } => draw(tx, with, (id, &came.from), party, claim, amount),
    }
}

fn language(tx: &Tx<'_>, party: Option<i64>) -> Result<Option<String>, AppError> {
    let Some(party) = party else { return Ok(None) };
    Ok(party::card(tx.conn(), party)?.map(|card| card.language))
}

fn answer(tx: &Tx<'_>, with: &Answering, (id, to): (i64, &str), reply: Reply, party: Option<i64>, ask: &Ask) -> Result<(), AppError> {
    let language = language(tx, party)?;
    let text = with.text(reply, language.as_deref(), ask.amount(), ask.given());
    let out = Out {
        reply,
        number: to,
        text: &text,
        answers: Some(id),
        party,
        claim: None,
        charge: None,
    };
    send(tx, with, &out)
}

/// Reply 1, which draws the amount (SMS-16, SMS-17). The claim stays outstanding until the operator has confirmed (SMS-18).
fn draw(tx: &Tx<'_>, with: &Answering, (id, to): (i64, &str), party: i64, claim: i64, amount: Money) -> Result<(), AppError> {
    let Some(provider) = with.charges.as_deref() else { return Ok(()) };
    let key = format!("{}-D{id}", with.tag);
    let new = NewCharge {
        message_id: id,
        party_id: party,
        claim_id: claim,
        number: to,
        amount,
        provider,
        key: &key,
    };
    let charge = charge::add(tx, &new)?;
    let language = language(tx, Some(party))?;
    let text = with.text(Reply::Charge, language.as_deref(), Some(amount), "");
    let now = tx.actor().at_ms;
    let row = outbox::add(
        tx,
        &NewOut {
            dedupe_key: &format!("charge:{charge}"),
            op: Op::SmsCharge,
            provider,
            subject_kind: "charge",
            subject_id: charge,
            dest: to,
            body: &text,
            amount,
            next_at_ms: now,
            expires_at_ms: now + CHARGE_MS,
            ext_key: &key,
        },
    )?;
    message::add(
        tx,
        &NewMessage {
            outgoing: true,
            number: to,
            text: &text,
            parts: i64::try_from(sms::measure(&text).parts).unwrap_or(1),
            simulated: provider == "simulator",
            outbox_id: row,
            claim_id: Some(claim),
            party_id: Some(party),
            charge_id: Some(charge),
            answers_id: Some(id),
            reply: Some(Reply::Charge),
            price: amount,
            ..NewMessage::default()
        },
    )?;
    super::outcome::log(
        tx,
        claim,
        "sms_charge_asked",
        "",
        &[("amount", amount.to_string()), ("from", to.to_owned())],
    )
}
