//! Move what is left over to another account of the ledger; or, of money that went out, say which account bears it.

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
    enabled: |facts| facts.desk().map(|_| ()),
    run: |facts| {
        let desk = facts.desk()?;
        let act = PaymentAct::Send { to: Target::Account(String::new()), party: None, amount: None };
        if desk.left.is_negative() {
            // It goes as a whole.
            return ask_payment("desk.account", desk, act, &[Field::Ledger, Field::Comment], Vec::new());
        }
        ask_payment("desk.account", desk, act, &[Field::Ledger, Field::Amount, Field::Comment], vec![(Field::Amount, desk.left.to_string())])
    },
};
