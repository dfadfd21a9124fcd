//! Put a part of the payment on the chosen claim.

use super::key::f;
use super::{Command, Danger, Field, Run, Scope, ask_payment};
use crate::app::usecase::payments::{Part, PaymentAct};
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.amount",
    scope: Scope::Desk,
    keys: &[f(2)],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| {
        let desk = facts.left_over()?;
        desk.chosen.as_ref().map(|_| ()).ok_or(Refusal::NothingHere {})
    },
    run: |facts| {
        let desk = facts.left_over()?;
        let chosen = desk.chosen.as_ref().ok_or(Refusal::NothingHere {})?;
        ask_payment("desk.amount", desk, PaymentAct::Match { parts: vec![Part { claim: chosen.number.to_string(), amount: None, seen_left: Some(chosen.left) }], write_off: false }, &[Field::Amount, Field::Comment], vec![(Field::Amount, desk.left.min(chosen.left).to_string()), (Field::Comment, chosen.why.clone())])
    },
};
