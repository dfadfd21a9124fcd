//! Where money goes that leaves a claim or a payment: the payer's credit, back to who paid, another account. The transactions
//! and the places are written here, for every use case alike.

use std::collections::BTreeMap;

use crate::app::AppError;
use crate::domain::claim::{Claim, Moved, Status, Void, Whereto};
use crate::domain::ledger::{Draft, Role};
use crate::domain::money::Money;
use crate::domain::payment::{Method, Movement, RefundState, Source};
use crate::domain::refusal::Refusal;
use crate::formats;
use crate::store::away::{self, NewAway};
use crate::store::journal::Entry;
use crate::store::refund::{self, NewRefund};
use crate::store::taken::{self, NewMovement};
use crate::store::{StoreError, Tx, claim as table, ledger, payment, refund as refunds};

/// What is known of money that goes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Going<'a> {
    /// The claim it leaves.
    pub claim: Option<i64>,
    /// Whose it is.
    pub party: Option<i64>,
    /// The name that goes with a refund.
    pub name: &'a str,
    /// The ledger account it goes to.
    pub account: Option<&'a str>,
    /// The account it goes back to, where the payer's is not known.
    pub pay_to: Option<&'a str>,
    /// The credit note that belongs to it.
    pub note: Option<i64>,
    /// Why.
    pub comment: &'a str,
}

/// Writes where money went, with its transactions; what is left over again is written with the claim. Answers the refunds.
pub(crate) fn send_off(tx: &Tx<'_>, moved: &[Moved], voucher: i64, seq: i64, going: &Going<'_>) -> Result<Vec<i64>, AppError> {
    let mut asked: BTreeMap<i64, i64> = BTreeMap::new();
    for one in moved.iter().filter(|one| one.to == Whereto::Refund) {
        // Only to who paid; where nobody knows who, to the account that was given.
        let payment = one.payment;
        let given = going.pay_to.map(|typed| payee(tx, typed)).transpose()?;
        let to = match (one.payer.as_str(), given) {
            ("", None) => return Err(Refusal::PayeeMissing { payment }.into()),
            ("", Some(given)) => given,
            (payer, Some(given)) if given != payer => {
                let payer = payer.to_owned();
                return Err(Refusal::PayeeOther { payment, payer }.into());
            }
            (payer, _) => payer.to_owned(),
        };
        let new = NewRefund {
            payment: one.payment,
            claim: going.claim,
            note: going.note,
            amount: one.amount,
            to_account: &to,
            to_name: going.name,
            comment: going.comment,
        };
        let id = refund::add(tx, &new)?;
        log_refund(tx, id, "requested", going.comment)?;
        asked.insert(one.payment, id);
    }
    for one in moved {
        let (kind, party, account) = match one.to {
            Whereto::LeftOver => continue,
            Whereto::Credit => (Movement::Credited, going.party, None),
            Whereto::Refund => (Movement::RefundAsked, None, None),
            Whereto::Fee => (Movement::FeeKept, None, None),
            Whereto::Donation => (Movement::Donated, going.party, None),
            Whereto::Account => (Movement::Transferred, None, going.account),
            Whereto::Reversed => (Movement::Reversed, None, None),
            Whereto::FileUndone => (Movement::FileUndone, None, None),
        };
        let refund = matches!(one.to, Whereto::Refund | Whereto::Fee)
            .then(|| asked.get(&one.payment).copied())
            .flatten();
        let new = NewAway {
            party,
            account,
            refund,
            ..NewAway::of(one.payment, one.to, one.amount, seq)
        };
        away::put(tx, &new)?;
        let movement = NewMovement {
            kind,
            claim: going.claim,
            party,
            account,
            refund,
            ..NewMovement::of(Some(one.payment), one.amount.negated(), voucher)
        };
        taken::write_movement(tx, &movement, tx.actor().today)?;
    }
    Ok(asked.into_values().collect())
}

/// An account that money goes back to, as people write it.
fn payee(tx: &Tx<'_>, typed: &str) -> Result<String, AppError> {
    let country = tx.country()?;
    crate::domain::account::normalise(country, typed).map_err(|_| {
        Refusal::AccountInvalid {
            number: typed.to_owned(),
            country: country.code().to_uppercase(),
        }
        .into()
    })
}

/// Tells the change log where a refund stands.
pub(crate) fn log_refund(tx: &Tx<'_>, id: i64, action: &'static str, comment: &str) -> Result<i64, AppError> {
    let now = refunds::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchRefund { wanted: id.to_string() })?;
    let is = serde_json::json!({
        "state": now.state.code(), "amount": now.amount.to_string(), "to": now.to_account, "payment": now.payment,
    });
    let was = serde_json::json!({ "state": RefundState::Requested.code() }).to_string();
    Ok(tx.log(&Entry {
        kind: "refund",
        id,
        action,
        comment,
        before: (action != "requested").then_some(was.as_str()),
        after: Some(&is.to_string()),
    })?)
}

