//! `claims import|list|show|annul|credit|discount|drop-line`; what a person does with their money stands in `claims_by_hand`.

use serde_json::json;

use super::args::{Change, ClaimsCommand};
use super::{Context, claims_by_hand, create, lists, note, payments, say, say_json, sending, typed};
use crate::app::columns::claims as claim_columns;
use crate::app::show::ShownClaim;
use crate::app::texts::{Arg, Texts};
use crate::app::usecase::claims::{self, Act, Changed};
use crate::app::usecase::claims_import;
use crate::app::{AppError, Session, query, show, values};

pub(super) fn run(context: &mut Context, command: ClaimsCommand) -> Result<(), AppError> {
    match command {
        ClaimsCommand::Import { file } => {
            let mut session = context.open()?;
            let done = claims_import::import(&mut session, &file)?;
            for warning in &done.warnings {
                note(&warning.words(session.lang));
            }
            let args = [
                ("count", Arg::Count(done.claims)),
                ("parties", Arg::Count(done.parties)),
                ("amount", Arg::Money(done.amount)),
            ];
            note(&context.texts().with("cli-claims-imported", &args));
            Ok(())
        }
        ClaimsCommand::List(args) => lists::list(context, &claim_columns::LIST, &args),
        ClaimsCommand::Show { claim, json } => show_one(context, &claim, json),
        ClaimsCommand::Annul { claim, change } => act(context, &claim, Act::Annul, &change),
        ClaimsCommand::Credit { claim, line, change } => act(context, &claim, Act::Credit { lines: line }, &change),
        ClaimsCommand::DropLine { claim, line, change } => act(context, &claim, Act::DropLine { line }, &change),
        ClaimsCommand::Discount {
            claim,
            line,
            amount,
            text,
            change,
        } => {
            let amount = typed::amount(&amount)?;
            act(context, &claim, Act::Discount { line, amount, text }, &change)
        }
        ClaimsCommand::ByHand(command) => claims_by_hand::run(context, command),
        ClaimsCommand::Sending(command) => sending::claims(context, &command),
        ClaimsCommand::Create(command) => create::run(context, command),
    }
}

pub(super) fn act(context: &mut Context, wanted: &str, act: Act, change: &Change) -> Result<(), AppError> {
    let mut session = context.open()?;
    let id = claims::find(&session, wanted)?;
    let changed = claims::change(&mut session, id, &act, &change.comment, None)?;
    if change.json {
        return say_json(&show::claim_json(&show::claim(&session, id)?)?);
    }
    note(&done_words(&session, &changed));
    payments::tell_refunds(&changed.refunds, session.lang.texts());
    Ok(())
}

fn done_words(session: &Session, changed: &Changed) -> String {
    let t = session.lang.texts();
    let left = changed.after.left().unwrap_or_default();
    let args = [
        ("number", Arg::Count(changed.after.number)),
        ("status", Arg::Text(t.t(&format!("status-{}", changed.after.status.code())))),
        ("left", Arg::Money(left)),
        ("note", Arg::Text(changed.credit_note.clone().unwrap_or_default())),
    ];
    t.with(
        if changed.credit_note.is_some() {
            "done-credit-note"
        } else {
            "done-claim"
        },
        &args,
    )
}

fn show_one(context: &mut Context, wanted: &str, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let shown = show::claim(&session, claims::find(&session, wanted)?)?;
    if as_json {
        return say_json(&show::claim_json(&shown)?);
    }
    let t = session.lang.texts();
    for (column, cell) in claim_columns::LIST.columns.iter().zip(&shown.row.cells) {
        let value = values::shown(column, cell, t);
        if !value.is_empty() {
            say(&format!("{:<24} {value}", query::header(&claim_columns::LIST, column, t)))?;
        }
    }
    say(&format!("\n{}", t.t("claim-lines")))?;
    for line in &shown.detail.claim.lines {
        let mark = if line.dropped { t.t("line-dropped") } else { String::new() };
        say(format!(
            "{:>3}  {:<30} {:>14} {:>12} {:>14} {:>12} {mark}",
            line.no,
            line.text,
            t.money(line.amount),
            t.money(line.discount),
            t.money(line.paid),
            t.money(line.refunded)
        )
        .trim_end())?;
        for part in shown.detail.placed.iter().filter(|part| part.line == line.no) {
            say(&format!(
                "     {:>14}  {} {}",
                t.money(part.amount),
                t.t("payment-title"),
                part.payment_id
            ))?;
        }
    }
    show_handling(&shown, t)?;
    say(&format!("\n{}", t.t("tab-changes")))?;
    if shown.detail.changes.is_empty() {
        say(&t.t("no-changes"))?;
    }
    for change in &shown.detail.changes {
        let at = crate::app::clock::local_minute(change.at_ms);
        say(&format!(
            "{at}  {}  {}  {}",
            change.operator,
            t.t(&format!("action-{}", change.action)),
            change.comment
        ))?;
    }
    say(&format!("\n{}", t.t("tab-transactions")))?;
    if shown.detail.transactions.is_empty() {
        say(&t.t("no-transactions"))?;
    }
    for row in &shown.detail.transactions {
        let on = row.booked_on.map(|date| date.to_string()).unwrap_or_default();
        say(&format!(
            "{on}  {}  {}  {}",
            t.t(&format!("movement-{}", row.kind)),
            t.money(row.amount),
            row.file.clone().unwrap_or_default()
        ))?;
    }
    let links = &shown.detail.links;
    for (key, link) in [("claim-replaces", links.replaces), ("claim-replaced-by", links.replaced_by)] {
        if let Some((_, number)) = link {
            say(&t.with(key, &[("number", Arg::Count(number))]))?;
        }
    }
    if let Some(draft) = links.draft {
        say(&t.with("claim-to-be-replaced", &[("draft", Arg::Count(draft))]))?;
    }
    for credit in &shown.detail.credit_notes {
        say(&json!({ "credit_note": credit.number, "amount": credit.amount.to_string() }).to_string())?;
    }
    Ok(())
}

/// Refunds and messages, where there are some.
fn show_handling(shown: &ShownClaim, t: &Texts) -> Result<(), AppError> {
    if !shown.detail.refunds.is_empty() {
        say(&format!("\n{}", t.t("screen-refunds")))?;
    }
    for refund in &shown.detail.refunds {
        let state = t.t(&format!("refund-state-{}", refund.state.code()));
        say(&format!(
            "{:>3}  {:>14}  {}  {state}",
            refund.id,
            t.money(refund.amount),
            refund.to_account
        ))?;
    }
    if !shown.detail.messages.is_empty() || !shown.detail.sendings.is_empty() {
        say(&format!("\n{}", t.t("tab-messages")))?;
    }
    for one in &shown.detail.sendings {
        let at = crate::app::clock::local_minute(one.at_ms);
        say(&show::sending_line(&at, one, t))?;
    }
    for message in &shown.detail.messages {
        let at = crate::app::clock::local_minute(message.at_ms);
        let state = t.t(&format!("message-state-{}", message.state.code()));
        say(&format!("{at}  {}  {state}  {}", message.number, message.text))?;
    }
    Ok(())
}
