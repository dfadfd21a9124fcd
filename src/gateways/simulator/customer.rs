//! What customers do: read their telephone, open a link, pay, decline, answer. Nothing of this needs the site's network.

use rusqlite::{Transaction, params};

use super::payments::{Kept, state_of};
use super::script::of_amount;
use super::{AmountScript, LINK_START, SimError, Simulator};
use crate::domain::money::Money;
use crate::gateways::{LinkState, MessageState};

/// A telephone that got or sent something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// `+` and digits.
    pub phone: String,
    /// How many messages it has, both ways.
    pub messages: i64,
    /// How many of those to it were not read.
    pub unread: i64,
    /// When the last came or went, ms since 1970 UTC.
    pub last_ms: i64,
}

/// A message on a telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimMessage {
    /// For [`Simulator::read`], [`Simulator::deliver`] and [`Simulator::fail`].
    pub id: i64,
    /// Whose telephone.
    pub phone: String,
    /// Whether the customer sent it.
    pub from_customer: bool,
    /// The text.
    pub text: String,
    /// When it was handed over, ms since 1970 UTC.
    pub at_ms: i64,
    /// How far it is. What the customer sent has been delivered to the site's gateway.
    pub state: MessageState,
    /// Whether the customer read it.
    pub read: bool,
}

/// A payment at the simulated provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimPayment {
    /// The site's reference.
    pub reference: String,
    /// The provider's own id.
    pub payment_id: String,
    /// The link.
    pub url: String,
    /// What is to be paid.
    pub amount: Money,
    /// `SEK`, `NOK`, `DKK`.
    pub currency: String,
    /// What the customer reads.
    pub description: String,
    /// The customer's telephone.
    pub phone: String,
    /// Where it stands.
    pub state: LinkState,
    /// The provider's word for it.
    pub word: String,
    /// What the customer paid.
    pub authorised: Money,
    /// What was taken of it.
    pub captured: Money,
    /// What was given back.
    pub refunded: Money,
    /// When it was made, ms since 1970 UTC.
    pub created_ms: i64,
    /// When the link dies by itself.
    pub expires_ms: i64,
    /// When the customer paid.
    pub paid_ms: Option<i64>,
}

/// What a link answers to the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkAnswer {
    /// It can be paid.
    Open(Box<SimPayment>),
    /// It is paid: now, or it was before.
    Paid(Box<SimPayment>),
    /// It cannot be paid any more: cancelled, declined, run out.
    Dead,
}

