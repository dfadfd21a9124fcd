//! Put the payment aside: a note, who looks at it, and when.

use super::key::ctrl;
use super::{Command, Danger, Effect, Field, PaymentQuestion, Run, Scope};
use crate::app::usecase::payments::PaymentAct;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.park",
    scope: Scope::Desk,
    keys: &[ctrl('d')],
    bar: false,
    danger: Danger::Changes,
    enabled: |facts| facts.desk().map(|_| ()),
    run: |facts| {
        let desk = facts.desk()?;
        Ok(Effect::AskPayment(PaymentQuestion {
            command: "desk.park",
            payment: desk.payment,
            left: desk.left,
            act: PaymentAct::Park { note: String::new(), owner: String::new(), until: None },
            fields: &[Field::Note, Field::Owner, Field::Day],
            start: Vec::new(),
        }))
    },
};
