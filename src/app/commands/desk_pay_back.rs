//! Pay what is left over back to who paid it.

use super::key::alt;
use super::{Command, Danger, Field, Run, Scope, ask_payment};
use crate::app::usecase::claims::Target;
use crate::app::usecase::payments::PaymentAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.pay_back",
    scope: Scope::Desk,
    keys: &[alt('e')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.left_over().map(|_| ()),
    run: |facts| {
        let desk = facts.left_over()?;
        ask_payment("desk.pay_back", desk, PaymentAct::Send { to: Target::Payer(None), party: None, amount: None }, &[Field::PayTo, Field::Amount, Field::Comment], vec![(Field::Amount, desk.left.to_string())])
    },
};
