//! `payments suggest`: what the matching desk shows for a payment.

use serde_json::{Value as Json, json};

use super::{Context, say, say_json};
use crate::app::AppError;
use crate::app::desk::{self, Desk};
use crate::app::texts::{Arg, Texts};

pub(super) fn run(context: &mut Context, payment: i64, search: &str, as_json: bool) -> Result<(), AppError> {
    let mut session = context.open()?;
    desk::learn(&mut session)?;
    let found = desk::desk(&session, payment, search)?;
    let texts = session.lang.texts();
    if as_json {
        return say_json(&to_json(&found));
    }
    if let Some((number, status)) = found.closed {
        let status = Arg::Text(texts.t(&format!("status-{}", status.code())));
        say(&texts.with("desk-closed", &[("number", Arg::Count(number)), ("status", status)]))?;
    }
    for line in lines(&found, texts) {
        say(&line)?;
    }
    Ok(())
}

fn lines(found: &Desk, texts: &Texts) -> Vec<String> {
    let refunds = found.refunds.iter().map(|refund| desk::refund_words(refund, texts));
    let back = found.takes_back.iter().map(|(payment, claim)| {
        let claim = claim.map_or_else(|| "–".to_owned(), |number| number.to_string());
        texts.with("desk-takes-back", &[("payment", Arg::Count(*payment)), ("claim", Arg::Text(claim))])
    });
    let claims = found.suggestions.iter().map(|one| {
        let claim = &one.claim;
        format!(
            "{:>8}  {:<28} {:>14}  {}",
            claim.number,
            claim.name,
            texts.money(claim.left),
            desk::reasons(one, texts)
        )
    });
    let all: Vec<String> = refunds.chain(back).chain(claims).collect();
    if all.is_empty() { vec![texts.t("desk-nothing")] } else { all }
}

fn to_json(found: &Desk) -> Json {
    let suggestions: Vec<Json> = found
        .suggestions
        .iter()
        .map(|one| {
            let why: Vec<&str> = one.why.iter().map(|why| why.code()).collect();
            json!({
                "number": one.claim.number, "reference": one.claim.reference, "recipient": one.claim.name, "party": one.claim.party,
                "due": one.claim.due_on.map(|on| on.to_string()), "left": one.claim.left.to_string(),
                "difference": one.difference.to_string(), "why": why,
            })
        })
        .collect();
    let back: Vec<Json> = found
        .takes_back
        .iter()
        .map(|(payment, claim)| json!({ "payment": payment, "claim": claim }))
        .collect();
    json!({
        "payment": found.payment, "amount": found.amount.to_string(), "left": found.left.to_string(), "state": found.state.code(),
        "reason": found.reason.code(), "party": found.party.as_ref().map(|(number, _)| number), "credit": found.credit.to_string(),
        "closed": found.closed.map(|(number, status)| json!({ "number": number, "status": status.code() })),
        "suggestions": suggestions, "refunds": found.refunds.iter().map(|refund| refund.id).collect::<Vec<i64>>(), "takes_back": back,
    })
}
