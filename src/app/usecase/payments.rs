//! What a person does with a payment that is left over, whole or in part: the acts of the matching desk. Each is one transaction
//! with its comment in the change log; where the desk gives none, the reasons of the match are the comment.

use chrono::NaiveDate;

use super::claims::{Target, find_in, loaded, required};
use super::money::{self, Going};
use crate::app::{AppError, Session};
use crate::domain::claim::{self, Claim, Moved, Whereto};
use crate::domain::ledger::Role;
use crate::domain::money::Money;
use crate::domain::payment::{Movement, Reason, RefundState, Source, Stage, State, stage_of};
use crate::domain::refusal::Refusal;
use crate::store::away::{self, NewAway};
use crate::store::journal::Entry;
use crate::store::payment::{self, Hand};
use crate::store::taken::{self, NewMovement};
use crate::store::{StoreError, Tx, candidates, claim as table, party, refund};

/// One claim that a payment goes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The claim's number or reference.
    pub claim: String,
    /// How much; nothing: as much as there is and fits.
    pub amount: Option<Money>,
    /// What was left on the claim as the person saw it.
    pub seen_left: Option<Money>,
}

/// What is done with a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentAct {
    /// Puts it on claims, in this order. With `write_off`, what is left of them then is given up, and they are approved.
    Match {
        /// Which claims.
        parts: Vec<Part>,
        /// Whether the difference is given up.
        write_off: bool,
    },
    /// Puts it on the open claims of a party, the oldest first; the party's number.
    Oldest {
        /// Whose.
        party: String,
    },
    /// Takes it off a claim again.
    Unmatch {
        /// Which.
        claim: String,
    },
    /// What is left over goes elsewhere: a party's credit, a donation, another account, back to who paid. Money that went out: to the
    /// account that bears it, as a whole.
    Send {
        /// Where to.
        to: Target,
        /// Whose credit: the party's number; nothing: the one that the reference or the payer's account tells.
        party: Option<String>,
        /// How much; nothing: all that is left over.
        amount: Option<Money>,
    },
    /// What went elsewhere by hand, and is still there, is left over again.
    Recall,
    /// Puts it aside.
    Park {
        /// Why.
        note: String,
        /// Who looks at it.
        owner: String,
        /// When.
        until: Option<NaiveDate>,
        /// Whether the person saw that it was put aside already, so that the note that stands may be replaced.
        replaces: bool,
    },
    /// Takes it up again.
    Unpark,
    /// Money that went out: the bank took back this payment (charge-back).
    Reverses {
        /// Which payment.
        payment: i64,
    },
    /// Money that went out: it is this refund.
    IsRefund {
        /// Which refund.
        refund: i64,
    },
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handled {
    /// Key of the payment.
    pub payment: i64,
    /// What is left over of it now.
    pub left: Money,
    /// How far it has come.
    pub state: State,
    /// The claims that were touched, as they are now.
    pub claims: Vec<Claim>,
    /// The refunds it asked for.
    pub refunds: Vec<i64>,
    /// What the change log calls it.
    pub action: &'static str,
}

/// Does it. `seen`: what was left over as the person saw it.
///
/// # Errors
/// [`Refusal::CommentMissing`], [`Refusal::NoSuchPayment`], [`Refusal::PaymentChanged`], and the refusals of the act.
pub fn handle(session: &mut Session, id: i64, act: &PaymentAct, comment: &str, seen: Option<Money>) -> Result<Handled, AppError> {
    let comment = required(comment)?;
    let limit = session.terms()?.write_off_limit;
    let done = session.write(|tx| {
        let hand = held(tx, id)?;
        if seen.is_some_and(|seen| hand.left().is_ok_and(|left| left != seen)) {
            return Err(Refusal::PaymentChanged { payment: id }.into());
        }
        handle_in(tx, &hand, act, &comment, limit)
    })?;
    tracing::info!(payment = id, action = done.action, "payment handled");
    Ok(done)
}

fn held(tx: &Tx<'_>, id: i64) -> Result<Hand, AppError> {
    payment::hand(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchPayment { wanted: id.to_string() }.into())
}