/// Puts a part of a payment, left over or a payer's credit (`from`), on a claim, and writes it.
pub(crate) fn put_on(
    tx: &Tx<'_>,
    before: &Claim,
    (payment, payer): (i64, &str),
    amount: Money,
    from: Whereto,
    comment: &str,
) -> Result<(Claim, i64), AppError> {
    let decision = crate::domain::claim::place(before, payment, payer, amount, from).map_err(StoreError::from)?;
    let saved = table::save_decision(tx, before, &decision, comment, None)?;
    let voucher = saved.voucher.ok_or(StoreError::Invariant {
        what: "payment-movement",
        id: payment,
    })?;
    let movement = NewMovement {
        kind: if from == Whereto::Credit {
            Movement::CreditUsed
        } else {
            Movement::Allocated
        },
        claim: Some(before.id),
        ..NewMovement::of(Some(payment), amount, voucher)
    };
    taken::write_movement(tx, &movement, tx.actor().today)?;
    if from == Whereto::LeftOver {
        payment::change_use(tx, payment, amount)?;
    }
    restate(tx, before, &decision.after)?;
    Ok((decision.after, saved.seq))
}

/// What the list shows of a claim's payments follows what stands on it: when it was paid, how, and by whom.
pub(crate) fn restate(tx: &Tx<'_>, before: &Claim, after: &Claim) -> Result<(), AppError> {
    if before.placed == after.placed && before.status == after.status {
        return Ok(());
    }
    let head = table::head_of(tx.conn(), after.id)?;
    let (mut methods, mut last_on, mut payer) = (Vec::new(), None, None);
    for placed in &after.placed {
        let Some(hand) = payment::hand(tx.conn(), placed.payment)? else {
            continue;
        };
        methods.push(method_of(&hand));
        last_on = last_on.max(Some(hand.booked_on));
        if !hand.payer.is_empty() {
            payer = Some(hand.payer);
        }
    }
    let known = head.as_ref().and_then(|head| head.method);
    let method = match methods.first().copied() {
        None => None,
        // Where the counter took it, only the claim knows how.
        Some(_) if methods.contains(&None) => known,
        Some(first) if methods.iter().all(|method| *method == first) => first,
        Some(_) => Some(Method::Mixed),
    };
    let was_paid_on = table::paid_on(tx.conn(), after.id)?;
    let paid_on = match after.status {
        Status::Paid => was_paid_on
            .filter(|_| before.status == Status::Paid || before.settled.is_some())
            .or(last_on),
        Status::ManualHandling => was_paid_on.filter(|_| after.settled.is_some() || after.void != Void::No),
        Status::Refunded | Status::Credited => was_paid_on,
        Status::Unpaid | Status::Annulled => None,
    };
    Ok(table::restate(tx, after.id, paid_on, method, payer.as_deref())?)
}

/// In which way a payment was paid, where that can be told from it.
fn method_of(hand: &payment::Hand) -> Option<Method> {
    match hand.source {
        Source::Mobile => Some(Method::Mobile),
        Source::Counter => None,
        Source::Sms => Some(Method::Sms),
        Source::BankFile => {
            let (kind, format) = &hand.kind;
            let codec = format.as_deref().and_then(formats::by_id);
            Some(codec.map_or(Method::Bank, |codec| (codec.method)(kind)))
        }
    }
}

/// Money on its way back: no longer placed anywhere, to be paid out.
pub(crate) const REFUND_ASKED: (Role, Role) = (Role::NotPlaced, Role::ToBePaidOut);

/// A voucher that moves an amount from one account to another: debit and credit. `named`: the ledger account that stands for
/// [`Role::Bank`]. Answers its key.
pub(crate) fn book_two_sided(
    tx: &Tx<'_>,
    kind: &str,
    text: &str,
    amount: Money,
    (debit, credit): (Role, Role),
    named: Option<&str>,
) -> Result<i64, AppError> {
    let mut draft = Draft::default();
    draft.debit(debit, amount)?;
    draft.credit(credit, amount)?;
    let voucher = ledger::open_voucher(tx, kind, text, tx.actor().today)?;
    ledger::post(tx, voucher, &draft, named)?;
    Ok(voucher)
}

/// Books money that was not placed, and now goes somewhere; `named`: the ledger account that it goes to. Answers the voucher.
pub(crate) fn book_off(tx: &Tx<'_>, kind: &str, payment: i64, moved: &[Moved], named: Option<&str>) -> Result<i64, AppError> {
    let mut draft = Draft::default();
    for one in moved {
        draft.debit(Role::NotPlaced, one.amount)?;
        draft.credit(one.to.role(), one.amount)?;
    }
    if draft.is_empty() {
        return Ok(payment::voucher_of(tx.conn(), payment)?);
    }
    let voucher = ledger::open_voucher(tx, kind, &payment.to_string(), tx.actor().today)?;
    ledger::post(tx, voucher, &draft, named)?;
    Ok(voucher)
}

/// The ledger account that money may be moved to by hand: in the chart, and none that the program keeps itself.
pub(crate) fn account_of(tx: &Tx<'_>, code: &str) -> Result<String, AppError> {
    let refused = || Refusal::LedgerAccount { account: code.to_owned() };
    let found = ledger::role_of(tx.conn(), code.trim())?.ok_or_else(refused)?;
    let kept = [
        Role::Receivables,
        Role::Bank,
        Role::MobileClearing,
        Role::NotPlaced,
        Role::PayerCredit,
        Role::WrittenOff,
        Role::ToBePaidOut,
        Role::OutputVat,
        Role::Cash,
        Role::CardClearing,
    ];
    if found.is_some_and(|role| kept.contains(&role)) || ledger::is_bank(tx.conn(), code.trim())? {
        return Err(refused().into());
    }
    Ok(code.trim().to_owned())
}
