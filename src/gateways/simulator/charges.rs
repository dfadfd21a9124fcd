//! Messages that cost, as the site sees them, and the books of the operator who draws the money.

use rusqlite::{OptionalExtension, Transaction, params};

use super::script::{PhoneScript, charge_of, of_phone};
use super::{Fault, Outcome, REPORT_AFTER_MS, SLOW_REPORT_AFTER_MS, SimError, Simulator, not_reached, refused, temporary, times};
use crate::domain::money::Money;
use crate::gateways::charges::{ChargeCaps, ChargeEvent, ChargeFault, ChargeNews, ChargeState, ChargeStatus, Charges, NewCharge};
use crate::gateways::sending::ready;
use crate::gateways::{OutMessage, PortError};

/// How often numbers that end in `0011` are busy.
const BUSY_TIMES: i64 = 2;

/// A charge in the operator's books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimCharge {
    /// The site's key.
    pub key: String,
    /// Who pays.
    pub phone: String,
    /// How much.
    pub amount: Money,
    /// Where it stands.
    pub state: ChargeState,
}

impl Simulator {
    /// The operator's books: every charge, oldest first.
    ///
    /// # Errors
    /// [`SimError::File`].
    pub fn charges(&mut self) -> Result<Vec<SimCharge>, SimError> {
        self.change(|tx, _| {
            let mut rows = tx.prepare_cached("SELECT key, phone, amount, state, code FROM charge ORDER BY id")?;
            let rows = rows.query_map([], |row| {
                Ok(SimCharge {
                    key: row.get(0)?,
                    phone: row.get(1)?,
                    amount: Money::from_minor(row.get(2)?),
                    state: state_of(&row.get::<_, String>(3)?, &row.get::<_, String>(4)?),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

impl Charges for Simulator {
    fn id(&self) -> &'static str {
        "simulator"
    }

    fn caps(&self) -> ChargeCaps {
        ChargeCaps {
            keyed: true,
            asks: true,
            refunds: true,
            least: Money::from_minor(100),
            most: Money::from_minor(100_000),
            step: Money::from_minor(100),
        }
    }

    fn charge(&mut self, new: &NewCharge<'_>) -> Result<ChargeStatus, PortError> {
        ready(&OutMessage {
            key: new.key,
            to: new.to,
            text: new.text,
        })?;
        let caps = self.caps();
        if new.amount < caps.least || new.amount > caps.most {
            return Err(refused("PRICE", "simulated: no such price"));
        }
        self.call(|tx, now| take(tx, now, new))
    }

    fn status(&mut self, key: &str) -> Result<ChargeStatus, PortError> {
        self.call(|tx, _| Ok(Outcome::Answer(status(tx, key)?)))
    }

    fn refund(&mut self, key: &str) -> Result<ChargeStatus, PortError> {
        self.call(|tx, _| {
            let now = status(tx, key)?;
            match now.state {
                ChargeState::Refunded => return Ok(Outcome::Answer(now)),
                ChargeState::Paid { .. } => {}
                _ => return Err(refused("409", "simulated: there is nothing to give back").into()),
            }
            tx.execute("UPDATE charge SET state = 'refunded', code = 'Refunded' WHERE key = ?1", [key])?;
            Ok(Outcome::Answer(status(tx, key)?))
        })
    }

    fn poll(&mut self, seen: &dyn Fn(&str) -> bool) -> Result<Vec<ChargeNews>, PortError> {
        let taken = self.news_taken;
        let (news, taken) = self.call(|tx, _| {
            let sql =
                "SELECT n.id, c.key, n.state, n.code FROM charge_news n JOIN charge c ON c.id = n.charge WHERE n.id > ?1 ORDER BY n.id";
            let mut rows = tx.prepare_cached(sql)?;
            let mut rows = rows.query([taken])?;
            let (mut news, mut taken) = (Vec::new(), taken);
            while let Some(row) = rows.next()? {
                let id: i64 = row.get(0)?;
                let name = format!("charge-{id}");
                if seen(&name) {
                    if news.is_empty() {
                        taken = id;
                    }
                    continue;
                }
                let (state, code): (String, String) = (row.get(2)?, row.get(3)?);
                news.push(ChargeNews {
                    id: name,
                    event: ChargeEvent::Moved {
                        key: row.get(1)?,
                        status: told(&state, code),
                    },
                });
            }
            Ok(Outcome::Answer((news, taken)))
        })?;
        self.news_taken = taken;
        Ok(news)
    }

    fn examine(&mut self) -> Vec<String> {
        self.examine_file()
    }
}

fn take(tx: &Transaction<'_>, now: i64, new: &NewCharge<'_>) -> Result<Outcome<ChargeStatus>, Fault> {
    let number = of_phone(new.to);
    if number == PhoneScript::Unreachable {
        return Err(not_reached("simulated: the provider does not answer").into());
    }
    let known: Option<(String, i64)> = tx
        .query_row("SELECT phone, amount FROM charge WHERE key = ?1", [new.key], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    if let Some((phone, amount)) = known {
        if phone != new.to || Money::from_minor(amount) != new.amount {
            return Err(refused("KEY_USED", "simulated: this key belongs to another charge").into());
        }
        return Ok(Outcome::Answer(status(tx, new.key)?));
    }
    match number {
        PhoneScript::Refused => return Err(refused("21", "simulated: the number cannot receive messages").into()),
        PhoneScript::BusyTwice if times(tx, "charge", new.key)? <= BUSY_TIMES => {
            return Ok(Outcome::Failed(temporary("429", "simulated: too many messages now")));
        }
        _ => {}
    }
    let script = charge_of(new.to, REPORT_AFTER_MS, SLOW_REPORT_AFTER_MS);
    let arrives = !matches!(script.state, "failed" | "paid-undelivered");
    if arrives {
        // Its key is none of the site's messages: what becomes of it is told of the charge.
        tx.execute(
            "INSERT INTO message(key, phone, text, at_ms, state) VALUES('charge:' || ?1, ?2, ?3, ?4, 'delivered')",
            params![new.key, new.to, new.text, now],
        )?;
    }
    tx.execute(
        "INSERT INTO charge(key, message, phone, text, amount, at_ms, state, due_ms, due, due_code)
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, 'pending', ?7, ?8, ?9)",
        params![
            new.key,
            arrives.then(|| tx.last_insert_rowid()),
            new.to,
            new.text,
            new.amount.minor(),
            now,
            script.after_ms.map(|after| now.saturating_add(after)),
            script.state,
            script.code
        ],
    )?;
    Ok(if number == PhoneScript::AnswerLost {
        Outcome::Lost
    } else {
        Outcome::Answer(status(tx, new.key)?)
    })
}

/// Outcomes that came until now.
pub(super) fn advance(tx: &Transaction<'_>, now: i64) -> rusqlite::Result<()> {
    let due: Option<i64> = tx
        .prepare_cached("SELECT id FROM charge WHERE due_ms <= ?1 LIMIT 1")?
        .query_row([now], |row| row.get(0))
        .optional()?;
    if due.is_none() {
        return Ok(());
    }
    tx.execute(
        "INSERT INTO charge_news(charge, state, code) SELECT id, due, due_code FROM charge WHERE due_ms <= ?1 ORDER BY due_ms, id",
        [now],
    )?;
    tx.execute(
        "UPDATE charge SET state = due, code = due_code, due_ms = NULL WHERE due_ms <= ?1",
        [now],
    )?;
    Ok(())
}

fn status(tx: &Transaction<'_>, key: &str) -> rusqlite::Result<ChargeStatus> {
    let found: Option<(String, String)> = tx
        .prepare_cached("SELECT state, code FROM charge WHERE key = ?1")?
        .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(match found {
        None => told("", String::new()),
        Some((state, code)) => told(&state, code),
    })
}

fn told(state: &str, code: String) -> ChargeStatus {
    ChargeStatus {
        state: state_of(state, &code),
        detail: String::new(),
        code,
    }
}

fn state_of(state: &str, code: &str) -> ChargeState {
    match state {
        "" => ChargeState::Absent,
        "pending" => ChargeState::Pending,
        "paid" => ChargeState::Paid { delivered: true },
        "paid-undelivered" => ChargeState::Paid { delivered: false },
        "not-billed" => ChargeState::NotBilled,
        "refunded" => ChargeState::Refunded,
        "failed" => ChargeState::Failed(match code {
            "InsufficientFunds" => ChargeFault::NoFunds,
            "SubscriberBarred" => ChargeFault::Barred,
            "SubscriberTooYoung" => ChargeFault::Age,
            "SubscriberLimitExceeded" => ChargeFault::Limit,
            "RegistrationRequired" => ChargeFault::MustRegister,
            _ => ChargeFault::Declined,
        }),
        _ => ChargeState::Uncertain,
    }
}