fn handle_in(tx: &Tx<'_>, hand: &Hand, act: &PaymentAct, comment: &str, limit: Money) -> Result<Handled, AppError> {
    let mut done = Handled {
        payment: hand.id,
        left: Money::ZERO,
        state: hand.state,
        claims: Vec::new(),
        refunds: Vec::new(),
        action: "allocated",
    };
    match act {
        PaymentAct::Match { parts, write_off } => {
            done.claims = match_all(tx, hand, parts, write_off.then_some(limit), comment)?;
        }
        PaymentAct::Oldest { party } => {
            done.claims = match_oldest(tx, hand, party, comment)?;
        }
        PaymentAct::Unmatch { claim } => {
            done.action = "unallocated";
            let id = find_in(tx.conn(), claim)?;
            done.claims.push(take_off(tx, hand, id, comment)?);
        }
        PaymentAct::Send { to, party, amount } => {
            done.action = send_action(to);
            done.refunds = send(tx, hand, to, party.as_deref(), *amount, comment)?;
        }
        PaymentAct::Recall => {
            done.action = "recalled";
            recall(tx, hand, comment)?;
        }
        PaymentAct::Park {
            note,
            owner,
            until,
            replaces,
        } => {
            done.action = "parked";
            if hand.state == State::Parked && !replaces {
                return Err(Refusal::PaymentChanged { payment: hand.id }.into());
            }
            park(tx, hand, note, owner.trim(), *until, comment)?;
        }
        PaymentAct::Unpark => {
            done.action = "unparked";
            refuse_orders(hand)?;
            let seq = log(tx, hand, "unparked", comment, &serde_json::json!({}))?;
            payment::unpark(tx, hand.id, seq)?;
        }
        PaymentAct::Reverses { payment } => {
            done.action = "reversed";
            done.claims = reverse(tx, hand, *payment, comment)?;
        }
        PaymentAct::IsRefund { refund } => {
            done.action = "refund_paid";
            is_refund(tx, hand, *refund, comment)?;
        }
    }
    let now = held(tx, hand.id)?;
    done.left = now.left()?;
    done.state = now.state;
    if matches!(
        act,
        PaymentAct::Match { .. } | PaymentAct::Oldest { .. } | PaymentAct::Unmatch { .. }
    ) {
        let claims: Vec<i64> = done.claims.iter().map(|claim| claim.number).collect();
        log(
            tx,
            hand,
            done.action,
            comment,
            &serde_json::json!({ "claims": claims, "left": done.left.to_string() }),
        )?;
    }
    // What was put aside and is used up now waits no more.
    if done.left.is_zero() && hand.state == State::Parked && !matches!(act, PaymentAct::Unpark | PaymentAct::Park { .. }) {
        payment::unpark(tx, hand.id, tx.last_seq())?;
    }
    Ok(done)
}

/// Puts a payment on claims, in this order.
fn match_all(tx: &Tx<'_>, hand: &Hand, parts: &[Part], limit: Option<Money>, comment: &str) -> Result<Vec<Claim>, AppError> {
    free(hand)?;
    let mut claims: Vec<Claim> = Vec::new();
    for part in parts {
        let now = loaded(tx, find_in(tx.conn(), &part.claim)?)?;
        let left = now.left()?;
        if part.seen_left.is_some_and(|seen| seen != left) {
            return Err(Refusal::ChangedMeanwhile { number: now.number }.into());
        }
        let after = match_one(tx, hand.id, now.id, part.amount, limit, comment)?;
        // A claim that is named twice is told once, as it is now.
        claims.retain(|known| known.id != after.id);
        claims.push(after);
    }
    Ok(claims)
}

/// Puts a payment on the open claims of a party, the oldest first, as far as it goes.
fn match_oldest(tx: &Tx<'_>, hand: &Hand, party: &str, comment: &str) -> Result<Vec<Claim>, AppError> {
    free(hand)?;
    let unknown = || Refusal::NoSuchParty { wanted: party.to_owned() };
    let key = party::by_number(tx.conn(), party)?.ok_or_else(unknown)?;
    let mut claims = Vec::new();
    for (claim, _) in table::open_of(tx.conn(), key.id)? {
        if !held(tx, hand.id)?.left()?.is_positive() {
            break;
        }
        claims.push(match_one(tx, hand.id, claim, None, None, comment)?);
    }
    if claims.is_empty() {
        return Err(Refusal::NothingOpen { party: key.name }.into());
    }
    Ok(claims)
}

