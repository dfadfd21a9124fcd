//! Take the open payment off one claim again, without touching its other claims.

use super::key::{Code, f, plain};
use super::{Command, Danger, Effect, Field, PaymentQuestion, Run, Scope};
use crate::app::usecase::payments::PaymentAct;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "payment.unmatch",
    scope: Scope::Payment,
    keys: &[f(4), plain(Code::Delete)],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.desk()?.last.map(|_| ()).ok_or(Refusal::NothingHere {}),
    run: |facts| {
        let desk = facts.desk()?;
        let (payment, claim) = desk.last.ok_or(Refusal::NothingHere {})?;
        Ok(Effect::AskPayment(PaymentQuestion {
            command: "payment.unmatch",
            payment,
            left: desk.left,
            act: PaymentAct::Unmatch { claim: String::new() },
            fields: &[Field::Claim, Field::Comment],
            start: vec![(Field::Claim, claim.to_string())],
        }))
    },
};
