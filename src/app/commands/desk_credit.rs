//! Keep what is left over as the payer's credit.

use super::key::alt;
use super::{Command, Danger, Field, Run, Scope, ask_payment};
use crate::app::usecase::claims::Target;
use crate::app::usecase::payments::PaymentAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.credit",
    scope: Scope::Desk,
    keys: &[alt('k')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.left_over().map(|_| ()),
    run: |facts| {
        let desk = facts.left_over()?;
        ask_payment("desk.credit", desk, PaymentAct::Send { to: Target::Credit, party: None, amount: None }, &[Field::Party, Field::Amount, Field::Comment], vec![(Field::Party, desk.party.clone().unwrap_or_default()), (Field::Amount, desk.left.to_string())])
    },
};
