//! Put the payment on the chosen claim, and give up the small difference.

use super::key::ctrl;
use super::{Command, Danger, Field, Run, Scope, ask_payment};
use crate::app::usecase::payments::{Part, PaymentAct};
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.write_off",
    scope: Scope::Desk,
    keys: &[ctrl('w')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| {
        let desk = facts.left_over()?;
        desk.chosen.as_ref().map(|_| ()).ok_or(Refusal::NothingHere {})
    },
    run: |facts| {
        let desk = facts.left_over()?;
        let chosen = desk.chosen.as_ref().ok_or(Refusal::NothingHere {})?;
        ask_payment("desk.write_off", desk, PaymentAct::Match { parts: vec![Part { claim: chosen.number.to_string(), amount: None, seen_left: Some(chosen.left) }], write_off: true }, &[Field::Comment], Vec::new())
    },
};
