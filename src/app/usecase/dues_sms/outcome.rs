//! What came of a charge: paid, and booked on its claim; not paid; or nobody knows.

use super::{Answering, Out, json, send};
use crate::app::AppError;
use crate::app::usecase::{money, payments};
use crate::domain::claim;
use crate::domain::dialogue::MessageState;
use crate::domain::dues_sms::{ChargeState, Reply};
use crate::domain::ledger::{Draft, Role};
use crate::domain::matching::are_several_payers;
use crate::domain::payment::{Method, Movement, Reason, Source, State};
use crate::domain::refusal::Refusal;
use crate::gateways::charges::{ChargeState as Seen, ChargeStatus};
use crate::store::charge::{self, Charge, Told};
use crate::store::journal::Entry;
use crate::store::receipt::{Arrived, Receipts};
use crate::store::taken::{self, NewMovement, Taken};
use crate::store::{Tx, claim as claims, ledger, message, party, payment};

/// Why a charge is for a person, or was not made, where no provider said it; texts under `charge-fault-…`.
pub(crate) const NOT_BILLED: &str = "not-billed";
/// Nobody knows.
pub(crate) const UNCERTAIN: &str = "uncertain";
/// No outcome came in time.
pub(crate) const NO_OUTCOME: &str = "no-outcome";
/// The claim was paid or changed before the charge was made.
pub(crate) const CLAIM_CHANGED: &str = "claim-changed";
/// It could not be made in time.
pub(crate) const EXPIRED: &str = "expired";
/// The provider does not give the money back: a person does.
const REFUND_REFUSED: &str = "refund-refused";
/// A person decided.
pub(crate) const BY_HAND: &str = "by-hand";

/// Tells the change log of the claim.
pub(crate) fn log(tx: &Tx<'_>, claim: i64, action: &'static str, comment: &str, values: &[(&str, String)]) -> Result<(), AppError> {
    tx.log(&Entry {
        kind: "claim",
        id: claim,
        action,
        comment,
        before: None,
        after: Some(&json(values)),
    })?;
    Ok(())
}

pub(crate) fn one(tx: &Tx<'_>, id: i64) -> Result<Charge, AppError> {
    Ok(charge::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchCharge { wanted: id.to_string() })?)
}

/// Writes what a provider says of a charge. The same said twice changes nothing.
pub(crate) fn told(tx: &Tx<'_>, with: &Answering, id: i64, status: &ChargeStatus) -> Result<(), AppError> {
    let charge = one(tx, id)?;
    let (next, fault) = match status.state {
        // It does not know what it took: a person looks.
        Seen::Absent if charge.state == ChargeState::UnderWay => (ChargeState::Uncertain, UNCERTAIN),
        Seen::Absent => return Ok(()),
        Seen::Pending => (ChargeState::UnderWay, ""),
        Seen::Paid { .. } => (ChargeState::Paid, ""),
        Seen::NotBilled => (ChargeState::Uncertain, NOT_BILLED),
        Seen::Failed(fault) => (ChargeState::Failed, fault.code()),
        Seen::Uncertain => (ChargeState::Uncertain, UNCERTAIN),
        Seen::Refunded => return refunded(tx, &charge, &status.code),
    };
    let told = Told {
        code: &status.code,
        fault,
        detail: &status.detail,
    };
    if let Seen::Paid { delivered: false } = status.state {
        message::of_charge_failed(tx, id, &status.code)?;
    }
    become_(tx, with, &charge, next, told, "")
}

/// Moves a charge on, with all that follows. `comment`: of the person who decided.
pub(crate) fn become_(
    tx: &Tx<'_>,
    with: &Answering,
    charge: &Charge,
    next: ChargeState,
    told: Told<'_>,
    comment: &str,
) -> Result<(), AppError> {
    if !charge.state.may_become(next) {
        return Ok(());
    }
    charge::move_on(tx, charge.id, next, told)?;
    let values = [
        ("amount", charge.amount.to_string()),
        ("code", told.code.to_owned()),
        ("fault", told.fault.to_owned()),
    ];
    match next {
        ChargeState::Paid => {
            pay(tx, charge)?;
            log(tx, charge.claim_id, "sms_charge_paid", comment, &values)?;
            reply(tx, with, charge, Reply::Paid)
        }
        ChargeState::Failed => {
            log(tx, charge.claim_id, "sms_charge_failed", comment, &values)?;
            let said = if told.fault == CLAIM_CHANGED {
                Reply::NothingOutstanding
            } else {
                Reply::Failed
            };
            reply(tx, with, charge, said)
        }
        ChargeState::Uncertain => log(tx, charge.claim_id, "sms_charge_uncertain", comment, &values),
        ChargeState::Asked | ChargeState::UnderWay | ChargeState::Refunded => Ok(()),
    }
}

fn reply(tx: &Tx<'_>, with: &Answering, charge: &Charge, reply: Reply) -> Result<(), AppError> {
    let language = party::card(tx.conn(), charge.party_id)?.map(|card| card.language);
    let text = with.text(reply, language.as_deref(), Some(charge.amount), "");
    let out = Out {
        reply,
        number: &charge.number,
        text: &text,
        answers: Some(charge.message_id),
        party: Some(charge.party_id),
        claim: Some(charge.claim_id),
        charge: Some(charge.id),
    };
    send(tx, with, &out)
}

