//! `mandates list|tie|end` and `notices list|handle`.

use clap::Subcommand;
use serde_json::json;

use super::args::{Change, ListArgs};
use super::{Context, lists, note, say_json, typed};
use crate::app::AppError;
use crate::app::columns::{mandates, notices};
use crate::app::texts::Arg;
use crate::app::usecase::mandates::{BankAct, act};

#[derive(Subcommand)]
pub(super) enum MandatesCommand {
    /// List agreements to draw
    List(ListArgs),
    /// Say who pays by agreements
    Tie {
        /// Their numbers in the list
        #[arg(required = true)]
        mandates: Vec<String>,
        /// The party's number
        #[arg(long)]
        party: String,
        #[command(flatten)]
        change: Change,
    },
    /// Agreements are over
    End {
        /// Their numbers in the list
        #[arg(required = true)]
        mandates: Vec<String>,
        #[command(flatten)]
        change: Change,
    },
}

#[derive(Subcommand)]
pub(super) enum NoticesCommand {
    /// List what bank files said besides payments
    List(ListArgs),
    /// They were looked at
    Handle {
        /// Their numbers in the list
        #[arg(required = true)]
        notices: Vec<String>,
        #[command(flatten)]
        change: Change,
    },
}

pub(super) fn mandates(context: &mut Context, command: &MandatesCommand) -> Result<(), AppError> {
    match command {
        MandatesCommand::List(args) => lists::list(context, &mandates::LIST, args),
        MandatesCommand::Tie { mandates, party, change } => {
            let tie = BankAct::TieMandate { party: party.clone() };
            run(context, mandates, &tie, change, "done-mandates-tied")
        }
        MandatesCommand::End { mandates, change } => run(context, mandates, &BankAct::EndMandate, change, "done-mandates-ended"),
    }
}

pub(super) fn notices(context: &mut Context, command: &NoticesCommand) -> Result<(), AppError> {
    match command {
        NoticesCommand::List(args) => lists::list(context, &notices::LIST, args),
        NoticesCommand::Handle { notices, change } => run(context, notices, &BankAct::HandleNotice, change, "done-notices-handled"),
    }
}

fn run(context: &mut Context, given: &[String], what: &BankAct, change: &Change, done: &str) -> Result<(), AppError> {
    let keys: Vec<i64> = given.iter().map(|text| typed::key(text)).collect::<Result<_, _>>()?;
    let mut session = context.open()?;
    act(&mut session, &keys, what, &change.comment)?;
    if change.json {
        return say_json(&json!({ "changed": keys }));
    }
    let count = i64::try_from(keys.len()).unwrap_or(i64::MAX);
    note(&session.lang.texts().with(done, &[("count", Arg::Count(count))]));
    Ok(())
}
