//! What of the open payment was kept as credit, given or moved by hand is left over again.

use super::key::alt;
use super::{Command, Danger, Field, Run, Scope, ask_payment};
use crate::app::usecase::payments::PaymentAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "payment.recall",
    scope: Scope::Payment,
    keys: &[alt('y')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.desk().map(|_| ()),
    run: |facts| {
        let desk = facts.desk()?;
        ask_payment("payment.recall", desk, PaymentAct::Recall, &[Field::Comment], Vec::new())
    },
};
