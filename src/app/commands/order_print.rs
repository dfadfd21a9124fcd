//! Print the invoice that stands for the open order, or the credit note that took it back. A second time it says that it is a copy.

use super::key::alt;
use super::{Command, Danger, Effect, Run, Scope};
use crate::app::usecase::orders::act::OrderAct;
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.print",
    scope: Scope::Order,
    keys: &[alt('w')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.order()?.paper.as_ref().map(|_| ()).ok_or(Refusal::NothingToPrint {}),
    run: |facts| {
        let (claim, note) = facts.order()?.paper.clone().ok_or(Refusal::NothingToPrint {})?;
        Ok(Effect::Order(OrderAct::Print { claim, note }))
    },
};
