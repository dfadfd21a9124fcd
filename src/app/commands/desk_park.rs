//! Put the payment aside: a note, who looks at it, and when.

use super::key::ctrl;
use super::{Command, Danger, Field, Run, Scope, ask_payment};
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
        ask_payment("desk.park", desk, PaymentAct::Park { note: String::new(), owner: String::new(), until: None, replaces: desk.is_parked }, &[Field::Note, Field::Owner, Field::Day], Vec::new())
    },
};