/// Puts a payment aside; without a note of its own the comment is it.
fn park(tx: &Tx<'_>, hand: &Hand, note: &str, owner: &str, until: Option<NaiveDate>, comment: &str) -> Result<(), AppError> {
    refuse_orders(hand)?;
    if hand.left()?.is_zero() {
        return Err(Refusal::PaymentUsed { payment: hand.id }.into());
    }
    let note = if note.trim().is_empty() { comment } else { note.trim() };
    let is = serde_json::json!({ "note": note, "owner": owner, "until": until.map(|on| on.to_string()) });
    let seq = log(tx, hand, "parked", comment, &is)?;
    Ok(payment::park(tx, hand.id, note, owner, until, seq)?)
}

fn log(tx: &Tx<'_>, hand: &Hand, action: &'static str, comment: &str, after: &serde_json::Value) -> Result<i64, AppError> {
    let was = serde_json::json!({ "state": hand.state.code(), "left": hand.left()?.to_string() }).to_string();
    Ok(tx.log(&Entry {
        kind: "payment",
        id: hand.id,
        action,
        comment,
        before: Some(&was),
        after: Some(&after.to_string()),
    })?)
}

/// Money of orders is handled on its order.
fn refuse_orders(hand: &Hand) -> Result<(), Refusal> {
    let is_ours = matches!(hand.source, Source::BankFile | Source::Sms);
    if is_ours && !matches!(hand.state, State::Undone | State::PaidBack) {
        Ok(())
    } else {
        Err(Refusal::PaymentOfOrder { payment: hand.id })
    }
}

/// Whether something came in and is left over.
fn free(hand: &Hand) -> Result<Money, AppError> {
    let payment = hand.id;
    refuse_orders(hand)?;
    if hand.amount.is_negative() {
        return Err(Refusal::PaymentWentOut { payment }.into());
    }
    let left = hand.left()?;
    if !left.is_positive() {
        return Err(Refusal::PaymentUsed { payment }.into());
    }
    Ok(left)
}

/// Puts a payment on one claim. With `write_off` (the operator's limit), what is left of the claim then is given up, and it is
/// approved: full payment with a difference.
fn match_one(tx: &Tx<'_>, id: i64, claim: i64, amount: Option<Money>, write_off: Option<Money>, comment: &str) -> Result<Claim, AppError> {
    let hand = held(tx, id)?;
    let left = free(&hand)?;
    let before = loaded(tx, claim)?;
    let amount = match amount {
        Some(amount) => amount,
        None => left.min(before.left()?),
    };
    if amount > left {
        return Err(Refusal::MoreThanLeftOver { payment: id, amount, left }.into());
    }
    let (mut after, _) = money::put_on(tx, &before, (id, &hand.payer), amount, Whereto::LeftOver, comment)?;
    candidates::learn_payer(tx, &hand.payer, claim, id)?;
    if let (Some(limit), true) = (write_off, after.left()?.is_positive()) {
        for act in [claim::write_off(&after, limit), Ok(after_approved(&after, limit)?)] {
            let decision = act.map_err(StoreError::from)?;
            table::save_decision(tx, &after, &decision, comment, None)?;
            money::restate(tx, &after, &decision.after)?;
            after = decision.after;
        }
    }
    Ok(after)
}

/// The approval of a claim as it is when what is left of it is given up.
fn after_approved(claim: &Claim, limit: Money) -> Result<claim::Decision, AppError> {
    let given_up = claim::write_off(claim, limit).map_err(StoreError::from)?.after;
    Ok(claim::approve(&given_up).map_err(StoreError::from)?)
}

/// Takes a payment off a claim; see [`claim::unplace`].
/// Takes a payment off a claim, all that stands there of it: it is left over again.
pub(crate) fn take_off(tx: &Tx<'_>, hand: &Hand, claim: i64, comment: &str) -> Result<Claim, AppError> {
    refuse_orders(hand)?;
    let before = loaded(tx, claim)?;
    let decision = claim::unplace(&before, hand.id).map_err(StoreError::from)?;
    // It came here without a person: nothing else explains where it stands then.
    if stage_of(hand.reason) == Stage::Claim || hand.reason == Reason::PartyExact {
        payment::reason_undone(tx, hand.id)?;
    }
    table::save_decision(tx, &before, &decision, comment, None)?;
    money::restate(tx, &before, &decision.after)?;
    Ok(decision.after)
}

fn send_action(to: &Target) -> &'static str {
    match to {
        Target::Credit => "kept_as_credit",
        Target::Donation => "made_donation",
        Target::Account(_) => "moved_to_account",
        Target::Payer(_) => "refund_asked",
        Target::Claim(_) => "allocated",
    }
}

