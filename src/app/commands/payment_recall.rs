//! What of the open payment was kept as credit, given or moved by hand is left over again.

use super::key::alt;
use super::{Command, Danger, Effect, Field, PaymentQuestion, Run, Scope};
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
        Ok(Effect::AskPayment(PaymentQuestion {
            command: "payment.recall",
            payment: desk.payment,
            left: desk.left,
            act: PaymentAct::Recall,
            fields: &[Field::Comment],
            start: Vec::new(),
        }))
    },
};
