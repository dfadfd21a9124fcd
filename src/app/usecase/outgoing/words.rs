//! What is due and what was written, in words: the same on the screen and on the command line; and as JSON.

use chrono::NaiveDateTime;
use serde_json::{Value as Json, json};

use super::due::{DueItem, Group, LeftOut, Source, Why};
use super::receipts::{self, Understood};
use super::{OutFile, OutItem};
use crate::app::texts::{Arg, Texts};
use crate::app::{AppError, clock};
use crate::domain::account::{Country, display};
use crate::domain::money::Money;
use crate::domain::outgoing::OutgoingSums;
use crate::domain::receipt::Verdict;

/// A deadline, to the minute.
pub fn until(deadline: NaiveDateTime) -> String {
    deadline.format("%Y-%m-%d %H:%M").to_string()
}

/// Why something is left out, with the way out.
pub fn why(why: &Why, texts: &Texts) -> String {
    let mut args = Vec::new();
    match why {
        Why::Early(from) => args.push(("from", Arg::Text(from.to_string()))),
        Why::Late(deadline) => args.push(("deadline", Arg::Text(until(*deadline)))),
        Why::Tried(code) => args.push(("code", Arg::Text(receipts::words(code, texts)))),
        Why::NotSent(file) => args.push(("file", Arg::Count(*file))),
        Why::OtherAccount(account) => args.push(("account", Arg::Text(account.clone()))),
        _ => {}
    }
    texts.with(&format!("outgoing-why-{}", why.code()), &args)
}

/// What a group is called: account, format, what it asks for.
pub fn title(group: &Group, country: Country, texts: &Texts) -> String {
    let what = texts.t(&format!("outgoing-family-{}", group.family.code()));
    format!("{what} · {} · {}", group.format_name, display(country, &group.account.number))
}

/// What the account lacks for a group, with the way out; `None`: nothing.
pub fn lacks(group: &Group, texts: &Texts) -> Option<String> {
    let fields: Vec<String> = group.missing.iter().map(|key| texts.t(key)).collect();
    (!fields.is_empty()).then(|| texts.with("outgoing-lacks", &[("fields", Arg::Text(fields.join(", ")))]))
}

/// Counts and sums of what there is, in words.
pub fn sums(sums: &OutgoingSums, texts: &Texts) -> String {
    let mut parts = Vec::new();
    for (key, (count, sum)) in [
        ("outgoing-sum-draws", sums.draws),
        ("outgoing-sum-withdrawn", sums.withdrawn),
        ("outgoing-sum-paid-out", sums.paid_out),
    ] {
        if count > 0 {
            let args = [("count", counted(count)), ("sum", Arg::Money(sum))];
            parts.push(texts.with(key, &args));
        }
    }
    if sums.mandates > 0 {
        parts.push(texts.with("outgoing-sum-agreements", &[("count", counted(sums.mandates))]));
    }
    parts.join(", ")
}

/// A count as it stands in a text.
pub fn counted(count: u64) -> Arg {
    Arg::count(count)
}

fn money(amount: Money) -> String {
    amount.to_string()
}

/// A group as JSON.
///
/// # Errors
/// When its sums overflow.
pub fn group_json(group: &Group, texts: &Texts) -> Result<Json, AppError> {
    Ok(json!({
        "account": group.account.number, "format": group.format, "what": group.family.code(), "until": group.until().map(until),
        "sums": sums_json(&group.sums()?), "missing": group.missing.iter().map(|key| texts.t(key)).collect::<Vec<_>>(),
        "items": group.items.iter().map(item_json).collect::<Vec<_>>(),
        "left_out": group.left_out.iter().map(|left| left_out_json(left, texts)).collect::<Vec<_>>(),
    }))
}

/// Counts and sums as JSON.
pub fn sums_json(sums: &OutgoingSums) -> Json {
    let one = |(count, sum): (u64, Money)| json!({ "count": count, "sum": money(sum) });
    json!({ "draws": one(sums.draws), "withdrawn": one(sums.withdrawn), "pay_outs": one(sums.paid_out), "agreements": sums.mandates })
}

fn item_json(item: &DueItem) -> Json {
    let (claim, refund, reference) = match &item.source {
        Source::Draw(draw) => (Some(draw.number), None, draw.reference.clone()),
        Source::Withdraw(draw) => (Some(draw.number), None, Some(draw.reference.clone())),
        Source::PayOut(out, _) => (out.claim, Some(out.refund), None),
        Source::Agreement(_) => (None, None, None),
    };
    json!({
        "kind": item.kind().code(), "claim": claim, "refund": refund, "label": item.label(), "name": item.name(), "amount": money(item.amount()),
        "on": item.on().map(|on| on.to_string()), "until": item.until.map(until), "reference": reference,
    })
}

fn left_out_json(left: &LeftOut, texts: &Texts) -> Json {
    let mut object = item_json(&left.item);
    if let Some(fields) = object.as_object_mut() {
        fields.insert("reason".to_owned(), json!(left.why.code()));
        fields.insert("message".to_owned(), json!(why(&left.why, texts)));
    }
    object
}

/// A file as JSON.
pub fn file_json(file: &OutFile) -> Json {
    json!({
        "id": file.id, "name": file.name, "format": file.format, "number": file.number, "account": file.account, "state": file.state.code(),
        "created": file.created_on.to_string(), "written_at": clock::iso_moment(file.stored_at), "operator": file.operator,
        "sent_at": file.sent_at.map(clock::iso_moment), "sent_by": file.sent_by, "items": file.items, "sum": money(file.sum), "length": file.length,
    })
}

/// An item of a file as JSON.
pub fn out_item_json(item: &OutItem) -> Json {
    json!({
        "id": item.id, "kind": item.kind.code(), "claim": item.number, "refund": item.refund, "name": item.name, "amount": money(item.amount),
        "on": item.due_on.map(|on| on.to_string()), "reference": item.reference, "payer_number": item.payer_number, "own_reference": item.own_reference,
        "state": item.state.code(), "code": item.code, "detail": item.detail,
    })
}

/// What a receipt list says, as JSON.
pub fn receipt_json(understood: &Understood, texts: &Texts) -> Json {
    let verdict = |verdict| if verdict == Verdict::Accepted { "accepted" } else { "refused" };
    let lines: Vec<Json> = understood
        .receipt
        .said
        .iter()
        .map(|said| {
            let item = said.item.and_then(|at| understood.items.get(at)).map(out_item_json);
            json!({ "line": said.line, "item": item, "verdict": verdict(said.verdict), "code": said.code, "message": receipts::words(&said.code, texts) })
        })
        .collect();
    let unknown: Vec<Json> = understood
        .receipt
        .unknown
        .iter()
        .map(|(line, text)| json!({ "line": line, "text": text }))
        .collect();
    let (accepted, refused, unnamed) = understood.counts();
    json!({
        "file": file_json(&understood.file), "lines": lines, "not_understood": unknown,
        "accepted": accepted, "refused": refused, "not_named": unnamed,
    })
}
