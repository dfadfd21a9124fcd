//! `members list|show|household`.

use clap::Subcommand;
use serde_json::{Value, json};

use super::args::{Change, ListArgs};
use super::{Context, lists, note, say, say_json};
use crate::app::AppError;
use crate::app::clock::{iso_moment, local_minute};
use crate::app::columns::memberships;
use crate::app::texts::Arg;
use crate::app::usecase::dues::enrol;
use crate::app::usecase::members;

#[derive(Subcommand)]
pub(super) enum MembersCommand {
    /// List memberships: a row a member and period
    List(ListArgs),
    /// Show the memberships of one, and how they turned
    Show {
        /// The member's number
        party: String,
        /// One JSON document
        #[arg(long)]
        json: bool,
    },
    /// Say who pays for a household: one claim to them, with lines for each member
    Household {
        /// The number of who pays; - : each pays for themselves again
        #[arg(allow_hyphen_values = true)]
        payer: String,
        /// The members' numbers
        #[arg(required = true)]
        members: Vec<String>,
        #[command(flatten)]
        change: Change,
    },
}

pub(super) fn run(context: &mut Context, command: &MembersCommand) -> Result<(), AppError> {
    match command {
        MembersCommand::List(args) => lists::list(context, &memberships::LIST, args),
        MembersCommand::Show { party, json } => show(context, party, *json),
        MembersCommand::Household { payer, members, change } => household(context, payer, members, change),
    }
}

fn household(context: &mut Context, payer: &str, members: &[String], change: &Change) -> Result<(), AppError> {
    let payer = Some(payer).filter(|payer| *payer != "-");
    let mut session = context.open()?;
    let keys = enrol::keys_of(&session, members)?;
    let changed = enrol::household(&mut session, payer, &keys, &change.comment)?;
    if change.json {
        return say_json(&json!({ "payer": payer, "changed": changed }));
    }
    let count = i64::try_from(changed).unwrap_or(i64::MAX);
    note(&session.lang.texts().with("done-household", &[("count", Arg::Count(count))]));
    Ok(())
}

fn show(context: &mut Context, party: &str, as_json: bool) -> Result<(), AppError> {
    let session = context.open()?;
    let member = members::show(&session, party)?;
    if as_json {
        let memberships: Vec<Value> = member
            .memberships
            .iter()
            .map(|one| {
                json!({ "id": one.id, "from": one.period.from_on.to_string(), "until": one.period.until_on.to_string(),
                    "state": one.standing.code(), "claim": one.claim.1 })
            })
            .collect();
        let history: Vec<Value> = member
            .history
            .iter()
            .map(|turn| {
                json!({ "membership": turn.membership, "at": iso_moment(turn.at_ms), "by": turn.operator, "comment": turn.comment,
                    "from": turn.from.code(), "to": turn.to.code() })
            })
            .collect();
        let kind = member.kind.as_ref().map(|(kind, from, until)| {
            json!({ "code": kind.code, "name": kind.name, "from": from.to_string(), "until": until.map(|on| on.to_string()) })
        });
        return say_json(&json!({
            "party": member.number, "name": member.name, "kind": kind, "payer": member.payer, "is_paid": member.is_paid, "memberships": memberships, "history": history,
        }));
    }
    let t = session.lang.texts();
    let kind = member
        .kind
        .as_ref()
        .map(|(kind, ..)| format!("  {}", kind.name))
        .unwrap_or_default();
    say(&format!("{}  {}{kind}", member.number, member.name))?;
    for one in &member.memberships {
        let state = t.t(&format!("member-state-{}", one.standing.code()));
        say(&format!(
            "  {} – {}  {state}  ({})",
            one.period.from_on, one.period.until_on, one.claim.1
        ))?;
    }
    for turn in &member.history {
        let (from, to) = (turn.from.code(), turn.to.code());
        let words = [t.t(&format!("member-state-{from}")), t.t(&format!("member-state-{to}"))];
        say(&format!(
            "  {}  {}  {}  {}",
            local_minute(turn.at_ms),
            turn.operator,
            words.join(" → "),
            turn.comment
        ))?;
    }
    Ok(())
}
