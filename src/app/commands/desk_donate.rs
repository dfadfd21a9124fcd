//! What is left over is a donation.

use super::key::alt;
use super::{Command, Danger, Field, Run, Scope, ask_payment};
use crate::app::usecase::claims::Target;
use crate::app::usecase::payments::PaymentAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.donate",
    scope: Scope::Desk,
    keys: &[alt('d')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.left_over().map(|_| ()),
    run: |facts| {
        let desk = facts.left_over()?;
        ask_payment("desk.donate", desk, PaymentAct::Send { to: Target::Donation, party: None, amount: None }, &[Field::Amount, Field::Comment], vec![(Field::Amount, desk.left.to_string())])
    },
};