impl Simulator {
    /// All telephones, the busiest last.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn phones(&mut self) -> Result<Vec<Phone>, SimError> {
        self.change(|tx, _| {
            let mut rows = tx.prepare_cached(
                "SELECT phone, count(*), sum(read_ms IS NULL AND state IN ('sent', 'delivered')), max(at_ms) FROM message \
                 GROUP BY phone ORDER BY max(at_ms), phone",
            )?;
            let phones = rows.query_map([], |row| {
                Ok(Phone {
                    phone: row.get(0)?,
                    messages: row.get(1)?,
                    unread: row.get(2)?,
                    last_ms: row.get(3)?,
                })
            })?;
            Ok(phones.collect::<Result<_, _>>()?)
        })
    }

    /// What a telephone got and sent, oldest first. Messages that failed are there too, with their state.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn inbox(&mut self, phone: &str) -> Result<Vec<SimMessage>, SimError> {
        self.change(|tx, _| {
            let mut rows =
                tx.prepare_cached("SELECT id, text, at_ms, state, code, read_ms IS NOT NULL FROM message WHERE phone = ?1 ORDER BY id")?;
            let messages = rows.query_map(params![phone], |row| {
                let (id, state, code): (i64, String, String) = (row.get(0)?, row.get(3)?, row.get(4)?);
                Ok(SimMessage {
                    id,
                    phone: phone.to_owned(),
                    from_customer: state == "incoming",
                    text: row.get(1)?,
                    at_ms: row.get(2)?,
                    state: match state.as_str() {
                        "sent" => MessageState::Sent {
                            reference: Some(format!("sim-{id}")),
                        },
                        "failed" => MessageState::Failed {
                            code,
                            text: "simulated: not delivered".to_owned(),
                        },
                        _ => MessageState::Delivered,
                    },
                    read: row.get(5)?,
                })
            })?;
            Ok(messages.collect::<Result<_, _>>()?)
        })
    }

    /// The customer read a message.
    ///
    /// # Errors
    /// [`SimError::File`], [`SimError::UnknownMessage`].
    pub fn read(&mut self, message: i64) -> Result<(), SimError> {
        self.change(|tx, now| {
            let done = tx.execute(
                "UPDATE message SET read_ms = coalesce(read_ms, ?2) WHERE id = ?1",
                params![message, now],
            )?;
            one_or_unknown(done, message)
        })
    }

    /// The report of a message that is on its way comes now, and says delivered.
    ///
    /// # Errors
    /// [`SimError::File`], [`SimError::UnknownMessage`].
    pub fn deliver(&mut self, message: i64) -> Result<(), SimError> {
        self.report(message, "delivered", "")
    }

    /// The report of a message that is on its way comes now, and says failed with a code.
    ///
    /// # Errors
    /// [`SimError::File`], [`SimError::UnknownMessage`].
    pub fn fail(&mut self, message: i64, code: &str) -> Result<(), SimError> {
        self.report(message, "failed", code)
    }

    fn report(&mut self, message: i64, state: &str, code: &str) -> Result<(), SimError> {
        self.change(|tx, _| {
            let done = tx.execute(
                "UPDATE message SET state = ?2, code = ?3, due_ms = NULL WHERE id = ?1 AND state = 'sent'",
                params![message, state, code],
            )?;
            one_or_unknown(done, message)
        })
    }

    /// The customer sends a message to the site.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn send(&mut self, phone: &str, text: &str) -> Result<(), SimError> {
        self.change(|tx, now| {
            tx.execute(
                "INSERT INTO message(phone, text, at_ms, state, read_ms) VALUES(?1, ?2, ?3, 'incoming', ?3)",
                params![phone, text, now],
            )?;
            Ok(())
        })
    }

    /// All payments, oldest first.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn payments(&mut self) -> Result<Vec<SimPayment>, SimError> {
        self.change(|tx, _| Ok(seen(tx, None)?))
    }

    /// The customer opens a link.
    ///
    /// # Errors
    /// [`SimError::File`], [`SimError::UnknownLink`].
    pub fn open_link(&mut self, url: &str) -> Result<LinkAnswer, SimError> {
        self.change(|tx, now| {
            let kept = behind(tx, url)?;
            tx.execute(
                "UPDATE payment SET opened_ms = coalesce(opened_ms, ?2) WHERE id = ?1",
                params![kept.id, now],
            )?;
            answer(tx, &kept, url)
        })
    }

    /// The customer pays. `amount` pays something else than was asked for.
    ///
    /// # Errors
    /// [`SimError::File`], [`SimError::UnknownLink`], [`SimError::NoAmount`].
    pub fn pay(&mut self, url: &str, amount: Option<Money>) -> Result<LinkAnswer, SimError> {
        self.change(|tx, now| {
            let kept = behind(tx, url)?;
            let krone_less = Money::from_minor(kept.amount.minor().saturating_sub(100).max(1));
            let pays = match amount {
                Some(amount) if !amount.is_positive() => return Err(SimError::NoAmount(amount)),
                Some(amount) => amount,
                None if of_amount(kept.amount) == AmountScript::PaysWrongAmount => krone_less,
                None => kept.amount,
            };
            tx.execute(
                "UPDATE payment SET state = 'paid', word = 'PAID', authorised = ?2, paid_ms = ?3, due = '', due_ms = NULL \
                 WHERE id = ?1 AND state IN ('open', 'underway')",
                params![kept.id, pays.minor(), now],
            )?;
            answer(tx, &behind(tx, url)?, url)
        })
    }

    /// The customer says no.
    ///
    /// # Errors
    /// [`SimError::File`], [`SimError::UnknownLink`].
    pub fn decline(&mut self, url: &str) -> Result<LinkAnswer, SimError> {
        self.change(|tx, _| {
            let kept = behind(tx, url)?;
            tx.execute(
                "UPDATE payment SET state = 'dead', word = 'DECLINED', due = '', due_ms = NULL WHERE id = ?1 AND state IN ('open', 'underway')",
                params![kept.id],
            )?;
            answer(tx, &behind(tx, url)?, url)
        })
    }
}

fn one_or_unknown(done: usize, message: i64) -> Result<(), SimError> {
    if done == 1 {
        Ok(())
    } else {
        Err(SimError::UnknownMessage(message))
    }
}

/// The payment behind a link.
fn behind(tx: &Transaction<'_>, url: &str) -> Result<Kept, SimError> {
    let found = match url.trim().strip_prefix(LINK_START) {
        Some(token) => Kept::find(tx, "token", token)?,
        None => None,
    };
    found.ok_or_else(|| SimError::UnknownLink(url.to_owned()))
}

fn answer(tx: &Transaction<'_>, kept: &Kept, url: &str) -> Result<LinkAnswer, SimError> {
    let payment = seen(tx, Some(kept.id))?.pop().map(Box::new);
    let payment = payment.ok_or_else(|| SimError::UnknownLink(url.to_owned()))?;
    Ok(match kept.state {
        LinkState::Open | LinkState::Underway => LinkAnswer::Open(payment),
        LinkState::Paid => LinkAnswer::Paid(payment),
        LinkState::Dead => LinkAnswer::Dead,
    })
}

fn seen(tx: &Transaction<'_>, only: Option<i64>) -> rusqlite::Result<Vec<SimPayment>> {
    let mut rows = tx.prepare_cached(
        "SELECT reference, payment_id, token, amount, currency, description, phone, state, word, authorised, captured, refunded, \
         created_ms, expires_ms, paid_ms FROM payment WHERE ?1 IS NULL OR id = ?1 ORDER BY id",
    )?;
    let payments = rows.query_map(params![only], |row| {
        Ok(SimPayment {
            reference: row.get(0)?,
            payment_id: row.get(1)?,
            url: format!("{LINK_START}{}", row.get::<_, String>(2)?),
            amount: Money::from_minor(row.get(3)?),
            currency: row.get(4)?,
            description: row.get(5)?,
            phone: row.get(6)?,
            state: state_of(&row.get::<_, String>(7)?),
            word: row.get(8)?,
            authorised: Money::from_minor(row.get(9)?),
            captured: Money::from_minor(row.get(10)?),
            refunded: Money::from_minor(row.get(11)?),
            created_ms: row.get(12)?,
            expires_ms: row.get(13)?,
            paid_ms: row.get(14)?,
        })
    })?;
    payments.collect()
}
