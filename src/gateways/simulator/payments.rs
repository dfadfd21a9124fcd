//! The payment half, as the site sees it.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::script::of_amount;
use super::{AmountScript, BY_ITSELF_AFTER_MS, Fault, LINK_START, Outcome, Simulator, not_reached, refused, temporary, times};
use crate::domain::money::Money;
use crate::gateways::{Link, LinkState, LinkStatus, NewLink, Payments, PortError};

/// How often making a link of `,14` is put off.
const BUSY_TIMES: i64 = 2;
/// How often cancelling `,06` cannot be reached.
const UNREACHABLE_TIMES: i64 = 3;
/// How often cancelling `,07` is put off.
const PAYING_TIMES: i64 = 2;

/// A payment as it is kept.
pub(super) struct Kept {
    pub id: i64,
    pub payment_id: String,
    pub token: String,
    pub amount: Money,
    pub currency: String,
    pub phone: String,
    pub state: LinkState,
    pub word: String,
    pub authorised: Money,
    pub captured: Money,
    pub refunded: Money,
    pub paid_ms: Option<i64>,
}

/// The columns of [`Kept::read`].
const KEPT: &str = "id, payment_id, token, amount, currency, phone, state, word, authorised, captured, refunded, paid_ms";

impl Kept {
    fn read(row: &Row<'_>) -> rusqlite::Result<Kept> {
        Ok(Kept {
            id: row.get(0)?,
            payment_id: row.get(1)?,
            token: row.get(2)?,
            amount: Money::from_minor(row.get(3)?),
            currency: row.get(4)?,
            phone: row.get(5)?,
            state: state_of(&row.get::<_, String>(6)?),
            word: row.get(7)?,
            authorised: Money::from_minor(row.get(8)?),
            captured: Money::from_minor(row.get(9)?),
            refunded: Money::from_minor(row.get(10)?),
            paid_ms: row.get(11)?,
        })
    }

    /// The payment behind a value of a column that has no value twice.
    pub(super) fn find(tx: &Transaction<'_>, column: &str, value: &str) -> rusqlite::Result<Option<Kept>> {
        tx.prepare_cached(&format!("SELECT {KEPT} FROM payment WHERE {column} = ?1"))?
            .query_row(params![value], Kept::read)
            .optional()
    }

    fn link(&self) -> Link {
        Link {
            payment_id: self.payment_id.clone(),
            url: format!("{LINK_START}{}", self.token),
        }
    }

    fn status(&self) -> LinkStatus {
        LinkStatus {
            state: self.state,
            word: self.word.clone(),
            authorised: self.authorised,
            captured: self.captured,
            refunded: self.refunded,
            paid_at_ms: self.paid_ms,
        }
    }

    fn can_be_paid(&self) -> bool {
        matches!(self.state, LinkState::Open | LinkState::Underway)
    }
}

pub(super) fn state_of(word: &str) -> LinkState {
    match word {
        "open" => LinkState::Open,
        "underway" => LinkState::Underway,
        "paid" => LinkState::Paid,
        _ => LinkState::Dead,
    }
}

impl Payments for Simulator {
    fn id(&self) -> &'static str {
        "simulator"
    }

    fn create(&mut self, link: &NewLink<'_>) -> Result<Link, PortError> {
        self.call(|tx, now| create(tx, now, link))
    }

    fn status(&mut self, reference: &str, _payment_id: Option<&str>) -> Result<Option<LinkStatus>, PortError> {
        self.call(|tx, _| Ok(Outcome::Answer(Kept::find(tx, "reference", reference)?.map(|kept| kept.status()))))
    }

    fn cancel(&mut self, reference: &str, _payment_id: Option<&str>, _key: &str) -> Result<LinkStatus, PortError> {
        self.call(|tx, now| cancel(tx, now, reference))
    }

    fn capture(&mut self, reference: &str, _payment_id: Option<&str>, amount: Money, key: &str) -> Result<LinkStatus, PortError> {
        self.call(|tx, now| {
            let kept = known(tx, reference)?;
            if used(tx, key, &kept, "capture", amount)? || kept.captured >= amount {
                return Ok(Outcome::Answer(kept.status()));
            }
            if kept.state != LinkState::Paid || kept.captured.plus(amount).is_ok_and(|all| all > kept.authorised) || !amount.is_positive() {
                return Err(refused("CAPTURE_DENIED", "simulated: there is not so much to take").into());
            }
            tx.execute(
                "UPDATE payment SET captured = captured + ?2, word = 'CAPTURED' WHERE id = ?1",
                params![kept.id, amount.minor()],
            )?;
            note(tx, now, key, &kept, "capture", amount)?;
            lost_or_status(tx, reference, of_amount(kept.amount) == AmountScript::CaptureAnswerLost)
        })
    }

    fn refund(&mut self, reference: &str, _payment_id: Option<&str>, amount: Money, key: &str) -> Result<LinkStatus, PortError> {
        self.call(|tx, now| refund(tx, now, reference, amount, key))
    }

    fn examine(&mut self) -> Vec<String> {
        self.examine_file()
    }
}

