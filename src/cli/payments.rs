//! `payments list|suggest|show|match|oldest|unmatch|send|recall|park|unpark|reverses|is-refund`.

use serde_json::json;

use super::args::Change;
use super::args_handling::PaymentsCommand;
use super::{Context, lists, note, say, say_json, suggest, typed};
use crate::app::columns::payments::LIST;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::payments::{self, Handled, PaymentAct};
use crate::app::{AppError, payment_view, query, values};

pub(super) fn run(context: &mut Context, command: PaymentsCommand) -> Result<(), AppError> {
    let (payment, act, change) = match command {
        PaymentsCommand::List(args) => return lists::list(context, &LIST, &args),
        PaymentsCommand::Suggest { payment, search, json } => return suggest::run(context, typed::key(&payment)?, &search, json),
        PaymentsCommand::Show { payment, json } => return show(context, typed::key(&payment)?, json),
        PaymentsCommand::Match {
            payment,
            claim,
            write_off,
            change,
        } => {
            let parts = claim.iter().map(|given| typed::part(given)).collect::<Result<_, _>>()?;
            (payment, PaymentAct::Match { parts, write_off }, change)
        }
        PaymentsCommand::Oldest { payment, party, change } => (payment, PaymentAct::Oldest { party }, change),
        PaymentsCommand::Unmatch { payment, claim, change } => (payment, PaymentAct::Unmatch { claim }, change),
        PaymentsCommand::Send {
            payment,
            to,
            party,
            amount,
            change,
        } => {
            let (to, amount) = (typed::target(&to)?, typed::some_amount(amount.as_deref())?);
            (payment, PaymentAct::Send { to, party, amount }, change)
        }
        PaymentsCommand::Recall { payment, change } => (payment, PaymentAct::Recall, change),
        PaymentsCommand::Park {
            payment,
            note,
            owner,
            until,
            comment,
            json,
        } => {
            let until = until.as_deref().map(typed::date).transpose()?;
            let comment = comment.unwrap_or_else(|| note.clone());
            (
                payment,
                PaymentAct::Park {
                    note,
                    owner,
                    until,
                    replaces: true,
                },
                Change { comment, json },
            )
        }
        PaymentsCommand::Unpark { payment, change } => (payment, PaymentAct::Unpark, change),
        PaymentsCommand::Reverses {
            payment,
            taken_back,
            change,
        } => {
            let payment_back = typed::key(&taken_back)?;
            (payment, PaymentAct::Reverses { payment: payment_back }, change)
        }
        PaymentsCommand::IsRefund { payment, refund, change } => {
            let refund = typed::key(&refund)?;
            (payment, PaymentAct::IsRefund { refund }, change)
        }
    };
    handle(context, typed::key(&payment)?, &act, &change)
}

fn handle(context: &mut Context, id: i64, act: &PaymentAct, change: &Change) -> Result<(), AppError> {
    let mut session = context.open()?;
    let done = payments::handle(&mut session, id, act, &change.comment, None)?;
    if change.json {
        return say_json(&handled_json(&done));
    }
    let t = session.lang.texts();
    let args = [
        ("payment", Arg::Text(id.to_string())),
        ("state", Arg::Text(t.t(&format!("state-{}", done.state.code())))),
        ("left", Arg::Money(done.left)),
    ];
    note(&t.with("done-payment", &args));
    for claim in &done.claims {
        let args = [
            ("number", Arg::Count(claim.number)),
            ("status", Arg::Text(t.t(&format!("status-{}", claim.status.code())))),
            ("left", Arg::Money(claim.left().unwrap_or_default())),
            ("note", Arg::Text(String::new())),
        ];
        note(&t.with("done-claim", &args));
    }
    tell_refunds(&done.refunds, t);
    Ok(())
}

/// The refunds that were asked for.
pub(super) fn tell_refunds(refunds: &[i64], t: &Texts) {
    if !refunds.is_empty() {
        let numbers: Vec<String> = refunds.iter().map(ToString::to_string).collect();
        note(&t.with("done-refunds-asked", &[("refunds", Arg::Text(numbers.join(", ")))]));
    }
}

fn handled_json(done: &Handled) -> serde_json::Value {
    let claims: Vec<serde_json::Value> = done
        .claims
        .iter()
        .map(|claim| {
            json!({
                "number": claim.number, "status": claim.status.code(),
                "left": claim.left().unwrap_or_default().to_string(), "paid": claim.paid.to_string(),
            })
        })
        .collect();
    json!({
        "payment": done.payment, "action": done.action, "state": done.state.code(), "left": done.left.to_string(), "claims": claims,
        "refunds": done.refunds,
    })
}

fn show(context: &mut Context, id: i64, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let shown = payment_view::payment(&session, id)?;
    if as_json {
        return say_json(&payment_view::payment_json(&shown));
    }
    let t = session.lang.texts();
    for (column, cell) in LIST.columns.iter().zip(&shown.row.cells) {
        let value = values::shown(column, cell, t);
        if !value.is_empty() {
            say(&format!("{:<24} {value}", query::header(&LIST, column, t)))?;
        }
    }
    say(&format!("\n{}", t.t("payment-where")))?;
    if shown.placed.is_empty() && shown.away.is_empty() {
        say(&t.t("payment-used-for-nothing"))?;
    }
    for part in &shown.placed {
        say(&format!(
            "{:>14}  {} {}  {}  {}",
            t.money(part.amount),
            t.t("claim-title"),
            part.claim,
            part.text,
            part.ledger
        ))?;
    }
    for (away, state) in &shown.away {
        let account = away.account.clone().unwrap_or_default();
        let refund = match (away.refund, state) {
            (Some(refund), Some(state)) => format!("{} {refund}: {}", t.t("record-refund"), t.t(&format!("refund-state-{state}"))),
            _ => String::new(),
        };
        let words = t.t(&format!("whereto-{}", away.to.code()));
        say(format!("{:>14}  {words}  {account}{refund}", t.money(away.amount)).trim_end())?;
    }
    say(&format!("\n{}", t.t("tab-transactions")))?;
    for (row, claim) in &shown.transactions {
        let on = row.booked_on.map(|date| date.to_string()).unwrap_or_default();
        let claim = claim.map(|number| format!("{} {number}", t.t("claim-title"))).unwrap_or_default();
        let what = t.t(&format!("movement-{}", row.kind));
        say(format!("{on}  {:>14}  {what}  {claim}", t.money(row.amount)).trim_end())?;
    }
    Ok(())
}
