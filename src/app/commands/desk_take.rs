//! Put the payment on the chosen claim, or say what money that went out is: the desk's Enter.

use super::key::{Code, plain};
use super::{Command, Danger, Effect, Field, Run, Scope, ask_payment};
use crate::app::usecase::payments::{Part, PaymentAct};
use crate::domain::refusal::Refusal;

pub(super) static COMMAND: Command<Run> = Command {
    id: "desk.take",
    scope: Scope::Desk,
    keys: &[plain(Code::Enter)],
    bar: true,
    danger: Danger::Changes,
    enabled: |facts| {
        let desk = facts.desk()?;
        let there = desk.chosen.is_some() || desk.is.is_some();
        if there { Ok(()) } else { Err(Refusal::NothingHere {}) }
    },
    run: |facts| {
        let desk = facts.desk()?;
        let (act, comment) = match (&desk.is, &desk.chosen) {
            // It cannot be undone, so it is asked for.
            (Some(is), _) => {
                return ask_payment("desk.take", desk, is.clone(), &[Field::Comment], Vec::new());
            }
            (None, Some(chosen)) => {
                let part = Part { claim: chosen.number.to_string(), amount: None, seen_left: Some(chosen.left) };
                (PaymentAct::Match { parts: vec![part], write_off: false }, chosen.why.clone())
            }
            (None, None) => return Err(Refusal::NothingHere {}),
        };
        Ok(Effect::Payment { id: desk.payment, act, comment, seen: Some(desk.left) })
    },
};
