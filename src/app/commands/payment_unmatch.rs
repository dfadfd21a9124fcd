//! Take the open payment off one claim again, without touching its other claims.

use super::key::{Code, f, plain};
use super::{Command, Danger, Field, Run, Scope, ask_payment};
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
        let (_, claim) = desk.last.ok_or(Refusal::NothingHere {})?;
        ask_payment("payment.unmatch", desk, PaymentAct::Unmatch { claim: String::new() }, &[Field::Claim, Field::Comment], vec![(Field::Claim, claim.to_string())])
    },
};
