//! `refunds list|sent|done|failed`.

use serde_json::json;

use super::args_handling::{Moved, RefundsCommand};
use super::{Context, lists, note, say_json, typed};
use crate::app::AppError;
use crate::app::columns::refunds::LIST;
use crate::app::texts::Arg;
use crate::app::usecase::refunds;
use crate::domain::payment::RefundState;

pub(super) fn run(context: &mut Context, command: &RefundsCommand) -> Result<(), AppError> {
    match command {
        RefundsCommand::List(args) => lists::list(context, &LIST, args),
        RefundsCommand::Sent(moved) => move_on(context, moved, RefundState::Sent),
        RefundsCommand::Done(moved) => move_on(context, moved, RefundState::Done),
        RefundsCommand::Failed(moved) => move_on(context, moved, RefundState::Failed),
    }
}

/// Each is a use case of its own; the first that is refused ends it, and those before it are done.
fn move_on(context: &mut Context, moved: &Moved, to: RefundState) -> Result<(), AppError> {
    let keys: Vec<i64> = moved.refunds.iter().map(|given| typed::key(given)).collect::<Result<_, _>>()?;
    let mut session = context.open()?;
    let t = session.lang.texts();
    let mut all = Vec::new();
    for key in keys {
        let refund = refunds::move_on(&mut session, key, to, &moved.change.comment)?;
        if !moved.change.json {
            let args = [
                ("refund", Arg::Text(refund.id.to_string())),
                ("state", Arg::Text(t.t(&format!("refund-state-{}", refund.state.code())))),
                ("amount", Arg::Money(refund.amount)),
                ("to", Arg::Text(refund.to_account.clone())),
            ];
            note(&t.with("done-refund", &args));
        }
        all.push(json!({
            "id": refund.id, "state": refund.state.code(), "amount": refund.amount.to_string(), "to_account": refund.to_account,
            "payment": refund.payment,
        }));
    }
    if moved.change.json {
        return say_json(&json!(all));
    }
    Ok(())
}
