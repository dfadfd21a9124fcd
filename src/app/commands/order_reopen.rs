//! Put the open order, which is ready, back to work.

use super::key::alt;
use super::{Command, Danger, Effect, Run, Scope};
use crate::app::usecase::orders::act::OrderAct;
use crate::domain::order::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.reopen",
    scope: Scope::Order,
    keys: &[alt('r')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.order()?.may(Operation::Reopen),
    run: |_| Ok(Effect::Order(OrderAct::Reopen)),
};
