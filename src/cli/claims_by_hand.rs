//! `claims approve|refund-all|refund|write-off|remind|waive|freeze|thaw|move-remainder|use-credit|set-due`.

use super::args::Change;
use super::args_handling::ClaimsByHand;
use super::remind::{self, remind_wish};
use super::typed::{self, target};
use super::{Context, bulk, claims};
use crate::app::AppError;
use crate::app::usecase::claims::Act;

pub(super) fn run(context: &mut Context, command: ClaimsByHand) -> Result<(), AppError> {
    let (claim, act, change): (String, Act, Change) = match command {
        ClaimsByHand::Approve { claim, change } => (claim, Act::Approve, change),
        ClaimsByHand::RefundAll { claim, change } => (claim, Act::RefundAll, change),
        ClaimsByHand::WriteOff { claim, change } => (claim, Act::WriteOff, change),
        ClaimsByHand::Remind {
            claim,
            remind,
            dry_run,
            change,
        } => {
            let wish = remind_wish(&remind)?;
            if dry_run {
                return remind::preview(context, &claim, &wish, change.json);
            }
            return remind::run(context, &claim, wish, &change);
        }
        ClaimsByHand::Waive { claim, change } => (claim, Act::Waive, change),
        ClaimsByHand::Refund { claim, line, change } => {
            let lines = line.iter().map(|given| typed::line(given)).collect::<Result<_, _>>()?;
            (claim, Act::RefundLines { lines }, change)
        }
        ClaimsByHand::MoveRemainder { claim, amount, to, change } => {
            let (amount, to) = (typed::some_amount(amount.as_deref())?, target(&to)?);
            (claim, Act::MoveRemainder { amount, to }, change)
        }
        ClaimsByHand::UseCredit { claim, amount, change } => {
            let amount = typed::some_amount(amount.as_deref())?;
            (claim, Act::UseCredit { amount }, change)
        }
        ClaimsByHand::Bulk(args) => return bulk::run(context, &args),
        ClaimsByHand::Freeze { claim, until, change } => {
            let until = Some(typed::date(&until)?);
            (claim, Act::Freeze { until }, change)
        }
        ClaimsByHand::Thaw { claim, change } => (claim, Act::Freeze { until: None }, change),
        ClaimsByHand::SetDue { claim, due, change } => {
            let due_on = typed::date(&due)?;
            (claim, Act::SetDue { due_on }, change)
        }
    };
    claims::act(context, &claim, act, &change)
}
