//! Declare the open order ready (KLART); grey with everything that is missing.

use super::key::alt;
use super::{Command, Danger, Effect, Run, Scope, why};
use crate::app::usecase::orders::act::OrderAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.complete",
    scope: Scope::Order,
    keys: &[alt('k')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| why(facts.order()?.order.complete(facts.order()?.unit)),
    run: |_| Ok(Effect::Order(OrderAct::Complete)),
};