/// Money that went out and is neither a refund nor a payment taken back, such as what the bank charges: the account of the ledger that
/// bears it. All of it, since what went out is used or not.
fn charge(tx: &Tx<'_>, out: &Hand, code: &str, amount: Option<Money>, comment: &str) -> Result<(), AppError> {
    gone_out(out)?;
    let (payment, left) = (out.id, out.amount.negated());
    if amount.is_some_and(|amount| amount != left) {
        return Err(Refusal::PaymentOutWhole { payment, left }.into());
    }
    let account = money::account_of(tx, code)?;
    let action = send_action(&Target::Account(String::new()));
    let sides = (Whereto::Account.role(), Role::NotPlaced);
    let voucher = money::book_two_sided(tx, action, &payment.to_string(), left, sides, Some(&account))?;
    let is = serde_json::json!({ "amount": out.amount.to_string(), "account": account });
    let seq = log(tx, out, action, comment, &is)?;
    let new = NewAway {
        account: Some(&account),
        ..NewAway::of(payment, Whereto::Account, left, seq)
    };
    away::put(tx, &new)?;
    payment::change_use(tx, payment, out.amount)?;
    let movement = NewMovement {
        kind: Movement::Transferred,
        account: Some(&account),
        ..NewMovement::of(Some(payment), left, voucher)
    };
    Ok(taken::write_movement(tx, &movement, tx.actor().today)?)
}

/// Sends what is left over elsewhere.
fn send(tx: &Tx<'_>, hand: &Hand, to: &Target, party: Option<&str>, amount: Option<Money>, comment: &str) -> Result<Vec<i64>, AppError> {
    if let (Target::Account(code), true) = (to, hand.amount.is_negative()) {
        charge(tx, hand, code, amount, comment)?;
        return Ok(Vec::new());
    }
    let left = free(hand)?;
    let amount = amount.unwrap_or(left);
    if !amount.is_positive() || amount > left {
        return Err(Refusal::MoreThanLeftOver {
            payment: hand.id,
            amount,
            left,
        }
        .into());
    }
    if let Target::Claim(claim) = to {
        let claim = find_in(tx.conn(), claim)?;
        match_one(tx, hand.id, claim, Some(amount), None, comment)?;
        return Ok(Vec::new());
    }
    let account = match to {
        Target::Account(code) => Some(money::account_of(tx, code)?),
        _ => None,
    };
    let whose = match (to, party) {
        (_, Some(number)) => Some(party::by_number(tx.conn(), number)?.ok_or_else(|| Refusal::NoSuchParty { wanted: number.to_owned() })?),
        (Target::Credit | Target::Payer(_), None) => party::of_payment(tx.conn(), hand.id)?,
        _ => None,
    };
    let pay_to = match to {
        Target::Payer(given) => given.as_deref(),
        _ => None,
    };
    let whereto = match to {
        Target::Credit if whose.is_none() => return Err(Refusal::PartyMissing { payment: hand.id }.into()),
        Target::Credit => Whereto::Credit,
        Target::Donation => Whereto::Donation,
        Target::Account(_) => Whereto::Account,
        Target::Payer(_) | Target::Claim(_) => Whereto::Refund,
    };
    let moved = [Moved {
        payment: hand.id,
        payer: hand.payer.clone(),
        amount,
        to: whereto,
    }];
    let voucher = money::book_off(tx, send_action(to), hand.id, &moved, account.as_deref())?;
    let is = serde_json::json!({
        "amount": amount.to_string(), "party": whose.as_ref().map(|party| party.number.clone()), "account": account,
    });
    let seq = log(tx, hand, send_action(to), comment, &is)?;
    let going = Going {
        party: whose.as_ref().map(|party| party.id),
        name: whose.as_ref().map_or("", |party| party.name.as_str()),
        account: account.as_deref(),
        pay_to,
        comment,
        ..Going::default()
    };
    let refunds = money::send_off(tx, &moved, voucher, seq, &going)?;
    payment::change_use(tx, hand.id, amount)?;
    Ok(refunds)
}