fn known(tx: &Transaction<'_>, reference: &str) -> Result<Kept, Fault> {
    Kept::find(tx, "reference", reference)?.ok_or_else(|| refused("NOT_FOUND", "simulated: no such payment").into())
}

/// Whether a key did this before. A key that did something else is refused.
fn used(tx: &Transaction<'_>, key: &str, kept: &Kept, kind: &str, amount: Money) -> Result<bool, Fault> {
    let found: Option<(i64, String, i64)> = tx
        .query_row("SELECT payment, kind, amount FROM action WHERE key = ?1", params![key], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((payment, was, sum)) = found else {
        return Ok(false);
    };
    // Giving back what was not taken lets it go.
    let same_kind = was == kind || (was == "release" && kind == "refund");
    if payment == kept.id && sum == amount.minor() && same_kind {
        Ok(true)
    } else {
        Err(refused("KEY_USED", "simulated: this key did something else").into())
    }
}

fn note(tx: &Transaction<'_>, now: i64, key: &str, kept: &Kept, kind: &str, amount: Money) -> rusqlite::Result<()> {
    tx.execute(
        "INSERT INTO action(key, payment, kind, amount, at_ms) VALUES(?1, ?2, ?3, ?4, ?5)",
        params![key, kept.id, kind, amount.minor(), now],
    )?;
    Ok(())
}

fn lost_or_status(tx: &Transaction<'_>, reference: &str, lost: bool) -> Result<Outcome<LinkStatus>, Fault> {
    Ok(if lost {
        Outcome::Lost
    } else {
        Outcome::Answer(known(tx, reference)?.status())
    })
}

fn create(tx: &Transaction<'_>, now: i64, link: &NewLink<'_>) -> Result<Outcome<Link>, Fault> {
    if let Some(kept) = Kept::find(tx, "reference", link.reference)? {
        let same = kept.amount == link.amount && kept.currency == link.currency && kept.phone == link.phone;
        return if same {
            Ok(Outcome::Answer(kept.link()))
        } else {
            Err(refused("REFERENCE_USED", "simulated: this reference belongs to another payment").into())
        };
    }
    if !link.amount.is_positive() {
        return Err(refused("AMOUNT", "simulated: there is nothing to pay").into());
    }
    let script = of_amount(link.amount);
    match script {
        AmountScript::CreateRefused => return Err(refused("CREDIT_DENIED", "simulated: refused").into()),
        AmountScript::CreateBusyTwice if times(tx, "create", link.reference)? <= BUSY_TIMES => {
            return Ok(Outcome::Failed(temporary("503", "simulated: too much to do now")));
        }
        _ => {}
    }
    let soon = now.saturating_add(BY_ITSELF_AFTER_MS);
    let (due_ms, due) = match script {
        AmountScript::PaysByItself => (Some(soon), "pay"),
        AmountScript::DeclinesByItself => (Some(soon), "decline"),
        _ => (None, ""),
    };
    let expires = if script == AmountScript::ExpiresSoon {
        soon
    } else {
        link.expires_at_ms
    };
    tx.execute(
        "INSERT INTO payment(reference, payment_id, token, amount, currency, description, phone, created_ms, expires_ms, state, word, due_ms, due) \
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'open', 'CREATED', ?10, ?11)",
        params![
            link.reference,
            format!("sim-{}", random_text(16)),
            random_text(12),
            link.amount.minor(),
            link.currency,
            link.description,
            link.phone,
            now,
            expires,
            due_ms,
            due
        ],
    )?;
    if script == AmountScript::CreateAnswerLost {
        return Ok(Outcome::Lost);
    }
    Kept::find(tx, "reference", link.reference)?
        .map(|kept| Outcome::Answer(kept.link()))
        .ok_or_else(|| Fault::File(rusqlite::Error::QueryReturnedNoRows))
}

fn cancel(tx: &Transaction<'_>, now: i64, reference: &str) -> Result<Outcome<LinkStatus>, Fault> {
    let kept = known(tx, reference)?;
    if !kept.can_be_paid() {
        return Ok(Outcome::Answer(kept.status()));
    }
    let script = of_amount(kept.amount);
    match script {
        AmountScript::CancelCrosses => {
            tx.execute(
                "UPDATE payment SET state = 'paid', word = 'PAID', authorised = amount, paid_ms = ?2, due = '', due_ms = NULL WHERE id = ?1",
                params![kept.id, now],
            )?;
            return lost_or_status(tx, reference, false);
        }
        AmountScript::CancelUnreachable if times(tx, "cancel", reference)? <= UNREACHABLE_TIMES => {
            return Ok(Outcome::Failed(not_reached("simulated: the provider does not answer")));
        }
        AmountScript::CancelWhilePaying if times(tx, "cancel", reference)? <= PAYING_TIMES => {
            tx.execute(
                "UPDATE payment SET state = 'underway', word = 'PAYING' WHERE id = ?1",
                params![kept.id],
            )?;
            return Ok(Outcome::Failed(temporary("PAYING", "simulated: the customer is paying right now")));
        }
        _ => {}
    }
    let (due_ms, due) = if script == AmountScript::PaysThoughDead {
        (Some(now.saturating_add(BY_ITSELF_AFTER_MS)), "pay-though-dead")
    } else {
        (None, "")
    };
    tx.execute(
        "UPDATE payment SET state = 'dead', word = 'CANCELLED', due_ms = ?2, due = ?3 WHERE id = ?1",
        params![kept.id, due_ms, due],
    )?;
    lost_or_status(tx, reference, script == AmountScript::CancelAnswerLost)
}

fn refund(tx: &Transaction<'_>, now: i64, reference: &str, amount: Money, key: &str) -> Result<Outcome<LinkStatus>, Fault> {
    let kept = known(tx, reference)?;
    if used(tx, key, &kept, "refund", amount)? {
        return Ok(Outcome::Answer(kept.status()));
    }
    let script = of_amount(kept.amount);
    if script == AmountScript::RefundRefused {
        return Err(refused("REFUND_DENIED", "simulated: the provider does not give it back").into());
    }
    if kept.state != LinkState::Paid || !amount.is_positive() {
        return Err(refused("REFUND_DENIED", "simulated: nothing was paid").into());
    }
    if kept.captured.is_zero() {
        // Not taken yet: the customer's authorisation is let go, and that only as a whole.
        if amount != kept.authorised {
            return Err(refused("NOT_CAPTURED", "simulated: a part can be given back only of what was taken").into());
        }
        tx.execute(
            "UPDATE payment SET state = 'dead', word = 'RELEASED' WHERE id = ?1",
            params![kept.id],
        )?;
        note(tx, now, key, &kept, "release", amount)?;
    } else {
        if kept.refunded.plus(amount).is_ok_and(|all| all > kept.captured) {
            return Err(refused("REFUND_DENIED", "simulated: more than was taken").into());
        }
        tx.execute(
            "UPDATE payment SET refunded = refunded + ?2, word = 'REFUNDED' WHERE id = ?1",
            params![kept.id, amount.minor()],
        )?;
        note(tx, now, key, &kept, "refund", amount)?;
    }
    lost_or_status(tx, reference, script == AmountScript::RefundAnswerLost)
}

/// Small letters and digits that nobody has had before.
fn random_text(length: usize) -> String {
    std::iter::repeat_with(|| fastrand::char('a'..='z')).take(length).collect()
}
