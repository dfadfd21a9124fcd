//! `files list|undo`.

use serde_json::json;

use super::args::{Change, FilesCommand};
use super::{Context, lists, note, say_json};
use crate::app::AppError;
use crate::app::columns::files::LIST;
use crate::app::import::Watch;
use crate::app::texts::Arg;
use crate::app::usecase::files;

pub(super) fn run(context: &mut Context, command: &FilesCommand) -> Result<(), AppError> {
    match command {
        FilesCommand::List(args) => lists::list(context, &LIST, args),
        FilesCommand::Undo { file, dry_run, change } => undo(context, file, *dry_run, change),
    }
}

fn undo(context: &mut Context, wanted: &str, dry_run: bool, change: &Change) -> Result<(), AppError> {
    let mut session = context.open()?;
    let id = files::find(&session, wanted)?;
    let mut watch = Watch {
        progress: &mut |_| {},
        stop: &|| false,
    };
    let undone = files::undo(&mut session, id, &change.comment, dry_run, &mut watch)?;
    if change.json {
        return say_json(&json!({
            "file": id, "status": if dry_run { "would_undo" } else { "undone" }, "payments": undone.payments, "claims": undone.claims,
            "amount": undone.amount.to_string(),
        }));
    }
    let args = [
        ("name", Arg::Text(wanted.to_owned())),
        ("payments", Arg::Count(undone.payments)),
        ("claims", Arg::Count(undone.claims)),
        ("amount", Arg::Money(undone.amount)),
    ];
    let key = if dry_run { "done-file-would-be-undone" } else { "done-file-undone" };
    note(&session.lang.texts().with(key, &args));
    Ok(())
}