/// What was kept as credit, given or moved by hand, and is still there, is left over again.
fn recall(tx: &Tx<'_>, hand: &Hand, comment: &str) -> Result<(), AppError> {
    refuse_orders(hand)?;
    let there = away::of_payment(tx.conn(), hand.id)?;
    let back: Vec<_> = there
        .into_iter()
        .filter(|away| matches!(away.to, Whereto::Credit | Whereto::Donation | Whereto::Account))
        .collect();
    if back.is_empty() {
        return Err(Refusal::NothingToRecall { payment: hand.id }.into());
    }
    let sum = Money::sum(back.iter().map(|away| away.amount))?;
    let seq = log(tx, hand, "recalled", comment, &serde_json::json!({ "amount": sum.to_string() }))?;
    for one in &back {
        // What came in was credited there; what went out was debited.
        let (there, here) = (one.to.role(), Role::NotPlaced);
        let (sides, amount) = if hand.amount.is_negative() {
            ((here, there), one.amount.negated())
        } else {
            ((there, here), one.amount)
        };
        let voucher = money::book_two_sided(tx, "recalled", &hand.id.to_string(), one.amount, sides, one.account.as_deref())?;
        away::take(tx, one, one.amount, seq)?;
        payment::change_use(tx, hand.id, amount.negated())?;
        let movement = NewMovement {
            kind: Movement::TakenOff,
            party: one.party,
            account: one.account.as_deref(),
            ..NewMovement::of(Some(hand.id), amount, voucher)
        };
        taken::write_movement(tx, &movement, tx.actor().today)?;
    }
    Ok(())
}

/// The bank took a payment back: it leaves its claims, and the two are set against each other.
fn reverse(tx: &Tx<'_>, out: &Hand, payment: i64, comment: &str) -> Result<Vec<Claim>, AppError> {
    gone_out(out)?;
    let came = held(tx, payment)?;
    refuse_orders(&came)?;
    let amount = out.amount.negated();
    let mut claims = Vec::new();
    for claim in table::standing_of(tx.conn(), payment)? {
        if held(tx, payment)?.left()? >= amount {
            break;
        }
        claims.push(take_off(tx, &held(tx, payment)?, claim, comment)?);
    }
    let left = held(tx, payment)?.left()?;
    if left < amount {
        return Err(Refusal::MoreThanLeftOver { payment, amount, left }.into());
    }
    let seq = log(
        tx,
        out,
        "reversed",
        comment,
        &serde_json::json!({ "payment": payment, "amount": amount.to_string() }),
    )?;
    log(
        tx,
        &came,
        "reversed",
        comment,
        &serde_json::json!({ "by": out.id, "amount": amount.to_string() }),
    )?;
    let new = NewAway {
        other: Some(out.id),
        ..NewAway::of(payment, Whereto::Reversed, amount, seq)
    };
    away::put(tx, &new)?;
    payment::change_use(tx, payment, amount)?;
    payment::change_use(tx, out.id, out.amount)?;
    let voucher = payment::voucher_of(tx.conn(), out.id)?;
    let movement = NewMovement {
        kind: Movement::Reversed,
        ..NewMovement::of(Some(payment), amount.negated(), voucher)
    };
    taken::write_movement(tx, &movement, out.booked_on)?;
    Ok(claims)
}

fn gone_out(out: &Hand) -> Result<(), AppError> {
    let payment = out.id;
    refuse_orders(out)?;
    if !out.amount.is_negative() {
        return Err(Refusal::PaymentCameIn { payment }.into());
    }
    if out.left()?.is_zero() {
        return Err(Refusal::PaymentUsed { payment }.into());
    }
    Ok(())
}

/// Money that went out is a refund that was asked for: it is done, and the bank said so.
fn is_refund(tx: &Tx<'_>, out: &Hand, id: i64, comment: &str) -> Result<(), AppError> {
    gone_out(out)?;
    let asked = refund::load(tx.conn(), id)?.ok_or_else(|| Refusal::NoSuchRefund { wanted: id.to_string() })?;
    let amount = out.amount.negated();
    if amount != asked.amount {
        let (number, left) = (id, asked.amount);
        return Err(Refusal::RefundDiffers {
            refund: number,
            amount,
            asked: left,
        }
        .into());
    }
    if asked.state == RefundState::Done && !refund::has_line(tx.conn(), id)? {
        super::refunds::line_of_done(tx, &asked, out.id)?;
    } else {
        super::refunds::step(tx, &asked, RefundState::Done, comment, Some(out.id))?;
    }
    payment::change_use(tx, out.id, out.amount)?;
    log(tx, out, "refund_paid", comment, &serde_json::json!({ "refund": id }))?;
    Ok(())
}
