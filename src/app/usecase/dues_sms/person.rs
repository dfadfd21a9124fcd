//! What a person does in the SMS dialogue (SMS-29): reads, answers, ties a number to a party, decides what nobody knows, gives back.

use super::Answering;
use super::outcome::{self, BY_HAND};
use crate::app::settings::Sms as SmsSettings;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::claims::required;
use crate::app::{AppError, Session};
use crate::domain::dues_sms::ChargeState;
use crate::domain::ledger::Role;
use crate::domain::message as sms;
use crate::domain::money::Money;
use crate::domain::payment::Movement;
use crate::domain::refusal::Refusal;
pub use crate::store::charge::Charge;
use crate::store::charge::{self, Told};
use crate::store::journal::Entry;
pub use crate::store::message::Message;
use crate::store::message::{self, NewMessage};
use crate::store::outbox::{self, NewOut, Op, OutState};
use crate::store::{Tx, party, phones};

/// How long an answer may wait for its gateway.
const ANSWER_MS: i64 = 24 * 3_600_000;
/// How long giving money back is tried.
const REFUND_MS: i64 = 90 * 24 * 3_600_000;
/// How many messages of one number are shown.
const SHOWN_MAX: usize = 500;

/// A dialogue with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialogue {
    /// The number.
    pub number: String,
    /// Whose it is: number and name of each party.
    pub parties: Vec<(String, String)>,
    /// Its messages, oldest first.
    pub messages: Vec<Message>,
    /// Charges that the messages speak of.
    pub charges: Vec<Charge>,
}

/// The dialogue with a number.
///
/// # Errors
/// When the file cannot be read.
pub fn dialogue(session: &Session, number: &str) -> Result<Dialogue, AppError> {
    let conn = &session.store.conn;
    let with = Answering::of(session)?;
    let messages = message::of_number(conn, number, SHOWN_MAX)?;
    let mut ids: Vec<i64> = messages.iter().filter_map(|message| message.charge_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut charges = Vec::new();
    for id in ids {
        charges.extend(charge::load(conn, id)?);
    }
    let mut parties = Vec::new();
    for id in with.parties(conn, number)? {
        parties.extend(party::card(conn, id)?.map(|card| (card.number, card.name)));
    }
    Ok(Dialogue {
        number: number.to_owned(),
        parties,
        messages,
        charges,
    })
}

/// Marks what came from a number as read, or its last message as unread. Answers how many messages that changed.
///
/// # Errors
/// When the file cannot be written.
pub fn mark(session: &mut Session, number: &str, read: bool) -> Result<usize, AppError> {
    session.write(|tx| Ok(message::mark(tx, number, read)?))
}

/// What a text would cost to send: how it is counted while it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// As it would be sent.
    pub text: String,
    /// Parts, coding, and how much room is left.
    pub measure: sms::Measured,
    /// What it costs, where the settings say what one SMS costs.
    pub price: Option<Money>,
}

/// What a text comes to, for people: `1 SMS · 7-bit · 12 left · 0,45`.
pub fn cost_words(cost: &Cost, t: &Texts) -> String {
    let count = Arg::count::<usize>;
    let coding = match cost.measure.coding {
        sms::Coding::Gsm7 => "sms-coding-gsm7",
        sms::Coding::Ucs2 => "sms-coding-ucs2",
    };
    let mut words = t.with(
        "sms-counted",
        &[
            ("parts", count(cost.measure.parts)),
            ("coding", Arg::Text(t.t(coding))),
            ("left", count(cost.measure.units_left)),
        ],
    );
    if let Some(price) = cost.price {
        words.push_str(" · ");
        words.push_str(&t.money(price));
    }
    words
}

/// Counts a text.
///
/// # Errors
/// [`Refusal::TextUnsendable`], [`Refusal::TextTooLong`].
pub fn cost(session: &Session, text: &str) -> Result<Cost, AppError> {
    count(&session.settings.sms, text)
}

