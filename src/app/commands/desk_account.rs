//! Move what is left over to another account of the ledger.

use super::key::alt;
use super::{Command, Danger, Field, Run, Scope, ask_payment};
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
        ask_payment("desk.account", desk, PaymentAct::Send { to: Target::Account(String::new()), party: None, amount: None }, &[Field::Ledger, Field::Amount, Field::Comment], vec![(Field::Amount, desk.left.to_string())])
    },
};
