//! What is left over is a donation.

use super::key::alt;
use super::{Command, Danger, Effect, Field, PaymentQuestion, Run, Scope};
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
        Ok(Effect::AskPayment(PaymentQuestion {
            command: "desk.donate",
            payment: desk.payment,
            left: desk.left,
            act: PaymentAct::Send { to: Target::Donation, party: None, amount: None },
            fields: &[Field::Amount, Field::Comment],
            start: vec![(Field::Amount, desk.left.to_string())],
        }))
    },
};