/// Counts a text by the settings alone, at every key that is typed.
///
/// # Errors
/// [`Refusal::TextUnsendable`], [`Refusal::TextTooLong`].
pub fn count(settings: &SmsSettings, text: &str) -> Result<Cost, AppError> {
    let text = sms::normalise(text).map_err(|fault| Refusal::TextUnsendable { detail: fault.to_string() })?;
    let measure = sms::measure(&text);
    let most = settings.max_parts;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    if measure.parts > most {
        return Err(Refusal::TextTooLong {
            parts: count(measure.parts),
            most: count(most),
        }
        .into());
    }
    let price = match settings.price {
        Some(one) => Some(Money::sum(std::iter::repeat_n(one, measure.parts))?),
        None => None,
    };
    Ok(Cost { text, measure, price })
}

/// Answers a number. `seen`: the last message as the person saw it, so that nobody answers what another has answered. Answers
/// the key of the message.
///
/// # Errors
/// [`Refusal::NumberUnreachable`] for a name or a short number; [`Refusal::TextUnsendable`], [`Refusal::TextTooLong`];
/// [`Refusal::DialogueMoved`].
pub fn answer(session: &mut Session, number: &str, text: &str, seen: Option<i64>) -> Result<i64, AppError> {
    let cost = cost(session, text)?;
    let digits = number.strip_prefix('+').unwrap_or_default();
    if digits.len() < 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::NumberUnreachable { number: number.to_owned() }.into());
    }
    let provider = session.settings.sms.provider.clone();
    let tag = crate::store::site::tag(&session.store.conn)?;
    let with = Answering::of(session)?;
    let parties = with.parties(&session.store.conn, number)?;
    let party = if let [only] = parties.as_slice() { Some(*only) } else { None };
    session.write(|tx| {
        let last = message::of_number(tx.conn(), number, 1)?.pop();
        if let (Some(seen), Some(last)) = (seen, &last)
            && last.id != seen
        {
            return Err(Refusal::DialogueMoved { number: number.to_owned() }.into());
        }
        // The last message is what it answers; two answers to the same are two rows by their own place.
        let place = outbox::next_id(tx.conn())?;
        let now = tx.actor().at_ms;
        let row = outbox::add(
            tx,
            &NewOut {
                dedupe_key: &format!("answer:{place}"),
                op: Op::SmsSend,
                provider: &provider,
                subject_kind: "message",
                subject_id: last.map_or(0, |last| last.id),
                dest: number,
                body: &cost.text,
                amount: Money::ZERO,
                next_at_ms: now,
                expires_at_ms: now + ANSWER_MS,
                ext_key: &format!("{tag}-A{place}"),
            },
        )?;
        message::mark(tx, number, true)?;
        Ok(message::add(
            tx,
            &NewMessage {
                outgoing: true,
                number,
                text: &cost.text,
                parts: i64::try_from(cost.measure.parts).unwrap_or(1),
                simulated: provider == "simulator",
                outbox_id: row,
                party_id: party,
                ..NewMessage::default()
            },
        )?)
    })
}

/// Ties a number to a party, or unties it again.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchParty`]; [`Refusal::NumberUnreachable`] for a number that is none.
pub fn tie(session: &mut Session, number: &str, wanted: &str, tied: bool, comment: &str) -> Result<bool, AppError> {
    let comment = required(comment)?;
    if !number.starts_with('+') {
        return Err(Refusal::NumberUnreachable { number: number.to_owned() }.into());
    }
    session.write(|tx| {
        let party = party::by_number(tx.conn(), wanted)?.ok_or_else(|| Refusal::NoSuchParty { wanted: wanted.to_owned() })?;
        let changed = phones::keep(tx, party.id, number, tied)?;
        if changed {
            let is = super::json(&[("number", number.to_owned())]);
            tx.log(&Entry {
                kind: "party",
                id: party.id,
                action: if tied { "number_tied" } else { "number_untied" },
                comment: &comment,
                before: (!tied).then_some(is.as_str()),
                after: tied.then_some(is.as_str()),
            })?;
        }
        Ok(changed)
    })
}

