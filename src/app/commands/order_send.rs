//! *Skicka mobilbetalning (SMS)* (ORD-6): the preview first, which lists everything that is missing.

use super::key::{alt, ctrl};
use super::{Command, Danger, Effect, Run, Scope};
use crate::domain::order::Operation;

pub(super) static COMMAND: Command<Run> = Command {
    id: "order.send",
    scope: Scope::Order,
    keys: &[ctrl('s'), alt('s')],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| facts.order()?.may(Operation::Send),
    run: |_| Ok(Effect::PreviewSms),
};
