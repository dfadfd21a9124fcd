//! Move what is left over to another account of the ledger.

use super::key::alt;
use super::{Command, Danger, Effect, Field, PaymentQuestion, Run, Scope};
use crate::app::usecase::claims::Target;
use crate::app::usecase::payments::PaymentAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.account",
    scope: Scope::Desk,
    keys: &[alt('b')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.left_over().map(|_| ()),
    run: |facts| {
        let desk = facts.left_over()?;
        Ok(Effect::AskPayment(PaymentQuestion {
            command: "desk.account",
            payment: desk.payment,
            left: desk.left,
            act: PaymentAct::Send { to: Target::Account(String::new()), party: None, amount: None },
            fields: &[Field::Ledger, Field::Amount, Field::Comment],
            start: vec![(Field::Amount, desk.left.to_string())],
        }))
    },
};