fn with_charge<T>(
    session: &mut Session,
    id: i64,
    work: impl FnOnce(&Tx<'_>, &Answering, &Charge) -> Result<T, AppError>,
) -> Result<T, AppError> {
    let with = Answering::of(session)?;
    session.write(|tx| {
        let charge = outcome::one(tx, id)?;
        work(tx, &with, &charge)
    })
}

fn forbids(charge: &Charge) -> AppError {
    Refusal::ChargeForbids {
        charge: charge.id,
        state: charge.state,
    }
    .into()
}

/// A person found out what became of a charge that nobody knew of: paid, or not. The member is told.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchCharge`]; [`Refusal::ChargeForbids`] unless it is uncertain.
pub fn decide(session: &mut Session, id: i64, paid: bool, comment: &str) -> Result<(), AppError> {
    let comment = required(comment)?;
    with_charge(session, id, |tx, with, charge| {
        if charge.state != ChargeState::Uncertain {
            return Err(forbids(charge));
        }
        let next = if paid { ChargeState::Paid } else { ChargeState::Failed };
        let told = Told {
            code: &charge.code,
            fault: BY_HAND,
            detail: &charge.detail,
        };
        outcome::become_(tx, with, charge, next, told, &comment)
    })
}

/// The money of a charge that was to be given back, and that its provider does not give back, was given back by hand: from the
/// bank ([`Role::Bank`]) or the drawer ([`Role::Cash`]).
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchCharge`]; [`Refusal::ChargeForbids`] unless it waits to be given back and nobody is
/// asked to do it at this moment.
pub fn refunded_by_hand(session: &mut Session, id: i64, from: Role, comment: &str) -> Result<(), AppError> {
    let comment = required(comment)?;
    with_charge(session, id, |tx, _, charge| {
        let Some(payment) = charge.payment_id.filter(|_| charge.state == ChargeState::Paid) else {
            return Err(forbids(charge));
        };
        let mut asked = false;
        for out in outbox::of_subject(tx.conn(), "charge", charge.id)? {
            if out.op == Op::SmsRefund {
                let open = [OutState::Queued, OutState::Failed, OutState::Unknown];
                asked = outbox::move_on(tx, out.id, &open, OutState::Cancelled, &comment, None)?;
            }
        }
        if !asked {
            return Err(forbids(charge));
        }
        let told = Told {
            code: &charge.code,
            fault: BY_HAND,
            detail: &charge.detail,
        };
        outcome::back(tx, charge, payment, (Movement::PaidBackByHand, from), told, &comment)
    })
}

/// Gives the money of a paid charge back through its provider: the claim is outstanding again at once.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchCharge`]; [`Refusal::ChargeForbids`] unless it is paid; the refusals of taking a
/// payment off its claim.
pub fn refund(session: &mut Session, id: i64, comment: &str) -> Result<(), AppError> {
    let comment = required(comment)?;
    with_charge(session, id, |tx, _, charge| {
        if charge.state != ChargeState::Paid {
            return Err(forbids(charge));
        }
        for out in outbox::of_subject(tx.conn(), "charge", charge.id)? {
            if out.op == Op::SmsRefund {
                // Asked for already: once more now.
                outbox::again(tx, out.id, tx.actor().at_ms + REFUND_MS)?;
                return Ok(());
            }
        }
        outcome::take_off(tx, charge, &comment)?;
        let now = tx.actor().at_ms;
        outbox::add(
            tx,
            &NewOut {
                dedupe_key: &format!("charge:{}:refund", charge.id),
                op: Op::SmsRefund,
                provider: &charge.provider,
                subject_kind: "charge",
                subject_id: charge.id,
                dest: &charge.number,
                body: "",
                amount: charge.amount,
                next_at_ms: now,
                expires_at_ms: now + REFUND_MS,
                ext_key: &format!("{}-back", charge.key),
            },
        )?;
        outcome::log(
            tx,
            charge.claim_id,
            "sms_charge_refund_asked",
            &comment,
            &[("amount", charge.amount.to_string())],
        )
    })
}
