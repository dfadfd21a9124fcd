//! What a message would be answered, and why, without sending anything (SMS-10).

use super::{Answering, incoming};
use crate::app::texts::{Arg, Texts};
use crate::app::{AppError, Session};
use crate::domain::dues_sms::{Ask, Decision, Reply, decide, read};
use crate::domain::message as sms;
use crate::domain::money::Money;
use crate::gateways::charges::sender;
use crate::store::{claim, party};

/// One check, in the order of SMS-30.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its code, with a text under `dues-step-…`.
    pub check: &'static str,
    /// Whether it held. Nothing after the first that did not is looked at.
    pub held: bool,
}

/// What would happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The sender as it would be kept.
    pub from: String,
    /// The checks up to the one that decided.
    pub steps: Vec<Step>,
    /// The reply; `None`: no answer, a person reads it.
    pub reply: Option<Reply>,
    /// What the member would read first.
    pub text: String,
    /// How many SMS that is.
    pub parts: usize,
    /// What it would cost the member.
    pub price: Option<Money>,
    /// Whose the number is: number and name.
    pub parties: Vec<(String, String)>,
    /// The claim that would be paid: its number.
    pub claim: Option<i64>,
    /// What the member would read when it succeeds, and when it fails.
    pub then: Option<(String, String)>,
}

/// Tries a message. Sends nothing and changes nothing.
///
/// # Errors
/// When the file cannot be read.
pub fn try_out(session: &Session, text: &str, from: &str) -> Result<Trial, AppError> {
    let with = Answering::of(session)?;
    let conn = &session.store.conn;
    let from = as_number(&with, from);
    let ask = read(text, &with.words());
    let facts = incoming::facts(conn, &with, &from, &ask)?;
    let decision = decide(&ask, &facts);
    let mut parties = Vec::new();
    for party in &facts.parties {
        parties.extend(party::card(conn, *party)?.map(|card| (card.number, card.name, card.language)));
    }
    let language = match parties.as_slice() {
        [(_, _, language)] => Some(language.clone()),
        _ => None,
    };
    let words = |reply| with.text(reply, language.as_deref(), ask.amount(), ask.given());
    let (reply, price, claim) = match decision {
        Decision::ForPerson => (None, None, None),
        Decision::Answer(reply) => (Some(reply), None, None),
        Decision::Charge { claim, amount, .. } => (Some(Reply::Charge), Some(amount), claim::number_of(conn, claim)?),
    };
    let text = reply.map(words).unwrap_or_default();
    Ok(Trial {
        steps: steps(&ask, decision),
        parts: sms::measure(&text).parts,
        then: price.map(|_| (words(Reply::Paid), words(Reply::Failed))),
        parties: parties.into_iter().map(|(number, name, _)| (number, name)).collect(),
        from,
        reply,
        text,
        price,
        claim,
    })
}

/// What would happen, for people: a line a check, then the answer.
pub fn lines(trial: &Trial, t: &Texts) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for step in &trial.steps {
        let mark = if step.held { "✓" } else { "✗" };
        lines.push(format!("{mark} {}", t.t(&format!("dues-step-{}", step.check))));
    }
    for (number, name) in &trial.parties {
        lines.push(format!("  {number}  {name}"));
    }
    if let Some(claim) = trial.claim {
        lines.push(t.with("dues-try-claim", &[("number", Arg::Text(claim.to_string()))]));
    }
    match (trial.reply, trial.price) {
        (None, _) => lines.push(t.t("dues-try-nobody")),
        (Some(_), price) => {
            let parts = Arg::count(trial.parts);
            let head = match price {
                Some(price) => t.with("dues-try-costs", &[("price", Arg::Money(price)), ("parts", parts)]),
                None => t.with("dues-try-answer", &[("parts", parts)]),
            };
            lines.push(head);
            lines.push(format!("  «{}»", trial.text));
        }
    }
    if let Some((paid, failed)) = &trial.then {
        lines.push(t.t("dues-try-if-paid"));
        lines.push(format!("  «{paid}»"));
        lines.push(t.t("dues-try-if-failed"));
        lines.push(format!("  «{failed}»"));
    }
    lines.push(t.t("dues-try-nothing-sent"));
    lines
}

fn as_number(with: &Answering, from: &str) -> String {
    match sms::phone(from, with.country, &with.plans) {
        Ok(phone) => phone.as_str().to_owned(),
        Err(_) => sender(from),
    }
}

/// The checks that were made.
fn steps(ask: &Ask, decision: Decision) -> Vec<Step> {
    let failed_at = match (ask, decision) {
        (Ask::NotForUs, _) => Some("keyword"),
        (Ask::OtherWord, _) => Some("sub-keyword"),
        (_, Decision::Answer(Reply::NoAmount)) => Some("amount"),
        (_, Decision::Answer(Reply::NotAnAmount)) => Some("whole"),
        (_, Decision::Answer(Reply::OutsideLimits)) => Some("limits"),
        (_, Decision::Answer(Reply::NoParty)) => Some("known"),
        (_, Decision::Answer(Reply::SeveralParties)) => Some("only-one"),
        (_, Decision::Answer(Reply::Closed)) => Some("open"),
        (_, Decision::Answer(Reply::UnderWay)) => Some("none-under-way"),
        (_, Decision::Answer(_)) => Some("outstanding"),
        _ => None,
    };
    let mut steps = Vec::new();
    for check in STEPS {
        let held = failed_at != Some(check);
        steps.push(Step { check, held });
        if !held {
            break;
        }
    }
    steps
}

/// Every check, in order.
pub const STEPS: [&str; 10] = [
    "keyword",
    "sub-keyword",
    "amount",
    "whole",
    "limits",
    "known",
    "only-one",
    "open",
    "none-under-way",
    "outstanding",
];