/// The operator has confirmed: the money is a payment on the claim (SMS-18). A claim that was paid otherwise meanwhile has
/// received too much, which a person handles.
fn pay(tx: &Tx<'_>, charge: &Charge) -> Result<(), AppError> {
    let found = claims::Loader::new(tx.conn())?
        .load(charge.claim_id)?
        .ok_or_else(|| Refusal::NoSuchClaim {
            wanted: charge.claim_id.to_string(),
        })?;
    let today = tx.actor().today;
    let payers = found.claim.placed.iter().map(|placed| placed.payer.as_str());
    let several = are_several_payers(payers.chain([""]));
    let receipt = claim::receive(&found.claim, charge.amount, several)?;
    let mut draft = Draft::default();
    draft.debit(Role::SmsClearing, charge.amount)?;
    draft.credit(Role::Receivables, receipt.to_receivables)?;
    draft.credit(Role::NotPlaced, receipt.to_not_placed)?;
    let voucher = ledger::open_voucher(tx, "sms_payment", &found.claim.number.to_string(), today)?;
    ledger::post(tx, voucher, &draft, None)?;
    let payment = taken::add(
        tx,
        &Taken {
            source: Source::Sms,
            account_id: taken::account_for(tx, Role::SmsClearing)?,
            amount: charge.amount,
            booked_on: today,
            reference: Some(&charge.key),
            // A phone number is no account that money can go back to.
            payer: None,
            text: &found.claim.number.to_string(),
            standing: (State::Used, Reason::Exact),
            claim_id: Some(charge.claim_id),
            party_id: Some(charge.party_id),
            voucher,
        },
    )?;
    taken::place(tx, payment, charge.claim_id, reason(&receipt.after))?;
    let arrived = Arrived {
        payment,
        amount: charge.amount,
        parts: receipt.allocations,
    };
    tx.touch_claim(charge.claim_id);
    Receipts::new(tx)?.write((&found, &receipt.after), today, Method::Sms, None, &[arrived])?;
    Ok(charge::set_payment(tx, charge.id, payment)?)
}

fn reason(after: &claim::Claim) -> Reason {
    use claim::{Extra, Status, Void};
    match (after.status, after.extra) {
        (Status::Paid, _) => Reason::Exact,
        _ if after.void != Void::No => Reason::ClaimVoid,
        (_, Extra::Overpaid) => Reason::MoreThanClaim,
        (_, Extra::Underpaid) => Reason::LessThanClaim,
        _ => Reason::SeveralPayers,
    }
}

/// The money is back with the member.
fn refunded(tx: &Tx<'_>, charge: &Charge, code: &str) -> Result<(), AppError> {
    if charge.state != ChargeState::Paid {
        return Ok(());
    }
    let Some(payment) = charge.payment_id else { return Ok(()) };
    let asked = taken::standing(tx.conn(), payment)?.is_some_and(|(_, state, _)| state == State::PaidBack);
    if !asked {
        // The provider gave it back on its own: first it leaves the claim.
        take_off(tx, charge, "")?;
    }
    let told = Told { code, ..Told::default() };
    back(tx, charge, payment, (Movement::Refunded, Role::SmsClearing), told, "")
}

/// Books that the money of a payment which was to be given back is back: through the provider, or by hand from `from`.
pub(crate) fn back(
    tx: &Tx<'_>,
    charge: &Charge,
    payment: i64,
    (kind, from): (Movement, Role),
    told: Told<'_>,
    comment: &str,
) -> Result<(), AppError> {
    let text = payment.to_string();
    let voucher = money::book_two_sided(tx, "refund_done", &text, charge.amount, (Role::ToBePaidOut, from), None)?;
    let back = NewMovement {
        kind,
        ..NewMovement::of(Some(payment), charge.amount.negated(), voucher)
    };
    taken::write_movement(tx, &back, tx.actor().today)?;
    charge::move_on(tx, charge.id, ChargeState::Refunded, told)?;
    let values = [("amount", charge.amount.to_string())];
    log(tx, charge.claim_id, "sms_charge_refunded", comment, &values)
}

/// The provider will not give the money back: the charge says so until a person has.
pub(crate) fn refund_refused(tx: &Tx<'_>, id: i64, detail: &str) -> Result<(), AppError> {
    let charge = one(tx, id)?;
    let told = Told {
        code: &charge.code,
        fault: REFUND_REFUSED,
        detail,
    };
    charge::move_on(tx, id, charge.state, told)?;
    let values = [("detail", detail.to_owned())];
    log(tx, charge.claim_id, "sms_charge_refund_refused", "", &values)
}

/// The payment leaves the claim, which is outstanding again, and is to be given back.
pub(crate) fn take_off(tx: &Tx<'_>, charge: &Charge, comment: &str) -> Result<(), AppError> {
    let Some(payment) = charge.payment_id else { return Ok(()) };
    let hand = payment::hand(tx.conn(), payment)?.ok_or_else(|| Refusal::NoSuchPayment {
        wanted: payment.to_string(),
    })?;
    payments::take_off(tx, &hand, charge.claim_id, comment)?;
    let voucher = money::book_two_sided(tx, "refund_asked", &payment.to_string(), charge.amount, money::REFUND_ASKED, None)?;
    let asked = NewMovement {
        kind: Movement::RefundAsked,
        ..NewMovement::of(Some(payment), charge.amount.negated(), voucher)
    };
    taken::write_movement(tx, &asked, tx.actor().today)?;
    Ok(taken::give_back(tx, payment, charge.amount)?)
}

/// Where the message of a charge stands follows its outbox row.
pub(crate) fn message_state(state: ChargeState) -> MessageState {
    match state {
        ChargeState::Asked => MessageState::Queued,
        ChargeState::UnderWay => MessageState::Handed,
        ChargeState::Uncertain => MessageState::Unknown,
        ChargeState::Paid | ChargeState::Refunded => MessageState::Delivered,
        ChargeState::Failed => MessageState::Failed,
    }
}
